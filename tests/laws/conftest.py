"""Runs that were begun before."""

import pytest

EARLIER = """
import anthropic, deferred
from decimal import Decimal
client = anthropic.Anthropic()
with deferred.batch(name="run", wait=False{more}):
    for text in {texts}:
        client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{{"role": "user", "content": text}}])
"""


@pytest.fixture
def earlier(scripts, tmp_path):
    """Submit a job in a process of its own, which is gone when this returns."""

    def run(texts, more="", **env):
        scripts.run(EARLIER.format(texts=texts, more=more), tmp_path, **env)

    return run
