"""Recorded traffic of the providers, where it is at hand."""

import json
import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[3] / "shared" / "recordings"
FOLDER = Path(os.environ.get("DEFERRED_RECORDINGS", BESIDE))


@pytest.fixture
def recorded():
    """Give the n-th recorded exchange of a file; skip where the recordings are not at hand."""

    def exchange(name, number=0):
        if not (FOLDER / name).exists():
            pytest.skip(
                "the recordings are not here (DEFERRED_RECORDINGS names their folder); they are not ours to copy"
            )
        text = (FOLDER / name).read_text("utf-8")
        return json.loads(text)[number] if name.endswith(".json") else text

    return exchange
