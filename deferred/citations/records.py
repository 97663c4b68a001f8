"""Whose record a place is in: a row, form or sentence that holds the key of another item is not its own.

The key of an item is the first of its texts that no other item of its list shares: a name, a number, a description.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from deferred.citations.leaves import Leaf
from deferred.citations.neighbours import Spot, group_of
from deferred.citations.searchable import fold
from deferred.citations.values import Page
from deferred.citations.vocabulary import terms

_LINES = 12  # of a paragraph, on either side of a place
_MANY = 20  # places of a word that tells no item from another
_CELLS = 2  # of an entry of a form: its label and its value


class Records:
    """The keys of the items of every list, in the order of the text."""

    def __init__(self, leaves: Sequence[Leaf], spots: Mapping[str, Sequence[Spot]]) -> None:
        self._own: dict[str, list[Spot]] = {}
        self._keys: dict[str, Leaf] = keys(leaves)
        self._in_order: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for group, leaf in self._keys.items():
            self._own[group] = list(spots.get(leaf.path, ()))[:_MANY]
            for spot in self._own[group]:
                self._in_order.setdefault((_list(group), id(spot.page)), []).append((spot.start, group))
        for places in self._in_order.values():
            places.sort()

    def other(self, leaf: Leaf, page: Page, start: int, label: str) -> str:
        """Name the item that a place belongs to, where it is not the value's own; empty where nothing says so."""
        group = group_of(leaf)
        own = [spot for spot in self._own.get(group, ()) if spot.page is page]
        if not own or leaf is self._keys[group]:
            return ""
        owners = self._owners(group, page, start)
        if owners and group not in owners:
            return min(owners)
        return "another record" if self._has_its_own(group, page, start, label) else ""

    def _owners(self, group: str, page: Page, start: int) -> set[str]:
        """Give the items whose key is in the same row or sentence, else the one of the record around it."""
        for span in _rows(page, start):
            if here := self._within(group, page, span):
                return {item for _, item in here}
        if len(page.surroundings.cells(start)) > _CELLS:
            return set()
        around = self._within(group, page, paragraph(page, start))
        before = [item for place, item in around if place <= start]
        return set(before[-1:]) or {item for _, item in around[:1]}

    def _within(self, group: str, page: Page, span: tuple[int, int]) -> list[tuple[int, str]]:
        places = self._in_order.get((_list(group), id(page)), [])
        return places[bisect_left(places, (span[0], "")) : bisect_left(places, (span[1], ""))]

    def _has_its_own(self, group: str, page: Page, start: int, label: str) -> bool:
        """Tell whether the item has a row, or an entry under this label, elsewhere."""
        row, rows = page.surroundings.rows(start)
        key = frozenset(terms(str(self._keys[group].value)))
        if row and key and not key <= row and key in rows:
            return True
        own = {paragraph(page, spot.start) for spot in self._own[group] if spot.page is page}
        wanted = fold(label)
        if not wanted or paragraph(page, start) in own:
            return False
        return any(fold(line).startswith(wanted) for span in own for line in page.text[slice(*span)].split("\n"))


def keys(leaves: Sequence[Leaf]) -> dict[str, Leaf]:
    """Give what tells the items of a list apart: the first text that is another one in each of them."""
    columns: dict[tuple[str, str], list[Leaf]] = {}
    for leaf in leaves:
        group = group_of(leaf)
        if group.endswith("]") and leaf.path != group:
            columns.setdefault((_list(group), leaf.path.removeprefix(group)), []).append(leaf)
    found: dict[str, Leaf] = {}
    for column in columns.values():
        values = {fold(leaf.value) for leaf in column if isinstance(leaf.value, str)}
        if len(values) == len(column):
            for leaf in column:
                found.setdefault(group_of(leaf), leaf)
    return found


def _list(group: str) -> str:
    return group.rpartition("[")[0]


def _rows(page: Page, start: int) -> Iterator[tuple[int, int]]:
    """Give the sentence that a place of a prose is in, then its line."""
    line = page.searchable.line_at(start)
    if page.surroundings.in_prose(line):
        yield page.searchable.sentence(start, start + 1)
    span = page.searchable.line(line)
    yield span[0], span[1] + 1


def paragraph(page: Page, start: int) -> tuple[int, int]:
    """Give the lines around a place that no empty line parts from it."""
    text, here = page.searchable, page.searchable.line_at(start)
    first = last = here
    while first > max(0, here - _LINES) and page.text[slice(*text.line(first - 1))].strip():
        first -= 1
    while last < min(len(text.line_starts) - 1, here + _LINES) and page.text[slice(*text.line(last + 1))].strip():
        last += 1
    return text.line(first)[0], text.line(last)[1] + 1
