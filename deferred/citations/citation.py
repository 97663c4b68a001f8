"""What a citation is, and the pieces of a reply and of its sources that a mapping is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True)
class Citation:
    """Where a statement comes from, in the same words for every provider.

    Attributes:
        text: the quote, as it stands in the source.
        source: title, file name or URL of the source.
        document_index: which document of the request, counted from 0; None for the web.
        page: first page, counted from 1.
        end_page: last page, inclusive.
        start: first character of the quote in that document's text; where the provider points into the reply instead
            (OpenAI, Gemini), in the reply's text.
        end: one past its last character.
        block: first content block, for documents made of blocks.
        kind: the provider's word for it ("char_location", "url_citation"...); "found" where it was searched for.
        confidence: how sure a mapping to a field is; None for a citation that is mapped to none.
        reason: why it was mapped.
        raw: the provider's own object.
    """

    text: str
    source: str | None = None
    document_index: int | None = None
    page: int | None = None
    end_page: int | None = None
    start: int | None = None
    end: int | None = None
    block: int | None = None
    kind: str = "found"
    confidence: Confidence | None = None
    reason: str | None = None
    raw: Any = None


@dataclass(frozen=True)
class Source:
    """A document of the request, as text.

    Attributes:
        index: which document of the request, counted from 0.
        title: its title or file name.
        text: its whole text.
        pages: the offset in `text` at which each page begins; empty where there are no pages.
        blocks: the offset in `text` at which each content block begins; empty where it is not made of blocks.
        aside: True for what a prompt says beside its documents, and for an example with its answer.
    """

    index: int
    title: str | None
    text: str
    pages: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class Block:
    """A piece of the reply's text, with what it cites.

    Attributes:
        text: the piece; all of them joined are the reply's text.
        start: its offset in the reply's text.
        citations: what the provider cited for it.
    """

    text: str
    start: int
    citations: tuple[Citation, ...] = ()
