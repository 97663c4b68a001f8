"""Wait for many futures: all, the first, or each as it is done."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple

from deferred.core import real_time
from deferred.core.call import Answer
from deferred.futures.future import Future, T

_ENDS_OF_WAITING = ("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED")


class Waited(NamedTuple, Generic[T]):
    """The result of `deferred.wait`: the replies that have their outcome, and those that do not."""

    done: list[T]
    not_done: list[T]


def wait_for(futures: list[Future], timeout: float | None, return_when: str) -> None:
    """Wait until the condition `return_when` holds for the futures, at most `timeout` seconds in all."""
    if return_when not in _ENDS_OF_WAITING:
        message = f"return_when is one of {', '.join(_ENDS_OF_WAITING)}, not {return_when!r}"
        raise ValueError(message)
    with contextlib.suppress(TimeoutError):
        if return_when == "ALL_COMPLETED":
            _wait_for_all(futures, timeout)
            return
        for future in in_order_of_completion(futures, timeout):
            if return_when == "FIRST_COMPLETED" or future.exception(0) is not None:
                return


def _wait_for_all(futures: list[Future], timeout: float | None) -> None:
    end = None if timeout is None else real_time.ticks() + timeout
    for future in futures:
        future.wait(None if end is None else max(0.001, end - real_time.ticks()))


def in_order_of_completion(futures: Iterable[Future], timeout: float | None = None) -> Iterator[Future]:
    """Yield futures as they are done."""
    waiting = list(futures)
    end = None if timeout is None else real_time.ticks() + timeout
    changed = threading.Semaphore(0)
    finished: list[Future] = []

    def finish(future: Future) -> None:
        finished.append(future)
        changed.release()

    for future in waiting:
        if not future.is_over:
            future.check_process()
        future.watch(functools.partial(finish, future))
        future.want()
    for _ in waiting:
        if not changed.acquire(timeout=None if end is None else max(0.0, end - real_time.ticks())):
            message = f"{len(waiting) - len(finished)} of {len(waiting)} calls have no answer after {timeout} seconds"
            raise TimeoutError(message)
        yield finished.pop(0)


class CombinedFuture(Future):
    """The outcome of one call that is sent as several rows: done when all parts are done."""

    __slots__ = ("_left", "_parts")

    def __init__(self, parts: list[Future]) -> None:
        """`parts` are the futures of the rows."""
        super().__init__()
        self._parts, self._left = parts, len(parts)
        for part in parts:
            part.watch(self._one_less)

    def want(self) -> None:
        """Note that a wait for all rows begins, so that they are sent."""
        for part in self._parts:
            part.want()

    def check_process(self) -> None:
        """Raise in a forked child."""
        for part in self._parts:
            part.check_process()

    def _one_less(self) -> None:
        with self._lock:
            self._left -= 1
            is_last = self._left == 0
        if is_last:
            self.settle(Answer(200, b""))
