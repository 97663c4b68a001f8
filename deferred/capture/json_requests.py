"""Calls of requests that were written down as JSON, made with the SDKs' own clients."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from deferred.capture import from_environment
from deferred.core.errors import DeferredError, NotBatchable

# OpenAI's endpoint -> the class of its reply, by module and name.
_OPENAI = {
    "/chat/completions": ("chat", "ChatCompletion"),
    "/responses": ("responses", "Response"),
    "/embeddings": ("", "CreateEmbeddingResponse"),
    "/moderations": ("", "ModerationCreateResponse"),
    "/completions": ("", "Completion"),
}
Ask = Callable[[str, dict[str, Any]], Any]


@contextlib.contextmanager
def asker(provider: str, hosts: Sequence[str]) -> Iterator[Ask]:
    """Give a function that makes a call of an endpoint and a body, as a script would with this provider's SDK.

    Args:
        provider: "anthropic", "openai" or "google".
        hosts: hosts besides the provider's own that may be sent a key.

    Raises:
        DeferredError: the SDK is not installed, or the environment holds no key, or an address nobody vouched for.
    """
    client = from_environment.client(provider, hosts)
    try:
        yield _ASKERS[provider](client)
    finally:
        client.close()


def _anthropic(client: Any) -> Ask:
    import anthropic  # noqa: PLC0415 - `account` has it installed, or has said so

    return lambda endpoint, body: client.post(endpoint, body=body, cast_to=anthropic.types.Message)


def _openai(client: Any) -> Ask:
    import openai  # noqa: PLC0415 - as above

    def ask(endpoint: str, body: dict[str, Any]) -> Any:
        folder, name = _OPENAI[endpoint]
        module = getattr(openai.types, folder) if folder else openai.types
        return client.post(endpoint, body=body, cast_to=getattr(module, name))

    return ask


def _google(client: Any) -> Ask:
    from google.genai import types  # noqa: PLC0415 - as above

    kinds: dict[str, Any] = {"generate_content": types.GenerateContentConfig, "embed_content": types.EmbedContentConfig}

    def ask(endpoint: str, body: dict[str, Any]) -> Any:
        config = kinds[endpoint].model_validate_json(json.dumps(body["config"])) if body["config"] else None
        method = getattr(client.models, endpoint)
        return method(model=body["model"], contents=_contents(types, body["contents"]), config=config)

    return ask


def _contents(types: Any, contents: Any) -> Any:
    """Read contents as they go over the wire, where bytes are base64; what is no such object is left to the SDK."""
    if isinstance(contents, list):
        return [_contents(types, one) for one in contents]
    if isinstance(contents, dict) and "parts" in contents:
        return types.Content.model_validate_json(json.dumps(contents))
    return contents


def fault_of(error: Exception) -> str:
    """Say in one line what an SDK, or a block, finds wrong with a request."""
    details = getattr(error, "errors", None)
    if isinstance(error, NotBatchable):
        return f"it cannot go into a batch: {error.why}"
    if isinstance(error, DeferredError) or not callable(details):
        return " ".join(str(error).split())
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in details())


_ASKERS: dict[str, Callable[[Any], Ask]] = {"anthropic": _anthropic, "openai": _openai, "google": _google}
