"""Polling: look at a job until it has ended; a look that fails is repeated, and is never the job's failure."""

from __future__ import annotations

import logging

from deferred.core.errors import JobFailed
from deferred.core.job import JobState
from deferred.engine import retry_policy as policy
from deferred.engine.collect import Collector
from deferred.engine.context import JobContext
from deferred.engine.state import ActiveJob
from deferred.engine.steps import Close, Collect, LetGo, Step
from deferred.engine.submit import Submitter
from deferred.providers import PROVIDERS
from deferred.providers.base import Broken, Lost, Refused, State, Status

log = logging.getLogger("deferred")


class Poller:
    """Looks at jobs."""

    def __init__(self, context: JobContext, submitter: Submitter, collector: Collector) -> None:
        """`submitter` says when to look again, and what to do when a queue was full."""
        self._settings, self._ledger = context.settings, context.ledger
        self._clock, self._events = context.clock, context.events
        self._submitter, self._collector = submitter, collector

    def poll(self, active: ActiveJob) -> Step:
        """Look at a job once."""
        try:
            status = PROVIDERS[active.job.provider].check(active.connection, active.job)
        except (Refused, Lost) as trouble:
            return self.look_failed(active, trouble)
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:  # an answer of another shape: look again
            return self.look_failed(active, Lost(f"an answer that makes no sense: {trouble!r}"))
        active.polling.silent = False
        self._events.tell("running", active, status.words, status.done + status.failed)
        if status.state is not State.ENDED:  # what has ended is still to be read, which may be refused again
            active.polling.refused_since = None
        if status.state is State.RUNNING:
            return self._submitter.next_look(active, status.retry_after)
        if status.state is State.FAILED:
            return self._failed(active, status)
        return self._ended(active, status)

    def look_failed(self, active: ActiveJob, trouble: Refused | Lost, *, is_known: bool = False) -> Step:
        """Look again, or give up a job that is not shown any more."""
        active.polling.silent = True
        if policy.look_may_never_succeed(trouble):
            is_unknown = policy.is_gone(trouble) and not is_known
            patience = self._settings.adopt_grace if is_unknown else policy.NO_ACCESS
            if self.is_out_of_patience(active, trouble, patience):
                return self._lost_sight(active, trouble)
        log.info("deferred: looking at %s failed (%s); trying again", active.job.label, trouble)
        return self._submitter.next_look(active, trouble.retry_after if isinstance(trouble, Refused) else None)

    def is_out_of_patience(self, active: ActiveJob, trouble: Exception, patience: float) -> bool:
        """Whether looks have been refused for so long."""
        polling, now, as_gone = active.polling, self._clock.ticks(), policy.is_gone(trouble)
        if polling.refused_since is None or polling.refused_as_gone != as_gone:  # one 404 after many 403 proves nothing
            polling.refused_since, polling.refused_as_gone = now, as_gone
        return now - polling.refused_since >= patience

    def give_up(self, active: ActiveJob, why: str, *, gone: bool) -> Step:
        """Stop waiting for a job; only one that is gone is closed."""
        job = active.job
        remedy = (
            "Run the script again to send these calls anew."
            if gone
            else "It stays in the ledger: run again with the key that made it, and without what stood in the way, or "
            "with fresh=True to buy them anew."
        )
        active.given_up = not gone
        for call in active.shut():
            call.fail(JobFailed(f"{call.method} at {call.where}: job {job.label} cannot be read: {why}. {remedy}"))
        if not gone:
            return LetGo()
        job.spent = job.reserved  # nobody can tell any more what of it ran
        return Close("gone")

    def _failed(self, active: ActiveJob, status: Status) -> Step:
        if status.code == "token_limit_exceeded":
            return self._submitter.queue_is_full(active, status.refusal)
        return self._collector.failed_as_a_whole(active, status)

    def _ended(self, active: ActiveJob, status: Status) -> Step:
        job = active.job
        job.state, job.ended_at, job.outcome = JobState.ENDED, job.ended_at or self._clock.now(), status.words
        self._ledger.jobs.save(job)
        if not active.collection.reads:
            self._events.tell("ended", active, status.words, status.done + status.failed)
        return Collect(status)

    def _lost_sight(self, active: ActiveJob, trouble: Refused | Lost) -> Step:
        """Tell a job that is gone, for the account that made it, from one that we may not see."""
        gone = policy.is_gone(trouble) and active.credential == active.job.credential
        if isinstance(trouble, Broken):
            why = "no look at it comes through, and the provider is not to blame"
        else:
            why = "the provider does not know it any more" if gone else "it is not shown to the key in use"
        return self.give_up(active, f"{why} ({trouble})", gone=gone)
