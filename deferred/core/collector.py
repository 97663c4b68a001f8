"""Tell Python's garbage collector, while a block is open, that most objects of a run stay alive until its end.

Calls that wait, and their replies, live long. As the collector comes, it walks twice through everything that the
process holds, the classes of the SDKs included, in a run of 10,000 calls: a third of the run's processor time. While a
block is open, objects that have survived one collection are looked at a tenth as often. Garbage that is young, as
nearly all is, is found as soon as otherwise. A program that has set thresholds of its own keeps them.

Most replies are read, and so made, right after the block. So the thresholds of a block with calls are put back when the
collector has come to its middle generation and found that no reply was made since it came to it before.
"""

from __future__ import annotations

import gc
import threading

from deferred.core.forks import call_in_children

# Python 3.11 to 3.13. Later versions walk through the old objects in small steps instead of all at once.
_DEFAULTS = frozenset({(700, 10, 10), (2000, 10, 10)})
_RARER = 10
_MIDDLE = 1  # the number of the generation that is looked at a tenth as often

_lock = threading.Lock()
_blocks = 0
_before: tuple[int, int, int] | None = None  # the thresholds to put back
_replies = 0  # that were made so far
_replies_before: int | None = None  # at the last look at the middle generation; None if none are awaited


def relax() -> None:
    """Relax the collector when the first block opens."""
    global _blocks, _before, _replies_before  # noqa: PLW0603 - the process has one collector
    with _lock:
        _blocks, _replies_before = _blocks + 1, None
        given = gc.get_threshold()
        if _blocks == 1 and given in _DEFAULTS:
            _before = given
            gc.set_threshold(*_relaxed(given))


def restore(*, has_replies: bool = False) -> None:
    """Put its thresholds back when the last block closes, or once its replies are made, if it has any.

    Thresholds that the program has set meanwhile stay.
    """
    global _blocks, _replies_before  # noqa: PLW0603 - as above
    with _lock:
        _blocks -= 1
        if _blocks == 0 and _before is not None:
            if not has_replies:
                _put_back()
                return
            _replies_before = -1  # the first look may come at once
            if _look not in gc.callbacks:  # it stays there: another program's may not be skipped while all are called
                gc.callbacks.append(_look)


def note_reply() -> None:
    """Note that a reply was made."""
    global _replies  # noqa: PLW0603 - one that another thread notes at the same moment need not count
    _replies += 1


def _look(phase: str, info: dict[str, int]) -> None:
    """Put the thresholds back if no reply was made since the collector last came to its middle generation."""
    global _replies_before  # noqa: PLW0603 - as above
    # The oldest generation may be collected right after the middle one, which says nothing of the program.
    if _replies_before is None or phase != "stop" or info["generation"] != _MIDDLE:
        return
    # The collector may come while this thread holds the lock; then it is looked at the next time.
    if _lock.acquire(blocking=False):
        try:
            if _replies_before == _replies:
                _put_back()
            elif _replies_before is not None:
                _replies_before = _replies
        finally:
            _lock.release()


def _put_back() -> None:
    global _before, _replies_before  # noqa: PLW0603 - as above
    if _before is not None and gc.get_threshold() == _relaxed(_before):
        gc.set_threshold(*_before)
    _before = _replies_before = None


def _renew_lock() -> None:
    global _lock  # noqa: PLW0603 - a thread that a forked child does not have may hold it
    _lock = threading.Lock()


def _relaxed(thresholds: tuple[int, int, int]) -> tuple[int, int, int]:
    young, middle, old = thresholds
    return young, middle * _RARER, old


call_in_children(_renew_lock)
