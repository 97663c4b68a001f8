"""Mend a ledger: make the sums of runs and the owners of keys agree with the jobs again."""

from __future__ import annotations

from decimal import Decimal

from deferred.storage.postgres.database import Database, Statements

_RUNS_THAT_COUNT_TOO_LITTLE = """
SELECT r.id, r.name, r.committed, r.spent, s.committed, s.spent FROM {s}.runs r JOIN (
    SELECT run, sum(CASE WHEN state = 'collected' THEN spent ELSE reserved END) committed,
    sum(CASE WHEN state = 'collected' THEN spent ELSE 0 END) spent FROM {s}.jobs GROUP BY run) s ON s.run = r.id
WHERE (r.committed < s.committed OR r.spent < s.spent)
"""
_STRAY_KEYS = """
DELETE FROM {s}.open_rows o WHERE NOT EXISTS (
    SELECT 1 FROM {s}.jobs j WHERE j.nonce = o.nonce AND (j.state <> 'collected' OR j.outcome = 'live'))
"""


def mend(database: Database) -> list[str]:
    """Make the sums of runs, and the owners of keys, agree with the jobs again; says what was mended.

    A sum is only ever raised: what was cleared since stays counted, and a limit is never passed for it.
    """
    return database.run(_mend)


def _mend(db: Statements) -> list[str]:
    done = []
    for run, name, *_ in db.rows(_RUNS_THAT_COUNT_TOO_LITTLE):
        db.row("SELECT 1 FROM {s}.runs WHERE id = %s FOR UPDATE", run)  # nobody changes its money from here on
        row = db.row(f"{_RUNS_THAT_COUNT_TOO_LITTLE} AND r.id = %s", run)
        if row is not None:
            committed, spent = max(Decimal(row[2]), Decimal(row[4])), max(Decimal(row[3]), Decimal(row[5]))
            db.do("UPDATE {s}.runs SET committed = %s, spent = %s WHERE id = %s", committed, spent, run)
            done.append(f"the run {name!r} counted ${row[2]:f}, and counts ${committed:f} now, as its jobs do")
    stray = db.do(_STRAY_KEYS)
    if stray:
        done.append(f"{stray:,} keys that closed jobs had taken were freed")
    return done
