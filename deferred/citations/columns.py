"""Columns of yes and no, marks that a legend explains, and items of a list that stand side by side.

What the row of an item says, or its column, it says only of that item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from deferred.citations import polarity
from deferred.citations.candidates import group_of
from deferred.citations.layout import separator, split
from deferred.citations.leaves import Leaf
from deferred.citations.prose import Clause, clauses_about, has_words, is_negative, mentions, telling, word_sets
from deferred.citations.searchable import fold
from deferred.citations.thresholds import LONG, MANY, PLAIN, RARE, TABLE
from deferred.citations.values import Page
from deferred.citations.vocabulary import stem

_FEWEST, _MOST = 2, 12  # items that stand side by side
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
    places = islice(page.searchable.occurrences(name), RARE) if name else ()
    return sorted({page.searchable.line_of(place) for place in places})


def _rows(page: Page, head: int, width: int) -> Iterator[int]:
    """Give the lines of a table that a line is in: those next to it that have as many cells, or one more."""
    for step in (1, -1):
        line = head if step == 1 else head - 1
        while 0 <= line < len(page.searchable.line_starts) and abs(line - head) < TABLE:
            cells = cells_of(page, line)
            if len(cells) not in {width, width + 1} and any(map(str.isalnum, page.searchable.line_text(line))):
                break
            if len(cells) in {width, width + 1}:
                yield line
            line += step


def cells_of(page: Page, line: int) -> list[Span]:
    """Give where the cells of a line are, without the space around them."""
    text, first = page.searchable.line_text(line), page.searchable.line(line)[0]
    mark = separator(text) if len(text) < LONG else ""
    found = []
    for start, cell in split(text, mark) if mark else ():
        lead = len(cell) - len(cell.lstrip())
        if cell.strip():
            found.append((first + start + lead, first + start + len(cell.rstrip())))
    return found


_LEGEND = re.compile(r"(?P<mark>[(\[]\w{1,3}[)\]]|[*†‡§#]{1,3})\s*[=:-]\s*(?P<label>[^=;,.\n]{3,40}?)\s*(?:[;,.\n]|$)")


@dataclass
class Statements:
    """What a text says of a label: clauses that hold for all of it, and those that speak for their row only.

    The answers of a line that has several are of nobody, as long as it is not known whose columns they are in.
    """

    clauses: list[Clause] = field(default_factory=list)
    rows: dict[int, list[Clause]] = field(default_factory=dict)
    answers: dict[int, list[Clause]] = field(default_factory=dict)

    def of_rows(self, lines: Sequence[int]) -> list[Clause]:
        """Give what the rows on these lines say; what all of them do where the line is not known."""
        return [one for line in lines or self.rows for one in self.rows.get(line, ())]


def statements(names: Sequence[str], description: str, page: Page) -> Statements:
    """Find what a text says of a label, in sentences, in the cells of a column that it heads, and by a mark."""
    heads, found, legends = set(), Statements(), list(_LEGEND.finditer(page.text))
    for needed, negative, trust in word_sets(names, description):
        for head in islice(mentions(needed, page.searchable), MANY):
            cells = list(_cells(page, head, needed))
            heads |= {page.searchable.line_at(head)} if cells else set()
            for start, end in cells:
                said = polarity.answer(fold(page.text[start:end]))
                if said is not None:
                    _note(found, page, Clause(start, end, said != negative, trust, "in the row's cell", in_row=True))
        for start, end in _marks(legends, page, needed):
            _note(found, page, Clause(start, end, not negative, trust, "by its mark", in_row=True))
        for line, answers in _rows_of_answers(page, needed):
            trusted = [Clause(*cell, yes != negative, trust, "in the item's column") for cell, yes in answers]
            found.answers.setdefault(line, trusted)
    clauses = clauses_about(names, description, page.searchable) or list(_nested(names, page))
    found.clauses = [one for one in clauses if page.searchable.line_at(one.start) not in heads | found.answers.keys()]
    return found


_MARKED = re.compile(rf"(?:{polarity.TICKED}|{polarity.EMPTY})")


def only_answers(page: Page, lines: Sequence[int], values: Sequence[Any]) -> Iterator[Clause]:
    """Give the answers of rows that have one, for items that have one, whatever it is called: a tick has but one label.

    A number of the item that may be an answer, a 1, is none.
    """
    others = {str(value) for value in values if not isinstance(value, bool)}
    for line in lines if sum(isinstance(value, bool) for value in values) == 1 else ():
        cells = [(*cell, fold(page.text[slice(*cell)])) for cell in cells_of(page, line)]
        answers = [cell for cell in cells if polarity.is_answer(cell[2]) or _MARKED.match(cell[2])]
        found = [cell for cell in answers if cell[2] not in others]
        begin = page.searchable.line(line)[0]
        marks = [] if cells else list(_MARKED.finditer(page.searchable.line_text(line)))
        found += [(begin + mark.start(), begin + mark.end(), fold(mark.group())) for mark in marks]
        yes = polarity.answer(found[0][2]) if len(found) == 1 else None
        if yes is not None:
            yield Clause(*found[0][:2], yes, PLAIN, "the only answer in its row", in_row=True)


_KEY = re.compile(r"(?m)^(?P<indent>[ -]*)(?P<key>[\w.-]{2,40}):(?:$|[ \t]+(?P<said>[^\s{\[|>#][^\n#]*)?)")


def _nested(names: Sequence[str], page: Page) -> Iterator[Clause]:
    """Find answers by the keys that they lie in, a line each and deeper at each step, as in YAML."""
    wanted = [([stem(word) for word in telling(name)], is_negative(name)) for name in names if telling(name)]
    above: list[tuple[int, str]] = []
    for entry in _KEY.finditer(page.text) if wanted else ():
        depth = len(entry["indent"])
        above = [*(one for one in above if one[0] < depth), (depth, fold(entry["key"]))]
        path = " ".join(key for _, key in above)
        said = polarity.answer(fold(entry["said"])) if entry["said"] and len(above) > 1 else None
        negative = next((negative for needed, negative in wanted if has_words(path, needed)), None)
        if said is not None and negative is not None:
            yield Clause(*entry.span("said"), said != negative, PLAIN, "under its keys")


def _note(found: Statements, page: Page, clause: Clause) -> None:
    here = found.rows.setdefault(page.searchable.line_at(clause.start), [])
    if all(one.start != clause.start for one in here):
        here.append(clause)


def _cells(page: Page, head: int, needed: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the cells of the column that a mention of a label heads; none where they are no answers."""
    cell, below = page.surroundings.below(head)
    answers = [span for span in below if polarity.is_answer(fold(page.text[slice(*span)]))]
    if answers and has_words(fold(cell), needed):
        yield from below


def _rows_of_answers(page: Page, needed: Sequence[str]) -> Iterator[tuple[int, list[tuple[Span, bool]]]]:
    """Give the lines that have a label and then several cells, all of them answers."""
    for place in islice(mentions(needed, page.searchable), MANY):
        line = page.searchable.line_at(place)
        first, *cells = cells_of(page, line) or [(0, 0)]
        texts = [fold(page.text[slice(*cell)]) for cell in cells]
        if len(texts) > 1 and has_words(fold(page.text[slice(*first)]), needed) and all(map(polarity.is_answer, texts)):
            yield line, [(cell, bool(polarity.answer(text))) for cell, text in zip(cells, texts, strict=True)]


def _marks(legends: Sequence[re.Match[str]], page: Page, needed: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give where a mark stands that a legend explains by the label: "(v) = vegetarian"."""
    for legend in legends:
        if has_words(fold(legend["label"]), needed):
            places = re.finditer(re.escape(legend["mark"]), page.text)
            yield from (place.span() for place in places if place.start() != legend.start("mark"))
