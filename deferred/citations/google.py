"""Gemini: what a GenerateContentResponse says and what grounds it. Pure functions over its JSON, in either spelling.

Grounding points into the reply, in bytes of UTF-8: `start` and `end` are characters of the reply's text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from deferred.citations.citation import Citation, Json, Reading, cut_at, listed, mapped, named, whole
from deferred.citations.claims import widened

_FINE = {"", "None", "STOP", "FINISH_REASON_UNSPECIFIED"}
_CUT = {"MAX_TOKENS": "the reply was cut off at max_output_tokens"}
_CHUNKS = ("web", "retrieved_context", "maps", "image")


def read(body: Json) -> Reading:
    """Read a response; of several candidates, the first."""
    candidate = (listed(body.get("candidates")) or [{}])[0]
    parts = listed(mapped(candidate.get("content")).get("parts"))
    spoken = ["" if part.get("thought") else str(part.get("text") or "") for part in parts]
    text = "".join(spoken)
    cited = [*_grounded(candidate, spoken), *_recited(candidate, text)]
    cited += _visited(candidate, cited)
    finish = str(_get(candidate, "finish_reason") or "")
    calls = [mapped(_get(part, "function_call")) for part in parts if _get(part, "function_call")]
    return Reading(
        blocks=cut_at(text, [(one, _claim(one, text)) for one in cited]),
        citations=tuple(cited),
        values=tuple(json.dumps(call.get("args") or {}) for call in calls),
        refused=_refusal(body, finish),
        cut=_CUT.get(finish, ""),
    )


def _claim(citation: Citation, text: str) -> tuple[int, int] | None:
    """Give the claim that a segment is of; it may begin or end within a number."""
    if citation.start is None or citation.end is None or citation.start >= citation.end:
        return None
    return widened(text, (citation.start, citation.end))


def _refusal(body: Json, finish: str) -> str:
    feedback = mapped(_get(body, "prompt_feedback"))
    blocked = _get(feedback, "block_reason")
    if blocked:
        why = _get(feedback, "block_reason_message")
        return f"the provider blocked the prompt ({blocked}){f': {why}' if why else ''}"
    return "" if finish in _FINE or finish in _CUT else f"the provider stopped the reply ({finish})"


def _grounded(candidate: Json, spoken: list[str]) -> Iterator[Citation]:
    grounding = mapped(_get(candidate, "grounding_metadata"))
    chunks = _get(grounding, "grounding_chunks")
    chunks = chunks if isinstance(chunks, list) else []
    for support in listed(_get(grounding, "grounding_supports")):
        segment = mapped(support.get("segment"))
        start, end = _place(segment, spoken)
        numbers = _get(support, "grounding_chunk_indices")
        for number in numbers if isinstance(numbers, list) else ():
            chunk = mapped(chunks[number]) if isinstance(number, int) and 0 <= number < len(chunks) else {}
            kind, facts = _chunk(chunk)
            pages = mapped(_get(mapped(_get(facts, "rag_chunk")), "page_span"))
            first = whole(_get(facts, "page_number")) or whole(_get(pages, "first_page"))
            yield Citation(
                text=str(segment.get("text") or ("" if start is None else "".join(spoken)[start:end])),
                source=_source(facts),
                page=first,
                end_page=whole(_get(pages, "last_page")) or first,
                start=start,
                end=end,
                kind=kind,
                raw={"groundingChunk": chunk, "groundingSupport": support},
            )


def _source(facts: Json) -> str | None:
    """Name the source of a chunk; for file search the `source_url` that the user gave, else the document or its store.

    https://ai.google.dev/gemini-api/docs/file-search, and google-genai 3.6, `GroundingChunkRetrievedContext`.
    """
    given = {one.get("key"): _get(one, "string_value") for one in listed(_get(facts, "custom_metadata"))}
    names = (facts.get("title"), facts.get("uri"), _get(facts, "source_uri"), _get(facts, "document_name"))
    return named(given.get("source_url"), *names, _get(facts, "file_search_store"))


def _chunk(chunk: Json) -> tuple[str, Json]:
    """Give the kind of a chunk and what it says; kinds that came later are read alike."""
    for name in _CHUNKS:
        if isinstance(_get(chunk, name), dict):
            return f"grounding_{name}", _get(chunk, name)
    name, facts = next(((name, facts) for name, facts in chunk.items() if isinstance(facts, dict)), ("", {}))
    return f"grounding_{name}".rstrip("_"), facts


def _place(segment: Json, spoken: list[str]) -> tuple[int | None, int | None]:
    """Turn the byte offsets of a segment, which are of its part, into characters of the whole reply."""
    first, last = whole(_get(segment, "start_index")) or 0, whole(_get(segment, "end_index"))
    number, quote = whole(_get(segment, "part_index")) or 0, str(segment.get("text") or "")
    text = "".join(spoken)
    if last is not None:
        part = spoken[number] if 0 <= number < len(spoken) else ""
        # Thoughts count as parts in some responses and not in others; the quote says which text is meant.
        others = [(part, len("".join(spoken[:number]))), (text, 0)]
        others += [(other, len("".join(spoken[:index]))) for index, other in enumerate(spoken)]
        for base, offset in others:
            start, end = _characters(base, first, last)
            if base and (not quote or base[start:end] == quote):
                return offset + start, offset + end
    at = text.find(quote) if quote else -1
    return (None, None) if at < 0 else (at, at + len(quote))


def _characters(text: str, first: int, last: int) -> tuple[int, int]:
    """Count bytes in characters; an offset within a character is moved to its beginning."""
    raw = text.encode("utf-8", "surrogatepass")
    return tuple(len(raw[:at].decode("utf-8", "ignore")) for at in (first, last))  # type: ignore[return-value]


def _recited(candidate: Json, text: str) -> Iterator[Citation]:
    """Read what the model recited from elsewhere."""
    metadata = mapped(_get(candidate, "citation_metadata"))
    for raw in listed(_get(metadata, "citation_sources") or metadata.get("citations")):
        last = whole(_get(raw, "end_index"))
        start, end = (None, None) if last is None else _characters(text, whole(_get(raw, "start_index")) or 0, last)
        yield Citation(
            text="" if start is None else text[start:end],
            source=named(raw.get("title"), raw.get("uri")),
            start=start,
            end=end,
            kind="citation_metadata",
            raw=raw,
        )


def _visited(candidate: Json, cited: list[Citation]) -> Iterator[Citation]:
    """Read the pages that were opened for the reply as a whole, but for those that are cited by the passage."""
    known = {
        str(facts.get("uri")) for citation in cited for _, facts in [_chunk(citation.raw.get("groundingChunk") or {})]
    }
    metadata = mapped(_get(candidate, "url_context_metadata"))
    for raw in listed(_get(metadata, "url_metadata")):
        url, status = _get(raw, "retrieved_url"), str(_get(raw, "url_retrieval_status") or "")
        if isinstance(url, str) and url not in known and status in {"", "URL_RETRIEVAL_STATUS_SUCCESS"}:
            yield Citation(text="", source=str(url), kind="url_context", raw=raw)


def _get(found: Json, name: str) -> Any:
    """Give a member in the spelling of the wire (camelCase) or of the SDK (snake_case)."""
    camel = re.sub(r"_(\w)", lambda hit: hit.group(1).upper(), name)
    value = found.get(camel)
    return found.get(name) if value is None else value
