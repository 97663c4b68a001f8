"""Calls to providers that are not served: refused inside a block, by whatever library, and never sent."""

import json
import sys
import types
import urllib.request

import pytest

import deferred
from deferred.capture.other_hosts import OTHER_HOSTS, provider_that_generates

pytestmark = pytest.mark.usefixtures("no_session_left")
MESSAGES = [{"role": "user", "content": "Name a tea."}]
BODY = {"model": "m", "messages": MESSAGES}


# -- the table ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "path", "provider"),
    [
        ("api.groq.com", "/openai/v1/chat/completions", "Groq"),
        ("api.groq.com", "/openai/v1/audio/transcriptions", "Groq"),
        ("API.GROQ.COM.", "/openai/v1/chat/completions", "Groq"),
        ("api.groq.com", "/openai/v1/files", ""),
        ("api.groq.com", "/openai/v1/batches", ""),
        ("api.groq.com", "/openai/v1/batches/batch_1/cancel", ""),
        ("api.together.xyz", "/v1/completions", "Together"),
        ("api.together.xyz", "/v1/files/upload", ""),
        ("api.mistral.ai", "/v1/ocr", "Mistral"),
        ("api.mistral.ai", "/v1/batch/jobs", ""),
        ("api.cohere.com", "/v2/chat", "Cohere"),
        ("api.cohere.com", "/v1/tokenize", ""),
        ("team.openai.azure.com", "/openai/deployments/d/chat/completions", "Azure"),
        ("team.openai.azure.com", "/openai/files", ""),
        ("team.cognitiveservices.azure.com", "/speech/recognize", ""),
        ("bedrock-runtime.eu-central-1.amazonaws.com", "/model/x/converse", "Bedrock"),
        ("bedrock.eu-central-1.amazonaws.com", "/model-invocation-job", ""),
        ("s3.eu-central-1.amazonaws.com", "/bucket/key", ""),
        ("us-central1-aiplatform.googleapis.com", "/v1/projects/p/locations/l/publishers/google/models/g:generateContent", "Vertex AI"),
        ("us-central1-aiplatform.googleapis.com", "/v1/projects/p/locations/l/batchPredictionJobs", ""),
        ("aiplatform.googleapis.com", "/v1/projects/p/locations/l/publishers/google/models/g:countTokens", ""),
        ("router.huggingface.co", "/v1/chat/completions", "Hugging Face"),
        ("example.com", "/v1/chat/completions", ""),
        ("api.groq.com.example.com", "/openai/v1/chat/completions", ""),
        ("notapi.groq.com", "/openai/v1/chat/completions", ""),
    ],
)  # fmt: skip
def test_what_generates_is_told_from_what_does_not(host, path, provider):
    assert provider_that_generates(host, path) == provider


def test_every_row_of_the_table_has_a_name_and_rows_are_in_order():
    names = [row.name.lower() for row in OTHER_HOSTS]
    assert names == sorted(names)
    assert all(names)


# -- HTTP libraries ----------------------------------------------------------------------------------------------------


def by_httpx(url):
    pytest.importorskip("httpx").post(url, json=BODY, timeout=5)


def by_httpx2(url):
    pytest.importorskip("httpx2").post(url, json=BODY, timeout=5)


def by_urllib(url):
    request = urllib.request.Request(url, json.dumps(BODY).encode(), {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=5)


def by_requests(url):
    pytest.importorskip("requests").post(url, json=BODY, timeout=5)


def by_urllib3(url):
    pytest.importorskip("urllib3").PoolManager().request("POST", url, json=BODY, timeout=5, retries=False)


def by_aiohttp(url):
    aiohttp = pytest.importorskip("aiohttp")
    import asyncio

    async def ask():
        async with aiohttp.ClientSession() as session, session.post(url, json=BODY) as answer:
            return await answer.json()

    asyncio.run(ask())


LIBRARIES = [by_httpx, by_httpx2, by_urllib, by_requests, by_urllib3, by_aiohttp]
UNSERVED = "https://openrouter.ai/api/v1/chat/completions"


@pytest.mark.parametrize("ask", LIBRARIES)
def test_a_call_by_an_http_library_is_refused_with_provider_line_and_remedy(sim, ask):
    with deferred.batch(), pytest.raises(deferred.NotBatchable) as refused:
        ask(UNSERVED)
    assert "OpenRouter: POST /api/v1/chat/completions at " in str(refused.value)
    assert "test_other_providers.py:" in str(refused.value)
    assert "OpenRouter is not served yet" in str(refused.value)
    assert 'unbatchable="live"' in str(refused.value)


SERVED = {
    "https://api.mistral.ai/v1/chat/completions": "/v1/chat/completions",
    "https://api.eu.mistral.ai/v1/ocr": "/v1/ocr",
    "https://api.openai.com/v1/chat/completions": "/v1/chat/completions",
    "https://api.anthropic.com/v1/messages": "/v1/messages",
    "https://api.groq.com/openai/v1/chat/completions": "/openai/v1/chat/completions",
    "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent": ":generateContent",
}


@pytest.mark.parametrize("url", SERVED)
@pytest.mark.parametrize("ask", [by_urllib, by_requests, by_urllib3, by_aiohttp])
def test_a_served_provider_is_not_called_live_by_a_library_that_cannot_be_captured(sim, ask, url):
    if ask is by_aiohttp and "googleapis" in url:
        pytest.skip("google-genai sends by aiohttp itself, and is captured above it")
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="use the provider's SDK, or httpx") as refused:
        ask(url)
    assert SERVED[url] in str(refused.value)


@pytest.mark.parametrize("host", ["API.OPENAI.COM", "api.openai.com:443", "api.openai.com.", "u:p@api.openai.com"])
@pytest.mark.parametrize("ask", [by_httpx2, by_urllib, by_requests, by_urllib3, by_aiohttp])
def test_a_served_provider_is_known_however_its_host_is_written(sim, ask, host):
    pytest.importorskip(ask.__name__.removeprefix("by_"))  # a skip inside would be taken for what is raised
    with deferred.batch(dry_run=True) as session, pytest.raises(BaseException) as refused:  # noqa: PT011 - one of ours
        ask(f"https://{host}/v1/chat/completions")
    is_planned = session.plan().calls if ask is by_httpx2 else 0
    assert is_planned or isinstance(refused.value, deferred.NotBatchable)


@pytest.mark.parametrize("ask", [by_urllib, by_requests])
def test_files_and_batches_of_a_served_provider_are_left_alone(sim, ask):
    with deferred.batch(), pytest.raises(BaseException) as failed:  # noqa: PT011 - the fixture ends it
        ask("https://api.openai.com/v1/files")
    assert not isinstance(failed.value, deferred.DeferredError)


@pytest.mark.parametrize("ask", LIBRARIES)
def test_a_call_that_may_go_live_is_in_the_report_once_and_needs_no_limit(sim, ask):
    with deferred.batch(unbatchable="live") as session, pytest.raises(Exception):  # noqa: B017, PT011 - no request leaves a test
        ask(UNSERVED)
    assert str(session.report).count("OpenRouter: POST /api/v1/chat/completions") == 1
    with deferred.batch(unbatchable="live", cost_limit=1), pytest.raises(deferred.NotBatchable, match="price"):
        ask(UNSERVED)


@pytest.mark.parametrize("ask", LIBRARIES)
def test_what_generates_nothing_and_other_hosts_are_left_alone(sim, ask):
    with deferred.batch(), pytest.raises(Exception) as failed:  # noqa: PT011 - each library has its own
        ask("https://api.groq.com.invalid/openai/v1/chat/completions")
    assert not isinstance(failed.value, deferred.DeferredError)


def test_outside_of_a_block_nothing_is_refused_unless_the_process_is_guarded(sim, tmp_path, scripts):
    code = (
        "import deferred, urllib.request, sys\n"
        "if {guarded}: deferred.guard()\n"
        "try:\n"
        f"    urllib.request.urlopen({UNSERVED!r}.replace('https', 'http'), b'x', timeout=2)\n"
        "except deferred.NotBatchable as refused: print('refused', refused)\n"
        "except OSError: print('not refused')\n"
    )
    assert scripts.run(code.format(guarded=False), tmp_path).startswith("not refused")
    assert "deferred.guard() is on" in scripts.run(code.format(guarded=True), tmp_path)


def test_a_declared_host_is_not_refused_here(sim):
    with deferred.batch(hosts=["api.groq.com"]) as session:
        import openai

        client = openai.OpenAI(base_url="https://api.groq.com/openai/v1", api_key="k", max_retries=0)
        reply = client.chat.completions.create(model="m", messages=MESSAGES)
        assert session.status()["calls"] == 1
        session.cancel()
    with pytest.raises(deferred.DeferredError):
        reply.choices  # noqa: B018 - the touch is the test


# -- their SDKs --------------------------------------------------------------------------------------------------------


def cohere_calls():
    cohere = pytest.importorskip("cohere", reason="cohere is not installed")
    cohere.ClientV2(api_key="k").chat(model="m", messages=MESSAGES)


def cerebras_calls():
    sdk = pytest.importorskip("cerebras.cloud.sdk", reason="cerebras-cloud-sdk is not installed")
    sdk.Cerebras(api_key="k", warm_tcp_connection=False).chat.completions.create(model="m", messages=MESSAGES)


def perplexity_calls():
    perplexity = pytest.importorskip("perplexity", reason="perplexityai is not installed")
    perplexity.Perplexity(api_key="k").chat.completions.create(model="m", messages=MESSAGES)


SDKS = [cohere_calls, cerebras_calls, perplexity_calls]


@pytest.mark.parametrize("ask", SDKS)
@pytest.mark.filterwarnings("ignore")  # what they warn of is theirs
def test_a_call_of_another_sdk_is_refused_as_such_and_not_as_a_connection_error(sim, ask):
    with (
        deferred.batch(),
        pytest.raises(deferred.NotBatchable, match=r"is not served yet|use openai\.OpenAI") as refused,
    ):
        ask()
    assert "test_other_providers.py:" in str(refused.value)


@pytest.mark.parametrize("hosts", [[], ["api.x.ai"], ["api.x.ai=xai"]])
def test_a_call_of_xais_own_sdk_is_refused_even_at_a_declared_host_and_the_remedy_is_named(sim, hosts, monkeypatch):
    chat = types.ModuleType("xai_sdk.sync.chat")  # a stand-in with what is watched of it
    chat.Chat = type("Chat", (), {"sample": lambda self: "sent"})
    for name, module in {"xai_sdk": types, "xai_sdk.sync": types, "xai_sdk.sync.chat": chat}.items():
        monkeypatch.setitem(sys.modules, name, module)
    remedy = r'openai.OpenAI\(base_url="https://api.x.ai/v1"'
    with deferred.batch(hosts=hosts), pytest.raises(deferred.NotBatchable, match=remedy):
        chat.Chat().sample()
    assert chat.Chat().sample() == "sent"


@pytest.mark.filterwarnings("ignore")
def test_bedrock_by_boto3_is_refused(sim):
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
    client = boto3.client("bedrock-runtime", "eu-central-1", aws_access_key_id="a", aws_secret_access_key="b")
    with deferred.batch(), pytest.raises(Exception, match="Bedrock is not served yet"):
        client.converse(modelId="m", messages=[{"role": "user", "content": [{"text": "Name a tea."}]}])
