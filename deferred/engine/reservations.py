"""The caps of a run, its limit and the budgets: bounds of calls, and reservations for jobs planned without caps."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_UP, Decimal
from typing import TypeAlias

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.caps import Allowance
from deferred.core.errors import LedgerError, UnknownPrice
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


def tightest(allowances: Sequence[Allowance]) -> Allowance | None:
    """Return the cap of which the least is left; None without one."""
    return min(allowances, key=lambda one: one.left, default=None)


class BudgetGuard:
    """What a run may still spend. The ledger stores the money, so that it survives restarts, and counts other runs'."""

    def __init__(self, context: EngineContext, count: Count) -> None:
        """`count` asks the provider for the tokens of calls of a job."""
        self._settings, self._ledger, self._run = context.settings, context.ledger, context.run
        self.caps, self._now = context.settings.caps, context.scheduler.now
        self._body_of, self._count, self._jobs = context.body_of, count, context.jobs
        self._counted: dict[str, int] = {}
        self._bounded: set[str] = set()
        self._is_short = False

    def committed(self) -> Decimal:
        """Return what the run has spent or reserved."""
        return self._ledger.runs.money(self._run).committed

    def allowances(self) -> list[Allowance]:
        """Return each cap, with what counts against it now."""
        return self.caps.allowances(self._now(), self.committed, self._ledger.runs.committed_since)

    def tightest(self) -> Allowance | None:
        """Return the cap of which the least is left now; None without caps."""
        return tightest(self.allowances())

    def at_work(self) -> list[Job]:
        """Return the open jobs that count against a cap: those of the run, under a budget those of its periods too."""
        run = None if self.caps.budget else self._run
        since = self.caps.since(self._now())
        jobs = self._ledger.jobs.all(run=run, open_only=True)
        return [job for job in jobs if job.run == self._run or job.planned_at >= since]

    def may_yet_fit(self, call: PendingCall, allowances: Sequence[Allowance], at_work: Sequence[Job]) -> bool:
        """Whether a call would fit under each cap if the jobs at work that count against it turned out to be free."""
        return all(call.bound <= one.left + self._reserved(one, at_work) for one in allowances)

    def _reserved(self, one: Allowance, jobs: Sequence[Job]) -> Decimal:
        counted = (job for job in jobs if (job.planned_at >= one.since if one.period else job.run == self._run))
        return sum((Decimal(job.reserved) for job in counted), Decimal(0))

    def counted(self, call: PendingCall) -> int | None:
        """Return the tokens of a call's input, if the provider was asked to count them."""
        return self._counted.get(call.key)

    def reroute(self, call: PendingCall, route: Route) -> None:
        """Send a call by another route from now on, with what it can cost there.

        Raises:
            UnknownPrice: that is not known, and there are caps.
        """
        call.route = route
        if self.caps:
            call.bound = self._bound(call, self.counted(call))

    def bounds(self, calls: Mapping[str, PendingCall]) -> dict[str, Decimal]:
        """Return the most that each call can cost; empty without caps."""
        return {key: call.bound for key, call in calls.items()} if self.caps else {}

    def tighten(self, active: ActiveJob) -> None:
        """Let the provider count the input of calls whose bounds, read from the body, do not fit under a cap."""
        if not self.caps or self._settings.estimate != "provider":
            return
        uncounted = [call for call in active.calls.values() if call.key not in self._counted]
        most = sum((call.bound for call in uncounted), Decimal(0))
        if all(most <= one.left for one in self.allowances()):
            return
        for call, counted in zip(uncounted, self._count(active, uncounted), strict=True):
            if counted is not None:
                self._counted[call.key] = counted
                call.bound = min(call.bound, self._bound_by_count(call, counted))

    def bound_what_had_no_limit(self) -> None:
        """Reserve for open jobs that were planned without caps: of the run, and under a budget of other runs too.

        Raises:
            UnknownPrice: it is not known what one of the run's own can cost.
        """
        if not self.caps:
            return
        for job in self.at_work():
            if job.nonce not in self._bounded and not Decimal(job.reserved):
                self._bound_job(job)
            self._bounded.add(job.nonce)

    def _bound_job(self, job: Job) -> None:
        try:
            self._ledger.jobs.bound(job.nonce, self._most_of(job))
        except (UnknownPrice, LedgerError) as error:
            if job.run == self._run:
                raise
            log.warning(
                "deferred: %s of another run was planned without caps, and counts for the budget only once it has "
                "ended, because it is not known what it can cost: %s", job.label, error,
            )  # fmt: skip

    def say_that_money_is_short(self, active: ActiveJob, planned: Planned) -> None:
        """Warn once that a cap does not allow all calls at the same time, and name the one that would."""
        allowances = self.allowances() if planned.waiting and not self._is_short else []
        least = tightest(allowances)
        if least is None:
            return
        self._is_short = True
        admitted, waiting = len(planned.taken), len(planned.waiting)
        log.warning(
            "deferred: %d of %d calls are sent first, because all of them together may cost more than is left of "
            "%s; %s.%s Smaller max_tokens, or %s, let more of them go.",
            admitted, admitted + waiting, least, self._what_follows(active, admitted),
            self._cap_for_all(active, planned, allowances), remedies.setting("estimate", "provider"),
        )  # fmt: skip

    def _what_follows(self, active: ActiveJob, admitted: int) -> str:
        """Say what comes of the calls that do not fit: open jobs may turn out cheaper, and leave room for them."""
        if admitted or any(job is not active and Decimal(job.job.reserved) for job in self._jobs):
            return "the others follow as jobs end and turn out cheaper"
        return (
            "the others fail, unless jobs of other runs leave room for them" if self.caps.budget else "the others fail"
        )

    def _cap_for_all(self, active: ActiveJob, planned: Planned, allowances: Sequence[Allowance]) -> str:
        """Name the cap, in whole cents, under which this job and those that are not planned yet would fit.

        Nothing is named where several caps are short, or the provider has not counted an input that nothing else
        bounds.
        """
        missing = [active.calls[key].bound for key in planned.waiting]
        unplanned = [job for job in self._jobs if job is not active and not Decimal(job.job.reserved)]
        missing += [call.bound for job in unplanned for call in list(job.calls.values())]
        more = sum(missing, Decimal(0))
        short = [one for one in allowances if more > one.left]
        if len(short) != 1 or not more.is_finite():
            return ""
        [one] = short
        whole = (one.committed + more).quantize(_CENT, ROUND_UP)
        value = {one.period: whole} if one.period else whole
        return f" {remedies.setting(one.setting, value)} lets all of them go at once."

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
