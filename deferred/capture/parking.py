"""Parking: which object answers the requests that are made while a method of an SDK runs, in this thread or task."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, TypeVar

P = TypeVar("P")


class Parking(Generic[P]):
    """The place of the object that answers."""

    def __init__(self, name: str) -> None:
        """`name` is that of the context variable."""
        self._place: ContextVar[P | None] = ContextVar(name, default=None)

    @contextmanager
    def of(self, parker: P) -> Iterator[None]:
        """Let `parker` answer the requests of the method that is called here, below whatever tracers patch."""
        token = self._place.set(parker)
        try:
            yield
        finally:
            self._place.reset(token)

    def here(self) -> P | None:
        """Return the object that answers the requests made here."""
        return self._place.get()
