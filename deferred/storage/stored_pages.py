"""Pages of a ledger on disk: SQLite picks rows out of the JSON in which a job's rows are stored."""

from __future__ import annotations

import json
from typing import Any

from deferred.core.call import BodyRef
from deferred.core.job import Job
from deferred.storage.database import Database
from deferred.storage.pages import SqlPages
from deferred.storage.schema import job_of, read_job

_SLICE = (
    "SELECT each.value FROM job_rows, json_each(job_rows.{column}) each "
    "WHERE nonce = ? AND each.key >= ? AND each.key < ? ORDER BY each.key"
)
_NAMED = (
    "SELECT each.key, each.value FROM row_ids, json_each(row_ids.ids) each "
    "WHERE nonce = ? AND each.key IN (SELECT value FROM json_each(?))"
)


class StoredPages(SqlPages):
    """Parts of a ledger on disk."""

    _runs = (
        "SELECT id, name, began_at, is_over, committed, spent FROM runs UNION ALL "
        "SELECT run, run, MIN(planned_at), 1, '0', '0' FROM jobs WHERE run NOT IN (SELECT id FROM runs) GROUP BY run"
    )
    _has = "EXISTS (SELECT 1 FROM json_each(facts, '$.{}') WHERE key = %s)"

    def __init__(self, database: Database) -> None:
        """`database` holds the jobs."""
        self._database = database

    def rows(self, nonce: str, first: int, count: int) -> Job | None:
        """Return a job with some of its rows."""
        span = (nonce, first, first + count)
        with self._database.reading() as db:
            job = read_job(db, nonce, rows=False)
            if job is not None:
                job.keys = [key for (key,) in db.execute(_SLICE.format(column="keys"), span)]
                refs = ",".join(ref for (ref,) in db.execute(_SLICE.format(column="bodies"), span))
                job.bodies = [BodyRef(*ref) for ref in json.loads(f"[{refs}]")]
                job.row_ids = dict(db.execute(_NAMED, (nonce, json.dumps(job.keys))).fetchall())
        return job

    def _fact(self, name: str) -> str:
        return f"json_extract(facts, '$.{name}')"

    def _rows(self, asked: str, *given: Any) -> list[tuple[Any, ...]]:
        with self._database.reading() as db:
            return db.execute(asked.replace("{s}.", "").replace("%s", "?"), given).fetchall()

    def _job(self, row: tuple[Any, ...]) -> Job:
        return job_of(row[0])
