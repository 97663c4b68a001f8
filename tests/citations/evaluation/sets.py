"""The sets of cases: made while the mapper was written, and held out until it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from tests.citations.cases import by_hand, fresh, fresh2, generated, generated_forms, generated_trades, held_out
from tests.citations.cases.held_out import fourth as fourth_held_out
from tests.citations.cases.held_out import third as third_held_out
from tests.citations.cases.outsiders import first, fourth, second, third
from tests.citations.cases.traps import baited
from tests.citations.evaluation.case import Case

_FIRST, *_OTHERS = by_hand.SETS
_SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "generated": generated.cases,
    _FIRST: partial(by_hand.cases, _FIRST),
    "held-out": generated_trades.cases,
    **{name: partial(by_hand.cases, name) for name in _OTHERS},
    "baited": baited.cases,
    "forms": generated_forms.cases,
    "forms-later": generated_forms.later_cases,
    "fresh": fresh.cases,
    "fresh2-odd": fresh2.odd_cases,
    "fresh2-even": fresh2.even_cases,
    "unseen": first.cases,
    "unseen2-odd": second.cases,
    "unseen2-even": held_out.cases,
    "unseen3-odd": third.cases,
    "unseen3-even": third_held_out.cases,
    "unseen4-odd": fourth.cases,
    "unseen4-even": fourth_held_out.cases,
}
NAMES = list(_SETS)
_APART = {
    "fresh",
    "fresh2-odd",
    "fresh2-even",
    "unseen",
    "unseen2-odd",
    "unseen2-even",
    "unseen3-odd",
    "unseen3-even",
    "unseen4-odd",
    "unseen4-even",
}  # what it asks is more than what is promised


def cases(name: str) -> Iterator[Case]:
    return _SETS[name]()


def all_cases() -> Iterator[Case]:
    for name in NAMES:
        if name not in _APART:
            yield from cases(name)
