"""Migrate ledgers of version 1, which kept jobs and runs as JSON in a `diskcache`, when they are opened.

The old tables stay, marked with the new version, so that an older `deferred` refuses them.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from deferred.core import real_time, remedies
from deferred.core.call import BodyRef
from deferred.core.errors import LedgerError
from deferred.core.job import Job, JobState
from deferred.storage.answers import open_cache
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database, errors_named
from deferred.storage.schema import VERSION, own_keys, write_job, write_rows

_OLD = "jobs"  # the folder of the cache
_LOCK = "migration"
_TRIES, _PAUSE = 2_400, 0.05  # of the claim, and seconds between them
_IS_MIGRATED = "SELECT 1 FROM meta WHERE name = 'version'"


def bring_up_to_date(folder: Path, database: Database, claims: FileClaims, location: str) -> None:
    """Check the version of a ledger, and migrate the data of version 1.

    Raises:
        LedgerError: a newer version wrote it, or a process of version 1 still works on it.
    """
    old = folder / _OLD  # every version reads the version number here
    if database.row(_IS_MIGRATED) and (old / "cache.db").exists() and _is_of_this_version(old, location):
        return
    with contextlib.closing(open_cache(old)) as cache, errors_named(location):
        stored = int(cache.get("version") or VERSION)
        if stored > VERSION:
            _refuse_newer(location, stored)
        with _one_at_a_time(claims, location):
            _migrate(cache, database, claims, location)


def _is_of_this_version(folder: Path, location: str) -> bool:
    """Read the version number without `diskcache`, which takes 40 statements to open what has been migrated."""
    with contextlib.closing(Database(folder / "cache.db", location)) as old:
        row = old.row("SELECT value FROM Cache WHERE key = 'version' AND raw = 1")
    return bool(row) and int(row[0]) == VERSION


@contextlib.contextmanager
def _one_at_a_time(claims: FileClaims, location: str) -> Iterator[None]:
    """Let one process migrate a ledger; the others wait, and find it migrated."""
    for _ in range(_TRIES):
        if claims.hold(_LOCK):
            break
        real_time.sleep(_PAUSE)
    else:
        message = f"another process has been migrating the ledger in {location} for two minutes; nothing was sent"
        raise LedgerError(message)
    try:
        yield
    finally:
        claims.release(_LOCK)


def _migrate(old: Any, database: Database, claims: FileClaims, location: str) -> None:
    if int(old.get("version") or VERSION) < VERSION:  # read again: another process may have migrated it meanwhile
        _refuse_while_in_use(claims, location)
    old.set("version", str(VERSION).encode())  # first: from now on an older version refuses the ledger
    with database.transaction() as db:
        if not db.execute(_IS_MIGRATED).fetchone():
            _carry_over(old, db)
            db.execute("INSERT INTO meta VALUES ('version', ?)", (str(VERSION),))


def _refuse_newer(location: str, stored: int) -> None:
    message = (
        f"the ledger in {location} was written by a newer version of deferred (its format is {stored}, this version "
        f"knows {VERSION}). Upgrade deferred, or use another folder: {remedies.setting('cache', ...)}."
    )
    raise LedgerError(message)


def _refuse_while_in_use(claims: FileClaims, location: str) -> None:
    if claims.held_by_others():
        message = (
            f"the ledger in {location} is in use by a process with an older version of deferred. Nothing was sent; run "
            "this again when that process has ended."
        )
        raise LedgerError(message)


def _carry_over(old: Any, db: sqlite3.Connection) -> None:
    names = list(old.iterkeys())
    jobs = [_old_job(old, name) for name in names if name.startswith("j:")]
    for job in jobs:
        write_job(db, job)
        write_rows(db, job)
        if job.is_open:
            own_keys(db, job.nonce, job.keys)
    for name in (name for name in names if name.startswith("r:")):
        _carry_over_run(db, name[2:], json.loads(old.get(name)), jobs)


def _old_job(old: Any, name: str) -> Job:
    facts = json.loads(old.get(name))
    rows = old.get("k:" + name[2:])
    keys, places = ([], []) if rows is None else json.loads(rows)
    return Job(**{**facts, "state": JobState(facts["state"])}, keys=keys, bodies=[BodyRef(*place) for place in places])


def _carry_over_run(db: sqlite3.Connection, name: str, record: dict[str, Any], jobs: list[Job]) -> None:
    own = [job for job in jobs if job.run == record["id"]]
    spent = sum((Decimal(job.spent) for job in own if not job.is_open), Decimal(0))
    reserved = sum((Decimal(job.reserved) for job in own if job.is_open), Decimal(0))
    db.execute(
        "INSERT OR IGNORE INTO runs (id, name, began_at, is_over, versions, committed, spent) VALUES (?,?,?,?,?,?,?)",
        (record["id"], name, record["started"], int(bool(record.get("complete"))),
         json.dumps(record.get("versions") or {}), str(spent + reserved), str(spent)),
    )  # fmt: skip
