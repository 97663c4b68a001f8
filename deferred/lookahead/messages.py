"""Messages between a child and its parent, over pipes: frames of plain values, in Python's own binary form."""

from __future__ import annotations

import marshal
import os
import struct
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from deferred.core.call import Call, Target

_read, _write = os.read, os.write  # taken now: a script may replace them
_HEAD = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Found:
    """A call that a child would make.

    Attributes:
        key: the key of the call, with its occurrence.
        digest: what identifies its request, with the sample around it; `sample` is that sample.
        body: the request.
        target: the parts of its target, without the connection.
        model: the model.
        method: the SDK's method.
        where: the call site.
        site: a hash of all lines of the user's code that lead there.
        is_certain: whether nothing that a phantom may have decided lies on the way to it.
    """

    key: str
    digest: bytes
    sample: bytes
    body: bytes
    target: tuple[Any, ...]
    model: str
    method: str
    where: str
    site: int
    is_certain: bool

    def call(self, target: Target) -> Call:
        """Return the call, at a target of the parent."""
        return Call(target, self.model, self.body, self.method, self.where)

    def words(self) -> tuple[Any, ...]:
        """Return it as plain values."""
        return astuple(self)


def frame(*words: Any) -> bytes:
    """Write a message."""
    data = marshal.dumps(words)
    return _HEAD.pack(len(data)) + data


def write_all(pipe: int, data: bytes) -> None:
    """Write all bytes to a pipe."""
    view = memoryview(data)
    while view:
        view = view[_write(pipe, view) :]


def read_one(pipe: int) -> tuple[Any, ...] | None:
    """Wait for one message; None if the other side has ended."""
    head = _exactly(pipe, _HEAD.size)
    data = None if head is None else _exactly(pipe, _HEAD.unpack(head)[0])
    return None if data is None else tuple(marshal.loads(data))  # noqa: S302 - our own parent wrote it


def _exactly(pipe: int, size: int) -> bytes | None:
    found = b""
    while len(found) < size:
        piece = _read(pipe, size - len(found))
        if not piece:
            return None
        found += piece
    return found


class Inbox:
    """Joins the pieces that arrive from a child into messages."""

    def __init__(self) -> None:
        """Nothing has arrived."""
        self._arrived = bytearray()

    def add(self, piece: bytes) -> Iterator[tuple[Any, ...]]:
        """Add a piece; returns the messages that are complete now."""
        self._arrived += piece
        while len(self._arrived) >= _HEAD.size:
            end = _HEAD.size + _HEAD.unpack_from(self._arrived)[0]
            if len(self._arrived) < end:
                return
            message = marshal.loads(bytes(self._arrived[_HEAD.size : end]))  # noqa: S302 - our own child wrote it
            del self._arrived[:end]
            yield tuple(message)
