"""What becomes of a batch of one: its answer is read before another call is made, so nothing can go with it.

That is how `for text in texts: print(client.messages.create(...).content)` meets a batch: one job for each text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from deferred.core.errors import NotBatchable
from deferred.core.text import duration
from deferred.engine.live import LiveSender
from deferred.engine.state import PendingCall

if TYPE_CHECKING:
    from deferred.session.session import Session

log = logging.getLogger("deferred")

_REMEDY = (
    "To send them together, make a function of what is done with each item: results = list(deferred.map(function, "
    "items)); in a coroutine: await deferred.map(function, items)."
)


class SingleCallPolicy:
    """Watches the waves of one session, and does with those of one call what `alone=` says."""

    def __init__(self, session: Session) -> None:
        """`session` is the outermost one, whose engine asks."""
        self._session, self._ordinary = session, LiveSender(session)
        self._line, self._in_a_row = "", 0
        self._warned: set[str] = set()

    def look(self, items: Sequence[PendingCall]) -> Callable[[], None] | None:
        """Look at a wave that goes out because somebody waits; gives what is to be done instead, or None."""
        if len(items) != 1:
            self._line, self._in_a_row = "", 0
            return None
        (item,) = items
        choice = self._session.settings.alone
        if choice == "live":
            return lambda: self._ordinary.send(item, 'a batch of one (alone="live")')
        if self._session.tasks.has_tasks:  # the last of many, which wait for it together
            return None
        if choice == "raise":
            return lambda: item.future.fail(_refusal(item))
        self._count(item.where)
        return None

    def _count(self, line: str) -> None:
        self._in_a_row = self._in_a_row + 1 if line == self._line else 1
        self._line = line
        if self._in_a_row > 1 and line not in self._warned:
            self._warned.add(line)
            log.warning(
                "deferred: the calls at %s go out one by one, each as a batch of its own, because each answer is read "
                "before the next call is made. Every one of them takes as long as a batch: %s. %s",
                line, self._time_to_expect(), _REMEDY,
            )  # fmt: skip

    def _time_to_expect(self) -> str:
        ended = [running.job for running in self._session.engine.jobs if running.job.ended_at is not None]
        if not ended:
            return "often minutes, at most 24 hours"
        seconds = (ended[-1].ended_at or 0.0) - ended[-1].planned_at
        return f"the last one took {duration(seconds)}, a hundred would take {duration(100 * seconds)}"


def _refusal(item: PendingCall) -> NotBatchable:
    why = 'it would be a batch of one, for its answer is read before another call is made (alone="raise")'
    return NotBatchable(item.method, item.where, why, _REMEDY)
