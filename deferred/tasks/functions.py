"""FunctionTasks: tasks that are plain functions. Each has a thread; the baton lets one run at a time."""

from __future__ import annotations

import _thread
import functools
import sys
import threading
from collections.abc import Iterable
from typing import NoReturn

from deferred.core.errors import DeferredError, Stopped
from deferred.engine.failures import no_thread_for_function
from deferred.futures.future import Future, here
from deferred.tasks.baton import Baton
from deferred.tasks.baton_watch import BatonWatch
from deferred.tasks.conditions import Conditions
from deferred.tasks.count import TaskCount
from deferred.tasks.future import TaskFuture
from deferred.tasks.task_call import TaskCall

_STACK = 1 << 20  # bytes of address space; below 2 MB, so that the system gives no thread a huge page
_stack_size = threading.Lock()


class FunctionTasks:
    """The plain functions of one session that run as tasks."""

    def __init__(
        self,
        lock: threading.Lock,
        baton: Baton,
        count: TaskCount,
        conditions: Conditions,
        failed: list[TaskFuture],
    ) -> None:
        """`lock` guards all tasks; functions that raise are added to `failed`."""
        self._lock, self._baton, self._count = lock, baton, count
        self._conditions, self._failed = conditions, failed
        self._watch = BatonWatch(lock, baton, functools.partial(self._settle_turn, None))

    def enter(self, runs: Iterable[TaskCall]) -> None:
        """Add runs; they start as soon as the baton is free."""
        runs = list(runs)
        with self._lock:
            if self._baton.is_closed:
                message = "this session has ended: its block was left. Open another one with deferred.batch()"
                raise DeferredError(message)
            self._count.begin(len(runs))
            # Tasks that a task begins start before the others that have not begun, because the task waits for them.
            self._baton.add(runs, first=here.park is not None)
            starting = self._baton.pass_on()
        self._start(starting)

    def close(self, error: DeferredError) -> bool:
        """Fail the functions that have not ended, except one that runs now; False if this was done before."""
        with self._lock:
            if self._baton.is_closed:
                return False
            new, begun = self._baton.close()
            self._count.end(len(new))
        for run in (*new, *begun):
            run.future.fail(error)
        self._settle_turn(None)
        return True

    def stop_watch(self) -> None:
        """End the thread that watches the closed baton."""
        self._watch.stop()

    def _park(self, run: TaskCall, future: Future, timeout: float | None) -> bool:
        """Wait in a task: pass the baton on, and continue with it once the reply is there; False after a timeout."""
        future.want()  # first, because it may raise
        run.prepare_to_wait()
        with self._lock:
            token = None if self._baton.is_closed else self._baton.park(run)
        if token is None:
            _refuse(run)
        future.watch(functools.partial(self._back, run, token))
        outputs = sys.stdout, sys.stderr
        self._settle_turn(run)
        if not run.wait(timeout):
            self._back(run, token)
            run.wait()
        sys.stdout, sys.stderr = outputs
        if self._baton.is_closed:
            _refuse(run)
        return future.is_over

    def _back(self, run: TaskCall, token: object) -> None:
        with self._lock:
            if self._baton.back(run, token):
                starting = self._baton.pass_on()
                assert starting is None  # a ready task runs before those that have not begun

    def _settle_turn(self, run: TaskCall | None) -> None:
        """Take the baton from `run`, give it to the next run, and wake the engine if there is none."""
        with self._lock:
            if run is not None:
                self._baton.let_go(run)
            starting = self._baton.pass_on()
            quiet = self._baton.is_quiet()
        self._start(starting)
        if quiet:
            self._conditions.check()

    def _start(self, run: TaskCall | None) -> None:
        if run is None:
            return
        try:
            self._watch.start()
            with _stack_size:
                before = threading.stack_size(_STACK)
                try:
                    # Not a threading.Thread: 10,000 of those take 30 MB, and each start waits for its thread.
                    _thread.start_new_thread(self._work, (run,))
                finally:
                    threading.stack_size(before)
        except RuntimeError as error:  # the system allows no more threads
            self._no_thread_for(run, error)

    def _no_thread_for(self, run: TaskCall, error: RuntimeError) -> None:
        with self._lock:
            lost = self._baton.note_no_thread(run)
            self._count.end(len(lost))
        for one in lost:
            one.future.fail(no_thread_for_function(error))
        self._settle_turn(None)

    def _work(self, run: TaskCall | None) -> None:
        sys.settrace(threading.gettrace())  # as Thread does, for debuggers and coverage
        sys.setprofile(threading.getprofile())
        while run is not None:
            outputs = sys.stdout, sys.stderr
            if not run.run(self._park):
                self._failed.append(run.future)
            sys.stdout, sys.stderr = outputs
            run = self._ended(run)

    def _ended(self, run: TaskCall) -> TaskCall | None:
        """Note the end of a run; its thread runs the next one if that has no thread yet."""
        with self._lock:
            self._baton.end(run)
            self._count.end()
            following = self._baton.pass_on()
            quiet = self._baton.is_quiet()
        if quiet:
            self._conditions.check()
        return following


def _refuse(run: TaskCall) -> NoReturn:
    message = "the block was left before this function had ended; run the script again to go on from there"
    run.future.fail(DeferredError(message))
    raise Stopped(message)
