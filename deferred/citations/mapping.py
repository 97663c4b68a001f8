"""Trace every field of a parsed reply to where its value comes from, or say why that cannot be told.

The best evidence comes first: what the provider cited for the value itself, what it cited for a claim that states the
value, and the value found in a document of the request. Whatever the evidence, the text has to state the value (as a
number, a date, a name, not as characters), and its label must not say that it is something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any

from deferred.citations import prose
from deferred.citations.candidates import (
    CLAIMED,
    OWN,
    SEARCHED,
    Candidate,
    Entries,
    Neighbours,
    Spot,
    Verdict,
    group_of,
    has_equal,
    hold_to_row,
    homes,
    is_as_good,
    is_doubtful,
    list_of,
    nearest_hits,
    of_claim,
    of_own,
    of_search,
    spot_of,
    tightest,
)
from deferred.citations.citation import Block, Citation, Source
from deferred.citations.columns import SideBySide, Statements, only_answers, statements
from deferred.citations.contradictions import contradiction
from deferred.citations.evidence import Region, Reply, completed, found_citation
from deferred.citations.labels import Label
from deferred.citations.leaves import Leaf, is_secret, leaves
from deferred.citations.order import is_between, statements_between, without_place
from deferred.citations.reworded import addressed, believed, joined, made_of, paraphrased, vouched_for
from deferred.citations.rivals import (
    Claimants,
    Records,
    Siblings,
    kinds_of_label,
    labelled_elsewhere,
    may_claim,
    may_share,
    mentions,
    of_no_other,
    of_sibling,
)
from deferred.citations.searchable import Hit
from deferred.citations.thresholds import AGREED, AT_HOME, LABELLED, MANY, RARE, USED
from deferred.citations.values import Page, hits, is_number

_FREQUENT = (bool, int, float, Decimal)  # what is everywhere: it is looked for beside what is not


@dataclass(frozen=True)
class Mapping:
    """Where the fields of a parsed reply come from.

    Attributes:
        fields: the citations of each field, the best first; each has a confidence and a reason.
        unmapped: why the others have none.
    """

    fields: dict[str, list[Citation]] = field(default_factory=dict)
    unmapped: dict[str, str] = field(default_factory=dict)


def map_fields(parsed: Any, text: str, blocks: Sequence[Block], sources: Sequence[Source]) -> Mapping:
    """Trace every single value of a parsed reply to its source.

    Args:
        parsed: the validated pydantic model, or a list, dictionary or dataclass.
        text: the whole text of the reply, with the JSON in it; may be empty.
        blocks: the reply's text in pieces, each with what the provider cited for it.
        sources: the documents of the request.

    Returns:
        The citations by path (`lines[0].amount`, `vendor.address.city`, `totals['net']`; dictionary keys are written
        as `repr` writes them), and the reasons for the paths that have none. Values that are None or empty are in
        neither.

    Example:
        >>> from pydantic import BaseModel
        >>> class Invoice(BaseModel):
        ...     total: float
        >>> mapping = map_fields(Invoice(total=1234.5), "", [], [Source(0, "a.txt", "Total due: EUR 1.234,50")])
        >>> mapping.fields["total"][0].text
        'EUR 1.234,50'
    """
    return _Work(leaves(parsed), text, blocks, sources).mapping()


class _Work:
    """One mapping under way: what is known of the reply and its sources, and the candidates of every field."""

    def __init__(self, found: list[Leaf], text: str, blocks: Sequence[Block], sources: Sequence[Source]) -> None:
        self.leaves = found
        self.labels = {leaf.path: Label(leaf) for leaf in found}
        self.pages = [Page(source.text, source) for source in sources]
        self.reply = Reply(found, text, blocks, self.pages)
        self.opposed: set[str] = set()
        self.between: set[str] = set()  # fields whose place is told by those of the fields before and after them
        self.anchors: dict[tuple[str, int], list[int]] = {}
        self.side_by_side = SideBySide(found, self.pages)
        self.entries = Entries([] if self.reply.regions else self.pages)
        self.everywhere: set[str] = set()  # fields with values that tell nothing of where their item is
        self.beside: dict[str, list[Any]] = {}  # the values of each item
        for leaf in found:
            self.beside.setdefault(group_of(leaf), []).append(leaf.value)
        self.found: dict[tuple[type, str, frozenset[str], int], list[Hit]] = {}
        self.statements: dict[tuple[tuple[str, ...], str, int], Statements] = {}
        # What is rare is looked for first: it tells where to look for the numbers that are everywhere.
        open_ones = [leaf for leaf in found if not is_secret(leaf.value)]
        equal = Counter(str(leaf.value) for leaf in open_ones)
        rare_first = sorted(open_ones, key=lambda leaf: (isinstance(leaf.value, _FREQUENT), equal[str(leaf.value)]))
        by_path = {leaf.path: list(self._candidates(leaf)) for leaf in rare_first}
        self.candidates = {leaf.path: by_path[leaf.path] for leaf in open_ones}

    def mapping(self) -> Mapping:
        """Choose among the candidates, the surest fields first, and give the outcome in the model's order."""
        self._leave_out_other_records()
        self._find_homes()
        chosen = self._choose()
        self._fill_in(chosen)
        result = Mapping()
        for leaf in self.leaves:
            citations = self._citations(leaf, chosen.get(leaf.path, [])) or self._in_other_words(leaf)
            if citations:
                result.fields[leaf.path] = citations
            else:
                result.unmapped[leaf.path] = self._why_not(leaf)
        return result

    @cached_property
    def kinds_of_label(self) -> list[Label]:
        """One label for all items of a list."""
        return kinds_of_label(self.labels.values())

    @cached_property
    def claimants(self) -> Claimants:
        """The fields that may claim a place."""
        return Claimants(self.kinds_of_label)

    @cached_property
    def siblings(self) -> Siblings:
        """The fields with like names."""
        return Siblings(self.kinds_of_label)

    def _candidates(self, leaf: Leaf) -> Iterator[Candidate]:
        if own := self.entries.of(leaf):
            yield from own
            return
        label = self.labels[leaf.path]
        cited = {OWN: self.reply.cited_for(leaf), CLAIMED: self.reply.cited_for_claims(leaf, label)}
        quotes = [region.page for regions in cited.values() for region in regions]
        for page in dict.fromkeys([*self.pages, *quotes]):
            for hit in self._hits(leaf, page)[:MANY]:
                candidate = self._candidate(label, page, hit, cited)
                if candidate.regions or page.source:
                    yield candidate

    def _hits(self, leaf: Leaf, page: Page) -> list[Hit]:
        if isinstance(leaf.value, bool):
            return self._clauses(leaf, page)
        found = self._stated(leaf, page)
        if group_of(leaf) and len(found) <= RARE:
            places = self.anchors.setdefault((group_of(leaf), id(page)), [])
            places.extend(page.searchable.forward(hit.start) for hit in found)
        return found

    def _stated(self, leaf: Leaf, page: Page) -> list[Hit]:
        """Give where a value is stated; one that is not a number is looked for once, for all its fields."""
        words = self.labels[leaf.path].words
        if is_number(leaf.value):
            found = hits(leaf.value, words, page, self._anchors(leaf, page))
            return found or ([] if leaf.value else prose.none_of(leaf.names, page.searchable))
        key = type(leaf.value), str(leaf.value), words, id(page)
        if key not in self.found:
            self.found[key] = hits(leaf.value, words, page)
        beside = self.anchors.get((group_of(leaf), id(page)), [])
        if len(self.found[key]) <= RARE or not beside:
            return self.found[key]
        self.everywhere.add(leaf.path)
        return nearest_hits(self.found[key], beside, page)

    def _clauses(self, leaf: Leaf, page: Page) -> list[Hit]:
        key = leaf.names, leaf.description, id(page)
        if key not in self.statements:
            self.statements[key] = statements(leaf.names, leaf.description, page)
        said = self.statements[key]
        lines = sorted({page.searchable.line_of(place) for place in self.anchors.get((group_of(leaf), id(page)), [])})
        alone = "[" in leaf.path or len(said.rows) <= 1  # one record, and a table of many, is not told apart
        clauses = self._answers(leaf, page, said) or (said.of_rows(lines) if alone else []) or said.clauses
        if not clauses and "[" in leaf.group:
            clauses = list(only_answers(page, lines, self.beside[group_of(leaf)]))
        found, opposed = prose.that_say(leaf.value, clauses)
        self.opposed |= {leaf.path} if opposed and not found else set()
        return found

    def _answers(self, leaf: Leaf, page: Page, said: Statements) -> list[prose.Clause]:
        """Give what a table says of an item that stands beside the others of its list, in a column."""
        own = {line: self.side_by_side.own_cell(leaf, page, cells[0].start) for line, cells in said.answers.items()}
        return [one for line, cell in own.items() for one in said.answers[line] if cell == (one.start, one.end)]

    def _anchors(self, leaf: Leaf, page: Page) -> list[int]:
        """Give where to look for a number first: beside the rare values of its item, else after its label."""
        beside = self.anchors.get((group_of(leaf), id(page)), [])
        return beside or list(islice(mentions(leaf, page), MANY))

    def _candidate(self, label: Label, page: Page, hit: Hit, cited: dict[int, list[Region]]) -> Candidate:
        segments = page.surroundings.of(hit.start, hit.end)
        support, against = 1.0, ""
        if not isinstance(label.leaf.value, bool):  # which was found by its label
            support = label.support(segments, hit)
            against = label.against(segments, hit) or contradiction(label, page, hit, segments)
        for tier, among in cited.items():
            holding = [region for region in among if region.page is page and region.holds(hit.start, hit.end)]
            if holding:
                narrow = tier == OWN and any(self.reply.breadth(region.block) <= 1 for region in holding)
                claim = self.reply.claim_support(label, holding) if tier == CLAIMED else 0.0
                return Candidate(page, hit, tier, holding, support, against, narrow=narrow, claim=claim)
        return Candidate(page, hit, SEARCHED, [], support, against)

    def _spots(self) -> dict[str, list[Spot]]:
        return {
            path: [spot_of(one, self.labels[path].leaf) for one in found if not one.against and not one.hit.in_row]
            for path, found in self.candidates.items()
            if path not in self.everywhere
        }

    def _leave_out_other_records(self) -> None:
        """Rule out what stands in another item's record; what was cited for this value alone is believed."""
        records = Records(self.leaves, self._spots())
        for leaf in self.leaves:
            label_of = self.labels[leaf.path]
            found = self.candidates.get(leaf.path, [])
            among = [one for one in found if not one.against and (one.doubled or not one.narrow)]
            beside = self.siblings.of(label_of) if among and not isinstance(leaf.value, bool) else []
            others = [one for one in beside if one.leaf.value != leaf.value and may_claim(label_of, one)]
            for one in among:
                other = records.other(leaf, one.page, one.hit.start)
                column = self.side_by_side.own_cell(leaf, one.page, one.hit.start)
                if column:
                    other = "" if column[0] <= one.hit.start < column[1] else "another column"
                one.against = other or of_sibling(label_of, others, one.page, one.hit.start, self.pages)

    def _find_homes(self) -> None:
        found = homes(self.leaves, self._spots())
        neighbours = Neighbours(found)
        for leaf in self.leaves:
            home = found.get(group_of(leaf))
            for candidate in self.candidates.get(leaf.path, []):
                near = home is not None and home.agreeing >= AGREED
                place = candidate.page, candidate.hit.start
                in_column = self.side_by_side.own_cell(leaf, *place) is not None
                candidate.rate(1.0 if in_column else neighbours.nearness(group_of(leaf), *place) if near else 0.0)
                if isinstance(leaf.value, bool) and "[" in leaf.path:
                    hold_to_row(candidate, home)

    def _choose(self) -> dict[str, list[Candidate]]:
        """Give each field the places it may have, surest field first; a number's place is given once."""
        order = sorted(self.candidates, key=lambda path: -max((one.score for one in self.candidates[path]), default=0))
        taken: set[tuple[int, int, int]] = set()
        chosen: dict[str, list[Candidate]] = {}
        for path in order:
            leaf = self.labels[path].leaf
            usable = [one for one in self.candidates[path] if not one.against and not self._is_of_another(path, one)]
            free = [one for one in usable if one.place not in taken or may_share(leaf, one)]
            rank = {id(one): round(one.score - USED * (one.place in taken), 2) for one in free}
            chosen[path] = sorted(free, key=lambda one: (-rank[id(one)], not one.is_as(leaf.value), one.hit.start))
            if free and self._verdict(leaf, chosen[path]):
                taken.add(chosen[path][0].place)
        return chosen

    def _fill_in(self, chosen: dict[str, list[Candidate]]) -> None:
        """Give fields that nothing names the one place between those of the fields before and after them."""
        given = [(leaf, chosen.get(leaf.path, [])) for leaf in self.leaves]
        sure = {leaf.path: found[0] for leaf, found in given if found and self._verdict(leaf, found)}
        for row in without_place(self.leaves, sure):
            said = dict(statements_between(row))
            for leaf in row.leaves:
                if isinstance(leaf.value, bool):
                    fitting = said.get(leaf.path, []) if leaf.path not in self.opposed else []
                else:
                    others = self.candidates.get(leaf.path, [])
                    found = chosen.get(leaf.path) or of_no_other(self.labels[leaf.path], others, self.kinds_of_label)
                    fitting = [one for one in found if is_between(one, row.first, row.last)]
                if len(fitting) == 1:
                    chosen[leaf.path] = fitting
                    self.between.add(leaf.path)

    def _is_of_another(self, path: str, candidate: Candidate) -> bool:
        """Tell whether a place is called as another field is, and not as this one: "Tax rate" is not the tax.

        A place that may be shared (the only one, or cited for this value alone) is both's where their values are one.
        """
        label = self.labels[path]
        if isinstance(label.leaf.value, bool) or (candidate.narrow and candidate.tier == SEARCHED):
            return False
        near = candidate.page.surroundings.of(candidate.hit.start, candidate.hit.end)
        said = [frozenset(segment.terms) for segment in near if segment.structural and segment.label]
        said = [] if any(one in label.variants for one in said) else said
        beside = [frozenset(segment.terms) for segment in near if segment.structural and not segment.head]
        shared = candidate.narrow or sum(not one.against for one in self.candidates[path]) == 1
        return any(
            (list_of(other.leaf) == list_of(label.leaf) or one in beside)
            and may_claim(label, other)
            and not (
                shared if other.leaf.value == label.leaf.value else self._stands_elsewhere(other, candidate, label)
            )
            for one in said
            for other in self.claimants.called(one, label)
        )

    def _stands_elsewhere(self, other: Label, than: Candidate, label: Label) -> bool:
        """Tell whether the field that a label names has a place of its own: then it does not claim this one.

        A place that this field is named at more than the other is none: the two values may have been swapped.
        """
        own = [one for one in self.candidates.get(other.leaf.path, []) if one.place != than.place and not one.against]
        return any(label.support(one.page.surroundings.of(*one.place[1:])) <= one.support for one in own)

    def _verdict(self, leaf: Leaf, found: Sequence[Candidate]) -> Verdict | None:
        """Say how sure the best candidate is and why; None where it is not evidence."""
        best = found[0]
        if leaf.path in self.between:
            return "low", "found in the document, between what is before and after it in the model"
        needs_unit = self.labels[leaf.path].unit_missing(best.hit)
        if self._stated_otherwise(leaf, best):
            return None
        if best.tier == SEARCHED:
            return of_search(found, leaf, needs_unit=needs_unit)
        if is_doubtful(best, leaf, needs_unit=needs_unit):
            return None
        verdict = of_own(found) if best.tier == OWN else of_claim(best, leaf)
        if verdict and best.doubled and has_equal(found):
            return "low", f"{verdict[1]}, and stands there more than once"
        return verdict

    def _stated_otherwise(self, leaf: Leaf, best: Candidate) -> bool:
        """Tell whether the field's label stands elsewhere in the document, with something else beside it."""
        if best.support >= LABELLED or best.nearness >= AT_HOME:
            return False
        return "[" not in leaf.path and labelled_elsewhere(leaf, best.page, best.hit.start)

    def _citations(self, leaf: Leaf, found: list[Candidate]) -> list[Citation]:
        verdict = self._verdict(leaf, found) if found else None
        if verdict is None:
            return []
        best = found[0]
        if best.tier == SEARCHED:
            citations = [found_citation(best.page, best.hit.start, best.hit.end)]
        else:
            alike = [one for one in found if one is best or is_as_good(one, best)]
            regions = [region for one in alike for region in tightest(one, narrow=best.narrow)]
            by_key = {(id(region.citation), region.start): region for region in regions}
            citations = [completed(region) for region in by_key.values()]
        return [replace(citation, confidence=verdict[0], reason=verdict[1]) for citation in citations]

    def _in_other_words(self, leaf: Leaf) -> list[Citation]:
        """Trace a value that no place states as a whole."""
        own = [] if is_secret(leaf.value) else self.reply.cited_for(leaf)
        if vouched := vouched_for(own, self.reply.breadth) or addressed(leaf.value, self.reply.regions):
            return vouched
        if self.candidates.get(leaf.path) or leaf.path in self.opposed:
            return []
        worded = isinstance(leaf.value, str)
        found = worded and (joined(leaf.value, own, self.pages) or paraphrased(leaf.value, own, self.pages))
        return found or believed(leaf.value, self.reply.cited_for_nothing_else(leaf))

    def _why_not(self, leaf: Leaf) -> str:
        found = self.candidates.get(leaf.path, [])
        said = next((one.against for one in found if one.against), "")
        if is_secret(leaf.value):
            return "it is a secret, and is not searched for"
        if leaf.path in self.opposed:
            return "the source says the opposite"
        if not self.pages and not self.reply.regions:
            return "the request has no documents with text, and nothing was cited"
        if not found:
            made = made_of(leaf, self.leaves)
            return f"nothing that was cited, and no document of the request, states it{made and f': it is {made}'}"
        if said and all(one.against for one in found):
            return f"where it stands it is something else: {said!r}"
        return f"it stands in the source ({len(found)} times), but nothing there says that it is this field"
