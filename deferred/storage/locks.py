"""OS locks on files: the claims of processes on one host."""

from __future__ import annotations

import fcntl
import os
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
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
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
    path.unlink(missing_ok=True)
    os.close(handle)
    return False
