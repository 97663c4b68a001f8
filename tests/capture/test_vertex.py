"""Clients of Gemini on Vertex AI: what they need for batches, what is refused, and where their tokens go."""

import asyncio

import google.auth
import httpx2
import pytest
from google import genai

import deferred
from deferred.capture import from_environment, sdk_of
from deferred.config.settings import resolve
from deferred.providers.base import Broken
from tests.support.vertex import Token, simulated

pytestmark = pytest.mark.usefixtures("no_session_left")
MODEL = "gemini-2.5-flash"
BUCKET = "gs://our-bucket"


@pytest.fixture
def sim(tmp_path, monkeypatch):
    with simulated(tmp_path, monkeypatch) as made:
        yield made


def client_of(sim, **more):
    given = {"project": "p", "location": "us-central1", "credentials": Token(), **more}
    return genai.Client(vertexai=True, http_options={"base_url": sim.url}, **given)


def ask(client, model=MODEL, **config):
    return client.models.generate_content(model=model, contents="Name a tea.", config=config or None)


def test_without_a_bucket_the_error_names_the_setting(sim):
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match=r"bucket=.*DEFERRED_BUCKET"):
        ask(client_of(sim))
    assert sim.requests == []


def test_a_client_with_a_key_alone_is_refused(sim):
    client = genai.Client(vertexai=True, api_key="key", http_options={"base_url": sim.url})
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable, match="project, a location"):
        ask(client)
    assert sim.requests == []


def test_a_bucket_at_a_host_that_is_not_trusted_gets_no_token(sim, monkeypatch):
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://elsewhere:1")
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable, match="STORAGE_EMULATOR_HOST"):
        ask(client_of(sim))
    assert sim.requests == []


def test_a_host_that_is_not_trusted_is_refused(sim, monkeypatch):
    monkeypatch.delenv("DEFERRED_HOSTS")
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable, match="hosts="):
        ask(client_of(sim))
    assert sim.requests == []


REFUSED = {
    "search": ({"tools": [{"google_search": {}}]}, "empty object"),
    "a schema with definitions": ({"response_mime_type": "application/json", "response_json_schema": {"$ref": "#/a"}}, r"\$ref"),
    "another publisher's model": ({"model": "meta/llama-4"}, "Google's own models"),
    "an endpoint": ({"model": "projects/p/locations/l/endpoints/1"}, "Google's own models"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_fail_a_whole_job_is_refused_before_anything_is_sent(sim, name):
    given, why = REFUSED[name]
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable, match=why):
        ask(client_of(sim), **given)
    assert sim.requests == []


@pytest.mark.parametrize("name", ["search", "another publisher's model"])
def test_such_a_call_goes_live_where_the_settings_say_so(sim, name):
    given, _ = REFUSED[name]
    with deferred.batch(bucket=BUCKET, unbatchable="live"):
        if name == "search":
            assert "Name a tea" in ask(client_of(sim), **given).text
        else:  # the SDK itself asks, and the simulator has no such model
            with pytest.raises(genai.errors.ClientError, match="404"):
                ask(client_of(sim), **given)
    assert len(sim.requests) == 1
    assert sim.jobs == []


def test_such_an_async_call_goes_live_too(sim):
    given, _ = REFUSED["search"]

    async def run():
        client = client_of(sim)  # kept: older SDKs close a client that nobody holds
        async with deferred.batch(bucket=BUCKET, unbatchable="live"):
            reply = await client.aio.models.generate_content(model=MODEL, contents="Name a tea.", config=given)
        await client.aio.aclose()
        return reply

    assert "Name a tea" in asyncio.run(run()).text
    assert (len(sim.live_calls), sim.jobs) == (1, [])


def test_a_batch_of_one_can_go_live_at_the_clients_own_address(sim):
    with deferred.batch(bucket=BUCKET, alone="live", cost_limit=5) as run:
        assert "Name a tea" in ask(client_of(sim), max_output_tokens=99).text
    (sent,) = sim.requests
    assert sent.path == f"/v1beta1/projects/p/locations/us-central1/publishers/google/models/{MODEL}:generateContent"
    assert not any(name.startswith("deferred-") for name in sent.headers)
    assert run.report.cost == sim.meter.total > 0


def test_a_bucket_that_is_not_there_is_the_sdks_error(sim):
    with deferred.batch(bucket="gs://missing-bucket"):
        reply = ask(client_of(sim))
    with pytest.raises(genai.errors.ClientError, match="bucket does not exist"):
        print(reply.text)
    assert sim.jobs == []


def test_credentials_of_the_environment_are_loaded_once_and_have_a_name(sim, monkeypatch):
    loaded = []
    monkeypatch.setattr(google.auth, "default", lambda **_: loaded.append(Token()) or (loaded[-1], "p"))
    client = client_of(sim, credentials=None)
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client), ask(client)]
    assert all(reply.text for reply in replies)
    assert (len(loaded), len(sim.jobs)) == (1, 1)


def test_tokens_go_to_the_account_and_to_the_bucket_alone(sim):
    client = client_of(sim)
    account = sdk_of("vertex").open_account(client, sdk_of("vertex").base_url_of(client))
    with pytest.raises(Broken, match="neither"):
        account.connection.request("GET", "http://elsewhere:1/v1/projects/p")
    with pytest.raises(Broken, match="neither"):
        account.connection.request("GET", "https://storage.googleapis.com/storage/v1/b/b/o")
    account.connection.close()


def test_commands_open_the_account_of_a_ledger(sim, monkeypatch):
    monkeypatch.setattr(google.auth, "default", lambda **_: (Token(), "p"))
    client = client_of(sim)
    address = sdk_of("vertex").base_url_of(client)
    scripts = sdk_of("vertex").open_account(client, address)
    commands = from_environment.account("vertex", address, [sim.host])
    assert (commands.base_url, commands.credential) == (scripts.base_url, scripts.credential)
    with pytest.raises(deferred.DeferredError, match="not the provider's own"):
        from_environment.account("vertex", address, [])
    with pytest.raises(deferred.DeferredError, match="names no project"):
        from_environment.account("vertex", "https://aiplatform.googleapis.com/v1", [])


def test_a_bare_request_to_a_host_that_speaks_as_vertex_is_refused(sim):
    address = f"{sim.url}/v1/projects/p/locations/l/publishers/google/models/{MODEL}:generateContent"
    with deferred.batch(bucket=BUCKET), pytest.raises(deferred.NotBatchable):
        httpx2.post(address, json={"contents": [{"parts": [{"text": "x"}]}]}, headers={"authorization": "Bearer t"})
    assert sim.requests == []


def test_a_job_of_ones_own_is_refused_under_a_limit_and_a_list_is_not(sim):
    client = client_of(sim)
    with deferred.batch(bucket=BUCKET, cost_limit=5):
        assert list(client.batches.list()) == []
        with pytest.raises(deferred.DeferredError, match=r"batches\.create"):
            client.batches.create(model=MODEL, src="gs://our-bucket/in.jsonl")
    assert sim.jobs == []


def test_embeddings_and_streams_are_refused(sim):
    client = client_of(sim)
    with deferred.batch(bucket=BUCKET):
        with pytest.raises(deferred.NotBatchable):
            client.models.embed_content(model="text-embedding-005", contents="x")
        with pytest.raises(deferred.NotBatchable):
            list(client.models.generate_content_stream(model=MODEL, contents="x"))
    assert sim.requests == []


@pytest.mark.parametrize(
    "config", [{"system_instruction": "Be short."}, {"tools": [{"function_declarations": [{"name": "f"}]}]}]
)
def test_instructions_and_tools_without_other_settings_are_batched(sim, config):
    with deferred.batch(bucket=BUCKET):
        reply = ask(client_of(sim), **config)
    assert reply.candidates
    assert [job.status for job in sim.jobs] == ["completed"]


def test_a_chat_is_batched_turn_by_turn(sim):
    with deferred.batch(bucket=BUCKET):
        chat = client_of(sim).chats.create(model=MODEL, config={"system_instruction": "Be short."})
        first = chat.send_message("Name a tea.").text
        second = chat.send_message("Name another.").text
    assert ("Name a tea." in first, "Name another." in second, sim.live_calls) == (True, True, [])


def test_a_pydantic_schema_is_batched_and_parsed(sim):
    from pydantic import BaseModel

    class Leaf(BaseModel):
        name: str

    class Tea(BaseModel):
        leaves: list[Leaf]

    with deferred.batch(bucket=BUCKET):
        reply = ask(client_of(sim), response_mime_type="application/json", response_schema=Tea)
    assert isinstance(reply.parsed, Tea)


def test_requests_carry_the_quota_project_and_no_header_of_ours(sim):
    with deferred.batch(bucket=BUCKET):
        assert ask(client_of(sim, credentials=Token("payer"))).text
    assert {one.headers.get("x-goog-user-project") for one in sim.requests} == {"payer"}
    assert not any(name.startswith("deferred-") for one in sim.requests for name in one.headers)


def test_jobs_of_two_buckets_and_of_two_projects_are_apart(sim):
    with deferred.batch(bucket=BUCKET):
        replies = [ask(client_of(sim, project=name)) for name in ("p", "q")]
    assert all(reply.text for reply in replies)
    assert sorted(job.account for job in sim.jobs) == ["p", "q"]


def test_a_body_of_the_live_call_is_the_body_of_the_row(sim):
    client = client_of(sim)
    assert ask(client, max_output_tokens=9, labels={"team": "search"}).text
    with deferred.batch(bucket=BUCKET):
        reply = ask(client, max_output_tokens=9, labels={"team": "search"})
    assert reply.text
    (sent,) = [one.body for one in sim.requests if one.operation == "live"]
    assert sim.bodies("vertex") == [{**sent, "model": f"models/{MODEL}"}]


@pytest.mark.parametrize("value", ["bucket", "ftp://bucket", "gs://", "gs://a b", "gs://bucket//x", 5])
def test_a_bucket_has_an_address(value):
    with pytest.raises(ValueError, match="gs://name"):
        resolve({"bucket": value}, {})


def test_a_bucket_is_never_of_a_project_file(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[tool.deferred]\nbucket = "gs://elsewhere"\n')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="DEFERRED_BUCKET"):
        resolve({}, {})


def test_the_bucket_of_the_environment_and_its_slash(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert resolve({}, {"DEFERRED_BUCKET": "gs://our-bucket/a/"}).bucket == "gs://our-bucket/a"


@pytest.mark.parametrize(
    ("location", "host"),
    [
        ("europe-west4", "europe-west4-aiplatform.googleapis.com"),
        ("global", "aiplatform.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
    ],
)
def test_the_clients_own_addresses_need_nothing_but_the_bucket(deferred_simulator, location, host):
    client = genai.Client(vertexai=True, project="p", location=location, credentials=Token())
    with deferred.batch(bucket=BUCKET):
        reply = ask(client)
    assert "Name a tea" in reply.text
    asked = {one.operation: one.headers["x-simulated-host"] for one in deferred_simulator.requests}
    assert {asked[name] for name in ("create", "poll")} == {host}
    assert {asked[name] for name in ("upload", "list_objects", "results")} == {"storage.googleapis.com"}
    assert deferred_simulator.live_calls == []
