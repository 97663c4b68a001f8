"""Dates and times of day as documents write them: ISO, day or month first, names of months, in words, of eras."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from unicodedata import normalize

from deferred.citations.searchable import Searchable
from deferred.citations.thresholds import SHORT

_NAMES = (
    "january jan januar janner janvier janv enero ene gennaio gen janeiro januari stycznia ocak января ledna",
    "february feb februar fevrier fevr febrero febbraio fevereiro februari fev lutego subat февраля unora",
    "march mar marz maerz mrz mars marzo marco maart mrt marca mart марта brezna",
    "april apr avril avr abril abr aprile kwietnia nisan апреля dubna",
    "may mai mayo maggio mag maio mei maja mayis мая kvetna maj",
    "june jun juni juin junio giugno giu junho czerwca haziran июня cervna",
    "july jul juli juillet juil julio luglio lug julho lipca temmuz июля cervence",
    "august aug aout agosto ago augustus sierpnia agustos августа srpna",
    "september sept sep septembre septiembre settembre set setembro wrzesnia eylul сентября zari",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika ekim октября rijna",
    "november nov novembre noviembre novembro listopada kasim ноября listopadu",
    "december dec dezember dez decembre diciembre dic dicembre dezembro grudnia aralik декабря prosince",
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
# A pattern that begins with a digit is fast, one that begins by looking back is not: hence the odd place to look back.
_ALONE = r"(?<![0-9]{2})"
_DAY = rf"(?P<d>[0-9]{_ALONE}[0-9]?)(?:st|nd|rd|th|er|e|\.|º|ª|°)?"
_YEAR = r"(?P<y>\d{4}|'?\d{2})(?!\d|:\d)"  # "19 June, 16:30" is of no year 16
_OF = r"[\s,./-]*(?:(?:day )?(?:of|de|del|di) )?"
_MONTH = rf"(?P<m>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"  # "19. bis 23" is no day
_OF_YEAR, _OF_MONTH, _OF_DAY = (
    "".join(normalize("NFKD", sign)[0] for sign in signs) for signs in ("年년", "月월", "日일")
)
_EASTERN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
WEEKDAYS = (
    "monday mon montag mo lundi lun lunes lunedi",
    "tuesday tue tues dienstag di mardi mar martes martedi",
    "wednesday wed mittwoch mi mercredi mer miercoles mie mercoledi",
    "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedi gio",
    "friday fri freitag fr vendredi ven viernes vie venerdi",
    "saturday sat samstag sa samedi sam sabado sab sabato",
    "sunday sun sonntag so dimanche dim domingo dom domenica",
)
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}  # the years before their first
_LETTERS_OF_ERAS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
_OF_ERA = re.compile(
    rf"({'|'.join(_ERAS)}|(?<![a-z\d])[mtshr]) ?(元|\d{{1,2}}) ?(?:年|[./-](?=\d{{1,2}}[./-])) ?"
    r"(\d{1,2}) ?(?:月|[./-]) ?(\d{1,2})(?: ?日)?(?!\d)"
)
_ENDING_YEAR = r"(?P<y>\d{4}|\d{2})(?![\d/]|[.,]\d)"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<y>[0-9]{_ALONE}[0-9]{{3}})[-/.](?P<m>\d{{1,2}}|[a-z]{{3,9}})[-/.](?P<d>\d{{1,2}})(?!\d)",
        rf"(?P<a>[0-9](?<![\d.,][0-9])[0-9]?)(?P<mark>[-/.] ?| / )(?P<b>\d{{1,2}})(?P=mark){_ENDING_YEAR}",
        rf"{_DAY}{_OF}{_MONTH},?{_OF}{_YEAR}",
        r"(?P<y>[12](?<![\d.][12])[90]\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
        rf"(?P<y>[0-9]{{4}}) ?[{_OF_YEAR}] ?(?P<m>\d{{1,2}}) ?[{_OF_MONTH}] ?(?P<d>\d{{1,2}}) ?[{_OF_DAY}]",
    )
)
# A month that comes first is found from the digits after it: a regular expression that starts at every word is slow.
_MONTH_FIRST = re.compile(
    r"(?P<d>[0-9](?<![\d.,][0-9])[0-9]?)(?:st|nd|rd|th)?,?[ /-]+(?P<y>\d{4}|'?\d{2})(?![\d.,]\d|\d)"
)
_MONTH_BEFORE = re.compile(r"\b([a-zа-я]{3,12})\.?[ -]$")
_DAY_MONTH = re.compile(rf"{_DAY}[ -]?(?:(?:of|de) )?{_MONTH}(?![a-z])")
_DAY_ALONE = re.compile(r"(?P<d>[0-9](?<![\d.,][0-9])[0-9]?)(?:st|nd|rd|th)?(?![\w:/-]|[.,]\d)")
_DAY_MONTH_SIGNS = re.compile(rf"(?<!\d)(?P<m>\d{{1,2}}) ?[{_OF_MONTH}] ?(?P<d>\d{{1,2}}) ?[{_OF_DAY}]")
# Of "7-18 July 2025", or "14 and 15 January".
_FIRST_DAY = re.compile(r"(?<![\d.,/-])(\d{1,2})(?:st|nd|rd|th|\.)? ?(?:-|to|bis|au|al|a|and|und|et|y|e|&) ?$")
_WORDS_TOO = frozenset({"may", "mar", "set", "out", "ago", "mag"})
_MONTH_NAMED = re.compile(r"\b([a-zа-я]{3,12})[.,]?(?: de| of)? ?$")
_MONTH_YEAR = re.compile(r"(?<![\d.,-])(?P<y>\d{4})(?!\d)")
_MONTH_OF_YEAR = re.compile(rf"(?P<y>\d{{4}}) ?[{_OF_YEAR}] ?(?P<m>\d{{1,2}}) ?[{_OF_MONTH}](?! ?\d)")
_SHORT = re.compile(r"(?<![\w./-])(\d{1,2})(?:([/-])(\d{1,2})|\.(\d{1,2})\.)(?![\w/-]|[.,]\d)")
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CENTURY = 100


@dataclass(frozen=True)
class DateMention:
    """A date in a text, in offsets of the folded text; an ambiguous one may be either (03/04).

    The year of a yearless one stands elsewhere in the text.
    """

    start: int
    end: int
    ambiguous: bool = False
    yearless: bool = False


class Dates:
    """All dates of a text, found once."""

    def __init__(self, page: Searchable) -> None:
        self.page = page

    @cached_property
    def found(self) -> dict[tuple[int, int, int], list[DateMention]]:
        """Mentions by year, month and day; one that may be read both ways is under both, unless its text decides."""
        found: dict[tuple[int, int, int], list[DateMention]] = {}
        unsure: list[tuple[int, int, int, int, int]] = []
        day_first = month_first = 0
        for start, end, year, first, second in self._numeric():
            if max(first, second) > 12 or first == second:  # noqa: PLR2004 - months
                day_first += first > 12  # noqa: PLR2004
                month_first += second > 12  # noqa: PLR2004
                _add(found, year, min(first, second), max(first, second), DateMention(start, end))
            else:
                unsure.append((start, end, year, first, second))
        for start, end, year, first, second in unsure:
            if not month_first or day_first:
                _add(found, year, second, first, DateMention(start, end, not day_first or bool(month_first)))
            if not day_first or month_first:
                _add(found, year, first, second, DateMention(start, end, not month_first or bool(day_first)))
        for start, end, year, month, day in self._plain():
            _add(found, year, month, day, DateMention(start, end))
        year_of = self._years(found)
        if year_of:
            for start, end, month, day in list(self._yearless(found)):
                if own := year_of(month, day):
                    _add(found, own, month, day, DateMention(start, end, yearless=True))
        return found

    def _years(self, found: Iterable[tuple[int, int, int]]) -> Callable[[int, int], int | None] | None:
        """Tell the year of a day without one: the text's only one, or the only one in which it is between its dates.

        It is 0 where it is between them in more than one, and None where it is in none.
        """
        written = {year for year in {one[0] for one in found} if str(year) in self.page.folded or year in self._of_eras}
        whole = [one for one in found if one[0] in written]
        years = {one[0] for one in whole}
        if not years:
            return None
        first, last, only = min(whole), max(whole), max(years)

        def year_of(month: int, day: int) -> int | None:
            within = [year for year in years if first <= (year, month, day) <= last]
            if len(years) == 1 or not within:
                return only if len(years) == 1 else None
            return within[0] if len(within) == 1 else 0

        return year_of

    @cached_property
    def _eastern(self) -> bool:
        return not self.page.folded.isascii() and bool(_EASTERN.search(self.page.folded))

    @cached_property
    def _of_eras(self) -> set[int]:
        return {year for _, _, year, _, _ in self._eras()}

    def _eras(self) -> Iterator[tuple[int, int, int, int, int]]:
        for match in _OF_ERA.finditer(self.page.folded) if self._eastern else ():
            name = _LETTERS_OF_ERAS.get(match[1], match[1])
            year = _ERAS[name] + (1 if match[2] == "元" else int(match[2]))
            yield match.start(), match.end(), year, int(match[3]), int(match[4])

    def short(self, value: date) -> list[DateMention]:
        """Give where a day stands without its year, which stands elsewhere: 4 June, 03/30, or 4.11."""
        found = self._short.get((value.month, value.day), []) if self._may_be_of(value) else []
        dated = bool(found) and bool(self._year_of or self._of_eras or _A_YEAR.search(self.page.folded))
        return [one for one in found if dated or self.page.folded[one.start : one.end].strip("0123456789./- ")]

    def of_weekday(self, value: date) -> Iterator[tuple[int, int]]:
        """Give where a day stands as the day of its week, and of a month that is named elsewhere: "Friday 11th"."""
        days = WEEKDAYS[value.weekday()].replace(" ", "|")
        written = rf"(?:{days})[.,]?(?: the| den| le| el)? {value.day}(?:st|nd|rd|th|er|\.)?(?![\w:/]|[.,-]\d)"
        pattern = re.compile(rf"(?<![^\W_]){written}")
        for place in self.page.occurrences(f" {value.day}"):
            if match := pattern.search(self.page.folded, max(0, place - SHORT // 3), place + len(" 11th.")):
                yield match.span()

    def of_day(self, value: date) -> Iterator[tuple[int, int]]:
        """Give where a day stands as its number alone, "the 24th", in a text with another date of its month."""
        if any(key[:2] == (value.year, value.month) for key in self.found):
            written = rf"(?<![\w.,:/-]){value.day}(?:st|nd|rd|th|\.(?= (?:bis|und|-))| ?{_OF_DAY[0]}(?!間))(?![\w/:-])"
            yield from (match.span() for match in re.finditer(written, self.page.folded))

    def _may_be_of(self, value: date) -> bool:
        """Tell whether a day without a year may be of a year: of what the text's dates say, else of one it names."""
        text, year = self.page.folded, self._year_of(value.month, value.day) if self._year_of else None
        named = str(value.year) in text or value.year in self._of_eras
        return year == value.year or (year is None and (named or not _A_YEAR.search(text)))

    @cached_property
    def _year_of(self) -> Callable[[int, int], int | None] | None:
        return self._years({key for key, mentions in self.found.items() if not mentions[0].yearless})

    @cached_property
    def _short(self) -> dict[tuple[int, int], list[DateMention]]:
        """Mentions of days without a year by month and day: with the month's name, or in digits, either way round."""
        found: dict[tuple[int, int], list[DateMention]] = {}
        whole = {key: [one for one in mentions if not one.yearless] for key, mentions in self.found.items()}
        for start, end, month, day in self._yearless(whole):
            found.setdefault((month, day), []).append(DateMention(start, end, yearless=True))
        for match in _SHORT.finditer(self.page.folded):
            first, second = int(match[1]), int(match[3] or match[4])
            padded = len(match[0]) == len("03/30") or bool(match[4])
            ways = {(second, first)} | ({(first, second)} if match[2] else set())
            for way in ways if padded or match[2] == "/" else ():
                found.setdefault(way, []).append(DateMention(*match.span(), not padded, yearless=True))
        return found

    def _yearless(self, found: dict[tuple[int, int, int], list[DateMention]]) -> Iterator[tuple[int, int, int, int]]:
        """Give the days that are named with their month only: "02 Jun"."""
        dated = {place for mentions in found.values() for one in mentions for place in range(one.start, one.end)}
        text = self.page.folded
        for match in _DAY_MONTH.finditer(text):
            named = self.page.text[self.page.original(match.start("m"), match.end("m"))[0]].isupper()
            month = MONTHS.get(match["m"], 0) if named or match["m"] not in _WORDS_TOO else 0
            if month and match.start() not in dated:
                yield match.start(), match.end() - match[0].endswith("."), month, int(match["d"])
                if first := _FIRST_DAY.search(text[max(0, match.start() - 8) : match.start()]):
                    yield match.start() - len(first.group()), match.end(), month, int(first[1])
        for match in _DAY_ALONE.finditer(text):
            word = _MONTH_BEFORE.search(text[max(0, match.start() - 14) : match.start()])
            month = MONTHS.get(word[1], 0) if word and match.start() not in dated else 0
            if word and month:
                yield match.start() - len(word[0]), match.end(), month, int(match["d"])
        for match in _DAY_MONTH_SIGNS.finditer(text) if _OF_DAY[0] in text else ():
            if match.start() not in dated:
                yield match.start(), match.end(), int(match["m"]), int(match["d"])

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where dates stand in the folded text, in order."""
        return sorted({(mention.start, mention.end) for mentions in self.found.values() for mention in mentions})

    def like(self, value: date) -> list[DateMention]:
        """Give the mentions of a day."""
        return self.found.get((value.year, value.month, value.day), [])

    def last_before(self, place: int, year: int) -> date | None:
        """Give the last day that stands before a place, one without a year in this year; None where it is unsure."""
        whole = ((day, one) for day, found in self.found.items() for one in found)
        short = (((year, *day), one) for day, found in self._short.items() for one in found)
        before = [(one.start, day) for day, one in (*whole, *short) if one.end <= place]
        last = max(before, default=(0, (0, 0, 0)))[0]
        days = {day for start, day in before if start == last}
        with contextlib.suppress(ValueError):
            return date(*days.pop()) if len(days) == 1 else None
        return None

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give the dates in a piece of the folded text."""
        return [span for span in self.spans if span[0] < end and span[1] > start]

    def in_month(self, year: int, month: int) -> list[DateMention]:
        """Give the mentions of a month without a day."""
        return self._months.get((year, month), [])

    @cached_property
    def _months(self) -> dict[tuple[int, int], list[DateMention]]:
        found: dict[tuple[int, int], list[DateMention]] = {}
        for match in _MONTH_YEAR.finditer(self.page.folded):
            before = self.page.folded[max(0, match.start() - 16) : match.start()]
            word = _MONTH_NAMED.search(before)
            if word and word[1] in MONTHS and not re.search(r"\d\.? ?(?:de )?$", before[: word.start()]):
                mention = DateMention(match.start() - len(before) + word.start(), match.end())
                found.setdefault((int(match["y"]), MONTHS[word[1]]), []).append(mention)
        for match in _MONTH_OF_YEAR.finditer(self.page.folded) if self._eastern else ():
            found.setdefault((int(match["y"]), int(match["m"])), []).append(DateMention(*match.span()))
        return found

    def _numeric(self) -> Iterator[tuple[int, int, int, int, int]]:
        for match in _PATTERNS[1].finditer(self.page.folded):
            yield match.start(), match.end(), _year(match["y"]), int(match["a"]), int(match["b"])

    def _plain(self) -> Iterator[tuple[int, int, int, int, int]]:
        text = self.page.folded
        for pattern in (
            _PATTERNS[0],
            *_PATTERNS[2:4],
            *(_PATTERNS[4:] if any(sign in text for sign in _OF_YEAR) else ()),
        ):
            for match in pattern.finditer(text):
                month = int(match["m"]) if match["m"].isdigit() else MONTHS.get(match["m"], 0)
                yield match.start(), match.end(), _year(match["y"]), month, int(match["d"])
                first = _FIRST_DAY.search(text[max(0, match.start() - 8) : match.start()])
                if pattern is _PATTERNS[2] and first:
                    yield match.start() - len(first.group()), match.end(), _year(match["y"]), month, int(first[1])
        yield from self._eras()
        for match in _MONTH_FIRST.finditer(text):
            word = _MONTH_BEFORE.search(text[max(0, match.start() - 14) : match.start()])
            if word and word[1] in MONTHS:
                start = match.start() - len(word.group())
                yield start, match.end(), _year(match["y"]), MONTHS[word[1]], int(match["d"])


def parse_date(text: str) -> date | None:
    """Read a whole string as one day; None where it is none, or may be two."""
    page = Dates(Searchable(text.strip()))
    days = [
        day
        for day, mentions in page.found.items()
        if any(m.end - m.start >= len(page.page.folded) - 1 for m in mentions)
    ]
    days = days if len(days) != 2 or abs(days[0][0] - days[1][0]) != _CENTURY else [max(days)]  # noqa: PLR2004
    try:
        return date(*days[0]) if len(days) == 1 else None
    except ValueError:
        return None


def _add(
    found: dict[tuple[int, int, int], list[DateMention]], year: int, month: int, day: int, mention: DateMention
) -> None:
    if 1 <= month <= 12 and 1 <= day <= 31:  # noqa: PLR2004 - months and days
        # Two digits may be of either century: births are of the last one, contracts of this.
        for full in (year,) if year >= _CENTURY else (1900 + year, 2000 + year):
            found.setdefault((full, month, day), []).append(mention)


def _year(digits: str) -> int:
    return int(digits.lstrip("'"))
