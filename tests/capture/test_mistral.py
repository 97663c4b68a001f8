"""Calls of mistralai, and of others at Mistral's hosts: which are captured, with which bodies, replies and accounts."""

import asyncio
import inspect
import json
import sys

import openai
import pytest
from pydantic import BaseModel

import deferred
from deferred.simulator import Simulator
from tests.support import engine

pytestmark = pytest.mark.usefixtures("no_session_left")
MODEL = "mistral-small-latest"
MESSAGES = [{"role": "user", "content": "Name a tea."}]
CHAT = {"model": MODEL, "messages": MESSAGES}
COMPLETIONS = "https://api.mistral.ai/v1/chat/completions"


class Tea(BaseModel):
    name: str
    grams: int


@pytest.fixture(autouse=True)
def key(sim, monkeypatch):
    """A key in the environment, and the simulator, to which the fixture leads whatever goes to Mistral's hosts."""
    monkeypatch.setenv("MISTRAL_API_KEY", "key")


@pytest.fixture
def sdk():
    """Mistral's SDK."""
    return pytest.importorskip("mistralai.client", reason="mistralai is not installed")


@pytest.fixture
def client(sdk):
    """A client of Mistral."""
    with sdk.Mistral() as client:
        yield client


@pytest.fixture
def spoken(monkeypatch):
    """A simulator at an address of its own, which speaks Mistral's API."""
    with Simulator(speaks="mistral") as other:
        monkeypatch.setenv("DEFERRED_HOSTS", f"{other.host}=mistral")
        yield other


def only_row(sim):
    """The body of the only row of the only job."""
    (job,) = sim.jobs
    (row,) = job.rows
    return row.body


# -- replies -----------------------------------------------------------------------------------------------------------


def calls_of(client):
    """Each method that a batch takes and the simulator answers, by name."""
    return {
        "chat.complete": lambda: client.chat.complete(**CHAT, temperature=0.2),
        "chat.complete_async": lambda: client.chat.complete_async(**CHAT, temperature=0.2),
        "embeddings.create": lambda: client.embeddings.create(model="mistral-embed", inputs=["a", "b"]),
        "embeddings.create_async": lambda: client.embeddings.create_async(model="mistral-embed", inputs="a"),
        "classifiers.moderate": lambda: client.classifiers.moderate(model="mistral-moderation-latest", inputs="a"),
        "classifiers.moderate_async": lambda: client.classifiers.moderate_async(
            model="mistral-moderation-latest", inputs=["a"]
        ),
    }


NAMES = list(calls_of(None))


def made(sdk, name):
    """Make a call of a client of its own, sync or async."""
    client = sdk.Mistral()
    reply = calls_of(client)[name]()
    if not inspect.iscoroutine(reply):
        return reply

    async def wait():
        async with client:
            return await reply

    return asyncio.run(wait())


@pytest.mark.parametrize("name", NAMES)
def test_body_and_reply_are_those_of_the_live_call(sim, sdk, name):
    said = []
    sim.on("answered", lambda request, response: said.append(response))
    live = made(sdk, name)
    sim.reply_with(lambda *_: said[0].json)  # another sample would differ
    (sent,) = [request.body for request in sim.requests]
    with deferred.batch():
        reply = made(sdk, name)
    assert [reply.model_dump(), type(reply)] == [live.model_dump(), type(live)]
    sent.pop("stream", None)
    assert only_row(sim) == sent
    assert len(sim.live_calls) == 1
    assert deferred.result(reply).model == live.model


def test_a_reply_is_at_once_of_its_class_and_knows_its_call(sim, sdk, client):
    with deferred.batch() as session:
        reply = client.chat.complete(**CHAT)
        assert isinstance(reply, sdk.models.ChatCompletionResponse)
        assert not deferred.future(reply).done()
    found = deferred.result(reply)
    assert (found.text, found.provider) == (reply.choices[0].message.content, "mistral")
    assert found.usage.input_tokens == reply.usage.prompt_tokens
    assert found.cost_usd > 0
    assert [one.text for one in session.results()] == [found.text]


# As it was recorded in August 2026, but for the text.
RECORDED = {
    "id": "fda5638972e24544b2a2c35d377194d3", "object": "chat.completion", "model": MODEL,
    "usage": {
        "prompt_tokens": 27, "completion_tokens": 2, "total_tokens": 29, "prompt_audio_seconds": None,
        "prompt_token_details": None, "request_count": 0,
        "prompt_tokens_details": {"messages": [], "cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": None, "service_tier": None,
    },
    "created": 1787150442,
    "choices": [{"index": 0, "finish_reason": "stop", "message": {
        "role": "assistant", "content": "4", "tool_calls": None, "tool_call_id": None, "index": None, "metadata": None,
    }}],
}  # fmt: skip
THOUGHT = [{"type": "thinking", "thinking": [{"type": "text", "text": "2 and 2"}]}, {"type": "text", "text": "4"}]


@pytest.mark.parametrize("content", ["4", THOUGHT])
def test_what_the_service_really_says_is_read(sim, client, content):
    body = json.loads(json.dumps(RECORDED))
    body["choices"][0]["message"]["content"] = content
    sim.reply_with(lambda *_: body)
    with deferred.batch(cost_limit=1) as session:
        reply = client.chat.complete(**CHAT, max_tokens=10)
    assert (reply.id, reply.usage.total_tokens) == (RECORDED["id"], 29)
    assert (
        deferred.result(reply).text == deferred.result(body).text == deferred.result(client.chat.complete(**CHAT)).text
    )
    assert deferred.result(reply).text == "4"
    assert (deferred.result(reply).usage.input_tokens, deferred.result(reply).usage.output_tokens) == (27, 2)
    assert session.report.cost > 0


def test_models_and_unset_fields_are_sent_as_the_sdk_sends_them(sim, sdk, client):
    said = [sdk.models.SystemMessage(content="Be brief."), sdk.models.UserMessage(content="Name a tea.")]
    tool = {"type": "function", "function": {"name": "pour", "parameters": {"type": "object", "properties": {}}}}
    with deferred.batch():
        client.chat.complete(model=MODEL, messages=said, tools=[tool], tool_choice="auto", stop=None, random_seed=7)
    sent = only_row(sim)
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    assert (sent["random_seed"], sent["tools"][0]["function"]["name"]) == (7, "pour")
    assert "stream" not in sent
    assert "temperature" not in sent


def test_parsed_replies_are_placeholders_too_and_hold_the_value(sim, client):
    from mistralai.extra.struct_chat import ParsedChatCompletionResponse

    with deferred.batch():
        replies = [client.chat.parse(Tea, **CHAT), client.chat.parse(response_format=Tea, **CHAT, random_seed=1)]
        assert all(isinstance(reply, ParsedChatCompletionResponse) for reply in replies)
        assert not any(deferred.future(reply).done() for reply in replies)
    for reply in replies:
        assert isinstance(reply.choices[0].message.parsed, Tea)
        assert deferred.result(reply).parsed == reply.choices[0].message.parsed
    assert len(sim.jobs) == 1


def test_parsed_replies_of_async_calls(sim, client):
    async def run():
        async with deferred.batch():
            return await asyncio.gather(*(client.chat.parse_async(Tea, **CHAT, random_seed=n) for n in range(4)))

    replies = asyncio.run(run())
    assert all(isinstance(reply.choices[0].message.parsed, Tea) for reply in replies)
    assert all(isinstance(deferred.result(reply).parsed, Tea) for reply in replies)
    assert len(sim.jobs) == 1


def test_a_reply_is_read_after_its_client_was_closed(sim, sdk):
    with sdk.Mistral() as client, deferred.batch(wait=False):
        reply = client.chat.complete(**CHAT)
    assert client.sdk_configuration.client is None
    assert reply.choices[0].message.content


def test_a_refusal_is_the_error_of_the_sdk(sim, sdk, client):
    sim.faults.error_rows = lambda row: (400, 422)[row.index]
    with deferred.batch():
        replies = [client.chat.complete(**CHAT, random_seed=n) for n in range(2)]
    errors = [deferred.future(reply).exception() for reply in replies]
    assert [(type(error).__name__, error.status_code) for error in errors] == [
        ("SDKError", 400),
        ("HTTPValidationError", 422),
    ]
    assert json.loads(errors[0].raw_response.request.content) == {**CHAT, "random_seed": 0}
    assert json.loads(errors[0].body)["type"] == "invalid_request_file"


def test_its_own_retries_buy_nothing(sim, sdk):
    retries = sdk.utils.RetryConfig("backoff", sdk.utils.BackoffStrategy(1, 2, 1.1, 100), True)
    sim.faults.error_rows, sim.faults.error_status = True, 500
    with sdk.Mistral(retry_config=retries) as client, deferred.batch():
        reply = client.chat.complete(**CHAT)
    assert deferred.future(reply).exception().status_code == 500
    assert sum(len(job.rows) for job in sim.jobs) == 3  # the engine's own two retries


async def closed_after(client, call):
    async with client:
        return await call


# -- what is refused ---------------------------------------------------------------------------------------------------

REFUSED = {
    "a batch cannot stream": [
        lambda client: client.chat.stream(**CHAT),
        lambda client: client.chat.complete(**CHAT, stream=True),
        lambda client: client.chat.parse_stream(Tea, **CHAT),
        lambda client: client.fim.stream(model="codestral-latest", prompt="def f("),
        lambda client: asyncio.run(client.chat.stream_async(**CHAT)),
        lambda client: asyncio.run(client.chat.complete_async(**CHAT, stream=True)),
    ],
    "does not take this endpoint": [
        lambda client: client.ocr.process(model="mistral-ocr-latest", document={"document_url": "https://x/y.pdf"}),
        lambda client: client.agents.complete(agent_id="a", messages=MESSAGES),
        lambda client: client.beta.conversations.start(inputs="Name a tea.", model=MODEL),
        lambda client: client.responses.create(model=MODEL, input="Name a tea."),
        lambda client: client.audio.transcriptions.complete(model="voxtral-mini-latest", file_url="https://x/y.mp3"),
        lambda client: asyncio.run(client.agents.complete_async(agent_id="a", messages=MESSAGES)),
    ],
}


@pytest.mark.parametrize(
    ("why", "call"), [pytest.param(why, call, id=f"{why}-{n}") for why, some in REFUSED.items() for n, call in enumerate(some)]
)  # fmt: skip
def test_what_no_batch_takes_is_refused_with_the_remedy(sim, client, why, call):
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match=why) as refused:
        call(client)
    assert 'unbatchable="live"' in str(refused.value)
    assert "mistralai: " in str(refused.value)
    assert "test_mistral.py:" in str(refused.value)
    assert sim.requests == []


@pytest.mark.parametrize(
    "call",
    [
        lambda client: list(client.chat.stream(**CHAT)),
        lambda client: client.chat.complete(**CHAT, stream=True),
        lambda client: asyncio.run(closed_after(client, client.chat.stream_async(**CHAT))),
        lambda client: asyncio.run(closed_after(client, client.chat.complete_async(**CHAT, stream=True))),
    ],
)
def test_what_may_go_live_does_and_is_in_the_report_once(sim, client, call):
    with deferred.batch(unbatchable="live") as session:
        try:
            call(client)
        except Exception as error:
            assert not isinstance(error, deferred.DeferredError)  # noqa: PT017 - the SDK expects no stream there
    assert [(request.operation, request.body["stream"]) for request in sim.requests] == [("live", True)]
    assert str(session.report).count("mistralai: ") == 1


def test_jobs_of_ones_own_are_refused_under_a_limit_and_other_requests_pass(sim, client):
    with deferred.batch(cost_limit=1), pytest.raises(deferred.NotBatchable, match=r"batch\.jobs\.create"):
        client.batch.jobs.create(endpoint="/v1/chat/completions", model=MODEL, requests=[{"body": CHAT}])
    with deferred.batch(cost_limit=1):
        assert client.files.list().data == []
    assert sim.jobs == []


def test_other_hosts_are_refused_with_the_setting_that_allows_them(sim, sdk, client):
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match=r'hosts=\["gw.example:4000=mistral"\]'):
        client.chat.complete(**CHAT, server_url="https://gw.example:4000")
    with sdk.Mistral(server_url="https://gw.example") as other, deferred.batch(hosts=["gw.example=groq"]):
        with pytest.raises(deferred.NotBatchable, match="declared to speak the API of groq"):
            other.chat.complete(**CHAT)
        with pytest.raises(deferred.NotBatchable, match="declared to speak the API of groq"):
            asyncio.run(other.chat.complete_async(**CHAT))


def test_a_transport_that_cannot_be_copied_is_refused(sim, sdk):
    httpx2 = pytest.importorskip("httpx2")

    class Own(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request):
            raise AssertionError

    with sdk.Mistral(async_client=httpx2.AsyncClient(transport=Own())) as client, deferred.batch():
        with pytest.raises(deferred.NotBatchable, match=r"Mistral\(client="):
            asyncio.run(client.chat.complete_async(**CHAT))
        reply = client.chat.complete(**CHAT)  # its sync client is another one
    assert reply.id
    both = {"client": httpx2.Client(), "async_client": httpx2.AsyncClient(transport=Own())}
    with sdk.Mistral(**both) as client, deferred.batch(), both["client"]:
        assert asyncio.run(client.chat.complete_async(**CHAT, random_seed=1)).id


# -- accounts ----------------------------------------------------------------------------------------------------------


def test_calls_of_clients_with_one_key_share_a_job_and_others_do_not(sim, sdk):
    keys = ["one", "one", "two"]

    async def ask_later(client):
        return await client.chat.complete_async(**CHAT, random_seed=7)

    with deferred.batch():
        replies = [sdk.Mistral(api_key=key).chat.complete(**CHAT, random_seed=n) for n, key in enumerate(keys)]
        replies.append(asyncio.run(ask_later(sdk.Mistral(api_key="one"))))
    assert all(reply.id for reply in replies)
    assert len({job.account for job in sim.jobs}) == 2


def test_a_key_function_is_asked_for_each_request(sim, sdk):
    asked = []

    def key():
        asked.append("key")
        return "key"

    sim.latency = 0.2
    with sdk.Mistral(api_key=key) as client, deferred.batch():
        replies = [client.chat.complete(**CHAT, random_seed=n) for n in range(3)]
    assert all(reply.id for reply in replies)
    assert len(sim.jobs) == 1
    assert len(asked) > 3 + 3  # for each call, and for upload, create, look and file


def test_a_key_in_the_file_of_a_service_account_is_read_for_each_request(sim, sdk, monkeypatch, tmp_path):
    place = tmp_path / "token"
    place.write_text("of-the-file\n")
    monkeypatch.setenv("MISTRAL_SA_TOKEN_PATH", str(place))
    monkeypatch.delenv("MISTRAL_API_KEY")
    with sdk.Mistral() as client, sdk.Mistral(api_key="of-the-file") as same, deferred.batch():
        replies = [one.chat.complete(**CHAT) for one in (client, same)]
    assert all(reply.id for reply in replies)
    assert len({job.account for job in sim.jobs}) == 1


def test_headers_of_one_call_go_with_its_job_and_a_key_among_them_is_its_account(sim, sdk, client, tmp_path):
    with deferred.batch():
        client.chat.complete(**CHAT)
        client.chat.complete(**CHAT, http_headers={"x-team": "search"})
        client.chat.complete(**CHAT, http_headers={"Authorization": "Bearer another"})
    assert len(sim.jobs) == 3
    assert len({job.account for job in sim.jobs}) == 2
    creates = [request for request in sim.requests if request.operation == "create"]
    assert sorted(request.headers.get("x-team", "") for request in creates) == ["", "", "search"]
    stored = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"Bearer another" not in stored


def test_regions_are_its_own_hosts(sim, sdk):
    with sdk.Mistral(server="eu") as client, deferred.batch():
        reply = client.chat.complete(**CHAT)
    assert reply.id
    assert {request.headers["x-simulated-host"] for request in sim.requests} == {"api.eu.mistral.ai"}


def test_a_host_that_is_said_to_speak_its_api_is_one(spoken, sdk):
    with sdk.Mistral(server_url=spoken.url) as client, deferred.batch():
        replies = [
            client.chat.complete(**CHAT),
            openai.OpenAI(base_url=f"{spoken.url}/v1", api_key="k").chat.completions.create(**CHAT),
        ]
    assert all(reply.id for reply in replies)
    assert [job.provider for job in spoken.jobs] == ["mistral", "mistral"]
    assert spoken.live_calls == []


# -- ways around the methods -------------------------------------------------------------------------------------------


def test_a_method_that_was_bound_before_the_block_is_batched(sim, client):
    bound = client.chat.complete
    with deferred.batch():
        assert bound(**CHAT).id
    assert [len(job.rows) for job in sim.jobs] == [1]
    assert sim.live_calls == []


def test_a_tracer_around_a_method_does_not_make_it_wait(sim, client):
    import wrapt

    seen = []

    def trace(wrapped, _, args, kwargs):
        reply = wrapped(*args, **kwargs)
        seen.append(reply.id)
        return reply

    kind = type(client.chat)
    before = vars(kind)["complete"]
    wrapt.wrap_function_wrapper(sys.modules[kind.__module__], "Chat.complete", trace)
    try:
        with deferred.batch():
            replies = [client.chat.complete(**CHAT, random_seed=n) for n in range(5)]
            assert seen == []
        assert sorted(reply.id for reply in replies) == sorted(seen)
    finally:
        kind.complete = before
    assert len(sim.jobs) == 1
    assert sim.live_calls == []


@pytest.mark.parametrize("module", ["httpx", "httpx2"])
def test_plain_http_is_batched(sim, module):
    http = pytest.importorskip(module)
    headers = {"Authorization": "Bearer key"}
    with deferred.batch():
        answer = http.post(COMPLETIONS, json=CHAT, headers=headers)
        assert answer.json()["choices"]
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            http.post("https://api.mistral.ai/v1/ocr", json=CHAT, headers=headers)
        with pytest.raises(deferred.NotBatchable, match="cannot stream"):
            http.post(COMPLETIONS, json={**CHAT, "stream": True}, headers=headers)
    assert only_row(sim) == CHAT
    assert sim.live_calls == []


def test_the_openai_client_is_batched_and_what_mistral_does_not_take_is_refused(sim):
    client = openai.OpenAI(base_url="https://api.mistral.ai/v1", api_key="key", max_retries=0)
    with deferred.batch():
        chat = client.chat.completions.create(**CHAT)
        vectors = client.embeddings.create(model="mistral-embed", input=["a", "b"], encoding_format="float")
        with pytest.raises(deferred.NotBatchable, match="mistral does not take this endpoint"):
            client.responses.create(model=MODEL, input="Name a tea.")
        with pytest.raises(deferred.NotBatchable, match="does not take this endpoint"):
            client.post("/ocr", body={}, cast_to=dict)
    assert (bool(chat.choices[0].message.content), len(vectors.data)) == (True, 2)
    assert {job.endpoint for job in sim.jobs} == {"/v1/chat/completions", "/v1/embeddings"}
    assert {job.provider for job in sim.jobs} == {"mistral"}
    assert sim.live_calls == []


# -- outside of the block ----------------------------------------------------------------------------------------------


def test_after_the_block_every_attribute_is_the_original_again(sim, sdk, client):
    owners = {
        "do_request": sys.modules["mistralai.client.basesdk"].BaseSDK,
        "complete": type(client.chat),
        "complete_async": type(client.chat),
        "parse": type(client.chat),
        "create": type(client.embeddings),
    }
    before = {name: vars(owner)[name] for name, owner in owners.items()}
    with deferred.batch():
        client.chat.complete(**CHAT)
        assert not any(vars(owner)[name] is before[name] for name, owner in owners.items())
    assert {name: vars(owner)[name] for name, owner in owners.items()} == before
    assert engine.patches() == []
    assert client.chat.complete(**CHAT).id
    assert len(sim.live_calls) == 1
