"""Read a request body as a model would: its texts, its question, its pictures, its documents."""

from __future__ import annotations

import contextlib
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deferred.simulator.pictures import Size, decoded, size_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
# Keys whose values a model reads; everything else in a message says how to read it.
READ = ("text", "content", "parts", "source", "input", "output", "arguments", "args", "response", "title", "context")
MEDIA = ("image", "image_url", "input_image", "input_audio", "file_data", "inlineData", "inline_data", "fileData")
_TEXTS = (None, "text", "input_text", "output_text", "message")


@dataclass
class Document:
    """A citable document of an Anthropic request: its kind of location and its pieces (one text, pages or blocks)."""

    index: int
    title: str | None
    kind: str
    pieces: list[str]
    source: str = ""
    file_id: str | None = None


@dataclass
class Prompt:
    """What a model reads in one request."""

    texts: list[str] = field(default_factory=list)
    question: str = ""
    media: int = 0
    pictures: list[Size] = field(default_factory=list)
    pages: int = 0
    is_special: bool = False  # it holds more than plain texts, such as documents
    after_tool: bool = False  # it ends with the result of a tool

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.texts)


def read(system: Any, messages: Any) -> Prompt:
    """Read a system prompt and messages of any of the three APIs."""
    prompt = Prompt()
    _gather(system, prompt, prompt.texts)
    turns = messages if isinstance(messages, list) else [messages]
    for turn in turns:
        texts: list[str] = []
        _gather(turn, prompt, texts)
        prompt.texts += texts
        if not isinstance(turn, dict) or turn.get("role", "user") == "user":
            prompt.question = "\n".join(question_texts(turn)) or prompt.question
        prompt.after_tool = is_result(turn)
    return prompt


def is_result(turn: Any) -> bool:
    """Whether a turn gives the result of a tool, in the way of any API."""
    if isinstance(turn, list):
        return any(is_result(part) for part in turn)
    if not isinstance(turn, dict):
        return False
    is_one = turn.get("role") == "tool" or turn.get("type") in {"tool_result", "function_call_output"}
    is_one |= "functionResponse" in turn or "function_response" in turn
    return is_one or any(is_result(turn.get(name)) for name in ("content", "parts"))


def question_texts(turn: Any) -> Iterator[str]:
    """Give the texts a user wrote in a turn, without the documents that came along."""
    if isinstance(turn, str):
        yield turn
    elif isinstance(turn, list):
        for part in turn:
            yield from question_texts(part)
    elif isinstance(turn, dict) and turn.get("type") not in {"document", "search_result", "tool_result"}:
        for key in ("text", "content", "parts"):
            if key in turn:
                yield from question_texts(turn[key])


def _gather(node: Any, prompt: Prompt, texts: list[str]) -> None:
    if isinstance(node, str):
        if node.startswith("data:"):
            _blob(node.partition(",")[2], node, prompt, texts)
        elif node:
            texts.append(node)
    elif isinstance(node, list):
        for item in node:
            _gather(item, prompt, texts)
    elif isinstance(node, dict):
        _gather_object(node, prompt, texts)


def _gather_object(node: Json, prompt: Prompt, texts: list[str]) -> None:
    kind = node.get("type")
    prompt.is_special |= kind not in _TEXTS or any(key in node for key in MEDIA)
    if kind == "image" or any(key in node for key in MEDIA):
        blob = node.get("inlineData") or node.get("inline_data") or node
        _blob(_data_of(blob), str(blob), prompt, texts)
    elif kind == "base64":
        _blob(str(node.get("data") or ""), str(node.get("media_type")), prompt, texts)
    elif kind == "text" and isinstance(node.get("data"), str):
        texts.append(node["data"])
    elif kind in {"file", "input_file"} and isinstance(node.get("file"), dict):
        _gather_object(node["file"], prompt, texts)
    else:
        for key in READ:
            if key in node:
                _gather(node[key], prompt, texts)


def _data_of(blob: Json) -> str:
    """Give the base64 data of a part, written in any of the APIs' ways."""
    address = blob.get("image_url") or blob.get("file_data") or ""
    address = address.get("url", "") if isinstance(address, dict) else address
    inside = blob.get("source") or blob.get("input_audio") or {}
    return str(blob.get("data") or inside.get("data") or str(address).partition(",")[2])


def _blob(data: str, about: str, prompt: Prompt, texts: list[str]) -> None:
    if "pdf" not in about[:400]:
        size = size_of(data)
        prompt.media += size is None
        prompt.pictures += [] if size is None else [size]
        return
    pages = pdf_pages(data.rpartition(",")[2])
    prompt.pages += len(pages)
    texts += [page for page in pages if page]


def citable(messages: Any) -> list[Document]:
    """List the document and search-result blocks of an Anthropic request that have citations enabled."""
    documents: list[Document] = []
    results = 0
    for block in _blocks(messages):
        if block.get("type") == "document":
            documents.append(_document(block, sum(not d.source for d in documents)))
        elif block.get("type") == "search_result":
            pieces = [str(part.get("text", "")) for part in block.get("content") or ()]
            found = Document(results, block.get("title"), "search_result_location", pieces, str(block.get("source")))
            documents.append(found if wants_citations(block) else Document(results, None, "", [], "off"))
            results += 1
    return documents


def _blocks(messages: Any) -> Iterator[Json]:
    for message in messages if isinstance(messages, list) else ():
        content = message.get("content") if isinstance(message, dict) else None
        for block in content if isinstance(content, list) else ():
            if isinstance(block, dict):
                yield block
                if block.get("type") == "tool_result":
                    yield from _blocks([block])


def wants_citations(block: Json) -> bool:
    """Tell whether a block has citations enabled."""
    return bool((block.get("citations") or {}).get("enabled"))


def _document(block: Json, index: int) -> Document:
    source = block.get("source") or {}
    title = block.get("title")
    if not wants_citations(block):
        return Document(index, title, "", [])
    if source.get("type") == "text":
        return Document(index, title, "char_location", [str(source.get("data", ""))])
    if source.get("type") == "content":
        parts = source.get("content")
        pieces = [parts] if isinstance(parts, str) else [str(part.get("text", "")) for part in parts or ()]
        return Document(index, title, "content_block_location", pieces)
    pages = pdf_pages(source["data"]) if source.get("type") == "base64" else [""]
    named = [page or f"Text of page {number}." for number, page in enumerate(pages, 1)]
    return Document(index, title, "page_location", named, file_id=source.get("file_id"))


def pdf_pages(data: str) -> list[str]:
    """Read the text layer of a simple PDF, one text per content stream with text in it; [""] where there is none."""
    raw = decoded(data)
    pages = [_page_text(stream) for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL)]
    found = [page for page in pages if page]
    return found or [""] * max(1, len(re.findall(rb"/Type\s*/Page\b", raw)))


def _page_text(stream: bytes) -> str:
    with contextlib.suppress(zlib.error):
        stream = zlib.decompress(stream)
    if b"BT" not in stream:
        return ""
    lines = []
    for shown in re.findall(rb"(\[(?:[^\]\\]|\\.)*\]\s*TJ|\((?:[^()\\]|\\.)*\)\s*(?:Tj|'|\"))", stream):
        strings = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", shown)
        lines.append(re.sub(rb"\\(.)", rb"\1", b"".join(strings)).decode("cp1252", "replace"))
    return "".join(line + "\r\n" for line in lines)
