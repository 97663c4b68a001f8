"""Shared memory of a forked child: every mapping that it shares with others becomes a private copy."""

from __future__ import annotations

import ctypes
import mmap
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deferred.lookahead.kernel import libc, read_file
from deferred.lookahead.open_files import MOST_COPIED, TooMuch

_SMALL = 1 << 20  # bytes
_FIXED = 0x10  # MAP_FIXED
_MAPPING = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (\S+) ([0-9a-f]+) (\S+) (\d+)\s*(.*)")
_MEMORY_FILES = ("/dev/shm/", "/dev/zero")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A part of the memory that other processes see too."""

    start: int
    end: int
    rights: str
    path: str

    @property
    def size(self) -> int:
        """Bytes of it."""
        return self.end - self.start

    @property
    def is_device(self) -> bool:
        """Whether it is the memory of a device, which is not harmless even to read."""
        return self.path.startswith("/dev/") and not self.path.startswith(_MEMORY_FILES)


def shared_mappings() -> list[Mapping]:
    """Return the mappings that this process can write to, and that others see, or could make so."""
    found = [_read(line) for line in _lines("/proc/self/maps") if line.split(" ", 2)[1][3] == "s"]
    if all("w" in mapping.rights or mapping.size <= _SMALL for mapping in found):
        return found  # a small one is sooner copied than looked up
    locked = set(_never_writable())
    return [mapping for mapping in found if "w" in mapping.rights or mapping.start not in locked]


def make_private() -> None:
    """Replace each shared mapping by a copy, at the same address.

    Raises:
        TooMuch: they are too large.
        OSError: one cannot be read or replaced.
    """
    mappings = shared_mappings()
    if sum(mapping.size for mapping in mappings) > MOST_COPIED:
        message = f"more than {MOST_COPIED >> 20} MB of memory are shared with other processes"
        raise TooMuch(message)
    for mapping in mappings:
        _replace(mapping)


def _replace(mapping: Mapping) -> None:
    if mapping.is_device or "r" not in mapping.rights:
        message = f"the memory of {mapping.path or 'another process'} cannot be copied"
        raise OSError(message)
    data = ctypes.string_at(mapping.start, mapping.size)
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _FIXED
    got = libc.mmap(mapping.start, mapping.size, mmap.PROT_READ | mmap.PROT_WRITE, flags, -1, 0)
    if got != mapping.start:
        message = f"mmap: {os.strerror(ctypes.get_errno())}"
        raise OSError(message)
    ctypes.memmove(mapping.start, data, mapping.size)
    if "w" not in mapping.rights:
        libc.mprotect(ctypes.c_void_p(mapping.start), ctypes.c_size_t(mapping.size), mmap.PROT_READ)


def _read(line: str) -> Mapping:
    found = _MAPPING.match(line)
    assert found is not None  # the kernel's own format
    start, end, rights, _, _, _, path = found.groups()
    return Mapping(int(start, 16), int(end, 16), rights, path.strip())


def _never_writable() -> Iterator[int]:
    """Find the mappings of files that were opened for reading only: no call can make them writable."""
    start = 0
    for line in _lines("/proc/self/smaps"):
        if _MAPPING.match(line):
            start = int(line.partition("-")[0], 16)
        elif line.startswith("VmFlags:") and "mw" not in line.split():
            yield start


def _lines(path: str) -> list[str]:
    return read_file(path).decode("utf-8", "surrogateescape").rstrip("\n").split("\n")
