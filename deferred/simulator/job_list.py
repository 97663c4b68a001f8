"""All jobs of a simulator, in order of arrival, and what an account sees of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from deferred.simulator.jobs import FINAL, Job, JobHost
from deferred.simulator.rows import Row
from deferred.simulator.webhooks import Webhooks

Json = dict[str, Any]
DELETE_BATCHES = ("anthropic", "google", "mistral", "vertex", "vertex-anthropic")  # elsewhere there is no such thing


class JobList:
    """Every job ever created, oldest first."""

    def __init__(self, host: JobHost) -> None:
        """Begin without any."""
        self._host, self.webhooks = host, Webhooks(host)
        self._jobs: list[Job] = []
        self._arrived: list[tuple[str, Json]] = []
        # What else is due at some time, or stored here: files, and responses that are no jobs.
        self.also_settle: list[Callable[[], None]] = []
        self.also_stored: list[Callable[[], list[str]]] = []

    def all(self) -> list[Job]:
        """Give every job."""
        return list(self._jobs)

    def bodies(self, provider: str) -> list[Json]:
        """Give the bodies of all batch rows of a provider, in order of arrival."""
        return [body for name, body in self._arrived if name == provider]

    def settle(self) -> None:
        """End every job whose time has come, looked at or not."""
        for job in self._jobs:
            job.settle()
        for settle in self.also_settle:
            settle()

    def stored(self) -> list[str]:
        """Name what users' data is in: the batches that can be deleted and were not, and whatever else is stored."""
        batches = [job.id for job in self._jobs if job.provider in DELETE_BATCHES and not job.deleted]
        return [*batches, *(name for names in self.also_stored for name in names())]

    def add(self, job: Job) -> None:
        """Take a new job in."""
        faults = self._host.faults
        if job.provider != "anthropic" and faults.take("fail_batch"):
            text = "The job failed for a reason of the provider's own."
            job.life.failure = [{"code": "internal_error", "message": text, "param": None, "line": None}]
        if faults.take("expire_batch"):
            job.life.fate, job.life.share = "expired", faults.done_share
        elif faults.take("cancelled_elsewhere"):
            job.life.fate, job.life.share = "cancelled", faults.done_share
        self._jobs.append(job)
        self.arrived(job, job.rows)
        self._host.emit("batch_created", job=job)
        self.webhooks.watch(job)

    def arrived(self, job: Job, rows: list[Row]) -> None:
        """Note the rows of a job: those it came with, and those that are added."""
        self._arrived += [(job.provider, job.runner.identity(job, row)) for row in rows]

    def of(self, provider: str, account: str) -> list[Job]:
        """Give an account's jobs, newest first, without those that do not show in lists yet."""
        lag = self._host.faults.list_lag
        shown = self._host.clock.now() - lag
        mine = [job for job in self._jobs if job.provider == provider and job.account == account and not job.deleted]
        return [job for job in reversed(mine) if job.created <= shown or not lag]

    def unfinished(self, provider: str, account: str, model: str | None) -> list[Job]:
        """Give an account's jobs for a model that have not ended."""
        return [job for job in self.of(provider, account) if job.model == model and job.status not in FINAL]

    def find(self, provider: str, account: str, job_id: str) -> Job | None:
        """Find an account's job, unless it is made to be gone."""
        if self._host.faults.take("batch_gone"):
            return None
        mine = (job for job in self._jobs if job.provider == provider and job.account == account and not job.deleted)
        return next((job for job in mine if job.id == job_id), None)

    def next_number(self) -> int:
        """Give the number of the next job."""
        return len(self._jobs)
