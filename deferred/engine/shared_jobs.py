"""Jobs of other processes: jobs that ended processes of this run left are driven here, other jobs are followed.

A call that another process has bought, or is buying, is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from deferred.core.call import Target
from deferred.core.job import Job, named_in
from deferred.engine import failures
from deferred.engine.context import EngineContext
from deferred.engine.retry_policy import pause
from deferred.engine.state import FIRST_POLL, ActiveJob, PendingCall

TakeOver: TypeAlias = Callable[[ActiveJob], None]
Answered: TypeAlias = Callable[[list[PendingCall]], None]


class SharedJobs:
    """The calls of open jobs, and the jobs that this process follows. Every method needs the engine's lock."""

    def __init__(self, context: EngineContext, take_over: TakeOver, answered: Answered) -> None:
        """`take_over` drives a job that was followed; `answered` handles calls whose job another process has ended."""
        self._settings, self._ledger, self._run = context.settings, context.ledger, context.run
        self._jobs, self._scheduler, self._events = context.jobs, context.scheduler, context.events
        self._take_over, self._answered = take_over, answered
        self.followed: dict[str, ActiveJob] = {}
        self._met: set[Target] = set()
        self._owners: dict[str, str] = {}
        self._joined_at = self._scheduler.now()

    def meet(self, target: Target) -> bool:
        """On the first call to an account, take up the jobs that an earlier process of this run left there.

        Returns whether this was the first call.
        """
        if target in self._met:
            return False
        self._met.add(target)
        self.look()
        account = (target.provider, target.base_url, target.credential)
        for job in self._ledger.jobs.all(run=self._run, open_only=True):
            if job.account == account and self._cared_for(job.nonce) is None:
                self._look_after(job, target)
        return True

    def look(self) -> None:
        """Read again which calls open jobs have, and which answers were stored."""
        self._owners = self._ledger.jobs.owners()
        self._ledger.answers.sync()  # after the jobs: a job that was collected meanwhile has stored its answers

    def have(self, call: PendingCall) -> bool:
        """Attach a call to an open job that has it, or give it its answer; both may be newer than the last look."""
        return self._has_answered(call) or self.attach(call)

    def attach(self, call: PendingCall) -> bool:
        """Attach a call to the job that has it, or give it its stored answer; False if there is neither."""
        nonce = self._owners.get(call.key)
        return nonce is not None and self.attach_to(call, nonce)

    def attach_to(self, call: PendingCall, nonce: str) -> bool:
        """Attach a call to this job, or give it its stored answer; False if neither exists any more."""
        active = self._cared_for(nonce)
        if active is None or active.given_up:
            job, target = self._ledger.jobs.get(nonce), call.target
            is_there = job is not None and (job.provider, job.base_url) == (target.provider, target.base_url)
            if job is None or not is_there or not job.is_open:
                self._owners.pop(call.key, None)
                return self.answers(call) or (job is not None and call.key in self._end_unread([call], job))
            active = self._look_after(job, target)
        return active.attach(call) or self.answers(call)

    def answers(self, call: PendingCall) -> bool:
        """Give a call its stored answer; False if there is none."""
        answer = self._ledger.answers.get(call.key) if self._settings.reuses else None
        if answer is not None:
            call.settle_stored(answer)
        return answer is not None

    def without_unread(self, calls: list[PendingCall]) -> list[PendingCall]:
        """End the calls of jobs of this run whose answers may be among results that nobody can read; return the others.

        Only jobs count that were made since this process joined: what was unreadable before is bought anew.
        """
        ended: set[str] = set()
        for job in self._ledger.jobs.all(run=self._run) if calls else ():
            if not job.is_open and job.planned_at >= self._joined_at:
                ended |= self._end_unread([call for call in calls if call.key not in ended], job)
        return [call for call in calls if call.key not in ended]

    def _end_unread(self, calls: list[PendingCall], job: Job) -> set[str]:
        """End the calls whose answers may be among the unreadable results of a job that is over; returns their keys."""
        kept = self._ledger.jobs.kept_rows(job.nonce)
        whole = self._ledger.jobs.get(job.nonce, rows=True) if kept else None
        keys = set() if whole is None else set(whole.keys)
        its = [call for call in calls if call.key in keys]
        unread = may_be_of(kept, job.nonce, its)
        ended = [call for call in its if call.key in unread]
        for call in ended:
            active = ActiveJob(job, call.target.connection, call.target.credential, (), "over")
            active.collection.kept = len(kept)
            call.fail(failures.unreadable(active, call))
        return {call.key for call in ended}

    def follow(self, active: ActiveJob, calls: list[PendingCall]) -> None:
        """Follow a job that another process has taken over from this one, for these calls."""
        again = ActiveJob(replace(active.job), active.connection, active.credential, calls, "taken over by another")
        with self._scheduler.lock:
            self.followed[again.job.nonce] = again
            self._scheduler.after(0.0, lambda: self._take_up(again))

    def driven(self, jobs: Sequence[Job]) -> list[Job]:
        """Return those of some jobs that other processes drive; a job that is not driven never ends."""
        driven = self._ledger.claims.held_by_others()
        return [job for job in jobs if job.nonce in driven]

    def leave_all(self) -> list[ActiveJob]:
        """Stop following all jobs; returns them."""
        followed, self.followed = list(self.followed.values()), {}
        return followed

    def leave_driven(self) -> list[ActiveJob]:
        """Stop following the jobs that another process drives; returns them. The others are taken up in a moment."""
        driven = [active for active in self.followed.values() if active.polling.was_seen]
        self.followed = {nonce: active for nonce, active in self.followed.items() if active not in driven}
        return driven

    def _has_answered(self, call: PendingCall) -> bool:
        return bool(self._ledger.answers.known((call.key,))) and self.answers(call)

    def _cared_for(self, nonce: str) -> ActiveJob | None:
        return self.followed.get(nonce) or self._jobs.get(nonce)

    def _look_after(self, job: Job, target: Target) -> ActiveJob:
        active = ActiveJob(job, target.connection, target.credential, (), "taken up")
        active.polling.is_by_others = True
        self.followed[job.nonce] = active
        self._scheduler.after(0.0, lambda: self._take_up(active))
        return active

    def _take_up(self, active: ActiveJob) -> None:
        """Drive a job that an earlier process left, or wait for the process that drives it."""
        job = self._adopted(active)
        if job is not None:
            job.read_anew()
            with self._scheduler.lock:
                active.job, active.submission.recorded = job, job.batch_id is not None
                # This process has not asked the provider yet.
                active.polling.is_by_others = active.polling.was_seen = False
                self.followed.pop(job.nonce, None)
                self._jobs.begin(active)
            self._take_over(active)
            return
        stored = self._ledger.jobs.get(active.job.nonce)
        if stored is None or not stored.is_open:
            self._read_answers(active)
        elif not active.closing:
            active.polling.was_seen = True
            self._events.tell("waiting", active, "for another process that runs the same job")
            self._scheduler.after(self._seconds_to_next_look(active), lambda: self._take_up(active))

    def _seconds_to_next_look(self, active: ActiveJob) -> float:
        """Return when to look at a followed job again; many hosts that follow do not wear their database out."""
        fixed = self._settings.poll_interval
        if self._ledger.takeover_grace:
            return pause(active, fixed)
        return FIRST_POLL if fixed is None else fixed

    def _adopted(self, active: ActiveJob) -> Job | None:
        active.polling.is_under_way = True
        try:
            return self._ledger.jobs.adopt(active.job.nonce)
        finally:
            active.polling.is_under_way = False

    def _read_answers(self, active: ActiveJob) -> None:
        kept = self._ledger.jobs.kept_rows(active.job.nonce)
        with self._scheduler.lock:
            self.followed.pop(active.job.nonce, None)
            self.look()
            active.collection.kept, calls = len(kept), active.shut()
            unread = may_be_of(kept, active.job.nonce, calls)
            self._answered([call for call in calls if call.key not in unread])
            for call in calls:
                if call.key in unread and not self.answers(call):
                    call.fail(failures.unreadable(active, call))


def may_be_of(kept: Sequence[bytes], nonce: str, calls: Sequence[PendingCall]) -> set[str]:
    """Return the calls whose answers may be among results that nobody can read: these were perhaps paid for."""
    named = [{key for of, key in named_in(row) if of == nonce} for row in kept]
    return {call.key for call in calls} if set() in named else set().union(*named)
