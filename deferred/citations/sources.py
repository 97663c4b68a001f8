"""The documents that a request carries, as texts with pages: what a value of the reply can be searched in.

Only what the request holds is read. Nothing is fetched: a link, an uploaded file or a picture is named as such.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
import mimetypes
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from deferred.citations.citation import Source
from deferred.citations.reading import listed, mapped

Json = dict[str, Any]
_PDF, _DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTUAL = ("text/", "application/json", "application/xml", "application/xhtml", "application/csv", "application/rtf")
_LEAD = 100  # characters before a JSON that may call it an example
_MOST_XML = 64 << 20  # bytes of a document inside a DOCX: what unpacks to more is no document
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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

    documents: list[tuple[str | None, _Read]] = field(default_factory=list)
    results: list[tuple[str | None, _Read]] = field(default_factory=list)
    words: list[tuple[str | None, _Read]] = field(default_factory=list)
    from_tools: set[int] = field(default_factory=set)  # which of the words

    def lists(self) -> tuple[list[tuple[str | None, _Read]], ...]:
        """Give all of it, in the order of the sources."""
        return self.documents, self.results, self.words


@dataclass(frozen=True)
class _Read:
    text: str = ""
    pages: tuple[int, ...] = ()
    trouble: str = ""
    blocks: tuple[int, ...] = ()
    aside: bool = False


def sources_of(request: Any) -> Sources:
    """Read the documents of a request: its body as sent, or the keyword arguments as the user wrote them.

    Args:
        request: the body (a dict, or JSON text), or the arguments of the SDK's method, objects of the SDK included.

    Returns:
        The documents that hold text, in the provider's order, then search results, then what else the user and the
        tools said; and notes on what holds none.
    """
    found = _Found()
    for (role, content), following in pairwise([*_turns(_plain(as_object(request))), ("", None)]):
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


def _plain(value: Any) -> Any:
    """Turn objects of the SDKs into plain ones; what holds bytes keeps them."""
    if isinstance(value, (bytes, str)):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if hasattr(value, "model_dump") and not isinstance(value, type):
        return _plain(value.model_dump(exclude_none=True))
    if isinstance(value, Path):
        return value.read_bytes()
    return value


def _turns(request: Any) -> Iterator[tuple[str, Any]]:
    """Give who says what in a request of any of the providers."""
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
            found.words.append((None, _Read(_without_schemas(node))))
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
        read = _Read(_words(source.get("data")))
    elif kind == "content":
        parts = source.get("content")
        texts = [parts] if isinstance(parts, str) else [str(part.get("text") or "") for part in listed(parts)]
        read = _Read("\n".join(texts), blocks=_beginnings(texts))
    elif kind == "base64":
        read = _read_data(source.get("data"), str(source.get("media_type") or _PDF), str(title or ""))
    elif kind == "url":
        read = _Read(trouble=f"is a link ({source.get('url')}): the request does not carry its text")
    else:
        read = _Read(trouble=f"is an uploaded file ({source.get('file_id')}): the request does not carry its text")
    found.documents.append((title, read))


def _title(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _search_result(node: Json, found: _Found) -> None:
    texts = [str(part.get("text") or "") for part in listed(node.get("content"))]
    title = _title(node.get("title")) or _title(node.get("source"))
    found.results.append((title, _Read("\n".join(texts))))


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
        read = _read_data(data, kind or mimetypes.guess_type(str(title))[0] or _PDF, str(title or ""))
    else:
        where = facts.get("file_url") or facts.get("file_id")
        read = _Read(trouble=f"is a link or an uploaded file ({where}): the request does not carry its text")
    found.documents.append((title, read))


def _inline(node: Json, found: _Found) -> None:
    """Read inline data of Gemini."""
    blob = mapped(node.get("inlineData") or node.get("inline_data"))
    title = _title(blob.get("displayName") or blob.get("display_name"))
    kind = str(blob.get("mimeType") or blob.get("mime_type") or "")
    found.documents.append((title, _read_data(blob.get("data"), kind, str(title or ""))))


def _linked(node: Json, found: _Found) -> None:
    data = node.get("fileData") or node.get("file_data") or {}
    if isinstance(data, str):  # an input_file of OpenAI that was written without its type
        _file(node, found)
        return
    where = mapped(data).get("fileUri") or mapped(data).get("file_uri")
    found.documents.append((None, _Read(trouble=f"is a file kept by the provider ({where}): it is not in the request")))


def _picture(node: Json, found: _Found) -> None:
    del node
    found.words.append((None, _Read(trouble="is a picture: it holds no text that could be searched")))


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


# -- files -------------------------------------------------------------------------------------------------------------


def _read_data(data: Any, kind: str, title: str) -> _Read:
    raw = _bytes(data)
    if raw is None:
        return _Read(trouble="cannot be read: its data is not base64")
    return read_file(raw, kind, title)


def read_file(raw: bytes, kind: str, title: str = "") -> _Read:
    """Read the text of a file by its media type, or by how it begins."""
    if kind == _PDF or raw.startswith(b"%PDF-"):
        return _read_pdf(raw)
    if kind == _DOCX or title.lower().endswith(".docx"):
        return _read_docx(raw)
    if kind.startswith(_TEXTUAL) or kind.partition(";")[0].endswith(("+json", "+xml")):
        return _Read(raw.decode("utf-8-sig", "replace"))
    if kind.startswith(("image/", "audio/", "video/")):
        return _Read(trouble=f"is {kind}: it holds no text that could be searched")
    return _Read(trouble=f"is {kind or 'of no known kind'}: its text cannot be read here")


def _words(data: Any) -> str:
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data or "")


def _bytes(data: Any) -> bytes | None:
    if isinstance(data, bytes):
        return data
    try:
        # Google writes base64 for addresses, the others the plain one.
        return base64.b64decode(str(data or "").translate(str.maketrans("-_", "+/")) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None


_read_before: dict[bytes, _Read] = {}  # by digest: many requests may carry the same document
_MOST_KEPT = 64


def _read_pdf(raw: bytes) -> _Read:
    digest = hashlib.sha256(raw).digest()
    read = _read_before.get(digest)
    if read is None:
        read = _pdf(raw)
        if len(_read_before) >= _MOST_KEPT:
            _read_before.clear()
        _read_before[digest] = read
    return read


def _pdf(raw: bytes) -> _Read:
    try:
        import pypdf  # noqa: PLC0415 - of an extra, and slow to import
    except ImportError:
        return _Read(trouble='is a PDF, and pypdf is not installed: pip install "deferred[pdf]" reads its text')
    try:
        texts = [page.extract_text() or "" for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except Exception as error:  # noqa: BLE001 - a broken file can make pypdf raise anything, and the reply stays good
        return _Read(trouble=f"is a PDF that cannot be read ({type(error).__name__}: {error})")
    if not any(text.strip() for text in texts):
        return _Read(trouble=f"is a PDF of {len(texts)} pages without a text layer, as scans are: nothing to search in")
    return _paged(texts)


def _paged(texts: list[str]) -> _Read:
    return _Read("\n".join(texts), _beginnings(texts))


def _beginnings(texts: list[str]) -> tuple[int, ...]:
    """Give the offsets at which texts begin that are joined by line breaks."""
    return tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0)) if texts else ()


def _read_docx(raw: bytes) -> _Read:
    try:
        return _Read(docx_text(raw))
    except (zipfile.BadZipFile, KeyError, ValueError, ET.ParseError) as error:
        return _Read(trouble=f"is a DOCX file that cannot be read ({error})")


def docx_text(raw: bytes) -> str:
    """Read the paragraphs of a DOCX file, one line each; the cells of a table row are parted by tabs.

    Raises:
        ValueError: it unpacks to more than a document would.
        zipfile.BadZipFile, KeyError, xml.etree.ElementTree.ParseError: it is no DOCX file.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        part = archive.getinfo("word/document.xml")
        if part.file_size > _MOST_XML:
            message = f"it unpacks to {part.file_size:,} bytes"
            raise ValueError(message)
        tree = ET.fromstring(archive.read(part))  # noqa: S314 - expat stops entities that grow, and nothing is fetched
    body = tree.find(f"{_WORD}body")
    return "\n".join(_lines(body)) if body is not None else ""


def _lines(node: ET.Element) -> Iterator[str]:
    for child in node:
        if child.tag == f"{_WORD}p":
            yield _paragraph(child)
        elif child.tag == f"{_WORD}tr":
            yield "\t".join(" ".join(_lines(cell)) for cell in child.iter(f"{_WORD}tc"))
        else:
            yield from _lines(child)


def _paragraph(node: ET.Element) -> str:
    marks = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}
    return "".join(inner.text or "" if inner.tag == f"{_WORD}t" else marks.get(inner.tag, "") for inner in node.iter())
