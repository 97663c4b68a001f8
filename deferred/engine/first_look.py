"""FirstLook: before anything new of a resumed run is sent, ask once whether the script is the one that began it."""

from __future__ import annotations

import threading

from deferred.core.errors import DeferredError
from deferred.engine.hooks import BeforeFirst
from deferred.engine.state import PendingCall
from deferred.engine.stats import RunStats
from deferred.storage.base import Ledger


class FirstLook:
    """Asks the session once whether the run may go on, unless some call was found in the ledger."""

    def __init__(self, ledger: Ledger, stats: RunStats, before_first: BeforeFirst | None) -> None:
        """`before_first` returns the error that stops the run; None asks nothing."""
        self._ledger, self._stats, self._before_first = ledger, stats, before_first
        self._lock = threading.Lock()  # many calls may be about to be sent: all wait for the answer
        self._error: DeferredError | None = None
        self._keys: list[str] = []  # of the calls that were made until then

    def note(self, call: PendingCall) -> None:
        """Note a call that the script makes: one that is known shows that the script is the same."""
        if self._before_first is not None:
            self._keys.append(call.key)

    def ask(self, call: PendingCall) -> None:
        """Ask before a call is sent; an error names this call.

        Raises:
            DeferredError: the run is another one.
        """
        if self._before_first is None:
            return
        with self._lock:
            if self._error is None and self._before_first is not None:
                if self._stats.found_again == 0 and not self._is_any_known():
                    self._error = self._before_first(call, list(self._keys))
                if self._error is None:
                    self._before_first, self._keys = None, []
            if self._error is not None:
                raise self._error

    def _is_any_known(self) -> bool:
        keys = list(self._keys)  # more calls may be made meanwhile
        self._ledger.answers.sync()
        return bool(self._ledger.jobs.owners(keys) or self._ledger.answers.known(keys))
