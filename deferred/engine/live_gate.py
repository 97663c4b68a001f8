"""LiveGate: how many calls are sent at once, as many as the provider's rate limit seems to allow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from deferred.engine.scheduler import Scheduler

_FIRST, _MOST = 16.0, 64.0
_REMAINING = "x-ratelimit-remaining-requests"


class LiveGate:
    """Runs steps that send one call each; a step that is not let in yet waits for its turn."""

    def __init__(self, scheduler: Scheduler, at_most: int | None) -> None:
        """`at_most` is the user's number of calls at once; None finds it by what the provider answers."""
        self._scheduler, self._most = scheduler, float(at_most or _MOST)
        self._allowed = min(self._most, at_most or _FIRST)
        self._waiting: deque[Callable[[], None]] = deque()
        self._running = 0

    def run(self, step: Callable[[], None]) -> None:
        """Run a step on a thread of its own, as soon as there is room."""
        with self._scheduler.lock:
            self._waiting.append(step)
            self._let_in()

    def note(self, status: int, headers: Mapping[str, str]) -> None:
        """Allow more calls at once after an answer, and fewer after a refusal for want of room."""
        with self._scheduler.lock:
            if status == 429:  # noqa: PLR2004 - the HTTP status
                self._allowed = max(1.0, self._allowed / 2)
                return
            self._allowed = min(self._most, self._allowed + 1 / self._allowed)
            remaining = headers.get(_REMAINING, "")
            if remaining.isdigit():
                self._allowed = max(1.0, min(self._allowed, self._running + float(remaining)))

    def _let_in(self) -> None:
        while self._waiting and self._running < int(self._allowed):
            self._running += 1
            self._scheduler.soon(self._ending(self._waiting.popleft()), is_long=True)

    def _ending(self, step: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                step()
            finally:
                with self._scheduler.lock:
                    self._running -= 1
                    self._let_in()

        return run
