"""Warm caches: of many calls that share a prefix one is sent first, so that the others read it from the cache.

A live request does not warm a batch at Anthropic, a row of an earlier batch does (anthropics/skills#1475, 2026-08).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from deferred.core.profile import profile_of
from deferred.core.routing import BATCH
from deferred.engine.context import EngineContext
from deferred.engine.state import PendingCall
from deferred.pricing.prices import parsed

LEAST = 20  # calls of one prefix, from which the wait for one more batch is worth it
_AN_HOUR = 3_600.0  # for which a cache stays warm


class Warmer:
    """Finds the calls that are sent first. Every method needs the engine's lock."""

    def __init__(self, context: EngineContext) -> None:
        """Nothing is warm yet."""
        self._context = context
        self.is_wanted = context.settings.warm
        self._warm: dict[bytes, float] = {}

    def split(self, calls: Sequence[PendingCall]) -> tuple[list[PendingCall], list[PendingCall]]:
        """Return one call of each prefix that many calls share, and the calls that wait for it."""
        if not self.is_wanted:
            return [], []
        now = self._context.clock.ticks()
        shared = [some for prefix, some in self._by_prefix(calls) if self._is_cold(prefix, some, now)]
        return [some[0] for some in shared], [call for some in shared for call in some[1:]]

    def _is_cold(self, prefix: bytes, calls: list[PendingCall], now: float) -> bool:
        is_cold = len(calls) >= LEAST and now - self._warm.get(prefix, -_AN_HOUR) >= _AN_HOUR
        if is_cold:
            self._warm[prefix] = now
        return is_cold

    def _by_prefix(self, calls: Iterable[PendingCall]) -> Iterable[tuple[bytes, list[PendingCall]]]:
        found: defaultdict[bytes, list[PendingCall]] = defaultdict(list)
        for call in calls:
            prefix = profile_of(call.target.provider).prices.prefix(parsed(self._context.body_of(call)))
            if prefix is not None and call.route is BATCH:
                name = hashlib.sha256(call.target.head + call.target.credential.encode() + call.model.encode() + prefix)
                found[name.digest()].append(call)
        return found.items()
