"""litellm: its openai models go through the openai SDK, its other models through httpx of its own."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

import deferred
from tests.capture.frameworks.ground import MARKS, QUESTIONS, live_then_deferred, rows

pytestmark = [
    *MARKS,
    pytest.mark.filterwarnings(
        "ignore::DeprecationWarning:litellm.*",
        "ignore::pydantic.warnings.PydanticDeprecatedSince20",
        "ignore:Pydantic serializer warnings:UserWarning",
        "ignore:Item .* on TypedDict class:UserWarning",
    ),
]


@pytest.fixture
def litellm(monkeypatch):
    """Import it without its look at the network."""
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    return pytest.importorskip("litellm")


def ask(litellm, text):
    """Ask, and read at once."""
    done = litellm.completion(model="openai/gpt-5-mini", messages=[{"role": "user", "content": text}])
    return done.choices[0].message.content


def test_completions_in_a_thread_pool_are_one_job(same, litellm):
    def script():
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda text: ask(litellm, text), QUESTIONS))

    live_then_deferred(same, script)
    assert rows(same) == [5]


def test_completions_under_map_are_one_job(same, litellm):
    with deferred.batch():
        assert len(list(deferred.map(lambda text: ask(litellm, text), QUESTIONS))) == 5
    assert rows(same) == [5]
    assert same.live_calls == []


def test_batch_completion_is_one_job(same, litellm):
    messages = [[{"role": "user", "content": text}] for text in QUESTIONS]

    def script():
        done = litellm.batch_completion(model="openai/gpt-5-mini", messages=messages)
        return [one.choices[0].message.content for one in done]

    live_then_deferred(same, script)
    assert rows(same) == [5]


def test_acompletions_gathered_are_one_job_with_a_sync_client_beside_their_own_transport(same, litellm, gpt):
    """Its async client goes through aiohttp, which the engine cannot follow: it is refused, and this is the remedy."""

    async def main():
        done = await asyncio.gather(
            *(
                litellm.acompletion(model="openai/gpt-5-mini", messages=[{"role": "user", "content": text}])
                for text in QUESTIONS
            )
        )
        return [one.choices[0].message.content for one in done]

    with deferred.batch(), pytest.raises(litellm.InternalServerError, match=r"clients=\[openai.OpenAI"):
        asyncio.run(main())
    live_then_deferred(same, lambda: asyncio.run(main()), clients=[gpt])
    assert rows(same) == [5]


def test_its_own_http_to_anthropic_is_caught_under_map(same, litellm, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_BASE", same.url)

    def claude(text):
        done = litellm.completion(model="anthropic/claude-haiku-4-5", messages=[{"role": "user", "content": text}])
        return done.choices[0].message.content

    with deferred.batch():
        assert len(list(deferred.map(claude, QUESTIONS))) == 5
    assert rows(same) == [5]
    assert same.live_calls == []
