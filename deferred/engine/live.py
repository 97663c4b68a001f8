"""Calls sent as ordinary ones, at full price: what they can cost is entered in the ledger before they are sent."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import orjson

from deferred.core.call import Answer, Call
from deferred.core.errors import CostLimitExceeded, DeferredError, JobFailed, LedgerError
from deferred.core.job import COLLECTED, LIVE_CLAIM, Job, new_nonce
from deferred.core.profile import profile_of
from deferred.engine.state import PendingCall
from deferred.pricing import prices
from deferred.pricing.nested_limit import NestedLimit
from deferred.pricing.usage import UsageTotals
from deferred.providers.base import Lost, Refused

if TYPE_CHECKING:
    from deferred.session.session import Session

log = logging.getLogger("deferred")

_DID_NOTHING = {429, 503, 529}  # the provider says so: the call can be sent again
UNBILLED = {400, 401, 403, 404, 413, 422, *_DID_NOTHING}  # of other failures nobody can tell what ran before them
WAIT_FOR_OTHERS = 1.0  # seconds between looks at a call that another process sends
_TRIES, _PAUSE = 4, 2.0


@dataclass(frozen=True, slots=True)
class Reservation:
    """The most that a live call can cost, on disk as spent until more is known."""

    session: Session
    job: Job
    most: Decimal

    def settle(self, cost: Decimal) -> None:
        """Replace it by what the call did cost; without proof of that it stays as it is."""
        self.job.spent, self.job.ended_at = str(cost), self.session.root.engine.now()
        self.session.root._ledger.save(self.job)
        for allowance in self.session.allowances:
            allowance.settle(self.most, cost)

    def settle_by(self, answer: Answer) -> None:
        """Replace it by the cost of a successful answer, where that tells what was used, and count the call."""
        root, job = self.session.root, self.job
        model = prices.Model(job.provider, job.model, job.base_url)
        row = UsageTotals.of(model, answer, root.settings.prices, live=True)
        if (row.input_tokens or row.output_tokens) and not row.unpriced:
            self.settle(row.cost)
        root.engine.count_live(job.model, row)


def reserve(session: Session, call: Call, most: Decimal, key: str = "") -> Reservation:
    """Enter a live call in the ledger, within the limits of this block and of those around it.

    Raises:
        CostLimitExceeded: it does not fit; nothing is entered.
    """
    root, target = session.root, call.target
    job = Job(
        nonce=new_nonce(), provider=target.provider, base_url=target.base_url, endpoint=target.endpoint,
        credential=target.credential, model=call.model, headers=[], count=1, size=len(call.body),
        keys=[key] if key else [], places=[[0, 0]] if key else [], planned_at=root.engine.now(), run=root.run.id,
        state=COLLECTED, outcome="live", spent=str(most),
    )  # fmt: skip
    taken: list[NestedLimit] = []
    with root._ledger.transaction():
        limit = root.settings.cost_limit
        fits = limit is None or root.engine.budget_guard.committed() + most <= limit
        for allowance in session.allowances:
            fits = fits and allowance.take(most)
            taken += [allowance] if fits else []
        if not fits:
            for allowance in taken:
                allowance.settle(most, Decimal(0))
            message = (
                f"{call.method} at {call.where} may cost up to ${most:.4f} as a live call, which is more than is left "
                "of the cost limit. It was not sent; raise cost_limit, or lower max_tokens."
            )
            raise CostLimitExceeded(message)
        root._ledger.plan(job)
    return Reservation(session, job, most)


class LiveSender:
    """Sends calls of one session's batches as ordinary ones."""

    def __init__(self, session: Session) -> None:
        """`session` is the outermost one."""
        self._session = session

    def send(self, item: PendingCall, why: str) -> None:
        """Send a call that is in no job, and give its answer to whoever waits."""
        self._session.engine.goes_live(item)
        self._surely(item, lambda: self._begin(item, why))

    def too_late(self, item: PendingCall, error: DeferredError) -> None:
        """Send a call for which the time of the run was not enough."""
        del error  # said to whoever waits only where nothing goes live
        self.send(item, 'the time limit was over (on_time_limit="live")')

    def _surely(self, item: PendingCall, step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:  # nobody but us can end this call
            self._session._ledger.let_go(_claim(item))
            known = isinstance(error, DeferredError)
            item.future.fail(error if known else JobFailed(f"{item.method} at {item.where}: not sent live: {error!r}"))
            if isinstance(error, LedgerError) or not isinstance(error, Exception):
                raise  # what stops this call alone stops no other

    def _begin(self, item: PendingCall, why: str) -> None:
        """Claim the call, so that no other process sends it too, and take its answer if there is one by now."""
        session = self._session
        if not session._ledger.hold(_claim(item)):
            again = functools.partial(self._surely, item, lambda: self._begin(item, why))
            session.engine.after(WAIT_FOR_OTHERS, again)
            return
        stored = None if session.settings.fresh else session._ledger.answer(item.key)
        if stored is not None:
            session._ledger.let_go(_claim(item))
            item.future.settle_stored(stored)
            return
        body = item.body if item.body is not None else session.engine.read(item.place)
        call = Call(item.group.target, item.model, body, item.method, item.where)
        with session._ledger.transaction():  # no other program can plan a job with it meanwhile
            joins = session.engine.joins(item)
            reservation = None if joins else reserve(session, call, self._most(item, call), item.key)
        if reservation is None:
            session._ledger.let_go(_claim(item))
            return
        session.live_calls.append(f"{item.method} at {item.where}: {why}")
        self._try(item, call, reservation, 1)

    def _most(self, item: PendingCall, call: Call) -> Decimal:
        settings = self._session.settings
        if settings.cost_limit is None:
            return Decimal(0)
        counted = item.counted if settings.estimate == "provider" else None
        return prices.bound(call, settings.prices, settings.max_input_tokens, counted=counted, live=True)

    def _try(self, item: PendingCall, call: Call, reservation: Reservation, attempt: int) -> None:
        try:
            answer = _sent(call)
        except Lost as trouble:
            if not trouble.sent:
                reservation.settle(Decimal(0))
                message = f"{item.method} at {item.where} was not sent live: {trouble}. Run the script again to send it"
                raise JobFailed(message) from trouble
            message = (
                f"{item.method} at {item.where}: sent live, and no answer came back: {trouble}. It counts in full "
                "against the cost limit, for it may have been answered. Run the script again to send it anew."
            )
            raise JobFailed(message) from trouble
        if answer.status in _DID_NOTHING and attempt < _TRIES:
            seconds = _PAUSE * attempt if self._session.settings.poll_interval is None else 0.0
            again = functools.partial(self._try, item, call, reservation, attempt + 1)
            self._session.engine.after(seconds, lambda: self._surely(item, again))
            return
        self._account(reservation, item, answer)
        self._session._ledger.let_go(_claim(item))
        item.future.settle(answer)

    def _account(self, reservation: Reservation, item: PendingCall, answer: Answer) -> None:
        if answer.ok:
            self._session._ledger.store([(item.key, answer)])
            reservation.settle_by(answer)
        elif answer.status in UNBILLED:
            reservation.settle(Decimal(0))


def _claim(item: PendingCall) -> str:
    return LIVE_CLAIM + item.key


def _sent(call: Call) -> Answer:
    from deferred.capture import bypass  # noqa: PLC0415 - sdks need the session, which needs this module

    target = call.target
    try:
        with bypass.allowed():
            reply = target.connection.request(
                "POST", _url(call), body=orjson.Fragment(call.body), headers=dict(target.headers)
            )
    except Refused as refusal:
        return Answer(refusal.status, refusal.body, refusal.headers.get("request-id"))
    return Answer(reply.status, reply.body, reply.headers.get("request-id"))


def _url(call: Call) -> str:
    """Give the address of the ordinary call."""
    target = call.target
    return profile_of(target.provider).wire.live_url(target.base_url, target.endpoint, call.model)
