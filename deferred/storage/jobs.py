"""Jobs of a ledger on disk: each change of a job is one transaction with its money and its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from decimal import Decimal

from deferred.core.caps import Caps
from deferred.core.errors import LedgerError
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.admission import admit, keep_only, reservation
from deferred.storage.answers import CachedAnswers
from deferred.storage.base import Draft, Entered, Planned
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database
from deferred.storage.schema import (
    add_money,
    committed,
    committed_since,
    free_keys,
    job_of,
    keep_spent,
    own_keys,
    owners_of,
    read_job,
    read_rows,
    write_job,
    write_rows,
)


class StoredJobs:
    """Jobs, their rows, and the keys that each open job owns."""

    def __init__(self, database: Database, claims: FileClaims, answers: CachedAnswers) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._claims, self._answers = database, claims, answers

    def plan(self, draft: Draft, caps: Caps) -> Planned:
        """Take the calls that no other job has, reserve their money, write the job and claim it, in one transaction."""
        job = draft.job
        self._claim(job)
        try:
            with self._database.transaction() as db:
                planned = self._sorted_out(db, draft, caps)
                if planned.taken:
                    keep_only(job, planned.taken)
                    _write_plan(db, draft)
        except BaseException:
            self._claims.release(job.nonce)
            raise
        if not planned.taken:
            self._claims.release(job.nonce)
        return planned

    def attempt(self, job: Job) -> None:
        """Record that the create is about to be sent."""
        self.save(job)

    def unattempt(self, job: Job) -> None:
        """Record that the provider certainly created nothing."""
        job.attempted_at = None
        self.save(job)

    def record(self, job: Job, batch_id: str) -> None:
        """Record the provider's id of the job."""
        job.batch_id = batch_id
        self.save(job)

    def save(self, job: Job) -> None:
        """Record the state of a job, while it is open."""
        with self._database.transaction() as db:
            reserved = _open_reservation(db, job.nonce)
            if reserved is not None:
                job.reserved = str(reserved)  # another process may have bounded it meanwhile
                write_job(db, job)

    def close(self, job: Job, *, lost: bool = False) -> bool:
        """Record that a job is collected; the keys of one that is lost stay taken, as those of a live call do."""
        job.state = JobState.COLLECTED
        if lost:
            job.outcome = LIVE
        with self._database.transaction() as db:
            reserved = _open_reservation(db, job.nonce)
            if reserved is not None:
                spent = Decimal(job.spent)
                add_money(db, job.run, committed=spent - reserved, spent=spent)
                job.reserved = str(reserved)
                write_job(db, job)
                if not lost:
                    free_keys(db, job.nonce)
        self._claims.release(job.nonce)
        return reserved is not None

    def bound(self, nonce: str, most: Decimal) -> None:
        """Reserve money for a job that was planned without caps."""
        with self._database.transaction() as db:
            job = read_job(db, nonce, rows=False)
            if job is not None and job.is_open:
                add_money(db, job.run, committed=most - Decimal(job.reserved))
                job.reserved = str(most)
                write_job(db, job)

    def adopt(self, nonce: str) -> Job | None:
        """Claim an open job whose process has ended; None if it is closed or still driven."""
        if not self._claims.hold(nonce):
            return None
        job = self.get(nonce, rows=True)
        if job is None or not job.is_open:
            self._claims.release(nonce)
            return None
        return job

    def let_go(self, nonce: str) -> None:
        """Release the claim on a job, which stays open."""
        self._claims.release(nonce)

    def get(self, nonce: str, *, rows: bool = False) -> Job | None:
        """Return one job, with its rows on request."""
        with self._database.reading() as db:
            return read_job(db, nonce, rows=rows)

    def names_rows(self, nonce: str) -> bool:
        """Whether `deferred.tag(row=...)` named any call of a job."""
        return self._database.row("SELECT 1 FROM row_ids WHERE nonce = ?", nonce) is not None

    def all(self, *, run: str | None = None, open_only: bool = False) -> list[Job]:
        """Return jobs without their rows, oldest first."""
        asked, given = "SELECT facts FROM jobs WHERE 1", []
        if run is not None:
            asked, given = asked + " AND run = ?", [run]
        if open_only:
            asked += " AND state <> 'collected'"
        with self._database.reading() as db:
            return [job_of(row[0]) for row in db.execute(asked + " ORDER BY planned_at", given).fetchall()]

    def owners(self, keys: Sequence[str] | None = None) -> dict[str, str]:
        """Map the keys of open jobs to the jobs' nonces: these keys, or all."""
        with self._database.reading() as db:
            if keys is not None:
                return owners_of(db, keys)
            return dict(db.execute("SELECT key, nonce FROM open_rows").fetchall())

    def batch_ids(self) -> set[str]:
        """Return the provider's ids of all jobs."""
        with self._database.reading() as db:
            return {row[0] for row in db.execute("SELECT batch_id FROM jobs WHERE batch_id IS NOT NULL").fetchall()}

    def with_leftovers(self) -> list[Job]:
        """Return the closed jobs of which something is still to be deleted at the provider."""
        asked = "SELECT facts FROM jobs WHERE state = 'collected' AND facts LIKE ?"
        with self._database.reading() as db:
            found = [job_of(facts) for (facts,) in db.execute(asked, ('%"leftovers":["%',)).fetchall()]
        return [job for job in found if job.leftovers]

    def clear_leftovers(self, nonce: str) -> None:
        """Record that nothing of a closed job is left at the provider."""
        with self._database.transaction() as db:
            job = read_job(db, nonce, rows=False)
            if job is not None:
                job.leftovers = []
                write_job(db, job)

    def keep_rows(self, nonce: str, first: int, rows: Sequence[bytes]) -> None:
        """Keep results of a job as they came (JSON), numbered from `first`; those kept from there on are replaced."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM kept_rows WHERE nonce = ? AND number >= ?", (nonce, first))
            numbered = ((nonce, number, row) for number, row in enumerate(rows, first))
            db.executemany("INSERT INTO kept_rows VALUES (?, ?, ?)", numbered)

    def kept_rows(self, nonce: str) -> list[bytes]:
        """Return the results of a job that were kept as they came."""
        with self._database.reading() as db:
            asked = "SELECT row FROM kept_rows WHERE nonce = ? ORDER BY number"
            return [row for (row,) in db.execute(asked, (nonce,)).fetchall()]

    def add(self, job: Job) -> None:
        """Record an ended job that was found at the provider."""
        with self._database.transaction() as db:
            write_job(db, job)
            write_rows(db, job)

    def forget(self, jobs: Sequence[Job]) -> None:
        """Remove closed jobs with their answers; their bodies are unused then. What they cost stays counted."""
        with self._database.transaction() as db:
            keep_spent(db, [job.nonce for job in jobs])
            keys = [key for job in jobs for key in read_rows(db, job.nonce)[0]]
            for table in ("jobs", "job_rows", "row_ids", "open_rows", "kept_rows"):
                db.executemany(f"DELETE FROM {table} WHERE nonce = ?", ((job.nonce,) for job in jobs))  # noqa: S608 - the names above
            db.executemany("DELETE FROM found_rows WHERE key = ?", ((key,) for key in keys))
        self._answers.delete(keys)

    def _claim(self, job: Job) -> None:
        if not self._claims.hold(job.nonce):  # without a claim, another process would take it over
            message = "no claim on a new job could be written in the ledger. Nothing of it was sent"
            raise LedgerError(message)

    def _sorted_out(self, db: sqlite3.Connection, draft: Draft, caps: Caps) -> Planned:
        """Sort out the calls of a draft that may not be bought now: stored, owned, sent live, or above a cap."""
        keys = draft.job.keys
        owned, live, lost = self._owned(db, draft.job)
        others = {*owned, *live}
        free = [key for key in keys if key not in others]
        stored = self._stored(free) if draft.reuse else frozenset()
        lost = frozenset() if draft.resend else lost - stored
        free = [key for key in free if key not in stored and key not in lost]
        left = _room(db, draft.job, caps)
        taken, waiting = (free, []) if left is None else admit(free, draft.bounds, left)
        return Planned(tuple(taken), stored, owned, live, lost, tuple(waiting))

    def _stored(self, keys: list[str]) -> frozenset[str]:
        # Asked after the keys were found free: a job that closes stores its answers before it frees its keys.
        return frozenset(self._answers.stored(keys))

    def _owned(self, db: sqlite3.Connection, job: Job) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
        """Separate calls that a batch job owns, calls that are being sent live, and calls that were lost live.

        Calls of a job at another address are free.
        """
        owned = owners_of(db, job.keys)
        owners = {nonce: read_job(db, nonce, rows=False) for nonce in set(owned.values())}
        batch = {nonce for nonce, owner in owners.items() if owner is not None and owner.outcome != LIVE}
        batch = {nonce for nonce in batch if _is_there_too(owners[nonce], job)}
        ordinary = {nonce for nonce, owner in owners.items() if owner is None or owner.outcome == LIVE}
        live = {nonce for nonce in ordinary if self._claims.is_held(nonce)}
        in_jobs = {key: nonce for key, nonce in owned.items() if nonce in batch}
        under_way = frozenset(key for key, nonce in owned.items() if nonce in live)
        return in_jobs, under_way, frozenset(key for key, nonce in owned.items() if nonce in ordinary - live)


class LiveCalls:
    """Live calls, stored as jobs of the same run."""

    def __init__(self, database: Database, claims: FileClaims, answers: CachedAnswers) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._claims, self._answers = database, claims, answers

    def enter(self, job: Job, most: Decimal, caps: Caps, *, reuse: bool = True, resend: bool = False) -> Entered:
        """Record a live call; its bound counts in full from now on."""
        job.state, job.outcome, job.spent = JobState.COLLECTED, LIVE, str(most)
        if job.keys:
            self._claims.hold(job.nonce)
        with self._database.transaction() as db:
            entered = self._taken(db, job, reuse=reuse, resend=resend)
            left = _room(db, job, caps) if entered.may_be_sent else None
            if left is not None and most > left:
                entered = Entered(is_too_dear=True)
            if entered.may_be_sent:
                write_job(db, job)
                write_rows(db, job)
                own_keys(db, job.nonce, job.keys)
                add_money(db, job.run, committed=most, spent=most)
        if not entered.may_be_sent:
            self._claims.release(job.nonce)
        return entered

    def settle(self, job: Job, spent: Decimal) -> None:
        """Replace the bound by what the call did cost."""
        with self._database.transaction() as db:
            change = spent - Decimal(job.spent)
            job.spent = str(spent)
            write_job(db, job)
            add_money(db, job.run, committed=change, spent=change)

    def leave(self, job: Job, *, lost: bool = False) -> None:
        """Record that this process no longer sends the call, so that others may; `lost`: it may have been answered."""
        if not lost:
            with self._database.transaction() as db:
                free_keys(db, job.nonce)
        self._claims.release(job.nonce)

    def _taken(self, db: sqlite3.Connection, job: Job, *, reuse: bool, resend: bool) -> Entered:
        """Say who has a call already, or has sent it before."""
        owners = owners_of(db, job.keys).values()
        for nonce in owners:
            if not _is_live(db, nonce):
                return Entered(nonce)
            if self._claims.is_held(nonce):
                return Entered(is_live=True)
        if reuse and self._answers.stored(job.keys):
            return Entered(is_stored=True)
        return Entered(is_lost=bool(owners) and not resend)


def _write_plan(db: sqlite3.Connection, draft: Draft) -> None:
    job = draft.job
    amount = reservation(draft.bounds, job.keys)
    job.reserved = str(amount)
    write_job(db, job)
    write_rows(db, job)
    own_keys(db, job.nonce, job.keys)
    add_money(db, job.run, committed=amount)


def _room(db: sqlite3.Connection, job: Job, caps: Caps) -> Decimal | None:
    """Return the least that is left of any cap, in the transaction that admits the calls of a job."""
    return caps.room(job.planned_at, lambda: committed(db, job.run), lambda at: committed_since(db, at))


def _is_there_too(owner: Job | None, job: Job) -> bool:
    return owner is not None and (owner.provider, owner.base_url) == (job.provider, job.base_url)


def _open_reservation(db: sqlite3.Connection, nonce: str) -> Decimal | None:
    """Return what an open job has reserved; None if the job is closed or unknown."""
    asked = "SELECT reserved FROM jobs WHERE nonce = ? AND state <> 'collected'"
    found = db.execute(asked, (nonce,)).fetchone()
    return None if found is None else Decimal(found[0])


def _is_live(db: sqlite3.Connection, nonce: str) -> bool:
    job = read_job(db, nonce, rows=False)
    return job is None or job.outcome == LIVE
