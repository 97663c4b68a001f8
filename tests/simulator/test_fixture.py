"""Promises of the pytest fixture: no client of an SDK reaches a provider from a test that uses it."""

import asyncio
import importlib
import socket
import sys

import anthropic
import openai
import pytest
from google import genai

import deferred
from deferred.testing.boundary import Boundary
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, http_module
from tests.support.models import GEMINI

pytestmark = pytest.mark.usefixtures("no_session_left")

# Made as at the import of a user's module: with a real key, before any fixture.
CLIENTS = {
    "claude": (anthropic.Anthropic(api_key="sk-ant-real", base_url="https://api.anthropic.com"), ask_claude),
    "gpt": (openai.OpenAI(api_key="sk-real", base_url="https://api.openai.com/v1"), ask_gpt),
    "gpt of a region": (openai.OpenAI(api_key="sk-real", base_url="https://eu.api.openai.com/v1"), ask_gpt),
    "gemini": (genai.Client(api_key="AIza-real"), ask_gemini),
}


@pytest.mark.parametrize("name", list(CLIENTS))
def test_a_client_made_before_the_test_speaks_to_the_simulator(deferred_simulator, name):
    client, ask = CLIENTS[name]
    assert ask(client).model_dump()
    assert len(deferred_simulator.live_calls) == 1


@pytest.mark.parametrize("name", list(CLIENTS))
def test_a_client_made_before_the_test_is_batched_at_the_simulator(deferred_simulator, name):
    client, ask = CLIENTS[name]
    with deferred.batch():
        replies = [ask(client, f"n {n}") for n in range(3)]
    assert all(reply.model_dump() for reply in replies)
    assert [len(job.rows) for job in deferred_simulator.jobs] == [3]
    assert deferred_simulator.live_calls == []


@pytest.mark.parametrize("name", ["claude", "gpt", "gemini"])
def test_an_async_client_made_before_the_test_speaks_to_the_simulator(deferred_simulator, name):
    async def ask():
        if name == "claude":
            async with anthropic.AsyncAnthropic(api_key="k", base_url="https://api.anthropic.com") as client:
                return await ask_claude(client)
        if name == "gpt":
            async with openai.AsyncOpenAI(api_key="k", base_url="https://api.openai.com/v1") as client:
                return await ask_gpt(client)
        client = genai.Client(api_key="k", http_options={"base_url": "https://generativelanguage.googleapis.com"})
        try:
            return await client.aio.models.generate_content(model=GEMINI, contents="x")
        finally:
            await client.aio.aclose()

    assert asyncio.run(ask()).model_dump()
    assert len(deferred_simulator.live_calls) == 1


@pytest.mark.usefixtures("deferred_simulator")
@pytest.mark.parametrize(
    "client",
    [
        lambda: openai.OpenAI(base_url="https://openrouter.ai/api/v1"),
        lambda: openai.OpenAI(base_url="https://api.fireworks.ai/inference/v1", api_key="k"),
    ],
)
def test_a_client_of_another_host_fails_the_test(client):
    with pytest.raises(pytest.fail.Exception, match="about to send a request to"):
        ask_gpt(client())


@pytest.mark.parametrize(
    ("provider", "client"),
    [
        ("groq", lambda: openai.OpenAI(base_url="https://api.groq.com/openai/v1", api_key="k")),
        ("together", lambda: openai.OpenAI(base_url="https://api.together.ai/v1", api_key="k")),
        (
            "azure",
            lambda: openai.AzureOpenAI(azure_endpoint="https://x.openai.azure.com", api_version="1", api_key="k"),
        ),
    ],
)
def test_a_client_of_a_member_of_openais_family_speaks_to_the_simulator(deferred_simulator, provider, client):
    assert ask_gpt(client()).model_dump()
    assert [call.provider for call in deferred_simulator.live_calls] == [provider]
    with pytest.raises(pytest.fail.Exception, match="about to send a request to"):
        socket.create_connection(("api.groq.com", 443), timeout=1)


@pytest.mark.usefixtures("deferred_simulator")
def test_what_opens_a_socket_to_a_provider_fails_the_test():
    with pytest.raises(pytest.fail.Exception, match=r"api\.openai\.com"):
        socket.create_connection(("api.openai.com", 443), timeout=1)


def test_servers_of_this_machine_are_reached(deferred_simulator):
    client = openai.OpenAI(base_url=f"{deferred_simulator.url}/v1")
    assert ask_gpt(client).model_dump()


def test_the_boundary_ends_with_the_test():
    assert socket.getaddrinfo.__module__ == "socket"


NOBODY = "http://127.0.0.1:9"  # a proxy that would look the provider's name up itself


@pytest.mark.parametrize("address", ["https://api.anthropic.com", None])
def test_a_client_with_a_proxy_speaks_to_the_simulator(deferred_simulator, address):
    http = http_module().Client(proxy=NOBODY)
    with anthropic.Anthropic(api_key="k", base_url=address, http_client=http, max_retries=0) as client:
        assert ask_claude(client).model_dump()
        with deferred.batch():
            reply = ask_claude(client)
        assert reply.model_dump()
    assert (len(deferred_simulator.live_calls), len(deferred_simulator.jobs)) == (1, 1)


def test_an_async_client_with_a_proxy_speaks_to_the_simulator(deferred_simulator):
    async def ask():
        http = http_module().AsyncClient(proxy=NOBODY)
        async with anthropic.AsyncAnthropic(
            api_key="k", base_url="https://api.anthropic.com", http_client=http
        ) as client:
            return await ask_claude(client)

    assert asyncio.run(ask()).model_dump()
    assert len(deferred_simulator.live_calls) == 1


@pytest.fixture
def proxy_of_the_environment(monkeypatch):
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, NOBODY)


@pytest.mark.usefixtures("proxy_of_the_environment")
def test_a_proxy_of_the_environment_is_passed_by(request):
    earlier = openai.OpenAI(api_key="k", base_url="https://api.openai.com/v1", max_retries=0)
    simulator = request.getfixturevalue("deferred_simulator")
    assert ask_gpt(earlier).model_dump()
    assert ask_gpt(openai.OpenAI(max_retries=0)).model_dump()
    assert len(simulator.live_calls) == 2


@pytest.mark.usefixtures("proxy_of_the_environment", "deferred_simulator")
def test_a_live_session_through_a_proxy_fails_the_test():
    async def connect():
        client = genai.Client(api_key="k", http_options={"base_url": "https://generativelanguage.googleapis.com"})
        async with client.aio.live.connect(model=GEMINI):
            pass

    with pytest.raises(pytest.fail.Exception, match="about to send a request to"):
        asyncio.run(connect())


@pytest.mark.parametrize(
    ("name", "method"), [("httpx2", "HTTPTransport.handle_request"), ("aiohttp", "ClientSession._request")]
)
def test_an_sdk_that_the_test_imports_itself_is_held(monkeypatch, name, method):
    pytest.importorskip(name)
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, name)
        Boundary("127.0.0.1:1").hold(patch)
        owner, attribute = method.split(".")
        held = getattr(getattr(importlib.import_module(name), owner), attribute)
        assert held.__module__ == "deferred.testing.boundary"
