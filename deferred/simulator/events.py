"""Events of a simulator: noted while a request is handled, heard when its work is done and the lock is free."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

Event = tuple[str, dict[str, Any]]


class Events:
    """The listeners, and what each thread has noted so far."""

    def __init__(self) -> None:
        """Begin without listeners."""
        self._listeners: dict[str, list[Callable[..., None]]] = {}
        self._noted = threading.local()

    def on(self, event: str, listener: Callable[..., None]) -> None:
        """Call a listener at an event."""
        self._listeners.setdefault(event, []).append(listener)

    def emit(self, event: str, **details: object) -> None:
        """Note an event; outside a request it is heard at once."""
        pending = getattr(self._noted, "pending", None)
        if pending is None:
            self.hear([(event, details)])
        else:
            pending.append((event, details))

    def hold(self) -> None:
        """Keep the events of this thread from now on, for `release` to give."""
        self._noted.pending = []

    def release(self) -> list[Event]:
        """Give the events that this thread has kept."""
        pending: list[Event]
        pending, self._noted.pending = self._noted.pending, None
        return pending

    def hear(self, events: list[Event]) -> None:
        """Tell the listeners."""
        for event, details in events:
            for listener in self._listeners.get(event, ()):
                listener(**details)
