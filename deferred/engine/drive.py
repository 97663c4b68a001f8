"""Drive a job: one loop takes the steps that its phases return."""

from __future__ import annotations

from deferred.engine.collect import Collector, Resends
from deferred.engine.context import JobContext
from deferred.engine.job_table import JobTable
from deferred.engine.poll import Poller
from deferred.engine.reconcile import Reconciler
from deferred.engine.state import ActiveJob
from deferred.engine.steps import Collect, Poll, Reconcile, Step, Submit
from deferred.engine.submit import Submitter
from deferred.engine.usage_count import UsageCounter
from deferred.providers.base import Lost, Refused


class Phases:
    """The four phases of a job: submission, reconciliation, polling, collection."""

    def __init__(self, context: JobContext, jobs: JobTable, usage: UsageCounter, resends: Resends) -> None:
        """`jobs` are all jobs of this process, `usage` counts what rows cost, `resends` sends calls again."""
        self.submitter = Submitter(context, jobs)
        self._collector = Collector(context, usage, resends)
        self._poller = Poller(context, self.submitter, self._collector)
        self._reconciler = Reconciler(context, resends, self.submitter, self._poller)

    def take(self, active: ActiveJob, step: Step) -> Step:
        """Take one step of a running job now; returns the next step."""
        match step:
            case Submit():
                return self.submitter.submit(active)
            case Reconcile():
                return self._reconciler.reconcile(active)
            case Poll():
                return self._poller.poll(active)
            case Collect(status):
                try:
                    return self._collector.collect(active, status)
                except (Refused, Lost) as trouble:  # treated like a failed poll
                    return self._poller.look_failed(active, trouble, is_known=True)
            case _:
                message = f"{step} ends a job and is no phase"
                raise TypeError(message)
