"""google-genai calls Python functions by itself: inside a block that loop is a task, and each of its turns a wave."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from google import genai
from google.genai import types

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, calls_a_tool_first, live_then_deferred, rows

pytestmark = MARKS
CITY = {"city": "Oslo"}


def weather(city: str) -> str:
    """Give the weather of a city."""
    return f"it rains in {city}"


async def weather_later(city: str) -> str:
    """Give the weather of a city, after a while."""
    await asyncio.sleep(0)
    return f"it rains in {city}"


@pytest.fixture
def oracle(same):
    """The simulator, whose model asks for the weather first."""
    calls_a_tool_first(same, "weather", CITY)
    return same


def configs():
    """The ways in which people hand functions over."""
    return {
        "dict": {"tools": [weather]},
        "object": types.GenerateContentConfig(tools=[weather]),
        "few": types.GenerateContentConfig(
            tools=[weather], automatic_function_calling=types.AutomaticFunctionCallingConfig(maximum_remote_calls=3)
        ),
    }


@pytest.mark.parametrize("way", configs())
def test_calls_with_functions_return_at_once_and_each_turn_is_one_job(oracle, gemini, way):
    def script():
        replies = [
            gemini.models.generate_content(model=NAMES["google"], contents=text, config=configs()[way])
            for text in QUESTIONS
        ]
        return [(reply.text, len(reply.automatic_function_calling_history), type(reply)) for reply in replies]

    live_then_deferred(oracle, script)
    assert rows(oracle) == [5, 5]


def test_what_such_a_call_returns_is_a_response_before_it_is_there(oracle, gemini):
    with deferred.batch():
        reply = gemini.models.generate_content(model=NAMES["google"], contents="hello", config={"tools": [weather]})
        assert isinstance(reply, types.GenerateContentResponse)
        assert repr(reply) == "<pending GenerateContentResponse>"
        assert oracle.jobs == []
    assert reply.text
    assert type(reply) is types.GenerateContentResponse


def test_functions_that_may_not_be_called_are_one_turn(oracle, gemini):
    config = {"tools": [weather], "automatic_function_calling": {"disable": True}}

    def script():
        replies = [
            gemini.models.generate_content(model=NAMES["google"], contents=text, config=config) for text in QUESTIONS
        ]
        return [reply.function_calls[0].args for reply in replies]

    live_then_deferred(oracle, script)
    assert rows(oracle) == [5]


def test_an_error_in_the_second_turn_is_the_sdks_own(oracle, gemini):
    def reply(_provider, _endpoint, body):
        if "functionResponse" in str(body):
            return 400, {"error": {"code": 400, "message": "no second turn", "status": "INVALID_ARGUMENT"}}
        return None

    first = calls_a_tool_first(oracle, "weather", CITY)
    oracle.reply_with(lambda *asked: reply(*asked) or first(*asked))
    with deferred.batch():
        answer = gemini.models.generate_content(model=NAMES["google"], contents="hello", config={"tools": [weather]})
    with pytest.raises(genai.errors.ClientError, match="no second turn"):
        _ = answer.text


def test_async_calls_with_functions_gathered_are_one_job_for_each_turn(oracle):
    async def main():
        client = genai.Client().aio
        config = {"tools": [weather]}
        replies = await asyncio.gather(
            *(client.models.generate_content(model=NAMES["google"], contents=text, config=config) for text in QUESTIONS)
        )
        return [reply.text for reply in replies]

    live_then_deferred(oracle, lambda: asyncio.run(main()))
    assert rows(oracle) == [5, 5]


def test_async_functions_are_awaited(oracle):
    calls_a_tool_first(oracle, "weather_later", CITY)

    async def main():
        client = genai.Client().aio
        reply = await client.models.generate_content(
            model=NAMES["google"], contents="hello", config={"tools": [weather_later]}
        )
        return reply.text

    live_then_deferred(oracle, lambda: asyncio.run(main()))
    assert rows(oracle) == [1, 1]


# -- chats -------------------------------------------------------------------------------------------------------------


def talk(client, text):
    """Two turns of a chat."""
    chat = client.chats.create(model=NAMES["google"])
    first = chat.send_message(text).text
    return first, chat.send_message("and then?").text, len(chat.get_history())


def test_chats_are_a_job_for_each_turn_under_map(same, gemini):
    live = [talk(gemini, text) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(lambda text: talk(gemini, text), QUESTIONS)) == live
    assert rows(same) == [5, 5]


def test_chats_in_a_thread_pool_are_a_job_for_each_turn(same, gemini):
    def script():
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda text: talk(gemini, text), QUESTIONS))

    live_then_deferred(same, script)
    assert rows(same) == [5, 5]


def test_chats_with_functions_are_a_job_for_each_request_under_map(oracle, gemini):
    def ask(text):
        return gemini.chats.create(model=NAMES["google"], config={"tools": [weather]}).send_message(text).text

    live = [ask(text) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(ask, QUESTIONS)) == live
    assert rows(oracle) == [5, 5]


def test_async_chats_gathered_are_a_job_for_each_turn(same):
    async def talk_later(client, text):
        chat = client.chats.create(model=NAMES["google"])
        first = (await chat.send_message(text)).text
        return first, (await chat.send_message("and then?")).text

    async def main():
        client = genai.Client().aio
        return await asyncio.gather(*(talk_later(client, text) for text in QUESTIONS))

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]
