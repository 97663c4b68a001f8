"""Trouble with the database: which errors pass, and what users are told of them."""

from __future__ import annotations

import psycopg
from psycopg import errors

from deferred.core.errors import LedgerError
from deferred.storage.postgres.address import Address

# Deadlocks, serialisation, a server that stops or starts, too many connections, a standby, a statement that took long.
_PASSING = {"40001", "40P01", "57P01", "57P02", "57P03", "57P05", "53300", "25006", "57014", "55P03", "25P03"}
_PASSING_CLASSES = {"08"}  # connections
_AT_ONCE = {"40001", "40P01"}
_AT_HOME = "What was bought is stored, or is at the provider: once the database answers, run the script again."
_REMEDIES = {
    "28": "Check role and password: PGPASSWORD, a password file (~/.pgpass), or pg_hba.conf at the server.",
    "3D": "Create the database, or give another one in the address.",
    "3F": "Create the ledger with a role that may: deferred ledger create URL.",
    "42501": "Let a role that may create the ledger for it: deferred ledger create URL --grant ROLE.",
    "53": "Its disk or memory is full: make room there. " + _AT_HOME,
}


def is_passing(error: psycopg.Error) -> bool:
    """Whether the same statement may succeed later: nothing is wrong with it, but with the server or the connection."""
    state = error.sqlstate
    if state is not None:
        return state in _PASSING or state[:2] in _PASSING_CLASSES
    if isinstance(error, errors.ConnectionTimeout):
        return True
    return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError)) and not _is_final(error)


def is_over_at_once(error: psycopg.Error) -> bool:
    """Whether the next try needs no pause: another transaction was in the way, and is over."""
    return error.sqlstate in _AT_ONCE


def unusable(address: Address, error: psycopg.Error, waited: float = 0.0) -> LedgerError:
    """Say in a LedgerError what the database says, without anything secret."""
    words = " ".join(address.hidden(str(error)).split()) or type(error).__name__
    state = f" (SQLSTATE {error.sqlstate})" if error.sqlstate else ""
    since = f", asked again for {waited:.0f} seconds" if waited else ""
    remedy = _remedy(error, words)
    return LedgerError(f"the ledger at {address.location} cannot be used: {words}{state}{since}. {remedy}")


def _remedy(error: psycopg.Error, words: str) -> str:
    state = error.sqlstate or _state_in(words)
    return _REMEDIES.get(state, _REMEDIES.get(state[:2], _AT_HOME))


def _is_final(error: psycopg.Error) -> bool:
    """Whether a connection was refused for a reason that stays; psycopg gives such errors no SQLSTATE."""
    return bool(_state_in(str(error)))


def _state_in(words: str) -> str:
    """Read from libpq's words why a connection was refused for good."""
    if "FATAL:" in words and ("authentication" in words or "pg_hba.conf" in words or "role" in words):
        return "28000"
    if "no password supplied" in words or "certificate" in words or "server does not support SSL" in words:
        return "28000"
    if "FATAL:" in words and "database" in words and "does not exist" in words:
        return "3D000"
    return ""
