"""Precision, recall and wrong attributions of mappings, by kind and by provider."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from deferred.citations.citation import Citation
from deferred.citations.mapping import Mapping, map_fields
from tests.citations.evaluation.case import Case, Place, leaves


@dataclass
class Tally:
    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def wrong_share(self) -> float:
        return 1 - self.precision

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.found += other.found
        self.missed += other.missed


@dataclass
class Outcome:
    cases: int = 0
    fields: int = 0
    total: Tally = field(default_factory=Tally)
    kinds: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    providers: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    shapes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[str] = field(default_factory=list)


def evaluate(cases: Iterable[Case]) -> Outcome:
    outcome = Outcome()
    for case in cases:
        tally, errors = judge(case)
        outcome.cases += 1
        outcome.fields += sum(1 for _ in leaves(case.parsed))
        for goal in (
            outcome.total,
            outcome.kinds[case.kind],
            outcome.providers[case.provider],
            outcome.shapes[case.shape],
        ):
            goal.add(tally)
        outcome.errors += errors
    return outcome


def judge(case: Case) -> tuple[Tally, list[str]]:
    text, blocks = case.reply()
    mapping = map_fields(case.parsed, text, blocks, case.sources)
    tally, errors = Tally(), []
    for path, value, _ in leaves(case.parsed):
        _check_listed(case, mapping, path)
        citations = mapping.fields.get(path, [])
        wanted = case.places.get(path, []) + case.required.get(path, [])
        accepted = wanted + case.optional.get(path, [])
        for citation in citations:
            fits = any(_is_at(citation, place) for place in accepted)
            tally.right += fits
            tally.wrong += not fits
            if not fits:
                what = "should be unmapped" if not accepted else f"should be at {accepted[0].text!r}"
                errors.append(
                    f"WRONG  {case.kind} {case.name}/{case.shape} {path}={value!r}: {citation.text[:80]!r} ({citation.reason}) {what}"
                )
        for places in [[place] for place in case.required.get(path, [])] or ([wanted] if wanted else []):
            hit = any(_is_at(citation, place) for citation in citations for place in places)
            tally.found += hit
            tally.missed += not hit
            if not hit:
                why = mapping.unmapped.get(path, "mapped elsewhere")
                errors.append(
                    f"MISSED {case.kind} {case.name}/{case.shape} {path}={value!r} at {places[0].text!r}: {why}"
                )
    return tally, errors


def _check_listed(case: Case, mapping: Mapping, path: str) -> None:
    assert (path in mapping.fields) != (path in mapping.unmapped), f"{case.name}: {path} is in neither or both"


def _is_at(citation: Citation, place: Place) -> bool:
    if citation.document_index != place.document:
        return False
    if citation.page and place.page and not citation.page <= place.page <= (citation.end_page or citation.page):
        return False
    if citation.start is None or citation.end is None:
        return " ".join(place.text.split()) in " ".join(citation.text.split())
    shared = min(citation.end, place.end) - max(citation.start, place.start)
    smaller = min(citation.end - citation.start, place.end - place.start)
    larger = max(citation.end - citation.start, place.end - place.start)
    return shared > 0 and (shared >= 0.8 * smaller or shared >= 0.5 * larger)
