"""The cost limit of a run: bounds of calls, and reservations for jobs that were planned without a limit."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from decimal import ROUND_UP, Decimal
from typing import TypeAlias

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.errors import UnknownPrice
from deferred.core.job import Job
from deferred.core.routing import Route
from deferred.engine.context import EngineContext
from deferred.engine.state import ActiveJob, PendingCall
from deferred.pricing import budget, prices
from deferred.storage.base import Ledger, Planned

log = logging.getLogger("deferred")
_CENT = Decimal("0.01")
Count: TypeAlias = Callable[[ActiveJob, list[PendingCall]], list[int | None]]


def most_spent(ledger: Ledger, job: Job, settings: Settings) -> Decimal:
    """Return what a job of unknown outcome counts: what it has reserved, or can cost if that is nothing."""
    if Decimal(job.reserved):
        return Decimal(job.reserved)
    try:
        return budget.most_of(job, ledger.bodies.of_job(job), settings)
    except UnknownPrice:  # without a limit an unknown price is no error
        return Decimal(0)


class BudgetGuard:
    """What a run may still spend. The ledger stores the money, so that it survives restarts."""

    def __init__(self, context: EngineContext, count: Count) -> None:
        """`count` asks the provider for the tokens of calls of a job."""
        self._settings, self._ledger, self._run = context.settings, context.ledger, context.run
        self._body_of, self._count, self._jobs = context.body_of, count, context.jobs
        self._counted: dict[str, int] = {}
        self._bounded: set[str] = set()
        self._is_short = False

    @property
    def limit(self) -> Decimal | None:
        """The run's limit, in dollars."""
        return self._settings.cost_limit

    def committed(self) -> Decimal:
        """Return what the run has spent or reserved."""
        return self._ledger.runs.money(self._run).committed

    def counted(self, call: PendingCall) -> int | None:
        """Return the tokens of a call's input, if the provider was asked to count them."""
        return self._counted.get(call.key)

    def reroute(self, call: PendingCall, route: Route) -> None:
        """Send a call by another route from now on, with what it can cost there.

        Raises:
            UnknownPrice: that is not known, and a limit is set.
        """
        call.route = route
        if self.limit is not None:
            call.bound = self._bound(call, self.counted(call))

    def bounds(self, calls: Mapping[str, PendingCall]) -> dict[str, Decimal]:
        """Return the most that each call can cost; empty without a limit."""
        return {} if self.limit is None else {key: call.bound for key, call in calls.items()}

    def tighten(self, active: ActiveJob) -> None:
        """Let the provider count the input of calls whose bounds, read from the body, do not fit under the limit."""
        if self.limit is None or self._settings.estimate != "provider":
            return
        uncounted = [call for call in active.calls.values() if call.key not in self._counted]
        if sum((call.bound for call in uncounted), Decimal(0)) <= self.limit - self.committed():
            return
        for call, counted in zip(uncounted, self._count(active, uncounted), strict=True):
            if counted is not None:
                self._counted[call.key] = counted
                call.bound = min(call.bound, self._bound_by_count(call, counted))

    def bound_what_had_no_limit(self) -> None:
        """Reserve for open jobs that were planned when the run had no limit.

        Raises:
            UnknownPrice: it is not known what one of them can cost.
        """
        if self.limit is None:
            return
        for job in self._ledger.jobs.all(run=self._run, open_only=True):
            if job.nonce not in self._bounded and not Decimal(job.reserved):
                self._ledger.jobs.bound(job.nonce, self._most_of(job))
            self._bounded.add(job.nonce)

    def say_that_money_is_short(self, active: ActiveJob, planned: Planned) -> None:
        """Warn once that the limit does not allow all calls at the same time, and name the limit that would."""
        if self._is_short or not planned.waiting:
            return
        self._is_short = True
        admitted, waiting = len(planned.taken), len(planned.waiting)
        log.warning(
            "deferred: %d of %d calls are sent first, because all of them together may cost more than is left of "
            "cost_limit=$%s; the others follow as jobs end and turn out cheaper.%s Smaller max_tokens, or "
            "%s, let more of them go.",
            admitted, admitted + waiting, self.limit, self._limit_for_all(active, planned),
            remedies.setting("estimate", "provider"),
        )  # fmt: skip

    def _limit_for_all(self, active: ActiveJob, planned: Planned) -> str:
        """Name the limit, in whole cents, under which this job and those that are not planned yet would fit.

        Nothing is named where the provider has not counted an input that nothing else bounds.
        """
        missing = [active.calls[key].bound for key in planned.waiting]
        unplanned = [job for job in self._jobs if job is not active and not Decimal(job.job.reserved)]
        missing += [call.bound for job in unplanned for call in list(job.calls.values())]
        whole = self.committed() + sum(missing, Decimal(0))
        if not whole.is_finite():
            return ""
        return f" {remedies.setting('cost_limit', whole.quantize(_CENT, ROUND_UP))} lets all of them go at once."

    def _bound(self, call: PendingCall, counted: int | None) -> Decimal:
        whole = call.call._replace(body=self._body_of(call))
        own, most = self._settings.prices, self._settings.max_input_tokens
        return prices.bound(whole, own, most, counted=counted, route=call.route)

    def _bound_by_count(self, call: PendingCall, counted: int) -> Decimal:
        try:
            return self._bound(call, counted)
        except UnknownPrice:  # its input grows while it is answered: no count bounds it
            return call.bound

    def _most_of(self, job: Job) -> Decimal:
        whole = self._ledger.jobs.get(job.nonce, rows=True) or job
        return budget.most_of(whole, self._ledger.bodies.of_job(whole), self._settings)
