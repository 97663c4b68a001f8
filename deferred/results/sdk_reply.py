"""Replies of the SDKs, from a session or from elsewhere, as the provider's JSON; and the type a call asked for."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_ROOTS = {"anthropic": "anthropic", "openai": "openai", "google": "google"}
# What the SDKs put beside the provider's response.
_GOOGLES_OWN = {"parsed", "sdk_http_response", "automatic_function_calling_history"}
_BARE = {"GenerateContentResponse", "EmbedContentResponse"}  # which may hold nothing at all
_ARGUMENTS = ("output_format", "response_format", "text_format", "response_model")


@dataclass(frozen=True)
class Reply:
    """A reply as its provider's JSON, and the value that the SDK had found in it already."""

    provider: str
    body: Json
    parsed: Any = None


def reply_of(reply: Any) -> Reply | None:
    """Read an object of one of the SDKs, or a response as JSON; None for anything else."""
    if isinstance(reply, Mapping):
        body = _of_a_row(reply)
        provider = provider_of(body)
        return None if provider is None else Reply(provider, dict(body))
    provider = _provider_of_class(type(reply))
    if provider is None:
        return None
    if hasattr(reply, "http_response") and hasattr(reply, "parse"):  # of `with_raw_response`
        return reply_of(reply.http_response.json())
    if not hasattr(reply, "model_dump"):
        return None
    body = _dumped(provider, reply)
    if provider_of(body) == provider or type(reply).__name__ in _BARE:
        return Reply(provider, body, _parsed(reply))
    return reply_of(body) if _of_a_row(body) is not body else None


def _of_a_row(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the response inside a row of a batch's results; what is no such row is given back."""
    inner: Any = body.get("result") or body.get("response")
    if not isinstance(inner, Mapping):
        return body
    found = inner.get("message") or inner.get("error") or inner.get("body") or inner
    return found if isinstance(found, Mapping) else body


def _provider_of_class(cls: type) -> str | None:
    roots = {base.__module__.partition(".")[0] for base in cls.__mro__}
    return next((provider for root, provider in _ROOTS.items() if root in roots), None)


def _dumped(provider: str, reply: Any) -> Json:
    is_google = provider == "google"
    body: Json = reply.model_dump(
        mode="json", by_alias=True, exclude_none=is_google, exclude=_GOOGLES_OWN if is_google else None, warnings=False
    )
    return body


def _parsed(reply: Any) -> Any:
    """Give what the SDK parsed, in whichever place it keeps it."""
    for name in ("parsed_output", "output_parsed", "parsed"):
        found = getattr(reply, name, None)
        if found is not None:
            return found
    choices = getattr(reply, "choices", None) or ()
    message = getattr(choices[0], "message", None) if choices else None
    return getattr(message, "parsed", None)


def provider_of(body: Mapping[str, Any]) -> str | None:
    """Tell by its shape which provider's response this is."""
    if body.get("type") in ("message", "error") or "stop_reason" in body:
        return "anthropic"
    if isinstance(body.get("output"), Mapping):
        return "bedrock"
    if "choices" in body or "output" in body or _holds_no_text(body):
        return "openai"
    names = ("candidates", "usageMetadata", "usage_metadata", "promptFeedback", "prompt_feedback", "embeddings")
    if any(name in body for name in names):
        return "google"
    return "openai" if isinstance(body.get("error"), Mapping) else None


def _holds_no_text(body: Mapping[str, Any]) -> bool:
    """Whether it is one of OpenAI's responses that hold no text: moderations and embeddings."""
    rows = body.get("data")
    first = rows[0] if isinstance(rows, list) and rows else None
    is_embedding = isinstance(first, Mapping) and "embedding" in first
    return is_embedding or (isinstance(body.get("results"), list) and "id" in body)


def asked_by(post_parser: Any) -> Any:
    """Give the type that the SDK's own parser was made for: it keeps it in its closure."""
    if not inspect.isfunction(post_parser):
        return None
    held = inspect.getclosurevars(inspect.unwrap(post_parser)).nonlocals
    return next((held[name] for name in _ARGUMENTS if is_type(held.get(name))), None)


def asked_in(request: Any) -> Any:
    """Give the type that a request asks for, where it is written as the user would write it."""
    if not isinstance(request, Mapping):
        return None
    config = request.get("config")
    places = [request.get(name) for name in _ARGUMENTS]
    places.append(config.get("response_schema") if isinstance(config, Mapping) else _schema_of(config))
    return next((place for place in places if is_type(place)), None)


def _schema_of(config: Any) -> Any:
    return getattr(config, "response_schema", None)


def is_type(value: Any) -> bool:
    """Whether a value is a type that can be asked for: a class, or a form like `list[Line]`; never a schema."""
    if value is None or isinstance(value, (str, bytes, Mapping)) or type(value).__name__ in {"NotGiven", "Omit"}:
        return False
    schema = getattr(sys.modules.get("google.genai.types"), "Schema", None)
    return not (schema is not None and isinstance(value, schema))
