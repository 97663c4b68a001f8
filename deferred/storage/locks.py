"""OS locks on files: the claims of processes on one host."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

_LOOKS_AT_A_LOCK = 20  # a millisecond apart: so long nobody holds it who only looks whether somebody does


def lock_file(path: Path) -> int | None:
    """Lock a file; None where somebody else holds it, and goes on holding it: whoever only looks lets go at once."""
    for _ in range(_LOOKS_AT_A_LOCK):
        handle = lock_now(path)
        if handle is not None:
            return handle
        time.sleep(0.001)
    return None


def lock_now(path: Path) -> int | None:
    """Lock a file, with one look."""
    handle = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Its last holder may have removed the file between our open and our lock: then this is no claim on anything.
        if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(handle)
    return None


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock of a file."""
    handle = lock_now(path)
    if handle is None:
        return True
    path.unlink(missing_ok=True)
    os.close(handle)
    return False
