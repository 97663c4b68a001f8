"""Certainty: whether a child would make a call whatever the answers say, by the way that it took to the call.

A tracer follows the user's functions that make calls, line by line. A call is uncertain where a part of the code that
runs only under a condition was entered after a phantom was given for the same item; where a loop that may end early,
by its text or by an iterator of the user's, goes into another turn; where a phantom was followed by an exception. An
item is a turn of a loop that goes on to its end. What an uncertain call needs to know, it knows one wave later.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import dis
import functools
import importlib
import inspect
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any
from weakref import WeakKeyDictionary

from deferred.core.call_site import of_the_user
from deferred.lookahead import process
from deferred.lookahead.iterators import is_iterator, may_end, may_end_at_loop
from deferred.lookahead.site import user_frames, user_frames_from
from deferred.lookahead.source import COMPREHENSIONS, NO_HEADER, Kind, Part, Place, parts_of

_ENDS_OF_LOOPS = (StopIteration, StopAsyncIteration, GeneratorExit)
_ITEMS = {"FOR_ITER", "SEND"}  # the instructions of loops that take an item
_LIMITS = (MemoryError, RecursionError)  # a child has less memory, and its tracer is on the stack


class Certainty(Enum):
    """How certain it is that the script makes a call."""

    CERTAIN = "certain"
    RISKY = "risky"  # the loop over the items may end early
    UNCERTAIN = "uncertain"


class Clock:
    """Counts the phantoms that were given.

    `last_before_error` is the count at the last exception, `last_dependent` at the last call that was made of phantoms.
    """

    def __init__(self) -> None:
        """Nothing was given."""
        self.now = self.last_before_error = self.last_dependent = 0


@dataclass(frozen=True, slots=True)
class Times:
    """When a part of a running function was entered, and when its present turn began; in phantoms."""

    entered: int = 0
    turned: int = 0


class FrameTrace:
    """Follows one running function: when each of its parts was entered, or went into another turn."""

    __slots__ = ("_clock", "_code", "_ended", "_times", "at_line", "born", "given_at", "has_moved", "is_ended")

    def __init__(self, clock: Clock, code: CodeType) -> None:
        """Begin at the start of the function."""
        self._clock, self._code = clock, code
        self._times: dict[Part, Times] = {}
        self.born = self.at_line = clock.now  # when it was called, and when its present line began
        self.has_moved = False  # since it is followed
        # When an instruction last led to a phantom, and through which function of the user's.
        self.given_at: dict[int, tuple[int, FrameTrace | None]] = {}
        self._ended: set[Part] = set()  # loops that an iterator of the user's may end
        self.is_ended = False  # the same of a comprehension, which is no part

    def __call__(self, frame: FrameType, event: str, argument: Any) -> FrameTrace:
        """Take an event of the function."""
        if event == "line":
            self.has_moved = True
            self.arrive(frame.f_lineno)
        elif event == "exception" and issubclass(argument[0], _LIMITS):
            process.leave(f"{argument[0].__name__}, which may be the child's alone")
        elif event == "exception" and not issubclass(argument[0], _ENDS_OF_LOOPS):
            self._clock.last_before_error = self._clock.now
        return self

    def arrive(self, line: int) -> None:
        """Note that a line begins."""
        self.at_line = self._clock.now
        self._times = {part: self._times_at(part, line) for part in _parts_at(self._code, line)}

    def _times_at(self, part: Part, line: int) -> Times:
        before, now = self._times.get(part), self._clock.now
        if before is None:
            return Times(now, now)
        return Times(before.entered, now) if part.is_seen and part.is_header(line) else before

    def end_early(self, loop: Part | None) -> None:
        """Note that an iterator of the user's may end a loop of the function, by what an answer said."""
        if loop is not None:
            self._ended.add(loop)
        self.is_ended = self.is_ended or loop is None

    def seen(self, part: Part) -> Part:
        """Return a part as what it turned out to be."""
        return replace(part, kind=Kind.LOOP) if part in self._ended else part

    def times(self, part: Part, latest: int) -> Times:
        """Return the times of a part that runs now. What was not seen counts against the call.

        `latest` is when it was entered at the latest: when what it called was called.
        """
        unseen = Times(latest, latest) if part.kind is Kind.BRANCH else Times()
        return self._times.get(part, unseen) if part.is_seen or part.kind is not Kind.BRANCH else unseen


class Certainties:
    """Judges the calls of one child."""

    def __init__(self, codes: Collection[CodeType]) -> None:
        """`codes` are the user's functions that are known to make calls: only these are followed."""
        self._codes = frozenset(codes)
        self._clock = Clock()
        self._tasks: WeakKeyDictionary[Any, Certainty] = WeakKeyDictionary()  # those that were made in the child

    def begin(self, loop: Any = None) -> None:
        """Follow the functions that run now, and those that are called from now on; and the tasks of an event loop."""
        if loop is not None:
            loop.set_task_factory(self._task_factory(loop.get_task_factory()))
        for frame in user_frames():
            trace = FrameTrace(self._clock, frame.f_code)
            trace.arrive(frame.f_lineno)
            frame.f_trace = trace
        sys.settrace(self._called)

    def _called(self, frame: FrameType, _event: str, _argument: Any) -> Callable[..., Any] | None:
        if of_the_user(frame.f_code.co_filename):
            _note_ends(frame)
        if frame.f_code not in self._codes and not _is_users_coroutine(frame.f_code):
            return None
        return frame.f_trace if isinstance(frame.f_trace, FrameTrace) else FrameTrace(self._clock, frame.f_code)

    def phantom_given(self, *, is_dependent: bool = False) -> None:
        """Note that the call being made, or waited for, gets a phantom; and whether it was made of phantoms."""
        self._clock.now += 1
        if is_dependent:
            self._clock.last_dependent = self._clock.now
        inner = None
        for frame in user_frames():
            if isinstance(frame.f_trace, FrameTrace):
                frame.f_trace.given_at[frame.f_lasti] = self._clock.now, inner
                inner = frame.f_trace

    def of_this_call(self) -> Certainty:
        """Judge the call that is being made: the way to it, and to where its task was made."""
        with contextlib.suppress(RuntimeError):  # no event loop runs here
            return _worse(self._of_stack(), self._tasks.get(asyncio.current_task(), Certainty.CERTAIN))
        return self._of_stack()

    def _task_factory(self, before: Any) -> Callable[..., Any]:
        def make(loop: Any, coroutine: Any, **more: Any) -> Any:
            certainty = self._of_stack()
            task = asyncio.Task(coroutine, loop=loop, **more) if before is None else before(loop, coroutine, **more)
            self._tasks[task] = certainty
            return task

        return make

    def _of_stack(self) -> Certainty:
        frames = list(user_frames())[::-1]
        if not frames or any(not isinstance(frame.f_trace, FrameTrace) for frame in frames):
            return Certainty.UNCERTAIN
        unread = [frame for frame in frames if parts_of(frame.f_code) is None]
        if any(_trace_of(frame).has_moved or _trace_of(frame).born for frame in unread):
            return Certainty.UNCERTAIN  # one that is where it was before the fork decided nothing since
        way = [
            (_trace_of(frame).seen(part), _trace_of(frame).times(part, latest))
            for frame, latest in zip(frames, self._called_at(frames), strict=True)
            for part in _parts_around(frame)
        ]
        ended = Certainty.RISKY if any(_trace_of(frame).is_ended for frame in frames) else Certainty.CERTAIN
        return _worse(self._of_way(way), self._of_repetition(frames), ended)

    def _called_at(self, frames: list[FrameType]) -> list[int]:
        """Return for each function when the function that it has called was called; the last one calls now."""
        return [*(_trace_of(frame).born for frame in frames[1:]), self._clock.now]

    def _of_way(self, way: list[tuple[Part, Times]]) -> Certainty:
        """Judge the way to a call: the parts around it, the outer ones first."""
        now, turn, item, found = self._clock.now, 0, 0, Certainty.CERTAIN
        is_outermost = True
        for part, times in way:
            if part.kind is Kind.BRANCH:
                if times.entered > turn:
                    return Certainty.UNCERTAIN
                if part.changing and times.entered:
                    found = Certainty.RISKY  # the answers of earlier items may have changed what decides
                continue
            if part.kind is Kind.LOOP and now > times.entered:
                if not is_outermost:
                    return Certainty.UNCERTAIN
                found = Certainty.RISKY
            turn = times.turned
            item = turn if part.kind is Kind.ITEMS or is_outermost else item
            is_outermost = False
        if self._clock.last_before_error > item:
            return Certainty.UNCERTAIN
        # What is asked after an answer that only a later wave can have may be chosen by it, unseen.
        return Certainty.RISKY if self._clock.last_dependent > item else found

    def _of_repetition(self, frames: list[FrameType]) -> Certainty:
        """Judge calls that one instruction of the user's leads to again: by a library that loops, or tries again."""
        found = Certainty.CERTAIN
        for frame, inner in zip(frames, [*frames[1:], None], strict=True):
            trace = _trace_of(frame)
            given, through = trace.given_at.get(frame.f_lasti, (0, None))
            if given <= trace.at_line or (inner is not None and through is inner.f_trace):
                continue
            if inner is None:
                return Certainty.UNCERTAIN
            if inner.f_code.co_name not in COMPREHENSIONS:
                found = Certainty.RISKY
        return found


def load_untraced() -> None:
    """Let this process load modules without the tracer."""
    builtins.__import__, importlib.import_module = map(_untraced, (builtins.__import__, importlib.import_module))


def _untraced(importing: Any) -> Any:
    """Let modules be loaded without the tracer, which would take several times as long."""

    @functools.wraps(importing)
    def load(*args: Any, **kwargs: Any) -> Any:
        tracer = sys.gettrace()
        sys.settrace(None)
        try:
            return importing(*args, **kwargs)
        finally:
            sys.settrace(tracer)

    return load


def _is_users_coroutine(code: CodeType) -> bool:
    """Whether it may make tasks: while their calls are made, it is not on the stack."""
    return bool(code.co_flags & inspect.CO_COROUTINE) and of_the_user(code.co_filename)


def _note_ends(frame: FrameType) -> None:
    """Note the loops around that a function which is called now may end, by what an answer said."""
    outer = list(user_frames_from(frame.f_back))
    if outer and _takes_item(outer[0]) and may_end_at_loop(frame, outer[0]):
        _end_loop(outer[0])
    if frame.f_back is None or frame.f_back.f_code.co_filename == contextlib.__file__ or not may_end(frame):
        return  # `@contextmanager` makes no loop of a generator
    for inner, around in zip([frame, *outer], outer, strict=False):
        if is_iterator(inner.f_code) or _takes_item(around):
            _end_loop(around)
            if not is_iterator(around.f_code):
                return


def _end_loop(frame: FrameType) -> None:
    """Note that the loop in which a function is now may end early."""
    # A generator expression in the header is none: from Python 3.13 on, the header is where the item is taken.
    loops = [part for part in _parts_around(frame) if part.kind is not Kind.BRANCH and part.header != NO_HEADER]
    if isinstance(frame.f_trace, FrameTrace) and (loops or _operation(frame.f_code, frame.f_lasti) in _ITEMS):
        frame.f_trace.end_early(loops[-1] if loops else None)


@lru_cache(maxsize=1 << 16)
def _operation(code: CodeType, instruction: int) -> str:
    return dis.opname[code.co_code[instruction]] if instruction >= 0 else ""


def _takes_item(frame: FrameType) -> bool:
    """Whether a function is where a loop takes its next item."""
    return _operation(frame.f_code, frame.f_lasti) == "FOR_ITER"


def _worse(*found: Certainty) -> Certainty:
    return max(found, key=list(Certainty).index)


def _trace_of(frame: FrameType) -> FrameTrace:
    assert isinstance(frame.f_trace, FrameTrace)
    return frame.f_trace


@lru_cache(maxsize=1 << 16)
def _parts_at(code: CodeType, line: int) -> tuple[Part, ...]:
    return tuple(part for part in parts_of(code) or () if part.has_line(line))


def _parts_around(frame: FrameType) -> Iterator[Part]:
    span = _span(frame.f_code, frame.f_lasti)
    if span is not None:
        yield from (part for part in parts_of(frame.f_code) or () if part.has(*span))


@lru_cache(maxsize=1 << 16)
def _span(code: CodeType, instruction: int) -> tuple[Place, Place] | None:
    for index, (line, end_line, column, end_column) in enumerate(code.co_positions()):
        if index == instruction // 2 and line is not None:
            return (line, column or 0), (end_line or line, end_column or 0)
    return None
