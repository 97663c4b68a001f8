"""Law 7: what cannot be intercepted or priced is an error before any money is spent."""

import asyncio
import concurrent.futures
import multiprocessing.pool
import re
import threading
from pathlib import Path

import anthropic
import openai
import pytest
from google import genai

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, http_module
from tests.support.models import CLAUDE, GEMINI, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.mark.parametrize("start", [lambda client: client.beta.threads.runs.create("thread_1", assistant_id="asst_1")])
def test_generation_under_other_addresses_is_refused(sim, gpt, start):
    import warnings

    with deferred.batch(), warnings.catch_warnings(), pytest.raises(deferred.NotBatchable):
        warnings.simplefilter("ignore")
        start(gpt)
    assert sim.requests == []


ELSEWHERE = {
    "an endpoint that nobody knows yet": lambda gpt, _: gpt.post("/decisions", cast_to=object, body={}),
    "a video edited": lambda gpt, _: gpt.post("/videos/edits", cast_to=object, body={}),
    "outputs of tools for an assistant": lambda gpt, _: gpt.post(
        "/threads/t/runs/r/submit_tool_outputs", cast_to=object, body={}
    ),
    "a grader": lambda gpt, _: gpt.post("/fine_tuning/alpha/graders/run", cast_to=object, body={}),
    "an agent's turn": lambda gpt, _: gpt.post("/agents/sessions/s/events", cast_to=object, body={}),
    "a session of Claude's": lambda _, claude: claude.post("/v1/sessions/s/events", cast_to=object, body={}),
    "a deployment": lambda _, claude: claude.post("/v1/deployments/d/run", cast_to=object, body={}),
    "another endpoint of Claude's": lambda _, claude: claude.post("/v1/oracle", cast_to=object, body={}),
}


@pytest.mark.parametrize("call", ELSEWHERE.values(), ids=ELSEWHERE)
@pytest.mark.parametrize("settings", [{}, {"unbatchable": "live", "cost_limit": 1}], ids=["", "live, under a limit"])
def test_what_generates_under_any_other_address_never_goes_live_in_silence(call, settings):
    gpt = openai.OpenAI(api_key="k", base_url="https://api.openai.com/v1", max_retries=0)
    claude = anthropic.Anthropic(api_key="k", base_url="https://api.anthropic.com", max_retries=0)
    with gpt, claude, deferred.batch(**settings), pytest.raises(deferred.NotBatchable):
        call(gpt, claude)


def test_what_only_manages_passes_a_block(sim, gpt):
    with deferred.batch():
        assert gpt.files.create(file=("a.txt", b"words"), purpose="user_data").id


@pytest.mark.parametrize("name", ["responses", "realtime"])
def test_a_socket_is_refused(gpt, name):
    with deferred.batch():
        resource = getattr(gpt, name, None)
        if not hasattr(resource, "connect"):
            pytest.skip("this version of the SDK has no such socket")
        with pytest.raises(deferred.NotBatchable):
            resource.connect(**({"model": "gpt-realtime"} if name == "realtime" else {}))


@pytest.mark.parametrize(
    "path",
    [
        "interactions",
        "decisions",
        "triggers/t/executions",
        "models/gemini-embedding-001:embedContent",
        "models/aqa:generateAnswer",
    ],
)
def test_what_google_has_no_batch_of_is_not_let_through_uncounted(gemini, path):
    http = gemini._api_client._httpx_client
    with deferred.batch(unbatchable="live", cost_limit=1), pytest.raises(deferred.NotBatchable):
        http.post(f"https://generativelanguage.googleapis.com/v1beta/{path}", json={"model": GEMINI})


def test_a_call_that_belongs_to_no_block_is_named_while_one_is_open(sim, claude, gemini, caplog):
    """A worker task that began before the block, say: what it asks is not the block's, and costs full price."""

    async def main():
        asked, done = asyncio.Queue(), []

        async def work():
            while True:
                done.append((await asked.get())())
                asked.task_done()

        worker = asyncio.create_task(work())
        await asyncio.sleep(0)
        async with deferred.batch():
            for _ in range(2):
                asked.put_nowait(lambda: ask_claude(claude))
                asked.put_nowait(lambda: ask_gemini(gemini))
            await asked.join()
        worker.cancel()

    asyncio.run(main())
    said = [record.message for record in caplog.records if "full price" in record.message]
    assert len(said) == 2
    assert all(f"{Path(__file__).name}:" in words or "calls.py:" in words for words in said)
    assert len(sim.live_calls) == 4


def test_a_stream_by_plain_http_is_refused(sim):
    http = http_module()
    with deferred.batch(), http.Client() as client, pytest.raises(deferred.NotBatchable, match="stream"):
        client.post(f"{sim.url}/v1/chat/completions", json={"model": GPT, "stream": True})
    assert sim.requests == []


def test_a_gemini_call_that_skips_the_methods_is_in_a_job(sim, gemini):
    body = {"contents": [{"role": "user", "parts": [{"text": "hello"}]}]}
    with deferred.batch() as session:
        reply = gemini._api_client.request("post", "models/gemini-2.5-flash:generateContent", body, None)
    assert "hello" in reply.body
    assert (len(sim.jobs), sim.live_calls, session.status()["calls"]) == (1, [], 1)


def test_a_gemini_call_of_vertex_that_skips_the_methods_is_refused(sim):
    client = genai.Client(vertexai=True, api_key="test-key", http_options={"base_url": sim.url})
    path = "publishers/google/models/gemini-2.5-flash:generateContent"
    with deferred.batch(), pytest.raises(deferred.NotBatchable):
        client._api_client.request("post", path, {"contents": []}, None)
    assert sim.requests == []


MESSAGES = [{"role": "user", "content": "x"}]
REFUSED = {
    "a stream of anthropic": lambda sim: anthropic.Anthropic().messages.create(model=CLAUDE, max_tokens=9, messages=MESSAGES, stream=True),
    "a stream helper": lambda sim: anthropic.Anthropic().messages.stream(model=CLAUDE, max_tokens=9, messages=MESSAGES).__enter__(),
    "a stream of openai": lambda sim: openai.OpenAI().chat.completions.create(model=GPT, messages=MESSAGES, stream=True),
    "a streamed response": lambda sim: openai.OpenAI().chat.completions.with_streaming_response.create(model=GPT, messages=MESSAGES).__enter__(),
    "a stream of gemini": lambda sim: list(genai.Client().models.generate_content_stream(model=GEMINI, contents="x")),
    "a dearer tier": lambda sim: openai.OpenAI().responses.create(model=GPT, input="x", service_tier="priority"),
    "another host": lambda sim: openai.OpenAI(base_url="http://localhost:9/v1").chat.completions.create(model="m", messages=MESSAGES),
    "bedrock": lambda sim: anthropic.AnthropicBedrock(aws_access_key="a", aws_secret_key="b", aws_region="r", base_url=sim.url).messages.create(model="m", max_tokens=9, messages=MESSAGES),
    "vertex": lambda sim: anthropic.AnthropicVertex(region="r", project_id="p", access_token="t", base_url=sim.url).messages.create(model="m", max_tokens=9, messages=MESSAGES),
    "variations of a picture": lambda sim: openai.OpenAI().images.create_variation(image=b"x"),
    "a stream of pictures": lambda sim: openai.OpenAI().images.generate(model="gpt-image-1", prompt="x", stream=True),
    "query parameters": lambda sim: openai.OpenAI().chat.completions.create(model="m", messages=MESSAGES, extra_query={"a": "b"}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_call_that_no_batch_can_carry_is_refused_before_anything_is_sent(sim, name):
    with deferred.batch(), pytest.raises(deferred.NotBatchable) as raised:
        REFUSED[name](sim)
    assert f"{Path(__file__).name}:" in str(raised.value)
    assert "unbatchable" in str(raised.value)
    assert sim.requests == []


def test_vertex_of_google_is_refused(sim):
    client = genai.Client(vertexai=True, project="p", location="l", credentials=anonymous())
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="Vertex"):
        client.models.generate_content(model=GEMINI, contents="x")


def test_async_calls_that_no_batch_can_carry_are_refused_too(sim):
    client = openai.AsyncOpenAI()

    async def main():
        async with deferred.batch():
            await client.chat.completions.create(model=GPT, messages=MESSAGES, stream=True)

    with pytest.raises(deferred.NotBatchable, match=re.escape(f"{Path(__file__).name}:")):
        asyncio.run(main())
    assert sim.requests == []


def test_an_async_transport_that_cannot_be_followed_is_refused_with_the_remedy(sim):
    http = http_module()

    class Odd(http.AsyncBaseTransport):
        async def handle_async_request(self, request):
            raise AssertionError

    client = openai.AsyncOpenAI(http_client=http.AsyncClient(transport=Odd()))

    async def main(**settings):
        async with deferred.batch(**settings):
            return await ask_gpt(client)

    with pytest.raises(deferred.NotBatchable, match="clients="):
        asyncio.run(main())
    assert asyncio.run(main(clients=[openai.OpenAI()])).choices


def anonymous():
    """Google credentials that nobody checks."""
    from google.auth.credentials import AnonymousCredentials

    return AnonymousCredentials()


@pytest.mark.parametrize("ask", [ask_gpt, ask_gemini])
def test_a_thread_that_calls_after_its_block_was_left_is_refused_and_not_sent_live(sim, gpt, gemini, ask):
    go, refused = threading.Event(), []

    def late():
        go.wait()
        try:
            ask(gpt if ask is ask_gpt else gemini)
        except deferred.DeferredError as error:
            refused.append(str(error))

    with deferred.batch(cost_limit=5):
        thread = threading.Thread(target=late)
        thread.start()
    go.set()
    thread.join()
    assert (sim.live_calls, sim.jobs) == ([], [])
    assert "calls.py" in refused[0]
    assert "was made after its block was left" in refused[0]
    assert "join" in refused[0]


def test_a_thread_that_another_late_thread_starts_is_refused_too(sim, gpt):
    go, refused = threading.Event(), []

    def call():
        try:
            ask_gpt(gpt)
        except deferred.DeferredError as error:
            refused.append(error)

    def late():
        go.wait()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            pool.submit(call)
        children = [threading.Thread(target=call), multiprocessing.pool.ThreadPool(1)]
        children[0].start()
        children[0].join()
        with children[1] as others:
            others.apply(call)

    with deferred.batch():
        thread = threading.Thread(target=late)
        thread.start()
    go.set()
    thread.join()
    assert (sim.live_calls, len(refused)) == ([], 3)


@pytest.mark.parametrize("name", ["temperature", "top_p", "top_k"])
def test_sampling_that_the_api_version_refuses_is_refused_before_a_batch_is_sent(sim, name):
    """The service refuses it row by row, hours later."""
    new, old = (
        anthropic.Anthropic(default_headers={"anthropic-version": version}) for version in ("2026-10-21", "2023-06-01")
    )
    with deferred.batch():
        with pytest.raises(deferred.NotBatchable, match=f"API version 2026-10-21 refuses {name}"):
            ask_claude(new, extra_body={name: 1})
        with pytest.raises(deferred.NotBatchable, match=f"refuses {name}"):
            ask_claude(old, extra_body={name: 1}, extra_headers={"anthropic-version": "2026-10-21"})
        ask_claude(old, extra_body={name: 1})
    assert [len(job.rows) for job in sim.jobs] == [1]


def test_a_plain_request_with_sampling_that_its_version_refuses_is_refused(sim):
    body = {"model": CLAUDE, "max_tokens": 9, "messages": MESSAGES, "temperature": 0}
    headers = {"x-api-key": "k", "anthropic-version": "2026-10-21"}
    with deferred.batch(), http_module().Client() as client, pytest.raises(deferred.NotBatchable, match="temperature"):
        client.post(f"{sim.url}/v1/messages", json=body, headers=headers)
    assert sim.requests == []


def test_a_request_that_bills_somebody_else_is_refused(sim, claude):
    policy = {"type": "billing_policy", "bill_to": "user_profile"}
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="billing_policy"):
        ask_claude(claude, extra_body={"billing_policy": policy})
    assert sim.requests == []
