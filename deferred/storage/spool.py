"""Request bodies on disk: one spool file for each process, and the search for the bodies of a job or an answer."""

from __future__ import annotations

import json
import os
import threading
import weakref
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Protocol

from deferred.core.call import BodyRef
from deferred.core.job import Job
from deferred.storage.claims import FileClaims
from deferred.storage.database import Database, errors_named, unusable

_CLAIM = "spool-"  # prefix of the claims of processes on their spools


class FileSpool:
    """A file of request bodies, appended as they arrive, so that they do not stay in memory."""

    def __init__(self, path: Path, location: str) -> None:
        """The first `add` makes the file, readable by its owner only."""
        self.name = path.stem
        self._path, self._location = path, location
        self._lock = threading.Lock()
        self._file: Any = None
        self._end: int | None = None  # of the file, where it is known
        self._unused = weakref.finalize(self, _remove, path, os.getpid())

    def keep(self) -> None:
        """Keep the bodies after the end of this process: a job refers to them."""
        self._unused.detach()

    def add(self, body: bytes) -> BodyRef:
        """Append a body."""
        try:
            with self._lock:
                return self._append(body)
        except OSError as error:  # no context manager: this is done for every call
            raise unusable(self._location, error) from error

    def _append(self, body: bytes) -> BodyRef:
        if self._file is None:
            handle = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
            self._file = os.fdopen(handle, "wb", buffering=1 << 16)
        place = self._file.tell() if self._end is None else self._end
        self._end = None  # a write that fails may leave a part of its body
        self._file.write(body + b"\n")
        self._end = place + len(body) + 1
        return BodyRef(place, len(body))

    def flush(self) -> None:
        """Make the added bodies readable."""
        self._flush_file()

    def _flush_file(self) -> None:
        with self._lock, errors_named(self._location):
            if self._file is not None and not self._file.closed:
                self._file.flush()

    def read(self, ref: BodyRef) -> bytes:
        """Read one body."""
        self._flush_file()
        with errors_named(self._location), self._path.open("rb") as spooled:
            return _read(spooled, ref)

    def close(self) -> None:
        """Close the file; it stays until the run is cleared."""
        with self._lock, errors_named(self._location):
            if self._file is not None:
                self._file.close()


def _remove(path: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a forked child, whose parent goes on
        path.unlink(missing_ok=True)


class SpoolIndex(Protocol):
    """What the jobs of a ledger say of spools."""

    def used(self, names: Collection[str], *, open_only: bool = False) -> set[str]:
        """Return which of these spools jobs refer to."""

    def of_batch(self, batch_id: str | None) -> dict[str, tuple[str, BodyRef]]:
        """Map the keys of a batch to the places of their bodies."""


class StoredSpoolIndex:
    """What the jobs of a ledger on disk say of spools."""

    def __init__(self, database: Database) -> None:
        """`database` holds the jobs."""
        self._database = database

    def used(self, names: Collection[str], *, open_only: bool = False) -> set[str]:
        """Return which of these spools jobs refer to."""
        where = "WHERE state <> 'collected'" if open_only else ""
        with self._database.reading() as connection:
            found = connection.execute(f"SELECT facts FROM jobs {where}").fetchall()  # noqa: S608 - our own words
        return {json.loads(facts)["spool"] for (facts,) in found} & set(names)

    def of_batch(self, batch_id: str | None) -> dict[str, tuple[str, BodyRef]]:
        """Map the keys of a batch to the places of their bodies."""
        found: dict[str, tuple[str, BodyRef]] = {}
        asked = "SELECT facts, keys, bodies FROM jobs JOIN job_rows USING (nonce) WHERE batch_id IS ?"
        with self._database.reading() as connection:
            for facts, keys, bodies in connection.execute(asked, (batch_id,)).fetchall():
                spool = json.loads(facts)["spool"]
                pairs = zip(json.loads(keys), json.loads(bodies), strict=True)
                found.update({key: (spool, BodyRef(*ref)) for key, ref in pairs})
        return found


class SpoolFolder:
    """The spools of all processes of a host."""

    def __init__(self, folder: Path, location: str, index: SpoolIndex, claims: FileClaims) -> None:
        """`index` tells what jobs refer to; `claims` tells which processes live."""
        self._folder, self.location, self._index, self._claims = folder, location, index, claims
        self._places: dict[str | None, dict[str, tuple[str, BodyRef]]] = {}

    def spool(self, name: str) -> FileSpool:
        """Begin a new spool."""
        self._claims.hold(_CLAIM + name)
        return self.make(self.path(name))

    def make(self, path: Path) -> FileSpool:
        """Make the spool of this process."""
        return FileSpool(path, self.location)

    def remove_unused(self) -> int:
        """Remove the spools of ended processes that no job refers to, as a crash leaves them; returns their number."""
        with errors_named(self.location):
            names = [path.stem for path in self._folder.glob("*.jsonl")]
            used = self._index.used(names) if names else set()
            unused = [name for name in names if name not in used and not self._claims.is_held(_CLAIM + name)]
            for name in unused:
                self.path(name).unlink(missing_ok=True)
        return len(unused)

    def drop(self, names: Collection[str]) -> None:
        """Remove these spools, but for those that an open job, or another live process, still needs."""
        with errors_named(self.location):
            for name in self.not_needed(names):
                self.path(name).unlink(missing_ok=True)

    def not_needed(self, names: Collection[str]) -> list[str]:
        """Return which of these spools neither an open job nor another live process needs."""
        needed = self._index.used(names, open_only=True) | self._claims.held_by_others(_CLAIM)
        return [name for name in names if name and name not in needed]

    def path(self, name: str) -> Path:
        """Return the path of a spool file."""
        return self._folder / f"{name}.jsonl"

    def of_job(self, job: Job) -> Iterator[bytes]:
        """Read a job's bodies; an empty one for each body that was never written to a file."""
        if not any(ref.size for ref in job.bodies):
            yield from (b"" for _ in job.bodies)
            return
        yield from self.read_all(job.spool, job.bodies)

    def read_all(self, spool: str, refs: Collection[BodyRef]) -> Iterator[bytes]:
        """Read bodies of a spool."""
        with errors_named(self.location), self.path(spool).open("rb") as spooled:
            for ref in refs:
                yield _read(spooled, ref)

    def are_kept(self, job: Job) -> bool:
        """Whether the bodies of a job can still be read."""
        return self.is_kept(job.spool)

    def is_kept(self, spool: str) -> bool:
        """Whether the bodies of a spool can still be read."""
        return self.path(spool).exists()

    def of_answer(self, key: str, batch_id: str | None) -> bytes | None:
        """Find the request of a stored answer, by the job that bought it."""
        if batch_id not in self._places:
            self._places[batch_id] = self._index.of_batch(batch_id)
        spool, ref = self._places[batch_id].get(key, ("", BodyRef(0, 0)))
        return next(self.read_all(spool, [ref])) if ref.size and self.is_kept(spool) else None


def _read(spooled: Any, ref: BodyRef) -> bytes:
    spooled.seek(ref.place)
    found: bytes = spooled.read(ref.size)
    return found
