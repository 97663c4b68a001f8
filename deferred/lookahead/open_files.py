"""Open files of a forked child: each is replaced, under its own number, by what cannot reach the world.

Files that are open for reading are opened again, for an inherited position is shared with the parent. Files that are
open for writing become copies in memory. What leads to other processes or devices is cut off: who uses it is stopped.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, field

from deferred.lookahead.posix import fcntl

MOST_COPIED = 256 << 20  # bytes, of all files together
_HARMLESS = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom", "/dev/full"}
_OUTPUT = (1, 2)
_PATH_ONLY = 0o10000000  # O_PATH: neither a position nor content
_PIECE = 1 << 20
_open = os.open  # taken now: a script may replace it, and none of its code may run in a child before it is locked


class TooMuch(Exception):
    """There is too much to copy."""


@dataclass
class CutFiles:
    """What became of the open files: the numbers that must not be used, and the copies, by the path of the file."""

    stops: list[int] = field(default_factory=list)
    copies: dict[str, int] = field(default_factory=dict)


def cut(own: Collection[int], ledger: str) -> CutFiles:
    """Replace every open file but the child's `own`.

    Raises:
        TooMuch: the files that are open for writing are too large.
        OSError: a file cannot be opened again.
    """
    return _Cutter(own, ledger).cut()


def high_number() -> int:
    """Return a number above those of all open files."""
    return max(int(name) for name in os.listdir("/proc/self/fd")) + 1


class _Cutter:
    """Replaces the open files of this process."""

    def __init__(self, own: Collection[int], ledger: str) -> None:
        self._null = _open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
        self._never, self._kept_open = os.pipe()  # who reads it waits for ever; the kernel stops who tries
        self._spare = {self._null, self._never, self._kept_open, *own}
        self._ledger, self._room, self._found = ledger, MOST_COPIED, CutFiles()
        self._copies: dict[tuple[int, int], int] = {}  # by device and inode: handles of one file have one copy

    def cut(self) -> CutFiles:
        numbers = [number for name in os.listdir("/proc/self/fd") if (number := int(name)) not in self._spare]
        # Those that write come first: who reads the same file reads the copy.
        for number in sorted(numbers, key=lambda number: (_is_read_only(number), number)):
            self._replace(number)
        return self._found

    def _replace(self, number: int) -> None:
        try:
            about = os.fstat(number)
        except OSError:  # the folder of these numbers, which was open while it was listed
            return
        flags, path = fcntl.fcntl(number, fcntl.F_GETFL), os.readlink(f"/proc/self/fd/{number}")
        if flags & _PATH_ONLY or (stat.S_ISCHR(about.st_mode) and path in _HARMLESS):
            return
        if stat.S_ISDIR(about.st_mode):
            self._put(number, _again(number, os.O_DIRECTORY))
        elif stat.S_ISREG(about.st_mode):
            self._replace_file(number, flags, path, about)
        elif number in _OUTPUT or flags & os.O_ACCMODE == os.O_WRONLY:
            self._put(number, self._null)
        else:
            self._put(number, self._never)
            self._found.stops.append(number)

    def _replace_file(self, number: int, flags: int, path: str, about: os.stat_result) -> None:
        file = about.st_dev, about.st_ino
        if path.startswith(self._ledger) or number in _OUTPUT:
            self._put(number, self._null)
        elif flags & os.O_ACCMODE == os.O_RDONLY:
            self._put(number, _again(number, 0, self._copies.get(file, number)))
        elif file in self._copies:
            again = _again(number, flags & os.O_APPEND, self._copies[file], flags & os.O_ACCMODE)
            self._put(number, again)
        else:
            self._room -= about.st_size
            if self._room < 0:
                message = f"{path} and other files that are open for writing hold more than {MOST_COPIED >> 20} MB"
                raise TooMuch(message)
            copy = _copy_of(number)
            fcntl.fcntl(copy, fcntl.F_SETFL, flags & os.O_APPEND)
            self._put(number, copy, keep=True)
            self._copies[file] = self._found.copies[path] = copy

    def _put(self, number: int, instead: int, *, keep: bool = False) -> None:
        os.dup2(instead, number, os.get_inheritable(number))
        if keep:
            self._spare.add(instead)
        elif instead not in self._spare:
            os.close(instead)


def _is_read_only(number: int) -> bool:
    try:
        return bool(fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY)
    except OSError:  # as in `_replace`
        return True


def _again(number: int, flags: int, source: int | None = None, access: int = os.O_RDONLY) -> int:
    """Open a file again, or its copy `source`, at the same position."""
    opened = number if source is None else source
    made = _open(f"/proc/self/fd/{opened}", access | os.O_CLOEXEC | flags)
    os.lseek(made, os.lseek(number, 0, os.SEEK_CUR), os.SEEK_SET)
    return made


def _copy_of(number: int) -> int:
    """Copy an open file into memory, whatever it was opened for; the position is the same."""
    made = memory_file("copy")
    source = _open(f"/proc/self/fd/{number}", os.O_RDONLY | os.O_CLOEXEC)
    copy_all(source, made)
    os.close(source)
    os.lseek(made, os.lseek(number, 0, os.SEEK_CUR), os.SEEK_SET)
    return made


def copy_all(source: int, made: int) -> None:
    """Copy the content of a file."""
    place = 0
    while piece := os.pread(source, _PIECE, place):
        while piece:
            written = os.pwrite(made, piece, place)
            piece, place = piece[written:], place + written


def memory_file(name: str) -> int:
    """Make a file in memory."""
    return os.memfd_create(name[-200:] or "file", os.MFD_CLOEXEC)
