"""LangChain's chat models: unmodified, each wave of them is one job."""

import asyncio

import pytest
from pydantic import BaseModel

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, calls_a_tool_first, live_then_deferred, rows

pytest.importorskip("langchain_core")
PACKAGES = {"openai": "ChatOpenAI", "anthropic": "ChatAnthropic", "google": "ChatGoogleGenerativeAI"}
MODULES = {"openai": "langchain_openai", "anthropic": "langchain_anthropic", "google": "langchain_google_genai"}
pytestmark = MARKS
each_provider = pytest.mark.parametrize("provider", PACKAGES)


class City(BaseModel):
    """A city."""

    name: str
    people: int


def model(provider, sim, **more):
    """Make a chat model as people do; LangChain's own variables for the address differ, so it is given."""
    cls = getattr(pytest.importorskip(MODULES[provider]), PACKAGES[provider])
    address = {"base_url": sim.url + ("/v1" if provider == "openai" else "")}
    limit = {"max_tokens": 100} if provider == "anthropic" else {}
    return cls(**{"model": NAMES[provider], "api_key": "test-key", **address, **limit, **more})


def said(message):
    """What of a message live and deferred have in common: ids are made by LangChain, service tiers differ."""
    return type(message).__name__, message.content, message.usage_metadata["total_tokens"]


@each_provider
def test_invoke_under_map_is_one_job(same, provider):
    llm = model(provider, same)
    live = [said(llm.invoke(text)) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(lambda text: said(llm.invoke(text)), QUESTIONS)) == live
    assert rows(same) == [5]
    assert len(same.live_calls) == 5


@each_provider
def test_batch_is_one_job(same, provider):
    llm = model(provider, same)
    live_then_deferred(same, lambda: [said(message) for message in llm.batch(QUESTIONS)])
    assert rows(same) == [5]


@each_provider
def test_ainvoke_gathered_is_one_job(same, provider):
    async def main():
        llm = model(provider, same)
        return [said(message) for message in await asyncio.gather(*(llm.ainvoke(text) for text in QUESTIONS))]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]


@each_provider
def test_abatch_is_one_job(same, provider):
    async def main():
        return [said(message) for message in await model(provider, same).abatch(QUESTIONS)]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]


@each_provider
@pytest.mark.parametrize("method", ["function_calling", "json_schema"])
def test_structured_output_in_a_batch_is_one_job(same, provider, method):
    llm = model(provider, same).with_structured_output(City, method=method)
    live_then_deferred(same, lambda: llm.batch(QUESTIONS))
    assert rows(same) == [5]


@each_provider
def test_structured_output_under_map_gives_the_models(same, provider):
    llm = model(provider, same).with_structured_output(City)
    live = [llm.invoke(text) for text in QUESTIONS]
    with deferred.batch():
        cities = list(deferred.map(llm.invoke, QUESTIONS))
    assert cities == live
    assert {type(city) for city in cities} == {City}
    assert rows(same) == [5]


@each_provider
def test_a_chain_of_prompt_model_and_parser_is_a_job_for_each_step(same, provider):
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.prompts import ChatPromptTemplate

    llm = model(provider, same)
    short = ChatPromptTemplate.from_template("shorten: {text}") | llm | StrOutputParser()
    chain = {"text": short} | ChatPromptTemplate.from_template("judge: {text}") | llm | StrOutputParser()
    live_then_deferred(same, lambda: chain.batch([{"text": text} for text in QUESTIONS]))
    assert rows(same) == [5, 5]


@each_provider
def test_a_tool_loop_under_map_is_a_job_for_each_turn(same, provider):
    from langchain_core.messages import HumanMessage
    from langchain_core.tools import tool

    @tool
    def weather(city: str) -> str:
        """Give the weather of a city."""
        return f"it rains in {city}"

    calls_a_tool_first(same, "weather", {"city": "Oslo"})
    llm = model(provider, same).bind_tools([weather])

    def run(text):
        turns = [HumanMessage(text)]
        while (message := llm.invoke(turns)).tool_calls:
            turns += [message, *(weather.invoke(call) for call in message.tool_calls)]
        return message.content

    live = [run(text) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(run, QUESTIONS)) == live
    assert rows(same) == [5, 5]


def test_batch_with_few_workers_needs_widen_or_map(same):
    """LangChain makes its pool inside site-packages, which `widen` leaves alone; max_concurrency is the user's."""
    llm = model("openai", same)
    texts = [f"question {n}" for n in range(6)]
    live_then_deferred(same, lambda: [said(m) for m in llm.batch(texts, config={"max_concurrency": 3})])
    assert rows(same) == [3, 3]


def test_embeddings_are_one_job_for_a_list_and_for_several_under_map(same):
    openai = pytest.importorskip("langchain_openai")
    embedder = openai.OpenAIEmbeddings(
        model="text-embedding-3-small", base_url=same.url + "/v1", api_key="test-key", check_embedding_ctx_length=False
    )
    live = [embedder.embed_query(text) for text in QUESTIONS]
    with deferred.batch():
        assert list(deferred.map(embedder.embed_query, QUESTIONS)) == live
    assert rows(same) == [5]


@each_provider
def test_streaming_is_refused_with_the_line(sim, provider):
    llm = model(provider, sim)
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="stream"):
        list(llm.stream("hello"))
    assert sim.requests == []


@each_provider
def test_an_error_is_the_one_that_langchain_raises_live(same, provider):
    unknown = {"openai": "gpt-does-not-exist", "anthropic": "claude-does-not-exist", "google": "gemini-does-not-exist"}[
        provider
    ]
    llm = model(provider, same, model=unknown, max_retries=1)

    def script():
        with pytest.raises(Exception, match=unknown) as raised:
            llm.invoke("hello")
        return raised.type

    live_then_deferred(same, script)
