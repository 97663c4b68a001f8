"""Call pool: calls of the processes of a run that wait for one job together. A part of a ledger of many hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

LARGEST = 16 << 20  # bytes of a body: what is larger does not wait in the pool


class PooledCall(NamedTuple):
    """A call that waits for others of its group. `units` is what the provider counts it as; `group` is a name.

    `row` is what `deferred.tag(row=...)` named it by.
    """

    key: str
    group: str
    units: int
    body: bytes
    tags: Mapping[str, str] = {}
    row: int | str | None = None


class Backlog(NamedTuple):
    """The calls of a group that wait: their number, units and bytes, and the seconds since the first and the last."""

    calls: int
    units: int
    size: int
    oldest: float
    newest: float


class CallPool(Protocol):
    """Calls of the processes of a run that wait for one job together. Each belongs to the process that has put it."""

    def put(self, run: str, calls: Iterable[PooledCall]) -> None:
        """Let calls wait; those that wait already stay as they are."""

    def standing(self, run: str, keys: Sequence[str]) -> dict[str, float | None]:
        """Map those of these keys that wait to the seconds since they were put; None for one that was given back."""

    def backlog(self, run: str, group: str) -> Backlog:
        """Count the calls of a group that wait."""

    def read(self, run: str, group: str) -> Iterator[PooledCall]:
        """Read calls of a group, the oldest first; those that cannot be read are given back.

        They wait on. `JobTable.plan` removes those that the job has, or others have, and leaves out those that have
        been withdrawn meanwhile.
        """

    def give_back(self, run: str, keys: Sequence[str]) -> None:
        """Give calls back to those who have put them, to be sent without the pool."""

    def withdraw(self, run: str, keys: Sequence[str]) -> set[str]:
        """Remove calls that no job has; returns those, which nobody buys any more."""

    def remove_unused(self) -> int:
        """Remove the calls of runs in which no process is; returns their number."""
