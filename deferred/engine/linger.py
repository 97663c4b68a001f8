"""Linger: decide when calls have stopped arriving, so that the awaited wave may be sent."""

from __future__ import annotations

import math
from collections.abc import Callable

from deferred.futures.event_loops import Rounds

_LONGEST = 300.0  # seconds for which new calls may delay an awaited wave
_HURRY = 0.05  # seconds to linger after a wait was given up before its wave was sent


class Linger:
    """Detects the end of a stream of calls. Every method needs the engine's lock; times are ticks of its clock."""

    def __init__(self, linger: float, nudge: Callable[[], None]) -> None:
        """`linger` is the pause in seconds that ends a stream; `nudge` is called when all event loops have run once."""
        self._linger = linger
        self.rounds = Rounds(nudge)
        self._last = 0.0
        self._latest = math.inf
        self._hurried: set[str] = set()

    def arrived(self, now: float, where: str, *, is_first: bool, is_awaited: bool) -> None:
        """Record a call at a call site: whether it is the first of its wave, and whether one is awaited already."""
        self._last = now
        if is_first:
            self._latest = math.inf
        if is_awaited:
            self.is_awaited(now)
        if where in self._hurried:
            self._latest = min(self._latest, now + min(self._linger, _HURRY))

    def is_awaited(self, now: float) -> None:
        """Record that a call is awaited: from now on new calls delay the wave only for a limited time."""
        self._latest = min(self._latest, now + max(self._linger, _LONGEST))

    def wait_was_given_up(self, where: str) -> None:
        """Record that an unsent call was withdrawn: its caller waits less than `linger`, so send the next soon."""
        self._hurried.add(where)

    def is_used(self) -> None:
        """Start anew: the wave is sent."""
        self._hurried.clear()

    def has_come(self, patience: float, now: float) -> bool:
        """Whether no call was made for `patience` seconds, or new calls have delayed the wave for too long."""
        due = self._due(patience)
        return now >= due and self.rounds.are_over(min(self._last, due), now)

    def seconds_left(self, patience: float, now: float) -> float:
        """Return the seconds until `has_come` may hold."""
        return max(self._due(patience) - now, self.rounds.seconds_left(now))

    def _due(self, patience: float) -> float:
        return min(self._last + patience, self._latest)
