"""The sets of cases: made while the mapper was written, and held out until it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.citations.evaluation import (
    baited,
    by_hand,
    by_hand_eighth,
    by_hand_fifth,
    by_hand_fourth,
    by_hand_later,
    by_hand_ninth,
    by_hand_seventh,
    by_hand_sixth,
    by_hand_third,
    forms,
    generated,
    held_out,
    unseen,
    unseen2,
)
from tests.citations.evaluation.case import Case

_SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "generated": generated.cases,
    "by-hand": by_hand.cases,
    "held-out": held_out.cases,
    "by-hand-later": by_hand_later.cases,
    "by-hand-third": by_hand_third.cases,
    "by-hand-fourth": by_hand_fourth.cases,
    "by-hand-fifth": by_hand_fifth.cases,
    "by-hand-sixth": by_hand_sixth.cases,
    "by-hand-seventh": by_hand_seventh.cases,
    "by-hand-eighth": by_hand_eighth.cases,
    "by-hand-ninth": by_hand_ninth.cases,
    "baited": baited.cases,
    "forms": forms.cases,
    "forms-later": forms.later_cases,
    "unseen": unseen.cases,
    "unseen2-odd": unseen2.odd.cases,
    "unseen2-even": unseen2.even.cases,
}
NAMES = list(_SETS)
_APART = {"unseen", "unseen2-odd", "unseen2-even"}  # what it asks is more than what is promised


def cases(name: str) -> Iterator[Case]:
    return _SETS[name]()


def all_cases() -> Iterator[Case]:
    for name in NAMES:
        if name not in _APART:
            yield from cases(name)
