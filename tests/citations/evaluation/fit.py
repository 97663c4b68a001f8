"""What each threshold is worth: `python -m tests.citations.evaluation.fit [SET ...]` maps sets with it smaller and larger.

The halves that are set aside are not among the sets, unless they are named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from deferred.citations import thresholds
from tests.citations.evaluation import sets
from tests.citations.evaluation.score import Tally, judge

FIFTH = 0.2
SETS = ("unseen", "unseen2-odd", "unseen3-odd", "by-hand")


def names() -> list[str]:
    """Give the names of the table, in its order."""
    return [name for name, value in vars(thresholds).items() if name.isupper() and isinstance(value, int | float)]


@contextmanager
def changed(name: str, value: float) -> Iterator[None]:
    """Let a threshold have another value in every module that reads it, for a while."""
    holders = [
        module
        for key, module in sys.modules.items()
        if key.startswith("deferred.citations") and vars(module).get(name) is not None
    ]
    kept = getattr(thresholds, name)
    for module in holders:
        setattr(module, name, value)
    try:
        yield
    finally:
        for module in holders:
            setattr(module, name, kept)


def beside(name: str) -> tuple[float, float]:
    """Give a threshold a fifth smaller and larger; of a whole number, at least by one."""
    value = getattr(thresholds, name)
    step = max(1, round(FIFTH * value)) if isinstance(value, int) else FIFTH * value
    return value - step, value + step


def tally(of: Sequence[str]) -> Tally:
    """Map the cases of some sets."""
    total = Tally()
    for name in of:
        for case in sets.cases(name):
            total.add(judge(case)[0])
    return total


def report(of: Sequence[str]) -> Iterator[str]:
    """Give a line for each threshold: fields found and wrong places gained where it is smaller, and where it is larger."""
    now = tally(of)
    yield f"found {now.found} wrong {now.wrong} in {', '.join(of)}"
    for name in names():
        moved = []
        for value in beside(name):
            with changed(name, value):
                then = tally(of)
            moved.append(f"{value:g}: {then.found - now.found:+}/{then.wrong - now.wrong:+}")
        yield f"{name:10} {getattr(thresholds, name):g}  {'  '.join(moved)}"


if __name__ == "__main__":
    for line in report(sys.argv[1:] or SETS):
        print(line, flush=True)
