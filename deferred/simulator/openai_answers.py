"""OpenAI: the object each generation endpoint answers with."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from deferred.simulator.answers import Ask, Said, say
from deferred.simulator.meter import Tokenizer, Usage
from deferred.simulator.openai_embeddings import embeddings, moderations
from deferred.simulator.openai_images import EDITS, images, images_prompt, images_stream
from deferred.simulator.openai_streams import chat_stream, completion_stream, response_stream
from deferred.simulator.prompts import Prompt, read

Json = dict[str, Any]
SNAPSHOTS = {
    "gpt-4o": "gpt-4o-2024-08-06",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "gpt-4.1": "gpt-4.1-2025-04-14",
    "gpt-4.1-mini": "gpt-4.1-mini-2025-04-14",
    "gpt-4.1-nano": "gpt-4.1-nano-2025-04-14",
    "gpt-5": "gpt-5-2025-08-07",
    "gpt-5-mini": "gpt-5-mini-2025-08-07",
    "gpt-5-nano": "gpt-5-nano-2025-08-07",
}
BORN = 1_787_150_000  # answers must not depend on when they are given, so they all say this


def snapshot(model: str) -> str:
    """Give the dated name behind an alias."""
    return SNAPSHOTS.get(model, model)


def chat_prompt(body: Json) -> Prompt:
    """Read a chat body."""
    return read(None, body["messages"])


def responses_prompt(body: Json) -> Prompt:
    """Read a Responses body."""
    return read(body.get("instructions"), body.get("input") or "")


def completion_prompt(body: Json) -> Prompt:
    """Read a legacy completion body."""
    return read(None, body["prompt"])


def bound(body: Json) -> int | None:
    """Give the output tokens allowed, under any of the three names."""
    names = ("max_completion_tokens", "max_output_tokens", "max_tokens")
    return next((int(body[name]) for name in names if body.get(name) is not None), None)


def function_tools(body: Json) -> dict[str, Any]:
    """Give the argument schemas of the function tools by name (nested in chat, flat in Responses)."""
    tools = [tool.get("function", tool) for tool in body.get("tools") or () if tool.get("type") == "function"]
    return {tool["name"]: tool.get("parameters") for tool in tools if "name" in tool}


def forced_tool(body: Json) -> str | None:
    """Give the function that must be called, if any."""
    choice = body.get("tool_choice")
    tools = function_tools(body)
    if isinstance(choice, dict):
        named = (choice.get("function") or choice).get("name")
        return named if named in tools else next(iter(tools), None)
    return next(iter(tools), None) if choice == "required" else None


def wanted_schema(body: Json) -> Any:
    """Give the schema of response_format or text.format; JSON mode is satisfied by any object."""
    form = body.get("response_format") or (body.get("text") or {}).get("format") or {}
    if form.get("type") == "json_schema":
        return (form.get("json_schema") or form).get("schema") or {"type": "object"}
    answer = {"type": "object", "properties": {"answer": {"type": "string"}}}
    return answer if form.get("type") == "json_object" else None


def prompt_tokens(body: Json, prompt: Prompt, tokenizer: Tokenizer) -> int:
    """Count a prompt: texts, pictures, and what the model reads of tools and formats."""
    spoken = [body[name] for name in ("tools", "functions", "response_format", "text") if body.get(name)]
    read = "".join(json.dumps(part) for part in spoken)
    return tokenizer.prompt(prompt, read, "openai", str(body.get("model", "")))


def written(said: Said) -> str:
    """Give what was said as text, arguments of a call included."""
    return said.text if said.call is None else json.dumps(said.call[1], separators=(",", ":"))


def spread(total: int, choices: int, most: int | None) -> int:
    """Bound the tokens of all choices together."""
    return total if most is None else min(total, most * choices)


def chat(body: Json, ask: Ask, prompt: Prompt, tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a chat.completion."""
    count = int(body.get("n") or 1)
    said = [say(replace(ask, choice=number)) for number in range(count)]
    total = sum(tokenizer.output(written(one), ask.bound) for one in said)
    usage = Usage(prompt_tokens(body, prompt, tokenizer), spread(total, count, ask.bound))
    return {
        "id": "chatcmpl-" + ask.ident(29, "chat"),
        "object": "chat.completion",
        "created": BORN,
        "model": snapshot(body["model"]),
        "choices": [_choice(body, replace(ask, choice=number), one) for number, one in enumerate(said)],
        "usage": _chat_usage(usage),
        "service_tier": "default",
        "system_fingerprint": None,
    }, usage


def _chat_usage(usage: Usage) -> Json:
    return {
        "prompt_tokens": usage.input,
        "completion_tokens": usage.output,
        "total_tokens": usage.input + usage.output,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": usage.thinking,
            "audio_tokens": 0,
            "accepted_prediction_tokens": 0,
            "rejected_prediction_tokens": 0,
        },
    }


def _choice(body: Json, ask: Ask, said: Said) -> Json:
    message: Json = {"role": "assistant", "content": said.text, "refusal": None, "annotations": []}
    if said.call is not None:
        name, arguments = said.call
        function = {"name": name, "arguments": json.dumps(arguments)}
        message |= {"content": None, "tool_calls": [{"id": _call_id(ask), "type": "function", "function": function}]}
    reason = "length" if said.cut else "stop"
    if said.call is not None and not isinstance(body.get("tool_choice"), dict):
        reason = "tool_calls"  # a named function ends with "stop", "required" with "tool_calls"
    logs = None
    if body.get("logprobs"):
        logs = {"content": logprobs(said.text, body.get("top_logprobs") or 0), "refusal": None}
    return {"index": ask.choice, "message": message, "logprobs": logs, "finish_reason": reason}


def _call_id(ask: Ask) -> str:
    return "call_" + ask.ident(24, "call")


def logprobs(text: str, top: int) -> list[Json]:
    """Give each piece of a text a believable probability."""
    logs = []
    for piece in re.findall(r"\s?\S+|\s", text):
        entry: Json = {"token": piece, "logprob": -0.01 * len(piece), "bytes": list(piece.encode())}
        others = [entry | {"token": piece + "~" * rank, "logprob": entry["logprob"] - rank} for rank in range(top)]
        logs.append(entry | {"top_logprobs": others})
    return logs


def response(body: Json, ask: Ask, prompt: Prompt, tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a Response object."""
    said = say(ask)
    effort = (body.get("reasoning") or {}).get("effort")
    output = _reasoning(ask) if effort not in (None, "none") else []
    output.append(_output_call(ask, said) if said.call else _output_message(body, ask, said))
    tokens = spread(tokenizer.output(written(said), ask.bound), 1, ask.bound)
    usage = Usage(prompt_tokens(body, prompt, tokenizer), tokens)
    return {
        "id": "resp_" + ask.ident(48, "resp"),
        "object": "response",
        "created_at": BORN,
        "status": "incomplete" if said.cut else "completed",
        "background": bool(body.get("background")),
        "billing": {"payer": "developer"},
        "completed_at": BORN + 3,
        "error": None,
        "incomplete_details": {"reason": "max_output_tokens"} if said.cut else None,
        "output": output,
        **_echoed(body),
        "usage": {
            "input_tokens": usage.input,
            "input_tokens_details": {"cache_write_tokens": 0, "cached_tokens": 0},
            "output_tokens": usage.output,
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": usage.input + usage.output,
        },
    }, usage


def _echoed(body: Json) -> Json:
    text = body.get("text") or {}
    default = {
        "frequency_penalty": 0.0,
        "instructions": None,
        "max_output_tokens": None,
        "max_tool_calls": None,
        "moderation": None,
        "parallel_tool_calls": True,
        "presence_penalty": 0.0,
        "previous_response_id": None,
        "prompt_cache_key": None,
        "prompt_cache_retention": "in_memory",
        "safety_identifier": None,
        "store": True,
        "temperature": 1.0,
        "tool_choice": "auto",
        "top_logprobs": 0,
        "top_p": 1.0,
        "truncation": "disabled",
        "user": None,
    }
    return {name: body.get(name, value) for name, value in default.items()} | {
        "model": snapshot(body["model"]),
        "service_tier": "default",
        "reasoning": {"effort": None, "summary": None} | (body.get("reasoning") or {}),
        "text": {"format": {"type": "text"}, "verbosity": "medium"} | text,
        "tools": body.get("tools") or [],
        "metadata": body.get("metadata") or {},
    }


def _reasoning(ask: Ask) -> list[Json]:
    return [{"id": "rs_" + ask.ident(48, "rs"), "type": "reasoning", "content": [], "summary": []}]


def _output_message(body: Json, ask: Ask, said: Said) -> Json:
    wanted = "message.output_text.logprobs" in (body.get("include") or ())
    logs = logprobs(said.text, body.get("top_logprobs") or 0) if wanted else []
    content = [{"type": "output_text", "annotations": [], "logprobs": logs, "text": said.text}]
    status = "incomplete" if said.cut else "completed"
    message_id = "msg_" + ask.ident(48, "msg")
    return {"id": message_id, "type": "message", "status": status, "content": content, "role": "assistant"}


def _output_call(ask: Ask, said: Said) -> Json:
    name, arguments = said.call or ("", {})
    return {
        "id": "fc_" + ask.ident(48, "fc"),
        "type": "function_call",
        "status": "completed",
        "arguments": json.dumps(arguments),
        "call_id": _call_id(ask),
        "name": name,
    }


def completion(body: Json, ask: Ask, prompt: Prompt, tokenizer: Tokenizer) -> tuple[Json, Usage]:
    """Write a legacy text_completion: `n` choices for every prompt."""
    prompts = body["prompt"] if isinstance(body["prompt"], list) and body["prompt"] else [body["prompt"]]
    prompts = prompts if isinstance(prompts[0], str | list) else [prompts]
    count = int(body.get("n") or 1) * len(prompts)
    said = [say(replace(ask, choice=number)) for number in range(count)]
    total = sum(tokenizer.output(one.text, ask.bound) for one in said)
    usage = Usage(prompt_tokens(body, prompt, tokenizer), spread(total, count, ask.bound))
    ends = ["length" if one.cut else "stop" for one in said]
    choices = [
        {"text": one.text, "index": number, "logprobs": None, "finish_reason": ends[number]}
        for number, one in enumerate(said)
    ]
    return {
        "id": "cmpl-" + ask.ident(29, "cmpl"),
        "object": "text_completion",
        "created": BORN,
        "model": snapshot(body["model"]),
        "choices": choices,
        "usage": {
            "prompt_tokens": usage.input,
            "completion_tokens": usage.output,
            "total_tokens": usage.input + usage.output,
        },
    }, usage


# What each endpoint needs, how its prompt is read, how it answers, how it streams.
ENDPOINTS: dict[str, tuple[tuple[str, ...], Any, Any, Any]] = {
    "/v1/chat/completions": (("model", "messages"), chat_prompt, chat, chat_stream),
    "/v1/responses": (("model",), responses_prompt, response, response_stream),
    "/v1/embeddings": (("model", "input"), lambda _body: Prompt(), embeddings, None),
    "/v1/completions": (("model", "prompt"), completion_prompt, completion, completion_stream),
    "/v1/moderations": (("input",), lambda _body: Prompt(), moderations, None),
    "/v1/images/generations": (("prompt",), images_prompt, images, images_stream),
    EDITS: (("images", "prompt"), images_prompt, images, images_stream),
}
