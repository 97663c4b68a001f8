"""Pure: the most a call can cost, and what an answer did cost, in US dollars.

Prices come from `genai-prices` (batch variants included) or from the user. Where a model has no batch variant the
standard price is used, which is never too low.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple, TypeAlias

import orjson

from deferred.core import remedies
from deferred.core.call import Answer, Call
from deferred.core.errors import UnknownPrice
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route
from deferred.core.usage import SEARCH, STORED_SEARCH, Usage
from deferred.pricing.own_prices import own_price
from deferred.pricing.rates import (
    factor,
    has_variant,
    library_name,
    plain_rates,
    price_of,
    rate_of,
    without_date,
)
from deferred.pricing.request_bounds import most

Frozen: TypeAlias = tuple[tuple[str, Any], ...] | None
_MILLION = Decimal(1_000_000)
_OUTPUT_WORDS = (b'"max_tokens"', b'"max_completion_tokens"', b'"max_output_tokens"', b'"maxOutputTokens"')
# Sound and pictures have their own prices; the library knows them.
_SPECIAL = re.compile(rb'"audio_tokens"\s*:\s*[1-9]|"AUDIO"|"image_tokens"\s*:\s*[1-9]|"IMAGE"')
_PAID_USES = re.compile(
    rb'"web_search_requests"\s*:\s*[1-9]|"web_search_call"|"file_search_call"|"groundingMetadata"|-search'
)
_TIERS = ("flex", "default", "priority", "fast", "ultrafast")
_REGIONAL = re.compile(rb'"inference_geo"\s*:\s*"us"')
_USUAL_OUTPUT = 500  # tokens, if a request does not limit its answer
_REGION = Decimal("1.1")  # the factor for a request that is bound to a region (platform.claude.com, 2026-09)
# Dollars per use: the dearest published search (OpenAI's preview models, 2026-09), if the library knows none.
_DEAREST_SEARCH = {SEARCH: Decimal("0.05"), STORED_SEARCH: Decimal("0.0025")}
_PER_THOUSAND = {SEARCH: "web_searches_kcount", STORED_SEARCH: "storage_searches_kcount"}


class Model(NamedTuple):
    """A model of a provider at an address; a regional address may cost more."""

    provider: str
    name: str
    base_url: str = ""


class _Asked(NamedTuple):
    """The most tokens that a request can use, and whether it asks for its input to be cached."""

    into: int
    out: int
    caches: bool = False


class Told(NamedTuple):
    """The facts of an answer that determine its cost: read once, priced any number of times.

    `is_special` tells that some of its tokens may have a price of their kind; `kinds` are they, where the price library
    cannot read them; `stated` is what the answer itself says that it cost, by the route that it came by.
    """

    body: bytes
    usage: Usage
    has_uses: bool
    is_special: bool
    is_regional: bool
    tier: str = ""
    kinds: Mapping[str, int] | None = None
    stated: Decimal | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it tells of tokens of input, cached input and output, and of nothing else that costs."""
        used = self.usage
        is_more = self.has_uses or self.is_special or self.is_regional or self.stated is not None
        return not (is_more or used.written_tokens) and (used.input_tokens > 0 or used.output_tokens > 0)


def bound(
    call: Call,
    prices: Mapping[str, Any] | None,
    max_input_tokens: int | None,
    *,
    counted: int | None = None,
    route: Route = BATCH,
) -> Decimal:
    """Return the most that a call can cost on a route.

    `counted` is the provider's own count of its input, if it was asked.

    Raises:
        UnknownPrice: the model has no known price, or something in the body has no bound.
    """
    use = most(call, max_input_tokens, counted, live=route.kind is not Kind.BATCH)
    provider, name = call.target.provider, call.model.removeprefix("models/")
    rules = profile_of(provider).prices
    output = rules.longest_output if use.output is None else use.output
    asked = _Asked(use.text, output, use.caches)
    priced = _bound_of_tokens(Model(provider, name), asked, _frozen(prices), route)
    if priced is None:
        message = (
            f"{call.method} at {call.where}: the price of {call.model!r} is not known, and a cost limit is set. "
            "Nothing was sent; give its price in dollars per million tokens: "
            f"{remedies.block('prices', {call.model: {'input': 1.0, 'output': 5.0}})}."
        )
        raise UnknownPrice(message)
    region = _REGION if use.region or rules.is_regional(call.target.base_url) else Decimal(1)
    sound = _sound(call, use.audio, prices, route)
    return (priced[0] + sound + priced[1] * use.samples) * region + _fees(provider, name, use.uses)


def likely(call: Call, prices: Mapping[str, Any] | None, route: Route = BATCH) -> Decimal | None:
    """Estimate the cost of a call: a token for four bytes, and an answer of a quarter of the allowed length."""
    use = most(call, len(call.body))
    output = _USUAL_OUTPUT if use.output is None else use.output if use.makes_pictures else ceil(use.output / 4)
    model = Model(call.target.provider, call.model.removeprefix("models/"))
    asked = _Asked(max(1, (use.text - use.added) // 4), output)
    priced = _bound_of_tokens(model, asked, _frozen(prices), route)
    return None if priced is None else priced[0] + priced[1] * use.samples


def states_its_output(call: Call) -> bool:
    """Whether a request limits its answer, or is of a kind that writes no text."""
    writes = not any(kind in call.target.endpoint.lower() for kind in ("embed", "moderation", "/images/"))
    return not writes or any(word in call.body for word in _OUTPUT_WORDS)


def usage(provider: str, body: bytes) -> Usage:
    """Read the tokens of an answer, in its provider's format."""
    return profile_of(provider).prices.usage(parsed(body))


def told(provider: str, answer: Answer) -> Told:
    """Read the facts of an answer that determine its cost."""
    body, rules = answer.body, profile_of(provider).prices
    found = parsed(body)
    kinds = rules.kinds(found)
    # Most bodies have none of these words, and matching the pattern would take most of the time for a row.
    has_uses = (b"search" in body or b"groundingMetadata" in body) and _PAID_USES.search(body) is not None
    tier = found.get("service_tier")
    return Told(
        body,
        rules.usage(found),
        has_uses,
        kinds is not None or _SPECIAL.search(body) is not None,
        _REGIONAL.search(body) is not None,
        tier if tier in _TIERS else "",
        kinds,
        rules.stated(found),
    )


def route_of(provider: str, answer: Answer) -> Route:
    """Return the route by which an answer came."""
    if answer.route:
        return profile_of(provider).routes.named(answer.route)
    return LIVE if answer.batch_id is None else BATCH


def cost(model: Model, answer: Answer, prices: Mapping[str, Any] | None, route: Route = BATCH) -> Decimal | None:
    """Return what an answer cost on a route, or would have cost; None for an unknown price."""
    if not answer.ok:
        return Decimal(0)
    return cost_of(model, told(model.provider, answer), prices, route)


def cost_of(model: Model, told: Told, prices: Mapping[str, Any] | None, route: Route = BATCH) -> Decimal | None:
    """Return the cost of a successful answer from its facts, of which its own word is the best."""
    if told.stated is not None:
        return told.stated
    provider, name, route = model.provider, _name(model, told), _served(route, told.tier)
    own = _own_price(prices, name)
    price = None if own is not None else price_of(provider, name, route)
    if own is None and price is None:
        return None
    rules = profile_of(provider).prices
    region = _REGION if told.is_regional or rules.is_regional(model.base_url) else Decimal(1)
    fees = _fees(provider, name, rules.uses(parsed(told.body), name)) if told.has_uses else Decimal(0)
    if own is not None:
        return own_price(own, provider, name, route).cost(told.usage, told.kinds) * region + fees
    linear = None if told.is_special else _linear(plain_rates(provider, name, route), told.usage)
    tokens = linear if linear is not None else _by_library(provider, price, told)
    return tokens * factor(provider, name, route) * region + fees


def are_summed(model: Model, prices: Mapping[str, Any] | None, route: Route) -> bool:
    """Whether the plain tokens of many answers of a model cost what their sum costs; the tier of none matters then."""
    name = model.name.removeprefix("models/")
    if not name or route.kind in {Kind.FLEX, Kind.LIVE} or _own_price(prices, name) is not None:
        return False
    return all(
        price_of(model.provider, name, one) is not None and plain_rates(model.provider, name, one) is not None
        for one in (route, LIVE)
    )


def _served(route: Route, tier: str) -> Route:
    """Return the route by which a call was served: the answer names its tier, unless a batch has it."""
    if not tier or route.kind not in {Kind.FLEX, Kind.LIVE}:
        return route
    if tier == "flex":
        return replace(route, kind=Kind.FLEX, share=Decimal("0.5"))
    return LIVE if tier == "default" else replace(LIVE, window=tier)


def lacks_usage(model: Model, told: Told, prices: Mapping[str, Any] | None) -> bool:
    """Whether an answer tells no tokens, though its model charges for them: its cost is unknown, not nothing."""
    if told.usage.input_tokens or told.usage.output_tokens:
        return False
    name = _name(model, told)
    own = _own_price(prices, name)
    if own is not None:
        return not own_price(own, model.provider, name, LIVE).is_free
    price = price_of(model.provider, name, LIVE)
    return price is not None and any(rate for rate_name, rate in vars(price).items() if rate_name.endswith("_mtok"))


def _name(model: Model, told: Told) -> str:
    return model.name.removeprefix("models/") or model_of(told.body)


def _own_price(prices: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    """Find the user's price of a model; in an answer its name may have a date."""
    if not prices:
        return None
    found: Mapping[str, Any] | None = prices.get(name) or prices.get(without_date(name))
    return found


def has_batch_price(model: Model, prices: Mapping[str, Any] | None) -> bool:
    """Whether a batch price is known; else the standard price is used, which is never too low."""
    name = model.name.removeprefix("models/")
    is_certain = profile_of(model.provider).prices.batch.is_certain
    return name in (prices or {}) or is_certain or has_variant(model.provider, name, BATCH)


def parsed(body: bytes) -> dict[str, Any]:
    """Parse a response; the standard library parses what orjson refuses (lone surrogates)."""
    try:
        found = orjson.loads(body)
    except ValueError:
        try:
            found = json.loads(body)
        except ValueError:
            return {}
    return found if isinstance(found, dict) else {}


def model_of(body: bytes) -> str:
    """Return the model that an answer names; it may have a date that the request's name lacks."""
    found = parsed(body)
    return str(found.get("model") or found.get("modelVersion") or "")


def _linear(rates: tuple[Decimal, Decimal, Decimal | None] | None, told: Usage) -> Decimal | None:
    """Price plain tokens at plain rates, because the library takes 80 microseconds for a row."""
    if rates is None or told.written_tokens:
        return None
    into, out, cached = rates
    read = 0 if cached is None else told.cached_tokens  # without a cached rate they count as other input
    paid = (told.input_tokens - read) * into + read * (cached or 0) + told.output_tokens * out
    return paid / _MILLION


def _by_library(provider: str, price: Any, told: Told) -> Decimal:
    try:
        tokens = _tokens(provider, told)
        return max(Decimal(price.calc_price(tokens)["total_price"]), Decimal(0))
    except (LookupError, ValueError, TypeError, ArithmeticError):  # an inconsistent usage
        return _dearest(price, told.usage)


def _tokens(provider: str, told: Told) -> Any:
    """Read the tokens by kind as the library does; a model that it lacks has tokens of plain kinds."""
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - as above
    from genai_prices import extract_usage  # noqa: PLC0415 - as above

    if told.kinds is not None:
        return Tokens(**told.kinds)
    found, used = parsed(told.body), told.usage
    rules = profile_of(provider).prices
    if without_date(model_of(told.body)) in rules.published:
        return Tokens(
            input_tokens=used.input_tokens,
            output_tokens=used.output_tokens,
            cache_read_tokens=used.cached_tokens,
            cache_write_tokens=used.written_tokens,
        )
    library = library_name(provider)
    return _without_uses(extract_usage(found, provider_id=library, api_flavor=rules.flavour(found)).usage)


def _without_uses(tokens: Any) -> Any:
    """Remove searches, which are counted apart: the library finds them for one provider only."""
    kept = {name: value for name, value in vars(tokens).items() if not name.startswith("_") and "search" not in name}
    return type(tokens)(**kept)


def _dearest(price: Any, told: Usage) -> Decimal:
    """Price all input and all output at the dearest rate of its kind: never too low."""
    rates = {name: rate_of(price, name, told.input_tokens) for name in vars(price) if name.endswith("_mtok")}
    into = max((rate for name, rate in rates.items() if "output" not in name), default=Decimal(0))
    out = max((rate for name, rate in rates.items() if "output" in name), default=Decimal(0))
    return (told.input_tokens * into + told.output_tokens * out) / _MILLION


@lru_cache(maxsize=4096)
def _bound_of_tokens(model: Model, asked: _Asked, prices: Frozen, route: Route) -> tuple[Decimal, Decimal] | None:
    rules, into = profile_of(model.provider).prices, asked.into
    own = next((dict(value) for name, value in prices or () if name.removeprefix("models/") == model.name), None)
    if own is not None:
        return own_price(own, model.provider, model.name, route).most(into, asked.out, caches=asked.caches)
    price = price_of(model.provider, model.name, route)
    if price is None:
        return None
    inputs = [rate_of(price, name, into) for name in (rules.cached_input_rates if asked.caches else rules.input_rates)]
    outputs = [rate_of(price, name, into) for name in ("output_mtok", "output_image_mtok")]
    times = factor(model.provider, model.name, route)
    return into * max(inputs) * times / _MILLION, asked.out * max(outputs) * times / _MILLION


def _sound(call: Call, tokens: int, prices: Mapping[str, Any] | None, route: Route) -> Decimal:
    if not tokens or call.model.removeprefix("models/") in (prices or {}):
        return Decimal(0)
    price = price_of(call.target.provider, call.model.removeprefix("models/"), route)
    rate = rate_of(price, "input_audio_mtok", tokens)
    if not rate:
        message = (
            f"{call.method} at {call.where}: what {call.model!r} takes for sound is not known, and a cost limit is "
            "set. Nothing was sent; make this call in a block without a cost limit."
        )
        raise UnknownPrice(message)
    return tokens * rate * factor(call.target.provider, call.model.removeprefix("models/"), route) / _MILLION


def _fees(provider: str, model: str, uses: Mapping[str, int]) -> Decimal:
    """Return the fees for uses, such as searches; a batch has no discount on them."""
    price, least = price_of(provider, model, LIVE), profile_of(provider).prices.least_fees
    total = Decimal(0)
    for name, times in uses.items():
        known = getattr(price, _PER_THOUSAND[name], None)
        total += times * max(
            least.get(name, Decimal(0)), known / 1000 if isinstance(known, Decimal) else _DEAREST_SEARCH[name]
        )
    return total


def _frozen(prices: Mapping[str, Any] | None) -> Frozen:
    if prices is None:
        return None
    return tuple((model, tuple(sorted(price.items()))) for model, price in prices.items())
