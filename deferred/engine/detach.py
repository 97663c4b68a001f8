"""Detach: give up the process when all that is left to do is to wait for the provider; the next process goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deferred.core.pending import Pending, seconds_to_come_back
from deferred.engine.context import EngineContext
from deferred.engine.deadline import Deadline
from deferred.engine.dispatch import Dispatcher
from deferred.engine.launch import Launcher
from deferred.engine.live import LiveSender
from deferred.engine.pool import Pool
from deferred.engine.retention import Remover
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.state import ActiveJob
from deferred.engine.submit import end_turn

log = logging.getLogger("deferred")

_SETTLED = 0.1  # seconds at least: an answer may lead to more calls, of a coroutine or a thread that only now wakes up
_LAST_LOOKS = 10.0  # seconds for the polls that are under way


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The parts of an engine that may have something to do besides waiting."""

    calls: Dispatcher
    pool: Pool
    launcher: Launcher
    shared: SharedJobs
    live: LiveSender
    remover: Remover


class Detacher:
    """Ends every wait with `Pending` after `detach` seconds in which nothing but the provider could go on.

    Every method needs the engine's lock.
    """

    def __init__(self, context: EngineContext, under_way: UnderWay, deadline: Deadline, name: str) -> None:
        """`name` is the run's."""
        self._context, self._under_way, self._deadline, self._name = context, under_way, deadline, name
        self._scheduler, self._jobs = context.scheduler, context.jobs
        detach = context.settings.detach
        # Threads make calls until none came for `linger` seconds, as before a wave.
        self._patience = None if detach is None else max(detach, context.settings.linger, _SETTLED)
        self._since: float | None = None
        self._signs: tuple[Any, ...] = ()

    def seconds_to_next(self) -> float | None:
        """Return the seconds until the process may be given up; None if it is not waiting."""
        if self._patience is None or self._since is None or not self._under_way.calls.is_awaited:
            return None
        return max(_SETTLED, self._since + self._patience - self._scheduler.ticks())

    def act(self, end_all: Callable[[Pending], None]) -> None:
        """Give up the process if its time is over; `end_all` ends every wait."""
        if self._patience is None or not self._is_over(self._patience):
            return
        # A poll that is under way may find an ended job, and no step may go on with a job that another process has.
        with self._scheduler.standing_still(_LAST_LOOKS) as stands_still:
            if stands_still and self._is_over(self._patience):
                self._give_up(end_all)

    def _is_over(self, patience: float) -> bool:
        if not self._only_waits():
            self._since = None
            return False
        now, signs, is_awaited = self._scheduler.ticks(), self._signs_of_life(), self._under_way.calls.is_awaited
        if self._since is None or signs != self._signs:
            self._since, self._signs = now if is_awaited else None, signs
        return is_awaited and self._since is not None and now - self._since >= patience and self._is_still()

    def _is_still(self) -> bool:
        """Whether no request but polls is under way; one that is puts the end off, and does not begin the wait anew."""
        under_way = sum(one.polling.is_under_way for one in self._active())
        return not self._under_way.remover.under_way and self._scheduler.busy == under_way

    def _signs_of_life(self) -> tuple[Any, ...]:
        """Return what changes whenever a job begins or ends, or a call is made whose answer is known."""
        return (*self._jobs.running, None, *self._under_way.shared.followed, self._context.stats.found_again)

    def _only_waits(self) -> bool:
        """Whether everything that can be sent is sent, and only providers, or other processes, can go on."""
        parts, active = self._under_way, self._active()
        return (
            not parts.calls.has_pending
            and not parts.pool.calls
            and not parts.launcher.postponed  # another process is sending them live
            and parts.live.is_idle  # an answer that comes to nobody would be paid for nothing
            and not self._deadline.is_over()
            and self._context.hooks.patience() is not None
            and any(one.is_awaited for one in active)
            and all(_rests(one) for one in active)
        )

    def _active(self) -> list[ActiveJob]:
        return [*self._jobs.running.values(), *self._under_way.shared.followed.values()]

    def _give_up(self, end_all: Callable[[Pending], None]) -> None:
        active, launcher = [one for one in self._active() if one.is_awaited], self._under_way.launcher
        waiting = [call for one in active for call in one.waiting]
        unsent = [*self._under_way.calls, *launcher.held, *(call for one in self._jobs.ready for call in one.waiting)]
        left = sum(call.future is not None and not call.future.is_ahead for call in [*waiting, *unsent])
        pending = Pending(self._name, len(active), left, self._retry_after(active))
        for nonce, one in self._jobs.running.items():  # first: who is told of it may begin the next process at once
            self._context.ledger.jobs.let_go(nonce)
            end_turn(self._context.ledger, one)
        log.info("deferred: %s", pending)
        end_all(pending)

    def _retry_after(self, active: list[ActiveJob]) -> float:
        """Return the seconds until a look is worth it; at the deadline, the next process must be there."""
        began = max(one.job.submitted_at or one.job.planned_at for one in active)
        seconds, left = seconds_to_come_back(self._scheduler.now() - began), self._deadline.seconds_left()
        return seconds if left is None else min(seconds, left)


def _rests(active: ActiveJob) -> bool:
    """Whether the provider, or another process, has a job, was asked for it by this process, and shows it as running.

    A job that is being cancelled ends soon, and one that the provider does not show is given up after a time.
    """
    is_there = active.job.batch_id is not None or active.polling.is_by_others or active.reconciliation.may_be
    return bool(is_there) and active.polling.was_seen and active.polling.refused_since is None and not active.cancelled
