"""Clients of Amazon Bedrock: what they need for batches, what is refused, the bodies that are sent, and who signs them."""

import importlib.util
import json
from urllib.parse import quote

import anthropic
import pytest

import deferred
from deferred.capture import from_environment, sdk_of
from deferred.simulator import Simulator

pytestmark = pytest.mark.usefixtures("no_session_left")
MODEL = "eu.anthropic.claude-haiku-4-5-20251001-v1:0"
PLACE = {"bucket": "s3://our-bucket/batches", "role_arn": "arn:aws:iam::123456789012:role/batches"}
KEYS = {"aws_region": "eu-west-1", "aws_access_key": "AKID", "aws_secret_key": "secret"}
TOOL = {"name": "f", "input_schema": {"type": "object"}}
SCHEMA = {"type": "json_schema", "schema": {"type": "object"}}
needs_signer = pytest.mark.skipif(
    importlib.util.find_spec("botocore") is None, reason="botocore, which signs requests to AWS, is not installed"
)


@pytest.fixture
def sim(tmp_path, monkeypatch):
    with Simulator(speaks="bedrock") as made:
        made.limits.bedrock_records = 1
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("DEFERRED_HOSTS", f"{made.host}=bedrock")
        monkeypatch.setenv("DEFERRED_POLL_INTERVAL", "0.05")
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", made.url)
        monkeypatch.delenv("AWS_BEARER_TOKEN_BEDROCK", raising=False)
        yield made


def client_of(sim, **more):
    return anthropic.AnthropicBedrock(**{"base_url": sim.url, **KEYS, **more})


def ask(client, **more):
    given = {"model": MODEL, "max_tokens": 50, "messages": [{"role": "user", "content": "x"}], **more}
    return client.messages.create(**given)


def refused(sim, call, **settings):
    with deferred.batch(**{**PLACE, **settings}), pytest.raises(deferred.NotBatchable) as raised:
        call()
    assert sim.requests == []
    return str(raised.value)


SETTINGS = {
    "neither": ({"bucket": None, "role_arn": None}, "bucket and role_arn are not named"),
    "no bucket": ({"bucket": None}, "bucket is not named"),
    "no role": ({"role_arn": None}, "role_arn is not named"),
    "a bucket of Google": ({"bucket": "gs://our-bucket"}, "bucket is not named"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_without_the_settings_a_call_is_refused_and_they_are_named(sim, name):
    settings, words = SETTINGS[name]
    said = refused(sim, lambda: ask(client_of(sim)), **settings)
    assert words in said
    assert "DEFERRED_BUCKET and DEFERRED_ROLE_ARN" in said


def test_without_the_signer_it_says_what_to_install(sim, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "botocore" else found(name))
    assert 'pip install "deferred[bedrock]"' in refused(sim, lambda: ask(client_of(sim)))


CALLS = {
    "tools": ({"tools": [TOOL]}, "take no tools (tools)"),
    "a schema": ({"output_config": {"format": SCHEMA}}, "no structured output"),
    "an old schema": ({"extra_body": {"output_format": SCHEMA}}, "no structured output"),
    "a stream": ({"stream": True}, "cannot stream"),
    "a guardrail": ({"extra_headers": {"X-Amzn-Bedrock-GuardrailIdentifier": "g"}}, "x-amzn-bedrock-guardrailidentifier"),
    "a query": ({"extra_query": {"a": "b"}}, "query parameters"),
}  # fmt: skip


@needs_signer
@pytest.mark.parametrize("name", CALLS)
def test_what_no_batch_of_it_carries_is_refused(sim, name):
    arguments, words = CALLS[name]
    assert words in refused(sim, lambda: ask(client_of(sim), **arguments))


CLIENTS = {
    "an API key": ({"api_key": "key", **dict.fromkeys(("aws_access_key", "aws_secret_key"))}, "takes no API key"),
    "a guardrail": ({"default_headers": {"X-Amzn-Bedrock-Trace": "ENABLED"}}, "X-Amzn-Bedrock-Trace"),
    "another host": ({"base_url": "https://gateway.example.com"}, "not known to have a batch API"),
    "an odd region": ({"aws_region": "x.example.com/"}, "no region"),
}


@needs_signer
@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_that_no_batch_can_be_made_with_is_refused(sim, name):
    arguments, words = CLIENTS[name]
    assert words in refused(sim, lambda: ask(client_of(sim, **arguments)))


@needs_signer
def test_a_place_for_objects_that_nobody_declared_gets_no_signature(sim, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://storage.example.com")
    assert "AWS_ENDPOINT_URL_S3" in refused(sim, lambda: ask(client_of(sim)))


@needs_signer
def test_the_body_is_what_the_sdk_would_send(sim):
    client = client_of(sim)
    with deferred.batch(**PLACE, name="run"):
        reply = client.beta.messages.create(
            model=MODEL, max_tokens=50, messages=[{"role": "user", "content": "x"}], betas=["a-1", "b-2"]
        )
    assert reply.content
    (row,) = sim.jobs[0].rows
    options = anthropic._models.FinalRequestOptions.construct(
        method="post", url="/v1/messages?beta=true", headers={"anthropic-beta": "a-1,b-2"},
        json_data={"model": MODEL, "max_tokens": 50, "messages": [{"role": "user", "content": "x"}]},
    )  # fmt: skip
    live = client._prepare_options(options)
    assert row.body == live.json_data
    assert sim.jobs[0].model == MODEL


@needs_signer
def test_a_live_call_goes_where_the_sdk_would_send_it(sim):
    client = client_of(sim)
    with deferred.batch(**PLACE, name="run", alone="live", unbatchable="live"):
        reply = ask(client)
        assert reply.content
    (live,) = sim.live_calls
    assert live.path.endswith("/invoke")
    assert "model" not in live.body


@needs_signer
def test_each_request_is_signed_whole(sim, monkeypatch):
    from botocore.auth import S3SigV4Auth, SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    seen, handle = [], sim._dispatcher.handle  # its log has no signatures
    monkeypatch.setattr(sim._http._endpoint, "_handle", lambda request: seen.append(request) or handle(request))
    with deferred.batch(**PLACE, name="run"):
        assert ask(client_of(sim)).content
    assert {"PUT", "POST", "GET"} == {one.method for one in seen}
    for one in seen:
        is_stored = one.path.startswith("/our-bucket")
        stated = one.headers["authorization"]
        names = stated.partition("SignedHeaders=")[2].partition(",")[0].split(";")
        assert ("content-type" in names) is bool(one.body)
        query = "&".join(f"{name}={quote(value, safe='-_.~')}" for name, value in sorted(one.query.items()))
        url = sim.url + one.path + (f"?{query}" if query else "")
        asked = AWSRequest(one.method, url, {name: one.headers[name] for name in names if name != "host"}, one.body)
        asked.context["timestamp"] = one.headers["x-amz-date"]
        kind, service = (S3SigV4Auth, "s3") if is_stored else (SigV4Auth, "bedrock")
        signer = kind(Credentials("AKID", "secret"), service, "eu-west-1")
        expected = signer.signature(signer.string_to_sign(asked, signer.canonical_request(asked)), asked)
        assert stated.rpartition("Signature=")[2] == expected


@needs_signer
def test_the_first_reply_reads_as_one_of_claude(sim):
    with deferred.batch(**PLACE, name="run"):
        reply = ask(client_of(sim))
        result = deferred.result(reply)
    assert result.text == reply.content[0].text
    assert (result.provider, result.model) == ("bedrock", MODEL)


@needs_signer
def test_a_known_version_of_an_sdk_is_not_part_of_what_a_call_is_known_by(sim, monkeypatch):
    module = anthropic.lib.bedrock._client
    for version in ("bedrock-2023-05-31", "2026-10-21"):
        monkeypatch.setattr(module, "DEFAULT_VERSION", version, raising=False)
        with deferred.batch(**PLACE, name="run"):
            assert ask(client_of(sim)).content
    assert len(sim.jobs) == 1
    assert json.loads(json.dumps(sim.jobs[0].rows[0].body))["anthropic_version"] == "bedrock-2023-05-31"


@needs_signer
def test_commands_use_the_account_of_the_environment_as_scripts_do(sim, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKID")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    account = from_environment.account("bedrock", sim.url, [f"{sim.host}=bedrock"])
    assert account.connection.request("GET", f"{sim.url}/model-invocation-jobs").json()["invocationJobSummaries"] == []
    account.connection.close()
    clients = [client_of(sim), client_of(sim, **dict.fromkeys(KEYS))]
    with deferred.batch(**PLACE, name="run"):
        replies = [ask(client) for client in clients]
    assert all(reply.content for reply in replies)
    assert [job.count for job in sim.jobs] == [2]


def test_commands_take_the_region_from_the_address(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    client = sdk_of("bedrock").make_client("https://bedrock-runtime.eu-west-1.amazonaws.com")
    assert client.aws_region == "eu-west-1"


def test_no_key_goes_to_a_host_on_the_word_of_a_ledger(monkeypatch):
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    with pytest.raises(deferred.DeferredError, match="not the provider's own"):
        from_environment.account("bedrock", "https://bedrock-runtime.x.example.com", [])


def test_neither_setting_comes_from_a_project_file(sim, tmp_path):
    (tmp_path / "pyproject.toml").write_text(f'[tool.deferred]\nrole_arn = "{PLACE["role_arn"]}"\n')
    with pytest.raises(ValueError, match=r"role_arn=.*DEFERRED_ROLE_ARN"):
        deferred.batch()


@pytest.mark.parametrize("value", ["role/x", "arn:aws:iam::1:role/x", "arn:aws:s3::123456789012:role/x", 1, ""])
def test_a_role_is_named_by_its_arn(sim, value):
    with pytest.raises(ValueError, match="role_arn="):
        deferred.batch(role_arn=value)


@pytest.mark.parametrize(
    "value", ["s3://X", "s3://ab", "s3://our_bucket", "s3://our-bucket/a b", "s3:/our-bucket", "x"]
)
def test_a_bucket_of_amazon_is_named_by_its_address(sim, value):
    with pytest.raises(ValueError, match="s3://name"):
        deferred.batch(bucket=value)
