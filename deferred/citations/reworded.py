"""Strings that no place states as a whole: put together, said in other words, or vouched for by the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any

from deferred.citations.citation import Citation, Confidence
from deferred.citations.confidence import FEW
from deferred.citations.evidence import Region, completed, found_citation
from deferred.citations.prose import content_words, coverage, parts, sentences_like, shared_words
from deferred.citations.values import Page, hits, is_distinctive, is_number

_COUNTS = re.compile(
    r"(?i)\b(?:half|halves|thirds?|quarters?|no|none|nobody|nil|both|pair|couple|dozen|single|sole|once|twice|"
    r"halb\w*|kein\w*|niemand|beide|demi\w*|moitié|aucune?|personne|mitad|ningun[oa]|metà|nessun[oa])\b"
)
_DIGIT = re.compile(r"\d")
_MOST = 0.75  # of a joined value that has to stand somewhere
_CITED_SHARE = 0.5  # of a value's words that the quotes cited for it must have
_FOUND_SHARE = 0.7  # of a value's words that a sentence nobody cited must have
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
    if not pieces or stated < _MOST * sum(map(len, pieces)):
        return []
    sure: Confidence = "medium" if all(found) else "low"
    reason = f"put together: {sum(map(bool, found))} of {len(pieces)} pieces of the value stand in the source"
    kept = {(one.document_index, one.start, one.end, one.text): one for one in found if one}
    return [replace(citation, confidence=sure, reason=reason) for citation in kept.values()]


def paraphrased(value: str, own: Sequence[Region], pages: Sequence[Page]) -> list[Citation]:
    """Trace a value by its words: in the quotes cited for it, or in a sentence of a document."""
    words = len(content_words(value))
    if words < _FEWEST_WORDS:
        return []
    once = list({id(region.citation): region for region in reversed(own)}.values())[::-1]  # equal quotes: the first
    sharing = [region for region in once if shared_words(value, region.text) >= min(FEW, words / 3)]
    if sharing and coverage(value, " ".join(region.text for region in sharing)) >= _CITED_SHARE:
        reason = "cited for this value, and says most of it in other words"
        return [replace(completed(region), confidence="low", reason=reason) for region in sharing]
    for page in pages:
        for hit in sentences_like(value, page.searchable, _FOUND_SHARE):
            reason = f"{round(hit.strength * 100)} % of the value's words stand in this sentence"
            return [replace(found_citation(page, hit.start, hit.end), confidence="low", reason=reason)]
    return []


def _piece(piece: str, own: Sequence[Region], pages: Sequence[Page]) -> Citation | None:
    for region in own:
        if any(region.holds(hit.start, hit.end) for hit in hits(piece, frozenset(), region.page)):
            return completed(region)
    for page in pages:
        found = hits(piece, frozenset(), page)
        if found and (is_distinctive(piece) or len(found) <= FEW):
            return found_citation(page, found[0].start, found[0].end)
    return None
