"""The ledger: answers, jobs, runs, claims, and request bodies. `open_ledger` is the one factory."""

from pathlib import Path

from deferred.config.parsers import ADDRESSES
from deferred.config.settings import Settings
from deferred.storage.base import Ledger
from deferred.storage.leases import DEFAULT, Leases


def is_shared(cache: bool | str) -> bool:  # noqa: FBT001 - it is the setting of that name
    """Whether a `cache` setting is the address of a database, which many hosts may share."""
    return isinstance(cache, str) and cache.startswith(ADDRESSES)


def where_none_is(cache: bool | str) -> str:  # noqa: FBT001 - it is the setting of that name
    """Return the place that a `cache` setting names, if no ledger is there yet; empty if there is one.

    Raises:
        LedgerError: the place cannot be looked at.
    """
    if isinstance(cache, str) and is_shared(cache):
        from deferred.storage.postgres import where_none_is_made  # noqa: PLC0415 - imported for such an address only

        return where_none_is_made(cache)
    folder = ".deferred" if cache is True else str(cache)
    return "" if Path(folder).expanduser().exists() else folder


def open_ledger(cache: bool | str, leases: Leases = DEFAULT) -> Ledger:  # noqa: FBT001 - it is the setting of that name
    """Open the ledger that the `cache` setting names; `leases` are the times of one that many hosts share.

    Raises:
        LedgerError: it cannot be used; the message says why and what to do.
    """
    if isinstance(cache, str) and is_shared(cache):
        from deferred.storage.postgres import open_postgres  # noqa: PLC0415 - imported for such an address only

        return open_postgres(cache, leases)
    from deferred.storage.sqlite import SqliteLedger  # noqa: PLC0415 - 5 ms of an import, which may open no ledger

    return SqliteLedger.open(cache)


def ledger_of(settings: Settings) -> Ledger:
    """Open the ledger of these settings.

    Raises:
        LedgerError: it cannot be used; the message says why and what to do.
    """
    return open_ledger(settings.cache, Leases(settings.lease, settings.takeover_grace))


__all__ = ["Leases", "Ledger", "is_shared", "ledger_of", "open_ledger", "where_none_is"]
