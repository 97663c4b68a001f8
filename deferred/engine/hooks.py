"""EngineHooks: what the engine asks of the session above it, given when the engine is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from deferred.core.errors import DeferredError
from deferred.engine.events import OnEvent
from deferred.engine.state import PendingCall


def _nothing() -> None:
    """Do nothing at the end."""


@dataclass(frozen=True, slots=True)
class EngineHooks:
    """What the engine asks of the session.

    Attributes:
        patience: seconds without a new call after which a wave may be sent; None as long as functions can still run.
        has_tasks: whether some of several functions have not ended.
        before_first: asked once, before anything is sent, whether the run may go on at all.
        on_event: told what happens to jobs.
        at_end: called once nothing is left to do, before the ledger is closed.
    """

    patience: Callable[[], float | None]
    has_tasks: Callable[[], bool] = lambda: False
    before_first: Callable[[PendingCall], DeferredError | None] | None = None
    on_event: OnEvent | None = None
    at_end: Callable[[], None] = _nothing
