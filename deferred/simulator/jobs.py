"""A batch job: its rows, its life on the simulated clock, and what its result files hold."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from deferred.simulator.meter import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deferred.simulator.server import Api, Simulator

Json = dict[str, Any]
DAY = 86_400.0
# Shares of a job's time: until here it is being validated, until there it runs; the rest is writing files.
VALIDATED = 0.2
RAN = 0.95
# What a body of a shape that nobody expects makes of the code that reads it: the client's fault, like any bad request.
ODD_SHAPE = (AttributeError, IndexError, KeyError, TypeError, ValueError)
FINAL = ("completed", "failed", "cancelled", "expired")


class Outcome(NamedTuple):
    """How one row ended: "succeeded", "errored", "canceled" or "expired", and with what."""

    kind: str
    status: int = 200
    body: Any = None
    usage: Usage | None = None


@dataclass(slots=True)
class Row:
    """One request of a job, as received."""

    index: int
    custom_id: str | None
    body: Json
    metadata: Any = None
    outcome: Outcome | None = None


@dataclass(eq=False)
class Job:
    """One batch. `status` is provider-neutral: validating, running, finalizing, cancelling, or one of FINAL."""

    simulator: Simulator = field(repr=False)
    api: Api = field(repr=False)
    id: str
    endpoint: str
    model: str | None
    rows: list[Row] = field(repr=False)
    account: str
    created: float
    ends: float
    expires: float
    number: int
    metadata: Any = None
    display_name: str | None = None
    details: Json = field(default_factory=dict)  # what only one provider needs
    failure: list[Json] | None = None  # why validation will fail
    share: float = 1.0  # of the rows, how many will have run when it ends
    fate: str = "completed"
    final: str | None = None
    cancelled: float | None = None  # when somebody asked for it
    ended: float | None = None
    deleted: bool = False
    files: dict[str, bytes] = field(default_factory=dict, repr=False)
    tally: Counter[str] = field(default_factory=Counter, repr=False)  # rows by how they ended
    used: Usage = field(default=Usage(0, 0), repr=False)  # tokens of all its rows

    @property
    def provider(self) -> str:
        """The provider's name."""
        return self.api.name

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    @property
    def progress(self) -> float:
        """The share of its time that has gone by."""
        whole = self.ends - self.created
        return min(1.0, (self.simulator.clock.now() - self.created) / whole) if whole > 0 else 1.0

    @property
    def done_now(self) -> int:
        """How many rows have run at this moment."""
        running = (self.progress - VALIDATED) / (RAN - VALIDATED)
        return int(min(max(running, 0.0), self.share) * self.count)

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
        return self.tally[kind]

    def cancel(self) -> None:
        """Stop it: what has not run by now never will."""
        now = self.simulator.clock.now()
        self.share = self.done_now / self.count if self.count else 0.0
        self.cancelled, self.fate = now, "cancelled"
        self.ends = now + self.simulator.cancel_latency

    def settle(self) -> None:
        """End the job if its time has come: run the rows, bill them, write the files. Only once."""
        with self.simulator.lock:
            now = self.simulator.clock.now()
            if self.final or now < min(self.ends, self.expires):
                return
            if self.expires < self.ends and self.fate == "completed":
                self.fate, self.share = "expired", self._share_at(self.expires)
            self.ended = min(self.ends, self.expires)
            self.final = "failed" if self.failure is not None else self.fate
            if self.fate == "cancelled" and self.cancelled is None:
                self.cancelled = self.ended
            if self.final != "failed":
                run(self)
            self.simulator.emit("batch_ended", job=self)

    def _share_at(self, moment: float) -> float:
        share = (moment - self.created) / (self.ends - self.created)
        return min(max((share - VALIDATED) / (RAN - VALIDATED), 0.0), 1.0)


def run(job: Job) -> None:
    """Give every row its outcome, in the order received, then write the result files in another order."""
    rng = random.Random(f"{job.simulator.seed}/{job.number}")
    order = list(range(job.count))
    rng.shuffle(order)
    runs = job.api.runs_when(job.final or "")
    ran = set(order[: round(job.share * job.count)]) if runs else set()
    unran = Outcome("canceled" if job.final == "cancelled" else "expired")
    for row in job.rows:
        row.outcome = _outcome(job, row) if row.index in ran else unran
    job.files = {name: b"".join(lines) for name, lines in _lines(job, order).items()}
    _sum_up(job, [row.outcome for row in job.rows if row.outcome])
    for row in job.rows:
        row.outcome = row.outcome and row.outcome._replace(body=None)  # it is in the file now; memory is not endless


def _sum_up(job: Job, outcomes: list[Outcome]) -> None:
    job.tally = Counter(outcome.kind for outcome in outcomes)
    used = [outcome.usage for outcome in outcomes if outcome.usage]
    job.used = Usage(sum(one.input for one in used), sum(one.output for one in used))


def _outcome(job: Job, row: Row) -> Outcome:
    faults = job.simulator.faults
    if faults.strikes("expire_rows", row):
        return Outcome("expired")
    if faults.strikes("credit_rows", row):
        return job.api.no_credit()
    struck = faults.strikes("error_rows", row)
    if struck:
        return _forced_error(job, struck)
    outcome = _run_row(job, row)
    if outcome.usage is not None:
        what = (job.provider, job.endpoint, job.api.row_model(job, row))
        job.simulator.bill(what, job.api.identity(job, row), outcome.usage, (job.id, row.custom_id))
    return outcome


def _run_row(job: Job, row: Row) -> Outcome:
    try:
        return job.api.run_row(job, row)
    except ODD_SHAPE as error:
        return Outcome("errored", 400, job.api.error_body(400, f"Invalid request: {error!r}"))


def _forced_error(job: Job, struck: object) -> Outcome:
    status, message = struck if isinstance(struck, tuple) else (struck, "")
    if status is True or not isinstance(status, int):
        status = job.simulator.faults.error_status
    return Outcome("errored", status, job.api.error_body(status, message or "A simulated failure."))


def _lines(job: Job, order: list[int]) -> dict[str, list[bytes]]:
    faults = job.simulator.faults
    files: dict[str, list[bytes]] = {}
    for index in order:
        row = job.rows[index]
        if faults.strikes("drop_rows", row):
            continue
        name, line = job.api.line(job, row)
        times = 2 if faults.strikes("duplicate_rows", row) else 1
        files.setdefault(name, []).extend([orjson.dumps(line) + b"\n"] * times)
    for lines in files.values():
        _spoil(job, lines)
    return files


def _spoil(job: Job, lines: list[bytes]) -> None:
    faults = job.simulator.faults
    lines.extend(orjson.dumps(row) + b"\n" for row in _foreign(job, faults.unknown_rows))
    if lines and faults.take("malformed_line"):
        middle = len(lines) // 2
        lines[middle] = lines[middle][: len(lines[middle]) // 2] + b"\n"
    if faults.take("empty_results"):
        lines.clear()


def _foreign(job: Job, count: int) -> Iterator[Json]:
    for number in range(count):
        stranger = Row(number, f"somebody-elses-{number}", {}, {"key": f"somebody-elses-{number}"}, Outcome("expired"))
        yield job.api.line(job, stranger)[1]
