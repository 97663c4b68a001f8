"""Linger: when calls have stopped coming, so that the wave which is waited for may be sent."""

from __future__ import annotations

import math
from collections.abc import Callable

from deferred.futures.event_loops import Rounds

_LONGEST = 300.0  # seconds that calls may keep trickling in before those that are there are sent
_HURRY = 0.05  # seconds after the next call, where a wait was given up before the wave went out


class Linger:
    """The end of a stream of calls; whoever uses it holds the engine's lock. Times are ticks of the engine's clock."""

    def __init__(self, linger: float, nudge: Callable[[], None]) -> None:
        """`linger` is how many seconds without a new call make a lull; `nudge` is told when event loops came round."""
        self._linger = linger
        self.rounds = Rounds(nudge)
        self._last = 0.0
        self._latest = math.inf
        self._hurried: set[str] = set()

    def arrived(self, now: float, where: str, *, is_first: bool, is_awaited: bool) -> None:
        """Record a call at a line, the first of its wave or not, awaited already or not."""
        self._last = now
        if is_first:
            self._latest = math.inf
        if is_awaited:
            self.is_awaited(now)
        if where in self._hurried:
            self._latest = min(self._latest, now + min(self._linger, _HURRY))

    def is_awaited(self, now: float) -> None:
        """Record that a call is awaited: from now on calls may not keep coming for ever."""
        self._latest = min(self._latest, now + max(self._linger, _LONGEST))

    def wait_was_given_up(self, where: str) -> None:
        """Record that a call was taken back unsent: a caller with less patience than ours would never be served."""
        self._hurried.add(where)

    def is_used(self) -> None:
        """Begin anew: the wave goes out."""
        self._hurried.clear()

    def has_come(self, patience: float, now: float) -> bool:
        """Whether no call has come for `patience` seconds, or calls have kept coming for too long."""
        due = self._due(patience)
        return now >= due and self.rounds.are_over(min(self._last, due), now)

    def seconds_left(self, patience: float, now: float) -> float:
        """Return when to look again."""
        return max(self._due(patience) - now, self.rounds.seconds_left(now))

    def _due(self, patience: float) -> float:
        return min(self._last + patience, self._latest)
