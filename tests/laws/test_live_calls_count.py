"""Law 7: while a block is open, what cannot be shown to be older is the block's; every live call is counted, and limited.

The calls here are made on threads and in contexts that carry no session: `threading.Thread.start` did not start them.
"""

import _thread
import asyncio
import contextvars
import ctypes
import threading
from concurrent.futures import Future
from decimal import Decimal

import anthropic
import openai
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, http_module, read
from tests.support.models import GEMINI, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


def outcome_of(work, start):
    """Run `work` as `start` runs it, and return its outcome."""
    outcome = Future()

    def run():
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    start(run)
    return outcome


def raw_thread(run):
    _thread.start_new_thread(run, ())


def native_thread(run):
    """As a library in C or Rust does: Python meets the thread when it calls."""
    kind = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)
    entry, native = kind(lambda _: run()), ctypes.CDLL(None)
    handle = ctypes.c_ulong()
    native.pthread_create(ctypes.byref(handle), None, entry, None)
    native.pthread_join(handle, None)


def past_our_patch(run):
    """As a tracer that wrapped `start` before the block: it calls the original method."""
    thread = threading.Thread(target=run)
    getattr(threading.Thread.start, "__wrapped__", threading.Thread.start)(thread)
    thread.join()


def greenlet(run):
    pytest.importorskip("greenlet").greenlet(run).switch()


def empty_context(run):
    contextvars.Context().run(run)


STARTS = [raw_thread, native_thread, past_our_patch, greenlet, empty_context]


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
@pytest.mark.parametrize("provider", ["claude", "gpt", "gemini"])
def test_a_call_on_a_thread_that_nobody_announced_is_batched(sim, request, start, provider):
    ask = {"claude": ask_claude, "gpt": ask_gpt, "gemini": ask_gemini}[provider]
    client = request.getfixturevalue(provider)
    with deferred.batch(cost_limit=5) as session:
        reply = outcome_of(lambda: ask(client), start).result(20)
    assert reply.model_dump()
    assert (sim.live_calls, session.report.calls, len(sim.jobs)) == ([], 1, 1)


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.__name__)
def test_a_call_on_a_thread_that_nobody_announced_is_under_the_limit(sim, claude, start):
    with deferred.batch(cost_limit=0.000001) as session:
        outcome = outcome_of(lambda: read(ask_claude(claude)), start)
        assert isinstance(outcome.exception(20), deferred.CostLimitExceeded)
    assert (sim.live_calls, sim.jobs, session.report.calls) == ([], [], 1)


def test_an_inner_thread_of_such_a_thread_is_the_blocks_too(sim, claude):
    def with_a_pool():
        found = []
        thread = threading.Thread(target=lambda: found.append(read(ask_claude(claude))))
        thread.start()
        thread.join()
        return found

    with deferred.batch() as session:
        assert len(outcome_of(with_a_pool, raw_thread).result(20)) == 1
    assert (sim.live_calls, session.report.calls) == ([], 1)


def test_of_two_blocks_none_is_guessed(sim, claude):
    opened, over = threading.Event(), threading.Event()

    def other_block():
        with deferred.batch(cache="other"):
            opened.set()
            over.wait(20)

    thread = threading.Thread(target=other_block)
    thread.start()
    opened.wait(20)
    with deferred.batch():
        error = outcome_of(lambda: ask_claude(claude), raw_thread).exception(20)
        over.set()
        thread.join()
    assert isinstance(error, deferred.DeferredError)
    assert "Its block is unknown" in str(error)
    assert sim.requests == []


class Older:
    """A thread that began before the block, and works for other code."""

    def __init__(self):
        self._work, self._done = None, threading.Semaphore(0)
        self._asked = threading.Semaphore(0)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            self._asked.acquire()
            if self._work is None:
                return
            self._outcome = outcome_of(self._work, lambda run: run())
            self._done.release()

    def does(self, work):
        self._work = work
        self._asked.release()
        self._done.acquire()
        return self._outcome

    def ends(self):
        self._work = None
        self._asked.release()


@pytest.fixture
def older():
    thread = Older()
    yield thread
    thread.ends()


def count(session):
    report = session.report.to_dict()
    return len(report["live_calls"]), sum(model["live_calls"] for model in report["models"].values())


ASKS = {
    "claude": ask_claude,
    "gpt": ask_gpt,
    "gemini": lambda client: ask_gemini(client, config={"max_output_tokens": 64}),
}


@pytest.mark.parametrize("limit", [None, 1])
@pytest.mark.parametrize("provider", list(ASKS))
def test_an_older_threads_live_call_is_in_the_report_with_its_cost(sim, request, older, provider, limit):
    client = request.getfixturevalue(provider)
    with deferred.batch(cost_limit=limit) as session:
        assert older.does(lambda: ASKS[provider](client)).result().model_dump()
    assert len(sim.live_calls) == 1
    assert len(session.report.live) == 1
    assert session.report.cost == sim.meter.total > 0
    assert "began before the block" in session.report.live[0]


@pytest.mark.parametrize("provider", list(ASKS))
def test_an_older_threads_live_call_is_under_the_limit(sim, request, older, provider):
    client = request.getfixturevalue(provider)
    with deferred.batch(cost_limit=0.000001):
        error = older.does(lambda: ASKS[provider](client)).exception()
    assert isinstance(error, deferred.CostLimitExceeded)
    assert sim.live_calls == []


def test_an_older_thread_is_refused_once_its_calls_have_used_the_limit_up(sim, claude, older):
    with deferred.batch(cost_limit=0.004) as session:
        errors = [older.does(lambda: ask_claude(claude)).exception() for _ in range(50)]
        assert engine.committed(session) == sim.meter.total
    assert errors[0] is None
    assert isinstance(errors[-1], deferred.CostLimitExceeded)
    assert 0 < sim.meter.total <= Decimal("0.004")


@pytest.mark.parametrize("kind", ["anthropic", "openai", "gemini"])
def test_an_older_tasks_live_call_is_in_the_report(sim, gemini, kind):
    async def ask():
        if kind == "anthropic":
            async with anthropic.AsyncAnthropic() as client:
                return await ask_claude(client)
        if kind == "openai":
            async with openai.AsyncOpenAI() as client:
                return await ask_gpt(client)
        try:
            return await gemini.aio.models.generate_content(model=GEMINI, contents="x")
        finally:
            await gemini.aio.aclose()

    async def main():
        go = asyncio.Event()

        async def stranger():
            await go.wait()
            return await ask()

        task = asyncio.create_task(stranger())
        await asyncio.sleep(0)
        async with deferred.batch(cost_limit=1) as session:
            go.set()
            assert (await task).model_dump()
        return session

    session = asyncio.run(main())
    assert (len(sim.live_calls), len(session.report.live)) == (1, 1)
    assert session.report.cost == sim.meter.total > 0


def test_an_older_threads_stream_keeps_its_whole_reservation(sim, claude, older):
    with deferred.batch(cost_limit=1) as session:
        older.does(lambda: list(ask_claude(claude, stream=True))).result()
        held = engine.committed(session)
    assert len(session.report.live) == 1
    assert held > 0


def test_a_thread_that_an_older_one_starts_is_as_old(sim, claude, older):
    def start_another():
        outcome = Future()
        threading.Thread(target=lambda: outcome.set_result(read(ask_claude(claude)))).start()
        return outcome.result()

    with deferred.batch() as session:
        older.does(start_another).result()
    assert (len(sim.live_calls), len(session.report.live), sim.jobs) == (1, 1, [])


def test_a_plain_request_of_an_older_thread_is_counted(sim, older):
    def post():
        with http_module().Client() as http:
            body = {"model": GPT, "messages": [{"role": "user", "content": "x"}]}
            return http.post(f"{sim.url}/v1/chat/completions", json=body, headers={"authorization": "Bearer k"})

    with deferred.batch(cost_limit=1) as session:
        assert older.does(post).result().status_code == 200
    assert len(session.report.live) == 1
    assert session.report.cost == sim.meter.total > 0


def test_an_older_threads_call_without_a_bound_is_refused_under_a_limit(sim, older):
    client = openai.OpenAI(base_url="http://127.0.0.1:9/v1", max_retries=0)
    with deferred.batch(cost_limit=1), pytest.raises(deferred.NotBatchable, match="another process"):
        older.does(lambda: ask_gpt(client)).result()


def test_an_older_threads_call_that_the_provider_refuses_costs_nothing(sim, claude, older):
    with deferred.batch(cost_limit=1) as session:
        error = older.does(lambda: ask_claude(claude, extra_body={"no_such_field": 1})).exception()
        assert engine.committed(session) == 0
    assert isinstance(error, anthropic.BadRequestError)


def test_a_live_call_that_ends_after_the_block_is_no_error(sim, claude, older):
    under_way, go = threading.Event(), threading.Event()

    def hold(request=None, **_):
        if request.operation == "live":
            under_way.set()
            go.wait(20)

    sim.on("request", hold)
    outcome = Future()
    with deferred.batch(cost_limit=1):
        threading.Thread(
            target=lambda: outcome.set_result(older.does(lambda: read(ask_claude(claude))).result())
        ).start()
        under_way.wait(20)
    go.set()
    assert outcome.result(20)
