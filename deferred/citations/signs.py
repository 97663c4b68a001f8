"""What stands beside a number: its currency, and whether it is a negative."""

from __future__ import annotations

import re

from deferred.citations import dashes
from deferred.citations.currencies import currency_of
from deferred.citations.number_words import is_number_word
from deferred.citations.searchable import Searchable

_LESS = re.compile(
    r"\b(?:loss|deficit|less|minus|credit\w*|refund\w*|discount\w*|deduct\w*|decreas\w*|declin\w*|fell|down|rebate|"
    r"below|negative|overdraft|rabatt|remise|verlust)\b"
)
_LESS_AFTER = re.compile(
    r" ?(?:[$€£%] ?)?(?:[a-z]{3} )?(?:in |of |net )?"
    r"(?:loss|deficit|credit\w*|refund\w*|overdraft|below|lower|less|verlust)\b"
)
_DEBIT = re.compile(r"[ \xa0]?(?:S|DR|Dr|CR|Cr)(?![\w.])")
_YEAR_OF_REFERENCE = re.compile(r"[a-z][.,] ?\((?:19|20)\d\d\)")  # "Zhang, W. (2009)"
_CELL = re.compile(r"\t|\||[ \xa0]{2,}")
_REACH = 60  # characters before a number in which a word may say that it is negative
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
        is_sign = group == 3 and dash != dashes.SEPARATOR  # noqa: PLR2004 - the group of the sign
        if before.group(group) and (is_sign or (group == 4 and currency(before, ""))):  # noqa: PLR2004 - any word may stand before
            first = start - (before.end() - before.start(group))
    trails = bool(after and after.group(1)) and not dashes.is_long(page, end)
    minus = dash == dashes.MINUS or trails
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
    if dash == dashes.EITHER:
        return first, end, _UNSURE
    return first, end, ((1, True), (-1, False)) if _is_less(page, start, end) else _POSITIVE


def _dash_before(page: Searchable, start: int, before: re.Match[str]) -> str:
    """Tell what the dash before a number means; empty where there is none."""
    if before.group(3) != "-":
        return ""
    return dashes.meaning(page, start - (before.end() - before.start(3)))


def is_debit(page: Searchable, end: int) -> bool:
    """Tell whether an amount is marked as a debit or a credit: "96,05 S", "25.00 DR"."""
    place = page.original(end - 1, end)[1]
    return bool(_DEBIT.match(page.text, place))


def _is_less(page: Searchable, start: int, end: int) -> bool:
    """Tell whether the words beside a number, in its cell or that of its label, may make it a negative."""
    if _LESS_AFTER.match(page.folded, end):
        return True
    if not _LESS.search(page.folded, max(0, start - _REACH), start):
        return False
    place = page.original(start, start + 1)[0]
    line = page.line(page.line_at(place))[0]
    cells = [cell for cell in _CELL.split(page.text[max(line, place - 2 * _REACH) : place]) if cell.strip(" $€£¥")]
    label = cells[-1] if cells else ""
    return bool(_LESS.search(label.lower()))


def _in_brackets(left: str, inside: str, *, amount: bool) -> Signs:
    """Tell what brackets mean: a negative in accounts, or only an aside, as in "thirty (30)" and "159 (75%)"."""
    word = re.search(r"([a-z]+) ?$", left)
    if word and is_number_word(word[1]):
        return _POSITIVE
    if inside.endswith("%") and re.search(r"\w ?$", left):
        return (1, True), (-1, False)
    plain = not amount and not re.search(r"[.,]\d\d$", inside)
    return ((-1, True), (1, True)) if word and plain else _NEGATIVE
