"""Queues of calls that wait for their wave, by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deferred.core import grouping
from deferred.core.call import Target
from deferred.core.grouping import Group, Limits
from deferred.engine.state import PendingCall


class GroupQueue:
    """The queued calls of one group, in the order of their arrival, and their total size."""

    __slots__ = ("_limits", "calls", "size", "units")

    def __init__(self, limits: Limits) -> None:
        """`limits` are the limits of a job of this group."""
        self._limits = limits
        self.calls: dict[str, PendingCall] = {}
        self.units = self.size = 0

    def add(self, call: PendingCall) -> None:
        """Add a call."""
        self.calls[call.key] = call
        self.units += call.units
        self.size += call.size

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return a call; None if it is not queued here."""
        call = self.calls.pop(key, None)
        if call is not None:
            self.units -= call.units
            self.size -= call.size
        return call

    @property
    def is_full(self) -> bool:
        """Whether the queued calls fill a job."""
        return grouping.is_full(len(self.calls), self.units, self.size, self._limits)


class CallQueue:
    """All queued calls, by group. Every method needs the engine's lock."""

    def __init__(self, limits: Callable[[Target], Limits]) -> None:
        """`limits` returns the limits of a job for a target."""
        self._limits = limits
        self._queues: dict[Group, GroupQueue] = {}
        self._groups: dict[tuple[int, str], Group] = {}

    def __len__(self) -> int:
        return sum(len(queue.calls) for queue in self._queues.values())

    def __bool__(self) -> bool:
        return bool(self._queues)

    def __iter__(self) -> Iterator[PendingCall]:
        return (call for queue in self._queues.values() for call in queue.calls.values())

    @property
    def groups(self) -> list[Group]:
        """The groups that have calls."""
        return list(self._queues)

    @property
    def alone(self) -> list[Target]:
        """The targets of the groups that have one call."""
        return [group.target for group, queue in self._queues.items() if len(queue.calls) == 1]

    def add(self, call: PendingCall) -> GroupQueue:
        """Add a call to the queue of its group; returns that queue."""
        group = self.group_of(call)
        queue = self._queues.get(group)
        if queue is None:
            queue = self._queues[group] = GroupQueue(self._limits(group.target))
        queue.add(call)
        return queue

    def group_of(self, call: PendingCall) -> Group:
        """Return the group of a call: calls of one group may share a job."""
        known = (id(call.target), call.model)  # each account has one target, which its group keeps alive
        found = self._groups.get(known)
        if found is None:
            limits = self._limits(call.target)
            found = self._groups[known] = grouping.group_of(call.target, call.model, limits)
        return found

    def take(self, group: Group) -> list[PendingCall]:
        """Remove and return the calls of a group."""
        queue = self._queues.pop(group, None)
        return [] if queue is None else list(queue.calls.values())

    def take_all(self) -> list[PendingCall]:
        """Remove and return all calls."""
        taken = list(self)
        self._queues = {}
        return taken

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return one call; None if it is not queued."""
        for group, queue in self._queues.items():
            call = queue.take_one(key)
            if call is not None:
                if not queue.calls:
                    del self._queues[group]
                return call
        return None
