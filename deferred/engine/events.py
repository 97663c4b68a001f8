"""Events of jobs, and the outlook: what the engine tells progress displays, traces and the user's `on_event`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from deferred.core.job import Job
from deferred.engine.state import ActiveJob

log = logging.getLogger("deferred")
Kind = Literal["planned", "submitted", "running", "ended", "collected", "waiting"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is still to be done: unsent calls, calls and jobs that wait for other jobs to end, and the next poll.

    `deadline` and `next_look` are seconds since the epoch.
    """

    unsent: int = 0
    held: int = 0
    ready: int = 0
    at_work: int = 0
    next_look: float | None = None
    deadline: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened to a job. `deferred.batch(on_event=function)` is called with each, on a thread of its own.

    Attributes:
        kind: "planned" (it is on disk, and about to be sent), "submitted" (the provider accepted it), "running" (it
            was polled), "ended" (the provider is done, and its rows are read), "collected" (every call of it has
            its outcome) or "waiting" (for the provider, or for another process; `words` says for what).
        job: the job: `provider`, `model` (empty where it may mix several), `batch_id`, `count` (of calls), `state`,
            `outcome`, `planned_at`, `submitted_at`, `ended_at` (seconds since the epoch). It changes while
            the job goes on, so it may be newer than the event. Do not change it.
        words: the provider's name for the state, or what the job waits for.
        done: how many of its calls the provider has finished.

    Example:
        def show(event: deferred.Event) -> None:
            print(event.kind, event.job.provider, f"{event.done} of {event.job.count}", event.words)

        with deferred.batch(on_event=show):
            ...
    """

    kind: Kind
    job: Job
    words: str = ""
    done: int = 0


OnEvent: TypeAlias = Callable[[Event, ActiveJob], None]


class EventLog:
    """Reports what happens to jobs: changes to the log, every event to the session."""

    def __init__(self, now: Callable[[], float], on_event: OnEvent | None = None) -> None:
        """`now` returns seconds since the epoch."""
        self._now, self._on_event = now, on_event

    def tell(self, kind: Kind, active: ActiveJob, words: str = "", done: int = 0) -> None:
        """Report an event of a job."""
        job, progress = active.job, active.progress
        is_news = progress.note(kind, words, done, self._now())
        if not progress.models:
            progress.models = tuple(sorted({call.model for call in list(active.calls.values())}))
        if is_news:
            far = f", {done:,} of {job.count:,} finished" if kind == "running" else ""
            log.info("deferred: %s %s, %d calls: %s %s%s", job.provider, job.label, job.count, kind, words, far)
        if self._on_event is not None:
            self._on_event(Event(kind, job, words, done), active)
