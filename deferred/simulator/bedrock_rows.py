"""How the records of a job of Bedrock run, and their lines."""

from __future__ import annotations

import re
from typing import Any

from deferred.simulator.anthropic_errors import error_body as claude_error
from deferred.simulator.anthropic_live import ENDPOINT, Messages
from deferred.simulator.base import Host
from deferred.simulator.bedrock_errors import NAME, error_body
from deferred.simulator.jobs import Job
from deferred.simulator.meter import Usage
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import Request, Response, json_response

Json = dict[str, Any]
VERSIONS = ("bedrock-2023-05-31", "2026-10-21")  # of older SDKs, and of anthropic 2.14
_REVISION = re.compile(r"-v\d+(:\d+)?$")
_NO_TOOLS = "Batch inference does not support tool use or structured output."


def claude(model: str, given: Json) -> Json:
    """Give the body that Anthropic's own API would get: the model is named there, and the version is not."""
    rest = {name: value for name, value in given.items() if name not in {"anthropic_version", "anthropic_beta"}}
    return {"model": _REVISION.sub("", model.rpartition("anthropic.")[2]), **rest}


class BedrockRows:
    """Runs the records of a job, and writes their result lines."""

    name = NAME

    def __init__(self, host: Host) -> None:
        """Answer records as live calls are answered."""
        self._host, self._messages = host, Messages(host)

    def invoke(self, request: Request, _account: str, model: str) -> Response:
        """Answer a live call."""
        outcome = self._answer(model, request.json, batch=False)
        if outcome.kind != "succeeded":
            return json_response(error_body(outcome.status, outcome.body["error"]["message"]), outcome.status)
        body = claude(model, request.json)
        self._host.bill((NAME, ENDPOINT, body["model"]), body, outcome.usage or Usage(0, 0), None)
        return json_response(outcome.body)

    def _answer(self, model: str, given: Json, *, batch: bool) -> Outcome:
        if given.get("anthropic_version") not in VERSIONS or "model" in given:
            return Outcome("errored", 400, claude_error(400, "anthropic_version: Field required, and model: none"))
        if batch and (given.get("tools") or given.get("output_config")):
            return Outcome("errored", 400, claude_error(400, _NO_TOOLS))
        return self._messages.answer(claude(model, given), ",".join(given.get("anthropic_beta") or ()), batch=batch)

    def error_body(self, status: int, message: str) -> Json:
        """Write an error, of which a line holds the message."""
        return claude_error(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one record."""
        return self._answer(str(job.model), row.body, batch=True)

    def row_model(self, job: Job, row: Row) -> str:
        """Give the job's model, as it is called at home."""
        return str(self.identity(job, row)["model"])

    def identity(self, job: Job, row: Row) -> Json:
        """Give the body that names the record."""
        return claude(str(job.model), row.body)

    def no_credit(self) -> Outcome:
        """Refuse a record for want of money."""
        return Outcome("errored", 403, claude_error(403, "Access denied."))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, _job: Job, row: Row) -> tuple[str, Any]:
        """Write a line; records that never ran have none."""
        outcome = row.outcome or Outcome("expired")
        line = {"recordId": row.custom_id, "modelInput": row.body}
        if outcome.kind == "succeeded":
            return "output", line | {"modelOutput": outcome.body}
        if outcome.kind == "errored":
            told = {"errorCode": outcome.status, "errorMessage": outcome.body["error"]["message"]}
            return "output", line | {"error": told}
        return ("output" if str(row.custom_id).startswith("somebody") else "nowhere"), line
