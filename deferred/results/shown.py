"""Shown: what of a result is written to JSON, and shown on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from deferred.citations.citation import Citation, Source
from deferred.core.usage import Usage


class Shown(Protocol):
    """The parts of a result that users see; `Result` documents each."""

    @property
    def provider(self) -> str:
        """The provider."""

    @property
    def model(self) -> str:
        """The model."""

    @property
    def method(self) -> str:
        """The method that was called."""

    @property
    def where(self) -> str:
        """The line that made the call."""

    @property
    def batch_id(self) -> str | None:
        """The provider's id of its job."""

    @property
    def row(self) -> int | str | None:
        """What its call is named by."""

    @property
    def prompt(self) -> str:
        """What the user says in the request."""

    @property
    def cached(self) -> bool:
        """Whether the answer was stored already."""

    @property
    def usage(self) -> Usage:
        """Tokens."""

    @property
    def cost_usd(self) -> Decimal | None:
        """Dollars."""

    @property
    def text(self) -> str:
        """The text of the reply."""

    @property
    def body(self) -> Any:
        """The body of the reply."""

    @property
    def parsed(self) -> Any:
        """The value of the reply."""

    @property
    def error(self) -> str | None:
        """Why there is no value."""

    @property
    def notes(self) -> Sequence[str]:
        """What is to be known of its sources."""

    @property
    def sources(self) -> Sequence[Source]:
        """The documents that it cites."""

    @property
    def citations(self) -> Sequence[Citation]:
        """All citations."""

    @property
    def citation_mappings(self) -> Mapping[str, Sequence[Citation]]:
        """The citations of each field."""

    @property
    def unmapped(self) -> Mapping[str, str]:
        """The fields without a citation, and why."""
