"""Names of persons and members of enums as documents write them: turned round, shortened, by another word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from itertools import islice

from deferred.citations.searchable import Hit, Searchable, fold
from deferred.citations.thresholds import DOUBTFUL, FEW, GUESSED, MANY, OTHERWISE
from deferred.citations.vocabulary import CHOICES, COUNTRIES

_TWO = 2  # names of a person
_JOINED = re.compile(r"[\w@.-]")
_NAME_AFTER = re.compile(r"[\w@'’-]| [A-ZÀ-Þ](?:\w|\.)|\.\w")
_OF_COUNTRIES = frozenset(name for country in COUNTRIES for name in country)
_WORD = re.compile(r"[^\W\d_]+|\d+")


SUFFIXES = frozenset(
    (
        "inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag kg mbh sa sas sarl srl "
        "spa bv nv oy ab as aps pty pte kk sl sau"
    ).split()
)
TITLES = frozenset(
    (
        "mr mrs ms miss dr prof professor sir madam herr frau monsieur madame mme m sr sra don dona phd md esq jr "
        "iii ii cpa mba dipl ing"
    ).split()
)
_PARTICLES = frozenset({"de", "van", "von", "der", "den", "la", "di", "da", "du", "ter", "zu", "el", "al", "bin"})


def as_person(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find a person's name turned round, with initials, or with a middle name."""
    named = [word for word in words if word not in TITLES]
    company = any(word in SUFFIXES for word in named[1:])
    if not 2 <= len(named) <= 4 or company or any(word.isdigit() for word in named) or not _is_name(value):  # noqa: PLR2004
        return
    first, *middle, last = named
    if "," in value:
        first, last, middle = named[1], named[0], named[2:]
        if "&" in value:
            return  # of two people, or a firm
    if len(last) < 2:  # noqa: PLR2004 - an initial is not searched for
        return
    given = rf"(?P<given>{_initial(first)})"
    between = r"(?: ?[^\W\d_]\.)*(?: [^\W\d_]{1,12}\.?){0,2}(?: [\"'(][^\W\d_]{1,15}[\"')])?"
    spelled = rf"{given}{between} ?(?P<last>{re.escape(last)})(?![^\W_])"
    full = len(first) > 1  # "Marsh Director" is no D. Marsh
    comma, written = ("[,/]? ?", _initial(first)) if full else (", ?", first)
    turned = rf"(?P<last>{re.escape(last)}){comma}(?P<given>{written})(?![^\W_])(?:(?: [^\W\d_]\.?)(?![^\W_]))?"
    for way, note in ((spelled, "with initials, a middle name or a nickname"), (turned, "family name first")):
        pattern = re.compile(r"(?<![^\W_])" + way)
        for place in page.occurrences(last):
            match = pattern.search(page.folded, max(0, place - 40), place + len(last) + 24)
            if match and match.start() <= place < match.end() and _fits(match, first, middle, page):
                short = len(match["given"].strip(". ")) == 1 and len(first) > 1
                yield Hit(*page.original(*match.span()), GUESSED if short else OTHERWISE, note, True)


def by_given_name(value: str, words: list[str], page: Searchable) -> Iterator[Hit]:
    """Find a person whose family name is nowhere in a text by the given name alone."""
    named = [word for word in words if word not in TITLES]
    firm = "&" in value or any(word in SUFFIXES or word.isdigit() for word in named)
    if len(named) != _TWO or firm or not _is_name(value):
        return
    given, family = reversed(named) if "," in value else named
    absent = family not in page.folded and len(given) >= FEW
    for place in islice(page.occurrences(given), MANY) if absent else ():
        start, end = page.original(place, place + len(given))
        alone = not _JOINED.match(page.text[start - 1 : start]) and not _NAME_AFTER.match(page.text, end)
        if alone and page.text[start].isupper():
            yield Hit(start, end, DOUBTFUL, "by the given name", True)


def _initial(word: str) -> str:
    return (
        rf"(?:{re.escape(word)}(?![^\W_])|{word[0]}(?:\.|(?![^\W_])))" if len(word) > 1 else rf"{word}(?:\.|[^\W\d_]*)"
    )


def _fits(match: re.Match[str], first: str, middle: list[str], page: Searchable) -> bool:
    """Tell whether what was matched is written as a name, with no other middle name than the value's."""
    start, end = page.original(*match.span())
    pieces = re.findall(r"[^\W\d_]+", page.text[start:end])
    between = [
        word
        for word in _WORD.findall(match.group())
        if word not in {first, match["last"], first[0], match["given"].strip(". ")}
    ]
    fitting = all(any(word[0] == known[0] for known in middle) for word in between) if middle else True
    longest = all(len(word) > 1 or word.isalpha() for word in between)
    return fitting and longest and all(piece[0].isupper() or piece in _PARTICLES for piece in pieces)


def _is_name(value: str) -> bool:
    return all(word[:1].isupper() or word in _PARTICLES for word in re.findall(r"[^\W\d_]+", value))


def named_otherwise(value: Enum | str, page: Searchable) -> Iterator[Hit]:
    """Find another word for a member, or a shortened one, where it stands alone and can be no other member.

    Of a string no other members are known; it may be a choice, too.
    """
    own = _names(value) if isinstance(value, Enum) else {fold(value)}
    members = type(value) if isinstance(value, Enum) else ()
    others = {name for other in members if other is not value for name in _names(other)}
    said = {word for group in CHOICES if group & own for word in group} - own
    theirs = others | {word for group in CHOICES if group & others for word in group}
    for word in sorted(said - theirs):
        yield from _alone(word, page, GUESSED)
    for code, *names in COUNTRIES if own & _OF_COUNTRIES else ():
        if own & {code, *names}:
            yield from (hit for name in names if name not in own for hit in _alone(name, page, GUESSED))
            coded = _alone(code, page, GUESSED) if code not in own else ()
            yield from (hit for hit in coded if page.text[hit.start : hit.end].isupper())
    for name in own if others else ():
        for length in range(FEW, len(name) if name.isalpha() else 0):
            if not any(other.startswith(name[:length]) for other in theirs):
                yield from _alone(name[:length], page, GUESSED)


def times_a_day(value: Decimal, words: frozenset[str], page: Searchable) -> Iterator[Hit]:
    """Find how many times a day something is done: "bd" is twice."""
    often = {1: "once", 2: "twice", 3: "three times", 4: "four times"}.get(int(value)) if value == int(value) else None
    if often and {"times", "day"} <= words:
        for hit in named_otherwise(f"{often} daily", page):
            yield replace(hit, strength=OTHERWISE, converted=True)


def _names(member: Enum) -> set[str]:
    values = [member.value] if isinstance(member.value, str) else []
    return {fold(name.replace("_", " ")) for name in (*values, member.name)}


def _alone(word: str, page: Searchable, strength: float) -> Iterator[Hit]:
    """Find a word that is no part of another; a single letter is a capital, or the whole of a cell."""
    for count, place in enumerate(page.occurrences(word)):
        end = place + len(word)
        if count > MANY:
            return
        if page.folded[place - 1 : place].isalnum() or page.folded[end : end + 1].isalnum():
            continue
        first, last = page.original(place, end)
        if len(word) > 1 or _is_answer(page.text, first, last):
            yield Hit(first, last, strength, "another word for it")


def _is_answer(text: str, start: int, end: int) -> bool:
    """Tell whether a letter is the whole of a cell or of an answer: "Sex: F"."""
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    return bool(re.search(r"(?:[:|;,\t]\s?|\s{2}|\n|^)$", before) and re.match(r"\s{2}|\s?[|;,\n\t]|\s?$", after))
