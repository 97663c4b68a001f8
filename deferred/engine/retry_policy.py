"""Retry policy: the pauses before a try, and for how long failed looks are repeated; the same for all providers.

What follows which refusal is in the table of `providers/refusals.py`.
"""

from __future__ import annotations

from deferred.engine.state import ActiveJob
from deferred.providers import refusals
from deferred.providers.base import Broken, Distrusted, Refused, Unexpected
from deferred.providers.refusals import At, Then, rule_of

LONGEST_POLL, _POLL_GROWTH = 60.0, 1.5
LONGEST_WISH = 600.0  # seconds of a Retry-After: a longer one is more likely a mistake
LONGEST_CANCEL = 900.0  # seconds that a provider may take over a cancellation; OpenAI says ten minutes
READS = 6  # of results with fewer rows than the provider counts, before the other rows are taken as missing
LONGER_LOOKS = (1, 10, 40)  # times `adopt_grace`: for the first create without an answer, the second and the third
BROKEN_AT_MOST = 4  # tries to send a job that the user's key function, hook or transport prevents
SMALLER_AFTER = 3  # refusals because of a full queue, after which a job is sent in halves
LOOKS_FOR_ABSENCE = 2  # at a provider's list, before a job is taken not to be there
WAIT_FOR_OTHERS = 1.0  # seconds between looks at a call that another process sends
TURN = 0.2  # seconds at most between looks whether another create of the same account is over


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
    polling.interval = min(max(LONGEST_POLL, at_most), polling.interval * _POLL_GROWTH)
    return max(interval, min(asked or 0.0, LONGEST_WISH))


def patience(active: ActiveJob, at: At, trouble: Exception, grace: float) -> float | None:
    """Return the seconds for which a failed look at a job is repeated; None if it may succeed at any time.

    Args:
        active: the job.
        at: the step that failed.
        trouble: how it failed.
        grace: seconds for a job that the provider does not have.
    """
    if isinstance(trouble, Refused):
        rule = rule_of(at, active.job.provider, trouble)
        return grace if rule.then is Then.GONE else rule.seconds
    is_lasting = isinstance(trouble, Broken | Unexpected) and not isinstance(trouble, Distrusted)
    return refusals.NO_ACCESS if is_lasting else None


def is_gone(trouble: Exception) -> bool:
    """Whether the provider does not have the job."""
    return isinstance(trouble, Refused) and trouble.status in {404, 410}
