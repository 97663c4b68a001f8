"""The even documents, as their author wrote and marked them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.citations.evaluation.case import Case
from tests.citations.evaluation.unseen2.even import legal, med, rough, talk, tongues, web
from tests.citations.evaluation.unseen2.even._collected import case

_DOCUMENTS = (web, talk, med, legal, tongues, rough)  # each adds its cases as it is imported


def cases() -> Iterator[Case]:
    yield from case.cases
