"""Reserve, spend, release: what a run may still spend follows from its jobs on disk, so no restart forgets it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from deferred import prices
from deferred.call import Answer, Target
from deferred.errors import UnknownPrice
from deferred.job import COLLECTED, Job, call_of
from deferred.settings import Settings


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


class Allowance:
    """The limit of a block inside another one: it holds for the calls made in it, on top of the outer limits."""

    def __init__(self, limit: Decimal) -> None:
        """`limit` is in US dollars."""
        self.limit = limit
        self._committed = Decimal(0)
        self._lock = threading.Lock()

    def take(self, bound: Decimal) -> bool:
        """Reserve the most that a call can cost; False when it does not fit."""
        with self._lock:
            fits = self._committed + bound <= self.limit
            if fits:
                self._committed += bound
            return fits

    def settle(self, bound: Decimal, cost: Decimal) -> None:
        """Replace a reservation by what the call did cost."""
        with self._lock:
            self._committed += cost - bound


@dataclass(slots=True)
class Tally:
    """What one model did in a session: calls answered by its jobs, tokens, dollars paid and dollars of live prices."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost: Decimal = Decimal(0)
    live_cost: Decimal = Decimal(0)
    unpriced: int = 0
    standard: int = 0

    @classmethod
    def of(
        cls,
        provider: str,
        model: str,
        answer: Answer,
        own_prices: Mapping[str, Any] | None,
        *,
        live: bool = False,
        base_url: str = "",
    ) -> Tally:
        """Count a row, or a live call. An unknown price counts as nothing, and the report names it."""
        told = prices.told(provider, answer)
        ordinary = prices.cost_of(provider, model, told, own_prices, live=True, base_url=base_url)
        batched = prices.cost_of(provider, model, told, own_prices, base_url=base_url)
        paid = ordinary if live else batched
        return cls(
            calls=1,
            input_tokens=told.usage.input_tokens,
            output_tokens=told.usage.output_tokens,
            cached_tokens=told.usage.cached_tokens,
            unpriced=int(paid is None),
            standard=int(paid is not None and not live and not prices.has_batch_price(provider, model, own_prices)),
            cost=paid or Decimal(0),
            live_cost=ordinary or Decimal(0),
        )

    def merge(self, other: Tally) -> None:
        """Count what another one has counted."""
        self.calls += other.calls
        self.input_tokens += other.input_tokens
        self.output_tokens += other.output_tokens
        self.cached_tokens += other.cached_tokens
        self.unpriced += other.unpriced
        self.standard += other.standard
        self.cost += other.cost
        self.live_cost += other.live_cost
