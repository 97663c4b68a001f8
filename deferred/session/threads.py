"""Threads and pools: work that a block starts or submits carries its session."""

from __future__ import annotations

import functools
import logging
import sys
import weakref
from collections.abc import Callable
from types import MethodType
from typing import Any

from deferred import patching
from deferred.core.call_site import caller, of_the_user, started_from
from deferred.core.pending import first_of
from deferred.session import current, thread_age
from deferred.session.protocol import BlockSession
from deferred.tasks.pools import PoolWork

log = logging.getLogger("deferred")

_OURS = "deferred-"  # prefix of the names of this package's threads
_with_jobs: weakref.WeakSet[PoolWork] = weakref.WeakSet()  # of sessions that submitted work to multiprocessing
_POOLS = {"concurrent.futures.thread", "multiprocessing.pool"}


def _start(wrapped: Callable[..., Any], thread: Any, args: Any, kwargs: Any) -> Any:
    session = current.of_what_starts_here()
    if session is None:
        _let_run(thread, as_old_as_this(thread.run))
        return wrapped(*args, **kwargs)
    home = getattr(getattr(thread, "_target", None), "__module__", "")
    run, pools = thread.run, session.root.tasks.pools
    # The work of an executor is counted, not its workers, which stay idle while the executor lives.
    is_counted = not thread.name.startswith(_OURS) and home != "concurrent.futures.thread"
    work = pools.counted(_ending_in_silence(run)) if is_counted else run
    _let_run(thread, carried(work, session, caller(), is_worker=home in _POOLS))
    try:
        return wrapped(*args, **kwargs)
    except RuntimeError:  # the system allows no more threads, or it was started before
        thread.run = run
        if is_counted:
            pools.thread_ended()
        raise


def _let_run(thread: Any, work: Callable[[], Any]) -> None:
    """Let a thread run `work`. `run` stays a bound method: other tools take its `__func__`, and give it the thread."""
    thread.run = MethodType(lambda _thread: work(), thread)


def _ending_in_silence(run: Callable[[], Any]) -> Callable[[], Any]:
    """Let a thread that waits for the provider end without a traceback: the thread that has the block tells of it."""

    def quiet() -> Any:
        try:
            return run()
        except BaseException as error:
            if first_of(error) is None:
                raise
            return None

    return quiet


def _submit(wrapped: Callable[..., Any], pool: Any, args: Any, kwargs: Any) -> Any:
    session = current.of_what_starts_here()
    if session is None or not args:
        return wrapped(*args, **kwargs)
    _note_bound(session, pool)
    where = caller()
    work = carried(args[0], session, where)
    if getattr(pool, "_thread_name_prefix", "").startswith(_OURS):
        return wrapped(work, *args[1:], **kwargs)
    pools = session.root.tasks.pools
    with pools.at_work():  # a worker may run the work before `add` has counted it
        future = wrapped(work, *args[1:], **kwargs)
        name = getattr(args[0], "__qualname__", type(args[0]).__qualname__)
        # No callback is sure to be the last one.
        callbacks = carried(future._invoke_callbacks, session, where)  # noqa: SLF001 - as above
        pools.add(future, name, getattr(pool, "_work_queue", None), callbacks)
    return future


def _left(wrapped: Callable[..., Any], _pool: Any, args: Any, kwargs: Any) -> Any:
    """Say what Python waits for if an exception leaves `with ThreadPoolExecutor()`: its workers wait for replies."""
    session = current.current_session()
    kind, error = args[:2] if args else (None, None)
    # With Pending every wait has ended, those of the workers too.
    if session is not None and kind is not None and first_of(error) is None and session.root.tasks.pools.names:
        log.warning(
            "deferred: %s leaves a pool at %s, and Python waits for the pool's workers, which wait for their replies. "
            "Ctrl+C ends that; nothing is lost: run the script again to go on.",
            kind.__name__, caller(),
        )  # fmt: skip
    return wrapped(*args, **kwargs)


def _submit_to_processing(wrapped: Callable[..., Any], pool: Any, args: Any, kwargs: Any) -> Any:
    session = current.of_what_starts_here()
    if session is None or not args:
        return wrapped(*args, **kwargs)
    _note_bound(session, pool)
    pools = session.root.tasks.pools
    result = wrapped(carried(_delivering(args[0], pools), session, caller()), *args[1:], **kwargs)
    _with_jobs.add(pools)
    # With chunks, `imap` returns a generator over its result: the job is then the last one in the pool's cache.
    job = getattr(result, "_job", None) or next(reversed(pool._cache), None)  # noqa: SLF001 - told in no other way
    if job is not None:
        pools.add_job(pool, job)
    return result


class _Delivery(Exception):
    """Carries a BaseException out of a multiprocessing worker, which would die of it and leave its pool hanging."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(error)
        self.error = error


def _delivering(function: Callable[..., Any], pools: PoolWork) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        with pools.at_work():
            try:
                return function(*args, **kwargs)
            except Exception:
                raise
            except BaseException as error:  # noqa: BLE001 - it is raised again where the result is asked for
                raise _Delivery(error) from None

    return run


def _delivered(wrapped: Callable[..., Any], _result: Any, args: Any, kwargs: Any) -> Any:
    index, (success, value), *rest = args
    if not success and isinstance(value, _Delivery):
        value = value.error
    return _told(wrapped, _result, (index, (success, value), *rest), kwargs)


def _told(wrapped: Callable[..., Any], _result: Any, args: Any, kwargs: Any) -> Any:
    try:
        return wrapped(*args, **kwargs)
    finally:
        for pools in list(_with_jobs):
            pools.look_again()


def carried(
    function: Callable[..., Any], session: BlockSession, where: str, *, is_worker: bool = False
) -> Callable[..., Any]:
    """Wrap `function`, which was started or submitted at `where`, so that it runs in another thread for `session`.

    A pool worker may outlive the session, and then runs work of other code too.
    """

    def run(*args: Any, **kwargs: Any) -> Any:
        token, before = current.travel(session), current.lent.by
        current.lent.by = session if is_worker else None
        try:
            with started_from(where):
                return function(*args, **kwargs)
        finally:
            current.lent.by = before
            current.stay(token)

    return run


def as_old_as_this(run: Callable[[], Any]) -> Callable[[], Any]:
    """Wrap the work of a thread that older code starts: its calls are no more the block's than those of that code."""
    number = thread_age.own()

    def older() -> Any:
        thread_age.give(number)
        return run()

    return older


# -- pools and semaphores that were sized for rate limits, which a batch does not have ---------------------------------


def _widener(argument: str) -> Callable[..., Any]:
    """Make the wrapper of `__init__` of a class whose first argument, of this name, is its bound."""

    def init(wrapped: Callable[..., Any], made: Any, args: Any, kwargs: Any) -> Any:
        session = current.current_session()
        most = None if session is None else session.root.settings.widen
        bound = args[0] if args else kwargs.get(argument, None if argument != "value" else 1)
        if session is None or not _made_by_the_user():
            return wrapped(*args, **kwargs)
        if most is None or not _may_widen(bound, most):
            result = wrapped(*args, **kwargs)
            _note_bound(session, made)
            return result
        given = (most, *args[1:]) if args else ()
        result = wrapped(*given, **(kwargs if args else {**kwargs, argument: most}))
        session.root.tasks.on_close(functools.partial(_narrow, weakref.ref(made), bound, most))
        return result

    return init


def _may_widen(bound: Any, most: int) -> bool:
    return bound is None or (isinstance(bound, int) and 1 < bound < most)  # a bound of 1 is a lock


def _made_by_the_user() -> bool:
    # One frame up is the wrapper above, two the code that makes the object.
    return of_the_user(sys._getframe(2).f_code.co_filename)  # noqa: SLF001 - `inspect` takes longer


def _narrow(made: weakref.ref[Any], bound: int | None, most: int) -> None:
    """Restore the bound of an object that outlives the block: rate limits hold again."""
    widened = made()
    for name in ("_max_workers", "_initial_value", "_bound_value"):
        if bound is not None and getattr(widened, name, None) == most:
            setattr(widened, name, bound)
    if bound is not None and isinstance(getattr(widened, "_value", None), int):
        widened._value -= most - bound  # type: ignore[union-attr]  # noqa: SLF001 - nothing else narrows a semaphore


_BOUNDS = ("_max_workers", "_processes", "_initial_value", "_value")


def _note_bound(session: BlockSession, made: Any) -> None:
    """Record the bound of a pool or semaphore: the report names bounds that made the waves small."""
    if not getattr(made, "_thread_name_prefix", "").startswith(_OURS):
        bound = next((getattr(made, name) for name in _BOUNDS if isinstance(getattr(made, name, None), int)), 0)
        session.root.stats.run.bounds.setdefault(bound, type(made).__name__)


_FEEDS = ("apply_async", "_map_async", "imap", "imap_unordered")
_SEMAPHORES = [(f"?{name}.__init__", _widener("value")) for name in ("Semaphore", "BoundedSemaphore")]
_RESULTS = ("ApplyResult", "MapResult", "IMapIterator", "IMapUnorderedIterator")
# A thread is patched where it starts; a pool that was made before the block, where work is submitted.
TARGETS: patching.Targets = {
    "threading": [("Thread.start", _start), *_SEMAPHORES],
    "asyncio.locks": _SEMAPHORES,
    "concurrent.futures._base": [("Executor.__exit__", _left)],
    "concurrent.futures.thread": [
        ("ThreadPoolExecutor.submit", _submit),
        ("ThreadPoolExecutor.__init__", _widener("max_workers")),
    ],
    "multiprocessing.pool": [
        *[(f"ThreadPool.{name}", _submit_to_processing) for name in _FEEDS],
        *[(f"{name}._set", _delivered) for name in _RESULTS],
        ("IMapIterator._set_length", _told),
        ("ThreadPool.__init__", _widener("processes")),
    ],
}
patching.register(TARGETS)
