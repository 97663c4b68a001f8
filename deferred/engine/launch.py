"""Launch: make jobs of calls, and plan, reserve and claim each job on disk before its first request."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass

from deferred.core import grouping
from deferred.core.caps import Allowance
from deferred.core.job import Job, new_nonce
from deferred.core.routing import BATCH
from deferred.engine import failures
from deferred.engine.context import EngineContext
from deferred.engine.dispatch import Dispatcher
from deferred.engine.reservations import BudgetGuard, tightest
from deferred.engine.retry_policy import WAIT_FOR_OTHERS
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.state import ActiveJob, PendingCall, Wave
from deferred.providers import adapter_of
from deferred.storage.base import Draft, Planned


@dataclass(frozen=True, slots=True)
class Exits:
    """What follows on the launch of a job.

    Attributes:
        pooled: tells which of a job's calls come from the pool.
        planned: is told which of the job's calls the ledger gave to it.
        drive: continues with a job that is planned, or has no calls left.
    """

    pooled: Callable[[ActiveJob], frozenset[str]]
    planned: Callable[[ActiveJob, Planned], None]
    drive: Callable[[ActiveJob], None]


class JobMaker:
    """Makes jobs of calls; the jobs wait in the job table."""

    def __init__(self, context: EngineContext) -> None:
        """Use what the parts of the engine share."""
        self._context, self._scheduler, self._jobs = context, context.scheduler, context.jobs
        self._is_stopped = False

    def stop(self) -> None:
        """Make no more jobs for calls that are sent again."""
        self._is_stopped = True

    def prepare(self, calls: list[PendingCall], reason: str, wave: Wave | None = None) -> None:
        """Make as few jobs as possible of calls; each is launched as soon as the provider's queue accepts it."""
        is_batch = calls[0].route == BATCH
        limits = self._context.limits_of(calls[0].target)
        for chunk in grouping.cut(calls, limits) if is_batch else grouping.in_groups(calls, 1):
            self._ready(chunk, reason, wave)
        self._scheduler.lock.notify_all()

    def send_again(self, calls: list[PendingCall], before: ActiveJob) -> None:
        """Make a new job of the calls of a closed job; the count of refusals is kept."""
        if self._is_stopped:
            return
        anew = self._ready(calls, "sent again")
        anew.polling.interval = before.polling.interval
        anew.submission.refusals, anew.submission.tries = before.submission.refusals, before.submission.tries
        anew.submission.untaken_since = before.submission.untaken_since

    def _ready(self, calls: list[PendingCall], reason: str, wave: Wave | None = None) -> ActiveJob:
        target = calls[0].target
        job = Job(
            nonce=new_nonce(),
            provider=target.provider,
            base_url=target.base_url,
            endpoint=target.endpoint,
            credential=target.credential,
            model=self._context.group_of(calls[0]).model,
            headers=[list(pair) for pair in target.headers],
            count=len(calls),
            keys=[call.key for call in calls],
            size=sum(call.size for call in calls),
            planned_at=self._scheduler.now(),
            run=self._context.run,
            spool=self._context.spool.name,
            bodies=[call.body_ref for call in calls],
            tags=self._tags(calls),
            answered=0,
            model_costs=dict.fromkeys(sorted({call.model for call in calls}), "0"),
            row_ids=self._row_ids(calls),
            wave_at=None if wave is None else wave.at,
            reason=reason,
            route="" if calls[0].route == BATCH else calls[0].route.name,
            webhook=self._context.settings.webhook or "",
        )
        active = ActiveJob(job, target.connection, target.credential, calls, reason)
        active.wave = wave
        self._jobs.ready.append(active)
        return active

    def _row_ids(self, calls: list[PendingCall]) -> dict[str, int | str]:
        rows = self._context.stats.rows
        return {call.key: rows[call] for call in calls if call in rows} if rows else {}

    def _tags(self, calls: list[PendingCall]) -> dict[str, str]:
        """Return the tags that all calls share."""
        tagged = self._context.stats.tagged
        if not tagged:
            return {}
        first, *others = [tagged.get(call.key, {}) for call in calls]
        return {name: value for name, value in first.items() if all(tags.get(name) == value for tags in others)}


class Launcher:
    """Launches jobs; holds the calls that wait for money or for another process."""

    def __init__(
        self, context: EngineContext, budget: BudgetGuard, dispatcher: Dispatcher, shared: SharedJobs, exits: Exits
    ) -> None:
        """Use the other parts of the engine."""
        self._context, self._budget, self._exits = context, budget, exits
        self._dispatcher, self._shared = dispatcher, shared
        self._ledger, self._scheduler, self._jobs = context.ledger, context.scheduler, context.jobs
        self._first_look = context.first_look
        self.held: list[PendingCall] = []
        self.postponed: dict[str, PendingCall] = {}  # calls that another process is sending live now

    def launch_ready(self) -> None:
        """Launch the jobs that the provider's queues and the limits allow."""
        postponed: deque[ActiveJob] = deque()
        while self._jobs.ready:
            active = self._jobs.ready.popleft()
            if not self._may_launch(active):
                postponed.append(active)
                continue
            self._jobs.begin(active)
            self._scheduler.soon(functools.partial(self._launch, active))
        self._jobs.ready = postponed

    def take_held(self) -> list[PendingCall]:
        """Remove and return the calls that wait for money, or for another process."""
        taken = [*self.held, *self.postponed.values()]
        self.held, self.postponed = [], {}
        return taken

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return a call that waits for money; None if it does not."""
        found = next((call for call in self.held if call.key == key), None)
        if found is not None:
            self.held.remove(found)
        return found

    def admit_held(self, *, may_wait: bool) -> None:
        """Try again to send calls that wait for money; `may_wait` tells that jobs of this process may still free it."""
        if not self.held:
            return
        # Asked before the money is counted: a job that ends in between has freed its reservation by then.
        others_at_work = self._shared.driven(self._budget.at_work())
        allowances = self._budget.allowances()
        held, self.held = self.held, []
        if any(all(call.bound <= one.left for one in allowances) for call in held):
            self._dispatcher.put_back(held, "money released")
        elif may_wait:
            self.held = held
        else:
            self._wait_for_others(held, allowances, others_at_work)

    def _wait_for_others(self, held: list[PendingCall], allowances: list[Allowance], at_work: list[Job]) -> None:
        """Let the calls wait that jobs of other processes may leave money for, and fail the others."""
        may_fit = {call.key for call in held if self._budget.may_yet_fit(call, allowances, at_work)}
        self.held += [call for call in held if call.key in may_fit]
        if self.held:  # other processes do not report when their jobs end
            self._scheduler.after(WAIT_FOR_OTHERS, functools.partial(self._look_at_held))
        for call in held:
            if call.key not in may_fit:
                call.fail(failures.too_dear(call, tightest(allowances)))

    def _look_at_held(self) -> None:
        with self._scheduler.lock:
            self.admit_held(may_wait=False)
            self._scheduler.changed()

    def _may_launch(self, active: ActiveJob) -> bool:
        bounds = [self._context.settings.max_parallel, adapter_of(active.job).limits.parallel]
        limit = min((bound for bound in bounds if bound is not None), default=None)
        has_place = limit is None or len(self._jobs.running) < limit
        may_go = self._jobs.backpressure.may_go
        return has_place and (bool(active.cancelled) or may_go(active, self._scheduler.ticks()))

    def _launch(self, active: ActiveJob) -> None:
        """Claim the calls and write the planned job to disk, before any request."""
        self._context.spool.keep()
        self._context.spool.flush()
        self._budget.bound_what_had_no_limit()
        self._budget.tighten(active)
        self._first_look.ask(next(iter(active.calls.values())))
        planned = self._plan(active)
        self._exits.planned(active, planned)
        self._split(active, planned)
        if active.calls:
            self._context.stats.jobs.append(active)
            self._context.events.tell("planned", active)
        self._exits.drive(active)

    def _plan(self, active: ActiveJob) -> Planned:
        settings = self._context.settings
        bounds = self._budget.bounds(active.calls)
        pooled = self._exits.pooled(active)
        draft = Draft(active.job, bounds, reuse=settings.reuses, resend=settings.resends, pooled=pooled)
        active.job.planned_at = self._scheduler.now()  # a budget counts it from now on: it may have waited for its turn
        return self._ledger.jobs.plan(draft, self._budget.caps)

    def _split(self, active: ActiveJob, planned: Planned) -> None:
        """Remove from a job the calls that the ledger did not give to it."""
        self._budget.say_that_money_is_short(active, planned)
        with self._scheduler.lock:
            of = {key: call for key, call in active.calls.items() if not call.is_anothers}
            owned = [(of[key], nonce) for key, nonce in planned.owned.items() if key in of]
            stored, live, lost, waiting = (
                [of[key] for key in keys if key in of]
                for keys in (planned.stored, planned.live, planned.lost, planned.waiting)
            )
            taken = [call for call, _ in owned] + stored
            _keep(active, planned.taken)
            self.held += waiting
            self._context.stats.found_again += len(taken)
            with failures.answered_in_any_case(taken):
                left = [call for call in stored if not self._shared.answers(call)]
                left += [call for call, nonce in owned if not self._shared.attach_to(call, nonce)]
                self._dispatcher.put_back(left, "taken up")
            for call in live:
                self._postpone(call)
        for call in lost:
            call.fail(failures.lost_before(call))

    def _postpone(self, call: PendingCall) -> None:
        """Postpone a call that another process is sending live now."""
        self.postponed[call.key] = call
        again = functools.partial(self._ask_once_more, call)
        self._scheduler.after(WAIT_FOR_OTHERS, again)

    def _ask_once_more(self, call: PendingCall) -> None:
        with failures.answered_in_any_case([call]), self._scheduler.lock:
            self.postponed.pop(call.key, None)
            self._shared.look()
            if not self._shared.have(call):
                self._dispatcher.put_back([call], "taken up")
            self._scheduler.changed()


def _keep(active: ActiveJob, keys: Collection[str]) -> None:
    """Keep only these calls in a job that was not sent yet."""
    kept_keys = set(keys)
    if len(kept_keys) == len(active.calls):
        return
    active.calls = {key: call for key, call in active.calls.items() if key in kept_keys}
    kept, job = list(active.calls.values()), active.job
    job.count, job.keys, job.size = len(kept), [call.key for call in kept], sum(call.size for call in kept)
    job.bodies = [call.body_ref for call in kept]
    job.row_ids = {key: job.row_ids[key] for key in job.keys if key in job.row_ids}
