"""The cost limit of a block inside another block."""

from __future__ import annotations

import threading
from decimal import Decimal


class NestedLimit:
    """The cost limit of an inner block: it holds for the block's own calls, in addition to the outer limits."""

    def __init__(self, limit: Decimal) -> None:
        """`limit` is in US dollars."""
        self.limit = limit
        self._committed = Decimal(0)
        self._lock = threading.Lock()

    def take(self, bound: Decimal) -> bool:
        """Reserve the most that a call can cost; False if it does not fit."""
        with self._lock:
            fits = self._committed + bound <= self.limit
            if fits:
                self._committed += bound
            return fits

    def settle(self, bound: Decimal, cost: Decimal) -> None:
        """Replace a reservation by what the call did cost."""
        with self._lock:
            self._committed += cost - bound
