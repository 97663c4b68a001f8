"""The accounts of a session's calls: each is opened once, and closed when the session has nothing left to do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from deferred.capture.connection import Account
from deferred.core.fingerprint import hardened
from deferred.session.protocol import BlockSession
from deferred.storage import is_shared


class Accounts:
    """The accounts of one outermost session; `clients` holds the findings about each SDK client, by its id."""

    def __init__(self, *, are_shared: bool) -> None:
        """Open nothing before a call needs it; `are_shared` tells that their fingerprints leave this machine."""
        self._are_shared = are_shared
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
                    if self._are_shared:
                        found.credential = hardened(found.credential)
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
        made = Accounts(are_shared=is_shared(root.settings.cache))
        found = _by_session.setdefault(root, made)  # another thread may have added it
        root.on_end(found.close)
    return found
