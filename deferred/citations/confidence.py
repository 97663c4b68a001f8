"""How sure a place is to be where a value comes from, from what is cited there, its label and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deferred.citations.citation import Confidence
from deferred.citations.evidence import Region
from deferred.citations.hit import Hit
from deferred.citations.leaves import Leaf
from deferred.citations.neighbours import group_of
from deferred.citations.values import Page, is_distinctive, is_number

OWN, CLAIMED, SEARCHED = 2, 1, 0  # how near to the value the provider cited
LABELLED = 0.5  # support at which the words around a value name its field
HINTED = 0.2  # support at which they are about it
AT_HOME = 0.8  # nearness at which a value stands among those of its item
FEW = 3  # mentions of one word that still tell where it comes from
_PLAIN = 0.8  # strength at which a text states a value plainly
_DOUBTFUL = 0.6  # strength up to which there is another reading
_ASIDE = 1.0  # what a place loses that is in the prompt, beside documents
_ALIKE = 0.1  # scores this near are no choice
_SHORTEST = 3  # characters
Verdict = tuple[Confidence, str]


@dataclass
class Candidate:
    """A place that states a field's value, and all that speaks for it.

    Attributes:
        page: the text.
        hit: the place in it.
        tier: whether it was cited for the value, for a claim that states it, or only found.
        regions: the provider's citations that hold it.
        support: how strongly the words around it name the field.
        against: what those words say it is instead.
        nearness: how near the other values of its item are; negative where another item is nearer.
        narrow: whether the provider cited it for this value alone.
        claim: how strongly the statement of the reply that cites it names the field.
        score: all of it in one number.
    """

    page: Page
    hit: Hit
    tier: int
    regions: list[Region]
    support: float = 0.0
    against: str = ""
    nearness: float = 0.0
    narrow: bool = False
    claim: float = 0.0
    score: float = 0.0

    @property
    def place(self) -> tuple[int, int, int]:
        """What tells two places apart."""
        return id(self.page), self.hit.start, self.hit.end

    @property
    def doubled(self) -> bool:
        """Whether all that cites it may as well cite another place: an equal quote of the same page."""
        return bool(self.regions) and not any(region.alone for region in self.regions)

    @property
    def aside(self) -> bool:
        """Whether it stands in the prompt and not in one of the documents."""
        return self.page.source is not None and self.page.source.aside

    @property
    def weight(self) -> float:
        """How much the place tells about where its item is: a rare string much, a small number little."""
        return (1.0 if self.hit.distinctive else 0.5) + 0.3 * self.support + 0.3 * bool(self.tier)

    def rate(self, nearness: float) -> None:
        """Note how near the other values are, and sum up."""
        self.nearness = nearness
        self.score = 1.2 * self.tier + max(self.support, self.claim) + 0.8 * self.hit.strength + 0.7 * nearness
        self.score -= _ASIDE * self.aside


def has_equal(found: Sequence[Candidate]) -> bool:
    """Tell whether another place is as likely as the first."""
    return any(one.doubled and one.score >= found[0].score - _ALIKE for one in found[1:])


def is_doubtful(best: Candidate, leaf: Leaf, *, needs_unit: bool) -> bool:
    """Tell whether a cited quote has the value's characters only, as far as its words go."""
    if best.support >= LABELLED or best.nearness >= AT_HOME:
        return False
    least = _DOUBTFUL if isinstance(leaf.value, str) else _DOUBTFUL - _ALIKE - 0.05
    return best.hit.strength <= least or (needs_unit and best.support < HINTED)


def of_own(found: Sequence[Candidate]) -> Verdict | None:
    """Judge a quote that was cited for the JSON of the value; the best candidate comes first."""
    best = found[0]
    sure: Confidence = "high" if best.hit.strength >= _PLAIN else "medium"
    if best.narrow:
        return (
            "high" if best.support >= LABELLED else sure,
            f"cited for this value, and the quote states it{_how(best)}",
        )
    if best.support >= LABELLED or best.nearness >= AT_HOME:
        return sure, f"the cited quote states it under this label{_how(best)}"
    alike = [one for one in found if one.tier == OWN and one.score >= best.score - _ALIKE]
    if best.hit.distinctive or len(alike) == 1:
        return "medium" if best.hit.distinctive else "low", f"the cited quote states it{_how(best)}"
    return None


def of_claim(best: Candidate, leaf: Leaf) -> Verdict | None:
    """Judge a quote that was cited for a statement of the reply that has the value."""
    if max(best.support, best.claim) >= LABELLED:
        sure: Confidence = "high" if best.hit.strength >= _PLAIN else "medium"
        return sure, f"a cited statement of the reply says it, and so does its quote{_how(best)}"
    if max(best.support, best.claim) >= HINTED or is_distinctive(leaf.value) or best.hit.distinctive:
        return "medium", f"a cited statement of the reply has the value, and so does its quote{_how(best)}"
    return None


def is_as_good(one: Candidate, best: Candidate) -> bool:
    """Tell whether a place is cited for the value as the best one is: for its JSON, or for a sentence with it."""
    if one.tier != best.tier or one.doubled:
        return False
    if best.tier == CLAIMED:  # the sentence names the field, and so does what it quotes
        return one.claim >= LABELLED and one.support >= HINTED and one.nearness >= best.nearness
    return best.narrow and one.narrow


def of_search(found: Sequence[Candidate], leaf: Leaf, *, needs_unit: bool) -> Verdict | None:
    """Judge a place that nobody cited; the best candidate comes first."""
    verdict = _of_place(found, leaf, needs_unit=needs_unit)
    # Where another item is at home, a label says what the value is, not whose.
    return ("low", verdict[1]) if verdict and (found[0].nearness < 0 or found[0].aside) else verdict


def _of_place(found: Sequence[Candidate], leaf: Leaf, *, needs_unit: bool) -> Verdict | None:
    best, hit = found[0], found[0].hit
    unique, chosen = len(found) == 1, sum(one.score >= best.score - _ALIKE / 2 for one in found) == 1
    clear: Confidence = "medium" if hit.strength > _DOUBTFUL else "low"
    if best.support >= LABELLED:
        sure: Confidence = "high" if hit.strength >= _PLAIN and chosen else clear
        return sure, f"found in the document beside its label{_how(best)}"
    if best.nearness >= AT_HOME:
        return clear, f"found in the document, next to the other values of {group_of(leaf)}{_how(best)}"
    half_meant = isinstance(leaf.value, str) and hit.strength <= _DOUBTFUL
    if best.support >= HINTED and not half_meant and (unique or hit.distinctive or chosen):
        return clear, f"found in the document, in a passage about it{_how(best)}"
    return _unlabelled(best, leaf, len(found), needs_unit=needs_unit)


def _unlabelled(best: Candidate, leaf: Leaf, places: int, *, needs_unit: bool) -> Verdict | None:
    hit = best.hit
    number = is_number(leaf.value)
    telling = hit.distinctive or (not number and is_distinctive(leaf.value))
    if telling and not needs_unit and hit.strength > _DOUBTFUL - _ALIKE:
        once = places == 1
        sure: Confidence = "medium" if once and hit.strength >= _PLAIN else "low"
        return sure, f"found in the document{' in one place only' if once else ''}, without a label{_how(best)}"
    word = not number and not str(leaf.value).isdigit() and hit.end - hit.start >= _SHORTEST
    if word and hit.strength >= _PLAIN and places <= FEW:
        return "low", f"found in the document, without a label{_how(best)}"
    return None


def _how(candidate: Candidate) -> str:
    return f" ({candidate.hit.note})" if candidate.hit.note else ""
