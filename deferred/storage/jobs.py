"""Jobs of a ledger on disk: each change of a job is one transaction with its money and its keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from decimal import Decimal

from deferred.core.errors import LedgerError
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.answers import CachedAnswers
from deferred.storage.base import Draft, Entered, Planned
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database
from deferred.storage.schema import (
    add_money,
    committed,
    free_keys,
    job_of,
    own_keys,
    owners_of,
    read_job,
    read_rows,
    write_job,
    write_rows,
)
from deferred.storage.spool import SpoolFolder

_ZERO = Decimal(0)


class StoredJobs:
    """Jobs, their rows, and the keys that each open job owns."""

    def __init__(self, database: Database, claims: FileClaims, answers: CachedAnswers, bodies: SpoolFolder) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._claims, self._answers, self._bodies = database, claims, answers, bodies

    def plan(self, draft: Draft, limit: Decimal | None) -> Planned:
        """Take the calls that no other job has, reserve their money, write the job and claim it, in one transaction."""
        job = draft.job
        self._claim(job)
        try:
            with self._database.transaction() as db:
                planned = self._sorted_out(db, draft, limit)
                if planned.taken:
                    _keep_only(job, planned.taken)
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

    def close(self, job: Job) -> bool:
        """Record that a job is collected: its reservation is replaced by what was spent, and its keys are freed."""
        job.state = JobState.COLLECTED
        with self._database.transaction() as db:
            reserved = _open_reservation(db, job.nonce)
            if reserved is not None:
                spent = Decimal(job.spent)
                add_money(db, job.run, committed=spent - reserved, spent=spent)
                job.reserved = str(reserved)
                write_job(db, job)
                free_keys(db, job.nonce)
        self._claims.release(job.nonce)
        return reserved is not None

    def bound(self, nonce: str, most: Decimal) -> None:
        """Reserve money for a job that was planned when its run had no limit."""
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

    def add(self, job: Job) -> None:
        """Record an ended job that was found at the provider."""
        with self._database.transaction() as db:
            write_job(db, job)
            write_rows(db, job)

    def forget(self, job: Job) -> None:
        """Remove a closed job, its answers, and its spool once no other job has bodies there."""
        with self._database.transaction() as db:
            keys, _ = read_rows(db, job.nonce)
            for table in ("jobs", "job_rows", "open_rows"):
                db.execute(f"DELETE FROM {table} WHERE nonce = ?", (job.nonce,))  # noqa: S608 - the names above
            others = (job_of(row[0]).spool for row in db.execute("SELECT facts FROM jobs").fetchall())
            is_last = bool(job.spool) and job.spool not in others
        self._answers.delete(keys)
        if is_last:
            self._bodies.path(job.spool).unlink(missing_ok=True)

    def _claim(self, job: Job) -> None:
        if not self._claims.hold(job.nonce):  # without a claim, another process would take it over
            message = "no claim on a new job could be written in the ledger. Nothing of it was sent"
            raise LedgerError(message)

    def _sorted_out(self, db: sqlite3.Connection, draft: Draft, limit: Decimal | None) -> Planned:
        """Sort out the calls of a draft that may not be bought now: stored, owned, sent live, or above the limit."""
        keys = draft.job.keys
        owned, live = self._owned(db, draft.job)
        others = {*owned, *live}
        free = [key for key in keys if key not in others]
        stored = self._stored(free) if draft.reuse else frozenset()
        free = [key for key in free if key not in stored]
        left = None if limit is None else limit - committed(db, draft.job.run)
        taken, waiting = (free, []) if left is None else _admit(free, draft.bounds, left)
        return Planned(tuple(taken), stored, owned, live, tuple(waiting))

    def _stored(self, keys: list[str]) -> frozenset[str]:
        # Asked after the keys were found free: a job that closes stores its answers before it frees its keys.
        return frozenset(self._answers.stored(keys))

    def _owned(self, db: sqlite3.Connection, job: Job) -> tuple[dict[str, str], frozenset[str]]:
        """Separate calls that a batch job owns from calls that are being sent live.

        Calls that an ended process was sending live are free, and so are those of a job at another address.
        """
        owned = owners_of(db, job.keys)
        owners = {nonce: read_job(db, nonce, rows=False) for nonce in set(owned.values())}
        batch = {nonce for nonce, owner in owners.items() if owner is not None and owner.outcome != LIVE}
        batch = {nonce for nonce in batch if _is_there_too(owners[nonce], job)}
        live = {nonce for nonce in owners.keys() - batch if self._claims.is_held(nonce)}
        in_jobs = {key: nonce for key, nonce in owned.items() if nonce in batch}
        return in_jobs, frozenset(key for key, nonce in owned.items() if nonce in live)


class LiveCalls:
    """Live calls, stored as jobs of the same run."""

    def __init__(self, database: Database, claims: FileClaims, answers: CachedAnswers) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._claims, self._answers = database, claims, answers

    def enter(self, job: Job, most: Decimal, limit: Decimal | None, *, reuse: bool = True) -> Entered:
        """Record a live call; its bound counts in full from now on."""
        job.state, job.outcome, job.spent = JobState.COLLECTED, LIVE, str(most)
        if job.keys:
            self._claims.hold(job.nonce)
        with self._database.transaction() as db:
            entered = self._may_enter(db, job, most, limit, reuse=reuse)
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

    def leave(self, job: Job) -> None:
        """Record that this process no longer sends the call, so that others may."""
        with self._database.transaction() as db:
            free_keys(db, job.nonce)
        self._claims.release(job.nonce)

    def _may_enter(
        self, db: sqlite3.Connection, job: Job, most: Decimal, limit: Decimal | None, *, reuse: bool
    ) -> Entered:
        for nonce in owners_of(db, job.keys).values():
            if not _is_live(db, nonce):
                return Entered(nonce)
            if self._claims.is_held(nonce):
                return Entered(is_live=True)
            free_keys(db, nonce)
        if reuse and self._answers.stored(job.keys):
            return Entered(is_stored=True)
        return Entered(is_too_dear=limit is not None and committed(db, job.run) + most > limit)


def _admit(keys: list[str], bounds: Mapping[str, Decimal], left: Decimal) -> tuple[list[str], list[str]]:
    """Admit keys in order while their bounds fit into `left` dollars; returns the admitted and the waiting keys."""
    taken: list[str] = []
    waiting: list[str] = []
    for key in keys:
        if bounds[key] <= left:
            taken.append(key)
            left -= bounds[key]
        else:
            waiting.append(key)
    return taken, waiting


def _keep_only(job: Job, keys: tuple[str, ...]) -> None:
    if len(keys) == len(job.keys):
        return
    bodies = dict(zip(job.keys, job.bodies, strict=True))
    job.keys, job.bodies = list(keys), [bodies[key] for key in keys]
    job.count, job.size = len(keys), sum(ref.size for ref in job.bodies)


def _write_plan(db: sqlite3.Connection, draft: Draft) -> None:
    job = draft.job
    reserved = sum((draft.bounds[key] for key in job.keys), _ZERO) if draft.bounds else _ZERO
    job.reserved = str(reserved)
    write_job(db, job)
    write_rows(db, job)
    own_keys(db, job.nonce, job.keys)
    add_money(db, job.run, committed=reserved)


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
