"""Prefixes: the beginning of a request that a provider's cache would serve to other requests. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deferred.core.call import canonical

Json = Mapping[str, Any]


def parts_of(messages: object) -> Iterable[Any]:
    """Yield the parts of messages, in order, each with the role that says it."""
    for message in messages if isinstance(messages, list) else [messages]:
        if not isinstance(message, Mapping):
            yield message
            continue
        content = message.get("content", message.get("parts"))
        for part in content if isinstance(content, list) else [content]:
            yield [message.get("role"), part]


def marked(parts: Sequence[Any], marks: Sequence[bool]) -> bytes | None:
    """Return everything up to the last part with a mark; None without one."""
    last = max((place for place, mark in enumerate(marks) if mark), default=None)
    return None if last is None else canonical(list(parts[: last + 1]))


def all_but_the_last(head: Sequence[Any], parts: Sequence[Any], least: int) -> bytes | None:
    """Return everything but the last part, if it has at least so many bytes: providers cache no shorter ones."""
    found = canonical([*head, *parts[:-1]])
    return found if len(found) >= least else None
