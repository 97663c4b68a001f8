"""The other half of the documents of the second outsider: scored, and never read while the mapping is changed."""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.cases.held_out import languages, law, medicine, rough, talk, web
from tests.citations.cases.held_out._collected import case
from tests.citations.evaluation.case import Case

_DOCUMENTS = (web, talk, medicine, law, languages, rough)  # each adds its cases as it is imported


def cases() -> Iterator[Case]:
    yield from case.cases
