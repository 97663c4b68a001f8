"""The ledger: answers, jobs, runs, claims, and request bodies. `open_ledger` is the one factory."""

from deferred.storage.base import Ledger
from deferred.storage.sqlite import SqliteLedger


def open_ledger(cache: bool | str) -> Ledger:  # noqa: FBT001 - it is the setting of that name
    """Open the ledger that the `cache` setting names.

    Raises:
        LedgerError: it cannot be used; the message says why and what to do.
    """
    return SqliteLedger.open(cache)


__all__ = ["Ledger", "open_ledger"]
