"""Fields whose names differ in a word: `phone` and `referee_phone`, `price_alpha` and `price_beta`.

What a place says of one of them, it does not say of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from deferred.citations.labels import Label
from deferred.citations.neighbours import list_of
from deferred.citations.records import paragraph
from deferred.citations.values import Page
from deferred.citations.vocabulary import CONCEPTS, GENERIC, UNITS, name_terms, terms, words_of_name

_LEFT = 80  # characters before a value that may name it
_MANY = 40  # fields with a word in common
_WORD = 4  # characters of a word that can be searched for
_COMMON = GENERIC | UNITS
_KNOWN = CONCEPTS | _COMMON


def called_more_fully(label: Label, others: Iterable[Label], page: Page, start: int) -> bool:
    """Tell whether what leads up to a value has all of another field's name, which is this one's and a word more."""
    left = page.text[page.searchable.line(page.searchable.line_at(start))[0] : start]
    said = frozenset(terms(re.split(r"\d", left)[-1][-_LEFT:]))
    mine = _name(label)
    longer = [name for other in others if (name := _name(other)) > mine and name - mine - _COMMON - label.parents]
    return any(name <= said for name in longer)


def told_apart(label: Label, others: Iterable[Label], page: Page, start: int, pages: Sequence[Page]) -> str:
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
        found = [other for term in sorted(_name(label) - _COMMON) for other in self._by_term[here, term][:_MANY]]
        return [other for other in found if other.leaf.names != label.leaf.names]


def _name(label: Label) -> frozenset[str]:
    return _terms(label.leaf.names[0]) if label.leaf.names else frozenset()


@lru_cache(8192)
def _terms(name: str) -> frozenset[str]:
    return frozenset(name_terms(name))


def _apart(label: Label, other: Label) -> frozenset[str]:
    """Give the words of a field's name that another one's has not, where the rest of it is the same."""
    mine, theirs = set(words_of_name(label.leaf.names[0])), set(words_of_name(other.leaf.names[0]))
    return frozenset(word for word in mine - theirs if len(word) >= _WORD and not set(name_terms(word)) & _KNOWN)


def _is_parted(mine: frozenset[str], theirs: frozenset[str], page: Page, start: int, pages: Sequence[Page]) -> bool:
    here = page.text[slice(*paragraph(page, start))]
    around = here if _says(here, mine | theirs) else page.text
    elsewhere = any(_says(other.text, mine) for other in (page, *pages))
    return elsewhere and _says(around, theirs) and not _says(around, mine)


def _says(text: str, words: frozenset[str]) -> bool:
    return any(re.search(rf"(?i)(?<!\w){re.escape(word)}", text) for word in words)
