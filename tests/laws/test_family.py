"""The laws at each member of OpenAI's family: right answers in one job, nothing bought twice, each error its own call's."""

import asyncio
import os

import openai
import pytest

import deferred
from deferred.providers.openai.members import MEMBERS
from deferred.simulator import Simulator
from deferred.simulator.families import MEMBERS as SPOKEN
from tests.support import troubles
from tests.support.calls import http_module
from tests.support.troubles import assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike

pytestmark = pytest.mark.usefixtures("no_session_left")
NAMES = [name for name in MEMBERS if name in SPOKEN and name != "openai"]
COUNT = 30
GAP = ("batch_created", None, 1)  # the provider has accepted, and nothing of it is recorded
SCRIPT = """
import json, openai, deferred
client = openai.OpenAI()
with deferred.batch(name="run"):
    replies = [{call} for text in [f"question {{n}}." for n in range(12)]]
print(json.dumps([{read} for reply in replies]))
"""
CHAT = "client.chat.completions.create(model='{model}', messages=[{'role': 'user', 'content': text}])"
RESPONSES = "client.responses.create(model='{model}', input=text)"


@pytest.fixture(params=NAMES)
def member(request, tmp_path, monkeypatch):
    """A simulator that speaks as a member, at the address in the environment, and the member's row."""
    name = request.param
    with Simulator(speaks=name, latency=0.05) as sim:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{sim.host}={name}")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        monkeypatch.setenv("OPENAI_BASE_URL", sim.url + SPOKEN[name].bases[0])
        monkeypatch.setenv("OPENAI_API_KEY", "key")
        yield sim, MEMBERS[name]


def model_of(member):
    """A model that its batches take; at Azure it is a deployment."""
    return "gpt-4o-batch" if member.creation.has_deployments else "gpt-4o"


def ask(client, member, text, **more):
    """Make a call that the member's batches take; gives its reply, or an awaitable of it."""
    if member.endpoints == ("/responses",):
        return client.responses.create(model=model_of(member), input=text, **more)
    return client.chat.completions.create(model=model_of(member), messages=[{"role": "user", "content": text}], **more)


def words(reply):
    """Read a reply."""
    return reply.output_text if hasattr(reply, "output_text") else reply.choices[0].message.content


def script(member):
    """A script of 12 calls that the member's batches take."""
    is_chat = member.endpoints != ("/responses",)
    read = "reply.choices[0].message.content" if is_chat else "reply.output_text"
    call = (CHAT if is_chat else RESPONSES).replace("{model}", model_of(member))
    return SCRIPT.format(call=call, read=read)


def test_thirty_calls_are_one_job_and_the_second_run_is_free(member):
    sim, row = member
    for _ in range(2):
        with deferred.batch(name="run"):
            replies = [ask(openai.OpenAI(), row, f"question {n}.") for n in range(COUNT)]
        assert_paid_once(sim, [words(reply) for reply in replies], COUNT)
    assert len(sim.jobs) == 1


@pytest.mark.slow
def test_thirty_calls_of_an_async_client_are_one_job(member):
    sim, row = member

    async def run():
        async with deferred.batch(name="run"), openai.AsyncOpenAI() as client:
            return await asyncio.gather(*(ask(client, row, f"question {n}.") for n in range(COUNT)))

    assert_paid_once(sim, [words(reply) for reply in asyncio.run(run())], COUNT)
    assert len(sim.jobs) == 1


FAULTS = {
    **troubles.FAULTS,
    "files are named late": {"late_files": 1},
    "words are in capitals": {"status_case": True},
    "a status is unknown": {"unknown_status": 2},
    "the list is oldest first": {"lost_responses": {"create": 1}, "list_order": "oldest"},
}


COSTLY = "the answer to the create is lost"  # the fault that buys twice where it is not met


@at_each_fault(FAULTS, {COSTLY})
def test_whatever_goes_wrong_is_paid_once(member, fault):
    sim, row = member
    strike(sim, FAULTS[fault])
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(openai.OpenAI(), row, f"question {n}.") for n in range(6)]
    assert_paid_once(sim, [words(reply) for reply in replies], 6)


@pytest.mark.slow
@at_each_point({GAP})
def test_a_killed_run_pays_for_nothing_twice(member, scripts, tmp_path, point):
    sim, row = member
    said = said_after_a_kill(sim, scripts, tmp_path, script(row), point)
    assert_paid_once(sim, said, 12)


@pytest.mark.slow
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_an_orphan_beyond_the_first_page_is_found(member, order):
    sim, row = member
    client = openai.OpenAI()
    with deferred.batch(name="earlier", max_requests=1):
        earlier = [ask(client, row, f"earlier {n}.") for n in range(105)]
    assert all(words(reply) for reply in earlier)
    sim.faults.lost_responses, sim.faults.list_order = {"create": 1}, order
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [ask(client, row, f"question {n}.") for n in range(6)]
    assert [f"question {n}." in words(reply) for n, reply in enumerate(replies)] == [True] * 6
    assert (sim.meter.billed_twice(), sim.meter.rows_billed) == ([], 111)


def test_a_call_that_the_provider_refuses_fails_alone(member):
    sim, row = member
    sim.faults.error_rows, sim.faults.error_status = {2}, 400
    with deferred.batch(name="run"):
        replies = [ask(openai.OpenAI(), row, f"question {n}.") for n in range(5)]
    found = [deferred.future(reply).exception() for reply in replies]
    assert [type(error).__name__ for error in found] == [
        "NoneType",
        "NoneType",
        "BadRequestError",
        "NoneType",
        "NoneType",
    ]
    assert sim.meter.billed_twice() == []


def test_an_endpoint_that_its_batches_do_not_take_is_refused(member):
    sim, _ = member
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
        openai.OpenAI().images.generate(model="gpt-image-1", prompt="A cup of tea.")
    assert sim.requests == []


def test_a_host_that_is_not_said_to_speak_otherwise_is_told_of(tmp_path, monkeypatch, caplog):
    monkeypatch.chdir(tmp_path)
    with Simulator(speaks="together") as sim:
        client = openai.OpenAI(base_url=f"{sim.url}/v1", api_key="key")
        with deferred.batch(name="run", hosts=[sim.host]):
            reply = client.chat.completions.create(model="gpt-4o", messages=[])
        error = deferred.future(reply).exception()
    assert isinstance(error, openai.APIStatusError)
    assert f"{sim.host} does not answer as the batch API of openai does (HTTP 404)" in caplog.text
    assert f'hosts=["{sim.host}=groq"]' in caplog.text
    assert sim.meter.rows_billed == 0


def test_a_request_without_an_sdk_is_batched_at_its_address(member):
    sim, row = member
    address = f"{os.environ['OPENAI_BASE_URL']}{row.endpoints[0]}"
    is_chat = row.endpoints[0] == "/chat/completions"
    asked = {"messages": [{"role": "user", "content": "tea?"}]} if is_chat else {"input": "tea?"}
    headers = {"authorization": "Bearer key"}
    with deferred.batch(name="run"):
        answer = http_module().post(address, headers=headers, json={"model": model_of(row), **asked})
    assert (answer.status_code, "tea?" in answer.text) == (200, True)
    assert ([job.provider for job in sim.jobs], sim.live_calls) == ([row.name], [])


@pytest.mark.parametrize("alone", ["wait", "live"])
def test_what_keeps_calls_apart_is_no_header_of_a_request(tmp_path, monkeypatch, alone):
    monkeypatch.chdir(tmp_path)
    with Simulator(speaks="dashscope", latency=0.05) as sim:
        client = openai.OpenAI(base_url=sim.url + SPOKEN["dashscope"].bases[0], api_key="key")
        with deferred.batch(name="run", hosts=[f"{sim.host}=dashscope"], alone=alone, poll_interval=0.05):
            reply = client.chat.completions.create(
                model="gpt-4o", messages=[{"role": "user", "content": "tea?"}], extra_body={"enable_thinking": True}
            )
            assert words(reply)
    assert len(sim.live_calls) == (alone == "live")
    assert not [name for one in sim.requests for name in one.headers if name.startswith("deferred-")]
