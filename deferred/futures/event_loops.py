"""How a coroutine waits for something that happens in another thread: under asyncio, or under trio where that runs."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sys
import threading
import weakref
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

_BLOCKED = 5.0  # seconds for a loop that a reply blocks, say, which was touched there, and that cannot come round


class Waiter(NamedTuple):
    """What a coroutine awaits, what another thread calls to wake it, and what is raised in it when it is cancelled.

    `soon` calls a function in its event loop, after all that can run there has run once; `loop` names that loop.
    """

    arrived: Awaitable[Any]
    wake: Callable[[], object]
    cancelled: type[BaseException]
    loop: Any
    soon: Callable[[Callable[[], None]], bool]


class Rounds:
    """The event loops in which somebody waits: one that computes may bring more calls, so each is heard before a wave.

    Whoever uses it holds the engine's lock.
    """

    def __init__(self, nudge: Callable[[], None]) -> None:
        """`nudge` is told, in a loop, when the last of them has come round."""
        self._nudge = nudge
        self._waiting: dict[Any, int] = {}
        self._soon: dict[Any, Callable[[Callable[[], None]], bool]] = {}
        self._asked_for: float | None = None
        self._unheard: set[Any] = set()
        self._until = 0.0

    def join(self, waiter: Waiter) -> None:
        """Count a coroutine that waits."""
        self._waiting[waiter.loop] = self._waiting.get(waiter.loop, 0) + 1
        self._soon[waiter.loop] = waiter.soon

    def leave(self, loop: Any) -> None:
        """Count one less."""
        self._waiting[loop] -= 1
        if not self._waiting[loop]:
            del self._waiting[loop], self._soon[loop]

    def are_over(self, last_call: float, now: float) -> bool:
        """Whether every loop has come round since the time of the last call; a blocked one is not waited for long."""
        if self._asked_for != last_call:
            self._asked_for, self._until = last_call, now + _BLOCKED
            self._unheard = set(self._soon)
            for loop, soon in self._soon.items():
                if not soon(functools.partial(self._heard, loop, last_call)):
                    self._unheard.discard(loop)
        return not self._unheard or now >= self._until

    def seconds_left(self, now: float) -> float:
        """Return how long the loops that were not heard yet are still waited for."""
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
    """Return the trio module where it runs this coroutine, else None."""
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


def call_there(in_the_loop: Callable[..., Any], fn: Callable[[], None]) -> bool:
    """Call a function in an event loop, from another thread; False where the loop is gone."""
    try:
        in_the_loop(fn)
    except RuntimeError:  # the loop is gone, and with it whoever waited
        return False
    return True


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the event loop that runs in this thread, or None."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
