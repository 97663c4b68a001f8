"""All errors of `deferred`.

DeferredError
 +-- NotBatchable            a generation call that no batch can carry
 +-- CostLimitExceeded       the call did not fit under the cost limit
 +-- TimeLimitExceeded       the call was not answered before the deadline
 +-- UnknownPrice            a limit is set and the price of the call cannot be bounded
 |    +-- InputUnbounded     the same, because the request refers to input that it does not hold
 +-- CanaryFailed            too many of the first calls failed, so nothing else was sent
 +-- JobFailed               the batch job of the call ended without an answer for it
 +-- LedgerError             the ledger cannot be used
 |    +-- ClaimLost          another process has taken over a job; the engine follows it, users do not see this
 +-- WrongInput              a command line, or a file of requests, is invalid
 +-- DryRun                  a reply was read although nothing is sent
Stopped (BaseException)      the same request was made again and again after one of the above
 +-- EndOfDryRun             a reply was read inside a dry run: the block ends here
Pending (BaseException)      in core/pending.py: jobs are at the provider, and the process gives up waiting

A provider's refusal is raised as the SDK's own exception class, never as one of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from deferred.core.text import plain


class DeferredError(Exception):
    """The base class of the errors of `deferred`."""

    is_final = True  # the same call, made again, raises the same error
    costs_nothing = False  # an inner block gets back what was reserved for the call

    def __str__(self) -> str:
        return plain(super().__str__(), keep="\n")  # messages may hold text of a provider or a model


class NotBatchable(DeferredError):
    """A generation call that no batch job can carry; nothing was sent."""

    def __init__(self, method: str, where: str, why: str, remedy: str) -> None:
        """`method` is the SDK's name of the call, `where` FILE:LINE of the code that made it."""
        self.why = why
        self._parts = method, where, why, remedy
        super().__init__(f"{method} at {where} cannot go into a batch: {why}. Nothing was sent. {remedy}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the error with all its parts."""
        return type(self), self._parts


class WrongInput(DeferredError):
    """A command line, or a line of a requests file, is invalid; nothing was sent."""


class CostLimitExceeded(DeferredError):
    """The call does not fit under the cost limit of its run; it was not sent."""

    costs_nothing = True


class TimeLimitExceeded(DeferredError):
    """The call was not answered before the deadline of its run."""

    costs_nothing = True


class UnknownPrice(DeferredError):
    """A cost limit is set and the call's price cannot be bounded; it was not sent."""


class InputUnbounded(UnknownPrice):
    """The body does not bound the input; the provider may be able to count it."""


class CanaryFailed(DeferredError):
    """Too many of the first calls failed, so the others were not sent."""


class JobFailed(DeferredError):
    """The batch job ended without an answer for this call."""


class LedgerError(DeferredError):
    """The ledger cannot be opened, read or written."""


class ClaimLost(LedgerError):
    """Another process has taken over a job of this one, whose lease was over; the job is followed from then on.

    `is_orphan` tells that the job was closed meanwhile, and that the provider has created it after all.
    """

    def __init__(self, words: str, *, is_orphan: bool = False) -> None:
        """`words` say which job, and who has it."""
        super().__init__(words)
        self.is_orphan = is_orphan


class DryRun(DeferredError):
    """The reply of a dry run was read: nothing was sent, so there is no reply."""

    costs_nothing = True


class Stopped(BaseException):
    """The same request was made again and again after `deferred` had refused it: the refusal is repeated ten times.

    It is a BaseException so that `while True: try ... except Exception` loops end instead of spinning.
    """


class EndOfDryRun(Stopped):
    """A reply was read inside a dry run; the block ends here, and raises nothing."""


def is_only(error: BaseException, kind: type[BaseException]) -> bool:
    """Whether an exception is of a kind, or a group of only such exceptions."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_only(inner, kind) for inner in error.exceptions)
    return isinstance(error, kind)


def raise_one_of_ours(error: BaseException | None, pending: type[BaseException]) -> None:
    """Raise the first error of a group that holds only errors of `deferred`: the group of a task group adds nothing.

    One that is `pending` only says that others are not answered yet, so that any other is raised before it.
    """
    if not isinstance(error, BaseExceptionGroup):
        return
    leaves = list(_leaves(error))
    if all(isinstance(leaf, (DeferredError, Stopped, pending)) for leaf in leaves):
        raise min(leaves, key=lambda leaf: isinstance(leaf, pending)) from None


def _leaves(error: BaseException) -> Iterator[BaseException]:
    if not isinstance(error, BaseExceptionGroup):
        yield error
        return
    for part in error.exceptions:
        yield from _leaves(part)
