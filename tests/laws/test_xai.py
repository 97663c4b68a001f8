"""The laws at xAI, through OpenAI's client: right answers in one job, nothing bought twice, each error its own call's."""

import asyncio
import time

import httpx2 as httpx
import openai
import pytest

import deferred
from deferred.providers.xai import answers
from deferred.simulator import Simulator
from tests.support import troubles
from tests.support.clocks import FastClock, put_in_place
from tests.support.troubles import AN_HOUR, assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike

pytestmark = pytest.mark.usefixtures("no_session_left")
COUNT, MODEL = 30, "grok-4.3"
SCRIPT = """
import json, openai, deferred
client = openai.OpenAI()
with deferred.batch(name="run"):
    replies = [
        client.chat.completions.create(model="grok-4.3", messages=[{"role": "user", "content": f"question {n}."}])
        for n in range(12)
    ]
print(json.dumps([reply.choices[0].message.content for reply in replies]))
"""


@pytest.fixture
def sim(tmp_path, monkeypatch):
    """A simulator that speaks as xAI, at the address in the environment."""
    with Simulator(speaks="xai", latency=0.05) as simulator:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{simulator.host}=xai")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        monkeypatch.setenv("OPENAI_BASE_URL", simulator.url + "/v1")
        monkeypatch.setenv("OPENAI_API_KEY", "key")
        yield simulator


def ask(client, text, **more):
    """Ask a model that batches take; gives the reply, or an awaitable of it."""
    return client.chat.completions.create(**{"model": MODEL, "messages": [{"role": "user", "content": text}]} | more)


def words(reply):
    """Read a reply."""
    return reply.choices[0].message.content


def names(replies):
    """Name the error of each call."""
    return [type(deferred.future(reply).exception()).__name__ for reply in replies]


def told(reply):
    """The provider's words in the SDK's error; the newest SDK shows no error that is a mere text."""
    return deferred.future(reply).exception().response.text


def test_thirty_calls_are_one_job_and_the_second_run_is_free(sim):
    for _ in range(2):
        with deferred.batch(name="run") as run:
            replies = [ask(openai.OpenAI(), f"question {n}.") for n in range(COUNT)]
        assert_paid_once(sim, [words(reply) for reply in replies], COUNT)
    assert len(sim.jobs) == 1
    assert run.report is not None


def test_thirty_calls_of_an_async_client_are_one_job(sim):
    async def run():
        async with deferred.batch(name="run"), openai.AsyncOpenAI() as client:
            return await asyncio.gather(*(ask(client, f"question {n}.") for n in range(COUNT)))

    assert_paid_once(sim, [words(reply) for reply in asyncio.run(run())], COUNT)
    assert len(sim.jobs) == 1


def test_calls_by_plain_http_are_batched_too(sim):
    body = {"model": MODEL, "messages": [{"role": "user", "content": "question 0."}]}
    with deferred.batch(), httpx.Client(headers={"authorization": "Bearer key"}) as http:
        answer = http.post(f"{sim.url}/v1/chat/completions", json=body)
    assert_paid_once(sim, [answer.json()["choices"][0]["message"]["content"]], 1)


FAULTS = {
    **troubles.FAULTS,
    "the list is oldest first": {"lost_responses": {"create": 1}, "list_order": "oldest"},
    "the file is not there yet": {"file_lag": 1},
}


@at_each_fault(FAULTS)
def test_whatever_goes_wrong_is_paid_once(sim, fault):
    strike(sim, FAULTS[fault])
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(openai.OpenAI(), f"question {n}.") for n in range(6)]
    assert_paid_once(sim, [words(reply) for reply in replies], 6)


@pytest.mark.slow
@at_each_point()
def test_a_killed_run_pays_for_nothing_twice(sim, scripts, tmp_path, point):
    said = said_after_a_kill(sim, scripts, tmp_path, SCRIPT, point)
    assert_paid_once(sim, said, 12)


@pytest.mark.slow
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_an_orphan_beyond_the_first_page_is_found(sim, order):
    with deferred.batch(name="earlier", max_requests=1):
        earlier = [ask(openai.OpenAI(), f"earlier {n}.") for n in range(105)]
    assert all(words(reply) for reply in earlier)
    sim.faults.lost_responses, sim.faults.list_order = {"create": 1}, order
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(openai.OpenAI(), f"question {n}.") for n in range(6)]
    assert [f"question {n}." in words(reply) for n, reply in enumerate(replies)] == [True] * 6
    assert (sim.meter.billed_twice(), sim.meter.rows_billed) == ([], 111)


def test_a_call_that_the_provider_refuses_fails_alone(sim):
    sim.faults.error_rows = {2}
    with deferred.batch(name="run"):
        replies = [ask(openai.OpenAI(), f"question {n}.") for n in range(5)]
    assert names(replies) == ["NoneType", "NoneType", "BadRequestError", "NoneType", "NoneType"]
    assert "A simulated failure." in told(replies[2])
    assert sim.meter.billed_twice() == []


def test_a_model_that_no_batch_takes_is_named_to_each_of_its_calls_and_to_no_other(sim):
    with deferred.batch(name="run"):
        good = [ask(openai.OpenAI(), f"question {n}.") for n in range(3)]
        bad = [ask(openai.OpenAI(), f"refused {n}.", model="grok-4.5") for n in range(3)]
    assert names(bad) == ["BadRequestError"] * 3
    assert "Model grok-4.5 is not supported for batch processing." in told(bad[1])
    assert_paid_once(sim, [words(reply) for reply in good], 3)


def test_a_wrong_key_is_told_at_once_and_to_each_call(sim):
    with deferred.batch(name="run"):
        replies = [ask(openai.OpenAI(api_key="invalid"), f"question {n}.") for n in range(8)]
    assert names(replies) == ["BadRequestError"] * 8
    assert "Incorrect API key" in told(replies[0])
    assert len(sim.requests) == 1


def test_endpoints_that_its_batches_do_not_take_are_refused(sim):
    with deferred.batch():
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            openai.OpenAI().responses.create(model=MODEL, input="A cup of tea.")
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            openai.OpenAI().images.generate(model="grok-imagine", prompt="A cup of tea.")
    assert sim.requests == []


def test_a_cancellation_that_is_taken_back_is_paid_once(sim, monkeypatch):
    """Somebody cancels the batch; its counters say so for 20 seconds, and then all of it has run."""
    monkeypatch.setattr(answers, "SETTLES", 1.0)
    sim.latency, sim.faults.cancel_ignored = AN_HOUR, 1
    with deferred.batch(name="run") as run:
        replies = [ask(openai.OpenAI(), f"question {n}.") for n in range(4)]
        run.flush()
        wait_until(lambda: looks(sim) > 0)
        sim.clock.advance(AN_HOUR / 2)  # the lines of its file are requests now
        with httpx.Client(headers={"authorization": "Bearer key"}) as http:
            http.post(f"{sim.url}/v1/batches/{sim.jobs[0].id}:cancel")
        seen = looks(sim)
        wait_until(lambda: looks(sim) > seen + 2)
        sim.clock.advance(AN_HOUR)
    assert_paid_once(sim, [words(reply) for reply in replies], 4)
    assert len(sim.jobs) == 1


def looks(sim):
    """Count the polls."""
    return sum(1 for one in list(sim.requests) if one.operation == "poll")


def wait_until(done):
    """Wait for what another thread does."""
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_row_that_never_ends_takes_no_others_with_it(sim, monkeypatch):
    put_in_place(monkeypatch, FastClock(sim), ["DEFERRED_POLL_INTERVAL"])
    with deferred.batch(name="run", time_limit="2h"):
        replies = [ask(openai.OpenAI(), f"question {n}.", temperature=99 if n == 1 else 1) for n in range(3)]
    assert names(replies) == ["NoneType", "TimeLimitExceeded", "NoneType"]
    assert (sim.meter.billed_twice(), sim.meter.rows_billed) == ([], 2)


def test_what_was_paid_is_what_the_provider_billed(sim):
    with deferred.batch(name="run", cost_limit=5) as run:
        replies = [ask(openai.OpenAI(), f"question {n}.", max_tokens=50) for n in range(6)]
    assert all(words(reply) for reply in replies)
    assert run.report.cost == sim.meter.total
