"""Call a task's function with the results of the futures among its arguments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from deferred.futures.future import Future
from deferred.tasks.future import TaskFuture


def call(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call a function with the results of the futures among its arguments."""
    if args or kwargs:
        args = [resolved(value) for value in args]
        kwargs = {name: resolved(value) for name, value in kwargs.items()}
    return function(*args, **kwargs)


async def call_async(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call an `async def` function with the results of the futures among its arguments."""
    for value in [*args, *kwargs.values()]:
        for future in _futures_in(value):
            await future
    return await function(*map(resolved, args), **{name: resolved(value) for name, value in kwargs.items()})


def resolved(value: Any) -> Any:
    """Replace a future, or the futures in a list, tuple or dict, by results."""
    if isinstance(value, Future):
        return value.result()
    if not _futures_in(value):
        return value
    if isinstance(value, dict):
        return {name: resolved(part) for name, part in value.items()}
    return type(value)(resolved(part) for part in value)


def _futures_in(value: Any) -> list[Future]:
    if isinstance(value, Future):
        return [value]
    if type(value) not in {list, tuple, dict}:
        return []
    return [part for part in (value.values() if type(value) is dict else value) if isinstance(part, Future)]


def settle_from(task: asyncio.Task[Any], future: TaskFuture) -> None:
    """Copy the outcome of a finished asyncio task to its future."""
    error = asyncio.CancelledError() if task.cancelled() else task.exception()
    if error is not None:
        future.fail(error)
    else:
        future.give(task.result())
