"""The files of `images.edit` as data URLs: a row of a batch is JSON and holds no files."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

_LONGEST = 20_971_520  # characters of a picture's address (OpenAI's API reference, 2026-11)
_MIME = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def with_pictures(body: Mapping[str, Any], files: Any) -> dict[str, Any]:
    """Return the body of an edit with its files in it.

    Raises:
        ValueError: a file cannot be put there; the message is why.
    """
    if str(body.get("model")).startswith("dall-e"):
        message = "only GPT image models edit pictures in a batch"
        raise ValueError(message)
    made = {**body, "images": []}
    for name, file in _named(files):
        picture = {"image_url": _address(file)}
        if name == "mask":
            made["mask"] = picture
        else:
            made["images"].append(picture)
    return made


def _named(files: Any) -> Iterator[tuple[str, Any]]:
    """Yield the files with the names of their arguments."""
    pairs: Iterable[tuple[str, Any]] = files.items() if isinstance(files, Mapping) else files
    for name, file in pairs:
        argument = name.partition("[")[0]
        if argument not in {"image", "mask"}:
            message = f"it uploads {argument!r}, which a batch cannot carry"
            raise ValueError(message)
        yield argument, file


def _address(file: Any) -> str:
    content = _content(file)
    mime = _mime_of(content)
    if mime is None:
        message = "it uploads a file that is no picture (PNG, JPEG or WebP)"
        raise ValueError(message)
    address = f"data:{mime};base64,{base64.b64encode(content).decode()}"
    if len(address) > _LONGEST:
        message = "it uploads a picture of more than 15 MB, which a batch cannot carry"
        raise ValueError(message)
    return address


def _mime_of(content: Any) -> str | None:
    """Return the type of a picture by its first bytes: one picture has one key, whatever its file is called."""
    if not isinstance(content, bytes):
        return None
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for magic, mime in _MIME.items() if content.startswith(magic)), None)


def _content(file: Any) -> Any:
    """Return what a file holds, in any of the forms that the SDK takes."""
    if isinstance(file, tuple):
        file = file[1]  # the name comes first
    if isinstance(file, os.PathLike):
        return Path(file).read_bytes()
    return bytes(file) if isinstance(file, (bytes, bytearray)) else _reread(file)


def _reread(file: Any) -> Any:
    """Read a whole file object, and leave it where it was: it may be sent live, or used once more."""
    if getattr(file, "closed", False):
        message = "it uploads a file that is closed"
        raise ValueError(message)
    seekable = getattr(file, "seekable", None)
    if seekable is None or not seekable():
        message = "it uploads a file that can be read only once; give its bytes or its path"
        raise ValueError(message)
    place = file.tell()
    file.seek(0)  # from where the SDK's HTTP library would send it
    content = file.read()
    file.seek(place)
    return content
