"""`deferred plan`: what a script, or a file of requests, would send and what it may cost."""

import json
import os

import pytest

from tests.support import engine
from tests.support.commandline import apart
from tests.support.models import GPT

SCRIPT = """
import sys
import openai

client = openai.OpenAI()
print("the script speaks", sys.argv[1:])
for text in ["one.", "two."]:
    client.chat.completions.create(model="gpt-5-mini", max_completion_tokens=100, messages=[{"role": "user", "content": text}])
"""


@pytest.fixture
def script(sim, tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    return sim


def test_a_script_is_run_and_nothing_is_sent(script, tmp_path):
    done = apart("plan", "--cost-limit", "5", "script.py", "data.csv", "--json")
    assert (done.returncode, script.requests) == (0, [])
    assert "2 calls, $" in done.stdout
    assert "the script speaks ['data.csv', '--json']" in done.stderr
    assert "speaks" not in done.stdout


def test_a_program_reads_the_plan_of_a_script(script):
    told = json.loads(apart("plan", "--json", "script.py").stdout)
    assert (told["calls"], told["lines"][0]["model"], told["most_usd"] > 0) == (2, GPT, True)


def test_a_script_that_reads_a_reply_is_known_up_to_there(script, tmp_path):
    (tmp_path / "script.py").write_text(
        SCRIPT + "\nprint(client.chat.completions.create(model='gpt-5-mini', messages=[]).id)"
    )
    done = apart("plan", "script.py")
    assert (done.returncode, script.requests) == (0, [])
    assert "first wave only" in done.stdout


@pytest.mark.slow
def test_a_process_that_does_not_stay_is_told_of(script, tmp_path):
    assert "detach" not in apart("plan", "script.py").stdout
    told = apart("plan", "script.py", env={**os.environ, "DEFERRED_DETACH": "2m"}).stdout
    assert "detach: the process waits 2 min 0 s for the provider, and ends with exit code 75" in " ".join(told.split())


def test_a_plan_has_the_calls_that_a_limit_inside_the_script_would_refuse(script, tmp_path):
    lines = "import deferred\n" + SCRIPT.replace(
        "for text in", "with deferred.batch(cost_limit=0.0003):\n  for text in"
    )
    (tmp_path / "script.py").write_text(lines)
    told = json.loads(apart("plan", "--json", "script.py").stdout)
    assert (told["calls"], told["over_inner_limits"]) == (2, 1)
    assert "1 of these calls do not fit under the cost_limit of a block" in " ".join(
        apart("plan", "script.py").stdout.split()
    )


def test_a_script_that_fails_shows_its_traceback(script, tmp_path):
    (tmp_path / "script.py").write_text("1 / 0")
    done = apart("plan", "script.py")
    assert done.returncode == 1
    assert 'script.py", line 1' in done.stderr


@pytest.mark.slow
def test_a_file_of_requests_is_planned_as_send_would_send_it(sim, tmp_path):
    (tmp_path / "requests.jsonl").write_text('{"input": "tea."}\n')
    words = ["requests.jsonl", "--provider", "openai", "--model", GPT, "--max-tokens", "9"]
    done = apart("plan", *words)
    assert (done.returncode, sim.requests) == (0, [])
    assert "1 call, <$0.0001 at most" in done.stdout
    assert json.loads(apart("plan", "--json", *words).stdout)["lines"][0]["endpoint"] == "/v1/responses"
    (tmp_path / "requests.jsonl").write_text("{")
    done = apart("plan", *words)
    assert (done.returncode, "requests.jsonl:1: not JSON" in done.stderr) == (2, True)


@pytest.mark.slow
def test_a_plan_does_not_begin_the_run(script):
    """Else its time limit would count from the plan."""
    apart("plan", "script.py")
    assert engine.runs_on_disk() == []
    assert apart("run", "script.py").returncode == 0
    assert script.meter.rows_billed == 2


@pytest.mark.slow
def test_what_is_missing_is_named(sim):
    assert "say what to run" in apart("plan").stderr
    assert "there is no script 'none.py'" in apart("plan", "none.py").stderr
    assert "--provider" in apart("plan", "requests.jsonl").stderr
    assert "nothing is sent" in apart("plan", "--help").stdout
