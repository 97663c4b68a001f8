"""Numbers in words: "twelve", "twenty-five", "five hundred", and the small ones in other languages."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_LAKH = 100_000
_ELSEWHERE = {  # the small ones that terms and notice periods are written in
    2: "zwei deux dos",
    3: "drei trois tres",
    4: "vier quatre cuatro",
    5: "funf cinq cinco",
    6: "sechs six seis",
    7: "sieben sept siete",
    8: "acht huit ocho",
    9: "neun neuf nueve",
    10: "zehn dix diez",
    12: "zwolf douze doce",
    14: "vierzehn quatorze catorce",
    15: "funfzehn quinze quince",
    20: "zwanzig vingt veinte",
    24: "vierundzwanzig vingtquatre veinticuatro",
    30: "dreissig trente treinta",
    60: "sechzig soixante sesenta",
    90: "neunzig noventa",
}

_LAST_WORDS = frozenset(
    (
        f"{' '.join([*_ONES, *_TENS, *_ELSEWHERE.values()])} "
        "hundred thousand million billion lakh crore dollar dollars euro euros pound pounds"
    ).split()
)


@lru_cache(1024)
def number_words(value: Decimal) -> tuple[str, ...]:
    """Give the ways in which a number is written in words, folded."""
    if value != value.to_integral_value() or value <= 0:
        return ()
    for power, name in ((9, "billion"), (6, "million"), (3, "thousand"), (2, "hundred")):
        head = value.scaleb(-power)
        if head == head.to_integral_value() and 0 < head < 100:  # noqa: PLR2004 - larger ones are written in digits
            return (*(f"{words} {name}" for words in number_words(head)), *_in_lakhs(int(value)))
    if value >= 1000:  # noqa: PLR2004 - as above
        return _in_lakhs(int(value))
    hundreds, rest = divmod(int(value), 100)
    small = _below_hundred(rest)
    if hundreds:
        return tuple(f"{_ONES[hundreds]} hundred{joint}{words}" for words in small for joint in (" ", " and "))
    return (*small, *_ELSEWHERE.get(rest, "").split())


def _in_lakhs(number: int) -> tuple[str, ...]:
    """Write a number as in India: "three crore two lakh fifty thousand"; the parts of hundreds are tried both ways."""
    if not _LAKH <= number < 100 * 100 * _LAKH:
        return ()
    crores, rest = divmod(number, 100 * _LAKH)
    lakhs, rest = divmod(rest, _LAKH)
    thousands, rest = divmod(rest, 1000)
    hundreds, rest = divmod(rest, 100)
    parts = ((crores, " crore"), (lakhs, " lakh"), (thousands, " thousand"), (hundreds, " hundred"), (rest, ""))
    spaced = [_below_hundred(count)[-1] + name for count, name in parts if count and count < 100]  # noqa: PLR2004
    joined = [_below_hundred(count)[0] + name for count, name in parts if count and count < 100]  # noqa: PLR2004
    ways = [
        way for words in (spaced, joined) for way in (" ".join(words), " and ".join([" ".join(words[:-1]), words[-1]]))
    ]
    return tuple(dict.fromkeys(way.removeprefix(" and ") for way in ways))


def _below_hundred(number: int) -> tuple[str, ...]:
    if number < len(_ONES):
        return (_ONES[number],)
    tens, ones = divmod(number, 10)
    name = _TENS[tens - 2]
    return (f"{name}{_ONES[ones]}", f"{name} {_ONES[ones]}") if ones else (name,)


def is_number_word(word: str) -> bool:
    """Tell whether a word ends a number, or the sum of money, that is written in words."""
    return word in _LAST_WORDS


def part_of_longer_words(text: str, start: int, end: int) -> bool:
    """Tell whether "five" stands in "twenty five" or "five hundred"."""
    before = text[max(0, start - 12) : start].split()
    after = text[end : end + 12].split()
    near = {*before[-1:], *(word.strip(".,;()") for word in after[:1])}
    return bool(
        near & {"hundred", "thousand", "million", "billion", "lakh", "lakhs", "crore", "crores", *_TENS}
    ) or bool(set(after[:1]) & set(_ONES))
