"""Tell Python's garbage collector, while a block is open, that most objects of a run stay alive until its end.

Calls that wait, and their replies, live long. As the collector comes, it walks twice through everything that the
process holds, the classes of the SDKs included, in a run of 10,000 calls: a third of the run's processor time. While a
block is open, objects that have survived one collection are looked at a tenth as often. Garbage that is young, as
nearly all is, is found as soon as otherwise. A program that has set thresholds of its own keeps them.
"""

from __future__ import annotations

import gc
import threading

from deferred.core.forks import call_in_children

# Python 3.11 to 3.13. Later versions walk through the old objects in small steps instead of all at once.
_DEFAULTS = frozenset({(700, 10, 10), (2000, 10, 10)})
_RARER = 10

_lock = threading.Lock()
_blocks = 0
_before: tuple[int, int, int] | None = None  # the thresholds to put back


def relax() -> None:
    """Relax the collector when the first block opens."""
    global _blocks, _before  # noqa: PLW0603 - the process has one collector
    with _lock:
        _blocks += 1
        given = gc.get_threshold()
        if _blocks == 1 and given in _DEFAULTS:
            _before = given
            gc.set_threshold(*_relaxed(given))


def restore() -> None:
    """Put its thresholds back when the last block closes, unless the program has changed them meanwhile."""
    global _blocks, _before  # noqa: PLW0603 - as above
    with _lock:
        _blocks -= 1
        if _blocks == 0 and _before is not None:
            if gc.get_threshold() == _relaxed(_before):
                gc.set_threshold(*_before)
            _before = None


def _renew_lock() -> None:
    global _lock  # noqa: PLW0603 - a thread that a forked child does not have may hold it
    _lock = threading.Lock()


def _relaxed(thresholds: tuple[int, int, int]) -> tuple[int, int, int]:
    young, middle, old = thresholds
    return young, middle * _RARER, old


call_in_children(_renew_lock)
