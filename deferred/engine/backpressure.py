"""Full queues at a provider: while one is full, one job at a time tries whether there is room again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from deferred.core.job import Job
from deferred.engine.state import ActiveJob

Queue: TypeAlias = tuple[str, str, str]


@dataclass(slots=True)
class _Full:
    """A queue that was full: not before `until` may the next job try, and after it nobody until it is taken or not."""

    until: float
    trying: ActiveJob | None = None

    def lets_in(self, now: float) -> bool:
        is_tried = self.trying is not None and self.trying.is_undecided
        return now >= self.until and not is_tried


def queue_of(job: Job) -> Queue:
    """Name the queue that a job stands in: providers count what waits by account and model."""
    return job.provider, job.credential, job.model


class Backpressure:
    """The queues that turned jobs away; whoever uses it holds the engine's lock."""

    def __init__(self) -> None:
        """Begin with room everywhere."""
        self._full: dict[Queue, _Full] = {}

    def turned_away(self, active: ActiveJob, until: float) -> None:
        """Record that there was no room for a job."""
        active.submission.turned_away = True
        self._full[queue_of(active.job)] = _Full(until)

    def may_go(self, active: ActiveJob, now: float) -> bool:
        """Whether a job may go out now; where its queue was full, it is the one that tries."""
        full = self._full.get(queue_of(active.job))
        if full is None:
            return True
        if not full.lets_in(now):
            return False
        full.trying = active
        return True

    def seconds_to_next(self, now: float) -> float | None:
        """Return when a queue that was full may be tried again; None where none was, or all may."""
        return min((full.until - now for full in self._full.values() if full.until > now), default=None)

    def over(self, active: ActiveJob) -> None:
        """Record that a job has left its queue: there is room."""
        full = self._full.get(queue_of(active.job))
        if full is not None and not active.submission.turned_away:
            full.until = 0.0
