"""Report: the contents of a report, and how they are saved and shown."""

from __future__ import annotations

from pathlib import Path

from deferred.report.contents import Contents


class Report(Contents):
    """Calls, jobs, tokens, cost, savings and time of a session. `print()` it, `save()` it, or use `to_dict()`.

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
