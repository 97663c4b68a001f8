"""Errors of calls that ended without an answer: what happened, to which call, and the remedy."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from urllib.parse import urlsplit

from deferred.core import remedies
from deferred.core.call import Call
from deferred.core.caps import Allowance
from deferred.core.errors import CostLimitExceeded, DeferredError, JobFailed, TimeLimitExceeded, UnknownPrice
from deferred.core.job import Job
from deferred.core.pending import Pending
from deferred.core.profile import profile_of
from deferred.core.text import dollars, duration, exact
from deferred.engine.state import ActiveJob, PendingCall
from deferred.providers.base import NOT_WRITTEN, Broken, Lost, Refused, Unexpected

_NO_SUCH_PLACE = frozenset([404, 405, 501])  # HTTP statuses
_FEWER_THREADS = (
    "Use fewer threads, or raise the limit (`ulimit -u`, or the container's limit of processes), and run the script "
    "again to go on."
)


def send_lost() -> str:
    """Return how a call whose answer was lost is sent anew."""
    return f"To send it anew, at the risk of paying twice: {remedies.block('resend_lost', True)}."


def too_dear(call: PendingCall, cap: Allowance | None) -> DeferredError:
    """Return the error of a call that does not fit under a cap, or whose cost has no bound."""
    if not call.bound.is_finite():
        return UnknownPrice(
            f"{call.method} at {call.where}: its input has no bound in the request, and the provider did not count "
            f"it. It was not sent; set a bound: {remedies.block('max_input_tokens', ...)}."
        )
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to {exact(call.bound)}, which does not fit under what is left of "
        f"{_said_of(cap)}. It was not sent; run the script again with a higher {_way_out(cap)}, or a smaller "
        "max_tokens."
    )


def too_dear_live(call: Call, most: Decimal, cap: Allowance | None) -> DeferredError:
    """Return the error of a live call that does not fit under a cap; None stands for a cap of an inner block."""
    return CostLimitExceeded(
        f"{call.method} at {call.where} may cost up to {exact(most)} as a live call, which is more than is left "
        f"of {'the cost limit' if cap is None else _said_of(cap)}. It was not sent; run the script again with a higher "
        f"{_way_out(cap)}, or lower max_tokens."
    )


def _said_of(cap: Allowance | None) -> str:
    """Name a cap; of a budget say what all runs have used of it, because nothing else of this run shows that."""
    if cap is None:
        return str(cap)
    if not cap.period:
        return f"{cap}: {exact(max(cap.left, Decimal(0)))}"
    return f"{cap}: all runs of this ledger have spent or reserved {dollars(cap.committed)} of it"


def _way_out(cap: Allowance | None) -> str:
    if cap is None or not cap.period:
        return f"limit{remedies.beside('cost_limit')}"
    higher = f"budget={{{json.dumps(cap.period)}: ...}}{remedies.beside('budget') or ' (or DEFERRED_BUDGET)'}"
    return f"{higher}, or after {cap.ends}, when the next {cap.period} begins (what was answered stays bought)"


def live_call_lost(call: Call, trouble: Lost) -> DeferredError:
    """Return the error of a live call that was not answered."""
    if not trouble.sent:
        return JobFailed(f"{call.method} at {call.where} was not sent live: {trouble}. Run the script again to send it")
    return JobFailed(
        f"{call.method} at {call.where}: sent live, and no answer came back: {trouble}. It counts in full "
        f"against the cost limit and budgets, because it may have been answered. {send_lost()}"
    )


def create_lost(call: PendingCall, route: str) -> DeferredError:
    """Return the error of a call whose create was not answered, on a route that the provider does not list."""
    return JobFailed(
        f"{call.method} at {call.where}: sent as {route}, and its creation was not answered. The provider lists no "
        "such requests, so it counts in full against the cost limit and budgets, because it may have been made. "
        f"{send_lost()}"
    )


def no_capacity(call: PendingCall, seconds: float) -> DeferredError:
    """Return the error of a call for which a cheaper tier had no capacity in time."""
    return JobFailed(
        f"{call.method} at {call.where}: {call.route.name} had no capacity for it in {duration(seconds)}. Nothing was "
        'charged. Run the script again to try again; on_time_limit="live" sends such calls at full price.'
    )


def of_run(error: DeferredError | Pending | None) -> DeferredError | Pending | None:
    """Return what ended a run, for one of its calls: each wait raises a Pending of its own, with its own traceback."""
    return copy.copy(error) if isinstance(error, Pending) else error


def lost_before(call: PendingCall) -> DeferredError:
    """Return the error of a call that was sent live before, and whose answer never came."""
    return JobFailed(
        f"{call.method} at {call.where} was sent live before, by this run or an earlier process of it, and no answer "
        f"came back. It may be paid already, so it is not sent again. {send_lost()}"
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


def no_thread(error: RuntimeError, call: Call | PendingCall | None = None) -> JobFailed:
    """Return the error for a system that gives no thread: of one call, or of all calls of a run."""
    what = (
        "no job could be sent or read for a minute" if call is None else f"{call.method} at {call.where} was not sent"
    )
    failed = JobFailed(
        f"{what}, because the system gives this process no thread ({error}). What was bought is on disk or at the "
        f"provider. {_FEWER_THREADS}"
    )
    failed.is_final = False
    failed.__cause__ = error
    return failed


def interpreter_ends(error: RuntimeError) -> JobFailed:
    """Return the error of calls that wait, or are made, while the interpreter ends: as in an atexit handler."""
    failed = JobFailed(
        f"no job can be sent or read any more, because the interpreter is ending ({error}). What was bought is on disk "
        "or at the provider: run the script again to go on. Make and read calls before the script ends, not in an "
        "atexit handler."
    )
    failed.__cause__ = error
    return failed


def no_thread_for_function(error: RuntimeError) -> DeferredError:
    """Return the error of a function of `deferred.map`, or of a task, that got no thread."""
    failed = DeferredError(f"the system started no thread for this function ({error}). {_FEWER_THREADS}")
    failed.__cause__ = error
    return failed


def not_taken(call: PendingCall, trouble: Exception) -> JobFailed:
    """Return the error of a call whose job could not be sent for a long time."""
    error = JobFailed(
        f"{call.method} at {call.where}: its job could not be sent for an hour: {trouble}. Nothing of it was bought. "
        "Run the script again to send it."
    )
    error.__cause__ = trouble.__cause__
    error.costs_nothing = True
    return error


def other_api(job: Job, refusal: Refused) -> str:
    """Return what to say of a host that was declared, and has no batch API where one was expected; else nothing."""
    netloc = urlsplit(job.base_url).netloc
    if refusal.status not in _NO_SUCH_PLACE or profile_of(job.provider).wire.is_own(netloc):
        return ""
    return (
        f"{netloc} does not answer as the batch API of {job.provider} does (HTTP {refusal.status}). If it speaks as "
        f"another provider, say which: {remedies.setting('hosts', [f'{netloc}=groq'])}; "
        "`deferred doctor --host` tries it"
    )


def cannot_be_sent(call: PendingCall, trouble: Broken | Unexpected, address: str) -> JobFailed:
    """Return the error of a call whose job the user's own code, or what answers at the address, prevents."""
    remedy = (
        "Nothing was bought. This is not deferred's own fault, nor the provider's: correct the client's set-up"
        if isinstance(trouble, Broken)
        else f"No job was created. Is a batch API at {address}? Correct the client's base URL"
    )
    error = JobFailed(
        f"{call.method} at {call.where}: its job could not be sent: {trouble}. {remedy}, and run the script again."
    )
    error.__cause__ = trouble.__cause__
    return error


def failed(active: ActiveJob, call: PendingCall, why: str) -> JobFailed:
    """Return the error of a call whose job ended without an answer for it."""
    error = JobFailed(
        f"{call.method} at {call.where}: job {active.job.label} ({active.job.provider}) ended without an answer for "
        f"it: {why}. It was sent {_times(call.resent + 1)}. Run the script again to send it anew."
    )
    error.is_final = False
    return error


def unreadable(active: ActiveJob, call: PendingCall) -> JobFailed:
    """Return the error of a call that is not sent again, because its row, or rows of its job, have an unknown shape."""
    label, provider, count = active.job.label, active.job.provider, active.collection.kept
    return JobFailed(
        f"{call.method} at {call.where}: job {label} ({provider}) has ended, but its results have a shape that is not "
        f"known: {count} rows cannot be matched to calls. They may be answers that were paid for, so nothing was sent "
        "again. The rows are kept as they came: `deferred results --export FILE` writes them. Please report this; to "
        "run the script again buys the call anew."
    )


def unclear(active: ActiveJob, call: PendingCall, what: str) -> JobFailed:
    """Return the error of a call with such a row; `what` is known of it."""
    if not what.startswith(NOT_WRITTEN):
        return unreadable(active, call)
    label, provider = active.job.label, active.job.provider
    return JobFailed(
        f"{call.method} at {call.where}: job {label} ({provider}) did its work and could not write the answers: "
        f"{what.removeprefix(NOT_WRITTEN)} They count as paid in full, and nothing was sent again. Mend that first: to "
        "run the script again buys the call anew."
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def cancelled(active: ActiveJob, call: PendingCall) -> DeferredError:
    """Return the error of a call whose job was cancelled, by the deadline or the user."""
    where = f"{call.method} at {call.where}"
    if active.cancelled == "deadline":
        late = f"{where} was not answered within the time limit of the run"
        if active.polling.cancel_failed:
            return TimeLimitExceeded(
                f"{late}, and the provider did not cancel job {active.job.label}: it may go on there, and is billed "
                "then. Run the script again with a higher time_limit to collect what it answers."
            )
        return TimeLimitExceeded(
            f"{late}; its job was cancelled. Run the script again with a higher time_limit to send it anew."
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
