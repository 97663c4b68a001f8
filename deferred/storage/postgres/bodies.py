"""The folder of this host for request bodies: they stay where they were sent from."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Collection
from pathlib import Path

from deferred.core.call import BodyRef
from deferred.core.errors import LedgerError
from deferred.storage.folder import prepare
from deferred.storage.postgres.database import Database
from deferred.storage.postgres.keys import unpacked, unpacked_refs

log = logging.getLogger("deferred")
_OF_BATCH = (
    "SELECT j.spool, r.keys, r.refs FROM {s}.jobs j JOIN {s}.job_rows r USING (nonce) "
    "WHERE j.batch_id IS NOT DISTINCT FROM %s"
)


class SharedSpoolIndex:
    """Which spools jobs refer to, as the database knows."""

    def __init__(self, database: Database) -> None:
        """Use the other parts of the same ledger."""
        self._database = database

    def used(self, names: Collection[str], *, open_only: bool = False) -> set[str]:
        """Return which of these spools jobs refer to."""
        asked = "SELECT DISTINCT spool FROM {s}.jobs WHERE spool = ANY(%s::text[])"
        asked += " AND state <> 'collected'" if open_only else ""
        return {name for (name,) in self._database.read(lambda db: db.rows(asked, list(names)))}

    def of_batch(self, batch_id: str | None) -> dict[str, tuple[str, BodyRef]]:
        """Map the keys of a batch to the places of their bodies."""
        found: dict[str, tuple[str, BodyRef]] = {}
        for spool, keys, refs in self._database.read(lambda db: db.rows(_OF_BATCH, batch_id)):
            pairs = zip(keys, unpacked_refs(refs), strict=True)
            found.update({unpacked(key): (spool, ref) for key, ref in pairs})
        return found


def local_folder(ledger: str, wanted: str) -> Path:
    """Make the folder of this host for the bodies of a ledger, which its owner alone can read.

    Without a `wanted` one it is in the user's folder for state, or, where that cannot be written, a temporary one.

    Raises:
        LedgerError: the wanted folder cannot be used.
    """
    if wanted:
        folder = Path(wanted).expanduser().absolute()
        folder.parent.mkdir(parents=True, exist_ok=True)
        prepare(folder, made_by_us=False)
        return folder
    state = os.environ.get("XDG_STATE_HOME", "")
    base = Path(state) if state else Path("~/.local/state").expanduser()
    folder = base / "deferred" / ledger
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        prepare(folder, made_by_us=False)
    except (OSError, LedgerError) as error:  # a container may have no home, or one that hosts share
        log.info(
            "deferred: request bodies are kept among temporary files, because %s cannot be used: %s", folder, error
        )
        folder = Path(tempfile.gettempdir()) / f"deferred-{os.getuid()}-{ledger}"
        prepare(folder, made_by_us=False)
    return folder
