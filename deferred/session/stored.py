"""The stored answers and requests of the calls of a block."""

from __future__ import annotations

from deferred.core.call import Answer
from deferred.core.errors import DeferredError, LedgerError
from deferred.engine.state import PendingCall
from deferred.storage.base import Ledger, Spool


class StoredCalls:
    """Reads stored answers and requests of calls."""

    def __init__(self, ledger: Ledger, spool: Spool) -> None:
        """`spool` has the requests of this process."""
        self._ledger, self._spool = ledger, spool

    def answer_of(self, call: PendingCall) -> Answer | None:
        """Read the stored answer of a call; None if it was cleared."""
        return self._ledger.answers.get(call.key)

    def read_answer(self, call: PendingCall) -> Answer:
        """Read the stored answer of a call.

        Raises:
            LedgerError: the ledger no longer has it.
        """
        answer = self._ledger.answers.get(call.key)
        if answer is None:
            message = (
                f"the answer to {call.method} at {call.where} is no longer in the ledger {self._ledger.location}: it "
                "was cleared meanwhile. Run the script again"
            )
            raise LedgerError(message)
        own = call.answer
        return answer.as_cached(cached=own is not None and own.cached)

    def body_of(self, call: PendingCall) -> bytes:
        """Read the body of a call of this process.

        Raises:
            DeferredError: it was not kept.
        """
        if call.body is None:
            message = f"the body of {call.method} at {call.where} was not kept, because it holds a secret"
            raise DeferredError(message)
        return call.body if isinstance(call.body, bytes) else self._spool.read(call.body)

    def request_of(self, call: PendingCall) -> bytes | None:
        """Read the request of a call, from this process or from the job which bought it, if it was kept."""
        if call.body is not None:
            return self.body_of(call)
        answer = self._ledger.answers.get(call.key)
        return None if answer is None else self._ledger.bodies.of_answer(call.key, answer.batch_id)
