"""What an answer used: tokens, and uses of what has a price of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SEARCH, STORED_SEARCH = "web search", "file search"  # what has a price for each use


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer; `input_tokens` includes the cached ones."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    written_tokens: int = 0


def fields_of(value: Any) -> dict[str, Any]:
    """Return a JSON object as it is, and anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def number(value: Any) -> int:
    """Read a count of tokens, in whichever type it came: one row must not take the others with it."""
    if type(value) is int:
        return value
    try:
        return int(float(value or 0))
    except (TypeError, ValueError, OverflowError):
        return 0
