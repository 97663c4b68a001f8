"""document: the content block of a file, in the shape of the SDK in use."""

from __future__ import annotations

import base64
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

from deferred.citations.file_text import docx_text

Provider = Literal["anthropic", "openai", "openai-chat", "google"]
_SDKS = {"anthropic": "anthropic", "openai": "openai", "google": "google.genai"}
# How a file of a kind begins, whatever its name says.
_MAGIC = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_PICTURES = {
    "anthropic": {"image/png", "image/jpeg", "image/gif", "image/webp"},
    "openai": {"image/png", "image/jpeg", "image/gif", "image/webp"},
    "openai-chat": {"image/png", "image/jpeg", "image/gif", "image/webp"},
    "google": {"image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"},
}
_TAKEN = "PDF, text (also Markdown, CSV, HTML and other text files), DOCX, and pictures"
_HEIC_AT = slice(4, 12)


@dataclass(frozen=True)
class _File:
    name: str
    kind: str
    raw: bytes
    text: str | None = None

    @property
    def base64(self) -> str:
        return base64.b64encode(self.raw).decode()

    @property
    def url(self) -> str:
        return f"data:{self.kind};base64,{self.base64}"


def document(path: str | Path, citations: bool = False, *, provider: Provider | None = None) -> dict[str, Any]:  # noqa: FBT001, FBT002 - the public name and place of it
    """Make the content block of a file, for a message in the shape of the SDK in use.

    PDFs and pictures go as they are; text, Markdown, CSV, HTML and other text files as text; of DOCX files the text.

    Args:
        path: the file.
        citations: let Claude cite it. Only Anthropic's API has this switch, so it chooses Anthropic's shape; for the
            others, `deferred.result` looks for the values in the document.
        provider: "anthropic", "openai" (for `responses`), "openai-chat" (for `chat.completions`) or "google". Without
            it, the one SDK of the three that the program has imported; for openai, the shape of `responses`.

    Returns:
        The block, a dict: an item of a message's `content` (anthropic, openai), or of `contents` (google).

    Raises:
        ValueError: the file is of a kind that the provider does not take, or it is not clear which provider is meant;
            the message says what to do.
        OSError: the file cannot be read.

    Example:
        >>> import pathlib, deferred
        >>> _ = pathlib.Path("note.txt").write_text("Tea at four.")
        >>> deferred.document("note.txt", citations=True, provider="anthropic")["source"]["data"]
        'Tea at four.'
    """
    file = _read(Path(path))
    chosen = provider or _provider_in_use(citations=citations)
    if chosen not in _SHAPES:
        message = f"provider={chosen!r} is not one of {', '.join(map(repr, _SHAPES))}"
        raise ValueError(message)
    if citations:
        _check_citable(file, chosen)
    if file.kind.startswith("image/") and file.kind not in _PICTURES[chosen]:
        taken = ", ".join(sorted(kind.removeprefix("image/") for kind in _PICTURES[chosen]))
        message = f"{file.name} is {file.kind}, which {chosen} does not take; convert it to one of {taken}"
        raise ValueError(message)
    block = _SHAPES[chosen](file)
    return {**block, "citations": {"enabled": True}} if citations else block


def _provider_in_use(*, citations: bool) -> str:
    imported = [name for name, module in _SDKS.items() if module in sys.modules]
    if citations and "anthropic" in imported:
        return "anthropic"
    if len(imported) == 1:
        return imported[0]
    seen = (
        f"{', '.join(imported)} are all imported" if imported else "none of anthropic, openai, google.genai is imported"
    )
    message = (
        f"{seen}, so it is not clear for which the document is. Say it: deferred.document(path, provider=...) with one "
        f"of {', '.join(map(repr, _SHAPES))}."
    )
    raise ValueError(message)


def _check_citable(file: _File, provider: str) -> None:
    if provider != "anthropic":
        message = (
            f"citations=True is a switch of Anthropic's API, and {provider} has none. Leave it out: "
            "deferred.result(reply).citation_mappings finds the values in the document itself."
        )
        raise ValueError(message)
    if file.kind.startswith("image/"):
        message = f"{file.name} is a picture, and Claude cites only documents with text; leave citations=True out"
        raise ValueError(message)


def _read(path: Path) -> _File:
    raw = path.read_bytes()
    if not raw:
        message = f"{path} is empty"
        raise ValueError(message)
    kind = _kind(raw)
    if kind is not None:
        return _File(path.name, kind, raw)
    if path.suffix.lower() == ".docx":
        return _File(path.name, "text/plain", raw, _docx(path, raw))
    if path.suffix.lower() == ".pdf":
        message = f"{path} is called a PDF, but does not begin as one (%PDF-)"
        raise ValueError(message)
    return _File(path.name, "text/plain", raw, _decoded(path, raw))


def _kind(raw: bytes) -> str | None:
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "image/webp"
    if raw[4:8] == b"ftyp" and raw[_HEIC_AT] in {b"ftypheic", b"ftypheix", b"ftypmif1"}:
        return "image/heif" if raw[_HEIC_AT] == b"ftypmif1" else "image/heic"
    return next((kind for magic, kind in _MAGIC.items() if raw.startswith(magic)), None)


def _docx(path: Path, raw: bytes) -> str:
    try:
        text = docx_text(raw)
    except (zipfile.BadZipFile, KeyError, ValueError, ET.ParseError) as error:
        message = f"{path} is called a DOCX file, but cannot be read as one ({error})"
        raise ValueError(message) from error
    if not text.strip():
        message = f"{path} holds no text; if it holds pictures, save it as a PDF"
        raise ValueError(message)
    return text


def _decoded(path: Path, raw: bytes) -> str:
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{path} is neither a kind of file that can be sent ({_TAKEN}) nor text in UTF-8; convert it to one"
        raise ValueError(message) from error
    if "\x00" in text:
        message = f"{path} is not a kind of file that can be sent: {_TAKEN}; convert it to one of these"
        raise ValueError(message)
    return text


def _anthropic(file: _File) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": file.text},
                "title": file.name}  # fmt: skip
    source = {"type": "base64", "media_type": file.kind, "data": file.base64}
    if file.kind.startswith("image/"):
        return {"type": "image", "source": source}
    return {"type": "document", "source": source, "title": file.name}


def _openai(file: _File) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "input_text", "text": file.text}
    if file.kind.startswith("image/"):
        return {"type": "input_image", "image_url": file.url, "detail": "auto"}
    return {"type": "input_file", "filename": file.name, "file_data": file.url}


def _openai_chat(file: _File) -> dict[str, Any]:
    if file.text is not None:
        return {"type": "text", "text": file.text}
    if file.kind.startswith("image/"):
        return {"type": "image_url", "image_url": {"url": file.url}}
    return {"type": "file", "file": {"filename": file.name, "file_data": file.url}}


def _google(file: _File) -> dict[str, Any]:
    if file.text is not None:
        return {"text": file.text}
    return {"inline_data": {"mime_type": file.kind, "data": file.raw}}


_SHAPES: dict[str, Callable[[_File], dict[str, Any]]] = {
    "anthropic": _anthropic,
    "openai": _openai,
    "openai-chat": _openai_chat,
    "google": _google,
}
