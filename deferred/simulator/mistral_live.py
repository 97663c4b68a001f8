"""Mistral's live endpoints, which the rows of its batches are answered by too."""

from __future__ import annotations

from typing import Any

from deferred.simulator.base import Host
from deferred.simulator.meter import digest
from deferred.simulator.mistral_errors import NAME, error_body
from deferred.simulator.openai_live import Generation
from deferred.simulator.rows import Outcome
from deferred.simulator.wire import ApiError, Request, Response

Json = dict[str, Any]
# What its bodies may have and OpenAI's have not (mistralai 3.7.0).
FIELDS = frozenset(
    "random_seed safe_prompt prompt_mode guardrails output_dimension output_dtype".split(),  # noqa: SIM905
)
HOTTEST = 1.5
LIVE = ("/v1/chat/completions", "/v1/embeddings", "/v1/moderations")


class MistralLive(Generation):
    """Answers one call at a time."""

    def __init__(self, host: Host) -> None:
        """Answer for this simulator."""
        super().__init__(host, NAME, FIELDS)

    def live(self, request: Request, _account: str) -> Response:
        """Answer a live call."""
        return self.with_errors_of(error_body, request.path, request.json)

    def answer(self, endpoint: str, body: Json) -> Outcome:
        """Answer one body: "any" is its older word for a tool that must be called, and all answers have an id."""
        asked = body | {"tool_choice": "required"} if body.get("tool_choice") == "any" else body
        outcome = super().answer(endpoint, asked)
        if outcome.kind != "succeeded" or not isinstance(outcome.body, dict) or "id" in outcome.body:
            return outcome
        return outcome._replace(body={"id": digest(endpoint, body)[:32]} | outcome.body)

    def refusal(self, endpoint: str, body: Json) -> ApiError | None:
        """Tell why a body is refused, if it is."""
        wrong = wrong_with(body)
        return ApiError(422, {"error": {"message": wrong}}) if wrong else super().refusal(endpoint, body)


def wrong_with(body: Json) -> str | None:
    """Tell what a call or a line of a file would be refused for, whatever the model."""
    temperature, most = body.get("temperature"), body.get("max_tokens")
    if temperature is not None and not 0 <= temperature <= HOTTEST:
        return "Input should be less than or equal to 1.5"
    if most is not None and most < 0:
        return "Input should be greater than or equal to 0"
    messages = body.get("messages") or ()
    roles = {"system", "user", "assistant", "tool"}
    if any(not isinstance(one, dict) or one.get("role") not in roles for one in messages):
        return "Input should be 'system', 'user', 'assistant' or 'tool'"
    return None
