"""Pure: the most a call can cost, and what an answer did cost, in US dollars.

Prices come from `genai-prices` (batch variants included) or from the user. Where a model has no batch variant the
standard price is used, which is never too low.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple, TypeAlias

import orjson

from deferred.core.call import Answer, Call
from deferred.core.errors import UnknownPrice
from deferred.core.profile import profile_of
from deferred.core.usage import SEARCH, STORED_SEARCH, Usage
from deferred.pricing.request_bounds import HIDDEN_TOKENS, most

Frozen: TypeAlias = tuple[tuple[str, Any], ...] | None
_MILLION = Decimal(1_000_000)
_OUTPUT_WORDS = (b'"max_tokens"', b'"max_completion_tokens"', b'"max_output_tokens"', b'"maxOutputTokens"')
_CACHE_WRITE = Decimal(2)  # a one-hour cache write costs twice the input price (platform.claude.com, 2026-09)
# Sound and pictures have their own prices; the library knows them.
_SPECIAL = re.compile(rb'"audio_tokens"\s*:\s*[1-9]|"AUDIO"|"image_tokens"\s*:\s*[1-9]|"IMAGE"')
_PAID_USES = re.compile(
    rb'"web_search_requests"\s*:\s*[1-9]|"web_search_call"|"file_search_call"|"groundingMetadata"|-search'
)
_REGIONAL = re.compile(rb'"inference_geo"\s*:\s*"us"')
_DATE = re.compile(r"-(\d{8}|\d{4}-\d\d-\d\d)$")
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
    """The facts of an answer that determine its cost: read once, priced any number of times."""

    body: bytes
    usage: Usage
    has_uses: bool
    is_special: bool
    is_regional: bool


def bound(
    call: Call,
    prices: Mapping[str, Any] | None,
    max_input_tokens: int | None,
    *,
    counted: int | None = None,
    live: bool = False,
) -> Decimal:
    """Return the most that a call can cost in a batch, or as a live call.

    `counted` is the provider's own count of its input, if it was asked.

    Raises:
        UnknownPrice: the model has no known price, or something in the body has no bound.
    """
    use = most(call, max_input_tokens, counted, live=live)
    provider, name = call.target.provider, call.model.removeprefix("models/")
    rules = profile_of(provider).prices
    output = rules.longest_output if use.output is None else use.output
    asked = _Asked(use.text, output, use.caches)
    priced = _bound_of_tokens(Model(provider, name), asked, _frozen(prices), live=live)
    if priced is None:
        message = (
            f"{call.method} at {call.where}: the price of {call.model!r} is not known, and a cost limit is set. "
            "Nothing was sent; give its price in dollars per million tokens: "
            f'deferred.batch(prices={{"{call.model}": {{"input": 1.0, "output": 5.0}}}}).'
        )
        raise UnknownPrice(message)
    region = _REGION if use.region or rules.is_regional(call.target.base_url) else Decimal(1)
    sound = _sound(call, use.audio, prices, live=live)
    return (priced[0] + sound + priced[1] * use.samples) * region + _fees(provider, name, use.uses)


def likely(call: Call, prices: Mapping[str, Any] | None) -> Decimal | None:
    """Estimate the cost of a call: a token for four bytes, and an answer of a quarter of the allowed length."""
    use = most(call, len(call.body))
    output = _USUAL_OUTPUT if use.output is None else ceil(use.output / 4)
    model = Model(call.target.provider, call.model.removeprefix("models/"))
    asked = _Asked(max(1, (use.text - HIDDEN_TOKENS) // 4), output)
    priced = _bound_of_tokens(model, asked, _frozen(prices), live=False)
    return None if priced is None else priced[0] + priced[1] * use.samples


def states_its_output(call: Call) -> bool:
    """Whether a request limits its answer, or is of a kind that writes no text."""
    writes = "embed" not in call.target.endpoint.lower() and "moderation" not in call.target.endpoint
    return not writes or any(word in call.body for word in _OUTPUT_WORDS)


def usage(provider: str, body: bytes) -> Usage:
    """Read the tokens of an answer, in its provider's format."""
    return profile_of(provider).prices.usage(_loads(body))


def told(provider: str, answer: Answer) -> Told:
    """Read the facts of an answer that determine its cost."""
    body = answer.body
    # Most bodies have none of these words, and matching the pattern would take most of the time for a row.
    has_uses = (b"search" in body or b"groundingMetadata" in body) and _PAID_USES.search(body) is not None
    return Told(
        body, usage(provider, body), has_uses, _SPECIAL.search(body) is not None, _REGIONAL.search(body) is not None
    )


def cost(model: Model, answer: Answer, prices: Mapping[str, Any] | None, *, live: bool = False) -> Decimal | None:
    """Return what an answer cost in a batch (or what it would have cost live); None for an unknown price."""
    if not answer.ok:
        return Decimal(0)
    return cost_of(model, told(model.provider, answer), prices, live=live)


def cost_of(model: Model, told: Told, prices: Mapping[str, Any] | None, *, live: bool = False) -> Decimal | None:
    """Return the cost of a successful answer from its facts."""
    provider, name = model.provider, model.name.removeprefix("models/") or model_of(told.body)
    own = _own_price(prices, name)
    price = None if own is not None else _model_price(provider, name, live=live)
    if own is None and price is None:
        return None
    rules = profile_of(provider).prices
    region = _REGION if told.is_regional or rules.is_regional(model.base_url) else Decimal(1)
    fees = _fees(provider, name, rules.uses(_loads(told.body), name)) if told.has_uses else Decimal(0)
    if own is not None:
        return _own_cost(own, told.usage) * (rules.live_factor if live else 1) * region + fees
    linear = None if told.is_special else _linear(_plain_rates(provider, name, live=live), told.usage)
    return (linear if linear is not None else _by_library(provider, price, told.body, told.usage)) * region + fees


def _own_price(prices: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    """Find the user's price of a model; in an answer its name may have a date."""
    if not prices:
        return None
    found: Mapping[str, Any] | None = prices.get(name) or prices.get(_DATE.sub("", name))
    return found


def _own_cost(own: Mapping[str, Any], told: Usage) -> Decimal:
    # The user's prices have no rates for caches: writing to one counts at the dearest rate.
    return _own(own, told.input_tokens + told.written_tokens, told.output_tokens)


@lru_cache(maxsize=1024)
def _model_price(provider: str, model: str, *, live: bool) -> Any:
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - 0.3 s to import, and many runs never price anything
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    context: Any = None if live else {"processing": "batch"}
    try:
        return calc_price(Tokens(input_tokens=0), model, provider_id=provider, price_context=context).model_price
    except LookupError:
        return None


def has_batch_price(model: Model, prices: Mapping[str, Any] | None) -> bool:
    """Whether a batch price is known; else the standard price is used, which is never too low."""
    name = model.name.removeprefix("models/")
    return name in (prices or {}) or _has_variant(model.provider, name)


@lru_cache(maxsize=1024)
def _has_variant(provider: str, model: str) -> bool:
    return bool(_model_price(provider, model, live=False) != _model_price(provider, model, live=True))


def _loads(body: bytes) -> dict[str, Any]:
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
    found = _loads(body)
    return str(found.get("model") or found.get("modelVersion") or "")


@lru_cache(maxsize=1024)
def _plain_rates(provider: str, model: str, *, live: bool) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """Return a model's rates for input, output and cached input; None if one of them depends on the request."""
    price = _model_price(provider, model, live=live)
    names = ("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok")
    rates = [getattr(price, name, None) for name in names]
    if any(rate is not None and not isinstance(rate, Decimal) for rate in rates):
        return None
    into, out, cached, _ = rates
    return into or Decimal(0), out or Decimal(0), cached


def _linear(rates: tuple[Decimal, Decimal, Decimal | None] | None, told: Usage) -> Decimal | None:
    """Price plain tokens at plain rates, because the library takes 80 microseconds for a row."""
    if rates is None or told.written_tokens:
        return None
    into, out, cached = rates
    read = 0 if cached is None else told.cached_tokens  # without a cached rate they count as other input
    paid = (told.input_tokens - read) * into + read * (cached or 0) + told.output_tokens * out
    return paid / _MILLION


def _by_library(provider: str, price: Any, body: bytes, told: Usage) -> Decimal:
    from genai_prices import extract_usage  # noqa: PLC0415 - as above

    found = _loads(body)
    try:
        tokens = extract_usage(found, provider_id=provider, api_flavor=profile_of(provider).prices.flavour(found)).usage
        return max(Decimal(price.calc_price(_without_uses(tokens))["total_price"]), Decimal(0))
    except (LookupError, ValueError, TypeError, ArithmeticError):  # an inconsistent usage
        return _dearest(price, told)


def _without_uses(tokens: Any) -> Any:
    """Remove searches, which are counted apart: the library finds them for one provider only."""
    kept = {name: value for name, value in vars(tokens).items() if not name.startswith("_") and "search" not in name}
    return type(tokens)(**kept)


def _dearest(price: Any, told: Usage) -> Decimal:
    """Price all input and all output at the dearest rate of its kind: never too low."""
    rates = {name: _rate(price, name, told.input_tokens) for name in vars(price) if name.endswith("_mtok")}
    into = max((rate for name, rate in rates.items() if "output" not in name), default=Decimal(0))
    out = max((rate for name, rate in rates.items() if "output" in name), default=Decimal(0))
    return (told.input_tokens * into + told.output_tokens * out) / _MILLION


@lru_cache(maxsize=4096)
def _bound_of_tokens(model: Model, asked: _Asked, prices: Frozen, *, live: bool) -> tuple[Decimal, Decimal] | None:
    rules, into = profile_of(model.provider).prices, asked.into
    own = next((dict(value) for name, value in prices or () if name.removeprefix("models/") == model.name), None)
    if own is not None:
        factor = rules.live_factor if live else 1
        return _own(own, into, 0) * (_CACHE_WRITE if asked.caches else 1) * factor, _own(own, 0, asked.out) * factor
    price = _model_price(model.provider, model.name, live=live)
    if price is None:
        return None
    inputs = [_rate(price, name, into) for name in (rules.cached_input_rates if asked.caches else rules.input_rates)]
    outputs = [_rate(price, name, into) for name in ("output_mtok", "output_image_mtok")]
    return into * max(inputs) / _MILLION, asked.out * max(outputs) / _MILLION


def _rate(price: Any, name: str, into: int) -> Decimal:
    """Return a price per million tokens, in the tier that this much input may reach."""
    found = getattr(price, name, None)
    if found is None or isinstance(found, Decimal):
        return found or Decimal(0)
    rates: list[Decimal] = [found.base, *(tier.price for tier in found.tiers if into > tier.start)]
    return max(rates)


def _sound(call: Call, tokens: int, prices: Mapping[str, Any] | None, *, live: bool) -> Decimal:
    if not tokens or call.model.removeprefix("models/") in (prices or {}):
        return Decimal(0)
    price = _model_price(call.target.provider, call.model.removeprefix("models/"), live=live)
    rate = _rate(price, "input_audio_mtok", tokens)
    if not rate:
        message = (
            f"{call.method} at {call.where}: what {call.model!r} takes for sound is not known, and a cost limit is "
            "set. Nothing was sent; make this call in a block without a cost limit."
        )
        raise UnknownPrice(message)
    return tokens * rate / _MILLION


def _fees(provider: str, model: str, uses: Mapping[str, int]) -> Decimal:
    """Return the fees for uses, such as searches; a batch has no discount on them."""
    price, least = _model_price(provider, model, live=True), profile_of(provider).prices.least_fees
    total = Decimal(0)
    for name, times in uses.items():
        known = getattr(price, _PER_THOUSAND[name], None)
        total += times * max(
            least.get(name, Decimal(0)), known / 1000 if isinstance(known, Decimal) else _DEAREST_SEARCH[name]
        )
    return total


def _own(price: Mapping[str, Any], into: int, out: int) -> Decimal:
    paid = Decimal(str(price.get("input", 0))) * into + Decimal(str(price.get("output", 0))) * out
    return paid / _MILLION


def _frozen(prices: Mapping[str, Any] | None) -> Frozen:
    if prices is None:
        return None
    return tuple((model, tuple(sorted(price.items()))) for model, price in prices.items())
