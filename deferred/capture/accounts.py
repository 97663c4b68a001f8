"""The accounts of a session's calls: each is opened once, and closed when the session has nothing left to do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from deferred.capture.connection import Account
from deferred.session.protocol import BlockSession


class Accounts:
    """The accounts of one outermost session; `clients` holds the findings about each SDK client, by its id."""

    def __init__(self) -> None:
        """Open nothing before a call needs it."""
        self.clients: dict[int, Any] = {}
        self._opened: dict[Any, Account] = {}
        self._lock = threading.Lock()

    def get(self, key: Any, open_it: Callable[[], Account | None]) -> Account | None:
        """Return the account of a key, opened once for all threads; None if it cannot be opened."""
        with self._lock:
            found = self._opened.get(key)
            if found is None:
                found = open_it()
                if found is not None:
                    self._opened[key] = found
            return found

    def close(self) -> None:
        """Close the connections of the engine."""
        for account in self._opened.values():
            account.connection.close()


_by_session: WeakKeyDictionary[BlockSession, Accounts] = WeakKeyDictionary()


def accounts_of(session: BlockSession) -> Accounts:
    """Return the accounts of a session, shared with the sessions inside it."""
    root = session.root
    found = _by_session.get(root)
    if found is None:
        found = _by_session.setdefault(root, Accounts())  # another thread may have added it
        root.on_end(found.close)
    return found
