"""The engine's thread: runs steps on a small pool when they are due. No other module of the engine reads a clock."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from deferred.core.errors import DeferredError
from deferred.engine.failures import our_own_fault

log = logging.getLogger("deferred")

_LONGEST_WAIT = 86_400.0  # seconds; the wait of a condition has an upper bound
_NO_THREAD = 1.0  # seconds until the system is asked for a thread again
_TRANSFERS = 8  # uploads, polls and downloads at a time


class Clock:
    """The time of the engine; tests replace it."""

    def now(self) -> float:
        """Return seconds since the epoch: deadlines must hold across processes and while the machine sleeps."""
        return time.time()

    def ticks(self) -> float:
        """Return seconds of a monotonic clock."""
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float | None) -> None:
        """Wait for a notification, at most this long."""
        condition.wait(seconds)


class Wakeup:
    """The lock of an engine, and the condition that wakes its thread. Made first, because the parts share it."""

    def __init__(self) -> None:
        """Make the lock."""
        self.lock = threading.Condition(threading.RLock())

    def nudge(self) -> None:
        """Wake the engine's thread, so that it checks what is due."""
        with self.lock:
            self.lock.notify_all()


class Duty(Protocol):
    """What the thread does each time it wakes; called with the lock held."""

    def act(self) -> None:
        """Do what is due now."""

    def seconds_to_next(self) -> float | None:
        """Return the seconds until something besides steps is due; None if nothing is."""

    def idle(self) -> bool:
        """Whether nothing is left to do."""

    def stop_everything(self, error: DeferredError) -> None:
        """Fail every waiting call."""

    def end(self) -> None:
        """Close the connections and the ledger; the thread ends."""


class Scheduler:
    """Runs steps later, on the threads of a pool."""

    def __init__(self, clock: Clock, wakeup: Wakeup, duty: Duty) -> None:
        """The thread starts with `start`."""
        self.clock, self.lock, self.nudge, self._duty = clock, wakeup.lock, wakeup.nudge, duty
        self.busy = 0  # steps that run, or wait for a thread
        self.closed = False
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._watchers: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None

    def start(self) -> None:
        """Start the thread, unless it runs."""
        if self._thread is None:
            self._pool = ThreadPoolExecutor(_TRANSFERS, thread_name_prefix="deferred-transfer")
            self._thread = threading.Thread(target=self._loop, name="deferred-engine", daemon=True)
            self._thread.start()

    def now(self) -> float:
        """Return seconds since the epoch."""
        return self.clock.now()

    def ticks(self) -> float:
        """Return seconds of a monotonic clock."""
        return self.clock.ticks()

    def after(self, seconds: float, step: Callable[[], None]) -> None:
        """Run a step later, on a thread for transfers."""
        with self.lock:
            heapq.heappush(self._steps, (self.ticks() + seconds, next(self._order), step))
            self.lock.notify_all()

    def soon(self, step: Callable[[], None]) -> None:
        """Run a step now, on a thread for transfers."""
        assert self._pool is not None
        with self.lock:
            self.busy += 1
        try:
            self._pool.submit(self._guarded, step)
        except RuntimeError as error:
            if "shutdown" in str(error):  # the interpreter is ending: what is not finished stays in the ledger
                self.closed = True
                self.busy -= 1
                return
            # The system starts no thread now. The step is in the pool's queue: the next thread that starts runs it too.
            log.warning("deferred: %s; trying again", error)
            self.after(_NO_THREAD, _nothing)

    def forget_steps(self) -> None:
        """Drop all steps that are due later."""
        self._steps = []

    def when(self, condition: Callable[[], bool], fn: Callable[[], None]) -> None:
        """Call `fn` once `condition` holds; `fn` must not block."""
        with self.lock:
            if self._thread is not None and not condition():
                self._watchers.append((condition, fn))
                return
        fn()

    def changed(self) -> None:
        """Report a change: the thread, and the waits for a condition, check again."""
        with self.lock:
            self.lock.notify_all()
            self._tell_watchers()

    def close(self) -> None:
        """End the thread once nothing is left to do; the thread does not keep the process alive."""
        with self.lock:
            self.closed = True
            self.lock.notify_all()
        if self._thread is None:
            self._duty.end()

    def join(self, timeout: float) -> None:
        """Wait for the end of the thread, at most this long."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _loop(self) -> None:
        with self.lock:
            while not (self.closed and self._duty.idle()):
                self._act_guarded()
                seconds = self._seconds_to_next()
                if seconds is None or seconds > 0:
                    self.clock.wait(self.lock, seconds)
        assert self._pool is not None
        self._pool.shutdown(wait=True)
        self._duty.end()

    def _act_guarded(self) -> None:
        try:
            self._duty.act()
            self._run_due_steps()
            self._tell_watchers()
        except BaseException as error:  # as in `_guarded`: the user's log handler may raise here, for example
            self._duty.stop_everything(our_own_fault(error))
            with contextlib.suppress(Exception):  # it may be the log itself
                log.exception("deferred: an error inside the engine")

    def _run_due_steps(self) -> None:
        now = self.ticks()
        while self._steps and self._steps[0][0] <= now:
            self.soon(heapq.heappop(self._steps)[2])

    def _seconds_to_next(self) -> float | None:
        due = self._duty.seconds_to_next()
        waits = [] if due is None else [due]
        if self._steps:
            waits.append(self._steps[0][0] - self.ticks())
        return min(max(0.0, min(waits)), _LONGEST_WAIT) if waits else None

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except DeferredError as error:
            self._duty.stop_everything(error)
        except BaseException as error:  # law 3: a defect of `deferred` must end every wait
            self._duty.stop_everything(our_own_fault(error))
            log.exception("deferred: an error inside the engine")
        finally:
            with self.lock:
                self.busy -= 1
                self.changed()

    def _tell_watchers(self) -> None:
        due = [watcher for watcher in self._watchers if watcher[0]()]
        self._watchers = [watcher for watcher in self._watchers if watcher not in due]
        for _, fn in due:
            fn()


def _nothing() -> None:
    """Do nothing: a step that only makes the pool start a thread."""
