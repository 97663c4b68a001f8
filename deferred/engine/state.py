"""A call and a job under way: what the engine and the driver know of them, without bodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from deferred.core.errors import DeferredError
from deferred.core.grouping import Group
from deferred.core.job import Job
from deferred.engine.events import Kind
from deferred.futures.future import Future
from deferred.pricing.usage import UsageTotals
from deferred.providers.base import Connection

QUEUED = {"validating", "pending", "queued"}  # the providers' words for a job that nobody works on yet


@dataclass(slots=True, eq=False)
class PendingCall:
    """A call on its way. `body` is kept only where it holds a credential, which must not be written to disk.

    `counted` is its input as the provider counts it, where it was asked.
    """

    key: str
    group: Group
    size: int
    units: int
    place: tuple[int, int]
    future: Future
    model: str
    method: str
    where: str
    bound: Decimal = Decimal(0)
    body: bytes | None = None
    resent: int = 0
    counted: int | None = None


@dataclass(slots=True)
class RefusalCount:
    """How many rows of one original job were refused one by one; -1 once any part of it was accepted."""

    refused: int = 0

    def add(self, count: int) -> None:
        """Count refusals, as long as no part was accepted."""
        if self.refused >= 0:
            self.refused += count


@dataclass(slots=True, eq=False)
class Wave:
    """A wave as it goes out: why, how many calls, the line that made most of them, and when."""

    reason: str
    calls: int
    line: str
    by_tasks: bool
    at: float


@dataclass(slots=True)
class JobProgress:
    """What was last seen of a job at the provider, and what is known of it besides, for those who watch.

    `kind` and `words` are those of the last event, `next_look` is when the engine looks again, and `running_at` when
    the job was first seen to be worked on. The calls of a job are let go when it is over; their `models` stay here.
    """

    kind: str = ""
    words: str = ""
    done: int = 0
    next_look: float | None = None
    running_at: float | None = None
    models: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class ActiveJob:
    """A job that this process drives, with the calls that wait for it.

    `credential` is the connection's, which may be another than the one that made the job; `wave` what it went out with;
    `recorded` says that the provider's id of the job is on disk; `given_up` that nobody waits any more for a job that
    may still go on; `doubted_at` when, on a clock that nobody sets, its creation was sent without an answer;
    `doubt` is why it is not known whether it was created; `untaken_since` when it was first not taken;
    `turned_away` that the provider's queue had no room for it; `broken` counts the tries that something of the user's
    prevented;
    `settled` holds the keys whose row was read; `again` the calls that go out anew once this job is closed on disk,
    `late` those that it was cancelled for.
    """

    job: Job
    connection: Connection
    items: dict[str, PendingCall]
    reason: str
    interval: float
    credential: str
    wave: Wave | None = None
    blame: RefusalCount = field(default_factory=RefusalCount)
    settled: set[str] = field(default_factory=set)
    again: list[PendingCall] = field(default_factory=list)
    late: list[PendingCall] = field(default_factory=list)
    seen: JobProgress = field(default_factory=JobProgress)
    tally: UsageTotals = field(default_factory=UsageTotals)
    not_ours: set[str] = field(default_factory=set)
    cancelling: str = ""
    silent: bool = False
    recorded: bool = False
    given_up: bool = False
    turned_away: bool = False
    closing: bool = False
    looks: int = 0
    tries: int = 0
    broken: int = 0
    reads: int = 0
    refused_since: float | None = None
    untaken_since: float | None = None
    doubt: Exception | None = None
    doubted_at: float | None = None
    refused_as_gone: bool = False

    @property
    def unanswered(self) -> list[PendingCall]:
        """The calls whose row was not read yet."""
        return [item for key, item in self.items.items() if key not in self.settled]

    @property
    def is_undecided(self) -> bool:
        """Whether the provider has neither begun to work on it nor refused it."""
        return self.seen.running_at is None and not (self.turned_away or self.closing)

    @property
    def waiting(self) -> list[PendingCall]:
        """The calls that have no outcome yet, those that are to go out again included."""
        return [item for item in self.items.values() if not item.future.is_over]

    def most_of(self, key: str) -> Decimal:
        """Give what was reserved for a call: of one that nobody has made again, the most that it can have been."""
        item = self.items.get(key)
        return Decimal(self.job.reserved) if item is None else item.bound

    def is_news(self, kind: str, words: str, done: int, now: float) -> bool:
        """Take note of an event; says whether it tells anything new."""
        seen = self.seen
        is_new = (kind, words, done) != (seen.kind, seen.words, seen.done)
        seen.kind, seen.words, seen.done, seen.next_look = kind, words, max(done, seen.done), None
        if kind == "running" and seen.running_at is None and words.lower() not in QUEUED:
            seen.running_at = now
        if not seen.models:
            seen.models = tuple(sorted({item.model for item in list(self.items.values())}))
        return is_new


class Office(Protocol):
    """What the driver of a job needs of the engine."""

    def now(self) -> float:
        """Seconds since the epoch."""

    def ticks(self) -> float:
        """Seconds of a clock that is never set."""

    def after(self, seconds: float, step: Callable[[], None]) -> None:
        """Run a step later, on a thread for transfers."""

    def tell(self, kind: Kind, running: ActiveJob, words: str = "", done: int = 0) -> None:
        """Say what happened to a job."""

    def past_deadline(self) -> bool:
        """Whether the run's time is over."""

    def others_running(self, running: ActiveJob) -> bool:
        """Whether the provider has other jobs of this session in the same queue."""

    def turned_away(self, running: ActiveJob, seconds: float) -> None:
        """Let no job into a full queue for so long, unless one that is in it ends."""

    def count(self, running: ActiveJob, answers: list[tuple[str, Any]]) -> Decimal:
        """Count good rows, and give what they cost."""

    def take_row(self, running: ActiveJob, key: str) -> PendingCall | None:
        """Mark a row as read; gives the call that waits for it, or None."""

    def shut(self, running: ActiveJob) -> list[PendingCall]:
        """Let no further call join the job; gives those whose row was not read."""

    def give_up(self, item: PendingCall, error: DeferredError) -> None:
        """End a call that is in no job any more because of a cancellation, or send it live."""

    def release(self, running: ActiveJob, again: list[list[PendingCall]]) -> None:
        """Forget a job that is closed on disk; each list of `again` goes out as a job of its own."""
