"""openai: what is patched, which calls have a batch form, and what identifies an account."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from deferred.sdks.family import Sdk
from deferred.sdks.stainless import async_wrapper, wrapper

_HOST = "api.openai.com"  # and its regions, like eu.api.openai.com


def _address(path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
    del cast_to
    return "/v1" + path, headers


def _objection(body: dict[str, Any]) -> str:
    if body.get("stream") is True:
        return "a batch cannot stream"
    if body.get("background") is True:
        return "a background response is a live response that is fetched later (background=True)"
    return ""


def _account(client: Any) -> tuple[Any, ...]:
    provider = getattr(client, "_api_key_provider", None)
    return provider or client.api_key, client.organization, client.project


def _sources(client: Any) -> tuple[Any, ...]:
    """Give the function that is asked for keys: functions made on one line, each for its tenant, have one name."""
    provider = getattr(client, "_api_key_provider", None)
    if inspect.ismethod(provider):  # made anew each time it is read from its object
        return provider.__self__, provider.__func__
    return () if provider is None else (provider,)


# Generation that starts under other addresses, none of which a batch takes.
RUNS = re.compile(r"/(threads(/[^/]+)?/runs|videos/[^/]+/remix|evals/[^/]+/runs)$")

SDK = Sdk(
    module="openai",
    sync_class="openai.OpenAI",
    provider="openai",
    endpoints={
        "/chat/completions": "chat.completions.create",
        "/responses": "responses.create",
        "/embeddings": "embeddings.create",
        "/moderations": "moderations.create",
        "/completions": "completions.create",
    },
    unbatchable={
        "/responses/compact": "responses.compact",
        "/images/generations": "images.generate",
        "/images/edits": "images.edit",
        "/images/variations": "images.create_variation",
        "/audio/speech": "audio.speech.create",
        "/audio/transcriptions": "audio.transcriptions.create",
        "/audio/translations": "audio.translations.create",
        "/videos": "videos.create",
    },
    also_unbatchable=RUNS,
    address=_address,
    objection=_objection,
    known_host=lambda netloc: netloc == _HOST or netloc.endswith("." + _HOST),
    foreign_classes=frozenset(
        {"BaseAzureClient", "AzureOpenAI", "AsyncAzureOpenAI", "BedrockOpenAI", "AsyncBedrockOpenAI"}
    ),
    account=_account,
    sources=_sources,
)

TARGETS: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "openai": [("OpenAI.request", wrapper(SDK)), ("AsyncOpenAI.request", async_wrapper(SDK))],
}
