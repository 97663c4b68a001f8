"""The simulated clock: real time, plus whatever a test has advanced it by."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.utils import formatdate


class Clock:
    """Seconds since the epoch as the simulated providers see them."""

    def __init__(self) -> None:
        """Begin at real time."""
        self._ahead = 0.0

    def now(self) -> float:
        """Give the simulated time, in seconds since the epoch."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` go by at once."""
        self._ahead += seconds


def iso(seconds: float) -> str:
    """Write a time the way Anthropic does: 2026-08-19T14:44:51.493319+00:00."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def nanos(seconds: float) -> str:
    """Write a time the way Google does: nine digits and a Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"


def http_date(seconds: float) -> str:
    """Write a time for the Date header."""
    return formatdate(seconds, usegmt=True)
