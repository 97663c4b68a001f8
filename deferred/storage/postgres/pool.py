"""Calls of many processes that wait for one job together, with their bodies. Each statement may be said twice."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

from deferred.core.errors import LedgerError
from deferred.core.grouping import in_groups
from deferred.storage.call_pool import Backlog, PooledCall
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.keys import all_packed, packed, unpacked

_PUT = (
    "INSERT INTO {s}.pooled (run, key, grp, units, size, body) SELECT %s, key, grp, units, size, body FROM unnest("
    "%b::bytea[], %s::text[], %s::int[], %s::int[], %b::bytea[]) w(key, grp, units, size, body) ON CONFLICT DO NOTHING"
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
_TAKE = (
    "UPDATE {s}.pooled SET is_taken = true WHERE run = %s AND key IN (SELECT key FROM {s}.pooled WHERE run = %s "
    "AND grp = %s AND number > %s AND NOT is_given_back ORDER BY number LIMIT %s) "
    "RETURNING number, key, units, size, body"
)
_WITHDRAW = (
    "DELETE FROM {s}.pooled WHERE run = %s AND key = ANY(%b::bytea[]) AND (is_given_back OR NOT is_taken) RETURNING key"
)
_AT_ONCE = 500  # rows in a statement: with bodies of 100 KB that is 50 MB
_KEYS_AT_ONCE = 10_000


class WaitingCalls:
    """The calls of all runs that wait for one job together."""

    def __init__(self, database: Database) -> None:
        """`database` has the table."""
        self._database = database

    def put(self, run: str, calls: Iterable[PooledCall]) -> None:
        """Let calls wait; those that wait already stay as they are."""
        for some in in_groups(calls, _AT_ONCE):
            some.sort(key=lambda call: call.key)  # no two transactions wait for each other
            given = (
                [packed(call.key) for call in some],
                [call.group for call in some],
                [call.units for call in some],
                [len(call.body) for call in some],
                [zlib.compress(call.body, 1) for call in some],
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

    def take(self, run: str, group: str) -> Iterator[PooledCall]:
        """Read calls of a group, the oldest first, and mark each as taken; they wait until they are removed."""
        after = -1
        while True:
            rows = self._database.run(lambda db, after=after: _taken(db, run, group, after))  # type: ignore[misc]
            for _, key, units, size, body in rows:
                yield PooledCall(unpacked(key), group, units, _inflated(body, size))
            if len(rows) < _AT_ONCE:
                return
            after = rows[-1][0]

    def remove(self, run: str, keys: Sequence[str]) -> None:
        """Remove calls that a job, or the ledger, has now."""
        self._change("DELETE FROM {s}.pooled WHERE run = %s AND key = ANY(%b::bytea[])", run, keys)

    def give_back(self, run: str, keys: Sequence[str]) -> None:
        """Give calls back to those who have put them, to be sent without the pool."""
        self._change("UPDATE {s}.pooled SET is_given_back = true WHERE run = %s AND key = ANY(%b::bytea[])", run, keys)

    def withdraw(self, run: str, keys: Sequence[str]) -> set[str]:
        """Remove calls that nobody has taken; returns those."""
        if not keys:
            return set()
        found = self._database.run(lambda db: db.rows(_WITHDRAW, run, all_packed(keys)))
        return {unpacked(key) for (key,) in found}

    def _change(self, asked: str, run: str, keys: Sequence[str]) -> None:
        if keys:
            self._database.run(lambda db: db.do(asked, run, all_packed(keys)))


def _taken(db: Statements, run: str, group: str, after: int) -> list[tuple[int, bytes, int, int, bytes]]:
    return sorted(db.rows(_TAKE, run, run, group, after, _AT_ONCE))


def _inflated(body: bytes, size: int) -> bytes:
    """Inflate a body to at most the size that its row names: a table that others write is not trusted with memory."""
    inflater = zlib.decompressobj()
    try:
        found = inflater.decompress(body, max(size, 1))
    except zlib.error as error:
        message = f"a pooled call in the ledger is damaged ({error}); run `deferred doctor`"
        raise LedgerError(message) from error
    if len(found) != size or not (inflater.eof or not inflater.decompress(inflater.unconsumed_tail, 1)):
        message = "a pooled call in the ledger has another size than it says; run `deferred doctor`"
        raise LedgerError(message)
    return found
