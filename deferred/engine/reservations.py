"""What a run may still spend: reserves for jobs before they are sent, by the ledger, so no restart forgets it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core.job import COLLECTED, Job
from deferred.engine.state import ActiveJob, PendingCall
from deferred.pricing import budget
from deferred.storage.sqlite import Ledger

log = logging.getLogger("deferred")


class BudgetGuard:
    """The cost limit of one run."""

    def __init__(self, settings: Settings, ledger: Ledger, run: str) -> None:
        """`run` is the id by which the run's jobs are known."""
        self._settings, self._ledger, self._run = settings, ledger, run
        self.bound: Callable[[PendingCall, int], Decimal] = lambda item, _: item.bound
        self.most_of_job: Callable[[Job], Decimal] = lambda job: Decimal(job.reserved)
        self._reserved_late: dict[str, Decimal] = {}
        self._is_short = False

    def committed(self) -> Decimal:
        """Give what the run has spent or reserved."""
        return self._committed(self._ledger.jobs())

    def _committed(self, jobs: list[Job]) -> Decimal:
        still_open = [job.nonce for job in jobs if job.state != COLLECTED]
        late = sum((self._reserved_late.get(nonce, Decimal(0)) for nonce in still_open), Decimal(0))
        return budget.committed(jobs, self._run) + late

    def tighten(self, items: list[PendingCall], count: Callable[[list[PendingCall]], list[int | None]]) -> None:
        """Let the provider count the input of calls whose bounds, read from the body, are too high to fit."""
        limit = self._settings.cost_limit
        if limit is None or self._settings.estimate != "provider":
            return
        if sum((item.bound for item in items), Decimal(0)) > limit - self.committed():
            for item, counted in zip(items, count(items), strict=True):
                item.counted = counted
                item.bound = item.bound if counted is None else min(item.bound, self.bound(item, counted))

    def reserve(self, running: ActiveJob) -> list[PendingCall]:
        """Reserve what fits of a job; gives the calls that must wait. Within a transaction of the ledger."""
        limit = self._settings.cost_limit
        if limit is None:
            return []
        jobs = self._ledger.jobs()
        self._bound_what_had_no_limit(jobs)
        admitted, refused = budget.admit(list(running.items.values()), limit - self._committed(jobs))
        running.job.reserved = str(sum((item.bound for item in admitted), Decimal(0)))
        if refused and not self._is_short:
            self._say_that_money_is_short(len(admitted), len(refused))
        return refused

    def _bound_what_had_no_limit(self, jobs: list[Job]) -> None:
        """Reserve for jobs which an earlier process of this run planned when it had no limit."""
        for job in jobs:
            is_bounded = job.state == COLLECTED or Decimal(job.reserved) or job.nonce in self._reserved_late
            if job.run == self._run and not is_bounded:
                self._reserved_late[job.nonce] = self.most_of_job(self._ledger.job(job.nonce) or job)

    def _say_that_money_is_short(self, admitted: int, refused: int) -> None:
        self._is_short = True
        log.warning(
            "deferred: %d of %d calls go first, for all of them together may cost more than is left of "
            "cost_limit=$%s; the others follow as jobs end and turn out cheaper. Smaller max_tokens, or "
            'estimate="provider", let more go at once.',
            admitted, admitted + refused, self._settings.cost_limit,
        )  # fmt: skip
