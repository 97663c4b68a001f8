"""Columns of yes and no, and marks that a legend explains: what the row of an item says, and only its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from deferred.citations import polarity
from deferred.citations.prose import Clause, clauses_about, has_words, mentions, word_sets
from deferred.citations.searchable import fold
from deferred.citations.side_by_side import Span, cells_of
from deferred.citations.values import Page

_LEGEND = re.compile(r"(?P<mark>[(\[]\w{1,3}[)\]]|[*†‡§#]{1,3})\s*[=:-]\s*(?P<label>[^=;,.\n]{3,40}?)\s*(?:[;,.\n]|$)")
_MANY = 60  # mentions of a label that may be the head of a column


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
    heads, found = set(), Statements()
    for needed, negative, trust in word_sets(names, description):
        for head in islice(mentions(needed, page.searchable), _MANY):
            cells = list(_cells(page, head, needed))
            heads |= {page.searchable.line_at(head)} if cells else set()
            for start, end in cells:
                said = polarity.answer(fold(page.text[start:end]))
                if said is not None:
                    _note(found, page, Clause(start, end, said != negative, trust, "in the row's cell", in_row=True))
        for start, end in _marks(page, needed):
            _note(found, page, Clause(start, end, not negative, trust, "by its mark", in_row=True))
        for line, answers in _rows_of_answers(page, needed):
            trusted = [Clause(*cell, yes != negative, trust, "in the item's column") for cell, yes in answers]
            found.answers.setdefault(line, trusted)
    clauses = clauses_about(names, description, page.searchable)
    found.clauses = [one for one in clauses if page.searchable.line_at(one.start) not in heads | found.answers.keys()]
    return found


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
    for place in islice(mentions(needed, page.searchable), _MANY):
        line = page.searchable.line_at(place)
        first, *cells = cells_of(page, line) or [(0, 0)]
        texts = [fold(page.text[slice(*cell)]) for cell in cells]
        if len(texts) > 1 and has_words(fold(page.text[slice(*first)]), needed) and all(map(polarity.is_answer, texts)):
            yield line, [(cell, bool(polarity.answer(text))) for cell, text in zip(cells, texts, strict=True)]


def _marks(page: Page, needed: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give where a mark stands that a legend explains by the label: "(v) = vegetarian"."""
    for legend in _LEGEND.finditer(page.text):
        if has_words(fold(legend["label"]), needed):
            places = re.finditer(re.escape(legend["mark"]), page.text)
            yield from (place.span() for place in places if place.start() != legend.start("mark"))
