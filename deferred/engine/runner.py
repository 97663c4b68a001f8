"""JobRunner: takes the steps of jobs when they are due, and closes the jobs."""

from __future__ import annotations

import functools
import itertools
import logging
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from deferred.core.errors import ClaimLost, DeferredError
from deferred.engine import failures
from deferred.engine.cancel import Canceller
from deferred.engine.context import EngineContext
from deferred.engine.drive import Phases
from deferred.engine.retention import Remover
from deferred.engine.state import FIRST_POLL, ActiveJob, PendingCall
from deferred.engine.steps import Close, Collect, LetGo, Poll, Reconcile, Step, Submit
from deferred.engine.submit import end_turn
from deferred.engine.webhooks import names_of

GiveUp = Callable[[PendingCall, DeferredError], None]
SendAgain = Callable[[list[PendingCall], ActiveJob], None]
Follow = Callable[[ActiveJob, list[PendingCall]], None]
log = logging.getLogger("deferred")


@dataclass(frozen=True, slots=True)
class JobExits:
    """Where the calls of a job go that are not answered by it.

    Attributes:
        again: sends calls of a closed job again.
        give_up: ends a call of a cancelled job.
        follow: waits for a job, with these calls of it, that another process has taken over.
    """

    again: SendAgain
    give_up: GiveUp
    follow: Follow


class JobRunner:
    """Drives the jobs of one run; every step runs on a thread for transfers, one at a time for each job."""

    def __init__(self, context: EngineContext, phases: Phases, exits: JobExits, released: Callable[[], None]) -> None:
        """`exits` are where the calls of a job go; `released` is called when a job may have freed reserved money."""
        self._context, self._phases, self._send_again = context, phases, exits.again
        self._give_up, self._follow, self._released = exits.give_up, exits.follow, released
        self._scheduler, self._ledger = context.scheduler, context.ledger
        self._canceller, self.remover = Canceller(context), Remover(context)

    def start(self, active: ActiveJob) -> None:
        """Send a job that was just planned; forget it if no calls are left."""
        if active.calls:
            self._take(active, Submit())
        else:
            self._release(active, [])

    def take_over(self, active: ActiveJob) -> None:
        """Drive a job that was followed until now: its process has ended."""
        job = active.job
        self._context.stats.jobs.append(active)
        if job.batch_id is not None:
            self._take(active, Poll())
        elif job.attempted_at is not None:
            self._take(active, Reconcile())
        else:  # it was never created: its calls are sent in a new job
            self._take(active, Close("never created", [active.shut()]))

    def poll_soon(self, names: AbstractSet[str]) -> None:
        """Poll the jobs now that a webhook event names; whether they have ended is for the poll to say."""
        with self._scheduler.lock:
            for active in self._context.stats.jobs:
                if not names.isdisjoint(names_of(active.job)):
                    self._context.reporting.has_reported(active.job)
                    self._hasten(active)

    def _hasten(self, active: ActiveJob) -> None:
        """Take the poll of a job now that is due later, once in two seconds at most."""
        polling, ticks = active.polling, self._scheduler.ticks()
        if ticks - polling.reported_at >= FIRST_POLL:
            polling.reported_at, polling.interval = ticks, FIRST_POLL
            active.progress.next_look = self._scheduler.now()
            if polling.due is not None:
                self._scheduler.hasten(polling.due)

    def cancel(self, active: ActiveJob, why: str) -> None:
        """Cancel a job at the provider; finished rows are kept."""
        if active.cancelled:
            return
        active.cancelled = why
        grace = self._context.settings.adopt_grace
        self._scheduler.after(grace, functools.partial(self._end_cancelled_later, active, self._scheduler.now()))
        if active.job.batch_id is not None:
            self._scheduler.after(0.0, functools.partial(self._ask_to_cancel, active))

    def _take(self, active: ActiveJob, step: Step) -> None:
        """Take a step now; a job that another process has taken over is left to it."""
        try:
            self._step(active, step)
        except ClaimLost as lost:
            self._lose(active, lost)

    def _lose(self, active: ActiveJob, lost: ClaimLost) -> None:
        """Leave a job to the process that has it now; what this one has created in vain is cancelled at once."""
        if lost.is_orphan:
            log.error("deferred: %s", lost)
            self._ask_to_cancel(active)
        else:
            log.warning("deferred: %s", lost)
        end_turn(self._ledger, active)
        with self._scheduler.lock:
            calls = active.waiting
            active.forget_calls()
            self._context.jobs.end(active)
            self._context.stats.leave_out(active)
        if active.cancelled:
            for call in calls:
                self._give_up(call, failures.cancelled(active, call))
        else:
            self._follow(active, calls)
        self._scheduler.changed()

    def _step(self, active: ActiveJob, step: Step) -> None:
        match step:
            case Close():
                self._close(active, step)
            case LetGo():
                self._let_go(active)
            case _:
                following = self._phases.take(active, step)
                if active.cancelled and isinstance(following, Poll) and isinstance(step, Submit | Reconcile):
                    self._ask_to_cancel(active)  # it was cancelled while it was being created
                self._go_on(active, following)

    def _go_on(self, active: ActiveJob, step: Step) -> None:
        """Schedule a step. Only steps that end a job run at once, so that other jobs are not delayed."""
        if step.after == 0 and isinstance(step, Close | LetGo | Collect):
            self._take(active, step)
        else:
            self._schedule(active, step)

    def _schedule(self, active: ActiveJob, step: Step) -> None:
        """Take a step later; a poll soon if the end of the job was reported while the poll before was under way."""
        with self._scheduler.lock:
            polling, take = active.polling, functools.partial(self._take, active, step)
            polling.due = take if isinstance(step, Poll) else None
            is_reported = self._scheduler.ticks() - polling.reported_at < FIRST_POLL
            soon = is_reported and polling.due is not None
            self._scheduler.after(min(step.after, FIRST_POLL) if soon else step.after, take)

    def _close(self, active: ActiveJob, end: Close) -> None:
        """Close the job on disk; only then may calls of it be sent again in a new one."""
        job = active.job
        job.outcome, job.ended_at = end.outcome, job.ended_at or self._scheduler.now()
        self.remover.note(active)
        self._ledger.jobs.close(job, lost=end.lost)
        self.remover.closed(active)
        self._context.events.tell("collected", active, end.outcome, active.progress.done)
        anew = [list(calls) for calls in end.again if calls]
        late = list(active.collection.late)
        if active.cancelled:
            late, anew = [*late, *itertools.chain.from_iterable(anew)], []
        self._release(active, anew)
        for call in late:
            self._give_up(call, failures.cancelled(active, call))

    def _let_go(self, active: ActiveJob) -> None:
        self._ledger.jobs.let_go(active.job.nonce)
        self._release(active, [])

    def _release(self, active: ActiveJob, again: list[list[PendingCall]]) -> None:
        """Forget a job; each list of `again` is sent as a job of its own."""
        with self._scheduler.lock:
            for calls in again:
                self._send_again(calls, active)
            active.forget_calls()
            self._context.jobs.end(active)
            self._released()
            self._scheduler.changed()

    def _ask_to_cancel(self, active: ActiveJob) -> None:
        seconds = self._canceller.ask(active)
        if seconds is not None:
            self._scheduler.after(seconds, functools.partial(self._ask_to_cancel, active))

    def _end_cancelled_later(self, active: ActiveJob, since: float) -> None:
        """End the waiting calls of a cancelled job, even if the provider never reports its end."""
        if not active.calls or active.closing:
            return
        if self._canceller.has_waited_enough(active, since):
            self._canceller.end_waiting_calls(active)
            self._let_go(active)
        else:
            again = functools.partial(self._end_cancelled_later, active, since)
            self._scheduler.after(self._context.settings.adopt_grace, again)
