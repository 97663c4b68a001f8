"""SdkAdapter: the interface between one SDK and the rest of the package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from deferred import patching
from deferred.capture.connection import Account
from deferred.core.call import Answer, Call
from deferred.futures.future import Future
from deferred.session.protocol import BlockSession

# Makes the SDK's own reply, or raises the SDK's own error.
Build = Callable[[Answer, Future], Any]
# Gives a header of a request by its name in lower case; empty if the request has none.
Header = Callable[[str], str]
# Makes a call of an endpoint with a body, as a script would.
Ask = Callable[[str, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A generation request that was recognised by host and path; `is_counted` tells that its SDK method counted it.

    `provider` is whose API the host speaks, and `path` what its methods call the endpoint.
    """

    base_url: str
    endpoint: str
    model: str = ""
    batchable: bool = True
    is_counted: bool = False
    provider: str = ""
    path: str = ""


class SdkAdapter(Protocol):
    """The interface of one SDK."""

    @property
    def provider(self) -> str:
        """The provider of the SDK, as named in settings and in the ledger."""

    @property
    def module(self) -> str:
        """The module that a script imports."""

    @property
    def home(self) -> str:
        """The address of the provider's own API."""

    @property
    def key_variables(self) -> tuple[str, ...]:
        """The variables of the environment that may hold a key."""

    @property
    def targets(self) -> patching.Targets:
        """The attributes that are patched while a session is open."""

    def known_host(self, netloc: str) -> bool:
        """Whether a host belongs to the provider."""

    @property
    def providers(self) -> Collection[str]:
        """The providers that its clients can be used with."""

    def provider_at(self, netloc: str, said: str) -> str:
        """Return whose API a host speaks; `said` is what the user says of it, if anything."""

    def read(self, request: Any, where: str) -> Iterable[tuple[Call, bytes]]:
        """Read a captured request into calls, each with the canonical form of its body."""

    def reply(self, request: Any) -> Build:
        """Return the function that makes the reply of a captured request that is one call."""

    def account_of(self, session: BlockSession, client: Any) -> Account | None:
        """Return the account of a client, shared by all clients of it; None if its transport cannot be copied."""

    def takes(self, provider: str, path: str) -> bool:
        """Whether a batch of a provider takes calls of a path."""

    def split(self, provider: str, body: dict[str, Any]) -> dict[str, str]:
        """Return headers that keep calls apart which no job of a provider may mix; they are not sent."""

    def recognise(self, root: str, request: Any) -> HttpCall | None:
        """Recognise a generation request that does not come through the SDK's methods; None for any other request."""

    def objection(self, body: dict[str, Any], header: Header) -> str:
        """Return why a body cannot go into a batch; empty if it can. `header` gives the request's headers."""

    def make_client(self, address: str | None) -> Any:
        """Make a client with the key of the environment, at a given address or the environment's."""

    def address_of(self, client: Any) -> str:
        """Return the address that a client was made for."""

    def base_url_of(self, client: Any) -> str:
        """Return the address of a client's calls, as named in the ledger."""

    def open_account(self, client: Any, address: str) -> Account | None:
        """Open a separate account for a client; None if its transport cannot be copied."""

    def asker(self, client: Any) -> Ask:
        """Return a function that makes calls of a client from endpoints and bodies."""
