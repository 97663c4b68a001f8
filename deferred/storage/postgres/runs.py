"""Runs of many hosts. Joining and ending a run exclude each other: both lock its row."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from deferred.core import real_time
from deferred.storage.base import Membership, Money, RunRow
from deferred.storage.postgres import job_rows, pool
from deferred.storage.postgres.database import Database, Statements
from deferred.storage.postgres.keys import all_packed, unpacked
from deferred.storage.postgres.members import Members, alive

# Times are the database's; `ago` turns them into those of this host's clock.
_RUNS = "SELECT id, name, extract(epoch FROM clock_timestamp() - began_at)::float8, is_over, versions FROM {s}.runs"
_BEGIN = "INSERT INTO {s}.runs (id, name, versions) VALUES (%s, %s, %s) ON CONFLICT (name) WHERE NOT is_over DO NOTHING"
_OTHERS = f"SELECT 1 FROM {{s}}.participants p WHERE run = %s AND member <> %s AND {alive('p.member')} LIMIT 1"
_GOES_ON = (
    "SELECT 1 FROM {s}.participants WHERE run = %s UNION ALL "
    "SELECT 1 FROM {s}.jobs WHERE run = %s AND state <> 'collected' LIMIT 1"
)
_ADD_FOUND = (
    "INSERT INTO {s}.found_rows SELECT %s, key FROM unnest(%b::bytea[]) key WHERE key NOT IN ("
    "SELECT unnest(r.keys) FROM {s}.job_rows r JOIN {s}.jobs j USING (nonce) JOIN {s}.runs ON runs.id = j.run "
    "WHERE runs.name = %s) ON CONFLICT DO NOTHING"
)


class MemberRuns:
    """Runs, the processes in them, and their money.

    A process that died, or left with unanswered calls, keeps its row in `participants`: the run is then not over. The
    first process that joins after all others have ended removes these rows, and what those have left in the pool.
    """

    def __init__(self, database: Database, members: Members) -> None:
        """Use the other parts of the same ledger."""
        self._database, self._members = database, members

    def open(
        self, name: str, versions: Mapping[str, str], *, fresh: bool = False, part: bool = False, write: bool = True
    ) -> Membership:
        """Join the unfinished run of a name, or begin one."""
        own, taking_part = uuid.uuid4().hex[:12], uuid.uuid4().hex[:12]
        if not write:
            return self._looked(RunRow(own, name, real_time.now(), versions=dict(versions)), fresh=fresh, part=part)
        self._members.join()

        def join(db: Statements) -> tuple[RunRow, bool]:
            run = _begun(db, RunRow(own, name, 0.0, versions=versions), fresh=fresh)
            is_first = db.row(_OTHERS, run.id, self._members.id) is None
            if is_first:
                db.do("DELETE FROM {s}.participants WHERE run = %s", run.id)
                pool.remove_all(db, run.id)  # nobody waits for them: who makes these calls again puts them again
            asked = "INSERT INTO {s}.participants VALUES (%s, %s, %s) ON CONFLICT (id) DO NOTHING"
            db.do(asked, taking_part, run.id, self._members.id)
            return run, is_first

        run, is_first = self._database.run(join)
        self._members.runs[taking_part] = run.id
        return Membership(run, taking_part, is_new=run.id == own, is_first=is_first, is_part=part)

    def leave(self, membership: Membership, *, complete: bool) -> bool:
        """Leave a run; end it if this was the last process in it and no call of any process is unanswered."""
        run, own = membership.run.id, membership.member
        if not own:
            return False

        def leave(db: Statements) -> bool:
            db.row("SELECT 1 FROM {s}.runs WHERE id = %s FOR UPDATE", run)
            if not complete:
                db.do("UPDATE {s}.participants SET member = NULL WHERE id = %s", own)
                return False
            db.do("DELETE FROM {s}.participants WHERE id = %s", own)
            is_over = not membership.is_part and db.row(_GOES_ON, run, run) is None
            if is_over:
                db.do("UPDATE {s}.runs SET is_over = true WHERE id = %s", run)
                pool.remove_all(db, run)  # of processes that died
            return is_over

        self._members.runs.pop(own, None)
        return self._database.run(leave)

    def money(self, run: str) -> Money:
        """Return what the jobs of a run cost so far."""
        found = self._database.read(lambda db: db.row("SELECT committed, spent FROM {s}.runs WHERE id = %s", run))
        return Money(Decimal(0), Decimal(0)) if found is None else Money(found[0], found[1])

    def committed_since(self, at: float) -> Decimal:
        """Return what all jobs planned since a time, also forgotten ones, have spent, or reserved while open."""
        return self._database.read(lambda db: job_rows.committed_since(db, at))

    def all(self) -> list[RunRow]:
        """Return all runs, oldest first."""
        return [_run(row) for row in self._database.read(lambda db: db.rows(f"{_RUNS} ORDER BY began_at, number"))]

    def add_found(self, name: str, keys: Sequence[str]) -> None:
        """Record that the runs of a name have these answers too, which they found stored."""
        self._database.run(lambda db: db.do(_ADD_FOUND, name, all_packed(set(keys)), name))

    def found(self, name: str) -> set[str]:
        """Return the keys of answers that runs of a name found stored, and that none of their jobs has."""
        rows = self._database.read(lambda db: db.rows("SELECT key FROM {s}.found_rows WHERE name = %s", name))
        return {unpacked(key) for (key,) in rows}

    def _looked(self, new: RunRow, *, fresh: bool, part: bool) -> Membership:
        """Return the run as it would be joined."""
        found = None if fresh else self._database.read(lambda db: _unfinished(db, new.name))
        run = found or new
        others = self._database.read(lambda db: db.row(_OTHERS, run.id, self._members.id))
        return Membership(run, "", is_new=found is None, is_first=others is None, is_part=part)


def _begun(db: Statements, new: RunRow, *, fresh: bool) -> RunRow:
    """Return the unfinished run of a name, its row locked; begin it if there is none, or a fresh one is asked for."""
    own = db.row(f"{_RUNS} WHERE id = %s", new.id)  # begun by a try whose commit was not answered
    if own is not None:
        return _run(own)
    while True:
        if fresh:
            db.do("UPDATE {s}.runs SET is_over = true WHERE name = %s AND NOT is_over", new.name)
        else:
            found = _unfinished(db, new.name, lock=" FOR UPDATE")
            if found is not None:
                return found
        if db.do(_BEGIN, new.id, new.name, json.dumps(dict(new.versions))):  # else another process was quicker
            begun = db.row(f"{_RUNS} WHERE id = %s", new.id)
            assert begun is not None
            return _run(begun)


def _unfinished(db: Statements, name: str, lock: str = "") -> RunRow | None:
    found = db.row(f"{_RUNS} WHERE name = %s AND NOT is_over{lock}", name)
    return None if found is None else _run(found)


def _run(row: tuple[Any, ...]) -> RunRow:
    return RunRow(row[0], row[1], real_time.now() - row[2], row[3], json.loads(row[4]))
