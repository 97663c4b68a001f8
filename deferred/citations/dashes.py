"""Dashes before a number: a minus, or a separator between a label and its value."""

from __future__ import annotations

import re

from deferred.citations.searchable import Searchable

MINUS, SEPARATOR, EITHER = "a minus", "a separator", "either"
_TRUE_MINUS = "\N{MINUS SIGN}"
_LONG = frozenset("\N{EM DASH}\N{HORIZONTAL BAR}")
_EN = frozenset("\N{EN DASH}\N{FIGURE DASH}")
_CELL = re.compile(r"\t|\||[ \xa0]{3,}")
# What a label ends with; after a colon, a bracket or a sign the value has begun.
_LABEL = re.compile(r"[^\W\d_][\w'’.*]*[)\]]?[\"'*_ \xa0]*$")
# Words between a statement and its number: "fell to -3".
_LEADS_ON = re.compile(
    r"\b(?:to|of|at|is|was|by|from|than|and|or|about|around|minus|below|usd|eur|gbp|chf|[a-z]{2,3}\$)[ \xa0]*$",
    re.IGNORECASE,
)
_MAY_BE_NEGATIVE = re.compile(
    r"\b(?:change|growth|variance|delta|difference|movement|result|profit|income|ebit\w*|net|balance|temperature|"
    r"return|yield|margin|gain|cash ?flow|adjustment)\b",
    re.IGNORECASE,
)


def is_long(page: Searchable, folded: int) -> bool:
    """Whether the dash at an offset of the folded text is longer than a hyphen or a minus."""
    return _at(page, folded) in _LONG | _EN


def meaning(page: Searchable, folded: int) -> str:
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
        return EITHER if _MAY_BE_NEGATIVE.search(label) else SEPARATOR
    return EITHER if mark in _EN else MINUS


def _label_before(page: Searchable, place: int) -> str:
    """Return the label that stands before a dash, in its line and cell."""
    line = page.line(page.line_at(place))[0]
    cell = _CELL.split(page.text[line:place])[-1]
    return cell if _LABEL.search(cell) else ""


def _at(page: Searchable, folded: int) -> str:
    return page.text[page.original(folded, folded + 1)[0]]
