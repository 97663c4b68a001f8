"""`deferred.tag`: say what calls are for, so that a report can say what each purpose cost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar

from deferred.config import parsers

# The tags around this code; empty outside of any.
worn: ContextVar[Mapping[str, str]] = ContextVar("deferred_tags", default={})  # noqa: B039 - it is never changed


@contextlib.contextmanager
def tag(**tags: str) -> Iterator[None]:
    """Tag the calls inside: the report of their run says what each tag cost.

    Tags add to those of the block (`deferred.batch(tags=...)`) and of the code around; the innermost value of a name
    counts. A job carries the tags that all its calls share, at OpenAI as `metadata` and at Gemini in its name.

    Args:
        tags: names and values, as texts.

    Raises:
        ValueError: a name or a value cannot be a tag.

    Example:
        >>> import deferred
        >>> with deferred.tag(team="search", ticket="A-12"):
        ...     pass  # client.messages.create(...)
    """
    token = worn.set({**worn.get(), **parsers.tags(tags, "tag: ")})
    try:
        yield
    finally:
        worn.reset(token)
