"""Purchases: what was sent ahead, what of it came true, and how much more may be risked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core.call import Answer, Call, Target
from deferred.core.errors import DeferredError, UnknownPrice
from deferred.engine.ahead_stats import AheadStats
from deferred.engine.state import PendingCall
from deferred.lookahead.messages import Found
from deferred.pricing import prices

log = logging.getLogger("deferred")
_FIRST_RISK = 4  # calls of a loop that may end early
_MOST_IN_VAIN = 0.05
_FEW_IN_VAIN = 2

# Takes in a call that the script is going to make; None if it would not be the next one of its kind.
Take = Callable[[Call, bytes, bytes, str], PendingCall | None]


@dataclass(slots=True)
class _Purchase:
    """A call that was sent ahead and not made yet."""

    call: PendingCall
    most: Decimal
    look: int
    is_certain: bool


class Purchases:
    """The calls of a run that were sent ahead."""

    def __init__(self, settings: Settings, stats: AheadStats, take: Take) -> None:
        """`take` gives a call to the session."""
        self._settings, self._stats, self._take = settings, stats, take
        self._open: dict[int, dict[str, _Purchase]] = {}  # by look, in the order in which the children made them
        self._look_of: dict[str, int] = {}
        self._at_risk = self._came_true = Decimal(0)
        self._risky = 0
        self._claimed: set[str] = set()
        self._found_again: set[str] = set()
        self._warned = False

    def buy(self, found: Found, target: Target, *, is_certain: bool, look: int) -> bool:
        """Send a call ahead, if its cost may be risked; returns whether it was."""
        call = found.call(target)
        most = self._most(call)
        if most is None or not self._may_risk(most, is_certain=is_certain):
            return False
        try:
            pending = self._take(call, found.digest, found.sample, found.key)
        except DeferredError:  # the script is told when it comes there itself
            return False
        if pending is None:
            return False
        self._open.setdefault(look, {})[pending.key] = _Purchase(pending, most, look, is_certain)
        self._look_of[pending.key] = look
        self._at_risk += most
        self._risky += not is_certain
        self._stats.sent += 1
        return True

    def claim(self, key: str) -> None:
        """Note that the script has made a call that was sent ahead."""
        look = self._look_of.get(key)
        if look is None:
            return
        skipped = next(place for place, one in enumerate(self._open[look]) if one == key)
        self.forget(key)
        self._claimed.add(key)
        self._stats.claimed += 1
        if skipped > max(_FEW_IN_VAIN, _MOST_IN_VAIN * self._stats.sent):
            sent = self._stats.sent
            self._end(f"{skipped} of {sent} calls that were sent ahead were not made when it was their turn")

    def found_again(self, key: str) -> None:
        """Note that a child of a later look makes a call that was sent ahead."""
        self._found_again.add(key)

    def look_back(self, look: int) -> None:
        """Stop if calls of earlier looks are not found again: a look went to the end of the script without them."""
        earlier = [key for one, purchases in self._open.items() if one < look for key in purchases]
        missing = len(earlier) - sum(key in self._found_again for key in earlier)
        self._found_again.clear()
        if missing > max(_FEW_IN_VAIN, _MOST_IN_VAIN * self._stats.sent):
            self._end(f"{missing} of {self._stats.sent} calls that were sent ahead are no longer to come")

    def _end(self, why: str) -> None:
        if not self._stats.off:
            self._stats.off = why
            log.warning("deferred: look-ahead ends: %s", why)

    def forget(self, key: str) -> None:
        """Forget a call that was sent ahead: it has failed, or the script has made it. Nothing is risked for it now."""
        look = self._look_of.pop(key, None)
        if look is not None:
            purchase = self._open[look].pop(key)
            self._at_risk -= purchase.most
            self._risky -= not purchase.is_certain

    def came_true(self, call: PendingCall, answer: Answer) -> None:
        """Note that the script reads the answer of a call that was sent ahead."""
        if call.key not in self._claimed:
            return
        self._claimed.discard(call.key)
        self._came_true += self._paid(call, answer) or Decimal(0)

    def close(self, withdrawn: Callable[[PendingCall], bool], answer_of: Callable[[str], Answer | None]) -> None:
        """Drop the calls that the script did not make and that were not sent; count the others."""
        for purchases in self._open.values():
            for purchase in purchases.values():
                if withdrawn(purchase.call):
                    self._stats.dropped += 1
                else:
                    self._count_in_vain(purchase, answer_of(purchase.call.key))
        self._open, self._look_of = {}, {}

    def _count_in_vain(self, purchase: _Purchase, answer: Answer | None) -> None:
        self._stats.in_vain[purchase.call.where] += 1
        paid = None if answer is None else self._paid(purchase.call, answer)
        if paid is None:
            self._stats.in_vain_most += purchase.most
        else:
            self._stats.in_vain_cost += paid

    def _paid(self, call: PendingCall, answer: Answer) -> Decimal | None:
        model = prices.Model(call.target.provider, call.model, call.target.base_url)
        return prices.cost(model, answer, self._settings.prices, prices.route_of(model.provider, answer))

    def _may_risk(self, most: Decimal, *, is_certain: bool) -> bool:
        if not is_certain and self._risky >= max(_FIRST_RISK, self._stats.claimed):
            return False
        return self._at_risk + most <= max(self._settings.look_ahead_stake, self._came_true)

    def _most(self, call: Call) -> Decimal | None:
        """Return the most that a call can cost; a call without a known bound is not sent ahead."""
        try:
            return prices.bound(call, self._settings.prices, self._settings.max_input_tokens)
        except UnknownPrice as error:
            if not self._warned:
                self._warned = True
                log.warning("deferred: %s at %s is not sent ahead: %s", call.method, call.where, error)
            return None
