"""instructor inside a block: `create` returns at once, and what it asks again is the next wave."""

import asyncio
import itertools
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import anthropic
import openai
import pytest
from google import genai
from pydantic import BaseModel, field_validator

import deferred
from tests.capture.frameworks.ground import MARKS, live_then_deferred, rows
from tests.support import engine
from tests.support.models import CLAUDE, GEMINI, GPT

instructor = pytest.importorskip("instructor", minversion="1.17")
pytestmark = MARKS


class City(BaseModel):
    """What every test asks for."""

    name: str
    people: int


CLIENTS = {
    "openai": (lambda: instructor.from_openai(openai.OpenAI()), {"model": GPT}),
    "responses": (
        lambda: instructor.from_openai(openai.OpenAI(), mode=instructor.Mode.RESPONSES_TOOLS),
        {"model": GPT},
    ),
    "anthropic": (
        lambda: instructor.from_anthropic(anthropic.Anthropic()),
        {"model": CLAUDE, "max_tokens": 200},
    ),
    "anthropic beta": (
        lambda: instructor.from_anthropic(anthropic.Anthropic(), beta=True),
        {"model": CLAUDE, "max_tokens": 200},
    ),
    "genai": (lambda: instructor.from_genai(genai.Client()), {"model": GEMINI}),
    "provider openai": (lambda: instructor.from_provider("openai/gpt-5-mini"), {}),
    "provider anthropic": (lambda: instructor.from_provider("anthropic/claude-haiku-4-5"), {"max_tokens": 200}),
    "provider google": (lambda: instructor.from_provider("google/gemini-2.5-flash"), {}),
}
ASYNC = {
    "openai": lambda: instructor.from_openai(openai.AsyncOpenAI()),
    "anthropic": lambda: instructor.from_anthropic(anthropic.AsyncAnthropic()),
    "genai": lambda: instructor.from_genai(genai.Client(), use_async=True),
    "provider openai": lambda: instructor.from_provider("openai/gpt-5-mini", async_client=True),
    "provider anthropic": lambda: instructor.from_provider("anthropic/claude-haiku-4-5", async_client=True),
    "provider google": lambda: instructor.from_provider("google/gemini-2.5-flash", async_client=True),
}
COMPLETIONS = {
    "openai": openai.types.chat.ChatCompletion,
    "responses": openai.types.responses.Response,
    "anthropic": anthropic.types.Message,
    "anthropic beta": anthropic.types.beta.BetaMessage,
    "genai": genai.types.GenerateContentResponse,
}


def asked(text, more, model=City):
    """The arguments of a call."""
    return {"response_model": model, "messages": [{"role": "user", "content": text}], **more}


def ask(client, text, more, model=City):
    """Ask for a city."""
    return client.create(**asked(text, more, model))


def ident(reply):
    """The id of a completion, which a batch gives other prices and headers than a live call."""
    return reply.response_id if hasattr(reply, "response_id") else reply.id


def plain(models):
    """What is in models, whose classes instructor makes anew for each call."""
    return [model.model_dump() for model in models]


# -- one model ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", CLIENTS)
def test_a_loop_of_creates_is_one_job_and_gives_placeholders_of_the_model(same, provider):
    make, more = CLIENTS[provider]
    client = make()
    live = [ask(client, f"city {n}", more) for n in range(3)]
    with deferred.batch():
        cities = [ask(client, f"city {n}", more) for n in range(3)]
        assert all(isinstance(city, City) for city in cities)
        assert same.jobs == []
    assert plain(cities) == plain(live)
    assert {type(city.people) for city in cities} == {int}
    assert {type(city).__mro__[1:] for city in cities} == {type(live[0]).__mro__[1:]}
    assert (rows(same), len(same.live_calls)) == ([3], 3)


@pytest.mark.parametrize("way", ["chat.completions", "messages", "itself"])
def test_every_name_that_instructor_gives_to_create_is_caught(sim, way):
    make, more = CLIENTS["openai"]
    client = make()
    create = {
        "chat.completions": lambda: client.chat.completions.create,
        "messages": lambda: client.messages.create,
        "itself": lambda: client.create,
    }[way]
    with deferred.batch():
        cities = [create()(**asked(f"city {n}", more)) for n in range(3)]
        assert sim.jobs == []
    assert all(city.name for city in cities)
    assert rows(sim) == [3]


@pytest.mark.parametrize("provider", ASYNC)
def test_async_creates_gathered_are_one_job(same, provider):
    client, more = ASYNC[provider](), CLIENTS[provider][1]

    async def main():
        return await asyncio.gather(*(ask(client, f"city {n}", more) for n in range(4)))

    async def batched():
        async with deferred.batch():
            return await main()

    live = plain(asyncio.run(main()))
    client = ASYNC[provider]()
    assert plain(asyncio.run(batched())) == live
    assert (rows(same), len(same.live_calls)) == ([4], 4)


def test_instructor_in_a_thread_pool_is_one_job(same):
    make, more = CLIENTS["anthropic"]
    client = make()

    def people(n):
        return ask(client, f"city {n}", more).people

    def script():
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(people, range(6)))

    live_then_deferred(same, script)
    assert rows(same) == [6]


def test_creates_under_map_are_one_job(same):
    make, more = CLIENTS["genai"]
    client = make()
    live = [ask(client, f"city {n}", more).name for n in range(4)]
    with deferred.batch():
        assert list(deferred.map(lambda n: ask(client, f"city {n}", more).name, range(4))) == live
    assert rows(same) == [4]


# -- asked again -------------------------------------------------------------------------------------------------------


def picky(times):
    """A model whose validator refuses the first answers."""
    given = itertools.count(1)

    class Picky(City):
        @field_validator("name")
        @classmethod
        def refuses_the_first(cls, name):
            if next(given) <= times:
                raise ValueError
            return name

    return Picky


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_what_is_asked_again_is_the_next_wave(sim, provider):
    make, more = CLIENTS[provider]
    client, model = make(), picky(5)
    with deferred.batch():
        cities = [ask(client, f"city {n}", more, model) for n in range(5)]
    assert all(city.name for city in cities)
    assert rows(sim) == [5, 5]
    assert sim.live_calls == []


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_what_is_asked_again_is_the_next_wave_in_asyncio_too(sim, provider):
    client, more, model = ASYNC[provider](), CLIENTS[provider][1], picky(5)

    async def main():
        async with deferred.batch():
            return await asyncio.gather(*(ask(client, f"city {n}", more, model) for n in range(5)))

    assert all(city.name for city in asyncio.run(main()))
    assert rows(sim) == [5, 5]


def test_a_model_that_is_never_satisfied_fails_as_live_and_takes_no_other_with_it(sim):
    from instructor.core.exceptions import InstructorRetryException

    make, more = CLIENTS["openai"]
    client, never = make(), picky(10**6)
    with deferred.batch():
        good, bad = ask(client, "good", more), ask(client, "bad", {**more, "max_retries": 2}, never)
    assert good.name
    with pytest.raises(InstructorRetryException):
        _ = bad.name
    assert rows(sim) == [2, 1, 1]


# -- the completion beside the model -------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", COMPLETIONS)
def test_create_with_completion_returns_two_placeholders_at_once(same, provider):
    make, more = CLIENTS[provider]
    client = make()
    live = [client.create_with_completion(**asked(f"city {n}", more)) for n in range(3)]
    with deferred.batch():
        pairs = [client.create_with_completion(**asked(f"city {n}", more)) for n in range(3)]
        assert all(isinstance(city, City) and isinstance(done, COMPLETIONS[provider]) for city, done in pairs)
        assert same.jobs == []
    assert plain(city for city, _ in pairs) == plain(city for city, _ in live)
    assert [ident(done) for _, done in pairs] == [ident(done) for _, done in live]
    assert {type(done) for _, done in pairs} == {type(done) for _, done in live} == {COMPLETIONS[provider]}
    assert rows(same) == [3]


def test_create_with_completion_raises_from_both_of_its_parts(sim):
    from instructor.core.exceptions import InstructorRetryException

    make, more = CLIENTS["anthropic"]
    client = make()
    with deferred.batch():
        parts = client.create_with_completion(**asked("x", {**more, "model": "claude-does-not-exist"}))
    for part in parts:
        with pytest.raises(InstructorRetryException, match="claude-does-not-exist"):
            _ = part.id


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_async_create_with_completion_gathered_is_one_job(sim, provider):
    client, more = ASYNC[provider](), CLIENTS[provider][1]

    async def main():
        async with deferred.batch():
            return await asyncio.gather(*(client.create_with_completion(**asked(f"city {n}", more)) for n in range(3)))

    pairs = asyncio.run(main())
    assert {type(done) for _, done in pairs} == {COMPLETIONS[provider]}
    assert rows(sim) == [3]


# -- many at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [list[City], Iterable[City]], ids=["list", "Iterable"])
@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_lists_of_models_are_real_lists_and_share_a_wave_under_map(same, provider, model):
    make, more = CLIENTS[provider]
    client = make()
    live = [ask(client, f"cities {n}", more, model) for n in range(4)]
    with deferred.batch():
        results = list(deferred.map(lambda n: ask(client, f"cities {n}", more, model), range(4)))
    assert results == live
    assert {type(cities) for cities in results} == {type(live[0])}
    assert {type(city) for cities in results for city in cities} == {City}
    assert rows(same) == [4]


def test_lists_of_models_share_a_wave_in_threads_and_in_asyncio(sim):
    make, more = CLIENTS["openai"]
    client, other = make(), ASYNC["anthropic"]()

    async def main():
        asks = (ask(other, f"cities {n}", CLIENTS["anthropic"][1], list[City]) for n in range(3))
        return await asyncio.gather(*asks)

    with deferred.batch():
        with ThreadPoolExecutor(8) as pool:
            assert len(list(pool.map(lambda n: ask(client, f"cities {n}", more, list[City]), range(5)))) == 5
        assert len(asyncio.run(main())) == 3
    assert rows(sim) == [5, 3]


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_create_iterable_returns_at_once_and_gives_what_a_stream_would(sim, provider):
    make, more = CLIENTS[provider]
    client = make()
    live = client.create_iterable(**asked("cities 0", more))
    assert [type(city) for city in live] == [City]
    with deferred.batch():
        many = [client.create_iterable(**asked(f"cities {n}", more)) for n in range(3)]
        assert {type(cities) for cities in many} == {type(live)}
        assert sim.jobs == []
    assert [type(city) for cities in many for city in cities] == [City] * 3
    assert rows(sim) == [3]


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_create_iterable_sends_what_it_would_stream(sim, provider):
    make, more = CLIENTS[provider]
    client = make()
    list(client.create_iterable(**asked("cities", more)))
    with deferred.batch():
        client.create_iterable(**asked("cities", more))
    (batched,) = sim.bodies(provider)
    assert {**batched, "stream": True} == sim.live_calls[0].body


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_async_create_iterable_suspends_and_shares_a_wave(sim, provider):
    client, more = ASYNC[provider](), CLIENTS[provider][1]

    async def one(n):
        return [city async for city in client.create_iterable(**asked(f"cities {n}", more))]

    async def main():
        async with deferred.batch():
            return await asyncio.gather(*map(one, range(3)))

    assert [type(city) for cities in asyncio.run(main()) for city in cities] == [City] * 3
    assert rows(sim) == [3]


def test_partial_objects_need_a_stream_and_are_refused(sim):
    from instructor.core.exceptions import InstructorRetryException

    make, more = CLIENTS["openai"]
    client = make()
    with deferred.batch(), pytest.raises(InstructorRetryException, match="a batch cannot stream"):
        list(client.create_partial(**asked("x", more)))
    assert sim.requests == []


# -- everything else is as it was ----------------------------------------------------------------------------------------


def test_a_loop_that_reads_each_model_at_once_is_told_so(sim, caplog):
    make, more = CLIENTS["openai"]
    client = make()
    with deferred.batch():
        for n in range(3):
            assert ask(client, f"city {n}", more).name
    warned = [record.getMessage() for record in caplog.records if "one by one" in record.getMessage()]
    assert len(warned) == 1
    assert "test_instructor.py:" in warned[0]
    assert rows(sim) == [1, 1, 1]


def test_hooks_and_raw_answers_work_as_ever(same):
    make, more = CLIENTS["openai"]
    client, heard = make(), []
    client.on("completion:response", lambda response: heard.append(response.usage.total_tokens))

    def script():
        heard.clear()
        cities = [ask(client, f"city {n}", more) for n in range(3)]
        raw = [ask(client, f"raw {n}", more, None) for n in range(2)]
        return plain(cities), [(reply.id, type(reply)) for reply in raw], sorted(heard)

    live_then_deferred(same, script)
    assert heard
    assert sum(rows(same)) == 5


def test_an_error_of_the_sdk_comes_out_when_the_model_is_touched(sim):
    from instructor.core.exceptions import InstructorRetryException

    make, more = CLIENTS["anthropic"]
    client = make()
    with deferred.batch():
        city = ask(client, "x", {**more, "model": "claude-does-not-exist"})
        with pytest.raises(InstructorRetryException, match="claude-does-not-exist"):
            _ = city.name


def test_the_line_of_a_create_is_the_users(sim):
    make, more = CLIENTS["openai"]
    client = make()
    with deferred.batch() as session:
        ask(client, "x", more)
        session.wait()
    assert "test_instructor.py:" in engine.records(session)[0].where


def test_create_is_the_original_again_afterwards(sim):
    names = ("create", "create_with_completion", "create_iterable")
    before = [getattr(instructor.Instructor, name) for name in names]
    with deferred.batch():
        assert instructor.Instructor.create is not before[0]
    assert [getattr(instructor.Instructor, name) for name in names] == before
    assert engine.patches() == []
