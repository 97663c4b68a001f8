"""The profile of the Gemini Developer API; `core.profile` documents the parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import Any

from deferred.core.documents import Document, DocumentShape
from deferred.core.prefixes import all_but_the_last, parts_of
from deferred.core.profile import Media, Picture, Prices, Profile, Replies, RequestShapes, Sdk, Wire
from deferred.core.usage import SEARCH, Usage, fields_of, number
from deferred.providers.google import requests
from deferred.providers.google.phantoms import PHANTOMS
from deferred.providers.google.routes import ROUTES

HOST = "generativelanguage.googleapis.com"
_TILE, _SMALL, _PER_TILE, _MOST_DETAIL = 768, 384, 258, 2_240
_CACHED_FROM = 8_192  # bytes: prompts of 2,048 tokens and more are cached by every model (ai.google.dev, 2026-09)
_PICTURES = frozenset(["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"])
_ANSWER = ("candidates", "usageMetadata", "usage_metadata", "promptFeedback", "prompt_feedback", "embeddings")


def _prefix(body: Mapping[str, Any]) -> bytes | None:
    head = [body.get(name) for name in ("systemInstruction", "system_instruction", "tools")]
    return all_but_the_last(head, list(parts_of(body.get("contents"))), _CACHED_FROM)


def _live_url(base_url: str, endpoint: str, model: str) -> str:
    return f"{base_url}/{model}:{endpoint}"


def _usage(body: Mapping[str, Any]) -> Usage:
    told = fields_of(body.get("usageMetadata"))
    out = number(told.get("candidatesTokenCount")) + number(told.get("thoughtsTokenCount"))
    into = number(told.get("promptTokenCount")) + number(told.get("toolUsePromptTokenCount"))
    into = into or number(body.get("tokenCount"))  # of a row of embeddings
    return Usage(into, out, number(told.get("cachedContentTokenCount")))


def _uses(body: Mapping[str, Any], model: str) -> dict[str, int]:
    grounded = [c.get("groundingMetadata") for c in body.get("candidates") or () if isinstance(c, dict)]
    queries = [data.get("webSearchQueries") or () for data in grounded if data]
    # Up to Gemini 2.5 a prompt with grounding is paid once; later models pay for each query they think of.
    by_prompt = re.search(r"gemini-[12]", model) is not None
    return {SEARCH: int(bool(queries)) if by_prompt else max(sum(map(len, queries)), int(bool(queries)))}


def _picture(picture: Picture) -> int:
    # ai.google.dev, "Media resolution", 2026-09.
    width, height = picture.width, picture.height
    if max(width, height) <= _SMALL:
        return _MOST_DETAIL
    unit = min(_TILE, max(256, int(min(width, height) / 1.5)))
    return max(_MOST_DETAIL, _PER_TILE * ceil(width / unit) * ceil(height / unit))


def _is_answer(body: Mapping[str, Any]) -> bool:
    return any(name in body for name in _ANSWER)


def _block(file: Document) -> dict[str, Any]:
    if file.text is not None:
        return {"text": file.text}
    return {"inline_data": {"mime_type": file.kind, "data": file.raw}}


PROFILE = Profile(
    name="google",
    wire=Wire(
        hosts=frozenset([HOST]),
        home=f"https://{HOST}/v1beta",
        key_variables=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        address_variable="GOOGLE_GEMINI_BASE_URL",
        variable_prefixes=("GOOGLE_", "GEMINI_"),
        api_path="/v1beta",
        models="/models",
        live_url=_live_url,
    ),
    prices=Prices(prefix=_prefix, usage=_usage, uses=_uses),
    media=Media(picture=_picture, page=lambda _model: _MOST_DETAIL, sound=32),
    replies=Replies(
        reader="deferred.citations.google",
        is_answer=_is_answer,
        beside=frozenset(["parsed", "sdk_http_response", "automatic_function_calling_history"]),
        drops_none=True,
        bare=frozenset(["GenerateContentResponse", "EmbedContentResponse"]),
        unparsed=(b'"responseSchema"', b'"responseJsonSchema"'),
    ),
    phantoms=PHANTOMS,
    routes=ROUTES,
    documents=(DocumentShape("google", _block, _PICTURES),),
    requests=RequestShapes("request", requests.request),
    sdk=Sdk("google.genai", "google-genai", least=(1, 75), below=(4,), schema_class=("google.genai.types", "Schema")),
    telemetry_name="gcp.gemini",
    template_tokens=500,  # far more than any recorded request of text alone was given (2026-08)
)
