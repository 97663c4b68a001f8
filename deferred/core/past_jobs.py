"""Past jobs: how long jobs of a provider and model took, and when jobs like them will probably end. Pure."""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from deferred.core.job import RAN_ITS_ROWS, Job

LOOKED_AT = 500  # past jobs that an estimate is made from, at most: the newest ones
_LEAST = 3  # past jobs without which nothing is said


class PastJobs:
    """The seconds that past jobs took from their submission to the poll that saw their end.

    A provider does not say how long a batch will take, only the longest (24 hours; most take minutes). What a job
    spent in the provider's queue is part of it.

    Example:
        >>> past = PastJobs([])
        >>> past.left([("anthropic", "claude-haiku-4-5", 0.0)]) is None
        True
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        """Learn from these jobs; those that are open, failed or were live calls count for nothing."""
        found: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        for job in jobs:
            seconds = seconds_taken(job)
            if seconds is None:
                continue
            for model in {"", job.model, *job.model_costs}:
                found[job.provider, model.removeprefix("models/")].append(seconds)
        self._seconds = {sort: sorted(seconds) for sort, seconds in found.items()}

    def of(self, provider: str, model: str) -> Sequence[float]:
        """Return the seconds of the past jobs of a model, shortest first; of its provider if the model has too few."""
        own = self._seconds.get((provider, model.removeprefix("models/")), [])
        found = own if len(own) >= _LEAST else self._seconds.get((provider, ""), [])
        return found if len(found) >= _LEAST else []

    def left(self, waiting: Iterable[tuple[str, str, float]]) -> float | None:
        """Return the seconds after which jobs will probably all be over; None where too little is known.

        Args:
            waiting: provider, model, and the seconds since its submission, of each job.
        """
        sorts: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
        for provider, model, since in waiting:
            sorts[provider, model].append(since)
        longest = 0.0
        for (provider, model), sinces in sorts.items():
            longer = _longer_than(self.of(provider, model), min(sinces))
            if not longer:
                return None
            longest = max(longest, last_of(longer, len(sinces)) - min(sinces))
        return longest if sorts else None


def seconds_taken(job: Job) -> float | None:
    """Return the seconds between a job's submission and its end; None if it did not run as a batch to its end."""
    if job.outcome not in RAN_ITS_ROWS or job.submitted_at is None or job.ended_at is None:
        return None
    return max(0.0, job.ended_at - job.submitted_at)


def last_of(seconds: Sequence[float], jobs: int) -> float:
    """Return the median of what the slowest of so many jobs takes; `seconds` of past jobs are sorted.

    Example:
        >>> last_of([1.0, 2.0, 3.0, 4.0, 100.0], 1), last_of([1.0, 2.0, 3.0, 4.0, 100.0], 31)
        (3.0, 100.0)
    """
    return share_of(seconds, 0.5 ** (1 / jobs))


def share_of(seconds: Sequence[float], share: float) -> float:
    """Return the shortest time within which that share of past jobs was over.

    Example:
        >>> share_of([1.0, 2.0, 3.0, 4.0, 100.0], 0.9)
        100.0
    """
    return seconds[max(0, math.ceil(share * len(seconds) - 1e-9) - 1)]


def _longer_than(seconds: Sequence[float], since: float) -> Sequence[float]:
    return seconds[bisect.bisect_right(seconds, since) :] if since > 0 else seconds
