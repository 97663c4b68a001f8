"""Twenty-five documents of varied kinds and languages, labelled with their values before the mapping was run on them.

The odd ones are to learn from; the even ones were looked at once, when the work was done. Before it, the odd ones had a
precision of 96.7 and a recall of 77.8, the even ones of 98.2 and 77.9; after it, 99.0 and 91.1, and 98.3 and 83.7: what
was learned from the odd ones holds for others by half. Of the odd ones, three places that state a value as
well as the one that was marked were marked afterwards as places that may be cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases.fresh2 import even, odd
from tests.citations.evaluation.case import Case


def odd_cases() -> Iterator[Case]:
    yield from odd.case.cases


def even_cases() -> Iterator[Case]:
    yield from even.case.cases
