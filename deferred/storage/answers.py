"""Answers by key, in a `diskcache` that holds bytes only: its pickles (CVE-2025-69872) are neither written nor read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import diskcache
import orjson

from deferred.core import real_time
from deferred.core.call import Answer
from deferred.core.errors import LedgerError
from deferred.core.grouping import in_groups
from deferred.storage.database import Database, rows_of_keys

_ROWS_PER_TRANSACTION = 2_000  # about 100 ms of lock, so that other processes are not kept waiting
_BLOB_LIMIT = 1 << 30  # SQLite keeps every value: a file beside the table could be left behind by a crash
_SETTINGS = {
    "eviction_policy": "none",  # the default drops rows at 1 GB
    "cull_limit": 0,
    "size_limit": 1 << 60,
    "statistics": 0,
    "tag_index": 0,
    "disk_min_file_size": _BLOB_LIMIT,
    "sqlite_synchronous": 2,  # FULL, as in database.py
    "sqlite_journal_mode": "wal",
}
# What `Cache.set` writes, in one statement for many rows: its own takes twice the time, and 30 MB more.
_STORE = (
    "INSERT INTO Cache (key, raw, store_time, access_time, access_count, size, mode, value) VALUES "
    "(?, 1, ?, ?, 0, 0, ?, ?) ON CONFLICT (key, raw) DO UPDATE SET store_time = excluded.store_time, "
    "access_time = excluded.access_time, expire_time = NULL, access_count = 0, tag = NULL, size = 0, "
    "mode = excluded.mode, filename = NULL, value = excluded.value"
)


class BytesDisk(diskcache.Disk):  # type: ignore[misc]
    """A Disk that stores bytes and text, and refuses everything that would need a pickle."""

    def put(self, key: Any) -> Any:
        """Accept text keys only."""
        if not isinstance(key, str):
            message = f"a ledger key must be text, not {type(key).__name__}"
            raise LedgerError(message)
        return key, True

    def get(self, key: Any, raw: Any) -> Any:
        """Return text keys only."""
        if not raw or not isinstance(key, str):
            message = "the ledger holds a pickled key, which deferred never writes: another program made it"
            raise LedgerError(message)
        return key

    def store(self, value: Any, read: bool, key: Any = None) -> Any:  # noqa: FBT001 - diskcache's signature
        """Store bytes."""
        if not isinstance(value, bytes):
            message = f"a ledger value must be bytes, not {type(value).__name__}"
            raise LedgerError(message)
        return super().store(value, read, key=key)

    def fetch(self, mode: Any, filename: Any, value: Any, read: Any) -> Any:  # noqa: ARG002 - diskcache's signature
        """Read bytes."""
        return checked(mode, filename, value)


def checked(mode: Any, filename: Any, value: Any) -> bytes:
    """Return the bytes of a row; refuse a row that must be unpickled or read from another file."""
    if mode != diskcache.core.MODE_RAW or filename is not None:
        message = "the ledger holds a row that would have to be unpickled or read from another file; it is refused"
        raise LedgerError(message)
    return bytes(value)


def open_cache(folder: Path) -> Any:
    """Open a `diskcache` with settings that never drop a row."""
    try:
        return diskcache.Cache(str(folder), disk=BytesDisk, timeout=60, **_SETTINGS)
    except (sqlite3.Error, diskcache.Timeout, OSError, ValueError) as error:
        message = (
            f"the ledger in {folder} cannot be opened: {error}. If it is damaged, move that folder away; what was "
            "bought stays at the provider for weeks, and `deferred recover` brings it back."
        )
        raise LedgerError(message) from error


class CachedAnswers:
    """Answers, in a folder apart from the jobs, so that a search of the jobs never reads the answers."""

    def __init__(self, folder: Path, location: str) -> None:
        """Open the folder; its keys are read once they are asked for."""
        open_cache(folder).close()  # it makes the tables, and their settings
        # A connection of our own: diskcache opens one for each thread, too many for 10,000 tasks, and closes few.
        self.database = Database(folder / "cache.db", location)
        self._keys: set[int] = set()
        self._last_row = 0
        self._are_read = False  # who only looks at a large ledger needs no list of its keys

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which keys have an answer, as of the last `sync`."""
        if not self._are_read:
            self.sync()
        return {key for key in keys if hash(key) in self._keys} if self._keys else set()

    def sync(self) -> None:
        """Read which answers other processes have stored."""
        self._are_read = True
        with self.database.reading() as connection:
            asked = "SELECT rowid, key FROM Cache WHERE rowid > ? ORDER BY rowid"
            rows = connection.execute(asked, (self._last_row,)).fetchall()
        if rows:
            self._last_row = rows[-1][0]
            self._keys.update(hash(key) for _, key in rows)

    def stored(self, keys: Sequence[str]) -> set[str]:
        """Tell which keys have an answer now: `sync` misses one whose row took the number of one that was cleared."""
        with self.database.reading() as connection:
            rows = rows_of_keys(connection, "SELECT key FROM Cache WHERE raw = 1 AND key IN", keys)
            found = {key for (key,) in rows}
        self._keys.update(map(hash, found))
        return found

    def get(self, key: str) -> Answer | None:
        """Give a stored answer."""
        row = self.database.row("SELECT mode, filename, value FROM Cache WHERE key = ? AND raw = 1", key)
        return None if row is None else _unpack(checked(*row))

    def some(self, keys: Sequence[str]) -> dict[str, Answer]:
        """Return the stored answers of some calls, all at once."""
        with self.database.reading() as connection:
            rows = rows_of_keys(
                connection, "SELECT key, mode, filename, value FROM Cache WHERE raw = 1 AND key IN", keys
            )
            return {key: _unpack(checked(*row)) for key, *row in rows}

    def store(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers, in small transactions."""
        for some in in_groups(answers, _ROWS_PER_TRANSACTION):
            with self.database.transaction() as connection:
                connection.executemany(_STORE, _rows(some))
            self._keys.update(hash(key) for key, _ in some)

    def delete(self, keys: Iterable[str]) -> None:
        """Remove answers."""
        for some in in_groups(keys, _ROWS_PER_TRANSACTION):
            with self.database.transaction() as connection:
                connection.executemany("DELETE FROM Cache WHERE key = ? AND raw = 1", ((key,) for key in some))

    def count(self) -> int:
        """Count the stored answers."""
        return int(self.database.row("SELECT value FROM Settings WHERE key = 'count'")[0])

    def close(self) -> None:
        """Close the file; reading opens it again."""
        self.database.close()


def _rows(answers: Iterable[tuple[str, Answer]]) -> Iterator[tuple[str, float, float, int, bytes]]:
    now = real_time.now()
    return ((key, now, now, diskcache.core.MODE_RAW, _pack(answer)) for key, answer in answers)


def _pack(answer: Answer) -> bytes:
    head = {"status": answer.status, "request_id": answer.request_id, "batch_id": answer.batch_id}
    return orjson.dumps({**head, "route": answer.route} if answer.route else head) + b"\n" + answer.body


def _unpack(stored: bytes) -> Answer:
    head, _, body = stored.partition(b"\n")
    facts = orjson.loads(head)
    return Answer(
        facts["status"], body, facts["request_id"], facts["batch_id"], cached=True, route=facts.get("route", "")
    )
