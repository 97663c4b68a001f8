"""Plan: take the calls that nobody has, reserve their money and write the job, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from deferred.core.caps import Caps
from deferred.core.errors import LedgerError
from deferred.core.job import Job
from deferred.storage.admission import admit, keep_only, reservation
from deferred.storage.base import Draft, Planned
from deferred.storage.postgres import job_rows, pool
from deferred.storage.postgres.answers import stored
from deferred.storage.postgres.database import Statements
from deferred.storage.postgres.job_rows import Owner

_LOOKS = 20  # at keys that others take and free while they are looked at


def plan(db: Statements, draft: Draft, caps: Caps, holder: str) -> Planned:
    """Plan a draft, or tell how it was planned by a try whose commit was not answered."""
    job = draft.job
    before, _ = job_rows.read_rows(db, job.nonce)
    if before:
        return _told_again(db, draft, before)
    gone = draft.pooled - pool.still_waiting(db, job.run, draft.pooled)
    own, others = _taken(db, draft, [key for key in job.keys if key not in gone])
    moved = {key: owner for key, owner in others.items() if key in own}
    batch = {key: owner for key, owner in others.items() if key not in own and not owner.is_live}
    live = frozenset(key for key, owner in others.items() if key not in own and owner.is_under_way)
    left_over = [key for key, owner in others.items() if key not in own and owner.is_live and not owner.is_under_way]
    # Looked at only now that the keys are taken: a job that closes stores its answers before it frees its keys.
    there = stored(db, [key for key in job.keys if key in own or key in left_over]) if draft.reuse else set[str]()
    free = [key for key in job.keys if key in own and key not in there]
    left = job_rows.room(db, job, caps)
    taken, waiting = (free, []) if left is None else admit(free, draft.bounds, left)
    unused = own - set(taken)
    job_rows.give_back(db, job.nonce, list(unused), moved)
    planned = Planned(
        tuple(taken),
        frozenset(there),
        {key: owner.nonce for key, owner in batch.items()},
        live,
        frozenset(left_over) - there,
        tuple(waiting),
    )
    if taken:
        _write(db, draft, planned.taken, holder)
    pool.remove(db, job.run, draft.pooled & {*planned.taken, *planned.stored, *planned.owned})
    return planned


def _taken(db: Statements, draft: Draft, wanted: list[str]) -> tuple[set[str], dict[str, Owner]]:
    """Take the keys that may be taken; returns those, and who has, or had, the others."""
    job = draft.job
    own: set[str] = set()
    others: dict[str, Owner] = {}
    undecided = wanted
    for _ in range(_LOOKS):
        own |= job_rows.take_keys(db, job.nonce, undecided)
        undecided = [key for key in undecided if key not in own]
        found = job_rows.who_has(db, undecided)
        movable = {key: owner for key, owner in found.items() if _may_be_moved(owner, draft)}
        moved = job_rows.move_keys(db, job.nonce, movable)
        own |= moved
        others |= {key: owner for key, owner in found.items() if key in moved or key not in movable}
        undecided = [key for key in undecided if key not in others]  # freed, or taken, between two statements
        if not undecided:
            return own, others
    message = "other processes take and free the same calls without end; nothing was sent. Run the script again"
    raise LedgerError(message)


def _may_be_moved(owner: Owner, draft: Draft) -> bool:
    """Whether a key may be taken from what owns it: a lost live call on request, and a job at another address."""
    if owner.is_live:
        return draft.resend and not owner.is_under_way
    return (owner.provider, owner.base_url) != (draft.job.provider, draft.job.base_url)


def _write(db: Statements, draft: Draft, taken: tuple[str, ...], holder: str) -> None:
    job = as_planned(draft, taken)
    job_rows.insert_job(db, job, holder)
    job_rows.add_money(db, job.run, Decimal(job.reserved))


def as_planned(draft: Draft, taken: Sequence[str]) -> Job:
    """Return the job with the calls that it takes, and what it reserves; the draft's own job becomes that."""
    job = draft.job
    keep_only(job, tuple(taken))
    job.reserved = str(reservation(draft.bounds, job.keys))
    return job


def _told_again(db: Statements, draft: Draft, taken: list[str]) -> Planned:
    """Tell how a draft was planned: what is neither owned nor stored had no money."""
    rest = [key for key in draft.job.keys if key not in set(taken)]
    owners = job_rows.who_has(db, rest)
    there = frozenset(stored(db, rest)) if draft.reuse else frozenset()
    batch = {key: owner.nonce for key, owner in owners.items() if not owner.is_live}
    live = frozenset(key for key, owner in owners.items() if owner.is_under_way)
    lost = frozenset(key for key, owner in owners.items() if owner.is_live) - live - there
    others = {*batch, *live, *lost, *there}
    as_planned(draft, taken)
    return Planned(
        tuple(taken), there - batch.keys(), batch, live, lost, tuple(key for key in rest if key not in others)
    )
