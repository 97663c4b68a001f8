"""Anthropic's Messages API: live calls, which the rows of a batch are answered by too, and models."""

from __future__ import annotations

from typing import Any

from deferred.simulator.answers import Ask
from deferred.simulator.anthropic_answers import (
    MODELS,
    SNAPSHOTS,
    message,
    output_schema,
    prompt_tokens,
    refusal,
    stream,
)
from deferred.simulator.anthropic_cache import PromptCache
from deferred.simulator.anthropic_errors import NAME, error, error_body
from deferred.simulator.base import Host
from deferred.simulator.meter import Usage, digest
from deferred.simulator.prompts import read
from deferred.simulator.rows import Outcome
from deferred.simulator.wire import Request, Response, event_stream, json_response, token

Json = dict[str, Any]

ENDPOINT = "/v1/messages"
OK = 200


class Messages:
    """Answers one message at a time."""

    def __init__(self, host: Host) -> None:
        """Answer for this simulator."""
        self._host, self.cache = host, PromptCache(host.tokenizer)

    def create_message(self, request: Request, _account: str) -> Response:
        """Answer a live call."""
        body = request.json
        outcome = self.answer(body, request.headers.get("anthropic-beta", ""), batch=False)
        headers = {"request-id": "req_01" + token(22)}
        if outcome.kind != "succeeded":
            return json_response(outcome.body | {"request_id": headers["request-id"]}, outcome.status, headers)
        self._host.bill((NAME, ENDPOINT, body["model"]), body, outcome.usage or Usage(0, 0), None)
        return event_stream(stream(outcome.body)) if body.get("stream") else json_response(outcome.body, 200, headers)

    def answer(self, body: Json, betas: str, *, batch: bool) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self._host.replies.hooked(NAME, ENDPOINT, body)
        refused = None if hooked else refusal(body, betas, batch=batch)
        if hooked:
            status, reply = hooked
            used = reply.get("usage") or {}
            usage = Usage(used.get("input_tokens", 0), used.get("output_tokens", 0))
            return Outcome("succeeded", status, reply, usage) if status == OK else Outcome("errored", status, reply)
        if refused:
            return Outcome("errored", refused[0], error_body(*refused))
        prompt = read(body.get("system"), body["messages"])
        ask = self._host.replies.directed(self.ask(body, prompt.question, prompt.text), after_tool=prompt.after_tool)
        if ask.failure is not None:
            return Outcome("errored", ask.failure[0], error_body(*ask.failure))
        reply, usage = message(body, ask, prompt, self._host.tokenizer, batch=batch)
        return Outcome("succeeded", 200, reply, usage)

    def ask(self, body: Json, question: str, source: str) -> Ask:
        """Put a body as a question to the model."""
        sha = digest(ENDPOINT, body)
        tools = {tool["name"]: tool["input_schema"] for tool in body.get("tools") or () if "input_schema" in tool}
        choice = body.get("tool_choice") or {}
        forced = choice.get("name") if choice.get("type") == "tool" else next(iter(tools), None)
        return Ask(
            question,
            source,
            sha,
            self._host.occurrence(sha),
            self._host.seed,
            bound=body["max_tokens"],
            schema=output_schema(body),
            tools=tools,
            tool=forced if choice.get("type") in {"tool", "any"} else None,
            is_free=choice.get("type", "auto") == "auto",
        )

    def count_tokens(self, request: Request, _account: str) -> Response:
        """Count the tokens of a prompt."""
        body = request.json
        prompt = read(body.get("system"), body.get("messages"))
        return json_response({"input_tokens": prompt_tokens(body, prompt, self._host.tokenizer)})

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        models = [_model(name) for name in MODELS]
        return json_response({"data": models, "has_more": False, "first_id": MODELS[0], "last_id": MODELS[-1]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        if "does-not-exist" in model:
            raise error(404, f"model: {model}")
        return json_response(_model(SNAPSHOTS.get(model, model)))


def _model(name: str) -> Json:
    return {"type": "model", "id": name, "display_name": name, "created_at": "2025-10-15T00:00:00Z"}
