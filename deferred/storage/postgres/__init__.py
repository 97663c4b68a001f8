"""The ledger in a PostgreSQL schema, for runs of many hosts. psycopg is imported only where such a ledger is opened."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deferred.core.errors import LedgerError
from deferred.core.shutdown import run_all
from deferred.storage.leases import Leases
from deferred.storage.sqlite import SqliteLedger

if TYPE_CHECKING:
    from deferred.storage.postgres.database import Database
    from deferred.storage.postgres.ledger import PostgresLedger


def open_postgres(url: str, leases: Leases) -> PostgresLedger:
    """Open the ledger at a postgresql:// address; its schema is made if it is missing and the role may make it.

    Raises:
        LedgerError: it cannot be used; the message says why and what to do.
    """
    require_psycopg()
    from deferred.storage.postgres.ledger import PostgresLedger  # noqa: PLC0415 - imports psycopg

    return PostgresLedger.open(url, leases)


def where_none_is_made(url: str) -> str:
    """Return the place that an address names, if it has no tables of a ledger; empty if it has. Makes nothing.

    Raises:
        LedgerError: the database cannot be used; the message says why and what to do.
    """
    require_psycopg()
    from deferred.storage.postgres import address, database, schema  # noqa: PLC0415 - they import psycopg

    opened = database.Database(address.parse(url), Leases())
    try:
        place = f"the schema {opened.address.schema} of {opened.address.location}"
        return "" if schema.is_made(opened) else place
    finally:
        opened.close()


def make(url: str, role: str | None = None) -> str:
    """Make the schema at an address, or bring it up to date, and let a role use it; says what was done.

    Raises:
        LedgerError: it cannot be made; the message says why and what to do.
    """
    require_psycopg()
    from deferred.storage.postgres import address, database, schema  # noqa: PLC0415 - they import psycopg

    opened = database.Database(address.parse(url), Leases())
    version = schema.create(opened)
    if role is not None:
        schema.grant(opened, role)
    place = f"the ledger at {opened.address.location}, schema {opened.address.schema}, has version {version}"
    opened.close()
    return place if role is None else f"{place}; {role} may use it"


def show_views(url: str, role: str) -> None:
    """Let a role read the views of a ledger, and nothing else.

    Raises:
        LedgerError: it cannot be granted; the message says why.
    """
    with _opened(url) as database:
        from deferred.storage.postgres import schema  # noqa: PLC0415 - imports psycopg

        schema.grant_views(database, role)


def copy_from(folder: str, url: str) -> str:
    """Copy the ledger in a folder into the one at an address; says what was copied.

    Raises:
        LedgerError: one of them is in use, or cannot be used.
    """
    require_psycopg()
    from deferred.storage.postgres import address, copying, database, ledger, schema  # noqa: PLC0415 - import psycopg

    source, opened = SqliteLedger.open(folder), database.Database(address.parse(url), Leases())
    target = ledger.PostgresLedger(opened, Leases(), schema.bring_up_to_date(opened))
    try:
        return str(copying.copy(source, target, opened))
    finally:
        run_all(source.close, target.close)


def mend(url: str) -> list[str]:
    """Make the sums and keys of a ledger agree with its jobs again; says what was mended."""
    with _opened(url) as database:
        from deferred.storage.postgres import mending  # noqa: PLC0415 - imports psycopg

        return mending.mend(database)


def list_members(url: str) -> list[dict[str, Any]]:
    """Return the processes that use a ledger: host, pid, seconds of lease left, jobs and runs."""
    with _opened(url) as database:
        asked = "SELECT host, pid, lease_left, jobs, runs FROM {s}.v_members ORDER BY joined_at"
        rows = database.read(lambda db: db.rows(asked))
    return [dict(zip(("host", "pid", "lease_left", "jobs", "runs"), row, strict=True)) for row in rows]


@contextlib.contextmanager
def _opened(url: str) -> Iterator[Database]:
    """Connect to a ledger that is there and up to date."""
    require_psycopg()
    from deferred.storage.postgres import address, database, schema  # noqa: PLC0415 - they import psycopg

    opened = database.Database(address.parse(url), Leases())
    try:
        schema.bring_up_to_date(opened)
        yield opened
    finally:
        opened.close()


def require_psycopg() -> None:
    """Raise if psycopg is not installed.

    Raises:
        LedgerError: it is not; the message says how to install it.
    """
    try:
        import psycopg  # noqa: F401, PLC0415 - an optional dependency
    except ImportError as error:
        message = (
            f"a ledger at a postgresql:// address needs psycopg, which cannot be imported ({error}). Nothing was sent. "
            'Install it: pip install "deferred[postgres]"'
        )
        raise LedgerError(message) from error
