"""Rates: what a model costs per token on each route, from the price library or from our own table."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route

_NOWHERE = "-"
_DATE = re.compile(r"-(\d{8}|\d{4}-\d\d-\d\d)$")


def without_date(model: str) -> str:
    """Return a model's name without its date: answers have one that requests may lack."""
    return _DATE.sub("", model)


def library_name(provider: str) -> str:
    """Return a provider's name in the price library; a name that it does not have if it lacks the provider."""
    name = profile_of(provider).prices.library
    return provider if name is None else name or _NOWHERE


@lru_cache(maxsize=1024)
def price_of(provider: str, model: str, route: Route) -> Any:
    """Return the library's price of a model, or ours; None if neither knows the model.

    Where there is no variant for the route, this is the ordinary price; `factor` says what it is multiplied with.
    """
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - 0.3 s to import, and many runs never price anything
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    context: Any = _variant_of(route)
    try:
        return calc_price(
            Tokens(input_tokens=0), model, provider_id=library_name(provider), price_context=context
        ).model_price
    except LookupError:
        return _published_price(provider, model, route)


def _variant_of(route: Route) -> dict[str, str] | None:
    """Return how the library names the price of a route."""
    match route.kind:
        case Kind.BATCH:
            return {"processing": "batch"}
        case Kind.FLEX:
            return {"service_tier": "flex"}
        case Kind.LIVE if route.window:
            return {"service_tier": route.window}
    return None


def _published_price(provider: str, model: str, route: Route) -> Any:
    """Return the price of a model that the library lacks, as the library would; None if it is not known here either."""
    from genai_prices.types import ModelPrice, Tier, TieredPrices  # noqa: PLC0415 - as above

    rules = profile_of(provider).prices
    known = rules.published.get(without_date(model))
    if known is None:
        return None

    def tiers(rate: Decimal, times: Decimal) -> Any:
        paid = rate * rules.batch.share(model) if route.kind is Kind.BATCH else rate
        return TieredPrices(base=paid, tiers=[Tier(start=known.long_from, price=paid * times)])

    return ModelPrice(
        input_mtok=tiers(known.input, known.long_input),
        output_mtok=tiers(known.output, known.long_output),
        cache_read_mtok=tiers(known.cached, known.long_input),
        cache_write_mtok=tiers(known.written, known.long_input),
    )


@lru_cache(maxsize=1024)
def factor(provider: str, model: str, route: Route) -> Decimal:
    """Return what `price_of` is multiplied with; a batch without a price of its own counts in full: never too low."""
    if route.kind is Kind.LIVE or has_variant(provider, model, route):
        return Decimal(1)
    if route.kind is Kind.BATCH:
        discount = profile_of(provider).prices.batch
        return discount.share(model) if discount.is_certain else Decimal(1)
    return route.share


@lru_cache(maxsize=1024)
def share_of(provider: str, model: str, route: Route) -> Decimal:
    """Return the price on a route as a share of that of an ordinary call, as far as it is known: never too low."""
    discount = profile_of(provider).prices.batch
    if route.kind is not Kind.BATCH:
        return route.share
    return discount.share(model) if discount.is_certain or has_variant(provider, model, route) else Decimal(1)


@lru_cache(maxsize=1024)
def has_variant(provider: str, model: str, route: Route) -> bool:
    """Whether a route has a price of its own."""
    return bool(price_of(provider, model, route) != price_of(provider, model, LIVE))


@lru_cache(maxsize=1024)
def plain_rates(provider: str, model: str, route: Route) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """Return a model's rates for input, output and cached input; None if one of them depends on the request."""
    price = price_of(provider, model, route)
    names = ("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok")
    rates = [getattr(price, name, None) for name in names]
    if any(rate is not None and not isinstance(rate, Decimal) for rate in rates):
        return None
    into, out, cached, _ = rates
    return into or Decimal(0), out or Decimal(0), cached


def rates(provider: str, model: str, route: Route = BATCH) -> dict[str, Decimal] | None:
    """Return the rates of a model in dollars per million tokens, each the lowest of its tiers; None if unknown."""
    price = price_of(provider, model, route)
    if price is None:
        return None
    times = factor(provider, model, route)
    return {name: rate * times for name in vars(price) if name.endswith("_mtok") and (rate := rate_of(price, name, 0))}


def rate_of(price: Any, name: str, into: int) -> Decimal:
    """Return a price per million tokens, in the tier that this much input may reach."""
    found = getattr(price, name, None)
    if found is None or isinstance(found, Decimal):
        return found or Decimal(0)
    tiers: list[Decimal] = [found.base, *(tier.price for tier in found.tiers if into > tier.start)]
    return max(tiers)
