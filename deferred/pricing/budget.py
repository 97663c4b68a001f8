"""The most that a job can cost, from the bodies of its calls."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core.call import Target
from deferred.core.errors import UnknownPrice
from deferred.core.job import Job, call_of
from deferred.core.profile import profile_of
from deferred.pricing import prices


def most_of(job: Job, bodies: Iterable[bytes], settings: Settings) -> Decimal:
    """Return the most that a job can cost.

    Raises:
        UnknownPrice: it is unknown for one of its calls.
    """
    target = Target(job.provider, job.base_url, job.endpoint, job.credential)
    route, most = profile_of(job.provider).routes.named(job.route), Decimal(0)
    for body in bodies:
        if not body:
            message = (
                f"job {job.label} was planned without a limit, and the body of one of its calls was not kept, so it is "
                "not known what it may cost. Wait for it with `deferred collect`, and run the script again."
            )
            raise UnknownPrice(message)
        most += prices.bound(call_of(job, target, body), settings.prices, settings.max_input_tokens, route=route)
    return most
