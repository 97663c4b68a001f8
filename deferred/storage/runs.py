"""Runs of a ledger on disk. Joining and ending a run exclude each other."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from deferred.storage.base import Membership, Money, RunRow
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database
from deferred.storage.schema import committed_since

_MEMBER = "run-"  # prefix of the claims of members


class StoredRuns:
    """Runs, the processes in them, and their money.

    A process that died, or left with unanswered calls, keeps its row in `members`: the run is then not over. The first
    process that joins after all others have ended removes these rows.
    """

    def __init__(self, database: Database, claims: FileClaims, now: Callable[[], float]) -> None:
        """Use the other parts of the same ledger, and its clock."""
        self._database, self._claims, self._now = database, claims, now

    def open(
        self, name: str, versions: Mapping[str, str], *, fresh: bool = False, part: bool = False, write: bool = True
    ) -> Membership:
        """Join the unfinished run of a name, or begin one."""
        with self._database.transaction() as db:
            if fresh and write:
                db.execute("UPDATE runs SET is_over = 1 WHERE name = ?", (name,))
            run = None if fresh else _unfinished(db, name)
            is_new = run is None
            if run is None:
                run = RunRow(uuid.uuid4().hex[:12], name, self._now(), versions=dict(versions))
                if write:
                    row = (run.id, name, run.began_at, json.dumps(run.versions))
                    db.execute("INSERT INTO runs (id, name, began_at, versions) VALUES (?, ?, ?, ?)", row)
            is_first = not self._claims.held_by_others(_claim(run.id))
            member = self._join(db, run.id, is_first=is_first) if write else ""
        return Membership(run, member, is_new=is_new, is_first=is_first, is_part=part)

    def leave(self, membership: Membership, *, complete: bool) -> bool:
        """Leave a run; end it if this was the last process in it and no call of any process is unanswered."""
        run = membership.run.id
        if not membership.member:
            return False
        with self._database.transaction() as db:
            if complete:
                db.execute("DELETE FROM members WHERE id = ?", (membership.member,))
            is_over = complete and not membership.is_part and not self._goes_on(db, run)
            if is_over:
                db.execute("UPDATE runs SET is_over = 1 WHERE id = ?", (run,))
        self._claims.release(_claim(run) + membership.member)
        return is_over

    def money(self, run: str) -> Money:
        """Return what the jobs of a run cost so far."""
        with self._database.reading() as db:
            found = db.execute("SELECT committed, spent FROM runs WHERE id = ?", (run,)).fetchone()
        return Money(Decimal(0), Decimal(0)) if found is None else Money(Decimal(found[0]), Decimal(found[1]))

    def committed_since(self, at: float) -> Decimal:
        """Return what all jobs planned since a time, also forgotten ones, have spent, or reserved while open."""
        with self._database.reading() as db:
            return committed_since(db, at)

    def forgotten(self) -> list[tuple[str, float, Decimal]]:
        """Return what forgotten jobs cost that may count in a period: nonce, time of planning, dollars."""
        with self._database.reading() as db:
            rows = db.execute("SELECT nonce, planned_at, spent FROM forgotten").fetchall()
        return [(nonce, at, Decimal(spent)) for nonce, at, spent in rows]

    def all(self) -> list[RunRow]:
        """Return all runs, oldest first."""
        with self._database.reading() as db:
            return [_run(row) for row in db.execute(f"{_RUNS} ORDER BY began_at, rowid").fetchall()]

    def add_found(self, name: str, keys: Sequence[str]) -> None:
        """Record that the runs of a name have these answers too, which they found stored."""
        with self._database.transaction() as db:
            asked = "SELECT keys FROM job_rows JOIN jobs USING (nonce) JOIN runs ON runs.id = jobs.run WHERE name = ?"
            own = {key for row in db.execute(asked, (name,)) for key in json.loads(row[0])}
            rows = [(name, key) for key in keys if key not in own]
            db.executemany("INSERT OR IGNORE INTO found_rows VALUES (?, ?)", rows)

    def found(self, name: str) -> set[str]:
        """Return the keys of answers that runs of a name found stored, and that none of their jobs has."""
        with self._database.reading() as db:
            return {row[0] for row in db.execute("SELECT key FROM found_rows WHERE name = ?", (name,))}

    def _join(self, db: sqlite3.Connection, run: str, *, is_first: bool) -> str:
        if is_first:
            db.execute("DELETE FROM members WHERE run = ?", (run,))
        member = uuid.uuid4().hex[:8]
        db.execute("INSERT INTO members VALUES (?, ?)", (member, run))
        self._claims.hold(_claim(run) + member)
        return member

    def _goes_on(self, db: sqlite3.Connection, run: str) -> bool:
        others = db.execute("SELECT count(*) FROM members WHERE run = ?", (run,)).fetchone()[0]
        left = db.execute("SELECT count(*) FROM jobs WHERE run = ? AND state <> 'collected'", (run,)).fetchone()[0]
        return bool(others or left)


_RUNS = "SELECT id, name, began_at, is_over, versions FROM runs"


def _unfinished(db: sqlite3.Connection, name: str) -> RunRow | None:
    found = db.execute(f"{_RUNS} WHERE name = ? AND is_over = 0", (name,)).fetchone()
    return None if found is None else _run(found)


def _run(row: tuple[str, str, float, int, str]) -> RunRow:
    return RunRow(row[0], row[1], row[2], bool(row[3]), json.loads(row[4]))


def _claim(run: str) -> str:
    return f"{_MEMBER}{run}-"
