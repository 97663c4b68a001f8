"""How the rows of a job of OpenAI's family run, and the lines that they leave."""

from __future__ import annotations

import copy
from typing import Any, Protocol

from deferred.simulator.family_knobs import CHAT, Member, new_id
from deferred.simulator.jobs import Job
from deferred.simulator.meter import PICO, Usage, price, share_of
from deferred.simulator.openai_answers import snapshot
from deferred.simulator.openai_batches import NO_CREDIT, UNRUN
from deferred.simulator.openai_errors import error_body as openai_error_body
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.wire import hex_token

Json = dict[str, Any]
OK, SERVER_ERROR = 200, 500


class Answerer(Protocol):
    """Answers the body of a row."""

    def answer_row(self, endpoint: str, body: Json) -> Outcome:
        """Answer it."""


class FamilyRows:
    """Runs the rows of one member's jobs, and writes their result lines."""

    def __init__(self, member: Member, answerer: Answerer) -> None:
        """Answer rows as live calls are answered."""
        self._member, self._answerer = member, answerer
        self.name = member.name

    def error_body(self, status: int, message: str) -> Json:
        """Write an error: rows have OpenAI's, or what is made of it."""
        return openai_error_body(status, message)

    def run_row(self, job: Job, row: Row) -> Outcome:
        """Run one row."""
        streams = self._member.lines.streams
        lone = row.body.get("stream_options") is not None and streams == "row"
        if streams == "row" and (row.body.get("stream") or lone):
            return Outcome("errored", SERVER_ERROR, self.error_body(SERVER_ERROR, "Streaming is not supported."))
        endpoint = str(row.metadata or job.endpoint)
        return self._answerer.answer_row(endpoint, row.body)

    def row_model(self, _job: Job, row: Row) -> str:
        """Give the model of a row."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, openai_error_body(429, NO_CREDIT, "insufficient_quota"))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, _job: Job, row: Row) -> tuple[str, Any]:
        """Write a line, and name the file that it belongs in."""
        outcome = row.outcome or Outcome("expired")
        kind = "output" if outcome.kind == "succeeded" else "error"
        knobs = self._member.rows
        named: Json = ({"id": new_id(knobs.id)} if knobs.id else {}) | {"custom_id": row.custom_id}
        if kind == "error" and knobs.errors in {"code", "together"}:
            return kind, named | _error(knobs.errors, outcome)
        if outcome.kind in UNRUN:
            code, message = UNRUN[outcome.kind]
            return kind, named | {"response": None, "error": {"code": code, "message": message}}
        response = {"status_code": outcome.status, "request_id": hex_token(), "body": outcome.body}
        if knobs.errors == "together":
            return kind, named | {"response": {"status_code": OK, "body": outcome.body}}
        return "output" if knobs.errors == "output" else kind, named | {"response": response, "error": None}


def _error(shape: str, outcome: Outcome) -> Json:
    """Write what takes the place of a response."""
    code, message = UNRUN.get(outcome.kind) or (str(outcome.status), _message(outcome.body))
    if shape == "together":
        return {"error": {"code": "batch_client_error", "message": message}}
    return {"response": None, "error": {"code": code, "message": message, "param": None, "type": None}}


def _message(body: Any) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("message")) if isinstance(error, dict) else str(error or body)


def dressed(member: Member, endpoint: str, body: Json, outcome: Outcome, *, batched: bool) -> Outcome:
    """Add to an answer what the member's answers have."""
    dress = DRESSES.get(member.rows.dress)
    if dress is None or outcome.kind != "succeeded" or not isinstance(outcome.body, dict):
        return outcome
    reply = copy.deepcopy(outcome.body)  # it may be a test's own
    dress(reply, endpoint, body)
    if member.rows.dress == "deepinfra" and isinstance(reply.get("usage"), dict):
        reply["usage"]["estimated_cost"] = _cost(member.name, str(body.get("model")), outcome.usage, batched=batched)
    return outcome._replace(body=reply)


def _messages(reply: Json) -> list[Json]:
    return [choice["message"] for choice in reply.get("choices") or () if "message" in choice]


def _dress_together(reply: Json, _endpoint: str, _body: Json) -> None:
    for message in _messages(reply):
        message.setdefault("tool_calls", [])
        message["reasoning"] = ""
    if isinstance(reply.get("usage"), dict):
        reply["usage"] = {key: reply["usage"].get(key, 0) for key in TOGETHER_USAGE}


def _dress_deepinfra(reply: Json, _endpoint: str, _body: Json) -> None:
    for message in _messages(reply):
        message.setdefault("tool_calls", None)


def _dress_azure(reply: Json, endpoint: str, body: Json) -> None:
    for choice in reply.get("choices") or ():
        choice["content_filter_results"] = {}
    if endpoint == CHAT:  # it names the model; Responses name the deployment
        reply["prompt_filter_results"] = [{"prompt_index": 0, "content_filter_results": {}}]
        reply["model"] = snapshot(str(body.get("model")).removesuffix("-batch"))


DRESSES = {"together": _dress_together, "deepinfra": _dress_deepinfra, "azure": _dress_azure}
TOGETHER_USAGE = ("prompt_tokens", "completion_tokens", "total_tokens", "reasoning_tokens")


def _cost(provider: str, model: str, usage: Usage | None, *, batched: bool) -> float:
    if usage is None:
        return 0.0
    cost_in, cost_out = price(model)
    share = share_of(provider, "batch" if batched else "live")
    return (cost_in * usage.input + cost_out * usage.output) * share / 100 / PICO / PICO
