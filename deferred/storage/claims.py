"""Claims of processes on one host: OS locks on files, which the system releases when a process ends."""

from __future__ import annotations

import contextlib
import functools
import os
import threading
import weakref
from pathlib import Path

from deferred.core.forks import call_in_children
from deferred.core.shutdown import run_all
from deferred.storage.database import errors_named
from deferred.storage.locks import is_held, lock_file

_all: weakref.WeakSet[FileClaims] = weakref.WeakSet()


class FileClaims:
    """Claims as locks on files of one folder."""

    def __init__(self, folder: Path, location: str) -> None:
        """`location` names the ledger in messages."""
        self._folder, self._location = folder, location
        self._held: dict[str, int] = {}
        self._guard = threading.Lock()
        _all.add(self)

    def hold(self, name: str) -> bool:
        """Claim a name; False if this or another process has claimed it."""
        with self._guard, errors_named(self._location):
            if name in self._held:
                return False
            handle = lock_file(self._folder / name)
            if handle is None:
                return False
            self._held[name] = handle
            return True

    def release(self, name: str) -> None:
        """Release a claim."""
        with self._guard:
            handle = self._held.pop(name, None)
            if handle is not None:
                with contextlib.suppress(OSError):  # a file that stays behind does no harm
                    (self._folder / name).unlink()
                os.close(handle)

    def held_by_others(self, prefix: str = "") -> set[str]:
        """Return the names with this prefix, without it, that other live processes have claimed."""
        with self._guard, errors_named(self._location):
            others = [path for path in self._folder.glob(prefix + "*") if path.name not in self._held]
            return {path.name.removeprefix(prefix) for path in others if is_held(path)}

    def is_held(self, name: str) -> bool:
        """Whether a live process, this one included, has this claim."""
        path = self._folder / name
        with self._guard, errors_named(self._location):
            return name in self._held or (path.exists() and is_held(path))

    def are_sure(self, nonce: str) -> bool:
        """Whether this process surely has the claim on a job now: it keeps it for as long as it lives."""
        return nonce in self._held

    def release_all(self) -> None:
        """Release every claim."""
        run_all(*(functools.partial(self.release, name) for name in list(self._held)))

    def leave_to_the_parent(self) -> None:
        """Let go, in a forked child, of the parent's locks: they would be held for as long as the child lives."""
        held, self._held, self._guard = self._held, {}, threading.Lock()
        for handle in held.values():
            with contextlib.suppress(OSError):
                os.close(handle)  # the parent's own handle keeps the lock


def _after_fork() -> None:
    for claims in list(_all):
        claims.leave_to_the_parent()


call_in_children(_after_fork)
