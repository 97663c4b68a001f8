"""The canary: a few calls go first, and when too many of them fail nothing else is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from deferred.core.errors import CanaryFailed, CostLimitExceeded, DeferredError, TimeLimitExceeded
from deferred.core.profile import profile_of
from deferred.engine.state import PendingCall


class Canary:
    """The calls that go first, and those that wait for their outcome; whoever uses it holds the engine's lock."""

    def __init__(self, wanted: int) -> None:
        """`wanted` is how many calls go first; 0 for no canary."""
        self.wanted = wanted
        self.first: list[PendingCall] = []
        self.behind: list[PendingCall] = []
        self.is_judged = False

    @property
    def is_out(self) -> bool:
        """Whether the first calls are on their way, and the others wait for them."""
        return bool(self.first)

    def send(self, everything: list[PendingCall]) -> list[list[PendingCall]]:
        """Let the first calls go, in the groups in which they came; the others wait."""
        self.first, self.behind = everything[: self.wanted], everything[self.wanted :]
        self.wanted = 0
        return [list(items) for _, items in groupby(self.first, key=lambda item: item.group)]

    def came_back(self) -> list[PendingCall]:
        """Give the first calls, which are answered: whatever is asked from now on need not wait for them."""
        first, self.first = self.first, []
        return first

    def take_behind(self) -> list[PendingCall]:
        """Take out the calls that waited."""
        behind, self.behind = self.behind, []
        return behind

    def take_one(self, key: str) -> PendingCall | None:
        """Take out one call that waits; None when it is not here."""
        item = next((item for item in self.behind if item.key == key), None)
        if item is not None:
            self.behind.remove(item)
        return item


def judge(
    items: Sequence[PendingCall], tolerance: float, body_of: Callable[[PendingCall], bytes]
) -> DeferredError | None:
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


def _failure(item: PendingCall, body_of: Callable[[PendingCall], bytes]) -> str:
    """Say how a call failed: refused, or not of the asked model; empty for a good one."""
    try:
        reply = item.future.result(0)
    except (CostLimitExceeded, TimeLimitExceeded):
        return ""  # no word on the request
    except BaseException as error:  # noqa: BLE001 - whatever a reader of the reply would meet is what is counted
        return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return _not_parsed(reply, item, body_of)


def _not_parsed(reply: Any, item: PendingCall, body_of: Callable[[PendingCall], bytes]) -> str:
    # Some SDKs give None where the answer is not what the schema asked for; the others raise.
    words = profile_of(item.group.target.provider).replies.unparsed
    if not words or getattr(reply, "parsed", None) is not None:
        return ""
    asked = any(word in body_of(item) for word in words)
    return "an answer that is not of the asked schema" if asked else ""
