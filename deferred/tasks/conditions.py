"""Conditions of the tasks, such as that all have ended, and the functions that wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Conditions:
    """The functions that wait for a condition. Conditions are checked with the lock of the tasks held."""

    def __init__(self, lock: threading.Lock, nudge: Callable[[], None]) -> None:
        """`lock` guards the data that the conditions read; `nudge` wakes the engine."""
        self._lock, self._nudge = lock, nudge
        self._waiting: list[tuple[Callable[[], bool], Callable[[], None]]] = []

    def when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        """Call `fn` once `condition` holds, perhaps at once; `fn` must not block."""
        with self._lock:
            if not condition():
                self._waiting.append((condition, fn))
                return
        fn()

    def check(self) -> None:
        """Call each function if its condition holds now, and wake the engine."""
        with self._lock:
            due = [waiting for waiting in self._waiting if waiting[0]()]
            self._waiting = [waiting for waiting in self._waiting if waiting not in due]
        for _, fn in due:
            fn()
        self._nudge()
