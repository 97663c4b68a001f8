"""Several providers behind one SDK in one block, and commands for the jobs of members: each has its own key and jobs."""

import contextlib

import openai
import pytest

import deferred
from deferred.simulator import Simulator
from deferred.simulator.families import MEMBERS as SPOKEN
from deferred.simulator.wire import account_name
from tests.support.commandline import here

pytestmark = pytest.mark.usefixtures("no_session_left")
TOGETHER = ["openai", "groq", "xai", "deepinfra"]
WITHOUT_NAMES = ["together", "novita"]  # whose batches have no metadata
MODELS = {"xai": "grok-4.3"}


@pytest.fixture
def sims(tmp_path, monkeypatch):
    """A simulator for each, declared in the environment, and its key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
    monkeypatch.setenv("DEFERRED_ADOPT_GRACE", "0.2")
    with contextlib.ExitStack() as opened:
        found = {
            name: opened.enter_context(Simulator(speaks=name, latency=0.05)) for name in (*TOGETHER, *WITHOUT_NAMES)
        }
        for name in found:
            monkeypatch.setenv(f"{name.upper()}_API_KEY", f"{name}-key")
        monkeypatch.setenv("DEFERRED_HOSTS", ",".join(f"{sim.host}={name}" for name, sim in found.items()))
        yield found


def base_of(sim, name):
    """The base URL of a simulator that speaks as this one."""
    return sim.url + (SPOKEN[name].bases[0] if name in SPOKEN else "/v1")


def client_of(sims, name):
    """A client with its own key."""
    return openai.OpenAI(base_url=base_of(sims[name], name), api_key=f"{name}-key", max_retries=0)


def ask(client, name, number, **more):
    """Ask a model that the provider has."""
    messages = [{"role": "user", "content": f"{name} {number}."}]
    return client.chat.completions.create(model=MODELS.get(name, "gpt-4o"), messages=messages, **more)


def assert_right(sims, replies, count):
    for (name, number), reply in replies.items():
        assert f"{name} {number}." in reply.choices[0].message.content
    for name in {name for name, _ in replies}:
        sim = sims[name]
        assert (sim.meter.billed_twice(), sim.meter.rows_billed, sim.live_calls) == ([], count, [])


def test_four_providers_in_one_block_have_a_job_each_and_see_their_own_key_alone(sims):
    clients = {name: client_of(sims, name) for name in TOGETHER}
    for _ in range(2):
        with deferred.batch(name="run"):
            replies = {(name, n): ask(clients[name], name, n) for n in range(4) for name in TOGETHER}
        assert_right(sims, replies, 4)
    for name in TOGETHER:
        sim = sims[name]
        assert len(sim.jobs) == 1
        assert sim.jobs[0].account == account_name(f"{name}-key")


def test_the_same_request_at_two_providers_is_two_purchases(sims):
    clients = {name: client_of(sims, name) for name in ("openai", "groq")}
    with deferred.batch(name="run"):
        replies = {name: ask(client, "same", 0) for name, client in clients.items()}
    assert all("same 0." in reply.choices[0].message.content for reply in replies.values())
    assert [sims[name].meter.rows_billed for name in clients] == [1, 1]


def test_one_provider_that_refuses_takes_no_other_with_it(sims):
    sims["groq"].faults.status_on = {"create": (403, 10, {})}
    clients = {name: client_of(sims, name) for name in TOGETHER}
    with deferred.batch(name="run"):
        replies = {name: ask(clients[name], name, 0) for name in TOGETHER}
    errors = {name: type(deferred.future(reply).exception()).__name__ for name, reply in replies.items()}
    assert errors == {"openai": "NoneType", "groq": "PermissionDeniedError", "xai": "NoneType", "deepinfra": "NoneType"}


def test_a_limit_holds_over_all_of_them_and_an_unknown_price_is_refused(sims):
    clients = {name: client_of(sims, name) for name in ("openai", "xai", "deepinfra")}
    with deferred.batch(name="run", cost_limit=1) as run:
        replies = {name: ask(client, name, 0, max_tokens=20) for name, client in clients.items() if name != "deepinfra"}
        with pytest.raises(deferred.UnknownPrice):
            ask(clients["deepinfra"], "deepinfra", 0, max_tokens=20).choices  # noqa: B018 - the touch raises
    assert all(reply.choices for reply in replies.values())
    assert run.report.cost == sims["openai"].meter.total + sims["xai"].meter.total
    assert sims["deepinfra"].requests == []


@pytest.mark.parametrize("name", TOGETHER)
def test_jobs_of_each_are_collected_by_command(sims, name):
    with deferred.batch(name="run", wait=False):
        for number in range(3):
            ask(client_of(sims, name), name, number)
    said = here("collect")
    assert said.returncode == 0, said.stderr
    with deferred.batch(name="run"):
        replies = {(name, number): ask(client_of(sims, name), name, number) for number in range(3)}
    assert_right({name: sims[name]}, replies, 3)
    assert len(sims[name].jobs) == 1


@pytest.mark.parametrize("name", [*TOGETHER, *WITHOUT_NAMES])
def test_a_lost_ledger_is_recovered_by_command(sims, name, tmp_path):
    with deferred.batch(name="run", cache="first"):
        replies = [ask(client_of(sims, name), name, number) for number in range(3)]
    assert all(reply.choices for reply in replies)
    said = here("recover", name, "--base-url", base_of(sims[name], name), "--cache", "second")
    assert said.returncode == 0, said.stderr
    assert "3 rows recovered" in said.stdout
    with deferred.batch(name="run", cache="second"):
        replies = {(name, number): ask(client_of(sims, name), name, number) for number in range(3)}
    assert_right({name: sims[name]}, replies, 3)


@pytest.mark.parametrize("name", TOGETHER)
def test_failed_calls_are_sent_again_by_command(sims, name):
    sims[name].faults.error_rows, sims[name].faults.error_status = {1}, 400
    with deferred.batch(name="run"):
        replies = [ask(client_of(sims, name), name, number) for number in range(3)]
    assert deferred.future(replies[1]).exception() is not None
    sims[name].faults.error_rows = ()
    said = here("retry", "run")
    assert said.returncode == 0, said.stderr + said.stdout
    with deferred.batch(name="run"):
        replies = {(name, number): ask(client_of(sims, name), name, number) for number in range(3)}
    assert_right({name: sims[name]}, replies, 3)


def test_a_batch_of_which_no_line_was_good_tells_each_call_why_and_is_sent_once(sims):
    """Groq completes it, with errors beside; here its lines lack a method, as those of another member do."""
    groq = sims["groq"]
    with deferred.batch(name="run", hosts=[f"{groq.host}=novita"]):
        replies = [ask(client_of(sims, "groq"), "groq", number) for number in range(3)]
    errors = [deferred.future(reply).exception() for reply in replies]
    assert [type(error).__name__ for error in errors] == ["BadRequestError"] * 3
    assert "Missing required parameter: 'method'" in str(errors[0])
    assert len(groq.jobs) == 1
