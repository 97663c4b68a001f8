"""Anthropic: what a Message says and cites. Pure functions over its JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from deferred.citations.citation import Citation, Json, Reading, in_order, listed, mapped, named, whole

_CUT = {
    "max_tokens": "the reply was cut off at max_tokens",
    "model_context_window_exceeded": "the reply was cut off at the end of the model's context window",
    "pause_turn": "the provider paused the turn (pause_turn): send the reply back to let the model go on",
}


def read(body: Json) -> Reading:
    """Read a Message."""
    content = listed(body.get("content"))
    texts = [block for block in content if block.get("type") == "text"]
    blocks = in_order((str(block.get("text") or ""), _cited(block)) for block in texts)
    return Reading(
        blocks=blocks,
        citations=tuple(citation for block in blocks for citation in block.citations),
        values=tuple(json.dumps(block.get("input")) for block in content if block.get("type") == "tool_use"),
        refused=_refusal(body),
        cut=_CUT.get(str(body.get("stop_reason")), ""),
    )


def _refusal(body: Json) -> str:
    if body.get("stop_reason") != "refusal":
        return ""
    details = mapped(body.get("stop_details"))
    why = details.get("explanation") or details.get("category")
    return f"the model refused to answer{f': {why}' if why else ''}"


def _cited(block: Json) -> tuple[Citation, ...]:
    return tuple(_citation(raw) for raw in listed(block.get("citations")))


def _citation(raw: Json) -> Citation:
    kind = str(raw.get("type") or "")
    place = _PLACES[kind](raw) if kind in _PLACES else {}
    return Citation(
        text=str(raw.get("cited_text") or ""),
        source=named(
            raw.get("document_title"), raw.get("title"), raw.get("source"), raw.get("url"), raw.get("file_id")
        ),
        document_index=whole(raw.get("document_index")),
        kind=kind,
        raw=raw,
        **place,
    )


def _chars(raw: Json) -> dict[str, Any]:
    return {"start": whole(raw.get("start_char_index")), "end": whole(raw.get("end_char_index"))}


def _pages(raw: Json) -> dict[str, Any]:
    first, after = whole(raw.get("start_page_number")), whole(raw.get("end_page_number"))
    # The provider's end is exclusive; ours is the last page itself.
    return {"page": first, "end_page": first if after is None or first is None else max(first, after - 1)}


def _block(raw: Json) -> dict[str, Any]:
    return {"block": whole(raw.get("start_block_index"))}


_PLACES: dict[str, Callable[[Json], dict[str, Any]]] = {
    "char_location": _chars,
    "page_location": _pages,
    "content_block_location": _block,
    "search_result_location": _block,
}
