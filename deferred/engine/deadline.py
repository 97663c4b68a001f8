"""Deadline: when the time limit of a run is over."""

from __future__ import annotations

from deferred.engine.scheduler import Clock


class Deadline:
    """The time limit of a run, restarts included."""

    def __init__(self, at: float | None, clock: Clock) -> None:
        """`at` is in seconds since the epoch; None sets no limit."""
        self.at, self._clock = at, clock

    def is_over(self) -> bool:
        """Whether the run's time limit is over."""
        return self.at is not None and self._clock.now() >= self.at

    def seconds_left(self) -> float | None:
        """Return the seconds until it is over; None if it is over, or if there is no limit."""
        left = None if self.at is None else self.at - self._clock.now()
        return left if left is not None and left > 0 else None
