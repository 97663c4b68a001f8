"""Webhook events: accounts that report the ends of their jobs are polled seldom.

An event is only a hint: it makes the engine poll a job now, and what the poll finds decides.
"""

from __future__ import annotations

from deferred.core.job import Job
from deferred.engine.retry_policy import LONGEST_POLL

LONGEST_POLL_IF_REPORTED = 600.0  # seconds; an event may be lost


class ReportingAccounts:
    """The accounts whose events reach this process. Every method needs the engine's lock."""

    def __init__(self) -> None:
        """Start without one: nobody knows whether an event arrives before the first has."""
        self._known: set[tuple[str, str, str]] = set()

    def has_reported(self, job: Job) -> None:
        """Record that an event has named a job."""
        self._known.add(job.account)

    def has_missed(self, job: Job) -> None:
        """Record that a job has ended without an event."""
        self._known.discard(job.account)

    def longest_poll(self, job: Job) -> float:
        """Return the longest pause between two polls of a job, in seconds."""
        return LONGEST_POLL_IF_REPORTED if job.account in self._known else LONGEST_POLL


def names_of(job: Job) -> set[str]:
    """Return what an event may name a job by: its nonce, and its id at the provider without a prefix."""
    return {job.nonce, (job.batch_id or "").rpartition("/")[2]} - {""}
