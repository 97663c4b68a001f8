"""EngineHooks: the functions of the session that the engine calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from deferred.core.errors import DeferredError
from deferred.engine.events import OnEvent
from deferred.engine.state import PendingCall

BeforeFirst: TypeAlias = Callable[[PendingCall, Sequence[str]], DeferredError | None]


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class EngineHooks:
    """The functions of the session that the engine calls.

    Attributes:
        patience: seconds without a new call after which a wave may be sent; None as long as functions can still run.
        has_tasks: whether several functions were started together and some have not ended.
        work_of_pools: returns the amount of work that pools were given and that has not ended.
        before_first: called once before anything is sent, with that call and the keys of all calls that were made until
            then; returns an error that stops the run, or None.
        on_event: called with each event of a job.
        at_end: called once nothing is left to do, before the ledger is closed.
    """

    patience: Callable[[], float | None]
    has_tasks: Callable[[], bool] = lambda: False
    work_of_pools: Callable[[], int] = lambda: 0
    before_first: BeforeFirst | None = None
    on_event: OnEvent | None = None
    at_end: Callable[[], None] = _nothing
