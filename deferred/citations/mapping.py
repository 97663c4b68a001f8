"""TEMPORARY: stands in for the mapping of fields until that is merged; it only looks for values word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from deferred.citations.citation import Block, Citation, Source
from deferred.parsing import path_of


@dataclass(frozen=True)
class Mapping:
    """The citations of each field, and why the others have none."""

    fields: dict[str, list[Citation]]
    unmapped: dict[str, str]


def map_fields(parsed: Any, text: str, blocks: Sequence[Block], sources: Sequence[Source]) -> Mapping:
    """Map each leaf of `parsed` to where it stands, word for word."""
    del text
    fields: dict[str, list[Citation]] = {}
    unmapped: dict[str, str] = {}
    for steps, value in _leaves(parsed, ()):
        found = [one for block in blocks if block.citations and str(value) in block.text for one in block.citations]
        found = found or list(_search(str(value), sources))[:1]
        path = path_of(steps)
        if found:
            fields[path] = found
        else:
            unmapped[path] = f"{value!r} stands in no source"
    return Mapping(fields, unmapped)


def _search(value: str, sources: Sequence[Source]) -> Iterator[Citation]:
    for source in sources:
        at = source.text.find(value)
        if value and at >= 0:
            page = sum(start <= at for start in source.pages) or None
            yield Citation(
                text=value, source=source.title, document_index=source.index, page=page, end_page=page,
                start=at, end=at + len(value), confidence="low", reason="stands there word for word",
            )  # fmt: skip


def _leaves(value: Any, steps: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if hasattr(type(value), "model_fields"):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*steps, name))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*steps, number))
    elif value is not None:
        yield steps, value
