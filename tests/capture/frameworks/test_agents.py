"""Agent frameworks and clients of many models: the same answers as live, no call live, and each wave one job."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, live_then_deferred, rows

pytestmark = [*MARKS, pytest.mark.filterwarnings("ignore")]  # what frameworks warn of is theirs
GPT = NAMES["openai"]


def in_threads(ask):
    """Ask all questions in a pool."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(ask, QUESTIONS))


def test_smolagents_in_threads_is_one_job(same):
    smolagents = pytest.importorskip("smolagents", reason="smolagents is not installed")

    def ask(text):
        model = smolagents.OpenAIModel(model_id=GPT, api_key="test-key")
        return model.generate([{"role": "user", "content": [{"type": "text", "text": text}]}]).content

    live_then_deferred(same, lambda: in_threads(ask))
    assert rows(same) == [5]


def test_magentic_in_threads_is_refused_because_it_streams(same):
    magentic = pytest.importorskip("magentic", reason="magentic is not installed")

    @magentic.prompt("Say {text}", model=magentic.OpenaiChatModel(GPT))
    def ask(text: str) -> str: ...

    assert all(in_threads(ask))
    calls = len(same.live_calls)
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="a batch cannot stream"):
        ask("hello")
    assert (len(same.live_calls), same.jobs) == (calls, [])


def test_strands_is_refused_because_it_streams(same):
    pytest.importorskip("strands", reason="strands-agents is not installed")
    from strands import Agent
    from strands.models.openai import OpenAIModel

    def ask(text):
        agent = Agent(model=OpenAIModel(client_args={}, model_id=GPT), callback_handler=None)
        return str(agent(text))

    assert ask("hello")
    calls = len(same.live_calls)
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="a batch cannot stream"):
        ask("hello")
    assert (len(same.live_calls), same.jobs) == (calls, [])


def test_haystack_in_threads_is_one_job(same):
    pytest.importorskip("haystack", reason="haystack-ai is not installed")
    from haystack.components.generators.chat import OpenAIChatGenerator
    from haystack.dataclasses import ChatMessage

    generator = OpenAIChatGenerator(model=GPT)

    def ask(text):
        return generator.run([ChatMessage.from_user(text)])["replies"][0].text

    live_then_deferred(same, lambda: in_threads(ask))
    assert rows(same) == [5]


@pytest.mark.parametrize("way", ["sync", "async"])
def test_llama_index_is_one_job(same, way):
    pytest.importorskip("llama_index.llms.openai", reason="llama-index-llms-openai is not installed")
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai import OpenAI

    def ask(text):
        return OpenAI(model="gpt-4o-mini").chat([ChatMessage(role="user", content=text)]).message.content

    async def ask_all():
        model = OpenAI(model="gpt-4o-mini")
        asks = (model.achat([ChatMessage(role="user", content=text)]) for text in QUESTIONS)
        return [reply.message.content for reply in await asyncio.gather(*asks)]

    live_then_deferred(same, (lambda: in_threads(ask)) if way == "sync" else (lambda: asyncio.run(ask_all())))
    assert rows(same) == [5]


def test_autogen_gathered_is_one_job(same):
    pytest.importorskip("autogen_ext.models.openai", reason="autogen-ext is not installed")
    from autogen_agentchat.agents import AssistantAgent
    from autogen_ext.models.openai import OpenAIChatCompletionClient

    async def ask(text):
        client = OpenAIChatCompletionClient(model="gpt-4o-mini")
        reply = await AssistantAgent("assistant", client).run(task=text)
        await client.close()
        return reply.messages[-1].content

    async def ask_all():
        return await asyncio.gather(*map(ask, QUESTIONS))

    live_then_deferred(same, lambda: asyncio.run(ask_all()))
    assert rows(same) == [5]
