"""Calls that wait for their wave, by the jobs that they may share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deferred.core import grouping
from deferred.core.grouping import Group, Limits
from deferred.engine.state import PendingCall


class GroupQueue:
    """The waiting calls of one group, in the order of their arrival, and what they add up to."""

    __slots__ = ("_limits", "items", "size", "units")

    def __init__(self, limits: Limits) -> None:
        """`limits` says what a job of this group may hold."""
        self._limits = limits
        self.items: dict[str, PendingCall] = {}
        self.units = self.size = 0

    def add(self, item: PendingCall) -> None:
        """Let a call in."""
        self.items[item.key] = item
        self.units += item.units
        self.size += item.size

    def take_one(self, key: str) -> PendingCall | None:
        """Let a call out; None when it is not here."""
        item = self.items.pop(key, None)
        if item is not None:
            self.units -= item.units
            self.size -= item.size
        return item

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a job of its own."""
        return grouping.is_full(len(self.items), self.units, self.size, self._limits)


class CallQueue:
    """All waiting calls, by group; whoever uses it holds the engine's lock."""

    def __init__(self, limits: Callable[[Group], Limits]) -> None:
        """`limits` says what a job of a group may hold."""
        self._limits = limits
        self._rooms: dict[Group, GroupQueue] = {}

    def __len__(self) -> int:
        return sum(len(room.items) for room in self._rooms.values())

    def __bool__(self) -> bool:
        return bool(self._rooms)

    def __iter__(self) -> Iterator[PendingCall]:
        return (item for room in self._rooms.values() for item in room.items.values())

    @property
    def groups(self) -> list[Group]:
        """The groups that have calls."""
        return list(self._rooms)

    def add(self, item: PendingCall) -> GroupQueue:
        """Let a call wait with those of its group; gives their room."""
        room = self._rooms.get(item.group)
        if room is None:
            room = self._rooms[item.group] = GroupQueue(self._limits(item.group))
        room.add(item)
        return room

    def take(self, group: Group) -> list[PendingCall]:
        """Take out the calls of a group."""
        room = self._rooms.pop(group, None)
        return [] if room is None else list(room.items.values())

    def take_all(self) -> list[PendingCall]:
        """Take out all calls."""
        taken = list(self)
        self._rooms = {}
        return taken

    def take_one(self, key: str) -> PendingCall | None:
        """Take one call out; None when it is not here."""
        for group, room in self._rooms.items():
            item = room.take_one(key)
            if item is not None:
                if not room.items:
                    del self._rooms[group]
                return item
        return None
