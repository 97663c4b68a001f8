"""The event loop: when coroutines can be looked ahead from, and how a loop runs on in a child.

A look begins when the loop has nothing ready: then every coroutine that can make a call has made it. In a child the
loop has a selector of its own, which never waits: where only time has to pass, time passes.
"""

from __future__ import annotations

import asyncio
import contextlib
import selectors
import time
from collections.abc import Callable
from typing import Any

from deferred.futures.future import Future
from deferred.lookahead import process

_PATIENCE = 1.0  # seconds; a loop may never have nothing ready
_KNOWN = "asyncio.unix_events"  # the loops that a child can go on with; not uvloop's


def can_go_on(loop: Any) -> bool:
    """Whether a child could go on with this event loop: it is asyncio's own."""
    return type(loop).__module__ == _KNOWN


class QuietLoop:
    """Waits until an event loop has nothing ready, for all coroutines that wait for calls by then."""

    def __init__(self, look: Callable[[list[Future], Any], None]) -> None:
        """`look` looks ahead, from the futures that are waited for in a loop."""
        self._look = look
        self._futures: list[Future] = []
        self._wants: list[Callable[[], None]] = []

    def add(self, loop: Any, future: Future, want: Callable[[], None]) -> None:
        """Note that a coroutine waits for a call; `want` tells the engine, after the look."""
        self._futures.append(future)
        self._wants.append(want)
        if len(self._wants) == 1:
            loop.call_soon(self._when_quiet, loop, loop.time() + _PATIENCE)

    def _when_quiet(self, loop: Any, latest: float) -> None:
        is_late = loop.time() > latest
        if _has_ready(loop) and not is_late:
            loop.call_soon(self._when_quiet, loop, latest)
            return
        futures, self._futures = self._futures, []
        wants, self._wants = self._wants, []
        waiting = [future for future in futures if not future.is_over]
        if waiting and not is_late:
            self._look(waiting, loop)
        for want in wants:
            want()


def _has_ready(loop: Any) -> bool:
    return bool(getattr(loop, "_ready", None))


class _Hasty(selectors.SelectSelector):
    """A selector that does not wait: it lets the clock of the loop go on."""

    def __init__(self, clock: process.ChildClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            process.leave("the event loop waits for what does not come")
        self._clock.sleep(timeout)
        return []


def go_on(loop: Any, clock: process.ChildClock) -> None:
    """Let an event loop go on in this child: with its own selector and self-pipe, and with time that passes."""
    began, real = clock.ahead, time.monotonic
    loop.time = lambda: real() + clock.ahead - began
    loop._selector = _Hasty(clock)  # noqa: SLF001 - a loop has no public way to get another one
    for name in ("_ssock", "_csock"):
        with contextlib.suppress(Exception):  # the number was cut off
            getattr(loop, name).detach()
        setattr(loop, name, None)
    loop._internal_fds = 0  # noqa: SLF001 - as above
    loop._make_self_pipe()  # noqa: SLF001 - as above
    asyncio._set_running_loop(loop)  # noqa: SLF001 - it is kept with the id of the process
