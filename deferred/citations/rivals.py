"""Fields that may have a place in common, or claim each other's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from deferred.citations.confidence import LABELLED, OWN, Candidate
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf
from deferred.citations.neighbours import list_of
from deferred.citations.values import is_number
from deferred.citations.vocabulary import GENERIC, name_terms


def kinds_of_label(labels: Collection[Label]) -> list[Label]:
    """Give one label for all items of a list: a hundred lines of an invoice have but four."""
    kinds: dict[object, Label] = {}
    for label in labels:
        leaf = label.leaf
        kinds.setdefault((leaf.names, leaf.parents, _kind(leaf.value), list_of(leaf)), label)
    return list(kinds.values())


def _kind(value: Any) -> str:
    """Tell roughly what a value is: an address of mail has no label in common with a name."""
    if is_number(value):
        return "number"
    text = str(value)
    digits = sum(map(str.isdigit, text))
    shape = "mail" if "@" in text else "digits" if 2 * digits >= len(text) else "words" if not digits else "code"
    return f"{type(value).__name__} {shape}"


def may_claim(leaf: Leaf, other: Leaf) -> bool:
    """Tell whether another field may have a place of this one's: of the same kind, and not its own in another item."""
    if _kind(leaf.value) != _kind(other.value) or (leaf.names, leaf.parents) == (other.names, other.parents):
        return False
    # `vendor.name` claims what is labelled "vendor", but not from `vendor.representative`.
    nameless = all(term in GENERIC for name in other.names for term in name_terms(name))
    return not (nameless and other.parents == leaf.parents and leaf.parents)


def may_share(leaf: Leaf, candidate: Candidate) -> bool:
    """Tell whether two fields may have one place; for numbers it has to say so."""
    return not is_number(leaf.value) or candidate.tier == OWN or candidate.support >= LABELLED
