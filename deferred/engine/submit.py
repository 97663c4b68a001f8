"""Submission: upload and create a planned job, and handle the provider's refusals."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from deferred.core import grouping
from deferred.core.call import Answer
from deferred.core.errors import ClaimLost
from deferred.core.grouping import in_groups
from deferred.core.job import JobState, Rows
from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.context import JobContext
from deferred.engine.fence import fenced
from deferred.engine.job_table import JobTable
from deferred.engine.state import FIRST_POLL, ActiveJob, PendingCall
from deferred.engine.steps import ROUTE_REFUSED, Close, Poll, Reconcile, Step, Submit
from deferred.providers import adapter_of, refusals
from deferred.providers.base import Broken, Lost, Refused, Unexpected
from deferred.providers.refusals import At, Rule, Then, rule_of
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")

_COUNTING = 8  # questions to the provider at a time
_SMALLER = "sent again, smaller"


class Submitter:
    """Sends planned jobs to the provider."""

    def __init__(self, context: JobContext, jobs: JobTable) -> None:
        """`jobs` are all jobs of this process."""
        self._settings, self._ledger, self._jobs = context.settings, context.ledger, jobs
        self._clock, self._events, self._reporting = context.clock, context.events, context.reporting

    def counts(self, active: ActiveJob, calls: list[PendingCall]) -> list[int | None]:
        """Ask the provider to count the input tokens of each call; None for a call that it does not count."""
        wanted = {call.key: call for call in calls}
        bodies = zip(active.job.keys, rows_of(self._ledger, active).bodies(), strict=True)
        found: dict[str, int | None] = {}

        def ask(pair: tuple[str, bytes]) -> None:
            key, body = pair
            call = wanted[key]
            try:
                found[key] = adapter_of(active.job).count(active.connection, active.job, call.model, body)
            except (Refused, Lost, KeyError, TypeError, ValueError) as trouble:
                log.warning("deferred: the provider did not count the input of %s (%s)", call.where, trouble)

        with ThreadPoolExecutor(_COUNTING, thread_name_prefix="deferred-count") as pool:
            for some in in_groups((pair for pair in bodies if pair[0] in wanted), 10 * _COUNTING):  # few in memory
                try:
                    list(pool.map(ask, some))
                except RuntimeError:  # the system gives no thread now: this one asks
                    list(map(ask, some))
        return [found.get(call.key) for call in calls]

    def submit(self, active: ActiveJob) -> Step:
        """Upload and create a planned job."""
        if active.cancelled:
            active.collection.late += active.shut()
            return Close("cancelled")
        job = active.job
        try:
            if job.state == JobState.PLANNED:
                job.file_id = adapter_of(job).upload(active.connection, job, rows_of(self._ledger, active))
                job.state = JobState.UPLOADED
                self._ledger.jobs.save(job)
        except (Refused, Lost, KeyError) as trouble:  # KeyError: an answer without an id counts as no answer
            return self._not_accepted(active, At.UPLOAD, trouble)
        return self._create(active)

    def _create(self, active: ActiveJob) -> Step:
        """Create the job; its outcome is unknown from the write of `attempted_at` to the write of `batch_id`."""
        job, provider = active.job, adapter_of(active.job)
        if not provider.recognisable and not self._ledger.claims.hold(turn_of(active)):
            # Batches without a name are created one at a time, so that each can be identified.
            return Submit(self._pause(active, at_most=policy.TURN))
        job.attempted_at, active.reconciliation.doubted_at = self._clock.now(), self._clock.ticks()
        self._ledger.jobs.attempt(job)
        try:
            connection = fenced(active.connection, self._ledger, job)
            batch_id = provider.create(connection, job, rows_of(self._ledger, active))
        except ClaimLost as lost:
            return self._broken_off(active, lost)
        except Refused as refusal:
            ran_nothing = not provider.lists and refusal.status in refusals.RAN_NOTHING
            if rule_of(At.CREATE, job.provider, refusal, job.file_id).then is Then.LOOK and not ran_nothing:
                return self._doubt(active, refusal)
            return self.not_created(active, refusal)
        except (Lost, KeyError) as trouble:
            if isinstance(trouble, Lost) and not trouble.sent:
                return self.not_created(active, trouble)
            return self._doubt(active, trouble)
        return self.accepted(active, batch_id)

    def _broken_off(self, active: ActiveJob, lost: ClaimLost) -> Step:
        """Try again after a create that was not sent to its end; if another process has the job by now, it is lost."""
        log.warning("deferred: %s; trying again", lost)
        self._ledger.jobs.unattempt(active.job)
        end_turn(self._ledger, active)
        return Submit(self._pause(active, at_most=policy.TURN))

    def accepted(self, active: ActiveJob, batch_id: str) -> Step:
        """Record the provider's id of an accepted job."""
        job, submission = active.job, active.submission
        job.state, job.submitted_at = JobState.SUBMITTED, self._clock.now()
        self._ledger.jobs.record(job, batch_id)
        submission.recorded, submission.untaken_since, submission.refusals.refused = True, None, -1
        end_turn(self._ledger, active)
        active.polling.interval, active.polling.was_seen = FIRST_POLL, True
        self._events.tell("submitted", active)
        return self.next_look(active)

    def next_look(self, active: ActiveJob, asked: float | None = None) -> Step:
        """Return the next poll of a job."""
        seconds = self._pause(active, asked, self._reporting.longest_poll(active.job))
        active.progress.next_look = self._clock.now() + seconds
        return Poll(seconds)

    def not_created(self, active: ActiveJob, trouble: Exception) -> Step:
        """Record that nothing was created."""
        self._ledger.jobs.unattempt(active.job)
        end_turn(self._ledger, active)
        return self._not_accepted(active, At.CREATE, trouble)

    def _doubt(self, active: ActiveJob, trouble: Exception) -> Step:
        """Handle a create whose outcome is unknown: search for the job at the provider before it is sent again."""
        log.warning("deferred: no answer to the creation of %s (%s); looking for it", active.job.label, trouble)
        self._events.tell("waiting", active, "looking for the job at the provider")
        active.reconciliation.looks, active.reconciliation.doubt = 0, trouble
        return Reconcile(min(1.0, self._settings.adopt_grace))

    def _not_accepted(self, active: ActiveJob, at: At, trouble: Exception) -> Step:
        """Handle a job that was not accepted: wait and try again, send less, find the bad row, or fail every call."""
        if isinstance(trouble, Refused):
            return self._refused(active, trouble, rule_of(at, active.job.provider, trouble, active.job.file_id))
        active.submission.tries += 1
        active.polling.silent = True
        if isinstance(trouble, Broken | Unexpected) and self._never_mends(active, trouble):
            return _cannot_be_sent(active, trouble)
        return self._try_again(active, trouble, refusals.LONGEST_TRY)

    def _refused(self, active: ActiveJob, refusal: Refused, rule: Rule) -> Step:
        if any(call.lacks_route(refusal.status, refusal.body) for call in active.calls.values()):
            return Close(ROUTE_REFUSED, [active.shut()])  # another one is found for its calls
        if rule.then is Then.QUEUE:
            return self.queue_is_full(active, Answer(refusal.status, refusal.body), refusal.retry_after)
        active.submission.tries += 1
        active.polling.silent = False
        tries = active.submission.tries
        if rule.then is Then.SLOWER and active.job.route:  # one call cannot be made smaller
            return self._try_again(active, refusal, refusals.LONGEST_TRY)
        if rule.then is Then.SLOWER:
            return self._go_slower(active, refusal, rule)
        if rule.then in {Then.AGAIN, Then.LOOK} and rule.allows(tries):
            return self._try_again(active, refusal, rule.seconds)
        if rule.then is Then.HALVES and active.job.count > 1 and rule.allows(active.submission.refusals.refused):
            return Close("split", grouping.halves(list(active.calls.values())))
        active.submission.refusals.add(1)
        if words := failures.other_api(active.job, refusal):
            log.warning("deferred: %s", words)
        return _refuse_all(active, Answer(refusal.status, refusal.body, refusal.headers.get("request-id")))

    def _never_mends(self, active: ActiveJob, trouble: Broken | Unexpected) -> bool:
        active.submission.broken += 1
        return (isinstance(trouble, Broken) and trouble.lasting) or active.submission.broken >= policy.BROKEN_AT_MOST

    def _try_again(self, active: ActiveJob, trouble: Exception, seconds: float | None) -> Step:
        """Try again after a pause, until the provider has accepted nothing for so many seconds."""
        submission, now = active.submission, self._clock.ticks()
        if submission.untaken_since is None:
            submission.untaken_since = now
            log.warning("deferred: the provider does not accept %s (%s); trying again", active.job.label, trouble)
        if seconds is not None and now - submission.untaken_since >= seconds:
            return _tell_that_none_was_sent(active, trouble)
        words = "the provider asks to wait" if isinstance(trouble, Refused) else "to try again"
        self._events.tell("waiting", active, f"{words}: {trouble}")
        return Submit(self._pause(active, trouble.retry_after if isinstance(trouble, Refused) else None))

    def _go_slower(self, active: ActiveJob, refusal: Refused, rule: Rule) -> Step:
        """Wait for capacity; without other jobs of this process at the provider, send smaller parts after some time."""
        submission, asked = active.submission, refusal.retry_after
        submission.untaken_since = None
        self._events.tell("waiting", active, f"the provider asks to wait: {refusal}")
        if self._jobs.has_others_in_queue(active):  # these jobs may be what fills the queue
            submission.tries = 0
        elif submission.tries >= policy.SMALLER_AFTER and active.job.count > 1:
            return Close(_SMALLER, grouping.halves(active.unanswered), self._pause(active, asked))
        elif not rule.allows(submission.tries):
            return _refuse_all(active, Answer(refusal.status, refusal.body))
        return Submit(self._pause(active, asked))

    def queue_is_full(self, active: ActiveJob, answer: Answer | None, asked: float | None = None) -> Step:
        """Send a job again after a full queue: unchanged while jobs of this process fill it, else in smaller parts."""
        active.submission.untaken_since = None
        self._events.tell("waiting", active, "the provider's queue of tokens is full")
        calls = active.unanswered
        if self._jobs.waits_for_others(active, self._clock.ticks() + policy.LONGEST_WISH):  # one that ends lets it go
            active.submission.tries = 0
            return Close("sent again", [calls])
        active.submission.tries += 1
        if len(calls) == 1 and active.submission.tries >= refusals.ALONE_AT_MOST and answer is not None:
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
    if not adapter_of(active.job).recognisable:
        ledger.claims.release(turn_of(active))


def rows_of(ledger: Ledger, active: ActiveJob) -> Rows:
    """Yield the rows of a job, in its order: after a restart its calls attach in any order."""

    def bodies() -> Iterator[bytes]:
        for key, stored in zip(active.job.keys, ledger.bodies.of_job(active.job), strict=True):
            call = active.calls.get(key)
            yield call.body if call is not None and isinstance(call.body, bytes) else stored

    return Rows(active.job, bodies)


def _refuse_all(active: ActiveJob, answer: Answer) -> Step:
    for call in active.shut():
        call.settle(answer)
    return Close("refused")


def _tell_that_none_was_sent(active: ActiveJob, trouble: Exception) -> Step:
    for call in active.shut():
        call.fail(failures.not_taken(call, trouble))
    return Close("never sent")


def _cannot_be_sent(active: ActiveJob, trouble: Broken | Unexpected) -> Step:
    """Fail the calls of a job that the user's own code, or what answers at the address, prevents, and no others."""
    for call in active.shut():
        call.fail(failures.cannot_be_sent(call, trouble, active.job.base_url))
    return Close("never sent")
