"""One run as it is shown: its sums, its jobs by wave, what it cost, and why calls failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from deferred.cli.jobs import row_of
from deferred.core.job import LIVE, Job
from deferred.storage.base import Ledger
from deferred.storage.pages import Chosen, RunTotals

JOBS = 100  # of a page


@dataclass(frozen=True, slots=True)
class Wave:
    """Jobs whose calls were sent together: when, why, and what is shown of each; `at` is None for live calls."""

    at: float | None
    reason: str
    jobs: Sequence[dict[str, Any]]


def state_of(run: RunTotals) -> str:
    """Say how far a run is, in a word or two."""
    if run.open_jobs:
        return "running"
    return "done" if run.is_over else "not finished"


def waves_of(ledger: Ledger, run: RunTotals, page: int) -> list[Wave]:
    """Return a page of the jobs of a run, by wave."""
    jobs = ledger.pages.jobs(Chosen(run=run.id), page * JOBS, JOBS)
    drivers = ledger.drivers()
    ordered = sorted(jobs, key=_wave_at)
    return [
        Wave(at or None, some[0].reason, [_shown(job, run, drivers) for job in some]) for at, some in _grouped(ordered)
    ]


def _grouped(jobs: Iterable[Job]) -> Iterator[tuple[float, list[Job]]]:
    for at, some in groupby(jobs, key=_wave_at):
        yield at, list(some)


def _wave_at(job: Job) -> float:
    """Return when the wave of a job was sent; a job of calls that were sent again is its own, a live call has none."""
    return 0.0 if job.outcome == LIVE else job.wave_at or job.planned_at


def _shown(job: Job, run: RunTotals, drivers: dict[str, str]) -> dict[str, Any]:
    done = job.done if job.is_open else job.count
    return {
        **row_of(job, run.name),
        "nonce": job.nonce,
        "batch_id": job.batch_id,
        "is_open": job.is_open,
        "is_sent": job.batch_id is not None,
        "done": done,
        "driven_by": drivers.get(job.nonce, ""),
        "ended_at": job.ended_at,
    }


def causes_of(jobs: Iterable[Job]) -> list[tuple[str, int]]:
    """Count failed rows by cause, the commonest first; of a job that failed as a whole the cause is its outcome."""
    found: Counter[str] = Counter()
    for job in jobs:
        found.update(job.failures)
        rest = 0 if job.is_open or job.answered is None else job.count - job.answered - sum(job.failures.values())
        if rest > 0:
            found[f"no row came back: the job ended as {job.outcome}"] += rest
    return found.most_common()
