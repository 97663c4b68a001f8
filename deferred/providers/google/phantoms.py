"""Phantoms of Gemini's responses, for look-ahead."""

from __future__ import annotations

from typing import Any

from deferred.core.phantom import PhantomWriter
from deferred.core.profile import Json, Phantoms

_WIDTH = 768  # of an embedding, where the request says nothing


def _answer(endpoint: str, asked: Json, like: Json | None, writer: PhantomWriter) -> Json | None:
    if endpoint == "embedContent":
        return {"embedding": {"values": writer.vector(int(asked.get("outputDimensionality") or _WIDTH))}}
    return _generated(asked, like or {}, writer) if endpoint == "generateContent" else None


def _generated(asked: Json, like: Json, writer: PhantomWriter) -> Json:
    settings = asked.get("generationConfig") or {}
    schema = settings.get("responseSchema") or settings.get("responseJsonSchema")
    call = _function_call(asked, writer)
    part = {"functionCall": call} if call else {"text": writer.said(schema, _text(like))}
    return {
        "candidates": [{"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": writer.tokens,
                          "totalTokenCount": 11 + writer.tokens},
        "responseId": writer.marker,
    }  # fmt: skip


def _function_call(asked: Json, writer: PhantomWriter) -> dict[str, Any] | None:
    declared = [one for tool in asked.get("tools") or () for one in tool.get("functionDeclarations") or ()]
    parts = [part for turn in asked.get("contents") or () for part in turn.get("parts") or ()]
    if not declared or not writer.uses_tool or any("functionResponse" in part for part in parts):
        return None
    first = declared[0]
    return {"name": first["name"], "args": writer.value(first.get("parameters") or first.get("parametersJsonSchema"))}


def _text(answer: Json) -> str:
    candidates = answer.get("candidates") or ()
    parts = (candidates[0].get("content") or {}).get("parts") or () if candidates else ()
    return "".join(part.get("text", "") for part in parts)


PHANTOMS = Phantoms(_answer, inner=frozenset(["parsed", "args"]))
