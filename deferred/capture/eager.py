"""Eager calls: calls that wait for their reply, because their caller handles errors around the call.

LangChain turns errors of the SDKs into its own where it makes the call, and reads the reply elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from deferred import patching

_wanted: ContextVar[bool] = ContextVar("deferred_now", default=False)


def is_wanted() -> bool:
    """Whether a call made here must wait for its reply, instead of returning a placeholder."""
    return _wanted.get()


def _in_it(wrapped: Callable[..., Any], _model: Any, args: Any, kwargs: Any) -> Any:
    token = _wanted.set(True)
    try:
        return wrapped(*args, **kwargs)
    finally:
        _wanted.reset(token)


TARGETS: patching.Targets = {
    "langchain_anthropic.chat_models": [("ChatAnthropic._generate", _in_it)],
    "langchain_google_genai.chat_models": [("ChatGoogleGenerativeAI._generate", _in_it)],
}
patching.register(TARGETS)
