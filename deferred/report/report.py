"""Report: the contents of a report, and how they are saved and shown."""

from __future__ import annotations

from pathlib import Path

from deferred.report.contents import Contents


class Report(Contents):
    """Calls, jobs, tokens, cost, savings and time of a session. `print()` it, `save()` it, or use `to_dict()`.

    Attributes:
        calls, answered, cached, failed, waiting: numbers of calls: all, with an answer, with an answer that was stored
            already, failed, without an outcome yet.
        cost, saved: US dollars paid in this session, and by how much less than live calls. In `to_dict()` they are
            `cost_usd` and `saved_usd`.
        cost_limit, spent_before: US dollars: the limit, and what earlier processes of the run have spent.
        unproved: US dollars that count against the limit for what may have been charged without a proof.
        unpriced: the number of answers whose cost is neither known nor bounded.
        jobs: a dict for each job: `provider`, `endpoint`, `models`, `batch_id`, `count`, `state`, `outcome`, `spent`,
            `done`, and times in seconds since the epoch.
        waves, sent: why each wave was sent, and a dict for each wave.
        models, routes, tags: calls, tokens and cost by model, by route and by tag.
        failures, causes: the failed calls grouped by cause, and the number of calls by cause.
        live: the calls that were sent live.
        advice: the lines of the code that made the run slow.
        run, began_at, seconds: the name of the run, when the block began, and how long it took.

    Example:
        with deferred.batch(cost_limit=5) as session:
            ...
        print(session.report)
        session.report.save("run.html")
    """

    def save(self, path: str | Path) -> Path:
        """Write the report as one self-contained HTML page, without scripts or network, for light and dark.

        Args:
            path: the file to write; an existing file is replaced.

        Returns:
            The path of the file.

        Raises:
            OSError: the file cannot be written.

        Example:
            session.report.save("run.html")
        """
        from deferred.report.html_report import page  # noqa: PLC0415 - only imported when used

        target = Path(path)
        target.write_bytes(page(self).encode("utf-8", "replace"))
        return target

    def _repr_html_(self) -> str:
        from deferred.report.html_report import fragment  # noqa: PLC0415 - for notebooks

        return fragment(self)
