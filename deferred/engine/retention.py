"""Retention: delete a job's data at the provider, and requests on disk, once its answers are stored here."""

from __future__ import annotations

import functools
import logging

from deferred.core.call import Target
from deferred.core.job import Job
from deferred.engine.context import EngineContext
from deferred.engine.state import ActiveJob
from deferred.providers import adapter_of
from deferred.providers.base import Connection, Lost, Refused

log = logging.getLogger("deferred")

_TRIES = 5
_PAUSE = 2.0  # seconds after the first try; each pause is twice as long


class Remover:
    """Deletes what closed jobs left at the provider, those of earlier processes too."""

    def __init__(self, context: EngineContext) -> None:
        """What is to be deleted is in the ledger before the job is closed, so that a crash does not lose it."""
        self._context, self._scheduler, self._ledger = context, context.scheduler, context.ledger
        self.is_wanted = context.settings.retention == "collected"
        self.under_way: set[str] = set()

    def note(self, active: ActiveJob) -> None:
        """Record, in a job that is about to be closed, what it leaves at the provider."""
        if self.is_wanted and _is_understood(active):
            active.job.leftovers = adapter_of(active.job).leftovers(active.job, active.collection.places)

    def closed(self, active: ActiveJob) -> None:
        """Delete what a closed job has left."""
        if self.is_wanted and active.credential == active.job.credential:
            self._begin(active.job, active.connection)

    def meet(self, target: Target) -> None:
        """On the first call to an account, delete what earlier processes have left there."""
        if not self.is_wanted:
            return
        account = (target.provider, target.base_url, target.credential)
        for job in self._ledger.jobs.with_leftovers():
            if job.account == account:
                self._begin(job, target.connection)

    def drop_requests(self) -> None:
        """Remove the request bodies of what was collected, if the settings say so."""
        if not self._context.settings.keep_requests:
            spools = {active.job.spool for active in self._context.stats.jobs} | {self._context.spool.name}
            self._ledger.bodies.drop(spools)

    def _begin(self, job: Job, connection: Connection) -> None:
        with self._scheduler.lock:
            if not job.leftovers or job.nonce in self.under_way:
                return
            self.under_way.add(job.nonce)
        self._scheduler.after(0.0, functools.partial(self._remove, job, connection, 1))

    def _remove(self, job: Job, connection: Connection, tries: int) -> None:
        trouble = self._trouble(job, connection)
        if trouble is not None and tries < _TRIES:
            fixed = self._context.settings.poll_interval
            seconds = _PAUSE * 2 ** (tries - 1) if fixed is None else fixed
            self._scheduler.after(seconds, functools.partial(self._remove, job, connection, tries + 1))
            return
        if trouble is None:
            self._ledger.jobs.clear_leftovers(job.nonce)
        else:
            log.warning(
                "deferred: data of %s is still at the provider (%s); the next run with this ledger tries again",
                job.label, trouble,
            )  # fmt: skip
        with self._scheduler.lock:
            self.under_way.discard(job.nonce)
            self._scheduler.changed()

    def _trouble(self, job: Job, connection: Connection) -> Exception | None:
        """Delete everything; returns what prevented it, if anything did."""
        found: Exception | None = None
        for name in job.leftovers:
            try:
                adapter_of(job).delete(connection, job, name)
            except (Refused, Lost) as trouble:
                found = trouble
        return found


def _is_understood(active: ActiveJob) -> bool:
    """Whether every row was read, or the provider says why it is not there: else its data may still be needed."""
    collection, job = active.collection, active.job
    has_all = len(collection.settled) >= job.count or job.batch_id is None
    ended_early = job.outcome in {"cancelled", "expired"} or job.outcome.startswith("failed")
    return (has_all or ended_early) and not collection.kept
