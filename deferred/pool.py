"""The session travels with the threads and pools that a block starts or feeds, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred import session as sessions


def _start(wrapped: Callable[..., Any], thread: Any, args: Any, kwargs: Any) -> Any:
    session = sessions.current()
    if session is not None:
        ours = thread.name.startswith("deferred-")
        thread.run = carried(thread.run if ours else session.root.crew.feeding(thread.run), session)
    return wrapped(*args, **kwargs)


def _submit(wrapped: Callable[..., Any], _pool: Any, args: Any, kwargs: Any) -> Any:
    session = sessions.current()
    if session is None or not args:
        return wrapped(*args, **kwargs)
    return wrapped(carried(args[0], session), *args[1:], **kwargs)


def carried(function: Callable[..., Any], session: sessions.Session) -> Callable[..., Any]:
    """Give `function`, to be run in another thread as part of `session`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        token = sessions.travel(session)
        try:
            return function(*args, **kwargs)
        finally:
            sessions.stay(token)

    return run


# A thread is caught where it starts, a pool that was made before the block where it is fed.
TARGETS: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "threading": [("Thread.start", _start)],
    "concurrent.futures.thread": [("ThreadPoolExecutor.submit", _submit)],
    "multiprocessing.pool": [
        (f"ThreadPool.{name}", _submit) for name in ("apply_async", "_map_async", "imap", "imap_unordered")
    ],
}
