"""What a response says, in the same words for every provider: text in pieces, citations, tool calls, why it stopped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from deferred.citations.citation import Block, Citation

Json = dict[str, Any]
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


def cut_at(text: str, citations: Sequence[Citation]) -> tuple[Block, ...]:
    """Cut a text where the spans of citations begin and end; each block has the citations that span it."""
    spans = [(place[0], place[1], citation) for citation in citations if (place := span(citation))]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    return tuple(
        Block(text[left:right], left, tuple(one for start, end, one in spans if start <= left and right <= end))
        for left, right in pairwise(edges)
    )


def span(citation: Citation) -> tuple[int, int] | None:
    """Give the place of a citation that has one."""
    if citation.start is None or citation.end is None or citation.start >= citation.end:
        return None
    return citation.start, citation.end


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
