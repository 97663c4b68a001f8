"""Batches of one call: the answer is read before another call is made, so no other call can share the job.

For example, `for text in texts: print(client.messages.create(...).content)` makes one job for each text.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence

from deferred.core.errors import NotBatchable
from deferred.core.routing import BATCH, LIVE
from deferred.core.text import duration
from deferred.engine.context import EngineContext
from deferred.engine.live import LiveSender
from deferred.engine.narrow_waves import NarrowWaves
from deferred.engine.state import PendingCall

log = logging.getLogger("deferred")

_REMEDY = (
    "To send them together, put the loop's body into a function: results = list(deferred.map(function, "
    "items)); in a coroutine: await deferred.map(function, items)."
)


class SingleCallPolicy:
    """Watches the waves of one run, and applies the setting `alone` to waves of one call."""

    def __init__(self, context: EngineContext, live: LiveSender) -> None:
        """`live` sends a call live."""
        self._context, self._live = context, live
        self._line, self._in_a_row = "", 0
        self._warned: set[str] = set()
        self._narrow = NarrowWaves(context)

    def look(self, calls: Sequence[PendingCall]) -> Callable[[], None] | None:
        """Check an awaited wave; returns the action that replaces sending it, or None."""
        if len(calls) != 1 or self._context.settings.pool is not None:  # calls of other processes may join it
            self._line, self._in_a_row = "", 0
            self._narrow.look(calls)
            return None
        (call,) = calls
        choice = self._context.settings.alone
        if call.route != BATCH:
            return None
        if choice == "live":
            call.route = LIVE
            return functools.partial(self._live.send, call, 'a batch of one (alone="live")')
        if self._context.hooks.has_tasks():  # the other functions wait for the same wave
            return None
        if choice == "raise":
            return functools.partial(call.fail, _refusal(call))
        self._count(call.where)
        return None

    def _count(self, line: str) -> None:
        self._in_a_row = self._in_a_row + 1 if line == self._line else 1
        self._line = line
        if self._in_a_row > 1 and line not in self._warned:
            self._warned.add(line)
            log.warning(
                "deferred: the calls at %s are sent one by one, each as its own batch, because each answer is read "
                "before the next call is made. Every one of them takes as long as a batch: %s. %s",
                line, self._time_to_expect(), f"{self._context.stats.ahead.advice}{_REMEDY}",
            )  # fmt: skip

    def _time_to_expect(self) -> str:
        ended = [active.job for active in self._context.stats.jobs if active.job.ended_at is not None]
        if not ended:
            return "often minutes, at most 24 hours"
        seconds = (ended[-1].ended_at or 0.0) - ended[-1].planned_at
        return f"the last one took {duration(seconds)}, a hundred would take {duration(100 * seconds)}"


def _refusal(call: PendingCall) -> NotBatchable:
    why = 'it would be a batch of one, because its answer is read before another call is made (alone="raise")'
    return NotBatchable(call.method, call.where, why, _REMEDY)
