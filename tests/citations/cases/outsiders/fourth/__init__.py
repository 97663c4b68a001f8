"""Half of the documents of a fourth set, as people and machines write them, labelled with their values before they were
mapped: the half to learn from. The other half is `held_out/fourth`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases.outsiders.fourth import (
    claims,
    law,
    long,
    medicine,
    money,
    offers,
    pages,
    pairs,
    scans,
    tables,
    talk,
    travel,
    web,
)
from tests.citations.cases.outsiders.fourth._collected import case
from tests.citations.evaluation.case import Case

_DOCUMENTS = (
    money,
    law,
    medicine,
    talk,
    scans,
    pages,
    pairs,
    web,
    tables,
    offers,
    long,
    travel,
    claims,
)  # each adds its cases as it is imported


def cases() -> Iterator[Case]:
    yield from case.cases
