"""Numbers as documents write them: separators of any locale, money, percent, signs, "1.2 million", "thirty (30)"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from deferred.citations.amounts import (
    SYMBOLS,
    currency,
    currency_of,
    is_debit,
    is_long,
    is_row,
    languages,
    ordinals_in,
    part_of_longer_words,
    plain,
    readings,
    signed,
    significant,
    words_in,
)
from deferred.citations.searchable import SHOWN, Searchable
from deferred.citations.thresholds import MANY, RARE

_NUMBER = re.compile(r"[0-9]+(?:[.,'_][0-9]+)*")
_SPACED = re.compile(r"[0-9](?<![\d.,][0-9])\d{0,2}(?: \d{3})+(?:[.,]\d{1,2})?(?!\d)")
_RANGE = re.compile(
    r"(?<![\w.,/-])[$€£]?(\d[\d.,']*)(?: ?%)?(?: ?- ?| to | bis )[$€£]?(\d[\d.,']*)(?!/|-\d|[.,]\d|(?!(?:k|m|bn)\b)\w)"
)
_EXPONENT = re.compile(r"(?:e| ?[×x*·] ?10 ?\^ ?)([+-]?\d{1,3})(?![\w.^])")  # 3.4e-07
_BROKEN = re.compile(r"[0-9](?<![\d.,][0-9])\d{0,2}(?: ?,\d{3})* ?\.\d\d(?!\d)")  # "1 ,108 .50", as a scan has it
_SCALES = {
    **dict.fromkeys(["k", "thousand", "tausend", "mille", "mil", "tsd"], 3),
    **dict.fromkeys(["m", "mn", "mm", "mio", "million", "millions", "millionen", "millones", "mln"], 6),
    **dict.fromkeys(["b", "bn", "billion", "billions", "mrd", "milliarden", "milliard", "milliards", "mld"], 9),
    **dict.fromkeys(["t", "tn", "trillion", "trillions"], 12),
    **dict.fromkeys(["lakh", "lakhs", "lac"], 5),
    "万": 4,
    "億": 8,
    "兆": 12,
    **dict.fromkeys(["crore", "crores", "cr"], 7),
}
_LANGUAGES = ("en", "de", "fr", "es", "it")
_KANA = "\u3040"  # from here on signs are written without spaces: a digit after one begins a number
LOWER, UPPER, PAIR = "the lower end of a range", "the upper end of a range", "one of a pair"
_UNITS_TOO = frozenset({"m", "mm", "t"})  # 3.2m may be millions, or metres
_SHORT_SCALES = frozenset(["k", "m", "b", "t", "cr"])  # alone after a space these are units or words, not scales
_WHOLE_TABLE = (
    ("$000", 3),
    ("€000", 3),
    ("£000", 3),
    ("'000", 3),
    ("000s", 3),
    ("$m)", 6),
    ("€m)", 6),
    ("£m)", 6),
    ("(m)", 6),
    ("bn)", 9),
)
_WHOLE_WORDS = (("thousand", 3), ("tausend", 3), ("lakh", 5), ("million", 6), ("crore", 7), ("billion", 9))
_BEFORE = re.compile(
    r"(?:([a-z]{2,6}|[$€£¥₹₽₩₺])\.? ?)?(\()?(?<![\w)])([-+])? ?([$€£¥₹₽₩₺]|[a-z]{1,3}\$|[a-z]{3}(?= ?$))? ?$"
)
_AFTER = re.compile(r"(-(?![\w-]))? ?(?:-(?=[a-z]))?(%|[$€£¥₹₽₩₺円]|[a-z²³°µ]+|[万億兆])?(?:[ -]([a-z]+|[$€£])|(円))?")
_PAIR = re.compile(r"(?<![\w/.,:#-])(\d{1,3})/(\d{1,3})(?![\w/-]|[.,]\d)(?: ([a-z]+))?")
_NEXT_GROUPS = re.compile(r"(?:[ \xa0\u202f]\u2060*\d{3}(?![\d/:-])){1,4}")
_BULLET = re.compile(r"\s*([-–—]) +\S{0,3}")
_FRACTIONS = frozenset(["third", "thirds", "quarter", "quarters", "fifth", "fifths", "fold", "half", "tenth", "tenths"])


@dataclass(frozen=True)
class Mention:
    """A number in a text, as one reading has it.

    Attributes:
        start, end: where it stands in the folded text, with sign, currency and scale.
        value: what it says, with sign and scale, percent not divided.
        unit: the word or sign after it ("%", "units", "days").
        currency: its code, where a symbol or code stands beside it.
        sure: False where another reading is likelier (`1,234` as a decimal in an English text).
        note: what the reading rests on, in words, where it is not plain.
        digits: the number itself, as written.
        guessed: whether only a word near it says that it is negative.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    currency: str = ""
    sure: bool = True
    note: str = ""
    digits: str = ""
    guessed: bool = False


class Numbers:
    """All numbers of a text, found by their digits."""

    def __init__(self, page: Searchable) -> None:
        self.page = page
        self._cells: set[tuple[int, int]] = set()
        self._marks = ""  # the decimal points and commas before two digits, once the numbers are found

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """Spans by significant digits: 1,234.50 and 0.12345 share a key, so that one look-up serves all scales."""
        places: dict[str, list[tuple[int, int]]] = {}
        marks = []
        broken = (_BROKEN,) if " ." in self.page.folded else ()
        for pattern in (_NUMBER, _SPACED, *broken):
            for match in pattern.finditer(self.page.folded):
                raw = match.group()
                places.setdefault(significant(raw), []).append(match.span())
                if "," in raw and (is_row(raw) or self.page.folded[match.start() - 1 : match.start()] == ","):
                    self._add_cells(match.start(), raw, places)
                if raw[-3:-2] in {".", ","} and raw.count(raw[-3]) == 1:
                    marks.append(raw[-3])
        self._marks = "".join(marks)
        return places

    def _add_cells(self, start: int, raw: str, places: dict[str, list[tuple[int, int]]]) -> None:
        for cell in raw.split(","):
            places.setdefault(significant(cell), []).append((start, start + len(cell)))
            self._cells.add((start, start + len(cell)))
            start += len(cell) + 1

    @cached_property
    def _languages(self) -> tuple[str, ...]:
        return languages(self.page.folded)

    @cached_property
    def decimal_comma(self) -> bool | None:
        """Tell whether this text writes 1.234,56; None where nothing says so."""
        commas = self._marks.count(",")
        points = len(self._marks) - commas
        return None if commas == points else commas > points

    @cached_property
    def table_scales(self) -> set[int]:
        """The powers of ten of which the text says that its tables are in them ("in thousands")."""
        text = self.page.folded
        found = {power for sign, power in _WHOLE_TABLE if sign in text}
        for word, power in _WHOLE_WORDS:
            places = list(self.page.occurrences(word))[:MANY]
            if any(
                re.search(r"(?:\bin |\(|usd |eur |gbp |[$€£] ?)$", text[max(0, place - 5) : place]) for place in places
            ):
                found.add(power)
        return found

    def like(self, value: Decimal, anchors: Sequence[int] = ()) -> Iterator[Mention]:
        """Give the mentions whose digits are those of the value, whatever its sign and scale.

        Where there are very many, only the ones nearest to the anchors (offsets of the folded text) are given.
        """
        places = self._places.get(significant(plain(value)), [])
        for start, end in places if len(places) <= MANY else nearest(places, anchors, MANY):
            yield from self._mentions(start, end)
        yield from self._in_words(abs(value))
        yield from self._as_ordinal(value)

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        text = self.page.folded
        raw = text[start:end]
        if special := list(self._powers(start, end)) or list(self._of_two(start, end)):
            yield from special
            return
        if (not self._stands_alone(start, end) and (start, end) not in self._cells) or (
            " " in raw and not self._spaced_as_written(start, end)
        ):
            return
        before = _BEFORE.search(text[self._bullet_before(start) or max(0, start - 12) : start])
        after = _AFTER.match(text[end : end + (1 if self._ends_line(end) else 30)])
        scale, scale_end, unit = _own_scale(before, after)
        if text[end : end + 1] == ")" and (outside := _AFTER.match(text[end + 1 : end + 30])):
            unit = outside.group(2) or unit  # "(1.2)%", "thirty (30) days"
        beside = currency(before, unit)
        first, last, signs = signed(self.page, start, end + scale_end, before, after)
        if raw[-3:-2] in {".", ","} and is_debit(self.page, end):
            signs = ((-1, True), (1, True))
        groups = self._groups_after(end, raw)
        if groups > 1 or (groups and before and currency(before, "")):
            return  # "1 204 331", "EUR 450 000"
        for number, sure in readings(raw, self.decimal_comma):
            sure = sure and not self._end_of_longer(start, raw) and not groups  # noqa: PLW2901 - a doubt about all readings
            size = number.scaleb(scale)
            for sign, plainly in signs:
                note = _note(raw, scale, sign)
                yield Mention(first, last, size * sign, unit, beside, sure, note, raw, not plainly)
                if scale and not beside and after and after.group(2) in _UNITS_TOO:
                    yield Mention(first, end, number * sign, after.group(2), "", sure, "", raw, not plainly)
            for power, (sign, plainly) in product(self.table_scales if not scale else (), signs):
                scaled = number.scaleb(power) * sign
                yield Mention(first, last, scaled, unit, beside, sure, "the table's unit", raw, not plainly)

    def _stands_alone(self, start: int, end: int) -> bool:
        """Tell whether digits are a number of their own; a long dash beside them parts them from the words."""
        first = max(0, start - RARE)
        around = list(self.page.folded[first : end + RARE])
        for dash, letter in ((start - 1, start - 2), (end, end + 1)):
            beside = self.page.folded[letter : letter + 1] if letter >= 0 else ""
            if beside.isalpha() and self.page.folded[dash : dash + 1] == "-" and is_long(self.page, dash):
                around[dash - first] = " "
        return _stands_alone("".join(around), start - first, end - first)

    def _ends_line(self, end: int) -> bool:
        """Tell whether what follows a number is the next line of a form, not its unit."""
        place = self.page.original(end, end + 1)[0]
        following = self.page.text[place : place + 8]
        return following.startswith(("\n", "\t", "|", "  ")) and not following.lstrip()[:1].islower()

    def _bullet_before(self, start: int) -> int:
        """Give where the mark of an item in a list ends: "- 300 g flour" is no negative; 0 where there is none."""
        place = self.page.original(start, start + 1)[0]
        first, last = self.page.line(self.page.line_at(place))
        listed = _BULLET.fullmatch(self.page.text, max(first, place - RARE), place)
        words = re.search(r"[^\W\d_]", self.page.text[place : min(last, place + MANY)])
        return self.page.forward(listed.start(1)) + 1 if listed and words else 0

    def _powers(self, start: int, end: int) -> Iterator[Mention]:
        """Read a number that is written with a power of ten."""
        text = self.page.folded
        power = _EXPONENT.match(text, end)
        if power and not re.search(r"[\w.,'-]$", text[max(0, start - 1) : start]):
            for number, sure in readings(text[start:end], self.decimal_comma):
                yield Mention(start, power.end(), number.scaleb(int(power[1])), sure=sure, digits=text[start:end])

    def _of_two(self, start: int, end: int) -> Iterator[Mention]:
        """Read a number that is an end of a range, or one of a pair."""
        text = self.page.folded
        if limits := _range_of(text, start, end):
            yield from self._limit(start, end, limits)
        elif (pair := _slashed(text, start, end)) is not None:
            yield Mention(start, end, Decimal(text[start:end]), pair, "", sure=False, note=PAIR, digits=text[start:end])

    def _limit(self, start: int, end: int, limits: tuple[str, int, int]) -> Iterator[Mention]:
        """Read an end of a range: of "$78-95k" both are thousands of dollars."""
        text, (which, first, last) = self.page.folded, limits
        raw = text[start:end]
        scale, _, unit = _scale(_AFTER.match(text[end : end + 30]))
        shared, _, unit_of_both = _scale(_AFTER.match(text[last : last + 30]))
        beside = currency(_BEFORE.search(text[max(0, first - 12) : first]), unit_of_both)
        for (number, sure), power in product(readings(raw, self.decimal_comma), dict.fromkeys((scale, shared))):
            yield Mention(start, end, number.scaleb(power), unit, beside, sure, which, raw)

    def _spaced_as_written(self, start: int, end: int) -> bool:
        first, last = self.page.original(start, end)
        written = self.page.text[first:last].replace(SHOWN, "")
        return len(written) == end - start and not set(written) & {"\n", "\t"}

    def _end_of_longer(self, start: int, raw: str) -> bool:
        """Tell whether 234,56 may be the end of 1 234,56."""
        if not re.match(r"\d{3}(?:[.,]|$)", raw) or not re.search(
            r"(?<![\d.,])\d{1,3} $", self.page.folded[max(0, start - 5) : start]
        ):
            return False
        first, last = self.page.original(start - 1, start)
        return last - first == 1 and self.page.text[first] not in "\n\t" and not self.page.text[first - 1].isspace()

    def _groups_after(self, end: int, raw: str) -> int:
        """Count the groups of three digits that may go on with a number: 450 may be the beginning of 450 000."""
        place = self.page.original(end - 1, end)[1]
        groups = _NEXT_GROUPS.match(self.page.text, place) if len(raw) < len("1000") else None
        return len(re.findall(r"\d{3}", groups[0])) if groups else 0

    def _hyphen_at(self, end: int) -> bool:
        """Tell whether a hyphen was taken out here: "two-year" is folded to one word."""
        place = self.page.original(end - 1, end)[1]
        return not self.page.text[place : place + 1].isalnum()

    def _in_words(self, value: Decimal) -> Iterator[Mention]:
        text = self.page.folded
        for words in dict.fromkeys(way for language in self._languages for way in words_in(value, language)):
            for start in self.page.occurrences(words):
                end = start + len(words)
                joined = text[end : end + 1].isalnum()
                if text[start - 1 : start].isalnum() or (joined and not self._hyphen_at(end)):
                    continue
                if part_of_longer_words(text, start, end):
                    continue
                bracket = re.match(r" ?\( ?" + re.escape(plain(value)) + r" ?\)", text[end : end + 12])
                after = _AFTER.match(text[end + (bracket.end() if bracket else 0) :][:30])
                unit = (after and after.group(2)) or ""
                if joined and unit in _FRACTIONS:
                    continue
                last = end + (bracket.end() if bracket else 0)
                if unit not in _SCALES:
                    yield Mention(
                        start, last, value, unit, currency_of(unit), "dozen" not in words, "written in words", words
                    )

    def _as_ordinal(self, value: Decimal) -> Iterator[Mention]:
        for words in dict.fromkeys(way for language in _LANGUAGES for way in ordinals_in(value, language)):
            pattern = rf"(?<![^\W_])(?<!\ba ){words}(?![^\W_])"
            for place in re.finditer(pattern, self.page.folded) if words in self.page.folded else ():
                if not part_of_longer_words(self.page.folded, *place.span()):
                    yield Mention(*place.span(), value, sure=False, note="its place in an order", digits=words)


def nearest(places: Sequence[tuple[int, int]], anchors: Sequence[int], limit: int) -> list[tuple[int, int]]:
    """Give the spans that are nearest to the anchors, in order; the first ones where there are no anchors."""
    if not anchors:
        return list(places[:limit])
    starts = [start for start, _ in places]
    around = limit // (2 * len(anchors)) + 1
    chosen: set[int] = set()
    for anchor in anchors:
        middle = bisect_left(starts, anchor)
        chosen.update(range(max(0, middle - around), min(len(starts), middle + around)))
    return [places[index] for index in sorted(chosen)]


def _range_of(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """Tell which end a number is of "3.9 - 5.6", and where the range is; phone numbers and dates are none."""
    for match in _RANGE.finditer(text, max(0, start - 24), min(len(text), end + 24)):
        ends = readings(match[1].rstrip(".,'"), None), readings(match[2].rstrip(".,'"), None)
        pair = all(len(side) < 3 for side in match.groups())  # noqa: PLR2004 - a score: 2-1
        if start in {match.start(1), match.start(2)} and all(ends) and not re.match(r"0\d", match[1]):
            rising = ends[0][0][0] < ends[1][0][0]
            if pair or rising:
                which = (LOWER if match.start(1) == start else UPPER) if rising else PAIR
                return which, match.start(1), match.end(2)
    return None


def _slashed(text: str, start: int, end: int) -> str | None:
    """Give the unit of a number of a pair like "128/82 mmHg" or "4/5"; None where it is of none, or of a date."""
    for match in _PAIR.finditer(text, max(0, start - 4), min(len(text), end + 24)):
        if start in {match.start(1), match.start(2)} and end in {match.end(1), match.end(2)}:
            return match[3] or ""
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether digits are a number of their own, not part of an identifier, version or phone number."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if (
        before[-1:].isalpha()
        and before[-1:] < _KANA
        and not re.search(r"(?<![a-z])(?:x|[a-z]{3}|rs|fr|kr|[a-z]{2}\$)$", text[max(0, start - 5) : start])
    ):
        return False
    if (
        before[-1:] in {"_", "#", "/", "@", "^"}
        or re.search(r"\w-$", before)
        or re.search(r"\d[.,':]$|\.\.?-$", before)
    ):
        return False
    if after[:1] in {"_", "/", "@", "\\"} or re.match(r"[-:]\w|[.,']\d", after):
        return bool(re.match(r"/(?:[a-z]|[-=](?!\w))|-[a-z]{3,}", text[end : end + 5]))
    glued = re.match(r"[a-z]+", text[end : end + 16])
    return not glued or glued.group() in _SCALES or glued.group() in _GLUED


_GLUED = frozenset(
    (
        "kg g mg lb lbs oz t km m cm mm mi ft in h hr hrs min s sec ms d wk mo y yr yrs l ml cl kw kwh mw mwh gwh "
        "gw v w a hz khz mhz ghz gb mb tb kb px pt pcs x st nd rd th c f eur usd gbp chf sqm sqft m² m³ pm am k"
    ).split()
)


def _scale(after: re.Match[str] | None) -> tuple[int, int, str]:
    """Give the power of ten of the word after a number, how far the mention reaches, and its unit."""
    if after is None:
        return 0, 0, ""
    word, following = after.group(2) or "", after.group(3) or after.group(4) or ""
    spaced = after.group().startswith(" ")
    if word in _SCALES and not (spaced and word in _SHORT_SCALES):
        return _SCALES[word], after.end(2), following
    return 0, (after.end(2) if word in {"%", "€", "$", "£"} else 0), word


def _own_scale(before: re.Match[str] | None, after: re.Match[str] | None) -> tuple[int, int, str]:
    """Give the scale of a number, without the currency of the next one: "€ 1,499 € 1,299"."""
    scale, end, unit = _scale(after)
    if before and currency(before, "") and unit in SYMBOLS:
        return scale, 0, ""
    return scale, end, unit


def _note(raw: str, scale: int, sign: int) -> str:
    notes = ([f"{raw} times ten to the {scale}"] if scale else []) + (["written as a negative"] if sign < 0 else [])
    return ", ".join(notes)
