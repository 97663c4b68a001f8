"""Threads and tasks that outlive a block: until they end the SDKs stay patched, so that their calls are refused."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

from deferred.futures.event_loops import running_loop, running_trio
from deferred.session import current
from deferred.session.protocol import BlockSession


def when_nothing_is_left(session: BlockSession, fn: Callable[[], None]) -> None:
    """Call `fn` once no thread, pool or coroutine carries `session`, whose block was left; perhaps at once, or never.

    The end of trio's tasks is not detected: the SDKs then stay patched, which does not change other calls.
    """
    loop, trio = running_loop(), running_trio()

    def look() -> None:
        if session.tasks.runs_something:
            session.tasks.when_gone(look)
        elif not _wait_for_coroutines(loop, session, look):
            fn()

    if trio is None or not any(_carries(task.context, session) for task in _tasks_of(trio)):
        look()


def _wait_for_coroutines(loop: asyncio.AbstractEventLoop | None, session: BlockSession, fn: Callable[[], None]) -> bool:
    """Call `fn` once the tasks of a loop that carry the session have ended; False where there are none."""
    if loop is None or loop.is_closed():
        return False
    is_here = running_loop() is loop
    unended = {task for task in asyncio.all_tasks(loop) if _carries(_context_of(task), session)}
    if is_here:
        unended.discard(asyncio.current_task(loop))

    def ended(task: asyncio.Task[Any]) -> None:
        unended.discard(task)
        if not unended:
            fn()  # they may have started others

    def watch() -> None:
        for task in list(unended):
            task.add_done_callback(ended)

    if not unended:  # the loop is not used: it may have stopped for ever
        return False
    if is_here:
        watch()
        return True
    try:
        loop.call_soon_threadsafe(watch)
    except RuntimeError:  # it was closed just now, and its tasks will not go on
        return False
    return True


def _context_of(task: asyncio.Task[Any]) -> Context | None:
    known: Callable[[], Context] | None = getattr(task, "get_context", None)
    if known is not None:
        return known()
    # Python 3.11 has no such method; the collector sees what the task holds.
    return next((held for held in gc.get_referents(task) if type(held) is Context), None)


def _carries(context: Context | None, session: BlockSession) -> bool:
    found = None if context is None else context.get(current.inherited)
    return found is not None and found.root is session


def _tasks_of(trio: Any) -> Iterator[Any]:
    waiting, here = [trio.lowlevel.current_root_task()], trio.lowlevel.current_task()
    while waiting:
        task = waiting.pop()
        waiting.extend(child for nursery in task.child_nurseries for child in nursery.child_tasks)
        if task is not here:
            yield task
