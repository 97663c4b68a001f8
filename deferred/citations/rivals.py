"""Whose a place is: that of another item's record, of a field with a like name, or of one that the label names.

The key of an item is the first of its texts that no other item of its list shares: a name, a number, a description. Of
fields whose names differ in a word (`phone`, `referee_phone`), what a place says of one, it does not say of the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from deferred.citations.candidates import OWN, Candidate, Spot, group_of, list_of
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf
from deferred.citations.searchable import fold
from deferred.citations.thresholds import FEW, LABELLED, MANY, RARE
from deferred.citations.values import Page, is_number
from deferred.citations.vocabulary import CONCEPTS, GENERIC, UNITS, name_terms, terms, words_of_name


def kinds_of_label(labels: Collection[Label]) -> list[Label]:
    """Give one label for all items of a list: a hundred lines of an invoice have but four."""
    kinds: dict[object, Label] = {}
    for label in labels:
        leaf = label.leaf
        kinds.setdefault((leaf.names, leaf.parents, label.kind, list_of(leaf)), label)
    return list(kinds.values())


def may_claim(label: Label, other: Label) -> bool:
    """Tell whether another field may have a place of this one's: of the same kind, and not its own in another item."""
    leaf, rival = label.leaf, other.leaf
    if label.kind != other.kind or (leaf.names, leaf.parents) == (rival.names, rival.parents):
        return False
    # `vendor.name` claims what is labelled "vendor", but not from `vendor.representative`.
    return not (leaf.parents and rival.parents == leaf.parents and other.own <= GENERIC)


def may_share(leaf: Leaf, candidate: Candidate) -> bool:
    """Tell whether two fields may have one place; for numbers it has to say so."""
    return not is_number(leaf.value) or candidate.tier == OWN or candidate.support >= LABELLED


_LINES = 12  # of a paragraph, on either side of a place


class Records:
    """The keys of the items of every list, in the order of the text."""

    def __init__(self, leaves: Sequence[Leaf], spots: Mapping[str, Sequence[Spot]]) -> None:
        self._own: dict[str, list[Spot]] = {}
        self._keys: dict[str, Leaf] = keys(leaves)
        self._in_order: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for group, leaf in self._keys.items():
            self._own[group] = list(spots.get(leaf.path, ()))[:RARE]
            for spot in self._own[group]:
                self._in_order.setdefault((_list(group), id(spot.page)), []).append((spot.start, group))
        for places in self._in_order.values():
            places.sort()

    def other(self, leaf: Leaf, page: Page, start: int) -> str:
        """Name the item that a place belongs to, where it is not the value's own; empty where nothing says so."""
        group = group_of(leaf)
        own = [spot for spot in self._own.get(group, ()) if spot.page is page]
        if not own or leaf is self._keys[group]:
            return ""
        owners = self._owners(group, page, start)
        return min(owners) if owners and group not in owners else ""

    def _owners(self, group: str, page: Page, start: int) -> set[str]:
        """Give the items whose key is in the same row or sentence, else the one of the record around it."""
        for span in _rows(page, start):
            if here := self._within(group, page, span):
                return {item for _, item in here}
        around = self._within(group, page, paragraph(page, start))
        before = [item for place, item in around if place <= start]
        return set(before[-1:]) or {item for _, item in around[:1]}

    def _within(self, group: str, page: Page, span: tuple[int, int]) -> list[tuple[int, str]]:
        places = self._in_order.get((_list(group), id(page)), [])
        return places[bisect_left(places, (span[0], "")) : bisect_left(places, (span[1], ""))]


def keys(leaves: Sequence[Leaf]) -> dict[str, Leaf]:
    """Give what tells the items of a list apart: the first text that is another one in each of them."""
    columns: dict[tuple[str, str], list[Leaf]] = {}
    for leaf in leaves:
        group = group_of(leaf)
        if group.endswith("]") and leaf.path != group:
            columns.setdefault((_list(group), leaf.path.removeprefix(group)), []).append(leaf)
    found: dict[str, Leaf] = {}
    for column in columns.values():
        values = {fold(leaf.value) for leaf in column if isinstance(leaf.value, str)}
        if len(values) == len(column):
            for leaf in column:
                found.setdefault(group_of(leaf), leaf)
    return found


def _list(group: str) -> str:
    return group.rpartition("[")[0]


def _rows(page: Page, start: int) -> Iterator[tuple[int, int]]:
    """Give the sentence that a place of a prose is in, then its line."""
    line = page.searchable.line_at(start)
    if page.surroundings.in_prose(line):
        yield page.searchable.sentence(start, start + 1)
    span = page.searchable.line(line)
    yield span[0], span[1] + 1


def paragraph(page: Page, start: int) -> tuple[int, int]:
    """Give the lines around a place that no empty line parts from it."""
    text, here = page.searchable, page.searchable.line_at(start)
    first = last = here
    while first > max(0, here - _LINES) and text.line_text(first - 1).strip():
        first -= 1
    while last < min(len(text.line_starts) - 1, here + _LINES) and text.line_text(last + 1).strip():
        last += 1
    return text.line(first)[0], text.line(last)[1] + 1


_WORD = 4  # characters of a word that can be searched for
_COMMON = GENERIC | UNITS
_KNOWN = CONCEPTS | _COMMON


def of_sibling(label: Label, others: Sequence[Label], page: Page, start: int, pages: Sequence[Page]) -> str:
    """Say what tells a place to be that of a field with a like name; empty where nothing does."""
    if _is_called_more_fully(label, others, page, start):
        return "another field's name"
    return _told_apart(label, others, page, start, pages)


def _is_called_more_fully(label: Label, others: Iterable[Label], page: Page, start: int) -> bool:
    """Tell whether what leads up to a value has all of another field's name, which is this one's and a word more."""
    left = page.text[page.searchable.line(page.searchable.line_at(start))[0] : start]
    said = frozenset(terms(re.split(r"\d", left)[-1][-MANY:]))
    mine = _name(label)
    longer = [name for other in others if (name := _name(other)) > mine and name - mine - _COMMON - label.parents]
    return any(name <= said for name in longer)


def _told_apart(label: Label, others: Iterable[Label], page: Page, start: int, pages: Sequence[Page]) -> str:
    """Name the other field whose word stands in the paragraph, or document, of a place, while this one's is in another.

    Words of a kind of label ("net", "due") are left out: they are judged where they stand.
    """
    for other in others:
        mine, theirs = _apart(label, other), _apart(other, label)
        if mine and theirs and _is_parted(mine, theirs, page, start, pages):
            return " ".join(sorted(theirs))
    return ""


class Siblings:
    """Which fields have names in common: by the words that say something, so that few are compared."""

    def __init__(self, labels: Iterable[Label]) -> None:
        self._by_term: dict[tuple[str, str], list[Label]] = {}
        for label in labels:
            for term in _name(label) - _COMMON:
                self._by_term.setdefault((list_of(label.leaf), term), []).append(label)

    def of(self, label: Label) -> list[Label]:
        """Give the fields beside one whose names share a word with its own; of very many only the first."""
        here = list_of(label.leaf)
        found = [other for term in sorted(_name(label) - _COMMON) for other in self._by_term[here, term][:MANY]]
        return [other for other in found if other.leaf.names != label.leaf.names]


def _name(label: Label) -> frozenset[str]:
    return _terms(label.leaf.names[0]) if label.leaf.names else frozenset()


@lru_cache(8192)
def _terms(name: str) -> frozenset[str]:
    return frozenset(name_terms(name))


def _apart(label: Label, other: Label) -> frozenset[str]:
    """Give the words of a field's name that another one's has not, where the rest of it is the same."""
    return _telling(label.leaf.names[0]) - set(words_of_name(other.leaf.names[0]))


@lru_cache(8192)
def _telling(name: str) -> frozenset[str]:
    """Give the words of a name that can be searched for, and are of no kind of label."""
    words = words_of_name(name)
    return frozenset(word for word in words if len(word) >= _WORD and not set(name_terms(word)) & _KNOWN)


def _is_parted(mine: frozenset[str], theirs: frozenset[str], page: Page, start: int, pages: Sequence[Page]) -> bool:
    here = page.text[slice(*paragraph(page, start))]
    around = here if _says(here, mine | theirs) else page.text
    elsewhere = any(_says(other.text, mine) for other in (page, *pages))
    return elsewhere and _says(around, theirs) and not _says(around, mine)


def _says(text: str, words: frozenset[str]) -> bool:
    return any(re.search(rf"(?i)(?<!\w){re.escape(word)}", text) for word in words)


class Claimants:
    """Labels by the terms that are their whole name, and by those that are left without "rate" or "date"."""

    def __init__(self, labels: Collection[Label]) -> None:
        self._called: dict[frozenset[str], list[Label]] = {}
        self._nearly: dict[frozenset[str], list[Label]] = {}
        for label in labels:
            for name in label.variants:
                self._called.setdefault(name, []).append(label)
                self._nearly.setdefault(name - GENERIC, []).append(label)

    def called(self, said: frozenset[str], label: Label) -> list[Label]:
        """Give the labels that some terms are the whole name of, or nearly, where they are not so of one's own."""
        nearly = () if any(said == name - GENERIC for name in label.variants) else self._nearly.get(said, ())
        return self._called.get(said) or list(nearly)


def of_no_other(label: Label, found: Sequence[Candidate], labels: Iterable[Label]) -> list[Candidate]:
    """Give the first places of a field that are called something else, where no other field is called so."""
    others = [other.plain for other in labels if may_claim(label, other)]
    said = [(one, _called(one) - label.all) for one in found[:FEW]]
    return [one for one, called in said if not any(plain & called for plain in others)]


def _called(one: Candidate) -> frozenset[str]:
    """Give what the words beside a place call it."""
    near = one.page.surroundings.of(one.hit.start, one.hit.end)
    return frozenset(term for segment in near if segment.structural or segment.own for term in segment.terms)


def written_name(leaf: Leaf) -> str:
    """Give a field's name as a text may have it; empty where it has none."""
    return " ".join(words_of_name(leaf.names[0])) if leaf.names else ""


def mentions(leaf: Leaf, page: Page) -> Iterator[int]:
    """Give where a field's name stands in a text, in offsets of the folded text."""
    needle = written_name(leaf)
    return page.searchable.occurrences(needle) if len(needle) >= _WORD else iter(())


def labelled_elsewhere(leaf: Leaf, page: Page, start: int) -> bool:
    """Tell whether the field's own label stands elsewhere: before a colon, or in brackets after another name."""
    text, name = page.searchable, written_name(leaf)
    if name and isinstance(leaf.value, str) and f"({name})" in text.folded:
        return True
    lines = {
        text.line_of(place)
        for place in islice(mentions(leaf, page), MANY)
        if text.folded.startswith(": ", place + len(name)) and not text.folded[place - 1 : place].isalnum()
    }
    # On one line there may be two labels; the line before may be the label of this.
    return bool(lines) and text.line_at(start) - 1 not in lines
