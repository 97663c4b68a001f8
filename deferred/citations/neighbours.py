"""Values that belong together stand together: which row of a table, or which paragraph, an item of a list came from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deferred.citations.leaves import Leaf
from deferred.citations.values import Page

_ITEM = re.compile(r"^.*\[\d+\]")
_INDEX = re.compile(r"\[\d+\]")
_FAR = 300  # characters beyond which two values are not neighbours
_SAME_ROW = 0.35
_PARTING = re.compile(r",\s|;|\n|\b(?:and|und|et|y)\b")
_PARTED = 0.1  # for every word or mark that parts one item of a sentence from the next
_MOST_PARTS = 4
_NEAREST = 3  # homes before and after a place that may be nearer than the item's own
_CENTRES = 40  # candidates beyond which a value says nothing about where its item is


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


class _Taken:
    """The homes that items of a list have already, by their lines."""

    def __init__(self) -> None:
        self.last: Spot | None = None
        self._lines: dict[tuple[int, int], list[Spot]] = {}

    def add(self, spot: Spot) -> None:
        """Note where an item lives."""
        self.last = spot
        self._lines.setdefault(_line_of(spot), []).append(spot)

    def on_line(self, spot: Spot) -> list[Spot]:
        """Give the homes on the line of a spot."""
        return self._lines.get(_line_of(spot), [])


def _line_of(spot: Spot) -> tuple[int, int]:
    return id(spot.page), spot.page.searchable.line_at(spot.start)


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
        nearest = [other for _, other in items[max(0, middle - _NEAREST) : middle + _NEAREST] if other != group]
        theirs = max((closeness(page, start, self._homes[other].spot) for other in nearest), default=0.0)
        return mine if mine >= theirs else -mine


def group_of(leaf: Leaf) -> str:
    """Give the item of a list that a value is in, or else the object; empty for the outermost."""
    item = _ITEM.match(leaf.group)
    return item.group() if item else leaf.group


def list_of(leaf: Leaf) -> str:
    """Give the list, or the object, that a value is in, whichever item it is of."""
    return _INDEX.sub("[]", group_of(leaf))


def homes(leaves: Sequence[Leaf], spots: Mapping[str, Sequence[Spot]]) -> dict[str, Home]:
    """Find a home for every group of values: items of one list get homes of their own, in order where equal."""
    groups: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        if group := group_of(leaf):
            groups.setdefault(group, []).append(leaf)
    found: dict[str, Home] = {}
    last: dict[str, _Taken] = {}
    for group, members in groups.items():
        taken = last.setdefault(_INDEX.sub("[]", group) if group.endswith("]") else group, _Taken())
        home = _home([spots.get(leaf.path, ()) for leaf in members], taken)
        if home:
            found[group] = home
            taken.add(home.spot)
    return found


def closeness(page: Page, start: int, home: Spot) -> float:
    """Say how near a place is to a home, from 0 to about 1.3."""
    if page is not home.page:
        return 0.0
    near = max(0.0, 1 - abs(start - home.start) / _FAR)
    if not near:
        return 0.0
    same_row = page.searchable.line_at(start) == page.searchable.line_at(home.start)
    parted = len(_PARTING.findall(page.text, min(start, home.start), max(start, home.start)))
    return max(0.0, near + (_SAME_ROW if same_row else 0.0) - _PARTED * min(parted, _MOST_PARTS))


def _home(members: Sequence[Sequence[Spot]], taken: _Taken) -> Home | None:
    centres = [spot for spots in members if len(spots) <= _CENTRES for spot in spots]
    if not centres:
        centres = [spot for spots in members for spot in spots[:_CENTRES]]
    scored = [(_agreement(centre, members), centre) for centre in centres[:200]]
    free = [(score, centre) for score, centre in scored if not _is_taken(centre, taken, members)] or scored
    if not free:
        return None
    best = max(score for score, _ in free)
    equal = [(score, centre) for score, centre in free if score >= best - 0.1]
    last = taken.last
    after = [pair for pair in equal if not last or (pair[1].page is last.page and pair[1].start > last.start)]
    score, centre = max(after or equal, key=lambda pair: (round(pair[0], 1), pair[1].weight, -pair[1].start))
    return Home(centre, score)


def _agreement(centre: Spot, members: Sequence[Sequence[Spot]]) -> float:
    return sum(
        max((closeness(spot.page, spot.start, centre) * spot.weight for spot in spots), default=0.0)
        for spots in members
    )


def _is_taken(centre: Spot, taken: _Taken, members: Sequence[Sequence[Spot]]) -> bool:
    """Tell whether another item lives here: on the same row of a table, or at the same place of a sentence."""
    row = taken.on_line(centre)
    here = any(abs(other.start - centre.start) < (centre.end - centre.start) + 1 for other in row)
    return here or (bool(row) and len(members) > 1 and _only_one(centre))


def _only_one(centre: Spot) -> bool:
    """Tell whether a row has room for one item only: the row of a table, or a short line."""
    line = centre.page.searchable.line_at(centre.start)
    row = centre.page.searchable.line(line)
    text = centre.page.text[slice(*row)]
    return bool(re.search(r"\t|\||\S {2,}\S", text)) or len(text) < 80  # noqa: PLR2004 - longer rows are sentences
