"""What stands around a value: the label beside or above it, its column's head, its sentence, its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deferred.citations.layout import (
    cell_above,
    cell_at,
    column,
    is_head,
    role_of,
    separator,
    span_below,
    split,
    without_roles,
)
from deferred.citations.searchable import Searchable
from deferred.citations.thresholds import AROUND, CLAIM, LONG, NEAR, RARE, SHORT, TABLE
from deferred.citations.vocabulary import CONCEPTS, GENERIC, terms

_CELLS = re.compile(r"\t+|\s*\|\s*|[ \xa0]{2,}|\u3000+|\.{3,}|(?:\. ){3,}|_{3,}")
_ITEM = re.compile(r"^\s*\d{1,2}[a-z]?[.)] (?=[^\W\d_])")  # "10. Previous visits ... 2"
_LOWER_END = re.compile(r"(?<![\w.,/:-])[$€£]?\d[\d.,']*[ \xa0]?%?[ \xa0]?[-‒–—―][ \xa0]?[$€£]?$")
_CHOICES = re.compile(r"\s*[\[☐☑☒□■].*[\]☐☑☒□■]\s*$")  # the boxes of a form, before a choice
_LAST_VALUE = re.compile(
    r"""^.*(?:\d\S*|;|[!?](?=\s)|(?<!excl)(?<!incl)(?<!\bmin)(?<!\bmax)(?<!Min)(?<!Max)(?<!\bca)(?<!\bapprox)(?<!\bno)(?<!\bNo)(?<!\bNr)\.(?=\s)|["”»']\))(?=\s|,|$)""",
    re.DOTALL,
)
_RIGHT = re.compile(r"^(?:(?![.,!?:;](?:\s|$))[^\d|\t\n(]){0,50}")
_RATE_OF_LABEL = re.compile(r"[\s(]*\d[\d.,]* ?%?\)?[\s*]*(?=[:=]?[\s*]*[$€£¥]?\s*$)")  # the rate of "VAT 19 %: 7.00"
_UNIT_OF_OTHER = re.compile(r"^(?:\s+[^\W\d_]+){1,3}(?:,|\s+(?:and|plus|with|und|et)\b)")
_WITH_UNIT = re.compile(r"[^\w\s]?\d[\d.,]* ?[^\W\d_][^\d:]{0,18}")  # "4 bedrooms" is a value, not a label
_NUMBERED = re.compile(r"^\d{1,2}[a-z]?[.)]? (?=[^\W\d_])")  # the number of a box in a form
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORDS_OF_LABEL = 9
_NARROW = 30  # no column of text is narrower
_ENTRY = re.compile(r"[^:]{2,35}:\s")  # an entry of a form


@dataclass(frozen=True)
class Segment:
    """A piece of text near a value.

    Attributes:
        text: the piece.
        weight: how much it says about the value, 1 for a label of its own.
        label: True where it is written as a label (a key, the head of a column) and not part of a sentence.
        own: True where it stands so near that it excludes other meanings.
        structural: True where its place in a table, form or definition ties it to the value.
        head: True where it heads the value's column.
    """

    text: str
    weight: float
    label: bool = False
    own: bool = False
    structural: bool = False
    head: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of its words."""
        return terms(self.text)


class Surroundings:
    """The segments around spans of one text; tables and headings are worked out once a line."""

    def __init__(self, page: Searchable) -> None:
        self.page = page
        self._paragraphs: dict[int, int] = {}
        self._headings: dict[int, tuple[str, bool]] = {}
        self._heads: dict[tuple[int, str], int] = {}
        self._rows: dict[tuple[int, str], dict[int, frozenset[str]]] = {}
        self._seen: dict[tuple[int, int], list[Segment]] = {}

    def of(self, start: int, end: int) -> list[Segment]:
        """Give the segments around a span of the text, the nearest first."""
        if (start, end) not in self._seen:
            self._seen[start, end] = [segment for segment in self._segments(start, end) if segment.terms]
        return self._seen[start, end]

    def _segments(self, start: int, end: int) -> list[Segment]:
        line = self.page.line_at(start)
        line_start, line_end = self.page.line(line)
        line_start, line_end = max(line_start, start - LONG), min(line_end, end + LONG)
        text = self.page.text
        left = _LOWER_END.sub("", text[line_start:start])
        if text[start : start + 1].isalpha():
            left = without_roles(left)
        right = text[end:line_end] if end <= line_end else text[end : end + SHORT]
        prose = self.in_prose(line)
        found = self._defined(end)
        found += self._left(start, left, prose)
        if head := self._head(line, start, end):
            found.append(Segment(head, 1.0, label=True, own=True, structural=True, head=True))
        if not _LETTERS.search(left) and not prose:
            found += self._above(line, alone=not _LETTERS.search(_CELLS.split(right.strip())[0]) or not left.strip())
        if following := _RIGHT.match(right.split("  ")[0]):
            words = following.group().split()[:5]
            # "14.99 each" is a price, "each month" is none.
            each = terms(" ".join(words[:1])) == ("price",) and words[1:2] != ["month"]
            found.append(Segment(" ".join(words), AROUND, own=each))
        if prose:
            first, last = self.page.sentence(start, end)
            first = max(first, self._prose_start(line))
            found.append(Segment(text[max(first, start - 200) : min(last, end + 160)], AROUND))
        return found + self._heading(line)

    def rows(self, start: int) -> tuple[frozenset[str], list[frozenset[str]]]:
        """Give what heads the table's row that an offset is in, and what heads its other rows; empty outside tables."""
        line = self.page.line_at(start)
        mark = separator(self._line_text(line))
        head = self._head_row(line, mark) if mark else -1
        if head < 0 or not column(self._line_text(line), mark, start - self.page.line(line)[0]):
            return frozenset(), []
        if (head, mark) not in self._rows:
            self._rows[head, mark] = dict(self._search_rows(head, mark))
        rows = self._rows[head, mark]
        return rows.get(line, frozenset()), [terms for number, terms in rows.items() if number != line]

    def below(self, offset: int) -> tuple[str, list[tuple[int, int]]]:
        """Give the cell of a table's head that an offset is in, and the cells of its column; empty outside of heads."""
        line = self.page.line_at(offset)
        head, place = self._line_text(line), offset - self.page.line(line)[0]
        mark = separator(head)
        if place >= len(head) or (mark and not is_head(head, mark)):
            return "", []
        cell = head.split(mark)[column(head, mark, place)].strip() if mark and mark != "  " else cell_at(head, place)
        rows = list(self._rows_below(line, mark))
        spans = [(start, span_below(head, row, mark, cell)) for start, row in rows]
        return cell, [(start + span[0], start + span[1]) for start, span in spans if span]

    def _rows_below(self, line: int, mark: str) -> Iterator[tuple[int, str]]:
        """Give the rows of the table that a line heads, each with where it begins."""
        head = self._line_text(line)
        width = len(head.split()) if _columns(head) == head.split() else 0
        for number in range(line + 1, len(self.page.line_starts)):
            row = self._line_text(number)
            if re.fullmatch(r"[\s|+=:-]*[-=|+][\s|+=:-]*", row):
                continue
            if not row.strip() or separator(row) != mark or (not mark and not 1 < width <= len(row.split())):
                return
            yield self.page.line(number)[0], row

    def _search_rows(self, head: int, mark: str) -> Iterator[tuple[int, frozenset[str]]]:
        for number in range(head + 1, min(head + TABLE, len(self.page.line_starts))):
            text = self._line_text(number)
            if re.search(r"[^\W_]", text):
                if separator(text) != mark:
                    return
                yield number, frozenset(terms(split(text, mark)[0][1]))

    def _defined(self, end: int) -> list[Segment]:
        """Give `the "Supplier"` after a name."""
        role, plain = role_of(self.page.text, end)
        if not role:
            return []
        return [Segment(role, 1.0, label=True, own=True, structural=True) if plain else Segment(role, CLAIM)]

    def _left(self, start: int, left: str, prose: bool) -> list[Segment]:  # noqa: FBT001 - an internal step
        if prose or not left.strip():
            return self._phrase_before(start) if prose else []
        cells = [cell.strip() for cell in _CELLS.split(_CHOICES.sub("", _ITEM.sub("", left)))]
        while cells and not cells[-1].strip(" $€£¥()-+*"):
            cells.pop()
        for index, cell in enumerate(reversed(cells)):
            if _LETTERS.search(cell) and not _WITH_UNIT.fullmatch(cell.strip()):
                phrase = (
                    _after_last_value(_RATE_OF_LABEL.sub("", cell))
                    if len(cells) > 1 or ":" in cell
                    else _after_last_value(cell)
                )
                key = cell.rstrip("* $€£¥(-").endswith((":", "=", "#")) or len(cells) > 1 or phrase == cell.strip()
                said = cell.rpartition(":")[2].strip()
                if index == 0 and phrase and len(said.split()) > 2:  # noqa: PLR2004 - the key is that of an earlier value
                    return [Segment(said.rpartition(",")[2], NEAR, own=True), Segment(phrase, AROUND)]
                if index == 0 and phrase:
                    return [Segment(phrase, 1.0, label=key, own=True, structural=True)]
                return [Segment(cell[-SHORT:], AROUND, structural=True)] if index else self._phrase_before(start)
        return []

    def _phrase_before(self, start: int) -> list[Segment]:
        first = max(self.page.sentence(start, start + 1)[0], self._prose_start(self.page.line_at(start)))
        before = self.page.text[max(first, start - 140) : start]
        if self.page.text[start : start + 1].isalpha():
            before = without_roles(before)
        phrase = _after_last_value(before)
        if not phrase:
            return []
        key = re.search(r"(?:^|[,;]\s*)([^\d,;]{2,40}):\s*\S{0,3}$", before)
        if key:
            return [Segment(key.group(1), 1.0, label=True, own=True, structural=True)]
        if before.rstrip().endswith(","):
            return [Segment(phrase, AROUND)]  # "Dear buyer, Acme can offer" does not call Acme the buyer
        nearest = phrase.rpartition(",")[2]
        return [Segment(nearest, NEAR, own=True), Segment(phrase, AROUND)]

    def _above(self, line: int, *, alone: bool) -> list[Segment]:
        above = _NUMBERED.sub("", self._line_text(line - 1).strip()) if line else ""
        if not above or len(above) > SHORT or len(_CELLS.split(above.strip("| "))) > 1 or not _LETTERS.search(above):
            return []
        if (
            re.search(r":\s*\S", above)
            or above.endswith((".", ","))
            or (re.search(r"\d", above) and not above.endswith(":"))
        ):
            return []  # a line that says something of its own
        return [Segment(above, NEAR, label=alone and above.endswith(":"), own=alone, structural=alone)]

    def _heading(self, line: int) -> list[Segment]:
        """Give the heading of the paragraph or section that a line is in."""
        found: list[Segment] = []
        gap = False
        for number in range(line - 1, max(-1, line - RARE), -1):
            text, heads = self._as_heading(number)
            if not text:
                gap = True
            elif heads:
                return [*found, Segment(text, AROUND)]
            elif text.endswith(":") and len(text) < SHORT and not gap:
                found.append(Segment(text, AROUND, label=True))
        return found

    def _as_heading(self, number: int) -> tuple[str, bool]:
        """Give a line without the spaces around it, and whether it is a heading."""
        if number not in self._headings:
            text = self._line_text(number).strip()
            capitals = text.isupper() and len(text) < SHORT and not re.search(r"\d{3}", text)
            self._headings[number] = text, text.startswith("#") or capitals
        return self._headings[number]

    def in_prose(self, line: int) -> bool:
        """Tell whether a line is part of a sentence, be it only its last words."""
        text = self._line_text(line)
        if _is_prose(text):
            return True
        above = self._line_text(line - 1) if line else ""
        return (
            _is_prose(above) and not above.rstrip().endswith((".", ":", "!", "?")) and not _CELLS.search(text.strip())
        )

    def _prose_start(self, line: int) -> int:
        if line not in self._paragraphs:
            self._paragraphs[line] = self._search_prose_start(line)
        return self._paragraphs[line]

    def _search_prose_start(self, line: int) -> int:
        """Give where the paragraph of a line begins: above it may be a form or a table, without a full stop."""
        for number in range(line - 1, max(-1, line - 8), -1):
            text = self._line_text(number).rstrip()
            if len(text) < _NARROW or text.endswith((".", ":")) or _ENTRY.match(text) or _CELLS.search(text.strip()):
                return self.page.line(number + 1)[0]
        return self.page.line(max(0, line - 7))[0]

    def _line_text(self, number: int) -> str:
        start, end = self.page.line(number)
        return self.page.text[start : min(end, start + LONG)]

    def _head(self, line: int, start: int, end: int) -> str:
        """Give the head of the column that a span is in."""
        line_start, _ = self.page.line(line)
        row = self._line_text(line)
        mark = separator(row)
        if len(row) == LONG:
            return ""  # a text without line breaks has no tables
        if not mark:
            return ""
        head = self._head_row(line, mark)
        if head < 0:
            return ""
        which, place = column(row, mark, start - line_start), (start - line_start, end - line_start)
        text = self._line_text(head)
        unlike = abs(len(split(text, mark)) - len(split(row, mark))) > 1
        return "" if unlike else cell_above(text, row, mark, which, place)

    def _head_row(self, line: int, mark: str) -> int:
        """Give the line that heads the table a row is in; the rows above share what was found for them."""
        key = (line, mark)
        if key not in self._heads:
            self._heads[key] = self._search_head(line, mark)
        return self._heads[key]

    def _search_head(self, line: int, mark: str) -> int:
        width, misses = len(split(self._line_text(line), mark)), 0
        for number in range(line - 1, max(-1, line - TABLE), -1):
            if (number, mark) in self._heads:
                return self._heads[number, mark]
            text = self._line_text(number)
            if not re.search(r"\w", text):
                misses += not re.search(r"[-=|+]{3}", text)
            elif separator(text) != mark:
                misses += 1
            elif is_head(text, mark):
                return number
            if misses > 1 or (misses and width < 3):  # noqa: PLR2004 - a label and its value, below a table
                break
        return -1


def _after_last_value(text: str) -> str:
    """Give what follows the value before this one: a label speaks for one value only."""
    rest = text
    if match := _LAST_VALUE.match(text):
        # What follows a number at once is its unit: "at $8 each and four hinges", "13 pallets, gross weight".
        rest = _UNIT_OF_OTHER.sub("", text[match.end() :]) if match.group()[-1:].isdigit() else text[match.end() :]
    return " ".join(rest.split()[-_WORDS_OF_LABEL:]).strip(" ,")


def _columns(text: str) -> list[str]:
    """Give the heads of columns that stand one space apart, where all words of a line are known."""
    if not text or re.search(r"\d", text) or len(text) > 2 * SHORT:
        return []
    words = text.split()
    if len(words) == len(terms(text)) and not any(word.islower() for word in words):
        return words
    names: list[str] = []
    for term in terms(text):
        if names and names[-1] in GENERIC and term in CONCEPTS:
            names[-1] = term  # "line total" is one column
        elif term in CONCEPTS or (term in GENERIC and names[-1:] != [term]):
            names.append(term)
    return names


def _is_prose(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    small = sum(word.islower() for word in words)
    return len(words) >= 6 and small >= len(words) / 2 and not re.search(r"\t|\||\S {3,}\S", text)  # noqa: PLR2004
