"""instructor: its `create` reads the answer at once and may ask again, so inside a session it runs as a task.

It returns at once with a placeholder of the response model; what it asks again goes out with the next wave.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred import session as sessions
from deferred.task import is_model, placeholder


def _create(wrapped: Callable[..., Any], _client: Any, args: Any, kwargs: Any) -> Any:
    model = kwargs.get("response_model", args[0] if args else None)
    if sessions.current() is None or kwargs.get("stream") or not is_model(model):
        return wrapped(*args, **kwargs)
    return placeholder(wrapped, args, kwargs, model)


# `AsyncInstructor` has a `create` of its own, which suspends as every async call does.
TARGETS: dict[str, list[tuple[str, Callable[..., Any]]]] = {
    "instructor.v2.core.client": [("Instructor.create", _create)],
}
