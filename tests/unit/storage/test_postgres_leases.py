"""Leases and terms: who has a job may write it, and nobody else; what comes late is not lost and not bought twice."""

import threading
from decimal import Decimal

import pytest

from deferred.core.call import Answer
from deferred.core.caps import NO_CAPS, Caps
from deferred.core.errors import ClaimLost, LedgerError
from deferred.core.job import JobState
from deferred.storage import Leases, open_ledger
from deferred.storage.base import Draft
from tests.unit.storage.contract import ONE, draft, live

SHORT = Leases(patience=5, opening=5)


@pytest.fixture
def open_one(address):
    """Open the ledger once more, as another host would."""
    opened = []

    def open_once_more():
        opened.append(open_ledger(address, SHORT))
        return opened[-1]

    yield open_once_more
    for ledger in opened:
        ledger.close()


@pytest.fixture
def silent(table):
    """Let the lease of a ledger be over, as if nothing had been heard of its process."""

    def end(ledger):
        name = ledger.members.id
        table(f"UPDATE {{s}}.members SET until = clock_timestamp() - interval '1 s' WHERE id = '{name}'")
        ledger.members.trusted_until = 0.0

    return end


@pytest.fixture
def planned(open_one):
    """A job that one host has planned, with one dollar reserved; gives the ledger, the run and the job."""
    ledger = open_one()
    run = ledger.runs.open("name", {}).run.id
    job = draft("a", run=run).job
    ledger.jobs.plan(Draft(job, {"a": ONE}), Caps(Decimal(5)))
    return ledger, run, job


def test_a_job_is_taken_over_once_its_process_was_silent_for_longer_than_its_lease(planned, open_one, silent):
    ledger, _, job = planned
    other = open_one()
    assert other.jobs.adopt(job.nonce) is None
    silent(ledger)
    assert other.jobs.adopt(job.nonce) == job
    assert open_one().jobs.adopt(job.nonce) is None


@pytest.mark.parametrize("write", ["attempt", "save", "close", "unattempt"])
def test_who_has_lost_a_job_cannot_write_it(planned, open_one, silent, write):
    ledger, run, job = planned
    silent(ledger)
    open_one().jobs.adopt(job.nonce)
    with pytest.raises(ClaimLost, match="is driven by a process on"):
        getattr(ledger.jobs, write)(job)
    assert ledger.runs.money(run) == (ONE, Decimal(0))
    assert not ledger.claims.are_sure(job.nonce)


def test_what_nobody_has_taken_is_still_written_after_the_lease(planned, silent):
    ledger, run, job = planned
    silent(ledger)
    job.attempted_at = 2.0
    ledger.jobs.attempt(job)  # with a new lease
    assert ledger.jobs.get(job.nonce).attempted_at == 2.0
    assert ledger.claims.are_sure(job.nonce)
    ledger.jobs.close(job)
    assert ledger.runs.money(run).committed == 0


def test_a_process_that_comes_back_has_what_nobody_has_taken_and_knows_what_was_taken(planned, open_one, silent, table):
    ledger, run, job = planned
    kept = draft("b", run=run).job
    ledger.jobs.plan(Draft(kept, {"b": ONE}), Caps(Decimal(5)))
    assert ledger.claims.hold("create-x")
    silent(ledger)
    open_one().jobs.adopt(job.nonce)
    ledger.members.beat()
    assert (ledger.claims.are_sure(job.nonce), ledger.claims.are_sure(kept.nonce)) == (False, True)
    assert not open_one().claims.hold("create-x")
    ledger.jobs.save(kept)
    with pytest.raises(ClaimLost):
        ledger.jobs.save(job)
    assert table(f"SELECT term FROM {{s}}.jobs WHERE nonce = '{kept.nonce}'") == [(2,)]


def test_a_lease_that_cannot_be_renewed_is_trusted_for_less_long_than_others_respect_it(planned, monkeypatch):
    ledger, _, job = planned
    begun = ledger.members.trusted_until - SHORT.lease + SHORT.margin
    clock = "deferred.storage.postgres.members.boot_time"
    monkeypatch.setattr(clock, lambda: begun + SHORT.lease - SHORT.margin - 1)
    assert ledger.claims.are_sure(job.nonce)
    monkeypatch.setattr(clock, lambda: begun + SHORT.lease - SHORT.margin + 1)
    assert not ledger.claims.are_sure(job.nonce)


def test_an_id_that_comes_late_is_written_for_the_process_that_has_the_job(planned, open_one, silent):
    ledger, run, job = planned
    job.attempted_at = 2.0
    ledger.jobs.attempt(job)
    silent(ledger)
    other = open_one()
    theirs = other.jobs.adopt(job.nonce)
    job.state = JobState.SUBMITTED
    with pytest.raises(ClaimLost) as late:
        ledger.jobs.record(job, "batch_1")
    assert not late.value.is_orphan
    assert other.jobs.get(job.nonce).batch_id == "batch_1"
    with pytest.raises(ClaimLost):  # it found nothing, and must not give up what was created after all
        other.jobs.close(theirs)
    again = other.jobs.adopt(job.nonce)
    assert again.batch_id == "batch_1"
    other.jobs.close(again)
    assert ledger.runs.money(run).committed == 0


def test_what_is_created_after_its_job_was_given_up_is_an_orphan_and_counted_once(planned, open_one, silent, table):
    ledger, run, job = planned
    job.attempted_at = 2.0
    ledger.jobs.attempt(job)
    silent(ledger)
    other = open_one()
    other.jobs.close(other.jobs.adopt(job.nonce))
    for _ in range(2):  # a commit without an answer is repeated
        with pytest.raises(ClaimLost) as late:
            ledger.jobs.record(job, "batch_1")
        assert late.value.is_orphan
    assert ledger.runs.money(run) == (ONE, ONE)
    assert table("SELECT batch_id, spent FROM {s}.jobs WHERE outcome = 'orphan'") == [("batch_1", 1)]
    assert ledger.jobs.plan(draft("a", run=run), Caps(Decimal(5))).taken == ("a",)
    assert ledger.check() == []


def test_a_live_call_of_a_silent_process_counts_as_lost_and_is_not_sent_again(open_one, silent):
    ledger, other = open_one(), open_one()
    run = ledger.runs.open("name", {}).run.id
    ledger.live.enter(live("a", run=run), ONE, NO_CAPS)
    assert other.live.enter(live("a", run=run), ONE, NO_CAPS).is_live
    silent(ledger)
    assert other.live.enter(live("a", run=run), ONE, NO_CAPS).is_lost
    assert other.jobs.plan(draft("a", run=run), NO_CAPS).lost == {"a"}


def test_a_run_is_not_over_while_a_silent_process_has_not_said_so(open_one, silent):
    ledger, other = open_one(), open_one()
    first, second = ledger.runs.open("name", {}), other.runs.open("name", {})
    silent(ledger)
    assert not other.runs.leave(second, complete=True)
    third = open_one().runs.open("name", {})
    assert (third.run.id, third.is_first) == (first.run.id, True)


def test_a_job_that_the_ledger_has_forgotten_is_written_again_with_its_money_and_its_keys(planned, table):
    ledger, run, job = planned
    for name in ("jobs", "job_rows", "open_rows"):  # as after a restore
        table(f"DELETE FROM {{s}}.{name}")
    table("UPDATE {s}.runs SET committed = 0")
    with pytest.raises(LedgerError, match="deferred recover"):
        ledger.jobs.save(job)
    job.state = JobState.SUBMITTED
    ledger.jobs.record(job, "batch_1")
    assert ledger.jobs.get(job.nonce, rows=True) == job
    assert ledger.runs.money(run).committed == 1
    assert ledger.jobs.owners(["a"]) == {"a": job.nonce}


def test_threads_that_plan_the_same_calls_at_once_buy_each_once(open_one):
    ledgers = [open_one() for _ in range(4)]
    run = ledgers[0].runs.open("name", {}).run.id
    keys, taken = [f"k{n}" for n in range(40)], []

    def plan(ledger, shift):
        for n in range(5):
            mine = keys[(shift + n) * 3 : (shift + n) * 3 + 12][:: 1 if shift % 2 else -1]
            taken.extend(ledger.jobs.plan(draft(*mine, run=run), Caps(Decimal(25))).taken)

    threads = [threading.Thread(target=plan, args=(ledger, n)) for n, ledger in enumerate(ledgers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == ledgers[0].runs.money(run).committed <= 25
    assert len(ledgers[0].jobs.owners()) == len(taken)


def test_an_answer_is_stored_whatever_its_size_and_found_in_a_large_ledger_too(open_one, monkeypatch):
    monkeypatch.setattr("deferred.storage.postgres.answers._HELD_IN_MEMORY", 1)
    ledger, other = open_one(), open_one()
    ledger.answers.store([(f"{n:040x}", Answer(200, b"x" * (3 << 20))) for n in range(3)])
    assert other.answers.known([f"{n:040x}" for n in range(5)]) == {f"{n:040x}" for n in range(3)}
