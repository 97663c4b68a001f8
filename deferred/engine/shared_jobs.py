"""What other jobs have: those of earlier processes of this run are taken up, and of other programs waited for.

A call that one of them has bought, or is buying, is not sent again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from deferred.config.settings import Settings
from deferred.core.call import Target
from deferred.core.job import COLLECTED, Job
from deferred.engine.driver import FIRST_POLL
from deferred.engine.events import Kind
from deferred.engine.state import ActiveJob, PendingCall
from deferred.storage.sqlite import Ledger


class Hub(Protocol):
    """What those who look after the jobs of others need of the engine."""

    @property
    def lock(self) -> threading.Condition:
        """What guards the calls and jobs under way."""

    def after(self, seconds: float, step: Callable[[], None]) -> None:
        """Run a step later, on a thread for transfers."""

    def tell(self, kind: Kind, running: ActiveJob, words: str = "", done: int = 0) -> None:
        """Say what happened to a job."""

    def driven(self, nonce: str) -> ActiveJob | None:
        """Give a job that this process drives."""

    def drive(self, running: ActiveJob, job: Job) -> None:
        """Drive a job that was followed, for its process is gone."""

    def shut(self, running: ActiveJob) -> list[PendingCall]:
        """Let no further call join the job; gives those whose row was not read."""

    def answered_elsewhere(self, items: list[PendingCall]) -> None:
        """Go on with calls whose job another process has ended: those that it has no answer for go out."""


class SharedJobs:
    """The calls of open jobs, and the jobs that this process follows; whoever uses it holds the engine's lock."""

    def __init__(self, settings: Settings, ledger: Ledger, run: str, hub: Hub) -> None:
        """`run` is the id by which the run's jobs are known, `hub` the engine."""
        self._settings, self._ledger, self._run, self._hub = settings, ledger, run, hub
        self.followed: dict[str, ActiveJob] = {}
        self._met: set[Target] = set()
        self._known: set[str] = set()
        self._open_keys: dict[str, str] = {}
        self._rows_of_open: dict[str, list[str]] = {}

    def meet(self, target: Target) -> None:
        """On the first call to an account, take up what an earlier process of this run left there."""
        if target in self._met:
            return
        self._met.add(target)
        self._known |= {job.nonce for job in self._ledger.jobs()}
        self.look()
        account = (target.provider, target.base_url, target.credential)
        for job in self._ledger.jobs(open_only=True):
            is_cared_for = self._cared_for(job.nonce) is not None
            if job.run == self._run and (job.provider, job.base_url, job.credential) == account and not is_cared_for:
                self._look_after(job, target)

    def look(self) -> None:
        """Read anew which calls the jobs that are not collected have; a job's rows never change, so are read once."""
        jobs = self._ledger.jobs(open_only=True)
        self._ledger.read_keys()  # after the jobs: what was collected meanwhile has stored its answers
        known = self._rows_of_open
        self._rows_of_open = {job.nonce: known.get(job.nonce) or self._ledger.keys_of(job.nonce) for job in jobs}
        self._open_keys = {key: nonce for nonce, keys in self._rows_of_open.items() for key in keys}

    def have(self, item: PendingCall) -> bool:
        """Let a call take what others have of it: since the session looked, their job may have been met, or ended."""
        return self._has_answered(item) or self.attach(item)

    def attach(self, item: PendingCall) -> bool:
        """Let a call wait for the job that has it already, or take its stored answer; False when there is neither."""
        nonce = self._open_keys.get(item.key)
        if nonce is None:
            return False
        running = self._cared_for(nonce)
        if running is None or running.given_up:
            job, target = self._ledger.job(nonce), item.group.target
            is_there = job is not None and (job.provider, job.base_url) == (target.provider, target.base_url)
            if job is None or not is_there or job.state == COLLECTED:
                self._open_keys.pop(item.key, None)
                return self.answers(item)
            running = self._look_after(job, target)
        if running.closing or item.key in running.settled:
            return self.answers(item)
        running.items[item.key] = item
        return True

    def answers(self, item: PendingCall) -> bool:
        """Let a call take its stored answer; False when there is none."""
        answer = None if self._settings.fresh else self._ledger.answer(item.key)
        if answer is not None:
            item.future.settle_stored(answer)
        return answer is not None

    def have_of(self, running: ActiveJob) -> list[PendingCall]:
        """Give the calls of a job about to be planned that a job of another process has, or had since we looked."""
        strangers = {job.nonce for job in self._ledger.jobs()} - self._known
        self._known |= {running.job.nonce, *strangers}
        if strangers:
            self.look()
        # Compared even without strangers: others may have been met since these calls began to wait.
        return [item for key, item in running.items.items() if key in self._open_keys or self._has_answered(item)]

    def _has_answered(self, item: PendingCall) -> bool:
        return self._ledger.had(item.key) and self.answers(item)

    def are_at_work(self) -> bool:
        """Whether another process drives a job of this run; one that nobody drives ends for nobody who waits."""
        driven = self._ledger.claims_of_others("")
        return any(job.run == self._run and job.nonce in driven for job in self._ledger.jobs(open_only=True))

    def no_longer_open(self, job: Job) -> None:
        """Forget which calls a job had: it is collected."""
        for key in self._rows_of_open.pop(job.nonce, ()):
            self._open_keys.pop(key, None)

    def leave_all(self) -> list[ActiveJob]:
        """Follow nothing any more; gives what was followed."""
        followed, self.followed = list(self.followed.values()), {}
        return followed

    def _cared_for(self, nonce: str) -> ActiveJob | None:
        return self.followed.get(nonce) or self._hub.driven(nonce)

    def _look_after(self, job: Job, target: Target) -> ActiveJob:
        running = ActiveJob(job, target.connection, {}, "taken up", FIRST_POLL, target.credential)
        self.followed[job.nonce] = running
        self._hub.after(0.0, lambda: self._take_up(running))
        return running

    def _take_up(self, running: ActiveJob) -> None:
        """Drive a job that an earlier process left, or wait for the process that drives it."""
        nonce = running.job.nonce
        mine = self._ledger.hold(nonce)
        job = self._ledger.job(nonce)
        if job is None or job.state == COLLECTED:
            if mine:
                self._ledger.let_go(nonce)
            self._read_answers(running)
        elif mine:
            self._hub.drive(running, job)
        elif not running.closing:
            self._hub.tell("waiting", running, "for another process that runs the same job")
            seconds = self._settings.poll_interval
            self._hub.after(FIRST_POLL if seconds is None else seconds, lambda: self._take_up(running))

    def _read_answers(self, running: ActiveJob) -> None:
        with self._hub.lock:
            self.followed.pop(running.job.nonce, None)
            self._ledger.read_keys()
            self.no_longer_open(running.job)
            self._hub.answered_elsewhere(self._hub.shut(running))
