"""StainlessSdk: the differences between the SDKs of the Stainless generator (anthropic, openai)."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping
from typing import Any

from deferred.capture.connection import Prepare
from deferred.config.settings import Settings
from deferred.session.protocol import BlockSession


class StainlessSdk(ABC):
    """The differences between the SDKs of this generator.

    Attributes:
        module: the SDK's module.
        sync_class: its sync client.
        provider: the provider of the SDK.
        endpoints: generation endpoints that a batch carries: path -> name of the method.
        unbatchable: generation endpoints that no batch carries.
        also_unbatchable: a pattern of further such endpoints.
        manages: POST endpoints that generate nothing; at the provider's own host all others are refused.
        batches: the endpoint that creates jobs; under a limit, which does not count them, they are refused.
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
        """Whether a host belongs to the provider."""

    @property
    def providers(self) -> Collection[str]:
        """The providers that its clients can be used with."""
        return {self.provider}

    def provider_at(self, netloc: str, said: str) -> str:
        """Return whose API a host speaks; `said` is what the user says of it, if anything."""
        del netloc
        return said or self.provider

    def find_address(self, client: Any) -> None:
        """Let a client find its address, where that depends on its credentials."""
        del client

    def provider_of(self, client: Any, netloc: str, said: str) -> str:
        """Return whose API a client's host speaks; `said` is what the user says of it, if anything."""
        del client
        return self.provider_at(netloc, said)

    def preparer(self, client: Any, prepare: Prepare) -> Prepare:
        """Return the function that addresses and authorises requests; `prepare` lets the SDK do it."""
        del client
        return prepare

    def kept_apart(self, session: BlockSession, provider: str, caught: Any) -> dict[str, str]:
        """Return headers that keep captured requests apart which no job of a provider may mix; they are not sent."""
        del session
        return self.split(provider, caught.body)

    def takes(self, provider: str, path: str) -> bool:
        """Whether a batch of a provider takes calls of a path."""
        del provider
        return path in self.endpoints

    def split(self, provider: str, body: dict[str, Any]) -> dict[str, str]:
        """Return those of these headers that a body determines."""
        del provider, body
        return {}

    def why_not(self, session: BlockSession, caught: Any) -> str:
        """Return why no batch of a session carries a captured request; empty if one can."""
        del session, caught
        return ""

    def base_url(self, client: Any) -> str:
        """Return the address of a client's API, to which the batch API belongs."""
        return str(client.base_url).rstrip("/")

    @abstractmethod
    def address(self, path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
        """Return the path and headers of the batch endpoint for a captured request."""

    @abstractmethod
    def objection(self, body: dict[str, Any], header: Callable[[str], str]) -> str:
        """Return why a body cannot go into a batch; empty if it can. `header` gives the request's headers."""

    @abstractmethod
    def identity(self, client: Any) -> tuple[Any, ...]:
        """Return the identity of the account that a client pays with."""

    @abstractmethod
    def sources(self, client: Any) -> tuple[Any, ...]:
        """Return the objects that supply a client's credentials at each request, if it has any."""

    def with_files(self, path: str, body: dict[str, Any], files: Any) -> dict[str, Any]:
        """Return a body that holds the uploaded files, or raise ValueError with why it cannot."""
        del path, body, files
        message = "it uploads files with the request"
        raise ValueError(message)

    def adapt(self, client: Any, options: Any, body: dict[str, Any], settings: Settings) -> Any:
        """Return the options to send instead; None if they stay unchanged."""
        del client, options, body, settings
