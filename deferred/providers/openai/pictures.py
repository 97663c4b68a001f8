"""Pure: the most tokens that a picture counts on OpenAI's models.

Source: platform.openai.com, "Images and vision", 2026-09, and measured counts of newer models, which have no cap. For
an unknown model the dearest formula counts.
"""

from __future__ import annotations

import re
from math import ceil

from deferred.core.profile import Picture
from deferred.providers.openai import drawing

_TILE, _SHORT_SIDE, _LONG_SIDE = 512, 768, 2_048
_PATCH, _MOST_PATCHES = 32, 1_536
# The families with a published formula: base and tile tokens, or tokens of a patch. The longest matching name counts.
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


def tokens(picture: Picture) -> int | None:
    """Return the most tokens of a picture; None for a model whose count is neither published nor measured."""
    width, height = picture.width, picture.height
    if drawing.draws(picture.model):
        return drawing.given(picture, _tiles(width, height, drawing.SHORT_SIDE))
    return _read(picture)


def _read(picture: Picture) -> int:
    width, height = picture.width, picture.height
    family = _family(picture.model)
    if family in _TILES:
        base, tile = _TILES[family]
        return base if picture.detail == "low" else base + tile * _tiles(width, height)
    patches = ceil(width / _PATCH) * ceil(height / _PATCH)
    if family is not None:
        return ceil(min(patches, _MOST_PATCHES) * _PATCHES[family])
    return max(ceil(patches * _DEAREST_PATCH), 85 + 170 * _tiles(width, height))


def largest(model: str) -> int | None:
    """Return the upper limit for all pictures of a model that scales large ones; else None."""
    if drawing.draws(model):
        return drawing.largest(model)
    if _family(model) is None:
        return None
    return max(_read(Picture(_LONG_SIDE, _SHORT_SIDE, model)), _read(Picture(2_048, 2_048, model)))


def page(model: str) -> int:
    """Return the most tokens of a page as a picture."""
    return largest(model) or _DEAREST_PAGE


def _family(model: str) -> str | None:
    # "gpt-5" is a family and "gpt-5.4" another one, of which no bound is published.
    known = [name for name in (*_TILES, *_PATCHES) if re.match(re.escape(name) + r"(?:-|$)", model)]
    return max(known, key=len, default=None)


def _tiles(width: int, height: int, short_side: int = _SHORT_SIDE) -> int:
    shrunk = min(1.0, _LONG_SIDE / max(width, height))
    width, height = ceil(width * shrunk), ceil(height * shrunk)
    shrunk = min(1.0, short_side / min(width, height))
    return ceil(ceil(width * shrunk) / _TILE) * ceil(ceil(height * shrunk) / _TILE)
