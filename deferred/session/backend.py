"""Backend: where an intake takes stored answers from, and passes calls on to: the engine and the ledger of the run."""

from __future__ import annotations

from typing import Any, Protocol

from deferred.core.call import Answer, BodyRef, Target
from deferred.engine.engine import Engine
from deferred.engine.state import PendingCall
from deferred.futures.event_loops import Waiter
from deferred.futures.future import Future
from deferred.session.stored import StoredCalls
from deferred.storage.base import Ledger


class Stored(Protocol):
    """The stored answers and requests of the calls of a block."""

    def answer_of(self, call: PendingCall) -> Answer | None:
        """Return the stored answer of a call; None if it was cleared."""

    def read_answer(self, call: PendingCall) -> Answer:
        """Return the stored answer of a call; raises if it was cleared."""

    def body_of(self, call: PendingCall) -> bytes:
        """Return the request of a call of this process."""

    def request_of(self, call: PendingCall) -> bytes | None:
        """Return the request of a call, if it was kept."""


class Backend(Protocol):
    """What an intake needs of the parts below it; a child that looks ahead has another one."""

    @property
    def stored(self) -> Stored:
        """The stored answers and requests."""

    def is_stored(self, key: str) -> bool:
        """Whether the ledger has an answer."""

    def keep(self, body: bytes) -> BodyRef:
        """Write a request to the disk."""

    def add(self, call: PendingCall, sample: bytes) -> None:
        """Take a call, which is sent with the next wave."""

    def want(self, future: Future, where: str, waiter: Waiter | None = None) -> None:
        """Note that a call is waited for."""

    def watch(self) -> None:
        """Note that outcomes are looked at without waiting."""

    def withdraw(self, key: str) -> PendingCall | None:
        """Take a call back that was not sent yet; None if it was."""

    def note_found(self, key: str, target: Target) -> None:
        """Count a call whose answer was in the ledger; `target` is where it would have been sent."""

    def made(self, reply: Any, call: PendingCall, answer: Answer) -> Any:
        """Return the reply to use, for a reply that was made."""


class EngineBackend:
    """Passes everything on to the engine and the ledger."""

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        """The engine drives the calls."""
        self._engine, self._ledger = engine, ledger
        self.stored: Stored = StoredCalls(ledger, engine.context.spool)

    def is_stored(self, key: str) -> bool:
        """Whether the ledger has an answer."""
        return bool(self._ledger.answers.known((key,)))

    def keep(self, body: bytes) -> BodyRef:
        """Write a request to the disk."""
        return self._engine.context.spool.add(body)

    def add(self, call: PendingCall, sample: bytes) -> None:
        """Take a call, which is sent with the next wave."""
        del sample
        self._engine.add(call)

    def want(self, future: Future, where: str, waiter: Waiter | None = None) -> None:
        """Note that a call is waited for."""
        self._engine.calls.want(future, where, waiter)

    def watch(self) -> None:
        """Note that outcomes are looked at without waiting."""
        self._engine.calls.watch()

    def withdraw(self, key: str) -> PendingCall | None:
        """Take a call back that was not sent yet; None if it was."""
        return self._engine.withdraw(key)

    def note_found(self, key: str, target: Target) -> None:
        """Count a call whose answer was in the ledger; `target` is where it would have been sent."""
        self._engine.found(key, target)

    def made(self, reply: Any, call: PendingCall, answer: Answer) -> Any:
        """Return the reply to use, for a reply that was made."""
        del call, answer
        return reply
