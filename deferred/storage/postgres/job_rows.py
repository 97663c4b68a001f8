"""Rows of jobs: how a job, its calls, its keys and its money are written, each within a transaction of the caller."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from deferred.core import real_time
from deferred.core.call import BodyRef
from deferred.core.caps import LONGEST, Caps
from deferred.core.job import LIVE, Job, JobState
from deferred.storage.postgres.database import Statements
from deferred.storage.postgres.keys import all_packed, packed, packed_refs, unpacked, unpacked_refs
from deferred.storage.postgres.members import alive

JOB = "facts, state, batch_id, reserved, spent"  # what `job_of` reads; other columns are for searches
_INSERT = (
    "INSERT INTO {s}.jobs (nonce, run, provider, base_url, state, outcome, batch_id, spool, reserved, spent, "
    "planned_at, has_leftovers, facts, holder) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
    "ON CONFLICT (nonce) DO NOTHING"
)
_ROWS = "INSERT INTO {s}.job_rows VALUES (%s, %b::bytea[], %b) ON CONFLICT (nonce) DO NOTHING"
_ROW_IDS = "INSERT INTO {s}.row_ids VALUES (%s, %s) ON CONFLICT (nonce) DO NOTHING"
# A batch id that a late create has recorded stays, whatever who has the job now knows.
_UPDATE = (
    "UPDATE {s}.jobs SET state = %s, outcome = %s, batch_id = coalesce(%s, batch_id), spent = %s, has_leftovers = %s, "
    "facts = %s WHERE nonce = %s"
)
_ADD_MONEY = "UPDATE {s}.runs SET committed = committed + %s, spent = spent + %s WHERE id = %s"
_ENTER_AGAIN = "UPDATE {s}.jobs SET spent = %s, planned_at = %s, facts = %s, holder = %s WHERE nonce = %s"
_END_IF_STOPPED = "SET LOCAL idle_in_transaction_session_timeout = '30s'"
_LOCK_BUDGET = "SELECT pg_advisory_xact_lock(hashtextextended('deferred budget {s}', 0))::text"
# What was found at the provider again, after it was forgotten, counts once.
_SINCE = (
    "SELECT coalesce(sum(amount), 0) FROM ("
    "SELECT CASE state WHEN 'collected' THEN spent ELSE reserved END FROM {s}.jobs WHERE planned_at >= %s UNION ALL "
    "SELECT spent FROM {s}.forgotten f WHERE planned_at >= %s "
    "AND NOT EXISTS (SELECT 1 FROM {s}.jobs j WHERE j.nonce = f.nonce)) counted(amount)"
)
_REMOVE_JOBS = (
    "WITH gone AS (DELETE FROM {s}.jobs WHERE nonce = ANY(%s::text[]) RETURNING nonce, planned_at, spent) "
    "INSERT INTO {s}.forgotten SELECT nonce, planned_at, spent FROM gone WHERE spent <> 0 "
    "ON CONFLICT (nonce) DO UPDATE SET spent = excluded.spent"
)
_OWNERS = "SELECT key, nonce FROM {s}.open_rows"
_HELD_IN_MEMORY = 200_000  # keys; with more of them, `plan` tells which calls others have
_WHO = (
    "SELECT o.key, o.nonce, j.outcome, j.provider, j.base_url, "
    + alive("j.holder")
    + " FROM {s}.open_rows o LEFT JOIN {s}.jobs j USING (nonce) WHERE o.key = ANY(%b::bytea[])"
)


class Owner:
    """The job that owns a key: a batch job, or a live call that is under way or was lost."""

    __slots__ = ("base_url", "is_live", "is_under_way", "nonce", "provider")

    def __init__(self, row: tuple[Any, ...]) -> None:
        """Read it from a row of `who_has`."""
        _, self.nonce, outcome, self.provider, self.base_url, is_alive = row
        self.is_live = outcome is None or outcome == LIVE
        self.is_under_way = self.is_live and bool(is_alive)


def job_of(row: Sequence[Any]) -> Job:
    """Make a job from the columns that `JOB` names."""
    job = Job.from_dict(json.loads(row[0]))
    job.state, job.batch_id = JobState(row[1]), row[2]
    job.reserved, job.spent = str(row[3]), str(row[4])
    return job


def insert_job(db: Statements, job: Job, holder: str | None) -> bool:
    """Insert a job with its rows, unless it is there."""
    is_new = db.do(
        _INSERT, job.nonce, job.run, job.provider, job.base_url, str(job.state), job.outcome, job.batch_id, job.spool,
        Decimal(job.reserved), Decimal(job.spent), job.planned_at, bool(job.leftovers), _facts(job), holder,
    )  # fmt: skip
    db.do(_ROWS, job.nonce, [packed(key) for key in job.keys], packed_refs(job.bodies))
    if job.row_ids:
        db.do(_ROW_IDS, job.nonce, json.dumps(job.row_ids))
    return is_new == 1


def update_job(db: Statements, job: Job) -> None:
    """Write what a job is now; its reservation and its holder stay."""
    db.do(
        _UPDATE, str(job.state), job.outcome, job.batch_id, Decimal(job.spent), bool(job.leftovers), _facts(job),
        job.nonce,
    )  # fmt: skip


def read_rows(db: Statements, nonce: str) -> tuple[list[str], list[BodyRef]]:
    """Read which calls a job has, and where their bodies are."""
    found = db.row("SELECT keys, refs FROM {s}.job_rows WHERE nonce = %s", nonce)
    return ([], []) if found is None else (list(map(unpacked, found[0])), unpacked_refs(found[1]))


def read_row_ids(db: Statements, nonce: str) -> dict[str, int | str]:
    """Read what `deferred.tag(row=...)` named the calls of a job by, by key."""
    found = db.row("SELECT ids FROM {s}.row_ids WHERE nonce = %s", nonce)
    return {} if found is None else dict(json.loads(found[0]))


def read_job(db: Statements, nonce: str, *, rows: bool = False) -> Job | None:
    """Read a job, with its rows on request."""
    found = db.row(f"SELECT {JOB} FROM {{s}}.jobs WHERE nonce = %s", nonce)
    if found is None:
        return None
    job = job_of(found)
    if rows:
        job.keys, job.bodies = read_rows(db, nonce)
        job.row_ids = read_row_ids(db, nonce)
    return job


def owners_of(db: Statements, keys: Sequence[str] | None) -> dict[str, str]:
    """Map keys that open jobs own to the jobs' nonces: these keys, or all, unless a large ledger has too many."""
    if keys is None:
        found = db.rows(f"{_OWNERS} LIMIT %s", _HELD_IN_MEMORY + 1)
        found = [] if len(found) > _HELD_IN_MEMORY else found
    else:
        found = db.rows(f"{_OWNERS} WHERE key = ANY(%b::bytea[])", all_packed(keys))
    return {unpacked(key): nonce for key, nonce in found}


def who_has(db: Statements, keys: Sequence[str]) -> dict[str, Owner]:
    """Map keys to what owns them."""
    return {unpacked(row[0]): Owner(row) for row in db.rows(_WHO, all_packed(keys))} if keys else {}


def take_keys(db: Statements, nonce: str, keys: Sequence[str]) -> set[str]:
    """Make a job the owner of the keys that nothing owns; returns them."""
    asked = "INSERT INTO {s}.open_rows SELECT key, %s FROM unnest(%b::bytea[]) key ON CONFLICT DO NOTHING RETURNING key"
    return {unpacked(key) for (key,) in db.rows(asked, nonce, all_packed(keys))} if keys else set()


def move_keys(db: Statements, nonce: str, owners: dict[str, Owner]) -> set[str]:
    """Make a job the owner of keys that others own, as far as these still do; returns the keys it has now."""
    moved: set[str] = set()
    for key, owner in sorted(owners.items()):
        asked = "UPDATE {s}.open_rows SET nonce = %s WHERE key = %b AND nonce = %s"
        if db.do(asked, nonce, packed(key), owner.nonce):
            moved.add(key)
    return moved


def give_back(db: Statements, nonce: str, keys: Sequence[str], before: dict[str, Owner]) -> None:
    """Undo the ownership of keys that a job does not take after all."""
    free = [key for key in keys if key not in before]
    if free:
        db.do("DELETE FROM {s}.open_rows WHERE nonce = %s AND key = ANY(%b::bytea[])", nonce, all_packed(free))
    for key in sorted(set(keys) & before.keys()):
        db.do("UPDATE {s}.open_rows SET nonce = %s WHERE key = %b", before[key].nonce, packed(key))


def free_keys(db: Statements, nonce: str) -> None:
    """Free the keys of a closed job, so that other jobs may buy them."""
    db.do("DELETE FROM {s}.open_rows WHERE nonce = %s", nonce)


def enter_again(db: Statements, job: Job, holder: str) -> None:
    """Write a live call anew that was entered, and settled and left without an answer, before."""
    db.do(_ENTER_AGAIN, Decimal(job.spent), job.planned_at, _facts(job), holder, job.nonce)


def room(db: Statements, job: Job, caps: Caps) -> Decimal | None:
    """Return the least that is left of any cap. Until this commits nobody else gets any of it.

    The keys of the job are taken before. Who waits for one of these locks has none that their holder still needs.
    """
    if caps.budget:
        db.do(_END_IF_STOPPED)  # all runs wait for that lock, and a host that is stopped would keep it
        db.row(_LOCK_BUDGET)  # a statement of its own: the next one sees what was committed under the lock
    return caps.room(job.planned_at, lambda: _committed(db, job.run), lambda at: committed_since(db, at))


def _committed(db: Statements, run: str) -> Decimal:
    """Return the money of a run, with its row locked: nobody changes it before this commits."""
    found = db.row("SELECT committed FROM {s}.runs WHERE id = %s FOR UPDATE", run)
    return Decimal(0) if found is None else found[0]


def committed_since(db: Statements, at: float) -> Decimal:
    """Return what all jobs planned since a time, also forgotten ones, have spent, or reserved while open."""
    found = db.row(_SINCE, at, at)
    return Decimal(0) if found is None else found[0]


def remove_jobs(db: Statements, nonces: Sequence[str]) -> None:
    """Remove jobs, but keep what they cost as long as it counts in a period."""
    db.do(_REMOVE_JOBS, list(nonces))
    db.do("DELETE FROM {s}.forgotten WHERE planned_at < %s", real_time.now() - 2 * LONGEST)


def add_money(db: Statements, run: str, committed: Decimal, spent: Decimal = Decimal(0)) -> None:
    """Change the committed and spent money of a run, in the transaction that changes its jobs."""
    db.do(_ADD_MONEY, committed, spent, run)


def _facts(job: Job) -> str:
    return json.dumps(job.to_dict(), separators=(",", ":"))
