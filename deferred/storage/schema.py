"""The tables of a ledger on disk: runs and their money, members, jobs, rows, and the keys of open jobs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from decimal import Decimal

from deferred.core import real_time
from deferred.core.call import BodyRef
from deferred.core.caps import LONGEST
from deferred.core.job import Job
from deferred.storage.database import rows_of_keys

VERSION = 2
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, began_at REAL NOT NULL, is_over INTEGER NOT NULL DEFAULT 0,
    versions TEXT NOT NULL DEFAULT '{}', committed TEXT NOT NULL DEFAULT '0', spent TEXT NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX IF NOT EXISTS runs_unfinished ON runs (name) WHERE is_over = 0;
CREATE TABLE IF NOT EXISTS members (id TEXT PRIMARY KEY, run TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jobs (
    nonce TEXT PRIMARY KEY, run TEXT NOT NULL, state TEXT NOT NULL, batch_id TEXT, planned_at REAL NOT NULL,
    reserved TEXT NOT NULL, spent TEXT NOT NULL, facts TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_of_run ON jobs (run, planned_at);
CREATE INDEX IF NOT EXISTS jobs_open ON jobs (run) WHERE state <> 'collected';
CREATE INDEX IF NOT EXISTS jobs_by_batch ON jobs (batch_id);
CREATE INDEX IF NOT EXISTS jobs_by_time ON jobs (planned_at);
CREATE TABLE IF NOT EXISTS forgotten (
    nonce TEXT PRIMARY KEY, planned_at REAL NOT NULL, spent TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS job_rows (nonce TEXT PRIMARY KEY, keys TEXT NOT NULL, bodies TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS row_ids (nonce TEXT PRIMARY KEY, ids TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS open_rows (key TEXT PRIMARY KEY, nonce TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS open_rows_of_job ON open_rows (nonce);
CREATE TABLE IF NOT EXISTS found_rows (name TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept_rows (
    nonce TEXT NOT NULL, number INTEGER NOT NULL, row BLOB NOT NULL, PRIMARY KEY (nonce, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS found_by_key ON found_rows (key);
"""
# What was found at the provider again, after it was forgotten, counts once.
_SINCE = (
    "SELECT CASE state WHEN 'collected' THEN spent ELSE reserved END FROM jobs WHERE planned_at >= ? UNION ALL "
    "SELECT spent FROM forgotten f WHERE planned_at >= ? AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.nonce = f.nonce)"
)


def write_job(db: sqlite3.Connection, job: Job) -> None:
    """Insert or update a job; its rows are written once, by `write_rows`."""
    db.execute(
        "INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (nonce) DO UPDATE SET state = excluded.state, "
        "batch_id = excluded.batch_id, planned_at = excluded.planned_at, reserved = excluded.reserved, "
        "spent = excluded.spent, facts = excluded.facts",
        (job.nonce, job.run, job.state, job.batch_id, job.planned_at, job.reserved, job.spent, _json(job.to_dict())),
    )


def write_rows(db: sqlite3.Connection, job: Job) -> None:
    """Write which calls a job has, where their bodies are, and what `deferred.tag(row=...)` named them by."""
    row = (job.nonce, _json(job.keys), _json(job.bodies))
    db.execute("INSERT OR REPLACE INTO job_rows VALUES (?, ?, ?)", row)
    if job.row_ids:
        db.execute("INSERT OR REPLACE INTO row_ids VALUES (?, ?)", (job.nonce, _json(job.row_ids)))


def read_job(db: sqlite3.Connection, nonce: str, *, rows: bool) -> Job | None:
    """Read a job, with its rows on request."""
    found = db.execute("SELECT facts FROM jobs WHERE nonce = ?", (nonce,)).fetchone()
    if found is None:
        return None
    job = job_of(found[0])
    if rows:
        job.keys, job.bodies = read_rows(db, nonce)
        job.row_ids = _read_row_ids(db, nonce)
    return job


def read_rows(db: sqlite3.Connection, nonce: str) -> tuple[list[str], list[BodyRef]]:
    """Read which calls a job has, and where their bodies are."""
    found = db.execute("SELECT keys, bodies FROM job_rows WHERE nonce = ?", (nonce,)).fetchone()
    return ([], []) if found is None else (json.loads(found[0]), [BodyRef(*ref) for ref in json.loads(found[1])])


def _read_row_ids(db: sqlite3.Connection, nonce: str) -> dict[str, int | str]:
    found = db.execute("SELECT ids FROM row_ids WHERE nonce = ?", (nonce,)).fetchone()
    return {} if found is None else dict(json.loads(found[0]))


def job_of(facts: str) -> Job:
    """Make a job from its stored JSON."""
    return Job.from_dict(json.loads(facts))


def own_keys(db: sqlite3.Connection, nonce: str, keys: Iterable[str]) -> None:
    """Make a job the owner of these keys: no other job may buy them."""
    db.executemany("INSERT OR REPLACE INTO open_rows VALUES (?, ?)", ((key, nonce) for key in keys))


def free_keys(db: sqlite3.Connection, nonce: str) -> None:
    """Free the keys of a closed job, so that other jobs may buy them."""
    db.execute("DELETE FROM open_rows WHERE nonce = ?", (nonce,))


def owners_of(db: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    """Map keys that open jobs own to the jobs' nonces."""
    return dict(rows_of_keys(db, "SELECT key, nonce FROM open_rows WHERE key IN", keys))


def committed(db: sqlite3.Connection, run: str) -> Decimal:
    """Return what a run has spent or reserved."""
    found = db.execute("SELECT committed FROM runs WHERE id = ?", (run,)).fetchone()
    return Decimal(0) if found is None else Decimal(found[0])


def add_money(db: sqlite3.Connection, run: str, *, committed: Decimal, spent: Decimal = Decimal(0)) -> None:
    """Change the committed and spent money of a run, in the transaction that changes its jobs."""
    found = db.execute("SELECT committed, spent FROM runs WHERE id = ?", (run,)).fetchone()
    if found is not None:
        now = (str(Decimal(found[0]) + committed), str(Decimal(found[1]) + spent), run)
        db.execute("UPDATE runs SET committed = ?, spent = ? WHERE id = ?", now)


def committed_since(db: sqlite3.Connection, at: float) -> Decimal:
    """Return what all jobs planned since a time, also forgotten ones, have spent, or reserved while open."""
    return sum((Decimal(amount) for (amount,) in db.execute(_SINCE, (at, at))), Decimal(0))


def keep_spent(db: sqlite3.Connection, nonces: Iterable[str]) -> None:
    """Keep what jobs cost that are about to be removed, as long as it counts in a period."""
    asked = "INSERT OR REPLACE INTO forgotten SELECT nonce, planned_at, spent FROM jobs WHERE nonce = ?"
    db.executemany(f"{asked} AND spent <> '0'", ((nonce,) for nonce in nonces))
    db.execute("DELETE FROM forgotten WHERE planned_at < ?", (real_time.now() - 2 * LONGEST,))


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
