"""The canary: a few calls are sent first; if too many of them fail, nothing else is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from deferred.core.errors import CanaryFailed, CostLimitExceeded, DeferredError, TimeLimitExceeded
from deferred.core.grouping import Group
from deferred.core.profile import profile_of
from deferred.engine.context import EngineContext
from deferred.engine.state import PendingCall, Wave
from deferred.engine.warm import Warmer
from deferred.futures.future import Future

Send: TypeAlias = Callable[[list[PendingCall], str, Wave | None], None]  # makes jobs of calls
PutBack: TypeAlias = Callable[[list[PendingCall], str], None]


class Canary:
    """The calls that are sent first, and those that wait for their outcome. Every method needs the engine's lock."""

    def __init__(self, context: EngineContext, group_of: Callable[[PendingCall], Group], put_back: PutBack) -> None:
        """`group_of` returns the group of a call; `put_back` queues calls that are sent at once."""
        self._context, self._group_of, self._put_back = context, group_of, put_back
        self.wanted, self.warmer = context.settings.canary or 0, Warmer(context)
        self.behind: list[PendingCall] = []
        self._first: list[tuple[PendingCall, Future]] = []
        self._unanswered = 0
        self._is_excused = self._is_warming = False

    @property
    def is_out(self) -> bool:
        """Whether the first calls were sent and not yet judged, so that the others wait."""
        return bool(self._first)

    def send(self, everything: list[PendingCall], wave: Wave, send: Send) -> None:
        """Send the first calls alone; the others wait until these are answered."""
        first, self.behind = everything[: self.wanted], everything[self.wanted :]
        self._first = [(call, call.future) for call in first if call.future is not None]
        self.wanted = 0
        wave.reason, wave.calls = "canary", len(first)
        self._send_first(first, wave, send)

    def warm(self, first: list[PendingCall], behind: list[PendingCall], wave: Wave, send: Send) -> None:
        """Send calls that warm a cache; the others wait until these have ended, however they end."""
        self.behind, self._is_warming = behind, True
        self._first = [(call, call.future) for call in first if call.future is not None]
        wave.reason, wave.calls = "warms the cache", len(first)
        self._send_first(first, wave, send)

    def _send_first(self, first: list[PendingCall], wave: Wave, send: Send) -> None:
        for _, calls in groupby(first, key=self._group_of):
            send(list(calls), wave.reason, wave)
        self._unanswered = len(self._first)
        for _, future in list(self._first):
            future.watch(self._one_came_back)

    def excuse(self) -> None:
        """Do not judge the first calls: a cancelled call says nothing about the requests."""
        self._is_excused = True

    def take_behind(self) -> list[PendingCall]:
        """Remove and return the calls that wait for the outcome."""
        behind, self.behind = self.behind, []
        return behind

    def take_one(self, key: str) -> PendingCall | None:
        """Remove and return one waiting call; None if it does not wait here."""
        call = next((call for call in self.behind if call.key == key), None)
        if call is not None:
            self.behind.remove(call)
        return call

    def _one_came_back(self) -> None:
        with self._context.scheduler.lock:
            self._unanswered -= 1
            if self._unanswered == 0:
                self._context.scheduler.soon(self._judge)

    def _judge(self) -> None:
        with self._context.scheduler.lock:  # the user's validator may make calls meanwhile: they are sent
            first, self._first = self._first, []
            is_warm, self._is_warming = self._is_warming, False
        tolerance = self._context.settings.canary_tolerance
        error = None if self._is_excused or is_warm else judge(first, tolerance, self._context.body_of)
        if error is not None:
            raise error
        with self._context.scheduler.lock:
            self._put_back(self.take_behind(), "the cache is warm" if is_warm else "canary passed")
            self._context.scheduler.lock.notify_all()


def judge(
    calls: Sequence[tuple[PendingCall, Future]], tolerance: float, body_of: Callable[[PendingCall], bytes]
) -> DeferredError | None:
    """Return the error that stops the run if too many of the first calls failed; None sends the others."""
    causes = Counter(cause for cause in (_failure(call, future, body_of) for call, future in calls) if cause)
    failed = sum(causes.values())
    if failed <= tolerance * len(calls):
        return None
    listed = "; ".join(f"{count} times {cause}" for cause, count in causes.most_common(5))
    first, _ = calls[0]
    message = (
        f"{failed} of the first {len(calls)} calls failed (more than canary_tolerance={tolerance:g}), beginning with "
        f"{first.method} at {first.where}: {listed}. Nothing else was sent; mend the requests and run the script again."
    )
    return CanaryFailed(message)


def _failure(call: PendingCall, future: Future, body_of: Callable[[PendingCall], bytes]) -> str:
    """Describe how a call failed: refused, or not valid for the asked schema; empty if it succeeded."""
    try:
        reply = future.result(0)
    except (CostLimitExceeded, TimeLimitExceeded):
        return ""  # this says nothing about the request
    except BaseException as error:  # noqa: BLE001 - every error that reading the reply raises counts
        return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return _not_parsed(reply, call, body_of)


def _not_parsed(reply: Any, call: PendingCall, body_of: Callable[[PendingCall], bytes]) -> str:
    # Some SDKs return None when the answer does not fit the schema; the others raise.
    words = profile_of(call.target.provider).replies.unparsed
    if not words or getattr(reply, "parsed", None) is not None:
        return ""
    asked = any(word in body_of(call) for word in words)
    return "an answer that is not of the asked schema" if asked else ""
