"""Where a text states a typed value: each type is compared as what it is, not as the characters it is printed in."""

from __future__ import annotations

import base64
import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from deferred.citations import units
from deferred.citations.amounts import BOTH_SIGNS, CURRENCIES, currency_of, plain, readings, to_decimal
from deferred.citations.citation import Source
from deferred.citations.clocks import clocks, moments
from deferred.citations.dates import MONTHS, Dates, parse_date
from deferred.citations.day_words import days_away, days_in_words
from deferred.citations.names import named_otherwise, times_a_day
from deferred.citations.numbers import LOWER, UPPER, Mention, Numbers
from deferred.citations.searchable import Hit, Searchable, blurred, fold, mended, readable
from deferred.citations.strings import distinctive, misread_hits, string_hits, written_out
from deferred.citations.surroundings import Surroundings
from deferred.citations.thresholds import DOUBTFUL, GUESSED, HALF, OTHERWISE, PART, PLAIN
from deferred.citations.units import SECONDS, unit_of_time
from deferred.citations.vocabulary import singular, stem

_MAY_BE_DATE = re.compile(rf"\d\D+\d|\d{{8}}|\d.*\b(?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(MONTHS)})\b.*\d")
_QUANTITY = re.compile(
    r"(?P<sign>[-−(]\s?)?(?P<before>[$€£¥₹]|[A-Za-z]{3}|[A-Z]{1,3}\$)?\s?"
    r"(?P<number>\d[\d.,'’\s]*)\s?(?P<unit>[%$€£¥₹]|[^\W\d_][^\d]{0,24})?\)?"
)
_PERCENT = frozenset({"%", "percent", "per", "pct", "prozent", "pourcent", "pc"})
_HIGH = frozenset({"high", "max", "maximum", "upper", "most", "ceiling"})
_TAKEN_OFF = frozenset(
    (
        "discount rebate refund deduction deductions credit withholding withheld loss tax pension insurance "
        "contribution fee fees payment expense expenses cost costs charge charges withdrawal debit spent paid "
        "outflow depreciation deficit verlust fehlbetrag jahresfehlbetrag perte perdida"
    ).split()
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_SHARE = "a share written as a percentage"
_NUMBERED = frozenset("number no order sequence lot question index step item position rank id clause section".split())
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_STREET = re.compile(
    r" (?:[A-Z][\w'-]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Way|Square|Row|Court|Boulevard)\b"
)
_STATE = re.compile(r"\b[A-Z]{2} $")
_NOUN = re.compile(r"(?:^|[\n.!?] ?|[a-z,] )([A-Z][a-z]{2,}) $")
_POSTCODE = 5
_LARGE = 5  # digits that no count of things has by chance
_SIGNS = {
    "USD": ("$", "dollars"),
    "EUR": ("€", "euros", "euro"),
    "GBP": ("£", "pounds", "sterling"),
    "JPY": ("¥", "yen"),
    "INR": ("₹", "rs."),
    "CHF": ("francs",),
}


class Page:
    """A source, or a quote from elsewhere, ready for every kind of search; each index is made when first used."""

    def __init__(self, text: str, source: Source | None = None) -> None:
        self.source = source
        self.written = text
        self.searchable = Searchable(mended(readable(text)))
        self.numbers = Numbers(self.searchable)
        self.dates = Dates(self.searchable)
        self.surroundings = Surroundings(self.searchable)

    @property
    def text(self) -> str:
        """The text as it is read: without markup, and as long as it is written."""
        return self.searchable.text

    blurred = cached_property(lambda self: blurred(self.searchable))

    @cached_property
    def lengths_of_time(self) -> dict[timedelta, list[tuple[int, int]]]:
        """Where lengths of time are written, in offsets of the folded text."""
        return units.lengths_of_time(self.searchable)

    @cached_property
    def dated(self) -> set[int]:
        """Offsets (folded) at which something that belongs to a date stands."""
        return {place for start, end in self.dates.spans for place in range(start, end)}


def hits(value: Any, words: frozenset[str], page: Page, anchors: Sequence[int] = ()) -> list[Hit]:
    """Give every place at which a text states a value, as far as the value's type can tell.

    Args:
        value: any single value, except a bool, which needs its label (`prose.clause_hits`).
        words: the words of the field's name, which say what unit a plain number is in.
        page: the text.
        anchors: offsets of the folded text near which a number that is everywhere is looked for.
    """
    if isinstance(value, Enum):
        return _merged(_member_hits(value, page))
    if isinstance(value, int | float | Decimal):
        number = to_decimal(value)
        return [] if number is None else _merged(_number_hits(number, words, page, anchors))
    if isinstance(value, datetime):
        return _merged(_datetime_hits(value, page))
    if isinstance(value, date):
        return _merged(_date_hits(value, page))
    if isinstance(value, time):
        spans = [page.searchable.original(*span) for span in clocks(page.searchable, value)]
        late = value.replace(hour=value.hour - 12) if value.hour > 12 and not spans else None  # noqa: PLR2004 - hours
        twelve = [page.searchable.original(*span) for span in clocks(page.searchable, late)] if late else []
        return [Hit(*span) for span in spans] or [Hit(*span, DOUBTFUL, "of twelve hours") for span in twelve]
    if isinstance(value, timedelta):
        return _merged(_duration_hits(value, page))
    return _merged(_text_hits(as_text(value), page))


def as_text(value: Any) -> str:
    """Write a value that is not a number or a date as a document may have it."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    text = str(value)
    if re.match(r"https?://", text):  # pydantic adds a slash, documents leave the scheme out
        return re.sub(r"^https?://(?:www\.)?|/$", "", text)
    return text


def _merged(found: Iterable[Hit]) -> list[Hit]:
    """Keep the strongest of the hits that share a place, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.strength)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif (hit.strength, hit.end - hit.start) > (kept[-1].strength, kept[-1].end - kept[-1].start):
            kept[-1] = hit
    return kept


def _member_hits(value: Enum, page: Page) -> Iterator[Hit]:
    names = [value.value, value.name] if isinstance(value.value, str) else [value.name]
    for name in dict.fromkeys(fold(name.replace("_", " ")) for name in names):
        if len(name) > 1 + name.isascii():  # the member M of an enum is in every text
            yield from string_hits(name, page.searchable, inflected=True)
    yield from named_otherwise(value, page.searchable)


def _number_hits(value: Decimal, words: frozenset[str], page: Page, anchors: Sequence[int] = ()) -> Iterator[Hit]:
    for mention in page.numbers.like(value, anchors):
        strength, note = _weighed(value, mention, words, page)
        if strength:
            yield _number_hit(mention, strength, note or mention.note, page)
    yield from times_a_day(value, words, page.searchable)
    yield from _in_other_units(value, words, page)


def _in_other_units(value: Decimal, words: frozenset[str], page: Page) -> Iterator[Hit]:
    """Give where a number stands in another unit than its field is named for, or as a part of one, in words."""
    own = [(value, units.in_english(word)) for word in words if units.is_unit(word)]
    for converted, unit in [*own, *((value * size / amount, unit) for size, amount, unit in units.others(words))]:
        for mention in page.numbers.like(converted) if (converted, unit) not in own else ():
            if units.in_english(mention.unit) == unit and mention.value == converted:
                hit = _number_hit(mention, OTHERWISE, f"in another unit ({mention.unit})", page)
                yield replace(hit, converted=True)
        for span in units.in_parts(converted, unit, page.searchable.folded):
            yield Hit(*page.searchable.original(*span), OTHERWISE, f"in words ({unit})", converted=True)
    for size in {SECONDS[unit] for word in words if (len(word) > 1 or word == "h") and (unit := unit_of_time(word))}:
        for start, end in _lasting(value * size, page):
            yield Hit(start, end, OTHERWISE, "a length of time in pieces", converted=True)


def _lasting(seconds: Decimal, page: Page) -> Iterator[tuple[int, int]]:
    """Give where a length of time is written in pieces: "1 h 30 min" are 90 minutes."""
    with contextlib.suppress(OverflowError):
        for start, end in page.lengths_of_time.get(timedelta(seconds=float(seconds)), ()):
            if len(_DIGITS.findall(page.searchable.folded, start, end)) > 1:
                yield page.searchable.original(start, end)


def _weighed(value: Decimal, mention: Mention, words: frozenset[str], page: Page) -> tuple[float, str]:
    """Say how well a mention states a value, given what else it may be: a day, a paragraph's number, a name."""
    strength, note = _same_number(value, mention, words)
    if not strength or units.is_other(mention.unit, words) or _has_other_letter(mention, words, page):
        return 0.0, ""
    if not words & _NUMBERED and _numbers_a_paragraph(mention, page):
        return 0.0, ""
    if not words & {"day", "days"} and _is_day_of_month(mention, page):
        return 0.0, ""
    if mention.start in page.dated:
        return (PART, "part of a date") if "year" in words else (0.0, "")
    if not _names_something(mention, words, page):
        return strength, note
    noun = _NOUN.search(page.text[: page.searchable.original(mention.start, mention.end)[0]][-24:])
    counted = noun is not None and f"{noun[1].lower()}s" in words  # "Room 1" is no number of rooms
    return (0.0, "") if counted else (PART, "as the name of something")


def _has_other_letter(mention: Mention, words: frozenset[str], page: Page) -> bool:
    end = page.searchable.original(mention.start, mention.end)[1]
    return units.is_other_letter(units.letter(page.text[end : end + _LARGE]), words)


def _numbers_a_paragraph(mention: Mention, page: Page) -> bool:
    """Tell whether a number is that of a clause or of an item in a list: "14. Notices"."""
    start, end = page.searchable.original(mention.start, mention.end)
    short = mention.digits.isdigit() and len(mention.digits) < 4 and end - start == len(mention.digits)  # noqa: PLR2004
    at_start = page.text[max(0, start - 1) : start] in {"", "\n", "\f"}
    return short and at_start and bool(re.match(r"[.)] +[^\W\d_]", page.text[end : end + 5]))


def _number_hit(mention: Mention, strength: float, note: str, page: Page) -> Hit:
    digits = re.sub(r"\D", "", mention.digits)
    # 12,400 is an amount of something; 12400 may as well be a postcode.
    parted = not mention.digits.isdigit()
    large = len(digits) > 2 * _LARGE or (parted and (len(digits) > 2 or mention.unit == "%"))  # noqa: PLR2004
    start, end = page.searchable.original(mention.start, mention.end)
    distinct = large or bool(mention.currency)
    digits = page.text[start:end] if page.text[start:end].isdigit() else ""
    quantity = units.quantity(mention.unit, page.text[end : end + 8])
    return Hit(start, end, strength, note, distinct, mention.unit, mention.currency, digits, quantity)


def _same_number(value: Decimal, mention: Mention, words: frozenset[str]) -> tuple[float, str]:
    weight = (GUESSED if mention.guessed else 1.0) if mention.sure else HALF
    if mention.value == value:
        as_share = mention.unit in _PERCENT and abs(value) < 1 and not words & {"percent", "pct", "percentage"}
        other_end = words & (
            {"low", "min", "minimum", "lower", "from", "least"} if mention.note == UPPER else _HIGH
        ) and mention.note in {LOWER, UPPER}
        return (weight * PLAIN, "a percentage of that number") if as_share else (0.0 if other_end else weight, "")
    if mention.unit in _PERCENT and mention.value == value * 100:
        return weight, _SHARE
    if any(mention.value == value.scaleb(power) for power in units.powers(words)):
        return weight * OTHERWISE, "in the unit that the field is named for"
    amount = value > 0 and not (mention.digits.isdigit() and not mention.unit) and not words & BOTH_SIGNS
    if mention.value == -value and (amount or words & _TAKEN_OFF):
        return min(weight, GUESSED), "written with the other sign, as deductions are"
    return 0.0, ""


def _is_day_of_month(mention: Mention, page: Page) -> bool:
    """Tell whether a number is the day of "19 August" or "August 19", though no year makes it a date."""
    before = re.search(r"([a-z]{3,})\.? $", page.searchable.folded[max(0, mention.start - 12) : mention.start])
    beside = {mention.unit, before[1] if before else ""} - {"may", "mar", "set", "out", "ago", "mag"}
    return len(mention.digits) < 3 and any(word in MONTHS for word in beside)  # noqa: PLR2004 - days


def _names_something(mention: Mention, words: frozenset[str], page: Page) -> bool:
    """Tell whether a plain number is a name and no quantity: Lot 812, 42 Harbour Street, CA 90210, the 3rd."""
    start, end = page.searchable.original(mention.start, mention.end)
    before, after = page.text[max(0, start - 24) : start], page.text[end : end + 40]
    if (
        not page.text[start:end].isdigit()
        or units.is_unit(mention.unit)
        or units.quantity(mention.unit, after)
        or words & {"number", "no", "id", "code", "rank", "year"}
    ):
        return False
    if _ORDINAL.match(after) or _STREET.match(after) or (len(mention.digits) == _POSTCODE and _STATE.search(before)):
        return True
    noun = _NOUN.search(before)
    first = re.search(r"[^\W\d_]", after.split("\n")[0])  # a line of a label and a number is an entry of a form
    return bool(noun and first and not {noun[1].lower(), singular(noun[1].lower())} & words)


def _date_hits(value: date, page: Page) -> Iterator[Hit]:
    for mention in page.dates.like(value):
        note = "day and month may be either way round" if mention.ambiguous else ""
        note = "its year stands elsewhere" if mention.yearless else note
        yield Hit(*page.searchable.original(mention.start, mention.end), DOUBTFUL if note else 1.0, note, True)
    for start, end, strength, note in () if page.dates.like(value) else _in_part(value, page):
        yield Hit(*page.searchable.original(start, end), strength, note, True)


def _in_part(value: date, page: Page) -> Iterator[tuple[int, int, float, str]]:
    """Give where a part of a date stands, or its words: its month, its day and month, its day of the week and month."""
    dates = page.dates
    if value.day == 1 or (value.year < date.max.year and (value + timedelta(days=1)).day == 1):
        for one in dates.in_month(value.year, value.month):
            yield one.start, one.end, DOUBTFUL, "the month only"
    yield from ((*span, OTHERWISE, "in words") for span in days_in_words(value, dates.page))
    if short := dates.short(value):
        yield from (
            (one.start, one.end, HALF if one.ambiguous else DOUBTFUL, "its year stands elsewhere") for one in short
        )
        return
    yield from ((*span, DOUBTFUL, "by the day of its week") for span in dates.of_weekday(value))
    yield from ((*span, DOUBTFUL, "by its day alone") for span in dates.of_day(value))
    yield from ((*span, DOUBTFUL, "counted from another day") for span in days_away(value, dates, page.numbers))


def _datetime_hits(value: datetime, page: Page) -> Iterator[Hit]:
    for start, end, parted in moments(page.dates, value):
        yield Hit(*page.searchable.original(start, end), DOUBTFUL if parted else 1.0, "", True)


def _duration_hits(value: timedelta, page: Page) -> Iterator[Hit]:
    seconds = Decimal(str(value.total_seconds()))
    for unit, size in SECONDS.items():
        for mention in page.numbers.like(seconds / size):
            same = unit_of_time(mention.unit) == unit and abs(mention.value) == seconds / size
            if same:
                start, end = page.searchable.original(mention.start, mention.end + 1 + len(mention.unit))
                yield Hit(start, end, 1.0, "", True, mention.unit)
    for start, end in page.lengths_of_time.get(value, ()):
        yield Hit(*page.searchable.original(start, end), 1.0, "", True)


def _text_hits(value: str, page: Page) -> Iterator[Hit]:
    shown = value.replace("_", " ") if re.fullmatch(r"\w+", value) else value
    quantity = _QUANTITY.fullmatch(value.strip())
    if quantity and currency_of(quantity["before"] or (quantity["unit"] or "").strip()):
        yield from _quantity_hits(quantity, page)
        return  # $80 is not €80
    found = string_hits(shown, page.searchable, inflected=value.islower() and shown == value)
    found = found or misread_hits(shown, page.blurred) or misread_hits(written_out(shown), page.blurred)
    yield from (hit for hit in found if hit.end > hit.start)
    yield from named_otherwise(value, page.searchable)
    if moment := re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", value):
        wanted = time(int(moment[1]), int(moment[2]), int(moment[3] or 0))
        yield from (Hit(*page.searchable.original(*span)) for span in clocks(page.searchable, wanted))
    elif day := _as_date(value):
        yield from _datetime_hits(day, page) if isinstance(day, datetime) else _date_hits(day, page)
    elif month := re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", value):
        for mention in page.dates.in_month(int(month[1]), int(month[2])):
            yield Hit(*page.searchable.original(mention.start, mention.end), 1.0, "", True)
    elif value in CURRENCIES:
        yield from _currency_hits(value, page)
    elif quantity:
        yield from _quantity_hits(quantity, page)


def _as_date(value: str) -> date | None:
    if not _MAY_BE_DATE.search(fold(value)) or len(value) > 40:  # noqa: PLR2004 - longer than any date
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return parse_date(value)
    return moment if len(value) > 10 else moment.date()  # noqa: PLR2004 - with a time


def _currency_hits(code: str, page: Page) -> Iterator[Hit]:
    text = page.searchable.folded
    for sign in _SIGNS.get(code, ()):
        for count, place in enumerate(page.searchable.occurrences(sign)):
            beside = text[max(0, place - 3) : place] + text[place + len(sign) : place + len(sign) + 3]
            other = re.search(r"[a-z]$", text[max(0, place - 1) : place])
            if count < 20 and re.search(r"\d", beside) and not other:  # noqa: PLR2004 - one is as good as another
                yield Hit(*page.searchable.original(place, place + len(sign)), GUESSED, f"{sign} for {code}", True)


def _quantity_hits(quantity: re.Match[str], page: Page) -> Iterator[Hit]:
    """Find "12 months" where a text says "twelve (12) months", and "$1,234.50" where it says "1.234,50 USD"."""
    unit, before = (quantity["unit"] or "").strip(" )."), quantity["before"] or ""
    if not unit and not before and "," not in quantity["number"] and "." not in quantity["number"]:
        return  # plain digits are an identifier
    for number, sure in readings(quantity["number"].strip().replace("’", "'").replace("\xa0", " "), None):
        value = -number if quantity["sign"] else number
        for mention in page.numbers.like(value) if sure else ():
            if mention.value == value and _same_unit(fold(unit), before, mention, page):
                start, end = page.searchable.original(mention.start, mention.end)
                yield Hit(
                    start, end, OTHERWISE, "the same quantity, written otherwise", True, mention.unit, mention.currency
                )


def _same_unit(unit: str, before: str, mention: Mention, page: Page) -> bool:
    money = currency_of(unit) or currency_of(before)
    if money:
        return mention.currency in {money, ""}
    first = unit.split(maxsplit=1)[0] if unit else ""
    if not first:
        return True
    following = page.searchable.folded[mention.end : mention.end + 30]
    if first in _PERCENT:
        return mention.unit in _PERCENT
    return any(stem(singular(word)) == stem(singular(first)) for word in re.findall(r"[^\W\d_]+", following)[:3])


def is_number(value: Any) -> bool:
    """Tell whether a value is a number; a bool is none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_distinctive(value: Any) -> bool:
    """Tell whether a value alone, without a label, says where it comes from."""
    if isinstance(value, int | float | Decimal):
        number = to_decimal(value)
        digits = plain(number) if number is not None else ""
        return "." in digits or len(digits) >= _LARGE
    return isinstance(value, date | timedelta) or distinctive(str(value.value if isinstance(value, Enum) else value))
