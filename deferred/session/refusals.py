"""Refusals: calls that no batch can carry, calls made too late, and calls that are refused again and again."""

from __future__ import annotations

import copy
import logging
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.call import Answer, Call
from deferred.core.errors import (
    DeferredError,
    NotBatchable,
    Stopped,
    UnknownPrice,
)
from deferred.core.routing import LIVE
from deferred.engine.failures import too_dear_live
from deferred.engine.live import LiveCharge, LiveSender
from deferred.futures.event_loops import place
from deferred.pricing import prices
from deferred.pricing.nested_limit import NestedLimit

log = logging.getLogger("deferred")

_REFUSALS = 10  # of the same call, after which `Stopped` ends the loop that repeats it
_UNBOUNDED = (
    "It cannot be sent live either: a cost limit or a budget is set, and nothing bounds the cost of this call. Make it "
    "outside the block."
)
_UNBOUNDED_OUTSIDE = (
    "A block with a cost limit or a budget is open, which counts all live calls of this process, and nothing bounds "
    "the cost of this one. Make it before or after the block, or in another process."
)


class RepeatedRefusals:
    """Remembers the refusals of equal calls; repeated ones raise `Stopped`."""

    def __init__(self) -> None:
        """Start with no refusals."""
        self._errors: dict[bytes, DeferredError] = {}
        self._counts: Counter[bytes] = Counter()

    def note(self, name: bytes, error: BaseException | None) -> None:
        """Record the outcome of a call."""
        if isinstance(error, DeferredError) and error.is_final:
            self._errors[name] = error

    def of(self, name: bytes, call: Call) -> DeferredError | None:
        """Return the refusal that an equal call met before.

        Raises:
            Stopped: the call was repeated too often.
            DeferredError: a refusal that is raised at the call, as it was the first time.
        """
        error = self._errors.get(name)
        if error is None:
            return None
        self._counts[name] += 1
        if self._counts[name] > _REFUSALS:
            message = f"{call.method} at {call.where} was refused a moment ago; asking again does not help: {error}"
            raise Stopped(message) from error
        if isinstance(error, (NotBatchable, UnknownPrice)):
            raise once_more(error)
        return error


class LateCalls:
    """Refuses calls that were made after their block was left, and stops loops that repeat them."""

    def __init__(self) -> None:
        """Start with no refusals."""
        self._lock = threading.Lock()
        self._counts: Counter[tuple[Any, ...]] = Counter()

    def refuse(self, method: str, where: str, asked: object) -> None:
        """Raise for a call that was made after its block; `asked` is the request."""
        message = (
            f"{method} at {where} was made after its block was left, by a thread, a pool or a task that the block had "
            "started; nothing was sent. Wait for it inside the block (join, result, gather), or start it outside."
        )
        with self._lock:
            request = (place(), method, where, hash(repr(asked)))
            self._counts[request] += 1
            if self._counts[request] > _REFUSALS:
                raise Stopped(message)
        raise DeferredError(message)


class LiveFallback:
    """Handles calls that no batch can carry: refuses them, or allows them at full price."""

    def __init__(
        self, settings: Settings, live: LiveSender, live_calls: list[str], limits: Sequence[NestedLimit]
    ) -> None:
        """`limits` are the cost limits of inner blocks."""
        self._settings, self._live, self._live_calls, self._limits = settings, live, live_calls, limits
        self._has_warned = False

    def refuse(
        self, method: str, where: str, why: str, call: Callable[[], Call | None] | None, *, is_limited: bool
    ) -> LimitedCharge | None:
        """Raise NotBatchable, unless the settings send such calls live.

        Its cost is counted where it can be. Under a cost limit the most that it can cost is reserved, which needs its
        `call`.
        """
        if self._settings.unbatchable != "live":
            remedy = f"Make it outside the block, or allow it: {remedies.block('unbatchable', 'live')}."
            raise NotBatchable(method, where, why, remedy)
        made = None if call is None else call()
        return self._allow((method, where, why), made, _UNBOUNDED, is_limited=is_limited)

    def admit(
        self, method: str, where: str, why: str, call: Callable[[], Call | None], *, is_limited: bool
    ) -> LimitedCharge | None:
        """Allow a live call that the settings cannot refuse: it is made outside of the block.

        Its cost is counted where it can be, and under a cost limit the most that it can cost is reserved.
        """
        return self._allow((method, where, why), call(), _UNBOUNDED_OUTSIDE, is_limited=is_limited)

    def _allow(
        self, about: tuple[str, str, str], call: Call | None, remedy: str, *, is_limited: bool
    ) -> LimitedCharge | None:
        if call is None and is_limited:
            raise NotBatchable(*about, remedy)
        charge = None if call is None else self._reserved(call, self._most(call) if is_limited else Decimal(0))
        method, where, why = about
        if self._settings.detach is not None and not self._has_warned:
            self._has_warned = True
            log.warning(
                "deferred: %s at %s is sent live, and its answer is not stored. If this process is given up (detach), "
                "the next process makes it again, and pays for it again. Make such calls after the last wave.",
                method, where,
            )  # fmt: skip
        self._live_calls.append(f"{method} at {where}: {why}")
        return charge

    def _most(self, call: Call) -> Decimal:
        return prices.bound(call, self._settings.prices, self._settings.max_input_tokens, route=LIVE)

    def _reserved(self, call: Call, most: Decimal) -> LimitedCharge:
        taken: list[NestedLimit] = []
        for limit in self._limits:
            if not limit.take(most):
                _give_back(taken, most)
                raise too_dear_live(call, most, None)
            taken.append(limit)
        charge = self._live.enter(call, most)
        if not isinstance(charge, LiveCharge):
            _give_back(taken, most)
            raise too_dear_live(call, most, self._live.budget.tightest())
        return LimitedCharge(charge, taken, most)


class LimitedCharge:
    """The reservation of a live call, in the ledger and in the limits of inner blocks."""

    def __init__(self, charge: LiveCharge, limits: Sequence[NestedLimit], most: Decimal) -> None:
        """`most` is what was reserved."""
        self._charge, self._limits, self._most = charge, limits, most

    def settle(self, cost: Decimal) -> None:
        """Replace the reservation by what the call did cost."""
        self._charge.settle(cost)
        for limit in self._limits:
            limit.settle(self._most, cost)

    def settle_by(self, answer: Answer) -> None:
        """Replace the reservation by the cost of a successful answer, if it has its usage, and count the call."""
        cost = self._charge.settle_by(answer)
        if cost is not None:
            for limit in self._limits:
                limit.settle(self._most, cost)


def _give_back(limits: Sequence[NestedLimit], amount: Decimal) -> None:
    for limit in limits:
        limit.settle(amount, Decimal(0))


def once_more(error: Exception) -> Any:
    """Copy an error for another call, so that each has its own traceback."""
    again: Any = copy.copy(error)
    again.__cause__ = error
    if isinstance(again, DeferredError):
        again.costs_nothing = True  # nothing was sent for this one
    return again
