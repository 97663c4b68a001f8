"""Usage of an answer: tokens, and uses of tools with a fee."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SEARCH, STORED_SEARCH = "web search", "file search"  # tools with a fee for each use


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one answer; `input_tokens` includes the cached ones."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    written_tokens: int = 0


def fields_of(value: Any) -> dict[str, Any]:
    """Return a JSON object unchanged, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def number(value: Any) -> int:
    """Read a count of tokens of any type: a bad row must not fail the others."""
    if type(value) is int:
        return value
    try:
        return int(float(value or 0))
    except (TypeError, ValueError, OverflowError):
        return 0
