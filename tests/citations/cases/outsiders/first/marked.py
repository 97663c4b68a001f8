"""Reads the marks of these documents: `[[path,path|text]]`, which may be nested.

A field may be marked in several places, each of which will do; of `+path` all are wanted, and `?path` need not be found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

from tests.citations.evaluation.case import Case, Place

CASES: list[Case] = []
_KIND = "unseen documents"


def case(
    name: str, _domain: str, _language: str, _kind: str, model: Any, value: Any, *documents: str, **more: Any
) -> None:
    if "reply" in more:  # what the model wrote instead: tests of replies have that
        return
    read = [unmarked(document) for document in documents]
    plain = [text for text, _ in read]
    made = Case(name, _KIND, TypeAdapter(model).validate_python(value), plain, "openai")
    for index, (_, marks) in enumerate(read):
        for mark, start, end in marks:
            path = mark.lstrip("+?")
            goal = {"+": made.required, "?": made.optional}.get(mark[0], made.places)
            goal.setdefault(path, []).append(Place(index, start, end, plain[index][start:end], None))
    CASES.append(made)


def unmarked(document: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Give the text without its marks, and each mark with its place."""
    text, found, opened = "", [], []
    for sign, piece in _pieces(document):
        if sign == "[[":
            opened.append((piece, len(text)))
        elif sign == "]]":
            paths, start = opened.pop()
            found += [(path.strip(), start, len(text)) for path in paths.split(",")]
        else:
            text += piece
    return text, found


def _pieces(document: str) -> Iterator[tuple[str, str]]:
    place, depth = 0, 0
    while place < len(document):
        if document.startswith("[[", place):
            bar = document.index("|", place)
            yield "[[", document[place + 2 : bar]
            place, depth = bar + 1, depth + 1
        elif document.startswith("]]", place) and depth:
            yield "]]", ""
            place, depth = place + 2, depth - 1
        else:
            yield "", document[place]
            place += 1
