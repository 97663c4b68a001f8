"""Ordinary SDK calls at half price: captured, grouped into batch jobs of the providers, answered as live calls are."""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from deferred.batch import batch
from deferred.config.settings import Settings
from deferred.core.errors import (
    CanaryFailed,
    CostLimitExceeded,
    DeferredError,
    DryRun,
    JobFailed,
    LedgerError,
    NotBatchable,
    Stopped,
    TimeLimitExceeded,
    UnknownPrice,
)
from deferred.core.pending import Pending, pending_as
from deferred.core.text import PlainText
from deferred.engine.events import Event
from deferred.futures.future import Future, future_of
from deferred.futures.waiting import Waited, in_order_of_completion, wait_for
from deferred.session.guard import guard
from deferred.session.sample import sample
from deferred.session.session import Session
from deferred.session.tagging import tag
from deferred.session.task import Mapped, Task, task
from deferred.session.task import map_over as map  # noqa: A004 - the builtin `map`, for functions that wait for calls

if TYPE_CHECKING:
    from deferred.citations.citation import Citation
    from deferred.results.documents import document
    from deferred.results.result import Result, result
    from deferred.results.results import Results

__version__ = "0.1.0"
T = TypeVar("T")
if os.environ.get("DEFERRED_GUARD", "").lower() in {"1", "true", "yes", "on"}:
    guard()
logging.getLogger("deferred").addFilter(PlainText())  # a log line may contain text from a provider
__all__ = [
    "CanaryFailed",
    "Citation",
    "CostLimitExceeded",
    "DeferredError",
    "DryRun",
    "Event",
    "Future",
    "JobFailed",
    "LedgerError",
    "Mapped",
    "NotBatchable",
    "Pending",
    "Result",
    "Results",
    "Session",
    "Settings",
    "Stopped",
    "Task",
    "TimeLimitExceeded",
    "UnknownPrice",
    "as_completed",
    "batch",
    "document",
    "future",
    "guard",
    "map",
    "pending_as",
    "result",
    "sample",
    "tag",
    "task",
    "wait",
]


@overload
def future(reply: Future[T]) -> Future[T]: ...


@overload
def future(reply: T) -> Future[T]: ...


def future(reply: Any) -> Future[Any]:
    """Return the `Future` of a reply of a session, pending or not.

    Raises:
        TypeError: the object is not a reply of a session.
    """
    found = future_of(reply)
    if found is None:
        message = f"{type(reply).__name__} is not a reply of a deferred.batch() block"
        raise TypeError(message)
    found.is_held = True
    return found


def wait(
    replies: Iterable[T],
    timeout: float | None = None,
    return_when: Literal["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"] = "ALL_COMPLETED",
) -> Waited[T]:
    """Wait until every reply has arrived, without reading any; a failed call raises only when its reply is read.

    Returns the replies that are `done` and the replies that are `not_done`, as `concurrent.futures.wait` does. Both are
    lists, in the order of `replies`, because many replies have no hash.

    Args:
        replies: replies, or futures, of a session.
        timeout: seconds to wait in all, after which some replies may not be done; None waits without end.
        return_when: which event ends the wait, as in `concurrent.futures`.

    Raises:
        ValueError: `return_when` is not one of the three values.

    Example:
        done, not_done = deferred.wait(replies, timeout=600)
    """
    pairs = [(reply, future(reply)) for reply in replies]
    wait_for([one for _, one in pairs], timeout, return_when)
    seen = [(reply, one.is_over) for reply, one in pairs]  # read once, because some end at this moment
    return Waited([reply for reply, is_done in seen if is_done], [reply for reply, is_done in seen if not is_done])


def as_completed(replies: Iterable[T], timeout: float | None = None) -> Iterator[T]:
    """Yield replies as their answers arrive.

    Args:
        replies: replies, or futures, of a session; each is yielded as it was passed in.
        timeout: seconds to wait in all.

    Raises:
        TimeoutError: some replies were still pending after `timeout` seconds.
    """
    by_future = {id(future(reply)): reply for reply in list(replies)}
    for done in in_order_of_completion([future(reply) for reply in by_future.values()], timeout):
        yield by_future[id(done)]


# These modules read replies and files. They take longer to import than the rest, and many programs need none of them.
_LATER = {
    "Citation": "deferred.citations.citation",
    "Result": "deferred.results.result",
    "Results": "deferred.results.results",
    "document": "deferred.results.documents",
    "result": "deferred.results.result",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    message = f"module 'deferred' has no attribute {name!r}"
    raise AttributeError(message)
