"""Watchers of a session: progress on a terminal, OpenTelemetry, and the notice that it is done."""

from __future__ import annotations

from collections.abc import Callable

from deferred.config.settings import Settings
from deferred.core.past_jobs import PastJobs
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
        settings: Settings,
        now: Callable[[], float],
        outlook: Callable[[], Outlook],
        past: Callable[[], PastJobs],
    ) -> None:
        """`outlook` returns what is still to be done, `past` what past jobs tell."""
        self._stats, self._settings, self._now = stats, settings, now
        self._progress = Progress(stats, settings.progress, now, outlook, past)
        self._telemetry = telemetry.of(stats.began_at, now)

    def take(self, event: Event, active: ActiveJob) -> None:
        """Pass an event on."""
        self._progress.take(event)
        if self._telemetry is not None:
            self._telemetry.take(event, active)

    def stop(self) -> None:
        """Stop the progress display and traces, and send the notice: the block is left."""
        run_all(self._progress.stop, self._end_traces, self._send_notice)

    def _end_traces(self) -> None:
        if self._telemetry is not None:
            self._telemetry.end(Report.of(self._stats, self._now()))

    def _send_notice(self) -> None:
        if self._settings.notify is None or self._settings.dry_run:
            return
        report = Report.of(self._stats, self._now())
        if not (report.waiting and self._settings.detach is not None):  # else the run goes on in another process
            from deferred.report import notice  # noqa: PLC0415 - urllib takes 4 ms, and most runs send none

            notice.send(self._settings.notify, report)
