"""Tables that have the items of a list side by side: a row has one value of each, and the column tells whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from deferred.citations.leaves import Leaf
from deferred.citations.neighbours import group_of
from deferred.citations.searchable import fold
from deferred.citations.tables import separator, split
from deferred.citations.values import Page

_FEWEST, _MOST = 2, 12  # items that stand side by side
_MANY = 20  # places of the first item's name that are looked at
_LONG_LINE = 600
_LONGEST_TABLE = 60  # lines
Span = tuple[int, int]


class SideBySide:
    """The cells of every item, by the lines of the tables that have the items in columns."""

    def __init__(self, leaves: Sequence[Leaf], pages: Sequence[Page]) -> None:
        self._cells: dict[tuple[str, int, int], Span] = {}
        for column in _columns(leaves):
            for page in pages:
                self._add(column, page)

    def own_cell(self, leaf: Leaf, page: Page, start: int) -> Span | None:
        """Give the cell of a value's item in the row that a place is in; None where that is in no such table."""
        if not self._cells:
            return None
        return self._cells.get((group_of(leaf), id(page), page.searchable.line_at(start)))

    def _add(self, column: Sequence[Leaf], page: Page) -> None:
        names = [fold(leaf.value) for leaf in column]
        for line in _lines_with(names[0], page):
            if [fold(page.text[slice(*cell)]) for cell in cells_of(page, line)[-len(names) :]] == names:
                for row in _rows(page, line, len(names)):
                    for leaf, cell in zip(column, cells_of(page, row)[-len(names) :], strict=True):
                        self._cells.setdefault((group_of(leaf), id(page), row), cell)


def _columns(leaves: Sequence[Leaf]) -> Iterator[list[Leaf]]:
    """Give the texts of the items of each list, field by field, where every item has one."""
    found: dict[tuple[str, str], list[Leaf]] = {}
    items: dict[str, set[str]] = {}
    for leaf in leaves:
        group = group_of(leaf)
        if group.endswith("]"):
            of = group.rpartition("[")[0]
            items.setdefault(of, set()).add(group)
            if isinstance(leaf.value, str):
                found.setdefault((of, leaf.path.removeprefix(group)), []).append(leaf)
    for (of, _), column in found.items():
        if _FEWEST <= len(column) == len(items[of]) <= _MOST:
            yield column


def _lines_with(name: str, page: Page) -> list[int]:
    """Give the lines that have a name, each once."""
    places = islice(page.searchable.occurrences(name), _MANY) if name else ()
    return sorted({page.searchable.line_at(page.searchable.original(place, place + 1)[0]) for place in places})


def _rows(page: Page, head: int, width: int) -> Iterator[int]:
    """Give the lines of a table that a line is in: those next to it that have as many cells, or one more."""
    for step in (1, -1):
        line = head if step == 1 else head - 1
        while 0 <= line < len(page.searchable.line_starts) and abs(line - head) < _LONGEST_TABLE:
            cells = cells_of(page, line)
            if len(cells) not in {width, width + 1} and any(map(str.isalnum, _line(page, line))):
                break
            if len(cells) in {width, width + 1}:
                yield line
            line += step


def _line(page: Page, number: int) -> str:
    return page.text[slice(*page.searchable.line(number))]


def cells_of(page: Page, line: int) -> list[Span]:
    """Give where the cells of a line are, without the space around them."""
    text, first = _line(page, line), page.searchable.line(line)[0]
    mark = separator(text) if len(text) < _LONG_LINE else ""
    found = []
    for start, cell in split(text, mark) if mark else ():
        lead = len(cell) - len(cell.lstrip())
        if cell.strip():
            found.append((first + start + lead, first + start + len(cell.rstrip())))
    return found
