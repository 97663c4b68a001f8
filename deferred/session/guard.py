"""`deferred.guard`: in this process, calls outside of any block are refused instead of sent at full price."""

from __future__ import annotations

import threading

from deferred import patching
from deferred.core.errors import NotBatchable

_lock = threading.Lock()
_is_on = False


def guard() -> None:
    """Refuse, from now on in this process, every generation call that is made outside of a `deferred.batch()` block.

    Meant for the set-up of workers (Ray, Dask, Spark, a pool of processes), where a forgotten block would send every
    call at full price. `DEFERRED_GUARD=1` in the environment does the same when `deferred` is imported. It cannot
    be undone: the refusal holds until the process ends.

    Raises:
        DeferredError: the installed SDK has other methods than those that are supported.

    Example:
        import deferred

        deferred.guard()
        client.messages.create(...)  # raises deferred.NotBatchable: nothing was sent
    """
    global _is_on  # noqa: PLW0603 - one fact of the process
    with _lock:
        if not _is_on:
            patching.arm()  # for good: no block removes the patches
            _is_on = True


def is_on() -> bool:
    """Whether calls outside of blocks are refused."""
    return _is_on


def refuse(method: str, where: str) -> None:
    """Raise for a call that was made outside of any block, where these are refused."""
    if _is_on:
        why = "it is made outside of any deferred.batch() block, and deferred.guard() is on in this process"
        raise NotBatchable(method, where, why, "Make it inside a block.")
