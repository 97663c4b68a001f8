"""Trace every field of a parsed reply to where its value comes from, or say why that cannot be told.

The best evidence comes first: what the provider cited for the value itself, what it cited for a claim that states the
value, and the value found in a document of the request. Whatever the evidence, the text has to state the value (as a
number, a date, a name, not as characters), and its label must not say that it is something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from deferred.citations import prose
from deferred.citations.citation import Block, Citation, Confidence, Source
from deferred.citations.evidence import Region, completed, found_citation, regions
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf, is_secret, leaves
from deferred.citations.neighbours import Home, Spot, closeness, group_of, homes, list_of
from deferred.citations.spans import best_root, find_json, locate
from deferred.citations.strings import Hit
from deferred.citations.surroundings import Segment
from deferred.citations.values import Page, hits, is_distinctive

OWN, CLAIMED, SEARCHED = 2, 1, 0  # how near to the value the provider cited
_LABELLED = 0.5
_HINTED = 0.2
_AT_HOME = 0.8
_AGREED = 1.5  # more than one value of an item stands there
_FEW = 3
_MANY = 80  # places of one value whose labels are read
_RARE = 20  # places of a value that tells where its item is


@dataclass(frozen=True)
class Mapping:
    """Where the fields of a parsed reply come from.

    Attributes:
        fields: the citations of each field, the best first; each has a confidence and a reason.
        unmapped: why the others have none.
    """

    fields: dict[str, list[Citation]] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)


@dataclass
class Candidate:
    """A place that states a field's value, and all that speaks for it."""

    page: Page
    hit: Hit
    tier: int
    regions: list[Region]
    support: float = 0.0
    against: str = ""
    nearness: float = 0.0
    narrow: bool = False
    score: float = 0.0


def map_fields(parsed: Any, text: str, blocks: Sequence[Block], sources: Sequence[Source]) -> Mapping:
    """Trace every single value of a parsed reply to its source.

    Args:
        parsed: the validated pydantic model, or a list, dictionary or dataclass.
        text: the whole text of the reply, with the JSON in it; may be empty.
        blocks: the reply's text in pieces, each with what the provider cited for it.
        sources: the documents of the request.

    Returns:
        The citations by path (`lines[0].amount`, `vendor.address.city`, `totals['net']`; dictionary keys are written
        as `repr` writes them), and the reasons for the paths that have none. Values that are None or empty are in neither.

    Example:
        >>> from pydantic import BaseModel
        >>> class Invoice(BaseModel):
        ...     total: float
        >>> mapping = map_fields(Invoice(total=1234.5), "", [], [Source(0, "a.txt", "Total due: EUR 1.234,50")])
        >>> mapping.fields["total"][0].text
        'EUR 1.234,50'
    """
    work = _Work(leaves(parsed), text, blocks, sources)
    return work.mapping()


class _Work:
    """One mapping under way: what is known of the reply and its sources, and the candidates of every field."""

    def __init__(self, found: list[Leaf], text: str, blocks: Sequence[Block], sources: Sequence[Source]) -> None:
        self.leaves = found
        self.labels = {leaf.path: Label(leaf) for leaf in found}
        self.blocks = blocks
        self.pages = [Page(source.text, source) for source in sources]
        self.regions = regions(blocks, self.pages, text)
        self.spans = _value_spans(found, text)
        self.opposed: set[str] = set()
        self.anchors: dict[tuple[str, int], list[int]] = {}
        # What is rare is looked for first: it tells where to look for the numbers that are everywhere.
        open_ones = sorted(
            (leaf for leaf in found if not is_secret(leaf.value)), key=lambda leaf: _is_number(leaf.value)
        )
        by_path = {leaf.path: self._candidates(leaf) for leaf in open_ones}
        self.candidates = {leaf.path: by_path[leaf.path] for leaf in found if leaf.path in by_path}
        self.kinds_of_label = self._kinds_of_label()

    def mapping(self) -> Mapping:
        """Choose among the candidates, the surest fields first, and give the outcome in the model's order."""
        self._find_homes()
        chosen = self._choose()
        result = Mapping()
        for leaf in self.leaves:
            citations = self._citations(leaf, chosen.get(leaf.path, [])) or self._in_other_words(leaf)
            if citations:
                result.fields[leaf.path] = citations
            else:
                result.unmapped[leaf.path] = self._why_not(leaf)
        return result

    # Candidates

    def _candidates(self, leaf: Leaf) -> list[Candidate]:
        label = self.labels[leaf.path]
        own = self._own_regions(leaf)
        claimed = self._claimed_regions(leaf)
        pages = list(dict.fromkeys([*self.pages, *(region.page for region in own + claimed)]))
        return [
            candidate
            for page in pages
            for hit in self._hits(leaf, page)[:_MANY]
            for candidate in self._graded(label, page, hit, own, claimed)
        ]

    def _hits(self, leaf: Leaf, page: Page) -> list[Hit]:
        if isinstance(leaf.value, bool):
            found, opposed = prose.clause_hits(leaf.value, leaf.names, leaf.description, page.searchable)
            self.opposed |= {leaf.path} if opposed and not found else set()
            return found
        label = self.labels[leaf.path]
        anchors = self._anchors(leaf, label, page) if _is_number(leaf.value) else ()
        found = hits(leaf.value, label.words, page, anchors)
        if group_of(leaf) and len(found) <= _RARE:
            self.anchors.setdefault((group_of(leaf), id(page)), []).extend(
                page.searchable.forward(hit.start) for hit in found
            )
        return found

    def _anchors(self, leaf: Leaf, label: Label, page: Page) -> list[int]:
        """Give where to look for a number first: beside the rare values of its item, else after its label."""
        found = self.anchors.get((group_of(leaf), id(page)), [])
        if found or not leaf.names:
            return found
        needle = " ".join(prose.words_of_name(leaf.names[0]))
        return list(islice(page.searchable.occurrences(needle), _MANY)) if len(needle) > 3 and label.own else []  # noqa: PLR2004

    def _kinds_of_label(self) -> list[tuple[Label, str]]:
        """Give one label for all items of a list, with the list it is of: a hundred lines have but four labels."""
        kinds: dict[object, tuple[Label, str]] = {}
        for label in self.labels.values():
            pattern = list_of(label.leaf)
            kinds.setdefault((label.leaf.names, label.leaf.parents, _kind(label.leaf.value), pattern), (label, pattern))
        return list(kinds.values())

    def _graded(self, label: Label, page: Page, hit: Hit, own: list[Region], claimed: list[Region]) -> list[Candidate]:
        segments = page.surroundings.of(hit.start, hit.end)
        support, against = label.support(segments, hit), label.against(segments, hit)
        if isinstance(label.leaf.value, bool):
            support, against = 1.0, ""
        for tier, cited in ((OWN, own), (CLAIMED, claimed)):
            holding = [region for region in cited if region.page is page and region.holds(hit.start, hit.end)]
            if holding:
                narrow = tier == OWN and any(self._breadth(region.block) <= 1 for region in holding)
                claim = self._claim_support(label, holding) if tier == CLAIMED else 0.0
                return [Candidate(page, hit, tier, holding, max(support, claim), against, narrow=narrow)]
        return [Candidate(page, hit, SEARCHED, [], support, against)] if page.source else []

    def _own_regions(self, leaf: Leaf) -> list[Region]:
        """Give what is cited for the blocks that the value's own JSON is in."""
        span = self.spans.get(leaf.path)
        return [region for region in self.regions if span and _overlaps(self.blocks[region.block], span)]

    def _claimed_regions(self, leaf: Leaf) -> list[Region]:
        """Give what is cited for prose that states the value."""
        stating: dict[int, bool] = {}
        for region in self.regions:
            if region.block not in stating:
                block = self.blocks[region.block]
                stating[region.block] = not self._breadth(region.block) and self._states(leaf, block)
        return [region for region in self.regions if stating[region.block]]

    def _states(self, leaf: Leaf, block: Block) -> bool:
        page = self._claim_page(block)
        if isinstance(leaf.value, bool):
            return bool(prose.clause_hits(leaf.value, leaf.names, leaf.description, page.searchable)[0])
        label = self.labels[leaf.path]
        return any(
            not label.against(page.surroundings.of(hit.start, hit.end), hit)
            for hit in hits(leaf.value, label.words, page)
        )

    def _claim_page(self, block: Block) -> Page:
        """Give a prose block with the words before it, which may hold its label."""
        if not hasattr(self, "_claims"):
            self._claims: dict[int, Page] = {}
        if block.start not in self._claims:
            self._claims[block.start] = Page(block.text)
        return self._claims[block.start]

    def _claim_support(self, label: Label, holding: list[Region]) -> float:
        text = " ".join(self._before(region.block) + self.blocks[region.block].text for region in holding)
        return label.support([Segment(text[:400], 0.8)])

    def _before(self, block: int) -> str:
        return self.blocks[block - 1].text[-60:] if block else ""

    def _breadth(self, block: int) -> int:
        """Count the values whose JSON is in a block."""
        if not hasattr(self, "_breadths"):
            self._breadths: dict[int, int] = {}
        if block not in self._breadths:
            self._breadths[block] = sum(_overlaps(self.blocks[block], span) for span in self.spans.values())
        return self._breadths[block]

    # Choosing

    def _find_homes(self) -> None:
        spots = {
            path: [Spot(c.page, c.hit.start, c.hit.end, _weight(c)) for c in found if not c.against]
            for path, found in self.candidates.items()
        }
        self.homes = homes(self.leaves, spots)
        for leaf in self.leaves:
            home = self.homes.get(group_of(leaf))
            for candidate in self.candidates.get(leaf.path, []):
                candidate.nearness = self._nearness(leaf, candidate, home)
                candidate.score = _score(candidate)

    def _nearness(self, leaf: Leaf, candidate: Candidate, home: Home | None) -> float:
        if home is None or home.agreeing < _AGREED:
            return 0.0
        mine = closeness(candidate.page, candidate.hit.start, home.spot)
        siblings = [
            other for group, other in self.homes.items() if _same_list(group, group_of(leaf)) and other is not home
        ]
        theirs = max((closeness(candidate.page, candidate.hit.start, other.spot) for other in siblings), default=0.0)
        return mine if mine >= theirs else -mine

    def _choose(self) -> dict[str, list[Candidate]]:
        """Give each field the places it may have, surest field first; a place is given to one field of a value only."""
        order = sorted(self.candidates, key=lambda path: -max((c.score for c in self.candidates[path]), default=0.0))
        taken: dict[tuple[int, int, int], str] = {}
        chosen: dict[str, list[Candidate]] = {}
        for path in order:
            usable = [c for c in self.candidates[path] if not c.against and not self._is_of_another(path, c)]
            free = [c for c in usable if self._may_share(path, c, taken)]
            chosen[path] = sorted(free, key=lambda c: (-round(self._rank(c, taken), 2), c.hit.start))
            if chosen[path] and self._confidence(self.labels[path].leaf, chosen[path]):
                best = chosen[path][0]
                taken.setdefault((id(best.page), best.hit.start, best.hit.end), path)
        return chosen

    def _rank(self, candidate: Candidate, taken: dict[tuple[int, int, int], str]) -> float:
        used = (id(candidate.page), candidate.hit.start, candidate.hit.end) in taken
        return candidate.score - (0.6 if used else 0.0)

    def _may_share(self, path: str, candidate: Candidate, taken: dict[tuple[int, int, int], str]) -> bool:
        """Tell whether a place is free, or says so clearly what it is that two fields may have it."""
        owner = taken.get((id(candidate.page), candidate.hit.start, candidate.hit.end))
        number = isinstance(self.labels[path].leaf.value, int | float) or hasattr(
            self.labels[path].leaf.value, "scaleb"
        )
        return owner is None or not number or candidate.tier == OWN or candidate.support >= _LABELLED

    def _is_of_another(self, path: str, candidate: Candidate) -> bool:
        """Tell whether the label of a place is that of another field with a value of the same kind."""
        leaf = self.labels[path].leaf
        if isinstance(leaf.value, bool) or candidate.narrow:
            return False
        near = candidate.page.surroundings.of(candidate.hit.start, candidate.hit.end)
        segments = [segment for segment in near if segment.own or segment.label]
        mine = self.labels[path].support(segments, candidate.hit) if segments else 1.0
        if self.labels[path].named_by(near):
            return False
        if mine >= 0.9:  # noqa: PLR2004 - its own label beyond doubt
            return False
        return any(
            other.support(segments) > max(0.6, mine + 0.25)
            for other, pattern in self.kinds_of_label
            if _kind(leaf.value) == _kind(other.leaf.value)
            and _comparable(leaf, other.leaf)
            and (candidate.nearness < _AT_HOME or list_of(leaf) == pattern)
        )

    def _confidence(self, leaf: Leaf, found: list[Candidate]) -> tuple[Confidence, str] | None:
        """Say how sure the best candidate is and why; None where it is not evidence."""
        best = found[0]
        if best.tier == OWN:
            return _of_own(best, found)
        if best.tier == CLAIMED:
            return _of_claim(best, leaf)
        if self._stated_otherwise(leaf, best):
            return None
        return _of_search(best, found, leaf, needs_unit=self.labels[leaf.path].unit_missing(best.hit))

    def _stated_otherwise(self, leaf: Leaf, best: Candidate) -> bool:
        """Tell whether the field's label stands elsewhere in the document, with another number beside it."""
        if best.support >= _LABELLED or best.nearness >= _AT_HOME:
            return False
        label, page = self.labels[leaf.path], best.page
        if "[" not in leaf.path and self._labelled_elsewhere(leaf, best):
            return True
        if not _is_number(leaf.value):
            return False
        needle = " ".join(prose.words_of_name(leaf.names[0])) if leaf.names else ""
        for place in list(page.searchable.occurrences(needle))[:20] if len(needle) > 3 else []:  # noqa: PLR2004
            for start, end in page.numbers.near(place + len(needle), place + len(needle) + 24)[:1]:
                span = page.searchable.original(start, end)
                inside = best.hit.start <= span[0] < best.hit.end
                if not inside and label.support(page.surroundings.of(*span)) >= _LABELLED:
                    return True
        return False

    def _labelled_elsewhere(self, leaf: Leaf, best: Candidate) -> bool:
        """Tell whether the field's own label stands elsewhere, with a colon and something else after it."""
        needle = " ".join(prose.words_of_name(leaf.names[0])) if leaf.names else ""
        page = best.page.searchable
        places = page.occurrences(needle) if len(needle) > 3 else iter(())  # noqa: PLR2004
        lines = [
            page.line_at(page.original(place, place + 1)[0])
            for place in islice(places, _MANY)
            if page.folded.startswith(": ", place + len(needle)) and not page.folded[place - 1 : place].isalnum()
        ]
        here = page.line_at(best.hit.start)
        # On one line there may be two labels; the line before may be the label of this.
        return bool(lines) and here - 1 not in lines

    # Outcome

    def _citations(self, leaf: Leaf, found: list[Candidate]) -> list[Citation]:
        sure = self._confidence(leaf, found) if found else None
        if sure is None:
            return []
        best = found[0]
        if best.tier == SEARCHED:
            return [
                replace(found_citation(best.page, best.hit.start, best.hit.end), confidence=sure[0], reason=sure[1])
            ]
        alike = [c for c in found if c.tier == best.tier and (c is best or (best.narrow and c.narrow))]
        holding = [region for candidate in alike for region in _tightest(candidate, best)]
        unique = list(dict.fromkeys((id(region.citation), region.start) for region in holding))
        by_key = {(id(region.citation), region.start): region for region in holding}
        return [replace(completed(by_key[key]), confidence=sure[0], reason=sure[1]) for key in unique]

    def _in_other_words(self, leaf: Leaf) -> list[Citation]:
        """Trace a string that no place states as a whole: joined from several, or said in other words."""
        own = [] if is_secret(leaf.value) else self._own_regions(leaf)
        if bare := self._without_quote(leaf, own):
            return bare
        if not isinstance(leaf.value, str) or self.candidates.get(leaf.path):
            return []
        return self._joined(leaf.value, own) or self._paraphrased(leaf.value, own)

    def _without_quote(self, leaf: Leaf, own: list[Region]) -> list[Citation]:
        """Take a citation of the web at its word where its part of the reply states the value and little else."""
        web = [region for region in own if region.citation.document_index is None]
        bare = [region for region in web if not region.quoted]
        narrow = [region for region in web if self._breadth(region.block) == 1]
        chosen = bare or narrow
        if not chosen:
            return []
        sure: Confidence = "medium" if bare and min(self._breadth(r.block) for r in chosen) <= _FEW else "low"
        reason = "the provider cited it for the part of the reply that states this value"
        return [replace(region.citation, confidence=sure, reason=reason) for region in chosen]

    def _joined(self, value: str, own: list[Region]) -> list[Citation]:
        pieces = prose.parts(value)
        if len(pieces) < 2:  # noqa: PLR2004 - one piece was looked for already
            return []
        found = [self._piece(piece, own) for piece in pieces]
        stated = sum(len(piece) for piece, citation in zip(pieces, found, strict=True) if citation)
        if stated < 0.75 * sum(map(len, pieces)):
            return []
        sure: Confidence = "medium" if all(found) else "low"
        reason = f"put together: {sum(map(bool, found))} of {len(pieces)} pieces of the value stand in the source"
        kept = {(c.document_index, c.start, c.end, c.text): c for c in found if c}
        return [replace(citation, confidence=sure, reason=reason) for citation in kept.values()]

    def _piece(self, piece: str, own: list[Region]) -> Citation | None:
        for region in own:
            for hit in hits(piece, frozenset(), region.page):
                if region.holds(hit.start, hit.end):
                    return completed(region)
        for page in self.pages:
            found = hits(piece, frozenset(), page)
            if found and (is_distinctive(piece) or len(found) <= _FEW):
                return found_citation(page, found[0].start, found[0].end)
        return None

    def _paraphrased(self, value: str, own: list[Region]) -> list[Citation]:
        words = len(prose.content_words(value))
        if words < 4:  # noqa: PLR2004 - too few to tell a paraphrase from chance
            return []
        sharing = [region for region in own if prose.shared_words(value, _quote(region)) >= min(3, words / 3)]
        together = " ".join(_quote(region) for region in sharing)
        if sharing and prose.coverage(value, together) >= 0.5:  # noqa: PLR2004 - half of what it says
            reason = "cited for this value, and says most of it in other words"
            return [replace(completed(region), confidence="low", reason=reason) for region in sharing]
        for page in self.pages:
            for hit in prose.sentences_like(value, page.searchable, 0.7):
                reason = f"{round(hit.strength * 100)} % of the value's words stand in this sentence"
                return [replace(found_citation(page, hit.start, hit.end), confidence="low", reason=reason)]
        return []

    def _why_not(self, leaf: Leaf) -> str:
        if is_secret(leaf.value):
            return "it is a secret, and is not searched for"
        found = self.candidates.get(leaf.path, [])
        labelled = next((c.against for c in found if c.against), "")
        if leaf.path in self.opposed:
            return "the source says the opposite"
        if not found:
            return (
                "nothing that was cited, and no document of the request, states it"
                if self.pages or self.regions
                else "the request has no documents, and nothing was cited"
            )
        if labelled and all(c.against for c in found):
            return f"where it stands it is something else: {labelled!r}"
        return f"it stands in the source ({len(found)} times), but nothing there says that it is this field"


def _value_spans(found: Sequence[Leaf], text: str) -> dict[str, tuple[int, int]]:
    nodes = find_json(text) if text else []
    root = best_root(nodes, [leaf.route for leaf in found])
    if root is None:
        return {}
    located = {leaf.path: locate([root], leaf.route, leaf.value) for leaf in found}
    return {path: span for path, span in located.items() if span}


def _overlaps(block: Block, span: tuple[int, int]) -> bool:
    return block.start < span[1] and span[0] < block.start + len(block.text)


def _weight(candidate: Candidate) -> float:
    """Say how much a place tells about where its item is: a rare string much, a small number little."""
    return (1.0 if candidate.hit.distinctive else 0.5) + 0.3 * candidate.support + 0.3 * bool(candidate.tier)


def _score(candidate: Candidate) -> float:
    return 1.2 * candidate.tier + candidate.support + 0.8 * candidate.hit.strength + 0.7 * candidate.nearness


def _same_list(group: str, other: str) -> bool:
    return group != other and group.endswith("]") and group.rpartition("[")[0] == other.rpartition("[")[0]


def _is_number(value: Any) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or hasattr(value, "scaleb")


def _kind(value: Any) -> str:
    """Tell roughly what a value is: an address of mail has no label in common with a name."""
    if _is_number(value):
        return "number"
    text = str(value)
    digits = sum(map(str.isdigit, text))
    shape = "mail" if "@" in text else "digits" if 2 * digits >= len(text) else "words" if not digits else "code"
    return f"{type(value).__name__} {shape}"


def _comparable(leaf: Leaf, other: Leaf) -> bool:
    """Tell whether two fields may claim one place: not the same field of another item."""
    return leaf.names != other.names or leaf.parents != other.parents


def _tightest(candidate: Candidate, best: Candidate) -> list[Region]:
    """Give the regions that a candidate is cited by; where a block has many, the shortest that holds it."""
    if best.narrow:
        return candidate.regions
    hit = candidate.hit
    return sorted(candidate.regions, key=lambda r: (-r.share(hit.start, hit.end), r.end - r.start))[:1]


def _quote(region: Region) -> str:
    return region.page.text[region.start : region.end]


def _of_own(best: Candidate, found: list[Candidate]) -> tuple[Confidence, str] | None:
    how = f" ({best.hit.note})" if best.hit.note else ""
    if best.narrow:
        sure: Confidence = "high" if best.hit.strength >= 0.8 or best.support >= _LABELLED else "medium"  # noqa: PLR2004
        return sure, f"cited for this value, and the quote states it{how}"
    alike = [c for c in found if c.tier == OWN and c.score >= best.score - 0.1]
    if best.support >= _LABELLED or best.nearness >= _AT_HOME:
        return "high" if best.hit.strength >= 0.8 else "medium", f"the cited quote states it under this label{how}"  # noqa: PLR2004
    if best.hit.distinctive or len(alike) == 1:
        return "medium" if best.hit.distinctive else "low", f"the cited quote states it{how}"
    return None


def _of_claim(best: Candidate, leaf: Leaf) -> tuple[Confidence, str] | None:
    how = f" ({best.hit.note})" if best.hit.note else ""
    if best.support >= _LABELLED:
        return (
            "high" if best.hit.strength >= 0.8 else "medium",
            f"a cited statement of the reply says it, and so does its quote{how}",
        )
    if best.support >= _HINTED or is_distinctive(leaf.value) or best.hit.distinctive:
        return "medium", f"a cited statement of the reply has the value, and so does its quote{how}"
    return None


def _of_search(
    best: Candidate, found: list[Candidate], leaf: Leaf, *, needs_unit: bool
) -> tuple[Confidence, str] | None:
    hit = best.hit
    how = f" ({hit.note})" if hit.note else ""
    rivals = [c for c in found if c.score >= best.score - 0.05]
    if best.support >= _LABELLED:
        sure: Confidence = "high" if hit.strength >= 0.8 and len(rivals) == 1 else "medium"  # noqa: PLR2004
        return sure if hit.strength > 0.6 else "low", f"found in the document beside its label{how}"  # noqa: PLR2004
    if best.nearness >= _AT_HOME:
        return "medium", f"found in the document, next to the other values of {group_of(leaf)}{how}"
    unique = len(found) == 1
    if best.support >= _HINTED and (unique or hit.distinctive or len(rivals) == 1):
        return "medium" if hit.strength > 0.6 else "low", f"found in the document, in a passage about it{how}"  # noqa: PLR2004
    telling = hit.distinctive or (not _is_number(leaf.value) and is_distinctive(leaf.value))
    if telling and not needs_unit and hit.strength > 0.5:  # noqa: PLR2004
        sure = "medium" if unique and hit.strength >= 0.8 else "low"  # noqa: PLR2004
        return sure, f"found in the document{' in one place only' if unique else ''}, without a label{how}"
    word = not _is_number(leaf.value) and not str(leaf.value).isdigit()
    if word and hit.strength >= 0.8 and len(found) <= _FEW and hit.end - hit.start >= 3:  # noqa: PLR2004
        return "low", f"found in the document, without a label{how}"
    return None
