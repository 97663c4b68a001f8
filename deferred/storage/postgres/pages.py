"""Pages of a ledger in PostgreSQL."""

from __future__ import annotations

import json
from typing import Any

from deferred.core.job import Job
from deferred.storage.pages import SqlPages
from deferred.storage.postgres import job_rows
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.keys import unpacked, unpacked_refs

_REF = 16  # bytes of the place of a body
_SLICE = (
    "SELECT keys[%s::int + 1 : %s::int], substring(refs FROM %s::int + 1 FOR %s::int) "
    "FROM {s}.job_rows WHERE nonce = %s"
)
_NAMED = (
    "SELECT each.key, each.value::text FROM {s}.row_ids, json_each(row_ids.ids::json) each "
    "WHERE nonce = %s AND each.key = ANY(%s::text[])"
)


class MemberPages(SqlPages):
    """Parts of a ledger in PostgreSQL."""

    _runs = (
        "SELECT id, name, extract(epoch FROM began_at)::float8 AS began_at, is_over, committed, spent FROM {s}.runs "
        "UNION ALL SELECT run, run, min(planned_at), true, 0, 0 FROM {s}.jobs j "
        "WHERE NOT EXISTS (SELECT 1 FROM {s}.runs r WHERE r.id = j.run) GROUP BY run"
    )
    _has = "(facts::json -> '{}' ->> %s::text) IS NOT NULL"

    def __init__(self, database: Database) -> None:
        """Use the other parts of the same ledger."""
        self._database = database

    def rows(self, nonce: str, first: int, count: int) -> Job | None:
        """Return a job with some of its rows."""

        def read(db: Statements) -> Job | None:
            job = job_rows.read_job(db, nonce)
            found = db.row(_SLICE, first, first + count, _REF * first, _REF * count, nonce)
            if job is not None and found is not None:
                job.keys, job.bodies = list(map(unpacked, found[0])), unpacked_refs(found[1])
                job.row_ids = {key: json.loads(value) for key, value in db.rows(_NAMED, nonce, job.keys)}
            return job

        return self._database.read(read)

    def _fact(self, name: str) -> str:
        return f"(facts::json ->> '{name}')"

    def _rows(self, asked: str, *given: Any) -> list[tuple[Any, ...]]:
        return self._database.read(lambda db: db.rows(asked, *given))

    def _job(self, row: tuple[Any, ...]) -> Job:
        return job_rows.job_of(row)
