"""OpenAI's generation endpoints: live calls, which the rows of a batch are answered by too, and models."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from deferred.simulator import openai_images
from deferred.simulator.answers import Ask
from deferred.simulator.base import Host
from deferred.simulator.fields import OPENAI
from deferred.simulator.meter import Usage, digest
from deferred.simulator.openai_answers import (
    ENDPOINTS,
    SNAPSHOTS,
    bound,
    forced_tool,
    function_tools,
    prompt_tokens,
    wanted_schema,
)
from deferred.simulator.openai_background import BackgroundResponses
from deferred.simulator.openai_errors import NAME, error
from deferred.simulator.rows import Outcome
from deferred.simulator.wire import ApiError, Request, Response, event_stream, hex_token, json_response

Json = dict[str, Any]

OK, SERVER_ERROR = 200, 500
CONTEXT = 1_000_000
HOTTEST = 2


class Generation:
    """Answers one call at a time."""

    def __init__(self, host: Host, name: str = NAME, fields: frozenset[str] = frozenset()) -> None:
        """Answer for this simulator: as OpenAI, or as who has another name and more fields in its bodies."""
        self._host, self._name, self._fields = host, name, fields
        self.background = BackgroundResponses(host, self)

    def live(self, request: Request, account: str) -> Response:
        """Answer a live call."""
        body = openai_images.body_of(request) if request.path == openai_images.EDITS else request.json
        if request.path == "/v1/responses" and body.get("background"):
            return self.background.create(request, account)
        return self.serve(request.path, body)

    def serve(self, endpoint: str, body: Json) -> Response:
        """Answer a call at an endpoint, whatever its path was."""
        if body.get("service_tier") == "flex":
            self._check_flex(body)
        outcome = self.answer(endpoint, body)
        headers = {"x-request-id": "req_" + hex_token()}
        if outcome.kind != "succeeded":
            return json_response(outcome.body, outcome.status, headers)
        model = str(body.get("model") or outcome.body.get("model") or openai_images.DEFAULT)
        self._host.bill((self._name, endpoint, model), body, outcome.usage or Usage(0, 0), None)
        if "service_tier" in body:
            outcome.body["service_tier"] = served_tier(body)
        stream = ENDPOINTS[endpoint][3]
        if body.get("stream") and stream:
            return event_stream(stream(body, outcome.body), done=endpoint != "/v1/responses")
        return json_response(outcome.body, headers=headers)

    def with_errors_of(self, error_body: Callable[[int, str], Json], endpoint: str, body: Json) -> Response:
        """Answer a call as `serve` does, with the errors of another API, which `error_body` writes."""
        try:
            response = self.serve(endpoint, body)
        except ApiError as refused:
            response = json_response(refused.body, refused.status, refused.headers)
        told = response.json.get("error") if response.status >= HTTPStatus.BAD_REQUEST else None
        if not isinstance(told, dict):
            return response
        return json_response(error_body(response.status, str(told.get("message"))), response.status, response.headers)

    def _check_flex(self, body: Json) -> None:
        """Refuse flex for a model without it, and for want of capacity."""
        if self._host.faults.no_flex or not has_flex(str(body.get("model"))):
            text = "Invalid service_tier argument: flex is not available for this model."
            raise error(400, text, "invalid_value", "service_tier")
        if self._host.faults.take("flex_full"):
            text = "Insufficient resources to fulfil the request at the flex tier. Please try again later."
            raise error(429, text, "resource_unavailable")

    def count_tokens(self, request: Request, _account: str) -> Response:
        """Count the tokens of a prompt of the responses endpoint."""
        body = request.json
        prompt = ENDPOINTS["/v1/responses"][1](body)
        tokens = prompt_tokens(body, prompt, self._host.tokenizer)
        return json_response({"object": "response.input_tokens", "input_tokens": tokens})

    def answer(self, endpoint: str, body: Json) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self._host.replies.hooked(self._name, endpoint, body)
        if hooked:
            return _hooked_outcome(*hooked)
        refused = self.refusal(endpoint, body)
        if refused is not None:
            return Outcome("errored", refused.status, refused.body)
        _, read_prompt, write, _ = ENDPOINTS[endpoint]
        prompt = read_prompt(body)
        ask = self.ask(endpoint, body, prompt.question, prompt.text)
        ask = self._host.replies.directed(ask, after_tool=prompt.after_tool)
        if ask.failure is not None:
            refused = error(*ask.failure)
            return Outcome("errored", refused.status, refused.body)
        reply, usage = write(body, ask, prompt, self._host.tokenizer)
        return Outcome("succeeded", OK, reply, usage)

    def refusal(self, endpoint: str, body: Json) -> ApiError | None:
        """Tell why a body is refused, if it is."""
        if endpoint not in ENDPOINTS:
            return error(400, f"The simulator does not run {endpoint}.")
        for name in ENDPOINTS[endpoint][0]:
            if body.get(name) in (None, [], ""):
                return error(400, f"Missing required parameter: '{name}'.", "missing_required_parameter", name)
        wrong = self._unknown(endpoint, body) or self._out_of_bounds(body)
        return wrong or (openai_images.wrong(endpoint, body) if "/images/" in endpoint else None)

    def _unknown(self, endpoint: str, body: Json) -> ApiError | None:
        for name in body.keys() - OPENAI[endpoint] - self._fields:
            return error(400, f"Unknown parameter: '{name}'.", "unknown_parameter", name)
        model = str(body.get("model"))
        if "does-not-exist" in model:
            text = f"The model `{model}` does not exist or you do not have access to it."
            return error(404, text, "model_not_found")
        return None

    def _out_of_bounds(self, body: Json) -> ApiError | None:
        if (body.get("temperature") or 0) > HOTTEST:
            text = "Invalid 'temperature': decimal above maximum value. Expected a value <= 2."
            return error(400, text, "decimal_above_max_value", "temperature")
        if (bound(body) or 0) >= CONTEXT:
            text = "This model's maximum context length is 128000 tokens. Please reduce the length of the completion."
            return error(400, text, "context_length_exceeded", "messages")
        return None

    def ask(self, endpoint: str, body: Json, question: str, source: str) -> Ask:
        """Put a body as a question to the model."""
        sha = digest(endpoint, body)
        return Ask(
            question,
            source,
            sha,
            self._host.occurrence(sha),
            self._host.seed,
            bound=bound(body),
            schema=wanted_schema(body),
            tools=function_tools(body),
            tool=forced_tool(body),
            is_free=body.get("tool_choice") in (None, "auto"),
        )

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        return json_response({"object": "list", "data": [_model(name) for name in SNAPSHOTS]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        if "does-not-exist" in model:
            raise error(404, f"The model '{model}' does not exist", "model_not_found", "model")
        return json_response(_model(model))


def has_flex(model: str) -> bool:
    """Tell whether a model takes flex: reasoning models before gpt-6.2."""
    return model.startswith(("gpt-5", "gpt-6-", "gpt-6.1", "o3", "o4-mini"))


def served_tier(body: Json) -> str:
    """Name the tier that serves a call: fast is answered as priority."""
    tier = str(body["service_tier"])
    return {"auto": "default", "fast": "priority"}.get(tier, tier)


def _hooked_outcome(status: int, reply: Json) -> Outcome:
    used = reply.get("usage") or {}
    tokens_in = used.get("prompt_tokens", used.get("input_tokens", 0))
    tokens_out = used.get("completion_tokens", used.get("output_tokens", 0))
    if status != OK:
        return Outcome("errored", status, reply)
    return Outcome("succeeded", status, reply, Usage(tokens_in, tokens_out))


def _model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 1_700_000_000, "owned_by": "openai"}
