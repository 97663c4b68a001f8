"""Values that no place states as a whole: put together, said in other words, vouched for by the web, worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from itertools import combinations, islice
from typing import Any

from deferred.citations.amounts import to_decimal
from deferred.citations.citation import Citation, Confidence
from deferred.citations.evidence import Region, completed, found_citation
from deferred.citations.leaves import Leaf
from deferred.citations.prose import content_words, coverage, parts, sentences_like, shared_words
from deferred.citations.searchable import fold
from deferred.citations.thresholds import FEW, HALF, MANY, MOST, SHORT
from deferred.citations.values import Page, hits, is_distinctive, is_number
from deferred.citations.vocabulary import stem

_COUNTS = re.compile(
    r"(?i)\b(?:half|halves|thirds?|quarters?|no|none|nobody|nil|both|pair|couple|dozen|single|sole|once|twice|"
    r"halb\w*|kein\w*|niemand|beide|demi\w*|moitié|aucune?|personne|mitad|ningun[oa]|metà|nessun[oa])\b"
)
_ADDRESS = re.compile(r"https?://(?:www\.)?(?=\S+$)")
_DIGIT = re.compile(r"\d")
_NUMBERED = re.compile(r"\w*\d\w*")
_PARTED = re.compile(r"[\n:;|]|[.?!] ")
_FEWEST_WORDS = 4  # fewer cannot tell a paraphrase from chance


def vouched_for(own: Sequence[Region], breadth: Callable[[int], int]) -> list[Citation]:
    """Take a citation of the web at its word where its part of the reply states the value, and little else."""
    web = [region for region in own if region.citation.document_index is None]
    bare = [region for region in web if not region.quoted]
    chosen = bare or [region for region in web if breadth(region.block) == 1]
    few = bool(bare) and min(breadth(region.block) for region in bare) <= FEW
    sure: Confidence = "medium" if few else "low"
    reason = "the provider cited it for the part of the reply that states this value"
    return [replace(region.citation, confidence=sure, reason=reason) for region in chosen]


def addressed(value: Any, regions: Sequence[Region]) -> list[Citation]:
    """Trace an address to the citations of the web that it is the address of."""
    wanted = _address(str(value))
    found = {id(one.citation): one.citation for one in regions if wanted and wanted in _addresses(one.citation)}
    reason = "it is the address of what the provider cited"
    return [replace(citation, confidence="high", reason=reason) for citation in found.values()]


def _addresses(citation: Citation) -> set[str]:
    """Give the addresses that a citation of a page of the web has, wherever its provider writes them."""
    raw = citation.raw if isinstance(citation.raw, dict) else {}
    within = [facts for facts in (raw, *raw.values()) if isinstance(facts, dict)]
    known = [citation.source, *(one for facts in within for one in facts.values())]
    return {_address(one) for one in known if isinstance(one, str)} - {""}


def _address(text: str) -> str:
    """Give an address without what may differ: its scheme, its last slash, what tells who sent the reader."""
    if not _ADDRESS.match(text):
        return ""
    return re.sub(r"[?&]utm_source=\w+|/$", "", _ADDRESS.sub("", text)).rstrip("/")


def believed(value: Any, exact: Sequence[Region]) -> list[Citation]:
    """Take a quote at the provider's word that was cited for exactly this value, where it may be put in other words.

    A yes or no, or a choice, follows from a sentence, and a number from "half" or "none"; a name would stand there.
    """
    if isinstance(value, bool | Enum):
        saying = list(exact)
    else:
        counted = is_number(value)
        saying = [
            region for region in exact if counted and _COUNTS.search(region.text) and not _DIGIT.search(region.text)
        ]
    reason = "the provider cited it for exactly this value, in words that do not state it"
    return [replace(completed(region), confidence="low", reason=reason) for region in saying]


def joined(value: str, own: Sequence[Region], pages: Sequence[Page]) -> list[Citation]:
    """Trace a value piece by piece, where it is made of several."""
    pieces = parts(value)
    if len(pieces) == 1:  # it was looked for already
        return []
    places = {piece: _piece(piece, own, pages) for piece in dict.fromkeys(pieces)}
    found = [places[piece] for piece in pieces]
    stated = sum(len(piece) for piece, citation in zip(pieces, found, strict=True) if citation)
    if not pieces or stated < MOST * sum(map(len, pieces)):
        return []
    sure: Confidence = "medium" if all(found) else "low"
    reason = f"put together: {sum(map(bool, found))} of {len(pieces)} pieces of the value stand in the source"
    kept = {(one.document_index, one.start, one.end, one.text): one for one in found if one}
    return [replace(citation, confidence=sure, reason=reason) for citation in kept.values()]


def paraphrased(value: str, own: Sequence[Region], pages: Sequence[Page]) -> list[Citation]:
    """Trace a value by its words: in the quotes cited for it, or in a sentence of a document."""
    words = len(content_words(value))
    if words < _FEWEST_WORDS:
        return _close_together(value, pages) if sum(map(str.isalpha, content_words(value))) > 1 else []
    once = list({id(region.citation): region for region in reversed(own)}.values())[::-1]  # equal quotes: the first
    sharing = [region for region in once if shared_words(value, region.text) >= min(FEW, words / 3)]
    if sharing and coverage(value, " ".join(region.text for region in sharing)) >= HALF:
        reason = "cited for this value, and says most of it in other words"
        return [replace(completed(region), confidence="low", reason=reason) for region in sharing]
    for page in pages:
        for hit in sentences_like(value, page.searchable, MOST):
            reason = f"{round(hit.strength * 100)} % of the value's words stand in this sentence"
            return [replace(found_citation(page, hit.start, hit.end), confidence="low", reason=reason)]
    return []


def _close_together(value: str, pages: Sequence[Page]) -> list[Citation]:
    """Trace a few words to the one place where all of them stand near one another, in another order or form."""
    words, reach = {*content_words(value), *_NUMBERED.findall(fold(value))}, len(value) + SHORT // 2
    found = []
    for page in pages:
        text = page.searchable
        for place in islice(text.occurrences(max(words, key=len)), MANY):
            spans = [_word_at(word, text.folded, max(0, place - reach), place + reach) for word in words]
            first, last = min(one[0] for one in spans), max(one[1] for one in spans)
            start, end = text.original(max(first, 0), max(last, 1))
            if first >= 0 and last - first <= reach and not _PARTED.search(text.text, start, end):
                found.append(found_citation(page, start, end))
    reason = "its words stand there, in another order or form"
    return [replace(found[0], confidence="low", reason=reason)] if len(set(map(_span, found))) == 1 else []


def _span(citation: Citation) -> tuple[int | None, int | None, int | None]:
    return citation.document_index, citation.start, citation.end


def _word_at(word: str, text: str, first: int, last: int) -> tuple[int, int]:
    """Give where a word with this stem stands within a span; before its beginning where it does not."""
    for match in re.compile(rf"(?<![^\W_]){re.escape(word)}\w{{0,5}}(?![^\W_])").finditer(text, first, last):
        if len(match[0]) - len(word) <= FEW or stem(match[0]) == word:
            return match.span()
    return -1, -1


def _piece(piece: str, own: Sequence[Region], pages: Sequence[Page]) -> Citation | None:
    for region in own:
        if any(region.holds(hit.start, hit.end) for hit in hits(piece, frozenset(), region.page)):
            return completed(region)
    for page in pages:
        found = hits(piece, frozenset(), page)
        if found and (is_distinctive(piece) or len(found) <= FEW):
            return found_citation(page, found[0].start, found[0].end)
    return None


_INDEX = re.compile(r"\[\d+\]")


def made_of(leaf: Leaf, leaves: Sequence[Leaf]) -> str:
    """Say of what a number is made: a sum, a number of items, a sum or difference of two; empty where of nothing."""
    value = to_decimal(leaf.value) if is_number(leaf.value) else None
    if not value:
        return ""
    numbers = {one.path: number for one in leaves if one is not leaf and (number := _number(one)) is not None}
    return next((what for what, result in _results(numbers, leaves) if result == value), "")


def _number(leaf: Leaf) -> Decimal | None:
    return to_decimal(leaf.value) if is_number(leaf.value) else None


def _results(numbers: dict[str, Decimal], leaves: Sequence[Leaf]) -> Iterator[tuple[str, Decimal]]:
    columns: dict[str, list[Decimal]] = {}
    for path, number in numbers.items():
        if "[" in path:
            columns.setdefault(_INDEX.sub("[]", path), []).append(number)
    for name, column in columns.items():
        yield f"the sum of {name}", sum(column, Decimal())
    for (first, one), (second, other) in combinations(columns.items(), 2):
        if len(one) == len(other) and first.rpartition("[]")[0] == second.rpartition("[]")[0]:
            yield f"the sum of {first} times {second}", sum((a * b for a, b in zip(one, other, strict=True)), Decimal())
    items: dict[str, set[str]] = {}
    for match in (match for one in leaves if (match := _INDEX.search(one.path))):
        items.setdefault(match.string[: match.start()], set()).add(match[0])
    for name, indices in items.items():
        yield f"the number of {name}", Decimal(len(indices))
    single = [(path, number) for path, number in numbers.items() if "[" not in path][:MANY]
    for (first, a), (second, b) in combinations(single, 2):
        yield f"{first} plus {second}", a + b
        yield f"{first} less {second}", a - b
        yield f"{second} less {first}", b - a
        yield f"{first} times {second}", a * b
