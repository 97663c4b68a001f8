"""The ledger in a PostgreSQL schema, for runs of many hosts. psycopg is imported only where such a ledger is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deferred.core.errors import LedgerError
from deferred.storage.leases import Leases

if TYPE_CHECKING:
    from deferred.storage.postgres.ledger import PostgresLedger


def open_postgres(url: str, leases: Leases) -> PostgresLedger:
    """Open the ledger at a postgresql:// address; its schema is made if it is missing and the role may make it.

    Raises:
        LedgerError: it cannot be used; the message says why and what to do.
    """
    require_psycopg()
    from deferred.storage.postgres.ledger import PostgresLedger  # noqa: PLC0415 - imports psycopg

    return PostgresLedger.open(url, leases)


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
