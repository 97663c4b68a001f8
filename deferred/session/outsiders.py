"""Outsiders: live calls of threads and tasks that are older than an open block, in its report and under its limit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from weakref import WeakKeyDictionary

from deferred.core.call import Answer, Call
from deferred.core.errors import DeferredError, LedgerError
from deferred.engine.live import UNBILLED
from deferred.session import current, guard
from deferred.session.protocol import BlockSession
from deferred.session.refusals import LimitedCharge

log = logging.getLogger("deferred")
_WHY = "its thread or task began before the block"
_warned: WeakKeyDictionary[BlockSession, set[str]] = WeakKeyDictionary()  # the call sites, by block


def block_in_charge() -> BlockSession | None:
    """Return the block whose report and limit hold a live call of an outsider: the outermost of the last one opened."""
    mine = (one.root for one in reversed(current.opened) if one.is_open and not one.entered.is_of_another_process)
    return next(mine, None)


def note(method: str, where: str) -> None:
    """Warn once for each block and call site that the calls of this thread are sent live, at full price.

    Raises:
        NotBatchable: `deferred.guard()` is on.
    """
    guard.refuse(method, where)
    block = block_in_charge()
    warned = set() if block is None else _warned.setdefault(block, set())
    if block is not None and where not in warned:
        warned.add(where)
        log.warning(
            "deferred: %s at %s is sent live, at full price: its thread or task began before the block that is open, "
            "and does not belong to it. The block's report counts it, and it counts against the block's cost_limit. "
            'deferred.batch(threads="all") takes such calls in.', method, where,
        )  # fmt: skip


class _Refusal(BaseException):
    """Carries an error out of an SDK, which would take an Exception for a broken connection, and try again."""

    def __init__(self, error: DeferredError) -> None:
        super().__init__(error)
        self.error = error


_is_in_sdk: ContextVar[bool] = ContextVar("deferred_in_sdk", default=False)


@contextmanager
def errors_intact() -> Iterator[None]:
    """Let the errors of `admit` pass through the SDK that sends the request."""
    token = _is_in_sdk.set(True)
    try:
        yield
    except _Refusal as refusal:
        raise refusal.error from None
    finally:
        _is_in_sdk.reset(token)


class OutsideCharge:
    """The reservation of a live call of an outsider, in the run of the block that is open."""

    def __init__(self, charge: LimitedCharge) -> None:
        """`charge` is what was reserved."""
        self._charge = charge

    def settle(self, status: int, body: bytes | None) -> None:
        """Replace the reservation by the cost of this reply; `body` is None for a stream, whose usage is unknown.

        A reply that comes after the end of the block's run leaves the reservation: nobody counts it any more.
        """
        try:
            if status in UNBILLED:
                self._charge.settle(Decimal(0))
            elif body is not None:
                self._charge.settle_by(Answer(status, body))
        except LedgerError as error:
            log.info("deferred: a live call ended after the block that counts it; its reservation stays: %s", error)


def admit(method: str, where: str, call: Callable[[], Call | None]) -> OutsideCharge | None:
    """Reserve what a live call of an outsider can cost, and list it in the report of the open block.

    Raises:
        NotBatchable: a cost limit holds, and nothing bounds the cost of the call.
        CostLimitExceeded: the call can cost more than is left.
    """
    block = block_in_charge()
    try:
        charge = None if block is None else block.admit(method, where, _WHY, call)
    except DeferredError as error:
        if _is_in_sdk.get():
            raise _Refusal(error) from error
        raise
    return None if charge is None else OutsideCharge(charge)
