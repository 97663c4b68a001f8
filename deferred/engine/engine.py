"""Engine: queues the calls of one run, sends them in jobs, and answers every call."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

from deferred.config.settings import Settings
from deferred.core.errors import DeferredError, TimeLimitExceeded
from deferred.core.job import new_nonce
from deferred.engine import failures
from deferred.engine.collect import Resends
from deferred.engine.context import EngineContext
from deferred.engine.dispatch import Dispatcher
from deferred.engine.drive import Phases
from deferred.engine.events import EventLog, Outlook
from deferred.engine.hooks import EngineHooks
from deferred.engine.job_table import JobTable
from deferred.engine.launch import JobMaker, Launcher
from deferred.engine.live import LiveSender
from deferred.engine.reservations import BudgetGuard
from deferred.engine.runner import JobRunner
from deferred.engine.scheduler import Clock, Scheduler, Wakeup
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.single_call import SingleCallPolicy
from deferred.engine.state import PendingCall, RunStats
from deferred.engine.usage_count import UsageCounter
from deferred.storage.base import Ledger


@dataclass(frozen=True)
class Wiring:
    """What an engine is given: the clock, the lock that it shares with tasks, the session's hooks, and statistics."""

    hooks: EngineHooks
    stats: RunStats
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
        self._settings, self._ledger, self._deadline, self._hooks = settings, ledger, deadline, wiring.hooks
        self._jobs = JobTable(self.scheduler.lock)
        self.context = EngineContext(
            settings, ledger, clock, EventLog(clock.now, wiring.hooks.on_event), run=run, scheduler=self.scheduler,
            hooks=wiring.hooks, jobs=self._jobs, stats=wiring.stats, spool=ledger.bodies.spool(new_nonce()),
        )  # fmt: skip
        usage = UsageCounter(settings, wiring.stats)
        phases = Phases(self.context, self._jobs, usage, Resends(self.past_deadline))
        self._maker = JobMaker(self.context)
        self._runner = JobRunner(self.context, phases, self._maker, self._give_up, self._released)
        self._shared = SharedJobs(self.context, self._runner.take_over, self._answered_elsewhere)
        self.budget = BudgetGuard(self.context, phases.submitter.counts)
        self.live = LiveSender(self.context, self.budget, usage, self._shared, self._released)
        instead = SingleCallPolicy(self.context, self.live).look
        self.calls = Dispatcher(self.context, self._maker.prepare, instead)
        self._launcher = Launcher(self.context, self.budget, self.calls, self._shared, self._runner.start)
        self.fatal: DeferredError | None = None

    # -- called by the session -----------------------------------------------------------------------------------------

    def add(self, call: PendingCall) -> None:
        """Queue a call; it is sent with the next wave, or earlier if its group is full."""
        with self.scheduler.lock:
            self.scheduler.start()
            if self.fatal is not None or self.scheduler.closed:  # a thread made the call while the block was being left
                call.fail(self.fatal or failures.never_sent(call, "the block was left at that moment"))
                return
            self._shared.meet(call.target)
            if self._shared.have(call):
                self.context.stats.found_again += 1
            else:
                self.calls.add(call)

    def withdraw(self, key: str) -> PendingCall | None:
        """Remove a call that was not sent yet; returns it, or None if it was sent."""
        with self.scheduler.lock:
            call = self.calls.withdraw(key)
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
        self.drop(failures.cancelled_unsent)
        self.calls.canary.excuse()
        self._cancel_own(why)
        self._follow_no_more(failures.no_longer_followed)

    def unsent(self) -> list[PendingCall]:
        """Return the calls that were not sent yet."""
        with self.scheduler.lock:
            return [*self.calls, *self._launcher.held]

    def outlook(self) -> Outlook:
        """Return what is still to be done, for the progress display."""
        with self.scheduler.lock:
            at_work = [*self._jobs.running.values(), *self._shared.followed.values()]
            looks = [active.progress.next_look for active in at_work]
            return Outlook(
                unsent=len(self.calls),
                held=len(self._launcher.held),
                ready=len(self._jobs.ready),
                at_work=len(at_work),
                next_look=min((look for look in looks if look is not None), default=None),
                deadline=self._deadline,
            )

    def idle(self) -> bool:
        """Whether no call waits for anything."""
        # A job of an earlier process whose calls were not made again does not count: no call waits for it.
        followed = [*self._jobs.running.values(), *self._shared.followed.values()]
        unsent = self.calls or self._launcher.held or self._jobs.ready or self._launcher.postponed
        return not (unsent or self.scheduler.busy or self.live.under_way or any(active.calls for active in followed))

    def submitted(self) -> bool:
        """Whether everything that the limits allow was sent to the provider."""
        return not (self.calls or self._launcher.postponed or self._jobs.are_launching)

    def close(self) -> None:
        """End the thread once nothing is left to do; the thread does not keep the process alive."""
        self.scheduler.close()

    # -- called by the scheduler ---------------------------------------------------------------------------------------

    def act(self) -> None:
        """Do what is due now."""
        if self.past_deadline():
            self._reach_deadline()
        self.calls.send_if_due()
        self._launcher.launch_ready()

    def seconds_to_next(self) -> float | None:
        """Return the seconds until a wave, a try at a full queue, or the deadline is due."""
        waits = [self.calls.seconds_to_next(), self._jobs.seconds_to_next(self.scheduler.ticks())]
        if self._deadline is not None and not self.past_deadline():
            waits.append(self._deadline - self.scheduler.now())
        return min((wait for wait in waits if wait is not None), default=None)

    def stop_everything(self, error: DeferredError) -> None:
        """Fail every waiting call, and send nothing more."""
        with self.scheduler.lock:
            self.fatal = error
            self._maker.stop()
            calls = [*self.calls.take_all(), *self._launcher.take_held(), *self.live.under_way.values()]
            for active in [*self._jobs.clear(), *self._shared.leave_all()]:
                calls += active.waiting
            self.scheduler.forget_steps()
        for call in calls:
            call.fail(error)

    def end(self) -> None:
        """Close what was opened."""
        try:
            self.context.spool.close()
        finally:  # a full disk keeps no claim alive
            self._hooks.at_end()
            self._ledger.close()

    def past_deadline(self) -> bool:
        """Whether the run's time limit is over."""
        return self._deadline is not None and self.scheduler.now() >= self._deadline

    # -- inside --------------------------------------------------------------------------------------------------------

    def _take_unsent(self) -> list[PendingCall]:
        with self.scheduler.lock:
            unsent = [*self.calls.take_all(), *self._launcher.take_held()]
            self.scheduler.changed()
        return unsent

    def _cancel_own(self, why: str) -> None:
        with self.scheduler.lock:
            for active in self._jobs:
                self._runner.cancel(active, why)

    def _follow_no_more(self, why: Callable[[PendingCall], DeferredError]) -> None:
        """Stop waiting for jobs of other processes; the jobs go on."""
        with self.scheduler.lock:
            followed = self._shared.leave_all()
        for active in followed:
            for call in active.shut():
                call.fail(why(call))

    def _reach_deadline(self) -> None:
        for call in self._take_unsent():
            self._give_up(call, failures.too_late(call, "before it was sent"))
        self._cancel_own("deadline")
        if not self._may_others_end():
            self._follow_no_more(lambda call: failures.too_late(call, "while another process ran its job"))

    def _may_others_end(self) -> bool:
        """Whether to wait longer for jobs of other processes: at their deadline they send missing calls live."""
        assert self._deadline is not None
        patience = 2 * self._settings.adopt_grace
        return self._settings.on_time_limit == "live" and self.scheduler.now() < self._deadline + patience

    def _give_up(self, call: PendingCall, error: DeferredError) -> None:
        """End a call whose job was cancelled, or send it live."""
        if self._settings.on_time_limit != "live" or not isinstance(error, TimeLimitExceeded):
            call.fail(error)
            return
        why = 'the time limit was over (on_time_limit="live")'
        self.scheduler.soon(functools.partial(self.live.send, call, why))

    def _answered_elsewhere(self, calls: list[PendingCall]) -> None:
        """Handle calls whose job another process has ended: calls without an answer are sent."""
        with failures.answered_in_any_case(calls):
            self.calls.put_back([call for call in calls if not self._shared.answers(call)], "taken up")
        self.scheduler.changed()

    def _released(self) -> None:
        """Try again to send the calls that wait for money."""
        may_wait = bool(self._jobs.running or self._jobs.ready or self.calls.has_pending or self.live.under_way)
        self._launcher.admit_held(may_wait=may_wait)
