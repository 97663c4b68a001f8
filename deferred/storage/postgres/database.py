"""Database: one connection for each process. Work is a function that can be repeated, and is until it was committed."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import psycopg

from deferred.core import real_time, waiting
from deferred.core.errors import LedgerError
from deferred.storage.leases import Leases
from deferred.storage.postgres.address import Address, are_local
from deferred.storage.postgres.trouble import is_over_at_once, is_passing, unusable

log = logging.getLogger("deferred")
T = TypeVar("T")
OLDEST = 130_000  # PostgreSQL 13: it has xid8 and pg_current_xact_id
_BUSY = 5.0  # seconds after which a renewal of the lease takes a connection of its own
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 10.0  # seconds between tries
_BEGIN = b"BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = '60s'"
_DURABLE = b"; SET LOCAL synchronous_commit = on"
_parents: list[Any] = []  # connections of a parent process, which must not be closed here


class Statements:
    """Executes statements on one connection; {s} in them is the schema."""

    def __init__(self, connection: psycopg.Connection[Any], schema: str) -> None:
        """`schema` was checked: it is a plain name."""
        self._connection, self._schema = connection, f'"{schema}"'

    def rows(self, asked: str, *given: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self._executed(asked, given).fetchall()

    def row(self, asked: str, *given: Any) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        return self._executed(asked, given).fetchone()

    def do(self, asked: str, *given: Any) -> int:
        """Execute a statement; returns the number of rows that it has changed."""
        return self._executed(asked, given).rowcount

    def script(self, text: str) -> None:
        """Execute several statements without parameters."""
        self._connection.execute(text.replace("{s}", self._schema).encode())

    def _executed(self, asked: str, given: tuple[Any, ...]) -> psycopg.Cursor[Any]:
        cursor = self._connection.cursor(binary=True)
        return cursor.execute(asked.replace("{s}", self._schema).encode(), given)


Work = Callable[[Statements], T]


class Database:
    """A connection that any thread may use, one at a time; it is opened again after an error and after a fork."""

    def __init__(self, address: Address, leases: Leases) -> None:
        """Nothing is connected until the first statement."""
        self.address, self._leases = address, leases
        self._lock = threading.RLock()
        self._owner = 0
        self._held: list[psycopg.Connection[Any]] = []  # at most one
        weakref.finalize(self, _close, self._held, os.getpid())
        self._begin = _BEGIN
        self._has_answered = False

    def run(self, work: Work[T], patience: float | None = None) -> T:
        """Do work in one transaction; it is done again if it is not known to be committed.

        Raises:
            LedgerError: the database refuses it, or did not answer for `patience` seconds.
        """
        return self._repeated(lambda: self._in_transaction(work), patience)

    def read(self, work: Work[T], patience: float | None = None) -> T:
        """Do work that only reads, each statement for itself."""

        def act() -> T:
            with self._opened() as connection:
                return work(Statements(connection, self.address.schema))

        return self._repeated(act, patience)

    def beat(self, work: Work[T]) -> T:
        """Do work once and soon: on a connection of its own while another thread keeps the usual one busy.

        Raises:
            psycopg.Error: it was not done.
        """
        lock = self._lock
        if not lock.acquire(timeout=_BUSY):
            with self._connect() as connection:  # closed with this block
                connection.execute(self._begin)
                result = work(Statements(connection, self.address.schema))
                connection.execute(b"COMMIT")
            return result
        try:
            return self._in_transaction(work)
        finally:
            lock.release()

    @contextlib.contextmanager
    def kept_from_others(self) -> Iterator[None]:
        """Let no other thread execute a statement within this block."""
        with self._lock:
            yield

    def close(self) -> None:
        """Close the connection; using it again opens it again."""
        if self._owner == os.getpid():
            with self._lock:
                self._drop()

    def describe(self) -> dict[str, str]:
        """Say to whom this process is connected, and how."""
        with self._opened() as connection:
            info = connection.info
            return {
                "host": info.host or "a local socket",
                "database name": info.dbname,
                "role": info.user,
                "tls": "yes" if connection.pgconn.ssl_in_use else "no",
                "server": f"PostgreSQL {info.server_version // 10_000}.{info.server_version % 10_000}",
            }

    def _repeated(self, act: Callable[[], T], patience: float | None) -> T:
        since: float | None = None
        pause = _FIRST_PAUSE
        while True:
            try:
                return act()
            except psycopg.Error as error:
                now = real_time.ticks()
                since = now if since is None else since
                limit = self._patience if patience is None else patience
                if not is_passing(error) or now - since >= limit:
                    raise unusable(self.address, error, now - since) from _without_secrets(error)
                if pause == _FIRST_PAUSE and not is_over_at_once(error):
                    words = " ".join(self.address.hidden(str(error)).split())
                    log.warning(
                        "deferred: the ledger at %s does not answer (%s); asking it again for up to %.0f seconds",
                        self.address.location, words, limit,
                    )  # fmt: skip
                with waiting.for_others():
                    real_time.sleep(min(pause, max(0.0, since + limit - now)))
                pause = min(_LONGEST_PAUSE, pause * (1 if is_over_at_once(error) else 2))

    @property
    def _patience(self) -> float:
        return self._leases.patience if self._has_answered else self._leases.opening

    def _in_transaction(self, work: Work[T]) -> T:
        with self._opened() as connection:
            connection.execute(self._begin)
            try:
                result = work(Statements(connection, self.address.schema))
                connection.execute(b"COMMIT")
            except BaseException:
                self._roll_back(connection)
                raise
            return result

    def _roll_back(self, connection: psycopg.Connection[Any]) -> None:
        try:
            connection.execute(b"ROLLBACK")
        except psycopg.Error:  # the connection is broken: the server rolls back what it has not committed
            self._drop()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[psycopg.Connection[Any]]:
        if self._owner != os.getpid():  # a forked child must not use its parent's connection, nor its lock
            _parents.extend(self._held)
            self._owner, self._lock, self._held = os.getpid(), threading.RLock(), []
            weakref.finalize(self, _close, self._held, os.getpid())
        with self._lock:
            if not self._held or self._held[0].closed:
                self._held[:] = [self._connect()]
            try:
                yield self._held[0]
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                if error.sqlstate not in {"40001", "40P01", "57014", "55P03"}:  # after those it is as good as before
                    self._drop()
                raise

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(**{**self.address.given, "autocommit": True, "prepare_threshold": None})
        try:
            self._examine(connection)
        except BaseException:
            connection.close()
            raise
        self._has_answered = True
        return connection

    def _examine(self, connection: psycopg.Connection[Any]) -> None:
        """Refuse a server that is too old, and a connection over a network that is not encrypted."""
        version, place = connection.info.server_version, self.address.location
        if version < OLDEST:
            message = (
                f"the ledger at {place} is on PostgreSQL {version // 10_000}; it needs {OLDEST // 10_000} or newer. "
                "Nothing was sent. Use a newer server"
            )
            raise LedgerError(message)
        is_plain = not connection.pgconn.ssl_in_use and not are_local(connection.info.host or "")
        if is_plain and not self.address.may_be_plain:
            message = (
                f"the connection to the ledger at {place} is not encrypted, so prompts and answers could be read on "
                "the way. Nothing was sent. Set up TLS at the server; to go without it, say so: ...?sslmode=disable"
            )
            raise LedgerError(message)
        found = connection.execute(b"SELECT current_setting('synchronous_commit')").fetchone()
        is_lazy = found is not None and found[0] == "off"  # a server that crashes could forget what was bought
        self._begin = _BEGIN + _DURABLE if is_lazy else _BEGIN

    def _drop(self) -> None:
        _close(self._held, os.getpid())


def _close(held: list[psycopg.Connection[Any]], owner: int) -> None:
    """Close a connection, but in a forked child: its parent uses the same socket."""
    while held and owner == os.getpid():
        with contextlib.suppress(psycopg.Error):  # it is thrown away
            held.pop().close()


def _without_secrets(error: psycopg.Error) -> psycopg.Error | None:
    """Return an error as the cause of another one; those of connecting may show the address in their trace."""
    return error if error.sqlstate else None
