"""The text of a file in a request: plain text, PDF or DOCX, with the offsets of its pages."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree as ET

PDF, _DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXTUAL = ("text/", "application/json", "application/xml", "application/xhtml", "application/csv", "application/rtf")
_MOST_XML = 64 << 20  # bytes of a document inside a DOCX: what unpacks to more is no document
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class ReadText:
    """What was read of a file, or why it could not be read (`trouble`)."""

    text: str = ""
    pages: tuple[int, ...] = ()
    trouble: str = ""
    blocks: tuple[int, ...] = ()
    aside: bool = False


def read_data(data: Any, kind: str, title: str) -> ReadText:
    """Read the text of a file that is given as bytes or base64."""
    raw = _bytes(data)
    if raw is None:
        return ReadText(trouble="cannot be read: its data is not base64")
    return read_file(raw, kind, title)


def read_file(raw: bytes, kind: str, title: str = "") -> ReadText:
    """Read the text of a file by its media type, or by how it begins."""
    if kind == PDF or raw.startswith(b"%PDF-"):
        return _read_pdf(raw)
    if kind == _DOCX or title.lower().endswith(".docx"):
        return _read_docx(raw)
    if kind.startswith(_TEXTUAL) or kind.partition(";")[0].endswith(("+json", "+xml")):
        return ReadText(raw.decode("utf-8-sig", "replace"))
    if kind.startswith(("image/", "audio/", "video/")):
        return ReadText(trouble=f"is {kind}: it holds no text that could be searched")
    return ReadText(trouble=f"is {kind or 'of no known kind'}: its text cannot be read here")


def as_text(data: Any) -> str:
    """Give data as a text, bytes as UTF-8."""
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data or "")


def _bytes(data: Any) -> bytes | None:
    if isinstance(data, bytes):
        return data
    try:
        # Google writes base64 for addresses, the others the plain one.
        return base64.b64decode(str(data or "").translate(str.maketrans("-_", "+/")) + "==", validate=False)
    except (binascii.Error, ValueError):
        return None


_read_before: dict[bytes, ReadText] = {}  # by digest: many requests may carry the same document
_MOST_KEPT = 64


def _read_pdf(raw: bytes) -> ReadText:
    digest = hashlib.sha256(raw).digest()
    read = _read_before.get(digest)
    if read is None:
        read = _pdf(raw)
        if len(_read_before) >= _MOST_KEPT:
            _read_before.clear()
        _read_before[digest] = read
    return read


def _pdf(raw: bytes) -> ReadText:
    try:
        import pypdf  # noqa: PLC0415 - of an extra, and slow to import
    except ImportError:
        return ReadText(trouble='is a PDF, and pypdf is not installed: pip install "deferred[pdf]" reads its text')
    try:
        texts = [page.extract_text() or "" for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except Exception as error:  # noqa: BLE001 - a broken file can make pypdf raise anything, and the reply stays good
        return ReadText(trouble=f"is a PDF that cannot be read ({type(error).__name__}: {error})")
    if not any(text.strip() for text in texts):
        return ReadText(
            trouble=f"is a PDF of {len(texts)} pages without a text layer, as scans are: nothing to search in"
        )
    return _paged(texts)


def _paged(texts: list[str]) -> ReadText:
    return ReadText("\n".join(texts), beginnings(texts))


def beginnings(texts: list[str]) -> tuple[int, ...]:
    """Give the offsets at which texts begin that are joined by line breaks."""
    return tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0)) if texts else ()


def _read_docx(raw: bytes) -> ReadText:
    try:
        return ReadText(docx_text(raw))
    except (zipfile.BadZipFile, KeyError, ValueError, ET.ParseError) as error:
        return ReadText(trouble=f"is a DOCX file that cannot be read ({error})")


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
