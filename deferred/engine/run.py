"""A run by its name: new, or resumed after a process that did not finish it."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import orjson

from deferred.config.settings import Settings
from deferred.core import remedies
from deferred.core.diff import differences
from deferred.core.errors import DeferredError, LedgerError
from deferred.core.job import Job
from deferred.core.past_jobs import LOOKED_AT, PastJobs
from deferred.engine.state import PendingCall
from deferred.storage.base import Ledger

log = logging.getLogger("deferred")

_left_here: set[str] = set()  # ids of runs whose blocks this process left without an exception
RETRY = "deferred retry"  # among the versions of a run that `deferred retry` began, and no script


class Run:
    """One process's part in a run.

    Attributes:
        id: the id that is stored with each job of the run.
        began_at: when its first process began, in seconds since the epoch; its time limit counts from then.
        spent_before: dollars that earlier processes of it have spent.
    """

    def __init__(
        self, name: str, ledger: Ledger, settings: Settings, versions: Mapping[str, str], *, is_scripted: bool = True
    ) -> None:
        """Join the unfinished run of this name, or begin one; `versions` are the versions of the SDKs in use.

        Without its script it is unknown whether a run is complete, and what changed.
        """
        self.name, self._ledger, self._versions, self._is_scripted = name, ledger, versions, is_scripted
        self._now = ledger.now()
        self._joined = ledger.runs.open(
            name, versions, fresh=settings.fresh, part=settings.part, write=not settings.dry_run
        )
        run = self._joined.run
        self.id, self.began_at = run.id, run.began_at
        self.spent_before = Decimal(0) if self._joined.is_new else ledger.runs.money(run.id).spent
        self._has_left = False
        if settings.name and not settings.dry_run:
            self._compare_limits(settings.cost_limit)

    def _compare_limits(self, limit: Decimal | None) -> None:
        """Warn where other processes of the run have another limit; each process stops at its own."""
        claims, begin = self._ledger.claims, f"limit-{self.id}-"
        claims.hold(f"{begin}{limit}-{self._joined.member}")
        others = {held.rpartition("-")[0] for held in claims.held_by_others(begin)} - {str(limit)}
        if others:
            there = ", ".join(sorted("none" if other == "None" else f"${other}" for other in others))
            log.warning(
                "deferred: cost_limit of the run %r is %s here, and %s in other processes. Each process sends nothing "
                "more once all of them together have reached its own limit. Give all of them the same one",
                self.name, "none" if limit is None else f"${limit}", there,
            )  # fmt: skip

    def past_jobs(self) -> PastJobs:
        """Return what the ledger's newest jobs, of any run, tell about how long jobs take."""
        return PastJobs(self._ledger.pages.newest_jobs(LOOKED_AT))

    @property
    def is_resumed(self) -> bool:
        """Whether the run was left unfinished; never for a part."""
        return self._is_scripted and not self._joined.is_new and self._joined.is_first and not self._joined.is_part

    @property
    def expects_its_calls(self) -> bool:
        """Whether the calls of the unfinished run are expected again.

        Not where this process has left a block of it without an exception: a loop of blocks goes on with other calls.
        """
        return self.is_resumed and self.id not in _left_here

    def was_left_in_order(self) -> None:
        """Note that a block of the run was left without an exception."""
        _left_here.add(self.id)

    def leave(self, *, complete: bool, found: Sequence[str] = ()) -> None:
        """Leave the run, once. The last process ends it if every call of every process has its answer.

        `found` are the calls of this process whose answers were stored already: they are results of this run too.
        """
        if not self._has_left:
            self._has_left = True
            if found:
                self._ledger.runs.add_found(self.name, found)
            is_complete = complete if self._is_scripted else self._joined.is_new
            self._ledger.runs.leave(self._joined, complete=is_complete)

    def whether_to_go_on(
        self, first: PendingCall, keys: Sequence[str], body_of: Callable[[PendingCall], bytes]
    ) -> DeferredError | None:
        """Return an error if a resumed run has bought calls and none of them is made again: the user must decide.

        `keys` are those of the calls that were made until now. No answer of theirs is stored. If one of them was in an
        earlier job all the same, the provider refused it, or its job failed: the script is the same.
        """
        earlier = [job for job in self._ledger.jobs.all(run=self.id) if job.planned_at < self._now]
        bought = [job for job in earlier if job.is_open or Decimal(job.spent) > 0]
        if not bought or self._has_any(earlier, set(keys)):
            return None
        versions = {name: version for name, version in self._joined.run.versions.items() if name != RETRY}
        changed = differences(versions, self._versions)
        with contextlib.suppress(
            LedgerError, StopIteration, ValueError
        ):  # without the old bodies no difference can be named
            changed += differences(orjson.loads(self._body_of(bought[0])), orjson.loads(body_of(first)))
            if not changed:
                return None  # the same request, made once more than before
        return DeferredError(
            f"the run {self.name!r} was not finished and has {sum(job.count for job in bought)} calls stored or in "
            f"flight, but none of the calls made now is one of them, so they would be bought anew. Nothing was sent. "
            f"What differs: {'; '.join(changed) or 'every call'}. For other work by the same script, or a block in a "
            f"loop or a function, give each its own name: {remedies.block('name', ...)}. To buy them anew: "
            f"{remedies.block('fresh', True)}."
        )

    def _has_any(self, jobs: Sequence[Job], keys: set[str]) -> bool:
        """Whether a call of these keys was in one of these jobs."""
        with_rows = (self._ledger.jobs.get(job.nonce, rows=True) for job in jobs)
        return any(job is not None and not keys.isdisjoint(job.keys) for job in with_rows)

    def _body_of(self, job: Job) -> bytes:
        return next(self._ledger.bodies.of_job(self._ledger.jobs.get(job.nonce, rows=True) or job))
