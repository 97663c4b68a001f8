"""The cases that are written by hand, by the set in which they were written.

The later a set, the better the mapping was when it was first scored on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases import traps, written
from tests.citations.cases.entry import Entry
from tests.citations.evaluation.case import SHAPES, Case

# The shapes of a case follow from its number: the first of a set has the first of these, and so on, round and round.
_TURNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "by-hand": (("openai", "value", "whole"), ("gemini", "value", "prose"), ("openai", "line", "value")),
    "by-hand-later": (("gemini", "line", "value"), ("openai", "value", "prose"), ("gemini", "whole", "value")),
    "by-hand-third": (
        ("openai", "value", "prose"),
        ("gemini", "line", "whole"),
        ("openai", "whole", "value"),
        ("gemini", "prose", "line"),
    ),
    "by-hand-fourth": (("openai", "value", "whole"), ("gemini", "line", "prose"), ("openai", "prose", "line")),
    "by-hand-fifth": (("openai", "value", "line"), ("gemini", "prose", "value"), ("openai", "whole", "value")),
    "by-hand-sixth": (SHAPES,),
    "by-hand-seventh": (("openai", "value", "prose"), ("gemini", "line", "value"), ("openai", "whole", "line")),
    "by-hand-eighth": (("value", "prose", "line"),),
    "by-hand-ninth": (("openai", "gemini", "value", "prose"),),
}
SETS = list(_TURNS)
_ADDED = {"by-hand-eighth": " Rain fell. Nobody minded."}  # to each document


def cases(name: str) -> Iterator[Case]:
    """Give the cases of a set, in the order in which they were written."""
    for entry in sorted(_entries(name), key=lambda entry: entry.number):
        documents = [document + _ADDED.get(name, "") for document in entry.documents]
        for shape in _shapes(entry):
            yield Case(entry.name, entry.kind, entry.parsed, documents, shape, entry.number)


def _entries(name: str) -> list[Entry]:
    return [entry for entry in (*written.ENTRIES, *traps.ENTRIES) if entry.set == name]


def _shapes(entry: Entry) -> tuple[str, ...]:
    if entry.kind == "traps: near misses":  # which no provider quotes
        return "openai", "gemini"
    turns = _TURNS[entry.set]
    return turns[entry.number % len(turns)]
