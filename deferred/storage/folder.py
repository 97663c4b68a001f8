"""The folder of a ledger on disk: make and check it; refuse a folder that cannot be trusted or locked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from deferred.core import remedies
from deferred.core.errors import LedgerError

_MOUNTS = Path("/proc/self/mountinfo")
# File systems on which locks and the write-ahead log do not hold between hosts: sshfs and the like begin with "fuse.".
_SHARED = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse", "lustre", "afs", "ceph", "glusterfs", "9p"}
_SUBFOLDERS = ("spool", "locks")


def prepare(folder: Path, *, made_by_us: bool) -> None:
    """Make the folder of a ledger if it is missing; `made_by_us` tells that the user did not name it.

    Raises:
        LedgerError: the folder cannot be used; the message says why, and what to do.
    """
    if folder.exists() and not folder.is_dir():
        message = f"cache={str(folder)!r} is a file; give a folder, which is made if its parent exists"
        raise LedgerError(message)
    if not folder.parent.is_dir():
        message = f"cache={str(folder)!r}: {folder.parent} does not exist; make it, or give another folder"
        raise LedgerError(message)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        _refuse_other_users(folder)
        _refuse_shared(folder)
        make_subfolders(folder)
        if made_by_us and not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n")
    except OSError as error:
        message = (
            f"the ledger folder {folder} cannot be used: {error}; give another one: {remedies.setting('cache', ...)}"
        )
        raise LedgerError(message) from error


def make_subfolders(folder: Path) -> None:
    """Make the folders for spools and locks."""
    for name in _SUBFOLDERS:
        (folder / name).mkdir(mode=0o700, exist_ok=True)


def file_system(folder: Path, mounts: Iterable[str]) -> str:
    """Name the type of the file system that holds a folder, by the lines of /proc/self/mountinfo (man 5 proc).

    Example:
        >>> file_system(Path("/data/x"), ["36 35 98:0 / /data rw - nfs4 server:/data rw"])
        'nfs4'
    """
    best, found = "", ""
    for line in mounts:
        before, _, after = line.partition(" - ")
        point = before.split()[4].encode().decode("unicode_escape") if len(before.split()) > 4 else ""  # noqa: PLR2004
        if len(point) >= len(best) and folder.is_relative_to(point or "//"):
            best, found = point, after.split()[0]
    return found


def _refuse_other_users(folder: Path) -> None:
    if not hasattr(os, "getuid"):  # Windows, where the mode of a folder says nothing of who may write
        return
    facts = folder.stat()
    if facts.st_uid != os.getuid() or facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        message = (
            f"the ledger {folder} belongs to another user or can be written by others, so it cannot be trusted; "
            f"`chmod 700 {folder}` if it is yours, else use another folder: {remedies.setting('cache', ...)}"
        )
        raise LedgerError(message)


def _refuse_shared(folder: Path) -> None:
    if not _MOUNTS.exists():  # only Linux has it
        return
    kind = file_system(folder.resolve(), _MOUNTS.read_text("utf-8", "replace").splitlines())
    if kind in _SHARED or kind.startswith("fuse."):
        message = (
            f"the ledger {folder} is on a shared file system ({kind}), where locks and transactions do not hold "
            "between hosts, so that calls could be bought twice; use a folder on a local disk: "
            f"{remedies.setting('cache', ...)}"
        )
        raise LedgerError(message)
