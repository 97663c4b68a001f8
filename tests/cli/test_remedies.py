"""Remedies of the command line name options and variables, which its user can give; and they help."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

STREAM = """
import anthropic
client = anthropic.Anthropic()
client.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "a"}], stream=True)
"""
CALL = """
import anthropic
client = anthropic.Anthropic()
client.messages.create(model=MODEL, max_tokens=900, messages=[{"role": "user", "content": "a"}]).content
"""


def deferred(*words, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "deferred", *words], capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip
    return done.returncode, done.stderr


def scripted(text):
    Path("script.py").write_text(text)


@pytest.mark.slow
def test_a_refused_call_is_let_through_by_the_option_that_is_named(sim):
    scripted(STREAM)
    code, said = deferred("run", "script.py")
    assert code == 1
    assert "--unbatchable live (or DEFERRED_UNBATCHABLE=live)" in said
    assert "deferred.batch(" not in said
    assert deferred("run", "--unbatchable", "live", "script.py")[0] == 0
    assert deferred("run", "script.py", DEFERRED_UNBATCHABLE="live")[0] == 0


@pytest.mark.slow
def test_a_price_that_is_not_known_is_given_by_the_variable_that_is_named(sim):
    scripted(CALL.replace("MODEL", "'claude-our-own'"))
    code, said = deferred("run", "--cost-limit", "1", "script.py")
    words = """DEFERRED_PRICES='{"claude-our-own": {"input": 1.0, "output": 5.0}}'"""
    assert (code, words in said) == (1, True)
    variable, _, value = words.partition("=")
    assert deferred("run", "--cost-limit", "1", "script.py", **{variable: value.strip("'")})[0] == 0


def test_a_limit_that_is_too_low_is_named_as_an_option(sim):
    scripted(CALL.replace("MODEL", "'claude-haiku-4-5'"))
    code, said = deferred("run", "--cost-limit", "0.000001", "script.py")
    assert (code, "--cost-limit VALUE or DEFERRED_COST_LIMIT=VALUE" in said) == (1, True)


def test_a_script_that_python_runs_is_told_the_argument(sim):
    scripted("import deferred\nwith deferred.batch():\n" + "".join(f"    {line}\n" for line in STREAM.splitlines()))
    done = subprocess.run([sys.executable, "script.py"], capture_output=True, text=True, check=False)
    assert 'deferred.batch(unbatchable="live")' in done.stderr


def test_a_part_without_a_name_is_told_both_options(sim):
    scripted("")
    code, said = deferred("run", "--part", "script.py")
    assert code != 0
    assert "--part (or DEFERRED_PART=1) needs the name" in said
    assert "--name VALUE" in said
