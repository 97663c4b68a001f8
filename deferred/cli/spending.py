"""Spending: what the jobs of a ledger cost, by day, run, model or tag."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from deferred.cli.columns import in_columns
from deferred.cli.jobs import run_names
from deferred.config.settings import Settings
from deferred.core import real_time
from deferred.core.caps import Allowance, Caps
from deferred.core.job import Job
from deferred.core.text import dollars, known_cost
from deferred.storage.base import Ledger

_NO_TAG = "(no tag)"
_SEVERAL = "(several)"


@dataclass(slots=True)
class Spent:
    """What one day, run, model or tag cost: jobs and calls, dollars spent, and dollars that open jobs have reserved.

    `unpriced` counts the answers whose cost is not known. Those of a job with several models or tags count for the ones
    that have no cost.
    """

    name: str
    jobs: int = 0
    calls: int = 0
    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    unpriced: int = 0

    def add(self, job: Job, share: Decimal, *, is_all: bool = True) -> None:
        """Add a job; `share` is what it spent for this name, and `is_all` tells whether it has no other one."""
        self.jobs += 1
        self.calls += job.count
        self.spent += share
        self.reserved += Decimal(job.reserved) if job.is_open else Decimal(0)
        self.unpriced += job.unpriced if is_all or not share else 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for json."""
        return {
            "name": self.name,
            "jobs": self.jobs,
            "calls": self.calls,
            "spent_usd": float(self.spent),
            "reserved_usd": float(self.reserved),
            "unpriced_calls": self.unpriced,
        }


def spending(ledger: Ledger, by: str, since: float | None = None) -> tuple[list[Spent], Spent]:
    """Return what the jobs of a ledger cost by day, run, model or tag, and all of them together.

    A job of several tags counts for each of them, so that their sum may be more than the total. Days are those on which
    jobs were planned, in local time.

    Args:
        ledger: the ledger.
        by: "day", "run", "model" or "tag".
        since: only jobs that were planned after this time, in seconds since the epoch.
    """
    jobs = [job for job in ledger.jobs.all() if since is None or job.planned_at >= since]
    return added_up(jobs, by, run_names(ledger))


def added_up(jobs: Sequence[Job], by: str, names: Mapping[str, str]) -> tuple[list[Spent], Spent]:
    """Return what jobs cost by day, run, model or tag, and all of them together; `names` are those of runs, by id."""
    shares = _WAYS[by]
    found: dict[str, Spent] = {}
    for job in jobs:
        parts = list(shares(job, names))
        for name, share in parts:
            found.setdefault(name, Spent(name)).add(job, share, is_all=len(parts) == 1)
    total = Spent("total")
    for job in jobs:
        total.add(job, _spent(job))
    return sorted(found.values(), key=(lambda one: one.name) if by == "day" else (lambda one: -one.spent)), total


def budgets(ledger: Ledger, settings: Settings) -> list[Allowance]:
    """Return each budget, with what all runs of the ledger have used of it in the period that goes on."""
    budget = Caps(None, settings.budget)
    return budget.allowances(real_time.now(), Decimal, ledger.runs.committed_since)


def in_words(found: Iterable[Allowance]) -> list[str]:
    """Say how much of each budget is used."""
    return [f"{dollars(one.committed)} of {one} is spent or reserved; it ends {one.ends}" for one in found]


def table(rows: Iterable[Spent], total: Spent, by: str) -> str:
    """Lay out what was spent in columns."""
    return in_columns([(by, "jobs", "calls", "spent", "open, at most"), *map(_cells, [*rows, total])], left=1)


def _cells(one: Spent) -> tuple[str, ...]:
    reserved = dollars(one.reserved) if one.reserved else ""
    return one.name, f"{one.jobs:,}", f"{one.calls:,}", known_cost(one.spent, one.unpriced), reserved


def _spent(job: Job) -> Decimal:
    return Decimal(job.spent)


def _by_day(job: Job, names: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    del names
    yield dt.datetime.fromtimestamp(job.planned_at).astimezone().date().isoformat(), _spent(job)


def _by_run(job: Job, names: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    yield names.get(job.run, job.run), _spent(job)


def _by_model(job: Job, names: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    """Yield the models of a job; what it cost besides its rows, such as rows that vanished, belongs to no one model."""
    del names
    costs = {model.removeprefix("models/"): Decimal(cost) for model, cost in job.model_costs.items()}
    rest = _spent(job) - sum(costs.values(), Decimal(0))
    if len(costs) <= 1:  # what it cost besides is that model's too
        yield next(iter(costs), job.model.removeprefix("models/") or _SEVERAL), _spent(job)
        return
    yield from costs.items()
    if rest:
        yield _SEVERAL, rest


def _by_tag(job: Job, names: Mapping[str, str]) -> Iterator[tuple[str, Decimal]]:
    del names
    if not job.tag_costs:
        yield _NO_TAG, _spent(job)
    for tag, cost in job.tag_costs.items():
        yield tag, Decimal(cost)


_WAYS: dict[str, Callable[[Job, Mapping[str, str]], Iterator[tuple[str, Decimal]]]] = {
    "day": _by_day,
    "run": _by_run,
    "model": _by_model,
    "tag": _by_tag,
}
