"""Gemini's live methods, which the rows of a batch are answered by too, and models."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from deferred.simulator.answers import Ask
from deferred.simulator.base import Host
from deferred.simulator.gemini_answers import (
    EMBED_FIELDS,
    config,
    content_prompt,
    embedding,
    forced_tool,
    function_tools,
    generate,
    is_free,
    pick,
    prompt_tokens,
    refusal,
    stream_chunks,
    unknown_fields,
    wanted_schema,
)
from deferred.simulator.gemini_errors import NAME, check_model, error, error_body
from deferred.simulator.meter import Usage, digest
from deferred.simulator.rows import Outcome
from deferred.simulator.wire import ApiError, Request, Response, event_stream, is_flex, json_response

Json = dict[str, Any]

OK = 200
MODELS = ("gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-embedding-001")
GENERATE, EMBED = "generateContent", "embedContent"


class Generation:
    """Answers one call at a time."""

    def __init__(self, host: Host) -> None:
        """Answer for this simulator."""
        self._host = host

    def generate(self, request: Request, _account: str, model: str) -> Response:
        """Answer a live call."""
        return json_response(self._live(request, model))

    def stream(self, request: Request, _account: str, model: str) -> Response:
        """Answer a live call in chunks: server-sent events, or a JSON array without alt=sse."""
        chunks = stream_chunks(self._live(request, model))
        if request.query.get("alt") != "sse":
            return json_response(chunks)
        return event_stream([(None, chunk) for chunk in chunks])

    def _live(self, request: Request, model: str) -> Json:
        check_model(model)
        if is_flex(request.json):
            self._check_flex(model)
        outcome = self.answer(GENERATE, model, request.json)
        if outcome.kind != "succeeded":
            raise ApiError(outcome.status, outcome.body)
        identity = named(model, request.json)
        self._host.bill((NAME, GENERATE, model), identity, outcome.usage or Usage(0, 0), None)
        reply: Json = outcome.body
        if is_flex(request.json) and "usageMetadata" in reply:
            reply["usageMetadata"]["serviceTier"] = "flex"
        return reply

    def _check_flex(self, model: str) -> None:
        if self._host.faults.no_flex:
            raise error(400, f"serviceTier flex is not supported for models/{model}.")
        if self._host.faults.take("flex_full"):
            raise error(503, "The model is overloaded. Please try again later.")

    def answer(self, endpoint: str, model: str, body: Json) -> Outcome:
        """Answer one body, live or batched."""
        hooked = self._host.replies.hooked(NAME, endpoint, body)
        if hooked:
            return _hooked_outcome(*hooked)
        if endpoint == EMBED:
            shown, tokens = embedding(model, body, self._host.tokenizer)
            return Outcome("succeeded", OK, {"embedding": shown}, Usage(tokens, 0))
        refused = refusal(body)
        if refused is not None:
            return Outcome("errored", 400, error_body(400, refused))
        asks = self.asks(model, body)
        if asks[0].failure is not None:
            return Outcome("errored", asks[0].failure[0], error_body(*asks[0].failure))
        reply, usage = generate(model, body, asks, self._host.tokenizer)
        return Outcome("succeeded", OK, reply, usage)

    def asks(self, model: str, body: Json) -> list[Ask]:
        """Put a body as a question to the model, once per candidate."""
        prompt, settings = content_prompt(body), config(body)
        sha = digest(GENERATE, named(model, body))
        ask = Ask(
            prompt.question,
            prompt.text,
            sha,
            self._host.occurrence(sha),
            self._host.seed,
            bound=pick(settings, "maxOutputTokens"),
            schema=wanted_schema(body),
            tools=function_tools(body),
            tool=forced_tool(body),
            is_free=is_free(body),
        )
        ask = self._host.replies.directed(ask, after_tool=prompt.after_tool)
        return [replace(ask, choice=number) for number in range(int(pick(settings, "candidateCount") or 1))]

    def embed(self, request: Request, _account: str, model: str) -> Response:
        """Embed one content."""
        check_model(model)
        return json_response(self._embed_one(model, request.json))

    def embed_many(self, request: Request, _account: str, model: str) -> Response:
        """Embed several contents."""
        check_model(model)
        found = [self._embed_one(model, one)["embedding"] for one in request.json.get("requests") or ()]
        return json_response({"embeddings": found})

    def _embed_one(self, model: str, body: Json) -> Json:
        check_embed(body, "")
        outcome = self.answer(EMBED, model, body)
        if outcome.kind != "succeeded":
            raise ApiError(outcome.status, outcome.body)
        self._host.bill((NAME, EMBED, model), named(model, body), outcome.usage or Usage(0, 0), None)
        reply: Json = outcome.body
        return reply

    def count_tokens(self, request: Request, _account: str, model: str) -> Response:
        """Count the tokens of a prompt."""
        check_model(model)
        body = pick(request.json, "generateContentRequest") or request.json
        tokens = prompt_tokens(body, content_prompt(body), self._host.tokenizer)
        details = [{"modality": "TEXT", "tokenCount": tokens}]
        return json_response({"totalTokens": tokens, "promptTokensDetails": details})

    def list_models(self, _request: Request, _account: str) -> Response:
        """List a few models."""
        return json_response({"models": [_model(name) for name in MODELS]})

    def get_model(self, _request: Request, _account: str, model: str) -> Response:
        """Describe one model."""
        check_model(model)
        return json_response(_model(model))


def check_embed(body: Any, where: str) -> None:
    """Refuse the body of an embedding that is not one."""
    for name in unknown_fields(body, EMBED_FIELDS):
        raise error(400, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.')
    if not isinstance(body, dict) or not body.get("content"):
        raise error(400, f"* EmbedContentRequest.content{where}: contents is not specified\n")


def named(model: str, body: Json) -> Json:
    """Give the identity of a request: its body, with the model of the path in place of the one it may name."""
    return body | {"model": f"models/{model}"}


def _hooked_outcome(status: int, reply: Json) -> Outcome:
    if status != OK:
        return Outcome("errored", status, reply)
    used = reply.get("usageMetadata") or {}
    written = used.get("candidatesTokenCount", 0) + used.get("thoughtsTokenCount", 0)
    return Outcome("succeeded", status, reply, Usage(used.get("promptTokenCount", 0), written))


def _model(name: str) -> Json:
    methods = ["embedContent"] if "embedding" in name else ["generateContent", "countTokens", "batchGenerateContent"]
    return {"name": f"models/{name}", "displayName": name, "supportedGenerationMethods": methods}
