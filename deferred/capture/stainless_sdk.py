"""The SDKs of the Stainless generator (anthropic, openai): what differs between them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from deferred.config.settings import Settings


class StainlessSdk(ABC):
    """What differs between the SDKs of this generator.

    Attributes:
        module: the SDK's module.
        sync_class: its sync client.
        provider: whose SDK it is.
        endpoints: generation endpoints that a batch carries: path -> name of the method.
        unbatchable: those that none carries.
        also_unbatchable: and those of many addresses.
        manages: what else is posted without anything being generated; at the provider's own host the rest is refused.
        batches: where jobs are created: one of the user's own is not counted, so that it is refused under a limit.
        foreign_classes: clients of other companies' clouds.
        batch_query: query parameters that the batch endpoint takes too.
    """

    module: str
    sync_class: str
    provider: str
    endpoints: Mapping[str, str]
    unbatchable: Mapping[str, str]
    also_unbatchable: re.Pattern[str]
    manages: re.Pattern[str]
    batches: str
    foreign_classes: frozenset[str]
    batch_query: frozenset[str] = frozenset()

    @abstractmethod
    def known_host(self, netloc: str) -> bool:
        """Whether a host is the provider's own."""

    @abstractmethod
    def address(self, path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
        """Return the path and headers of the batch endpoint for a captured request."""

    @abstractmethod
    def objection(self, body: dict[str, Any]) -> str:
        """Say why a body cannot go into a batch, or nothing."""

    @abstractmethod
    def identity(self, client: Any) -> tuple[Any, ...]:
        """Return what identifies the account that a client pays with."""

    @abstractmethod
    def sources(self, client: Any) -> tuple[Any, ...]:
        """Return the objects from which a client takes its credentials at each request, where it was given any."""

    def adapt(self, options: Any, body: dict[str, Any], settings: Settings) -> Any:
        """Return the options that go out instead; None where they stay as they are."""
        del options, body, settings
