"""Conditions of the tasks, such as that all have ended: functions are called once their condition holds."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Conditions:
    """The functions that wait for a condition. A condition is asked with the lock of the tasks held."""

    def __init__(self, lock: threading.Lock, nudge: Callable[[], None]) -> None:
        """`lock` guards what the conditions read; `nudge` tells the engine to look again."""
        self._lock, self._nudge = lock, nudge
        self._waiting: list[tuple[Callable[[], bool], Callable[[], None]]] = []

    def when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        """Call `fn` once `condition` holds, perhaps now; it must not block."""
        with self._lock:
            if not condition():
                self._waiting.append((condition, fn))
                return
        fn()

    def check(self) -> None:
        """Call the functions whose condition holds by now, and tell the engine to look again."""
        with self._lock:
            due = [waiting for waiting in self._waiting if waiting[0]()]
            self._waiting = [waiting for waiting in self._waiting if waiting not in due]
        for _, fn in due:
            fn()
        self._nudge()
