"""Files of a child: the functions of Python that open and change files work on its overlay."""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable
from typing import Any

from deferred.lookahead.overlay import WRITES, Overlay, no_reading

_MODES = {
    "w": os.O_CREAT | os.O_TRUNC,
    "a": os.O_CREAT | os.O_APPEND,
    "x": os.O_CREAT | os.O_EXCL,
    "r": 0,
}
_REAL = {name: getattr(os, name) for name in ("open", "stat", "lstat", "access", "listdir", "scandir")}
_real_open = io.open


def file_functions(overlay: Overlay) -> dict[Any, Any]:
    """Return what stands for the functions that open, change and look at files."""
    files = _Files(overlay)
    return {
        _real_open: files.open,
        _REAL["open"]: files.os_open,
        _REAL["stat"]: files.looked_at(_REAL["stat"]),
        _REAL["lstat"]: files.looked_at(_REAL["lstat"]),
        _REAL["access"]: files.access,
        _REAL["listdir"]: files.listed(_REAL["listdir"]),
        _REAL["scandir"]: files.listed(_REAL["scandir"]),
        os.mkdir: files.mkdir,
        os.remove: files.remove,
        os.unlink: files.remove,
        os.rename: files.replace,
        os.replace: files.replace,
        os.fsync: _nothing,
        os.fdatasync: _nothing,
        os.chmod: _nothing,
        os.utime: _nothing,
        builtins.input: no_reading,
    }  # fmt: skip


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    """Do nothing."""


def _is_path(path: Any) -> bool:
    return isinstance(path, (str, bytes, os.PathLike))


class _Files:
    """The functions, with the signatures of the real ones."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay

    def open(
        self, file: Any, mode: str = "r", buffering: int = -1, encoding: Any = None, errors: Any = None,
        newline: Any = None, closefd: bool = True, opener: Any = None,  # noqa: FBT001, FBT002 - as above
    ) -> Any:  # fmt: skip
        writes = any(letter in mode for letter in "wax+")
        if not _is_path(file) or (not writes and not self._overlay.knows(file) and opener is None):
            return _real_open(file, mode, buffering, encoding, errors, newline, closefd, opener)
        way = next((letter for letter in "wax" if letter in mode), "r")
        flags = _MODES[way] | (os.O_RDWR if "+" in mode else os.O_RDONLY if way == "r" else os.O_WRONLY)
        number = self._overlay.open(file, flags) if opener is None else opener(file, flags)
        return _real_open(number, mode.replace("x", "w"), buffering, encoding, errors, newline, closefd=True)

    def os_open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: Any = None) -> int:
        if dir_fd is None and _is_path(path) and (flags & WRITES or self._overlay.knows(path)):
            return self._overlay.open(path, flags)
        return int(_REAL["open"](path, flags, mode, dir_fd=dir_fd))

    def looked_at(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def look(path: Any, *args: Any, **kwargs: Any) -> Any:
            if not _is_path(path) or not self._overlay.knows(path):
                return real(path, *args, **kwargs)
            number = self._overlay.file(path)
            if number is not None:
                return os.fstat(number)
            if self._overlay.is_gone(path):
                return real("/proc/self/fd/-1")  # raises what the real one raises
            return real("/")

        return look

    def access(self, path: Any, mode: int, **kwargs: Any) -> bool:
        if _is_path(path) and self._overlay.knows(path):
            return not self._overlay.is_gone(path)
        return bool(_REAL["access"](path, mode, **kwargs))

    def listed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def look(path: Any = ".", *args: Any) -> Any:
            self._overlay.end_if_changed(path)
            return real(path, *args)

        return look

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: Any = None) -> None:
        del mode, dir_fd
        self._overlay.make_folder(path)

    def remove(self, path: Any, *, dir_fd: Any = None) -> None:
        del dir_fd
        self._overlay.remove(path)

    def replace(self, src: Any, dst: Any, **_: Any) -> None:
        self._overlay.replace(src, dst)
