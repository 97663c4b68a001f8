"""Pure: the request that a line of a file stands for, in the shape of its provider."""

from __future__ import annotations

from typing import Any

from deferred.cli.request_file import fill
from deferred.core.profile import RequestShapes, profile_of
from deferred.core.requests import Request, Wants

IDS = ("custom_id", "id", "key")


def ids_of(columns: dict[str, Any]) -> dict[str, Any]:
    """Give what a line is called by, under the names that it uses."""
    names = IDS if "request" in columns else IDS[:2]
    return {name: columns[name] for name in names if name in columns}


def request_of(columns: dict[str, Any], wants: Wants) -> Request:
    """Make the request of a line.

    Args:
        columns: what the line holds: a request in the provider's shape, or one of its batch files; `system` and
            `messages`; or, with a template, columns for it.
        wants: what holds for all lines.

    Raises:
        ValueError: the line is no request, or lacks something.

    Example:
        >>> request_of({"id": 7, "messages": [{"role": "user", "content": "hi"}]}, Wants("openai", "gpt-5-mini")).body
        {'messages': [{'role': 'user', 'content': 'hi'}], 'model': 'gpt-5-mini'}
    """
    shapes = _shapes_of(wants.provider)
    if wants.template is not None:
        said = {"role": "user", "content": fill(wants.template, columns)}
        return shapes.request({"messages": [said]}, wants, "")
    ids = ids_of(columns)
    rest = {name: value for name, value in columns.items() if name not in ids}
    if shapes.wrapper not in rest:
        return shapes.request(rest, wants, "")
    if not isinstance(rest[shapes.wrapper], dict):
        message = f"{shapes.wrapper!r} must be the request, a JSON object"
        raise ValueError(message)  # noqa: TRY004 - a wrong line is a ValueError, as users catch one thing
    if str(rest.get("method", "POST")).upper() != "POST":
        message = f"the method must be POST, not {rest['method']!r}"
        raise ValueError(message)
    return shapes.request(dict(rest[shapes.wrapper]), wants, str(rest.get("url") or ""))


def _shapes_of(provider: str) -> RequestShapes:
    shapes = profile_of(provider).requests
    assert shapes is not None  # whoever reads the command line refuses other providers
    return shapes
