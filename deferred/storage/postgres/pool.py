"""Calls of many processes that wait for one job together, with their bodies. Each statement may be said twice.

A call waits for as long as it has its row. Whoever plans a job of it removes the row in the transaction that plans; who
withdraws it removes the row too: one of them is the first, and nobody buys what was withdrawn.
"""

from __future__ import annotations

import json
import logging
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from deferred.core.grouping import in_groups
from deferred.storage.call_pool import LARGEST, Backlog, PooledCall
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.keys import all_packed, inflated, packed, unpacked
from deferred.storage.postgres.members import alive

log = logging.getLogger("deferred")
_PUT = (
    "INSERT INTO {s}.pooled (run, key, grp, units, size, body, tags, row_id) "
    "SELECT %s, key, grp, units, size, body, tags, row_id "
    "FROM unnest(%b::bytea[], %s::text[], %s::int[], %s::int[], %b::bytea[], %s::text[], %s::text[]) "
    "w(key, grp, units, size, body, tags, row_id) ON CONFLICT DO NOTHING"
)
_STANDING = (
    "SELECT key, extract(epoch FROM clock_timestamp() - put_at)::float8, is_given_back FROM {s}.pooled "
    "WHERE run = %s AND key = ANY(%b::bytea[])"
)
_BACKLOG = (
    "SELECT count(*), coalesce(sum(units), 0)::bigint, coalesce(sum(size), 0)::bigint, "
    "coalesce(extract(epoch FROM clock_timestamp() - min(put_at)), 0)::float8, "
    "coalesce(extract(epoch FROM clock_timestamp() - max(put_at)), 0)::float8 "
    "FROM {s}.pooled WHERE run = %s AND grp = %s AND NOT is_given_back"
)
_PAGE = (
    "SELECT number, key, octet_length(body) FROM {s}.pooled WHERE run = %s AND grp = %s AND number > %s "
    "AND NOT is_given_back ORDER BY number LIMIT %s"
)
_READ = (
    "SELECT key, units, size, body, tags, row_id FROM {s}.pooled WHERE run = %s AND key = ANY(%b::bytea[]) "
    "AND octet_length(body) <= %s ORDER BY number"
)
_ROWS = "{s}.pooled WHERE run = %s AND key = ANY(%b::bytea[])"
_UNUSED = (
    "DELETE FROM {s}.pooled p WHERE NOT EXISTS "
    f"(SELECT 1 FROM {{s}}.participants t WHERE t.run = p.run AND {alive('t.member')})"
)
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 500, 8 << 20
_KEYS_AT_ONCE = 10_000


class WaitingCalls:
    """The calls of all runs that wait for one job together."""

    def __init__(self, database: Database) -> None:
        """`database` has the table."""
        self._database = database

    def put(self, run: str, calls: Iterable[PooledCall]) -> None:
        """Let calls wait; those that wait already stay as they are."""
        for some in _portions(calls):
            given = (
                [packed(call.key) for call in some],
                [call.group for call in some],
                [call.units for call in some],
                [len(call.body) for call in some],
                [zlib.compress(call.body, 1) for call in some],
                [json.dumps(dict(call.tags)) for call in some],
                [json.dumps(call.row) for call in some],
            )
            self._database.run(lambda db, given=given: db.do(_PUT, run, *given))  # type: ignore[misc]

    def standing(self, run: str, keys: Sequence[str]) -> dict[str, float | None]:
        """Map those of these keys that wait to the seconds since they were put; None for one that was given back."""
        found: dict[str, float | None] = {}
        for some in map(all_packed, in_groups(keys, _KEYS_AT_ONCE)):
            rows = self._database.read(lambda db, some=some: db.rows(_STANDING, run, some))  # type: ignore[misc]
            found.update({unpacked(key): None if is_given_back else age for key, age, is_given_back in rows})
        return found

    def backlog(self, run: str, group: str) -> Backlog:
        """Count the calls of a group that wait."""
        row = self._database.read(lambda db: db.row(_BACKLOG, run, group))
        return Backlog(*(row or (0, 0, 0, 0.0, 0.0)))

    def read(self, run: str, group: str) -> Iterator[PooledCall]:
        """Read calls of a group, the oldest first; those that cannot be read are given back."""
        after = -1
        while True:
            given = (run, group, after, _ROWS_AT_ONCE)
            page = self._database.read(lambda db, given=given: db.rows(_PAGE, *given))  # type: ignore[misc]
            for keys in _in_bytes(page):
                yield from self._readable(run, group, keys)
            if len(page) < _ROWS_AT_ONCE:
                return
            after = page[-1][0]

    def give_back(self, run: str, keys: Sequence[str]) -> None:
        """Give calls back to those who have put them, to be sent without the pool."""
        if keys:
            asked = "UPDATE {s}.pooled SET is_given_back = true WHERE run = %s AND key = ANY(%b::bytea[])"
            self._database.run(lambda db: db.do(asked, run, all_packed(keys)))

    def withdraw(self, run: str, keys: Sequence[str]) -> set[str]:
        """Remove calls that no job has; returns those, which nobody buys any more."""
        if not keys:
            return set()
        found = self._database.run(lambda db: db.rows(f"DELETE FROM {_ROWS} RETURNING key", run, all_packed(keys)))
        return {unpacked(key) for (key,) in found}

    def remove_unused(self) -> int:
        """Remove the calls of runs in which no process is; returns their number."""
        return self._database.run(lambda db: db.do(_UNUSED))

    def _readable(self, run: str, group: str, keys: list[str]) -> Iterator[PooledCall]:
        given = (run, all_packed(keys), LARGEST * 2)
        rows = self._database.read(lambda db: db.rows(_READ, *given))
        found = {unpacked(row[0]): _call(group, row) for row in rows}
        yield from (call for call in found.values() if call is not None)
        damaged = [key for key in keys if found.get(key) is None]
        if damaged:
            log.warning("deferred: %d pooled calls in the ledger cannot be read, and are given back", len(damaged))
            self.give_back(run, damaged)


def still_waiting(db: Statements, run: str, keys: Collection[str]) -> set[str]:
    """Return which calls wait, locked until this transaction ends, so that nobody withdraws them meanwhile."""
    if not keys:
        return set()
    rows = db.rows(f"SELECT key FROM {_ROWS} ORDER BY key FOR UPDATE", run, all_packed(keys))
    return {unpacked(key) for (key,) in rows}


def remove(db: Statements, run: str, keys: Collection[str]) -> None:
    """Remove calls that a job, or the ledger, has now."""
    if keys:
        db.do(f"DELETE FROM {_ROWS}", run, all_packed(keys))


def remove_all(db: Statements, run: str) -> None:
    """Remove the calls of a run in which nobody waits for them any more."""
    db.do("DELETE FROM {s}.pooled WHERE run = %s", run)


def _portions(calls: Iterable[PooledCall]) -> Iterator[list[PooledCall]]:
    """Cut calls into statements; each in the order of the keys, so that no two of them wait for each other."""
    some: list[PooledCall] = []
    size = 0
    for call in calls:
        some.append(call)
        size += len(call.body)
        if len(some) >= _ROWS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield sorted(some, key=lambda one: one.key)
            some, size = [], 0
    if some:
        yield sorted(some, key=lambda one: one.key)


def _in_bytes(page: list[tuple[Any, ...]]) -> Iterator[list[str]]:
    """Cut a page of rows into what is held in memory at a time."""
    keys: list[str] = []
    size = 0
    for _, key, length in page:
        keys.append(unpacked(key))
        size += length
        if size >= _BYTES_AT_ONCE:
            yield keys
            keys, size = [], 0
    if keys:
        yield keys


def _call(group: str, row: tuple[Any, ...]) -> PooledCall | None:
    """Make a call of a row; None if it is damaged. What others write is not trusted with memory."""
    key, units, size, packed_body, tags, row_id = row
    if not (0 < size <= LARGEST and units > 0):
        return None
    try:
        body, said, named = inflated(packed_body, size), json.loads(tags), json.loads(row_id)
    except (zlib.error, ValueError):
        return None
    is_tags = isinstance(said, dict) and all(isinstance(value, str) for value in said.values())
    is_row = isinstance(named, int | str | None)
    return PooledCall(unpacked(key), group, units, body, said, named) if is_tags and is_row else None
