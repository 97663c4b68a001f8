"""Engine: queues the calls of one run, sends them in jobs, and answers every call."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from deferred.config.settings import Settings
from deferred.core.call import Target
from deferred.core.errors import DeferredError, LedgerError, TimeLimitExceeded, UnknownPrice
from deferred.core.job import new_nonce
from deferred.core.pending import Pending, first_of
from deferred.core.routing import LIVE, Kind
from deferred.core.shutdown import run_all
from deferred.engine import failures, launch, pool
from deferred.engine.collect import Resends
from deferred.engine.context import EngineContext
from deferred.engine.deadline import Deadline
from deferred.engine.detach import Detacher, UnderWay
from deferred.engine.dispatch import Dispatcher
from deferred.engine.drive import Phases
from deferred.engine.events import EventLog, Outlook
from deferred.engine.first_look import FirstLook
from deferred.engine.hooks import EngineHooks
from deferred.engine.job_table import JobTable
from deferred.engine.launch import JobMaker, Launcher
from deferred.engine.live import Exits, LiveSender
from deferred.engine.reservations import BudgetGuard
from deferred.engine.routes import RouteSender
from deferred.engine.runner import JobExits, JobRunner
from deferred.engine.scheduler import Clock, Scheduler, Wakeup
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.single_call import SingleCallPolicy
from deferred.engine.state import ActiveJob, PendingCall
from deferred.engine.stats import RunStats
from deferred.engine.usage_count import UsageCounter
from deferred.engine.webhooks import ReportingAccounts
from deferred.storage.base import Ledger


@dataclass(frozen=True)
class Wiring:
    """What an engine is given: the clock, the lock that it shares with tasks, the session's hooks, and statistics.

    `name` is the run's.
    """

    hooks: EngineHooks
    stats: RunStats
    name: str = ""
    wakeup: Wakeup = field(default_factory=Wakeup)
    clock: Clock = field(default_factory=Clock)


class Engine:
    """The calls and jobs of one run, driven by a thread."""

    def __init__(self, settings: Settings, ledger: Ledger, run: str, deadline: float | None, wiring: Wiring) -> None:
        """Make an engine; its thread starts with the first call.

        `run` is the id of the run, stored with each job; `deadline` is in seconds since the epoch.
        """
        clock = wiring.clock
        self.scheduler = Scheduler(clock, wiring.wakeup, self)
        self._settings, self._deadline = settings, Deadline(deadline, clock)
        self._jobs = JobTable(self.scheduler.lock)
        self.context = EngineContext(
            settings, ledger, clock, EventLog(clock.now, wiring.hooks.on_event), ReportingAccounts(),
            run=run, scheduler=self.scheduler, hooks=wiring.hooks, jobs=self._jobs, stats=wiring.stats,
            spool=ledger.bodies.spool(new_nonce()),
            first_look=FirstLook(ledger, wiring.stats, wiring.hooks.before_first),
        )  # fmt: skip
        usage = UsageCounter(settings, wiring.stats)
        phases = Phases(self.context, self._jobs, usage, Resends(self._deadline.is_over))
        self._maker = JobMaker(self.context)
        routes: RouteSender  # made last, of what needs it
        shared: SharedJobs  # made below, of what the runner takes over
        leaving = JobExits(
            again=lambda calls, before: routes.send_again(calls, before),  # noqa: PLW0108 - made below
            give_up=self._give_up,
            follow=lambda active, calls: shared.follow(active, calls),  # noqa: PLW0108 - as above
        )
        self.runner = JobRunner(self.context, phases, leaving, self._released)
        self._shared = shared = SharedJobs(self.context, self.runner.take_over, self._answered_elsewhere)
        self.budget = BudgetGuard(self.context, phases.submitter.counts)
        exits = Exits(
            released=self._released,
            find_another=lambda call: routes.find_another(call),  # noqa: PLW0108 - as above
            hold=self._hold,
            send=lambda calls, route: routes.send_by(calls, route),  # noqa: PLW0108 - as above
        )
        self.live = LiveSender(self.context, self.budget, usage, self._shared, exits)
        out_of_pool = pool.Exits(self._attach, lambda calls, why: self.calls.put_back(calls, why))  # noqa: PLW0108
        self._pool = pool.Pool(self.context, self._maker, self.budget, out_of_pool)
        routes = RouteSender(self.context, self._pool, self.live, self.budget, deadline)
        instead = SingleCallPolicy(self.context, self.live).look
        self.calls = Dispatcher(self.context, routes.send, instead)
        launched = launch.Exits(self._pool.handed, self._pool.planned, self.runner.start)
        self._launcher = Launcher(self.context, self.budget, self.calls, self._shared, launched)
        under_way = UnderWay(self.calls, self._pool, self._launcher, self._shared, self.live, self.runner.remover)
        self._detacher = Detacher(self.context, under_way, self._deadline, wiring.name)
        self.fatal: DeferredError | Pending | None = None

    @property
    def pending(self) -> Pending | None:
        """What every wait ended with, if the process was given up."""
        return first_of(self.fatal)

    # -- called by the session -----------------------------------------------------------------------------------------

    def add(self, call: PendingCall) -> None:
        """Queue a call; it is sent with the next wave, or earlier if its group is full."""
        with self.scheduler.lock:
            try:
                self.scheduler.start()
            except RuntimeError as error:
                call.fail(failures.no_thread(error, call))
                return
            if self.fatal is not None or self.scheduler.closed:  # a thread made the call while the block was being left
                call.fail(failures.of_run(self.fatal) or failures.never_sent(call, "the block was left at that moment"))
                return
            if self._shared.meet(call.target):
                self.runner.remover.meet(call.target)
            self.context.first_look.note(call)
            if self._shared.have(call):
                self.context.stats.found_again += 1
            else:
                self.calls.add(call)

    def found(self, key: str, target: Target) -> None:
        """Count a call whose answer was in the ledger; what its job has left at the provider may still be there."""
        self.context.stats.found_again += 1
        self.context.stats.found_keys.append(key)
        if self.runner.remover.is_wanted:
            with self.scheduler.lock, contextlib.suppress(RuntimeError):  # no thread now: the next run deletes it
                self.scheduler.start()
                if self._shared.meet(target):
                    self.runner.remover.meet(target)

    def withdraw(self, key: str) -> PendingCall | None:
        """Remove a call that was not sent yet; returns it, or None if it was sent."""
        with self.scheduler.lock:
            call = self.calls.withdraw(key) or self._launcher.take_one(key) or self.live.take_one(key)
        call = call or self._pool.take_one(key)
        self.scheduler.changed()
        return call

    def drop(self, refuse: Callable[[PendingCall], DeferredError]) -> int:
        """Fail the calls that were not sent yet, each with its own error; returns their number."""
        dropped = self._take_unsent()
        for call in dropped:
            call.fail(refuse(call))
        return len(dropped)

    def cancel(self, why: str = "cancelled by Session.cancel()") -> None:
        """Cancel every job at the provider; finished rows are kept."""
        self.live.cancel()
        self.drop(failures.cancelled_unsent)
        self.calls.canary.excuse()
        self._cancel_own(why)
        with self.scheduler.lock:
            followed = self._shared.leave_all()
        _follow_no_more(followed, failures.no_longer_followed)

    def unsent(self) -> list[PendingCall]:
        """Return the calls that were not sent yet."""
        with self.scheduler.lock:
            return [*self.calls, *self._pool.calls.values(), *self._launcher.held]

    def outlook(self) -> Outlook:
        """Return what is still to be done, for the progress display."""
        with self.scheduler.lock:
            at_work = [*self._jobs.running.values(), *self._shared.followed.values()]
            looks = [active.progress.next_look for active in at_work]
            return Outlook(
                unsent=len(self.calls) + len(self._pool.calls),
                held=len(self._launcher.held),
                ready=len(self._jobs.ready),
                at_work=len(at_work),
                next_look=min((look for look in looks if look is not None), default=None),
                deadline=self._deadline.at,
            )

    def idle(self) -> bool:
        """Whether no call waits for anything."""
        # A job of an earlier process whose calls were not made again does not count: no call waits for it.
        followed = [*self._jobs.running.values(), *self._shared.followed.values()]
        unsent = self.calls or self._pool.calls or self._launcher.held or self._jobs.ready or self._launcher.postponed
        return not (
            unsent
            or self.scheduler.busy
            or not self.live.is_idle
            or self.runner.remover.under_way
            or any(active.is_awaited for active in followed)
        )

    def submitted(self) -> bool:
        """Whether everything that the limits allow was sent to the provider."""
        # What is sent live is answered while this process waits: without it the answer would be lost.
        unsent = self.calls or self._pool.calls or self._launcher.postponed or self._jobs.are_launching
        return not unsent and self.live.is_idle

    def close(self) -> None:
        """End the thread once nothing is left to do; the thread does not keep the process alive."""
        self.scheduler.close()

    # -- called by the scheduler ---------------------------------------------------------------------------------------

    def act(self) -> None:
        """Do what is due now."""
        if self._deadline.is_over():
            self._reach_deadline()
        self.calls.send_if_due()
        self._launcher.launch_ready()
        self._detacher.act(self.stop_everything)

    def seconds_to_next(self) -> float | None:
        """Return the seconds until a wave, a try at a full queue, the end of the process, or the deadline is due."""
        waits = [self.calls.seconds_to_next(), self._jobs.seconds_to_next(self.scheduler.ticks())]
        waits += [self._detacher.seconds_to_next(), self._deadline.seconds_left()]
        return min((wait for wait in waits if wait is not None), default=None)

    def stop_everything(self, error: DeferredError | Pending) -> None:
        """Fail every waiting call, and send nothing more."""
        with self.scheduler.lock:
            self.fatal = error
            self._maker.stop()
            calls = [*self.calls.take_all(), *self._pool.abandon(), *self._launcher.take_held()]
            calls += self.live.unanswered()
            for active in [*self._jobs.clear(), *self._shared.leave_all()]:
                calls += active.waiting
            self.scheduler.forget_steps()
        for call in calls:
            call.fail(failures.of_run(error) or error)

    def end(self) -> None:
        """Close what was opened; a full disk keeps no claim alive."""
        context = self.context
        run_all(context.spool.close, self.runner.remover.drop_requests, context.hooks.at_end, context.ledger.close)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take_unsent(self, kinds: Collection[Kind] = tuple(Kind)) -> list[PendingCall]:
        with self.scheduler.lock:
            unsent = [*self.calls.take_all(), *self._launcher.take_held(), *self.live.take_waiting(kinds)]
        try:
            unsent += self._pool.take_all()
        except LedgerError as error:  # nothing is known of what waits there: every call ends with that
            self.stop_everything(error)
            for call in unsent:
                call.fail(failures.of_run(error) or error)
            return []
        with self.scheduler.lock:
            unsent += self.calls.take_all()  # what was given back to this process meanwhile
            self.scheduler.changed()
        return unsent

    def _cancel_own(self, why: str) -> None:
        with self.scheduler.lock:
            for active in self._jobs:
                self.runner.cancel(active, why)

    def _reach_deadline(self) -> None:
        goes_live = self._settings.on_time_limit == "live"  # what was given up before is sent all the same
        for call in self._take_unsent([Kind.FLEX] if goes_live else tuple(Kind)):
            self._give_up(call, failures.too_late(call, "before it was sent"))
        self._cancel_own("deadline")
        if not self._may_others_end():
            driven = self._shared.leave_driven()
            _follow_no_more(driven, lambda call: failures.too_late(call, "while another process ran its job"))

    def _may_others_end(self) -> bool:
        """Whether to wait longer for jobs of other processes: at their deadline they send missing calls live."""
        assert self._deadline.at is not None
        patience = 2 * self._settings.adopt_grace
        return self._settings.on_time_limit == "live" and self.scheduler.now() < self._deadline.at + patience

    def _give_up(self, call: PendingCall, error: DeferredError) -> None:
        """End a call whose job was cancelled, or send it live; another process does that with its own calls."""
        if call.is_anothers:
            return
        if self._settings.on_time_limit != "live" or not isinstance(error, TimeLimitExceeded):
            call.fail(error)
            return
        why = 'the time limit was over (on_time_limit="live")'
        try:
            self.budget.reroute(call, LIVE)
        except UnknownPrice as unknown:
            call.fail(unknown)
            return
        self.scheduler.soon(functools.partial(self.live.send, call, why))

    def _answered_elsewhere(self, calls: list[PendingCall]) -> None:
        """Handle calls whose job another process has ended: calls without an answer are sent."""
        with failures.answered_in_any_case(calls):
            self.calls.put_back([call for call in calls if not self._shared.answers(call)], "taken up")
        self.scheduler.changed()

    def _attach(self, calls: list[PendingCall], owners: Mapping[str, str]) -> list[PendingCall]:
        """Attach calls to open jobs, or give them what came of them; returns the others. Needs the engine's lock."""
        shared = self._shared
        left = []
        for call in calls:
            nonce = owners.get(call.key, "")
            if not (shared.attach_to(call, nonce) if nonce else shared.answers(call)):
                left.append(call)
        self.context.stats.found_again += len(calls) - len(left)
        return shared.without_unread(left)

    def _hold(self, call: PendingCall) -> None:
        """Let a call wait for money that other calls may free; needs the engine's lock."""
        self._launcher.held.append(call)
        self._released()

    def _released(self) -> None:
        """Try again to send the calls that wait for money."""
        may_wait = bool(self._jobs.running or self._jobs.ready or self.calls.has_pending or not self.live.is_idle)
        self._launcher.admit_held(may_wait=may_wait)


def _follow_no_more(followed: list[ActiveJob], why: Callable[[PendingCall], DeferredError]) -> None:
    """Stop waiting for jobs of other processes; the jobs go on."""
    for active in followed:
        for call in active.shut():
            call.fail(why(call))
