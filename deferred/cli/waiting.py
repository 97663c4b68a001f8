"""`deferred wait` and `deferred pending`: what of a run is at the provider, and its collection, without the script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deferred.cli.jobs import check_run, collect, open_jobs
from deferred.core import real_time
from deferred.core.job import Job
from deferred.core.pending import seconds_to_come_back
from deferred.core.text import jobs_are, minutes
from deferred.engine.retry_policy import LONGEST_POLL
from deferred.engine.state import FIRST_POLL
from deferred.storage.base import Ledger

_GROWTH = 1.5  # each pause between looks is longer than the one before, up to a minute


@dataclass(frozen=True)
class Outlook:
    """What is open of a run.

    Attributes:
        run: its name.
        at_provider: jobs that the provider has.
        only_by_script: jobs that were never sent, or whose creation was not answered: only the script can go on there.
        retry_after: seconds until a look is worth it; 0 if no job is at the provider.
    """

    run: str
    at_provider: int
    only_by_script: int
    retry_after: float

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for json."""
        return dict(vars(self))

    def __str__(self) -> str:
        lines = []
        if self.at_provider:
            lines.append(f"{jobs_are(self.at_provider)} at the provider; run again in {minutes(self.retry_after)}")
        else:
            lines.append("no job is at the provider; run the script again to go on")
        if self.only_by_script:
            jobs = "1 job was" if self.only_by_script == 1 else f"{self.only_by_script:,} jobs were"
            lines.append(f"{jobs} never sent, or never answered at the creation; the script, run again, goes on there")
        return "\n".join(lines)


def look(ledger: Ledger, hosts: Sequence[str], run: str) -> tuple[list[dict[str, Any]], Outlook]:
    """Look once at each open job of a run, and fetch those that have ended.

    Returns what came of each job, and what is still open.

    Raises:
        DeferredError: there is no such run, no key for a provider, or a host that no key may be sent to.
    """
    check_run(ledger, run)
    asked = [job for job in open_jobs(ledger, run) if job.batch_id is not None]
    return collect(ledger, hosts, run) if asked else [], outlook(ledger, run)


def wait(
    ledger: Ledger, hosts: Sequence[str], run: str, timeout: float | None, told: Callable[[dict[str, Any]], None]
) -> Outlook:
    """Look at the open jobs of a run until the provider has none of them, at most `timeout` seconds.

    Args:
        ledger: where the run is.
        hosts: hosts, besides the providers' own, to which keys may be sent.
        run: the name of the run.
        timeout: seconds; None waits until the last job has ended. 0 looks once.
        told: called with what is said of a job, whenever that changes.

    Raises:
        DeferredError: as `look` does.
    """
    end = None if timeout is None else real_time.ticks() + timeout
    pause, said = FIRST_POLL, dict[str, str]()
    while True:
        rows, left = look(ledger, hosts, run)
        for row in rows:
            if said.get(row["job"]) != row["words"]:
                said[row["job"]] = row["words"]
                told(row)
        seconds = pause if end is None else min(pause, end - real_time.ticks())
        if not left.at_provider or seconds <= 0:
            return left
        real_time.sleep(seconds)
        pause = min(LONGEST_POLL, pause * _GROWTH)


def outlook(ledger: Ledger, run: str | None) -> Outlook:
    """Return what is open of a run, or of all runs, by the ledger alone."""
    still_open = open_jobs(ledger, run)
    there = [job for job in still_open if job.batch_id is not None]
    return Outlook(run or "", len(there), len(still_open) - len(there), _retry_after(there))


def _retry_after(jobs: list[Job]) -> float:
    if not jobs:
        return 0.0
    youngest = max(job.submitted_at or job.planned_at for job in jobs)
    return seconds_to_come_back(real_time.now() - youngest)
