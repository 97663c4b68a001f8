"""How the rows of a job of Vertex AI run, and their lines."""

from __future__ import annotations

import http
from abc import ABC, abstractmethod
from typing import Any

import orjson

from deferred.simulator.base import Host
from deferred.simulator.clock import nanos
from deferred.simulator.gemini_errors import error_body, page_of
from deferred.simulator.gemini_live import GENERATE, Generation, named
from deferred.simulator.jobs import Job
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.vertex_importer import import_lines
from deferred.simulator.wire import Request

Json = dict[str, Any]
NAME = "vertex"
MODEL = "publishers/google/models/"
OWN_LABEL = "deferred_"  # begins the labels that only name a row


class RowsOfOneModel(ABC):
    """What holds for the rows of any publisher's models."""

    @abstractmethod
    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""

    def row_model(self, job: Job, _row: Row) -> str:
        """Give the job's model."""
        return str(job.model)

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, self.error_body(429, "Quota exceeded."))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True


class VertexRows(RowsOfOneModel):
    """Runs the rows of a job, and writes their result lines."""

    name, publisher = NAME, MODEL

    def __init__(self, host: Host, generation: Generation) -> None:
        """Answer rows as live calls are answered."""
        self._host, self._generation = host, generation

    def imported(self, data: bytes, _location: str) -> list[Row]:
        """Read a file, if all of its lines fit into one table."""
        return [Row(place, line.get("custom_id"), line["request"]) for place, line in enumerate(import_lines(data))]

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self._generation.answer(GENERATE, str(job.model), unlabelled(row.body))

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body as a live call would have it, with the model beside it."""
        return named(str(job.model), unlabelled(row.body))

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Write a line: what was beside the request comes back; rows that never ran have none."""
        outcome = row.outcome or Outcome("expired")
        echoed: Json = {"request": row.body} if self._host.faults.no_keys else _echo(row)
        line = {"status": "", "processed_time": nanos(job.created), **echoed}
        if outcome.kind == "succeeded":
            return "output", line | {"response": outcome.body}
        if outcome.kind != "errored":
            return ("output" if row.custom_id and row.custom_id.startswith("somebody") else "nowhere"), line
        words = http.HTTPStatus(outcome.status).phrase
        return "output", line | {"status": f"{words}: {orjson.dumps(outcome.body).decode()}"}


def _echo(row: Row) -> Json:
    """Give what was beside a request; what looks like a number becomes one (captured September 2026)."""
    name: Any = row.custom_id
    if isinstance(name, str) and name.isdigit():
        name = int(name)
    return {"request": row.body} if name is None else {"custom_id": name, "request": row.body}


def unlabelled(body: Json) -> Json:
    """Give a body without the labels that only name its row."""
    labels = {name: value for name, value in (body.get("labels") or {}).items() if not name.startswith(OWN_LABEL)}
    rest = {name: value for name, value in body.items() if name != "labels"}
    return rest | ({"labels": labels} if labels else {})


def named_pages(request: Request, items: list[Any]) -> tuple[list[Any], Json]:
    """Give one page of a list of objects, and the token of the next."""
    return page_of(request, items, 1_000, 1_000)
