"""OpenAI: an answer cut into the events of a stream."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]


def chat_stream(body: Json, reply: Json) -> list[tuple[str | None, Any]]:
    """Cut a chat.completion into chunks."""
    base = {name: reply[name] for name in ("id", "created", "model", "service_tier", "system_fingerprint")}
    base |= {"object": "chat.completion.chunk"}
    deltas = [part for choice in reply["choices"] for part in _chat_deltas(choice)]
    chunks = [base | {"choices": [delta]} for delta in deltas]
    if (body.get("stream_options") or {}).get("include_usage"):
        chunks = [chunk | {"usage": None} for chunk in chunks]
        chunks.append(base | {"choices": [], "usage": reply["usage"]})
    return [(None, chunk) for chunk in chunks]


def _chat_deltas(choice: Json) -> list[Json]:
    message, index = choice["message"], choice["index"]
    deltas: list[Json] = [{"role": "assistant", "content": "" if message["content"] is not None else None}]
    deltas += [{"content": word} for word in re.findall(r"\S+\s*|\s+", message["content"] or "")]
    calls = message.get("tool_calls") or ()
    deltas += [{"tool_calls": [call | {"index": at}]} for at, call in enumerate(calls)]
    parts: list[Json] = [{"index": index, "delta": delta, "logprobs": None, "finish_reason": None} for delta in deltas]
    return [*parts, {"index": index, "delta": {}, "logprobs": None, "finish_reason": choice["finish_reason"]}]


def completion_stream(_body: Json, reply: Json) -> list[tuple[str | None, Any]]:
    """Cut a text_completion into chunks."""
    return [(None, reply | {"choices": [choice], "usage": None}) for choice in reply["choices"]]


def response_stream(_body: Json, reply: Json) -> list[tuple[str | None, Any]]:
    """Cut a Response into the events of a stream."""
    opening = reply | {"status": "in_progress", "output": [], "usage": None}
    events: list[Json] = [
        {"type": "response.created", "response": opening},
        {"type": "response.in_progress", "response": opening},
    ]
    for index, item in enumerate(reply["output"]):
        events += _item_events(index, item)
    events.append({"type": f"response.{reply['status']}", "response": reply})
    return [(event["type"], event | {"sequence_number": number}) for number, event in enumerate(events)]


def _item_events(index: int, item: Json) -> list[Json]:
    at = {"output_index": index}
    emptied: Json = {"content": []} if item["type"] == "message" else {"arguments": ""}
    opened = item if item["type"] == "reasoning" else item | emptied | {"status": "in_progress"}
    events: list[Json] = [{"type": "response.output_item.added", **at, "item": opened}]
    at |= {"item_id": item["id"]}
    if item["type"] == "function_call":
        kind = "response.function_call_arguments"
        events.append({"type": f"{kind}.delta", **at, "delta": item["arguments"]})
        events.append({"type": f"{kind}.done", **at, "arguments": item["arguments"], "name": item["name"]})
    elif item["type"] == "message":
        events += _text_events(at | {"content_index": 0}, item["content"][0])
    return [*events, {"type": "response.output_item.done", "output_index": index, "item": item}]


def _text_events(at: Json, part: Json) -> list[Json]:
    words = re.findall(r"\S+\s*|\s+", part["text"])
    return [
        {"type": "response.content_part.added", **at, "part": part | {"text": "", "logprobs": []}},
        *({"type": "response.output_text.delta", **at, "delta": word, "logprobs": []} for word in words),
        {"type": "response.output_text.done", **at, "text": part["text"], "logprobs": []},
        {"type": "response.content_part.done", **at, "part": part},
    ]
