"""pydantic-ai agents: unmodified, each step of all of them is one job."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import BaseModel

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, calls_a_tool_first, gist, live_then_deferred, rows

pydantic_ai = pytest.importorskip("pydantic_ai")
pytestmark = MARKS


@pytest.fixture(autouse=True)
def patient(same, monkeypatch):
    """An agent takes long to get from one call to the next, on a busy machine."""
    del same
    monkeypatch.setenv("DEFERRED_LINGER", "0.8")


# The provider's class in pydantic-ai, and the address that the simulator gives it.
MODELS = {
    "openai-chat": ("openai", f"openai-chat:{NAMES['openai']}"),
    "openai-responses": ("openai", f"openai-responses:{NAMES['openai']}"),
    "anthropic": ("anthropic", f"anthropic:{NAMES['anthropic']}"),
    "google": ("google", f"google:{NAMES['google']}"),
}
each_model = pytest.mark.parametrize("name", MODELS)


class City(BaseModel):
    """A city."""

    name: str
    people: int


def agent(name, **more):
    """Make an agent as people do: by the name of its model, with keys and addresses from the environment."""
    return pydantic_ai.Agent(MODELS[name][1], **more)


@each_model
def test_agents_gathered_are_one_job(same, name):
    async def main():
        it = agent(name)
        return [run.output for run in await asyncio.gather(*(it.run(text) for text in QUESTIONS))]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]


@each_model
def test_run_sync_under_map_is_one_job(same, name):
    it = agent(name)
    live = [it.run_sync(text).output for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(lambda text: it.run_sync(text).output, QUESTIONS)) == live
    assert rows(same) == [5]
    assert len(same.live_calls) == 5


@each_model
def test_typed_outputs_are_one_job(same, name):
    async def main():
        it = agent(name, output_type=City)
        return [run.output for run in await asyncio.gather(*(it.run(text) for text in QUESTIONS))]

    session = live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]
    assert session.report.waves


@each_model
def test_agents_with_tools_are_a_job_for_each_turn(same, name):
    def weather(city: str) -> str:
        """Give the weather of a city."""
        return f"it rains in {city}"

    calls_a_tool_first(same, "weather", {"city": "Oslo"})

    async def main():
        it = agent(name, tools=[weather])
        return [gist(run.output) for run in await asyncio.gather(*(it.run(text) for text in QUESTIONS))]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]


@each_model
def test_agents_with_tools_under_map_are_a_job_for_each_turn(same, name):
    def weather(city: str) -> str:
        """Give the weather of a city."""
        return f"it rains in {city}"

    calls_a_tool_first(same, "weather", {"city": "Oslo"})
    it = agent(name, tools=[weather])
    live = [gist(it.run_sync(text).output) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(lambda text: gist(it.run_sync(text).output), QUESTIONS)) == live
    assert rows(same) == [5, 5]


@each_model
def test_output_validators_that_ask_again_are_the_next_wave(same, name):
    async def main():
        it = agent(name, output_type=City, retries=2)
        seen = set()

        @it.output_validator
        def refuses_once(context, city):
            if context.prompt not in seen:
                seen.add(context.prompt)
                again = "another one"
                raise pydantic_ai.ModelRetry(again)
            return city

        runs = await asyncio.gather(*(it.run(text) for text in QUESTIONS))
        return [(type(run.output), len(run.all_messages())) for run in runs]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]


def test_conversations_go_on_from_their_history(same):
    async def talk(it, text):
        first = await it.run(text)
        second = await it.run("and then?", message_history=first.all_messages())
        return first.output, second.output

    async def main():
        it = agent("anthropic")
        return await asyncio.gather(*(talk(it, text) for text in QUESTIONS))

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]


def test_run_sync_in_a_thread_pool_is_one_job(same):
    def ask(text):
        return agent("openai-chat").run_sync(text).output

    def script():
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(ask, QUESTIONS))

    live_then_deferred(same, script)
    assert rows(same) == [5]


@each_model
def test_an_error_is_the_one_that_pydantic_ai_raises_live(same, name):
    kind = MODELS[name][1].partition(":")[0]
    model = {"anthropic": "claude-does-not-exist", "google": "gemini-does-not-exist"}.get(name, "gpt-does-not-exist")

    async def main():
        try:
            await pydantic_ai.Agent(f"{kind}:{model}").run("hello")
        except Exception as error:
            return type(error), getattr(error, "status_code", None)
        return None

    live_then_deferred(same, lambda: asyncio.run(main()))


def test_streams_are_refused_with_the_line(sim):
    async def main():
        async with agent("anthropic").run_stream("hello") as run:
            return await run.get_output()

    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="a batch cannot stream"):
        asyncio.run(main())
    assert sim.requests == []
