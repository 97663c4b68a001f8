"""Pending: jobs are at the provider and the process gives up waiting; run it again to go on. Exit code 75 says so."""

from __future__ import annotations

import contextlib
import math
import sys
from collections.abc import Callable, Iterator
from types import FrameType, TracebackType
from typing import Any, NoReturn

from deferred.core import real_time
from deferred.core.errors import is_only
from deferred.core.text import clock_time, jobs_are, minutes, plain

EXIT_CODE = 75  # EX_TEMPFAIL of sysexits.h: "the user is invited to try again later"
_MINUTE, _LONGEST = 60.0, 900.0  # seconds


class Pending(BaseException):
    """Jobs are at the provider, and the time of `detach` has passed: run the same script again to continue.

    It is a BaseException so that `except Exception` does not swallow it. Nothing is lost: what was sent stays bought,
    the run stays unfinished, and the next process takes the jobs up. Where nothing catches it the process ends with
    exit code 75, and one line on stderr.

    Attributes:
        run: the name of the run.
        jobs: how many jobs are at the provider.
        left: how many calls of this process have no answer.
        retry_after: seconds until running again is worth it.

    Example:
        >>> raised = deferred.Pending("reviews", jobs=3, left=1200, retry_after=60.0)
        >>> raised.jobs
        3
    """

    def __init__(self, run: str, jobs: int, left: int, retry_after: float) -> None:
        self.run, self.jobs, self.left, self.retry_after = run, jobs, left, retry_after
        super().__init__(run, jobs, left, retry_after)
        _end_with_its_exit_code()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle it with all its parts: pools of processes, and engines like Ray, hand it on."""
        return type(self), (self.run, self.jobs, self.left, self.retry_after)

    def __str__(self) -> str:
        calls = "1 call" if self.left == 1 else f"{self.left:,} calls"
        return plain(
            f"{jobs_are(self.jobs)} at the provider, and {calls} of the run {self.run!r} have no answer yet. Nothing "
            f"is lost: run the same command again in {minutes(self.retry_after)}"
        )


def in_one_line(pending: Pending) -> str:
    """Return what the user is told at the end of the process: what is open, and when to come back."""
    return f"deferred: {pending} (at {clock_time(real_time.now() + pending.retry_after)}).\n"


def seconds_to_come_back(age: float) -> float:
    """Return the seconds until a look is worth it: the age of the youngest job, within bounds, in whole minutes."""
    return min(_LONGEST, max(_MINUTE, math.ceil(age / _MINUTE) * _MINUTE))


def first_of(error: BaseException | None) -> Pending | None:
    """Return the Pending that an exception is, or that a group of nothing else holds."""
    if isinstance(error, _Carrier):
        return error.pending
    if error is None or not is_only(error, Pending):
        return None
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error if isinstance(error, Pending) else None


@contextlib.contextmanager
def pending_as(kind: Callable[[Pending], BaseException]) -> Iterator[None]:
    """Turn `Pending` into another exception, for engines that lose a BaseException, or have a retry of their own.

    Put it around the block, or on the function that has the block, as a decorator.

    Args:
        kind: a type of exception, or a function that makes one; it is called with the `Pending`.

    Raises:
        BaseException: what `kind` makes.

    Example:
        >>> with deferred.pending_as(RuntimeError), deferred.batch(name="reviews", detach="2m"):
        ...     pass
    """
    try:
        yield
    except BaseException as error:
        pending = first_of(error)
        if pending is None:
            raise
        raise kind(pending) from error


# -- workers of multiprocessing.Pool -----------------------------------------------------------------------------------


class _Carrier(Exception):
    """Carries a Pending out of a pool's worker; in the parent process it is unpickled as the Pending itself."""

    def __init__(self, pending: Pending) -> None:
        super().__init__(str(pending))
        self.pending = pending

    def __reduce__(self) -> tuple[Any, ...]:
        return self.pending.__reduce__()


def carry_out_of_pool(pending: Pending | None) -> None:
    """Raise an Exception in place of a Pending in a worker of multiprocessing.Pool.

    Such a worker dies of a BaseException, and whoever waits for its result waits for ever.
    """
    if pending is not None and _is_in_pool():
        raise _Carrier(pending) from None


def _is_in_pool() -> bool:
    worker = getattr(sys.modules.get("multiprocessing.pool"), "worker", None)
    code = getattr(worker, "__code__", None)
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 - `inspect` takes longer
    while code is not None and frame is not None:
        if frame.f_code is code:
            return True
        frame = frame.f_back
    return False


# -- the exit code of a plain script -----------------------------------------------------------------------------------

_Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class _ExitHook:
    """A `sys.excepthook` that ends the process with exit code 75 after Pending, and passes all else on."""

    def __init__(self, others: _Hook) -> None:
        self._others = others

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        pending = first_of(error)
        if pending is None:
            self._others(kind, error, trace)
        else:
            _exit(pending)


def _exit(pending: Pending) -> NoReturn:
    sys.stderr.write(in_one_line(pending))
    raise SystemExit(EXIT_CODE)  # raised by the hook itself: the interpreter takes it for its exit code


def _end_with_its_exit_code() -> None:
    """Let this process, which has a Pending, end with exit code 75 where nothing catches it."""
    if not isinstance(sys.excepthook, _ExitHook):
        sys.excepthook = _ExitHook(sys.excepthook)
