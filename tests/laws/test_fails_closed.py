"""Law 7: what cannot be intercepted or priced is an error before any money is spent."""

import asyncio
from pathlib import Path

import anthropic
import openai
import pytest

import deferred
from tests.support.calls import ask_claude, ask_gemini

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
        http.post(f"https://generativelanguage.googleapis.com/v1beta/{path}", json={"model": "gemini-2.5-flash"})


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
    assert all(Path(__file__).name in words or "calls.py:" in words for words in said)
    assert len(sim.live_calls) == 4
