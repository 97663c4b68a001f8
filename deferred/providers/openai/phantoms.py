"""Phantoms of OpenAI's responses, for look-ahead."""

from __future__ import annotations

import array
import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from deferred.core.phantom import PhantomWriter
from deferred.core.profile import Json, Phantoms

_BORN = 1_787_150_000
_WIDE, _NARROW = 3_072, 1_536  # of embeddings, by the model


def _answer(endpoint: str, asked: Json, like: Json | None, writer: PhantomWriter) -> Json | None:
    write = next((write for ending, write in _BY_ENDPOINT.items() if endpoint.endswith(ending)), None)
    return None if write is None else write(asked, like or {}, writer)


def _chat(asked: Json, like: Json, writer: PhantomWriter) -> Json:
    form = asked.get("response_format") or {}
    schema = (form.get("json_schema") or {}).get("schema") if form.get("type") == "json_schema" else None
    message: dict[str, Any] = {"role": "assistant", "refusal": None}
    function = _function(asked, writer, _has_tool_message(asked))
    if function is None:
        message["content"] = writer.said(schema, _chat_text(like))
    else:
        call = {"id": f"call_{writer.marker}", "type": "function", "function": function}
        message |= {"content": None, "tool_calls": [call]}
    reason = "stop" if function is None else "tool_calls"
    choices = [
        {"index": index, "message": message, "finish_reason": reason, "logprobs": None}
        for index in range(int(asked.get("n") or 1))
    ]
    return {
        "id": f"chatcmpl-{writer.marker}", "object": "chat.completion", "created": _BORN, "model": asked.get("model"),
        "choices": choices,
        "usage": {"prompt_tokens": 11, "completion_tokens": writer.tokens, "total_tokens": 11 + writer.tokens},
    }  # fmt: skip


def _response(asked: Json, like: Json, writer: PhantomWriter) -> Json:
    form = (asked.get("text") or {}).get("format") or {}
    schema = form.get("schema") if form.get("type") == "json_schema" else None
    function = _function(asked, writer, _has_output(asked))
    if function is None:
        text = {"type": "output_text", "text": writer.said(schema, _response_text(like)), "annotations": []}
        item = {"type": "message", "id": f"msg_{writer.marker}", "role": "assistant", "status": "completed",
                "content": [text]}  # fmt: skip
    else:
        item = {"type": "function_call", "id": f"fc_{writer.marker}", "call_id": f"call_{writer.marker}",
                "status": "completed", **function}  # fmt: skip
    return {
        "id": f"resp_{writer.marker}", "object": "response", "created_at": _BORN, "status": "completed",
        "model": asked.get("model"), "output": [item], "parallel_tool_calls": True, "tool_choice": "auto",
        "tools": asked.get("tools") or [], "error": None, "incomplete_details": None, "instructions": None,
        "metadata": {}, "temperature": 1.0, "top_p": 1.0,
        "usage": {
            "input_tokens": 11, "input_tokens_details": {"cached_tokens": 0}, "output_tokens": writer.tokens,
            "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 11 + writer.tokens,
        },
    }  # fmt: skip


def _embeddings(asked: Json, like: Json, writer: PhantomWriter) -> Json:
    del like
    given = asked.get("input")
    count = len(given) if isinstance(given, list) and given and not isinstance(given[0], int) else 1
    width = int(asked.get("dimensions") or (_WIDE if "large" in str(asked.get("model")) else _NARROW))
    vectors: list[Any] = [writer.vector(width) for _ in range(count)]
    if asked.get("encoding_format") == "base64":
        vectors = [base64.b64encode(array.array("f", vector).tobytes()).decode() for vector in vectors]
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    usage = {"prompt_tokens": 11, "total_tokens": 11}
    return {"object": "list", "data": data, "model": asked.get("model"), "usage": usage}


_BY_ENDPOINT: dict[str, Callable[[Json, Json, PhantomWriter], Json]] = {
    "/chat/completions": _chat,
    "/responses": _response,
    "/embeddings": _embeddings,
}


def _function(asked: Json, writer: PhantomWriter, is_answered: bool) -> dict[str, Any] | None:  # noqa: FBT001 - a fact
    tools = {
        tool.get("function", tool)["name"]: tool.get("function", tool).get("parameters")
        for tool in asked.get("tools") or ()
        if tool.get("type") == "function"
    }
    choice = asked.get("tool_choice")
    is_forced = choice == "required" or isinstance(choice, dict)
    if not tools or not (is_forced or (choice != "none" and writer.uses_tool and not is_answered)):
        return None
    named = (choice.get("function") or choice).get("name") if isinstance(choice, dict) else None
    name = named if named in tools else next(iter(tools))
    return {"name": name, "arguments": json.dumps(writer.value(tools[name]))}


def _has_tool_message(asked: Json) -> bool:
    messages = asked.get("messages") or ()
    return any(isinstance(message, Mapping) and message.get("role") == "tool" for message in messages)


def _has_output(asked: Json) -> bool:
    given = asked.get("input")
    items = given if isinstance(given, list) else []
    return any(isinstance(item, Mapping) and item.get("type") == "function_call_output" for item in items)


def _chat_text(answer: Json) -> str:
    messages = [choice.get("message") or {} for choice in answer.get("choices") or ()]
    return str(messages[0].get("content") or "") if messages else ""


def _response_text(answer: Json) -> str:
    items = [item for item in answer.get("output") or () if item.get("type") == "message"]
    return "".join(part.get("text", "") for item in items for part in item.get("content") or ())


PHANTOMS = Phantoms(
    _answer,
    state=frozenset(["conversation", "previous_response_id", "thread_id"]),
    inner=frozenset(["parsed", "parsed_output", "parsed_arguments"]),
)
