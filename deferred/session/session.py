"""One Session: the calls of a `with deferred.batch()` block, from capture to the last reply."""

from __future__ import annotations

import asyncio
import contextlib
import copy
import functools
import logging
import os
import re
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Answer, Call, digest, key_of
from deferred.core.call_site import caller
from deferred.core.errors import (
    CostLimitExceeded,
    DeferredError,
    DryRun,
    EndOfDryRun,
    InputUnbounded,
    LedgerError,
    NotBatchable,
    Stopped,
    UnknownPrice,
)
from deferred.core.grouping import Group, Limits
from deferred.core.job import Job
from deferred.core.profile import profile_of
from deferred.engine import canary
from deferred.engine.engine import Clock, Engine
from deferred.engine.events import Event
from deferred.engine.live import UNBILLED, LiveSender, Reservation, reserve
from deferred.engine.record import Record
from deferred.engine.run import Run
from deferred.engine.single_call import SingleCallPolicy
from deferred.engine.state import ActiveJob, PendingCall
from deferred.futures.callbacks import on_callback_thread
from deferred.futures.event_loops import place, running_loop
from deferred.futures.future import Future, here
from deferred.pricing import budget, prices
from deferred.pricing.nested_limit import NestedLimit
from deferred.providers import PROVIDERS
from deferred.report import telemetry
from deferred.report.progress import Progress
from deferred.storage.sqlite import Ledger
from deferred.tasks.scheduler import TaskScheduler

if TYPE_CHECKING:
    from deferred.report.plan import Plan
    from deferred.report.report import Report
    from deferred.results.result import Results

log = logging.getLogger("deferred")

_REFUSALS = 10  # of the same call, until whoever still asks is stopped
_STORED = Answer(200, b"", cached=True, kept=True)  # only good answers are stored
_SECRETS = re.compile(rb'"(?:domain_secrets|authorization_token|authorization|headers|server_url)"')


class Session:
    """The calls of one block. It is what `with deferred.batch() as session:` gives."""

    _kind_of_run: ClassVar[type[Run]] = Run

    def __init__(
        self, settings: Settings, run: str, *, clock: Clock | None = None, parent: Session | None = None
    ) -> None:
        """Use `deferred.batch`, which opens and closes it."""
        self.settings = settings
        self.name = run
        self.records: list[Record] = []
        self.live_calls: list[str] = []
        self._parent = parent
        self._pid, self._opener, self._home = os.getpid(), threading.get_ident(), place()
        self._loop = running_loop()
        self._lock = threading.Lock()
        self._occurrences: Counter[bytes] = Counter()
        self._refused: dict[bytes, DeferredError] = {}
        self._refusals: Counter[bytes] = Counter()
        self._given_up: defaultdict[bytes, list[Future]] = defaultdict(list)
        self._given_back: defaultdict[bytes, list[str]] = defaultdict(list)
        self._when_wanted, self._when_given_up = self._wanted, self._nobody_waits  # made once, not for every call
        self._groups: dict[tuple[int, str], Group] = {}
        self._ended, self._unanswered = False, 0
        self._too_late: Counter[tuple[Any, ...]] = Counter()
        self._warned: set[str] = set()
        self._foreseen: list[tuple[PendingCall, Decimal | None, str]] = []
        self._first_wave_only = False
        self._at_end: list[Callable[[], object]] = []
        self._clock = clock or Clock()
        self._started = self._clock.now()
        self._left: float | None = None
        self._progress = Progress(self)
        self._telemetry = telemetry.of(self) if parent is None else None
        self._ledger: Ledger
        self.run: Run
        self.engine: Engine
        self.tasks: TaskScheduler
        limit = settings.cost_limit
        self._allowance = None if parent is None or limit is None else NestedLimit(limit)
        if parent is not None:
            self._ledger, self.engine, self.run = parent._ledger, parent.engine, parent.run
            self.tasks = parent.tasks
            return
        self._ledger = Ledger.open(settings.cache)
        self.run = self._kind_of_run(run, self._ledger, settings, self._started)
        self._make_engine()

    def _make_engine(self) -> None:
        settings, run = self.settings, self.run
        deadline = None if settings.time_limit is None else run.began_at + settings.time_limit
        self.engine = Engine(
            settings,
            self._ledger,
            run=run.id,
            deadline=deadline,
            clock=self._clock,
            before_first=(lambda first: run.whether_to_go_on(first, self.engine.read)) if run.is_resumed else None,
            on_event=self._on_event,
            at_end=self._at_the_end,
        )
        self.tasks = TaskScheduler(settings.linger, self.engine.nudge, strangers=settings.threads == "all")
        self.engine.patience = self.tasks.patience
        self.engine.alone = SingleCallPolicy(self).look
        self.engine.has_tasks = lambda: self.tasks.has_tasks
        self.engine.budget_guard.bound = self._bound_by_count
        self.engine.budget_guard.most_of_job = self._most_of_job
        self.engine.judge = functools.partial(
            canary.judge, tolerance=settings.canary_tolerance, body_of=self._body_of_item
        )
        if settings.on_time_limit == "live":
            self.engine.too_late = LiveSender(self).too_late

    # -- what a user calls -----------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Send everything that is pending now, instead of when a reply is needed or the block ends."""
        self._refuse_in_a_fork()
        self._check_open()
        self.engine.flush("Session.flush()")

    def wait(self, timeout: float | None = None) -> None:
        """Send what is pending and wait for the answers of all calls so far.

        Args:
            timeout: seconds; None waits until the last job has ended.

        Raises:
            TimeoutError: not everything had ended after `timeout` seconds; the jobs go on.
        """
        self._refuse_in_a_fork()
        self.engine.flush("Session.wait()")
        with self.engine.wanting("Session.wait()"):
            ended = self.until(self._all_done, timeout)
        if not ended:
            message = f"{self._unanswered} calls have no answer after {timeout} seconds; their jobs go on"
            raise TimeoutError(message)

    def cancel(self) -> None:
        """Cancel the jobs at the provider; what had finished is kept, the other calls end as JobFailed."""
        self._refuse_in_a_fork()
        self.engine.cancel()

    def results(self) -> Results:
        """Give one provider-neutral `Result` per call, in the order in which they were made."""
        from deferred.results.result import Results, of_record  # noqa: PLC0415 - pydantic is only imported where it is used

        return Results(of_record(record, self.settings.prices) for record in self.records)

    def plan(self) -> Plan:
        """Say what would be sent now, and the most that it can cost: calls, jobs and bytes by model and endpoint."""
        from deferred.report.plan import Plan, lines  # noqa: PLC0415 - for those who ask

        stored = Counter((record.target, record.model) for record in self.records if record.ok)
        foreseen = self.root._foreseen or [(item, *self._most(item)) for item in self.engine.unsent()]
        limit = self.root.settings.cost_limit
        left = None if limit is None else limit - self.engine.budget_guard.committed()
        return Plan(tuple(lines(foreseen, stored, self.settings, self._call_of)), self.root._first_wave_only, left)

    def status(self) -> dict[str, Any]:
        """Count calls by outcome, jobs by state, and money, as they stand now."""
        return self.report.to_dict()

    @property
    def report(self) -> Report:
        """What the session did: calls, jobs, tokens, cost, what was saved, time. Print it."""
        from deferred.report.report import Report  # noqa: PLC0415 - prices are only loaded where somebody asks

        return Report.of(self)

    # -- what the rooms that catch calls use -------------------------------------------------------------------------

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Take a captured call in; `canonical` is its body with sorted keys, by which it is recognised.

        `keep` asks that `body_of` can give its body even when the answer is known already. `key` is that of a call
        which an earlier process made, and which is sent again without its script.
        """
        self._check_process(call)
        self._check_open(call)
        if self._parent is not None:
            return self._join(self._parent, call, canonical, keep=keep)
        name = digest(call.target, canonical)
        with self._lock:
            refusal = self._refusal_of(name, call)
            left = next((future for future in self._given_up.get(name, ()) if future.is_abandoned), None)
            if left is not None:
                self._given_up[name].remove(left)
                return left
            key = key or ("" if refusal is not None else self._next_key(name))
            self._unanswered += 1
        record = Record(self, key, name, call)
        future = Future(self._when_wanted, record, self._when_given_up)
        self.records.append(record)
        if refusal is not None:
            future.fail(_once_more(refusal))
            return future
        if not self.settings.fresh and self._ledger.had(key):
            self.engine.found_again += 1
            record.place = self.engine.keep(call.body) if keep else None
            future.settle(_STORED)
        else:
            try:
                self._enqueue(call, future)
            except BaseException as error:
                future.fail(error)  # nobody has it, but it counts among those that have no answer
                raise
        return future

    def body_of(self, future: Future) -> bytes:
        """Read the body of a call back from where it was put aside."""
        place = future.info.place
        if place is None:
            message = f"the body of {future.info.method} at {future.info.where} was not kept, for it holds a secret"
            raise DeferredError(message)
        return self.root.engine.read(place)

    def answer_of(self, record: Record) -> Answer | None:
        """Read the stored answer of a call."""
        return self._ledger.answer(record.key)

    def request_of(self, record: Record) -> bytes | None:
        """Read the request of a call, from the spool of this session or of the job which bought it, if it was kept."""
        if record.place is not None:
            return self.root.engine.read(record.place)
        answer = self._ledger.answer(record.key)
        return None if answer is None else self._ledger.body(record.key, answer.batch_id)

    def refuse(
        self, method: str, where: str, why: str, call: Callable[[], Call | None] | None = None
    ) -> Reservation | None:
        """Raise NotBatchable, unless the settings say that such calls go live.

        Under a limit the most that the live call can cost is reserved, which needs its `call`; gives the reservation.
        """
        self.refuse_late(method, where)
        if self.settings.unbatchable != "live":
            remedy = 'Make it outside the block, or allow it: deferred.batch(unbatchable="live").'
            raise NotBatchable(method, where, why, remedy)
        if self.root.settings.dry_run:
            self.root._first_wave_only = True
            message = f"{method} at {where} would go out live, at full price ({why}), and nothing is sent"
            raise EndOfDryRun(message)
        reservation = None
        if self.is_limited:
            bounded = None if call is None else call()
            if bounded is None:
                remedy = (
                    "It cannot go live either: a cost limit is set, and nothing bounds what this call costs. Make it "
                    "outside the block."
                )
                raise NotBatchable(method, where, why, remedy)
            most = prices.bound(bounded, self.settings.prices, self.settings.max_input_tokens, live=True)
            reservation = reserve(self, bounded, most)
        self.root.live_calls.append(f"{method} at {where}: {why}")
        return reservation

    @property
    def is_limited(self) -> bool:
        """Whether a cost limit holds here, of this block or of one around it."""
        return any(session.settings.cost_limit is not None for session in self.enclosing)

    def refuse_own_job(self, method: str, where: str) -> None:
        """Raise where the user creates a batch job, and a cost limit holds: nobody counts what it costs."""
        if self.is_limited:
            why = "it is a batch job already, and what it costs is not counted against cost_limit"
            raise NotBatchable(method, where, why, "Create it outside the block.")

    def refuse_late(self, method: str, where: str, asked: object = None) -> None:
        """Raise where the block was left: what it started, and did not wait for, must not go live in silence.

        `asked` is the request; the same again and again, from the same place, raises Stopped, for loops that never end.
        """
        if self.is_open:
            return
        message = (
            f"{method} at {where} was made after its block was left, by a thread, a pool or a task that the block had "
            "started; nothing was sent. Wait for it inside the block (join, result, gather), or start it outside."
        )
        with self._lock:
            known, request = self._too_late, (place(), method, where, hash(repr(asked)))
            known[request] += 1
            if known[request] > _REFUSALS:
                raise Stopped(message)
        raise DeferredError(message)

    @property
    def allowances(self) -> list[NestedLimit]:
        """The limits of this block and of those around it, but for the outermost one's, which is the run's."""
        return [session._allowance for session in self.enclosing if session._allowance is not None]

    def knows_host(self, netloc: str) -> bool:
        """Whether the user said that this host speaks its provider's batch API."""
        return netloc.lower() in self.settings.hosts or netloc.lower().split(":")[0] in self.settings.hosts

    @property
    def enclosing(self) -> list[Session]:
        """This session and those around it, innermost first."""
        return [self] if self._parent is None else [self, *self._parent.enclosing]

    @property
    def root(self) -> Session:
        """The outermost session, whose engine and ledger this one uses."""
        return self if self._parent is None else self._parent.root

    @property
    def is_open(self) -> bool:
        """Whether its block is still running."""
        return not self._ended and not self.root._ended

    def has_outlived_its_task(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether its block was entered by a task of this loop that is over: a start-up of a server, a fixture."""
        entered = self._home[1]
        task = None if entered is None else entered()
        return self._loop is loop and entered is not None and (task is None or task.done())

    @property
    def is_of_another_process(self) -> bool:
        """Whether this process was started inside its block: it knows of the session, but cannot use it."""
        return os.getpid() != self._pid

    def on_end(self, fn: Callable[[], object]) -> None:
        """Call a function once the engine has nothing left to do."""
        self._at_end.append(fn)

    @property
    def elapsed(self) -> float:
        """Seconds from entering the block to leaving it, or to now."""
        return (self._left or self._clock.now()) - self._started

    @property
    def began_at(self) -> float:
        """When the block was entered, in seconds since the epoch."""
        return self._started

    # -- the end of its block ----------------------------------------------------------------------------------------

    def end(self) -> None:
        """Take no more calls; the engine of the outermost block ends once it has nothing left to do."""
        self._ended = True
        if self._parent is None:
            self._left = self._clock.now()
            self.engine.close()

    def until(self, condition: Callable[[], bool], timeout: float | None = None) -> bool:
        """Wait until `condition` holds, at most `timeout` seconds; False when it does not yet."""
        reached = threading.Event()
        self.engine.when(condition, reached.set)
        return reached.wait(timeout)

    def stop_watching(self) -> None:
        """Draw and trace no more: the block is left."""
        self._progress.stop()
        if self._telemetry is not None:
            self._telemetry.end()

    @property
    def is_nested(self) -> bool:
        """Whether there is a block around its block."""
        return self._parent is not None

    @property
    def unanswered(self) -> int:
        """How many calls have no outcome yet."""
        return self._unanswered

    @property
    def has_all_answers(self) -> bool:
        """Whether the provider has answered every call, be it with a refusal: nothing is left to go on with."""
        return all(record.is_answered for record in self.records)

    def refuse_foreseen(self) -> None:
        """Give the calls of a dry run their end: nothing was sent."""
        for item, _, _ in self._foreseen:
            item.future.fail(_dry(item))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _enqueue(self, call: Call, future: Future) -> None:
        limits = PROVIDERS[call.target.provider].limits
        if not grouping.fits_alone(len(call.body), limits):
            why = f"its body has {len(call.body):,} bytes, and a job of {call.target.provider} holds {limits.bytes:,}"
            error = NotBatchable(call.method, call.where, why, "Make it smaller, for example by uploading its files.")
            future.fail(error)
            raise error
        bound, why = self._bound(call, future)
        secret = _SECRETS.search(call.body) is not None
        place = (0, 0) if secret else self.engine.keep(call.body)
        future.info.place = None if secret else place
        item = PendingCall(
            key=future.info.key,
            group=self._group(call, limits),
            size=len(call.body),
            units=profile_of(call.target.provider).wire.units(call.target.endpoint, call.body),
            place=place,
            future=future,
            model=call.model,
            method=call.method,
            where=call.where,
            bound=bound or Decimal(0),
            body=call.body if secret else None,
        )
        if self.settings.dry_run:
            self._foreseen.append((item, bound, why))
            return
        self.engine.add(item)

    def _group(self, call: Call, limits: Limits) -> Group:
        known = (id(call.target), call.model)  # targets are made once for each door, and kept by it
        found = self._groups.get(known)
        if found is None:
            found = self._groups[known] = grouping.group_of(call.target, call.model, limits)
        return found

    def _bound(self, call: Call, future: Future) -> tuple[Decimal | None, str]:
        """Give the most that a call can cost, where somebody asked; a dry run only notes that it is not known."""
        if self.settings.cost_limit is None and not self.settings.dry_run:
            return None, ""
        self._warn_of_no_max_tokens(call)
        try:
            return prices.bound(call, self.settings.prices, self.settings.max_input_tokens), ""
        except UnknownPrice as error:
            if self.settings.dry_run:
                return None, str(error)
            if isinstance(error, InputUnbounded) and self.settings.estimate == "provider":
                return Decimal("Infinity"), ""  # until the provider has counted it, before anything is sent
            future.fail(error)
            raise

    def _bound_by_count(self, item: PendingCall, counted: int) -> Decimal:
        own, most = self.settings.prices, self.settings.max_input_tokens
        try:
            return prices.bound(self._call_of(item), own, most, counted=counted)
        except UnknownPrice:  # its input grows while it is answered: no count helps
            return item.bound

    def _most_of_job(self, job: Job) -> Decimal:
        """Bound a job that was planned when the run had no limit."""
        return budget.most_of(job, self._ledger.bodies(job), self.settings)

    def _body_of_item(self, item: PendingCall) -> bytes:
        return item.body if item.body is not None else self.engine.read(item.place)

    def _warn_of_no_max_tokens(self, call: Call) -> None:
        if self.settings.cost_limit is None or call.model in self._warned or prices.states_its_output(call):
            return
        self._warned.add(call.model)
        with contextlib.suppress(UnknownPrice):
            most = prices.bound(call, self.settings.prices, self.settings.max_input_tokens)
            log.warning(
                "deferred: %s at %s does not say how long its answer may be, so the longest that a model can write is "
                "reserved for each call: $%.2f, where cost_limit=$%s. Say max_tokens=... (or max_completion_tokens, "
                "max_output_tokens), and more calls fit at a time.",
                call.method, call.where, most, self.settings.cost_limit,
            )  # fmt: skip

    def _most(self, item: PendingCall) -> tuple[Decimal | None, str]:
        if self.settings.cost_limit is not None:
            return item.bound, ""
        try:
            return prices.bound(self._call_of(item), self.settings.prices, self.settings.max_input_tokens), ""
        except DeferredError as error:
            return None, str(error)

    def _call_of(self, item: PendingCall) -> Call:
        return Call(item.group.target, item.model, self._body_of_item(item), item.method, item.where)

    def read_answer(self, record: Record) -> Answer:
        """Read a stored answer.

        Raises:
            LedgerError: it is not there any more.
        """
        ask = self._ledger.answer
        # A forked child has none of our threads; the database opens a connection of its own there.
        is_free_to = threading.get_ident() == self._opener or os.getpid() != self._pid
        answer = ask(record.key) if is_free_to else self.root.tasks.reader.ask(ask, record.key)
        if answer is None:
            message = (
                f"the answer to {record.method} at {record.where} is no longer in the ledger {self._ledger.folder}: it "
                "was cleared meanwhile. Run the script again"
            )
            raise LedgerError(message)
        assert record.answer is not None
        return answer._replace(cached=record.answer.cached)

    def noted(self, record: Record) -> None:
        """Take note that a call has its outcome; called once for each, by whoever gives it."""
        with self._lock:
            self._unanswered -= 1
            if isinstance(record.error, DeferredError) and record.error.is_final:
                self._refused[record.name] = record.error

    def _refusal_of(self, name: bytes, call: Call) -> DeferredError | None:
        """Give the refusal that a call has met already, for a few tries: whoever never gives up is stopped."""
        error = self._refused.get(name)
        if error is None:
            return None
        self._refusals[name] += 1
        if self._refusals[name] > _REFUSALS:
            message = f"{call.method} at {call.where} was refused a moment ago; asking again does not help: {error}"
            raise Stopped(message) from error
        if isinstance(error, (NotBatchable, UnknownPrice)):  # as the first time: not only when the reply is touched
            raise _once_more(error)
        return error

    def _next_key(self, name: bytes) -> str:
        if self._given_back.get(name):
            return self._given_back[name].pop()
        self._occurrences[name] += 1
        return key_of(name, self._occurrences[name] - 1)

    def _nobody_waits(self, future: Future) -> None:
        """Take an unsent call back, when nobody can ask for it; one that is sent is kept for whoever makes it again."""
        record: Record = future.info
        if future.is_abandoned and not future.is_held and self.engine.withdraw(record.key) is not None:
            with self._lock:
                self._given_back[record.name].append(record.key)
                self.records.remove(record)
            future.fail(asyncio.CancelledError())
            return
        with self._lock:
            if future not in self._given_up[record.name]:  # once, however often somebody waited in vain
                self._given_up[record.name].append(future)

    def _join(self, outer: Session, call: Call, canonical: bytes, *, keep: bool) -> Future:
        """Pass a call on to the block around this one, within this block's own limit."""
        if self._allowance is None:
            future = outer.submit(call, canonical, keep=keep)
            self._expect(future)
            return future
        allowance = self._allowance
        bound = prices.bound(call, self.settings.prices, self.settings.max_input_tokens, live=self._may_go_live)
        if not allowance.take(bound):
            message = (
                f"{call.method} at {call.where} may cost up to ${bound:.4f}, which does not fit under what is left of "
                f"the inner block's cost_limit=${allowance.limit}. It was not sent; raise it, or lower max_tokens."
            )
            future = Future(None, Record(self, "", digest(call.target, canonical), call))
            with self._lock:
                self.records.append(future.info)
                self._unanswered += 1
            future.fail(CostLimitExceeded(message))
            return future
        try:
            future = outer.submit(call, canonical, keep=keep)
        except BaseException:
            allowance.settle(bound, Decimal(0))
            raise
        self._expect(future)
        future.info.allowances += ((allowance, bound),)
        future.watch(lambda: allowance.settle(bound, self._paid(future, bound)))
        return future

    @property
    def _may_go_live(self) -> bool:
        settings = self.root.settings
        return settings.alone == "live" or settings.on_time_limit == "live"

    def _paid(self, future: Future, bound: Decimal) -> Decimal:
        """Give what a call did cost; one whose price or outcome is not certain counts in full."""
        answer, record = future.known_answer, future.info
        if answer is None:
            error = future.error
            return Decimal(0) if isinstance(error, DeferredError) and error.costs_nothing else bound
        if answer.cached or (not answer.ok and (answer.batch_id is not None or answer.status in UNBILLED)):
            return Decimal(0)
        if not answer.ok:
            return bound  # a live call of which nobody can tell what ran
        is_live = answer.batch_id is None
        if answer.kept:
            answer = self.root._ledger.answer(record.key) or answer
        target = record.target
        model = prices.Model(target.provider, record.model, target.base_url)
        paid = prices.cost(model, answer, self.settings.prices, live=is_live)
        return bound if paid is None else paid

    def _expect(self, future: Future) -> None:
        with self._lock:
            self.records.append(future.info)
            self._unanswered += 1
        future.watch(self._answered)

    def _answered(self) -> None:
        with self._lock:
            self._unanswered -= 1

    def watch(self) -> None:
        """Take note that somebody looks for the outcome of a call without waiting: it goes out, if later."""
        self.engine.watch()

    def _wanted(self, future: Future) -> None:
        # Of a task, thousands of which may wait, the line that made the call says as much, and costs no search.
        if self.root.settings.dry_run:
            self.root._first_wave_only = True
            message = f"{future.info.method} at {future.info.where} is read, and nothing is sent"
            raise EndOfDryRun(message)
        self.engine.want(future, future.info.where if here.park is not None else caller(), here.waiter)

    def _all_done(self) -> bool:
        return self._unanswered == 0

    def _check_open(self, call: Call | None = None) -> None:
        if call is not None:
            self.refuse_late(call.method, call.where, call.body)
        if not self.is_open:
            message = "this session has ended: its block was left. Open another one with deferred.batch()"
            raise DeferredError(message)

    def _refuse_in_a_fork(self) -> None:
        """Raise in a forked child, which has none of our threads, and may find each of our locks taken for ever."""
        if self.is_of_another_process:
            message = "this process was forked inside the block: only its parent can send, wait for or cancel the jobs"
            raise DeferredError(message)

    def _check_process(self, call: Call) -> None:
        if self.is_of_another_process:
            why = (
                "it was made in a process that was forked or spawned inside a deferred.batch() block, and the jobs "
                "belong to the parent, which cannot see it"
            )
            remedy = "Use threads inside the block, or open a deferred.batch() in each process."
            raise NotBatchable(call.method, call.where, why, remedy)

    def _at_the_end(self) -> None:
        """When the engine has nothing left to do: a run that was left without waiting may be complete only now."""
        if not self.settings.wait and self.records and self.has_all_answers:
            self.run.complete()
        for fn in self._at_end:
            fn()

    def _on_event(self, event: Event, running: ActiveJob) -> None:
        self._progress.take(event)
        if self._telemetry is not None:
            self._telemetry.take(event, running)
        if self.settings.on_event is not None:
            on_callback_thread(self.settings.on_event, event)


def _dry(item: PendingCall) -> DryRun:
    return DryRun(
        f"{item.method} at {item.where}: nothing was sent, for this was a dry run. Send it with dry_run=False"
    )


def _once_more(error: DeferredError) -> DeferredError:
    """Copy an error for another call, so that each has a traceback of its own."""
    again = copy.copy(error)
    again.__cause__ = error
    again.costs_nothing = True  # nothing was sent for this one
    return again
