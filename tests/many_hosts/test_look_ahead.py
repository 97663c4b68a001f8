"""Look-ahead with a ledger in a database: children are forked while this process holds a lease and a connection."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
STEPS = """
import anthropic, deferred
client = anthropic.Anthropic()
said = []
with deferred.batch(name="run", look_ahead=True) as session:
    for n in range(4):
        reply = client.messages.create(
            model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": f"question {n}."}])
        said.append(reply.content[0].text)
print(len(said), len(session.report.to_dict()["jobs"]))
"""


def test_calls_that_come_next_are_found_and_nothing_is_bought_twice(sim, address, sums, tmp_path):
    (tmp_path / "steps.py").write_text(STEPS)  # a file: look-ahead reads the source
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "steps.py"],
        cwd=tmp_path,
        env={**os.environ, "DEFERRED_CACHE": address},
        capture_output=True,
        text=True,
        check=True,
    )
    said, jobs = map(int, done.stdout.split())
    assert said == 4
    assert jobs < 4 or "look-ahead" in done.stderr  # this system may not have what it needs
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 4
    sums()
