"""Live calls: sent as ordinary requests at full price. The most that each can cost is reserved before it is sent."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from decimal import Decimal

import orjson

from deferred.core.call import Answer, Call
from deferred.core.errors import DeferredError, JobFailed, LedgerError
from deferred.core.job import NOT_KEPT, Job, new_nonce
from deferred.core.profile import profile_of
from deferred.engine import failures
from deferred.engine.context import EngineContext
from deferred.engine.reservations import BudgetGuard
from deferred.engine.retry_policy import WAIT_FOR_OTHERS
from deferred.engine.shared_jobs import SharedJobs
from deferred.engine.state import PendingCall
from deferred.engine.usage_count import UsageCounter
from deferred.pricing import prices
from deferred.providers.base import Lost, Refused
from deferred.storage.base import Entered

log = logging.getLogger("deferred")

_DID_NOTHING = {429, 503, 529}  # the provider ran nothing: the call can be sent again
UNBILLED = {400, 401, 403, 404, 413, 422, *_DID_NOTHING}  # after other failures it is unknown what ran
_TRIES, _PAUSE = 4, 2.0


class LiveCharge:
    """The reservation of one live call: the most that it can cost, until the cost is known."""

    def __init__(self, context: EngineContext, usage: UsageCounter, job: Job) -> None:
        """`job` is the call's entry in the ledger."""
        self._ledger, self._clock, self._usage, self._job = context.ledger, context.clock, usage, job

    def settle(self, cost: Decimal) -> None:
        """Replace the reservation by what the call did cost; without a proof it stays as it is."""
        self._job.ended_at = self._clock.now()
        self._ledger.live.settle(self._job, cost)

    def settle_by(self, answer: Answer) -> Decimal | None:
        """Replace the reservation by the cost of a successful answer, if the answer has its usage, and count the call.

        Returns the cost, if it is known.
        """
        job = self._job
        row = self._usage.of_live(job.provider, job.model, answer, job.base_url)
        self._usage.count_live(job.model, row)
        if not (row.input_tokens or row.output_tokens) or row.unpriced:
            return None
        self.settle(row.cost)
        return row.cost

    def leave(self) -> None:
        """Record that this process no longer sends the call."""
        self._ledger.live.leave(self._job)


class LiveSender:
    """Sends calls of a run live."""

    def __init__(
        self,
        context: EngineContext,
        budget: BudgetGuard,
        usage: UsageCounter,
        shared: SharedJobs,
        released: Callable[[], None],
    ) -> None:
        """`shared` tells whether a job has a call already; `released` is called when a call may have freed money."""
        self._context, self._budget, self._usage, self._shared = context, budget, usage, shared
        self._released = released
        self._scheduler, self._ledger = context.scheduler, context.ledger
        self.under_way: dict[str, PendingCall] = {}

    def enter(self, call: Call, most: Decimal, key: str = "") -> LiveCharge | Entered:
        """Enter a call in the ledger, within the run's limit, before it is sent; returns why not if that fails."""
        target = call.target
        job = Job(
            nonce=new_nonce(), provider=target.provider, base_url=target.base_url, endpoint=target.endpoint,
            credential=target.credential, model=call.model, headers=[], count=1, size=len(call.body),
            keys=[key] if key else [], bodies=[NOT_KEPT] if key else [], planned_at=self._context.clock.now(),
            run=self._context.run,
        )  # fmt: skip
        reuse = not self._context.settings.fresh
        entered = self._ledger.live.enter(job, most, self._budget.limit, reuse=reuse)
        return LiveCharge(self._context, self._usage, job) if entered.may_be_sent else entered

    def send(self, call: PendingCall, why: str) -> None:
        """Send a call that is in no job, and settle it with the answer."""
        with self._scheduler.lock:
            self.under_way[call.key] = call
        if call.future is not None:
            call.future.watch(functools.partial(self._is_over, call))
        self._surely(call, lambda: self._begin(call, why))

    def _is_over(self, call: PendingCall) -> None:
        with self._scheduler.lock:
            self.under_way.pop(call.key, None)
            self._released()
            self._scheduler.changed()

    def _surely(self, call: PendingCall, step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:  # otherwise the call would never end
            known = isinstance(error, DeferredError)
            call.fail(error if known else JobFailed(f"{call.method} at {call.where}: not sent live: {error!r}"))
            if isinstance(error, LedgerError) or not isinstance(error, Exception):
                raise  # an Exception fails this call only

    def _begin(self, call: PendingCall, why: str) -> None:
        """Enter the call, so that no other process sends it too, or take its answer if one was stored meanwhile."""
        whole = Call(call.target, call.model, self._context.body_of(call), call.method, call.where)
        entered = self.enter(whole, self._most(call, whole), call.key)
        if isinstance(entered, LiveCharge):
            self._context.stats.live_calls.append(f"{call.method} at {call.where}: {why}")
            self._try(call, whole, entered, 1)
        elif entered.is_too_dear:
            raise failures.too_dear_live(whole, self._most(call, whole))
        elif not self._is_had_by_others(call, entered):
            again = functools.partial(self._surely, call, lambda: self._begin(call, why))
            self._scheduler.after(WAIT_FOR_OTHERS, again)

    def _is_had_by_others(self, call: PendingCall, entered: Entered) -> bool:
        with self._scheduler.lock:
            if entered.is_stored:
                return self._shared.answers(call)
            return bool(entered.nonce) and self._shared.attach_to(call, entered.nonce)

    def _most(self, call: PendingCall, whole: Call) -> Decimal:
        settings = self._context.settings
        if settings.cost_limit is None:
            return Decimal(0)
        counted = self._budget.counted(call) if settings.estimate == "provider" else None
        return prices.bound(whole, settings.prices, settings.max_input_tokens, counted=counted, live=True)

    def _try(self, call: PendingCall, whole: Call, charge: LiveCharge, attempt: int) -> None:
        try:
            answer = _sent(whole)
        except Lost as trouble:
            charge.leave()
            if not trouble.sent:
                charge.settle(Decimal(0))
            raise failures.live_call_lost(whole, trouble) from trouble
        except BaseException:
            charge.leave()
            raise
        if answer.status in _DID_NOTHING and attempt < _TRIES:
            seconds = _PAUSE * attempt if self._context.settings.poll_interval is None else 0.0
            again = functools.partial(self._try, call, whole, charge, attempt + 1)
            self._scheduler.after(seconds, lambda: self._surely(call, again))
            return
        if answer.ok:
            self._ledger.answers.store([(call.key, answer)])
            charge.settle_by(answer)
        elif answer.status in UNBILLED:
            charge.settle(Decimal(0))
        charge.leave()
        call.settle(answer)


def _sent(call: Call) -> Answer:
    target = call.target
    try:
        body = orjson.Fragment(call.body)
        reply = target.connection.request("POST", _url(call), body=body, headers=dict(target.headers))
    except Refused as refusal:
        return Answer(refusal.status, refusal.body, refusal.headers.get("request-id"))
    return Answer(reply.status, reply.body, reply.headers.get("request-id"))


def _url(call: Call) -> str:
    """Return the address for a live call."""
    target = call.target
    return profile_of(target.provider).wire.live_url(target.base_url, target.endpoint, call.model)
