"""Pure: the most tokens that a picture, a PDF or a sound can count, by the providers' published formulas.

Sources, all of 2026-09: platform.claude.com "Vision" and "PDF support"; platform.openai.com "Images and vision", and
measured counts of newer models, which cap nothing; ai.google.dev "Media resolution", "Audio", "Document processing".
Where models differ and a name is not known, the dearest formula counts.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

_CLAUDE_PATCH, _CLAUDE_DIVISOR = 28, 750  # the patches of 2026, and the area formula before them
_SMALL_PICTURE = 1_600  # what a picture of any size counted as, at most, on older models: reserved for small ones too
_CLAUDE_MOST = 4_784  # a picture of 2,576 pixels, on the models that see that much
_TILE, _SHORT_SIDE, _LONG_SIDE = 512, 768, 2_048
_PATCH, _MOST_PATCHES = 32, 1_536
_GEMINI_TILE, _GEMINI_SMALL, _GEMINI_PER_TILE, _GEMINI_MOST_DETAIL = 768, 384, 258, 2_240
# Of a page: Anthropic's documentation gives 1,500 to 3,000 for its text; its picture comes on top.
_PAGE_TEXT, _PAGE_MARGIN = 3_000, 100
_GEMINI_AUDIO = 32  # tokens a second
_MP3_SLOWEST = 1_000  # bytes a second: 8 kbit/s, the lowest rate of the format
# OpenAI's families whose formula is published: base and tile tokens, or what a patch counts. The longest name counts.
_TILES = {
    "gpt-4o": (85, 170),
    "gpt-4.1": (85, 170),
    "gpt-4.5": (85, 170),
    "gpt-4-turbo": (85, 170),
    "gpt-4o-mini": (2_833, 5_667),
    "gpt-5": (85, 170),
    "o1": (85, 170),
    "o3": (85, 170),
}
_PATCHES = {
    "gpt-4.1-mini": 1.62,
    "gpt-4.1-nano": 2.46,
    "gpt-5-mini": 1.62,
    "gpt-5-nano": 2.46,
    "o4-mini": 1.72,
}
_DEAREST_PATCH = 2.46
_DEAREST_PAGE = 15_000  # a page as a picture, on a model that is not known


@dataclass(frozen=True, slots=True)
class Medium:
    """Something in a request that is not text: what it is, its bytes in base64, and the detail asked for."""

    mime: str
    data: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The most that a medium counts; `audio` tokens have a price of their own."""

    text: int = 0
    audio: int = 0


def most_tokens(medium: Medium, provider: str, model: str) -> Tokens | str:
    """Give the most that a medium counts, or say why that cannot be told."""
    kind = medium.mime.partition("/")[0]
    if kind == "image":
        return _picture(medium, provider, model)
    if medium.mime == "application/pdf":
        return _pdf(medium, provider, model)
    if kind == "audio" and provider == "google":
        return _sound(medium)
    return f"{medium.mime or 'a file'} has no published bound"


def picture_tokens(width: int, height: int, provider: str, model: str, detail: str = "") -> int:
    """Give the most that a picture of this size counts."""
    if provider == "anthropic":
        patches = ceil(width / _CLAUDE_PATCH) * ceil(height / _CLAUDE_PATCH)
        return min(_CLAUDE_MOST, max(patches, ceil(width * height / _CLAUDE_DIVISOR)))
    if provider == "google":
        return _gemini_picture(width, height)
    return _openai_picture(width, height, model, detail)


def _picture(medium: Medium, provider: str, model: str) -> Tokens | str:
    import imagesize  # noqa: PLC0415 - only where there are pictures, and a limit

    raw = _decoded(medium.data)
    # Of these formats the library may give the size of the thumbnail.
    is_readable = raw is not None and not medium.mime.endswith(("heic", "heif", "avif"))
    width, height = (-1, -1) if raw is None or not is_readable else imagesize.get(io.BytesIO(raw), exif_rotation=False)
    if width > 0 and height > 0:
        tokens = picture_tokens(width, height, provider, model, medium.detail)
        return Tokens(tokens if medium.detail == "low" else max(tokens, _SMALL_PICTURE))
    cap = _cap(provider, model)
    return f"the size of a picture ({medium.mime}) cannot be read" if cap is None else Tokens(cap)


def _cap(provider: str, model: str) -> int | None:
    """Give what no picture passes, where the provider makes large ones smaller first."""
    if provider == "anthropic":
        return _CLAUDE_MOST
    if provider == "openai" and _family(model, {**_TILES, **_PATCHES}) is not None:
        return max(_openai_picture(_LONG_SIDE, _SHORT_SIDE, model, ""), _openai_picture(2_048, 2_048, model, ""))
    return None


def _openai_picture(width: int, height: int, model: str, detail: str) -> int:
    family = _family(model, {**_TILES, **_PATCHES})
    if family in _TILES:
        base, tile = _TILES[family]
        return base if detail == "low" else base + tile * _tiles(width, height)
    patches = ceil(width / _PATCH) * ceil(height / _PATCH)
    if family is not None:
        return ceil(min(patches, _MOST_PATCHES) * _PATCHES[family])
    return max(ceil(patches * _DEAREST_PATCH), 85 + 170 * _tiles(width, height))


def _family(model: str, families: dict[str, Any]) -> str | None:
    # "gpt-5" is a family and "gpt-5.4" another one, of which no bound is published.
    known = [name for name in families if re.match(re.escape(name) + r"(?:-|$)", model)]
    return max(known, key=len, default=None)


def _tiles(width: int, height: int) -> int:
    shrunk = min(1.0, _LONG_SIDE / max(width, height))
    width, height = ceil(width * shrunk), ceil(height * shrunk)
    shrunk = min(1.0, _SHORT_SIDE / min(width, height))
    return ceil(ceil(width * shrunk) / _TILE) * ceil(ceil(height * shrunk) / _TILE)


def _gemini_picture(width: int, height: int) -> int:
    if max(width, height) <= _GEMINI_SMALL:
        return _GEMINI_MOST_DETAIL
    unit = min(_GEMINI_TILE, max(256, int(min(width, height) / 1.5)))
    return max(_GEMINI_MOST_DETAIL, _GEMINI_PER_TILE * ceil(width / unit) * ceil(height / unit))


def _pdf(medium: Medium, provider: str, model: str) -> Tokens | str:
    pages = _page_texts(medium.data)
    if pages is None:
        return "a PDF's pages can only be counted with pypdf: pip install 'deferred[pdf]'"
    if not pages:
        return "a PDF cannot be read"
    picture = {"anthropic": _CLAUDE_MOST, "google": _GEMINI_MOST_DETAIL}.get(provider)
    if picture is None:
        picture = _cap(provider, model) or _DEAREST_PAGE
    return Tokens(sum(picture + max(_PAGE_TEXT, ceil(size * 1.25) + _PAGE_MARGIN) for size in pages))


@lru_cache(maxsize=256)
def _page_texts(data: str) -> tuple[int, ...] | None:
    """Give the bytes of text of each page; none for a file that is no PDF, None without pypdf."""
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


def _sound(medium: Medium) -> Tokens | str:
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
    return Tokens(audio=ceil(len(raw) / max(rate, 1)) * _GEMINI_AUDIO + _GEMINI_AUDIO)


def _wav_rate(raw: bytes) -> int:
    """Find the bytes a second: other chunks may come before the one that says so."""
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
