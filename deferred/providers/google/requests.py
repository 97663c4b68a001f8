"""Pure: a line of a file as a call of one of google-genai's methods."""

from __future__ import annotations

from typing import Any

from deferred.core.requests import LENGTHS, Request, Wants, messages_of, model_of, no_request, text_of

_SDK_NAMES = {
    "systemInstruction": "system_instruction",
    "generationConfig": "generation_config",
    "toolConfig": "tool_config",
    "safetySettings": "safety_settings",
    "cachedContent": "cached_content",
}
_SYSTEM = {"system", "developer"}  # roles that Gemini does not know
_CONFIG = ("system_instruction", "tools", "tool_config", "safety_settings", "cached_content")


def request(body: dict[str, Any], wants: Wants, url: str) -> Request:
    """Make the request of a body: generate content, or embed it if the model is one for embeddings."""
    del url
    body = {_SDK_NAMES.get(name, name): value for name, value in body.items()}
    model = model_of(body, wants)
    body.pop("model", None)
    if "embedding" in model:
        return _embedding(body, model)
    config = {**_object(body, "generation_config"), **_object(body, "config")}
    config.update({name: body.pop(name) for name in _CONFIG if name in body})
    if "messages" in body:
        contents, config = _contents(body, config)
    else:
        contents = body.pop("contents", None)
        if not contents:
            raise ValueError(no_request(body, "'contents' or 'messages'"))
    config.update(body)  # all other fields belong to the config; the SDK checks them
    return Request("generate_content", {"model": model, "contents": contents, "config": _as_wanted(config, wants)})


def _as_wanted(config: dict[str, Any], wants: Wants) -> dict[str, Any]:
    if wants.max_tokens is not None and not LENGTHS & set(config):
        config["max_output_tokens"] = wants.max_tokens
    if "max_tokens" in config:
        config["max_output_tokens"] = config.pop("max_tokens")
    if wants.schema is not None and not {"response_schema", "response_json_schema", "responseSchema"} & set(config):
        config |= {"response_mime_type": "application/json", "response_json_schema": wants.schema}
    return config


def _embedding(body: dict[str, Any], model: str) -> Request:
    contents = body.pop("contents", None) or body.pop("content", None)
    if "messages" in body:
        contents = text_of(messages_of(body)[-1].get("content"))
        body.pop("messages")
    if not contents:
        raise ValueError(no_request(body, "'contents'"))
    config = {**body.pop("config", {}), **body}
    return Request("embed_content", {"model": model, "contents": contents, "config": config})


def _contents(body: dict[str, Any], config: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    said = messages_of(body)
    body.pop("messages")
    first = body.pop("system", None)
    systems = [first] if first else []
    systems += [message.get("content") for message in said if message["role"] in _SYSTEM]
    if systems:
        config = {"system_instruction": "\n\n".join(map(text_of, systems)), **config}
    return [_turn(message) for message in said if message["role"] not in _SYSTEM], config


def _turn(message: dict[str, Any]) -> dict[str, Any]:
    role = "model" if message["role"] == "assistant" else message["role"]
    return {"role": role, "parts": [{"text": text_of(message.get("content"))}]}


def _object(body: dict[str, Any], name: str) -> dict[str, Any]:
    value = body.pop(name, None) or {}
    if not isinstance(value, dict):
        message = f"{name!r} must be a JSON object"
        raise ValueError(message)  # noqa: TRY004 - a wrong line is a ValueError, as users catch one thing
    return value
