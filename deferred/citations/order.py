"""What the fields before and after a field tell of its place: models have the order of their documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from deferred.citations import polarity
from deferred.citations.candidates import SEARCHED, Candidate
from deferred.citations.leaves import Leaf
from deferred.citations.prose import is_negative
from deferred.citations.searchable import Hit, fold
from deferred.citations.thresholds import DOUBTFUL, FAR

_PIECE = re.compile(r"[^\s.!?](?:[^.!?\n]|[.!?](?!\s|$))*(?:[.!?](?=\s|$))?")
_CELL = re.compile(r"[^\s、。（）()|,;\"'<>]+")
_END = re.compile(r"[.!?\n]")
_WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u9fff]")
_FEWEST_WORDS = 2  # of a statement that is the rest of a sentence


class Between(NamedTuple):
    """Fields in a row that have no place, and the places of those before and after them."""

    leaves: list[Leaf]
    first: Candidate | None
    last: Candidate | None


def without_place(leaves: Sequence[Leaf], sure: Mapping[str, Candidate]) -> Iterator[Between]:
    """Give the fields without a place, those in a row together."""
    before: Candidate | None = None
    row: list[Leaf] = []
    for leaf in leaves:
        if leaf.path not in sure:
            row.append(leaf)
            continue
        if row:
            yield Between(row, before, sure[leaf.path])
        before, row = sure[leaf.path], []
    if row:
        yield Between(row, before, None)


def is_between(one: Candidate, first: Candidate | None, last: Candidate | None) -> bool:
    """Tell whether a place is between two others that are near one another: models have the order of documents."""
    if first is None or last is None or not first.page is one.page is last.page:
        return False
    near = last.hit.start - first.hit.end <= FAR
    return near and first.hit.end <= one.hit.start and one.hit.end <= last.hit.start


def statements_between(row: Between) -> Iterator[tuple[str, list[Candidate]]]:
    """Give each yes or no of a row the statement at its place in the text, where these say all that the row does."""
    first, last = row.first, row.last
    if first is None or last is None or first.page is not last.page or not 0 < last.hit.start - first.hit.end <= FAR:
        return
    text, offset = first.page.text[first.hit.end : last.hit.start], first.hit.end
    found = list(_statements(text))
    if len(found) != len(row.leaves) or not all(map(_agree, row.leaves, found)):
        found = [one for one in _CELL.finditer(text) if polarity.ends_in_answer(fold(one.group())) is not None]
    if len(found) == len(row.leaves) and all(map(_agree, row.leaves, found)):
        for leaf, said in zip(row.leaves, found, strict=True):
            hit = Hit(offset + said.start(), offset + said.end(), DOUBTFUL, "", True)
            yield leaf.path, [Candidate(first.page, hit, SEARCHED, [])]


def _agree(leaf: Leaf, said: re.Match[str]) -> bool:
    """Tell whether a statement affirms or denies as a value does."""
    negative = any(map(is_negative, leaf.names))
    text = fold(said.group())
    affirms = polarity.ends_in_answer(text)
    affirms = not polarity.denies(text) if affirms is None else affirms
    return isinstance(leaf.value, bool) and affirms == (leaf.value != negative)


def _statements(text: str) -> Iterator[re.Match[str]]:
    """Give the sentences and lines that begin and end within a text."""
    for piece in _PIECE.finditer(text):
        begins = _END.search(text, 0, piece.start()) is not None
        whole = begins and piece.end() < len(text) and not piece.group().endswith(":")
        if whole and len(_WORD.findall(piece.group())) >= _FEWEST_WORDS:
            yield piece
