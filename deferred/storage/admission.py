"""Admission: which calls of a draft fit under what is left of the limit, and the job that holds those alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from deferred.core.job import Job


def admit(keys: list[str], bounds: Mapping[str, Decimal], left: Decimal) -> tuple[list[str], list[str]]:
    """Admit keys in order while their bounds fit into `left` dollars; returns the admitted and the waiting keys."""
    taken: list[str] = []
    waiting: list[str] = []
    for key in keys:
        if bounds[key] <= left:
            taken.append(key)
            left -= bounds[key]
        else:
            waiting.append(key)
    return taken, waiting


def reservation(bounds: Mapping[str, Decimal], keys: Sequence[str]) -> Decimal:
    """Return what calls reserve together; nothing without bounds."""
    return sum((bounds[key] for key in keys), Decimal(0)) if bounds else Decimal(0)


def keep_only(job: Job, keys: tuple[str, ...]) -> None:
    """Keep only these calls in a job."""
    if len(keys) == len(job.keys):
        return
    bodies = dict(zip(job.keys, job.bodies, strict=True))
    job.keys, job.bodies = list(keys), [bodies[key] for key in keys]
    job.row_ids = {key: job.row_ids[key] for key in keys if key in job.row_ids}
    job.count, job.size = len(keys), sum(ref.size for ref in job.bodies)
