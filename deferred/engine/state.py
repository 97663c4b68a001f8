"""The engine's state: pending calls, jobs, and statistics of runs and blocks; bodies are on disk."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from deferred.core.call import Answer, BodyRef, Call, Target
from deferred.core.errors import DeferredError
from deferred.core.job import NOT_KEPT, Job
from deferred.core.pending import Pending
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, Kind
from deferred.futures.future import Future
from deferred.pricing.nested_limit import NestedLimit
from deferred.pricing.usage import UsageTotals
from deferred.providers.base import Connection, message_of

_FREE = Decimal(0)
FIRST_POLL = 2.0  # seconds; the pause grows from there
QUEUED = {"validating", "pending", "queued"}  # the providers' names for a job that has not begun to run
_LAST_WORDS = {400, 404, 413, 422}  # faults of the request itself: sent again, it is refused again


class PendingCall:
    """One pending call, from its capture to its outcome; its body and its answer are on disk."""

    # One flat object: a hundred thousand calls may wait, and the garbage collector visits every part of each.
    __slots__ = (
        "asked",
        "body",
        "bound",
        "digest",
        "future",
        "key",
        "method",
        "model",
        "nested_limits",
        "outcome",
        "resent",
        "route",
        "target",
        "units",
        "where",
    )

    def __init__(self, key: str, digest: bytes, call: Call) -> None:
        """Equal calls share one `digest`; each call has its own key."""
        self.key, self.digest = key, digest
        self.target: Target = call.target
        self.model, self.method, self.where = call.model, call.method, call.where
        self.body: BodyRef | bytes | None = None  # bytes if it holds a credential, which is never written to a file
        self.units = 1  # requests as the provider counts them: embeddings count their inputs
        self.bound = _FREE  # dollars: the most that it can cost, if that was computed
        self.resent = 0
        self.route = BATCH  # by which it is sent, or was sent
        self.asked: Any = None  # the type that the SDK was asked to parse the reply as
        self.nested_limits: tuple[tuple[NestedLimit, Decimal], ...] = ()  # of the inner blocks that made it
        self.future: Future | None = None
        self.outcome: Answer | BaseException | None = None

    @property
    def answer(self) -> Answer | None:
        """The answer, if there is one."""
        return self.outcome if isinstance(self.outcome, Answer) else None

    @property
    def error(self) -> BaseException | None:
        """The error of `deferred` that ended the call, if one did."""
        return self.outcome if isinstance(self.outcome, BaseException) else None

    @property
    def is_anothers(self) -> bool:
        """Whether another process made it: only its answer is needed, in the ledger."""
        return self.future is None and not self.done

    @property
    def size(self) -> int:
        """Bytes of the body."""
        if isinstance(self.body, BodyRef):
            return self.body.size
        return 0 if self.body is None else len(self.body)

    @property
    def body_ref(self) -> BodyRef:
        """Where the body is stored; NOT_KEPT if it is in no file."""
        return self.body if isinstance(self.body, BodyRef) else NOT_KEPT

    @property
    def call(self) -> Call:
        """The call, without its body."""
        return Call(self.target, self.model, b"", self.method, self.where)

    def lacks_route(self, status: int, body: bytes) -> bool:
        """Whether a refusal is of the route, which was chosen for the call and is not named by its request."""
        is_chosen = self.route.kind in {Kind.FLEX, Kind.BACKGROUND} and not self.route.is_asked
        return is_chosen and profile_of(self.target.provider).routes.is_unsupported(status, body)

    def settle(self, answer: Answer) -> None:
        """Give the call its answer."""
        if self.future is not None:
            self.future.settle(answer)

    def settle_stored(self, answer: Answer) -> None:
        """Give the call an answer that the ledger has."""
        if self.future is not None:
            self.future.settle_stored(answer)

    def fail(self, error: BaseException) -> None:
        """End the call with an error of `deferred`."""
        if self.future is not None:
            self.future.fail(error)

    def note(self, future: Future) -> None:
        """Keep the outcome without the body: the ledger has good answers, a failed call's future has its error."""
        answer = future.known_answer
        self.outcome = future.error
        if answer is not None:
            self.outcome = answer.without_body() if answer.ok else answer
        self.future = None if self.ok else future
        if isinstance(self.body, bytes):
            self.body = None

    def exception(self) -> Exception:
        """Return the error that reading the reply raises."""
        error = self.future.exception(0) if self.future is not None else None
        return error if isinstance(error, Exception) else DeferredError(self.cause())

    def cause(self) -> str:
        """Describe why the call failed."""
        if self.error is not None:
            return str(self.error)
        return "" if self.answer is None else f"HTTP {self.answer.status}: {message_of(self.answer.body)}"

    @property
    def done(self) -> bool:
        """Whether there is an outcome."""
        return self.outcome is not None

    @property
    def failed(self) -> bool:
        """Whether it has an outcome, and no good answer; one that the next process waits for has none yet."""
        return self.done and not self.ok and not isinstance(self.outcome, Pending)

    @property
    def is_answered(self) -> bool:
        """Whether the provider's answer is final; a 429 or 5xx is not."""
        return self.answer is not None and (self.answer.ok or self.answer.status in _LAST_WORDS)

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.answer is not None and self.answer.ok


@dataclass(slots=True)
class RefusalCount:
    """The number of rows of one original job that were refused one by one; -1 once any part was accepted."""

    refused: int = 0

    def add(self, count: int) -> None:
        """Count refusals, as long as no part was accepted."""
        if self.refused >= 0:
            self.refused += count


@dataclass(slots=True, eq=False)
class Wave:
    """Calls sent together: the reason, their number, their main call site, whether tasks made them, and the time."""

    reason: str
    calls: int
    line: str
    by_tasks: bool
    at: float


@dataclass(slots=True)
class JobProgress:
    """The progress of a job as last reported by the provider, for displays and reports.

    `kind` and `words` are those of the last event, `next_look` is the time of the next poll, `running_at` when the
    job was first seen to run, and `has_ended` whether its end was told. The calls of a job are dropped when it is over;
    their `models` stay here.
    """

    kind: str = ""
    words: str = ""
    done: int = 0
    next_look: float | None = None
    running_at: float | None = None
    has_ended: bool = False
    models: tuple[str, ...] = ()

    def note(self, kind: str, words: str, done: int, now: float) -> bool:
        """Record an event; returns whether it changes anything."""
        is_new = (kind, words, done) != (self.kind, self.words, self.done)
        self.kind, self.words, self.done, self.next_look = kind, words, max(done, self.done), None
        self.has_ended = self.has_ended or kind == "ended"
        if kind == "running" and self.running_at is None and words.lower() not in QUEUED:
            self.running_at = now
        return is_new


@dataclass(slots=True)
class Submission:
    """The state of sending a job.

    `tries` counts failed tries, `broken` those that the user's own code prevented; `refusals` are shared
    with the parts that the job was split into; `untaken_since` is when it was first refused; `turned_away` tells
    that the provider's queue was full; `recorded` tells that the provider's id of it is on disk.
    """

    tries: int = 0
    broken: int = 0
    refusals: RefusalCount = field(default_factory=RefusalCount)
    untaken_since: float | None = None
    turned_away: bool = False
    recorded: bool = False


@dataclass(slots=True)
class Reconciliation:
    """The state of a create without an answer.

    `doubt` is why its outcome is unknown, `doubted_at` when it was sent, on the monotonic clock; `looks` counts
    the searches of the provider's list; `not_ours` are batches that were checked and belong to another job, `may_be` is
    one of which that is known only when it has ended.
    """

    doubt: Exception | None = None
    doubted_at: float | None = None
    looks: int = 0
    not_ours: set[str] = field(default_factory=set)
    may_be: str = ""


@dataclass(slots=True)
class Polling:
    """The state of polling a job.

    `interval` is the pause before the next poll, `silent` tells that the last poll got no answer; `refused_since` is
    when polls began to be refused, and `refused_as_gone` whether the provider said that it has no such job. `was_seen`
    tells that this process has created, polled or tried to adopt the job, `is_under_way` that a poll runs now, and
    `is_by_others` that another process drives the job. `seen` is what was last told of it, since `seen_since`. `due`
    is the poll that is scheduled, and `reported_at` when a webhook event last named the job. `cancel_failed` tells that
    the provider did not take the last request to cancel the job.
    """

    interval: float = FIRST_POLL
    silent: bool = False
    cancel_failed: bool = False
    refused_since: float | None = None
    refused_as_gone: bool = False
    was_seen: bool = False
    is_under_way: bool = False
    is_by_others: bool = False
    seen: tuple[str, int, int] | None = None
    seen_since: float = 0.0
    due: Callable[[], None] | None = None
    reported_at: float = -math.inf

    @property
    def was_reported(self) -> bool:
        """Whether a webhook event has named the job."""
        return self.reported_at > -math.inf


@dataclass(slots=True)
class Collection:
    """The state of collecting a job: the keys whose row was read, their usage, and calls to send again or cancelled.

    `again` are sent again once this job is closed on disk, `late` are the calls without an answer after a
    cancellation; `reads` counts how often its results were read. `kept` counts the rows that the last read has kept as
    they came, `unnamed` the rows of it that belong to no call, and `unclear` the calls whose row has an unknown shape.
    `places` are the files of results.
    """

    settled: set[str] = field(default_factory=set)
    totals: UsageTotals = field(default_factory=UsageTotals)
    again: list[PendingCall] = field(default_factory=list)
    late: list[PendingCall] = field(default_factory=list)
    reads: int = 0
    kept: int = 0
    unnamed: int = 0
    unclear: int = 0
    places: tuple[str, ...] = ()


class ActiveJob:
    """A job that this process drives or follows, and its calls.

    `credential` is the connection's, perhaps not the one that created the job; `wave` is the wave it was sent with;
    `cancelled` is why it is being cancelled; `given_up` tells that no call waits for a job that may still go on.
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
        """Begin to drive or follow a job; `reason` is why it is sent."""
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
    def is_awaited(self) -> bool:
        """Whether one of its calls is the script's; calls that were sent ahead may never be."""
        return any(call.future is None or not call.future.is_ahead for call in list(self.calls.values()))

    @property
    def unanswered(self) -> list[PendingCall]:
        """The calls without a row so far."""
        return [call for key, call in list(self.calls.items()) if key not in self.collection.settled]

    @property
    def waiting(self) -> list[PendingCall]:
        """The calls without an outcome, calls that will be sent again included."""
        return [call for call in list(self.calls.values()) if call.future is not None and not call.future.is_over]

    @property
    def is_undecided(self) -> bool:
        """Whether the provider has neither begun to run the job nor refused it."""
        return self.progress.running_at is None and not (self.submission.turned_away or self.closing)

    def attach(self, call: PendingCall) -> bool:
        """Attach a call to this job; False if its row was read already."""
        with self.lock:
            if self.closing or call.key in self.collection.settled:
                return False
            self.calls[call.key] = call
            return True

    def take_row(self, key: str) -> PendingCall | None:
        """Mark a row as read; returns its waiting call, or None."""
        with self.lock:
            call = None if key in self.collection.settled else self.calls.get(key)
            self.collection.settled.add(key)
        return call

    def shut(self) -> list[PendingCall]:
        """Attach no further call; returns the calls without a row."""
        with self.lock:
            self.closing = True
            return self.unanswered

    def forget_calls(self) -> None:
        """Drop all calls: reports need only the job."""
        with self.lock:
            self.closing = True
            self.calls, self.collection.settled, self.collection.again = {}, set(), []

    def most_of(self, key: str) -> Decimal:
        """Return what was reserved for a call; for a call that was not made again, an upper bound."""
        call = self.calls.get(key)
        return Decimal(self.job.reserved) if call is None else call.bound
