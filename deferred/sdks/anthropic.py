"""anthropic: what is patched, which calls have a batch form, and what identifies an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from deferred import whose
from deferred.sdks.cited import adapted
from deferred.sdks.family import Sdk
from deferred.sdks.stainless import async_wrapper, wrapper

_HOSTS = {"api.anthropic.com"}


def _address(path: str, headers: dict[str, str], cast_to: Any) -> tuple[str, dict[str, str]]:
    beta = getattr(cast_to, "__name__", "").startswith("Beta")
    return path + ("?beta=true" if beta else ""), headers


def _objection(body: dict[str, Any]) -> str:
    if body.get("stream") is True:
        return "a batch cannot stream"
    if body.get("speed") not in {None, "standard"}:
        return "batches have no fast mode (speed=)"
    if body.get("max_tokens") == 0:
        return "batches refuse max_tokens=0"
    return ""


def _account(client: Any) -> tuple[Any, ...]:
    return client.api_key, client.auth_token, *(type(source).__qualname__ for source in _sources(client))


def _sources(client: Any) -> tuple[Any, ...]:
    given = getattr(client, "credentials", None)
    return () if given is None else (given,)


SDK = Sdk(
    module="anthropic",
    sync_class="anthropic.Anthropic",
    provider="anthropic",
    endpoints={"/v1/messages": "messages.create"},
    unbatchable={"/v1/complete": "completions.create"},
    also_unbatchable=re.compile(r"$^"),
    address=_address,
    objection=_objection,
    known_host=lambda netloc: netloc in _HOSTS,
    foreign_classes=frozenset(
        {"BaseBedrockClient", "BaseVertexClient", "BaseFoundryClient", "BaseMantleClient", "AnthropicVertex",
         "AsyncAnthropicVertex", "AnthropicBedrock", "AsyncAnthropicBedrock", "AnthropicFoundry",
         "AsyncAnthropicFoundry", "AnthropicBedrockMantle", "AsyncAnthropicBedrockMantle"}
    ),
    account=_account,
    sources=_sources,
    batch_query=frozenset({"beta"}),
    adapt=lambda options, body, settings: adapted(options, body, settings.schema_instruction),
)  # fmt: skip


def _timeout(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    # The SDK refuses long answers without streaming, because a connection would not last; a batch needs none.
    del client
    if whose.current() is None:
        return wrapped(*args, **kwargs)
    return wrapped(1, None)


TARGETS: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "anthropic": [
        ("Anthropic.request", wrapper(SDK)),
        ("AsyncAnthropic.request", async_wrapper(SDK)),
        ("_base_client.BaseClient._calculate_nonstreaming_timeout", _timeout),
        *[
            (f"?{prefix}{name}.request", wrap)
            for name in ("AnthropicVertex", "AnthropicBedrock", "AnthropicBedrockMantle")
            for prefix, wrap in (("", wrapper(SDK)), ("Async", async_wrapper(SDK)))
        ],
    ],
}
