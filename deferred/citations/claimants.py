"""The fields that may claim a place by what it is called: found by their terms, for there may be thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from deferred.citations.labels import ABOUT, Label, weight_of
from deferred.citations.surroundings import Segment
from deferred.citations.vocabulary import GENERIC


class Claimants:
    """Labels by their variants, and by terms without one of which their support stays below what makes a claim."""

    def __init__(self, labels: Collection[Label], least: float) -> None:
        self._called: dict[frozenset[str], list[Label]] = {}
        self._near: dict[str, list[Label]] = {}
        common = Counter(term for label in labels for term in label.all)
        for label in labels:
            for variant in label.variants:
                self._called.setdefault(variant, []).append(label)
                bar = 0.0 if label.own <= GENERIC else least  # a plain "year" is known by more than its terms
                for term in _needed(_shares(label, variant), common, bar):
                    self._near.setdefault(term, []).append(label)

    def called(self, said: frozenset[str]) -> list[Label]:
        """Give the labels that these terms are the whole name of."""
        return self._called.get(said, [])

    def near(self, segments: Sequence[Segment]) -> list[Label]:
        """Give the labels that segments may speak for, each once."""
        terms = dict.fromkeys(term for segment in segments for term in segment.terms)
        found = {id(label): label for term in terms for label in self._near.get(term, ())}
        return list(found.values())


def _shares(label: Label, variant: frozenset[str]) -> dict[str, float]:
    """Give what each term adds to the support of a label at most."""
    found: Counter[str] = Counter()
    for terms, part in ((variant, 1.0), (label.parents, ABOUT), (label.description - label.own, ABOUT)):
        whole = sum(map(weight_of, terms))
        found.update({term: part * weight_of(term) / whole for term in terms})
    return dict(found)


def _needed(shares: dict[str, float], common: Counter[str], least: float) -> Iterator[str]:
    """Give the rarest terms such that all others together do not reach a support."""
    others = sum(shares.values())
    for term in sorted(shares, key=lambda term: (common[term], term)):
        if others <= least:
            return
        others -= shares[term]
        yield term
