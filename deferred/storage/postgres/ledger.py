"""The ledger in PostgreSQL, which processes of many hosts share."""

from __future__ import annotations

import weakref
from decimal import Decimal
from pathlib import Path

from deferred.core import real_time
from deferred.core.shutdown import run_all
from deferred.storage.claims import FileClaims
from deferred.storage.leases import Leases
from deferred.storage.postgres import address
from deferred.storage.postgres.answers import StoredAnswers
from deferred.storage.postgres.bodies import SharedSpoolIndex, local_folder
from deferred.storage.postgres.claims import MemberClaims
from deferred.storage.postgres.database import Database
from deferred.storage.postgres.jobs import MemberJobs
from deferred.storage.postgres.live import MemberLiveCalls
from deferred.storage.postgres.members import Members
from deferred.storage.postgres.pages import MemberPages
from deferred.storage.postgres.pool import WaitingCalls
from deferred.storage.postgres.runs import MemberRuns
from deferred.storage.postgres.schema import VERSION, bring_up_to_date
from deferred.storage.postgres.segments import SharedBodies
from deferred.storage.spool import SpoolFolder

_SUMS = (
    "SELECT r.name, r.committed, coalesce(sum(CASE WHEN j.state = 'collected' THEN j.spent ELSE j.reserved END), 0) "
    "FROM {s}.runs r LEFT JOIN {s}.jobs j ON j.run = r.id GROUP BY r.id, r.name, r.committed"
)
_STRAY_KEYS = (
    "SELECT count(*) FROM {s}.open_rows o LEFT JOIN {s}.jobs j USING (nonce) "
    "WHERE j.nonce IS NULL OR (j.state = 'collected' AND j.outcome <> 'live')"
)
_DRIVERS = "SELECT nonce, host, pid, lease_left FROM {s}.v_jobs WHERE host IS NOT NULL AND state <> 'collected'"
_SIZE = (
    "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s AND c.relkind = 'r'"
)


class PostgresLedger:
    """A ledger in a schema of a database. Open it with `PostgresLedger.open`."""

    def __init__(self, database: Database, leases: Leases, name: str) -> None:
        """Use `PostgresLedger.open`, which makes and checks the schema first; `name` is the ledger's id."""
        self._database = database
        self.location = database.address.location
        self.takeover_grace = leases.takeover_grace
        self.members = Members(database, leases)
        self.claims = MemberClaims(database, self.members)
        self.answers = StoredAnswers(database)
        self.jobs = MemberJobs(database, self.members)
        self.pages = MemberPages(database)
        self.pool = WaitingCalls(database)
        self.live = MemberLiveCalls(database, self.members)
        self.runs = MemberRuns(database, self.members)
        self.folder = local_folder(name, database.address.spool)
        self._spools = FileClaims(self.folder / "locks", self.location)
        self.bodies = _bodies(self.folder / "spool", database, self._spools)
        weakref.finalize(self, self.members.leave_quietly)  # at the end of the process, where nobody has closed it

    @classmethod
    def open(cls, url: str, leases: Leases) -> PostgresLedger:
        """Open the ledger at an address; its schema is made if it is missing.

        Raises:
            LedgerError: it cannot be used; the message says why and what to do.
        """
        database = Database(address.parse(url), leases)
        return cls(database, leases, bring_up_to_date(database))

    def now(self) -> float:
        """Return the time of this machine: what the database has written is given out in it too."""
        return real_time.now()

    def check(self) -> list[str]:
        """Check the sums of all runs and the keys of all jobs; the pages of the database are the server's to check."""
        sums = self._database.read(lambda db: db.rows(_SUMS))
        found = [
            f"the run {name!r} counts ${committed}, and its jobs ${of_jobs}"
            for name, committed, of_jobs in sums
            if Decimal(committed) < Decimal(of_jobs)
        ]
        stray = self._database.read(lambda db: db.row(_STRAY_KEYS))
        if stray is not None and stray[0]:
            found.append(f"{stray[0]} keys are taken by jobs that are closed")
        return found

    def size(self) -> int:
        """Return the size of the tables in bytes."""
        found = self._database.read(lambda db: db.row(_SIZE, self._database.address.schema))
        return 0 if found is None else int(found[0])

    def drivers(self) -> dict[str, str]:
        """Map the nonces of open jobs to the process that drives each, and the time of its lease that is left."""
        rows = self._database.read(lambda db: db.rows(_DRIVERS))
        return {nonce: f"{host} pid {pid}, lease {left:.0f} s" for nonce, host, pid, left in rows}

    def describe(self) -> dict[str, str]:
        """Say where the ledger is, and how this process is connected to it."""
        schema = {"schema": self._database.address.schema, "schema version": str(VERSION)}
        place = "in the database, and in " if self._database.address.shares_bodies else ""
        return {**self._database.describe(), **schema, "bodies": f"{place}{self.folder}"}

    def close(self) -> None:
        """Release every claim and close the connection; reading opens it again."""
        run_all(self.members.leave, self._spools.release_all, self._database.close)


def _bodies(folder: Path, database: Database, claims: FileClaims) -> SpoolFolder:
    if database.address.shares_bodies:
        return SharedBodies(folder, database, claims)
    return SpoolFolder(folder, database.address.location, SharedSpoolIndex(database), claims)
