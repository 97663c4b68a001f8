"""The ledger on disk: one folder with SQLite tables, answers in a `diskcache`, OS locks and spools of bodies."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from decimal import Decimal
from pathlib import Path

from deferred.core import real_time
from deferred.core.shutdown import run_all
from deferred.storage.answers import CachedAnswers
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database, errors_named
from deferred.storage.folder import make_subfolders, prepare
from deferred.storage.jobs import LiveCalls, StoredJobs
from deferred.storage.migration import bring_up_to_date
from deferred.storage.runs import StoredRuns
from deferred.storage.schema import TABLES
from deferred.storage.spool import SpoolFolder, StoredSpoolIndex
from deferred.storage.stored_pages import StoredPages


class SqliteLedger:
    """A ledger in a folder. Open it with `SqliteLedger.open`."""

    takeover_grace = 0.0  # the system releases the claims of a process when it has ended, and not before

    def __init__(self, folder: Path) -> None:
        """Use `SqliteLedger.open`, which makes and checks the folder first."""
        self.folder = folder
        self.location = str(folder)
        self._database = Database(folder / "ledger.db", self.location, TABLES)
        self.claims = FileClaims(folder / "locks", self.location)
        self.answers = CachedAnswers(folder / "answers", self.location)
        self.bodies = SpoolFolder(folder / "spool", self.location, StoredSpoolIndex(self._database), self.claims)
        self.jobs = StoredJobs(self._database, self.claims, self.answers)
        self.pages = StoredPages(self._database)
        self.pool = None
        self.live = LiveCalls(self._database, self.claims, self.answers)
        self.runs = StoredRuns(
            self._database, self.claims, real_time.now
        )  # no reference to the ledger: it must not keep itself alive
        bring_up_to_date(folder, self._database, self.claims, self.location)

    @classmethod
    def open(cls, cache: bool | str) -> SqliteLedger:  # noqa: FBT001 - it is the setting of that name
        """Open the ledger that the `cache` setting names: True for `.deferred/`, a path, False for a private one.

        Raises:
            LedgerError: the folder cannot be used; the message says why and what to do.
        """
        if cache is False:
            return _temporary()
        folder = Path(".deferred") if cache is True else Path(str(cache)).expanduser()
        prepare(folder, made_by_us=cache is True)
        return cls(folder.absolute())

    def now(self) -> float:
        """Return the time of this machine, in seconds since the epoch."""
        return real_time.now()

    def check(self) -> list[str]:
        """Check the whole ledger; returns what is damaged or inconsistent."""
        damage = [*self.answers.database.check(), *self._database.check()]
        return damage or [*self._wrong_sums()]

    def size(self) -> int:
        """Return the size of the ledger on disk in bytes."""
        with errors_named(self.location):
            return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def drivers(self) -> dict[str, str]:
        """Return nothing: claims on this machine do not tell whose they are."""
        return {}

    def describe(self) -> dict[str, str]:
        """Say where the ledger is."""
        return {"folder": self.location}

    def close(self) -> None:
        """Release every claim and close the files; reading opens them again."""
        run_all(self.claims.release_all, self.answers.close, self._database.close)

    def _wrong_sums(self) -> list[str]:
        """Compare the money of each run with the sum over its jobs."""
        sums: dict[str, Decimal] = {}
        for job in self.jobs.all():
            amount = Decimal(job.reserved if job.is_open else job.spent)
            sums[job.run] = sums.get(job.run, Decimal(0)) + amount
        return [
            f"the run {run.name!r} counts ${self.runs.money(run.id).committed}, and its jobs ${sums[run.id]}"
            for run in self.runs.all()
            if run.id in sums and self.runs.money(run.id).committed < sums[run.id]
        ]


def _temporary() -> SqliteLedger:
    folder = Path(tempfile.mkdtemp(prefix="deferred-"))
    make_subfolders(folder)
    ledger = SqliteLedger(folder)
    weakref.finalize(ledger, _remove, folder, os.getpid())
    return ledger


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked child, whose parent goes on
        shutil.rmtree(folder, ignore_errors=True)
