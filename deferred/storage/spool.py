"""Spool: request bodies in one file, in the order of their arrival."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any


class Spool:
    """Bodies, written one after the other as they arrive, so that they do not stay in memory."""

    def __init__(self, path: Path) -> None:
        """Create the file, readable by its owner only."""
        self.name = path.stem
        self._path = path
        self._lock = threading.Lock()
        self._file: Any = None
        self._end = 0

    def add(self, body: bytes) -> tuple[int, int]:
        """Append a body; gives its place."""
        with self._lock:
            if self._file is None:
                handle = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
                self._file = os.fdopen(handle, "wb", buffering=1 << 16)
            self._file.write(body + b"\n")
            place = (self._end, len(body))
            self._end += len(body) + 1
            return place

    def flush(self) -> None:
        """Make what was added readable."""
        with self._lock:
            if self._file is not None and not self._file.closed:
                self._file.flush()

    def read(self, place: tuple[int, int]) -> bytes:
        """Read one body back."""
        self.flush()
        with self._path.open("rb") as spooled:
            spooled.seek(place[0])
            return spooled.read(place[1])

    def close(self) -> None:
        """Close the file; it stays until the run is cleared."""
        with self._lock:
            if self._file is not None:
                self._file.close()
