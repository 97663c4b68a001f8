"""The baton: the right to run. One task has it at a time, so that all reach their next call before a wave is sent."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from deferred.tasks.task_call import TaskCall

MOST = 10_000  # tasks alive at once
_SHORTEST = 0.001  # seconds to which the time for a task that blocks shrinks when one after the other does
_LONGEST_TURN = 300.0  # seconds; a task may ask without a pause for what only the others' calls will bring
_SHORTEST_TURN = 1.0  # seconds to which that shrinks when one task after the other does


class TurnLimits:
    """How long a task may keep the baton. Every method is called with the lock of the tasks held."""

    def __init__(self, linger: float) -> None:
        """`linger` is the session's: the time for a task that blocks."""
        self._linger = linger
        self.blocking = max(linger, _SHORTEST)
        self.computing = _LONGEST_TURN

    def reset(self) -> None:
        """Begin anew: a task passed the baton on by itself."""
        self.blocking = max(self._linger, _SHORTEST)
        self.computing = _LONGEST_TURN

    def shorten_blocking(self) -> None:
        """Return the next task that blocks half the time."""
        self.blocking = max(self.blocking / 2, _SHORTEST)

    def shorten_computing(self) -> None:
        """Return the next task that computes half the time."""
        self.computing = max(self.computing / 2, _SHORTEST_TURN)


class Baton:
    """Which task runs, and which ones are to run next. Every method is called with the lock of the tasks held."""

    def __init__(self, limits: TurnLimits) -> None:
        """`limits` say how long a task may keep the baton."""
        self.limits = limits
        self.runner: TaskCall | None = None
        self.turn = 0  # how often the baton was given
        self.was_given = threading.Event()  # cleared where a look finds that no task has the baton
        self.is_closed = False
        self._new: deque[TaskCall] = deque()
        self._ready: deque[TaskCall] = deque()
        self._parked: dict[TaskCall, object] = {}  # the tasks that wait for a reply -> the token of that wait
        self._blocked: set[TaskCall] = set()  # the baton was taken from them
        self._most = MOST
        self._alive = 0

    def is_quiet(self) -> bool:
        """Whether no task runs or can run before a reply comes."""
        return self.runner is None and not self._ready and not self._may_start()

    @property
    def has_blocked(self) -> bool:
        """Whether a task that lost the baton still runs."""
        return bool(self._blocked)

    def add(self, runs: Sequence[TaskCall], *, first: bool) -> None:
        """Take runs in; with `first` they start before those that have not begun."""
        if first:
            self._new.extendleft(reversed(runs))
        else:
            self._new.extend(runs)

    def close(self) -> tuple[list[TaskCall], list[TaskCall]]:
        """Start no more runs, and end the waits; returns the runs that never began, and those that have not ended."""
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
        """Make a run ready that waits with this token; False when that wait is over."""
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
        """Give the baton to the next run, where it is free; returns that run when it needs a thread yet."""
        if self.runner is not None:
            return None
        if self._ready:
            self._give(self._ready.popleft()).wake()
            return None
        if not self._may_start():
            return None
        self._alive += 1
        return self._give(self._new.popleft())

    def note_no_thread(self, run: TaskCall) -> bool:
        """Note that the system gave no thread for a run that has the baton; False when it can never run.

        Else it runs once another one has ended and so left room.
        """
        self._alive -= 1
        self._most = self._alive
        self.runner = None
        can_run_later = bool(self._alive) and not run.nested  # the others may wait for one that is nested
        if can_run_later:
            self._new.appendleft(run)
        return can_run_later

    def _give(self, run: TaskCall) -> TaskCall:
        self.runner = run
        self.turn += 1
        if not self.was_given.is_set():
            self.was_given.set()
        return run

    def _may_start(self) -> bool:
        # A task that another task waits for must be able to start, or both would wait for ever.
        return bool(self._new) and (self._alive < self._most or self._new[0].nested)
