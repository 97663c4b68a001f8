"""Errors of calls that ended without an answer: what happened, to which call, and the remedy."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from deferred.core.call import Call
from deferred.core.errors import CostLimitExceeded, DeferredError, JobFailed, TimeLimitExceeded, UnknownPrice
from deferred.engine.state import ActiveJob, PendingCall
from deferred.providers.base import Lost


def too_dear(call: PendingCall, limit: Decimal | None) -> DeferredError:
    """Return the error of a call that does not fit under the limit, or whose cost has no bound."""
    if not call.bound.is_finite():
        return UnknownPrice(
            f"{call.method} at {call.where}: its input has no bound in the request, and the provider did not count "
            "it. It was not sent; set a bound: deferred.batch(max_input_tokens=...)."
        )
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to ${call.bound:.4f}, which does not fit under what is left of "
        f"cost_limit=${limit}. It was not sent; run the script again with a higher limit, or a smaller max_tokens."
    )


def too_dear_live(call: Call, most: Decimal) -> DeferredError:
    """Return the error of a live call that does not fit under the limit."""
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to ${most:.4f} as a live call, which is more than is left "
        "of the cost limit. It was not sent; raise cost_limit, or lower max_tokens."
    )


def live_call_lost(call: Call, trouble: Lost) -> DeferredError:
    """Return the error of a live call that was not answered."""
    if not trouble.sent:
        return JobFailed(f"{call.method} at {call.where} was not sent live: {trouble}. Run the script again to send it")
    return JobFailed(
        f"{call.method} at {call.where}: sent live, and no answer came back: {trouble}. It counts in full "
        "against the cost limit, because it may have been answered. Run the script again to send it anew."
    )


def never_sent(call: PendingCall, why: str) -> DeferredError:
    """Return the error of a call that was never sent, so that nothing was spent."""
    return DeferredError(f"{call.method} at {call.where} was never sent: {why}. Run the script again to send it.")


def cancelled_unsent(call: PendingCall) -> DeferredError:
    """Return the error of a call that was cancelled before it was sent."""
    why = "was cancelled before it was sent, by Session.cancel()"
    return JobFailed(f"{call.method} at {call.where} {why}. Run the script again to send it.")


def no_longer_followed(call: PendingCall) -> DeferredError:
    """Return the error of a call whose wait was cancelled: the job belongs to another process and goes on."""
    return JobFailed(
        f"{call.method} at {call.where} is in a job that another process drives; Session.cancel() ended the wait, "
        "not the job. Run the script again to pick up its answer."
    )


def too_late(call: PendingCall, when: str) -> DeferredError:
    """Return the error of a call that met the run's time limit."""
    return TimeLimitExceeded(
        f"{call.method} at {call.where}: the time limit of the run was over {when}. Run the script again with a higher "
        "time_limit; what was answered stays bought."
    )


def no_such_run(name: str, names: Iterable[str]) -> DeferredError:
    """Return the error for an unknown run name; it lists the names in the ledger."""
    return DeferredError(
        f"the ledger has no run called {name!r}; it has {', '.join(sorted(map(repr, names))) or 'none'}"
    )


def our_own_fault(error: BaseException) -> DeferredError:
    """Return the error for a defect of `deferred`."""
    return DeferredError(
        f"an error inside deferred itself, for which no call of yours is to blame: {type(error).__name__}: {error}. "
        "What was bought is on disk or at the provider: run the script again to go on. The traceback is in the log of "
        "'deferred'; please report it."
    )


def not_taken(call: PendingCall, trouble: Exception) -> JobFailed:
    """Return the error of a call whose job could not be sent for a long time."""
    error = JobFailed(
        f"{call.method} at {call.where}: its job could not be sent for an hour: {trouble}. Nothing of it was bought. "
        "Run the script again to send it."
    )
    error.__cause__ = trouble.__cause__
    error.costs_nothing = True
    return error


def failed(active: ActiveJob, call: PendingCall, why: str) -> JobFailed:
    """Return the error of a call whose job ended without an answer for it."""
    error = JobFailed(
        f"{call.method} at {call.where}: job {active.job.label} ({active.job.provider}) ended without an answer for "
        f"it: {why}. It was sent {_times(call.resent + 1)}. Run the script again to send it anew."
    )
    error.is_final = False
    return error


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def cancelled(active: ActiveJob, call: PendingCall) -> DeferredError:
    """Return the error of a call whose job was cancelled, by the deadline or the user."""
    where = f"{call.method} at {call.where}"
    if active.cancelled == "deadline":
        return TimeLimitExceeded(
            f"{where} was not answered within the time limit of the run; its job was cancelled. Run the script again "
            "with a higher time_limit to send it anew."
        )
    return JobFailed(f"{where}: job {active.job.label} was {active.cancelled}. Run again to send it anew.")


@contextlib.contextmanager
def answered_in_any_case(calls: list[PendingCall]) -> Iterator[None]:
    """Fail the calls if the block raises: meanwhile no list of the engine holds them."""
    try:
        yield
    except BaseException as error:
        for call in calls:
            call.fail(error if isinstance(error, DeferredError) else our_own_fault(error))
        raise
