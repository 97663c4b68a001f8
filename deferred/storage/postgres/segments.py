"""Request bodies in the database (`?bodies=shared`), for other hosts: compressed segments of the spool of each process.

A spool stays a file of its host, too. Its segments are written before a job that needs them is planned.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from deferred.core.call import BodyRef
from deferred.core.errors import LedgerError
from deferred.storage.claims import FileClaims
from deferred.storage.database import errors_named
from deferred.storage.postgres.bodies import SharedSpoolIndex
from deferred.storage.postgres.database import Database
from deferred.storage.postgres.keys import inflated
from deferred.storage.spool import FileSpool, SpoolFolder

_SEGMENT = 1 << 20  # bytes before compression
_PUT = "INSERT INTO {s}.segments (spool, first, size, data) VALUES (%s, %s, %s, %b) ON CONFLICT DO NOTHING"
_COVERING = (
    "SELECT first, size, data FROM {s}.segments WHERE spool = %s AND first < %s AND first + size > %s ORDER BY first"
)
_ARE_THERE = "SELECT 1 FROM {s}.segments WHERE spool = %s LIMIT 1"
_DROP = "DELETE FROM {s}.segments WHERE spool = ANY(%s::text[])"
# A process writes its segments just before the job that needs them.
_UNUSED = (
    "DELETE FROM {s}.segments s WHERE s.at < clock_timestamp() - interval '1 day' AND NOT EXISTS "
    "(SELECT 1 FROM {s}.jobs j WHERE j.spool = s.spool)"
)


class Segments:
    """The segments of all spools."""

    def __init__(self, database: Database) -> None:
        """`database` has the table."""
        self._database = database

    def put(self, spool: str, first: int, data: bytes) -> None:
        """Store a segment, which begins at the byte `first` of its spool."""
        packed = zlib.compress(data, 1)
        self._database.run(lambda db: db.do(_PUT, spool, first, len(data), packed))

    def put_file(self, spool: str, path: Path) -> None:
        """Store all segments of a spool file."""
        first = 0
        for data in _segments_of(path, first):
            self.put(spool, first, data)
            first += len(data)

    def covering(self, spool: str, ref: BodyRef) -> tuple[int, bytes]:
        """Return a stretch of a spool that holds a body, and the byte at which it begins.

        Raises:
            LedgerError: it is not there, or damaged.
        """
        end = ref.place + ref.size
        rows = self._database.read(lambda db: db.rows(_COVERING, spool, end, ref.place))
        found = b"".join(_inflated(data, size) for _, size, data in rows)
        first = rows[0][0] if rows else 0
        if not rows or not first <= ref.place < end <= first + len(found):
            raise LedgerError(_MISSING)
        return first, found

    def are_there(self, spool: str) -> bool:
        """Whether any segment of a spool is stored."""
        return self._database.read(lambda db: db.row(_ARE_THERE, spool)) is not None

    def drop(self, spools: Collection[str]) -> None:
        """Remove the segments of these spools."""
        if spools:
            self._database.run(lambda db: db.do(_DROP, list(spools)))

    def remove_unused(self) -> None:
        """Remove old segments that no job refers to, as a crash leaves them."""
        self._database.run(lambda db: db.do(_UNUSED))


class SharedSpool(FileSpool):
    """A spool whose bodies other hosts can read once they were flushed."""

    def __init__(self, path: Path, location: str, segments: Segments) -> None:
        """`segments` takes copies of what is flushed."""
        super().__init__(path, location)
        self._segments = segments
        self._copying = threading.Lock()
        self._copied = 0

    def flush(self) -> None:
        """Make the added bodies readable, for other hosts too."""
        super().flush()
        with self._copying:
            if not self._path.exists():  # no body was added
                return
            with errors_named(self._location):
                for data in _segments_of(self._path, self._copied):
                    self._segments.put(self.name, self._copied, data)
                    self._copied += len(data)


class SharedBodies(SpoolFolder):
    """The spools of all hosts: files of this one, and segments in the database."""

    def __init__(self, folder: Path, database: Database, claims: FileClaims) -> None:
        """`folder` is this host's."""
        super().__init__(folder, database.address.location, SharedSpoolIndex(database), claims)
        self._segments = Segments(database)

    def make(self, path: Path) -> FileSpool:
        """Make the spool of this process."""
        return SharedSpool(path, self.location, self._segments)

    def read_all(self, spool: str, refs: Collection[BodyRef]) -> Iterator[bytes]:
        """Read bodies of a spool, from this host's file or from the database."""
        if self.path(spool).exists():
            yield from super().read_all(spool, refs)
            return
        first, found = 0, b""
        for ref in refs:
            if ref.size and not first <= ref.place < ref.place + ref.size <= first + len(found):
                first, found = self._segments.covering(spool, ref)
            yield found[ref.place - first : ref.place - first + ref.size]

    def is_kept(self, spool: str) -> bool:
        """Whether the bodies of a spool can still be read."""
        return super().is_kept(spool) or self._segments.are_there(spool)

    def remove_unused(self) -> int:
        """Remove the spools of ended processes that no job refers to, as a crash leaves them; returns their number."""
        self._segments.remove_unused()
        return super().remove_unused()

    def drop(self, names: Collection[str]) -> None:
        """Remove these spools, but for those that an open job, or another live process, still needs."""
        self._segments.drop(self.not_needed(names))
        super().drop(names)


_MISSING = "the request bodies of this job are not in the ledger any more: they were cleared"


def _segments_of(path: Path, first: int) -> Iterator[bytes]:
    """Read a spool file in segments, from this byte on."""
    with path.open("rb") as spooled:
        spooled.seek(first)
        while data := spooled.read(_SEGMENT):
            yield data


def _inflated(data: bytes, size: int) -> bytes:
    """Inflate a segment, to no more than a segment holds: a table that others write is not trusted with memory."""
    if not 0 < size <= _SEGMENT:
        message = f"a segment of request bodies in the ledger says that it has {size:,} bytes; run `deferred doctor`"
        raise LedgerError(message)
    try:
        return inflated(data, size)
    except zlib.error as error:
        message = f"a segment of request bodies in the ledger is damaged ({error}); run `deferred doctor`"
        raise LedgerError(message) from error
