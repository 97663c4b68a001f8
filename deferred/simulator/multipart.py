"""Read a multipart/form-data upload."""

from __future__ import annotations

import re
from typing import NamedTuple


class Part(NamedTuple):
    """One field of a form; files have a name."""

    filename: str | None
    data: bytes


def parse(content_type: str, body: bytes) -> dict[str, Part]:
    """Give the fields of a form by name."""
    return dict(parts(content_type, body))


def parts(content_type: str, body: bytes) -> list[tuple[str, Part]]:
    """Give the fields of a form in their order; a list has several of one name."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type)
    if boundary is None:
        return []
    pieces = body.split(b"--" + boundary.group(1).encode())
    return [(name, part) for name, part in map(_part, pieces[1:-1]) if name]


def _part(piece: bytes) -> tuple[str, Part]:
    head, _, data = piece.partition(b"\r\n\r\n")
    text = head.decode("utf-8", "replace")
    name = re.search(r'\bname="([^"]*)"', text)
    filename = re.search(r'\bfilename="([^"]*)"', text)
    data = data.removesuffix(b"\r\n")
    return name.group(1) if name else "", Part(filename.group(1) if filename else None, data)
