"""What the provider cited, found again in the documents of the request: which piece of which text a citation is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deferred.citations.citation import Block, Citation, Source
from deferred.citations.markup import extended, readable
from deferred.citations.searchable import fold
from deferred.citations.strings import phrase_spans
from deferred.citations.values import Page

_SPANS_OF_REPLY = ("url_citation", "file_citation", "file_path", "container_file_citation", "grounding")
_WHOLE = 0.9  # of a value, to say that a quote has it
_HALF = 0.5  # of a whole clause, of which a quote may have a part
_EQUAL = 20  # equal quotes of one page that are told apart
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
        return shared >= _WHOLE * (end - start) or shared >= max(
            _HALF * (end - start), _WHOLE * (self.end - self.start)
        )

    def share(self, start: int, end: int) -> float:
        """Say how much of a span is in the region."""
        return round((min(self.end, end) - max(self.start, start)) / max(1, end - start), 2)


def regions(blocks: Sequence[Block], pages: Sequence[Page], reply: str) -> list[Region]:
    """Give a region for every citation of every block; equal citations share the work."""
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
                places[key] = _places(citation, by_index, quoted=quoted, block=block)
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


def _places(citation: Citation, by_index: dict[int, Page], *, quoted: bool, block: Block) -> list[_Place]:
    page = by_index.get(citation.document_index) if citation.document_index is not None else None
    if page is not None and (spans := _spans(citation, page)):
        return [(page, *span, True) for span in spans]
    text = citation.text if quoted else block.text
    return [(Page(text), 0, len(text), quoted)]


def _spans(citation: Citation, page: Page) -> list[tuple[int, int]]:
    if citation.start is not None and citation.end is not None and 0 <= citation.start < citation.end <= len(page.text):
        said = fold(readable(citation.text))[:40]
        if not said or fold(page.text[citation.start : citation.end]).startswith(said[:20]):
            return [(citation.start, citation.end)]
    return _searched(citation, page)[:_EQUAL]


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
