"""Gemini: the object each generation method answers with."""

from __future__ import annotations

import re
from typing import Any

import orjson

from deferred.simulator.answers import Ask, Said, say
from deferred.simulator.meter import Tokenizer, Usage
from deferred.simulator.openai_embeddings import vector
from deferred.simulator.prompts import Prompt, read

Json = dict[str, Any]
WIDTH = 3072
# The fields of GenerateContentRequest (discovery document, 2026): the API refuses any other name.
GENERATE_FIELDS = {
    "model",
    "contents",
    "systemInstruction",
    "tools",
    "toolConfig",
    "safetySettings",
    "generationConfig",
    "cachedContent",
    "serviceTier",
    "store",
    "labels",
}
EMBED_FIELDS = {"model", "content", "taskType", "title", "outputDimensionality", "embedContentConfig", "autoTruncate"}
JSON_ANSWER = {"type": "object", "properties": {"answer": {"type": "string"}}}

_HOTTEST = 2.0  # ai.google.dev, GenerationConfig, 2026-11: "Values can range from [0.0, 2.0]"


def camel(name: str) -> str:
    """Write a snake_case name the way the wire prefers; both are accepted."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def pick(node: Any, name: str, default: Any = None) -> Any:
    """Read a field under its camelCase or its snake_case name."""
    if not isinstance(node, dict):
        return default
    if name in node:
        return node[name]
    return node.get(re.sub(r"[A-Z]", lambda hit: "_" + hit.group().lower(), name), default)


def unknown_fields(body: Json, known: set[str]) -> list[str]:
    """List the fields the API does not know."""
    return [name for name in body if camel(name) not in known]


def refusal(body: Json) -> str | None:
    """Tell why a GenerateContentRequest is refused, if it is."""
    for name in unknown_fields(body, GENERATE_FIELDS):
        return f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.'
    contents = body.get("contents")
    if not contents:
        return "* GenerateContentRequest.contents: contents is not specified\n"
    turns = contents if isinstance(contents, list) else [contents]
    if not all(isinstance(turn, dict) and pick(turn, "parts") for turn in turns):
        return "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.\n"
    if not 0 <= (pick(config(body), "temperature") or 0) <= _HOTTEST:
        return f"* GenerateContentRequest.generation_config.temperature: must be in the range [0.0, {_HOTTEST:.1f}]."
    return None


def content_prompt(body: Json) -> Prompt:
    """Read a generateContent body."""
    return read(pick(body, "systemInstruction"), body["contents"])


def config(body: Json) -> Json:
    """Give its generationConfig."""
    found: Json = pick(body, "generationConfig") or {}
    return found


def wanted_schema(body: Json) -> Any:
    """Give the schema asked for, in either of its two fields; JSON alone is satisfied by any object."""
    settings = config(body)
    schema = pick(settings, "responseSchema") or pick(settings, "responseJsonSchema")
    if schema is not None:
        return schema
    return JSON_ANSWER if pick(settings, "responseMimeType") == "application/json" else None


def function_tools(body: Json) -> dict[str, Any]:
    """Give the argument schemas of the declared functions by name."""
    tools = body.get("tools") or ()
    declared = [one for tool in tools for one in pick(tool, "functionDeclarations") or ()]
    return {one["name"]: pick(one, "parameters") or pick(one, "parametersJsonSchema") for one in declared}


def forced_tool(body: Json) -> str | None:
    """Give the function that must be called, if any."""
    calling = pick(pick(body, "toolConfig"), "functionCallingConfig") or {}
    if str(calling.get("mode", "")).upper() != "ANY":
        return None
    allowed = pick(calling, "allowedFunctionNames") or list(function_tools(body))
    return next(iter(allowed), None)


def is_free(body: Json) -> bool:
    """Whether the model may call a function, and need not."""
    calling = pick(pick(body, "toolConfig"), "functionCallingConfig") or {}
    return str(calling.get("mode", "AUTO")).upper() in {"AUTO", "MODE_UNSPECIFIED"}


def prompt_tokens(body: Json, prompt: Prompt, tokenizer: Tokenizer) -> int:
    """Count a prompt: texts, pictures, and what the model reads of tools and schemas."""
    spoken = [part for part in (body.get("tools"), wanted_schema(body)) if part]
    read = "".join(orjson.dumps(part).decode() for part in spoken)
    return tokenizer.prompt(prompt, read, "google", "")


def generate(model: str, body: Json, asks: list[Ask], tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a GenerateContentResponse with a candidate for every ask."""
    prompt = content_prompt(body)
    said = [say(ask) for ask in asks]
    bound = asks[0].bound
    thoughts = 12 if pick(pick(config(body), "thinkingConfig"), "includeThoughts") else 0
    shown = [one.text if one.call is None else orjson.dumps(one.call[1]).decode() for one in said]
    tokens = sum(tokenizer.output(text, bound) for text in shown)
    answered = tokens if bound is None else min(tokens, max(bound - thoughts, 0) * len(said))
    usage = Usage(prompt_tokens(body, prompt, tokenizer), answered + thoughts, thoughts)
    return {
        "candidates": [_candidate(body, one, number) for number, one in enumerate(said)],
        "usageMetadata": _usage(usage),
        "modelVersion": model,
        "responseId": asks[0].ident(22, "gemini"),
    }, usage


def _usage(usage: Usage) -> Json:
    shown = {
        "promptTokenCount": usage.input,
        "candidatesTokenCount": usage.output - usage.thinking,
        "totalTokenCount": usage.input + usage.output,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": usage.input}],
        "serviceTier": "standard",
    }
    return shown | ({"thoughtsTokenCount": usage.thinking} if usage.thinking else {})


def _candidate(body: Json, said: Said, index: int) -> Json:
    thought = {"text": "Let me look at what was asked, and answer it plainly.", "thought": True}
    parts: list[Json] = [thought] if pick(pick(config(body), "thinkingConfig"), "includeThoughts") else []
    if said.call is not None:
        parts.append({"functionCall": {"name": said.call[0], "args": said.call[1]}})
    elif said.text:
        parts.append({"text": said.text})
    reason = "MAX_TOKENS" if said.cut else "STOP"
    candidate: Json = {"content": {"parts": parts, "role": "model"}, "finishReason": reason, "index": index}
    if pick(config(body), "responseLogprobs"):
        candidate |= _logprobs(said.text, int(pick(config(body), "logprobs") or 0))
    return candidate


def _logprobs(text: str, top: int) -> Json:
    chosen = [
        {"token": piece, "tokenId": len(piece), "logProbability": -0.01 * len(piece)}
        for piece in re.findall(r"\s?\S+|\s", text)
    ]
    others = [{"candidates": [one] * max(top, 1)} for one in chosen]
    return {"avgLogprobs": -0.05, "logprobsResult": {"topCandidates": others, "chosenCandidates": chosen}}


def embedding(model: str, body: Json, tokenizer: Tokenizer) -> tuple[Json, int]:
    """Write one ContentEmbedding and count its tokens."""
    prompt = read(None, body.get("content") or "")
    settings = pick(body, "embedContentConfig")
    width = pick(body, "outputDimensionality") or pick(settings, "outputDimensionality") or WIDTH
    return {"values": vector(f"{model} {prompt.text}", int(width)).tolist()}, max(1, tokenizer.count(prompt.text))


def stream_chunks(reply: Json) -> list[Json]:
    """Cut a response into chunks; the last one carries the reason."""
    candidate = reply["candidates"][0]
    chunks = [
        {"candidates": [{"content": {"parts": [piece], "role": "model"}, "index": 0}]}
        for part in candidate["content"]["parts"]
        for piece in _pieces(part)
    ]
    ending = {"candidates": [candidate | {"content": {"parts": [{"text": ""}], "role": "model"}}]}
    common = {name: reply[name] for name in ("usageMetadata", "modelVersion", "responseId")}
    return [chunk | common for chunk in [*chunks, ending]]


def _pieces(part: Json) -> list[Json]:
    if "text" not in part:
        return [part]
    words = re.findall(r"(?:\S+\s*){1,4}|\s+", part["text"])
    return [part | {"text": word} for word in words]
