"""Processes that are started inside a block know nothing of it: one that is spawned is told, and its calls are refused.

The mark that its process object carries is unpickled in the child before its function runs. A forked child needs none:
it has the session itself, which knows its own process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from deferred import patching
from deferred.config import settings
from deferred.session import current
from deferred.session.session import Session
from deferred.tasks.scheduler import TaskScheduler


class ForeignSession(Session):
    """What a child sees of the session of the process that started it: enough to refuse."""

    def __init__(self, hosts: tuple[str, ...], process: int) -> None:
        """`process` is the id of the parent."""
        self.settings = settings.resolve({"threads": "all", "hosts": hosts})
        self._parent, self._ended, self._pid = None, False, process
        self._at_end = []
        self.tasks = TaskScheduler(self.settings.linger, lambda: None)
        self.live_calls = []
        self._loop, self._home = None, ()


class Mark:
    """Unpickled in a spawned child, it lets calls there be refused."""

    def __init__(self, session: Session) -> None:
        """`session` is the one that the child is started in."""
        self._hosts = session.root.settings.hosts

    def __reduce__(self) -> tuple[Callable[..., None], tuple[Any, ...]]:
        return arrive, (self._hosts, os.getpid())


def arrive(hosts: tuple[str, ...], parent: int) -> None:
    """Refuse, in this process, the calls that belong to a block of its parent."""
    from deferred import patching  # noqa: PLC0415 - its table has what is below

    patching.arm()
    current.opened.append(ForeignSession(hosts, parent))


def _start(wrapped: Callable[..., Any], process: Any, args: Any, kwargs: Any) -> Any:
    session = current.of_what_starts_here()
    if session is None:
        return wrapped(*args, **kwargs)
    process._deferred_mark = Mark(session)
    try:
        return wrapped(*args, **kwargs)
    finally:
        del process._deferred_mark


TARGETS: patching.Targets = {"multiprocessing.process": [("BaseProcess.start", _start)]}
patching.register(TARGETS)
