"""Pure: the most a call can cost, and what an answer did cost, in US dollars.

Prices come from `genai-prices` (batch variants included) or from the user. Where a model has no batch variant the
standard price is used, which is never too low.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import ceil
from typing import Any, NamedTuple, TypeAlias

import orjson

from deferred.core.call import Answer, Call
from deferred.core.errors import UnknownPrice
from deferred.pricing.request_bounds import HIDDEN_TOKENS, SEARCH, STORED_SEARCH, most

Frozen: TypeAlias = tuple[tuple[str, Any], ...] | None
_MILLION = Decimal(1_000_000)
_OUTPUT_WORDS = (b'"max_tokens"', b'"max_completion_tokens"', b'"max_output_tokens"', b'"maxOutputTokens"')
_CACHE_WRITE = Decimal(2)  # a one-hour cache write costs twice the input price (platform.claude.com, 2026-09)
# Sound and pictures have prices of their own; the library knows them.
_SPECIAL = re.compile(rb'"audio_tokens"\s*:\s*[1-9]|"AUDIO"|"image_tokens"\s*:\s*[1-9]|"IMAGE"')
_PAID_USES = re.compile(
    rb'"web_search_requests"\s*:\s*[1-9]|"web_search_call"|"file_search_call"|"groundingMetadata"|-search'
)
_REGIONAL = re.compile(rb'"inference_geo"\s*:\s*"us"')
_DATE = re.compile(r"-(\d{8}|\d{4}-\d\d-\d\d)$")
_REGIONAL_HOST = re.compile(r"https://[a-z]{2}\.api\.openai\.com")
_USUAL_OUTPUT = 500  # tokens, where a request does not say how long its answer may be
_REGION = Decimal("1.1")  # what a request bound to a region costs more (platform.claude.com, 2026-09)
# Dollars a use: the dearest published search (OpenAI's preview models, 2026-09), where the library knows none.
_DEAREST_SEARCH = {SEARCH: Decimal("0.05"), STORED_SEARCH: Decimal("0.0025")}
_PER_THOUSAND = {SEARCH: "web_searches_kcount", STORED_SEARCH: "storage_searches_kcount"}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer; `input_tokens` includes the cached ones."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    written_tokens: int = 0


class Told(NamedTuple):
    """What an answer says of its cost: read once, and priced as often as somebody asks."""

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
    """Give the most that a call can cost in a batch, or as a live call.

    `counted` is the provider's own count of its input, where it was asked.

    Raises:
        UnknownPrice: the model has no known price, or something in the body has no bound.
    """
    use = most(call, max_input_tokens, counted, live=live)
    model = call.model.removeprefix("models/")
    output = _longest_output(call.target.provider) if use.output is None else use.output
    priced = _bound_of_tokens(
        call.target.provider, model, use.text, output, _frozen(prices), caches=use.caches, live=live
    )
    if priced is None:
        message = (
            f"{call.method} at {call.where}: the price of {call.model!r} is not known, and a cost limit is set. "
            "Nothing was sent; give its price in dollars per million tokens: "
            f'deferred.batch(prices={{"{call.model}": {{"input": 1.0, "output": 5.0}}}}).'
        )
        raise UnknownPrice(message)
    region = _REGION if use.region or is_regional(call.target.base_url) else Decimal(1)
    sound = _sound(call, use.audio, prices, live=live)
    return (priced[0] + sound + priced[1] * use.samples) * region + _fees(call.target.provider, model, use.uses)


def likely(call: Call, prices: Mapping[str, Any] | None) -> Decimal | None:
    """Guess what a call will cost: a token for four bytes, and an answer a quarter as long as it may be."""
    use = most(call, len(call.body))
    output = _USUAL_OUTPUT if use.output is None else ceil(use.output / 4)
    model = call.model.removeprefix("models/")
    into = max(1, (use.text - HIDDEN_TOKENS) // 4)
    priced = _bound_of_tokens(call.target.provider, model, into, output, _frozen(prices), caches=False, live=False)
    return None if priced is None else priced[0] + priced[1] * use.samples


def states_its_output(call: Call) -> bool:
    """Whether a request says how long its answer may be, or is of a kind that writes none."""
    writes = "embed" not in call.target.endpoint.lower() and "moderation" not in call.target.endpoint
    return not writes or any(word in call.body for word in _OUTPUT_WORDS)


def usage(provider: str, body: bytes) -> Usage:
    """Read the tokens of an answer, in whichever way its provider reports them."""
    found = _loads(body)
    if provider == "google":
        return _gemini_usage(_object(found.get("usageMetadata")))
    told = _object(found.get("usage"))
    cached, written = _number(told.get("cache_read_input_tokens")), _number(told.get("cache_creation_input_tokens"))
    details = _object(told.get("prompt_tokens_details") or told.get("input_tokens_details"))
    into = _number(told.get("input_tokens", told.get("prompt_tokens")))
    out = _number(told.get("output_tokens", told.get("completion_tokens")))
    if provider == "anthropic":
        return Usage(into + cached + written, out, cached, written)
    return Usage(into, out, _number(details.get("cached_tokens")))


def told(provider: str, answer: Answer) -> Told:
    """Read what an answer says of its cost."""
    body = answer.body
    # Most bodies have none of these words, and the pattern alone takes longer than all else that is done with a row.
    has_uses = (b"search" in body or b"groundingMetadata" in body) and _PAID_USES.search(body) is not None
    return Told(
        body, usage(provider, body), has_uses, _SPECIAL.search(body) is not None, _REGIONAL.search(body) is not None
    )


def cost(
    provider: str,
    model: str,
    answer: Answer,
    prices: Mapping[str, Any] | None,
    *,
    live: bool = False,
    base_url: str = "",
) -> Decimal | None:
    """Give what an answer cost in a batch (or what it would have cost live); None for an unknown price."""
    if not answer.ok:
        return Decimal(0)
    return cost_of(provider, model, told(provider, answer), prices, live=live, base_url=base_url)


def cost_of(
    provider: str,
    model: str,
    told: Told,
    prices: Mapping[str, Any] | None,
    *,
    live: bool = False,
    base_url: str = "",
) -> Decimal | None:
    """Give the cost of a successful answer that was read already; `base_url` may be a region's, which is dearer."""
    name = model.removeprefix("models/") or model_of(told.body)
    own = _own_price(prices, name)
    price = None if own is not None else _model_price(provider, name, live=live)
    if own is None and price is None:
        return None
    region = _REGION if told.is_regional or is_regional(base_url) else Decimal(1)
    fees = _fees(provider, name, _uses(provider, name, told.body)) if told.has_uses else Decimal(0)
    if own is not None:
        return _own_cost(own, told.usage) * (2 if live else 1) * region + fees
    linear = None if told.is_special else _linear(_plain_rates(provider, name, live=live), told.usage)
    return (linear if linear is not None else _by_library(provider, price, told.body, told.usage)) * region + fees


def _own_price(prices: Mapping[str, Any] | None, name: str) -> Mapping[str, Any] | None:
    """Find the user's own price of a model, whose name may be dated in an answer."""
    if not prices:
        return None
    found: Mapping[str, Any] | None = prices.get(name) or prices.get(_DATE.sub("", name))
    return found


def is_regional(base_url: str) -> bool:
    """Whether an address is one of OpenAI's regions, where newer models cost a tenth more (price page, 2026-10)."""
    return bool(_REGIONAL_HOST.match(base_url))


def _own_cost(own: Mapping[str, Any], told: Usage) -> Decimal:
    # A price of the user's says nothing of caches: what was written there counts as the dearest kind of writing.
    return _own(own, told.input_tokens + told.written_tokens, told.output_tokens)


def _uses(provider: str, model: str, body: bytes) -> dict[str, int]:
    """Count, in an answer, what has a price for each use."""
    found = _loads(body)
    if provider == "anthropic":
        used = (found.get("usage") or {}).get("server_tool_use") or {}
        return {SEARCH: int(used.get("web_search_requests") or 0)}
    if provider == "openai":
        kinds = [item.get("type") for item in found.get("output") or () if isinstance(item, dict)]
        asked = int("-search" in model)  # models that search for every chat
        return {SEARCH: kinds.count("web_search_call") + asked, STORED_SEARCH: kinds.count("file_search_call")}
    grounded = [c.get("groundingMetadata") for c in found.get("candidates") or () if isinstance(c, dict)]
    queries = [data.get("webSearchQueries") or () for data in grounded if data]
    by_prompt = re.search(r"gemini-[12]", model) is not None
    return {SEARCH: int(bool(queries)) if by_prompt else max(sum(map(len, queries)), int(bool(queries)))}


@lru_cache(maxsize=1024)
def _model_price(provider: str, model: str, *, live: bool) -> Any:
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - 0.3 s to import, and many runs never price anything
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    context: Any = None if live else {"processing": "batch"}
    try:
        return calc_price(Tokens(input_tokens=0), model, provider_id=provider, price_context=context).model_price
    except LookupError:
        return None


def has_batch_price(provider: str, model: str, prices: Mapping[str, Any] | None) -> bool:
    """Whether a batch price is known; without one the standard price counts, which is never too low."""
    name = model.removeprefix("models/")
    return name in (prices or {}) or _has_variant(provider, name)


@lru_cache(maxsize=1024)
def _has_variant(provider: str, model: str) -> bool:
    return bool(_model_price(provider, model, live=False) != _model_price(provider, model, live=True))


def _loads(body: bytes) -> dict[str, Any]:
    """Read a response, with what orjson refuses (lone surrogates) by the standard library."""
    try:
        found = orjson.loads(body)
    except ValueError:
        try:
            found = json.loads(body)
        except ValueError:
            return {}
    return found if isinstance(found, dict) else {}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def model_of(body: bytes) -> str:
    """Give the model that an answer names; it may be dated where the request's was not."""
    found = _loads(body)
    return str(found.get("model") or found.get("modelVersion") or "")


@lru_cache(maxsize=1024)
def _plain_rates(provider: str, model: str, *, live: bool) -> tuple[Decimal, Decimal, Decimal | None] | None:
    """Give a model's rates for input, output and cached input; None where one of them depends on the request."""
    price = _model_price(provider, model, live=live)
    names = ("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok")
    rates = [getattr(price, name, None) for name in names]
    if any(rate is not None and not isinstance(rate, Decimal) for rate in rates):
        return None
    into, out, cached, _ = rates
    return into or Decimal(0), out or Decimal(0), cached


def _linear(rates: tuple[Decimal, Decimal, Decimal | None] | None, told: Usage) -> Decimal | None:
    """Price plain tokens at plain rates: the library takes 80 microseconds a row, more than all our own work."""
    if rates is None or told.written_tokens:
        return None
    into, out, cached = rates
    read = 0 if cached is None else told.cached_tokens  # at the price of other input where there is none for it
    paid = (told.input_tokens - read) * into + read * (cached or 0) + told.output_tokens * out
    return paid / _MILLION


def _by_library(provider: str, price: Any, body: bytes, told: Usage) -> Decimal:
    from genai_prices import extract_usage  # noqa: PLC0415 - as above

    found = _loads(body)
    try:
        tokens = extract_usage(found, provider_id=provider, api_flavor=_flavor(provider, found)).usage
        return max(Decimal(price.calc_price(_without_uses(tokens))["total_price"]), Decimal(0))
    except (LookupError, ValueError, TypeError, ArithmeticError):  # a usage that does not add up
        return _dearest(price, told)


def _without_uses(tokens: Any) -> Any:
    """Leave searches to our own count: the library finds them for one provider only."""
    kept = {name: value for name, value in vars(tokens).items() if not name.startswith("_") and "search" not in name}
    return type(tokens)(**kept)


def _dearest(price: Any, told: Usage) -> Decimal:
    """Price all input and all output at the dearest rate of its kind: never too low."""
    rates = {name: _rate(price, name, told.input_tokens) for name in vars(price) if name.endswith("_mtok")}
    into = max((rate for name, rate in rates.items() if "output" not in name), default=Decimal(0))
    out = max((rate for name, rate in rates.items() if "output" in name), default=Decimal(0))
    return (told.input_tokens * into + told.output_tokens * out) / _MILLION


def _flavor(provider: str, found: dict[str, Any]) -> str:
    if provider != "openai":
        return "default"
    kind = found.get("object")
    return "responses" if kind == "response" else "embeddings" if kind == "list" else "chat"


@lru_cache(maxsize=4096)
def _bound_of_tokens(
    provider: str, model: str, into: int, out: int, prices: Frozen, *, caches: bool, live: bool
) -> tuple[Decimal, Decimal] | None:
    own = next((dict(value) for name, value in prices or () if name.removeprefix("models/") == model), None)
    if own is not None:
        factor = (_CACHE_WRITE if caches else 1) * (2 if live else 1)
        return _own(own, into, 0) * factor, _own(own, 0, out) * (2 if live else 1)
    price = _model_price(provider, model, live=live)
    if price is None:
        return None
    inputs = [_rate(price, name, into) for name in _input_rates(provider, caches=caches)]
    outputs = [_rate(price, name, into) for name in ("output_mtok", "output_image_mtok")]
    return into * max(inputs) / _MILLION, out * max(outputs) / _MILLION


def _input_rates(provider: str, *, caches: bool) -> tuple[str, ...]:
    """Name what input may be charged at: newer OpenAI models charge for writing their cache without being asked."""
    if provider == "openai":
        return "input_mtok", "cache_write_mtok"
    return ("input_mtok", "cache_write_mtok", "cache_write_1h_mtok") if caches else ("input_mtok",)


def _rate(price: Any, name: str, into: int) -> Decimal:
    """Give a price per million tokens, in the tier that so much input may reach."""
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
    """Price what is paid for each use; a batch has no discount on it."""
    price = _model_price(provider, model, live=True)
    total = Decimal(0)
    for name, times in uses.items():
        known = getattr(price, _PER_THOUSAND[name], None)
        rate = _DEAREST_SEARCH[name] if name == SEARCH and provider == "openai" else Decimal(0)
        total += times * max(rate, known / 1000 if isinstance(known, Decimal) else _DEAREST_SEARCH[name])
    return total


def _own(price: Mapping[str, Any], into: int, out: int) -> Decimal:
    paid = Decimal(str(price.get("input", 0))) * into + Decimal(str(price.get("output", 0))) * out
    return paid / _MILLION


def _frozen(prices: Mapping[str, Any] | None) -> Frozen:
    if prices is None:
        return None
    return tuple((model, tuple(sorted(price.items()))) for model, price in prices.items())


def _longest_output(provider: str) -> int:
    # No model of these providers gives more than 128,000 tokens but for Anthropic's 300,000 by beta (2026-09).
    return 300_000 if provider == "anthropic" else 128_000


def _gemini_usage(told: dict[str, Any]) -> Usage:
    out = _number(told.get("candidatesTokenCount")) + _number(told.get("thoughtsTokenCount"))
    into = _number(told.get("promptTokenCount")) + _number(told.get("toolUsePromptTokenCount"))
    return Usage(into, out, _number(told.get("cachedContentTokenCount")))


def _number(value: Any) -> int:
    """Read a count of tokens, in whichever type it came: one row must not take the others with it."""
    if type(value) is int:
        return value
    try:
        return int(float(value or 0))
    except (TypeError, ValueError, OverflowError):
        return 0
