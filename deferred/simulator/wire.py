"""One HTTP request and one HTTP response as the three APIs see them."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

Json = dict[str, Any]
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
Handler = Callable[..., "Response"]


@dataclass
class Request:
    """What a client sent. Header names are in lower case."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    pairs: tuple[tuple[str, str], ...] = ()  # the query with names that come more than once

    @cached_property
    def json(self) -> Any:
        """The parsed body; an empty one is an empty object. Raises `orjson.JSONDecodeError`."""
        return orjson.loads(self.body) if self.body.strip() else {}


@dataclass
class Response:
    """What goes back. `cut` closes the connection half way, `lost` before the first byte."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    lost: bool = False

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return orjson.loads(self.body)


class ApiError(Exception):
    """A refusal, in the provider's own shape: JSON, or plain text."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        """Keep what the response will hold."""
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


@dataclass(frozen=True)
class Route:
    """One row of an API's table: which requests, what kind of operation, and who answers."""

    method: str
    pattern: re.Pattern[str]
    operation: str
    handler: Handler


def route(method: str, pattern: str, operation: str, handler: Handler) -> Route:
    """Make a row; `{x}` in the pattern stands for one path segment (without its verb after a colon)."""
    regex = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/:]+)", pattern)
    return Route(method, re.compile(regex + r"\Z"), operation, handler)


def json_response(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Answer with JSON."""
    return Response(status, orjson.dumps(body), {"content-type": "application/json"} | (headers or {}))


def refused(error: ApiError) -> Response:
    """Answer with a refusal."""
    if isinstance(error.body, str):
        return Response(error.status, error.body.encode(), {"content-type": "text/plain"} | error.headers)
    return json_response(error.body, error.status, error.headers)


def event_stream(events: list[tuple[str | None, Any]], *, done: bool = False) -> Response:
    """Answer with server-sent events, each a name (or none) and a JSON value."""
    named = [((f"event: {name}\n" if name else "").encode(), orjson.dumps(data)) for name, data in events]
    lines = [name + b"data: " + data + b"\n\n" for name, data in named]
    if done:
        lines.append(b"data: [DONE]\n\n")
    return Response(200, b"".join(lines), {"content-type": "text/event-stream; charset=utf-8"})


def ask_number(text: str | None, default: int) -> int:
    """Read a number from a query string; what is no number counts as -1, which no limit accepts."""
    if text is None:
        return default
    return int(text) if text.isdigit() else -1


def is_flex(body: object) -> bool:
    """Tell whether a body asks for flex processing."""
    return isinstance(body, dict) and "flex" in (body.get("service_tier"), body.get("serviceTier"))


def account_name(key: str) -> str:
    """Name the account behind a key without keeping the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def token(length: int) -> str:
    """Make an id no other simulator has made."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in secrets.token_bytes(length))


def hex_token(length: int = 32) -> str:
    """Make such an id of hexadecimal digits."""
    return secrets.token_hex(length // 2)
