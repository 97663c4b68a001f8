"""A block inside another block: its calls join the outer block's jobs, within the inner block's cost limit."""

from __future__ import annotations

import threading
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core.call import Call, digest
from deferred.core.errors import CostLimitExceeded, DeferredError
from deferred.core.text import exact
from deferred.engine.live import UNBILLED
from deferred.engine.state import PendingCall
from deferred.engine.stats import BlockStats
from deferred.futures.future import Future
from deferred.pricing import prices
from deferred.pricing.nested_limit import NestedLimit
from deferred.session import tagging
from deferred.session.intake import Intake, SubmitCall


class NestedIntake:
    """Passes the calls of an inner block to the block around it."""

    def __init__(
        self, settings: Settings, outer: SubmitCall, root: Intake, stats: BlockStats, limit: NestedLimit | None
    ) -> None:
        """`root` is the outermost block's intake; `limit` is that of this block alone."""
        self._settings, self._outer, self._root, self._stats, self._limit = settings, outer, root, stats, limit
        self._lock = threading.Lock()

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Take a captured call in."""
        if self._settings.tags:
            with tagging.tag(**{**self._settings.tags, **tagging.worn.get()}):
                return self._submit(call, canonical, keep=keep, key=key)
        return self._submit(call, canonical, keep=keep, key=key)

    def _submit(self, call: Call, canonical: bytes, *, keep: bool, key: str) -> Future:
        if self._limit is None:
            return self._noted(self._outer.submit(call, canonical, keep=keep, key=key))
        bound = self._root.most_of(call)
        if not self._limit.take(bound):
            if not self._root.is_dry:
                return self._refused(call, canonical, bound)
            self._root.foresight.over_inner_limits += 1  # a plan shows all calls
            return self._noted(self._outer.submit(call, canonical, keep=keep, key=key))
        try:
            future = self._outer.submit(call, canonical, keep=keep, key=key)
        except BaseException:
            self._limit.settle(bound, Decimal(0))
            raise
        return self._counted(self._noted(future), bound, self._limit)

    def _counted(self, future: Future, bound: Decimal, limit: NestedLimit) -> Future:
        future.call.nested_limits += ((limit, bound),)
        future.watch(lambda: limit.settle(bound, self._paid(future, bound)))
        return future

    def _refused(self, call: Call, canonical: bytes, bound: Decimal) -> Future:
        assert self._limit is not None
        message = (
            f"{call.method} at {call.where} may cost up to {exact(bound)}, which does not fit under what is left of "
            f"the inner block's cost_limit=${self._limit.limit}. It was not sent; raise it, or lower max_tokens."
        )
        pending = PendingCall("", digest(call.target, canonical), call)
        future = pending.future = Future(None, pending)
        with self._lock:
            self._stats.calls.append(pending)
        future.fail(CostLimitExceeded(message))
        pending.note(future)
        return future

    def _paid(self, future: Future, bound: Decimal) -> Decimal:
        """Return the cost of a call; its full bound if the price or the outcome is uncertain."""
        answer, call = future.known_answer, future.call
        if answer is None:
            error = future.error
            return Decimal(0) if isinstance(error, DeferredError) and error.costs_nothing else bound
        if answer.cached or (not answer.ok and (answer.batch_id is not None or answer.status in UNBILLED)):
            return Decimal(0)
        if not answer.ok:
            return bound  # a live call of which it is unknown what ran
        target, route = call.target, prices.route_of(call.target.provider, answer)
        if answer.kept:
            answer = self._root.stored.answer_of(call) or answer
        model = prices.Model(target.provider, call.model, target.base_url)
        paid = prices.cost(model, answer, self._settings.prices, route)
        return bound if paid is None else paid

    def _noted(self, future: Future) -> Future:
        with self._lock:
            self._stats.calls.append(future.call)
            self._stats.unanswered += 1
        future.watch(self._answered)
        return future

    def _answered(self) -> None:
        with self._lock:
            self._stats.unanswered -= 1
