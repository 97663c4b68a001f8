"""Watchdog: when the engine's threads have died or are stuck, whatever did it, every wait ends with an error.

Tools that patch `threading` can end a thread before its first line of ours. The watchdog's own thread is started below
`threading`, where they patch nothing.
"""

from __future__ import annotations

import _thread
import contextlib
import re
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any

from deferred import patching
from deferred.core import waiting
from deferred.core.call_site import of_the_user
from deferred.core.errors import DeferredError

_LOOK = 1.0  # seconds between two looks
_LOOKS_AT_STUCK = 150  # successive looks that find the engine's lock taken, before its holder counts as stuck
_LOOKS_AT_IDLE = 90  # successive looks that find work, and no thread that does it
ENGINE, TRANSFER = "deferred-engine", "deferred-transfer"  # names of the threads
_start = _thread.start_new_thread  # taken now: sessions and other tools patch the module's attribute
_causes: weakref.WeakKeyDictionary[threading.Thread, str] = weakref.WeakKeyDictionary()


class EngineLock(threading.Condition):
    """The lock of an engine, which can be taken from a thread that is stuck."""

    def __init__(self) -> None:
        """Make the lock."""
        super().__init__(threading.RLock())

    def __enter__(self) -> bool:
        while not self.acquire(True, _LOOK):  # it may be another lock by then
            pass
        return True

    def is_free(self) -> bool:
        """Whether the lock can be had within the time of a look."""
        is_free: bool = self.acquire(timeout=_LOOK)
        if is_free:
            self.release()
        return is_free

    def holder(self) -> int:
        """Return the id of the thread that holds the lock; 0 if it is unknown."""
        owner = re.search(r"owner=(\d+)", repr(self._lock))  # type: ignore[attr-defined]  # told in no other way
        return int(owner[1]) if owner else 0

    def take_away(self) -> None:
        """Put another lock in its place; the thread that holds the old one raises RuntimeError where it releases it."""
        waiting = self._waiters  # type: ignore[has-type]
        super().__init__(threading.RLock())
        self._waiters = waiting


@dataclass
class Pulse:
    """Signs of life of the engine's threads, written by the scheduler."""

    thread: threading.Thread | None = None  # the engine's
    has_begun: bool = False  # its loop
    is_driven: bool = True  # by `thread`
    is_over: bool = False  # nothing is left to wait for
    given: int = 0  # steps that the pool was given
    begun: int = 0
    ended: int = 0


class Watchdog:
    """Watches one engine until it has ended."""

    def __init__(self, pulse: Pulse, lock: EngineLock, give_up: Callable[[DeferredError], None]) -> None:
        """`give_up` ends every wait of the engine with an error."""
        self._pulse, self._lock, self._give_up = pulse, lock, give_up
        self._seen: tuple[Any, ...] = ()
        self._looks = 0
        self._pause = _thread.allocate_lock()
        self._pause.acquire()

    def start(self) -> None:
        """Start its thread."""
        with contextlib.suppress(RuntimeError):  # the system allows no more threads; the engine needs some, and says so
            _start(self._watch, ())

    def _watch(self) -> None:
        trouble = ""
        while not trouble and not self._pulse.is_over:
            self._pause.acquire(timeout=_LOOK)
            trouble = self._trouble()
        if not self._pulse.is_over:
            self._give_up(_error(trouble))

    def _trouble(self) -> str:
        """Look for trouble; returns an empty text if all is well."""
        pulse = self._pulse
        assert pulse.thread is not None
        if not pulse.thread.is_alive():
            pulse.is_driven = False
            return f"the thread that drives the jobs has ended{_cause(ENGINE)}"
        is_free = self._lock.is_free()
        looks = self._count((is_free, pulse.has_begun, pulse.begun, pulse.ended, waiting.count()))
        if not is_free and looks >= _LOOKS_AT_STUCK:
            place = _place(self._lock.holder())
            self._lock.take_away()
            pulse.is_driven = False
            return f"the thread that drives the jobs is stuck{place}"
        if looks >= _LOOKS_AT_IDLE and not pulse.has_begun:
            pulse.has_begun, pulse.is_driven = True, False
            return f"the thread that drives the jobs has not begun{_cause(ENGINE)}"
        if looks >= _LOOKS_AT_IDLE and pulse.given > pulse.begun == pulse.ended:
            return f"no thread begins with the transfers that are due{_cause(TRANSFER)}"
        return ""

    def _count(self, seen: tuple[Any, ...]) -> int:
        """Count the successive looks that saw the same."""
        self._looks = self._looks + 1 if seen == self._seen else 0
        self._seen = seen
        return self._looks


def _error(what: str) -> DeferredError:
    return DeferredError(
        f"{what}. What was bought is on disk or at the provider: run the script again to go on. If a tool that patches "
        "Python's threads is the cause, leave that tool out, and report it."
    )


def _cause(name: str) -> str:
    """Tell what ended a thread of this name."""
    causes = [cause for thread, cause in list(_causes.items()) if thread.name.startswith(name)]
    return f", by {causes[-1]}" if causes else ""


def _place(thread: int) -> str:
    """Tell where a thread is: the user's innermost line, or any."""
    frame = sys._current_frames().get(thread)  # noqa: SLF001 - nothing else tells it
    if frame is None:
        return ""
    theirs = next((one for one in _outwards(frame) if of_the_user(one.f_code.co_filename)), frame)
    return f" in {theirs.f_code.co_qualname} at {theirs.f_code.co_filename}:{theirs.f_lineno}"


def _outwards(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def note(error: BaseException | None, thread: threading.Thread | None = None) -> None:
    """Note what ends a thread: this one, or another."""
    _causes[thread or threading.current_thread()] = f"{type(error).__name__}: {error}"


def _note(wrapped: Callable[..., Any], _instance: Any, args: Any, kwargs: Any) -> Any:
    """Note what ended a thread of the engine."""
    thread = args[0].thread
    if thread is not None and thread.name.startswith((ENGINE, TRANSFER)):
        note(args[0].exc_value, thread)
    return wrapped(*args, **kwargs)


TARGETS: patching.Targets = {"threading": [("excepthook", _note)]}
patching.register(TARGETS)
