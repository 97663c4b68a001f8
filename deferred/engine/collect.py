"""Collection: store rows as answers, and send missing calls again where that is allowed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from decimal import Decimal

from deferred.core.call import Answer
from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.context import JobContext
from deferred.engine.state import ActiveJob, PendingCall
from deferred.engine.steps import Close, Collect, Poll, Step
from deferred.engine.usage_count import UsageCounter
from deferred.pricing.nested_limit import NestedLimit
from deferred.providers import adapter_of
from deferred.providers.base import Lost, Refused, Row, Status, dumps, message_of
from deferred.providers.refusals import CANCELLED, RESENDS, SPOILED, At, Then, rule_of, rule_of_job

log = logging.getLogger("deferred")

_STORE_AT_ONCE = 2_000
_HOLD_AT_ONCE = 1 << 21  # bytes of results in memory at a time; parsed results take several times as much


class Resends:
    """Sends unanswered calls again, as far as that is allowed."""

    def __init__(self, past_deadline: Callable[[], bool] = lambda: False) -> None:
        """`past_deadline` tells whether the run's time limit is over."""
        self._past_deadline = past_deadline

    def lost(self, active: ActiveJob, call: PendingCall, why: str, *, may_be_paid: bool = False) -> None:
        """Send an unanswered call again; if that is not allowed, end it."""
        if active.cancelled:
            active.collection.late.append(call)  # it may be sent live, but only after this job is closed
        elif why == "cancelled" or not self.resend(active, call, may_be_paid=may_be_paid):
            call.fail(failures.failed(active, call, why))

    def resend(self, active: ActiveJob, call: PendingCall, *, may_be_paid: bool = False) -> bool:
        """Send a call again once this job is closed; False if it was sent, or has cost, too much already."""
        if call.resent >= RESENDS or active.cancelled or self._past_deadline():
            return False
        if may_be_paid and not _reserved_again(call):
            return False
        call.resent += 1
        active.collection.again.append(call)
        return True


class Collector:
    """Gives the calls of ended jobs their outcomes."""

    def __init__(self, context: JobContext, usage: UsageCounter, resends: Resends) -> None:
        """`usage` counts what rows cost."""
        self._settings, self._ledger = context.settings, context.ledger
        self._usage, self._resends = usage, resends

    def collect(self, active: ActiveJob, status: Status) -> Step:
        """Store the rows, then answer the waiting calls, then close the job. A read that breaks off is repeated.

        Raises:
            Refused: the provider does not show the results, perhaps for good.
            Lost: the user's own code, such as a key function or transport, prevents the read.
        """
        try:
            self._ingest(active, status)
        except (Refused, Lost) as trouble:
            if policy.patience(active, At.RESULTS, trouble, self._settings.adopt_grace) is not None:
                raise
            log.info("deferred: reading the results of %s failed (%s); trying again", active.job.label, trouble)
            return Collect(status, policy.pause(active, self._settings.poll_interval))
        collection = active.collection
        collection.reads += 1
        if len(collection.settled) < status.done + status.failed and collection.reads < policy.READS:
            return Poll(policy.pause(active, self._settings.poll_interval))  # its result files may be listed only later
        self._charge_missing(active, status)
        if collection.unnamed and len(collection.settled) < active.job.count:
            self._stop_at_unnamed(active)
        elif collection.kept and not collection.unclear:  # they belong to nobody here
            self._ledger.jobs.keep_rows(active.job.nonce, 0, [])
        self._answer_missing(active, status)
        return Close(status.words, [collection.again])

    def take_finished(self, active: ActiveJob, status: Status) -> None:
        """Store the rows of a job that goes on, and answer their calls; what cannot be read now is read later."""
        try:
            self._ingest(active, status)
        except (Refused, Lost) as trouble:
            log.info("deferred: the finished rows of %s cannot be read yet (%s)", active.job.label, trouble)

    def failed_as_a_whole(self, active: ActiveJob, status: Status) -> Step:
        """Handle a job of which the provider ran nothing: fail the rows that it blames, and send the others again."""
        keys, refusals = active.job.keys, active.submission.refusals
        blamed = {keys[line]: answer for line, answer in status.bad_lines if 0 <= line < len(keys)}
        if blamed and refusals.refused < SPOILED:
            refusals.add(len(blamed))
            for call in active.shut():
                if call.key in blamed:
                    call.settle(blamed[call.key])
                else:
                    active.collection.again.append(call)
        else:
            self._tell_all(active, status)
        return Close(f"failed: {status.gone_wrong}", [active.collection.again])

    def _ingest(self, active: ActiveJob, status: Status) -> None:
        """Store the rows, and answer the call of each."""
        job, collection = active.job, active.collection
        names = job.by_custom_id()
        if collection.kept:  # its results are read again
            self._ledger.jobs.keep_rows(job.nonce, 0, [])
        collection.kept = collection.unnamed = 0
        rows = adapter_of(job).collect(active.connection, job, status)
        for some in _portions(rows):
            known = [(names[row.custom_id], row) for row in some if row.custom_id in names]
            collection.unnamed += len(some) - len(known)
            self._keep(active, [_as_it_came(row) for row in some if row.custom_id not in names or row.is_unclear])
            fresh = {key: row for key, row in reversed(known) if key not in collection.settled}
            self._store(active, fresh)
            for key, row in fresh.items():
                self._answer(active, key, row)

    def _keep(self, active: ActiveJob, rows: list[bytes]) -> None:
        """Keep rows as they came whose shape is unknown, or that belong to no call."""
        if rows:
            self._ledger.jobs.keep_rows(active.job.nonce, active.collection.kept, rows)
            active.collection.kept += len(rows)

    def _stop_at_unnamed(self, active: ActiveJob) -> None:
        """End the calls without a row: one of the rows that name no call may be theirs, and paid for."""
        log.warning(
            "deferred: %d rows of %s name no call of this job; the calls without a row are not sent again",
            active.collection.unnamed, active.job.label,
        )  # fmt: skip
        for call in active.shut():
            active.take_row(call.key)
            call.fail(failures.unreadable(active, call))

    def _store(self, active: ActiveJob, rows: dict[str, Row]) -> None:
        good = [(key, row.answer) for key, row in rows.items() if row.answer is not None and row.answer.ok]
        self._ledger.answers.store(good)
        active.job.answered = (active.job.answered or 0) + len(good)
        for why in filter(None, map(_why, rows.values())):
            active.job.count_failure(why)
        unclear = [key for key, row in rows.items() if row.is_unclear]
        unproved = sum((active.most_of(key) for key in unclear), Decimal(0))
        active.job.spent = str(Decimal(active.job.spent) + self._usage.count(active, good))
        _charge(active, unproved)

    def _answer(self, active: ActiveJob, key: str, row: Row) -> None:
        call = active.take_row(key)
        if call is None:
            return
        if row.is_unclear:
            active.collection.unclear += 1
            call.fail(failures.unclear(active, call, row.lost))
        elif row.answer is None:
            self._resends.lost(active, call, row.lost)
        elif row.answer.ok:
            call.settle_stored(row.answer)
        else:
            self._answer_refused(active, call, row.answer)

    def _answer_refused(self, active: ActiveJob, call: PendingCall, answer: Answer) -> None:
        """Send a call again whose row was refused, or give it the refusal."""
        rule = rule_of(At.ROW, active.job.provider, answer)
        if answer.status == CANCELLED and active.cancelled:
            self._resends.lost(active, call, "cancelled")
        elif rule.then is not Then.AGAIN or not self._resends.resend(active, call):
            call.settle(answer)

    def _charge_missing(self, active: ActiveJob, status: Status) -> None:
        """Count missing rows as paid in full: a reservation is only freed with a proof."""
        job, collection = active.job, active.collection
        if status.words in {"cancelled", "expired"}:
            ran = max(
                0, status.done - collection.totals.calls
            )  # the provider counted them as done and did not return them
            _charge(active, ran * max(map(active.most_of, job.keys), default=Decimal(0)))
            return
        if len(collection.settled) >= job.count:
            return
        missing = active.unanswered
        known = len(collection.settled) + len(missing) >= job.count
        bound = sum((call.bound for call in missing), Decimal(0)) if known else Decimal(job.reserved)
        _charge(active, bound)

    def _answer_missing(self, active: ActiveJob, status: Status) -> None:
        ended_early = status.words in {"cancelled", "expired"}
        why = status.words if ended_early else "no row came back for it"
        for call in active.shut():
            self._resends.lost(active, call, why, may_be_paid=not ended_early)

    def _tell_all(self, active: ActiveJob, status: Status) -> None:
        """Fail the calls of a job that failed as a whole with the provider's error."""
        rule = rule_of_job(active.job.provider, status.code, status.gone_wrong)
        for call in active.shut():
            if rule.then is Then.AGAIN:
                self._resends.lost(active, call, status.gone_wrong)
            elif status.refusal is not None:
                call.settle(status.refusal)
            else:
                call.fail(failures.failed(active, call, status.gone_wrong))


def _why(row: Row) -> str:
    """Return why a row failed; nothing if it did not."""
    if row.answer is None:
        return row.lost
    return "" if row.answer.ok else f"HTTP {row.answer.status}: {message_of(row.answer.body)}"


def _as_it_came(row: Row) -> bytes:
    if row.raw is not None:
        return dumps(row.raw)
    body = None if row.answer is None else row.answer.body.decode("utf-8", "replace")
    return dumps({"custom_id": row.custom_id, "lost": row.lost, "response": body})


def _reserved_again(call: PendingCall) -> bool:
    """Reserve once more in the inner blocks, because the first sending may be charged without an answer."""
    taken: list[tuple[NestedLimit, Decimal]] = []
    for limit, bound in call.nested_limits:
        if not limit.take(bound):
            for other, amount in taken:
                other.settle(amount, Decimal(0))
            return False
        taken.append((limit, bound))
    return True


def _charge(active: ActiveJob, amount: Decimal) -> None:
    """Count what may be charged without a proof; the total is never more than was reserved."""
    spent = Decimal(active.job.spent)
    active.job.spent = str(min(spent + amount, max(spent, Decimal(active.job.reserved))))


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Split results into portions that are held in memory, and stored, at a time."""
    some: list[Row] = []
    size = 0
    for row in rows:
        some.append(row)
        size += 0 if row.answer is None else len(row.answer.body)
        if len(some) >= _STORE_AT_ONCE or size >= _HOLD_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some
