"""One SQLite file: one connection for each process, guarded by a lock, and opened again after a fork."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from deferred.core.errors import LedgerError
from deferred.core.grouping import in_groups

_KEYS_AT_ONCE = 500  # in one SELECT: SQLite limits the variables of a statement
_BUSY = 60.0  # seconds to wait for another process's transaction
_REMEDY = (
    "Bought answers are safe at the provider. Check the disk; if the ledger is damaged, move that folder away and run "
    "`deferred recover`."
)


def unusable(location: str, error: Exception) -> LedgerError:
    """Say in a LedgerError, which names the ledger, what disk or database say."""
    return LedgerError(f"the ledger in {location} cannot be used: {error}. {_REMEDY}")


@contextlib.contextmanager
def errors_named(location: str) -> Iterator[None]:
    """Turn errors of the disk and the database into a LedgerError that names the ledger."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise unusable(location, error) from error


class Database:
    """A connection to one file. Any thread may use it, one at a time."""

    def __init__(self, path: Path, location: str, schema: str = "") -> None:
        """`location` names the ledger in messages; `schema` is SQL that creates missing tables."""
        self._path, self._location, self._schema = path, location, schema
        self._lock = threading.RLock()
        self._owner = 0
        self._connection: sqlite3.Connection | None = None
        self._closer: Any = None  # closes a connection that is forgotten: Python 3.13 warns of one that stays open

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Read and write in one transaction, which no other process can interrupt."""
        with errors_named(self._location), self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read committed data."""
        with errors_named(self._location), self._opened() as connection:
            yield connection

    def row(self, query: str, *values: object) -> Any:
        """Read one row, or None; as `reading` does, in half of its time."""
        if self._owner == os.getpid():
            with self._lock:
                if self._connection is not None:  # asked inside: the last thread to need the file closes it
                    return self._row(self._connection, query, values)
        with self.reading() as connection:
            return self._row(connection, query, values)

    def _row(self, connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> Any:
        try:
            return connection.execute(query, values).fetchone()
        except sqlite3.Error as error:
            raise unusable(self._location, error) from error

    def check(self) -> list[str]:
        """Check the whole file; returns the damage that SQLite reports."""
        with self.reading() as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        return [words for words in found if words != "ok"]

    def close(self) -> None:
        """Close the file; using it again opens it again."""
        if self._owner == os.getpid():
            with self._lock:
                if self._connection is not None:
                    self._closer()
                    self._connection = None

    @contextlib.contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._owner != os.getpid():
            self._forget_parent()
        with self._lock:
            if self._connection is None:
                self._connection = self._open()
                self._closer = weakref.finalize(self, self._connection.close)
                self._closer.atexit = False
            yield self._connection

    def _forget_parent(self) -> None:
        """Begin anew in a forked child, which must not use its parent's connection, nor its lock."""
        if self._closer is not None:
            self._closer.detach()
        self._owner, self._lock, self._connection, self._closer = os.getpid(), threading.RLock(), None, None

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
        # With the write-ahead log, NORMAL never corrupts, and may only lose the last commits in a power cut. FULL keeps
        # those too: if a batch id is lost, its batch is bought twice.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        if self._schema:
            connection.executescript(self._schema)
        return connection


def rows_of_keys(connection: sqlite3.Connection, query: str, keys: Iterable[str]) -> Iterator[Any]:
    """Yield the rows of a query that ends in `WHERE key IN`, for any number of keys."""
    for some in in_groups(keys, _KEYS_AT_ONCE):
        # `yield from` would close the cursor of rows that are left unread, perhaps after its file.
        for row in connection.execute(f"{query} ({','.join('?' * len(some))})", some):  # noqa: UP028
            yield row
