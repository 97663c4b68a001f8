"""Reserve, spend, release: what a run may still spend follows from its jobs on disk, so no restart forgets it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from deferred import prices
from deferred.call import Answer
from deferred.job import COLLECTED, Job


class Bounded(Protocol):
    """Anything with the most it can cost."""

    @property
    def bound(self) -> Decimal:
        """US dollars."""


T = TypeVar("T", bound=Bounded)


def committed(jobs: Iterable[Job], run: str) -> Decimal:
    """Give what a run has spent or reserved: a job counts as reserved until its rows are in."""
    return sum(
        (Decimal(job.spent if job.state == COLLECTED else job.reserved) for job in jobs if job.run == run),
        Decimal(0),
    )


def admit(items: list[T], room: Decimal) -> tuple[list[T], list[T]]:
    """Let in, in order, what fits into `room` dollars; gives those let in and those that must wait."""
    admitted: list[T] = []
    waiting: list[T] = []
    for item in items:
        if item.bound <= room:
            admitted.append(item)
            room -= item.bound
        else:
            waiting.append(item)
    return admitted, waiting


def cost(job: Job, answer: Answer, own_prices: Mapping[str, Any] | None) -> Decimal:
    """Give what a row of a job cost; a price that is not known counts as nothing, and the report names it."""
    return prices.cost(job.provider, job.model, answer, own_prices) or Decimal(0)
