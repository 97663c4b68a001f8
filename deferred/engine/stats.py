"""Statistics of runs and blocks, for reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from deferred.engine.ahead_stats import AheadStats
from deferred.engine.state import ActiveJob, PendingCall, Wave
from deferred.futures.future import Future
from deferred.pricing.usage import UsageTotals


@dataclass
class RunStats:
    """Statistics of the sessions of one run, for reports.

    Attributes:
        jobs: every job that this process has driven.
        waves: calls sent together, in order.
        bounds: pools and semaphores that calls came through, with the number that each allows at a time.
        totals: usage by model.
        routes: usage by the name of the route.
        tagged: the tags of tagged calls, by key.
        rows: what `deferred.tag(row=...)` named calls by.
        tags: usage by tag, such as "team=search".
        live_calls: a line for each live call.
        live_bounds: the most that live calls can cost which have no known cost, by the nonce of their entry.
        found_again: calls that were answered, or in a job, already.
        found_keys: the keys of calls that were answered already.
        spent_before: dollars that earlier processes of the run have spent.
        unpriced: answers whose cost is neither known nor bounded.
        ahead: what look-ahead did.
    """

    jobs: list[ActiveJob] = field(default_factory=list)
    waves: list[Wave] = field(default_factory=list)
    bounds: dict[int, str] = field(default_factory=dict)
    totals: defaultdict[str, UsageTotals] = field(default_factory=lambda: defaultdict(UsageTotals))
    routes: defaultdict[str, UsageTotals] = field(default_factory=lambda: defaultdict(UsageTotals))
    tagged: dict[str, Mapping[str, str]] = field(default_factory=dict)
    rows: dict[PendingCall, int | str] = field(default_factory=dict)
    tags: defaultdict[str, UsageTotals] = field(default_factory=lambda: defaultdict(UsageTotals))
    live_calls: list[str] = field(default_factory=list)
    live_bounds: dict[str, Decimal] = field(default_factory=dict)
    found_again: int = 0
    found_keys: list[str] = field(default_factory=list)
    spent_before: Decimal = Decimal(0)
    unpriced: int = 0
    ahead: AheadStats = field(default_factory=AheadStats)

    def leave_out(self, active: ActiveJob) -> None:
        """Leave out a job that another process has taken over; it is added again if it comes back."""
        self.jobs = [job for job in self.jobs if job is not active]


@dataclass
class BlockStats:
    """Statistics of one block.

    Attributes:
        name: the run's name.
        began_at: when the block was entered, in seconds since the epoch; `left_at` when it was left.
        cost_limit: the block's own limit in dollars.
        run: the statistics of the run, inner and outer blocks together.
        calls: the calls made in the block, in order.
        unanswered: how many of them have no outcome yet.
        started: the functions that an inner block started, which go on after its end.
    """

    name: str
    began_at: float
    cost_limit: Decimal | None
    run: RunStats
    calls: list[PendingCall] = field(default_factory=list)
    unanswered: int = 0
    left_at: float | None = None
    started: list[Future[Any]] = field(default_factory=list)

    @property
    def has_all_answers(self) -> bool:
        """Whether the provider has answered every call, refusals included."""
        return all(call.is_answered for call in self.calls)

    def elapsed(self, now: float) -> float:
        """Return the seconds from entering the block to leaving it, or to now."""
        return (self.left_at or now) - self.began_at
