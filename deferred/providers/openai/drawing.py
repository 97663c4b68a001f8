"""Pure: the most tokens of the pictures that OpenAI's image models make and are given.

Output tokens of gpt-image-1 are printed in "Image generation" (platform.openai.com, 2026-09). For gpt-image-1-mini and
gpt-image-2 that page prints dollars, rounded to a tenth of a cent: the tokens here are the most that round to them.
gpt-image-1.5 writes text as well, which nothing bounds; later models have no table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from deferred.core.profile import Picture

_SQUARE, _PORTRAIT, _LANDSCAPE = "1024x1024", "1024x1536", "1536x1024"
_MADE: dict[str, dict[str, dict[str, int]]] = {
    "gpt-image-1": {
        "low": {_SQUARE: 272, _PORTRAIT: 408, _LANDSCAPE: 400},
        "medium": {_SQUARE: 1_056, _PORTRAIT: 1_584, _LANDSCAPE: 1_568},
        "high": {_SQUARE: 4_160, _PORTRAIT: 6_240, _LANDSCAPE: 6_208},
    },
    "gpt-image-1-mini": {  # at $8 per million
        "low": {_SQUARE: 688, _PORTRAIT: 813, _LANDSCAPE: 813},
        "medium": {_SQUARE: 1_438, _PORTRAIT: 1_938, _LANDSCAPE: 1_938},
        "high": {_SQUARE: 4_563, _PORTRAIT: 6_563, _LANDSCAPE: 6_563},
    },
    "gpt-image-2": {  # at $30 per million
        "low": {_SQUARE: 217, _PORTRAIT: 184, _LANDSCAPE: 184},
        "medium": {_SQUARE: 1_784, _PORTRAIT: 1_384, _LANDSCAPE: 1_384},
        "high": {_SQUARE: 7_050, _PORTRAIT: 5_517, _LANDSCAPE: 5_517},
    },
}
_CHOOSES_FROM_THE_TABLE = frozenset(["gpt-image-1", "gpt-image-1-mini"])  # gpt-image-2 may choose any size
_PARTIAL = 100  # tokens of each partial picture of a stream
# What a picture that is given counts: a base, 512-pixel tiles once its short side is 512, and high fidelity. Whether
# high fidelity is used is not always said in the request.
_BASE, _TILE, _FIDELITY, SHORT_SIDE = 65, 129, 6_240, 512
_MOST_TILES = 8
_DATE = re.compile(r"-\d{4}-\d\d-\d\d$")


def draws(model: str) -> bool:
    """Whether a model makes pictures."""
    return model.startswith(("gpt-image", "chatgpt-image"))


def made(endpoint: str, body: Mapping[str, Any], model: str) -> int | str | None:
    """Return the most tokens of one picture; why they are not known; None for a request that makes none."""
    if not endpoint.endswith(("/images/generations", "/images/edits")):
        return None
    name = _DATE.sub("", model)
    table, quality, size = _MADE.get(name), body.get("quality") or "auto", body.get("size") or "auto"
    if table is None:
        return f"the tokens of a picture of {model!r} are not published"
    if size == "auto" and name not in _CHOOSES_FROM_THE_TABLE:
        return f"{model!r} chooses the size of its picture, unless the request has one (size={_SQUARE!r})"
    sizes = [row for word, row in table.items() if quality in {word, "auto"}]
    known = [tokens for row in sizes for word, tokens in row.items() if size in {word, "auto"}]
    if not known:
        return f"the tokens of a picture of size {size!r} and quality {quality!r} are not published"
    return max(known) + _PARTIAL * _count(body.get("partial_images"))


def _count(value: Any) -> int:
    return value if isinstance(value, int) else 0


def given(picture: Picture, tiles: int) -> int | None:
    """Return the most tokens of a picture that is given to a model that makes pictures; None where none are known."""
    return _BASE + _TILE * tiles + _FIDELITY if _is_counted(picture.model) else None


def largest(model: str) -> int | None:
    """Return the most tokens of any picture that is given; None where none are known."""
    return _BASE + _TILE * _MOST_TILES + _FIDELITY if _is_counted(model) else None


def _is_counted(model: str) -> bool:
    return _DATE.sub("", model) in _CHOOSES_FROM_THE_TABLE
