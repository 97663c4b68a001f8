"""How sure a place is to be where a value comes from: what is cited there, its label, and what stands beside it.

Values that belong together stand together: the row of a table, or the paragraph, that an item of a list came from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from deferred.citations.amounts import readings, to_decimal
from deferred.citations.citation import Confidence
from deferred.citations.evidence import Region
from deferred.citations.labels import is_telling_number
from deferred.citations.leaves import Leaf
from deferred.citations.searchable import Hit
from deferred.citations.thresholds import (
    ABOUT,
    ALIKE,
    ASIDE,
    AT_HOME,
    BESIDE,
    CITED,
    DOUBTFUL,
    FAINT,
    FAR,
    FEW,
    GUESSED,
    HALF,
    HINTED,
    LABELLED,
    LONG,
    MANY,
    PARTED,
    PLAIN,
    SAME_ROW,
    SHORT,
    STATED,
)
from deferred.citations.values import Page, is_distinctive, is_number
from deferred.citations.vocabulary import words_of_name

_ITEM = re.compile(r"^.*\[\d+\]")
_INDEX = re.compile(r"\[\d+\]")
_ENTRY = re.compile(rf"(?m)^[ \t]*+([^\s:=|][^:=|\n]{{1,{SHORT}}}+)[:=][ \t]*+(\S[^\n]{{0,{LONG}}})$")
_NOT_PLAIN = re.compile(r"[^\d.,]")
_PARTING = re.compile(r",\s|;|\n|\b(?:and|und|et|y)\b")


@dataclass(frozen=True)
class Spot:
    """A place at which a field's value may come from, with how much it says on its own."""

    page: Page
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Home:
    """Where an item is in its document, and how many of its values agree."""

    spot: Spot
    agreeing: float


class Neighbours:
    """The homes of the items of each list, in the order of the text, so that only the nearest are compared."""

    def __init__(self, found: Mapping[str, Home]) -> None:
        self._homes = found
        self._in_order: dict[tuple[str, int], list[tuple[int, str]]] = {}
        for group, home in found.items():
            if group.endswith("]"):
                key = (group.rpartition("[")[0], id(home.spot.page))
                self._in_order.setdefault(key, []).append((home.spot.start, group))
        for items in self._in_order.values():
            items.sort()

    def nearness(self, group: str, page: Page, start: int) -> float:
        """Say how near a place is to an item's home; negative where the home of another item is nearer."""
        mine = closeness(page, start, self._homes[group].spot)
        items = self._in_order.get((group.rpartition("[")[0], id(page)), []) if group.endswith("]") else []
        middle = bisect_left(items, (start, ""))
        nearest = [other for _, other in items[max(0, middle - FEW) : middle + FEW] if other != group]
        theirs = max((closeness(page, start, self._homes[other].spot) for other in nearest), default=0.0)
        return mine if mine >= theirs else -mine


def group_of(leaf: Leaf) -> str:
    """Give the item of a list that a value is in, or else the object; empty for the outermost."""
    return _group_of(leaf.group)


def list_of(leaf: Leaf) -> str:
    """Give the list, or the object, that a value is in, whichever item it is of."""
    return _list_of(leaf.group)


@lru_cache(8192)
def _group_of(group: str) -> str:
    item = _ITEM.match(group)
    return item.group() if item else group


@lru_cache(8192)
def _list_of(group: str) -> str:
    return _INDEX.sub("[]", _group_of(group))


def homes(leaves: Sequence[Leaf], spots: Mapping[str, Sequence[Spot]]) -> dict[str, Home]:
    """Find a home for every group of values: items of one list get homes of their own, in order where equal."""
    groups: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if group := group_of(leaf):
            groups.setdefault(group, []).append(leaf)
    found: dict[str, Home] = {}
    last: dict[str, Spot] = {}
    for group, members in groups.items():
        kind = _INDEX.sub("[]", group) if group.endswith("]") else group
        if home := _home([spots.get(leaf.path, ()) for leaf in members], last.get(kind)):
            found[group], last[kind] = home, home.spot
    return found


def closeness(page: Page, start: int, home: Spot) -> float:
    """Say how near a place is to a home, from 0 to about 1.3."""
    if page is not home.page:
        return 0.0
    near = max(0.0, 1 - abs(start - home.start) / FAR)
    if not near:
        return 0.0
    same_row = page.searchable.line_at(start) == page.searchable.line_at(home.start)
    parted = len(_PARTING.findall(page.text, min(start, home.start), max(start, home.start)))
    return max(0.0, near + (SAME_ROW if same_row else 0.0) - PARTED * min(parted, FEW))


def _home(members: Sequence[Sequence[Spot]], last: Spot | None) -> Home | None:
    centres = [spot for spots in members if len(spots) <= MANY for spot in spots]
    if not centres:
        centres = [spot for spots in members for spot in spots[:MANY]]
    scored = [(_agreement(centre, members), centre) for centre in centres[: 2 * MANY]]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    equal = [(score, centre) for score, centre in scored if score >= best - ALIKE]
    after = [pair for pair in equal if not last or (pair[1].page is last.page and pair[1].start > last.start)]
    score, centre = max(after or equal, key=lambda pair: (round(pair[0], 1), pair[1].weight, -pair[1].start))
    return Home(centre, score)


def _agreement(centre: Spot, members: Sequence[Sequence[Spot]]) -> float:
    return sum(
        max((closeness(spot.page, spot.start, centre) * spot.weight for spot in spots), default=0.0)
        for spots in members
    )


OWN, CLAIMED, SEARCHED = 2, 1, 0  # how near to the value the provider cited
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
        narrow: whether the provider cited it for this value alone, or it is an entry of the field's own.
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

    def is_as(self, value: Any) -> bool:
        """Tell whether a place has a value as it is, to the letter, or in capitals."""
        return self.page.text[self.hit.start : self.hit.end] in {str(value), str(value).upper()}

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
        return (1.0 if self.hit.distinctive else HALF) + ABOUT * (self.support + bool(self.tier))

    def rate(self, nearness: float) -> None:
        """Note how near the other values are, and sum up."""
        self.nearness = nearness
        self.score = CITED * self.tier + max(self.support, self.claim) + STATED * self.hit.strength + BESIDE * nearness
        self.score -= ASIDE * self.aside


class Entries:
    """The entries of forms that have a line each, `key: value`, by their keys.

    One whose key is a field's whole name, and is there once, and that has the field's value and nothing more, is where
    it comes from: it needs no search, which matters where there are thousands.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._values: dict[tuple[str, ...], list[tuple[Page, re.Match[str]]]] = {}
        for page in pages:
            for entry in _ENTRY.finditer(page.text):
                self._values.setdefault(words_of_name(entry[1]), []).append((page, entry))

    def of(self, leaf: Leaf) -> list[Candidate]:
        """Give the one place of a field of the outermost object; none where it has to be searched for."""
        entries = self._values.get(words_of_name(leaf.names[0]), []) if leaf.names and not leaf.group else []
        if len(entries) != 1:
            return []
        page, entry = entries[0]
        written = entry[2].rstrip()
        aside = page.source is not None and page.source.aside
        if aside or not _is_just(leaf.value, written):
            return []
        hit = Hit(entry.start(2), entry.start(2) + len(written))
        return [Candidate(page, hit, SEARCHED, [], support=1.0, narrow=True)]


def _is_just(value: Any, written: str) -> bool:
    """Tell whether a string or a number is written as it is, in a way that has one reading."""
    if is_number(value):
        known = written[:1].isdigit() and not _NOT_PLAIN.search(written)
        return known and readings(written, None) == [(to_decimal(value), True)]
    return type(value) is str and value == written and len(value) > FEW


def has_equal(found: Sequence[Candidate]) -> bool:
    """Tell whether another place is as likely as the first."""
    return any(one.doubled and one.score >= found[0].score - ALIKE for one in found[1:])


def is_doubtful(best: Candidate, leaf: Leaf, *, needs_unit: bool) -> bool:
    """Tell whether a cited quote has the value's characters only, as far as its words go."""
    if best.support >= LABELLED or best.nearness >= AT_HOME:
        return False
    least = DOUBTFUL if isinstance(leaf.value, str) else HALF
    return best.hit.strength <= least or (needs_unit and best.support < HINTED)


def of_own(found: Sequence[Candidate]) -> Verdict | None:
    """Judge a quote that was cited for the JSON of the value; the best candidate comes first."""
    best = found[0]
    sure: Confidence = "high" if best.hit.strength >= PLAIN else "medium"
    if best.narrow:
        return (
            "high" if best.support >= LABELLED else sure,
            f"cited for this value, and the quote states it{_how(best)}",
        )
    if best.support >= LABELLED or best.nearness >= AT_HOME:
        return sure, f"the cited quote states it under this label{_how(best)}"
    alike = [one for one in found if one.tier == OWN and one.score >= best.score - ALIKE]
    if best.hit.distinctive or len(alike) == 1:
        return "medium" if best.hit.distinctive else "low", f"the cited quote states it{_how(best)}"
    return None


def of_claim(best: Candidate, leaf: Leaf) -> Verdict | None:
    """Judge a quote that was cited for a statement of the reply that has the value."""
    if max(best.support, best.claim) >= LABELLED:
        sure: Confidence = "high" if best.hit.strength >= PLAIN else "medium"
        return sure, f"a cited statement of the reply says it{_quoted(best)}{_how(best)}"
    if max(best.support, best.claim) >= HINTED or is_distinctive(leaf.value) or best.hit.distinctive:
        return "medium", f"a cited statement of the reply has the value{_quoted(best)}{_how(best)}"
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
    unique, chosen = len(found) == 1, sum(one.score >= best.score - ALIKE / 2 for one in found) == 1
    clear: Confidence = "medium" if hit.strength > DOUBTFUL else "low"
    if best.support >= LABELLED:
        sure: Confidence = "high" if hit.strength >= PLAIN and chosen else clear
        return sure, f"found in the document beside its label{_how(best)}"
    if best.nearness >= AT_HOME:
        return clear, f"found in the document, next to the other values of {group_of(leaf)}{_how(best)}"
    half_meant = isinstance(leaf.value, str) and hit.strength <= DOUBTFUL
    if best.support >= HINTED and not half_meant and (unique or hit.distinctive or chosen):
        return clear, f"found in the document, in a passage about it{_how(best)}"
    return None if needs_unit else _unlabelled(best, leaf, len(found))


def _unlabelled(best: Candidate, leaf: Leaf, places: int) -> Verdict | None:
    hit, number, once = best.hit, is_number(leaf.value), " in one place only" if places == 1 else ""
    reason = f"found in the document{once}, without a label{_how(best)}"
    if (hit.distinctive or (not number and is_distinctive(leaf.value))) and hit.strength > DOUBTFUL - ALIKE:
        return "medium" if once and hit.strength >= PLAIN else "low", reason
    if number:
        telling = once and hit.strength >= PLAIN and is_telling_number(leaf, best.page, hit)
        return ("low", reason) if telling else None
    digits = str(leaf.value).isdigit()
    word = hit.end - hit.start > 1 or bool(once)
    return ("low", reason) if word and hit.strength >= GUESSED and not (digits and hit.end - hit.start <= FEW) else None


def _quoted(candidate: Candidate) -> str:
    return ", and so does its quote" if any(region.quoted for region in candidate.regions) else ""


def _how(candidate: Candidate) -> str:
    return f" ({candidate.hit.note})" if candidate.hit.note else ""


def spot_of(candidate: Candidate, leaf: Leaf) -> Spot:
    """Give the place of a candidate, with what it tells of where its item is."""
    # A clause may be of all items: it tells little of where one of them is.
    weight = candidate.weight * (FAINT if isinstance(leaf.value, bool) else 1)
    return Spot(candidate.page, candidate.hit.start, candidate.hit.end, weight)


def nearest_hits(found: Sequence[Hit], places: Sequence[int], page: Page) -> list[Hit]:
    """Give the hits nearest to some places (of the folded text), in the order of the text."""
    starts = [hit.start for hit in found]
    kept = set()
    for place in places:
        middle = bisect_left(starts, page.searchable.original(place, place + 1)[0])
        kept |= set(range(max(0, middle - (FEW + 2)), min(len(found), middle + (FEW + 2))))
    return [found[number] for number in sorted(kept)]


def hold_to_row(candidate: Candidate, home: Home | None) -> None:
    """Take the cell of a row for that row only."""
    page, hit = candidate.page, candidate.hit
    lines = [page.searchable.line_at(place) for place in (hit.start, home.spot.start)] if home else []
    if hit.in_row and (home is None or home.spot.page is not page or lines[0] != lines[1]):
        candidate.against = "another row"


def tightest(candidate: Candidate, *, narrow: bool) -> list[Region]:
    """Give the regions that a candidate is cited by; where a block has many quotes, the shortest that holds it."""
    if narrow or not any(region.quoted for region in candidate.regions):
        return candidate.regions
    start, end = candidate.hit.start, candidate.hit.end
    return sorted(candidate.regions, key=lambda region: (-region.share(start, end), region.end - region.start))[:1]
