"""The profile of Anthropic; `core.profile` documents the parts."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from deferred.core.documents import Document, DocumentShape
from deferred.core.prefixes import marked, parts_of
from deferred.core.profile import Media, Picture, Prices, Profile, Replies, RequestShapes, Sdk, Wire
from deferred.core.requests import Request, Wants, messages_of, model_of
from deferred.core.usage import SEARCH, Usage, fields_of, number
from deferred.providers.anthropic.phantoms import PHANTOMS

_PATCH, _DIVISOR = 28, 750  # the patches of 2026, and the area formula before them
_LARGEST = 4_784  # a picture of 2,576 pixels, on the models that see that much
_PICTURES = frozenset(["image/png", "image/jpeg", "image/gif", "image/webp"])


def _usage(body: Mapping[str, Any]) -> Usage:
    told = fields_of(body.get("usage"))
    cached, written = number(told.get("cache_read_input_tokens")), number(told.get("cache_creation_input_tokens"))
    into = number(told.get("input_tokens", told.get("prompt_tokens")))
    out = number(told.get("output_tokens", told.get("completion_tokens")))
    return Usage(into + cached + written, out, cached, written)


def _uses(body: Mapping[str, Any], model: str) -> dict[str, int]:
    del model
    used = (body.get("usage") or {}).get("server_tool_use") or {}
    return {SEARCH: int(used.get("web_search_requests") or 0)}


def _prefix(body: Mapping[str, Any]) -> bytes | None:
    """Return what comes before the last block that asks to be cached for an hour: batches may take longer than less."""
    system = body.get("system")
    head = [body.get("model"), *(body.get("tools") or ()), *(system if isinstance(system, list) else [system])]
    parts = [*head, *parts_of(body.get("messages"))]
    return marked(parts, [_is_marked(part) for part in parts])


def _is_marked(part: Any) -> bool:
    block = part[1] if isinstance(part, list) else part
    asked = block.get("cache_control") if isinstance(block, Mapping) else None
    return isinstance(asked, Mapping) and asked.get("ttl") == "1h"


def _picture(picture: Picture) -> int:
    # platform.claude.com, "Vision", 2026-09.
    width, height = picture.width, picture.height
    patches = ceil(width / _PATCH) * ceil(height / _PATCH)
    return min(_LARGEST, max(patches, ceil(width * height / _DIVISOR)))


def _is_answer(body: Mapping[str, Any]) -> bool:
    return body.get("type") in ("message", "error") or "stop_reason" in body


def _block(file: Document) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": file.text},
                "title": file.name}  # fmt: skip
    source = {"type": "base64", "media_type": file.kind, "data": file.base64}
    if file.is_picture:
        return {"type": "image", "source": source}
    return {"type": "document", "source": source, "title": file.name}


def _request(body: dict[str, Any], wants: Wants, url: str) -> Request:
    del url
    body = {**body, "messages": messages_of(body), "model": model_of(body, wants)}
    if body.get("max_tokens") is None:
        body["max_tokens"] = wants.max_tokens
    if body["max_tokens"] is None:
        message = "max_tokens is missing, which Anthropic demands: give it in the line, or --max-tokens"
        raise ValueError(message)
    if wants.schema is not None and "output_config" not in body:
        body["output_config"] = {"format": {"type": "json_schema", "schema": wants.schema}}
    return Request("/v1/messages", body)


PROFILE = Profile(
    name="anthropic",
    wire=Wire(
        # With the same API in two clouds (anthropic 2.14, lib/aws and lib/google_cloud).
        hosts=frozenset(["api.anthropic.com", "aws-external-anthropic.*.api.aws", "claude.googleapis.com"]),
        home="https://api.anthropic.com",
        key_variables=("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"),
        address_variable="ANTHROPIC_BASE_URL",
        variable_prefixes=("ANTHROPIC_",),
    ),
    prices=Prices(
        longest_output=300_000,  # by beta (2026-09)
        usage=_usage,
        uses=_uses,
        is_search_limited_by_tool=True,
        prefix=_prefix,
    ),
    media=Media(picture=_picture, largest_picture=lambda _model: _LARGEST, page=lambda _model: _LARGEST),
    replies=Replies(reader="deferred.citations.anthropic", is_answer=_is_answer),
    phantoms=PHANTOMS,
    documents=(DocumentShape("anthropic", _block, _PICTURES, cites=True),),
    requests=RequestShapes("params", _request),
    sdk=Sdk("anthropic", "anthropic", least=(0, 125), below=(3,)),
    template_tokens=500,  # far more than any recorded request of text alone was given (2026-08)
)
