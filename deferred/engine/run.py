"""A run by its name: begun, or gone on with after a process that did not finish it."""

from __future__ import annotations

import contextlib
import sys
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import orjson

from deferred.config.settings import Settings
from deferred.core.diff import differences
from deferred.core.errors import DeferredError, LedgerError
from deferred.core.job import COLLECTED, Job
from deferred.core.profile import sdks
from deferred.engine.state import PendingCall
from deferred.pricing import budget
from deferred.storage.sqlite import Ledger


class Run:
    """What the ledger knows of a run: its id, when it began, and whether this process goes on with it.

    Attributes:
        id: what its jobs are known by.
        began_at: when its first process began, in seconds since the epoch: its time limit counts from then.
        is_resumed: whether an earlier process left it unfinished.
        spent_before: dollars that earlier processes of it have spent.
    """

    def __init__(self, name: str, ledger: Ledger, settings: Settings, now: float) -> None:
        """Find the run, or begin it."""
        self.name, self._ledger, self._now = name, ledger, now
        self._was: dict[str, Any] = {}
        self.id, self.began_at, self.is_resumed = uuid.uuid4().hex[:12], now, False
        with ledger.transaction():
            known = {} if settings.fresh else ledger.run(name)
            if known and not known.get("complete"):
                self._go_on(known)
            elif not settings.dry_run:  # its time would count from then
                self.save(complete=False)
        # Held as long as this session lives: another one can tell a run that goes on from one that was left.
        ledger.hold(f"run-{self.id}-{uuid.uuid4().hex[:8]}")
        self.spent_before = budget.spent(ledger.jobs(), self.id) if self.began_at < now else Decimal(0)

    def _go_on(self, known: dict[str, Any]) -> None:
        self.id, self.began_at, self._was = str(known["id"]), float(known["started"]), known
        # A run that others are at work on goes on; only one that was left is held to its calls.
        self.is_resumed = not self._ledger.others_hold(f"run-{self.id}-")

    def complete(self) -> None:
        """Note that every call of it has its answer: the next process of this name begins anew."""
        self.save(complete=True)

    def save(self, *, complete: bool) -> None:
        """Write down what a later process needs to go on with it."""
        record = {"id": self.id, "started": self._now, "complete": complete, "versions": _sdk_versions()}
        self._ledger.save_run(self.name, record)

    def whether_to_go_on(self, first: PendingCall, read: Callable[[tuple[int, int]], bytes]) -> DeferredError | None:
        """Stop a resumed run that has bought something, none of which is asked for again: the user must decide."""
        earlier = [job for job in self._ledger.jobs() if job.run == self.id and job.planned_at < self._now]
        bought = [job for job in earlier if job.state != COLLECTED or Decimal(job.spent) > 0]
        if not bought:
            return None
        changed = differences(self._was.get("versions") or {}, _sdk_versions())
        with contextlib.suppress(LedgerError, StopIteration, ValueError):  # without the old bodies there is less to say
            body = first.body or read(first.place)
            changed += differences(orjson.loads(self._body_of(bought[0])), orjson.loads(body))
            if not changed:
                return None  # the same request, asked once more than before
        return DeferredError(
            f"the run {self.name!r} was not finished and has {sum(job.count for job in bought)} calls stored or in "
            f"flight, but none of the calls made now is one of them, so they would be bought anew. Nothing was sent. "
            f"What differs: {'; '.join(changed) or 'every call'}. To buy them anew: deferred.batch(fresh=True); for "
            "other work by the same script: deferred.batch(name='...')."
        )

    def _body_of(self, job: Job) -> bytes:
        return next(self._ledger.bodies(self._ledger.job(job.nonce) or job))


def _sdk_versions() -> dict[str, str]:
    modules = {sdk.module: sys.modules.get(sdk.module) for _, sdk in sdks()}
    return {name: str(getattr(module, "__version__", "")) for name, module in modules.items() if module is not None}
