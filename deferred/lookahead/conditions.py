"""Conditions: whether a process can be forked at this moment without harm; else why not."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

from deferred.config.settings import Settings
from deferred.engine.ahead_stats import AheadStats
from deferred.lookahead import lockdown, memory, process
from deferred.lookahead.audit import DRAWING
from deferred.lookahead.open_files import MOST_COPIED

_PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep
_OURS = ("deferred-engine", "deferred-transfer", "deferred-progress", "deferred-lease", "deferred-webhooks")
# They replace what a child needs: threads, sockets, or what happens at a fork.
_FOREIGN = ("gevent", "eventlet", "grpc")


def why_never(settings: Settings) -> str:
    """Return why a run cannot look ahead at all; empty if it can."""
    if settings.part:
        return "the run has parts in other processes (part=True)"
    if settings.on_time_limit == "live":
        return 'what is sent ahead could become a live call at full price (on_time_limit="live")'
    if settings.alone != "wait":
        return f"a call that is alone does not wait for a job (alone={settings.alone!r})"
    if settings.on_event is not None:
        return "on_event= is called in another thread"
    return lockdown.why_not()


def looks_ahead_here(stats: AheadStats) -> bool:
    """Whether a call made here is looked ahead from: then it is not given to another thread, which a fork loses."""
    return stats.is_on and not stats.off and (process.is_child() or not why_not_now())


def why_not_now() -> str:
    """Return why this process cannot be forked now; empty if it can."""
    if process.is_child():
        return "this is a child"
    if threading.current_thread() is not threading.main_thread():
        return "the call is waited for in another thread"
    loaded = [name for name in _FOREIGN if name in sys.modules]
    if loaded:
        return f"{loaded[0]} is loaded"
    if sys.gettrace() is not None or sys.getprofile() is not None:
        return "a debugger, a profiler or a measurement of coverage is at work"
    return _threads() or _signals() or _shared_memory()


def _threads() -> str:
    for thread in threading.enumerate():
        kind = type(thread)
        is_known = thread.name.startswith(_OURS) or (kind.__module__, kind.__name__) in DRAWING
        if thread is not threading.main_thread() and not is_known:
            return f"another thread runs: {thread.name}"
    return "" if all(map(_is_ours, _unnamed())) else "another thread runs, that was started below `threading`"


def _unnamed() -> Iterator[FrameType]:
    """Return the outermost function of each thread that `threading` does not know."""
    known = {thread.ident for thread in threading.enumerate()}
    for number, frame in sys._current_frames().items():  # noqa: SLF001 - nothing else tells them
        if number not in known:
            while frame.f_back is not None:
                frame = frame.f_back  # noqa: PLW2901 - outwards
            yield frame


def _is_ours(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(_PACKAGE)


def _signals() -> str:
    is_blocked = signal.SIGCHLD in signal.pthread_sigmask(signal.SIG_BLOCK, ())  # then it stays pending
    is_handled = signal.getsignal(signal.SIGCHLD) is not signal.SIG_DFL
    return "the script handles the end of processes" if is_blocked or is_handled else ""


def _shared_memory() -> str:
    mappings = memory.shared_mappings()
    device = next((mapping.path for mapping in mappings if mapping.is_device), "")
    if device:
        return f"the memory of {device} is mapped"
    too_much = sum(mapping.size for mapping in mappings) > MOST_COPIED
    return "too much memory is shared with other processes" if too_much else ""
