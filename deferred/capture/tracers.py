"""Tracers that replace `create` read each reply at once: such a call runs as a task, so that it still returns at once.

The tracer's code, and its span, then belong to the task. `create` is patched only if a tracer has replaced it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from deferred import patching
from deferred.capture import bypass, eager
from deferred.session import current
from deferred.session.task import task_placeholder


def _watched(module: str, name: str) -> Callable[..., Any]:
    def create(wrapped: Callable[..., Any], _resource: Any, args: Any, kwargs: Any) -> Any:
        if (
            current.current_session() is None
            or bypass.is_allowed()
            or eager.is_wanted()
            or _gives_something_else(kwargs)
        ):
            return wrapped(*args, **kwargs)
        return task_placeholder(wrapped, args, kwargs, getattr(sys.modules[module], name))

    return create


def _gives_something_else(kwargs: dict[str, Any]) -> bool:
    """Whether a call returns a stream, or the raw response."""
    return bool(kwargs.get("stream")) or any("stainless" in name.lower() for name in kwargs.get("extra_headers") or ())


TARGETS: patching.Targets = {
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
patching.register(TARGETS)
