"""Submission: upload and create a planned job, and handle the provider's refusals."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from deferred.core import grouping
from deferred.core.call import Answer
from deferred.core.errors import JobFailed
from deferred.core.grouping import in_groups
from deferred.core.job import JobState, Rows
from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.context import JobContext
from deferred.engine.job_table import JobTable
from deferred.engine.state import FIRST_POLL, ActiveJob, PendingCall
from deferred.engine.steps import Close, Poll, Reconcile, Step, Submit
from deferred.providers import PROVIDERS
from deferred.providers.base import Broken, Lost, Refused
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")

_COUNTING = 8  # questions to the provider at a time
_SMALLER = "sent again, smaller"


class Submitter:
    """Sends planned jobs to the provider."""

    def __init__(self, context: JobContext, jobs: JobTable) -> None:
        """`jobs` are all jobs of this process."""
        self._settings, self._ledger, self._jobs = context.settings, context.ledger, jobs
        self._clock, self._events = context.clock, context.events

    def counts(self, active: ActiveJob, calls: list[PendingCall]) -> list[int | None]:
        """Ask the provider to count the input tokens of each call; None for a call that it does not count."""
        wanted = {call.key: call for call in calls}
        bodies = zip(active.job.keys, rows_of(self._ledger, active).bodies(), strict=True)
        found: dict[str, int | None] = {}

        def ask(pair: tuple[str, bytes]) -> None:
            key, body = pair
            call = wanted[key]
            try:
                found[key] = PROVIDERS[active.job.provider].count(active.connection, active.job, call.model, body)
            except (Refused, Lost, KeyError, TypeError, ValueError) as trouble:
                log.warning("deferred: the provider did not count the input of %s (%s)", call.where, trouble)

        with ThreadPoolExecutor(_COUNTING, thread_name_prefix="deferred-count") as pool:
            for some in in_groups((pair for pair in bodies if pair[0] in wanted), 10 * _COUNTING):  # few in memory
                list(pool.map(ask, some))
        return [found.get(call.key) for call in calls]

    def submit(self, active: ActiveJob) -> Step:
        """Upload and create a planned job."""
        if active.cancelled:
            active.collection.late += active.shut()
            return Close("cancelled")
        job = active.job
        try:
            if job.state == JobState.PLANNED:
                job.file_id = PROVIDERS[job.provider].upload(active.connection, job, rows_of(self._ledger, active))
                job.state = JobState.UPLOADED
                self._ledger.jobs.save(job)
        except (Refused, Lost, KeyError) as trouble:  # KeyError: an answer without an id counts as no answer
            return self._not_accepted(active, trouble)
        return self._create(active)

    def _create(self, active: ActiveJob) -> Step:
        """Create the job; its outcome is unknown from the write of `attempted_at` to the write of `batch_id`."""
        job, provider = active.job, PROVIDERS[active.job.provider]
        if not provider.recognisable and not self._ledger.claims.hold(turn_of(active)):
            # Batches without a name are created one at a time, so that each can be identified.
            return Submit(self._pause(active, at_most=policy.TURN))
        job.attempted_at, active.reconciliation.doubted_at = self._clock.now(), self._clock.ticks()
        self._ledger.jobs.attempt(job)
        try:
            batch_id = provider.create(active.connection, job, rows_of(self._ledger, active))
        except Refused as refusal:
            if policy.may_have_created(refusal):
                return self._doubt(active, refusal)
            return self.not_created(active, refusal)
        except (Lost, KeyError) as trouble:
            if isinstance(trouble, Lost) and not trouble.sent:
                return self.not_created(active, trouble)
            return self._doubt(active, trouble)
        return self.accepted(active, batch_id)

    def accepted(self, active: ActiveJob, batch_id: str) -> Step:
        """Record the provider's id of an accepted job."""
        job, submission = active.job, active.submission
        job.state, job.submitted_at = JobState.SUBMITTED, self._clock.now()
        self._ledger.jobs.record(job, batch_id)
        submission.recorded, submission.untaken_since, submission.refusals.refused = True, None, -1
        end_turn(self._ledger, active)
        active.polling.interval = FIRST_POLL
        self._events.tell("submitted", active)
        return self.next_look(active)

    def next_look(self, active: ActiveJob, asked: float | None = None) -> Step:
        """Return the next poll of a job."""
        seconds = self._pause(active, asked)
        active.progress.next_look = self._clock.now() + seconds
        return Poll(seconds)

    def not_created(self, active: ActiveJob, trouble: Exception) -> Step:
        """Record that nothing was created."""
        self._ledger.jobs.unattempt(active.job)
        end_turn(self._ledger, active)
        return self._not_accepted(active, trouble)

    def _doubt(self, active: ActiveJob, trouble: Exception) -> Step:
        """Handle a create whose outcome is unknown: search for the job at the provider before it is sent again."""
        log.warning("deferred: no answer to the creation of %s (%s); looking for it", active.job.label, trouble)
        self._events.tell("waiting", active, "looking for the job at the provider")
        active.reconciliation.looks, active.reconciliation.doubt = 0, trouble
        return Reconcile(min(1.0, self._settings.adopt_grace))

    def _not_accepted(self, active: ActiveJob, trouble: Exception) -> Step:
        """Handle a refused create: wait and try again, send less, find the bad row, or fail every call."""
        if isinstance(trouble, Refused) and policy.is_full(trouble):
            return self.queue_is_full(active, Answer(trouble.status, trouble.body), trouble.retry_after)
        active.submission.tries += 1
        active.polling.silent = isinstance(trouble, Lost)
        if isinstance(trouble, Broken) and self._never_mends(active, trouble):
            return _cannot_be_sent(active, trouble)
        if not isinstance(trouble, Refused) or policy.is_crowded(trouble) or policy.passes_by_waiting(trouble, active):
            if self._was_long_enough(active, trouble):
                return _tell_that_none_was_sent(active, trouble)
            return self._wait_for_capacity(active, trouble)
        return _refused(active, trouble)

    def _never_mends(self, active: ActiveJob, trouble: Broken) -> bool:
        active.submission.broken += 1
        return trouble.lasting or active.submission.broken >= policy.BROKEN_AT_MOST

    def _was_long_enough(self, active: ActiveJob, trouble: Exception) -> bool:
        """Whether a job has been refused for so long that its calls fail; full queues have their own rules."""
        submission = active.submission
        if policy.is_crowded(trouble):
            submission.untaken_since = None
            return False
        if submission.untaken_since is None:
            submission.untaken_since = self._clock.ticks()
            log.warning("deferred: the provider does not accept %s (%s); trying for an hour", active.job.label, trouble)
        return self._clock.ticks() - submission.untaken_since >= policy.LONGEST_TRY

    def _wait_for_capacity(self, active: ActiveJob, trouble: Exception) -> Step:
        asked = trouble.retry_after if isinstance(trouble, Refused) else None
        words = "the provider asks to wait" if isinstance(trouble, Refused) else "to try again"
        self._events.tell("waiting", active, f"{words}: {trouble}")
        if isinstance(trouble, Refused) and policy.is_crowded(trouble):
            if self._jobs.has_others_in_queue(active):  # these jobs may be what fills the queue
                active.submission.tries = 0
            elif active.submission.tries >= policy.SMALLER_AFTER and active.job.count > 1:
                return Close(_SMALLER, grouping.halves(active.unanswered), self._pause(active, asked))
            elif active.submission.tries >= policy.ALONE_AT_MOST:
                return _refuse_all(active, Answer(trouble.status, trouble.body))
        return Submit(self._pause(active, asked))

    def queue_is_full(self, active: ActiveJob, answer: Answer | None, asked: float | None = None) -> Step:
        """Send a job again after a full queue: unchanged while jobs of this process fill it, else in smaller parts."""
        active.submission.untaken_since = None
        self._events.tell("waiting", active, "the provider's queue of tokens is full")
        calls = active.unanswered
        if self._jobs.has_others_in_queue(active):  # when one of them ends, this one is next
            active.submission.tries = 0
            self._jobs.turned_away(active, self._clock.ticks() + policy.LONGEST_WISH)
            return Close("sent again", [calls])
        active.submission.tries += 1
        if len(calls) == 1 and active.submission.tries >= policy.ALONE_AT_MOST and answer is not None:
            return _refuse_all(active, answer)
        self._jobs.turned_away(active, self._clock.ticks() + self._pause(active, asked))
        return Close(_SMALLER, grouping.halves(calls) if len(calls) > 1 else [calls])

    def _pause(self, active: ActiveJob, asked: float | None = None, at_most: float = policy.LONGEST_POLL) -> float:
        return policy.pause(active, self._settings.poll_interval, asked, at_most)


def turn_of(active: ActiveJob) -> str:
    """Return the name of the claim under which one create at a time runs for an account."""
    return f"create-{active.job.provider}-{active.job.credential}"


def end_turn(ledger: Ledger, active: ActiveJob) -> None:
    """Release the claim, so that the next create of the account may run."""
    if not PROVIDERS[active.job.provider].recognisable:
        ledger.claims.release(turn_of(active))


def rows_of(ledger: Ledger, active: ActiveJob) -> Rows:
    """Yield the rows of a job, in its order: after a restart its calls attach in any order."""

    def bodies() -> Iterator[bytes]:
        for key, stored in zip(active.job.keys, ledger.bodies.of_job(active.job), strict=True):
            call = active.calls.get(key)
            yield call.body if call is not None and isinstance(call.body, bytes) else stored

    return Rows(active.job, bodies)


def _refused(active: ActiveJob, refusal: Refused) -> Step:
    """Find the bad row of a refused job by halving it; fail every call once no part is accepted."""
    refusals = active.submission.refusals
    may_be_one_row = refusal.status in {400, 413, 422}
    if may_be_one_row and active.job.count > 1 and refusals.refused < policy.SPOILED:
        return Close("split", grouping.halves(list(active.calls.values())))
    refusals.add(1)
    return _refuse_all(active, Answer(refusal.status, refusal.body, refusal.headers.get("request-id")))


def _refuse_all(active: ActiveJob, answer: Answer) -> Step:
    for call in active.shut():
        call.settle(answer)
    return Close("refused")


def _tell_that_none_was_sent(active: ActiveJob, trouble: Exception) -> Step:
    for call in active.shut():
        call.fail(failures.not_taken(call, trouble))
    return Close("never sent")


def _cannot_be_sent(active: ActiveJob, trouble: Broken) -> Step:
    """Fail the calls of a job that the user's own code prevents, and no others."""
    for call in active.shut():
        error = JobFailed(
            f"{call.method} at {call.where}: its job could not be sent: {trouble}. Nothing was bought. This is not "
            "deferred's own fault, nor the provider's: correct the client's set-up, and run the script again."
        )
        error.__cause__ = trouble.__cause__
        call.fail(error)
    return Close("never sent")
