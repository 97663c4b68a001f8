"""`deferred watch`: what happens to a run, by the ledger alone, until every call of the run has its answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from deferred.cli.runs import newest_run
from deferred.core import real_time
from deferred.core.job import LIVE
from deferred.core.text import known_cost
from deferred.storage.base import Ledger

_PAUSE = 2.0  # seconds between two looks at the ledger


@dataclass(frozen=True)
class RunState:
    """How far a run is.

    Attributes:
        run: its name.
        is_over: whether every call of it has its answer.
        jobs: its jobs, of which `jobs_over` are over.
        sent: the calls that were sent; a call that was sent again counts twice.
        answered: the calls whose answer is in the ledger.
        cost: dollars that its jobs cost so far.
        unpriced: the answers whose cost is not known.
    """

    run: str
    is_over: bool
    jobs: int
    jobs_over: int
    sent: int
    answered: int
    cost: Decimal
    unpriced: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for json."""
        return {**asdict(self), "cost": float(self.cost)}

    def __str__(self) -> str:
        end = "; every call has its answer" if self.is_over else ""
        return (
            f"{self.answered:,} of {self.sent:,} calls sent are answered, {self.jobs_over:,} of {self.jobs:,} jobs are "
            f"over, cost {known_cost(self.cost, self.unpriced)}{end}"
        )


def look(ledger: Ledger, run: str) -> RunState:
    """Return how far the newest run of a name is.

    Raises:
        DeferredError: there is no such run.
    """
    row = {row.id: row for row in ledger.runs.all()}.get(run) or newest_run(ledger, run)
    jobs = [job for job in ledger.jobs.all(run=row.id) if job.outcome != LIVE]
    return RunState(
        run=row.name,
        is_over=row.is_over,
        jobs=len(jobs),
        jobs_over=sum(not job.is_open for job in jobs),
        sent=sum(job.count for job in jobs),
        answered=sum(job.answered or 0 for job in jobs),
        cost=sum((Decimal(job.spent) for job in jobs), Decimal(0)),
        unpriced=sum(job.unpriced for job in jobs),
    )


def watch(ledger: Ledger, run: str, timeout: float | None, told: Callable[[RunState], None]) -> RunState:
    """Look at a run until it is over, at most `timeout` seconds; `told` is called with each change.

    Raises:
        DeferredError: there is no such run.
    """
    end = None if timeout is None else real_time.ticks() + timeout
    before: RunState | None = None
    while True:
        state = look(ledger, run)
        if state != before:
            told(state)
        before = state
        seconds = _PAUSE if end is None else min(_PAUSE, end - real_time.ticks())
        if state.is_over or seconds <= 0:
            return state
        real_time.sleep(seconds)
