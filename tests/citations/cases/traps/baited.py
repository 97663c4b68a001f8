"""The hand-written traps once more, with a provider that cites the very place where the value stands as something else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.citations.cases import by_hand
from tests.citations.evaluation.case import Case, Place, leaves

_SETS = ("by-hand", "by-hand-later", "by-hand-third", "by-hand-fourth", "by-hand-fifth", "by-hand-seventh")


def cases() -> Iterator[Case]:
    seen: set[str] = set()
    for case in (case for name in _SETS for case in by_hand.cases(name) if case.kind == "traps"):
        if case.name not in seen:
            seen.add(case.name)
            for seed, shape in enumerate(("value", "line", "prose")):
                yield _baited(Case(case.name, "traps that are cited", case.parsed, case.documents, shape, seed))


def _baited(case: Case) -> Case:
    for path, value, _ in leaves(case.parsed):
        if path not in case.places and path not in case.baits:
            case.baits[path] = [
                place
                for source in case.sources
                for text in _written(value)
                if (place := _place(source.index, source.text, text))
            ]
    return case


def _place(index: int, document: str, text: str) -> Place | None:
    start = document.find(text)
    return Place(index, start, start + len(text), text, None) if start >= 0 else None


def _written(value: Any) -> list[str]:
    if isinstance(value, date):
        return [f"{value.day} {value:%B %Y}"]
    if isinstance(value, float):
        return [f"{value:,.2f}", f"{value:g}"]
    return [f"{value:,}"] if isinstance(value, int) and not isinstance(value, bool) else [str(value)]
