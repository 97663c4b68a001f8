"""Reconciliation: find out whether the provider acted on a create that got no answer."""

from __future__ import annotations

import logging
from decimal import Decimal

from deferred.engine import failures
from deferred.engine import retry_policy as policy
from deferred.engine.collect import Resends
from deferred.engine.context import JobContext
from deferred.engine.poll import Poller
from deferred.engine.reservations import most_spent
from deferred.engine.state import ActiveJob
from deferred.engine.steps import Close, Reconcile, Step
from deferred.engine.submit import Submitter, end_turn
from deferred.providers import adapter_of
from deferred.providers.base import Lost, Refused, Unexpected
from deferred.providers.refusals import At

log = logging.getLogger("deferred")

_A_DAY = 86_400.0  # seconds


class Reconciler:
    """Searches the provider's list for jobs whose create has an unknown outcome."""

    def __init__(self, context: JobContext, resends: Resends, submitter: Submitter, poller: Poller) -> None:
        """`submitter` and `poller` continue with a job that was found, or not found."""
        self._settings, self._ledger = context.settings, context.ledger
        self._clock, self._events = context.clock, context.events
        self._resends, self._submitter, self._poller = resends, submitter, poller

    def reconcile(self, active: ActiveJob) -> Step:
        """Search the provider's list for a job of unknown outcome; adopt it, search again, or send it again."""
        if not adapter_of(active.job).lists:
            return self._lost(active)
        try:
            found, undecided = self._search(active)
        except (Refused, Lost) as trouble:
            return self._cannot_list(active, trouble)
        except (KeyError, TypeError, ValueError, AttributeError) as trouble:
            return self._cannot_list(active, Unexpected(f"an unexpected answer of the provider: {trouble!r}"))
        active.polling.refused_since = None
        active.reconciliation.may_be = undecided
        if found is not None:
            return self._submitter.accepted(active, found)
        if undecided:
            active.polling.was_seen = True
            self._events.tell("waiting", active, f"for {undecided}, which may be this job, to end")
            return Reconcile(self._pause(active))
        return self._absent(active)

    def _lost(self, active: ActiveJob) -> Step:
        """Count a job in full that may run, and that no list shows; its call is sent again only where that is asked."""
        active.job.spent = str(most_spent(self._ledger, active.job, self._settings))
        for call in active.shut():
            if not (self._settings.resends and self._resends.resend(active, call, may_be_paid=True)):
                call.fail(failures.create_lost(call, active.job.route))
        return Close("its creation was not answered", [active.collection.again], lost=True)

    def _cannot_list(self, active: ActiveJob, trouble: Exception) -> Step:
        log.warning("deferred: listing the provider's jobs failed (%s); trying again", trouble)
        active.polling.silent = True
        grace, doubt = self._settings.adopt_grace, active.reconciliation.doubt
        if isinstance(trouble, Unexpected) and isinstance(doubt, Unexpected):  # the address has no batch API
            if self._poller.is_out_of_patience(active, trouble, grace):
                return self._was_another_kind(active, doubt)
            return Reconcile(self._pause(active))
        patience = policy.patience(active, At.LIST, trouble, grace)
        if patience is not None and self._poller.is_out_of_patience(active, trouble, patience):
            end_turn(self._ledger, active)
            why = f"its creation was not answered, and the provider's jobs cannot be listed ({trouble})"
            return self._poller.give_up(active, why, gone=False)
        return Reconcile(self._pause(active))

    def _search(self, active: ActiveJob) -> tuple[str | None, str]:
        """Return the job's id at the provider, and a batch that may be the job but is still undecided."""
        job, provider = active.job, adapter_of(active.job)
        candidates = provider.find(active.connection, job, self._reach(active))
        if provider.recognisable:
            return (candidates[0] if candidates else None), ""
        elsewhere = self._ledger.jobs.batch_ids() | active.reconciliation.not_ours
        undecided = ""
        for candidate in (name for name in candidates if name not in elsewhere):
            ours = provider.is_ours(active.connection, job, candidate)
            if ours:
                return candidate, ""
            if ours is None:
                undecided = candidate
            else:
                active.reconciliation.not_ours.add(candidate)
        return None, undecided

    def _reach(self, active: ActiveJob) -> float:
        """Return how many seconds back a list is read: by either clock, and a day more where both may mislead.

        The provider's clock runs on while a machine sleeps or is restored, or has its clock set. Jobs without a name
        are read back less far within one process, because an unknown one of the same size is waited for.
        """
        by_wall = self._clock.now() - (active.job.attempted_at or active.job.planned_at)
        is_close = active.reconciliation.doubted_at is not None and not adapter_of(active.job).recognisable
        return max(by_wall, self._age(active)) + (0.0 if is_close else _A_DAY)

    def _age(self, active: ActiveJob) -> float:
        """Return the age of the create; for one of an earlier process by the wall clock, which may have been set."""
        doubted_at = active.reconciliation.doubted_at
        if doubted_at is not None:
            return self._clock.ticks() - doubted_at
        return max(0.0, self._clock.now() - (active.job.attempted_at or active.job.planned_at))

    def _absent(self, active: ActiveJob) -> Step:
        """Handle a job that is not in the list: only a second look, after the time that lists may lag, is a proof."""
        if active.credential != active.job.credential:  # the list of another account proves nothing
            why = "its creation was not answered, and the key in use may not see it"
            return self._poller.give_up(active, why, gone=False)
        active.reconciliation.looks += 1
        if active.reconciliation.looks < policy.LOOKS_FOR_ABSENCE:
            # At least two looks, because the clock may have been set. After each lost create the list may lag longer.
            repeated = max((call.resent for call in active.calls.values()), default=0)
            pause = self._settings.adopt_grace * policy.LONGER_LOOKS[repeated]
            is_taken_over = active.reconciliation.doubted_at is None  # its process may have been stopped, and send on
            grace = self._ledger.takeover_grace if is_taken_over else 0.0
            return Reconcile(pause if not grace or _has_no_input_now(active) else max(pause, grace))
        doubt = active.reconciliation.doubt
        if isinstance(doubt, Refused):  # both the provider's answer and its list say that it failed
            return self._submitter.not_created(active, doubt)
        if isinstance(doubt, Unexpected):
            return self._was_another_kind(active, doubt)
        end_turn(self._ledger, active)
        return self._charge_what_was_not_found(active)

    def _was_another_kind(self, active: ActiveJob, doubt: Unexpected) -> Step:
        """Give up a job whose create was answered with something else; it may have been paid, so it is not repeated."""
        end_turn(self._ledger, active)
        address = active.job.base_url
        why = f"its creation got another answer ({doubt}), and no batch is listed. Is a batch API at {address}?"
        return self._poller.give_up(active, why, gone=True)

    def _charge_what_was_not_found(self, active: ActiveJob) -> Step:
        """Send calls again, a few times; count the job in full unless the list had enough time to show it."""
        reserved = Decimal(active.job.reserved)
        may_be_paid = self._age(active) < self._settings.adopt_grace * policy.LONGER_LOOKS[-1]
        if may_be_paid and reserved:
            active.job.spent = active.job.reserved
            log.warning(
                "deferred: %s may have been created, but the provider does not list it: $%s count against the limit",
                active.job.label, reserved,
            )  # fmt: skip
        for call in active.shut():
            why = "its creation was not answered, and the provider does not list it"
            self._resends.lost(active, call, why, may_be_paid=may_be_paid)
        return Close("not found", [active.collection.again])

    def _pause(self, active: ActiveJob) -> float:
        return policy.pause(active, self._settings.poll_interval)


def _has_no_input_now(active: ActiveJob) -> bool:
    """Delete the uploaded input of a job that was taken over, so that a create of its first process fails if it comes.

    Returns False if the job has none, or if it may still be there.
    """
    job = active.job
    if job.file_id is None:
        return False
    try:
        adapter_of(job).delete(active.connection, job, job.file_id)
    except (Refused, Lost):
        return False
    return True
