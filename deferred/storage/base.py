"""Ledger: what a run has bought and is buying. Each method of each part is one atomic act.

A ledger has six parts: runs, answers, jobs, live calls, claims and bodies. Every implementation passes
`tests/unit/storage/contract.py`. Errors of the medium are raised as LedgerError, whatever the medium is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from deferred.core.call import Answer, BodyRef
from deferred.core.job import Job


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as it is stored.

    Attributes:
        id: what its jobs are known by.
        name: what users call it.
        began_at: seconds since the epoch: its time limit counts from then.
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
    """One process's place in a run.

    Attributes:
        run: the run that it joined.
        member: the name of its place; empty where nothing was written.
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
    """A job about to be planned, with the most that each of its calls can cost.

    `reuse` says that stored answers are taken instead of buying anew; `bounds` is empty where no limit holds.
    """

    job: Job
    bounds: Mapping[str, Decimal] = field(default_factory=dict)
    reuse: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of a draft's calls, by key.

    Attributes:
        taken: the calls that are in the job now; where there are none, no job was written.
        stored: calls whose answers are in the ledger.
        owned: calls that an open job has, and its nonce.
        live: calls that another process sends as ordinary ones at this moment.
        waiting: calls for which too little of the limit is left.
    """

    taken: tuple[str, ...] = ()
    stored: frozenset[str] = frozenset()
    owned: Mapping[str, str] = field(default_factory=dict)
    live: frozenset[str] = frozenset()
    waiting: tuple[str, ...] = ()


class Entered(NamedTuple):
    """What became of a live call that asked to be sent: one of these holds, or it may be sent.

    `nonce` is that of the open job which has the call; `is_live` says that another process sends it now.
    """

    nonce: str = ""
    is_live: bool = False
    is_stored: bool = False
    is_too_dear: bool = False

    @property
    def may_be_sent(self) -> bool:
        """Whether the call is entered, and is to be sent by this process."""
        return not (self.nonce or self.is_live or self.is_stored or self.is_too_dear)


class RunTable(Protocol):
    """Runs, the processes in them, and their money: one row for each run."""

    def open(
        self, name: str, versions: Mapping[str, str], *, fresh: bool = False, part: bool = False, write: bool = True
    ) -> Membership:
        """Join the unfinished run of a name, or begin one; `fresh` ends the unfinished one and begins another.

        A `part` joins and never ends a run. Without `write` nothing is written: a run that is new stays unknown.
        """

    def leave(self, membership: Membership, *, complete: bool) -> bool:
        """Leave a run; ends it when this was the last process in it, and no call of any is unanswered.

        Returns whether the run is over now. `complete` says that every call of this process has its answer.
        """

    def money(self, run: str) -> Money:
        """Return what the jobs of a run cost so far."""

    def all(self) -> list[RunRow]:
        """Return all runs, oldest first."""


class AnswerTable(Protocol):
    """Answers by key. One that is stored again takes the place of the one before: a fresh run buys anew."""

    def known(self, keys: Sequence[str]) -> set[str]:
        """Tell which keys have an answer, as of the last `sync`; what was cleared since is missed when it is read."""

    def sync(self) -> None:
        """Learn which answers other processes have stored."""

    def get(self, key: str) -> Answer | None:
        """Return a stored answer."""

    def store(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers, in transactions small enough not to lock others out; storing again is harmless."""

    def count(self) -> int:
        """Count the stored answers."""


class JobTable(Protocol):
    """Jobs, their rows, and who may buy a key."""

    def plan(self, draft: Draft, limit: Decimal | None) -> Planned:
        """Take the calls that no other job has, reserve their money, write the job and claim it: all or nothing."""

    def attempt(self, job: Job) -> None:
        """Write that the creation is about to be sent; from then on its outcome is unknown."""

    def unattempt(self, job: Job) -> None:
        """Write that the provider surely created nothing."""

    def record(self, job: Job, batch_id: str) -> None:
        """Write the provider's id of the job."""

    def save(self, job: Job) -> None:
        """Write how far a job is, as long as it is open."""

    def close(self, job: Job) -> bool:
        """Write that a job is collected: its reservation becomes what was spent, and its calls are free again.

        Happens once; returns False where the job was closed already. The claim is given up.
        """

    def bound(self, nonce: str, most: Decimal) -> None:
        """Reserve for a job that was planned when its run had no limit."""

    def adopt(self, nonce: str) -> Job | None:
        """Claim an open job whose process is gone; returns it with its rows, None where it is over or still driven."""

    def let_go(self, nonce: str) -> None:
        """Give up the claim on a job, which stays open."""

    def get(self, nonce: str, *, rows: bool = False) -> Job | None:
        """Return one job, with its rows where they are asked for."""

    def all(self, *, run: str | None = None, open_only: bool = False) -> list[Job]:
        """Return jobs without their rows, oldest first."""

    def owners(self, keys: Sequence[str] | None = None) -> dict[str, str]:
        """Map the key of each call that an open job has to the job's nonce: of these keys, or of all."""

    def batch_ids(self) -> set[str]:
        """Return the provider's ids of all jobs."""

    def add(self, job: Job) -> None:
        """Write a job that is over and was found at the provider."""

    def forget(self, job: Job) -> None:
        """Remove a job that is over, its answers, and its bodies once no other job has any in the same spool."""


class LiveTable(Protocol):
    """Calls sent as ordinary ones: what each can cost counts as spent before it is sent."""

    def enter(self, job: Job, most: Decimal, limit: Decimal | None, *, reuse: bool = True) -> Entered:
        """Write a job of one call, or none that has a key, that is sent live; its cost counts in full from now on."""

    def settle(self, job: Job, spent: Decimal) -> None:
        """Replace what was counted by what the call did cost."""

    def leave(self, job: Job) -> None:
        """Write that this process does not send the call any more: others may."""


class Claims(Protocol):
    """Names that one process at a time may hold; a claim ends with its process."""

    def hold(self, name: str) -> bool:
        """Claim a name; False where another one has it."""

    def release(self, name: str) -> None:
        """Give up a claim."""

    def held_by_others(self, prefix: str = "") -> set[str]:
        """Return the names that begin so, without that beginning, which other live holders have."""


class Spool(Protocol):
    """Request bodies of one process, kept as they arrive so that they do not stay in memory."""

    @property
    def name(self) -> str:
        """What jobs know it by."""

    def add(self, body: bytes) -> BodyRef:
        """Keep a body."""

    def flush(self) -> None:
        """Make what was added readable for other processes."""

    def read(self, ref: BodyRef) -> bytes:
        """Read a body back."""

    def close(self) -> None:
        """Add no more; what was added stays until its run is cleared."""


class BodyStore(Protocol):
    """Request bodies of all processes."""

    def spool(self, name: str) -> Spool:
        """Begin a new spool."""

    def of_job(self, job: Job) -> Iterator[bytes]:
        """Read a job's bodies, in the order of its rows; an empty one for each that was kept out of every file.

        Raises:
            LedgerError: they are gone.
        """

    def are_kept(self, job: Job) -> bool:
        """Whether the bodies of a job can still be read."""

    def of_answer(self, key: str, batch_id: str | None) -> bytes | None:
        """Find the request of a stored answer, by the job that bought it; None where it was not kept or is cleared."""


class Ledger(Protocol):
    """What runs have bought and are buying."""

    @property
    def location(self) -> str:
        """Its name for messages: a folder, or an address without password and query."""

    @property
    def runs(self) -> RunTable:
        """Runs, the processes in them, and their money."""

    @property
    def answers(self) -> AnswerTable:
        """Answers by key."""

    @property
    def jobs(self) -> JobTable:
        """Jobs, their rows, and who may buy a key."""

    @property
    def live(self) -> LiveTable:
        """Calls sent as ordinary ones."""

    @property
    def claims(self) -> Claims:
        """Names that one process at a time may hold."""

    @property
    def bodies(self) -> BodyStore:
        """Request bodies of all processes."""

    def now(self) -> float:
        """Return the ledger's time, in seconds since the epoch."""

    def check(self) -> list[str]:
        """Look the whole ledger through; returns what is damaged, or does not add up."""

    def size(self) -> int:
        """Count the bytes that the ledger takes."""

    def close(self) -> None:
        """Give up every claim and close the ledger; answers can still be read."""
