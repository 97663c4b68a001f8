"""A job that rows can be added to: xAI's containers, which end for now whenever no row of theirs waits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from deferred.simulator.jobs import Job, Results, run
from deferred.simulator.meter import Usage
from deferred.simulator.rows import Row

NEVER = float("inf")
HOTTEST = 2


@dataclass(eq=False)
class GrowingJob(Job):
    """A job whose rows come after it; it goes on when more of them come."""

    def add(self, rows: list[Row], seconds: float) -> None:
        """Take rows in, which will have run after `seconds`."""
        self.rows += rows
        self.life.ends = self.host.clock.now() + seconds
        if self.life.final == "completed":
            self.life.final = self.life.ended = None

    def settle(self) -> None:
        """Run the rows that wait, if their time has come. A container without any waits for them."""
        with self.host.lock:
            now, life = self.host.clock.now(), self.life
            due = min(life.ends, life.expires)
            if life.final or now < due:
                return
            if life.expires < life.ends and life.fate == "completed":
                life.fate, life.share = "expired", 0.0
            life.ended = due
            life.final = "failed" if life.failure is not None else life.fate
            if life.fate == "cancelled" and life.cancelled is None:
                life.cancelled = due
            if life.final != "failed":
                self._run_waiting()
            self.host.emit("batch_ended", job=self)

    def _run_waiting(self) -> None:
        """Run what has no outcome yet; some rows never have one, as has been seen."""
        waiting = [row for row in self.rows if row.outcome is None and not is_stuck(row)]
        copies = [Row(number, row.custom_id, row.body, row.metadata) for number, row in enumerate(waiting)]
        part = Job(**{name: getattr(self, name) for name in SHARED}, rows=copies, life=replace(self.life))
        self.results = _together(self.results, run(part))
        for row, copy in zip(waiting, copies, strict=True):
            row.outcome = copy.outcome


SHARED = ("host", "runner", "id", "endpoint", "model", "account", "created", "number", "details")


def is_stuck(row: Row) -> bool:
    """Tell whether a row stays pending for ever: seen for a temperature that no model takes."""
    return (row.body.get("temperature") or 0) > HOTTEST


def _together(one: Results, other: Results) -> Results:
    names = {**one.files, **other.files}
    files = {name: one.files.get(name, b"") + other.files.get(name, b"") for name in names}
    used = Usage(one.used.input + other.used.input, one.used.output + other.used.output)
    return Results(files, one.tally + other.tally, used)
