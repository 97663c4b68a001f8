"""Times of day as documents write them: with colons, points and letters, of twelve hours, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from functools import lru_cache, partial

from num2words import num2words

from deferred.citations.dates import DateMention, Dates
from deferred.citations.searchable import Searchable, fold, joined_to
from deferred.citations.thresholds import LONG, SHORT

_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2})(?:(?:[:.]|時| ?h ?)(\d{2}|半)(?!\d))?(?::(\d{2}))?(?:\.\d+)?"
    r"(?: ?(?:([ap])\.? ?m\b\.?|(o'?clock|uhr|heures?|horas|時|h)(?![a-z]|間)))?分?"
    r"( (?:in the (?:morning|afternoon|evening)|(?:du|de la|por la) (?:matin|soir|tarde|noche|manana)|"
    r"de l'apresmidi|abends|morgens|nachmittags))?"
)
_AFTERNOON = re.compile(r"afternoon|evening|soir|tarde|noche|apresmidi|abends|nachmittags")
_CALLED = {12: re.compile(r"(?:12 )?(?:noon|midday)\b"), 0: re.compile(r"(?:12 )?midnight\b")}
_OF_CLOCK = re.compile(r" ?(?:h|hrs?|hours?|z|utc|uhr)\b")
_GOES_ON_BEFORE = re.compile(
    r"[\w.,:/+#-]$|(?<=\d)(?<![012]\d[0-5]\d)(?<![a-z]\d\d) $"
)  # but "2025 0655" are a year and a time, and "0725 1805" are two
_GOES_ON_AFTER = re.compile(r"[\d:/]|[.,-]\d")
_HALVES = ("오후", "오전", "午後", "午前", "下午", "上午")
_HALF = re.compile(r"(?:(?P<pm>오후|午後|下午)|오전|午前|上午)\s?$")
_EARLY = re.compile(r"(?<![\w.,:/-])0\d[0-5]\d(?![\w:/-]|[.,]\d)")


def clock_near(dates: Dates, mention: DateMention, wanted: datetime | time) -> tuple[int, ...]:
    """Give the span of a time of day in the folded text next to a date, and nearer to no other date; else nothing."""
    left, right = max(0, mention.start - SHORT), mention.end + SHORT
    others = [span for span in dates.within(left, right) if span[0] >= mention.end or span[1] <= mention.start]
    found = []
    for span in _spans(dates.page, wanted, left, right):
        own = _gap(span, (mention.start, mention.end))
        if span[0] not in range(mention.start, mention.end) and own <= min(
            (_gap(span, other) for other in others), default=own
        ):
            found.append((own, span))
    return min(found)[1] if found else ()


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def clocks(page: Searchable, wanted: time) -> Iterator[tuple[int, int]]:
    """Give every mention of a time of day in the folded text."""
    yield from _spans(page, wanted, 0, len(page.folded))


def _spans(page: Searchable, wanted: datetime | time, left: int, right: int) -> Iterator[tuple[int, int]]:
    text = page.folded
    named = any(half in page.text for half in _HALVES)
    for match in _CLOCK.finditer(text[left:right]):
        half = _half_before(page, left + match.start()) if named else ""
        if _same_clock(match, wanted, half):
            yield left + match.start(), left + match.end()
    if (wanted.minute, wanted.second) == (0, 0) and wanted.hour in _CALLED:
        yield from (match.span() for match in _CALLED[wanted.hour].finditer(text, left, right))
    if not wanted.second:
        for said in _in_words(wanted.time() if isinstance(wanted, datetime) else wanted):
            for place in page.occurrences(said, left, right):
                if not joined_to(text, place - 1) and not joined_to(text, place + len(said)):
                    yield place, place + len(said)
        for place in page.occurrences(f"{wanted.hour:02}{wanted.minute:02}"):
            if left <= place < right and _is_military(page, place):
                yield place, place + 4


def _is_military(page: Searchable, place: int) -> bool:
    """Tell whether four digits are a time of day: 1905 is a year, unless 0805 stands beside it, or above."""
    text = page.folded
    if _GOES_ON_BEFORE.search(text[max(0, place - 5) : place]) or _GOES_ON_AFTER.match(text, place + 4):
        return False
    start, end = page.line(page.line_of(place))
    marked = text[place] == "0" or _OF_CLOCK.match(text, place + 4)
    return bool(marked) or (end - start < LONG and bool(_EARLY.search(page.text, max(0, start - LONG), end)))


def _half_before(page: Searchable, place: int) -> str:
    """Give the half of the day that is named before a time, as in Korean, Japanese and Chinese: a, p or nothing."""
    start = page.original(place, place + 1)[0]
    said = _HALF.search(page.text, max(0, start - 4), start)
    return "" if said is None else "p" if said["pm"] else "a"


def _same_clock(match: re.Match[str], wanted: datetime | time, before: str) -> bool:
    hour, minute, second, after, mark, day = match.groups()
    half = after or before
    if minute is None and not (half or mark or day):
        return False
    late = half == "p" or bool(day and _AFTERNOON.search(day))
    hours = int(hour) % 12 + (12 if late else 0) if half or late else int(hour)
    minutes = 30 if minute == "半" else int(minute or 0)
    return (hours, minutes) == (wanted.hour, wanted.minute) and (second is None or int(second) == wanted.second)


_SAID = {
    "en": ("{h} o'clock", "half past {h}", "quarter past {h}", "{m} past {h}", "quarter to {n}", "{r} to {n}"),
    "de": ("{h} uhr", "halb {n}", "viertel nach {h}", "{m} nach {h}", "viertel vor {n}", "{r} vor {n}"),
    "fr": (
        "{h} heures",
        "{h} heures et demie",
        "{h} heures et quart",
        "{h} heures {m}",
        "{n} heures moins le quart",
        "",
    ),
    "es": ("a las {h}", "{h} y media", "{h} y cuarto", "{h} y {m}", "{n} menos cuarto", "{n} menos {r}"),
}


@lru_cache(1024)
def _in_words(wanted: time) -> tuple[str, ...]:
    """Give the ways in which a time of day is said in words: "half past six", "las seis y media"."""
    which = {0: [0], 30: [1], 15: [2, 3], 45: [3, 4]}.get(wanted.minute, [3] if wanted.minute < 30 else [3, 5])  # noqa: PLR2004
    found = []
    for language, ways in _SAID.items():
        number = partial(num2words, lang=language)
        for hour in {wanted.hour, wanted.hour % 12 or 12}:
            said = {"h": hour, "n": hour % 12 + 1, "m": wanted.minute, "r": 60 - wanted.minute}
            words = {name: number(value) for name, value in said.items()}
            found += [fold(ways[way].format(**words)) for way in which]
    return tuple(dict.fromkeys(way for way in found if way))


_STATED = re.compile(r"[.!?;] [a-z]")  # the end of one statement and the beginning of the next


def moments(dates: Dates, wanted: datetime) -> Iterator[tuple[int, int, bool]]:
    """Give where a day and its time of day stand, in offsets of the folded text, and whether they may be parted."""
    midnight, day = wanted.time() == time(), wanted.date()
    of_week = (DateMention(*span, yearless=True) for span in dates.of_weekday(day))
    for mention in dates.like(day) or dates.short(day) or of_week:
        clock = clock_near(dates, mention, wanted)
        if clock or midnight:
            start, end = min(mention.start, *clock[:1]), max(mention.end, *clock[1:])
            stated = _STATED.search(dates.page.folded, *_between(mention, clock))
            yield start, end, bool(mention.ambiguous or mention.yearless or stated)


def _between(mention: DateMention, clock: Sequence[int]) -> tuple[int, int]:
    """Give what lies between a date and its time of day."""
    if not clock:
        return mention.end, mention.end
    return (mention.end, clock[0]) if clock[0] >= mention.end else (clock[1], mention.start)
