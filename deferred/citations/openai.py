"""OpenAI: what chat completions, responses and completions say and cite. Pure functions over their JSON.

Annotations point into the reply, not into a source: `start`, `end` and the quote are of the reply's text. With web
search they are those of the marker behind the claim; the blocks are cut where the claims are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from deferred.citations.citation import Citation, Cited, Json, Reading, cut_at, listed, mapped, named, whole
from deferred.citations.claims import claims_of

_CUT = {
    "length": "the reply was cut off at the most tokens it was allowed (finish_reason length)",
    "max_output_tokens": "the reply was cut off at max_output_tokens",
}
_FILTERED = "the provider's content filter stopped the reply"
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
    found = list(_annotations(message.get("annotations"), text, 0)) or list(_numbered(body, text))
    finish = str(choice.get("finish_reason"))
    refusal = message.get("refusal")
    refused = f"the model refused to answer: {refusal}" if refusal else _FILTERED if finish == "content_filter" else ""
    cited = tuple(citation for citation, _ in found)
    return Reading(cut_at(text, found), cited, tuple(_arguments(message)), refused, _CUT.get(finish, ""))


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
    text, found, values, refusal = "", list[Cited](), list[str](), ""
    for item in listed(body["output"]):
        if item.get("type") == "function_call":
            values.append(str(item.get("arguments") or ""))
        for part in listed(item.get("content")) if item.get("type", "message") == "message" else ():
            if part.get("type") == "output_text":
                said = str(part.get("text") or "")
                found += _annotations(part.get("annotations"), said, len(text))
                text += said
            elif part.get("type") == "refusal":
                refusal = str(part.get("refusal") or "")
    cited = tuple(citation for citation, _ in found)
    return Reading(cut_at(text, found), cited, tuple(values), _why_refused(body, refusal), _why_cut(body))


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


def _annotations(found: Any, text: str, offset: int) -> Iterator[Cited]:
    """Read the annotations of a text that begins at `offset` of the whole reply."""
    # Chat puts the facts into an object of the kind's name, responses beside it.
    every = [(raw, {**raw, **mapped(raw.get(str(raw.get("type") or "")))}) for raw in listed(found)]
    places = [_place(facts, text) for _, facts in every]
    for (raw, facts), place, claim in zip(every, places, claims_of(text, places), strict=True):
        start, end = claim if place and place[0] == place[1] and claim else place or (0, 0)
        citation = Citation(
            text=text[start:end],
            source=named(facts.get("title"), facts.get("filename"), facts.get("url"), facts.get("file_id")),
            start=offset + start if start < end else None,
            end=offset + end if start < end else None,
            kind=str(raw.get("type") or ""),
            raw=raw,
        )
        yield citation, claim and (offset + claim[0], offset + claim[1])


def _place(facts: Json, text: str) -> tuple[int, int] | None:
    """Give the place of an annotation: a range, or the point behind a claim; None where it is of the whole reply."""
    start, end = whole(facts.get("start_index")), whole(facts.get("end_index"))
    if start is not None and end is not None and 0 <= start < end <= len(text):
        return start, end
    at = whole(facts.get("index"))
    return (at, at) if at is not None and 0 < at <= len(text) else None


def _numbered(body: Json, text: str) -> Iterator[Cited]:
    """Read what services in OpenAI's shape number: a list of sources, and [1] in the text behind a claim."""
    results = listed(body.get("search_results"))
    listed_urls = body.get("citations")
    urls = listed_urls if isinstance(listed_urls, list) else []
    marks = list(_MARKER.finditer(text)) if results or urls else []
    for hit, claim in zip(marks, claims_of(text, [hit.span() for hit in marks]), strict=True):
        number = int(hit.group(1)) - 1
        found = results[number] if 0 <= number < len(results) else {}
        url = found.get("url") or (urls[number] if 0 <= number < len(urls) else None)
        if url and claim:
            (start, end), source = claim, named(found.get("title"), url)
            raw = found or {"url": url}
            yield Citation(text[start:end], source, start=start, end=end, kind="numbered", raw=raw), claim
