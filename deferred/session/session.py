"""One Session: the calls of a `with deferred.batch()` block, from capture to the last reply."""

from __future__ import annotations

import copy
import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deferred.config.settings import Settings
from deferred.core.call import Call
from deferred.core.errors import EndOfDryRun, NotBatchable
from deferred.core.hosts import is_declared, spoken_at
from deferred.engine.stats import BlockStats
from deferred.futures.future import Future
from deferred.lookahead import process
from deferred.pricing.nested_limit import NestedLimit
from deferred.session.core import SessionCore
from deferred.session.entered import Entered
from deferred.session.intake import SubmitCall
from deferred.session.left import let_calls_end
from deferred.session.nested import NestedIntake
from deferred.session.refusals import LateCalls, LimitedCharge, LiveFallback

if TYPE_CHECKING:
    from deferred.report.plan import Plan
    from deferred.report.report import Report
    from deferred.results.results import Results


class Session:
    """The calls of one block: what `with deferred.batch() as session:` gives."""

    def __init__(self, settings: Settings, stats: BlockStats, core: SessionCore, parent: Session | None = None) -> None:
        """Use `deferred.batch`, which opens and closes sessions; `open_session` makes outermost ones."""
        self.settings, self.stats, self.core, self.parent = settings, stats, core, parent
        self.name = stats.name  # of the run
        # The outermost session; this one uses its engine and ledger. No property: each call asks for it several times.
        self.root: Session = self if parent is None else parent.root
        self.entered = Entered() if parent is not None else core.entered
        self.engine, self.tasks, self.run = core.engine, core.tasks, core.run
        self.limit = None if parent is None or settings.cost_limit is None else NestedLimit(settings.cost_limit)
        self.intake: SubmitCall = core.intake
        if parent is not None:
            self.intake = NestedIntake(settings, parent.intake, core.intake, stats, self.limit)
        limits = [session.limit for session in self.enclosing if session.limit is not None]
        self._fallback = LiveFallback(settings, self.engine.live, stats.run.live_calls, limits)
        self._late_calls = LateCalls()
        self.has_ended = False  # its own block was left

    def __repr__(self) -> str:
        """Say what came of the calls so far, without waiting for any."""
        calls = list(self.stats.calls)
        failed = sum(call.failed for call in calls)
        words = [f"{len(calls):,} calls", f"{sum(call.ok for call in calls):,} answered"]
        return f"<Session {self.name!r}: {', '.join([*words, *([f'{failed:,} failed'] if failed else [])])}>"

    # -- called by users -------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Send all pending calls now, instead of when a reply is needed or the block ends.

        After the block it does nothing: no call is pending.
        """
        self.entered.refuse_use()
        if self.is_open:
            self.engine.calls.flush("Session.flush()")

    def wait(self, timeout: float | None = None) -> None:
        """Send all pending calls and wait for the answers of all calls so far.

        Args:
            timeout: seconds; None waits until the last job has ended.

        Raises:
            TimeoutError: some calls had no answer after `timeout` seconds; the jobs go on.
            Pending: the process is given up (`detach`), and the jobs go on.
        """
        self.entered.refuse_use()
        self.engine.calls.flush("Session.wait()")
        with self.engine.calls.wanting("Session.wait()"):
            ended = self.until(lambda: self.stats.unanswered == 0, timeout)
        self.raise_pending()
        if not ended:
            message = f"{self.stats.unanswered} calls have no answer after {timeout} seconds; their jobs go on"
            raise TimeoutError(message)

    def cancel(self) -> None:
        """Cancel the jobs at the provider. Finished answers are kept; the other calls end with JobFailed."""
        self.entered.refuse_use()
        self.engine.cancel()

    def results(self) -> Results:
        """Return one provider-neutral `Result` per call, in the order in which they were made.

        `to_csv`, `to_pandas` and `to_polars` of them give a table that can be joined to the rows which the calls came
        from. After an inner block, whose end waits for nothing, this waits for its calls.

        Raises:
            DryRun: nothing was sent.
        """
        process.end_child("Session.results() is called")
        from deferred.results.results import of_calls  # noqa: PLC0415 - pydantic is only imported where it is used

        let_calls_end(self)

        return of_calls(self.stats, self.settings.prices, self.core.intake.stored)

    def plan(self) -> Plan:
        """Return what would be sent now and its highest cost: calls, jobs and bytes by model and endpoint."""
        process.end_child("Session.plan() is called")
        from deferred.report.plan import Plan, lines, probable  # noqa: PLC0415 - only imported when used

        intake, allowances = self.core.intake, self.engine.budget.allowances()
        stored = Counter((call.target, call.model) for call in self.stats.calls if call.ok)
        foresight = intake.foresight
        looks_ahead = self.root.settings.look_ahead and self.stats.run.ahead.is_possible()
        foreseen = foresight.calls or [(call, *intake.most(call)) for call in self.engine.unsent()]
        ours = tuple(lines(foreseen, stored, self.settings, intake.whole))
        return Plan(
            ours,
            foresight.first_wave_only,
            min((one.left for one in allowances), default=None),
            "" if looks_ahead else self.stats.run.ahead.advice,
            self.root.settings.detach,
            foresight.turns,
            probable(ours, self.core.run.past_jobs()),
            tuple(one for one in allowances if one.period),
            foresight.over_inner_limits,
            looks_ahead,
        )

    def status(self) -> dict[str, Any]:
        """Return `report.to_dict()`, as it stands now: counts of calls, jobs, causes of failures, money, time."""
        return self.report.to_dict()

    @property
    def report(self) -> Report:
        """Return a report of the session: calls, jobs, tokens, cost, savings, time. It can be printed."""
        process.end_child("the report of the session is read")
        from deferred.report.report import Report  # noqa: PLC0415 - prices are only loaded where they are asked for

        return Report.of(self.stats, self.core.clock.now())

    # -- called by capture -------------------------------------------------------------------------------------------

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Accept a captured call; `canonical` is its body with sorted keys, which identifies it.

        `keep` keeps the body readable even if the answer is known already. `key` is the key of a call which an
        earlier process made, and which is now sent again without its script.
        """
        self.entered.refuse_call(call)
        self.refuse_late(call.method, call.where, call.body)
        return self.intake.submit(call, canonical, keep=keep, key=key)

    def body_of(self, future: Future) -> bytes:
        """Read the body of a call back from the spool."""
        return self.core.intake.stored.body_of(future.call)

    def refuse(
        self, method: str, where: str, why: str, call: Callable[[], Call | None] | None = None
    ) -> LimitedCharge | None:
        """Raise NotBatchable, unless the settings send such calls live.

        Under a limit the most that the live call can cost is reserved, which needs its `call`; gives the reservation.
        """
        self.refuse_late(method, where)
        root = self.root
        if root.settings.dry_run and self.settings.unbatchable == "live":
            root.core.intake.foresight.first_wave_only = True
            message = f"{method} at {where} would be sent live, at full price ({why}), and nothing is sent"
            raise EndOfDryRun(message)
        return self._fallback.refuse(method, where, why, call, is_limited=self.is_limited)

    def admit(self, method: str, where: str, why: str, call: Callable[[], Call | None]) -> LimitedCharge | None:
        """Allow a live call that is made outside of the block while it is open; returns its reservation.

        Raises:
            NotBatchable: a cost limit holds, and nothing bounds the cost of the call.
            CostLimitExceeded: the call can cost more than is left.
        """
        return self._fallback.admit(method, where, why, call, is_limited=self.is_limited)

    @property
    def is_limited(self) -> bool:
        """Whether a cap of this block, or of a block around it, holds."""
        return any(session.settings.caps for session in self.enclosing)

    def refuse_own_job(self, method: str, where: str) -> None:
        """Raise if the user creates a batch job in a dry run, or under a cost limit, which does not count its cost."""
        if self.root.settings.dry_run:
            self.root.core.intake.foresight.first_wave_only = True
            message = f"{method} at {where} would create a batch job, and nothing is sent"
            raise EndOfDryRun(message)
        if self.is_limited:
            why = "it is a batch job already, and what it costs is not counted against cost_limit or budget"
            raise NotBatchable(method, where, why, "Create it outside the block.")

    def refuse_late(self, method: str, where: str, asked: object = None) -> None:
        """Raise if the block was left: calls of threads and tasks that outlive it must not be sent live in silence.

        `asked` is the request. Repeating it from the same call site raises Stopped, which ends endless loops.
        """
        if not self.is_open:
            self._late_calls.refuse(method, where, asked)

    def knows_host(self, netloc: str) -> bool:
        """Whether the user declared that this host has its provider's batch API."""
        return is_declared(netloc, self.settings.hosts)

    def spoken_at(self, netloc: str) -> str:
        """Return whose batch API a host speaks, as the user declared; empty if that is not said."""
        return spoken_at(netloc, self.settings.hosts)

    @property
    def enclosing(self) -> list[Session]:
        """This session and the sessions around it, innermost first."""
        return [self] if self.parent is None else [self, *self.parent.enclosing]

    @property
    def is_open(self) -> bool:
        """Whether calls that belong to it are taken.

        What an inner block started goes on in it until the outermost block ends: so its limit holds for functions,
        threads and tasks that outlive it.
        """
        return not self.root.has_ended

    def on_end(self, fn: Callable[[], object]) -> None:
        """Call a function once the engine has nothing left to do."""
        self.core.at_end.append(fn)

    # -- the end of its block ----------------------------------------------------------------------------------------

    def end(self) -> None:
        """Accept no more calls; the engine of the outermost block ends once it has nothing left to do."""
        self.has_ended = True
        if self.parent is None:
            self.stats.left_at = self.core.clock.now()
            self.engine.close()

    def raise_pending(self) -> None:
        """Raise Pending, if the process was given up: user code may have swallowed the first one."""
        pending = self.engine.pending
        if pending is not None:
            raise copy.copy(pending)

    def until(self, condition: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait until `condition` holds, at most `timeout` seconds; False if it does not hold by then."""
        reached = threading.Event()
        self.engine.scheduler.when(condition, reached.set)
        return reached.wait(timeout)

    def stop_watching(self) -> None:
        """Stop the progress display and traces: the block is left."""
        if self.parent is None:
            self.core.watchers.stop()
