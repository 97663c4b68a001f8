"""A block: what it sends, when it waits, what it leaves behind."""

import asyncio
import concurrent.futures
import logging
import threading

import anthropic
import openai
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, read
from tests.support.models import CLAUDE, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_a_loop_of_calls_becomes_one_job_of_each_provider(sim, claude, gpt, gemini):
    with deferred.batch() as session:
        claudes = [ask_claude(claude, f"question {n}") for n in range(5)]
        gpts = [ask_gpt(gpt, f"question {n}") for n in range(5)]
        geminis = [ask_gemini(gemini, f"question {n}") for n in range(5)]
    assert [f"question {n}" in reply.content[0].text for n, reply in enumerate(claudes)] == [True] * 5
    assert [f"question {n}" in reply.choices[0].message.content for n, reply in enumerate(gpts)] == [True] * 5
    assert [f"question {n}" in reply.text for n, reply in enumerate(geminis)] == [True] * 5
    assert sorted(job.provider for job in sim.jobs) == ["anthropic", "google", "openai"]
    assert sim.live_calls == []
    assert session.status()["answered"] == 15


def test_nothing_is_sent_before_something_needs_it(sim, claude):
    with deferred.batch():
        ask_claude(claude)
        assert sim.requests == []
    assert len(sim.jobs) == 1


def test_touching_a_reply_inside_the_block_sends_what_is_pending_and_waits(sim, claude):
    with deferred.batch():
        first, second = ask_claude(claude, "one"), ask_claude(claude, "two")
        assert "one" in first.content[0].text
        assert len(sim.jobs) == 1
        assert "two" in second.content[0].text
    assert len(sim.jobs) == 1


def test_an_empty_block_makes_no_request_and_no_thread(sim):
    threads = set(threading.enumerate())  # of tests before: these may end meanwhile
    with deferred.batch() as session:
        pass
    assert (sim.requests, session.status()["calls"]) == ([], 0)
    assert set(threading.enumerate()) <= threads


def test_a_second_run_of_the_same_script_makes_no_request_at_all(sim, claude, gpt, gemini):
    def script():
        with deferred.batch():
            replies = ask_claude(claude), ask_gpt(gpt), ask_gemini(gemini)
        return [reply.model_dump() for reply in replies]

    first = script()
    requests = len(sim.requests)
    assert script() == first
    assert len(sim.requests) == requests


def test_fresh_begins_anew_and_ignores_what_is_stored(sim, claude):
    for fresh in (False, True):
        with deferred.batch(fresh=fresh):
            ask_claude(claude)
    assert len(sim.jobs) == 2


def test_a_run_with_one_more_call_buys_only_that_one(sim, claude):
    for count in (3, 4):
        with deferred.batch():
            for n in range(count):
                ask_claude(claude, f"number {n}")
    assert [len(job.rows) for job in sim.jobs] == [3, 1]


def test_flush_sends_at_once_and_wait_waits(sim, claude):
    with deferred.batch() as session:
        reply = ask_claude(claude)
        session.flush()
        session.wait()
        assert deferred.future(reply).done()
        assert len(sim.jobs) == 1


def test_wait_gives_up_after_its_timeout_and_the_job_goes_on(sim, claude):
    sim.latency = 3600
    with pytest.raises(TimeoutError, match="1 calls have no answer"), deferred.batch() as session:
        reply = ask_claude(claude)
        session.wait(timeout=0.3)
    sim.clock.advance(3601)
    assert reply.content[0].text


def test_the_decorator_runs_a_function_in_a_session_of_its_own(sim, claude):
    @deferred.batch()
    def summarize(texts):
        return [ask_claude(claude, text) for text in texts]

    replies = summarize(["one", "two"])
    assert "two" in replies[1].content[0].text
    assert len(sim.jobs) == 1


def test_the_decorator_takes_async_functions(sim):
    client = anthropic.AsyncAnthropic()

    @deferred.batch()
    async def summarize(texts):
        return await asyncio.gather(*(ask_claude(client, text) for text in texts))

    replies = asyncio.run(summarize(["one", "two"]))
    assert type(replies[0]) is anthropic.types.Message
    assert len(sim.jobs) == 1


def test_the_decorator_without_parentheses_says_what_to_write():
    with pytest.raises(TypeError, match=r"@deferred\.batch\(\)"):
        deferred.batch(lambda: None)


def test_async_calls_suspend_and_gather_makes_one_batch(sim):
    client = openai.AsyncOpenAI()

    async def main():
        async with deferred.batch():
            return await asyncio.gather(*(ask_gpt(client, f"n {n}") for n in range(6)))

    replies = asyncio.run(main())
    assert {type(reply) for reply in replies} == {openai.types.chat.ChatCompletion}
    assert [len(job.rows) for job in sim.jobs] == [6]


def test_async_google_calls_make_one_batch_too(sim, gemini):
    async def main():
        async with deferred.batch():
            return await asyncio.gather(*(ask_gemini(gemini.aio, f"n {n}") for n in range(4)))

    assert ["n 3" in reply.text for reply in asyncio.run(main())][3]
    assert [len(job.rows) for job in sim.jobs] == [4]


def test_a_nested_block_joins_the_outer_one_and_neither_sends_nor_waits(sim, claude):
    with deferred.batch() as outer:
        ask_claude(claude, "outer")
        with deferred.batch() as inner:
            reply = ask_claude(claude, "inner")
        assert sim.requests == []
        assert (len(engine.records(inner)), len(engine.records(outer))) == (1, 2)
    assert [len(job.rows) for job in sim.jobs] == [2]
    assert "inner" in reply.content[0].text


def test_the_results_of_an_inner_block_are_waited_for(sim, claude):
    """A table that a script wrote after its own block held no answers under `deferred run`."""
    with deferred.batch():
        with deferred.batch() as inner:
            ask_claude(claude, "inner")
            deferred.map(lambda n: ask_claude(claude, f"again {read(ask_claude(claude, n))}"), "ab")
        assert [result.error for result in inner.results()] == [None] * 5
    assert [len(job.rows) for job in sim.jobs] == [3, 2]


def test_the_results_of_an_inner_block_are_waited_for_inside_functions(sim, claude):
    def work(n):
        with deferred.batch() as inner:
            deferred.map(lambda text: read(ask_claude(claude, text)), [f"a {n}", f"b {n}"])
        return [result.error for result in inner.results()]

    with deferred.batch():
        assert list(deferred.map(work, [1, 2])) == [[None, None], [None, None]]


def test_the_results_of_an_inner_block_do_not_wait_for_functions_of_the_outer_one(sim, claude):
    """A function that waited for what came after the results waited for ever."""
    go = threading.Event()
    with deferred.batch():
        future = deferred.task(go.wait).submit()
        with deferred.batch() as inner:
            ask_claude(claude, "x")
        assert [result.error for result in inner.results()] == [None]
        go.set()
        assert future.result()


def test_the_results_of_a_dry_run_are_not_given_as_failures(sim, claude):
    """A table of results that was there was written over, with an error in each line."""
    with deferred.batch(dry_run=True, progress=False) as session:
        ask_claude(claude, "one")
    with pytest.raises(deferred.DryRun, match=r"nothing was sent.*dry_run=False"):
        session.results()
    assert sim.requests == []


def test_the_results_of_an_inner_block_end_a_dry_run(sim, claude):
    reached = []
    with deferred.batch(dry_run=True, progress=False) as outer:
        with deferred.batch() as inner:
            ask_claude(claude, "one")
        inner.results()
        reached.append("after")
    assert reached == []
    assert outer.plan().calls == 1
    assert sim.requests == []


def test_a_function_of_a_dry_run_raises_dry_run_once_it_is_over(sim, claude):
    with deferred.batch(dry_run=True, progress=False):
        mapped = deferred.map(lambda n: read(ask_claude(claude, n)), "ab")
    with pytest.raises(deferred.DryRun, match="nothing was sent"):
        list(mapped)


def test_an_exception_in_the_block_sends_nothing_and_comes_out_unchanged(sim, claude, caplog):
    error = RuntimeError("mine")
    with pytest.raises(RuntimeError) as raised, deferred.batch():
        reply = ask_claude(claude)
        raise error
    assert raised.value is error
    assert sim.requests == []
    assert "1 calls were not sent" in caplog.text
    with pytest.raises(deferred.DeferredError, match="never sent"):
        _ = reply.content


def test_two_sessions_in_two_threads_with_pools_of_their_own_keep_apart(sim, claude):
    seen = {}
    together = threading.Barrier(2)

    def work(name):
        with deferred.batch(cache=name) as session:
            together.wait()
            with concurrent.futures.ThreadPoolExecutor(3) as pool:
                replies = list(pool.map(lambda n: ask_claude(claude, f"{name} {n}").content[0].text, range(3)))
            seen[name] = (len(engine.records(session)), replies)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [seen[name][0] for name in "ab"] == [3, 3]
    assert all(f"{name} {n}" in seen[name][1][n] for name in "ab" for n in range(3))
    assert sim.live_calls == []


def test_two_sessions_in_two_tasks_keep_apart(sim):
    client = anthropic.AsyncAnthropic()

    async def work(name):
        async with deferred.batch(cache=name) as session:
            await asyncio.gather(*(ask_claude(client, f"{name} {n}") for n in range(3)))
            return len(engine.records(session))

    async def main():
        return await asyncio.gather(work("a"), work("b"))

    assert asyncio.run(main()) == [3, 3]
    assert sorted(len(job.rows) for job in sim.jobs) == [3, 3]


def test_a_pool_whose_workers_read_at_once_makes_one_wave(sim, claude):
    with deferred.batch() as session, concurrent.futures.ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda n: ask_claude(claude, f"n {n}").content[0].text, range(8)))
    assert "n 7" in texts[7]
    assert [len(job.rows) for job in sim.jobs] == [8]
    assert session.report.waves[0].startswith("touched at")


def test_calls_of_a_strangers_thread_stay_live(sim, claude):
    go, done = threading.Event(), []

    def stranger():
        go.wait()
        done.append(ask_claude(claude, "mine").content[0].text)

    thread = threading.Thread(target=stranger)
    thread.start()
    with deferred.batch():
        go.set()
        thread.join()
        assert done
        assert len(sim.live_calls) == 1
    assert sim.jobs == []


def test_threads_all_takes_a_strangers_thread_in(sim, claude):
    go, done = threading.Event(), []

    def stranger():
        go.wait()
        done.append(ask_claude(claude, "mine").content[0].text)

    thread = threading.Thread(target=stranger)
    thread.start()
    with deferred.batch(threads="all"):
        go.set()
        thread.join()
    assert done
    assert sim.live_calls == []


def test_a_strangers_call_is_refused_while_it_cannot_be_told_whose_it_is(sim, claude):
    go, opened, over, said = threading.Event(), threading.Event(), threading.Event(), []

    def stranger():
        go.wait(10)
        try:
            ask_claude(claude, "whose?")
        except deferred.DeferredError as error:
            said.append(str(error))

    def other_block():
        with deferred.batch(cache="other"):
            opened.set()
            over.wait(10)

    threads = [threading.Thread(target=work) for work in (stranger, other_block)]
    for thread in threads:
        thread.start()
    opened.wait(10)
    with deferred.batch(threads="all"):
        go.set()
        threads[0].join()
        over.set()
        threads[1].join()
    assert "belongs to no block" in said[0]
    assert sim.requests == []


def test_a_sync_block_inside_a_running_loop_does_what_it_says(sim, claude):
    """Jupyter's shape."""
    client = anthropic.AsyncAnthropic()

    async def cell():
        with deferred.batch():
            lazy = ask_claude(claude, "lazy")
            awaited = await ask_claude(client, "awaited")
            assert "awaited" in awaited.content[0].text
        return lazy.content[0].text

    assert "lazy" in asyncio.run(cell())


def test_a_block_around_asyncio_run_takes_its_calls(sim):
    client = anthropic.AsyncAnthropic()

    async def main():
        return await asyncio.gather(*(ask_claude(client, f"n {n}") for n in range(3)))

    with deferred.batch():
        assert len(asyncio.run(main())) == 3
    assert [len(job.rows) for job in sim.jobs] == [3]


@pytest.mark.slow
def test_a_placeholder_touched_on_the_loop_while_async_calls_wait_does_not_hang(sim, claude):
    client = anthropic.AsyncAnthropic()

    async def main():
        async with deferred.batch():
            lazy = ask_claude(claude, "lazy")
            waiting = asyncio.ensure_future(ask_claude(client, "awaited"))
            await asyncio.sleep(0)
            assert "lazy" in lazy.content[0].text
            assert "awaited" in (await waiting).content[0].text

    asyncio.run(main())
    assert sim.live_calls == []


def test_wait_false_leaves_when_all_is_submitted_and_replies_come_later(sim, claude):
    sim.latency = 3600
    with deferred.batch(wait=False):
        reply = ask_claude(claude)
    assert len(sim.jobs) == 1
    assert repr(reply) == "<pending Message>"
    sim.clock.advance(3601)
    assert reply.content[0].text


def test_failed_calls_nobody_read_are_logged_with_count_and_first_cause(sim, claude, caplog):
    with deferred.batch(), caplog.at_level(logging.ERROR, "deferred"):
        for n in range(3):
            claude.messages.create(
                model="claude-does-not-exist", max_tokens=9, messages=[{"role": "user", "content": f"{n}"}]
            )
        ask_claude(claude)
    assert "3 of 4 calls failed" in caplog.text
    assert "claude-does-not-exist" in caplog.text
    assert "test_session.py:" in caplog.text


def test_on_failure_raise_raises_the_group_of_the_sdks_errors(sim, claude):
    with pytest.raises(ExceptionGroup) as raised, deferred.batch(on_failure="raise"):
        claude.messages.create(model="claude-does-not-exist", max_tokens=9, messages=[{"role": "user", "content": "x"}])
    assert [type(error) for error in raised.value.exceptions] == [anthropic.NotFoundError]


def test_on_failure_raise_raises_what_functions_raised_that_nobody_read(sim, claude):
    def rate(n):
        if n == "c":
            raise KeyError(n)
        return read(ask_claude(claude, n, model="claude-does-not-exist" if n == "b" else CLAUDE))

    words = "1 of 2 calls failed and 1 functions raised"
    with pytest.raises(ExceptionGroup, match=words) as raised, deferred.batch(on_failure="raise"):
        deferred.map(rate, "abc")
    assert [type(error) for error in raised.value.exceptions] == [anthropic.NotFoundError, KeyError]


def test_on_failure_raise_does_not_raise_what_was_read(sim, claude):
    with deferred.batch(on_failure="raise"):
        future = deferred.task(lambda: 1 / 0).submit()
        assert isinstance(future.exception(), ZeroDivisionError)


def test_results_are_in_order_and_sorted_by_outcome(sim, claude, gpt):
    with deferred.batch() as session:
        ask_claude(claude, "first")
        gpt.chat.completions.create(model=GPT, messages=[])
        ask_gpt(gpt, "third")
    results = session.results()
    assert [result.is_success for result in results] == [True, False, True]
    assert "first" in results[0].text
    assert "third" in results[2].text
    assert (len(results.completed), len(results.failed), len(results.cancelled)) == (2, 1, 0)
    assert results[0].usage.output_tokens > 0
    assert results[0].cost_usd > 0


def test_cancel_cancels_at_the_provider_and_ends_every_call(sim, claude):
    sim.latency = 3600
    with deferred.batch() as session:
        sent = ask_claude(claude, "sent")
        session.flush()
        engine.wait_until_submitted(session, 10)
        unsent = ask_claude(claude, "unsent")
        session.cancel()
        for reply in (sent, unsent):
            with pytest.raises(deferred.JobFailed, match="cancelled"):
                _ = reply.content
    assert sim.jobs[0].cancelled


def test_cancel_is_not_followed_by_purchases(sim, gpt):
    sim.faults.enqueued_limit = 30
    failed = threading.Event()
    sim.on("answered", lambda request, **_: request.operation == "poll" and failed.set())
    with deferred.batch(poll_interval=0.3) as session:
        replies = [ask_gpt(gpt, f"question {n}.") for n in range(4)]
        session.flush()
        assert failed.wait(10)
        session.cancel()
    assert sim.meter.rows_billed == 0
    for reply in replies:
        with pytest.raises(deferred.JobFailed):
            _ = reply.choices


def test_a_decorated_function_called_by_several_at_once_refuses_none(sim):
    client = anthropic.AsyncAnthropic()

    @deferred.batch()
    async def process(n):
        return (await ask_claude(client, f"{n}")).content[0].text

    async def main():
        return await asyncio.gather(*(process(n) for n in range(4)))

    assert len(asyncio.run(main())) == 4


def test_one_batch_object_entered_by_several_threads_keeps_them_apart(sim, claude):
    shared = deferred.batch()
    together = threading.Barrier(4)

    def work(n):
        with shared:
            together.wait(10)
            return ask_claude(claude, f"{n}").content[0].text

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert len(list(pool.map(work, range(4)))) == 4
    assert sim.live_calls == []


@pytest.mark.timeout(60)
def test_an_exit_that_was_cancelled_leaves_the_user_s_pool_alive(sim):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        go = threading.Event()

        async def main():
            async with deferred.batch():
                asyncio.get_running_loop().run_in_executor(pool, go.wait)

        with pytest.raises(TimeoutError):
            asyncio.run(asyncio.wait_for(main(), 0.1))
        go.set()
        assert pool.submit(lambda: 42).result(10) == 42
