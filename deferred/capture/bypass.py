"""Calls that may pass every seam: those that the user allowed to go live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_allowed: ContextVar[bool] = ContextVar("deferred_live", default=False)


def is_allowed() -> bool:
    """Whether what happens here was let through already."""
    return _allowed.get()


@contextmanager
def allowed() -> Iterator[None]:
    """Let one call through, tripwire included."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)
