"""What pictures and pages count, by the providers' price pages; written apart from the product's own formulas.

platform.claude.com "Vision": width * height / 750, and none passes 4,784. platform.openai.com "Images and vision":
512-pixel tiles after two reductions, or 32-pixel patches with a factor. ai.google.dev "Tokens": 258 for each tile.
"""

from __future__ import annotations

import base64
import binascii
import struct

Size = tuple[int, int]
BY_PATCH = {"gpt-5-mini": 1.62, "gpt-5-nano": 2.46, "gpt-4.1-mini": 1.62, "gpt-4.1-nano": 2.46, "o4-mini": 1.72}
LARGE: Size = (4_000, 4_000)
_URL_SAFE = str.maketrans("-_", "+/")


def decoded(data: str) -> bytes:
    """Read base64 of either alphabet, as Google does; nothing where it is none."""
    try:
        return base64.b64decode(data.translate(_URL_SAFE) + "=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return b""


def size_of(data: str) -> Size | None:
    """Read the size of a PNG."""
    head = decoded(data[:48])
    if len(head) < 24 or not head.startswith(b"\x89PNG"):
        return None
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)


def tokens(provider: str, model: str, size: Size) -> int:
    """Count one picture of the largest detail."""
    width, height = size
    if provider == "anthropic":
        return min(4_784, -(-width * height // 750))
    if provider == "google":
        return _gemini(width, height)
    return _openai(model, width, height)


def page(provider: str, model: str) -> int:
    """Count a page as the largest picture; its text is counted as text."""
    return tokens(provider, model, LARGE if provider == "anthropic" else (1_536, 2_048))


def _openai(model: str, width: int, height: int) -> int:
    factor = next((factor for name, factor in BY_PATCH.items() if model.startswith(name)), None)
    if factor is not None:
        return round(min(1_536, -(-width // 32) * -(-height // 32)) * factor)
    if max(width, height) > 2_048:
        width, height = width * 2_048 // max(width, height), height * 2_048 // max(width, height)
    if min(width, height) > 768:
        width, height = width * 768 // min(width, height), height * 768 // min(width, height)
    base, tile = (2_833, 5_667) if model.startswith("gpt-4o-mini") else (85, 170)
    return base + tile * max(1, -(-width // 512)) * max(1, -(-height // 512))


def _gemini(width: int, height: int) -> int:
    if width <= 384 and height <= 384:
        return 258
    side = max(256, min(768, int(min(width, height) / 1.5)))
    return max(1_120, 258 * -(-width // side) * -(-height // side))
