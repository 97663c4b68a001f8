"""What a type checker, and help(), say of the public names."""

import dataclasses
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deferred
from deferred.config.settings import Settings
from tests.support import places
from tests.support.calls import ask_claude

NAMES = Path(__file__).parent / "public_names.py"
WRONG = {n for n, line in enumerate(NAMES.read_text().splitlines(), 1) if line.endswith("# wrong")}


@pytest.mark.slow
@pytest.mark.timeout(300)  # it reads the SDKs' types anew
def test_mypy_sees_the_types_of_public_names(tmp_path):
    api = pytest.importorskip("mypy.api")
    said, _, _ = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(NAMES)])
    found = re.findall(r"public_names\.py:(\d+): error", said)
    assert {int(line) for line in found} == WRONG, said


@pytest.fixture(scope="module")
def pyright():
    """Give the command; pyright is a program for node, which its package fetches when it is first run."""
    command = shutil.which("pyright", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if command is None:
        pytest.skip("pyright is not installed: pip install pyright, which needs node")
    tried = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=100, check=False)
    if tried.returncode != 0:
        pytest.skip(f"pyright does not run: {tried.stderr.strip()[-200:]}")
    return command


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_pyright_sees_the_types_of_public_names(pyright):
    command = [pyright, "--pythonpath", sys.executable, "--outputjson", str(NAMES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert {one["range"]["start"]["line"] + 1 for one in found if one["severity"] == "error"} == WRONG, done.stdout


def test_every_public_name_is_used():
    used = set(re.findall(r"deferred\.(\w+)", NAMES.read_text()))
    assert set(deferred.__all__) - used == set()


def test_type_checkers_are_told_that_there_are_types():
    assert (Path(deferred.__file__).parent / "py.typed").exists()
    assert "py.typed" not in (places.ROOT / ".gitignore").read_text()


def test_help_shows_every_setting_with_its_type_and_default():
    shown = inspect.signature(deferred.batch).parameters
    assert shown.keys() == {field.name for field in dataclasses.fields(Settings)}
    assert {name: shown[name].default for name in ("linger", "wait", "within", "alone", "tags")} == {
        "linger": 0.5, "wait": True, "within": 86_400.0, "alone": "wait", "tags": {}
    }  # fmt: skip
    assert shown["estimate"].annotation == "Literal['local', 'provider']"
    assert all(one.annotation is not inspect.Parameter.empty for one in shown.values())


@pytest.mark.usefixtures("no_session_left")
def test_what_a_debugger_shows_says_what_came_of_it(sim, claude):
    with deferred.batch(dry_run=True, cost_limit=1) as dry:
        ask_claude(claude, "one.")
    assert repr(dry.plan()).startswith("<Plan: 1 calls, 1 jobs, $0.000")
    with deferred.batch(name="run") as session:
        ask_claude(claude, "one.")
        claude.messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[])
        assert repr(session) == "<Session 'run': 2 calls, 0 answered>"
        assert sim.jobs == []
    assert repr(session) == "<Session 'run': 2 calls, 1 answered, 1 failed>"
    good, bad = session.results()
    assert repr(good).startswith("<Result of row 0 from claude-haiku-4-5: 'You wrote")
    assert repr(bad).startswith("<Result of row 1 from claude-haiku-4-5: error 'HTTP 400: ")
    assert len(repr(deferred.Result("m", "p", failure="x" * 999))) < 150
