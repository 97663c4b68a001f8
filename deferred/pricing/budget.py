"""Reserve, spend, release: what a run may still spend follows from its jobs on disk, so no restart forgets it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol, TypeVar

from deferred.config.settings import Settings
from deferred.core.call import Target
from deferred.core.errors import UnknownPrice
from deferred.core.job import COLLECTED, Job, call_of
from deferred.pricing import prices


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


def spent(jobs: Iterable[Job], run: str) -> Decimal:
    """Give what the jobs of a run that are over did cost."""
    return sum((Decimal(job.spent) for job in jobs if job.run == run and job.state == COLLECTED), Decimal(0))


def most_of(job: Job, bodies: Iterable[bytes], settings: Settings) -> Decimal:
    """Give the most that a job can cost.

    Raises:
        UnknownPrice: that is not known of one of its calls.
    """
    target = Target(job.provider, job.base_url, job.endpoint, job.credential)
    most = Decimal(0)
    for body in bodies:
        if not body:
            message = (
                f"job {job.label} was planned without a limit, and the body of one of its calls was not kept, so it is "
                "not known what it may cost. Wait for it with `deferred collect`, and run the script again."
            )
            raise UnknownPrice(message)
        most += prices.bound(call_of(job, target, body), settings.prices, settings.max_input_tokens)
    return most


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
