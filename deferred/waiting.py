"""Calls that wait for their wave, by the jobs that they may share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deferred import plan
from deferred.plan import Group, Limits
from deferred.underway import Item


class Waiting:
    """Calls in the order of their arrival, by group; whoever uses it holds the engine's lock."""

    def __init__(self, limits: Callable[[Group], Limits]) -> None:
        """`limits` says what a job of a group may hold."""
        self._limits = limits
        self._items: dict[Group, list[Item]] = {}
        self._sizes: dict[Group, list[int]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._items.values()))

    def __bool__(self) -> bool:
        return bool(self._items)

    def __iter__(self) -> Iterator[Item]:
        return (item for items in self._items.values() for item in items)

    @property
    def groups(self) -> list[Group]:
        """The groups that have calls."""
        return list(self._items)

    def add(self, item: Item) -> None:
        """Let a call wait with those of its group."""
        self._items.setdefault(item.group, []).append(item)
        size = self._sizes.setdefault(item.group, [0, 0])
        size[0] += item.units
        size[1] += item.size + self._limits(item.group).row_bytes

    def has_begun(self, item: Item) -> bool:
        """Whether this call is the only one of its group."""
        return self._sizes[item.group][0] == item.units

    def is_full(self, group: Group) -> bool:
        """Whether a group has enough for a job of its own."""
        units, size = self._sizes[group]
        return plan.is_full(units, size, self._limits(group))

    def take(self, group: Group) -> list[Item]:
        """Take out the calls of a group."""
        self._sizes.pop(group, None)
        return self._items.pop(group, [])

    def take_all(self) -> list[Item]:
        """Take out all calls."""
        taken = list(self)
        self._items, self._sizes = {}, {}
        return taken

    def take_one(self, key: str) -> Item | None:
        """Take one call out; None when it is not here."""
        item = next((item for item in self if item.key == key), None)
        if item is None:
            return None
        of_its_group = self._items[item.group]
        of_its_group.remove(item)
        if not of_its_group:
            self.take(item.group)
            return item
        size = self._sizes[item.group]
        size[0] -= item.units
        size[1] -= item.size + self._limits(item.group).row_bytes
        return item
