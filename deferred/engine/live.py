"""Live calls: sent as ordinary requests at full price. The most that each can cost is reserved before it is sent."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

import orjson

from deferred.core.call import Answer, Call
from deferred.core.errors import DeferredError, JobFailed, LedgerError, UnknownPrice
from deferred.core.job import NOT_KEPT, Job, new_nonce
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route
from deferred.engine import failures
from deferred.engine.context import EngineContext
from deferred.engine.live_gate import LiveGate
from deferred.engine.reservations import BudgetGuard
from deferred.engine.retry_policy import LONGEST_WISH, WAIT_FOR_OTHERS
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.state import PendingCall
from deferred.engine.usage_count import UsageCounter
from deferred.pricing import prices
from deferred.providers.base import Lost, Refused, seconds_to_wait
from deferred.providers.refusals import At, Then, rule_of
from deferred.storage.base import Entered

log = logging.getLogger("deferred")

UNBILLED = {400, 401, 403, 404, 413, 422, 429, 503, 529}  # after other failures it is unknown what ran
_UNKNOWN = {408, 502, 504}  # a gateway gave up: the provider may have answered, and been paid
_GATHERING = 1.0  # seconds for which calls without capacity wait for others of their kind
_PAUSE, _LONGEST_PAUSE, _SHORTEST_PAUSE = 2.0, 60.0, 0.01  # seconds between tries of a call for which was no room
# Seconds until a silent connection counts as lost: SDKs wait for ten minutes, and a flex answer may take fifteen.
_PATIENCE = {Kind.LIVE: 600.0, Kind.FLEX: 1200.0}


@dataclass(frozen=True, slots=True)
class Exits:
    """Where calls go that are not answered live.

    Attributes:
        released: called when a call may have freed money.
        hold: lets a call wait for money that others may free.
        find_another: sends a call by another route, because the provider does not take it on this one.
        send: sends calls by a given route.
    """

    released: Callable[[], None]
    hold: Callable[[PendingCall], None]
    find_another: Callable[[PendingCall], None]
    send: Callable[[list[PendingCall], Route], None]


class LiveCharge:
    """The reservation of one live call: the most that it can cost, until the cost is known."""

    def __init__(self, context: EngineContext, usage: UsageCounter, job: Job, most: Decimal) -> None:
        """`job` is the call's entry in the ledger, `most` what is reserved for it."""
        self._ledger, self._clock, self._usage, self.job = context.ledger, context.clock, usage, job
        self._bounds = context.stats.live_bounds
        self._bounds[job.nonce] = most

    def settle(self, cost: Decimal) -> None:
        """Replace the reservation by what the call did cost; without a proof it stays as it is."""
        self.job.ended_at = self._clock.now()
        self._ledger.live.settle(self.job, cost)
        self._bounds.pop(self.job.nonce, None)

    def settle_by(self, answer: Answer) -> Decimal | None:
        """Replace the reservation by the cost of a successful answer, if the answer has its usage, and count the call.

        Returns the cost, if it is known.
        """
        job = self.job
        row = self._usage.of_live(job.provider, job.model, answer, job.base_url)
        self._usage.count_live(job, row)
        if not (row.input_tokens or row.output_tokens) or row.unpriced:
            if job.unpriced:  # nothing was reserved that could count instead: the ledger tells that a cost is missing
                self.settle(Decimal(0))
            return None
        self.settle(row.cost)
        return row.cost

    def leave(self, *, lost: bool = False) -> None:
        """Record that this process no longer sends the call; `lost`: it may have been answered."""
        self._ledger.live.leave(self.job, lost=lost)
        if not lost:
            self._bounds.pop(self.job.nonce, None)


@dataclass(slots=True)
class Sending:
    """A call on its way: why it is sent live, its entry in the ledger, and until when a cheaper tier is tried.

    That time begins with the first try.
    """

    call: PendingCall
    why: str
    until: float | None = None
    job: Job | None = None
    attempts: int = 0
    is_cancelled: bool = False


class LiveSender:
    """Sends calls of a run live, at full price or on a cheaper tier."""

    def __init__(
        self,
        context: EngineContext,
        budget: BudgetGuard,
        usage: UsageCounter,
        shared: SharedJobs,
        exits: Exits,
    ) -> None:
        """`shared` tells whether a job has a call already; `exits` are where calls go that are not answered here."""
        self._context, self.budget, self._usage, self._shared = context, budget, usage, shared
        self._exits = exits
        self._scheduler, self._ledger = context.scheduler, context.ledger
        self._gate = LiveGate(context.scheduler, context.settings.max_parallel_live)
        self._waiting: dict[str, PendingCall] = {}
        self._at_provider: dict[str, Sending] = {}
        self._homeless: list[PendingCall] = []  # those of `_waiting` for which was no capacity in time

    def enter(self, call: Call, most: Decimal) -> LiveCharge | Entered:
        """Enter a call that the SDK sends, within the run's limit, before it is sent; returns why not if that fails."""
        return self._enter(self._entry(call), most)

    def _enter(self, job: Job, most: Decimal) -> LiveCharge | Entered:
        settings = self._context.settings
        job.planned_at = self._context.clock.now()  # a budget counts it from now on: it may have been tried before
        entered = self._ledger.live.enter(job, most, self.budget.caps, reuse=settings.reuses, resend=settings.resends)
        return LiveCharge(self._context, self._usage, job, most) if entered.may_be_sent else entered

    def _entry(self, call: Call, key: str = "", route: str = "") -> Job:
        target = call.target
        return Job(
            nonce=new_nonce(), provider=target.provider, base_url=target.base_url, endpoint=target.endpoint,
            credential=target.credential, model=call.model, headers=[], count=1, size=len(call.body),
            keys=[key] if key else [], bodies=[NOT_KEPT] if key else [], planned_at=self._context.clock.now(),
            run=self._context.run, route=route, tags=dict(self._context.stats.tagged.get(key, {})),
        )  # fmt: skip

    def send(self, call: PendingCall, why: str) -> None:
        """Send a call that is in no job, and settle it with the answer."""
        if call.future is not None:
            call.future.watch(functools.partial(self._is_over, call))
        self._line_up(Sending(call, why))

    @property
    def is_idle(self) -> bool:
        """Whether no call waits here, or is at the provider."""
        return not (self._waiting or self._at_provider)

    def unanswered(self) -> list[PendingCall]:
        """Return the calls that wait here, or are at the provider."""
        return [*self._waiting.values(), *(sending.call for sending in self._at_provider.values())]

    def take_waiting(self, kinds: Collection[Kind]) -> list[PendingCall]:
        """Remove and return the calls that are not at the provider now, of these kinds of routes."""
        with self._scheduler.lock:
            taken = [call for call in self._waiting.values() if call.route.kind in kinds]
            for call in taken:
                self._forget(call)
        return taken

    def cancel(self) -> None:
        """Try no call again that is at the provider now, and finds no room there."""
        with self._scheduler.lock:
            for sending in self._at_provider.values():
                sending.is_cancelled = True

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return a call that is not at the provider now; None if there is none of this key."""
        with self._scheduler.lock:
            call = self._waiting.get(key)
            if call is not None:
                self._forget(call)
        return call

    def _forget(self, call: PendingCall) -> None:
        self._waiting.pop(call.key, None)
        self._at_provider.pop(call.key, None)

    def _is_over(self, call: PendingCall) -> None:
        with self._scheduler.lock:
            self._forget(call)
            self._exits.released()
            self._scheduler.changed()

    def _line_up(self, sending: Sending, seconds: float = 0.0) -> None:
        """Let a call wait for its turn, some seconds from now."""
        with self._scheduler.lock:
            self._at_provider.pop(sending.call.key, None)
            self._waiting[sending.call.key] = sending.call
            turn = functools.partial(self._gate.run, functools.partial(self._take_turn, sending))
            if seconds:
                self._scheduler.after(seconds, turn)
            else:
                turn()

    def _take_turn(self, sending: Sending) -> None:
        """Send a call, unless it was taken away while it waited, or has waited for too long."""
        call = sending.call
        with self._scheduler.lock:
            if self._waiting.get(call.key) is not call:
                return
            del self._waiting[call.key]
            self._at_provider[call.key] = sending
        now = self._scheduler.now()
        sending.until = now + self._context.settings.within if sending.until is None else sending.until
        if call.route.kind is Kind.FLEX and now >= sending.until:
            self._without_capacity(sending)
        else:
            self._surely(call, lambda: self._begin(sending))

    def _surely(self, call: PendingCall, step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:  # otherwise the call would never end
            known = isinstance(error, DeferredError)
            call.fail(error if known else JobFailed(f"{call.method} at {call.where}: not sent live: {error!r}"))
            if isinstance(error, LedgerError) or not isinstance(error, Exception):
                raise  # an Exception fails this call only

    def _begin(self, sending: Sending) -> None:
        """Enter the call, so that no other process sends it too, or take its answer if one was stored meanwhile."""
        call = sending.call
        self._context.first_look.ask(call)
        body = self._context.body_of(call)
        whole = _written(call, body)
        most = self._most(call, call.call._replace(body=body))  # of the user's body, as everywhere else
        if sending.job is None:
            sending.job = self._entry(whole, call.key, "" if call.route == LIVE else call.route.name)
            rows = self._context.stats.rows
            sending.job.row_ids = {call.key: rows[call]} if call in rows else {}
        entered = self._enter(sending.job, most)
        if isinstance(entered, LiveCharge):
            self._note(sending)
            self._try(sending, whole, entered)
        elif entered.is_too_dear and call.route.kind is Kind.FLEX:
            with self._scheduler.lock:
                self._forget(call)
                call.bound = most  # what it waits for: with a smaller one it would be tried again without end
                self._exits.hold(call)
        elif entered.is_too_dear:
            raise failures.too_dear_live(whole, most, self.budget.tightest())
        elif entered.is_lost:
            raise failures.lost_before(call)
        elif not self._is_had_by_others(call, entered):
            self._line_up(sending, WAIT_FOR_OTHERS)

    def _note(self, sending: Sending) -> None:
        if not sending.attempts and sending.call.route == LIVE:
            self._context.stats.live_calls.append(f"{sending.call.method} at {sending.call.where}: {sending.why}")

    def _is_had_by_others(self, call: PendingCall, entered: Entered) -> bool:
        with self._scheduler.lock:
            if entered.is_stored:
                return self._shared.answers(call)
            return bool(entered.nonce) and self._shared.attach_to(call, entered.nonce)

    def _most(self, call: PendingCall, asked: Call) -> Decimal:
        settings = self._context.settings
        counted = self.budget.counted(call) if settings.estimate == "provider" else None
        try:
            return prices.bound(asked, settings.prices, settings.max_input_tokens, counted=counted, route=call.route)
        except UnknownPrice:
            if settings.caps:
                raise
            return Decimal(0)

    def _try(self, sending: Sending, whole: Call, charge: LiveCharge) -> None:
        try:
            answer, headers = _sent(whole, _PATIENCE[sending.call.route.kind])
        except Lost as trouble:
            if not trouble.sent:
                charge.settle(Decimal(0))
            charge.leave(lost=trouble.sent)
            raise failures.live_call_lost(whole, trouble) from trouble
        except DeferredError:  # of the ledger, before anything was sent
            charge.leave()
            raise
        except BaseException:
            charge.leave(lost=True)
            raise
        self._gate.note(answer.status, headers)
        rule = rule_of(At.LIVE, whole.target.provider, answer)
        is_flex = sending.call.route.kind is Kind.FLEX
        if rule.then is Then.AGAIN and (is_flex or rule.allows(sending.attempts)):
            self._wait_for_room(sending, charge, seconds_to_wait(headers))
        elif sending.call.lacks_route(answer.status, answer.body):
            charge.settle(Decimal(0))
            charge.leave()
            self._send_elsewhere(sending)
        else:
            self._settle(sending.call, charge, answer)

    def _wait_for_room(self, sending: Sending, charge: LiveCharge, asked: float | None) -> None:
        """Try again after a pause. Nothing was charged, and nothing is under way: a restart may send the call anew."""
        charge.settle(Decimal(0))
        charge.leave()
        if sending.is_cancelled:
            sending.call.fail(failures.cancelled_unsent(sending.call))
            return
        sending.attempts += 1
        pause = self._context.settings.poll_interval
        if pause is None:
            pause = max(min(asked or 0.0, LONGEST_WISH), min(_LONGEST_PAUSE, _PAUSE * 2 ** (sending.attempts - 1)))
        if sending.call.route.kind is Kind.FLEX and sending.until is not None:
            pause = min(pause, max(0.0, sending.until - self._scheduler.now()))
        self._line_up(sending, max(pause, _SHORTEST_PAUSE))

    def _send_elsewhere(self, sending: Sending) -> None:
        """Send a call by another route, for the provider does not take it on this one."""
        with self._scheduler.lock:
            self._forget(sending.call)
            if sending.is_cancelled:
                sending.call.fail(failures.cancelled_unsent(sending.call))
            else:
                self._exits.find_another(sending.call)

    def _without_capacity(self, sending: Sending) -> None:
        """Give up a call that a cheaper tier had no room for in time, or send it by another route, with others."""
        call, settings = sending.call, self._context.settings
        if call.route.is_asked:
            call.fail(failures.no_capacity(call, settings.within))
            return
        log.warning("deferred: %s had no capacity for %s at %s in time", call.route.name, call.method, call.where)
        with self._scheduler.lock:
            self._at_provider.pop(call.key, None)
            self._waiting[call.key] = call
            self._homeless.append(call)
            if len(self._homeless) == 1:
                self._scheduler.after(_GATHERING, self._send_homeless)

    def _send_homeless(self) -> None:
        """Send the calls together for which was no capacity, so that they are few batches."""
        with self._scheduler.lock:
            homeless, self._homeless = self._homeless, []
            calls = [call for call in homeless if self._waiting.get(call.key) is call]
            for call in calls:
                self._forget(call)
            self._exits.send(calls, LIVE if self._context.settings.on_time_limit == "live" else BATCH)

    def _settle(self, call: PendingCall, charge: LiveCharge, answer: Answer) -> None:
        if answer.ok:
            answer = answer if call.route == LIVE else answer._replace(route=call.route.name)
            self._ledger.answers.store([(call.key, answer)])
            charge.settle_by(answer)
        elif answer.status in UNBILLED:
            charge.settle(Decimal(0))
        charge.leave(lost=answer.status in _UNKNOWN)
        call.settle(answer)


def _written(call: PendingCall, body: bytes) -> Call:
    """Return a call with its body as its route sends it."""
    if call.route != LIVE or call.route.is_asked:
        body = profile_of(call.target.provider).routes.rewritten(body, call.route)
    return call.call._replace(body=body)


def _sent(call: Call, patience: float) -> tuple[Answer, Mapping[str, str]]:
    target = call.target
    try:
        body = orjson.Fragment(call.body)
        reply = target.connection.request(
            "POST", _url(call), body=body, headers=dict(target.headers), patience=patience
        )
    except Refused as refusal:
        return Answer(refusal.status, refusal.body, refusal.headers.get("request-id")), refusal.headers
    return Answer(reply.status, reply.body, reply.headers.get("request-id")), reply.headers


def _url(call: Call) -> str:
    """Return the address for a live call."""
    target = call.target
    return profile_of(target.provider).wire.live_url(target.base_url, target.endpoint, call.model)
