"""How a coroutine waits for something that happens in another thread: under asyncio, or under trio where that runs."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import weakref
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple


class Waiter(NamedTuple):
    """What a coroutine awaits, what another thread calls to wake it, and what is raised in it when it is cancelled."""

    arrived: Awaitable[Any]
    wake: Callable[[], None]
    cancelled: type[BaseException]


def waiter() -> Waiter:
    """Make a waiter of the loop that runs here.

    Raises:
        RuntimeError: no event loop runs in this thread.
    """
    trio = running_trio()
    if trio is not None:
        event = trio.Event()
        token = trio.lowlevel.current_trio_token()
        return Waiter(event.wait(), lambda: _call(token.run_sync_soon, event.set), trio.Cancelled)
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()
    return Waiter(arrived, lambda: _call(loop.call_soon_threadsafe, tell, arrived), asyncio.CancelledError)


def running_trio() -> Any:
    """Give the trio module where it runs this coroutine, else None."""
    trio = sys.modules.get("trio")
    return trio if trio is not None and trio.lowlevel.in_trio_task() else None


def place() -> tuple[Any, ...]:
    """Name the thread, and the coroutine in it, that runs this code; equal to another only as long as it lives."""
    trio, task = running_trio(), None
    if trio is not None:
        task = trio.lowlevel.current_task()
    else:
        with contextlib.suppress(RuntimeError):  # no loop runs here
            task = asyncio.current_task()
    return weakref.ref(threading.current_thread()), None if task is None else weakref.ref(task)


def tell(waiting: asyncio.Future[None]) -> None:
    """Wake a waiter of an event loop, unless it was cancelled."""
    if not waiting.done():
        waiting.set_result(None)


def _call(in_the_loop: Callable[..., Any], *args: Any) -> None:
    try:
        in_the_loop(*args)
    except RuntimeError:  # the loop is gone, and with it whoever waited
        return
