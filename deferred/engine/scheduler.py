"""The engine's thread: runs steps on a small pool when they are due. No other module of the engine reads a clock."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from deferred.core import real_time
from deferred.core.errors import DeferredError
from deferred.core.shutdown import run_all
from deferred.engine.failures import interpreter_ends, no_thread, our_own_fault
from deferred.engine.watchdog import ENGINE, TRANSFER, EngineLock, Pulse, Watchdog, note

log = logging.getLogger("deferred")

_LONGEST_WAIT = 86_400.0  # seconds; the wait of a condition has an upper bound
_NO_THREAD = 1.0  # seconds until the system is asked for a thread again
_LONGEST_LACK = 60.0  # seconds in which the system gives no thread at all, after which every call fails
_TRANSFERS = 8  # uploads, polls and downloads at a time
_LONG = 256  # calls that are answered while their thread waits; `LiveGate` lets in fewer


class Clock:
    """The time of the engine; tests replace it."""

    def now(self) -> float:
        """Return seconds since the epoch: deadlines must hold across processes and while the machine sleeps."""
        return real_time.now()

    def ticks(self) -> float:
        """Return seconds of a monotonic clock."""
        return real_time.ticks()

    def wait(self, condition: threading.Condition, seconds: float | None) -> None:
        """Wait for a notification, at most this long."""
        condition.wait(seconds)


class Wakeup:
    """The lock of an engine, and the condition that wakes its thread. Made first, because the parts share it."""

    def __init__(self) -> None:
        """Make the lock."""
        self.lock = EngineLock()

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


class ThreadLack:
    """For how long the system has given no thread at all. Every method needs the engine's lock."""

    def __init__(self) -> None:
        """Start without a lack."""
        self.is_told = False
        self.next_try = 0.0
        self._since: float | None = None

    def note(self, now: float) -> None:
        """Record that the system gave no thread."""
        self.is_told = True
        self._since = now if self._since is None else self._since

    def has_lasted(self, now: float, seconds: float) -> bool:
        """Whether the system has given no thread for that long."""
        return self._since is not None and now - self._since >= seconds

    def is_over(self) -> None:
        """Record that a thread runs a step, or has run one: it takes the next step from the queue."""
        self._since = None


class Scheduler:
    """Runs steps later, on the threads of a pool."""

    def __init__(self, clock: Clock, wakeup: Wakeup, duty: Duty) -> None:
        """The thread starts with `start`."""
        self.clock, self.lock, self.nudge, self._duty = clock, wakeup.lock, wakeup.nudge, duty
        self.now, self.ticks = clock.now, clock.ticks
        self.closed = False
        self._steps: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._watchers: list[tuple[Callable[[], bool], Callable[[], None]]] = []
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._long: ThreadPoolExecutor | None = None
        self._lack = ThreadLack()
        self._pulse = Pulse()

    def start(self) -> None:
        """Start the thread, unless it runs.

        Raises:
            RuntimeError: the system gives no thread now; nothing is left of the try.
        """
        if self._thread is None:
            self._pool = ThreadPoolExecutor(_TRANSFERS, thread_name_prefix=TRANSFER)
            self._long = ThreadPoolExecutor(_LONG, thread_name_prefix=f"{TRANSFER}-long")
            thread = threading.Thread(target=self._loop, name=ENGINE, daemon=True)
            try:
                thread.start()
            except RuntimeError:
                self._pool = self._long = None
                raise
            self._thread = self._pulse.thread = thread
            Watchdog(self._pulse, self.lock, self._give_up).start()

    @property
    def busy(self) -> int:
        """The number of steps that run, or wait for a thread."""
        return max(0, self._pulse.given - self._pulse.ended)

    def after(self, seconds: float, step: Callable[[], None]) -> None:
        """Run a step later, on a thread for transfers."""
        with self.lock:
            heapq.heappush(self._steps, (self.ticks() + seconds, next(self._order), step))
            self.lock.notify_all()

    def hasten(self, step: Callable[[], None]) -> None:
        """Run a step now that is due later; nothing if it runs already, or has run."""
        with self.lock:
            now = self.ticks()
            self._steps = [(min(at, now) if one is step else at, order, one) for at, order, one in self._steps]
            heapq.heapify(self._steps)
            self.lock.notify_all()

    def soon(self, step: Callable[[], None], *, is_long: bool = False) -> None:
        """Run a step now, on a thread for transfers; a long one, on a thread of its own, holds up no other."""
        pool = self._long if is_long else self._pool
        assert pool is not None
        with self.lock:
            self._pulse.given += 1
        try:
            pool.submit(self._guarded, step)
        except RuntimeError as error:
            if "shutdown" in str(error):
                self._stop_at_exit(error)
                return
            self._lacks_thread(error)

    def _stop_at_exit(self, error: RuntimeError) -> None:
        """End every wait, for the interpreter is ending; what is not finished stays in the ledger."""
        with self.lock:
            self.closed = True
            self._pulse.given -= 1
        self._duty.stop_everything(interpreter_ends(error))
        self.changed()

    def _lacks_thread(self, error: RuntimeError) -> None:
        """Ask for a thread again, for a minute. The step is in the pool's queue: the next thread runs it too."""
        with self.lock:
            now, lack = self.ticks(), self._lack
            if not lack.is_told:
                log.warning("deferred: %s; asking the system again", error)
            lack.note(now)
            if self._pulse.begun == self._pulse.ended and lack.has_lasted(now, _LONGEST_LACK):
                self._give_up_for_lack_of_threads(error)
            elif lack.next_try <= now:
                lack.next_try = now + _NO_THREAD
                self.after(_NO_THREAD, _nothing)

    @property
    def _pools(self) -> list[ThreadPoolExecutor]:
        return [pool for pool in (self._long, self._pool) if pool is not None]

    def _give_up_for_lack_of_threads(self, error: RuntimeError) -> None:
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self._pulse.given = self._pulse.begun  # no step runs, and those in the queue never will
        self._duty.stop_everything(no_thread(error))

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

    @contextlib.contextmanager
    def standing_still(self, seconds: float) -> Iterator[bool]:
        """Hold all threads of the engine where they wait for work; gives False if they work on after `seconds`."""
        with self.lock:
            yield self.lock.wait_for(lambda: self.busy == 0, seconds)

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
            self._end()

    def join(self, timeout: float) -> None:
        """Wait for the end of the thread, at most this long."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _loop(self) -> None:
        if self._pulse.has_begun:  # the watchdog gave this thread up
            return
        self._pulse.has_begun = True
        try:
            self._run()
        except BaseException as error:
            note(error)  # the watchdog ends every wait
            raise

    def _run(self) -> None:
        with self.lock:
            while not (self.closed and self._duty.idle()):
                self._act_guarded()
                seconds = self._seconds_to_next()
                if seconds is None or seconds > 0:
                    self.clock.wait(self.lock, seconds)
            self._pulse.is_over = True
        self._end()

    def _end(self) -> None:
        """Close everything. Nobody waits for this any more, so what cannot be closed is logged."""
        try:
            run_all(*(pool.shutdown for pool in self._pools), self._duty.end)
        except Exception as error:  # noqa: BLE001 - whatever it is, every call has its outcome
            log.error("deferred: a part of the run could not be closed: %s: %s", type(error).__name__, error)  # noqa: TRY400

    def _give_up(self, error: DeferredError) -> None:
        """End every wait, for the engine's threads cannot. The watchdog's thread replaces one that no longer drives."""
        self._duty.stop_everything(error)
        with self.lock:
            self._pulse.given = self._pulse.begun  # the others never begin
            watchers, self._watchers = self._watchers, []
        for _, fn in watchers:
            fn()
        with contextlib.suppress(Exception):  # last, because it may be the log that is stuck or fails
            log.error("deferred: %s", error)
        if self._thread is not None and not self._pulse.is_driven:
            self._thread.join()
            self._run()

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
        with self.lock:
            self._pulse.begun += 1
            self._lack.is_over()
        try:
            step()
        except DeferredError as error:
            self._duty.stop_everything(error)
        except BaseException as error:  # law 3: a defect of `deferred` must end every wait
            self._duty.stop_everything(our_own_fault(error))
            log.exception("deferred: an error inside the engine")
        finally:
            with self.lock:
                self._pulse.ended += 1
                self._lack.is_over()
                self.changed()

    def _tell_watchers(self) -> None:
        due = [watcher for watcher in self._watchers if watcher[0]()]
        self._watchers = [watcher for watcher in self._watchers if watcher not in due]
        for _, fn in due:
            fn()


def _nothing() -> None:
    """Do nothing: a step that only makes the pool start a thread."""
