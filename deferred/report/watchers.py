"""Who watches a session: progress on a terminal, and OpenTelemetry."""

from __future__ import annotations

from collections.abc import Callable

from deferred.engine.events import Event, Outlook
from deferred.engine.state import ActiveJob, BlockStats
from deferred.report import telemetry
from deferred.report.progress import Progress
from deferred.report.report import Report


class Watchers:
    """Tells those who watch what happens to jobs."""

    def __init__(
        self,
        stats: BlockStats,
        progress: bool | None,  # noqa: FBT001 - it is the setting
        now: Callable[[], float],
        outlook: Callable[[], Outlook],
    ) -> None:
        """`progress` is the setting of that name; `outlook` says what is still to come."""
        self._stats, self._now = stats, now
        self._progress = Progress(stats, progress, now, outlook)
        self._telemetry = telemetry.of(stats.began_at, now)

    def take(self, event: Event, active: ActiveJob) -> None:
        """Record what happened to a job."""
        self._progress.take(event)
        if self._telemetry is not None:
            self._telemetry.take(event, active)

    def stop(self) -> None:
        """Draw and trace no more: the block is left."""
        self._progress.stop()
        if self._telemetry is not None:
            self._telemetry.end(Report.of(self._stats, self._now()))
