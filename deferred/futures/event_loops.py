"""Waiters: how a coroutine under asyncio or trio waits for an event of another thread."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sys
import threading
import weakref
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

_BLOCKED = 5.0  # seconds to wait for an event loop that is blocked, for example by a read of a reply


class Waiter(NamedTuple):
    """The awaitable of a waiting coroutine, the function that wakes it, and the exception that cancels it.

    `soon` calls a function in its event loop, after everything that is ready there has run once; `loop` is that loop.
    """

    arrived: Awaitable[Any]
    wake: Callable[[], object]
    cancelled: type[BaseException]
    loop: Any
    soon: Callable[[Callable[[], None]], bool]


class Rounds:
    """The event loops with waiting coroutines. A loop may still make calls, so a wave waits until each has run once.

    Every method needs the engine's lock.
    """

    def __init__(self, nudge: Callable[[], None]) -> None:
        """`nudge` is called, in a loop, when the last loop has run once."""
        self._nudge = nudge
        self._waiting: dict[Any, int] = {}
        self._soon: dict[Any, Callable[[Callable[[], None]], bool]] = {}
        self._asked_for: float | None = None
        self._unheard: set[Any] = set()
        self._until = 0.0

    def join(self, waiter: Waiter) -> None:
        """Count a waiting coroutine."""
        self._waiting[waiter.loop] = self._waiting.get(waiter.loop, 0) + 1
        self._soon[waiter.loop] = waiter.soon

    def leave(self, loop: Any) -> None:
        """Count one waiting coroutine less."""
        self._waiting[loop] -= 1
        if not self._waiting[loop]:
            del self._waiting[loop], self._soon[loop]

    def are_over(self, last_call: float, now: float) -> bool:
        """Whether every loop has run once since the last call; the wait for a blocked loop is limited."""
        if self._asked_for != last_call:
            self._asked_for, self._until = last_call, now + _BLOCKED
            self._unheard = set(self._soon)
            for loop, soon in self._soon.items():
                if not soon(functools.partial(self._heard, loop, last_call)):
                    self._unheard.discard(loop)
        return not self._unheard or now >= self._until

    def seconds_left(self, now: float) -> float:
        """Return the seconds for which loops that have not run yet are still waited for."""
        return max(0.0, self._until - now) if self._unheard else 0.0

    def _heard(self, loop: Any, last_call: float) -> None:
        if self._asked_for == last_call:
            self._unheard.discard(loop)
        self._nudge()


def waiter() -> Waiter:
    """Make a waiter of the loop that runs here.

    Raises:
        RuntimeError: no event loop runs in this thread.
    """
    trio = running_trio()
    if trio is not None:
        event = trio.Event()
        token = trio.lowlevel.current_trio_token()
        soon = functools.partial(call_there, token.run_sync_soon)
        return Waiter(event.wait(), lambda: soon(event.set), trio.Cancelled, token, soon)
    loop = asyncio.get_running_loop()
    arrived: asyncio.Future[None] = loop.create_future()
    soon = functools.partial(call_there, loop.call_soon_threadsafe)
    return Waiter(arrived, lambda: soon(functools.partial(tell, arrived)), asyncio.CancelledError, loop, soon)


def running_trio() -> Any:
    """Return the trio module if trio runs this coroutine, else None."""
    trio = sys.modules.get("trio")
    return trio if trio is not None and trio.lowlevel.in_trio_task() else None


def place() -> tuple[Any, ...]:
    """Return an id of the running thread and coroutine; it is unique while they live."""
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


def call_there(in_the_loop: Callable[..., Any], fn: Callable[[], None]) -> bool:
    """Call a function in an event loop from another thread; False if the loop is closed."""
    try:
        in_the_loop(fn)
    except RuntimeError:  # the loop is closed, so no coroutine waits
        return False
    return True


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that runs in this thread, or None."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
