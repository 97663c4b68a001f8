"""Bedrock's Converse: what a reply of a Claude model there says and cites, in its own wrapping."""

from __future__ import annotations

import json
from typing import Any

from deferred.citations.citation import Citation, Json, Reading, in_order, listed, mapped, named, whole

_CUT = {"max_tokens": "the reply was cut off at maxTokens"}
_KINDS = {"documentChar": "char_location", "documentPage": "page_location", "documentChunk": "content_block_location"}


def read(body: Json) -> Reading:
    """Read a Converse response."""
    content = listed(mapped(mapped(body.get("output")).get("message")).get("content"))
    blocks = in_order(_piece(block) for block in content if "text" in block or "citationsContent" in block)
    stop = str(body.get("stopReason"))
    return Reading(
        blocks=blocks,
        citations=tuple(citation for block in blocks for citation in block.citations),
        values=tuple(json.dumps(mapped(block["toolUse"]).get("input")) for block in content if "toolUse" in block),
        refused="a guardrail stopped the reply" if stop == "guardrail_intervened" else "",
        cut=_CUT.get(stop, ""),
    )


def _piece(block: Json) -> tuple[str, tuple[Citation, ...]]:
    if "text" in block:
        return str(block["text"]), ()
    cited = mapped(block["citationsContent"])
    text = "".join(str(part.get("text") or "") for part in listed(cited.get("content")))
    return text, tuple(_citation(raw) for raw in listed(cited.get("citations")))


def _citation(raw: Json) -> Citation:
    name, place = next(iter(mapped(raw.get("location")).items()), ("", {}))
    return Citation(
        text="".join(str(part.get("text") or "") for part in listed(raw.get("sourceContent"))),
        source=named(raw.get("title"), raw.get("source")),
        document_index=whole(mapped(place).get("documentIndex")),
        kind=_KINDS.get(name, name),
        raw=raw,
        **_place(name, mapped(place)),
    )


def _place(name: str, place: Json) -> dict[str, Any]:
    start, end = whole(place.get("start")), whole(place.get("end"))
    if name == "documentChar":
        return {"start": start, "end": end}
    if name == "documentPage":
        return {"page": start, "end_page": start if start is None or end is None else max(start, end - 1)}
    return {"block": start} if name == "documentChunk" else {}
