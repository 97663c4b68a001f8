"""Places of a value in a text: which are near, and of which item or row they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from deferred.citations.confidence import SEARCHED, Candidate
from deferred.citations.evidence import Region
from deferred.citations.hit import Hit
from deferred.citations.leaves import Leaf
from deferred.citations.neighbours import Home, Spot
from deferred.citations.values import Page

_AROUND = 5  # places of a frequent word, before and after what is rare, that may be the item's; more than FEW of them
_FAINT = 0.4  # what a clause tells of where its item is, beside what a name does
_FOR_ALL = 0.6  # what a clause says of one item of a list that stands far from it


def spot_of(candidate: Candidate, leaf: Leaf) -> Spot:
    """Give the place of a candidate, with what it tells of where its item is."""
    # A clause may be of all items: it tells little of where one of them is.
    weight = candidate.weight * (_FAINT if isinstance(leaf.value, bool) else 1)
    return Spot(candidate.page, candidate.hit.start, candidate.hit.end, weight)


def nearest_hits(found: Sequence[Hit], places: Sequence[int], page: Page) -> list[Hit]:
    """Give the hits nearest to some places (of the folded text), in the order of the text."""
    starts = [hit.start for hit in found]
    kept = set()
    for place in places:
        middle = bisect_left(starts, page.searchable.original(place, place + 1)[0])
        kept |= set(range(max(0, middle - _AROUND), min(len(found), middle + _AROUND)))
    return [found[number] for number in sorted(kept)]


def hold_to_row(candidate: Candidate, home: Home | None) -> None:
    """Take the cell of a row for that row only, and what is said far from an item for little."""
    page, hit = candidate.page, candidate.hit
    lines = [page.searchable.line_at(place) for place in (hit.start, home.spot.start)] if home else []
    if hit.in_row and (home is None or home.spot.page is not page or lines[0] != lines[1]):
        candidate.against = "another row"
    elif (
        not hit.in_row and candidate.tier == SEARCHED and home and (candidate.nearness <= 0 or _apart(page, hit, home))
    ):
        candidate.hit = replace(hit, strength=min(hit.strength, _FOR_ALL))


def _apart(page: Page, hit: Hit, home: Home) -> bool:
    """Tell whether an empty line parts a place from the item: it may be of all items."""
    first, last = sorted((hit.start, home.spot.start))
    return bool(re.search(r"\n\s*\n", page.text[first:last]))


def tightest(candidate: Candidate, *, narrow: bool) -> list[Region]:
    """Give the regions that a candidate is cited by; where a block has many, the shortest that holds it."""
    if narrow:
        return candidate.regions
    start, end = candidate.hit.start, candidate.hit.end
    return sorted(candidate.regions, key=lambda region: (-region.share(start, end), region.end - region.start))[:1]
