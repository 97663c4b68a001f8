"""What a reply cites for a value: quotes and spans of documents, for its JSON or for a sentence that states it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from deferred.citations import prose
from deferred.citations.citation import Block, Citation, Source
from deferred.citations.claims import prose_of
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf, best_root, find_json, locate
from deferred.citations.searchable import extended, fold, readable
from deferred.citations.strings import phrase_spans
from deferred.citations.surroundings import Segment
from deferred.citations.thresholds import CLAIM, HALF, LONG, RARE, SHORT, WHOLE
from deferred.citations.values import Page, hits

_SPANS_OF_REPLY = ("url_citation", "file_citation", "file_path", "container_file_citation", "grounding")
_HEAD = 8  # words by which a quote is found that is not there letter by letter
_Place = tuple[Page, int, int, bool]


@dataclass(frozen=True)
class Region:
    """A citation of the provider, as a piece of a page.

    Attributes:
        page: the source it is in, or the quote itself where the source is not at hand.
        start, end: where in the page's text.
        citation: the provider's citation.
        block: the number of the block that has it.
        quoted: False where the provider gave no quote, so that the reply's own words are all there is.
        alone: False where the quote stands more than once where the provider says it is.
    """

    page: Page
    start: int
    end: int
    citation: Citation
    block: int
    quoted: bool = True
    alone: bool = True

    @property
    def text(self) -> str:
        """The quote, as it stands in the page."""
        return self.page.text[self.start : self.end]

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a span of the same page is in the region."""
        shared = min(self.end, end) - max(self.start, start)
        return shared >= WHOLE * (end - start) or shared >= max(HALF * (end - start), WHOLE * (self.end - self.start))

    def share(self, start: int, end: int) -> float:
        """Say how much of a span is in the region."""
        return round((min(self.end, end) - max(self.start, start)) / max(1, end - start), 2)


def regions(blocks: Sequence[Block], pages: Sequence[Page], reply: str, prose: Page) -> list[Region]:
    """Give a region for every citation of every block; equal citations share the work.

    Where there is no quote, the region is the block: of the reply's prose, or of the JSON that it is in.
    """
    by_index = {page.source.index: page for page in pages if page.source}
    places: dict[object, list[_Place]] = {}
    found = []
    for number, block in enumerate(blocks):
        for citation in block.citations:
            quoted = _is_quote(citation, reply)
            key = (
                citation.document_index,
                citation.start,
                citation.end,
                citation.page,
                citation.block,
                citation.text if quoted else block.start,
            )
            if key not in places:
                places[key] = _places(citation, by_index, quoted=quoted) or [_of_reply(block, prose)]
            alone = len(places[key]) == 1
            for page, start, end, in_words in places[key]:
                found.append(Region(page, start, end, citation, number, in_words, alone))
    return found


def page_of(source: Source, offset: int) -> int | None:
    """Tell which page (from 1) of a source an offset is on; None where it has no pages."""
    return max(1, bisect_right(source.pages, offset)) if source.pages else None


def found_citation(page: Page, start: int, end: int) -> Citation:
    """Make the citation of a span that was searched for."""
    source, end = page.source, extended(page.text, start + len(page.text[start:end].rstrip()))
    if source is None:
        return Citation(text=page.written[start:end])
    first, last = page_of(source, start), page_of(source, max(start, end - 1))
    return Citation(page.written[start:end], source.title, source.index, first, last, start, end)


def completed(region: Region) -> Citation:
    """Add to a provider's citation what its place in the source tells: characters, pages, title."""
    source, citation = region.page.source, region.citation
    if source is None:
        return citation
    known = found_citation(region.page, region.start, region.end)
    missing = {
        name: getattr(known, name)
        for name in ("source", "page", "end_page", "start", "end")
        if getattr(citation, name) is None
    }
    return replace(citation, **missing) if missing else citation


def _is_quote(citation: Citation, reply: str) -> bool:
    if citation.document_index is not None:
        return True
    return bool(citation.text.strip()) and not citation.kind.startswith(_SPANS_OF_REPLY) and citation.text not in reply


def _places(citation: Citation, by_index: dict[int, Page], *, quoted: bool) -> list[_Place]:
    page = by_index.get(citation.document_index) if citation.document_index is not None else None
    if page is not None and (spans := _spans(citation, page)):
        return [(page, *span, True) for span in spans]
    return [(Page(citation.text), 0, len(citation.text), True)] if quoted else []


def _of_reply(block: Block, prose: Page) -> _Place:
    start, end = block.start, block.start + len(block.text)
    in_json = "{" in block.text or not prose.text[start:end].strip()
    return (Page(block.text), 0, len(block.text), False) if in_json else (prose, start, end, False)


def _spans(citation: Citation, page: Page) -> list[tuple[int, int]]:
    if citation.start is not None and citation.end is not None and 0 <= citation.start < citation.end <= len(page.text):
        said = fold(readable(citation.text))[:40]
        if not said or fold(page.text[citation.start : citation.end]).startswith(said[:20]):
            return [(citation.start, citation.end)]
    return _searched(citation, page)[:RARE]


def _searched(citation: Citation, page: Page) -> list[tuple[int, int]]:
    """Find a quote in the block or the pages it is said to be on, then anywhere."""
    quote = fold(readable(citation.text))
    if not quote:
        return []
    spans = [page.searchable.original(place, place + len(quote)) for place in page.searchable.occurrences(quote)]
    spans = spans or list(_by_its_ends(quote, page))
    if block := _cited_block(citation, page):
        # The provider says which block: an equal one elsewhere is not meant.
        return [span for span in spans if block[0] <= span[0] < block[1]][:1] or [block]
    on_page = [span for span in spans if _is_on(citation, page, span)]
    return on_page or spans[:1]


def _cited_block(citation: Citation, page: Page) -> tuple[int, int] | None:
    """Give the span of the cited blocks: from the first one on, as many as the quote fills."""
    starts = page.source.blocks if page.source else ()
    if citation.block is None or not 0 <= citation.block < len(starts):
        return None
    start, wanted = starts[citation.block], len("".join(citation.text.split()))
    ends = [*(later - 1 for later in starts[citation.block + 1 :]), len(page.text)]
    filled = (end for end in ends if len("".join(page.text[start:end].split())) >= wanted)
    return start, next(filled, ends[0])


def _by_its_ends(quote: str, page: Page) -> Iterator[tuple[int, int]]:
    words = quote.split()
    if len(words) < _HEAD:
        return
    for start, _ in _plain_phrase(words[:_HEAD], page):
        for _, end in _plain_phrase(words[-_HEAD:], page):
            if start < end <= start + 2 * len(quote):
                yield page.searchable.original(start, end)


def _plain_phrase(words: Sequence[str], page: Page) -> Iterator[tuple[int, int]]:
    plain = ["".join(filter(str.isalnum, word)) for word in words]
    return phrase_spans([word for word in plain if word], page.searchable)


def _is_on(citation: Citation, page: Page, span: tuple[int, int]) -> bool:
    if page.source is None or citation.page is None:
        return True
    first = page_of(page.source, span[0])
    return first is None or citation.page <= first <= (citation.end_page or citation.page)


class Reply:
    """The blocks of a reply, the values whose JSON is in them, and what they cite."""

    def __init__(self, leaves: Sequence[Leaf], text: str, blocks: Sequence[Block], pages: Sequence[Page]) -> None:
        self.text = text
        self.blocks = blocks
        self.json = [(node.start, node.end) for node in find_json(text)]
        self.spans = value_spans(leaves, text)
        self.prose = Page(prose_of(text) if any(block.citations for block in blocks) else "")
        self.regions = regions(blocks, pages, text, self.prose)
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
        """Give what is cited for prose that states the value; without a quote, the prose itself has to state it."""
        among = [region for region in self.regions if not self.breadth(region.block)]
        stating = {block for block in {one.block for one in among if one.quoted} if self._states(leaf, label, block)}
        return [region for region in among if not region.quoted or region.block in stating]

    def claim_support(self, label: Label, holding: Sequence[Region]) -> float:
        """Say how strongly the statements that cite these regions name the field."""
        before = [self._words_before(region.block) for region in holding]
        said = " ".join(left + self.blocks[region.block].text for left, region in zip(before, holding, strict=True))
        return label.support([Segment(said[:LONG], CLAIM)])

    def _words_before(self, block: int) -> str:
        """Give what leads up to a statement; the keys of the JSON before it are no words about it."""
        start = self.blocks[block].start
        after_json = max((end for first, end in self.json if first < start), default=0)
        return self.text[max(0, start - SHORT, after_json) : start]

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
