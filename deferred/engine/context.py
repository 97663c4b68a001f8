"""Contexts: what the parts of an engine and the phases of a job share. Made once, passed to each constructor."""

from __future__ import annotations

from dataclasses import dataclass

from deferred.config.settings import Settings
from deferred.core.call import Target
from deferred.core.grouping import Group, Limits, group_of
from deferred.engine.events import EventLog
from deferred.engine.first_look import FirstLook
from deferred.engine.hooks import EngineHooks
from deferred.engine.job_table import JobTable
from deferred.engine.scheduler import Clock, Scheduler
from deferred.engine.state import PendingCall
from deferred.engine.stats import RunStats
from deferred.engine.webhooks import ReportingAccounts
from deferred.providers import PROVIDERS
from deferred.storage.base import Ledger, Spool


@dataclass(frozen=True, slots=True)
class JobContext:
    """What the phases of a job need: settings, the ledger, the clock, the event log, and who reports ends of jobs."""

    settings: Settings
    ledger: Ledger
    clock: Clock
    events: EventLog
    reporting: ReportingAccounts


@dataclass(frozen=True, slots=True)
class EngineContext(JobContext):
    """What the parts of one engine need: a `JobContext`, and their shared state. `run` is the id of the run."""

    run: str
    scheduler: Scheduler
    hooks: EngineHooks
    jobs: JobTable
    stats: RunStats
    spool: Spool
    first_look: FirstLook

    def limits_of(self, target: Target) -> Limits:
        """Return the limits of a job: the provider's, or the user's where these are lower."""
        return PROVIDERS[target.provider].limits.at_most(self.settings.max_requests)

    def group_of(self, call: PendingCall) -> Group:
        """Return the group of a call: calls of one group may share a job."""
        return group_of(call.target, call.model, PROVIDERS[call.target.provider].limits)

    def body_of(self, call: PendingCall) -> bytes:
        """Read the body of an unanswered call."""
        if isinstance(call.body, bytes):
            return call.body
        return b"" if call.body is None else self.spool.read(call.body)
