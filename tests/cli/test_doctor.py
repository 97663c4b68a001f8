"""`deferred doctor`: what is wrong is said, with the remedy, and the exit code says so."""

import json
import subprocess
import sys
from importlib import metadata

import pytest
from google.genai import models

import deferred
from tests.support.calls import ask_gpt
from tests.support.commandline import apart, here


def examine(*words):
    """Give the exit code and what was found."""
    done = here("doctor", "--json", *words)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_where_all_is_well_it_says_so_and_names_what_it_looked_at(sim, gpt):
    with deferred.batch(name="exp"):
        ask_gpt(gpt)
    done = apart("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("nothing is wrong", "openai.OpenAI.request", "google.genai.models.Models.generate_content", "python",
                  "database  sound", "answers   1", "1, none open", "OPENAI_API_KEY set", "$DEFERRED_POLL_INTERVAL"):  # fmt: skip
        assert words in done.stdout
    assert "test-key" not in done.stdout
    assert sim.live_calls == []


def test_without_keys_and_ledger_nothing_is_wrong(sim, monkeypatch):
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"):
        monkeypatch.delenv(name)
    code, told = examine()
    assert (code, told["ok"]) == (0, True)
    assert told["keys"]["openai"] == {"state": "absent", "words": "none (OPENAI_API_KEY)"}
    assert told["ledger"][".deferred"]["state"] == "absent"


@pytest.mark.parametrize(("version", "code"), [("0.124.9", 1), ("0.125.0", 0), ("2.99.1", 0), ("3.0.0", 1)])
def test_a_version_that_is_not_supported_is_wrong(sim, monkeypatch, version, code):
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: version if name == "anthropic" else real(name))
    left, told = examine()
    assert left == code
    if code:
        assert 'pip install "anthropic>=0.125,<3"' in told["problems"][0]


def test_without_any_sdk_there_is_nothing_to_batch(sim):
    lacking = "import sys; sys.argv = ['deferred', 'doctor']\n"
    lacking += "import importlib.util as util; real = util.find_spec\n"
    lacking += "util.find_spec = lambda name, package=None: None if name in {'anthropic', 'openai', 'google.genai', 'mistralai.client'} else real(name, package)\n"
    done = subprocess.run([sys.executable, "-c", lacking + "from deferred.cli import main; main()"], capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, 'pip install "deferred[all]"' in done.stdout) == (1, True)


def test_what_is_not_there_to_be_patched_is_wrong(sim, monkeypatch):
    monkeypatch.delattr(models.Models, "embed_content")
    code, told = examine()
    assert (code, told["problems"]) == (1, ["google.genai.models.Models.embed_content: not in this version"])


def test_a_damaged_ledger_is_wrong_and_the_remedy_is_named(sim, gpt, tmp_path):
    with deferred.batch():
        ask_gpt(gpt)
    database = tmp_path / ".deferred" / "answers" / "cache.db"
    for more in ("-wal", "-shm"):
        database.with_name(database.name + more).unlink(missing_ok=True)
    database.write_bytes(database.read_bytes()[:4096] + b"\x17" * 20_000)
    code, told = examine()
    assert code == 1
    assert "deferred recover" in told["problems"][0]


def test_jobs_that_are_open_are_counted(sim, gpt):
    sim.latency = 3600
    with deferred.batch(wait=False):
        ask_gpt(gpt)
    _, told = examine()
    assert told["ledger"]["jobs"]["words"] == "1, 1 open (1 submitted)"


def test_settings_say_where_they_come_from_and_a_wrong_one_is_wrong(sim, tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text("[tool.deferred]\ncost_limit = 3\nlinger = 7\n")
    monkeypatch.setenv("DEFERRED_COST_LIMIT", "5")
    _, told = examine("--hosts", sim.host)
    assert told["settings"]["cost_limit"]["words"] == f"Decimal('3') from {tmp_path / 'pyproject.toml'}"
    assert told["settings"]["linger"]["words"] == "0.05 from $DEFERRED_LINGER"
    assert "as given here" in told["settings"]["hosts"]["words"]
    (tmp_path / "pyproject.toml").write_text("[tool.deferred]\nlingers = 3\n")
    code, told = examine()
    assert code == 1
    assert "lingers is no setting" in told["problems"][0]


def test_the_network_is_asked_only_on_demand(sim):
    examine()
    assert sim.requests == []
    code, told = examine("--network")
    assert (code, told["problems"]) == (0, [])
    assert {row["state"] for row in told["network"].values()} == {"ok"}
    assert sim.live_calls == []


def test_a_provider_that_cannot_be_reached_or_trusted_is_wrong(sim, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DEFERRED_HOSTS", f"127.0.0.1:9,{sim.host}")
    code, told = examine("--network")
    assert (code, told["network"]["openai"]["state"], told["network"]["anthropic"]["state"]) == (1, "wrong", "ok")
    monkeypatch.delenv("DEFERRED_HOSTS")
    requests = len(sim.requests)
    code, told = examine("--network")
    assert "No key is sent" in told["problems"][0]
    assert (code, len(sim.requests)) == (1, requests)


def test_each_layer_of_look_ahead_is_named(sim):
    from deferred.cli import doctor

    rows = doctor.look({}).sections["look-ahead"]
    names = [name for name, _, _ in rows]
    assert names[0] == "system"
    if all(state == "ok" for _, state, _ in rows):
        assert names == ["system", "landlock", "seccomp", "trial"]
