"""Ledger: the record of what runs have bought and are buying. Each method is atomic.

A ledger has seven parts: runs, answers, jobs, pages, live calls, claims and bodies. Every implementation passes
`tests/unit/storage/contract.py`. Errors of a disk or a database are raised as LedgerError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from deferred.core.call import Answer, BodyRef
from deferred.core.caps import Caps
from deferred.core.job import Job
from deferred.storage.call_pool import CallPool
from deferred.storage.pages import Pages


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as it is stored.

    Attributes:
        id: the id that is stored with each of its jobs.
        name: the name that users see.
        began_at: seconds since the epoch; its time limit counts from then.
        is_over: whether every call of it has its answer.
        versions: the SDKs that its first process used.
    """

    id: str
    name: str
    began_at: float
    is_over: bool = False
    versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """The membership of one process in a run.

    Attributes:
        run: the run that it joined.
        member: the name of its membership; empty if nothing was written.
        is_new: whether it began the run.
        is_first: whether no other live process was in the run when it joined.
        is_part: whether it never ends the run.
    """

    run: RunRow
    member: str
    is_new: bool
    is_first: bool
    is_part: bool = False


class Money(NamedTuple):
    """What a run has spent or reserved (`committed`), and spent, in dollars."""

    committed: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Draft:
    """A job that is about to be planned, with the most that each of its calls can cost.

    `reuse` tells that stored answers are used instead of buying anew, `resend` that calls are bought again which were
    sent live and never answered; `bounds` is empty without caps. `pooled` are the calls that come from the
    pool: those that are not in it any more are not bought.
    """

    job: Job
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    reuse: bool = True
    resend: bool = False
    pooled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Planned:
    """The outcome of planning a draft, by key of its calls.

    Attributes:
        taken: the calls that the job has now; if there are none, no job was written.
        stored: calls whose answers are in the ledger.
        owned: calls that an open job has, with its nonce.
        live: calls that another process is sending live now.
        lost: calls that were sent live, and whose answer never came.
        waiting: calls for which too little is left under the caps.
    """

    taken: tuple[str, ...] = ()
    stored: frozenset[str] = frozenset()
    owned: Mapping[str, str] = field(default_factory=dict)
    live: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    waiting: tuple[str, ...] = ()


class Entered(NamedTuple):
    """The outcome of entering a live call: one of these holds, or the call may be sent.

    `nonce` is the nonce of the open job that has the call; `is_live` tells that another process is sending it now, and
    `is_lost` that it was sent live before, and its answer never came.
    """

    nonce: str = ""
    is_live: bool = False
    is_lost: bool = False
    is_stored: bool = False
    is_too_dear: bool = False

    @property
    def may_be_sent(self) -> bool:
        """Whether the call was entered, so that this process must send it."""
        return not (self.nonce or self.is_live or self.is_lost or self.is_stored or self.is_too_dear)


class RunTable(Protocol):
    """Runs, the processes in them, and their money: one row for each run."""

    def open(
        self, name: str, versions: Mapping[str, str], *, fresh: bool = False, part: bool = False, write: bool = True
    ) -> Membership:
        """Join the unfinished run of a name, or begin one; `fresh` ends the unfinished run and begins another.

        A `part` joins a run and never ends it. Without `write` nothing is written, so a new run is not recorded.
        """

    def leave(self, membership: Membership, *, complete: bool) -> bool:
        """Leave a run; end it if this was the last process in it and no call of any process is unanswered.

        Returns whether the run is over now. `complete` says that every call of this process has its answer.
        """

    def money(self, run: str) -> Money:
        """Return what the jobs of a run cost so far."""

    def committed_since(self, at: float) -> Decimal:
        """Return what all jobs planned since a time, also forgotten ones, have spent, or reserved while open."""

    def all(self) -> list[RunRow]:
        """Return all runs, oldest first."""

    def add_found(self, name: str, keys: Sequence[str]) -> None:
        """Record that the runs of a name have these answers too, which they found stored."""

    def found(self, name: str) -> set[str]:
        """Return the keys of answers that runs of a name found stored, and that none of their jobs has."""


class AnswerTable(Protocol):
    """Answers by key. Storing a key again replaces its answer: a fresh run buys anew."""

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which keys have an answer, as of the last `sync`; an answer that was cleared since cannot be read."""

    def sync(self) -> None:
        """Read which answers other processes have stored."""

    def get(self, key: str) -> Answer | None:
        """Return a stored answer."""

    def stored(self, keys: Sequence[str]) -> set[str]:
        """Return which keys have an answer now."""

    def some(self, keys: Sequence[str]) -> dict[str, Answer]:
        """Return the stored answers of some calls, all at once."""

    def store(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers, in transactions that lock the database only briefly; storing again is harmless."""

    def count(self) -> int:
        """Count the stored answers."""


class JobTable(Protocol):
    """Jobs, their rows, and the keys that each open job owns.

    Where claims can be lost, what writes a job raises ClaimLost once another process has it.
    """

    def plan(self, draft: Draft, caps: Caps) -> Planned:
        """Take the calls that no other job has, reserve their money, write the job and claim it, in one transaction."""

    def attempt(self, job: Job) -> None:
        """Record that the create is about to be sent; from then on its outcome is unknown."""

    def unattempt(self, job: Job) -> None:
        """Record that the provider certainly created nothing."""

    def record(self, job: Job, batch_id: str) -> None:
        """Record the provider's id of the job."""

    def save(self, job: Job) -> None:
        """Record the state of a job, while it is open."""

    def close(self, job: Job, *, lost: bool = False) -> bool:
        """Record that a job is collected: its reservation is replaced by what was spent, and its keys are freed.

        Returns False if the job was closed already. The claim is released. A job is `lost` whose create got no answer
        and that cannot be found: its calls count as sent live and never answered, so they are not bought again.
        """

    def bound(self, nonce: str, most: Decimal) -> None:
        """Reserve money for a job that was planned without caps."""

    def adopt(self, nonce: str) -> Job | None:
        """Claim an open job whose process has ended; returns it with its rows, None if it is closed or still driven."""

    def let_go(self, nonce: str) -> None:
        """Release the claim on a job, which stays open."""

    def get(self, nonce: str, *, rows: bool = False) -> Job | None:
        """Return one job, with its rows on request."""

    def names_rows(self, nonce: str) -> bool:
        """Whether `deferred.tag(row=...)` named any call of a job."""

    def all(self, *, run: str | None = None, open_only: bool = False) -> list[Job]:
        """Return jobs without their rows, oldest first."""

    def owners(self, keys: Sequence[str] | None = None) -> dict[str, str]:
        """Map the keys of open jobs to the jobs' nonces: these keys, or all, unless a large ledger has too many.

        What is not named here `plan` still finds.
        """

    def batch_ids(self) -> set[str]:
        """Return the provider's ids of all jobs."""

    def with_leftovers(self) -> list[Job]:
        """Return the closed jobs of which something is still to be deleted at the provider."""

    def clear_leftovers(self, nonce: str) -> None:
        """Record that nothing of a closed job is left at the provider."""

    def keep_rows(self, nonce: str, first: int, rows: Sequence[bytes]) -> None:
        """Keep results of a job as they came (JSON), numbered from `first`; those kept from there on are replaced."""

    def kept_rows(self, nonce: str) -> list[bytes]:
        """Return the results of a job that were kept as they came."""

    def add(self, job: Job) -> None:
        """Record an ended job that was found at the provider."""

    def forget(self, jobs: Sequence[Job]) -> None:
        """Remove closed jobs and their answers, not what they cost; `BodyStore.remove_unused` removes their bodies."""


class LiveTable(Protocol):
    """Live calls: the most that each can cost counts as spent before it is sent."""

    def enter(self, job: Job, most: Decimal, caps: Caps, *, reuse: bool = True, resend: bool = False) -> Entered:
        """Record a live call as a job of one call, or of none without a key; its bound counts in full from now on.

        `resend` allows a call that was sent live before, and whose answer never came.
        """

    def settle(self, job: Job, spent: Decimal) -> None:
        """Replace the bound by what the call did cost."""

    def leave(self, job: Job, *, lost: bool = False) -> None:
        """Record that this process no longer sends the call, so that others may; `lost`: it may have been answered."""


class Claims(Protocol):
    """Names that one process at a time can claim; a claim ends with its process."""

    def hold(self, name: str) -> bool:
        """Claim a name; False if it is claimed already."""

    def release(self, name: str) -> None:
        """Release a claim."""

    def held_by_others(self, prefix: str = "") -> set[str]:
        """Return the names with this prefix, without it, that other live processes have claimed."""

    def are_sure(self, nonce: str) -> bool:
        """Whether this process surely has the claim on a job now, by its own clock; asked before money is spent."""


class Spool(Protocol):
    """Request bodies of one process, written as they arrive, so that they do not stay in memory."""

    @property
    def name(self) -> str:
        """The name by which jobs refer to it."""

    def add(self, body: bytes) -> BodyRef:
        """Append a body."""

    def flush(self) -> None:
        """Make the added bodies readable for other processes."""

    def read(self, ref: BodyRef) -> bytes:
        """Read a body."""

    def keep(self) -> None:
        """Keep the bodies after the end of this process: a job refers to them. Without it they are removed then."""

    def close(self) -> None:
        """Close the spool; bodies that a job refers to stay until the job is cleared."""


class BodyStore(Protocol):
    """Request bodies of all processes."""

    def spool(self, name: str) -> Spool:
        """Begin a new spool."""

    def of_job(self, job: Job) -> Iterator[bytes]:
        """Read a job's bodies, in the order of its rows; an empty one for each body that was never written to a file.

        Raises:
            LedgerError: they were removed.
        """

    def are_kept(self, job: Job) -> bool:
        """Whether the bodies of a job can still be read."""

    def remove_unused(self) -> int:
        """Remove the spools of ended processes that no job refers to; returns their number."""

    def drop(self, names: Collection[str]) -> None:
        """Remove these spools, but for those that an open job, or another live process, still needs."""

    def of_answer(self, key: str, batch_id: str | None) -> bytes | None:
        """Find the request of a stored answer, by the job that bought it; None if it was not kept or was cleared."""


class Ledger(Protocol):
    """The record of what runs have bought and are buying."""

    @property
    def location(self) -> str:
        """The ledger's name in messages: a folder, or an address without password and query."""

    @property
    def takeover_grace(self) -> float:
        """Seconds for which a create may still reach the provider after its process has lost its claim; 0 if none."""

    @property
    def runs(self) -> RunTable:
        """Runs, the processes in them, and their money."""

    @property
    def answers(self) -> AnswerTable:
        """Answers by key."""

    @property
    def jobs(self) -> JobTable:
        """Jobs, their rows, and the keys that each open job owns."""

    @property
    def pages(self) -> Pages:
        """Parts of the ledger, for those who look at it."""

    @property
    def live(self) -> LiveTable:
        """Live calls."""

    @property
    def pool(self) -> CallPool | None:
        """Calls that wait for one job together; None if the ledger is of one host."""

    @property
    def claims(self) -> Claims:
        """Names that one process at a time can claim."""

    @property
    def bodies(self) -> BodyStore:
        """Request bodies of all processes."""

    def now(self) -> float:
        """Return the ledger's time, in seconds since the epoch."""

    def check(self) -> list[str]:
        """Check the whole ledger; returns what is damaged or inconsistent."""

    def size(self) -> int:
        """Return the size of the ledger in bytes."""

    def drivers(self) -> dict[str, str]:
        """Map the nonces of open jobs to who drives them, in words; empty if the ledger is of one host."""

    def describe(self) -> dict[str, str]:
        """Say where the ledger is: names and values, as `deferred doctor` shows them, without anything secret."""

    def close(self) -> None:
        """Release every claim and close the ledger; answers can still be read."""
