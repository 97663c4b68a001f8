"""Document blocks: make the content block of a file, in the shape of the SDK in use."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, overload
from xml.etree import ElementTree as ET

from deferred.citations.file_text import docx_text
from deferred.core.documents import Document, DocumentShape
from deferred.core.profile import profiles, sdks
from deferred.providers.document_types import (
    ChatBlock,
    ChatName,
    CitableBlock,
    CitableName,
    PartBlock,
    PartName,
    ResponsesBlock,
    ResponsesName,
)

# The first bytes of a file of a kind, regardless of its name.
_MAGIC = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_TAKEN = "PDF, text (also Markdown, CSV, HTML and other text files), DOCX, and pictures"
_HEIC_AT = slice(4, 12)


@overload
def document(path: str | Path, citations: Literal[True], *, provider: CitableName | None = None) -> CitableBlock: ...


@overload
def document(path: str | Path, citations: bool = ..., *, provider: CitableName) -> CitableBlock: ...  # noqa: FBT001 - the public name and place of it


@overload
def document(path: str | Path, citations: Literal[False] = ..., *, provider: ResponsesName) -> ResponsesBlock: ...


@overload
def document(path: str | Path, citations: Literal[False] = ..., *, provider: ChatName) -> ChatBlock: ...


@overload
def document(path: str | Path, citations: Literal[False] = ..., *, provider: PartName) -> PartBlock: ...


@overload
def document(path: str | Path, citations: bool = ..., *, provider: None = None) -> Any: ...  # noqa: FBT001 - as above


def document(path: str | Path, citations: bool = False, *, provider: str | None = None) -> Any:  # noqa: FBT001, FBT002 - as above
    """Make the content block of a file, for a message in the shape of the SDK in use.

    PDFs and pictures go as they are; text, Markdown, CSV, HTML and other text files as text; of DOCX files the text.

    Args:
        path: the file.
        citations: let Claude cite it. Only Anthropic's API has this switch, so it chooses Anthropic's shape; for the
            others, `deferred.result` looks for the values in the document.
        provider: "anthropic", "openai" (for `responses`), "openai-chat" (for `chat.completions`) or "google". Without
            it, the one SDK of the three that the program has imported; for openai, the shape of `responses`.

    Returns:
        The block, a dict: an item of a message's `content` (anthropic, openai), or of `contents` (google). For type
        checkers it has the SDK's own type if `provider` says whose it is, else Any.

    Raises:
        ValueError: the provider does not take files of this kind, or the provider is ambiguous; the message names
            the remedy.
        OSError: the file cannot be read.

    Example:
        >>> import pathlib, deferred
        >>> _ = pathlib.Path("note.txt").write_text("Tea at four.")
        >>> deferred.document("note.txt", citations=True, provider="anthropic")["source"]["data"]
        'Tea at four.'
    """
    file = _read(Path(path))
    shapes = {shape.name: shape for profile in profiles() for shape in profile.documents}
    chosen = provider or _provider_in_use(shapes, citations=citations)
    if chosen not in shapes:
        message = f"provider={chosen!r} is not one of {', '.join(map(repr, shapes))}"
        raise ValueError(message)
    shape = shapes[chosen]
    if citations:
        _check_citable(file, shape)
    if file.is_picture and file.kind not in shape.pictures:
        taken = ", ".join(sorted(kind.removeprefix("image/") for kind in shape.pictures))
        message = f"{file.name} is {file.kind}, which {chosen} does not take; convert it to one of {taken}"
        raise ValueError(message)
    return shape.cited(file) if citations else shape.block(file)


def _provider_in_use(shapes: Mapping[str, DocumentShape], *, citations: bool) -> str:
    modules = {name: sdk.module for name, sdk in sdks() if name in shapes}
    imported = [name for name, module in modules.items() if module in sys.modules]
    citing = [name for name in imported if shapes[name].cites]
    if citations and citing:
        return citing[0]
    if len(imported) == 1:
        return imported[0]
    seen = (
        f"{', '.join(imported)} are all imported" if imported else f"none of {', '.join(modules.values())} is imported"
    )
    message = (
        f"{seen}, so the document's provider is ambiguous. Name it: deferred.document(path, provider=...) with one "
        f"of {', '.join(map(repr, shapes))}."
    )
    raise ValueError(message)


def _check_citable(file: Document, shape: DocumentShape) -> None:
    if not shape.cites:
        message = (
            f"citations=True is a switch of Anthropic's API, and {shape.name} has none. Leave it out: "
            "deferred.result(reply).citation_mappings finds the values in the document itself."
        )
        raise ValueError(message)
    if file.is_picture:
        message = f"{file.name} is a picture, and Claude cites only documents with text; leave citations=True out"
        raise ValueError(message)


def _read(path: Path) -> Document:
    raw = path.read_bytes()
    if not raw:
        message = f"{path} is empty"
        raise ValueError(message)
    kind = _kind(raw)
    if kind is not None:
        return Document(path.name, kind, raw)
    if path.suffix.lower() == ".docx":
        return Document(path.name, "text/plain", raw, _docx(path, raw))
    if path.suffix.lower() == ".pdf":
        message = f"{path} is called a PDF, but does not begin as one (%PDF-)"
        raise ValueError(message)
    return Document(path.name, "text/plain", raw, _decoded(path, raw))


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
