"""Which piece of a reply is cited: the claim itself, or what stands before a marker or a point behind it.

Web search marks a claim with a link after it, `([site.example](https://site.example/page))`; file search with a point.
The claim is then the sentence, the item of a list or the row of a table, as far back as the marker before. A marker in
a line of its own is of the paragraph or table above. A link that goes on a sentence is of the whole sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from deferred.citations.leaves import Node, find_json
from deferred.citations.searchable import HIDDEN

Span = tuple[int, int]
_LINK = r"\[+[^\[\]\n]*\]+\(<?https?://[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*>?(?:\s\"[^\"\n]*\")?\)"
_MARKER = re.compile(rf"[\s(,;.]*(?:{_LINK}|\[+\^?\d+\]+|【[^】\n]*】|https?://\S+)[\s),;.]*")
_BRACKETED = re.compile(rf"\((?:{_LINK}[,;\s]*)+\)|\[\[\d+\]\]\([^\s()]*\)|【[^】\n]*】")
_ADDRESS = re.compile(rf"(?={_LINK})(\[+)([^\[\]\n]*)(\]+\([^\n]*?\))(?=[^)]|$)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+•–] |\d{1,3}[.)] |\|)")
_LEAD = re.compile(r"[ \t>]*(?:(?:[-*+•–]|\d{1,3}[.)]) )?[ \t|(*_\"'“]*")
_BESIDE = " \t\n(,;|"  # what stands between a claim and its markers
_END = re.compile(r"(?<=[.!?])[\"”’)\]*_]*\s+(?=[^\sa-z])|(?<=[。！？])")
_SHORTENED = re.compile(
    r"(?i)(?:(?-i:\b[A-Z])|\b(?:dr|mr|mrs|ms|prof|st|approx|ca|vs|e\.g|i\.e|inc|ltd|corp|co|jr|sr|mme|bzw|z\.b|d\.h|nr|no|art|"
    r"fig|vol|p|pp|ch|sec))\.$"
)
_WORD = re.compile(r"\w")


class Claims:
    """The claims of a reply whose markers are known."""

    def __init__(self, text: str, places: Iterable[Span]) -> None:
        self.text = text
        self.marks = sorted({place for place in places if self._is_marker(place)})
        self._ends = sorted({end for start, end in self.marks if start < end})
        self._strings = [span for node in find_json(text) for span in _strings(node)] if self.marks else []

    def of(self, place: Span) -> Span:
        """Give what a place in the reply cites: the place itself, where it is no marker."""
        if place not in self.marks:
            return place
        start, end = self._before(place)
        return (start, end) if _WORD.search(self.text, start, end) else place

    def _is_marker(self, place: Span) -> bool:
        start, end = place
        return start == end or bool(_MARKER.fullmatch(self.text, start, end))

    def _before(self, place: Span) -> Span:
        string = next((span for span in self._strings if span[0] <= place[0] < span[1]), None)
        if string:
            stop = self._stop(place[0], string[0])
            return max(string[0], self._sentence(string[0], stop)), stop
        line = self.text.rfind("\n", 0, place[0]) + 1
        lead = _LEAD.match(self.text, line)
        if lead and place[0] <= lead.end() < place[1]:
            return self._of_leading(place, line)
        stop = self._stop(place[0], 0)
        if self._goes_on(place):
            return self._floor(stop), self._last(place[1])
        return self._floor(stop), stop

    def _of_leading(self, place: Span, line: int) -> Span:
        """Give what a marker cites that begins its line."""
        item = bool(_ITEM.match(self.text, line))
        if self._words_after(place[1]):
            end = self._line_end(place[1]) if item else self._last(place[1])
            return line, min([end, *(start for start, _ in self.marks if start >= place[1])])
        stop = self._stop(place[0], 0)
        return place if item else (max(self._block(stop), self._mark_before(stop)), stop)

    def _goes_on(self, place: Span) -> bool:
        """Tell whether a link is part of a sentence: it is in no brackets, is no number, and words follow."""
        start, end = place
        words = self.text[start:end].strip(" [(")
        bracketed = self.text[start] == "(" or self.text[:start].rstrip().endswith(("(", ",", ";", ")", ".", "!", "?"))
        return start < end and not bracketed and words[:1].isalpha() and self._last(end) > end + 1

    def _stop(self, start: int, least: int) -> int:
        """Give where the words end that stand before a marker: several markers may stand behind them."""
        while start > least:
            stop = len(self.text[:start].rstrip(_BESIDE))
            inner = len(self.text[:stop].rstrip(") \t"))
            mark = next((one for one in reversed(self.marks) if one[0] < one[1] and one[1] in (stop, inner)), None)
            if mark is None:
                return max(least, stop)
            start = mark[0]
        return least

    def _floor(self, stop: int) -> int:
        """Give where the sentence, item or row begins whose end is given; the marker before is of another claim."""
        line = self.text.rfind("\n", 0, stop) + 1
        own = line if _ITEM.match(self.text, line) else self._sentence(self._paragraph(line), stop)
        return max(own, self._mark_before(stop))

    def _mark_before(self, stop: int) -> int:
        earlier = bisect_left(self._ends, stop)
        return self._ends[earlier - 1] if earlier else 0

    def _paragraph(self, line: int) -> int:
        """Give where the paragraph of a line begins: after an empty line, an item, a row or a heading."""
        while line:
            above = self.text.rfind("\n", 0, line - 1) + 1
            said = self.text[above : line - 1]
            if not said.strip() or _ITEM.match(said) or said.lstrip().startswith("#") or said.rstrip().endswith(":"):
                return line
            line = above
        return 0

    def _block(self, stop: int) -> int:
        """Give where the lines begin that stand together: a paragraph, a list, a table."""
        return self.text.rfind("\n\n", 0, stop) + 1

    def _sentence(self, first: int, stop: int) -> int:
        last = len(self.text[:stop].rstrip(' .!?。！？"”’)*_'))
        return max((end for end in ends(self.text, first, stop) if end <= last), default=first)

    def _last(self, start: int) -> int:
        """Give where the sentence ends that goes on at an offset."""
        line = self._line_end(start)
        return next((end for end in ends(self.text, start, line) if _WORD.search(self.text, start, end)), line)

    def _words_after(self, start: int) -> bool:
        rest = _BRACKETED.sub("", self.text[start : self._line_end(start)])
        return bool(_WORD.search(rest)) and not _MARKER.fullmatch(rest)

    def _line_end(self, start: int) -> int:
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end


def ends(text: str, first: int, last: int) -> Iterator[int]:
    """Give where sentences end in a piece of a text; the full stop of "Dr." ends none."""
    for hit in _END.finditer(text, first, last):
        if not _SHORTENED.search(text[max(first, hit.start() - 8) : hit.start()]):
            yield hit.end()


def widened(text: str, place: Span) -> Span:
    """Give the whole sentences of a place: some segments begin or end within a number."""
    start, end = place
    line = text.rfind("\n", 0, start) + 1
    if not text[end - 1].isspace() and text[end : end + 1].strip():
        rest = text.find("\n", end)
        rest = len(text) if rest < 0 else rest
        end = next(ends(text, end, rest), rest)
    return max((one for one in ends(text, line, end) if one <= start), default=line), end


def prose_of(text: str) -> str:
    """Give the prose of a reply in as many characters: its JSON and its markers are blank, a link is its title."""
    for node in find_json(text):
        text = text[: node.start] + re.sub(r"[^\n]", " ", text[node.start : node.end]) + text[node.end :]
    text = _BRACKETED.sub(lambda mark: HIDDEN * len(mark[0]), text)
    return _ADDRESS.sub(lambda link: HIDDEN * len(link[1]) + link[2] + HIDDEN * len(link[3]), text)


def _strings(node: Node) -> Iterator[Span]:
    """Give where the strings of a JSON stand, without their quotes."""
    if isinstance(node.value, str):
        yield node.start + 1, node.end - 1
    for child in node.children.values():
        yield from _strings(child)


def claims_of(text: str, places: Sequence[Span | None]) -> list[Span | None]:
    """Give for each place that a provider points to what it cites."""
    claims = Claims(text, [place for place in places if place])
    return [place and claims.of(place) for place in places]
