"""A call and a job under way, and what a run has done so far: what the engine knows of them, without bodies."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from deferred.core.call import Answer, BodyRef, Call, Target
from deferred.core.errors import DeferredError
from deferred.core.job import NOT_KEPT, Job
from deferred.futures.future import Future
from deferred.pricing.nested_limit import NestedLimit
from deferred.pricing.usage import UsageTotals
from deferred.providers.base import Connection, message_of

_FREE = Decimal(0)
FIRST_POLL = 2.0  # seconds; the pause grows from there
QUEUED = {"validating", "pending", "queued"}  # the providers' words for a job that is not worked on yet
_LAST_WORDS = {400, 404, 413, 422}  # of the request itself: asked again, the provider says the same


class PendingCall:
    """One call, from its capture to its outcome, without its body and its answer: those are on disk."""

    # Flat, and not made of parts: a hundred thousand of them wait, and the collector of garbage visits each part.
    __slots__ = (
        "answer",
        "asked",
        "body",
        "bound",
        "digest",
        "error",
        "future",
        "key",
        "method",
        "model",
        "nested_limits",
        "resent",
        "target",
        "units",
        "where",
    )

    def __init__(self, key: str, digest: bytes, call: Call) -> None:
        """All calls that ask the same have one `digest`; each has a key of its own."""
        self.key, self.digest = key, digest
        self.target: Target = call.target
        self.model, self.method, self.where = call.model, call.method, call.where
        self.body: BodyRef | bytes | None = None  # bytes where it holds a credential, which is written to no file
        self.units = 1  # what the provider counts it as: embeddings count their inputs
        self.bound = _FREE  # dollars: the most that it can cost, where that was asked for
        self.resent = 0
        self.asked: Any = None  # the type that the SDK was asked to parse the reply as
        self.nested_limits: tuple[tuple[NestedLimit, Decimal], ...] = ()  # of the inner blocks that made it
        self.future: Future | None = None
        self.answer: Answer | None = None
        self.error: BaseException | None = None

    @property
    def size(self) -> int:
        """Bytes of the body."""
        if isinstance(self.body, BodyRef):
            return self.body.size
        return 0 if self.body is None else len(self.body)

    @property
    def body_ref(self) -> BodyRef:
        """Where the body is kept; NOT_KEPT for one that is in no file."""
        return self.body if isinstance(self.body, BodyRef) else NOT_KEPT

    @property
    def call(self) -> Call:
        """The call, without its body."""
        return Call(self.target, self.model, b"", self.method, self.where)

    def settle(self, answer: Answer) -> None:
        """Give the call its answer."""
        if self.future is not None:
            self.future.settle(answer)

    def settle_stored(self, answer: Answer) -> None:
        """Give the call an answer that is in the ledger."""
        if self.future is not None:
            self.future.settle_stored(answer)

    def fail(self, error: BaseException) -> None:
        """End the call with an error of our own."""
        if self.future is not None:
            self.future.fail(error)

    def note(self, future: Future) -> None:
        """Remember the outcome; a good answer's body is in the ledger, a failed call's future can raise its error."""
        self.error, answer = future.error, future.known_answer
        if answer is not None:
            self.answer = answer.without_body() if answer.ok else answer
        self.future = None if self.ok else future
        if isinstance(self.body, bytes):
            self.body = None

    def exception(self) -> Exception:
        """Return the error that touching the reply raises."""
        error = self.future.exception(0) if self.future is not None else None
        return error if isinstance(error, Exception) else DeferredError(self.cause())

    def cause(self) -> str:
        """Say in words why the call failed."""
        if self.error is not None:
            return str(self.error)
        return "" if self.answer is None else f"HTTP {self.answer.status}: {message_of(self.answer.body)}"

    @property
    def done(self) -> bool:
        """Whether there is an outcome."""
        return self.answer is not None or self.error is not None

    @property
    def is_answered(self) -> bool:
        """Whether the provider gave its last word on it; one that asks for patience (429, 5xx) is none."""
        return self.answer is not None and (self.answer.ok or self.answer.status in _LAST_WORDS)

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.answer is not None and self.answer.ok


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
    """Calls sent together: why, how many, the line that made most of them, whether tasks made them, and when."""

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

    def note(self, kind: str, words: str, done: int, now: float) -> bool:
        """Record an event; returns whether it tells anything new."""
        is_new = (kind, words, done) != (self.kind, self.words, self.done)
        self.kind, self.words, self.done, self.next_look = kind, words, max(done, self.done), None
        if kind == "running" and self.running_at is None and words.lower() not in QUEUED:
            self.running_at = now
        return is_new


@dataclass(slots=True)
class Submission:
    """What is known of sending a job.

    `tries` counts the tries that failed, `broken` those that something of the user's prevented; `refusals` are shared
    with the parts that the job was split into; `untaken_since` is when it was first not taken; `turned_away` says that
    the provider's queue had no room for it; `recorded` that the provider's id of it is on disk.
    """

    tries: int = 0
    broken: int = 0
    refusals: RefusalCount = field(default_factory=RefusalCount)
    untaken_since: float | None = None
    turned_away: bool = False
    recorded: bool = False


@dataclass(slots=True)
class Reconciliation:
    """What is known of a create without an answer.

    `doubt` is why its outcome is not known, `doubted_at` when it was sent, on a clock that is never set; `looks` counts
    the looks at the provider's list; `not_ours` are the batches that were looked at and belong to another job.
    """

    doubt: Exception | None = None
    doubted_at: float | None = None
    looks: int = 0
    not_ours: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Polling:
    """What is known of looking at a job.

    `interval` is the pause before the next look, `silent` says that the last look was not answered; `refused_since` is
    when looks began to be refused, and `refused_as_gone` whether that was as for a job that is not there.
    """

    interval: float = FIRST_POLL
    silent: bool = False
    refused_since: float | None = None
    refused_as_gone: bool = False


@dataclass(slots=True)
class Collection:
    """What came of a job: the keys whose row was read, what they used, and the calls that go again, or were cancelled.

    `again` are sent anew once this job is closed on disk, `late` are those that it was cancelled for; `reads` counts
    how often its results were read.
    """

    settled: set[str] = field(default_factory=set)
    totals: UsageTotals = field(default_factory=UsageTotals)
    again: list[PendingCall] = field(default_factory=list)
    late: list[PendingCall] = field(default_factory=list)
    reads: int = 0


class ActiveJob:
    """A job that this process drives or follows, and the calls that wait for it.

    `credential` is the connection's, which may be another than the one that made the job; `wave` what it was sent with;
    `cancelled` says why it is being cancelled; `given_up` that no call waits any more for a job that may still go on.
    """

    __slots__ = (
        "calls",
        "cancelled",
        "closing",
        "collection",
        "connection",
        "credential",
        "given_up",
        "job",
        "lock",
        "polling",
        "progress",
        "reason",
        "reconciliation",
        "submission",
        "wave",
    )

    def __init__(
        self, job: Job, connection: Connection, credential: str, calls: Iterable[PendingCall], reason: str
    ) -> None:
        """Begin to drive or follow a job; `reason` says why it is sent."""
        self.job, self.connection, self.credential, self.reason = job, connection, credential, reason
        self.calls = {call.key: call for call in calls}
        self.wave: Wave | None = None
        self.cancelled = ""
        self.given_up = self.closing = False
        self.progress = JobProgress()
        self.submission, self.reconciliation = Submission(), Reconciliation()
        self.polling, self.collection = Polling(), Collection()
        self.lock = threading.Lock()  # a call may be attaching itself while the job ends

    @property
    def unanswered(self) -> list[PendingCall]:
        """The calls whose row was not read yet."""
        return [call for key, call in list(self.calls.items()) if key not in self.collection.settled]

    @property
    def waiting(self) -> list[PendingCall]:
        """The calls that have no outcome yet, those that are to go out again included."""
        return [call for call in list(self.calls.values()) if call.future is not None and not call.future.is_over]

    @property
    def is_undecided(self) -> bool:
        """Whether the provider has neither begun to work on it nor refused it."""
        return self.progress.running_at is None and not (self.submission.turned_away or self.closing)

    def attach(self, call: PendingCall) -> bool:
        """Let a call wait for this job; False where its row was read already."""
        with self.lock:
            if self.closing or call.key in self.collection.settled:
                return False
            self.calls[call.key] = call
            return True

    def take_row(self, key: str) -> PendingCall | None:
        """Mark a row as read; returns the call that waits for it, or None."""
        with self.lock:
            call = None if key in self.collection.settled else self.calls.get(key)
            self.collection.settled.add(key)
        return call

    def shut(self) -> list[PendingCall]:
        """Let no further call join the job; returns those whose row was not read."""
        with self.lock:
            self.closing = True
            return self.unanswered

    def forget_calls(self) -> None:
        """Let go of all calls: reports need only the job."""
        with self.lock:
            self.closing = True
            self.calls, self.collection.settled, self.collection.again = {}, set(), []

    def most_of(self, key: str) -> Decimal:
        """Return what was reserved for a call: of one that was not made again, the most that it can have been."""
        call = self.calls.get(key)
        return Decimal(self.job.reserved) if call is None else call.bound


@dataclass
class RunStats:
    """What the sessions of one run have done so far, for reports.

    Attributes:
        jobs: every job that this process has driven.
        waves: calls sent together, in order.
        bounds: pools and semaphores seen at work, by the number that they let through at a time.
        totals: what was used, by model.
        live_calls: a line for each call sent as an ordinary one.
        found_again: calls that were answered, or bought, before.
        spent_before: dollars that earlier processes of the run have spent.
    """

    jobs: list[ActiveJob] = field(default_factory=list)
    waves: list[Wave] = field(default_factory=list)
    bounds: dict[int, str] = field(default_factory=dict)
    totals: defaultdict[str, UsageTotals] = field(default_factory=lambda: defaultdict(UsageTotals))
    live_calls: list[str] = field(default_factory=list)
    found_again: int = 0
    spent_before: Decimal = Decimal(0)


@dataclass
class BlockStats:
    """What one block has done so far.

    Attributes:
        name: the run's name.
        began_at: when the block was entered, in seconds since the epoch; `left_at` when it was left.
        cost_limit: the block's own limit in dollars.
        run: what the run has done, inner and outer blocks together.
        calls: the calls made in the block, in order.
        unanswered: how many of them have no outcome yet.
    """

    name: str
    began_at: float
    cost_limit: Decimal | None
    run: RunStats
    calls: list[PendingCall] = field(default_factory=list)
    unanswered: int = 0
    left_at: float | None = None

    @property
    def has_all_answers(self) -> bool:
        """Whether the provider has answered every call, be it with a refusal: nothing is left to go on with."""
        return all(call.is_answered for call in self.calls)

    def elapsed(self, now: float) -> float:
        """Return the seconds from entering the block to leaving it, or to now."""
        return (self.left_at or now) - self.began_at
