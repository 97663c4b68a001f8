"""Phantoms of Anthropic's responses, for look-ahead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deferred.core.phantom import PhantomWriter
from deferred.core.profile import Json, Phantoms


def _answer(endpoint: str, asked: Json, like: Json | None, writer: PhantomWriter) -> Json | None:
    if not endpoint.endswith("/messages"):
        return None
    tool = _tool(asked, writer)
    content = tool or {"type": "text", "text": writer.said(_schema(asked), _text(like or {}))}
    return {
        "id": f"msg_{writer.marker}", "type": "message", "role": "assistant", "model": asked.get("model"),
        "content": [content], "stop_reason": "tool_use" if tool else "end_turn", "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": writer.tokens},
    }  # fmt: skip


def _tool(asked: Json, writer: PhantomWriter) -> dict[str, Any] | None:
    tools = {tool.get("name"): tool.get("input_schema") for tool in asked.get("tools") or ()}
    choice = asked.get("tool_choice") or {}
    is_forced = choice.get("type") in {"tool", "any"}
    may_call = choice.get("type") != "none" and writer.uses_tool and not _has_result(asked)
    if not tools or not (is_forced or may_call):
        return None
    name = choice.get("name") or next(iter(tools))
    return {"type": "tool_use", "id": f"toolu_{writer.marker}", "name": name, "input": writer.value(tools.get(name))}


def _has_result(asked: Json) -> bool:
    contents = [message.get("content") for message in asked.get("messages") or () if isinstance(message, Mapping)]
    blocks = [block for content in contents if isinstance(content, list) for block in content]
    return any(isinstance(block, Mapping) and block.get("type") == "tool_result" for block in blocks)


def _schema(asked: Json) -> Any:
    form = (asked.get("output_config") or {}).get("format") or asked.get("output_format") or {}
    return form.get("schema")


def _text(answer: Json) -> str:
    return "".join(block.get("text", "") for block in answer.get("content", ()) if block.get("type") == "text")


PHANTOMS = Phantoms(_answer, state=frozenset(["container"]), inner=frozenset(["parsed_output", "input"]))
