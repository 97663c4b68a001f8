"""What a field is called, and whether the words around a value speak for it or for something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from deferred.citations.leaves import Leaf
from deferred.citations.numbers import PAIR
from deferred.citations.searchable import Hit
from deferred.citations.surroundings import Segment
from deferred.citations.thresholds import ABOUT, FAINT, HALF, SHORT
from deferred.citations.units import in_english, is_same, is_unit, unit_of_time
from deferred.citations.values import Page, is_number
from deferred.citations.vocabulary import (
    COUNTED,
    GENERIC,
    LOCATORS,
    MEASURES,
    MONEY,
    RIVALS,
    SIZES,
    UNITS,
    name_terms,
    singular,
    stem,
    terms,
    words_of_name,
)

_SHARE = "a share written as a percentage"
_ENDS_A_CODE = re.compile(r"(?i)(?<!\b\d{4})[-/#+–]$|(?<![a-z])\d[ \xa0]$|(?:©|\(c\)|copyright)[^\n]{0,20}$")
_BEGINS_A_CODE = re.compile(r"[-/](?!\d{4}\b)|[ \xa0]\d")
_LONG_NUMBER, _SHORT_NUMBER = 100, 10
_SHARES = frozenset({"percent", "percentage", "pct", "prozent", "rate", "share"})
_SUMS = MONEY | {"discount", "tax"}
_NUMBER_OF = re.compile(r"(?i)\b(?:number|no\.?|count) of\b|^of\b")
_PRICED = frozenset("rate cost price fee hourly daily weekly monthly quarterly yearly annual annually".split())
_NUMBERS = frozenset("number no count quantity qty units".split())
_ONE_OF_TIME = frozenset("year month week day".split())  # "next_year" counts no years
_RATES = frozenset("rate percent pct percentage ratio share".split())
_RATED = frozenset("tax interest discount deposit penalty margin growth".split())
_PERIOD = re.compile(r"(?i)(?<!\d)(?:19|20)\d\d(?!\d)|(?<![a-z])[qh][1-4](?![a-z\d])")
_CURRENCIES = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "USD",
    "dollars": "USD",
    **{
        code.lower(): code for code in "EUR USD GBP CHF JPY INR CNY CAD AUD NZD SEK NOK DKK PLN BRL ZAR SGD HKD".split()
    },
}
_PEOPLE = frozenset("attendee attendees attendance participant participants people person persons member".split())
_THINGS = frozenset(
    (
        "unit piece pc item employee person people user seat pallet box page share customer participant attendee "
        "copy license licence stuck"
    ).split()
)


@dataclass(frozen=True)
class Label:
    """The words a field is known by."""

    leaf: Leaf

    @cached_property
    def variants(self) -> list[frozenset[str]]:
        """The terms of each of its names; where a name says little, with those of what it lies in."""
        found = [frozenset(name_terms(name)) for name in self.leaf.names if not name.isdigit()]
        plain = [variant | self.parents if variant <= GENERIC | UNITS else variant for variant in found if variant]
        return list(dict.fromkeys(plain)) or ([self.parents] if self.parents else [])

    @cached_property
    def kind(self) -> str:
        """What its value is, roughly: an address of mail has no label in common with a name."""
        if is_number(self.leaf.value):
            return "number"
        text = str(self.leaf.value)
        digits = sum(map(str.isdigit, text))
        shape = "mail" if "@" in text else "digits" if 2 * digits >= len(text) else "code" if digits else "words"
        return f"{type(self.leaf.value).__name__} {shape}"

    @cached_property
    def parents(self) -> frozenset[str]:
        """The terms of what it lies in."""
        return frozenset(term for name in self.leaf.parents[-2:] for term in name_terms(name))

    @cached_property
    def description(self) -> frozenset[str]:
        """The terms of its description that say something."""
        return frozenset(terms(self.leaf.description)) - GENERIC if len(self.leaf.description) < 200 else frozenset()  # noqa: PLR2004

    @cached_property
    def own(self) -> frozenset[str]:
        """All terms of its names."""
        return frozenset().union(*(name_terms(name) for name in self.leaf.names))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The terms of its names that say something of their own."""
        return self.own - GENERIC - UNITS

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The codes of the currencies that it is named for."""
        return frozenset(_CURRENCIES[word] for word in self.words & _CURRENCIES.keys())

    @cached_property
    def has_period(self) -> bool:
        """Whether it is named for a year or a quarter."""
        return any(_PERIOD.search(name) for name in self.leaf.names)

    @cached_property
    def all(self) -> frozenset[str]:
        """All terms that may speak for it."""
        return self.own.union(self.parents, self.description, *self.variants)

    @cached_property
    def words(self) -> frozenset[str]:
        """The plain words of its names and description."""
        return frozenset(word for name in (*self.leaf.names, self.leaf.description) for word in words_of_name(name))

    def support(self, segments: Sequence[Segment], hit: Hit | None = None) -> float:
        """Say how strongly segments speak for the field, from 0 to 1."""
        best: dict[str, float] = {}
        for segment in segments:
            weight = segment.weight * (HALF if self._mixed(segment) else 1.0)
            for term in segment.terms:
                best[term] = max(best.get(term, 0.0), weight)
        own = max((_share(variant, best) for variant in self.variants), default=0.0)
        own += FAINT if hit and hit.unit and self._in_its_unit(hit) else 0.0
        return min(1.0, own + ABOUT * (_share(self.parents, best) + _share(self.description - self.own, best)))

    def against(self, segments: Sequence[Segment], hit: Hit) -> str:
        """Say what the words beside a value say it is instead; empty where they do not."""
        if other := self._unit_against(hit):
            return other
        near = [segment for segment in segments if segment.own or segment.label or segment.structural]
        if other := self._of_another_measure(near, hit):
            return other
        if other := self._of_another_column(near):
            return other
        if self.named_by(near):
            return ""
        for segment in _without_counts(near) if hit.currency and self.own & MONEY else near:
            said = frozenset(segment.terms)
            # In a row of a table the words before a number are the item's: "Oak table 4".
            numbered = terms(segment.text.split()[-1])[-1:]  # "Room 4", but not "room for 4"
            if segment.own and set(numbered) & (LOCATORS - self.all) and "[" not in self.leaf.group:
                return numbered[0]
            if segment.own and self._counts_another(segment, hit):
                return segment.terms[-1]
            if (segment.own or segment.label) and self._rival(said):
                return " ".join(segment.text.split())
        return ""

    def _of_another_column(self, near: Sequence[Segment]) -> str:
        """Tell whether what heads a column excludes the field, though its row names it: the price is no quantity."""
        rows = frozenset(term for segment in near if not segment.head for term in segment.terms)
        heads = [segment for segment in near if segment.head and not self.plain <= rows]  # a "Total" in any column
        return next((" ".join(one.text.split()) for one in heads if self._rival(frozenset(one.terms))), "")

    def _of_another_measure(self, near: Sequence[Segment], hit: Hit) -> str:
        """Tell whether a label counts things, or gives a rate, where the field is a sum: "Total number of pages"."""
        if not self.own & (MONEY | _RATED) or hit.currency or not is_number(self.leaf.value):
            return ""
        for segment in near:
            if not segment.terms or not (segment.structural or segment.own):
                continue
            counted = segment.structural and segment.terms[-1] in (SIZES | {"headcount", "page", "quantity"}) - self.all
            numbered = bool(_NUMBER_OF.search(segment.text)) and not self.words & _NUMBERS
            rated = (
                segment.structural
                and "rate" in segment.terms
                and bool(self.own & _RATED)
                and not self.words & _RATES
                and hit.unit != "%"
            )
            if (counted and self.own & MONEY and not self.own & COUNTED) or numbered or rated:
                return " ".join(segment.text.split())
        return ""

    def _counts_another(self, segment: Segment, hit: Hit) -> bool:
        """Tell whether the word before a number is of another measure than the field: "aged 67" is no score."""
        term = segment.terms[-1]
        if term == "net" and self.own & MONEY and hit.end - hit.start <= len("30 days"):
            return True  # a term of payment
        if segment.label or self.own <= GENERIC or isinstance(self.leaf.value, str | date):
            return False
        return term in SIZES | {"headcount"} and term not in self.all and not (hit.unit and self._in_its_unit(hit))

    def named_by(self, near: Sequence[Segment]) -> bool:
        """Tell whether what is tied to a value by its place names the field in words of its own."""
        mine = self.own - GENERIC - UNITS
        tied = [frozenset(segment.terms) for segment in near if segment.structural]
        return any(mine & said and not self._rival(said) for said in tied)

    def _rival(self, said: frozenset[str]) -> str:
        for group in RIVALS:
            mine = self.own & group or (self.parents | self.description) & group
            others = (said & group) - self.all
            if mine and others and not said & mine:
                return min(others)
        return ""

    def unit_missing(self, hit: Hit) -> bool:
        """Tell whether the field is named for a unit, and the number stands without it."""
        return bool(self.own & MEASURES) and not (hit.unit and self._in_its_unit(hit))

    def _in_its_unit(self, hit: Hit) -> bool:
        """Tell whether the word beside a number is the unit, or the things, that the field is named for."""
        unit = in_english(hit.unit.strip("°"))
        if hit.converted or self.words & set(hit.quantity.split()) or (self.words & _PEOPLE and unit in _PEOPLE):
            return True
        if any(is_same(unit, word) for word in self.words) or (unit == "year" and "age" in self.own):
            return True
        joined = {"".join(words_of_name(name)) for name in self.leaf.names}  # ja_stimmen, and "41 Ja-Stimmen"
        if unit in joined | {singular(word) for word in joined}:
            return True
        shortened = len(unit) > 2 and not is_unit(unit)  # noqa: PLR2004 - "4 bed" for the bedrooms
        return any(
            singular(word) == unit
            or (len(word) > 3 and stem(word) == stem(unit))  # noqa: PLR2004
            or (shortened and len(word) > len(unit) + 2 and word.startswith(unit))
            for word in self.words
        )

    def _mixed(self, segment: Segment) -> bool:
        """Tell whether a label names a rival beside the field: "Total tax" is not the total."""
        said = frozenset(segment.terms)
        return any(said & group & self.own and (said & group) - self.own for group in RIVALS)

    def _unit_against(self, hit: Hit) -> str:
        unit = singular(hit.unit)
        money = bool(self.own & MONEY) and not self.own & COUNTED
        if money and not hit.currency and not self.words & {unit, hit.unit} and unit in _THINGS:
            return hit.unit
        if "headcount" in self.own and unit in MEASURES:
            return hit.unit
        if (
            hit.unit == "%"
            and hit.note != _SHARE
            and self.words & {"amount", "total", "sum"}
            and not self.words & {"rate", "percent", "pct"}
        ):
            return hit.unit
        summed = self.own & MONEY or self.words & _ONE_OF_TIME
        counted = bool(self.own & (COUNTED - {"hour", "minute"})) and not summed
        return hit.currency if counted and hit.currency and not self.words & _PRICED else ""


def _without_counts(near: Sequence[Segment]) -> list[Segment]:
    """Leave out what only counts: "400 pcs at EUR 3.15" counts, and then says the price."""
    said = [(segment, frozenset(segment.terms)) for segment in near]
    return [segment for segment, terms in said if not terms & COUNTED or terms & MONEY]


def _share(wanted: frozenset[str], best: dict[str, float]) -> float:
    if not wanted:
        return 0.0
    weights = {term: weight_of(term) for term in wanted}
    return sum(weight * best.get(term, 0.0) for term, weight in weights.items()) / sum(weights.values())


def weight_of(term: str) -> float:
    """Say how much a term says beside others."""
    return FAINT if term in GENERIC or term in UNITS else 1.0


def _plain_unit(word: str) -> str:
    return unit_of_time(word) or in_english(word)


def is_telling_number(leaf: Leaf, page: Page, hit: Hit) -> bool:
    """Tell whether a number that stands in one place only is hardly another one: not short, and in the field's unit."""
    before, after = page.text[: hit.start][-SHORT:], page.text[hit.end :][:6]
    if _ENDS_A_CODE.search(before) or _BEGINS_A_CODE.match(after):
        return False
    words, unit = frozenset(word for name in leaf.names for word in words_of_name(name)), hit.unit
    named = {_plain_unit(word) for word in words if is_unit(word) or word in _SHARES}
    if abs(leaf.value) < _LONG_NUMBER and (named or unit in {"%", "°c", "°f"}):
        return hit.converted or _plain_unit(unit) in named or (unit == "%" and bool(words & _SHARES))
    sums = not hit.currency and _SUMS & set(terms(" ".join(words)))
    said = " ".join(words_of_name(leaf.path)) in page.searchable.folded
    bare = abs(leaf.value) < _LONG_NUMBER and (sums or said)
    long = abs(leaf.value) >= _SHORT_NUMBER or leaf.value % 1
    return long and not bare and hit.note != PAIR
