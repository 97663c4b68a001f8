"""Commands for the members of OpenAI's family: a demo at each, a simulator that speaks as one, a server that is tried."""

import json

import pytest

from deferred.cli import host_check, verify
from deferred.cli.host_check import Trial
from deferred.core.errors import DeferredError, WrongInput
from deferred.providers.openai.members import MEMBERS
from deferred.simulator import Simulator
from deferred.simulator.apis import base_of
from tests.support.commandline import apart, here

ALSO = [pytest.param(name, marks=pytest.mark.slow) for name in MEMBERS if name not in {"openai", "groq"}]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["groq", *ALSO])
def test_the_demo_asks_a_member_twice_and_pays_once(name):
    done = apart("demo", "--provider", name)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("6 calls: 6 answered") == 2
    assert "6 calls: 6 answered (6 of them stored already); 0 jobs" in done.stdout


def test_the_demo_of_a_provider_that_is_none_names_those_there_are():
    done = here("demo", "--provider", "nobody")
    assert (done.returncode, "groq, together" in done.stderr) == (2, True)


def test_the_demos_script_of_one_provider_is_printed():
    assert here("demo", "--provider", "groq", "--script").stdout.startswith('"""Ask a model about some words')


@pytest.fixture
def at(tmp_path, monkeypatch):
    """A simulator that speaks as a member; gives it and what doctor prints of it, once its key is set."""
    running = []
    monkeypatch.setattr(host_check, "_BETWEEN_LOOKS", 0.02)

    def start(name):
        sim = Simulator(speaks=name, latency=0.05).start()
        running.append(sim)
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(MEMBERS[name].key_variable, "key")
        return sim

    yield start
    for sim in running:
        sim.stop()


@pytest.mark.parametrize("name", ["groq", "together", "deepinfra", "zhipu", "novita", "perplexity"])
def test_a_server_that_speaks_as_it_is_said_to_passes_each_step(at, name):
    sim = at(name)
    done = here("doctor", "--host", f"{sim.host}={name}", "--model", "gpt-4o", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["ok"]) == (0, True), done.stdout
    steps = found[f"{sim.host}={name}"]
    assert list(steps) == ["upload", "create", "list", "status", "results"]
    assert (sim.meter.rows_billed, len(sim.jobs)) == (1, 1)


def test_a_server_that_speaks_otherwise_is_told_at_the_step_that_shows_it(at, monkeypatch):
    sim = at("together")
    monkeypatch.setenv("GROQ_API_KEY", "key")
    done = here("doctor", "--host", f"{sim.host}=groq", "--model", "gpt-4o", "--base-url", f"{sim.url}/v1")
    assert (done.returncode, "WRONG" in done.stdout) == (1, True)
    assert sim.meter.rows_billed == 0


@pytest.mark.parametrize(("name", "model"), [("litellm", "gpt-4o"), ("azure", "gpt-4o-batch"), ("groq", "gpt-4o")])
def test_what_is_believed_of_a_server_at_an_address_is_verified(at, monkeypatch, name, model):
    monkeypatch.setattr(verify, "_BETWEEN_LOOKS", 0.02)
    sim = at(name)
    done = here("verify", name, "--model", model, "--yes", "--json", "--base-url", sim.url + base_of(name))
    assert not done.stderr
    assert [one for one in json.loads(done.stdout) if not one["holds"]] == []
    assert (len(sim.jobs), sim.live_calls) == (2, [])


@pytest.mark.parametrize("address", ["gw:4000", "ftp://gw", "https://", "gw"])
def test_an_address_to_verify_that_is_none_is_told(at, address):
    at("litellm")
    done = here("verify", "litellm", "--model", "gpt-4o", "--yes", "--base-url", address)
    assert (done.returncode, "must be an address like https://" in done.stderr) == (2, True)


def test_a_batch_that_does_not_end_is_cancelled(at):
    sim, notes = at("groq"), []
    sim.latency = 3600.0
    Trial(f"{sim.host}=groq", "gpt-4o", seconds=0).run(lambda *note: notes.append(note))
    assert notes[-1][2] is False
    assert "it was cancelled" in notes[-1][1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "gw:4000", "--model", "m"), "say whose API it speaks"),
        (("--host", "gw:4000=nobody", "--model", "m"), "must be like gw:4000=groq"),
        (("--host", "gw:4000=google", "--model", "m"), "say whose API it speaks"),
        (("--host", "gw:4000=groq"), "--model"),
    ],
)
def test_a_host_that_cannot_be_tried_is_wrong_input(words, told):
    done = here("doctor", *words)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_a_host_without_a_key_is_not_asked(monkeypatch):
    monkeypatch.delenv("GROQ_API_KEY", raising=False)
    with pytest.raises(DeferredError, match="set GROQ_API_KEY"):
        Trial("127.0.0.1:9=groq", "m").run(lambda *_: None)


def test_a_trial_needs_to_know_whose_api_it_is():
    with pytest.raises(WrongInput):
        Trial("127.0.0.1:9", "m").run(lambda *_: None)
