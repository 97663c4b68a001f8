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
from typing import Any

import orjson

from deferred.call import Answer, Call
from deferred.errors import UnknownPrice

_MILLION = Decimal(1_000_000)
# Tokens that a provider adds on its own: system prompts for tools and structured output.
# platform.claude.com, "Tool use", 2026-09, gives 264 to 804.
_HIDDEN_TOKENS = 2_000
_CACHE_WRITE = Decimal(2)  # a one-hour cache write costs twice the input price (platform.claude.com, 2026-09)
_REGION = Decimal("1.1")  # what a request bound to a region costs more (platform.claude.com, 2026-09)
# What a body refers to without holding it, or what has a price of its own; in schemas and tool inputs mere names.
_UNBOUNDED_TYPES = re.compile(
    r"image|image_url|input_image|document|file|input_file|input_audio|audio|search_result|mcp|web_search\w*|web_fetch\w*|"
    r"code_\w+|file_search|computer\w*|item_reference|image_generation|tool_search\w*|local_shell|shell|bash_\w+|text_editor\w*"
)
_UNBOUNDED_KEYS = frozenset(
    [
        "inlineData",
        "inline_data",
        "fileData",
        "file_data",
        "cachedContent",
        "googleSearch",
        "google_search",
        "googleSearchRetrieval",
        "googleMaps",
        "urlContext",
        "fileSearch",
        "codeExecution",
        "file_id",
        "file_url",
        "container",
        "mcp_servers",
        "previous_response_id",
        "conversation",
        "modalities",
        "responseModalities",
        "best_of",
        "web_search_options",
        "audio",
        "speechConfig",
        "computerUse",
        "enterpriseWebSearch",
    ]
)
_OPAQUE_KEYS = frozenset(
    [
        "input_schema",
        "parameters",
        "parametersJsonSchema",
        "schema",
        "responseSchema",
        "responseJsonSchema",
        "arguments",
        "args",
        "response",
        "properties",
        "metadata",
    ]
)
_OUTPUT_NAMES = ("max_tokens", "max_completion_tokens", "max_output_tokens")


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer; `input_tokens` includes the cached ones."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    written_tokens: int = 0


def bound(call: Call, prices: Mapping[str, Any] | None, max_input_tokens: int | None) -> Decimal:
    """Give the most that a call can cost in a batch.

    Raises:
        UnknownPrice: the model has no known price, or the body does not bound its input.
    """
    body = json.loads(call.body)
    is_open = _is_open(body)
    if is_open and max_input_tokens is None:
        message = (
            f"{call.method} at {call.where}: its input holds files, pictures, links or tools whose tokens the request "
            "itself does not bound, and a cost limit is set. Nothing was sent; say how much it can be: "
            "deferred.batch(max_input_tokens=...)."
        )
        raise UnknownPrice(message)
    # A token is at least one byte of text, so the body's length bounds its tokens for every tokenizer.
    input_tokens = max(len(call.body) + _HIDDEN_TOKENS if not is_open else 0, (max_input_tokens or 0) if is_open else 0)
    writes = _CACHE_WRITE if b"cache_control" in call.body else Decimal(1)
    region = _REGION if b'"inference_geo"' in call.body else Decimal(1)
    output_tokens, samples = _most_output(call, body)
    priced = _price(call.target.provider, call.model, input_tokens, output_tokens, _frozen(prices))
    if priced is None:
        message = (
            f"{call.method} at {call.where}: the price of {call.model!r} is not known, and a cost limit is set. "
            "Nothing was sent; give its price in dollars per million tokens: "
            f'deferred.batch(prices={{"{call.model}": {{"input": 1.0, "output": 5.0}}}}).'
        )
        raise UnknownPrice(message)
    return (priced[0] * writes + priced[1] * samples) * region


def usage(provider: str, body: bytes) -> Usage:
    """Read the tokens of an answer, in whichever way its provider reports them."""
    found = _loads(body)
    if provider == "google":
        return _gemini_usage(found.get("usageMetadata") or {})
    told = found.get("usage") or {}
    cached = told.get("cache_read_input_tokens") or 0
    written = told.get("cache_creation_input_tokens") or 0
    details = told.get("prompt_tokens_details") or told.get("input_tokens_details") or {}
    into = told.get("input_tokens", told.get("prompt_tokens", 0)) or 0
    out = told.get("output_tokens", told.get("completion_tokens", 0)) or 0
    if provider == "anthropic":
        return Usage(into + cached + written, out, cached, written)
    return Usage(into, out, details.get("cached_tokens") or 0)


def cost(
    provider: str, model: str, answer: Answer, prices: Mapping[str, Any] | None, *, live: bool = False
) -> Decimal | None:
    """Give what a successful answer cost in a batch (or what it would have cost live); None for an unknown price."""
    if not answer.ok:
        return Decimal(0)
    own = (prices or {}).get(model.removeprefix("models/"))
    told = usage(provider, answer.body)
    if own is not None:
        return _own(own, told.input_tokens, told.output_tokens) * (2 if live else 1)
    price = _model_price(provider, model.removeprefix("models/") or _model_of(answer.body), live=live)
    if price is None:
        return None
    linear = None if _is_special(answer.body) else _linear(price, told)
    return linear if linear is not None else _by_library(provider, price, answer.body, told)


@lru_cache(maxsize=1024)
def _model_price(provider: str, model: str, *, live: bool) -> Any:
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - 0.3 s to import, and many runs never price anything
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    context: Any = None if live else {"processing": "batch"}
    try:
        return calc_price(Tokens(input_tokens=0), model, provider_id=provider, price_context=context).model_price
    except LookupError:
        return None


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


def _model_of(body: bytes) -> str:
    found = _loads(body)
    return str(found.get("model") or found.get("modelVersion") or "")


def _is_special(body: bytes) -> bool:
    # Searches and sound have prices of their own; the library knows them.
    return any(word in body for word in (b'"web_search_requests"', b'"audio_tokens"', b'"AUDIO"', b'"web_search_call"'))


def _linear(price: Any, told: Usage) -> Decimal | None:
    """Price plain tokens at plain rates: the library takes 80 microseconds a row, more than all our own work."""
    rates = [
        getattr(price, name, None) for name in ("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok")
    ]
    if told.written_tokens or any(rate is not None and not isinstance(rate, Decimal) for rate in rates):
        return None
    into, out, cached, _ = rates
    plain = told.input_tokens - told.cached_tokens
    if cached is None:
        plain, cached = told.input_tokens, Decimal(0)
    paid = plain * (into or Decimal(0)) + told.cached_tokens * cached + told.output_tokens * (out or Decimal(0))
    return Decimal(paid) / _MILLION


def _by_library(provider: str, price: Any, body: bytes, told: Usage) -> Decimal:
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - as above
    from genai_prices import extract_usage  # noqa: PLC0415 - as above

    found = _loads(body)
    try:
        tokens: Any = extract_usage(found, provider_id=provider, api_flavor=_flavor(provider, found)).usage
    except (LookupError, ValueError, TypeError):
        tokens = Tokens(input_tokens=told.input_tokens, output_tokens=told.output_tokens)
    return Decimal(price.calc_price(tokens)["total_price"])


def _flavor(provider: str, found: dict[str, Any]) -> str:
    if provider != "openai":
        return "default"
    kind = found.get("object")
    return "responses" if kind == "response" else "embeddings" if kind == "list" else "chat"


@lru_cache(maxsize=4096)
def _price(
    provider: str, model: str, into: int, out: int | None, prices: tuple[tuple[str, Any], ...] | None
) -> tuple[Decimal, Decimal] | None:
    own = next((dict(value) for name, value in prices or () if name == model), None)
    if out is None:
        out = _longest_output(provider, model)
    if own is not None:
        return _own(own, into, 0), _own(own, 0, out)
    from genai_prices import Usage as Tokens  # noqa: PLC0415 - as above
    from genai_prices import calc_price  # noqa: PLC0415 - as above

    try:
        found = calc_price(
            Tokens(input_tokens=into, output_tokens=out),
            model.removeprefix("models/"),
            provider_id=provider,
            price_context={"processing": "batch"},
        )
    except LookupError:
        return None
    return found.input_price, found.output_price


def _own(price: Mapping[str, Any], into: int, out: int) -> Decimal:
    paid = Decimal(str(price.get("input", 0))) * into + Decimal(str(price.get("output", 0))) * out
    return paid / _MILLION


def _frozen(prices: Mapping[str, Any] | None) -> tuple[tuple[str, Any], ...] | None:
    if prices is None:
        return None
    return tuple((model, tuple(sorted(price.items()))) for model, price in prices.items())


def _most_output(call: Call, body: dict[str, Any]) -> tuple[int | None, int]:
    """Give the most tokens of one sample, None where the request does not say, and the number of samples."""
    if "embed" in call.target.endpoint.lower() or "moderation" in call.target.endpoint:
        return 0, 1
    settings = {**body, **{_snake(name): value for name, value in (body.get("generationConfig") or {}).items()}}
    stated = [settings[name] for name in _OUTPUT_NAMES if settings.get(name) is not None]
    samples = settings.get("n") or settings.get("candidate_count") or 1
    if any(isinstance(number, bool) or not isinstance(number, int) or number < 1 for number in [*stated, samples]):
        message = f"{call.method} at {call.where}: its max_tokens or n is no whole number of at least 1"
        raise UnknownPrice(message)
    prompts = body.get("prompt")  # the old completions endpoint takes several at once
    several = len(prompts) if isinstance(prompts, list) and prompts and not isinstance(prompts[0], int) else 1
    return (max(stated) if stated else None), samples * several


def _is_open(value: Any) -> bool:
    """Whether something in a body has tokens, or a price, that the body itself does not bound."""
    if isinstance(value, list):
        return any(_is_open(inner) for inner in value)
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    if isinstance(kind, str) and _UNBOUNDED_TYPES.fullmatch(kind):
        return True
    if any(name in _UNBOUNDED_KEYS for name in value) or isinstance(value.get("prompt"), dict):
        return True
    is_call = kind in {"tool_use", "function_call"}
    return any(
        _is_open(inner)
        for name, inner in value.items()
        if name not in _OPAQUE_KEYS and not (is_call and name == "input")
    )


def _longest_output(provider: str, model: str) -> int:
    # No model of these providers gives more than 128,000 tokens but for Anthropic's 300,000 by beta (2026-09).
    del model
    return 300_000 if provider == "anthropic" else 128_000


def _snake(name: str) -> str:
    return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def _gemini_usage(told: dict[str, Any]) -> Usage:
    out = (told.get("candidatesTokenCount") or 0) + (told.get("thoughtsTokenCount") or 0)
    into = (told.get("promptTokenCount") or 0) + (told.get("toolUsePromptTokenCount") or 0)
    return Usage(into, out, told.get("cachedContentTokenCount") or 0)
