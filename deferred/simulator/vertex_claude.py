"""Claude on Vertex AI: live calls, and how the rows of a job run, and their lines."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import orjson

from deferred.simulator.anthropic_answers import stream
from deferred.simulator.anthropic_errors import error, error_body
from deferred.simulator.anthropic_live import Messages
from deferred.simulator.base import Host
from deferred.simulator.clock import nanos
from deferred.simulator.jobs import Job
from deferred.simulator.meter import Usage
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.vertex_importer import FAILED, ImportFailed
from deferred.simulator.vertex_rows import RowsOfOneModel
from deferred.simulator.wire import Request, Response, event_stream, json_response

Json = dict[str, Any]
NAME = "vertex-anthropic"
MODEL = "publishers/anthropic/models/"
PREDICT = "rawPredict"
VERSION = "anthropic_version"
LINE = {"custom_id", "request"}


class Claude(RowsOfOneModel):
    """Answers live calls and the rows of jobs, as Anthropic would."""

    name, publisher = NAME, MODEL

    def __init__(self, host: Host) -> None:
        """Answer for this simulator."""
        self._host, self._messages = host, Messages(host)

    def predict(self, request: Request, _account: str, model: str, **_: str) -> Response:
        """Answer a live call."""
        outcome = self._answer(model, request.json, batch=False)
        if outcome.kind != "succeeded":
            return json_response(outcome.body, outcome.status)
        self._host.bill((NAME, PREDICT, model), {**request.json, "model": model}, outcome.usage or Usage(0, 0), None)
        return event_stream(stream(outcome.body)) if request.json.get("stream") else json_response(outcome.body)

    def count(self, request: Request, account: str, **_: str) -> Response:
        """Count the tokens of a prompt."""
        if "model" not in request.json:
            raise error(400, "model: Field required")
        return self._messages.count_tokens(request, account)

    def imported(self, data: bytes, location: str) -> list[Row]:
        """Read a file: each line has a name and a request, and nothing else."""
        lines = [orjson.loads(line) for line in data.splitlines() if line.strip()]
        if location == "global":
            message = "The global endpoint does not support batch prediction of partner models."
            raise ImportFailed(message)
        if any(set(line) != LINE for line in lines):
            message = FAILED + "a line has other fields than custom_id and request."
            raise ImportFailed(message)
        return [Row(place, line["custom_id"], line["request"]) for place, line in enumerate(lines)]

    def _answer(self, model: str, body: Json, *, batch: bool) -> Outcome:
        """Answer a body, which names a version and no model."""
        if not body.get(VERSION):
            return Outcome("errored", 400, error_body(400, f"{VERSION}: Field required"))
        if "model" in body:
            return Outcome("errored", 400, error_body(400, "model: Extra inputs are not permitted"))
        asked = {name: value for name, value in body.items() if name != VERSION}
        return self._messages.answer({**asked, "model": model.replace("@", "-")}, "", batch=batch)

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        return self._answer(str(job.model), row.body, batch=True)

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body as a live call would have it, with the model beside it."""
        return {**row.body, "model": job.model}

    def line(self, job: Job, row: Row) -> tuple[str, Any]:
        """Write a line, with the name of its request alone; rows that never ran have none."""
        outcome = row.outcome or Outcome("expired")
        line = {"custom_id": row.custom_id, "status": "", "processed_time": nanos(job.created)}
        if outcome.kind == "succeeded":
            return "output", line | {"response": outcome.body}
        if outcome.kind != "errored":
            return ("output" if row.custom_id and row.custom_id.startswith("somebody") else "nowhere"), line
        return "output", line | {"status": f"{_words(outcome.status)}: {orjson.dumps(outcome.body).decode()}"}


def _words(status: int) -> str:
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Overloaded"
