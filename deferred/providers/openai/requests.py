"""Pure: a line of a file as a request of one of OpenAI's endpoints."""

from __future__ import annotations

from typing import Any

from deferred.core.requests import LENGTHS, Request, Wants, messages_of, model_of, no_request, text_of
from deferred.providers.openai.drawing import draws
from deferred.providers.openai.family import OPENAI

_PROMPTED = frozenset(["/completions", "/images/generations", "/images/edits"])
_WITHOUT_LENGTH = frozenset(["/embeddings", "/moderations", "/images/generations", "/images/edits"])
_LENGTH_OF = {"/chat/completions": "max_completion_tokens", "/responses": "max_output_tokens"}


def request(body: dict[str, Any], wants: Wants, url: str) -> Request:
    """Make the request of a body, at the endpoint that the line, the command line or the body itself names."""
    model = model_of(body, wants)
    endpoint = endpoint_of(url) if url else wants.endpoint or _endpoint(body, model)
    body = _for_endpoint(body, endpoint)
    if "messages" in body:
        body["messages"] = _with_system(body)
    needed = "messages" if endpoint == "/chat/completions" else "prompt" if endpoint in _PROMPTED else "input"
    if needed not in body and not (endpoint == "/responses" and "prompt" in body):
        raise ValueError(no_request(body, f"{needed!r}, which {endpoint} takes,"))
    body["model"] = model
    if wants.max_tokens is not None and not LENGTHS & set(body) and endpoint not in _WITHOUT_LENGTH:
        body[_LENGTH_OF.get(endpoint, "max_tokens")] = wants.max_tokens
    return Request(endpoint, _with_schema(body, endpoint, wants.schema))


def endpoint_of(text: str) -> str:
    """Read the name of an endpoint, with or without `/v1`.

    Raises:
        ValueError: no batch takes it.
    """
    path = "/" + text.strip().strip("/").removeprefix("v1/")
    if path not in OPENAI.endpoints:
        known = ", ".join("/v1" + endpoint for endpoint in OPENAI.endpoints)
        message = f"the endpoint {text!r} is not one of {known}"
        raise ValueError(message)
    return path


def _endpoint(body: dict[str, Any], model: str) -> str:
    if "embedding" in model:
        return "/embeddings"
    if "moderation" in model:
        return "/moderations"
    if draws(model):
        return "/images/edits" if "images" in body else "/images/generations"
    return "/responses" if "input" in body and "messages" not in body else "/chat/completions"


def _for_endpoint(body: dict[str, Any], endpoint: str) -> dict[str, Any]:
    """Convert `system` and `messages` for an endpoint that does not accept them."""
    if endpoint == "/chat/completions" or "messages" not in body or {"input", "prompt"} & set(body):
        return dict(body)
    rest = {name: value for name, value in body.items() if name not in {"messages", "system"}}
    messages = _with_system(dict(body))
    if endpoint == "/responses":
        return {**rest, "input": messages}
    return {**rest, "prompt" if endpoint in _PROMPTED else "input": text_of(messages[-1].get("content"))}


def _with_system(body: dict[str, Any]) -> list[Any]:
    system = body.pop("system", None)
    messages = messages_of(body)
    return messages if system is None else [{"role": "system", "content": system}, *messages]


def _with_schema(body: dict[str, Any], endpoint: str, schema: dict[str, Any] | None) -> dict[str, Any]:
    if schema is None:
        return body
    named = {"name": _name_of(schema), "schema": schema, "strict": _is_strict(schema)}
    if endpoint == "/chat/completions":
        body.setdefault("response_format", {"type": "json_schema", "json_schema": named})
    elif endpoint == "/responses":
        body.setdefault("text", {"format": {"type": "json_schema", **named}})
    else:
        message = f"{endpoint} takes no --schema"
        raise ValueError(message)
    return body


def _name_of(schema: dict[str, Any]) -> str:
    name = "".join(sign if sign.isalnum() and sign.isascii() else "_" for sign in str(schema.get("title") or "answer"))
    return name[:64]


def _is_strict(schema: Any) -> bool:
    """Whether a schema fits OpenAI's strict mode: every object closed, and all of its fields required."""
    if isinstance(schema, list):
        return all(_is_strict(part) for part in schema)
    if not isinstance(schema, dict):
        return True
    fields = schema.get("properties")
    if isinstance(fields, dict) or schema.get("type") == "object":
        closed = schema.get("additionalProperties") is False
        if not closed or set(fields or {}) != set(schema.get("required") or ()):
            return False
    return all(_is_strict(part) for part in schema.values())
