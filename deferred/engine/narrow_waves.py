"""Narrow waves: a pool or semaphore that lets fewer calls through at a time than there are. Told at the second wave."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from deferred.core import remedies
from deferred.core.text import listed
from deferred.engine.context import EngineContext
from deferred.engine.state import PendingCall

log = logging.getLogger("deferred")


class NarrowWaves:
    """Watches the waves of one run for a second one that is as large as a pool or semaphore allows."""

    def __init__(self, context: EngineContext) -> None:
        """Nothing was sent yet."""
        self._context = context
        self._size, self._calls, self._lines = 0, 0, dict[str, None]()
        self._is_told = False

    def look(self, calls: Sequence[PendingCall]) -> None:
        """Warn once if this wave and the one before are held back by the same bound."""
        size = len(calls)
        if self._is_told or size not in self._context.stats.bounds or self._context.hooks.has_tasks():
            self._size = 0
            return
        if size != self._size:
            self._size, self._calls, self._lines = size, 0, {}
        self._calls += size
        self._lines |= dict.fromkeys(call.where for call in calls)
        if self._calls > size:
            self._is_told = True
            self._warn()

    def _warn(self) -> None:
        # Of work that a pool was given, that which its workers do now has made these calls.
        left = self._context.hooks.work_of_pools() - self._size
        words = remedies.block("widen", self._calls + left if left > 0 else ...)
        if left <= 0:
            words = f"{words.replace('...', 'N').replace('VALUE', 'N')}, where N is the number of items,"
        log.warning(
            "deferred: the calls at %s are sent %d at a time, each time as a batch of its own, because a %s lets %d "
            "through at a time. %s makes it one batch for each call of an item, if the pool or "
            "semaphore is made inside the block; so does deferred.map(function, items).",
            listed(self._lines, "and"), self._size, self._context.stats.bounds[self._size], self._size, words,
        )  # fmt: skip
