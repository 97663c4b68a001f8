"""What becomes of a batch of one: its answer is read before another call is made, so nothing can go with it.

That is how `for text in texts: print(client.messages.create(...).content)` meets a batch: one job for each text.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import orjson

from deferred import budget, prices
from deferred.call import Answer
from deferred.errors import CostLimitExceeded, DeferredError, JobFailed, NotBatchable
from deferred.job import COLLECTED, Job, new_nonce
from deferred.providers.wire import Lost, Refused
from deferred.report import duration
from deferred.underway import Item

if TYPE_CHECKING:
    from deferred.session import Session

log = logging.getLogger("deferred")

_REMEDY = (
    "To send them together, make a function of what is done with each item: results = list(deferred.map(function, "
    "items)); in a coroutine: await deferred.map(function, items)."
)


class Alone:
    """Watches the waves of one session, and does with those of one call what `alone=` says."""

    def __init__(self, session: Session) -> None:
        """`session` is the outermost one, whose engine asks."""
        self._session = session
        self._line, self._in_a_row = "", 0
        self._warned: set[str] = set()

    def look(self, items: Sequence[Item]) -> Callable[[], None] | None:
        """Look at a wave that goes out because somebody waits; gives what is to be done instead, or None."""
        if len(items) != 1:
            self._line, self._in_a_row = "", 0
            return None
        (item,) = items
        choice = self._session.settings.alone
        if choice == "live":
            return lambda: self._surely_live(item)
        if self._session.crew.has_tasks:  # the last of many, which wait for it together
            return None
        if choice == "raise":
            return lambda: item.future.fail(_refusal(item))
        self._count(item.where)
        return None

    def _count(self, line: str) -> None:
        self._in_a_row = self._in_a_row + 1 if line == self._line else 1
        self._line = line
        if self._in_a_row > 1 and line not in self._warned:
            self._warned.add(line)
            log.warning(
                "deferred: the calls at %s go out one by one, each as a batch of its own, because each answer is read "
                "before the next call is made. Every one of them takes as long as a batch: %s. %s",
                line, self._time_to_expect(), _REMEDY,
            )  # fmt: skip

    def _time_to_expect(self) -> str:
        ended = [running.job for running in self._session.engine.jobs if running.job.ended_at is not None]
        if not ended:
            return "often minutes, at most 24 hours"
        seconds = (ended[-1].ended_at or 0.0) - ended[-1].planned_at
        return f"the last one took {duration(seconds)}, a hundred would take {duration(100 * seconds)}"

    def _surely_live(self, item: Item) -> None:
        try:
            self._go_live(item)
        except BaseException as error:  # the call is in no job: nobody but us can end it
            item.future.fail(error if isinstance(error, DeferredError) else JobFailed(f"{item.where}: {error!r}"))
            raise

    def _go_live(self, item: Item) -> None:
        """Send the call as an ordinary one, at full price, counted against the limit before it is sent."""
        session = self._session
        job = self._entered_in_the_ledger(item)
        if job is None:
            limit = session.settings.cost_limit
            words = f"{item.method} at {item.where} may cost up to ${2 * item.bound:.4f} as a live call"
            item.future.fail(CostLimitExceeded(f"{words}, which is more than is left of cost_limit=${limit}"))
            return
        session.live_calls.append(f'{item.method} at {item.where}: a batch of one (alone="live")')
        body = item.body if item.body is not None else session.engine.read(item.place)
        try:
            answer = _sent(item, body)
        except Lost as trouble:
            item.future.fail(JobFailed(f"{item.method} at {item.where}: sent live, and no answer came back: {trouble}"))
            return
        self._account(job, item, answer)
        item.future.settle(answer)

    def _entered_in_the_ledger(self, item: Item) -> Job | None:
        """Write the most that the call can cost, as spent, before it is sent; None when the limit does not allow it."""
        session, target = self._session, item.group.target
        most, limit = 2 * item.bound, session.settings.cost_limit
        job = Job(
            nonce=new_nonce(), provider=target.provider, base_url=target.base_url, endpoint=target.endpoint,
            credential=target.credential, model=item.model, headers=[], count=1, size=item.size, keys=[item.key],
            planned_at=session.engine.now(), run=session._run_id, state=COLLECTED, outcome="live", spent=str(most),
        )  # fmt: skip
        with session._ledger.transaction():
            spent = Decimal(0) if limit is None else budget.committed(session._ledger.jobs(), session._run_id)
            if limit is not None and spent + most > limit:
                return None
            session._ledger.plan(job)
        return job

    def _account(self, job: Job, item: Item, answer: Answer) -> None:
        session = self._session
        if answer.ok:
            session._ledger.store([(item.key, answer)])
        cost = prices.cost(job.provider, item.model, answer, session.settings.prices, live=True) if answer.ok else 0
        if cost is not None:
            job.spent, job.ended_at = str(cost), session.engine.now()
            session._ledger.save(job)


def _sent(item: Item, body: bytes) -> Answer:
    from deferred.sdks import live  # noqa: PLC0415 - sdks need the session, which needs this module

    target = item.group.target
    try:
        with live.allowed():
            reply = target.connection.request(
                "POST", _url(item), body=orjson.Fragment(body), headers=dict(target.headers)
            )
    except Refused as refusal:
        return Answer(refusal.status, refusal.body, refusal.headers.get("request-id"))
    return Answer(reply.status, reply.body, reply.headers.get("request-id"))


def _refusal(item: Item) -> NotBatchable:
    why = 'it would be a batch of one, for its answer is read before another call is made (alone="raise")'
    return NotBatchable(item.method, item.where, why, _REMEDY)


def _url(item: Item) -> str:
    """Give the address of the ordinary call."""
    target = item.group.target
    if target.provider == "google":
        return f"{target.base_url}/{item.model}:{target.endpoint}"
    if target.provider == "openai":
        return target.base_url + target.endpoint.removeprefix("/v1")
    return target.base_url + target.endpoint
