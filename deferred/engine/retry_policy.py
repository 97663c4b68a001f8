"""Retry policy: what is tried again, how often, and after which pause; the same for all providers."""

from __future__ import annotations

from deferred.engine.state import ActiveJob
from deferred.providers.base import Broken, Distrusted, Refused

LONGEST_POLL, _POLL_GROWTH = 60.0, 1.5
LONGEST_WISH = 600.0  # seconds of a Retry-After: a longer one is more likely a mistake
LONGEST_CANCEL = 900.0  # seconds that a provider may take over a cancellation; OpenAI says ten minutes
READS = 6  # of results with fewer rows than the provider counts, before the other rows are taken as missing
NO_ACCESS = 600.0  # seconds of polls that are refused, or fail on this side, before a job is given up
LONGER_LOOKS = (1, 10, 40)  # times `adopt_grace`: for the first create without an answer, the second and the third
LONGEST_TRY = 3600.0  # seconds in which the provider accepts no job, before its calls fail
BROKEN_AT_MOST = 4  # tries to send a job that the user's key function, hook or transport prevents
SPOILED = 32  # rows refused one by one, with none accepted, after which the rest of the job is refused with them
SMALLER_AFTER = 3  # refusals because of a full queue, after which a job is sent in halves
ALONE_AT_MOST = 20  # such refusals of a single call, with no other job at the provider, after which it is refused
RESENDS = 2  # of a row that expired, went missing, or met 429, 5xx or an overload
LOOKS_FOR_ABSENCE = 2  # at a provider's list, before a job is taken not to be there
WAIT_FOR_OTHERS = 1.0  # seconds between looks at a call that another process sends
TURN = 0.2  # seconds at most between looks whether another create of the same account is over
_RESEND = {408, 409, 425, 429}
_MAY_HAVE_CREATED = {408, 409}


def pause(active: ActiveJob, fixed: float | None, asked: float | None = None, at_most: float = LONGEST_POLL) -> float:
    """Return the seconds until a job is tried, or polled, again; each pause is longer than the one before.

    Args:
        active: the job.
        fixed: seconds that the user sets between two polls, instead of growing pauses.
        asked: seconds that the provider asks to wait.
        at_most: seconds that the pause takes at most, unless the provider asks for more.
    """
    polling = active.polling
    interval = min(at_most, fixed if fixed is not None else polling.interval)
    polling.interval = min(LONGEST_POLL, polling.interval * _POLL_GROWTH)
    return max(interval, min(asked or 0.0, LONGEST_WISH))


def may_have_created(refusal: Refused) -> bool:
    """Whether the provider may have acted on a create although it refused it."""
    return refusal.status >= 500 or refusal.status in _MAY_HAVE_CREATED  # noqa: PLR2004 - the HTTP range itself


def row_may_be_sent_again(status: int) -> bool:
    """Whether a row with this status may succeed if it is sent again."""
    return status in _RESEND or status >= 500  # noqa: PLR2004 - the HTTP range itself


def passes_by_waiting(refusal: Refused, active: ActiveJob) -> bool:
    """Whether a refused create may succeed later; with a spending cap it does not."""
    if active.job.file_id is not None and file_is_not_there(refusal.message):
        return active.submission.tries < ALONE_AT_MOST
    return refusal.passing and not _is_spending_cap(refusal)


def file_is_not_there(words: str) -> bool:
    """Whether the provider does not find the uploaded file yet (bespokelabsai/curator#116)."""
    return "cannot find file" in words.lower()


def look_may_never_succeed(trouble: Exception) -> bool:
    """Whether a poll may fail for ever; a network failure, or a refusal that passes, may not."""
    if isinstance(trouble, Refused):
        return not trouble.passing
    return isinstance(trouble, Broken) and not isinstance(trouble, Distrusted)


def is_gone(trouble: Exception) -> bool:
    """Whether the provider does not have the job."""
    return isinstance(trouble, Refused) and trouble.status in {404, 410}


def is_full(refusal: Refused) -> bool:
    """Whether the provider's queue of tokens is full; some versions of the API report it with a 400."""
    return "token_limit_exceeded" in refusal.body.decode("utf-8", "replace")


def is_crowded(trouble: Exception) -> bool:
    """Whether the provider limits the rate of requests; waiting does not help against a spending cap."""
    return isinstance(trouble, Refused) and trouble.status == 429 and not _is_spending_cap(trouble)  # noqa: PLR2004


def _is_spending_cap(refusal: Refused) -> bool:
    return "enforced_spend_limit" in refusal.body.decode("utf-8", "replace")
