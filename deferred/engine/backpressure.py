"""Backpressure: while a provider's queue is full, one job at a time tries whether it accepts jobs again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from deferred.core.job import Job
from deferred.engine.state import ActiveJob

Queue: TypeAlias = tuple[str, str, str]


@dataclass(slots=True)
class _Full:
    """A queue that was full. From `until` on one job may try; the others wait until that job is accepted or refused."""

    until: float
    trying: ActiveJob | None = None

    def lets_in(self, now: float) -> bool:
        is_tried = self.trying is not None and self.trying.is_undecided
        return now >= self.until and not is_tried


def queue_of(job: Job) -> Queue:
    """Return the provider's queue that a job waits in: providers count queued tokens by account and model."""
    return job.provider, job.credential, job.model


class Backpressure:
    """The provider queues that were full. Every method needs the engine's lock."""

    def __init__(self) -> None:
        """Start with no full queue."""
        self._full: dict[Queue, _Full] = {}

    def turned_away(self, active: ActiveJob, until: float) -> None:
        """Record that the queue of a job was full; no job is sent to it before `until`."""
        active.submission.turned_away = True
        self._full[queue_of(active.job)] = _Full(until)

    def may_go(self, active: ActiveJob, now: float) -> bool:
        """Whether a job may be sent now. If its queue was full, this job is the one that tries."""
        full = self._full.get(queue_of(active.job))
        if full is None:
            return True
        if not full.lets_in(now):
            return False
        full.trying = active
        return True

    def seconds_to_next(self, now: float) -> float | None:
        """Return the seconds until a full queue may be tried again; None if no queue must wait."""
        return min((full.until - now for full in self._full.values() if full.until > now), default=None)

    def over(self, active: ActiveJob) -> None:
        """Record that a job has left its queue, so that the next one may be sent."""
        full = self._full.get(queue_of(active.job))
        if full is not None and not active.submission.turned_away:
            full.until = 0.0
