"""The baton: the right to run. One task has it at a time; all tasks reach their next call before a wave is sent."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from deferred.tasks.task_call import TaskCall

MOST = 10_000  # tasks alive at once
_SHORTEST = 0.001  # seconds: the lower limit of the time for a blocking task, halved for each one that blocks
_LONGEST_TURN = 300.0  # seconds: a task may poll for a result that only the calls of other tasks bring
_SHORTEST_TURN = 1.0  # seconds: the lower limit of that, halved for each task that computes too long


class TurnLimits:
    """The time for which a task may keep the baton. Every method needs the lock of the tasks."""

    def __init__(self, linger: float) -> None:
        """`linger` is the session's setting: the time for a blocking task."""
        self._linger = linger
        self.blocking = max(linger, _SHORTEST)
        self.computing = _LONGEST_TURN

    def reset(self) -> None:
        """Restore the full times: a task passed the baton on by itself."""
        self.blocking = max(self._linger, _SHORTEST)
        self.computing = _LONGEST_TURN

    def shorten_blocking(self) -> None:
        """Halve the time for the next blocking task."""
        self.blocking = max(self.blocking / 2, _SHORTEST)

    def shorten_computing(self) -> None:
        """Halve the time for the next computing task."""
        self.computing = max(self.computing / 2, _SHORTEST_TURN)


class Baton:
    """The task that runs, and the tasks that run next. Every method needs the lock of the tasks."""

    def __init__(self, limits: TurnLimits) -> None:
        """`limits` are the times for which a task may keep the baton."""
        self.limits = limits
        self.runner: TaskCall | None = None
        self.turn = 0  # how often the baton was given
        self.was_given = threading.Event()  # cleared when the watch finds that no task has the baton
        self.is_closed = False
        self._new: deque[TaskCall] = deque()
        self._ready: deque[TaskCall] = deque()
        self._parked: dict[TaskCall, object] = {}  # the tasks that wait for a reply -> the token of that wait
        self._blocked: set[TaskCall] = set()  # tasks that lost the baton
        self._most = MOST
        self._alive = 0

    def is_quiet(self) -> bool:
        """Whether no task runs or can run before an answer arrives."""
        return self.runner is None and not self._ready and not self._may_start()

    @property
    def has_blocked(self) -> bool:
        """Whether a task that lost the baton still runs."""
        return bool(self._blocked)

    def add(self, runs: Sequence[TaskCall], *, first: bool) -> None:
        """Add runs; with `first` they start before the runs that have not begun."""
        if first:
            self._new.extendleft(reversed(runs))
        else:
            self._new.extend(runs)

    def close(self) -> tuple[list[TaskCall], list[TaskCall]]:
        """Start no more runs, and end the waits; returns the runs that never began, and the unfinished runs."""
        self.is_closed = True
        new, self._new = list(self._new), deque()
        for run in list(self._parked):
            self._unpark(run)
        return new, list(self._ready)

    def park(self, run: TaskCall) -> object:
        """Note that a run waits; returns the token of this wait. It keeps the baton until `let_go`."""
        token = self._parked[run] = object()
        return token

    def back(self, run: TaskCall, token: object) -> bool:
        """Make a run ready that waits with this token; False if that wait has ended."""
        is_waiting = self._parked.get(run) is token
        if is_waiting:
            self._unpark(run)
        return is_waiting

    def _unpark(self, run: TaskCall) -> None:
        del self._parked[run]
        self._ready.append(run)

    def let_go(self, run: TaskCall) -> None:
        """Take the baton from a run that begins to wait or has ended, unless it lost the baton before."""
        if self.runner is run:
            self.runner = None
            self.limits.reset()
        else:
            self._blocked.discard(run)

    def end(self, run: TaskCall) -> None:
        """Note that a run has ended."""
        self.let_go(run)
        self._alive -= 1

    def take_away(self, run: TaskCall) -> None:
        """Take the baton from a run that goes on."""
        self.runner = None
        self._blocked.add(run)

    def pass_on(self) -> TaskCall | None:
        """Give the free baton to the next run; returns that run if it still needs a thread."""
        if self.runner is not None:
            return None
        if self._ready:
            self._give(self._ready.popleft()).wake()
            return None
        if not self._may_start():
            return None
        self._alive += 1
        return self._give(self._new.popleft())

    def note_no_thread(self, run: TaskCall) -> list[TaskCall]:
        """Note that the system started no thread for a run that has the baton; returns the runs that can never run.

        The others run once another run has ended and freed a thread; if none is alive, none of them can.
        """
        self._alive -= 1
        self._most = max(1, self._alive)
        self.runner = None
        if self._alive and not run.nested:  # the others may wait for one that is nested
            self._new.appendleft(run)
            return []
        lost = [] if self._alive else list(self._new)
        self._new = self._new if self._alive else deque()
        return [run, *lost]

    def _give(self, run: TaskCall) -> TaskCall:
        self.runner = run
        self.turn += 1
        if not self.was_given.is_set():
            self.was_given.set()
        return run

    def _may_start(self) -> bool:
        # A task that another task waits for must be able to start, or both would wait for ever.
        return bool(self._new) and (self._alive < self._most or self._new[0].nested)
