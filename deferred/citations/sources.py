"""The documents that a request carries, as texts with pages, and what its user says.

Only what the request holds is read. Nothing is fetched: a link, an uploaded file or a picture is named as such.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from deferred.citations.citation import Source, listed, mapped
from deferred.citations.file_text import PDF, ReadText, as_text, beginnings, read_data

Json = dict[str, Any]
_LEAD = 100  # characters before a JSON that may call it an example
_MODELS = {"assistant", "model"}
_ANSWER = re.compile(r"\s*(?:```\w*\s*)?[{\[]")
_EXAMPLE = re.compile(
    r"(?i)\b(?:examples?|e\.g\.|for instance|format|template|like this|beispiel|exemple|ejemplo|esempio|voorbeeld)\b"
    r"[^{}\n]{0,60}(?:\n\s*)?(?:```\w*\s*)?$"
)
_OURS, _THEIRS = {"user", "tool", "function", ""}, {"assistant", "model", "system", "developer"}


@dataclass(frozen=True)
class Sources:
    """What was read of a request.

    Attributes:
        texts: its documents, then its other texts; an index is the provider's own for documents.
        notes: what could not be read, and why.
    """

    texts: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Found:
    """What one walk through a request met, in its order."""

    documents: list[tuple[str | None, ReadText]] = field(default_factory=list)
    results: list[tuple[str | None, ReadText]] = field(default_factory=list)
    words: list[tuple[str | None, ReadText]] = field(default_factory=list)
    from_tools: set[int] = field(default_factory=set)  # which of the words

    def lists(self) -> tuple[list[tuple[str | None, ReadText]], ...]:
        """Give all of it, in the order of the sources."""
        return self.documents, self.results, self.words


def sources_of(request: Any) -> Sources:
    """Read the documents of a request: its body as sent, or the keyword arguments as the user wrote them.

    Args:
        request: the body (a dict, or JSON text), or the arguments of the SDK's method, objects of the SDK included.

    Returns:
        The documents that hold text, in the provider's order, then search results, then what else the user and the
        tools said; and notes on what holds none.
    """
    found = _Found()
    for (role, content), following in pairwise([*turns(plain(as_object(request))), ("", None)]):
        if role in _OURS:
            known = [len(one) for one in found.lists()]
            _walk(content, found)
            if _is_answer(*following):
                _set_aside(found, known)
    if found.documents or found.results:
        _set_aside(found, [len(found.documents), len(found.results), 0], besides=found.from_tools)
    every = [one for several in found.lists() for one in several]
    texts = [
        Source(number, title, read.text, read.pages, read.blocks, read.aside)
        for number, (title, read) in enumerate(every)
        if read.text
    ]
    notes = [
        f"document {number}{f' ({title})' if title else ''} {read.trouble}"
        for number, (title, read) in enumerate(every)
        if read.trouble
    ]
    return Sources(tuple(texts), tuple(notes))


def _is_answer(role: str, content: Any) -> bool:
    """Tell whether a turn is the JSON that answers the turn before it: the two are an example."""
    said = _Found()
    if role in _MODELS:
        _walk(content, said)
    return any(_ANSWER.match(read.text) for _, read in said.words)


def _set_aside(found: _Found, known: Sequence[int], besides: Collection[int] = ()) -> None:
    """Mark what was read after a point; of the words not those of tools, which are documents of their kind."""
    for several, first in zip(found.lists(), known, strict=True):
        for number in range(first, len(several)):
            if several is not found.words or number not in besides:
                title, read = several[number]
                several[number] = title, replace(read, aside=True)


def as_object(request: Any) -> Any:
    """Give a request that may be written as JSON text as the object that it is.

    Raises:
        ValueError: it is neither an object nor the JSON of one.
    """
    if isinstance(request, (bytes, str)):
        try:
            request = json.loads(request)
        except ValueError as error:
            message = f"request= is a text that is not JSON ({error}); give the body as sent, or the call's arguments"
            raise ValueError(message) from error
    if not isinstance(request, Mapping):
        message = f"request={request!r:.80} is not a body or the arguments of a call, which are a dict"
        raise ValueError(message)  # noqa: TRY004 - every bad request is a ValueError, as users catch one thing
    return dict(request)


def plain(value: Any) -> Any:
    """Turn objects of the SDKs into plain ones; what holds bytes keeps them."""
    if isinstance(value, (bytes, str)):
        return value
    if isinstance(value, dict):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return plain(value.model_dump(exclude_none=True, warnings=False))
    if isinstance(value, Path):
        return value.read_bytes()
    return value


def turns(request: Any) -> Iterator[tuple[str, Any]]:
    """Yield who says what in a request of any of the providers."""
    if not isinstance(request, dict):
        return
    for name in ("messages", "input", "contents", "prompt"):
        turns = request.get(name)
        for turn in turns if isinstance(turns, list) else [turns] if turns is not None else ():
            if isinstance(turn, dict) and ("role" in turn or "parts" in turn):
                yield str(turn.get("role") or ""), _said(turn)
            elif not isinstance(turn, (int, float)):
                yield "", turn


def _said(turn: Json) -> Any:
    parts = turn.get("content") if turn.get("content") is not None else turn.get("parts")
    return {"type": "tool_result", "content": parts} if turn.get("role") in ("tool", "function") else parts


def _walk(node: Any, found: _Found) -> None:
    """Sort what a turn holds; what is not known says nothing that could be searched."""
    if isinstance(node, str):
        if node.strip():
            found.words.append((None, ReadText(_without_schemas(node))))
    elif isinstance(node, list):
        for inner in node:
            _walk(inner, found)
    elif isinstance(node, dict):
        _READERS.get(_kind(node), _nothing)(node, found)


def _without_schemas(text: str) -> str:
    """Blank out a JSON schema, or an example of the answer, that a prompt spells out: they are evidence of nothing."""
    decoder, at = json.JSONDecoder(), text.find("{")
    schemas = '"properties"' in text
    while at >= 0:
        example = bool(_EXAMPLE.search(text, max(0, at - _LEAD), at))
        if not example and not schemas:
            at = text.find("{", at + 1)
            continue
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            schema = isinstance(value, dict) and isinstance(value.get("properties"), dict)
            if schema or example:
                text = text[:at] + " " * (end - at) + text[end:]
        at = text.find("{", end)
    return text


def _kind(node: Json) -> str:
    kind = node.get("type")
    if isinstance(kind, str) and kind:
        return kind
    names = ("inlineData", "inline_data", "fileData", "file_data", "functionResponse", "function_response", "text")
    return next((name for name in names if node.get(name) is not None), "")


def _nothing(node: Json, found: _Found) -> None:
    del node, found


def _text(node: Json, found: _Found) -> None:
    if not node.get("thought"):
        _walk(node.get("text"), found)


def _document(node: Json, found: _Found) -> None:
    """Read a document block of Anthropic."""
    source = mapped(node.get("source"))
    title, kind = _title(node.get("title")), source.get("type")
    if kind == "text":
        read = ReadText(as_text(source.get("data")))
    elif kind == "content":
        parts = source.get("content")
        texts = [parts] if isinstance(parts, str) else [str(part.get("text") or "") for part in listed(parts)]
        read = ReadText("\n".join(texts), blocks=beginnings(texts))
    elif kind == "base64":
        read = read_data(source.get("data"), str(source.get("media_type") or PDF), str(title or ""))
    elif kind == "url":
        read = ReadText(trouble=f"is a link ({source.get('url')}): the request does not carry its text")
    else:
        read = ReadText(trouble=f"is an uploaded file ({source.get('file_id')}): the request does not carry its text")
    found.documents.append((title, read))


def _title(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _search_result(node: Json, found: _Found) -> None:
    texts = [str(part.get("text") or "") for part in listed(node.get("content"))]
    title = _title(node.get("title")) or _title(node.get("source"))
    found.results.append((title, ReadText("\n".join(texts))))


def _tool_result(node: Json, found: _Found) -> None:
    known = len(found.words)
    _walk(node.get("content") if node.get("content") is not None else node.get("output"), found)
    found.from_tools.update(range(known, len(found.words)))


def _function_response(node: Json, found: _Found) -> None:
    response = mapped(node.get("functionResponse") or node.get("function_response")).get("response")
    found.from_tools.add(len(found.words))
    _walk(response if isinstance(response, str) else json.dumps(response, ensure_ascii=False, default=str), found)


def _file(node: Json, found: _Found) -> None:
    """Read a file part of OpenAI: chat puts its facts into an object, responses beside the type."""
    facts = node["file"] if isinstance(node.get("file"), dict) else node
    title = _title(facts.get("filename"))
    if facts.get("file_data"):
        head, _, data = str(facts["file_data"]).rpartition(",")
        kind = head.removeprefix("data:").partition(";")[0]
        read = read_data(data, kind or mimetypes.guess_type(str(title))[0] or PDF, str(title or ""))
    else:
        where = facts.get("file_url") or facts.get("file_id")
        read = ReadText(trouble=f"is a link or an uploaded file ({where}): the request does not carry its text")
    found.documents.append((title, read))


def _inline(node: Json, found: _Found) -> None:
    """Read inline data of Gemini."""
    blob = mapped(node.get("inlineData") or node.get("inline_data"))
    title = _title(blob.get("displayName") or blob.get("display_name"))
    kind = str(blob.get("mimeType") or blob.get("mime_type") or "")
    found.documents.append((title, read_data(blob.get("data"), kind, str(title or ""))))


def _linked(node: Json, found: _Found) -> None:
    data = node.get("fileData") or node.get("file_data") or {}
    if isinstance(data, str):  # an input_file of OpenAI that was written without its type
        _file(node, found)
        return
    where = mapped(data).get("fileUri") or mapped(data).get("file_uri")
    found.documents.append(
        (None, ReadText(trouble=f"is a file kept by the provider ({where}): it is not in the request"))
    )


def _picture(node: Json, found: _Found) -> None:
    del node
    found.words.append((None, ReadText(trouble="is a picture: it holds no text that could be searched")))


_READERS: dict[str, Callable[[Json, _Found], None]] = {
    "text": _text,
    "input_text": _text,
    "document": _document,
    "search_result": _search_result,
    "tool_result": _tool_result,
    "function_call_output": _tool_result,
    "function_response": _function_response,
    "functionResponse": _function_response,
    "file": _file,
    "input_file": _file,
    "inlineData": _inline,
    "inline_data": _inline,
    "fileData": _linked,
    "file_data": _linked,
    "image": _picture,
    "image_url": _picture,
    "input_image": _picture,
    "message": lambda node, found: _walk(node.get("content"), found) if node.get("role") not in _THEIRS else None,
}


_USERS = {"user", ""}
_TEXTS = {"text", "input_text"}


def prompt_of(request: Any) -> str:
    """Return the user's texts of a request, without instructions of the system, documents, pictures and tool results.

    Args:
        request: the body as sent (a dict, or JSON text), or the arguments of the SDK's method.
    """
    asked = plain(as_object(request))
    said = [text for role, content in turns(asked) if role in _USERS for text in _texts(content)]
    return "\n\n".join(said or _texts(asked.get("content")))  # Gemini embeds one `content`


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from _texts(part)
    elif isinstance(content, dict) and isinstance(content.get("parts"), list):
        yield from _texts(content["parts"])
    elif isinstance(content, dict) and content.get("type", "text") in _TEXTS and isinstance(content.get("text"), str):
        yield content["text"]
