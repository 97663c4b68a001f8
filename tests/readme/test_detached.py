"""The cron line and the CronJob of docs/detached.md finish a script of three waves without a living process."""

import re
import subprocess
import sys

import pytest

from tests.support import places

PAGE = (places.DOCS / "detached.md").read_text("utf-8")
HOUR = 3600.0
SCRIPT = """
import anthropic
client = anthropic.Anthropic()
said = "begin"
for wave in range(3):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{"role": "user", "content": f"{said} {wave} {n}"}]) for n in range(3)]
    said = " ".join(reply.content[0].text[:20] for reply in replies)
print(said)
"""
CRON = re.search(r"^\*/15 \* \* \* \* (.*)$", PAGE, re.MULTILINE)[1]
CRON_JOB = re.search(r'^ +args: \["(.*)"\]$', PAGE, re.MULTILINE)[1]


@pytest.mark.slow
@pytest.mark.timeout(300)  # ten processes in a row
@pytest.mark.parametrize(("line", "code"), [(CRON, 75), (CRON_JOB, 0)])
def test_it_finishes_three_waves(sim, tmp_path, line, code):
    sim.latency = HOUR
    (tmp_path / "job.py").write_text(SCRIPT)
    (tmp_path / "deferred").write_text(f'#!/bin/sh\nexec {sys.executable} -W ignore -m deferred "$@"\n')
    (tmp_path / "deferred").chmod(0o700)
    line = line.replace("/srv/reviews", str(tmp_path)).replace("/app/job.py", "job.py")
    codes = []
    while not (tmp_path / "done").exists() and len(codes) < 6:
        codes.append(
            subprocess.run(["sh", "-c", f"PATH={tmp_path}:$PATH; {line}"], cwd=tmp_path, check=False).returncode
        )
        sim.clock.advance(HOUR)
    assert codes == [code, code, code, 0]
    assert (len(sim.jobs), sim.meter.rows_billed) == (3, 9)
    assert subprocess.run(["sh", "-c", f"PATH={tmp_path}:$PATH; {line}"], cwd=tmp_path, check=False).returncode == 0
