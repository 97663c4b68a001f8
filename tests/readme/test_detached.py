"""The cron line and the CronJob of docs/detached.md finish a script of three waves without a living process."""

import re
import subprocess
import sys
import textwrap

import pytest

from tests.support import places

PAGE = (places.DOCS / "detached.md").read_text("utf-8")
HOUR = 3600.0
CALLS = """
client = anthropic.Anthropic()
said = "begin"
for wave in range(3):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{"role": "user", "content": f"{said} {wave} {n}"}]) for n in range(3)]
    said = " ".join(reply.content[0].text[:20] for reply in replies)
print(said)
"""
PLAIN = f"import anthropic{CALLS}"
WITH_A_BLOCK = f"import anthropic, deferred\nwith deferred.batch():{textwrap.indent(CALLS, '    ')}"
CRON = re.search(r"^\*/15 \* \* \* \* (.*)$", PAGE, re.MULTILINE)[1]
CRON_JOB = re.search(r'^ +args: \["(.*)"\]$', PAGE, re.MULTILINE)[1]


WITHOUT_A_BLOCK = CRON.replace("python job.py", "deferred run job.py")


@pytest.mark.slow
@pytest.mark.timeout(300)  # ten processes in a row
@pytest.mark.parametrize(
    ("line", "script", "code"), [(CRON, WITH_A_BLOCK, 75), (WITHOUT_A_BLOCK, PLAIN, 75), (CRON_JOB, WITH_A_BLOCK, 0)]
)
def test_it_finishes_three_waves(sim, tmp_path, monkeypatch, line, script, code):
    assert "\nDEFERRED_DETACH=0\n*/15" in PAGE
    monkeypatch.setenv("DEFERRED_DETACH", "0")
    sim.latency = HOUR
    (tmp_path / "job.py").write_text(script)
    (tmp_path / "keys.sh").write_text("")
    for name, begin in {"deferred": "-m deferred", "python": ""}.items():
        (tmp_path / name).write_text(f'#!/bin/sh\nexec {sys.executable} -W ignore {begin} "$@"\n')
        (tmp_path / name).chmod(0o700)
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
