"""How the rows of xAI's batches run: whatever was asked, the answer is a chat completion."""

from __future__ import annotations

import copy
from typing import Any

from deferred.simulator.family_knobs import CHAT, RESPONSES
from deferred.simulator.jobs import Job
from deferred.simulator.meter import Usage, price, share_of
from deferred.simulator.openai_live import Generation
from deferred.simulator.rows import Outcome, Row
from deferred.simulator.xai_errors import NAME, error_body

Json = dict[str, Any]
FIELDS = frozenset({"search_parameters", "deferred", "top_k"})
PICOS_OF_A_TICK = 100  # a tick is 1e-10 dollars


class XaiRows:
    """Runs rows, and writes their results."""

    name = NAME

    def __init__(self, generation: Generation) -> None:
        """Answer rows as live calls are answered."""
        self._generation = generation

    def error_body(self, status: int, message: str) -> Json:
        """Write an error."""
        return error_body(status, message)

    def run_row(self, _job: Job, row: Row) -> Outcome:
        """Run one row."""
        outcome = self._generation.answer(CHAT, as_chat(row.body) if row.metadata == RESPONSES else row.body)
        if outcome.kind != "succeeded" or outcome.usage is None:
            return outcome
        reply = copy.deepcopy(outcome.body)
        if isinstance(reply.get("usage"), dict):
            ticks = _ticks(str(row.body.get("model")), outcome.usage)
            reply["usage"] |= {"num_sources_used": 0, "cost_in_usd_ticks": ticks}
        return outcome._replace(body=reply)

    def row_model(self, _job: Job, row: Row) -> str:
        """Give the model of a row."""
        return str(row.body.get("model"))

    def identity(self, _job: Job, row: Row) -> Json:
        """Give the body."""
        return row.body

    def no_credit(self) -> Outcome:
        """Refuse a row for want of money."""
        return Outcome("errored", 429, self.error_body(429, "Your team has used all available credits."))

    def runs_when(self, _final: str) -> bool:
        """Keep what ran, whatever became of the rest."""
        return True

    def line(self, _job: Job, row: Row) -> tuple[str, Any]:
        """Write a result; rows that were cancelled have none. An error is nothing but text."""
        outcome = row.outcome or Outcome("expired")
        named = {"batch_request_id": row.custom_id}
        if outcome.kind == "succeeded":
            return "results", named | {"batch_result": {"response": {"chat_get_completion": outcome.body}}}
        if outcome.kind == "canceled":
            return "nowhere", named
        body = outcome.body if isinstance(outcome.body, dict) else {}
        told = body.get("error", "The request expired.")
        return "results", named | {
            "batch_result": {"error": str(told.get("message") if isinstance(told, dict) else told)}
        }


def as_chat(body: Json) -> Json:
    """Write a Responses body as a chat body, as far as the answer depends on it."""
    asked = body.get("input") or ""
    messages = [{"role": "user", "content": asked}] if isinstance(asked, str) else list(asked)
    if body.get("instructions"):
        messages.insert(0, {"role": "system", "content": body["instructions"]})
    names = {"model": "model", "max_output_tokens": "max_completion_tokens", "temperature": "temperature"}
    return {"messages": messages} | {new: body[old] for old, new in names.items() if old in body}


def _ticks(model: str, usage: Usage) -> int:
    cost_in, cost_out = price(model)
    return (cost_in * usage.input + cost_out * usage.output) * share_of(NAME, "batch") // 100 // PICOS_OF_A_TICK
