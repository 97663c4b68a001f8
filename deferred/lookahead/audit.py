"""Audit: ends a child where Python says what it is about to do, with a reason in words. The kernel only kills."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from typing import Any

from deferred.lookahead import process
from deferred.lookahead.overlay import WRITES

_ENDS = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "socket.sendmsg",
    "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.killpg", "sqlite3.connect",
    "signal.pthread_kill", "os.chown", "os.link", "os.symlink", "os.truncate", "os.rename", "os.remove", "os.rmdir",
    "os.mkdir", "shutil.move", "shutil.rmtree", "shutil.chown", "webbrowser.", "pty.", "os.setxattr",
    "os.removexattr", "os.mkfifo", "os.mknod", "socket.__new__", "syslog.", "_thread.start", "os.lockf",
)  # fmt: skip
_ON_DESCRIPTORS = {"os.truncate", "os.chown", "os.setxattr"}
_STREAM = 1  # SOCK_STREAM
_UNIX = 1  # AF_UNIX
_HARMLESS = {"/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"}
# Threads that draw progress: they make no calls.
DRAWING = {("tqdm._monitor", "TMonitor"), ("rich.live", "_RefreshThread"), ("rich.progress", "_TrackThread")}
_real_stat, _real_isdir = os.stat, os.path.isdir


def watch() -> None:
    """Watch what this process does, for good."""
    sys.addaudithook(_heard)


def _heard(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        _opens(*args)
    elif event.startswith(_ENDS) and not _is_harmless(event, args):
        process.leave(f"{event} {_told(args)}")


def _told(args: tuple[Any, ...]) -> str:
    return ", ".join(f"{one!r:.60}" for one in args if isinstance(one, (str, bytes, int, tuple)))[:120]


def _opens(path: Any, _mode: Any = None, flags: Any = 0) -> None:
    if isinstance(path, int) or path is None:
        return
    if isinstance(flags, int) and flags & WRITES:
        process.leave(f"this is opened for writing: {path!s:.120}")
    with contextlib.suppress(OSError, TypeError, ValueError):  # it is not there: the script hears of it as ever
        mode = _real_stat(path).st_mode
        if stat.S_ISFIFO(mode) or (stat.S_ISCHR(mode) and str(path) not in _HARMLESS):
            process.leave(f"what is read from there is gone: {path!s:.120}")


def _is_harmless(event: str, args: tuple[Any, ...]) -> bool:
    if event in _ON_DESCRIPTORS:
        return isinstance(args[0], int)  # of what is open: a copy
    if event == "os.mkdir":
        return _real_isdir(args[0])  # it fails as ever
    if event == "socket.__new__":
        return _is_of_a_pair(args)
    if event == "sqlite3.connect":
        return bool(args[0] == ":memory:")
    return event.startswith("_thread.start") and _draws(args)


def _is_of_a_pair(args: tuple[Any, ...]) -> bool:
    """Whether a socket object is made for a socket that exists: of a pair, which is within this process."""
    name = sys._getframe(2).f_code.co_name  # noqa: SLF001 - the function that makes it
    return name == "socketpair" or (len(args) > 2 and (args[1], args[2]) == (_UNIX, _STREAM))  # noqa: PLR2004


def _draws(args: tuple[Any, ...]) -> bool:
    kind = type(getattr(args[0], "__self__", None))
    return (kind.__module__, kind.__name__) in DRAWING
