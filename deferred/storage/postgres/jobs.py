"""Jobs of many hosts: who holds a job writes it, under a term that grows each time another process takes it over."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from deferred.core.caps import Caps
from deferred.core.errors import ClaimLost, LedgerError
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.base import Draft, Planned
from deferred.storage.postgres import job_rows, plans
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.job_rows import JOB
from deferred.storage.postgres.keys import all_packed
from deferred.storage.postgres.members import Members, alive

log = logging.getLogger("deferred")
_LOCKED = "SELECT holder, term, state, batch_id, reserved FROM {s}.jobs WHERE nonce = %s FOR UPDATE"
_ADOPT = (
    "UPDATE {s}.jobs SET holder = %s, term = term + 1 WHERE nonce = "
    "(SELECT nonce FROM {s}.jobs WHERE nonce = %s AND state <> 'collected' FOR UPDATE SKIP LOCKED) "
    f"AND (holder = %s OR holder IS NULL OR NOT {alive('jobs.holder')}) RETURNING term, {JOB}, "
    "(SELECT host FROM {s}.members WHERE id = %s)"
)
_KEEP = "INSERT INTO {s}.kept_rows SELECT %s, %s + n - 1, row FROM unnest(%b::bytea[]) WITH ORDINALITY k(row, n)"
_HOST = "SELECT m.host, m.pid FROM {s}.jobs j JOIN {s}.members m ON m.id = j.holder WHERE j.nonce = %s"


class MemberJobs:
    """Jobs, their rows, and the keys that each open job owns."""

    def __init__(self, database: Database, members: Members) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._members = database, members

    def plan(self, draft: Draft, caps: Caps) -> Planned:
        """Take the calls that no other job has, reserve their money, write the job and claim it, in one transaction."""
        self._members.join()
        given = replace(draft.job, keys=list(draft.job.keys), bodies=list(draft.job.bodies))

        def work(db: Statements) -> Planned:
            again = replace(draft, job=replace(given))  # a try that was rolled back has changed its own copy alone
            self._members.terms[given.nonce] = 1
            return plans.plan(db, again, caps, self._members.id)

        try:
            planned = self._database.run(work)
        except BaseException:
            self._members.terms.pop(given.nonce, None)
            raise
        if planned.taken:
            plans.as_planned(draft, planned.taken)
        else:
            self._members.terms.pop(given.nonce, None)
        return planned

    def attempt(self, job: Job) -> None:
        """Record that the create is about to be sent; only with a lease that is valid now."""
        if not self._members.is_trusted:
            self._members.make_sure()
        try:
            is_written = self._guarded(job, lambda db, _: self._write_with_lease(db, job))
        except ClaimLost:
            self._members.terms.pop(job.nonce, None)
            raise
        if not is_written:  # others have taken it over, and closed it: it must not be created any more
            raise self._lost(job)

    def unattempt(self, job: Job) -> None:
        """Record that the provider certainly created nothing."""
        job.attempted_at = None
        if not self._guarded(job, lambda db, _: job_rows.update_job(db, job)):
            raise self._lost(job)

    def record(self, job: Job, batch_id: str) -> None:
        """Record the provider's id of the job, whoever has it now."""
        job.batch_id = batch_id
        outcome = self._database.run(lambda db: self._record(db, job))
        if outcome == _OURS:
            return
        self._members.terms.pop(job.nonce, None)
        if outcome == _ORPHAN:
            raise ClaimLost(_words_of_orphan(job), is_orphan=True)
        raise self._lost(job)

    def save(self, job: Job) -> None:
        """Record the state of a job, while it is open."""
        self._guarded(job, lambda db, _: job_rows.update_job(db, job))

    def close(self, job: Job, *, lost: bool = False) -> bool:
        """Record that a job is collected; the keys of one that is lost stay taken, as those of a live call do."""
        job.state = JobState.COLLECTED
        if lost:
            job.outcome = LIVE

        def write(db: Statements, row: tuple[Any, ...]) -> None:
            spent = Decimal(job.spent)
            job_rows.update_job(db, job)
            db.do("UPDATE {s}.jobs SET holder = NULL WHERE nonce = %s", job.nonce)
            if not lost:
                job_rows.free_keys(db, job.nonce)
            job_rows.add_money(db, job.run, spent - row[4], spent)

        is_closed = self._guarded(job, write)
        self._members.terms.pop(job.nonce, None)
        return is_closed

    def bound(self, nonce: str, most: Decimal) -> None:
        """Reserve money for a job that was planned without caps."""

        def write(db: Statements) -> None:
            row = db.row(_LOCKED, nonce)
            if row is not None and row[2] != JobState.COLLECTED:
                db.do("UPDATE {s}.jobs SET reserved = %s WHERE nonce = %s", most, nonce)
                run = db.row("SELECT run FROM {s}.jobs WHERE nonce = %s", nonce)
                job_rows.add_money(db, run[0] if run else "", most - row[4])

        self._database.run(write)

    def adopt(self, nonce: str) -> Job | None:
        """Claim an open job whose process has ended; None if it is closed or still driven."""
        self._members.join()
        if nonce in self._members.terms:
            return None

        def take(db: Statements) -> tuple[Job, str, int] | None:
            before = db.row("SELECT holder FROM {s}.jobs WHERE nonce = %s", nonce)
            me = self._members.id  # a job that is held by this member, unknown to it, is of a try without an answer
            other = before[0] if before and before[0] != me else ""
            found = db.row(_ADOPT, me, nonce, me, other)
            if found is None:
                return None
            job = job_rows.job_of(found[1:6])
            job.keys, job.bodies = job_rows.read_rows(db, nonce)
            job.row_ids = job_rows.read_row_ids(db, nonce)
            self._members.terms[nonce] = found[0]
            return job, found[6] or "", found[0]

        taken = self._database.run(take)
        if taken is None:
            return None
        job, host, term = taken
        if host:
            log.warning("deferred: %s is taken over from a process on %s (term %d)", job.label, host, term)
        return job

    def let_go(self, nonce: str) -> None:
        """Release the claim on a job, which stays open."""
        if self._members.terms.pop(nonce, None) is not None:
            asked = "UPDATE {s}.jobs SET holder = NULL WHERE nonce = %s AND holder = %s"
            self._database.run(lambda db: db.do(asked, nonce, self._members.id))

    def get(self, nonce: str, *, rows: bool = False) -> Job | None:
        """Return one job, with its rows on request."""
        return self._database.read(lambda db: job_rows.read_job(db, nonce, rows=rows))

    def names_rows(self, nonce: str) -> bool:
        """Whether `deferred.tag(row=...)` named any call of a job."""
        return self._database.read(lambda db: db.row("SELECT 1 FROM {s}.row_ids WHERE nonce = %s", nonce)) is not None

    def all(self, *, run: str | None = None, open_only: bool = False) -> list[Job]:
        """Return jobs without their rows, oldest first."""
        asked, given = f"SELECT {JOB} FROM {{s}}.jobs WHERE true", []
        if run is not None:
            asked, given = asked + " AND run = %s", [run]
        if open_only:
            asked += " AND state <> 'collected'"
        rows = self._database.read(lambda db: db.rows(asked + " ORDER BY planned_at", *given))
        return list(map(job_rows.job_of, rows))

    def owners(self, keys: Sequence[str] | None = None) -> dict[str, str]:
        """Map the keys of open jobs to the jobs' nonces: these keys, or all."""
        return self._database.read(lambda db: job_rows.owners_of(db, keys))

    def batch_ids(self) -> set[str]:
        """Return the provider's ids of all jobs."""
        asked = "SELECT batch_id FROM {s}.jobs WHERE batch_id IS NOT NULL"
        return {row[0] for row in self._database.read(lambda db: db.rows(asked))}

    def with_leftovers(self) -> list[Job]:
        """Return the closed jobs of which something is still to be deleted at the provider."""
        asked = f"SELECT {JOB} FROM {{s}}.jobs WHERE state = 'collected' AND has_leftovers"
        return [job_rows.job_of(row) for row in self._database.read(lambda db: db.rows(asked))]

    def clear_leftovers(self, nonce: str) -> None:
        """Record that nothing of a closed job is left at the provider."""

        def clear(db: Statements) -> None:
            if db.row(_LOCKED, nonce) is not None:
                job = job_rows.read_job(db, nonce)
                assert job is not None
                job.leftovers = []
                job_rows.update_job(db, job)

        self._database.run(clear)

    def keep_rows(self, nonce: str, first: int, rows: Sequence[bytes]) -> None:
        """Keep results of a job as they came (JSON), numbered from `first`; those kept from there on are replaced."""

        def keep(db: Statements) -> None:
            db.do("DELETE FROM {s}.kept_rows WHERE nonce = %s AND number >= %s", nonce, first)
            if rows:
                db.do(_KEEP, nonce, first, list(rows))

        self._database.run(keep)

    def kept_rows(self, nonce: str) -> list[bytes]:
        """Return the results of a job that were kept as they came."""
        asked = "SELECT row FROM {s}.kept_rows WHERE nonce = %s ORDER BY number"
        return [row for (row,) in self._database.read(lambda db: db.rows(asked, nonce))]

    def add(self, job: Job) -> None:
        """Record an ended job that was found at the provider."""
        self._database.run(lambda db: job_rows.insert_job(db, job, None))

    def forget(self, jobs: Sequence[Job]) -> None:
        """Remove closed jobs with their answers; their bodies are unused then. What they cost stays counted."""
        nonces = [job.nonce for job in jobs]

        def remove(db: Statements) -> None:
            keys = [key for nonce in nonces for key in job_rows.read_rows(db, nonce)[0]]
            db.do("DELETE FROM {s}.answers WHERE key = ANY(%b::bytea[])", all_packed(keys))
            db.do("DELETE FROM {s}.found_rows WHERE key = ANY(%b::bytea[])", all_packed(keys))
            job_rows.remove_jobs(db, nonces)
            for table in ("job_rows", "row_ids", "open_rows", "kept_rows"):
                db.do(f"DELETE FROM {{s}}.{table} WHERE nonce = ANY(%s::text[])", nonces)

        self._database.run(remove)

    def _guarded(self, job: Job, write: Callable[[Statements, tuple[Any, ...]], None]) -> bool:
        """Write a job that this process holds; returns False if it is closed already.

        Raises:
            ClaimLost: another process has it now, or a create that came late has given it an id.
        """

        def work(db: Statements) -> str:
            row = db.row(_LOCKED, job.nonce)
            if row is None:
                return "unknown"
            if row[2] == JobState.COLLECTED:
                return "closed"
            is_ours = (row[0], row[1]) == (self._members.id, self._members.terms.get(job.nonce))
            if not is_ours or (row[3] is not None and job.batch_id is None):
                return "lost"
            job.reserved = str(row[4])  # another process may have bounded it meanwhile
            write(db, row)
            return "written"

        outcome = self._database.run(work)
        if outcome == "unknown":
            raise LedgerError(_unknown(self._database.address.location, job))
        if outcome != "written":
            self._members.terms.pop(job.nonce, None)
        if outcome == "lost":
            raise self._lost(job)
        return outcome == "written"

    def _lost(self, job: Job) -> ClaimLost:
        holder = self._database.read(lambda db: db.row(_HOST, job.nonce))
        who = f"a process on {holder[0]} (pid {holder[1]})" if holder else "another process"
        return ClaimLost(
            f"{job.label} is driven by {who}: the lease of this process was over, or its create came late. It is "
            "followed"
        )

    def _write_with_lease(self, db: Statements, job: Job) -> None:
        if db.row(f"SELECT 1 WHERE {alive('%s::text')}", self._members.id) is None:
            message = f"the lease of this process was over before {job.label} could be sent; nothing of it was sent"
            raise ClaimLost(message)
        job_rows.update_job(db, job)

    def _record(self, db: Statements, job: Job) -> str:
        """Write a batch id; returns who has the job now."""
        row = db.row(_LOCKED, job.nonce)
        if row is None:  # the ledger was restored from an older backup
            _put_back(db, job, self._members.id)
            self._members.terms[job.nonce] = 1
            return _OURS
        is_ours = (row[0], row[1]) == (self._members.id, self._members.terms.get(job.nonce))
        is_open, known = row[2] != JobState.COLLECTED, row[3]
        if is_open and (is_ours or known in {None, job.batch_id}):
            job.reserved = str(row[4])
            job_rows.update_job(db, job)
            return _OURS if is_ours else _OTHERS
        if known == job.batch_id:
            return _OTHERS
        _enter_orphan(db, job, row[4])
        return _ORPHAN


_OURS, _OTHERS, _ORPHAN = "ours", "others", "orphan"


def _put_back(db: Statements, job: Job, holder: str) -> None:
    """Write a job again that the ledger has forgotten, with its rows, its keys and its money."""
    if job_rows.insert_job(db, job, holder):
        job_rows.take_keys(db, job.nonce, job.keys)
        job_rows.add_money(db, job.run, Decimal(job.reserved))


def _enter_orphan(db: Statements, job: Job, reserved: Decimal) -> None:
    """Enter a batch that was created after its job was given up, as a job of its run that has cost the most.

    It has no rows: its calls are those of the job that others have sent instead.
    """
    nonce = hashlib.sha256(f"{job.nonce} {job.batch_id}".encode()).hexdigest()[:16]  # the same each time it is entered
    orphan = replace(
        job, nonce=nonce, keys=[], bodies=[], row_ids={}, state=JobState.COLLECTED, outcome="orphan", spool="",
        reserved=str(reserved), spent=str(reserved),
    )  # fmt: skip
    if job_rows.insert_job(db, orphan, None):
        job_rows.add_money(db, job.run, reserved, reserved)


def _words_of_orphan(job: Job) -> str:
    return (
        f"{job.label} was created by this process after its lease was over, and another process had given the job up "
        "by then, so its calls may be bought twice. It is cancelled now, and counted in full"
    )


def _unknown(location: str, job: Job) -> str:
    return (
        f"the ledger at {location} no longer has the job {job.label}: it was restored from an older backup, or its "
        "tables were emptied. Nothing more was sent. Run `deferred recover` to bring back what was bought"
    )
