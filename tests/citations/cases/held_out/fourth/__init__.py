"""Half of the documents of a fourth set, as people and machines write them, labelled with their values before they were
mapped: the half that is set aside, scored, and never read while it is mended.

The other half is `outsiders/fourth`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases.held_out.fourth import (
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
from tests.citations.cases.held_out.fourth._collected import case
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
