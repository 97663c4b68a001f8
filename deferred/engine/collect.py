"""What came of a job: rows become answers, what is missing goes again where that is right, and the job is closed."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator
from decimal import Decimal

from deferred.core.job import COLLECTED
from deferred.engine import failures
from deferred.engine.state import ActiveJob, Office, PendingCall
from deferred.providers import PROVIDERS
from deferred.providers.base import UNCLEAR, Row, Status
from deferred.storage.sqlite import Ledger

log = logging.getLogger("deferred")

_RESENDS = 2  # of a row that expired, went missing, or met 429, 5xx or an overload
_STORE_AT_ONCE = 2_000
_HOLD_AT_ONCE = 1 << 21  # bytes of results in memory at a time: parsed, they take several times as much
_AGAIN = {408, 409, 425, 429}


class Collector:
    """Gives calls what came of their jobs."""

    def __init__(self, ledger: Ledger, office: Office) -> None:
        """`office` is the engine, for time and the calls that go out again."""
        self._ledger, self._office = ledger, office

    def ingest(self, running: ActiveJob, status: Status) -> None:
        """Store the rows, and give each to whoever waits for it; raises what the provider or the way to it does."""
        job = running.job
        names = job.by_custom_id()
        rows = PROVIDERS[job.provider].collect(running.connection, job, status)
        for some in _portions(rows):
            known = [(names[row.custom_id], row) for row in some if row.custom_id in names]
            if len(known) < len(some):
                log.warning("deferred: %d rows of %s are not ours", len(some) - len(known), job.label)
            fresh = {key: row for key, row in reversed(known) if key not in running.settled}
            good = [(key, row.answer) for key, row in fresh.items() if row.answer is not None and row.answer.ok]
            self._ledger.store(good)
            unclear = [key for key, row in fresh.items() if row.answer is None and row.lost.startswith(UNCLEAR)]
            unproved = sum((running.most_of(key) for key in unclear), Decimal(0))
            job.spent = str(Decimal(job.spent) + self._office.count(running, good))
            _charge(running, unproved)
            for key, row in fresh.items():
                self._answer(running, key, row)

    def _answer(self, running: ActiveJob, key: str, row: Row) -> None:
        item = self._office.take_row(running, key)
        if item is None:
            return
        if row.answer is None:
            self.lost(running, item, row.lost, may_be_paid=row.lost.startswith(UNCLEAR))
        elif row.answer.ok:
            item.future.settle_stored(row.answer)
        elif not _again(row.answer.status) or not self._resend(running, item):
            item.future.settle(row.answer)

    def settle_missing(self, running: ActiveJob, status: Status) -> None:
        """See to the calls for which no row came."""
        self._charge_missing(running, status)
        self._answer_missing(running, status)

    def _charge_missing(self, running: ActiveJob, status: Status) -> None:
        """Count rows that ended without a trace as paid in full: only what is proved free is given back."""
        job = running.job
        if status.words in {"cancelled", "expired"}:
            ran = max(0, status.done - running.tally.calls)  # the provider has counted them, and not given them
            _charge(running, ran * max(map(running.most_of, job.keys), default=Decimal(0)))
            return
        if len(running.settled) >= job.count:
            return
        missing = running.unanswered
        known = len(running.settled) + len(missing) >= job.count
        bound = sum((item.bound for item in missing), Decimal(0)) if known else Decimal(job.reserved)
        _charge(running, bound)

    def _answer_missing(self, running: ActiveJob, status: Status) -> None:
        ended_early = status.words in {"cancelled", "expired"}
        why = status.words if ended_early else "no row came back for it"
        for item in self._office.shut(running):
            self.lost(running, item, why, may_be_paid=not ended_early)

    def lost(self, running: ActiveJob, item: PendingCall, why: str, *, may_be_paid: bool = False) -> None:
        """Let a call that was not answered go again, as far as that is right."""
        if running.cancelling:
            running.late.append(item)  # it may go live, but only once this job is closed
        elif why == "cancelled" or not self._resend(running, item, may_be_paid=may_be_paid):
            item.future.fail(failures.failed(running, item, why))

    def _resend(self, running: ActiveJob, item: PendingCall, *, may_be_paid: bool = False) -> bool:
        """Let a call go again once this job is closed; False when it has been sent, or has cost, enough."""
        if item.resent >= _RESENDS or running.cancelling or self._office.past_deadline():
            return False
        if may_be_paid and not item.future.info.reserve_again():
            return False
        item.resent += 1
        running.again.append(item)
        return True

    def tell_all(self, running: ActiveJob, status: Status) -> None:
        """Give the calls of a job that failed as a whole the provider's words."""
        for item in self._office.shut(running):
            if status.code in {"expired", "passing"} or file_not_there(status.gone_wrong):
                self.lost(running, item, status.gone_wrong)
            elif status.refusal is not None:
                item.future.settle(status.refusal)
            else:
                item.future.fail(failures.failed(running, item, status.gone_wrong))

    def close(self, running: ActiveJob, outcome: str, again: list[list[PendingCall]] | None = None) -> None:
        """Close the job on disk; only then may calls of it go out again in a new one."""
        job = running.job
        job.state, job.outcome, job.ended_at = COLLECTED, outcome, job.ended_at or self._office.now()
        self._ledger.save(job)
        self._ledger.let_go(job.nonce)
        self._office.tell("collected", running, outcome, running.seen.done)
        again = [items for items in again or [] if items]
        late = running.late
        if running.cancelling:
            late, again = [*late, *itertools.chain.from_iterable(again)], []
        self._office.release(running, again)
        for item in late:
            self._office.give_up(item, failures.cancelled(running, item))


def _charge(running: ActiveJob, amount: Decimal) -> None:
    """Count what may have been paid for without a proof; all of it together is never more than was reserved."""
    spent = Decimal(running.job.spent)
    running.job.spent = str(min(spent + amount, max(spent, Decimal(running.job.reserved))))


def _portions(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Cut results into what is held in memory, and stored, at once."""
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


def file_not_there(words: str) -> bool:
    """Whether the provider does not see the uploaded file, which may need a moment (bespokelabsai/curator#116)."""
    return "cannot find file" in words.lower()


def _again(status: int) -> bool:
    return status in _AGAIN or status >= 500  # noqa: PLR2004 - the HTTP range itself
