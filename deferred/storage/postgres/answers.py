"""Answers by key in PostgreSQL. A small ledger's keys are held in memory, those of a large one are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from deferred.core.call import Answer
from deferred.core.grouping import in_groups
from deferred.storage.postgres.database import Database, Statements, Work
from deferred.storage.postgres.keys import all_packed, packed, unpacked

_ROWS, _BYTES = 2_000, 4 << 20  # in one transaction
_HELD_IN_MEMORY = 200_000  # keys; of a ledger with more answers, each key is asked for
_STORE = (
    "INSERT INTO {s}.answers (key, status, request_id, batch_id, route, body) "
    "SELECT * FROM unnest(%b::bytea[], %b::int[], %b::text[], %b::text[], %b::text[], %b::bytea[]) "
    "ON CONFLICT (key) DO UPDATE SET status = excluded.status, request_id = excluded.request_id, "
    "batch_id = excluded.batch_id, route = excluded.route, body = excluded.body, xact = excluded.xact"
)
# Every transaction before the oldest that runs now is visible here: the next look begins with that one.
_OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
_NEW = "SELECT key FROM {s}.answers WHERE xact >= %s::text::xid8 LIMIT %s"
_STORED = "SELECT key FROM {s}.answers WHERE key = ANY(%b::bytea[])"
_SOME = "SELECT key, status, body, request_id, batch_id, route FROM {s}.answers WHERE key = ANY(%b::bytea[])"
_GET = "SELECT status, body, request_id, batch_id, route FROM {s}.answers WHERE key = %b"


class StoredAnswers:
    """Answers by key."""

    def __init__(self, database: Database) -> None:
        """Read nothing yet."""
        self._database = database
        self._keys: set[int] = set()
        self._seen = "0"  # the transactions before this one were read
        self._are_all_held: bool | None = None  # None before the first look

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which keys have an answer, as of the last `sync`."""
        if self._are_all_held is None:
            self.sync()
        found = {key for key in keys if hash(key) in self._keys}
        if self._are_all_held or len(found) == len(keys):
            return found
        return found | self.stored([key for key in keys if key not in found])

    def sync(self) -> None:
        """Read which answers other processes have stored; of a large ledger nothing is read here."""
        if self._are_all_held is False:
            return
        oldest, rows = self._database.read(self._new)
        self._are_all_held = len(rows) <= _HELD_IN_MEMORY
        if self._are_all_held:
            self._seen = oldest
            self._keys.update(hash(unpacked(key)) for (key,) in rows)

    def stored(self, keys: Sequence[str]) -> set[str]:
        """Tell which keys have an answer now."""
        return self._database.read(lambda db: stored(db, keys))

    def get(self, key: str) -> Answer | None:
        """Return a stored answer."""
        found = self._database.read(lambda db: db.row(_GET, packed(key)))
        return None if found is None else _answer(found)

    def some(self, keys: Sequence[str]) -> dict[str, Answer]:
        """Return the stored answers of some calls, all at once."""
        rows = self._database.read(lambda db: db.rows(_SOME, all_packed(keys)))
        return {unpacked(key): _answer(row) for key, *row in rows}

    def store(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers, in small transactions."""
        for some in in_groups(answers, _ROWS):
            for part in _portions(dict(some)):
                self._database.run(_stores(_columns(part)))
            self._keys.update(hash(key) for key, _ in some)

    def count(self) -> int:
        """Count the stored answers."""
        found = self._database.read(lambda db: db.row("SELECT count(*) FROM {s}.answers"))
        assert found is not None
        return int(found[0])

    def _new(self, db: Statements) -> tuple[str, list[tuple[Any, ...]]]:
        oldest = db.row(_OLDEST)
        assert oldest is not None
        return str(oldest[0]), db.rows(_NEW, self._seen, _HELD_IN_MEMORY + 1)


def _answer(row: Sequence[Any]) -> Answer:
    status, body, request_id, batch_id, route = row
    return Answer(status, body, request_id, batch_id, cached=True, route=route)


def stored(db: Statements, keys: Sequence[str]) -> set[str]:
    """Tell which keys have an answer, within a transaction."""
    return {unpacked(key) for some in in_groups(keys, _ROWS * 5) for (key,) in db.rows(_STORED, all_packed(some))}


def _stores(columns: tuple[list[object], ...]) -> Work[int]:
    return lambda db: db.do(_STORE, *columns)


def _portions(answers: dict[str, Answer]) -> Iterator[list[tuple[bytes, Answer]]]:
    """Divide answers by their bytes, each portion in the order of its keys."""
    some: list[tuple[bytes, Answer]] = []
    size = 0
    for key, answer in sorted((packed(key), answer) for key, answer in answers.items()):
        some.append((key, answer))
        size += len(answer.body)
        if size >= _BYTES:
            yield some
            some, size = [], 0
    if some:
        yield some


def _columns(rows: list[tuple[bytes, Answer]]) -> tuple[list[object], ...]:
    answers = [answer for _, answer in rows]
    return (
        [key for key, _ in rows],
        [answer.status for answer in answers],
        [answer.request_id for answer in answers],
        [answer.batch_id for answer in answers],
        [answer.route for answer in answers],
        [answer.body for answer in answers],
    )
