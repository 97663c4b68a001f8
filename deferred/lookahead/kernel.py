"""The kernel's calls that the standard library has no functions for."""

from __future__ import annotations

import ctypes
import os
import struct
from typing import Any


def _loaded() -> Any:
    library = ctypes.CDLL(None, use_errno=True)
    library.mmap.restype = ctypes.c_void_p
    library.mmap.argtypes = [
        ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long
    ]  # fmt: skip
    library.syscall.restype = ctypes.c_long
    return library


libc: Any = _loaded() if hasattr(os, "fork") else None  # Windows has no such library, and nothing looks ahead there

_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same numbers on all machines
_LANDLOCK_VERSION = 1  # a flag that asks for the version
_CAPABILITY_VERSION = 0x20080522
_READ_ALL_FILES = 1 << 2  # CAP_DAC_READ_SEARCH: what root can read, its child still can
_SET_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _GET_SECCOMP, _FILTER = 1, 38, 22, 21, 2
# What Landlock restricts, by the version that brought it: writing, removing and making files of all kinds; then
# moving between folders, truncating, and control of devices.
_FILES = ((1, (1, *range(4, 13))), (2, (13,)), (3, (14,)), (5, (15,)))
_NETWORK = (4, 0b11)  # TCP: bind, connect
_SCOPES = (6, 0b11)  # abstract sockets and signals


# Taken now: a script may have put functions of its own in the place of Python's, and none of the user's code may run
# in a child before it is locked, nor be asked by the parent.
_open, _read, _write, _close = os.open, os.read, os.write, os.close


def read_file(path: str) -> bytes:
    """Read a small file of the kernel's."""
    number, found = _open(path, os.O_RDONLY | os.O_CLOEXEC), b""
    try:
        while piece := _read(number, 1 << 16):
            found += piece
    finally:
        _close(number)
    return found


def write_file(path: str, content: bytes) -> None:
    """Write to a file of the kernel's."""
    number = _open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        _write(number, content)
    finally:
        _close(number)


def check(result: int, what: str) -> int:
    """Return the result of a call of the C library; raise if it is an error."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def set_death_signal(number: int) -> None:
    """Have this process killed with its parent."""
    check(libc.prctl(_SET_DEATH_SIGNAL, number, 0, 0, 0), "prctl")


def forbid_new_privileges() -> None:
    """Give this process no rights that it does not have."""
    check(libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")


def has_seccomp() -> bool:
    """Whether the kernel takes filters of system calls."""
    return int(libc.prctl(_GET_SECCOMP, 0, 0, 0, 0)) >= 0


def install_filter(lines: list[tuple[int, int, int, int]]) -> None:
    """Let the kernel run a BPF program on each system call of this thread."""
    packed = b"".join(struct.pack("<HBBI", *line) for line in lines)
    buffer = ctypes.create_string_buffer(packed, len(packed))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(lines), ctypes.addressof(buffer)))
    check(libc.prctl(_SET_SECCOMP, _FILTER, program, 0, 0), "seccomp")


def landlock_version() -> int:
    """Return the version of Landlock; 0 if the kernel, or a container, does not have it."""
    return max(0, int(libc.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), _LANDLOCK_VERSION)))


def forbid_changes_of_files() -> None:
    """Let this process change no file, and reach no network, as far as this version of Landlock goes."""
    version = landlock_version()
    writes = sum(1 << bit for since, bits in _FILES if version >= since for bit in bits)
    fields = [writes]
    fields += [_NETWORK[1]] if version >= _NETWORK[0] else []
    fields += [_SCOPES[1]] if version >= _SCOPES[0] else []
    attributes = ctypes.create_string_buffer(struct.pack(f"<{len(fields)}Q", *fields))
    size = ctypes.c_size_t(8 * len(fields))
    ruleset = check(libc.syscall(_LANDLOCK_CREATE, attributes, size, 0), "landlock")
    try:
        check(libc.syscall(_LANDLOCK_RESTRICT, ruleset, 0), "landlock")
    finally:
        os.close(ruleset)


def drop_capabilities() -> None:
    """Give up the rights of root, but for reading files."""
    header = ctypes.create_string_buffer(struct.pack("<Ii", _CAPABILITY_VERSION, 0))
    data = ctypes.create_string_buffer(24)
    check(libc.capget(header, data), "capget")
    effective, permitted, _, *_ = struct.unpack("<6I", data.raw)
    kept = struct.pack("<6I", effective & _READ_ALL_FILES, permitted & _READ_ALL_FILES, 0, 0, 0, 0)
    check(libc.capset(header, ctypes.create_string_buffer(kept)), "capset")
