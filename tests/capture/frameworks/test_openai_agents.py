"""The agents of openai-agents: unmodified, each turn of all of them is one job."""

import asyncio

import pytest

import deferred
from tests.capture.frameworks.ground import MARKS, NAMES, QUESTIONS, calls_a_tool_first, live_then_deferred, rows

agents = pytest.importorskip("agents", reason="openai-agents is not installed")
pytestmark = MARKS


@pytest.fixture(autouse=True)
def _no_tracing(monkeypatch):
    """Its traces go to api.openai.com, and its client is kept for the process."""
    agents.set_tracing_disabled(True)
    from agents.models import _openai_shared, openai_provider

    monkeypatch.setattr(_openai_shared, "_default_openai_client", None)
    monkeypatch.setattr(openai_provider, "_http_client", None)


@agents.function_tool
def weather(city: str) -> str:
    """Give the weather of a city."""
    return f"it rains in {city}"


def agent(api, **more):
    """Make an agent that speaks either of the two APIs."""
    agents.set_default_openai_api(api)
    return agents.Agent(name="it", instructions="Be short.", model=NAMES["openai"], **more)


both_apis = pytest.mark.parametrize("api", ["responses", "chat_completions"])


@both_apis
def test_agents_gathered_are_one_job(same, api):
    async def main():
        it = agent(api)
        runs = await asyncio.gather(*(agents.Runner.run(it, text) for text in QUESTIONS))
        return [run.final_output for run in runs]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5]


@both_apis
def test_agents_with_tools_are_a_job_for_each_turn(same, api):
    calls_a_tool_first(same, "weather", {"city": "Oslo"})

    async def main():
        it = agent(api, tools=[weather])
        runs = await asyncio.gather(*(agents.Runner.run(it, text) for text in QUESTIONS))
        return [run.final_output for run in runs]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]


@both_apis
def test_run_sync_under_map_is_one_job(same, api):
    def ask(text):
        asyncio.set_event_loop(asyncio.new_event_loop())  # run_sync wants one in a thread that has none
        try:
            return agents.Runner.run_sync(agent(api), text).final_output
        finally:
            asyncio.get_event_loop().close()

    with deferred.batch():
        answers = list(deferred.map(ask, QUESTIONS))
    assert all(text in answer for text, answer in zip(QUESTIONS, answers, strict=True))
    assert rows(same) == [5]
    assert same.live_calls == []
