"""Anthropic's tool runner calls Python functions until the model is done: each turn of all of them is a wave."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import anthropic
import pytest
from pydantic import BaseModel

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, calls_a_tool_first, live_then_deferred, rows

tools = pytest.importorskip("anthropic.lib.tools", reason="this anthropic has no tool runner")
pytestmark = MARKS


@anthropic.beta_tool
def weather(city: str) -> str:
    """Give the weather of a city."""
    return f"it rains in {city}"


@anthropic.beta_async_tool
async def weather_later(city: str) -> str:
    """Give the weather of a city, after a while."""
    return f"it rains in {city}"


@pytest.fixture
def oracle(same):
    """The simulator, whose model asks for the weather first."""
    calls_a_tool_first(same, "weather", {"city": "Oslo"})
    return same


def start(client, text, tool=weather, **more):
    """Start the tool runner."""
    return client.beta.messages.tool_runner(
        model=NAMES["anthropic"], max_tokens=100, tools=[tool], messages=[{"role": "user", "content": text}], **more
    )


def until_done(client, text):
    """Run it to its end."""
    return start(client, text).until_done().content[0].text


def step_by_step(client, text):
    """Look at each message."""
    return [message.content[0].type for message in start(client, text)]


@pytest.mark.parametrize("how", [until_done, step_by_step])
def test_tool_runners_under_map_are_one_job_for_each_turn(oracle, claude, how):
    live = [how(claude, text) for text in QUESTIONS]
    calls = len(oracle.live_calls)
    with deferred.batch():
        assert list(deferred.map(lambda text: how(claude, text), QUESTIONS)) == live
    assert rows(oracle) == [5, 5]
    assert len(oracle.live_calls) == calls


def test_tool_runners_in_a_thread_pool_are_one_job_for_each_turn(oracle, claude):
    def script():
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda text: until_done(claude, text), QUESTIONS))

    live_then_deferred(oracle, script)
    assert rows(oracle) == [5, 5]


def test_async_tool_runners_gathered_are_one_job_for_each_turn(oracle):
    calls_a_tool_first(oracle, "weather_later", {"city": "Oslo"})

    async def one(client, text):
        return (await start(client, text, weather_later).until_done()).content[0].text

    async def main():
        async with anthropic.AsyncAnthropic() as client:
            return await asyncio.gather(*(one(client, text) for text in QUESTIONS))

    live_then_deferred(oracle, lambda: asyncio.run(main()))
    assert rows(oracle) == [5, 5]


@pytest.mark.filterwarnings("ignore:The 'output_format' parameter:DeprecationWarning")  # old ones, of themselves
def test_a_tool_runner_with_typed_output_ends_with_it(oracle, claude):
    class Report(BaseModel):
        words: str

    def script():
        last = start(claude, "hello", output_format=Report).until_done()
        return last.parsed_output

    live_then_deferred(oracle, script)
    assert rows(oracle) == [1, 1]


def by_hand(client, text):
    """The loop that people write: the reply's own blocks go into the next request."""
    turns = [{"role": "user", "content": text}]
    schema = {"name": "weather", "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}}}
    while True:
        reply = client.messages.create(
            model=NAMES["anthropic"], max_tokens=100, messages=turns, tools=[{**schema, "description": "Weather."}]
        )
        if reply.stop_reason != "tool_use":
            return reply.content[0].text
        asked = next(block for block in reply.content if block.type == "tool_use")
        result = {"type": "tool_result", "tool_use_id": asked.id, "content": weather(**asked.input)}
        turns += [{"role": "assistant", "content": reply.content}, {"role": "user", "content": [result]}]


def test_a_tool_loop_by_hand_is_one_job_for_each_turn(oracle, claude):
    live = [by_hand(claude, text) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(lambda text: by_hand(claude, text), QUESTIONS)) == live
    assert rows(oracle) == [5, 5]
