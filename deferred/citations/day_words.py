"""Days that a text names without their date: in words, from another day, by their weekday, as the end of a month."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from num2words import num2words

from deferred.citations.dates import MONTHS, WEEKDAYS, Dates
from deferred.citations.numbers import Numbers
from deferred.citations.searchable import Searchable, fold
from deferred.citations.thresholds import MANY, RARE, SHORT
from deferred.citations.units import in_english

_DAYS_FROM = {
    -2: ("the day before yesterday", "vorgestern", "avanthier", "anteayer", "一昨日"),
    -1: ("yesterday", "gestern", "hier", "ayer", "ieri", "昨日", "前日"),
    0: (
        "today",
        "same day",
        "same date",
        "heute",
        "aujourd'hui",
        "meme date",
        "meme jour",
        "hoy",
        "oggi",
        "本日",
        "同日",
    ),
    1: ("tomorrow", "next day", "following day", "morgen", "demain", "lendemain", "manana", "domani", "明日", "翌日"),
    2: ("day after tomorrow", "ubermorgen", "apresdemain", "pasado manana", "dopodomani", "明後日"),
}
_AWAY = {word: days for days, words in _DAYS_FROM.items() for word in words}
_RELATIVE = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(_AWAY, key=len, reverse=True))})(?![a-z])")
_END_OF = r"(?:(?:the )?end (?:of )?|ende (?:des )?|fin (?:de |du )?|fine |finales de )"
_END_OF_THIS = re.compile(
    rf"\b{_END_OF}(?:the |this |el |del |di )?(?:months?|monats?|mois|mes|mese)\b|monatsende|今月末|月末"
)
_END_OF_MONTH = re.compile(rf"\b{_END_OF}(?P<m>[a-z]{{3,12}})\b")
_IN = re.compile(r"\b(?:in|dans|en|dentro de|tra|fra|nach) (?:the |den |les |about |etwa |environ )?$")
_LATER = re.compile(r" ?(?:[a-z]+ )?(?:later|hence|from now|from today|plus tard|spater|mas tarde|dopo|後)")
_FORTNIGHT = re.compile(r"\b(?:in|dans|en|nach) (?:an? fortnight|two weeks|quinze jours|quince dias|vierzehn tagen)\b")
_LANGUAGES = ("en", "de", "fr", "es", "it")


def days_away(value: date, dates: Dates, numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Give where a day is told from another one that the text names."""
    text = dates.page.folded
    for match in _RELATIVE.finditer(text):
        if _is_away(value, _AWAY[match[0]], dates.last_before(match.start(), value.year)):
            yield match.span()
    yield from _end_of_month(value, dates)
    yield from _by_weekday(value, dates)
    yield from _after_a_time(value, dates, numbers)


def _is_away(value: date, days: int, other: date | None) -> bool:
    with contextlib.suppress(OverflowError):
        return other is not None and value - timedelta(days=days) == other
    return False


def _end_of_month(value: date, dates: Dates) -> Iterator[tuple[int, int]]:
    """Give where a text says "the end of the month", or "end of April"."""
    if value.day < 28 or (value + timedelta(days=1)).day != 1:  # noqa: PLR2004 - the shortest month
        return
    for match in _END_OF_MONTH.finditer(dates.page.folded):
        if MONTHS.get(match["m"]) == value.month and any(key[0] == value.year for key in dates.found):
            yield match.span()
    for match in _END_OF_THIS.finditer(dates.page.folded):
        last = dates.last_before(match.start(), value.year)
        if last and (last.year, last.month) == (value.year, value.month):
            yield match.span()


def _by_weekday(value: date, dates: Dates) -> Iterator[tuple[int, int]]:
    """Give where a day is called by its weekday alone, within a week of the last date before the word."""
    names = "|".join(name for name in WEEKDAYS[value.weekday()].split() if len(name) > 2)  # noqa: PLR2004
    for match in re.finditer(
        rf"(?<![^\W_])(?:{names})(?![^\W_]|[.,]? ?\d|[.,]? (?:the|den|le|el) \d)", dates.page.folded
    ):
        start = dates.page.original(*match.span())[0]
        last = dates.last_before(match.start(), value.year) if dates.page.text[start].isupper() else None
        if last and timedelta() < value - last <= timedelta(days=7):
            yield match.span()


def _after_a_time(value: date, dates: Dates, numbers: Numbers) -> Iterator[tuple[int, int]]:
    """Give where a length of time from another day of the text leads to a day: "in six weeks"."""
    for day in list(dates.found)[:RARE]:
        with contextlib.suppress(ValueError):
            for amount, unit in _lengths(date(*day), value):
                for one in numbers.like(Decimal(amount)):
                    is_that_long = in_english(one.unit) == unit and one.value == amount
                    if is_that_long and _leads_on(dates.page.folded, one.start, one.end):
                        yield one.start, one.end + 1 + len(one.unit)
    for match in _FORTNIGHT.finditer(dates.page.folded):
        if any(_is_away(value, 14, date(*day)) for day in dates.found):
            yield match.span()


def _leads_on(text: str, start: int, end: int) -> bool:
    return bool(_IN.search(text[max(0, start - RARE) : start]) or _LATER.match(text[end : end + RARE]))


def _lengths(first: date, last: date) -> Iterator[tuple[int, str]]:
    """Give the whole numbers of days, weeks, months and years between two days."""
    days = (last - first).days
    if days <= 0:
        return
    yield days, "day"
    if days % 7 == 0:
        yield days // 7, "week"
    months = 12 * (last.year - first.year) + last.month - first.month
    if last.day == first.day and months:
        yield months, "month"
        if months % 12 == 0:
            yield months // 12, "year"


def days_in_words(value: date, page: Searchable) -> Iterator[tuple[int, int]]:
    """Give the spans of the folded text that name a day by a word, or its year."""
    day, year = _patterns(value)
    for name in (name for name, month in MONTHS.items() if month == value.month):
        for place in page.occurrences(name):
            end = place + len(name)
            before = day.search(page.folded[max(0, place - SHORT) : place])
            after = year.match(page.folded[end : end + MANY])
            if before and after and not (before["digits"] and after["digits"]):
                yield place - len(before[0].lstrip()), end + after.end()


@lru_cache(1024)
def _patterns(value: date) -> tuple[re.Pattern[str], re.Pattern[str]]:
    days = "|".join(_forms(value.day, ("cardinal", "ordinal")))
    years = "|".join(_forms(value.year, ("cardinal", "year")))
    day = rf"(?:{days})|(?P<digits>{value.day})(?:st|nd|rd|th|er|\.)?"
    year = rf"{years}|(?P<digits>{value.year})"
    before = rf"(?:^|[^\w])(?:{day})(?: day)?(?:\.? (?:of|de|di|del))?\.? $"
    return re.compile(before), re.compile(rf",? ?(?:of |de |del |in the year (?:of )?)?(?:{year})\b")


def _forms(number: int, ways: tuple[str, ...]) -> list[str]:
    """Give the ways in which a number is written in words, the longest first."""
    found = [num2words(number, lang=language, to=way) for language in _LANGUAGES for way in ways]
    plain = [form.replace(",", "") for form in found]
    spelled = [way for form in plain for way in (form, form.replace("-", " "), form.replace(" and ", " "))]
    inflected = {f"{fold(form)}{ending}" for form in spelled for ending in ("", "n", "r")}  # "am dritten März"
    return sorted((re.escape(form) for form in inflected), key=len, reverse=True)
