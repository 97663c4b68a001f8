"""PoolWork: the user's threads of a session, and the unfinished work that it submitted to pools."""

from __future__ import annotations

import contextlib
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

from deferred.tasks.conditions import Conditions

_TAKES_JOBS = {"RUN", "CLOSE"}  # the states of a multiprocessing pool that was not terminated


class PoolWork:
    """Counts the work of the user's threads and pools for one session."""

    def __init__(self, lock: threading.Lock, conditions: Conditions) -> None:
        """`lock` guards all tasks."""
        self._lock, self._conditions = lock, conditions
        self._threads = 0
        self._given: dict[Any, tuple[str, Any]] = {}  # the future of submitted work -> its name, the pool's queue
        self._jobs: weakref.WeakKeyDictionary[Any, set[int]] = weakref.WeakKeyDictionary()  # of multiprocessing's pools

    # -- the user's threads --------------------------------------------------------------------------------------------

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Count one of the user's threads as part of the session, from now until `function` has returned."""
        self.thread_begins()

        def run(*args: Any, **kwargs: Any) -> Any:
            try:
                return function(*args, **kwargs)
            finally:
                self.thread_ended()

        return run

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Count this thread while the context is entered."""
        self.thread_begins()
        try:
            yield
        finally:
            self.thread_ended()

    def thread_begins(self) -> None:
        """Count one of the user's threads."""
        with self._lock:
            self._threads += 1

    def thread_ended(self) -> None:
        """Note that a counted thread has ended, or did not start."""
        with self._lock:
            self._threads -= 1
        self.look_again()

    # -- work of pools -------------------------------------------------------------------------------------------------

    def add(self, future: Any, name: str, queue: Any, callbacks: Callable[[], None]) -> None:
        """Count work of a pool until it, and the callbacks of its future, are done.

        `callbacks` calls them: a callback may submit more work.
        """

        def over() -> None:
            with self._lock:
                known = self._given.pop(future, None)
            vars(future).pop("_invoke_callbacks", None)
            if known is not None:
                self.look_again()

        def called() -> None:
            try:
                callbacks()
            finally:
                over()

        with self._lock:
            self._given[future] = (name, queue)
        future._invoke_callbacks = called  # noqa: SLF001 - a callback of the user's may come after each of ours
        if future.done():  # before `called` was in its place
            over()

    def add_job(self, pool: Any, job: int) -> None:
        """Note a job of a multiprocessing pool: its function may be called as long as the pool has the job."""
        self._jobs.setdefault(pool, set()).add(job)

    def look_again(self) -> None:
        """Wake the waits for the end of all work."""
        self._conditions.check()

    @property
    def names(self) -> list[str]:
        """The names of the pools' functions that have not ended."""
        with self._lock:
            return [name for name, _ in self._given.values()]

    # -- called with the lock held -------------------------------------------------------------------------------------

    def may_make_calls(self) -> bool:
        """Whether a thread, or work of a pool, may still make calls of the session."""
        return bool(self._threads or self._given)

    def has_given(self, *, but_in: Any = None) -> bool:
        """Whether a pool has unfinished work; the pool with the queue `but_in` does not count."""
        return any(queue is not but_in or queue is None for _, queue in self._given.values())

    def is_in_use(self) -> bool:
        """Whether a thread or pool runs, or will run, work of the session."""
        return self.may_make_calls() or self._has_jobs()

    def _has_jobs(self) -> bool:
        pools = [(pool, jobs) for pool, jobs in list(self._jobs.items()) if _takes_jobs(pool)]
        return any(_has_job(pool, job) for pool, jobs in pools for job in jobs)


def queue_served_here() -> Any:
    """Return the queue of the pool that has this thread as a worker."""
    queues = getattr(sys.modules.get("concurrent.futures.thread"), "_threads_queues", {})
    return queues.get(threading.current_thread())


def _takes_jobs(pool: Any) -> bool:
    return pool._state in _TAKES_JOBS  # noqa: SLF001 - multiprocessing tells it in no other way


def _has_job(pool: Any, job: int) -> bool:
    return job in pool._cache  # noqa: SLF001 - as above
