"""UsageTotals: usage and cost of a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from deferred.core.call import Answer
from deferred.core.routing import BATCH, LIVE, Route
from deferred.core.usage import Usage
from deferred.pricing import prices
from deferred.pricing.prices import Model, Told


@dataclass(slots=True)
class UsageTotals:
    """Totals of one model in a session: answered calls, tokens, dollars paid, and dollars at live prices.

    `unpriced` counts the calls whose cost is unknown, because their price is, or because the answer tells no tokens.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: Decimal = Decimal(0)
    live_cost: Decimal = Decimal(0)
    unpriced: int = 0
    standard: int = 0

    @classmethod
    def of(
        cls, model: Model, answer: Answer, own_prices: Mapping[str, Any] | None, route: Route = BATCH
    ) -> UsageTotals:
        """Count an answer that came by a route. An unknown cost counts as zero here, and the report notes it."""
        return cls.of_told(model, prices.told(model.provider, answer), own_prices, route, is_ok=answer.ok)

    @classmethod
    def of_told(
        cls, model: Model, told: Told, own_prices: Mapping[str, Any] | None, route: Route, *, is_ok: bool = True
    ) -> UsageTotals:
        """Count an answer by its facts; only one that `is_ok` must tell its tokens."""
        is_plain = not told.tier and told.stated is None
        ordinary = prices.cost_of(model, told if is_plain else told._replace(tier="", stated=None), own_prices, LIVE)
        is_ordinary = route == LIVE and not told.tier
        paid = ordinary if is_ordinary else prices.cost_of(model, told, own_prices, route)
        is_unknown = paid is None or (is_ok and prices.lacks_usage(model, told, own_prices))
        return cls(
            calls=1,
            input_tokens=told.usage.input_tokens,
            output_tokens=told.usage.output_tokens,
            cached_tokens=told.usage.cached_tokens,
            unpriced=int(is_unknown),
            standard=int(paid is not None and route == BATCH and not prices.has_batch_price(model, own_prices)),
            cost=paid or Decimal(0),
            live_cost=ordinary or Decimal(0),
        )

    def add_tokens(self, used: Usage) -> None:
        """Count an answer by its tokens alone; `price` prices it."""
        self.calls += 1
        self.input_tokens += used.input_tokens
        self.output_tokens += used.output_tokens
        self.cached_tokens += used.cached_tokens

    def price(self, model: Model, route: Route) -> None:
        """Price all that was counted by its tokens, of a model whose tokens `prices.are_summed`."""
        told = Told(
            b"",
            Usage(self.input_tokens, self.output_tokens, self.cached_tokens),
            has_uses=False,
            is_special=False,
            is_regional=False,
        )
        priced = self.of_told(model, told, None, route)
        self.cost, self.live_cost = priced.cost, priced.live_cost
        self.standard = priced.standard * self.calls

    def merge(self, other: UsageTotals) -> None:
        """Add the totals of another object."""
        self.calls += other.calls
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens
        self.cached_tokens += other.cached_tokens
        self.unpriced += other.unpriced
        self.standard += other.standard
        self.cost += other.cost
        self.live_cost += other.live_cost
