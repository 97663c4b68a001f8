"""TaskScheduler: runs the tasks of one session, so that all reach their next call before the wave is sent."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from deferred.core.errors import DeferredError
from deferred.tasks.baton import Baton, TurnLimits
from deferred.tasks.conditions import Conditions
from deferred.tasks.coroutines import LOOK_AT_LOOPS, CoroutineTasks
from deferred.tasks.count import TaskCount
from deferred.tasks.functions import FunctionTasks
from deferred.tasks.future import TaskFuture
from deferred.tasks.pools import PoolWork, queue_served_here

_PATIENCE_AT_END = 5.0  # seconds to wait for the running task when the block is left by an exception


class TaskScheduler:
    """The tasks of one session: `functions`, `coroutines`, and the work of `pools`. One lock guards them all."""

    def __init__(self, linger: float, nudge: Callable[[], None], *, any_thread: bool = False) -> None:
        """`nudge` wakes the engine; with `any_thread` every thread may make calls of the session."""
        self._linger, self._nudge, self._any_thread = linger, nudge, any_thread
        self._lock = threading.Lock()
        self._waiting = 0  # threads outside the tasks that wait for tasks
        self._count = TaskCount()
        self._baton = Baton(TurnLimits(linger))
        self._conditions = Conditions(self._lock, nudge)
        self._at_close: list[Callable[[], None]] = []
        self.failed: list[TaskFuture] = []  # functions that raised, read or not
        self.functions = FunctionTasks(self._lock, self._baton, self._count, self._conditions, self.failed)
        self.coroutines = CoroutineTasks(self._lock, self._count, self._conditions, self.failed)
        self.pools = PoolWork(self._lock, self._conditions)

    # -- called by the engine ------------------------------------------------------------------------------------------

    def patience(self) -> float | None:
        """Return the seconds without a new call after which a wave may be sent; None while a task can run."""
        with self._lock:
            if not self._baton.is_quiet():
                return None
            return 0.0 if self._waiting and not self._may_others_call() else self._linger

    def _may_others_call(self) -> bool:
        """Whether calls may be made outside of the tasks under the baton."""
        return (
            self._any_thread or self._baton.has_blocked or self.pools.may_make_calls() or self.coroutines.unfinished > 0
        )

    @property
    def has_tasks(self) -> bool:
        """Whether tasks that ran together have not all ended."""
        return self._count.has_several

    # -- waiting -------------------------------------------------------------------------------------------------------

    def wait_for_all(self, *, items: bool = False) -> None:
        """Wait until every task has ended, and with `items` the work of pools too."""
        over = threading.Event()
        self.when_done(over.set, items=items)
        with self.waited_for():
            while not over.wait(LOOK_AT_LOOPS):
                self.coroutines.fail_where_loop_stopped()

    def wait_until_quiet(self, timeout: float | None = None) -> bool:
        """Wait until every task has ended or waits for a reply; False after a timeout."""
        over = threading.Event()
        self._conditions.when(self._baton.is_quiet, over.set)
        return over.wait(timeout)

    def when_done(self, fn: Callable[[], None], *, items: bool = False) -> None:
        """Call `fn` once every task has ended, and with `items` the work of pools too; `fn` must not block."""
        own = queue_served_here()  # a pool worker must not wait for work that only it can do

        def is_done() -> bool:
            return not self._count.unfinished and not (items and self.pools.has_given(but_in=own))

        self._conditions.when(is_done, fn)

    def when_gone(self, fn: Callable[[], None]) -> None:
        """Call `fn` once no thread runs work of the session; `fn` must not block."""
        self._conditions.when(lambda: not self._runs_something(), fn)

    @property
    def runs_something(self) -> bool:
        """Whether a thread still runs, or will run, work of the session."""
        with self._lock:
            return self._runs_something()

    def _runs_something(self) -> bool:
        return self._count.unfinished > self.coroutines.unfinished or self.pools.is_in_use()

    @contextlib.contextmanager
    def waited_for(self) -> Iterator[None]:
        """Note that a thread outside the tasks waits for tasks, so that it makes no calls meanwhile."""
        with self._lock:
            self._waiting += 1
        self._nudge()
        try:
            yield
        finally:
            with self._lock:
                self._waiting -= 1

    # -- the end -------------------------------------------------------------------------------------------------------

    def on_close(self, fn: Callable[[], None]) -> None:
        """Call a function when the tasks are closed."""
        self._at_close.append(fn)

    def close(self, why: str) -> None:
        """End the unfinished tasks: outside the block their calls would be sent live, at full price."""
        if not self.functions.close(DeferredError(f"{why}; run the script again to go on from there")):
            return
        self.wait_until_quiet(_PATIENCE_AT_END)
        while self._at_close:
            self._at_close.pop()()
        self.functions.stop_watch()
        self.coroutines.stop()
