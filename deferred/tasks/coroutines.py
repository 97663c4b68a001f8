"""CoroutineTasks: tasks that are `async def` functions, on the caller's event loop or on the session's own."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from deferred.core.errors import DeferredError
from deferred.engine.failures import no_thread_for_function
from deferred.tasks.calls import call_async, settle_from
from deferred.tasks.conditions import Conditions
from deferred.tasks.count import TaskCount
from deferred.tasks.future import TaskFuture

LOOK_AT_LOOPS = 1.0  # seconds between checks that the event loops of unfinished functions still run


class CoroutineTasks:
    """The `async def` functions of one session that run as tasks."""

    def __init__(
        self, lock: threading.Lock, count: TaskCount, conditions: Conditions, failed: list[TaskFuture]
    ) -> None:
        """`lock` guards all tasks; functions that raise are added to `failed`."""
        self._lock, self._count, self._conditions, self._failed = lock, count, conditions, failed
        self._unfinished: set[TaskFuture] = set()
        self._own_loop: asyncio.AbstractEventLoop | None = None

    @property
    def unfinished(self) -> int:
        """The number of unfinished functions; needs the lock."""
        return len(self._unfinished)

    def enter(self, function: Callable[..., Any], args: Any, kwargs: Any, future: TaskFuture) -> None:
        """Run an `async def` function as a task of its future's event loop, or of the session's own."""
        with self._lock:
            self._count.begin(1)
            self._unfinished.add(future)
        begin = functools.partial(call_async, function, args, kwargs)
        start = functools.partial(self._start, begin, future, contextvars.copy_context())
        if future.loop is not None:
            start(future.loop)
        else:
            try:
                own = self._running_loop()
            except RuntimeError as error:
                future.fail(no_thread_for_function(error))
                self._end(future)
                return
            own.call_soon_threadsafe(start, own)

    def needs(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether an unfinished function runs on this event loop of the user."""
        with self._lock:
            return any(future.loop is loop for future in self._unfinished)

    def fail_where_loop_stopped(self) -> None:
        """Fail the functions of stopped event loops: a wait for them would never end."""
        with self._lock:
            stopped = [
                future for future in self._unfinished if future.loop is not None and not future.loop.is_running()
            ]
        for future in stopped:
            message = (
                "this function had not ended when its event loop stopped, so it cannot go on. Await it, or what gave "
                "it, before the loop ends"
            )
            future.fail(DeferredError(message))
            self._end(future)

    def stop(self) -> None:
        """Stop the session's own event loop."""
        if self._own_loop is not None:
            self._own_loop.call_soon_threadsafe(self._own_loop.stop)

    def _start(
        self,
        begin: Callable[[], Coroutine[Any, Any, Any]],
        future: TaskFuture,
        context: contextvars.Context,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        task = loop.create_task(begin(), context=context)

        def ended(_: Any) -> None:
            settle_from(task, future)
            if future.error is not None:
                self._failed.append(future)
            self._end(future)

        task.add_done_callback(ended)

    def _end(self, future: TaskFuture) -> None:
        with self._lock:
            if future not in self._unfinished:  # it failed already, because its loop had stopped
                return
            self._unfinished.remove(future)
            self._count.end()
        self._conditions.check()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._own_loop is None:
                self._own_loop = _started_loop()
            return self._own_loop


def _started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    try:
        threading.Thread(target=_run, args=(loop,), name="deferred-loop", daemon=True).start()
    except RuntimeError:
        loop.close()
        raise
    return loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()
