"""Call sites: the place in the user's code, as FILE:LINE."""

from __future__ import annotations

import os
import sys
import sysconfig
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

_OURS = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120 - compared with co_filename, which is text
_LIBRARY = {os.path.normpath(sysconfig.get_path(name)) + os.sep for name in ("stdlib", "platstdlib")}
_PACKAGES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")
_is_users: dict[str, bool] = {}


class _Thread(threading.local):
    """Where the work of this thread was started or submitted: code that only a library runs has no user's frame."""

    started_at = ""


_thread = _Thread()
# For a request from a file, the place is its line in that file.
written_at: ContextVar[str] = ContextVar("deferred_written_at", default="")


def caller() -> str:
    """Return FILE:LINE of the innermost frame outside of this package and of libraries."""
    written = written_at.get()
    if written:
        return written
    frame = sys._getframe(1)  # noqa: SLF001 - inspect.stack reads files, and takes a hundred times as long
    last = frame
    while frame is not None:
        filename = frame.f_code.co_filename
        is_users = _is_users.get(filename)  # as `of_the_user`, without a call for each frame
        if is_users or (is_users is None and of_the_user(filename)):
            return _line(filename, frame.f_lineno)
        last, frame = frame, frame.f_back  # type: ignore[assignment]
    return _thread.started_at or f"{_short(last.f_code.co_filename)}:{last.f_lineno}"


@contextmanager
def started_from(where: str) -> Iterator[None]:
    """Run work in this thread that was started or submitted at `where`."""
    before, _thread.started_at = _thread.started_at, where
    try:
        yield
    finally:
        _thread.started_at = before


def of_the_user(filename: str) -> bool:
    """Whether a file belongs neither to this package, nor to the standard library, nor to an installed package."""
    known = _is_users.get(filename)
    if known is None:
        known = _is_users[filename] = not (
            filename.startswith((_OURS, "<frozen"))
            or any(part in filename for part in _PACKAGES)
            or any(filename.startswith(folder) for folder in _LIBRARY)
        )
    return known


@lru_cache(maxsize=4096)
def _line(filename: str, number: int) -> str:
    return f"{_short(filename)}:{number}"  # one text for all calls of a line


@lru_cache(maxsize=1024)
def _short(filename: str) -> str:
    name = os.path.relpath(filename) if filename.startswith(os.sep) else filename
    return filename if name.startswith("..") else name
