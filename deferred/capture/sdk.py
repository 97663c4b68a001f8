"""The seam between an SDK and the rest: what each file that knows an SDK gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from deferred import patching
from deferred.capture.connection import Account
from deferred.core.call import Answer, Call
from deferred.futures.future import Future
from deferred.session.protocol import BlockSession

# Makes the SDK's own reply, or raises the SDK's own error.
Build = Callable[[Answer, Future], Any]
# Makes a call of an endpoint and a body, as a script would.
Ask = Callable[[str, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class HttpCall:
    """A generation request that was recognised by host and path; `is_counted` says that its SDK took account of it."""

    base_url: str
    endpoint: str
    model: str = ""
    batchable: bool = True
    is_counted: bool = False


class SdkAdapter(Protocol):
    """One SDK, as the rest of the package knows it."""

    @property
    def provider(self) -> str:
        """Whose SDK it is, as settings and the ledger name it."""

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
        """Whether a host is the provider's own."""

    def read(self, request: Any, where: str) -> Iterable[tuple[Call, bytes]]:
        """Read a captured request into calls, each with the canonical form of its body."""

    def reply(self, request: Any) -> Build:
        """Return what makes the reply of a captured request that is one call."""

    def account_of(self, session: BlockSession, client: Any) -> Account | None:
        """Return the account of a client, shared by all clients of it; None where its transport cannot be followed."""

    def recognise(self, root: str, request: Any) -> HttpCall | None:
        """Recognise a generation request that comes past the SDK; None for any other one."""

    def objection(self, body: dict[str, Any]) -> str:
        """Say why a body cannot go into a batch, or nothing."""

    def make_client(self, address: str | None) -> Any:
        """Make a client with the key of the environment, at an address, or at the one that the environment names."""

    def address_of(self, client: Any) -> str:
        """Return the address that a client was made for."""

    def base_url_of(self, client: Any) -> str:
        """Return the address that the calls of a client go to, as the ledger names it."""

    def open_account(self, client: Any, address: str) -> Account | None:
        """Open an account of its own for a client; None where its transport cannot be followed."""

    def asker(self, client: Any) -> Ask:
        """Return a function that makes calls of a client from endpoints and bodies."""
