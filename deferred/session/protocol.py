"""BlockSession: the interface of a session for capturing code and for threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from deferred.config.settings import Settings
from deferred.core.call import Call
from deferred.engine.stats import BlockStats
from deferred.futures.future import Future
from deferred.session.entered import Entered
from deferred.session.refusals import LimitedCharge
from deferred.tasks.scheduler import TaskScheduler


class BlockSession(Protocol):
    """The session of a block: of this process, or of the one that started this process."""

    @property
    def settings(self) -> Settings:
        """The settings of the block."""

    @property
    def stats(self) -> BlockStats:
        """The statistics of the block."""

    @property
    def tasks(self) -> TaskScheduler:
        """The tasks of the session."""

    @property
    def entered(self) -> Entered:
        """Where the block was entered."""

    @property
    def parent(self) -> BlockSession | None:
        """The session of the block around this one."""

    @property
    def root(self) -> BlockSession:
        """The outermost session."""

    @property
    def is_open(self) -> bool:
        """Whether its block, and the blocks around it, are still running."""

    @property
    def has_ended(self) -> bool:
        """Whether its own block was left."""

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Accept a captured call."""

    def body_of(self, future: Future) -> bytes:
        """Read the body of a call."""

    def refuse(
        self, method: str, where: str, why: str, call: Callable[[], Call | None] | None = None
    ) -> LimitedCharge | None:
        """Raise NotBatchable, unless the settings send such calls live; returns the reservation for one."""

    def admit(self, method: str, where: str, why: str, call: Callable[[], Call | None]) -> LimitedCharge | None:
        """Allow a live call that is made outside of the block while it is open; returns its reservation."""

    def refuse_own_job(self, method: str, where: str) -> None:
        """Raise if the user creates a batch job under a cost limit."""

    def refuse_late(self, method: str, where: str, asked: object = None) -> None:
        """Raise if the block was left."""

    def knows_host(self, netloc: str) -> bool:
        """Whether the user declared that this host has its provider's batch API."""

    def spoken_at(self, netloc: str) -> str:
        """Return whose batch API a host speaks, as the user declared; empty if that is not said."""

    def on_end(self, fn: Callable[[], object]) -> None:
        """Call a function once the engine has nothing left to do."""
