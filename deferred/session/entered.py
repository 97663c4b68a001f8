"""Entered: the process, the thread or task, and the event loop in which a block was entered."""

from __future__ import annotations

import asyncio
import os
from typing import Any

from deferred.core.call import Call
from deferred.core.errors import DeferredError, NotBatchable
from deferred.futures.event_loops import place, running_loop
from deferred.lookahead import process
from deferred.session import thread_age


class Entered:
    """Where a block was entered. A child process has the session, but cannot use it."""

    def __init__(self, process: int | None = None) -> None:
        """Record where this code runs; `process` is the parent's, if the block was entered there."""
        self._process = os.getpid() if process is None else process
        self.place: tuple[Any, ...] = place() if process is None else ()
        self._loop = running_loop() if process is None else None
        self.is_left_apart = False  # out of order, or in another thread or task
        self.newest_thread = thread_age.newest()  # threads with a larger number began inside the block

    @property
    def is_of_another_process(self) -> bool:
        """Whether this process was started inside the block; a child that looks ahead uses the block as its own."""
        return os.getpid() != self._process and not process.is_child()

    def has_outlived_its_task(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether the block was entered by a task of this loop that is over: a start-up of a server, a fixture."""
        if self._loop is not loop:
            return False
        entered = self.place[1]
        task = None if entered is None else entered()
        return entered is not None and (task is None or task.done())

    def refuse_use(self) -> None:
        """Raise in a forked child, which has none of the engine's threads; a child that looks ahead ends here."""
        process.end_child("a method of the session is called")
        if self.is_of_another_process:
            message = "this process was forked inside the block: only its parent can send, wait for or cancel the jobs"
            raise DeferredError(message)

    def refuse_reading(self, call: Any) -> None:
        """Raise in a forked child, where a wait would never end."""
        if self.is_of_another_process:
            message = (
                f"{call.method} at {call.where} was made before this process was forked, and its answer "
                "comes to the parent alone. Read it there, or before the fork."
            )
            raise DeferredError(message)

    def refuse_call(self, call: Call) -> None:
        """Raise for a call made in another process."""
        if self.is_of_another_process:
            why = (
                "it was made in a process that was forked or spawned inside a deferred.batch() block, and the jobs "
                "belong to the parent, which cannot see it"
            )
            remedy = "Use threads inside the block, or open a deferred.batch() in each process."
            raise NotBatchable(call.method, call.where, why, remedy)
