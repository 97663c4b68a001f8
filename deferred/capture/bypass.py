"""Bypass: calls that may pass every patch, because the user allowed them as live calls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_allowed: ContextVar[bool] = ContextVar("deferred_live", default=False)


def is_allowed() -> bool:
    """Whether the running code has a bypass."""
    return _allowed.get()


@contextmanager
def allowed() -> Iterator[None]:
    """Let one call bypass all patches, the HTTP guard included."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)
