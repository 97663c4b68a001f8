"""The laws at Mistral: by its own SDK, and by the openai client, right answers in one job and nothing bought twice."""

import asyncio
import importlib.util

import openai
import pytest

import deferred
from deferred.simulator import Simulator
from tests.laws.test_family import FAULTS
from tests.support.troubles import assert_paid_once, at_each_fault, at_each_point, said_after_a_kill, strike

pytestmark = pytest.mark.usefixtures("no_session_left")
MODEL = "mistral-small-latest"
COUNT = 30
SCRIPT = """
import json, openai, deferred
{client}
with deferred.batch(name="run"):
    replies = [{call} for text in [f"question {{n}}." for n in range(12)]]
print(json.dumps([reply.choices[0].message.content for reply in replies]))
"""


def script_of(way, url):
    """A script of 12 calls."""
    return SCRIPT.format(client=way.client.format(url=url), call=way.call)


def messages(text):
    return [{"role": "user", "content": text}]


class ByMistral:
    """Calls of Mistral's own SDK."""

    client = "from mistralai.client import Mistral; client = Mistral(api_key='key', server_url={url!r})"
    call = f"client.chat.complete(model='{MODEL}', messages=[{{'role': 'user', 'content': text}}])"

    def __init__(self, url):
        self.sdk = pytest.importorskip("mistralai.client", reason="mistralai is not installed")
        self.url = url

    def ask(self, text):
        return self.sdk.Mistral(server_url=self.url).chat.complete(model=MODEL, messages=messages(text))

    async def ask_all(self, texts):
        async with self.sdk.Mistral(server_url=self.url) as client:
            return await asyncio.gather(
                *(client.chat.complete_async(model=MODEL, messages=messages(text)) for text in texts)
            )


class ByOpenAI:
    """Calls of OpenAI's SDK with Mistral's address."""

    client = "client = openai.OpenAI(base_url={url!r} + '/v1', api_key='key')"
    call = f"client.chat.completions.create(model='{MODEL}', messages=[{{'role': 'user', 'content': text}}])"

    def __init__(self, url):
        self.given = {"base_url": f"{url}/v1", "api_key": "key"}

    def ask(self, text):
        return openai.OpenAI(**self.given).chat.completions.create(model=MODEL, messages=messages(text))

    async def ask_all(self, texts):
        async with openai.AsyncOpenAI(**self.given) as client:
            return await asyncio.gather(
                *(client.chat.completions.create(model=MODEL, messages=messages(text)) for text in texts)
            )


@pytest.fixture
def mistral(tmp_path, monkeypatch):
    """A simulator that speaks as Mistral."""
    with Simulator(speaks="mistral", latency=0.05) as sim:
        monkeypatch.chdir(tmp_path)
        for name, value in {
            "DEFERRED_HOSTS": f"{sim.host}=mistral",
            "DEFERRED_POLL_INTERVAL": "0.05",
            "DEFERRED_PROGRESS": "0",
            "MISTRAL_API_KEY": "key",
        }.items():
            monkeypatch.setenv(name, value)
        yield sim


@pytest.fixture(params=[ByMistral, ByOpenAI])
def way(request, mistral):
    """A way to call Mistral."""
    return request.param(mistral.url)


def words(reply):
    return reply.choices[0].message.content


def texts(count):
    return [f"question {n}." for n in range(count)]


def test_thirty_calls_are_one_job_and_the_second_run_is_free(mistral, way):
    for _ in range(2):
        with deferred.batch(name="run"):
            replies = [way.ask(text) for text in texts(COUNT)]
        assert_paid_once(mistral, [words(reply) for reply in replies], COUNT)
    assert len(mistral.jobs) == 1


def test_thirty_calls_of_an_async_client_are_one_job_and_the_second_run_is_free(mistral, way):
    async def run():
        async with deferred.batch(name="run"):
            return await way.ask_all(texts(COUNT))

    for _ in range(2):
        assert_paid_once(mistral, [words(reply) for reply in asyncio.run(run())], COUNT)
    assert len(mistral.jobs) == 1


def test_calls_of_both_sdks_are_the_same_calls(mistral):
    for way in (ByMistral(mistral.url), ByOpenAI(mistral.url)):
        with deferred.batch(name="run"):
            replies = [way.ask(text) for text in texts(3)]
        assert_paid_once(mistral, [words(reply) for reply in replies], 3)


@at_each_fault(FAULTS)
def test_whatever_goes_wrong_is_paid_once(mistral, way, fault):
    strike(mistral, FAULTS[fault])
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [way.ask(text) for text in texts(6)]
    assert_paid_once(mistral, [words(reply) for reply in replies], 6)


@pytest.mark.slow
@at_each_point()
def test_a_killed_run_pays_for_nothing_twice(mistral, way, scripts, tmp_path, point):
    said = said_after_a_kill(mistral, scripts, tmp_path, script_of(way, mistral.url), point)
    assert_paid_once(mistral, said, 12)


def test_an_orphan_beyond_the_first_page_is_found(mistral, way):
    with deferred.batch(name="earlier", max_requests=1):
        earlier = [way.ask(f"earlier {n}.") for n in range(105)]
    assert all(words(reply) for reply in earlier)
    mistral.faults.lost_responses = {"create": 1}
    with deferred.batch(name="run", adopt_grace=0.2):
        replies = [way.ask(text) for text in texts(6)]
    assert [f"question {n}." in words(reply) for n, reply in enumerate(replies)] == [True] * 6
    assert (mistral.meter.billed_twice(), mistral.meter.rows_billed) == ([], 111)


def test_a_call_that_the_provider_refuses_fails_alone_with_the_error_of_the_sdk(mistral, way):
    mistral.faults.error_rows, mistral.faults.error_status = {2}, 400
    with deferred.batch(name="run"):
        replies = [way.ask(text) for text in texts(5)]
    found = [deferred.future(reply).exception() for reply in replies]
    failed = "SDKError" if isinstance(way, ByMistral) else "BadRequestError"
    assert [type(error).__name__ for error in found] == ["NoneType", "NoneType", failed, "NoneType", "NoneType"]
    assert found[2].status_code == 400
    assert mistral.meter.billed_twice() == []


def test_a_limit_holds(mistral, way):
    with deferred.batch(name="run", cost_limit=1) as session:
        replies = [way.ask(text) for text in texts(3)]
    assert all(words(reply) for reply in replies)
    assert 0 < session.report.cost < 1
    with pytest.raises(deferred.CostLimitExceeded), deferred.batch(name="poor", cost_limit=0.0000001):
        words(way.ask("another"))
    assert mistral.meter.rows_billed == 3


def test_a_program_that_does_not_use_its_sdk_does_not_import_it(mistral, scripts, tmp_path):
    if importlib.util.find_spec("mistralai") is None:
        pytest.skip("mistralai is not installed")
    script = script_of(ByOpenAI, mistral.url) + "import sys; print('mistralai' in sys.modules)"
    assert scripts.run(script, tmp_path).splitlines()[-1] == "False"
