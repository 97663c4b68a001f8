"""Pure: the request that a line of a file stands for, in the shape of its provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deferred.cli.request_file import fill

IDS = ("custom_id", "id", "key")
_OPENAI = ("/chat/completions", "/responses", "/embeddings", "/moderations", "/completions")
_LENGTHS = {"max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens"}
_LENGTH_OF = {"/chat/completions": "max_completion_tokens", "/responses": "max_output_tokens"}
# Where the batch files of each provider keep the request itself.
_WRAPPED = {"openai": "body", "anthropic": "params", "google": "request"}
_GOOGLE = {
    "systemInstruction": "system_instruction",
    "generationConfig": "generation_config",
    "toolConfig": "tool_config",
    "safetySettings": "safety_settings",
    "cachedContent": "cached_content",
}
_SYSTEM = {"system", "developer"}  # roles that Gemini does not know
_CONFIG = ("system_instruction", "tools", "tool_config", "safety_settings", "cached_content")


@dataclass(frozen=True)
class Wants:
    """What the command line says of all requests; a line's own words win over it."""

    provider: str
    model: str | None = None
    max_tokens: int | None = None
    schema: dict[str, Any] | None = None
    template: str | None = None
    endpoint: str | None = None


@dataclass(frozen=True)
class Request:
    """A request: the path of its endpoint (for Gemini the SDK's method), and its body."""

    endpoint: str
    body: dict[str, Any]


def ids_of(columns: dict[str, Any]) -> dict[str, Any]:
    """Give what a line is called by, under the names that it uses."""
    names = IDS if "request" in columns else IDS[:2]
    return {name: columns[name] for name in names if name in columns}


def request_of(columns: dict[str, Any], wants: Wants) -> Request:
    """Make the request of a line.

    Args:
        columns: what the line holds: a request in the provider's shape, or one of its batch files; `system` and
            `messages`; or, with a template, columns for it.
        wants: what holds for all lines.

    Raises:
        ValueError: the line is no request, or lacks something.

    Example:
        >>> request_of({"id": 7, "messages": [{"role": "user", "content": "hi"}]}, Wants("openai", "gpt-5-mini")).body
        {'messages': [{'role': 'user', 'content': 'hi'}], 'model': 'gpt-5-mini'}
    """
    if wants.template is not None:
        return _MAKERS[wants.provider]({"messages": [_said_by_user(fill(wants.template, columns))]}, wants, "")
    ids = ids_of(columns)
    rest = {name: value for name, value in columns.items() if name not in ids}
    wrapper = _WRAPPED[wants.provider]
    if wrapper not in rest:
        return _MAKERS[wants.provider](rest, wants, "")
    if not isinstance(rest[wrapper], dict):
        message = f"{wrapper!r} must be the request, a JSON object"
        raise ValueError(message)  # noqa: TRY004 - a wrong line is a ValueError, as users catch one thing
    if str(rest.get("method", "POST")).upper() != "POST":
        message = f"the method must be POST, not {rest['method']!r}"
        raise ValueError(message)
    return _MAKERS[wants.provider](dict(rest[wrapper]), wants, str(rest.get("url") or ""))


def endpoint_of(text: str) -> str:
    """Read the name of an OpenAI endpoint, with or without `/v1`.

    Raises:
        ValueError: no batch takes it.
    """
    path = "/" + text.strip().strip("/").removeprefix("v1/")
    if path not in _OPENAI:
        message = f"the endpoint {text!r} is not one of {', '.join('/v1' + known for known in _OPENAI)}"
        raise ValueError(message)
    return path


def _said_by_user(text: str) -> dict[str, Any]:
    return {"role": "user", "content": text}


# -- OpenAI ------------------------------------------------------------------------------------------------------------


def _openai(body: dict[str, Any], wants: Wants, url: str) -> Request:
    model = _model(body, wants)
    endpoint = endpoint_of(url) if url else wants.endpoint or _openai_endpoint(body, model)
    body = _for_endpoint(body, endpoint)
    if "messages" in body:
        body["messages"] = _with_system(body)
    needed = {"/chat/completions": "messages", "/completions": "prompt"}.get(endpoint, "input")
    if needed not in body and not (endpoint == "/responses" and "prompt" in body):
        raise ValueError(_no_request(body, f"{needed!r}, which {endpoint} takes,"))
    body["model"] = model
    if wants.max_tokens is not None and not _LENGTHS & set(body) and endpoint not in {"/embeddings", "/moderations"}:
        body[_LENGTH_OF.get(endpoint, "max_tokens")] = wants.max_tokens
    return Request(endpoint, _with_openai_schema(body, endpoint, wants.schema))


def _openai_endpoint(body: dict[str, Any], model: str) -> str:
    if "embedding" in model:
        return "/embeddings"
    if "moderation" in model:
        return "/moderations"
    return "/responses" if "input" in body and "messages" not in body else "/chat/completions"


def _for_endpoint(body: dict[str, Any], endpoint: str) -> dict[str, Any]:
    """Say `system` and `messages` in the words of an endpoint that does not take them."""
    if endpoint == "/chat/completions" or "messages" not in body or {"input", "prompt"} & set(body):
        return dict(body)
    rest = {name: value for name, value in body.items() if name not in {"messages", "system"}}
    messages = _with_system(dict(body))
    if endpoint == "/responses":
        return {**rest, "input": messages}
    return {**rest, "prompt" if endpoint == "/completions" else "input": _text_of(messages[-1].get("content"))}


def _with_system(body: dict[str, Any]) -> list[Any]:
    system = body.pop("system", None)
    messages = _messages(body)
    return messages if system is None else [{"role": "system", "content": system}, *messages]


def _with_openai_schema(body: dict[str, Any], endpoint: str, schema: dict[str, Any] | None) -> dict[str, Any]:
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
    """Whether a schema is as OpenAI's strict mode wants it: every object closed, and all of its fields required."""
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


# -- Anthropic ---------------------------------------------------------------------------------------------------------


def _anthropic(body: dict[str, Any], wants: Wants, url: str) -> Request:
    del url
    body = {**body, "messages": _messages(body), "model": _model(body, wants)}
    if body.get("max_tokens") is None:
        body["max_tokens"] = wants.max_tokens
    if body["max_tokens"] is None:
        message = "max_tokens is missing, which Anthropic demands: give it in the line, or --max-tokens"
        raise ValueError(message)
    if wants.schema is not None and "output_config" not in body:
        body["output_config"] = {"format": {"type": "json_schema", "schema": wants.schema}}
    return Request("/v1/messages", body)


# -- Google ------------------------------------------------------------------------------------------------------------


def _google(body: dict[str, Any], wants: Wants, url: str) -> Request:
    del url
    body = {_GOOGLE.get(name, name): value for name, value in body.items()}
    model = str(_model(body, wants))
    body.pop("model", None)
    if "embedding" in model:
        return _google_embedding(body, model)
    config = {**_object(body, "generation_config"), **_object(body, "config")}
    config.update({name: body.pop(name) for name in _CONFIG if name in body})
    if "messages" in body:
        contents, config = _google_contents(body, config)
    else:
        contents = body.pop("contents", None)
        if not contents:
            raise ValueError(_no_request(body, "'contents' or 'messages'"))
    config.update(body)  # what is left is the config's; the SDK says which fields there are
    if wants.max_tokens is not None and not (_LENGTHS | {"max_output_tokens"}) & set(config):
        config["max_output_tokens"] = wants.max_tokens
    if "max_tokens" in config:
        config["max_output_tokens"] = config.pop("max_tokens")
    if wants.schema is not None and not {"response_schema", "response_json_schema", "responseSchema"} & set(config):
        config |= {"response_mime_type": "application/json", "response_json_schema": wants.schema}
    return Request("generate_content", {"model": model, "contents": contents, "config": config})


def _google_embedding(body: dict[str, Any], model: str) -> Request:
    contents = body.pop("contents", None) or body.pop("content", None)
    if "messages" in body:
        contents = _text_of(_messages(body)[-1].get("content"))
        body.pop("messages")
    if not contents:
        raise ValueError(_no_request(body, "'contents'"))
    config = {**body.pop("config", {}), **body}
    return Request("embed_content", {"model": model, "contents": contents, "config": config})


def _google_contents(body: dict[str, Any], config: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    said = _messages(body)
    body.pop("messages")
    first = body.pop("system", None)
    systems = [first] if first else []
    systems += [message.get("content") for message in said if message["role"] in _SYSTEM]
    if systems:
        config = {"system_instruction": "\n\n".join(map(_text_of, systems)), **config}
    return [_google_turn(message) for message in said if message["role"] not in _SYSTEM], config


def _google_turn(message: dict[str, Any]) -> dict[str, Any]:
    role = "model" if message["role"] == "assistant" else message["role"]
    return {"role": role, "parts": [{"text": _text_of(message.get("content"))}]}


def _text_of(content: Any) -> str:
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else [content]
    texts = [block.get("text") if isinstance(block, dict) else None for block in blocks]
    if not all(isinstance(text, str) for text in texts):
        message = "its messages hold more than text; write them in Gemini's own shape ('contents')"
        raise ValueError(message)
    return "\n".join(map(str, texts))


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.pop(name, None) or {}
    if not isinstance(value, dict):
        message = f"{name!r} must be a JSON object"
        raise ValueError(message)  # noqa: TRY004 - a wrong line is a ValueError, as users catch one thing
    return value


# -- all of them -------------------------------------------------------------------------------------------------------


def _model(body: dict[str, Any], wants: Wants) -> str:
    model = body.get("model") or wants.model
    if not isinstance(model, str):
        message = "no model: name it in the line, or with --model"
        raise ValueError(message)  # noqa: TRY004 - as above
    return model


def _messages(body: dict[str, Any]) -> list[Any]:
    messages = body.get("messages")
    if messages is None:
        raise ValueError(_no_request(body, "'messages'"))
    if not isinstance(messages, list) or not messages:
        message = "'messages' must be a list that is not empty"
        raise ValueError(message)
    for number, one in enumerate(messages, 1):
        is_said = isinstance(one, dict) and isinstance(one.get("role"), str)
        if not is_said or not (one.keys() - {"role"}):
            message = f"message {number} must be like {{'role': 'user', 'content': '...'}}"
            raise ValueError(message)
    return messages


def _no_request(body: dict[str, Any], needed: str) -> str:
    has = ", ".join(map(str, body)) or "nothing"
    return f"it is no request: {needed} is missing (it has: {has}). For columns of a prompt, give --template"


_MAKERS: dict[str, Callable[[dict[str, Any], Wants, str], Request]] = {
    "anthropic": _anthropic,
    "openai": _openai,
    "google": _google,
}
