"""The simulated clock: real time, plus whatever a test has advanced it by. It goes on where a test stops the time."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate

_ticks = functools.partial(time.clock_gettime, time.CLOCK_MONOTONIC)  # test tools leave this clock alone


class Clock:
    """Seconds since the epoch as the simulated providers see them."""

    def __init__(self) -> None:
        """Begin at real time."""
        self._began_at = time.time() - _ticks()
        self._ahead = 0.0
        self._changed = threading.Condition()
        self.waiting = 0  # requests that wait for a time to come

    def now(self) -> float:
        """Give the simulated time, in seconds since the epoch."""
        return self._began_at + _ticks() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` go by at once."""
        with self._changed:
            self._ahead += seconds
            self._changed.notify_all()

    def wait_until(self, then: float) -> None:
        """Wait until the simulated time has come; requests do."""
        with self._changed:
            self.waiting += 1
        self.wait_for(lambda: then)
        with self._changed:
            self.waiting -= 1

    def wait_for(self, then: Callable[[], float]) -> None:
        """Wait until a time has come that may change meanwhile; `advance` wakes who waits."""
        with self._changed:
            while (left := then() - self.now()) > 0:
                self._changed.wait(left)


def iso(seconds: float) -> str:
    """Write a time the way Anthropic does: 2026-08-19T14:44:51.493319+00:00."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def nanos(seconds: float) -> str:
    """Write a time the way Google does: nine digits and a Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"


def http_date(seconds: float) -> str:
    """Write a time for the Date header."""
    return formatdate(seconds, usegmt=True)
