"""Overlay: the files that a child has written. They are in its memory, and seen by nobody else."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from typing import Any, NoReturn

from deferred.lookahead import process
from deferred.lookahead.open_files import MOST_COPIED, copy_all, memory_file

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_OF_THE_COPY = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC}
_real_open = os.open


class Overlay:
    """Files, folders and removals of a child, by path. What it cannot do ends the child."""

    def __init__(self, copies: dict[str, int]) -> None:
        """`copies` are the files that were open for writing."""
        self._files = dict(copies)
        self._gone: set[str] = set()
        self._folders: set[str] = set()
        self._changed: set[str] = set()
        self._is_busy = False
        self._null = _real_open(os.devnull, os.O_RDWR | os.O_CLOEXEC)

    @contextlib.contextmanager
    def _busy(self) -> Iterator[None]:
        """What it asks of the system itself must not come back to it."""
        before, self._is_busy = self._is_busy, True
        try:
            yield
        finally:
            self._is_busy = before

    def name(self, path: Any) -> str:
        """Return the full path."""
        with self._busy():
            return os.path.realpath(os.fsdecode(path))

    def knows(self, path: Any) -> bool:
        """Whether the child has changed what is there."""
        if isinstance(path, int) or self._is_busy:
            return False
        name = self.name(path)
        return name in self._files or name in self._gone or name in self._folders

    def open(self, path: Any, flags: int) -> int:
        """Open a file."""
        try:
            with self._busy():
                return self._open(path, self.name(path), flags)
        except OSError as error:
            if error.errno in _OF_THE_COPY:  # the file itself could be opened
                process.leave(f"a copy cannot be made: {error}")
            raise

    def file(self, path: Any) -> int | None:
        """Return the descriptor of a file that it holds."""
        return self._files.get(self.name(path))

    def is_gone(self, path: Any) -> bool:
        """Whether the child has removed what was there."""
        return self.name(path) in self._gone

    def make_folder(self, path: Any) -> None:
        """Make a folder."""
        name = self.name(path)
        with self._busy():
            if self._exists(name):
                raise _error(FileExistsError, errno.EEXIST, path)
            self._need_folder(path, name)
            self._folders.add(name)
            self._gone.discard(name)
            self._changed.add(os.path.dirname(name))

    def remove(self, path: Any) -> None:
        """Remove a file."""
        name = self.name(path)
        with self._busy():
            if not self._exists(name):
                raise _error(FileNotFoundError, errno.ENOENT, path)
            if name in self._folders or (name not in self._files and os.path.isdir(name)):
                process.leave(f"a folder is removed: {name}")
            self._take_away(name)

    def replace(self, source: Any, target: Any) -> None:
        """Move a file over another."""
        with self._busy():
            one, two = self.name(source), self.name(target)
            if one in self._folders or (one not in self._files and os.path.isdir(one)):
                process.leave(f"a folder is moved: {one}")
            os.close(self._open(source, one, os.O_RDWR))
            self._need_folder(target, two)
            self._files[two] = self._files[one]
            self._gone.discard(two)
            self._changed.add(os.path.dirname(two))
            if one != two:
                self._take_away(one)

    def end_if_changed(self, folder: Any) -> None:
        """End the child if it lists a folder that it has changed."""
        if not self._is_busy and not isinstance(folder, int) and self.name(folder) in self._changed:
            process.leave("a folder that was changed is listed")

    def _take_away(self, name: str) -> None:
        self._files.pop(name, None)
        self._gone.add(name)
        self._changed.add(os.path.dirname(name))

    def _exists(self, name: str) -> bool:
        return name in self._files or name in self._folders or (name not in self._gone and os.path.lexists(name))

    def _need_folder(self, path: Any, name: str) -> None:
        folder = os.path.dirname(name)
        if folder not in self._folders and (folder in self._gone or not os.path.isdir(folder)):
            raise _error(FileNotFoundError, errno.ENOENT, path)

    def _open(self, path: Any, name: str, flags: int) -> int:
        if name == os.devnull:
            return os.dup(self._null)
        exists = self._exists(name)
        if exists and flags & os.O_CREAT and flags & os.O_EXCL:
            raise _error(FileExistsError, errno.EEXIST, path)
        if not exists and not flags & os.O_CREAT:
            raise _error(FileNotFoundError, errno.ENOENT, path)
        if name in self._folders or (name not in self._files and exists and not os.path.isfile(name)):
            process.leave(f"this is opened for writing, or after a change: {name}")
        self._need_folder(path, name)
        kept = self._files.get(name)
        if kept is None:
            kept = self._new(name, with_content=exists and not flags & os.O_TRUNC)
        if flags & os.O_TRUNC:
            os.ftruncate(kept, 0)
        # Not by /proc/self/fd: the kernel ends who opens anything for writing. So two handles share their position.
        made = os.dup(kept)
        os.lseek(made, 0, os.SEEK_END if flags & os.O_APPEND else os.SEEK_SET)
        return made

    def _new(self, name: str, *, with_content: bool) -> int:
        made = memory_file(os.path.basename(name))
        if with_content:
            if not os.access(name, os.W_OK) or os.path.getsize(name) > MOST_COPIED:
                process.leave(f"this file cannot be copied: {name}")
            source = _real_open(name, os.O_RDONLY)
            copy_all(source, made)
            os.close(source)
        elif not os.access(os.path.dirname(name), os.W_OK) and os.path.dirname(name) not in self._folders:
            process.leave(f"this file cannot be made: {name}")
        self._files[name] = made
        self._gone.discard(name)
        self._changed.add(os.path.dirname(name))
        return made


def _error(kind: type[OSError], number: int, path: Any) -> OSError:
    return kind(number, os.strerror(number), os.fspath(path))


def no_reading(*_: Any) -> NoReturn:
    """End a child that asks the user."""
    process.leave("input()")
