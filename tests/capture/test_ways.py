"""Which HTTP clients reach a provider alike, so that what comes through them shares its jobs."""

import anthropic
import openai
import pytest

import deferred
from deferred.capture.http_clients import http_module, transport_of
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def http(gpt):
    """The HTTP library of the SDK: httpx, or httpx2."""
    return http_module(gpt._client)


def test_clients_that_frameworks_make_anew_for_each_call_share_a_job(sim, http):
    """pydantic-ai makes an HTTP client for each agent and loop, LangChain for each model: all reach the provider alike."""
    with deferred.batch() as session:
        for n in range(3):
            with openai.OpenAI(http_client=http.Client(timeout=n + 1)) as client:
                ask_gpt(client, f"n {n}")
    assert [job.count for job in engine.jobs(session)] == [3]
    assert len(sim.jobs) == 1


class Cap:
    """A hook that says all about itself."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __call__(self, request):
        """Leave the request as it is."""


def test_hooks_that_are_equal_in_all_they_hold_are_one_way(http):
    first, same, other = (http.Client(event_hooks={"request": [Cap(seconds)]}) for seconds in (1, 1, 2))
    assert transport_of(first) == transport_of(same) != transport_of(other)


def test_a_sync_and_an_async_client_reach_the_provider_alike(http, gpt):
    assert transport_of(http.Client()) == transport_of(http.AsyncClient())
    assert transport_of(gpt._client) == transport_of(openai.AsyncOpenAI()._client)


def test_http_clients_with_a_way_of_their_own_are_told_apart(http):
    made = [
        {"transport": http.MockTransport(lambda _: http.Response(500))},
        {"transport": http.MockTransport(lambda _: http.Response(500))},
        {"headers": {"x-tenant": "a"}},
        {"headers": {"x-tenant": "b"}},
        {"params": {"tenant": "a"}},
        {"cookies": {"tenant": "a"}},
        {"auth": ("user", "word")},
        {"event_hooks": {"request": [lambda _: None]}},
        {"proxy": "http://127.0.0.1:9"},
        {"proxy": "http://user:word@127.0.0.1:9"},
        {"verify": False},
        {"mounts": {"http://": http.HTTPTransport(local_address="127.0.0.1")}},
        {},
    ]
    clients = [http.Client(**one) for one in made]
    assert len({transport_of(client) for client in clients}) == len(clients)


def test_clients_with_a_way_of_their_own_share_no_job(sim):
    def client(tenant):
        return anthropic.Anthropic(default_query={"tenant": tenant})

    with client("a") as one, client("b") as other, deferred.batch() as session:
        replies = [ask_claude(one, "for a"), ask_claude(other, "for b")]
    assert all(reply.content for reply in replies)
    assert len(session.report.jobs) == 2
