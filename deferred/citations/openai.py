"""OpenAI: what chat completions, responses and completions say and cite. Pure functions over their JSON.

Annotations point into the reply, not into a source: `start`, `end` and the quote are of the reply's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deferred.citations.citation import Citation
from deferred.citations.reading import Json, Reading, cut_at, listed, mapped, named, whole

_CUT = {
    "length": "the reply was cut off at the most tokens it was allowed (finish_reason length)",
    "max_output_tokens": "the reply was cut off at max_output_tokens",
}
_FILTERED = "the provider's content filter stopped the reply"
# Where the claim begins that an annotation without a start stands behind: a sentence, a line or a JSON string.
_CLAIM = re.compile(r"(?<=[.!?])\s+|\n+|\"(?:\s*[:,]\s*\")?")
_MARKER = re.compile(r"\[(\d+)\]")


def read(body: Json) -> Reading:
    """Read a chat completion, a response or a completion."""
    if isinstance(body.get("output"), list):
        return _response(body)
    return _chat(body) if body.get("choices") else Reading()


def _chat(body: Json) -> Reading:
    choice = (listed(body.get("choices")) or [{}])[0]
    message = mapped(choice.get("message"))
    text = _words(message.get("content")) or str(choice.get("text") or "")
    cited = list(_annotations(message.get("annotations"), text, 0)) or list(_numbered(body, text))
    finish = str(choice.get("finish_reason"))
    refusal = message.get("refusal")
    refused = f"the model refused to answer: {refusal}" if refusal else _FILTERED if finish == "content_filter" else ""
    return Reading(cut_at(text, cited), tuple(cited), tuple(_arguments(message)), refused, _CUT.get(finish, ""))


def _words(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(str(part.get("text") or "") for part in listed(content))


def _arguments(message: Json) -> Iterator[str]:
    for call in listed(message.get("tool_calls")):
        yield str(mapped(call.get("function")).get("arguments") or mapped(call.get("custom")).get("input") or "")
    if message.get("function_call"):
        yield str(mapped(message["function_call"]).get("arguments") or "")


def _response(body: Json) -> Reading:
    text, cited, values, refusal = "", list[Citation](), list[str](), ""
    for item in listed(body["output"]):
        if item.get("type") == "function_call":
            values.append(str(item.get("arguments") or ""))
        for part in listed(item.get("content")) if item.get("type", "message") == "message" else ():
            if part.get("type") == "output_text":
                said = str(part.get("text") or "")
                cited += _annotations(part.get("annotations"), said, len(text))
                text += said
            elif part.get("type") == "refusal":
                refusal = str(part.get("refusal") or "")
    return Reading(cut_at(text, cited), tuple(cited), tuple(values), _why_refused(body, refusal), _why_cut(body))


def _why_refused(body: Json, refusal: str) -> str:
    if refusal:
        return f"the model refused to answer: {refusal}"
    failure = mapped(body.get("error"))
    if failure:
        return f"the response failed: {failure.get('message') or failure.get('code')}"
    return _FILTERED if _reason(body) == "content_filter" else ""


def _why_cut(body: Json) -> str:
    reason = _reason(body)
    if body.get("status") == "incomplete" and reason != "content_filter":
        return _CUT.get(reason, f"the response is incomplete: {reason or 'no reason is given'}")
    return ""


def _reason(body: Json) -> str:
    return str(mapped(body.get("incomplete_details")).get("reason") or "")


def _annotations(found: Any, text: str, offset: int) -> Iterator[Citation]:
    """Read the annotations of a text that begins at `offset` of the whole reply."""
    for raw in listed(found):
        kind = str(raw.get("type") or "")
        # Chat puts the facts into an object of the kind's name, responses beside it.
        facts = {**raw, **mapped(raw.get(kind))}
        start, end = _span(facts, text)
        yield Citation(
            text="" if start is None else text[start:end],
            source=named(facts.get("title"), facts.get("filename"), facts.get("url"), facts.get("file_id")),
            start=None if start is None else offset + start,
            end=None if end is None else offset + end,
            kind=kind,
            raw=raw,
        )


def _span(facts: Json, text: str) -> tuple[int | None, int | None]:
    start, end = whole(facts.get("start_index")), whole(facts.get("end_index"))
    if start is not None and end is not None and 0 <= start < end <= len(text):
        return start, end
    # Of a file only the place is told where the claim ends; where that is none, it belongs to the whole reply.
    at = whole(facts.get("index"))
    if at is None or not 0 < at <= len(text):
        return None, None
    begin = _claim_start(text, at)
    return (begin, at) if begin < at else (None, None)


def _claim_start(text: str, end: int) -> int:
    before = text[:end].rstrip('"\n .!?')
    return max((hit.end() for hit in _CLAIM.finditer(before)), default=0)


def _numbered(body: Json, text: str) -> Iterator[Citation]:
    """Read what services in OpenAI's shape number: a list of sources, and [1] in the text behind a claim."""
    results = listed(body.get("search_results"))
    listed_urls = body.get("citations")
    urls = listed_urls if isinstance(listed_urls, list) else []
    for hit in _MARKER.finditer(text):
        number = int(hit.group(1)) - 1
        found = results[number] if 0 <= number < len(results) else {}
        url = found.get("url") or (urls[number] if 0 <= number < len(urls) else None)
        if url:
            start = _claim_start(text, _claim_end(text, hit.start()))
            yield Citation(
                text=text[start : hit.start()],
                source=named(found.get("title"), url),
                start=start,
                end=hit.start(),
                kind="numbered",
                raw=found or {"url": url},
            )


def _claim_end(text: str, marker: int) -> int:
    """Step back over the markers before this one: several may stand behind one claim."""
    while previous := re.search(r"\[\d+\]$", text[:marker]):
        marker = previous.start()
    return marker
