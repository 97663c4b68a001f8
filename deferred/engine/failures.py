"""Why a call ended without an answer, in words: what happened, to which call, and the remedy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from deferred.core.call import Call
from deferred.core.errors import CostLimitExceeded, DeferredError, JobFailed, TimeLimitExceeded, UnknownPrice
from deferred.engine.state import ActiveJob, PendingCall
from deferred.providers.base import Lost


def too_dear(call: PendingCall, limit: Decimal | None) -> DeferredError:
    """Say that a call does not fit under the limit, or cannot be bounded."""
    if not call.bound.is_finite():
        return UnknownPrice(
            f"{call.method} at {call.where}: its input is not bounded by the request, and the provider did not count "
            "it. It was not sent; say how much it can be: deferred.batch(max_input_tokens=...)."
        )
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to ${call.bound:.4f}, which does not fit under what is left of "
        f"cost_limit=${limit}. It was not sent; run the script again with a higher limit, or a smaller max_tokens."
    )


def too_dear_live(call: Call, most: Decimal) -> DeferredError:
    """Say that a live call does not fit under the limit."""
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to ${most:.4f} as a live call, which is more than is left "
        "of the cost limit. It was not sent; raise cost_limit, or lower max_tokens."
    )


def live_call_lost(call: Call, trouble: Lost) -> DeferredError:
    """Say that a live call was not answered."""
    if not trouble.sent:
        return JobFailed(f"{call.method} at {call.where} was not sent live: {trouble}. Run the script again to send it")
    return JobFailed(
        f"{call.method} at {call.where}: sent live, and no answer came back: {trouble}. It counts in full "
        "against the cost limit, for it may have been answered. Run the script again to send it anew."
    )


def never_sent(call: PendingCall, why: str) -> DeferredError:
    """Say that a call never left, so that nothing was spent on it."""
    return DeferredError(f"{call.method} at {call.where} was never sent: {why}. Run the script again to send it.")


def cancelled_unsent(call: PendingCall) -> DeferredError:
    """Say that a call was taken back before it left."""
    why = "was cancelled before it was sent, by Session.cancel()"
    return JobFailed(f"{call.method} at {call.where} {why}. Run the script again to send it.")


def no_longer_followed(call: PendingCall) -> DeferredError:
    """Say that only the waiting ended: the job is another process's."""
    return JobFailed(
        f"{call.method} at {call.where} is in a job that another process drives; Session.cancel() ended the wait, "
        "not the job. Run the script again to pick up its answer."
    )


def too_late(call: PendingCall, when: str) -> DeferredError:
    """Say that the time of the run was over."""
    return TimeLimitExceeded(
        f"{call.method} at {call.where}: the time limit of the run was over {when}. Run the script again with a higher "
        "time_limit; what was answered stays bought."
    )


def no_such_run(name: str, names: Iterable[str]) -> DeferredError:
    """Say that the ledger has no run of this name, and which it has."""
    return DeferredError(
        f"the ledger has no run called {name!r}; it has {', '.join(sorted(map(repr, names))) or 'none'}"
    )


def our_own_fault(error: BaseException) -> DeferredError:
    """Say that it was us."""
    return DeferredError(
        f"an error inside deferred itself, for which no call of yours is to blame: {type(error).__name__}: {error}. "
        "What was bought is on disk or at the provider: run the script again to go on. The traceback is in the log of "
        "'deferred'; please report it."
    )


def not_taken(call: PendingCall, trouble: Exception) -> JobFailed:
    """Say that a job could not be sent for a long time."""
    error = JobFailed(
        f"{call.method} at {call.where}: its job could not be sent for an hour: {trouble}. Nothing of it was bought. "
        "Run the script again to send it."
    )
    error.__cause__ = trouble.__cause__
    error.costs_nothing = True
    return error


def failed(active: ActiveJob, call: PendingCall, why: str) -> JobFailed:
    """Say that a job ended without an answer for one of its calls."""
    error = JobFailed(
        f"{call.method} at {call.where}: job {active.job.label} ({active.job.provider}) ended without an answer for "
        f"it: {why}. It was sent {_times(call.resent + 1)}. Run the script again to send it anew."
    )
    error.is_final = False
    return error


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def cancelled(active: ActiveJob, call: PendingCall) -> DeferredError:
    """Say that the job of a call was cancelled, by the deadline or the user."""
    where = f"{call.method} at {call.where}"
    if active.cancelled == "deadline":
        return TimeLimitExceeded(
            f"{where} was not answered within the time limit of the run; its job was cancelled. Run the script again "
            "with a higher time_limit to send it anew."
        )
    return JobFailed(f"{where}: job {active.job.label} was {active.cancelled}. Run again to send it anew.")


@contextlib.contextmanager
def answered_in_any_case(calls: list[PendingCall]) -> Iterator[None]:
    """Tell those who wait for calls that are in no list of ours for a moment, should that moment fail."""
    try:
        yield
    except BaseException as error:
        for call in calls:
            call.fail(error if isinstance(error, DeferredError) else our_own_fault(error))
        raise
