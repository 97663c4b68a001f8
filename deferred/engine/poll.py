"""Polling: ask for a job's status until it has ended. A failed poll is repeated, and never fails the job."""

from __future__ import annotations

import logging

from deferred.core import remedies
from deferred.core.errors import JobFailed
from deferred.core.job import Job, JobState
from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.collect import Collector
from deferred.engine.context import JobContext
from deferred.engine.reservations import most_spent
from deferred.engine.state import ActiveJob
from deferred.engine.steps import Close, Collect, LetGo, Step
from deferred.engine.submit import Submitter
from deferred.providers import adapter_of
from deferred.providers.base import Broken, Lost, Refused, State, Status, Unexpected
from deferred.providers.refusals import At, Then, rule_of_job

log = logging.getLogger("deferred")

_STALLED = 60.0  # seconds without any change, after which finished rows are read


class Poller:
    """Polls jobs."""

    def __init__(self, context: JobContext, submitter: Submitter, collector: Collector) -> None:
        """`submitter` returns the next poll, and handles a full queue."""
        self._settings, self._ledger = context.settings, context.ledger
        self._clock, self._events, self._reporting = context.clock, context.events, context.reporting
        self._submitter, self._collector = submitter, collector

    def poll(self, active: ActiveJob) -> Step:
        """Poll a job once."""
        active.polling.is_under_way = True
        try:
            return self._poll(active)
        finally:
            active.polling.is_under_way, active.polling.was_seen = False, True

    def _poll(self, active: ActiveJob) -> Step:
        try:
            status = adapter_of(active.job).check(active.connection, active.job)
        except (Refused, Lost) as trouble:
            return self.look_failed(active, trouble)
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:  # an answer of another shape: poll again
            return self.look_failed(active, Unexpected(f"an unexpected answer of the provider: {trouble!r}"))
        active.polling.silent = False
        if not active.progress.has_ended:  # else it is polled only because rows, or result files, are missing
            self._events.tell("running", active, status.words, status.done + status.failed)
            self._note_progress(active.job, status.done + status.failed)
        if status.state is not State.ENDED:  # if it has ended, reading it may be refused again
            active.polling.refused_since = None
        unchanged = self._unchanged_for(active, status)
        if status.state is State.RUNNING or (status.state is State.ENDED and unchanged < status.settles):
            self._take_finished(active, status, unchanged)
            return self._submitter.next_look(active, status.retry_after)
        if status.state is State.FAILED:
            return self._failed(active, status)
        return self._ended(active, status)

    def look_failed(self, active: ActiveJob, trouble: Refused | Lost, *, is_known: bool = False) -> Step:
        """Poll again after a failed poll, or give up a job that the provider no longer shows."""
        active.polling.silent = True
        at = At.RESULTS if is_known else At.POLL
        patience = policy.patience(active, at, trouble, self._settings.adopt_grace)
        if patience is not None and self.is_out_of_patience(active, trouble, patience):
            return self._lost_sight(active, trouble)
        log.info("deferred: polling %s failed (%s); trying again", active.job.label, trouble)
        return self._submitter.next_look(active, trouble.retry_after if isinstance(trouble, Refused) else None)

    def is_out_of_patience(self, active: ActiveJob, trouble: Exception, patience: float) -> bool:
        """Whether polls have been refused for too long."""
        polling, now, as_gone = active.polling, self._clock.ticks(), policy.is_gone(trouble)
        if polling.refused_since is None or polling.refused_as_gone != as_gone:  # one 404 after many 403 proves nothing
            polling.refused_since, polling.refused_as_gone = now, as_gone
        return now - polling.refused_since >= patience

    def give_up(self, active: ActiveJob, why: str, *, gone: bool) -> Step:
        """Stop waiting for a job; it is closed only if the provider no longer has it."""
        job = active.job
        remedy = (
            failures.send_lost()
            if gone and not adapter_of(job).lists
            else "Run the script again to send these calls anew."
            if gone
            else "It stays in the ledger: remove the cause and run again with the key that made it, or "
            f"run it with {remedies.setting('fresh', True)} to buy the calls anew."
        )
        active.given_up = not gone
        for call in active.shut():
            call.fail(JobFailed(f"{call.method} at {call.where}: job {job.label} cannot be read: {why}. {remedy}"))
        if not gone:
            return LetGo()
        job.spent = job.reserved  # it is unknown how much of it ran
        is_listed = adapter_of(job).lists
        if not is_listed:
            job.spent = str(most_spent(self._ledger, job, self._settings))
        return Close("gone", lost=not is_listed)

    def _note_progress(self, job: Job, done: int) -> None:
        """Record how far a job is, for those who look at it from elsewhere."""
        if job.done != done:
            job.done = done
            self._ledger.jobs.save(job)

    def _failed(self, active: ActiveJob, status: Status) -> Step:
        if rule_of_job(active.job.provider, status.code, status.gone_wrong).then is Then.QUEUE:
            return self._submitter.queue_is_full(active, status.refusal)
        return self._collector.failed_as_a_whole(active, status)

    def _unchanged_for(self, active: ActiveJob, status: Status) -> float:
        """Return for how many seconds the provider has told the same."""
        polling, now, seen = active.polling, self._clock.ticks(), (status.words, status.done, status.failed)
        if polling.seen != seen:
            polling.seen, polling.seen_since = seen, now
        return now - polling.seen_since

    def _take_finished(self, active: ActiveJob, status: Status, unchanged: float) -> None:
        """Take the rows that can be read already, if the others may never end."""
        has_new = status.done + status.failed > len(active.collection.settled)
        if status.results and has_new and (active.cancelled or unchanged >= _STALLED):
            self._collector.take_finished(active, status)

    def _ended(self, active: ActiveJob, status: Status) -> Step:
        job = active.job
        if active.polling.interval > policy.LONGEST_POLL and not active.polling.was_reported:
            self._reporting.has_missed(job)
        job.state, job.ended_at, job.outcome = JobState.ENDED, job.ended_at or self._clock.now(), status.words
        self._ledger.jobs.save(job)
        active.collection.places = status.results
        if not active.progress.has_ended:
            self._events.tell("ended", active, status.words, status.done + status.failed)
        return Collect(status)

    def _lost_sight(self, active: ActiveJob, trouble: Refused | Lost) -> Step:
        """Tell a job that the provider no longer has from one that this key may not see."""
        gone = policy.is_gone(trouble) and active.credential == active.job.credential
        if isinstance(trouble, Broken):
            why = "every request for its status failed on this side"
        elif isinstance(trouble, Unexpected):
            why = "what answers at its address does not answer as a batch API does"
        else:
            why = (
                "the provider does not know it any more" if gone else "the provider does not show it to the key in use"
            )
        return self.give_up(active, f"{why} ({trouble})", gone=gone)
