"""Watchers of a session: progress on a terminal, OpenTelemetry, and the user's `on_event`."""

from __future__ import annotations

from collections.abc import Callable

from deferred.core.shutdown import run_all
from deferred.engine.events import Event, Outlook
from deferred.engine.state import ActiveJob
from deferred.engine.stats import BlockStats
from deferred.report import telemetry
from deferred.report.progress import Progress
from deferred.report.report import Report


class Watchers:
    """Passes the events of jobs to all watchers."""

    def __init__(
        self,
        stats: BlockStats,
        progress: bool | None,  # noqa: FBT001 - it is the setting
        now: Callable[[], float],
        outlook: Callable[[], Outlook],
    ) -> None:
        """`progress` is the setting of that name; `outlook` returns what is still to be done."""
        self._stats, self._now = stats, now
        self._progress = Progress(stats, progress, now, outlook)
        self._telemetry = telemetry.of(stats.began_at, now)

    def take(self, event: Event, active: ActiveJob) -> None:
        """Pass an event on."""
        self._progress.take(event)
        if self._telemetry is not None:
            self._telemetry.take(event, active)

    def stop(self) -> None:
        """Stop the progress display and traces: the block is left."""
        run_all(self._progress.stop, self._end_traces)

    def _end_traces(self) -> None:
        if self._telemetry is not None:
            self._telemetry.end(Report.of(self._stats, self._now()))
