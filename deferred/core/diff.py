"""Pure: where two request bodies differ, by the path of each field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

_SHOWN = 60  # characters of a value: prompts are long, and may be private


def differences(old: Any, new: Any, most: int = 5) -> list[str]:
    """List where `new` differs from `old`, like `messages[0].content: 'a' -> 'b'`; at most `most` places."""
    return list(islice(_walk(old, new, ""), most))


def _walk(old: Any, new: Any, path: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            inner = f"{path}.{name}" if path else str(name)
            if name not in new:
                yield f"{inner}: is gone"
            elif name not in old:
                yield f"{inner}: is new"
            else:
                yield from _walk(old[name], new[name], inner)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (first, second) in enumerate(zip(old, new, strict=True)):
            yield from _walk(first, second, f"{path}[{index}]")
    elif old != new:
        yield f"{path}: {_short(old)} -> {_short(new)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
