"""The profile of OpenAI; `core.profile` documents the parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from deferred.core.documents import Document, DocumentShape
from deferred.core.prefixes import all_but_the_last, parts_of
from deferred.core.profile import Discount, Media, Prices, Profile, Replies, RequestShapes, Sdk, Wire
from deferred.core.usage import SEARCH, STORED_SEARCH, Usage, fields_of, number
from deferred.providers.openai import drawing, pictures, requests
from deferred.providers.openai.family import OPENAI
from deferred.providers.openai.phantoms import PHANTOMS
from deferred.providers.openai.published_prices import PUBLISHED
from deferred.providers.openai.routes import ROUTES

_REGIONAL_HOST = re.compile(r"https://[a-z]{2}\.api\.openai\.com")
_HEAD = ("model", "tools", "instructions", "text", "response_format", "prompt_cache_key")  # before the messages
_CACHED_FROM = 4_096  # bytes: prompts of 1,024 tokens and more are cached (guide "Prompt caching", 2026-09)
_PICTURES = frozenset(["image/png", "image/jpeg", "image/gif", "image/webp"])


def _live_url(base_url: str, endpoint: str, model: str) -> str:
    del model
    return base_url + endpoint.removeprefix("/v1")


def _units(endpoint: str, body: bytes) -> int:
    # The inputs of embeddings are counted, 50,000 a job, not the requests.
    if not endpoint.endswith("/embeddings"):
        return 1
    inputs = orjson.loads(body).get("input")
    is_many = isinstance(inputs, list) and inputs and not isinstance(inputs[0], int)
    return len(inputs) if is_many else 1


def _usage(body: Mapping[str, Any]) -> Usage:
    told = fields_of(body.get("usage"))
    details = fields_of(told.get("prompt_tokens_details") or told.get("input_tokens_details"))
    into = number(told.get("input_tokens", told.get("prompt_tokens")))
    out = number(told.get("output_tokens", told.get("completion_tokens")))
    return Usage(into, out, number(details.get("cached_tokens")), number(details.get("cache_write_tokens")))


def _kinds(body: Mapping[str, Any]) -> Mapping[str, int] | None:
    """Read the tokens of pictures; a picture's tokens that are of no named kind are those of the picture itself."""
    if not _holds_pictures(body):
        return None
    told, used = fields_of(body.get("usage")), _usage(body)
    into, out = fields_of(told.get("input_tokens_details")), fields_of(told.get("output_tokens_details"))
    seen, written = number(into.get("image_tokens")), number(out.get("text_tokens"))
    return {
        "input_tokens": used.input_tokens,
        "output_tokens": used.output_tokens,
        "input_image_tokens": seen,
        "input_text_tokens": used.input_tokens - seen,
        "output_text_tokens": written,
        "output_image_tokens": used.output_tokens - written,
    }


def _uses(body: Mapping[str, Any], model: str) -> dict[str, int]:
    kinds = [item.get("type") for item in body.get("output") or () if isinstance(item, dict)]
    asked = int("-search" in model)  # models that search for every chat
    return {SEARCH: kinds.count("web_search_call") + asked, STORED_SEARCH: kinds.count("file_search_call")}


def _prefix(body: Mapping[str, Any]) -> bytes | None:
    head = [body.get(name) for name in _HEAD]
    return all_but_the_last(head, list(parts_of(body.get("messages") or body.get("input"))), _CACHED_FROM)


def _flavour(body: Mapping[str, Any]) -> str:
    kind = body.get("object")
    return "responses" if kind == "response" else "embeddings" if kind == "list" else "chat"


def _is_answer(body: Mapping[str, Any]) -> bool:
    return "choices" in body or "output" in body or _holds_no_text(body)


def _holds_no_text(body: Mapping[str, Any]) -> bool:
    """Whether a response holds no text: moderations, embeddings and pictures."""
    is_embedding = "embedding" in _first_of(body)
    return is_embedding or _holds_pictures(body) or (isinstance(body.get("results"), list) and "id" in body)


def _holds_pictures(body: Mapping[str, Any]) -> bool:
    return "created" in body and not {"b64_json", "url"}.isdisjoint(_first_of(body))


def _first_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = body.get("data")
    return fields_of(rows[0]) if isinstance(rows, list) and rows else {}


def _for_responses(file: Document) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "input_text", "text": file.text}
    if file.is_picture:
        return {"type": "input_image", "image_url": file.url, "detail": "auto"}
    return {"type": "input_file", "filename": file.name, "file_data": file.url}


def _for_chat(file: Document) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "text", "text": file.text}
    if file.is_picture:
        return {"type": "image_url", "image_url": {"url": file.url}}
    return {"type": "file", "file": {"filename": file.name, "file_data": file.url}}


PROFILE = Profile(
    name=OPENAI.name,
    wire=Wire(
        hosts=OPENAI.hosts,
        home="https://api.openai.com/v1",
        key_variables=(OPENAI.key_variable,),
        address_variable="OPENAI_BASE_URL",
        variable_prefixes=("OPENAI_",),
        client_path="/v1",
        models="/models",
        live_url=_live_url,
        units=_units,
    ),
    prices=Prices(
        batch=Discount(OPENAI.price.share),
        usage=_usage,
        uses=_uses,
        least_fees={SEARCH: Decimal("0.05")},  # of the preview models, 2026-09: the library knows one price for all
        # Newer models charge for writing their cache without being asked.
        input_rates=("input_mtok", "cache_write_mtok", "input_image_mtok"),
        cached_input_rates=("input_mtok", "cache_write_mtok", "input_image_mtok"),
        kinds=_kinds,
        flavour=_flavour,
        # In a region newer models cost a tenth more (price page, 2026-10).
        is_regional=lambda base_url: _REGIONAL_HOST.match(base_url) is not None,
        published=PUBLISHED,
        prefix=_prefix,
    ),
    media=Media(picture=pictures.tokens, largest_picture=pictures.largest, page=pictures.page, made=drawing.made),
    replies=Replies(
        reader="deferred.citations.openai",
        is_answer=_is_answer,
        is_error=lambda body: isinstance(body.get("error"), Mapping),
    ),
    phantoms=PHANTOMS,
    routes=ROUTES,
    documents=(
        DocumentShape(OPENAI.name, _for_responses, _PICTURES),
        DocumentShape("openai-chat", _for_chat, _PICTURES),
    ),
    requests=RequestShapes("body", requests.request, requests.endpoint_of),
    sdk=Sdk("openai", "openai", least=(1, 109), below=(4,)),
    template_tokens=500,  # far more than any recorded request of text alone was given (2026-08)
)
