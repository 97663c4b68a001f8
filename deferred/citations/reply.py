"""What a reply cites for a value: for the JSON it stands in, or for a sentence that states it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from deferred.citations import prose
from deferred.citations.citation import Block
from deferred.citations.evidence import Region, regions
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf
from deferred.citations.spans import best_root, find_json, locate
from deferred.citations.surroundings import Segment
from deferred.citations.values import Page, hits

_LONGEST_CLAIM = 400  # characters of a statement that are read for a label
_BEFORE = 60  # characters before it, which may hold the label too
_CLAIM = 0.8  # what a label in a statement of the reply says


class Reply:
    """The blocks of a reply, the values whose JSON is in them, and what they cite."""

    def __init__(self, leaves: Sequence[Leaf], text: str, blocks: Sequence[Block], pages: Sequence[Page]) -> None:
        self.text = text
        self.blocks = blocks
        self.json = [(node.start, node.end) for node in find_json(text)]
        self.spans = value_spans(leaves, text)
        self.regions = regions(blocks, pages, text)
        self._claims: dict[int, Page] = {}

    @cached_property
    def _breadths(self) -> list[int]:
        return [sum(_overlaps(block, span) for span in self.spans.values()) for block in self.blocks]

    def breadth(self, block: int) -> int:
        """Count the values whose JSON is in a block."""
        return self._breadths[block]

    def cited_for(self, leaf: Leaf) -> list[Region]:
        """Give what is cited for the blocks that the value's own JSON is in."""
        span = self.spans.get(leaf.path)
        return [region for region in self.regions if span and _overlaps(self.blocks[region.block], span)]

    def cited_for_nothing_else(self, leaf: Leaf) -> list[Region]:
        """Give the quotes of documents that are cited for blocks of the value's own JSON, and of nothing more."""
        first, last = self.spans.get(leaf.path, (0, 0))
        return [
            region
            for region in self.cited_for(leaf)
            if region.quoted and region.alone and region.citation.document_index is not None
            if first <= self.blocks[region.block].start
            if self.blocks[region.block].start + len(self.blocks[region.block].text) <= last
        ]

    def cited_for_claims(self, leaf: Leaf, label: Label) -> list[Region]:
        """Give what is cited for prose that states the value."""
        prose_blocks = {region.block for region in self.regions if not self.breadth(region.block)}
        stating = {block for block in prose_blocks if self._states(leaf, label, block)}
        return [region for region in self.regions if region.block in stating]

    def claim_support(self, label: Label, holding: Sequence[Region]) -> float:
        """Say how strongly the statements that cite these regions name the field."""
        before = [self._words_before(region.block) for region in holding]
        said = " ".join(left + self.blocks[region.block].text for left, region in zip(before, holding, strict=True))
        return label.support([Segment(said[:_LONGEST_CLAIM], _CLAIM)])

    def _words_before(self, block: int) -> str:
        """Give what leads up to a statement; the keys of the JSON before it are no words about it."""
        start = self.blocks[block].start
        after_json = max((end for first, end in self.json if first < start), default=0)
        return self.text[max(0, start - _BEFORE, after_json) : start]

    def _states(self, leaf: Leaf, label: Label, block: int) -> bool:
        if block not in self._claims:
            self._claims[block] = Page(self.blocks[block].text)
        page = self._claims[block]
        if isinstance(leaf.value, bool):
            return bool(prose.clause_hits(leaf.value, leaf.names, leaf.description, page.searchable)[0])
        found = hits(leaf.value, label.words, page)
        return any(not label.against(page.surroundings.of(hit.start, hit.end), hit) for hit in found)


def value_spans(leaves: Sequence[Leaf], text: str) -> dict[str, tuple[int, int]]:
    """Give where the JSON of each value stands in the reply, by path."""
    root = best_root(find_json(text), [leaf.route for leaf in leaves]) if text else None
    if root is None:
        return {}
    located = {leaf.path: locate([root], leaf.route, leaf.value) for leaf in leaves}
    return {path: span for path, span in located.items() if span}


def _overlaps(block: Block, span: tuple[int, int]) -> bool:
    return block.start < span[1] and span[0] < block.start + len(block.text)
