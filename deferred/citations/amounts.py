"""How amounts are written: separators, currencies, signs and dashes, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache

from num2words import num2words

from deferred.citations.searchable import Searchable, fold
from deferred.citations.thresholds import SHORT

_FIRST_TO_TELL, _LAST_ORDINAL = 3, 20  # a second is a length of time, too
_ORDINAL_ENDINGS = {"de": ("e", "en", "er", "es", "em"), "es": ("o", "a", "er", ""), "it": ("o", "a")}
_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['_]\d{3})+|\d{1,3}(?: \d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
)
_USUAL = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?")
_BLANK = re.compile(r" (?=[.,])")
_NOT_DIGITS = str.maketrans("", "", ".,'_ ")


def is_row(raw: str) -> bool:
    """Tell whether digits with commas are cells of a CSV file: 00,21.5,40."""
    several = raw.count(",") > 1 or "." in raw
    return several and not _USUAL.fullmatch(raw) and not readings(raw, None)


def significant(raw: str) -> str:
    """Give the digits of a number without separators and without zeros at its ends."""
    return raw.translate(_NOT_DIGITS).strip("0")


def plain(value: Decimal) -> str:
    """Write a number without sign, exponent and trailing zeros."""
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_decimal(value: object) -> Decimal | None:
    """Turn a number of any type into a Decimal; None for what is not finite."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def readings(raw: str, decimal_comma: bool | None) -> list[tuple[Decimal, bool]]:  # noqa: FBT001 - None too
    """Read a number as written: `1.234` may be either, and the habit of its text says which is sure."""
    raw = _BLANK.sub("", raw)
    if raw.isdigit():
        return [(Decimal(raw), len(raw) == 1 or raw[0] != "0")]
    marks = [mark for mark in raw if not mark.isdigit()]
    whole = raw.translate(_NOT_DIGITS)
    found: list[tuple[Decimal, bool]] = []
    last = marks[-1]
    if _GROUPED.fullmatch(raw):
        usual = last in "'_ " or len(marks) > 1 or (last == ",") != bool(decimal_comma)
        found.append((Decimal(whole), usual and raw[0] != "0"))
    if marks.count(last) == 1 and last in ".,":
        left, right = raw.rsplit(last, 1)
        if left.isdigit() or _GROUPED.fullmatch(left):
            sure = not found or (last == ",") == bool(decimal_comma)
            found.append((Decimal(left.translate(_NOT_DIGITS) + "." + right), sure))
    return found


SYMBOLS = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "円": "JPY",
    "₹": "INR",
    "₽": "RUB",
    "₩": "KRW",
    "₺": "TRY",
    "zł": "PLN",
}
CURRENCIES = frozenset(
    (
        "USD EUR GBP JPY INR CHF CAD AUD NZD CNY SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH ZAR BRL MXN ARS CLP "
        "COP PEN SGD HKD KRW TWD THB IDR MYR PHP VND AED SAR QAR KWD ILS EGP NGN KES GHS MAD PKR BDT LKR ISK"
    ).split()
)
_CURRENCY_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "pound": "GBP",
    "pounds": "GBP",
    "sterling": "GBP",
    "yen": "JPY",
    "rupees": "INR",
    "rs": "INR",
    "francs": "CHF",
    "fr": "CHF",
    "kr": "SEK",
    "eur": "EUR",
}


def currency_of(mark: str) -> str:
    """Give the code of a sign, a word or a code in any case; empty where it is none."""
    code = mark.upper().rstrip("$")
    known = SYMBOLS.get(mark) or _CURRENCY_WORDS.get(mark.lower()) or (code if code in CURRENCIES else "")
    return known or ("USD" if mark.endswith("$") else "")


_OTHERS = ("de", "fr", "es", "it", "nl", "pt")
# Words by which a text is known to be in a language whose numbers are words of other languages too: "due", "sei".
_TELLING = {"it": (" della ", " che ", " il "), "nl": (" het ", " een ", " van "), "pt": (" do ", " uma ", " da ")}
_TELLS = 100_000  # characters that tell the languages of a text: each word that it has not is looked for in all of them
_LARGEST = 10**12
_LAKH, _LARGEST_IN_LAKHS = 10**5, 10**10
_DOZENS = {12: ("a dozen",), 24: ("two dozen",), 36: ("three dozen",), 6: ("half a dozen",)}
_SCALES = {3: "thousand", 6: "million", 9: "billion"}
_MULTIPLIERS = frozenset(
    "hundred thousand million billion lakh lakhs crore crores cent mille mil hundert tausend".split()
)
_LINKS = frozenset({"and", "und", "et", "y", "e"})


@lru_cache(2048)
def number_words(value: Decimal) -> tuple[str, ...]:
    """Give the ways in which a number is written in English words, folded."""
    if value <= 0 or value >= _LARGEST:
        return ()
    if value != value.to_integral_value():
        return tuple(_and_a_half(value)) if (2 * value) % 2 == 1 else ()
    return tuple(dict.fromkeys(folded for words in _english(int(value)) for folded in _spellings(words)))


@lru_cache(2048)
def words_in(value: Decimal, language: str) -> tuple[str, ...]:
    """Give the ways in which a number is written in words of a language, folded."""
    if language == "en":
        return number_words(value)
    if value != value.to_integral_value() or not 1 < value < _LARGEST:
        return ()
    return tuple(dict.fromkeys(_spellings(num2words(int(value), lang=language))))


@cache
def ordinals_in(value: Decimal, language: str) -> tuple[str, ...]:
    """Give the ways in which a small number is written as a place in an order, folded: "third", "dritten"."""
    if value != value.to_integral_value() or not _FIRST_TO_TELL <= value <= _LAST_ORDINAL:
        return ()
    word = fold(num2words(int(value), lang=language, to="ordinal"))
    stem = word.rstrip("eo") if language in {"de", "es", "it"} else word
    return tuple(dict.fromkeys(stem + ending for ending in _ORDINAL_ENDINGS.get(language, ("",))))


def languages(text: str) -> tuple[str, ...]:
    """Give the languages in whose words a folded text may write numbers: it has one of the words they are made of."""
    text = text[:_TELLS]
    told = [one for one in ("en", *_OTHERS) if one not in _TELLING or sum(word in text for word in _TELLING[one]) > 1]
    return tuple(one for one in told if any(word in text for word in _made_of(one)))


@cache
def _made_of(language: str) -> tuple[str, ...]:
    """Give the words that numbers of a language are made of."""
    numbers = [*range(1, 20), *range(20, 100, 10), 100, 1000, 10**6]
    idioms = ("half", "dozen") if language == "en" else ()
    words = [fold(num2words(one, lang=language)) for one in numbers if one > 1 or language == "en"]
    return (*idioms, *dict.fromkeys(word.split()[-1] for word in words))


def _english(number: int) -> Iterator[str]:
    words = num2words(number)
    yield words
    if _LAKH <= number < _LARGEST_IN_LAKHS:
        yield num2words(number, lang="en_IN")
    yield from _DOZENS.get(number, ())
    if words.startswith("one "):
        yield f"a {words.removeprefix('one ')}"
    if 1100 <= number < 10_000 and number % 1000:  # noqa: PLR2004 - "twelve hundred and fifty"
        hundreds, rest = divmod(number, 100)
        yield f"{num2words(hundreds)} hundred" + (f" and {num2words(rest)}" if rest else "")
        yield num2words(number, to="year")
    for power, scale in _SCALES.items():
        yield from (f"{half} {scale}" for half in _and_a_half(Decimal(number).scaleb(-power)))


def _and_a_half(value: Decimal) -> Iterator[str]:
    if (2 * value) % 2 == 1 and value < 1000:  # noqa: PLR2004 - larger halves are written in digits
        whole = int(value)
        yield f"{num2words(whole)} and a half" if whole else "half a"


def _spellings(words: str) -> Iterator[str]:
    """Give words with and without commas, hyphens and "and": a text is folded to "twentyfive" or has "twenty five"."""
    plain = words.replace(",", "")
    for way in (plain, plain.replace(" and ", " ")) if "half" not in words else (plain,):
        yield fold(way)
        yield fold(way.replace("-", " "))


@cache
def _number_tokens() -> frozenset[str]:
    """Give the words that numbers are made of in English and the languages that are always looked for."""
    numbers = [*range(2, 20), *range(20, 100, 10)]
    english = [num2words(one) for one in (0, 1, *numbers)]
    others = [num2words(one, lang=language) for one in numbers for language in ("de", "fr", "es")]
    return frozenset(word for one in (*english, *others) for word in fold(one.replace("-", " ")).split()) - _LINKS


def part_of_longer_words(text: str, start: int, end: int) -> bool:
    """Tell whether "five" stands in "twenty five", "five hundred" or "a hundred and five"."""
    before = text[max(0, start - 24) : start].split()
    after = [word.strip(".,;()") for word in text[end : end + 24].split()]
    if before[-1:] and before[-1] in _LINKS:
        return before[-2:-1] != [] and before[-2] in _MULTIPLIERS
    near = {*before[-1:], *after[:1]}
    tens = {word for word in near if word in _number_tokens()}
    return bool(near & _MULTIPLIERS or tens)


MINUS, SEPARATOR, EITHER = "a minus", "a separator", "either"
_TRUE_MINUS = "\N{MINUS SIGN}"
_LONG = frozenset("\N{EM DASH}\N{HORIZONTAL BAR}")
_EN = frozenset("\N{EN DASH}\N{FIGURE DASH}")
_WIDE_CELL = re.compile(r"\t|\||[ \xa0]{3,}")
# What a label ends with; after a colon, a bracket or a sign the value has begun.
_LABEL = re.compile(r"[^\W\d_][\w'’.*]*[)\]]?[\"'*_ \xa0]*$")
# Words between a statement and its number: "fell to -3".
_LEADS_ON = re.compile(
    r"\b(?:to|of|at|is|was|by|from|than|and|or|about|around|minus|below|usd|eur|gbp|chf|[a-z]{2,3}\$)[ \xa0]*$",
    re.IGNORECASE,
)
# What is above or below nothing: of these a number has the sign that is written.
BOTH_SIGNS = frozenset(
    (
        "change growth variance delta difference movement result profit income ebit ebitda net balance temperature "
        "return yield margin gain cashflow flow adjustment"
    ).split()
)


def is_long(page: Searchable, folded: int) -> bool:
    """Whether the dash at an offset of the folded text is longer than a hyphen or a minus."""
    return _at(page, folded) in _LONG | _EN


def dash_meaning(page: Searchable, folded: int) -> str:
    """Tell what a dash before a number means; `folded` is its offset in the folded text."""
    place = page.original(folded, folded + 1)[0]
    mark, following = page.text[place], page.text[place + 1 : place + 2]
    if mark == _TRUE_MINUS:
        return MINUS
    label = _label_before(page, place)
    if mark in _LONG:
        return SEPARATOR
    if not label or _LEADS_ON.search(label):
        return MINUS
    if following.isspace():
        return EITHER if BOTH_SIGNS & set(fold(label).split()) else SEPARATOR
    return EITHER if mark in _EN else MINUS


def _label_before(page: Searchable, place: int) -> str:
    """Return the label that stands before a dash, in its line and cell."""
    line = page.line(page.line_at(place))[0]
    cell = _WIDE_CELL.split(page.text[line:place])[-1]
    return cell if _LABEL.search(cell) else ""


def _at(page: Searchable, folded: int) -> str:
    return page.text[page.original(folded, folded + 1)[0]]


_LESS = re.compile(
    r"\b(?:loss|deficit|less|minus|credit\w*|refund\w*|discount\w*|deduct\w*|decreas\w*|declin\w*|fell|down|rebate|"
    r"below|negative|overdraft|rabatt|remise|verlust)\b"
)
_DEBIT = re.compile(r"[ \xa0]?(?:S|DR|Dr|CR|Cr)(?![\w.])")
_YEAR_OF_REFERENCE = re.compile(r"[a-z][.,] ?\((?:19|20)\d\d\)")  # "Zhang, W. (2009)"
_CELL = re.compile(r"\t|\||[ \xa0]{2,}")
Signs = tuple[tuple[int, bool], ...]  # the signs that a number may have, and whether each is plainly written
_POSITIVE: Signs = ((1, True),)
_NEGATIVE: Signs = ((-1, True),)
_UNSURE: Signs = ((1, False), (-1, False))


def currency(before: re.Match[str] | None, unit: str) -> str:
    """Give the currency beside a number; the sign or word nearest to it comes first."""
    if before and before.group(2) and (code := currency_of(unit)):
        return code  # what stands before a bracket is of another number: "500 USD (460 EUR)"
    marks = [group for group in ((before.group(4), before.group(1)) if before else ()) if group]
    return next((code for mark in (*marks, unit) if (code := currency_of(mark))), "")


def signed(
    page: Searchable, start: int, end: int, before: re.Match[str] | None, after: re.Match[str] | None
) -> tuple[int, int, Signs]:
    """Give the span of a number with its sign and currency, and the signs that it may have."""
    text = page.folded
    if before is None:
        return start, end, _POSITIVE
    dash = _dash_before(page, start, before)
    first = start
    for group in (4, 3):
        is_sign = group == 3 and dash != SEPARATOR  # noqa: PLR2004 - the group of the sign
        if before.group(group) and (is_sign or (group == 4 and currency(before, ""))):  # noqa: PLR2004 - any word may stand before
            first = start - (before.end() - before.start(group))
    trails = bool(after and after.group(1)) and not is_long(page, end)
    minus = dash == MINUS or trails
    if trails:
        end = max(end, start + len(text[start:end].rstrip("-")) + 1)
    bracketed = bool(before.group(2)) and text[end : end + 2].lstrip().startswith(")")
    opening = start - (before.end() - before.start(2)) if bracketed else start
    referred = bool(_YEAR_OF_REFERENCE.search(text, max(0, opening - 3), end + 1))
    if bracketed and not minus and not referred:
        signs = _in_brackets(text[max(0, opening - 12) : opening], text[start:end], amount=bool(before.group(4)))
        return opening, end + text[end : end + 2].index(")") + 1, signs
    if minus:
        return first, end, _NEGATIVE
    if dash == EITHER:
        return first, end, _UNSURE
    return first, end, ((1, True), (-1, False)) if _is_less(page, start) else _POSITIVE


def _dash_before(page: Searchable, start: int, before: re.Match[str]) -> str:
    """Tell what the dash before a number means; empty where there is none."""
    if before.group(3) != "-":
        return ""
    return dash_meaning(page, start - (before.end() - before.start(3)))


def is_debit(page: Searchable, end: int) -> bool:
    """Tell whether an amount is marked as a debit or a credit: "96,05 S", "25.00 DR"."""
    place = page.original(end - 1, end)[1]
    return bool(_DEBIT.match(page.text, place))


def _is_less(page: Searchable, start: int) -> bool:
    """Tell whether the words beside a number, in its cell or that of its label, may make it a negative."""
    if not _LESS.search(page.folded, max(0, start - SHORT), start):
        return False
    place = page.original(start, start + 1)[0]
    line = page.line(page.line_at(place))[0]
    cells = [cell for cell in _CELL.split(page.text[max(line, place - 2 * SHORT) : place]) if cell.strip(" $€£¥")]
    label = cells[-1] if cells else ""
    return bool(_LESS.search(label.lower()))


def _in_brackets(left: str, inside: str, *, amount: bool) -> Signs:
    """Tell what brackets mean: a negative in accounts, or only an aside, as in "thirty (30)" and "159 (75%)"."""
    word = re.search(r"([a-z]+) ?$", left)
    if inside.endswith("%") and re.search(r"\w ?$", left):
        return (1, True), (-1, False)
    plain = not amount and not re.search(r"[.,]\d\d$", inside)
    return ((-1, True), (1, True)) if word and plain else _NEGATIVE
