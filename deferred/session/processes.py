"""Child processes of a block: a spawned process is marked, so that its calls are refused.

The mark on its process object is unpickled in the child before its function runs. A forked child needs no mark:
it has the session itself, which knows in which process it was opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from deferred import patching
from deferred.config import settings
from deferred.core.call import Call
from deferred.core.errors import DeferredError, NotBatchable
from deferred.core.hosts import is_declared, spoken_at
from deferred.engine.stats import BlockStats, RunStats
from deferred.futures.future import Future
from deferred.session import current
from deferred.session.entered import Entered
from deferred.session.protocol import BlockSession
from deferred.session.refusals import LimitedCharge
from deferred.tasks.scheduler import TaskScheduler


class ForeignSession:
    """Stands for the parent's session in a child process: it refuses the child's calls."""

    parent = None
    is_open, has_ended, is_limited = True, False, False

    def __init__(self, hosts: tuple[str, ...], process: int) -> None:
        """`process` is the id of the parent."""
        self.settings = settings.resolve({"threads": "all", "hosts": hosts})
        self.entered = Entered(process)
        self.tasks = TaskScheduler(self.settings.linger, lambda: None)
        self.stats = BlockStats("", 0.0, None, RunStats())

    @property
    def root(self) -> ForeignSession:
        """Return itself: it is the outermost session."""
        return self

    def submit(self, call: Call, canonical: bytes, *, keep: bool = False, key: str = "") -> Future:
        """Refuse a call that was captured in this process."""
        del canonical, keep, key
        self.entered.refuse_call(call)
        message = "a session of another process takes no calls"
        raise DeferredError(message)

    def refuse(
        self, method: str, where: str, why: str, call: Callable[[], Call | None] | None = None
    ) -> LimitedCharge | None:
        """Refuse a call that no batch can carry."""
        del call
        raise NotBatchable(method, where, why, "Make it outside the block.")

    def admit(self, method: str, where: str, why: str, call: Callable[[], Call | None]) -> LimitedCharge | None:
        """Allow a live call: the run is the parent's, which cannot count it."""
        del method, where, why, call
        return None

    def refuse_own_job(self, method: str, where: str) -> None:
        """Allow the user's own jobs: no limit holds here."""

    def refuse_late(self, method: str, where: str, asked: object = None) -> None:
        """Do nothing: no call is late, because the block is the parent's."""

    def knows_host(self, netloc: str) -> bool:
        """Whether the user said that this host speaks its provider's batch API."""
        return is_declared(netloc, self.settings.hosts)

    def spoken_at(self, netloc: str) -> str:
        """Return whose batch API a host speaks, as the user declared; empty if that is not said."""
        return spoken_at(netloc, self.settings.hosts)

    def body_of(self, future: Future) -> bytes:
        """Raise: this process has no calls."""
        raise KeyError(future)

    def on_end(self, fn: Callable[[], object]) -> None:
        """Do nothing: it never ends."""


class Mark:
    """A mark on a process object; unpickling it in the child makes the child refuse calls."""

    def __init__(self, session: BlockSession) -> None:
        """`session` is the session that starts the child."""
        self._hosts = session.root.settings.hosts

    def __reduce__(self) -> tuple[Callable[..., None], tuple[Any, ...]]:
        return arrive, (self._hosts, os.getpid())


def arrive(hosts: tuple[str, ...], parent: int) -> None:
    """Refuse, in this process, the calls that belong to a block of its parent."""
    patching.arm()
    current.opened.append(ForeignSession(hosts, parent))


def _start(wrapped: Callable[..., Any], process: Any, args: Any, kwargs: Any) -> Any:
    session = current.of_what_starts_here()
    if session is None:
        return wrapped(*args, **kwargs)
    process._deferred_mark = Mark(session)  # noqa: SLF001 - an attribute of our own on an object of multiprocessing
    try:
        return wrapped(*args, **kwargs)
    finally:
        del process._deferred_mark  # noqa: SLF001 - as above


TARGETS: patching.Targets = {"multiprocessing.process": [("BaseProcess.start", _start)]}
patching.register(TARGETS)
