"""Pure: prices that the user gives, in dollars per million tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from deferred.core.profile import profile_of
from deferred.core.routing import Kind, Route
from deferred.core.usage import Usage

_MILLION = Decimal(1_000_000)
_CACHE_WRITE = Decimal(2)  # a one-hour cache write costs twice the input price (platform.claude.com, 2026-09)
_PICTURES = "output_image_tokens"


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """What a model costs on one route, in dollars per million tokens.

    Attributes:
        input, output: the rates of ordinary tokens.
        cached: the rate of input that is read from a cache.
        written: the rate of input that is written to a cache; None if it was not given.
        image: the rate of the tokens of pictures that are made.
    """

    input: Decimal
    output: Decimal
    cached: Decimal
    written: Decimal | None
    image: Decimal

    def most(self, into: int, out: int, *, caches: bool) -> tuple[Decimal, Decimal]:
        """Return the most that so many tokens of input and output can cost; `caches`: the input may be cached."""
        written = self.input * _CACHE_WRITE if self.written is None else self.written
        dearest = max(self.input, self.cached, written if caches else self.input)
        return into * dearest / _MILLION, out * max(self.output, self.image) / _MILLION

    def cost(self, used: Usage, kinds: Mapping[str, int] | None = None) -> Decimal:
        """Return what tokens cost; `kinds` are those of an answer that holds pictures."""
        pictures = min((kinds or {}).get(_PICTURES, 0), used.output_tokens)
        read = min(used.cached_tokens, used.input_tokens)
        written = self.input if self.written is None else self.written
        paid = (used.input_tokens - read) * self.input + read * self.cached + used.written_tokens * written
        return (paid + (used.output_tokens - pictures) * self.output + pictures * self.image) / _MILLION

    @property
    def is_free(self) -> bool:
        """Whether nothing costs anything."""
        return not any((self.input, self.output, self.cached, self.written, self.image))


def own_price(given: Mapping[str, Any], provider: str, model: str, route: Route) -> OwnPrice:
    """Return the user's price of a model on a route.

    Without `batch_input` and `batch_output` the price is that of a batch, and an ordinary call costs more by the
    provider's discount. With them, `input` and `output` are those of an ordinary call, and what else is given
    has the same discount as the input.
    """
    rates = {name: Decimal(str(rate)) for name, rate in given.items()}
    into, out = rates.get("input", Decimal(0)), rates.get("output", Decimal(0))
    share = profile_of(provider).prices.batch.share(model)
    if "batch_input" not in rates:
        times = Decimal(1) if route.kind is Kind.BATCH else route.share / share
        return _price(rates, into * times, out * times, times)
    if route.kind is Kind.BATCH:
        less = rates["batch_input"] / into if into else Decimal(1)
        return _price(rates, rates["batch_input"], rates["batch_output"], less)
    return _price(rates, into * route.share, out * route.share, route.share)


def _price(rates: Mapping[str, Decimal], into: Decimal, out: Decimal, times: Decimal) -> OwnPrice:
    cached, written, image = (rates.get(name) for name in ("cached_input", "cache_write", "image"))
    return OwnPrice(
        into,
        out,
        into if cached is None else cached * times,
        None if written is None else written * times,
        out if image is None else image * times,
    )
