"""`deferred.tag`: say what calls are for, so that a report can say what each purpose cost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar

from deferred.config import parsers

# The row of a table that this code works on, as the code around names it.
row_around: ContextVar[int | str | None] = ContextVar("deferred_row", default=None)
# The tags around this code; empty outside of any.
worn: ContextVar[Mapping[str, str]] = ContextVar("deferred_tags", default={})  # noqa: B039 - it is never changed


@contextlib.contextmanager
def tag(*, row: int | str | None = None, **tags: str) -> Iterator[None]:
    """Tag the calls inside: reports split the cost by tag, and tables of results have the `row`.

    Tags add to those of the block (`deferred.batch(tags=...)`) and of the code around; the innermost value of a name
    counts. A job carries the tags that all its calls share, at OpenAI as `metadata` and at Gemini in its name.

    `row` names the row of a table that the calls belong to: `session.results()` and `deferred results` give it back.
    Costs are not told by row, and no provider is told of it.

    Args:
        row: a whole number or a text.
        tags: names and values, as texts.

    Raises:
        ValueError: a name or a value cannot be a tag.

    Example:
        >>> import deferred
        >>> with deferred.tag(team="search", ticket="A-12", row=17):
        ...     pass  # client.messages.create(...)
    """
    named = row_around.get() if row is None else parsers.row_id(row, "tag: row=")
    token, row_token = worn.set({**worn.get(), **parsers.tags(tags, "tag: ")}), row_around.set(named)
    try:
        yield
    finally:
        row_around.reset(row_token)
        worn.reset(token)
