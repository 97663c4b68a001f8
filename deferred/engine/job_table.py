"""The jobs of this process: waiting jobs, and running jobs."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator

from deferred.engine.backpressure import Backpressure, queue_of
from deferred.engine.state import ActiveJob


class JobTable:
    """Jobs by nonce. Every method acquires the engine's lock."""

    def __init__(self, lock: threading.Condition) -> None:
        """`lock` is the engine's lock."""
        self._lock = lock
        self.ready: deque[ActiveJob] = deque()
        self.running: dict[str, ActiveJob] = {}
        self.backpressure = Backpressure()

    def __iter__(self) -> Iterator[ActiveJob]:
        """Iterate over all jobs, the unsent ones first."""
        with self._lock:
            return iter([*self.ready, *self.running.values()])

    def get(self, nonce: str) -> ActiveJob | None:
        """Return a running job."""
        return self.running.get(nonce)

    def begin(self, active: ActiveJob) -> None:
        """Add a running job."""
        with self._lock:
            self.running[active.job.nonce] = active

    def end(self, active: ActiveJob) -> None:
        """Remove a job that has ended, or is no longer driven here."""
        with self._lock:
            if self.running.get(active.job.nonce) is active:  # it may be followed again already
                del self.running[active.job.nonce]
            self.backpressure.over(active)

    def clear(self) -> list[ActiveJob]:
        """Remove all jobs and return them."""
        with self._lock:
            gone = list(self)
            self.ready, self.running = deque(), {}
        return gone

    @property
    def are_handing_out(self) -> bool:
        """Whether the rows of some job are being read while other jobs are still running."""
        return any(active.collection.settled for active in self.running.values())

    @property
    def are_launching(self) -> bool:
        """Whether the provider has not confirmed some job yet."""
        return bool(self.ready) or any(not active.submission.recorded for active in self.running.values())

    def has_others_in_queue(self, active: ActiveJob) -> bool:
        """Whether the provider has other jobs of this process in the same queue of tokens."""
        queue = queue_of(active.job)
        with self._lock:
            others = [one for one in self.running.values() if one is not active and not one.submission.turned_away]
            return any(one.job.batch_id and queue_of(one.job) == queue for one in others)

    def waits_for_others(self, active: ActiveJob, until: float) -> bool:
        """Send no job to a full queue until this tick, or until another job in it ends; False if it has no other.

        Both in one step: a job that ended between the question and the note would let no job go.
        """
        with self._lock:
            has_others = self.has_others_in_queue(active)
            if has_others:
                self.backpressure.turned_away(active, until)
            return has_others

    def seconds_to_next(self, now: float) -> float | None:
        """Return the seconds until a waiting job may try a full queue; None if no queue is known to be full."""
        return self.backpressure.seconds_to_next(now) if self.ready else None

    def turned_away(self, active: ActiveJob, until: float) -> None:
        """Send no job to a full queue until this tick, unless a job in it ends."""
        with self._lock:
            self.backpressure.turned_away(active, until)
