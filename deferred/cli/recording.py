"""Recording: exchanges with a provider for a bug report, without keys, names, ids and texts."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from deferred.providers.base import Body, Connection, Refused, Reply

# What says how a provider behaves. Everything else that is text may be a name, an id or somebody's words.
_TELLING = {
    "state", "status", "processing_status", "type", "object", "endpoint", "completion_window", "purpose", "code",
    "service_tier", "finish_reason", "stop_reason", "finishReason", "role",
}  # fmt: skip
_WORD = re.compile(r"[a-z]{0,14}")  # of a path; everything else in it may be an id or a name
_VERSION = re.compile(r"v\d+(alpha|beta)?\d*")
_MOST_ITEMS = 3  # of a list
_LONGEST_NAME = 40  # characters of a field or word: what is longer is an id or somebody's words
_LARGEST_COUNT = 1_000  # what is larger is a time


class Recorder:
    """A connection that notes what is exchanged; `lines` of results are noted as a shape of the first ones."""

    def __init__(self, connection: Connection, exchanges: list[dict[str, Any]]) -> None:
        """`connection` does the work; what is exchanged is added to `exchanges`."""
        self._connection, self._exchanges = connection, exchanges

    def request(
        self,
        method: str,
        url: str,
        *,
        body: Body | Any = None,
        headers: Mapping[str, str] | None = None,
        patience: float | None = None,
    ) -> Reply:
        """Send one request as the connection does, and note it and its answer."""
        sent = None if isinstance(body, Body) else shape(body)
        try:
            reply = self._connection.request(method, url, body=body, headers=headers, patience=patience)
        except Refused as refused:
            self._note(method, url, sent, refused.status, _shape_of_text(refused.body))
            raise
        self._note(method, url, sent, reply.status, _shape_of_text(reply.body))
        return reply

    @contextlib.contextmanager
    def lines(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[Iterator[bytes]]:
        """Stream a text as the connection does, and note the shapes of its first lines."""
        shapes: list[Any] = []

        def noted(lines: Iterator[bytes]) -> Iterator[bytes]:
            for line in lines:
                if len(shapes) < _MOST_ITEMS:
                    shapes.append(_shape_of_text(line))
                yield line

        with self._connection.lines(url, headers=headers) as lines:
            yield noted(lines)
        self._note("GET", url, None, 200, shapes)

    def _note(self, method: str, url: str, sent: Any, status: int, answer: Any) -> None:
        exchange = {"method": method, "path": _path(url), "sent": sent, "status": status, "answer": answer}
        self._exchanges.append(exchange)


def shape(value: Any, name: str = "") -> Any:
    """Keep fields, kinds and words of state of a JSON value; leave out texts, names, ids and times.

    Example:
        >>> shape({"id": "batch_1", "status": "ended", "counts": {"done": 2}, "created_at": 1790000000})
        {'id': 'text', 'status': 'ended', 'counts': {'done': 2}, 'created_at': 'number'}
    """
    if isinstance(value, Mapping):
        return {key if len(key) < _LONGEST_NAME else "text": shape(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(one, name) for one in value[:_MOST_ITEMS]]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return value if abs(value) < _LARGEST_COUNT else "number"
    return value if name in _TELLING and len(value) < _LONGEST_NAME else "text"


def _shape_of_text(text: bytes) -> Any:
    try:
        return shape(json.loads(text)) if text.strip() else None
    except ValueError:
        return f"{len(text)} bytes that are no JSON"


def _path(url: str) -> str:
    parts = urlsplit(url)
    steps = parts.path.split("/")
    steps = [step if _WORD.fullmatch(step) or _VERSION.fullmatch(step) else "ID" for step in steps]
    asked = ",".join(sorted(name for name, _ in parse_qsl(parts.query)))
    return "/".join(steps) + (f"?{asked}" if asked else "")
