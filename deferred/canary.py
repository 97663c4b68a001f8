"""The canary: a few calls go first, and when too many of them fail nothing else is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from deferred.errors import CanaryFailed, CostLimitExceeded, DeferredError, TimeLimitExceeded
from deferred.underway import Item

_SCHEMAS = (b'"responseSchema"', b'"responseJsonSchema"')


def judge(items: Sequence[Item], tolerance: float, body_of: Callable[[Item], bytes]) -> DeferredError | None:
    """Say whether to stop, once the first calls are answered; None lets the others go."""
    causes = Counter(cause for cause in (_failure(item, body_of) for item in items) if cause)
    failed = sum(causes.values())
    if failed <= tolerance * len(items):
        return None
    listed = "; ".join(f"{count} times {cause}" for cause, count in causes.most_common(5))
    first = items[0]
    message = (
        f"{failed} of the first {len(items)} calls failed (more than canary_tolerance={tolerance:g}), beginning with "
        f"{first.method} at {first.where}: {listed}. Nothing else was sent; mend the requests and run the script again."
    )
    return CanaryFailed(message)


def _failure(item: Item, body_of: Callable[[Item], bytes]) -> str:
    """Say how a call failed: refused, or not of the asked model; empty for a good one."""
    error = item.future.exception(0)
    if isinstance(error, (CostLimitExceeded, TimeLimitExceeded)):
        return ""  # no word on the request
    if error is not None:
        return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return _not_parsed(item.future.result(0), item, body_of)


def _not_parsed(reply: Any, item: Item, body_of: Callable[[Item], bytes]) -> str:
    # google-genai gives None where the answer is not what the schema asked for; the other SDKs raise.
    if item.group.target.provider != "google" or getattr(reply, "parsed", None) is not None:
        return ""
    asked = any(word in body_of(item) for word in _SCHEMAS)
    return "an answer that is not of the asked schema" if asked else ""
