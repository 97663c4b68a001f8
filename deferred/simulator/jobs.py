"""A batch job and its life on the simulated clock."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from deferred.simulator.clock import Clock
from deferred.simulator.faults import Faults
from deferred.simulator.meter import Usage
from deferred.simulator.rows import ODD_SHAPE, Outcome, Row

Json = dict[str, Any]
DAY = 86_400.0
# Shares of a job's time: until here it is being validated, until there it runs; the rest is writing files.
VALIDATED = 0.2
RAN = 0.95
FINAL = ("completed", "failed", "cancelled", "expired")


class JobHost(Protocol):
    """What a job takes from the simulator."""

    seed: int
    cancel_latency: float
    faults: Faults
    clock: Clock

    @property
    def lock(self) -> threading.RLock:
        """Guards all that is simulated."""

    def emit(self, event: str, **details: object) -> None:
        """Note an event."""

    def bill(self, what: tuple[str, str, str], body: Json, usage: Usage, job: tuple[str, str | None] | None) -> None:
        """Put a row or call on the bill."""


class RowRunner(Protocol):
    """How a provider runs the rows of its jobs."""

    name: str

    def error_body(self, status: int, message: str) -> Json:
        """Write an error in the provider's shape."""

    def no_credit(self) -> Outcome:
        """Give the outcome of a row when the account is empty."""

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""

    def row_model(self, job: Job, row: Row) -> str:
        """Give the model a row is billed for."""

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body a live call with the same request would have."""

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Give the result file a row belongs in, and its line."""

    def runs_when(self, final: str) -> bool:
        """Tell whether rows that ran show up in a job that ended so."""


@dataclass
class Life:
    """When a job ends, and how: `fate` and `share` are what is to come, `final` and `ended` what came."""

    ends: float
    expires: float
    failure: list[Json] | None = None  # why validation will fail
    share: float = 1.0  # of the rows, how many will have run when it ends
    fate: str = "completed"
    final: str | None = None
    cancelled: float | None = None  # when somebody asked for it
    ended: float | None = None


@dataclass
class Results:
    """What a job that has ended leaves."""

    files: dict[str, bytes] = field(default_factory=dict)
    tally: Counter[str] = field(default_factory=Counter)  # rows by how they ended
    used: Usage = field(default=Usage(0, 0))  # tokens of all its rows


@dataclass(eq=False)
class Job:
    """One batch. `status` is provider-neutral: validating, running, finalizing, cancelling, or one of FINAL."""

    host: JobHost = field(repr=False)
    runner: RowRunner = field(repr=False)
    id: str
    endpoint: str
    model: str | None
    rows: list[Row] = field(repr=False)
    account: str
    created: float
    life: Life
    number: int
    metadata: Any = None
    display_name: str | None = None
    details: Json = field(default_factory=dict)  # what only one provider needs
    deleted: bool = False
    results: Results = field(default_factory=Results, repr=False)

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self.runner.name

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    @property
    def final(self) -> str | None:
        """How it ended; None while it has not."""
        return self.life.final

    @property
    def cancelled(self) -> float | None:
        """When it was asked to be cancelled."""
        return self.life.cancelled

    @property
    def ended(self) -> float | None:
        """When it ended."""
        return self.life.ended

    @property
    def files(self) -> dict[str, bytes]:
        """Its result files."""
        return self.results.files

    @property
    def progress(self) -> float:
        """The share of its time that has gone by."""
        whole = self.life.ends - self.created
        return min(1.0, (self.host.clock.now() - self.created) / whole) if whole > 0 else 1.0

    @property
    def done_now(self) -> int:
        """How many rows have run at this moment."""
        running = (self.progress - VALIDATED) / (RAN - VALIDATED)
        return int(min(max(running, 0.0), self.life.share) * self.count)

    @property
    def status(self) -> str:
        """Look at the job: if its time has come it ends now."""
        self.settle()
        if self.final:
            return self.final
        if self.cancelled is not None:
            return "cancelling"
        progress = self.progress
        return "validating" if progress < VALIDATED else "running" if progress < RAN else "finalizing"

    def outcomes(self, kind: str) -> int:
        """Count the rows that ended this way."""
        return self.results.tally[kind]

    def cancel(self) -> None:
        """Stop it: what has not run by now never will."""
        now = self.host.clock.now()
        self.life.share = self.done_now / self.count if self.count else 0.0
        self.life.cancelled, self.life.fate = now, "cancelled"
        self.life.ends = now + self.host.cancel_latency
        self.host.clock.advance(0.0)  # wakes who waits for the end that it had

    def wait_for_end(self) -> None:
        """Wait until it has ended, and end it, though nobody looks at it."""
        self.host.clock.wait_for(lambda: min(self.life.ends, self.life.expires))
        self.settle()

    def settle(self) -> None:
        """End the job if its time has come: run the rows, bill them, write the files. Only once."""
        with self.host.lock:
            now = self.host.clock.now()
            if self.final or now < min(self.life.ends, self.life.expires):
                return
            if self.life.expires < self.life.ends and self.life.fate == "completed":
                self.life.fate, self.life.share = "expired", self._share_at(self.life.expires)
            self.life.ended = min(self.life.ends, self.life.expires)
            self.life.final = "failed" if self.life.failure is not None else self.life.fate
            if self.life.fate == "cancelled" and self.cancelled is None:
                self.life.cancelled = self.ended
            if self.life.final != "failed":
                self.results = run(self)
            self.host.emit("batch_ended", job=self)

    def _share_at(self, moment: float) -> float:
        share = (moment - self.created) / (self.life.ends - self.created)
        return min(max((share - VALIDATED) / (RAN - VALIDATED), 0.0), 1.0)


def run(job: Job) -> Results:
    """Give every row its outcome, in the order received, then write the result files in another order."""
    rng = random.Random(f"{job.host.seed}/{job.number}")
    order = list(range(job.count))
    rng.shuffle(order)
    runs = job.runner.runs_when(job.final or "")
    ran = set(order[: round(job.life.share * job.count)]) if runs else set()
    unran = Outcome("canceled" if job.final == "cancelled" else "expired")
    for row in job.rows:
        row.outcome = _outcome(job, row) if row.index in ran else unran
    files = {name: b"".join(lines) for name, lines in _lines(job, order).items()}
    results = _summed_up(files, [row.outcome for row in job.rows if row.outcome])
    for row in job.rows:
        row.outcome = row.outcome and row.outcome._replace(body=None)  # it is in the file now; memory is not endless
    return results


def _summed_up(files: dict[str, bytes], outcomes: list[Outcome]) -> Results:
    tally = Counter(outcome.kind for outcome in outcomes)
    used = [outcome.usage for outcome in outcomes if outcome.usage]
    return Results(files, tally, Usage(sum(one.input for one in used), sum(one.output for one in used)))


def _outcome(job: Job, row: Row) -> Outcome:
    faults = job.host.faults
    if faults.strikes("expire_rows", row):
        return Outcome("expired")
    if faults.strikes("credit_rows", row):
        return job.runner.no_credit()
    struck = faults.strikes("error_rows", row)
    if struck:
        return _forced_error(job, struck)
    outcome = _run_row(job, row)
    if outcome.usage is not None:
        what = (job.provider, job.endpoint, job.runner.row_model(job, row))
        job.host.bill(what, job.runner.identity(job, row), outcome.usage, (job.id, row.custom_id))
    return outcome


def _run_row(job: Job, row: Row) -> Outcome:
    try:
        return job.runner.run_row(job, row)
    except ODD_SHAPE as error:
        return Outcome("errored", 400, job.runner.error_body(400, f"Invalid request: {error!r}"))


def _forced_error(job: Job, struck: object) -> Outcome:
    status, message = struck if isinstance(struck, tuple) else (struck, "")
    if status is True or not isinstance(status, int):
        status = job.host.faults.error_status
    return Outcome("errored", status, job.runner.error_body(status, message or "A simulated failure."))


def _lines(job: Job, order: list[int]) -> dict[str, list[bytes]]:
    faults = job.host.faults
    files: dict[str, list[bytes]] = {}
    for index in order:
        row = job.rows[index]
        if faults.strikes("drop_rows", row):
            continue
        name, line = job.runner.line(job, row)
        times = 2 if faults.strikes("duplicate_rows", row) else 1
        files.setdefault(name, []).extend([orjson.dumps(line) + b"\n"] * times)
    for lines in files.values():
        _spoil(job, lines)
    return files


def _spoil(job: Job, lines: list[bytes]) -> None:
    faults = job.host.faults
    lines.extend(orjson.dumps(row) + b"\n" for row in _foreign(job, faults.unknown_rows))
    if lines and faults.take("malformed_line"):
        middle = len(lines) // 2
        lines[middle] = lines[middle][: len(lines[middle]) // 2] + b"\n"
    if faults.take("empty_results"):
        lines.clear()


def _foreign(job: Job, count: int) -> Iterator[Json]:
    for number in range(count):
        stranger = Row(number, f"somebody-elses-{number}", {}, {"key": f"somebody-elses-{number}"}, Outcome("expired"))
        yield job.runner.line(job, stranger)[1]
