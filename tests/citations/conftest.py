"""Recorded traffic of the providers, where it is at hand."""

import json

import pytest

from tests.support.places import RECORDINGS


@pytest.fixture
def recorded():
    """Give the n-th recorded exchange of a file; skip where the recordings are not at hand."""

    def exchange(name, number=0):
        if not (RECORDINGS / name).exists():
            pytest.skip(
                "the recordings are not here (DEFERRED_RECORDINGS names their folder); they are not ours to copy"
            )
        text = (RECORDINGS / name).read_text("utf-8")
        return json.loads(text)[number] if name.endswith(".json") else text

    return exchange
