"""Lockdown: take from a forked child every right to change the world; and find out whether this system can."""

from __future__ import annotations

import mmap
import os
import platform
import signal
import sys
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from deferred.lookahead import kernel, seccomp
from deferred.lookahead.posix import resource
from deferred.lookahead.syscalls import MACHINES

SECONDS_OF_CPU = 60
_MOST_MEMORY = 2 << 30  # bytes that a child may take beside what it has from its parent
_LOCKED = b"locked"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the isolation: whether this system has it, and which version, or what is missing."""

    name: str
    is_there: bool
    words: str


def limit_resources() -> None:
    """Let the kernel end this process, and not another one, where memory or time run out."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_CPU, SECONDS_OF_CPU))
    most = int(kernel.read_file("/proc/self/statm").split()[0]) * mmap.PAGESIZE + _MOST_MEMORY
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def lock_down(stops: Collection[int]) -> None:
    """Give up every right, for good. Each step raises where it is not possible."""
    kernel.forbid_new_privileges()
    kernel.forbid_changes_of_files()
    kernel.drop_capabilities()
    kernel.install_filter(seccomp.program(MACHINES[platform.machine()], os.getpid(), stops))


def layers() -> list[Layer]:
    """Look at each layer of the isolation; the trial locks a forked process and has it try what it may not do."""
    found = [_system()]
    if not found[0].is_there:
        return found
    version = kernel.landlock_version()
    has_seccomp = kernel.has_seccomp()
    found.append(Layer("landlock", version > 0, f"version {version}" if version else "the kernel does not offer it"))
    found.append(Layer("seccomp", has_seccomp, "filters" if has_seccomp else "the kernel does not offer it"))
    if all(layer.is_there for layer in found):
        trouble = _trial()
        found.append(Layer("trial", not trouble, trouble or "a locked process was ended at what it may not do"))
    return found


@cache
def seems_possible() -> bool:
    """Whether this system seems to have every layer; nothing is forked to find out."""
    return _system().is_there and kernel.landlock_version() > 0 and kernel.has_seccomp()


@cache
def why_not() -> str:
    """Return which layer is missing here; empty if all are there. Asked once for each process."""
    return next((f"{layer.name}: {layer.words}" for layer in layers() if not layer.is_there), "")


def _system() -> Layer:
    known = sys.platform == "linux" and platform.machine() in MACHINES and sys.implementation.name == "cpython"
    is_threaded = bool(getattr(sys, "_is_gil_enabled", lambda: True)())
    words = f"{sys.platform} on {platform.machine()}"
    if not is_threaded:
        return Layer("system", is_there=False, words="Python runs without its global lock")
    return Layer("system", known, words if known else f"{words}; it needs CPython on Linux, x86-64 or aarch64")


def _trial() -> str:
    """Lock a forked process; returns what went wrong, if anything did."""
    mine, its = os.pipe()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads; the child runs only this
            pid = os.fork()
        if pid == 0:
            _be_locked(its)
        os.close(its)
        its = -1
        said = _all_of(mine)
        _, status = os.waitpid(pid, 0)
    except OSError as error:
        return f"no process can be forked ({error})"
    finally:
        os.close(mine)
        if its >= 0:
            os.close(its)
    if said != _LOCKED:
        return said.decode("utf-8", "replace") or "a process that was to be locked ended before it was"
    was_ended = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSYS
    return "" if was_ended else "a locked process was not ended at what it may not do"


def _be_locked(out: int) -> None:
    try:
        lock_down(())
        os.write(out, _LOCKED)
        os.setsid()
    except OSError as error:
        os.write(out, str(error).encode())
    finally:
        os._exit(1)


def _all_of(pipe: int) -> bytes:
    said = b""
    while piece := os.read(pipe, 4096):
        said += piece
    return said
