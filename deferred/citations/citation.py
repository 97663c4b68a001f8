"""What a response says and cites, in the same words for every provider."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
        confidence: "high", "medium" or "low", for a citation of a field; None for a citation that belongs to no field.
        reason: why the citation belongs to the field.
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


Json = dict[str, Any]
Cited = tuple[Citation, tuple[int, int] | None]  # a citation, and the span of the reply that it is for
_BARE_NUMBER = re.compile(r"\[?\d+\]?")


@dataclass(frozen=True)
class Reading:
    """One response.

    Attributes:
        blocks: the reply's text in pieces, with what each cites.
        citations: all that the response cites, in its order; also what belongs to no piece of the text.
        values: the arguments of its tool calls, as JSON texts.
        refused: why the model or its provider would not answer, or "".
        cut: why the reply is not whole, or "".
    """

    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    values: tuple[str, ...] = ()
    refused: str = ""
    cut: str = ""

    @property
    def text(self) -> str:
        """The text of the reply."""
        return "".join(block.text for block in self.blocks)


def in_order(pieces: Iterable[tuple[str, tuple[Citation, ...]]]) -> tuple[Block, ...]:
    """Make blocks of texts that follow one another."""
    blocks, start = [], 0
    for text, citations in pieces:
        blocks.append(Block(text, start, citations))
        start += len(text)
    return tuple(blocks)


def cut_at(text: str, cited: Sequence[Cited]) -> tuple[Block, ...]:
    """Cut a text where claims begin and end; each block has the citations of the claims that span it."""
    spans = [(claim, citation) for citation, claim in cited if claim]
    edges = sorted({0, len(text), *(edge for claim, _ in spans for edge in claim)})
    return tuple(
        Block(text[left:right], left, tuple(one for (start, end), one in spans if start <= left and right <= end))
        for left, right in pairwise(edges)
    )


def named(*names: Any) -> str | None:
    """Choose the name of a source: the first that says something; some providers only number their titles."""
    given = [str(name).strip() for name in names if name]
    return next((name for name in given if name and not _BARE_NUMBER.fullmatch(name)), given[0] if given else None)


def listed(value: Any) -> list[Json]:
    """Give the objects of a list; a response may have null, or something else, where a list is meant."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def mapped(value: Any) -> Json:
    """Give an object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def whole(value: Any) -> int | None:
    """Give a whole number, None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
