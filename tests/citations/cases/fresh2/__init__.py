"""Twenty-five documents of varied kinds and languages, labelled with their values before the mapping was run on them.

The odd ones are to learn from; the even ones were looked at once, when the work was done.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases.fresh2 import even, odd
from tests.citations.evaluation.case import Case


def odd_cases() -> Iterator[Case]:
    yield from odd.case.cases


def even_cases() -> Iterator[Case]:
    yield from even.case.cases
