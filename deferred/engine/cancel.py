"""Cancellation: ask the provider to stop a job, and end the calls that wait for it."""

from __future__ import annotations

import logging

from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.context import JobContext
from deferred.engine.state import ActiveJob
from deferred.engine.submit import end_turn
from deferred.providers import adapter_of
from deferred.providers.base import Lost, Refused

log = logging.getLogger("deferred")


class Canceller:
    """Cancels jobs at the provider."""

    def __init__(self, context: JobContext) -> None:
        """Rows that finished before the cancellation are still collected."""
        self._settings, self._ledger, self._clock = context.settings, context.ledger, context.clock

    def ask(self, active: ActiveJob) -> float | None:
        """Ask the provider to stop a job; returns the seconds until the next try, or None if it was asked."""
        try:
            adapter_of(active.job).cancel(active.connection, active.job)
        except (Refused, Lost) as trouble:
            log.warning("deferred: cancelling %s failed (%s); trying again", active.job.label, trouble)
            active.polling.silent = active.polling.cancel_failed = True
            return policy.pause(active, self._settings.poll_interval)
        active.polling.cancel_failed = False
        return None

    def has_waited_enough(self, active: ActiveJob, since: float) -> bool:
        """Whether to stop waiting for the end of a cancelled job, which the provider may never report."""
        waited = self._clock.now() - since
        return active.polling.silent or waited >= policy.LONGEST_CANCEL or active.job.batch_id is None

    def end_waiting_calls(self, active: ActiveJob) -> None:
        """End the calls of a cancelled job that the provider may still be running."""
        active.given_up = True
        for call in active.shut():
            call.fail(failures.cancelled(active, call))
        end_turn(self._ledger, active)
