"""Drives one job along the write-ahead protocol: upload, create, look for it, poll, collect, close.

What is done about a failure is decided here, for all providers alike; adapters only speak their API. Every step is run
by the engine, on a thread for transfers, one at a time for each job.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Answer
from deferred.core.errors import JobFailed
from deferred.core.grouping import in_groups
from deferred.core.job import ENDED, PLANNED, SUBMITTED, UPLOADED, Rows
from deferred.engine import failures
from deferred.engine.collect import Collector, file_not_there
from deferred.engine.state import ActiveJob, Office, PendingCall
from deferred.providers import PROVIDERS
from deferred.providers.base import Broken, Distrusted, Lost, Refused, State, Status
from deferred.storage.sqlite import Ledger

log = logging.getLogger("deferred")

FIRST_POLL = 2.0
_LONGEST_POLL, _POLL_GROWTH = 60.0, 1.5
_LONGEST_WISH = 600.0  # of a Retry-After: a longer one is more likely a mistake than a wish
_LONGEST_CANCEL = 900.0  # seconds that a provider may take over a cancellation; OpenAI says ten minutes
_READS = 6  # of results that hold fewer rows than the provider counts, before the others are given up as missing
_A_DAY = 86_400.0  # seconds
_NO_ACCESS = 600.0  # seconds of looks that are refused, or break on this side, before waiting for a job is given up
_LONGER_LOOKS = (1, 10, 40)  # times `adopt_grace`: for a first creation without an answer, a second and a third
_LONGEST_TRY = 3600.0  # seconds in which a job is not taken, after which those who wait are told
_BROKEN_AT_MOST = 4  # tries to send what a key function, a hook or a transport of the user's prevents
_SPOILED = 32  # rows refused one by one, with none accepted, after which the rest of the job is refused with them
_SMALLER_AFTER = 3  # refusals for want of room, after which a job goes out in halves
_ALONE_AT_MOST = 20  # such refusals of a single call, with no other job at the provider, after which it is refused
_COUNTING = 8  # questions to the provider at a time
_SMALLER = "sent again, smaller"


class Driver:
    """Takes jobs from plan to answers."""

    def __init__(self, settings: Settings, ledger: Ledger, office: Office) -> None:
        """`office` is the engine, for time, threads and the calls that go out again."""
        self._settings, self._ledger, self._office = settings, ledger, office
        self._collector = Collector(ledger, office)
        self.close = self._collector.close  # the engine closes what was never created

    # -- before anything is sent -----------------------------------------------------------------------------------

    def counts(self, running: ActiveJob, items: list[PendingCall]) -> list[int | None]:
        """Ask the provider how many tokens each call's input has; None where it does not say."""
        wanted = {item.key: item for item in items}
        bodies = zip(running.job.keys, self._rows(running).bodies(), strict=True)
        found: dict[str, int | None] = {}

        def ask(pair: tuple[str, bytes]) -> None:
            key, body = pair
            item = wanted[key]
            try:
                found[key] = PROVIDERS[running.job.provider].count(running.connection, running.job, item.model, body)
            except (Refused, Lost, KeyError, TypeError, ValueError) as trouble:
                log.warning("deferred: the provider does not count the input of %s (%s)", item.where, trouble)

        with ThreadPoolExecutor(_COUNTING, thread_name_prefix="deferred-count") as pool:
            for some in in_groups((pair for pair in bodies if pair[0] in wanted), 10 * _COUNTING):  # few in memory
                list(pool.map(ask, some))
        return [found.get(item.key) for item in items]

    # -- to the provider -------------------------------------------------------------------------------------------

    def send(self, running: ActiveJob) -> None:
        """Upload and create a planned job."""
        if running.cancelling:
            self._never_sent(running)
            return
        job = running.job
        try:
            if job.state == PLANNED:
                job.file_id = PROVIDERS[job.provider].upload(running.connection, job, self._rows(running))
                job.state = UPLOADED
                self._ledger.save(job)
        except (Refused, Lost, KeyError) as trouble:  # KeyError: an answer without an id is no answer
            self._not_accepted(running, trouble)
            return
        self._create(running)

    def _create(self, running: ActiveJob) -> None:
        """Create the job; from `attempted_at` on disk to `batch_id` on disk its outcome is unknown."""
        job, provider = running.job, PROVIDERS[running.job.provider]
        turn = None if provider.recognisable else f"create-{job.provider}-{job.credential}"
        if turn is not None and not self._ledger.hold(turn):
            # Batches that carry no name are told apart by being created one at a time.
            self._office.after(self._pause(running, at_most=0.2), lambda: self.send(running))
            return
        job.attempted_at, running.doubted_at = self._office.now(), self._office.ticks()
        self._ledger.save(job)
        try:
            job.batch_id = provider.create(running.connection, job, self._rows(running))
        except Refused as refusal:
            if refusal.status >= 500 or refusal.status in {408, 409}:  # noqa: PLR2004 - may have been acted on
                self._doubt(running, refusal)
            else:
                self._not_created(running, refusal)
        except (Lost, KeyError) as trouble:
            if isinstance(trouble, Lost) and not trouble.sent:
                self._not_created(running, trouble)
            else:
                self._doubt(running, trouble)
        else:
            self._accepted(running)

    def _not_created(self, running: ActiveJob, trouble: Exception) -> None:
        running.job.attempted_at = None
        self._ledger.save(running.job)
        self._let_go_of_turn(running)
        self._not_accepted(running, trouble)

    def _accepted(self, running: ActiveJob) -> None:
        job = running.job
        job.state, job.submitted_at = SUBMITTED, self._office.now()
        self._ledger.save(job)
        running.recorded, running.untaken_since = True, None
        self._let_go_of_turn(running)
        running.blame.refused = -1
        running.interval = FIRST_POLL
        self._office.tell("submitted", running)
        if running.cancelling:
            self.send_cancel(running)
        self._poll_later(running)

    def _let_go_of_turn(self, running: ActiveJob) -> None:
        job = running.job
        if not PROVIDERS[job.provider].recognisable:
            self._ledger.let_go(f"create-{job.provider}-{job.credential}")

    def _not_accepted(self, running: ActiveJob, trouble: Exception) -> None:
        """Nothing was created: wait and try again, send less, find the row that spoils it, or tell every call."""
        if isinstance(trouble, Refused) and _is_full(trouble):
            self._queue_is_full(running, Answer(trouble.status, trouble.body), trouble.retry_after)
            return
        running.tries += 1
        running.silent = isinstance(trouble, Lost)
        if isinstance(trouble, Broken):
            running.broken += 1
            if trouble.lasting or running.broken >= _BROKEN_AT_MOST:
                self._cannot_be_sent(running, trouble)
                return
        if not isinstance(trouble, Refused) or _is_crowded(trouble) or _may_pass(trouble, running):
            if self._was_long_enough(running, trouble):
                self._tell_that_none_was_sent(running, trouble)
            else:
                self._wait_for_room(running, trouble)
            return
        blame = running.blame
        if trouble.status in {400, 413, 422} and running.job.count > 1 and blame.refused < _SPOILED:
            self.close(running, "split", grouping.halves(list(running.items.values())))
            return
        blame.add(1)
        self._refuse_all(running, Answer(trouble.status, trouble.body, trouble.headers.get("request-id")))

    def _was_long_enough(self, running: ActiveJob, trouble: Exception) -> bool:
        """Whether a job has been tried for so long that those who wait should know; crowds have rules of their own."""
        if isinstance(trouble, Refused) and _is_crowded(trouble):
            running.untaken_since = None
            return False
        if running.untaken_since is None:
            running.untaken_since = self._office.ticks()
            log.warning("deferred: %s is not taken (%s); trying for an hour", running.job.label, trouble)
        return self._office.ticks() - running.untaken_since >= _LONGEST_TRY

    def _tell_that_none_was_sent(self, running: ActiveJob, trouble: Exception) -> None:
        for item in self._office.shut(running):
            item.future.fail(failures.not_taken(item, trouble))
        self.close(running, "never sent")

    def _wait_for_room(self, running: ActiveJob, trouble: Exception) -> None:
        asked = trouble.retry_after if isinstance(trouble, Refused) else None
        words = "the provider asks to wait" if isinstance(trouble, Refused) else "to try again"
        self._office.tell("waiting", running, f"{words}: {trouble}")
        if isinstance(trouble, Refused) and _is_crowded(trouble):
            if self._office.others_running(running):  # it may be these that there is no room beside
                running.tries = 0
            elif running.tries >= _SMALLER_AFTER and running.job.count > 1:
                halves = grouping.halves(running.unanswered)
                self._office.after(self._pause(running, asked), lambda: self.close(running, _SMALLER, halves))
                return
            elif running.tries >= _ALONE_AT_MOST:
                self._refuse_all(running, Answer(trouble.status, trouble.body))
                return
        self._office.after(self._pause(running, asked), lambda: self.send(running))

    def _queue_is_full(self, running: ActiveJob, answer: Answer | None, asked: float | None = None) -> None:
        """Go again: while jobs of ours fill the queue, as it was; else smaller, down to one call that never fits."""
        running.untaken_since = None
        self._office.tell("waiting", running, "the provider's queue of tokens is full")
        items = running.unanswered
        if self._office.others_running(running):  # when one of them ends, this one is next
            running.tries = 0
            self._office.turned_away(running, _LONGEST_WISH)
            self.close(running, "sent again", [items])
            return
        running.tries += 1
        if len(items) == 1 and running.tries >= _ALONE_AT_MOST and answer is not None:
            self._refuse_all(running, answer)
            return
        self._office.turned_away(running, self._pause(running, asked))
        self.close(running, _SMALLER, grouping.halves(items) if len(items) > 1 else [items])

    def _refuse_all(self, running: ActiveJob, answer: Answer) -> None:
        for item in self._office.shut(running):
            item.future.settle(answer)
        self.close(running, "refused")

    def _cannot_be_sent(self, running: ActiveJob, trouble: Broken) -> None:
        """Tell every call of the job, and no other one, what of the user's stands in its way."""
        for item in self._office.shut(running):
            error = JobFailed(
                f"{item.method} at {item.where}: its job could not be sent: {trouble}. Nothing was bought. This is not "
                "deferred's own fault, nor the provider's: mend it where the client is made, and run the script again."
            )
            error.__cause__ = trouble.__cause__
            item.future.fail(error)
        self.close(running, "never sent")

    def _never_sent(self, running: ActiveJob) -> None:
        for item in self._office.shut(running):
            self._office.give_up(item, failures.cancelled(running, item))
        self.close(running, "cancelled")

    # -- when a create was not answered ----------------------------------------------------------------------------

    def _doubt(self, running: ActiveJob, trouble: Exception) -> None:
        """The create may have been acted on: look for the job at the provider before anything is sent again."""
        log.warning("deferred: no answer to the creation of %s (%s); looking for it", running.job.label, trouble)
        self._office.tell("waiting", running, "looking for the job at the provider")
        running.looks, running.doubt = 0, trouble
        self._look_later(running, min(1.0, self._settings.adopt_grace))

    def _look_later(self, running: ActiveJob, seconds: float) -> None:
        self._office.after(seconds, lambda: self.look(running))

    def look(self, running: ActiveJob) -> None:
        """Search the provider's list for a job of unknown outcome: adopt it, or look again, or send it again."""
        try:
            found, undecided = self._search(running)
        except (Refused, Lost, KeyError, TypeError, ValueError, AttributeError) as trouble:
            log.warning("deferred: cannot list the provider's jobs (%s); trying again", trouble)
            running.silent = True
            if _may_never_pass(trouble) and self._is_out_of_patience(running, trouble, _NO_ACCESS):
                self._let_go_of_turn(running)
                why = f"its creation was not answered, and the provider's jobs cannot be listed ({trouble})"
                self._give_up(running, why, gone=False)
            else:
                self._look_later(running, self._pause(running))
            return
        running.refused_since = None
        if found is not None:
            running.job.batch_id = found
            self._accepted(running)
        elif undecided:
            self._office.tell("waiting", running, f"for {undecided}, which may be this job, to end")
            self._look_later(running, self._pause(running))
        else:
            self._absent(running)

    def _search(self, running: ActiveJob) -> tuple[str | None, str]:
        """Give the job's id at the provider, and a batch that may be it but cannot be told yet."""
        job, provider = running.job, PROVIDERS[running.job.provider]
        candidates = provider.find(running.connection, job, self._age(running))
        if provider.recognisable:
            return (candidates[0] if candidates else None), ""
        elsewhere = {other.batch_id for other in self._ledger.jobs()} | running.not_ours
        undecided = ""
        for candidate in (name for name in candidates if name not in elsewhere):
            ours = provider.is_ours(running.connection, job, candidate)
            if ours:
                return candidate, ""
            if ours is None:
                undecided = candidate
            else:
                running.not_ours.add(candidate)
        return None, undecided

    def _age(self, running: ActiveJob) -> float:
        """Give how long ago the creation was sent; by a clock that may have been set, only for an earlier process."""
        if running.doubted_at is not None:
            return self._office.ticks() - running.doubted_at
        age = self._office.now() - (running.job.attempted_at or running.job.planned_at)
        return age if age >= 0 else _A_DAY

    def _absent(self, running: ActiveJob) -> None:
        """Not in the list: only a second look, later by the time by which lists lag, proves it."""
        job = running.job
        if running.credential != job.credential:  # another account's silence proves nothing
            self._give_up(running, "its creation was not answered, and the key in use may not see it", gone=False)
            return
        running.looks += 1
        if running.looks < 2:  # noqa: PLR2004 - two looks
            # Whatever the clock says: it may have been set. The more often it was lost, the longer the list may lag.
            repeated = max((item.resent for item in running.items.values()), default=0)
            self._look_later(running, self._settings.adopt_grace * _LONGER_LOOKS[repeated])
            return
        if isinstance(running.doubt, Refused):  # the provider says that it failed, and its list says so too
            self._not_created(running, running.doubt)
        else:
            self._let_go_of_turn(running)
            self._charge_what_was_not_found(running)

    def _charge_what_was_not_found(self, running: ActiveJob) -> None:
        """Let calls go again, a few times, and count the job in full, unless its list had long enough to name it."""
        reserved = Decimal(running.job.reserved)
        may_be_paid = self._age(running) < self._settings.adopt_grace * _LONGER_LOOKS[-1]
        if may_be_paid and reserved:
            running.job.spent = running.job.reserved
            log.warning(
                "deferred: %s may have been created, though the provider does not list it: $%s count against the limit",
                running.job.label, reserved,
            )  # fmt: skip
        for item in self._office.shut(running):
            why = "its creation was not answered, and the provider does not list it"
            self._collector.lost(running, item, why, may_be_paid=may_be_paid)
        self.close(running, "not found", [running.again])

    # -- waiting for a job -----------------------------------------------------------------------------------------

    def _pause(self, running: ActiveJob, asked: float | None = None, at_most: float = _LONGEST_POLL) -> float:
        fixed = self._settings.poll_interval
        interval = min(at_most, fixed if fixed is not None else running.interval)
        running.interval = min(_LONGEST_POLL, running.interval * _POLL_GROWTH)
        return max(interval, min(asked or 0.0, _LONGEST_WISH))

    def _poll_later(self, running: ActiveJob, asked: float | None = None) -> None:
        seconds = self._pause(running, asked)
        running.seen.next_look = self._office.now() + seconds
        self._office.after(seconds, lambda: self.poll(running))

    def poll(self, running: ActiveJob) -> None:
        """Look at a job once; a look that fails is repeated, and is never the job's failure."""
        try:
            status = PROVIDERS[running.job.provider].check(running.connection, running.job)
        except (Refused, Lost) as trouble:
            self._look_failed(running, trouble)
            return
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:  # an answer of another shape: look again
            self._look_failed(running, Lost(f"an answer that makes no sense: {trouble!r}"))
            return
        running.silent = False
        self._office.tell("running", running, status.words, status.done + status.failed)
        if status.state is not State.ENDED:  # what has ended is still to be read, which may be refused again
            running.refused_since = None
        if status.state is State.RUNNING:
            self._poll_later(running, status.retry_after)
        elif status.state is State.FAILED:
            self._whole_job_failed(running, status)
        else:
            self._ended(running, status)

    def _look_failed(self, running: ActiveJob, trouble: Refused | Lost, *, is_known: bool = False) -> None:
        running.silent = True
        if _may_never_pass(trouble):
            patience = self._settings.adopt_grace if _is_gone(trouble) and not is_known else _NO_ACCESS
            if self._is_out_of_patience(running, trouble, patience):
                self._lost_sight(running, trouble)
                return
        log.info("deferred: looking at %s failed (%s); trying again", running.job.label, trouble)
        self._poll_later(running, trouble.retry_after if isinstance(trouble, Refused) else None)

    def _is_out_of_patience(self, running: ActiveJob, trouble: Exception, patience: float) -> bool:
        now, as_gone = self._office.ticks(), _is_gone(trouble)
        if running.refused_since is None or running.refused_as_gone != as_gone:  # one 404 after many 403 proves nothing
            running.refused_since, running.refused_as_gone = now, as_gone
        return now - running.refused_since >= patience

    def _lost_sight(self, running: ActiveJob, trouble: Refused | Lost) -> None:
        """Tell a job that is gone, for the account that made it, from one that we may not see."""
        gone = _is_gone(trouble) and running.credential == running.job.credential
        if isinstance(trouble, Broken):
            why = "no look at it comes through, and the provider is not to blame"
        else:
            why = "the provider does not know it any more" if gone else "it is not shown to the key in use"
        self._give_up(running, f"{why} ({trouble})", gone=gone)

    def _give_up(self, running: ActiveJob, why: str, *, gone: bool) -> None:
        """Stop waiting for a job; only one that is gone is closed."""
        job = running.job
        remedy = (
            "Run the script again to send these calls anew."
            if gone
            else "It stays in the ledger: run again with the key that made it, and without what stood in the way, or "
            "with fresh=True to buy them anew."
        )
        running.given_up = not gone
        for item in self._office.shut(running):
            item.future.fail(
                JobFailed(f"{item.method} at {item.where}: job {job.label} cannot be read: {why}. {remedy}")
            )
        if gone:
            job.spent = job.reserved  # nobody can tell any more what of it ran
            self.close(running, "gone")
        else:
            self._ledger.let_go(job.nonce)
            self._office.release(running, [])

    # -- collecting ------------------------------------------------------------------------------------------------

    def _ended(self, running: ActiveJob, status: Status) -> None:
        job = running.job
        job.state, job.ended_at, job.outcome = ENDED, job.ended_at or self._office.now(), status.words
        self._ledger.save(job)
        if not running.reads:
            self._office.tell("ended", running, status.words, status.done + status.failed)
        self._collect(running, status)

    def _collect(self, running: ActiveJob, status: Status) -> None:
        """Store the rows, then answer those who wait, then close the job; what was cut off is read again."""
        try:
            self._collector.ingest(running, status)
        except (Refused, Lost) as trouble:
            if _may_never_pass(trouble):
                self._look_failed(running, trouble, is_known=True)  # with its patience, and its way of giving up
                return
            log.info("deferred: reading the results of %s failed (%s); trying again", running.job.label, trouble)
            self._office.after(self._pause(running), lambda: self._collect(running, status))
            return
        running.reads += 1
        if len(running.settled) < status.done + status.failed and running.reads < _READS:
            self._office.after(self._pause(running), lambda: self.poll(running))  # its files may be named only later
            return
        self._collector.settle_missing(running, status)
        self.close(running, status.words, [running.again])

    def _whole_job_failed(self, running: ActiveJob, status: Status) -> None:
        """The provider ran nothing: what it blames is told so, and the others go again."""
        if status.code == "token_limit_exceeded":
            self._queue_is_full(running, status.refusal)
            return
        keys = running.job.keys
        blamed = {keys[line]: answer for line, answer in status.bad_lines if line < len(keys)}
        if blamed and running.blame.refused < _SPOILED:
            running.blame.add(len(blamed))
            for item in self._office.shut(running):
                if item.key in blamed:
                    item.future.settle(blamed[item.key])
                else:
                    running.again.append(item)
        else:
            self._collector.tell_all(running, status)
        self.close(running, f"failed: {status.gone_wrong}", [running.again])

    # -- cancelling ------------------------------------------------------------------------------------------------

    def send_cancel(self, running: ActiveJob) -> None:
        """Ask the provider to stop a job; what had finished is still collected."""
        try:
            PROVIDERS[running.job.provider].cancel(running.connection, running.job)
        except (Refused, Lost) as trouble:
            log.warning("deferred: cancelling %s failed (%s); trying again", running.job.label, trouble)
            running.silent = True
            self._office.after(self._pause(running), lambda: self.send_cancel(running))

    def mind(self, running: ActiveJob, since: float) -> None:
        """See to it that a cancelled job ends for those who wait, even if the provider never says so."""
        if not running.items or running.closing:
            return
        waited = self._office.now() - since
        if running.silent or waited >= _LONGEST_CANCEL or running.job.batch_id is None:
            running.given_up = True
            for item in self._office.shut(running):
                item.future.fail(failures.cancelled(running, item))
            self._let_go_of_turn(running)
            self._ledger.let_go(running.job.nonce)
            self._office.release(running, [])
        else:
            self._office.after(self._settings.adopt_grace, lambda: self.mind(running, since))

    def _rows(self, running: ActiveJob) -> Rows:
        def bodies() -> Iterator[bytes]:
            with self._ledger.errors_named():
                # By key: after a restart the calls attach in another order than the job's.
                for key, stored in zip(running.job.keys, self._ledger.bodies(running.job), strict=True):
                    item = running.items.get(key)
                    yield stored if item is None or item.body is None else item.body

        return Rows(running.job, bodies)


def _may_pass(trouble: Refused, running: ActiveJob) -> bool:
    """Whether a refusal goes away by waiting; a spending cap does not."""
    if running.job.file_id is not None and file_not_there(trouble.message):
        return running.tries < _ALONE_AT_MOST
    return trouble.passing and "enforced_spend_limit" not in trouble.body.decode("utf-8", "replace")


def _may_never_pass(trouble: Exception) -> bool:
    """Whether a look may fail for ever; without a network it may not, nor where one is not let through for a while."""
    if isinstance(trouble, Refused):
        return not trouble.passing
    return isinstance(trouble, Broken) and not isinstance(trouble, Distrusted)


def _is_gone(trouble: Exception) -> bool:
    return isinstance(trouble, Refused) and trouble.status in {404, 410}


def _is_full(trouble: Refused) -> bool:
    """Whether too many tokens are queued already; some versions of the API say so with a 400."""
    return "token_limit_exceeded" in trouble.body.decode("utf-8", "replace")


def _is_crowded(trouble: Refused) -> bool:
    """Whether there was too much at a time; for a spending cap no waiting helps."""
    return trouble.status == 429 and "enforced_spend_limit" not in trouble.body.decode("utf-8", "replace")  # noqa: PLR2004
