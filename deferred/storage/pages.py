"""Pages: parts of a large ledger, for those who look at it. A page reads what it shows, however much there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from deferred.core.job import Job


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which jobs are looked at: those that every given fact fits.

    Attributes:
        run: the id of their run.
        job: their nonce, or the provider's id.
        model: a model that they have calls of.
        tag: a tag, as "team=search", that they have calls of.
        is_open: whether they are not collected yet; None for both.
        has_failures: only those that were collected and did not answer all their calls.
    """

    run: str = ""
    job: str = ""
    model: str = ""
    tag: str = ""
    is_open: bool | None = None
    has_failures: bool = False


@dataclass(frozen=True, slots=True)
class RunTotals:
    """A run and the sums over its jobs; a call that was sent again counts in each of its jobs.

    `done` are the calls that the provider has done in jobs that are open, as of the last look; `spent` is what closed
    jobs cost, and `reserved` the most that open ones may cost, in dollars. `unpriced` are the answers whose cost is not
    known.
    """

    id: str
    name: str
    began_at: float
    is_over: bool
    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    jobs: int = 0
    open_jobs: int = 0
    calls: int = 0
    done: int = 0
    answered: int = 0
    failed: int = 0
    unpriced: int = 0


class Span(NamedTuple):
    """The rows of a job among the rows of all chosen jobs: those from `before` on, `size` of them."""

    nonce: str
    before: int
    size: int


class Pages(Protocol):
    """Parts of a ledger. Numbers begin at 0; runs are given newest first, jobs and their rows oldest first."""

    def runs(self, first: int, count: int) -> list[RunTotals]:
        """Return some runs; a run of which only jobs are known is among them."""

    def run(self, name: str) -> RunTotals | None:
        """Return the run of an id."""

    def counts(self, chosen: Chosen) -> tuple[int, int]:
        """Count the chosen jobs and their rows."""

    def jobs(self, chosen: Chosen, first: int, count: int) -> list[Job]:
        """Return some of the chosen jobs, without their rows."""

    def newest_jobs(self, count: int) -> list[Job]:
        """Return the closed jobs that were planned last, at most so many, without their rows, newest first."""

    def spans(self, chosen: Chosen, row: int, most: int) -> list[Span]:
        """Return where the rows of the chosen jobs are, from the job with this row on, for `most` jobs."""

    def rows(self, nonce: str, first: int, count: int) -> Job | None:
        """Return a job with some of its rows."""


class SqlPages:
    """Pages by statements that SQLite and PostgreSQL share, but for how each reads JSON; {s} is the schema."""

    _runs = _has = ""  # the runs; whether the object of a fact has a name

    def runs(self, first: int, count: int) -> list[RunTotals]:
        """Return some runs; a run of which only jobs are known is among them."""
        return self._with_totals(f"{self._runs} ORDER BY 3 DESC, 1 LIMIT %s OFFSET %s", count, first)

    def run(self, name: str) -> RunTotals | None:
        """Return the run of an id."""
        found = self._with_totals(f"SELECT * FROM ({self._runs}) known WHERE id = %s", name)  # noqa: S608 - our own words
        return found[0] if found else None

    def counts(self, chosen: Chosen) -> tuple[int, int]:
        """Count the chosen jobs and their rows."""
        where, given = self._where(chosen)
        [(jobs, rows)] = self._rows(f"SELECT COUNT(*), SUM({self._number('count')}) FROM {{s}}.jobs {where}", *given)  # noqa: S608 - as above
        return int(jobs), int(rows or 0)

    def jobs(self, chosen: Chosen, first: int, count: int) -> list[Job]:
        """Return some of the chosen jobs, without their rows."""
        where, given = self._where(chosen)
        asked = f"SELECT {_JOB} FROM {{s}}.jobs {where} ORDER BY planned_at, nonce LIMIT %s OFFSET %s"  # noqa: S608 - as above
        return [self._job(row) for row in self._rows(asked, *given, count, first)]

    def newest_jobs(self, count: int) -> list[Job]:
        """Return the closed jobs that were planned last, at most so many, without their rows, newest first."""
        where, given = self._where(Chosen(is_open=False))
        asked = f"SELECT {_JOB} FROM {{s}}.jobs {where} ORDER BY planned_at DESC, nonce LIMIT %s"  # noqa: S608 - as above
        return [self._job(row) for row in self._rows(asked, *given, count)]

    def spans(self, chosen: Chosen, row: int, most: int) -> list[Span]:
        """Return where the rows of the chosen jobs are, from the job with this row on, for `most` jobs."""
        where, given = self._where(chosen)
        number = self._number("count")
        asked = (
            "SELECT nonce, before, number FROM (SELECT nonce, number, "  # noqa: S608 - as above
            "SUM(number) OVER (ORDER BY planned_at, nonce) - number AS before FROM ("
            f"SELECT nonce, planned_at, {number} AS number FROM {{s}}.jobs {where}) counted) placed "
            "WHERE before + number > %s ORDER BY before LIMIT %s"
        )
        return [Span(nonce, int(before), int(size)) for nonce, before, size in self._rows(asked, *given, row, most)]

    def _with_totals(self, asked: str, *given: Any) -> list[RunTotals]:
        runs = self._rows(asked, *given)
        totals = {row[0]: row[1:] for row in self._totals([row[0] for row in runs])}
        return [
            RunTotals(
                name, title, float(began_at), bool(is_over), _money(spent), _money(committed) - _money(spent),
                *(int(number or 0) for number in totals.get(name, ())),
            )
            for name, title, began_at, is_over, committed, spent in runs
        ]  # fmt: skip

    def _totals(self, runs: Sequence[str]) -> list[tuple[Any, ...]]:
        """Return sums of each run.

        They are jobs, open jobs, calls, calls done in open jobs, answered, failed, and answers without a known cost.
        """
        if not runs:
            return []
        count, answered, done, unpriced = (self._number(name) for name in ("count", "answered", "done", "unpriced"))
        is_open = "state <> 'collected'"
        sums = (
            f"SUM(CASE WHEN {is_open} THEN 1 ELSE 0 END)",
            f"SUM({count})",
            f"SUM(CASE WHEN {is_open} THEN {done} ELSE 0 END)",
            f"SUM(CASE WHEN {is_open} THEN COALESCE({answered}, 0) ELSE COALESCE({answered}, {count}) END)",
            f"SUM(CASE WHEN {is_open} THEN 0 ELSE {count} - COALESCE({answered}, {count}) END)",
            f"SUM({unpriced})",
        )
        marks = ", ".join(["%s"] * len(runs))
        asked = f"SELECT run, COUNT(*), {', '.join(sums)} FROM {{s}}.jobs WHERE run IN ({marks}) GROUP BY run"  # noqa: S608 - as above
        return self._rows(asked, *runs)

    def _where(self, chosen: Chosen) -> tuple[str, list[Any]]:
        """Return the condition of a choice, and what is given to it."""
        parts: list[tuple[str, list[Any]]] = []
        if chosen.run:
            parts.append(("run = %s", [chosen.run]))
        if chosen.job:
            parts.append(("(nonce = %s OR batch_id = %s)", [chosen.job] * 2))
        if chosen.model:  # Gemini's jobs name theirs as a resource
            names = [chosen.model, f"models/{chosen.model}"]
            has = self._has.format("model_costs")
            parts.append((f"({self._fact('model')} IN (%s, %s) OR {has} OR {has})", names * 2))
        if chosen.tag:
            parts.append((self._has.format("tag_costs"), [chosen.tag]))
        if chosen.is_open is not None:
            parts.append(("state <> 'collected'" if chosen.is_open else "state = 'collected'", []))
        if chosen.has_failures:
            answered = self._number("answered")
            parts.append((f"state = 'collected' AND ({answered} IS NULL OR {answered} < {self._number('count')})", []))
        where = " AND ".join(words for words, _ in parts)
        return f"WHERE {where}" if where else "", [value for _, given in parts for value in given]

    def _number(self, name: str) -> str:
        """Return the statement for a fact that is a number; without it NULL, for some 0."""
        number = f"CAST({self._fact(name)} AS integer)"
        return f"COALESCE({number}, 0)" if name in {"done", "unpriced"} else number

    def _fact(self, name: str) -> str:
        """Return the statement for a fact of a job."""
        raise NotImplementedError

    def _rows(self, asked: str, *given: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        raise NotImplementedError

    def _job(self, row: tuple[Any, ...]) -> Job:
        """Make a job of its row."""
        raise NotImplementedError


_JOB = "facts, state, batch_id, reserved, spent"


def _money(stored: Any) -> Decimal:
    return Decimal(str(stored))
