"""The thread on which the user's callbacks run."""

from __future__ import annotations

import concurrent.futures
import logging
import threading
from collections.abc import Callable
from typing import Any

from deferred.core.forks import call_in_children

log = logging.getLogger("deferred")
_callback_thread: concurrent.futures.ThreadPoolExecutor | None = None
_callback_lock = threading.Lock()


def _after_fork() -> None:
    """Forget the parent's thread for callbacks, which a forked child does not have."""
    global _callback_thread, _callback_lock
    _callback_thread, _callback_lock = None, threading.Lock()


call_in_children(_after_fork)


def on_callback_thread(fn: Callable[..., object], *args: Any) -> None:
    """Run the user's function on a thread for callbacks, never on the engine's; errors are logged."""
    global _callback_thread  # noqa: PLW0603 - one thread for all callbacks, made when first needed
    with _callback_lock:
        if _callback_thread is None:
            _callback_thread = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="deferred-callbacks")
    try:
        _callback_thread.submit(_logged, fn, args)
    except RuntimeError as error:  # no thread now: the call is in the queue. Or the interpreter is ending
        log.info("deferred: a callback has to wait: %s", error)


def _logged(fn: Callable[..., object], args: tuple[Any, ...]) -> None:
    try:
        fn(*args)
    except Exception:
        log.exception("deferred: a callback failed")
