"""Clients of Claude on Vertex AI: what they need for batches, what is refused, and where their tokens go."""

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import anthropic
import google.auth
import httpx2
import pytest
from pydantic import BaseModel

import deferred
from deferred.capture import from_environment, sdk_of
from deferred.providers.base import Broken
from tests.support.vertex import Token, simulated

pytestmark = pytest.mark.usefixtures("no_session_left")
NAME = "vertex-anthropic"
MODEL = "claude-haiku-4-5@20251001"
BUCKET = "gs://our-bucket"
MESSAGES = [{"role": "user", "content": "Name a tea."}]


@pytest.fixture
def sim(tmp_path, monkeypatch):
    with simulated(tmp_path, monkeypatch) as made:
        yield made


def client_of(sim, kind=anthropic.AnthropicVertex, **more):
    given = {"project_id": "p", "region": "us-east5", "credentials": Token(), "base_url": f"{sim.url}/v1", **more}
    return kind(**given)


def ask(client, **more):
    return client.messages.create(**{"model": MODEL, "max_tokens": 99, "messages": MESSAGES, **more})


def refused(sim, why, call, **settings):
    with deferred.batch(**{"bucket": BUCKET, **settings}), pytest.raises(deferred.NotBatchable, match=why):
        call()
    assert sim.requests == []


def test_without_a_bucket_the_error_names_the_setting(sim):
    refused(sim, r"bucket=.*DEFERRED_BUCKET", lambda: ask(client_of(sim)), bucket=None)


def test_an_async_call_without_a_bucket_is_refused_too(sim):
    async def run():
        async with deferred.batch():
            await ask(client_of(sim, anthropic.AsyncAnthropicVertex))

    with pytest.raises(deferred.NotBatchable, match="bucket="):
        asyncio.run(run())
    assert sim.requests == []


CALLS = {
    "global": (lambda sim: ask(client_of(sim, region="global")), "not at the location global"),
    "a stream": (lambda sim: ask(client_of(sim), stream=True), "cannot stream"),
    "a stream helper": (lambda sim: client_of(sim).messages.stream(model=MODEL, max_tokens=9, messages=MESSAGES).__enter__(), "cannot stream"),
    "betas": (lambda sim: client_of(sim).beta.messages.create(model=MODEL, max_tokens=9, messages=MESSAGES, betas=["context-1m-2025-08-07"]), "betas are not known"),
    "a header of a beta": (lambda sim: ask(client_of(sim), extra_headers={"anthropic-beta": "x"}), "betas are not known"),
    "a client's beta": (lambda sim: ask(client_of(sim, default_headers={"anthropic-beta": "x"})), "betas are not known"),
    "a beta in the body": (lambda sim: ask(client_of(sim), extra_body={"anthropic_beta": ["x"]}), "betas are not known"),
    "fast mode": (lambda sim: ask(client_of(sim), extra_body={"speed": "fast"}), "fast mode"),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_what_no_batch_takes_is_refused_before_anything_is_sent(sim, name):
    call, why = CALLS[name]
    refused(sim, why, lambda: call(sim))


def test_such_a_call_goes_live_where_the_settings_say_so(sim):
    with deferred.batch(unbatchable="live"):
        assert "Name a tea" in ask(client_of(sim)).content[0].text
    assert (len(sim.live_calls), sim.jobs) == (1, [])


def test_a_host_that_is_not_trusted_is_refused(sim, monkeypatch):
    monkeypatch.setenv("DEFERRED_HOSTS", "elsewhere:1")
    monkeypatch.delenv("STORAGE_EMULATOR_HOST")
    refused(sim, "hosts=", lambda: ask(client_of(sim)))


def test_a_bucket_at_a_host_that_is_not_trusted_gets_no_token(sim, monkeypatch):
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://elsewhere:1")
    refused(sim, "STORAGE_EMULATOR_HOST", lambda: ask(client_of(sim)))


def test_a_host_of_another_provider_is_refused(sim, monkeypatch):
    monkeypatch.setenv("DEFERRED_HOSTS", f"{sim.host}=groq")
    refused(sim, "declared to speak the API of groq", lambda: ask(client_of(sim)))


def test_a_client_of_the_first_party_api_is_not_one_of_vertex(sim):
    client = anthropic.Anthropic(api_key="k", base_url=sim.url)
    refused(sim, "declared to speak the API of vertex", lambda: ask(client))


def test_betas_methods_without_a_beta_are_batched(sim):
    with deferred.batch(bucket=BUCKET):
        reply = client_of(sim).beta.messages.create(model=MODEL, max_tokens=99, messages=MESSAGES)
    assert isinstance(reply, anthropic.types.beta.BetaMessage)
    assert "Name a tea" in reply.content[0].text
    assert (len(sim.jobs), sim.live_calls) == (1, [])


@pytest.mark.parametrize("extra", [{}, {"anthropic_version": "vertex-2023-10-16"}])
def test_a_body_of_the_live_call_is_the_body_of_the_row(sim, extra):
    client = client_of(sim)
    given = {"system": "Be short.", "stop_sequences": ["x"], "extra_body": extra}
    assert ask(client, **given).content
    with deferred.batch(bucket=BUCKET):
        reply = ask(client, **given)
    assert reply.content
    (sent,) = [one.body for one in sim.requests if one.operation == "live"]
    assert sim.bodies(NAME) == [{**sent, "model": MODEL}]
    assert set(sent) == {"anthropic_version", "max_tokens", "messages", "stop_sequences", "system"}


def test_the_job_names_the_model_and_the_requests_have_no_header_of_ours(sim):
    with deferred.batch(bucket=BUCKET):
        assert ask(client_of(sim)).content
    (asked,) = [one.body for one in sim.requests if one.operation == "create"]
    assert asked["model"] == f"publishers/anthropic/models/{MODEL}"
    assert not any(name.startswith("deferred-") for one in sim.requests for name in one.headers)


def test_a_batch_of_one_can_go_live_at_the_clients_own_address(sim):
    with deferred.batch(bucket=BUCKET, alone="live", cost_limit=5) as run:
        assert "Name a tea" in ask(client_of(sim)).content[0].text
    (sent,) = sim.requests
    assert sent.path == f"/v1/projects/p/locations/us-east5/publishers/anthropic/models/{MODEL}:rawPredict"
    assert not any(name.startswith("deferred-") for name in sent.headers)
    assert run.report.cost >= sim.meter.total > 0  # a region costs a tenth more


def test_a_pydantic_schema_is_batched_and_parsed(sim):
    class Tea(BaseModel):
        name: str

    with deferred.batch(bucket=BUCKET):
        reply = client_of(sim).messages.parse(model=MODEL, max_tokens=99, messages=MESSAGES, output_format=Tea)
    assert isinstance(reply.parsed_output, Tea)


def test_a_reply_can_be_in_the_next_turn(sim):
    client, question = client_of(sim), {"role": "user", "content": [{"type": "text", "text": "Name another."}]}
    with deferred.batch(bucket=BUCKET):
        first = ask(client)
        turn = {"role": "assistant", "content": first.content}  # objects of the SDK
        second = ask(client, messages=[question, turn, question])
        plain = [question, {"role": "assistant", "content": [{"type": "text", "text": "Assam."}]}, question]
        third = ask(client, messages=plain)
    assert ("Name another." in second.content[0].text, bool(third.content)) == (True, True)
    assert [job.count for job in sim.jobs] == [1, 2]


def test_two_models_are_two_jobs_and_two_answers(sim):
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client_of(sim), model=name) for name in ("claude-opus-4-6", "claude-sonnet-4-5")]
    assert [reply.model for reply in replies] == ["claude-opus-4-6", "claude-sonnet-4-5-20250929"]
    assert sorted(job.model for job in sim.jobs) == ["claude-opus-4-6", "claude-sonnet-4-5"]


def test_another_model_is_asked_again_and_another_version_of_the_sdk_is_not(sim, monkeypatch):
    found, sdk = [], sys.modules["anthropic.lib.vertex._client"]
    constant = "ANTHROPIC_API_VERSION" if hasattr(sdk, "ANTHROPIC_API_VERSION") else "DEFAULT_VERSION"
    for version, model in (("a", MODEL), ("b", MODEL), ("b", "claude-opus-4-6")):
        monkeypatch.setattr(sdk, constant, version)
        with deferred.batch(bucket=BUCKET, name="run"):
            reply = ask(client_of(sim), model=model)
        found.append((reply.model, len(sim.jobs)))
    assert [jobs for _, jobs in found] == [1, 1, 2]
    assert found[2][0] == "claude-opus-4-6"


def test_calls_with_texts_and_with_blocks_are_in_jobs_apart(sim):
    blocks = [{"role": "user", "content": [{"type": "text", "text": "Name a tea."}]}]
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client_of(sim), messages=messages) for messages in (MESSAGES, blocks)]
    assert all(reply.content for reply in replies)
    assert len(sim.jobs) == 2


def test_tokens_go_to_the_account_and_to_the_bucket_alone(sim):
    sdk, client = sdk_of(NAME), client_of(sim, default_headers={"x-own": "secret"})
    account = sdk.open_account(client, sdk.base_url_of(client))
    for url in ("http://elsewhere:1/v1/projects/p", "https://storage.googleapis.com/storage/v1/b/b/o"):
        with pytest.raises(Broken, match="neither"):
            account.connection.request("GET", url)
    account.connection.request("GET", f"{sim.url}/storage/v1/b/b/o")
    account.connection.close()
    (sent,) = sim.requests
    assert "x-own" not in sent.headers
    assert "authorization" in sent.headers


def test_credentials_of_the_environment_are_loaded_once_and_have_a_name(sim, monkeypatch):
    loaded = []
    monkeypatch.setattr(google.auth, "default", lambda **_: loaded.append(Token()) or (loaded[-1], "p"))
    monkeypatch.delenv("ANTHROPIC_VERTEX_PROJECT_ID", raising=False)
    client = anthropic.AnthropicVertex(region="us-east5", base_url=f"{sim.url}/v1")
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client), ask(client)]
    assert all(reply.content for reply in replies)
    assert (len(loaded), len(sim.jobs)) == (1, 1)
    assert sim.jobs[0].account == "p"


def test_threads_that_share_a_client_load_its_credentials_once(sim, monkeypatch):
    loaded = []

    def default(**_):
        time.sleep(0.05)
        loaded.append(Token())
        return loaded[-1], "p"

    monkeypatch.setattr(google.auth, "default", default)
    client = anthropic.AnthropicVertex(region="us-east5", base_url=f"{sim.url}/v1")
    with deferred.batch(bucket=BUCKET), ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: ask(client), range(4)))
    assert all(reply.content for reply in replies)
    assert (len(loaded), len(sim.jobs)) == (1, 1)


def test_a_client_without_a_project_is_refused(sim, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_VERTEX_PROJECT_ID", raising=False)
    client = anthropic.AnthropicVertex(region="us-east5", base_url=f"{sim.url}/v1", access_token="t")
    refused(sim, "ANTHROPIC_VERTEX_PROJECT_ID", lambda: ask(client))


@pytest.mark.parametrize("spoken", ["", "=vertex-anthropic"])
def test_commands_open_the_account_of_a_ledger(sim, monkeypatch, spoken):
    monkeypatch.setattr(google.auth, "default", lambda **_: (Token(), "p"))
    client, sdk = client_of(sim), sdk_of(NAME)
    address = sdk.base_url_of(client)
    scripts = sdk.open_account(client, address)
    commands = from_environment.account(NAME, address, [f"{sim.host}{spoken}"])
    assert (commands.base_url, commands.credential) == (scripts.base_url, scripts.credential)
    with pytest.raises(deferred.DeferredError, match="not the provider's own"):
        from_environment.account(NAME, address, [])
    with pytest.raises(deferred.DeferredError, match="speak the API of groq"):
        from_environment.account(NAME, address, [f"{sim.host}=groq"])
    with pytest.raises(deferred.DeferredError, match="names no project"):
        from_environment.account(NAME, "https://aiplatform.googleapis.com/v1", [])


def test_a_bare_request_is_refused(sim):
    address = f"{sim.url}/v1/projects/p/locations/l/publishers/anthropic/models/{MODEL}:rawPredict"
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable):
        httpx2.post(address, json={"messages": MESSAGES}, headers={"authorization": "Bearer t"})
    assert sim.requests == []


def test_jobs_of_two_projects_and_of_two_regions_are_apart(sim):
    places = [("p", "us-east5"), ("q", "us-east5"), ("p", "europe-west1")]
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client_of(sim, project_id=project, region=region)) for project, region in places]
    assert all(reply.content for reply in replies)
    assert len(sim.jobs) == 3


@pytest.mark.parametrize(
    ("region", "host"),
    [("europe-west1", "europe-west1-aiplatform.googleapis.com"), ("eu", "aiplatform.eu.rep.googleapis.com")],
)
def test_the_clients_own_addresses_need_nothing_but_the_bucket(deferred_simulator, region, host):
    client = anthropic.AnthropicVertex(project_id="p", region=region, credentials=Token())
    with deferred.batch(bucket=BUCKET):
        reply = ask(client)
    assert "Name a tea" in reply.content[0].text
    asked = {one.operation: one.headers["x-simulated-host"] for one in deferred_simulator.requests}
    assert {asked[name] for name in ("create", "poll")} == {host}
    assert {asked[name] for name in ("upload", "list_objects", "results")} == {"storage.googleapis.com"}
    assert deferred_simulator.live_calls == []
