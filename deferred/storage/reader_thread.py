"""A thread that reads the ledger for threads that have no connection of their own."""

from __future__ import annotations

import _thread
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class ReaderThread:
    """Does one thing after the other on a thread of its own: a database opens a connection for each thread that asks.

    With one for each of 10,000 tasks, memory and file handles would run out.
    """

    def __init__(self) -> None:
        """The thread starts with the first errand."""
        self._errands: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, function: Callable[[Any], T], argument: Any) -> T:
        """Call the function there, and give what it returns or raise what it raises."""
        done, value, trouble = _thread.allocate_lock(), [], []  # lighter than a Future, and asked for by every call
        done.acquire()

        def errand() -> None:
            try:
                value.append(function(argument))
            except BaseException as error:  # noqa: BLE001 - it is raised where the errand was given
                trouble.append(error)
            done.release()

        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="deferred-ledger", daemon=True)
                self._thread.start()
        self._errands.put(errand)
        done.acquire()
        if trouble:
            raise trouble[0]
        return value[0]

    def leave(self) -> None:
        """End the thread once its errands are done."""
        with self._guard:
            if self._thread is not None:
                self._errands.put(None)
                self._thread = None

    def _serve(self) -> None:
        while (errand := self._errands.get()) is not None:
            errand()
