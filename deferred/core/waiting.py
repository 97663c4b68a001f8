"""Waiting: threads that wait on purpose for something outside of this process, so that they do not count as stuck."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

_lock = threading.Lock()
_threads = 0
_waits = 0


@contextlib.contextmanager
def for_others() -> Iterator[None]:
    """Wait for others within this block."""
    global _threads, _waits  # noqa: PLW0603 - counts of this process
    with _lock:
        _threads += 1
        _waits += 1
    try:
        yield
    finally:
        with _lock:
            _threads -= 1


def count() -> tuple[int, int]:
    """Return how many threads wait now, and how many waits there were in all."""
    return _threads, _waits
