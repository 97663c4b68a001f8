"""groq and together: the SDKs of members of OpenAI's family, batched as the openai client is."""

import asyncio
import importlib

import openai
import pytest

import deferred
from deferred.capture.family_sdks import SDKS
from deferred.providers.openai.members import MEMBERS
from deferred.simulator import Simulator
from tests.support.commandline import here
from tests.support.troubles import ALWAYS, assert_paid_once, said_after_a_kill

pytestmark = pytest.mark.usefixtures("no_session_left")
NAMES = [sdk.module for sdk in SDKS]
CLASSES = {sdk.module: sdk.sync_class.partition(".")[2] for sdk in SDKS}
SCRIPT = """
import json, {name}, deferred
client = {name}.{kind}(base_url={url!r}, api_key="key")
with deferred.batch(name="run"):
    replies = [client.chat.completions.create(model="gpt-4o", messages=[{{"role": "user", "content": f"question {{n}}."}}])
               for n in range(12)]
print(json.dumps([reply.choices[0].message.content for reply in replies]))
"""


@pytest.fixture(params=NAMES)
def own(request, tmp_path, monkeypatch):
    """A simulator that speaks as a member, and the member's own package."""
    name = request.param
    package = pytest.importorskip(name, reason=f"{name} is not installed")
    with Simulator(speaks=name, latency=0.05) as sim:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{sim.host}={name}")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        yield sim, package


def client_of(sim, package, prefix=""):
    return getattr(package, prefix + CLASSES[package.__name__])(base_url=sim.url, api_key="key")


def ask(client, text, **more):
    return client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": text}], **more)


def words(reply):
    return reply.choices[0].message.content


def test_thirty_calls_are_one_job_and_the_second_run_is_free(own):
    sim, package = own
    kind = importlib.import_module(f"{package.__name__}.types.chat.chat_completion").ChatCompletion
    for _ in range(2):
        with deferred.batch(name="run"):
            replies = [ask(client_of(sim, package), f"question {n}.") for n in range(30)]
        assert all(isinstance(reply, kind) for reply in replies)
        assert [f"question {n}." in words(reply) for n, reply in enumerate(replies)] == [True] * 30
    assert (len(sim.jobs), sim.meter.rows_billed, sim.live_calls) == (1, 30, [])


def test_an_async_client_and_raw_responses(own):
    sim, package = own

    async def run():
        async with deferred.batch(name="run"), client_of(sim, package, "Async") as client:
            return await asyncio.gather(*(ask(client, f"question {n}.") for n in range(30)))

    assert all(map(words, asyncio.run(run())))
    with deferred.batch(name="raw"):
        raw = client_of(sim, package).chat.completions.with_raw_response.create(
            model="gpt-4o", messages=[{"role": "user", "content": "raw?"}]
        )
    assert words(raw.parse())
    assert (len(sim.jobs), sim.live_calls) == (2, [])


def test_an_openai_client_at_the_same_address_finds_the_answers(own):
    sim, package = own
    address = next(sdk for sdk in SDKS if sdk.module == package.__name__).base_url(client_of(sim, package))
    with deferred.batch(name="run"):
        said = words(ask(client_of(sim, package), "one."))
    with deferred.batch(name="again"):
        assert words(ask(openai.OpenAI(base_url=address, api_key="key"), "one.")) == said
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("point", sorted(ALWAYS, key=str), ids=lambda point: "-".join(map(str, point)))
def test_a_killed_run_pays_for_nothing_twice(own, scripts, tmp_path, point):
    sim, package = own
    code = SCRIPT.format(name=package.__name__, kind=CLASSES[package.__name__], url=sim.url)
    assert_paid_once(sim, said_after_a_kill(sim, scripts, tmp_path, code, point), 12)


def test_what_no_batch_takes_is_refused(own):
    sim, package = own
    client = client_of(sim, package)
    with deferred.batch():
        with pytest.raises(deferred.NotBatchable, match="a batch cannot stream"):
            ask(client, "?", stream=True)
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            client.embeddings.create(model="m", input="?")
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            client.audio.speech.create(model="m", input="?", voice="v")
    assert sim.requests == []


def test_the_error_of_a_row_is_the_sdks_own(own):
    sim, package = own
    sim.faults.error_rows, sim.faults.error_status = {0}, 400
    with deferred.batch(name="run"):
        reply = ask(client_of(sim, package), "?")
    assert isinstance(deferred.future(reply).exception(), package.BadRequestError)


def test_a_job_is_collected_without_the_script(own, monkeypatch):
    sim, package = own
    sim.latency = 3600.0
    with pytest.raises(deferred.Pending), deferred.batch(name="run", detach=0):
        words(ask(client_of(sim, package), "?"))
    sim.clock.advance(3600)
    monkeypatch.setenv(MEMBERS[package.__name__].key_variable, "key")
    assert here("collect").returncode == 0
    with deferred.batch(name="run"):
        assert words(ask(client_of(sim, package), "?"))
    assert sim.meter.rows_billed == 1


def test_nothing_of_the_sdk_stays_changed(own):
    sim, package = own
    kind = getattr(package, CLASSES[package.__name__])
    before = kind.__dict__.get("request"), kind.request
    with deferred.batch(name="run"):
        words(ask(client_of(sim, package), "?"))
    assert (kind.__dict__.get("request"), kind.request) == before


def test_the_fixture_answers_for_the_providers_own_host(deferred_simulator):
    for name in NAMES:
        package = pytest.importorskip(name, reason=f"{name} is not installed")
        with deferred.batch(name=f"run {name}"):
            reply = ask(getattr(package, CLASSES[name])(api_key="key"), "?")
        assert words(reply)
    assert {job.provider for job in deferred_simulator.jobs} == set(NAMES)
