"""instructor: its `create` reads the answer at once and may ask again, so inside a session it runs as a task.

It returns at once with a placeholder of the response model; its repeated requests are sent with the next wave. Lists
have no placeholders, because C code (orjson, pydantic) reads a list that is filled later as empty: such a call waits,
beside the calls of other threads or of `deferred.map`.
"""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Callable, Iterator
from types import GenericAlias
from typing import Any

from deferred import patching
from deferred.futures.future import Future
from deferred.session import current
from deferred.session.task import is_model, part_placeholders, submitted, task_placeholder

# The class of the completion, by the module of the SDK's `create` that a client was made with.
_COMPLETIONS = {
    "openai.resources.chat.completions.completions": ("openai.types.chat", "ChatCompletion"),
    "anthropic.resources.messages.messages": ("anthropic.types", "Message"),
    "anthropic.resources.beta.messages.messages": ("anthropic.types.beta", "BetaMessage"),
}
_GENAI = ("google.genai.types", "GenerateContentResponse")
_RESPONSES = ("openai.types.responses", "Response")


def _create(wrapped: Callable[..., Any], _client: Any, args: Any, kwargs: Any) -> Any:
    model = kwargs.get("response_model", args[0] if args else None)
    if _runs_here() or kwargs.get("stream") or not is_model(model):
        return wrapped(*args, **kwargs)
    return task_placeholder(wrapped, args, kwargs, model)


def _runs_here() -> bool:
    """Whether a call is to run in this thread: outside of blocks, and where it is looked ahead from."""
    from deferred.lookahead.conditions import looks_ahead_here  # noqa: PLC0415 - 10 ms, which few programs need

    session = current.current_session()
    return session is None or looks_ahead_here(session.stats.run.ahead)


def _create_with_completion(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    model = kwargs.get("response_model", args[1] if len(args) > 1 else None)
    completion = _completion_class(client)
    if _runs_here() or kwargs.get("stream") or not is_model(model) or completion is None:
        return wrapped(*args, **kwargs)
    return part_placeholders(wrapped, args, kwargs, (model, completion))


def _create_iterable(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    """Ask for all items in one answer; instructor would stream them, which no batch can."""
    if current.current_session() is None:
        return wrapped(*args, **kwargs)
    return _items(submitted(client.create, (), _of_many(args, kwargs)))


def _create_iterable_async(wrapped: Callable[..., Any], client: Any, args: Any, kwargs: Any) -> Any:
    if current.current_session() is None:
        return wrapped(*args, **kwargs)
    return _items_async(client, _of_many(args, kwargs))


def _of_many(args: Any, kwargs: Any) -> dict[str, Any]:
    given = {**dict(zip(("messages", "response_model"), args, strict=False)), **kwargs}
    return {**given, "response_model": GenericAlias(list, given["response_model"])}


def _items(answer: Future) -> Iterator[Any]:
    yield from answer.result()


async def _items_async(client: Any, arguments: dict[str, Any]) -> AsyncIterator[Any]:
    for item in await client.create(**arguments):
        yield item


def _completion_class(client: Any) -> Any:
    if "responses" in client.mode.value:
        module, name = _RESPONSES
    elif client.provider.value == "genai":
        module, name = _GENAI
    else:
        module, name = _COMPLETIONS.get(client.create_fn.__module__, ("", ""))
    return getattr(importlib.import_module(module), name) if module else None


# `AsyncInstructor` has its own `create` and `create_with_completion`, which suspend as every async call does.
TARGETS: patching.Targets = {
    "instructor.v2.core.client": [
        ("Instructor.create", _create),
        ("Instructor.create_with_completion", _create_with_completion),
        ("Instructor.create_iterable", _create_iterable),
        ("AsyncInstructor.create_iterable", _create_iterable_async),
    ],
}
patching.register(TARGETS)
