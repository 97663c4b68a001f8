"""Pure: the most tokens that a picture, a PDF or a sound can count, by the providers' published formulas.

The formulas are in the providers' profiles. Sources, all of 2026-09: platform.claude.com "Vision" and "PDF support";
platform.openai.com "Images and vision"; ai.google.dev "Media resolution", "Audio", "Document processing". Where models
differ and a name is not known, the dearest formula counts.
"""

from __future__ import annotations

import base64
import binascii
import io
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from deferred.core.profile import Picture, profile_of

_SMALL_PICTURE = 1_600  # what a picture of any size counted as, at most, on older models: reserved for small ones too
# Of a page: Anthropic's documentation gives 1,500 to 3,000 for its text; its picture comes on top.
_PAGE_TEXT, _PAGE_MARGIN = 3_000, 100
_MP3_SLOWEST = 1_000  # bytes a second: 8 kbit/s, the lowest rate of the format


@dataclass(frozen=True, slots=True)
class Medium:
    """A part of a request that is not text: its type, its bytes in base64, and the requested detail."""

    mime: str
    data: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The most tokens that a medium counts; `audio` tokens have their own price."""

    text: int = 0
    audio: int = 0


def most_tokens(medium: Medium, provider: str, model: str) -> Tokens | str:
    """Return the most tokens that a medium counts, or why that is unknown."""
    kind, formulas = medium.mime.partition("/")[0], profile_of(provider).media
    if kind == "image" and formulas.picture is not None:
        return _picture(medium, provider, model)
    if medium.mime == "application/pdf" and formulas.page is not None:
        return _pdf(medium, formulas.page(model))
    if kind == "audio" and formulas.sound is not None:
        return _sound(medium, formulas.sound)
    return f"{medium.mime or 'a file'} has no published bound"


def picture_tokens(width: int, height: int, provider: str, model: str, detail: str = "") -> int | None:
    """Return the most tokens of a picture of this size for a provider with a formula; None for a model without."""
    formula = profile_of(provider).media.picture
    assert formula is not None
    return formula(Picture(width, height, model, detail))


def _picture(medium: Medium, provider: str, model: str) -> Tokens | str:
    import imagesize  # noqa: PLC0415 - only where there are pictures, and a limit

    raw = _decoded(medium.data)
    # For these formats the library may return the size of the thumbnail.
    is_readable = raw is not None and not medium.mime.endswith(("heic", "heif", "avif"))
    width, height = (-1, -1) if raw is None or not is_readable else imagesize.get(io.BytesIO(raw), exif_rotation=False)
    if width > 0 and height > 0:
        tokens = picture_tokens(width, height, provider, model, medium.detail)
        if tokens is None:
            return f"how many tokens {model!r} counts for a picture is not published"
        return Tokens(tokens if medium.detail == "low" else max(tokens, _SMALL_PICTURE))
    cap = profile_of(provider).media.largest_picture(model)
    return f"the size of a picture ({medium.mime}) cannot be read" if cap is None else Tokens(cap)


def _pdf(medium: Medium, picture: int) -> Tokens | str:
    pages = _page_texts(medium.data)
    if pages is None:
        return "a PDF's pages can only be counted with pypdf: pip install 'deferred[pdf]'"
    if not pages:
        return "a PDF cannot be read"
    return Tokens(sum(picture + max(_PAGE_TEXT, ceil(size * 1.25) + _PAGE_MARGIN) for size in pages))


@lru_cache(maxsize=256)
def _page_texts(data: str) -> tuple[int, ...] | None:
    """Return the bytes of text of each page; an empty tuple for a file that is no PDF, None without pypdf."""
    try:
        import pypdf  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        return None
    raw = _decoded(data)
    if raw is None:
        return ()
    try:
        pages = pypdf.PdfReader(io.BytesIO(raw)).pages
        return tuple(len(page.extract_text().encode("utf-8", "replace")) for page in pages)
    except Exception:  # noqa: BLE001 - a broken file makes pypdf raise whatever its parser stumbles over
        return ()


def _sound(medium: Medium, a_second: int) -> Tokens | str:
    raw = _decoded(medium.data)
    if raw is None:
        return "a sound cannot be read"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WAVE":
        rate = _wav_rate(raw)
    elif medium.mime in {"audio/mp3", "audio/mpeg"}:
        rate = _MP3_SLOWEST
    else:
        return f"the length of a sound ({medium.mime}) is not bounded by its bytes"
    if not rate:
        return "a sound cannot be read"
    return Tokens(audio=ceil(len(raw) / max(rate, 1)) * a_second + a_second)


def _wav_rate(raw: bytes) -> int:
    """Find the bytes per second; the chunk that holds them need not be the first."""
    place = 12
    while place + 8 <= len(raw):
        name, size = raw[place : place + 4], int.from_bytes(raw[place + 4 : place + 8], "little")
        if name == b"fmt ":
            return int.from_bytes(raw[place + 16 : place + 20], "little")
        place += 8 + size + size % 2
    return 0


def _decoded(data: str) -> bytes | None:
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4), altchars=b"-_" if "-" in data or "_" in data else None)
    except (binascii.Error, ValueError):
        return None
