"""OS locks on files: the claims of processes on one host."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from deferred.core import real_time

# Tries, a millisecond apart: longer than `is_held` holds a lock to test it. The process that tests may lose the
# processor meanwhile, so a file that was not there before, which only a test can have locked, is worth many more.
_LOOKS_AT_A_LOCK = 20
_LOOKS_AT_A_NEW_ONE = 5_000


def lock_file(path: Path) -> int | None:
    """Lock a file; None if another process keeps it locked. A test by `is_held` releases it at once."""
    for _ in range(_LOOKS_AT_A_LOCK if path.exists() else _LOOKS_AT_A_NEW_ONE):
        handle = lock_now(path)
        if handle is not None:
            return handle
        real_time.sleep(0.001)
    return None


def lock_now(path: Path) -> int | None:
    """Try once to lock a file."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)  # not inherited by programs that are started
    try:
        _lock(handle)
        # The last holder may have removed the file between the open and the lock: then the lock claims nothing.
        if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(handle)
    return None


def is_held(path: Path) -> bool:
    """Whether any process holds the lock of a file."""
    handle = lock_now(path)
    if handle is None:
        return True
    remove(path)
    os.close(handle)
    return False


def remove(path: Path) -> None:
    """Remove a file whose lock this process holds, so that whoever waits for it looks for a new one."""
    with contextlib.suppress(FileNotFoundError, PermissionError):  # Windows keeps a file that is open, unlocked
        path.unlink()


def _lock(handle: int) -> None:
    """Lock an open file; raises BlockingIOError if another process has it locked."""
    if sys.platform == "win32":
        _lock_by_library(handle)
    else:
        import fcntl  # noqa: PLC0415 - Windows has none

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _lock_by_library(handle: int) -> None:
    import portalocker  # noqa: PLC0415 - a dependency on Windows alone

    try:
        portalocker.lock(handle, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
    except portalocker.LockException as error:
        raise BlockingIOError from error
