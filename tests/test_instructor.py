"""instructor inside a block: `create` returns at once, and what it asks again is the next wave."""

import asyncio
import itertools

import anthropic
import openai
import pytest
from google import genai
from pydantic import BaseModel, field_validator

import deferred
from deferred import sdks

instructor = pytest.importorskip("instructor", minversion="1.17")
pytestmark = pytest.mark.usefixtures("no_session_left")


class City(BaseModel):
    """What every test asks for."""

    name: str
    people: int


CLIENTS = {
    "openai": (lambda: instructor.from_openai(openai.OpenAI()), {"model": "gpt-5-mini"}),
    "anthropic": (
        lambda: instructor.from_anthropic(anthropic.Anthropic()),
        {"model": "claude-haiku-4-5", "max_tokens": 200},
    ),
    "genai": (lambda: instructor.from_genai(genai.Client()), {"model": "gemini-2.5-flash"}),
}


def ask(client, text, more, model=City):
    """Ask for a city."""
    return client.create(response_model=model, messages=[{"role": "user", "content": text}], **more)


def rows(sim):
    """How many calls each job held."""
    return [len(job.rows) for job in sim.jobs]


@pytest.mark.parametrize("provider", CLIENTS)
def test_a_loop_of_creates_is_one_job_and_gives_placeholders_of_the_model(sim, provider):
    make, more = CLIENTS[provider]
    client = make()
    live = ask(client, "live", more)
    with deferred.batch():
        cities = [ask(client, f"city {n}", more) for n in range(3)]
        assert all(isinstance(city, City) for city in cities)
        assert sim.jobs == []
    assert {type(city.people) for city in cities} == {int}
    assert {type(city).__mro__[1:] for city in cities} == {type(live).__mro__[1:]}
    assert (rows(sim), len(sim.live_calls)) == ([3], 1)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "genai"])
def test_async_creates_gathered_are_one_job(sim, provider):
    clients = {
        "openai": lambda: instructor.from_openai(openai.AsyncOpenAI()),
        "anthropic": lambda: instructor.from_anthropic(anthropic.AsyncAnthropic()),
        "genai": lambda: instructor.from_genai(genai.Client(), use_async=True),
    }
    client, more = clients[provider](), CLIENTS[provider][1]

    async def main():
        async with deferred.batch():
            return await asyncio.gather(*(ask(client, f"city {n}", more) for n in range(4)))

    assert {type(city).__name__ for city in asyncio.run(main())} == {"City"}
    assert rows(sim) == [4]


def test_what_is_asked_again_is_the_next_wave(sim):
    asked = itertools.count(1)

    class Picky(City):
        @field_validator("name")
        @classmethod
        def refuses_the_first_round(cls, name):
            if next(asked) <= 5:
                raise ValueError
            return name

    make, more = CLIENTS["openai"]
    client = make()
    with deferred.batch():
        cities = [ask(client, f"city {n}", more, Picky) for n in range(5)]
    assert all(city.name for city in cities)
    assert rows(sim) == [5, 5]
    assert sim.live_calls == []


def test_lists_of_models_wait_and_share_a_wave_under_map(sim):
    make, more = CLIENTS["openai"]
    client = make()
    with deferred.batch():
        results = list(deferred.map(lambda n: ask(client, f"cities {n}", more, list[City]), range(4)))
    assert all(isinstance(city, City) for cities in results for city in cities)
    assert rows(sim) == [4]


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
    assert "test_instructor.py:" in session.records[0].where


def test_create_is_the_original_again_afterwards(sim):
    before = instructor.Instructor.create
    with deferred.batch():
        assert instructor.Instructor.create is not before
    assert instructor.Instructor.create is before
    assert sdks._patches == []
