"""Grouping: the calls that may share a job, and the limits of a job. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol, TypeVar

from deferred.core.call import Target


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one job of a provider; `row_bytes` is what a row adds to its body.

    `units` is the limit of what the provider counts instead of requests: OpenAI counts the inputs of embeddings. `body`
    is the limit of one body in bytes.
    """

    requests: int
    bytes: int
    row_bytes: int
    one_model: bool
    parallel: int | None = None
    units: int | None = None
    body: int | None = None

    def at_most(self, requests: int | None) -> Limits:
        """Return these limits with the user's lower number of requests, if there is one."""
        if requests is None or requests >= self.requests:
            return self
        return replace(self, requests=requests)

    def holds(self, count: int, units: int, size: int) -> bool:
        """Whether this many requests, units and bytes of bodies are within these limits."""
        fits = count <= self.requests and size + count * self.row_bytes <= self.bytes
        return fits and (self.units is None or units <= self.units)


@dataclass(frozen=True, slots=True)
class Group:
    """What the calls of one job share; `model` is empty if a job may mix models."""

    target: Target
    model: str
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Compute the hash once: every call looks up its group several times, and a target has many parts."""
        object.__setattr__(self, "_hash", hash((self.target, self.model)))

    def __hash__(self) -> int:
        """Return the stored hash."""
        return self._hash


class Sized(Protocol):
    """An object with the size of its body in bytes, and its number of units."""

    @property
    def size(self) -> int:
        """Bytes of the body."""

    @property
    def units(self) -> int:
        """The number of requests, or of embedding inputs, that it counts as."""


T = TypeVar("T", bound=Sized)
E = TypeVar("E")


def group_of(target: Target, model: str, limits: Limits) -> Group:
    """Return the group of a call."""
    return Group(target, model if limits.one_model else "")


def fits_alone(size: int, limits: Limits) -> bool:
    """Whether a body of `size` bytes can be in a job at all."""
    return size + limits.row_bytes <= min(limits.bytes, limits.body or limits.bytes)


def cut(items: Sequence[T], limits: Limits) -> Iterator[list[T]]:
    """Split items, in order, into the fewest jobs within the provider's limits of count and bytes."""
    chunk: list[T] = []
    units = size = 0
    for item in items:
        if chunk and not limits.holds(len(chunk) + 1, units + item.units, size + item.size):
            yield chunk
            chunk, units, size = [], 0, 0
        chunk.append(item)
        units += item.units
        size += item.size
    if chunk:
        yield chunk


def is_full(count: int, units: int, size: int, limits: Limits) -> bool:
    """Whether a group fills a job, so that it need not wait for more calls."""
    return not limits.holds(count + 1, units + 1, size + 1)


def halves(items: Sequence[T]) -> list[list[T]]:
    """Split items in two, to find the bad row of a job."""
    middle = len(items) // 2
    return [list(items[:middle]), list(items[middle:])]


def in_groups(items: Iterable[E], size: int) -> Iterator[list[E]]:
    """Yield items in lists of this size; the last one may be shorter."""
    source = iter(items)
    while group := list(islice(source, size)):
        yield group
