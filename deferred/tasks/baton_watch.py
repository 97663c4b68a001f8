"""BatonWatch: a thread that takes the baton from a blocking task, so that other tasks run meanwhile."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from deferred.core import real_time
from deferred.tasks.baton import Baton
from deferred.tasks.task_call import TaskCall


class BatonWatch:
    """Watches the task that has the baton: a task that sleeps, or waits for a lock or a socket, loses it."""

    def __init__(self, lock: threading.Lock, baton: Baton, pass_on: Callable[[], None]) -> None:
        """`lock` guards the baton; `pass_on` gives the baton to the next task, and is called without the lock."""
        self._lock, self._baton, self._pass_on = lock, baton, pass_on
        self._is_started = False
        self._turn = (
            -1
        )  # the turn at the last look; it began at `_began`, and its thread had used `_used` seconds of a processor
        self._began = self._used = 0.0

    def start(self) -> None:
        """Start the thread, unless it runs."""
        if not self._is_started:
            threading.Thread(target=self._run, name="deferred-baton", daemon=True).start()
            self._is_started = True

    def stop(self) -> None:
        """End the thread: the baton is closed."""
        self._baton.was_given.set()

    def _run(self) -> None:
        while not self._baton.is_closed:
            self._baton.was_given.wait()
            real_time.sleep(self._baton.limits.blocking)
            with self._lock:
                is_free = self._take_from_one_that_blocks()
            if is_free:
                self._pass_on()

    def _take_from_one_that_blocks(self) -> bool:
        baton, limits = self._baton, self._baton.limits
        run = baton.runner
        if run is None:
            baton.was_given.clear()
            return False
        # A computing task keeps the baton for long: only a blocking task makes no use of it.
        computes = self._computes(run)
        if computes and real_time.ticks() - self._began < limits.computing:
            return False
        baton.take_away(run)
        if computes:
            limits.shorten_computing()
        else:
            limits.shorten_blocking()
        return True

    def _computes(self, run: TaskCall) -> bool:
        """Whether a run used a processor since the last look; assumed if its turn began after that."""
        before, self._used = self._used, _seconds_at_work(run)
        if self._turn != self._baton.turn:
            self._turn, self._began = self._baton.turn, real_time.ticks()
            return True
        return self._used - before > self._baton.limits.blocking / 4


def _seconds_at_work(run: TaskCall) -> float:
    """Return the seconds for which a run's thread used a processor, or waited for one; 0 if unknown.

    The wait is included: on a busy machine a computing thread would otherwise look like a sleeping one.
    """
    with contextlib.suppress(OSError, ValueError):
        ran, waited, _ = map(int, Path(f"/proc/self/task/{run.native}/schedstat").read_bytes().split())
        if ran:  # some systems have the file, but count nothing
            return (ran + waited) / 1e9
    clock = getattr(time, "pthread_getcpuclockid", None)
    return time.clock_gettime(clock(run.ident)) if clock is not None and run.ident else 0.0
