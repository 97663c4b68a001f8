"""Copy another ledger into one in PostgreSQL: runs, money, jobs with their rows and bodies, and answers. Repeatable."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from deferred.core.call import Answer
from deferred.core.errors import LedgerError
from deferred.core.fingerprint import hardened
from deferred.core.grouping import in_groups
from deferred.core.job import Job
from deferred.storage.base import Ledger, RunRow
from deferred.storage.postgres import job_rows
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.ledger import PostgresLedger
from deferred.storage.postgres.segments import Segments
from deferred.storage.sqlite import SqliteLedger

_RUN = (
    "INSERT INTO {s}.runs (id, name, began_at, is_over, versions, committed, spent) "
    "VALUES (%s, %s, to_timestamp(%s), %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"
)
_SAME_NAME = "SELECT 1 FROM {s}.runs WHERE name = %s AND id <> %s AND NOT is_over"
_FORGOTTEN = "INSERT INTO {s}.forgotten VALUES (%s, %s, %s) ON CONFLICT (nonce) DO NOTHING"
_AT_ONCE = 500  # answers in memory


@dataclass(frozen=True)
class Copied:
    """What was copied; what was there already is not counted, but for answers."""

    runs: int
    jobs: int
    answers: int

    def __str__(self) -> str:
        return f"{self.runs:,} runs, {self.jobs:,} jobs and {self.answers:,} answers were copied"


def copy(source: SqliteLedger, target: PostgresLedger, database: Database) -> Copied:
    """Copy a ledger on disk into one in a database; what is there already stays, so that it can be repeated.

    Raises:
        LedgerError: a process uses one of them, or both have an unfinished run of one name.
    """
    _refuse_while_in_use(source)
    _refuse_while_in_use(target)
    runs = source.runs.all()
    for run in runs:
        if not run.is_over and database.read(lambda db, run=run: db.row(_SAME_NAME, run.name, run.id)):  # type: ignore[misc]
            message = (
                f"both ledgers have an unfinished run named {run.name!r}; nothing was copied. Finish one of them first"
            )
            raise LedgerError(message)
    runs_copied = sum(_copy_run(source, database, run) for run in runs)
    # Bodies and answers first: a job that is there needs both.
    jobs = [whole for job in source.jobs.all() if (whole := source.jobs.get(job.nonce, rows=True)) is not None]
    _copy_spools(source, target, database, {job.spool for job in jobs if job.spool})
    found = {run.name: source.runs.found(run.name) for run in runs}
    answers = 0
    for some in in_groups(chain(*(job.keys for job in jobs), *found.values()), _AT_ONCE):
        pairs = list(_answers(source, some))
        target.answers.store(pairs)
        answers += len(pairs)
    owners = source.jobs.owners()
    jobs_copied = sum(_copy_job(source, target, database, job, owners) for job in jobs)
    for forgotten in source.runs.forgotten():
        database.run(lambda db, forgotten=forgotten: db.do(_FORGOTTEN, *forgotten))  # type: ignore[misc]
    for name, keys in found.items():
        target.runs.add_found(name, sorted(keys))
    return Copied(runs_copied, jobs_copied, answers)


def _refuse_while_in_use(ledger: Ledger) -> None:
    if ledger.claims.held_by_others():
        message = f"a process uses the ledger at {ledger.location}; nothing was copied. Wait until it has ended"
        raise LedgerError(message)


def _copy_run(source: SqliteLedger, database: Database, run: RunRow) -> int:
    money = source.runs.money(run.id)
    given = (run.id, run.name, run.began_at, run.is_over, json.dumps(dict(run.versions)), money.committed, money.spent)
    return database.run(lambda db: db.do(_RUN, *given))


def _copy_spools(source: SqliteLedger, target: PostgresLedger, database: Database, names: Iterable[str]) -> None:
    for name in names:
        old, new = source.bodies.path(name), target.bodies.path(name)
        if old.exists() and not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            shutil.copy2(old, new)  # with its mode: only the owner can read it
        if database.address.shares_bodies and new.exists():
            Segments(database).put_file(name, new)


def _answers(source: SqliteLedger, keys: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    for key in keys:
        answer = source.answers.get(key)
        if answer is not None:
            yield key, answer


def _copy_job(
    source: SqliteLedger, target: PostgresLedger, database: Database, job: Job, owners: dict[str, str]
) -> int:
    """Copy a job, and who owns its keys: those of an open one, and of a live call that was lost."""
    owned = [key for key in job.keys if owners.get(key) == job.nonce]
    job = replace(job, credential=hardened(job.credential))

    def write(db: Statements) -> bool:
        is_new = job_rows.insert_job(db, job, None)
        if is_new:
            job_rows.take_keys(db, job.nonce, owned)
        return is_new

    is_new = database.run(write)
    kept = source.jobs.kept_rows(job.nonce)
    if kept:
        target.jobs.keep_rows(job.nonce, 0, kept)
    return int(is_new)
