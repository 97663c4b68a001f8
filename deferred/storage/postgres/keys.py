"""Keys, rows of jobs and bodies as PostgreSQL stores them: compact, and read back exactly."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Sequence

from deferred.core.call import KEY_LENGTH, BodyRef

_HEX = re.compile(rf"[0-9a-f]{{{KEY_LENGTH}}}")
_OTHER = b"\0" * (KEY_LENGTH // 2 + 1)  # begins a key of another form, which is longer than any of the usual one


def packed(key: str) -> bytes:
    """Return a key as it is stored."""
    return bytes.fromhex(key) if _HEX.fullmatch(key) else _OTHER + key.encode()


def unpacked(stored: bytes) -> str:
    """Return a stored key."""
    return stored.hex() if len(stored) == KEY_LENGTH // 2 else stored.removeprefix(_OTHER).decode()


def all_packed(keys: Iterable[str]) -> list[bytes]:
    """Return keys as they are stored, in one order everywhere, so that no two transactions wait for each other."""
    return sorted(map(packed, keys))


def packed_refs(refs: Sequence[BodyRef]) -> bytes:
    """Return the places of bodies as they are stored."""
    numbers = array("q", (number for ref in refs for number in ref))
    return numbers.tobytes()


def unpacked_refs(stored: bytes) -> list[BodyRef]:
    """Return stored places of bodies."""
    numbers = array("q")
    numbers.frombytes(stored)
    return [BodyRef(place, size) for place, size in zip(numbers[::2], numbers[1::2], strict=True)]


def inflated(stored: bytes, size: int) -> bytes:
    """Inflate what was compressed, to no more than its size: a table that others write is not trusted with memory.

    Raises:
        zlib.error: it is damaged, or has another size.
    """
    inflater = zlib.decompressobj()
    found = inflater.decompress(stored, size)
    if len(found) != size or not (inflater.eof or not inflater.decompress(inflater.unconsumed_tail, 1)):
        message = f"it has not the {size:,} bytes that it says"
        raise zlib.error(message)
    return found
