"""Tracers that replace `create` read each reply at once: such a call runs as a task, so that it returns all the same.

The tracer's code, and its span, then belong to the task. Where nobody has replaced `create`, nor do we.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from deferred import whose
from deferred.sdks import live, now
from deferred.task import placeholder


def is_replaced(owner: Any, name: str) -> bool:
    """Whether a method of an SDK is no longer the SDK's own function; a proxy that stands for it is not."""
    method = vars(owner).get(name)
    package = sys.modules[owner.__module__.partition(".")[0]]
    home = os.path.dirname(str(package.__file__)) + os.sep  # noqa: PTH120 - compared with co_filename, which is text
    return not (type(method) is FunctionType and method.__code__.co_filename.startswith(home))


def _watched(module: str, name: str) -> Callable[..., Any]:
    def create(wrapped: Callable[..., Any], _resource: Any, args: Any, kwargs: Any) -> Any:
        if whose.current() is None or live.is_allowed() or now.is_wanted() or _gives_something_else(kwargs):
            return wrapped(*args, **kwargs)
        return placeholder(wrapped, args, kwargs, getattr(sys.modules[module], name))

    return create


def _gives_something_else(kwargs: dict[str, Any]) -> bool:
    """Whether a call gives a stream, or the response with its headers."""
    return bool(kwargs.get("stream")) or any("stainless" in name.lower() for name in kwargs.get("extra_headers") or ())


TARGETS: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "openai.resources.chat.completions.completions": [
        ("~Completions.create", _watched("openai.types.chat", "ChatCompletion"))
    ],
    "openai.resources.responses.responses": [("~Responses.create", _watched("openai.types.responses", "Response"))],
    "openai.resources.embeddings": [("~Embeddings.create", _watched("openai.types", "CreateEmbeddingResponse"))],
    "anthropic.resources.messages.messages": [("~Messages.create", _watched("anthropic.types", "Message"))],
    "anthropic.resources.beta.messages.messages": [
        ("~Messages.create", _watched("anthropic.types.beta", "BetaMessage"))
    ],
}
