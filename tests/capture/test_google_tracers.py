"""Tracers that replace methods of google-genai see each call once, with its reply, as they do without a block."""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from types import FunctionType

import pytest
from google import genai
from google.genai.models import AsyncModels, Models
from google.genai.types import GenerateContentResponse

import deferred
from tests.support.calls import ask_gemini
from tests.support.models import GEMINI

pytestmark = pytest.mark.usefixtures("no_session_left")
QUESTIONS = [f"question {n}" for n in range(4)]


@pytest.fixture
def same(sim, monkeypatch):
    """The simulator, answering a question that is asked again as it did the first time."""
    monkeypatch.setattr(sim, "occurrence", lambda _sha256: 1)
    return sim


class Tracer:
    """Replaces methods, as openinference, sentry and ddtrace do, and notes how each call ended."""

    def __init__(self, put):
        self.seen, self._put = [], put

    def trace(self, owner, name):
        """Replace a method of a class, or of one object."""
        method = getattr(owner, name)
        self._put(owner, name, (self._async if "Async" in str(owner) else self._sync)(method))
        return self

    def _sync(self, method):
        @functools.wraps(method)
        def traced(*args, **kwargs):
            try:
                reply = method(*args, **kwargs)
                self.seen.append(usage_of(reply))
            except BaseException as error:
                self.seen.append(error)
                raise
            return reply

        return traced

    def _async(self, method):
        @functools.wraps(method)
        async def traced(*args, **kwargs):
            try:
                reply = await method(*args, **kwargs)
                self.seen.append(usage_of(reply))
            except BaseException as error:
                self.seen.append(error)
                raise
            return reply

        return traced


def usage_of(reply):
    """What a tracer reads of each reply: its tokens, or the size of its embeddings."""
    if hasattr(reply, "embeddings"):
        return len(reply.embeddings[0].values)
    return reply.usage_metadata.total_token_count


@pytest.fixture
def tracer(monkeypatch):
    """A tracer of which nothing is left after the test."""
    return Tracer(monkeypatch.setattr)


def texts(client):
    """Make all calls, then read."""
    return [reply.text for reply in [ask_gemini(client, text) for text in QUESTIONS]]


def rows(sim):
    """How many calls each job held."""
    return [len(job.rows) for job in sim.jobs]


@pytest.mark.parametrize(
    "methods", [["generate_content"], ["_generate_content"], ["_generate_content", "generate_content"]]
)
def test_a_tracer_of_the_class_sees_each_call_of_a_list_once_without_an_error(same, gemini, tracer, methods):
    for name in methods:
        tracer.trace(Models, name)
    live = texts(gemini)
    before, tracer.seen[:] = sorted(tracer.seen), []
    with deferred.batch():
        replies = [ask_gemini(gemini, text) for text in QUESTIONS]
        assert {isinstance(reply, GenerateContentResponse) for reply in replies} == {True}
        assert same.jobs == []
    assert [reply.text for reply in replies] == live
    assert sorted(tracer.seen) == before
    assert (rows(same), len(same.live_calls)) == ([4], 4)


def test_a_tracer_of_embeddings_sees_each_call_once_without_an_error(same, gemini, tracer):
    tracer.trace(Models, "embed_content")
    with deferred.batch():
        replies = [gemini.models.embed_content(model="gemini-embedding-001", contents=text) for text in QUESTIONS]
    assert len({len(reply.embeddings[0].values) for reply in replies}) == 1
    assert tracer.seen == [len(replies[0].embeddings[0].values)] * 4
    assert (rows(same), same.live_calls) == ([4], [])


def test_a_tracer_that_comes_inside_the_block_sees_each_call_once(same, gemini, tracer):
    with deferred.batch():
        tracer.trace(Models, "generate_content")
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda text: ask_gemini(gemini, text).text, QUESTIONS))
    assert len(tracer.seen) == 4
    assert all(isinstance(tokens, int) for tokens in tracer.seen)
    assert (rows(same), same.live_calls) == ([4], [])


def test_after_a_tracer_came_in_a_block_and_left_later_calls_are_captured_as_ever(same, gemini):
    with pytest.MonkeyPatch.context() as patch, deferred.batch(name="traced"):
        Tracer(patch.setattr).trace(Models, "generate_content")
        texts(gemini)
    with deferred.batch(name="later"):
        ask_gemini(gemini, "later")
    assert type(vars(Models)["generate_content"]) is FunctionType


def test_a_tracer_of_one_client_made_before_the_block_is_one_job_in_threads_and_none_is_refused(same, gemini, tracer):
    tracer.trace(gemini.models, "generate_content")
    live = texts(gemini)
    with deferred.batch(), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: ask_gemini(gemini, text).text, QUESTIONS)) == live
    assert sorted(tracer.seen[:4]) == sorted(tracer.seen[4:])
    assert (rows(same), len(same.live_calls)) == ([4], 4)


@pytest.mark.parametrize("owner", ["class", "client"])
def test_an_async_tracer_sees_each_call_of_one_job_once(same, tracer, owner):
    async def main():
        client = genai.Client().aio
        tracer.trace(AsyncModels if owner == "class" else client.models, "generate_content")
        replies = await asyncio.gather(*(ask_gemini(client, text) for text in QUESTIONS))
        return [reply.text for reply in replies]

    async def batched():
        async with deferred.batch():
            return await main()

    assert all(asyncio.run(batched()))
    assert len(tracer.seen) == 4
    assert all(isinstance(tokens, int) for tokens in tracer.seen)
    assert (rows(same), same.live_calls) == ([4], [])


def test_a_refused_call_is_the_tracers_error_too(same, gemini, tracer):
    tracer.trace(Models, "generate_content")
    same.faults.error_rows, same.faults.error_status = True, 400
    with deferred.batch():
        reply = ask_gemini(gemini)
    with pytest.raises(genai.errors.ClientError):
        _ = reply.text
    assert [type(error) for error in tracer.seen] == [genai.errors.ClientError]


def test_a_method_that_was_bound_before_the_block_is_in_the_job(same, gemini):
    ask = gemini.models.generate_content
    with deferred.batch() as session:
        replies = list(deferred.map(lambda text: ask(model=GEMINI, contents=text).text, QUESTIONS))
    assert all(replies)
    assert (rows(same), same.live_calls, session.status()["calls"]) == ([4], [], 4)


def test_the_future_behind_a_traced_reply_is_that_of_its_call(same, gemini, tracer):
    tracer.trace(Models, "generate_content")
    with deferred.batch():
        reply = ask_gemini(gemini)
    assert reply.text
    assert deferred.result(reply).batch_id
