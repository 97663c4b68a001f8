"""What belongs to a block stays in it: its threads, pools, tasks and generators."""

import asyncio
import concurrent.futures
import contextlib
import functools
import multiprocessing.pool
import subprocess
import sys
import textwrap
import threading
import time

import openai
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


def soon(condition, seconds=5):
    """Whether something becomes true within so many seconds."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


# -- calls made after their block was left -----------------------------------------------------------------------------


def test_a_late_thread_may_open_a_block_of_its_own(sim, gpt):
    go, got = threading.Event(), []

    def late():
        go.wait()
        with deferred.batch():
            got.append(ask_gpt(gpt))

    with deferred.batch():
        thread = threading.Thread(target=late)
        thread.start()
    go.set()
    thread.join()
    assert got[0].choices[0].message.content
    assert (sim.live_calls, len(sim.jobs)) == ([], 1)


def test_code_after_the_block_goes_live_while_a_late_thread_is_refused(sim, gpt):
    go = threading.Event()
    with deferred.batch():
        thread = threading.Thread(target=go.wait)
        thread.start()
    assert engine.patches() != []  # the thread may call yet
    ask_gpt(gpt)

    async def main():
        async with openai.AsyncOpenAI() as client:
            await asyncio.create_task(ask_gpt(client))

    asyncio.run(main())
    assert len(sim.live_calls) == 2
    go.set()
    thread.join()
    assert soon(lambda: engine.patches() == [])


def test_what_is_given_to_a_pool_in_the_block_and_read_after_it_is_waited_for(sim, gpt):
    def work(n):
        time.sleep(0.2)
        return ask_gpt(gpt, f"n {n}").choices[0].message.content

    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deferred.batch(cost_limit=5):
            futures = [pool.submit(work, n) for n in range(3)]
        assert all(future.done() for future in futures)
    assert all(future.result() for future in futures)
    assert sim.live_calls == []


def test_what_an_items_callback_gives_to_the_pool_is_waited_for(sim, gpt):
    got = []

    def work(n):
        time.sleep(0.05)
        got.append(ask_gpt(gpt, f"n {n}"))
        return n

    with concurrent.futures.ThreadPoolExecutor(1) as pool:

        def then(done):
            if done.result() < 3:
                pool.submit(work, done.result() + 1).add_done_callback(then)

        with deferred.batch():
            pool.submit(work, 0).add_done_callback(then)
    assert (len(got), sim.live_calls) == (4, [])


def test_a_cancelled_item_of_a_pool_is_not_waited_for(sim):
    go = threading.Event()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(go.wait)
        with deferred.batch():
            one, other = pool.submit(print), pool.submit(print)
            one.cancel()
            other.cancel()
        go.set()


def test_threads_without_end_and_idle_workers_do_not_hold_the_block(sim, gpt):
    work, ended = threading.Event(), threading.Event()

    def serve():
        work.wait()
        ended.set()

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        with deferred.batch():
            threading.Thread(target=serve, daemon=True).start()
            assert pool.submit(ask_gpt, gpt).result().choices
        assert not ended.is_set()
        work.set()
        assert ended.wait(5)


def test_a_pool_that_the_block_made_serves_ordinary_code_after_it(sim, gpt):
    go = threading.Event()
    with deferred.batch():
        pool = concurrent.futures.ThreadPoolExecutor(1)
        assert pool.submit(ask_gpt, gpt).result().choices
        thread = threading.Thread(target=go.wait)  # so that the SDK stays patched
        thread.start()
    with pool:
        assert pool.submit(ask_gpt, gpt).result().choices
    assert len(sim.live_calls) == 1
    go.set()
    thread.join()


def test_a_block_inside_a_worker_of_the_pool_that_it_feeds_does_not_wait_for_itself(sim):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:

        def inside():
            with deferred.batch():
                return pool.submit(str, 1)

        assert pool.submit(inside).result(10).result(10) == "1"


def test_the_end_of_the_block_says_which_function_of_a_pool_it_waits_for(sim, monkeypatch, caplog):
    engine.patience(monkeypatch, silence=0.05)

    def slow():
        time.sleep(0.3)

    with concurrent.futures.ThreadPoolExecutor(2) as pool, deferred.batch():
        pool.submit(slow)
    assert "waits for 1 functions" in caplog.text
    assert "slow" in caplog.text


def test_a_pool_of_multiprocessing_that_calls_after_the_block_is_refused(sim, gpt):
    go = threading.Event()

    def late(text):
        go.wait()
        return ask_gpt(gpt, text)

    with multiprocessing.pool.ThreadPool(2) as pool:
        with deferred.batch():
            got = [pool.map_async(late, "ab"), pool.apply_async(late, "c")]
            more = pool.imap(late, "defg", chunksize=2)
        go.set()
        for one in got:
            with pytest.raises(deferred.DeferredError, match="after its block was left"):
                one.get()
        with pytest.raises(deferred.DeferredError, match="after its block was left"):
            next(more)
    pool.join()
    assert sim.live_calls == []
    assert soon(lambda: engine.patches() == [])


@pytest.mark.parametrize("form", ["with", "async with"])
@pytest.mark.parametrize("begun", [True, False])
def test_tasks_made_in_the_block_and_awaited_after_it_are_refused(sim, form, begun):
    async def main():
        async with openai.AsyncOpenAI() as client:

            async def ask(n):
                await asyncio.sleep(0.2)
                return await ask_gpt(client, f"n {n}")

            async def ask_in_another_task(n):
                await asyncio.sleep(0.2)
                return await asyncio.create_task(ask(n))

            if form == "with":
                with deferred.batch(cost_limit=5):
                    tasks = [asyncio.create_task(work(n)) for n, work in enumerate([ask, ask_in_another_task])]
                    await asyncio.sleep(0.01 if begun else 0)
            else:
                async with deferred.batch(cost_limit=5):
                    tasks = [asyncio.create_task(work(n)) for n, work in enumerate([ask, ask_in_another_task])]
            errors = await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.sleep(0)
            assert engine.patches() == []
            await ask_gpt(client)  # ordinary again
            return errors

    assert {type(error) for error in asyncio.run(main())} == {deferred.DeferredError}
    assert len(sim.live_calls) == 1


def test_what_a_task_of_the_block_runs_in_a_thread_is_waited_for(sim, gpt):
    def work():
        time.sleep(0.2)
        return ask_gpt(gpt).choices[0].message.content

    async def main():
        async with deferred.batch():
            task = asyncio.create_task(asyncio.to_thread(work))
            await asyncio.sleep(0)
        return await task

    assert asyncio.run(main())
    assert sim.live_calls == []


def test_a_plain_block_on_an_event_loop_does_not_wait_for_a_thread_that_needs_the_loop(sim):
    async def main():
        loop = asyncio.get_running_loop()

        async def give():
            return 1

        with deferred.batch():
            waiting = asyncio.ensure_future(
                loop.run_in_executor(None, lambda: asyncio.run_coroutine_threadsafe(give(), loop).result())
            )
        return await waiting

    assert asyncio.run(asyncio.wait_for(main(), 10)) == 1


def test_tasks_of_trio_that_outlive_the_block_are_refused(sim):
    trio = pytest.importorskip("trio")
    engine.arm()  # the end of trio's tasks is not seen: what they leave patched is taken off below
    refused = []

    async def ask(client, go):
        await go.wait()
        try:
            await ask_gpt(client)
        except deferred.DeferredError as error:
            refused.append(error)

    async def main():
        async with openai.AsyncOpenAI() as client, trio.open_nursery() as nursery:
            go = trio.Event()
            async with deferred.batch():
                nursery.start_soon(ask, client, go)
            go.set()

    trio.run(main)
    assert (sim.live_calls, len(refused)) == ([], 1)
    engine.disarm()
    engine.disarm()


def test_blocks_left_in_the_wrong_order_leave_ordinary_code_alone(sim, gpt):
    outer, inner = deferred.batch(), deferred.batch()
    outer.__enter__()
    inner.__enter__()
    outer.__exit__(None, None, None)
    inner.__exit__(None, None, None)
    ask_gpt(gpt)
    with deferred.batch():
        ask_gpt(gpt)
    assert (len(sim.live_calls), len(sim.jobs)) == (1, 1)


def test_a_generator_that_is_dropped_with_its_block_open_leaves_ordinary_code_alone(sim):
    async def main():
        async with openai.AsyncOpenAI() as client:

            async def replies():
                async with deferred.batch():
                    yield await ask_gpt(client)
                    yield await ask_gpt(client)

            async for _ in replies():
                break
            for _ in range(5):
                await asyncio.sleep(0.02)  # the loop closes the generator, in a task of its own
            await ask_gpt(client)
            await asyncio.sleep(0)

    asyncio.run(main())
    assert (len(sim.live_calls), len(sim.jobs)) == (1, 1)


CALL = "openai.OpenAI().chat.completions.create(model='gpt-5-mini', messages=[{'role': 'user', 'content': 'x'}])"
OUTLIVING = {
    "a thread": "threading.Thread(target=late).start()",
    "a pool": "concurrent.futures.ThreadPoolExecutor(1).submit(late)",
    "a pool that idles": "pool = concurrent.futures.ThreadPoolExecutor(1); pool.submit(late).result()",
    "a pool of a thread": "threading.Thread(target=lambda: concurrent.futures.ThreadPoolExecutor(1).submit(late)).start()",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", list(OUTLIVING))
def test_what_outlives_the_last_line_of_a_script_is_part_of_its_run(sim, tmp_path, what):
    script = f"""
        import concurrent.futures, openai, threading, time
        def late():
            time.sleep(0.5)
            print({CALL}.choices[0].message.content)
        {OUTLIVING[what]}
    """
    (tmp_path / "late.py").write_text(textwrap.dedent(script))
    command = [sys.executable, "-m", "deferred", "run", "--cost-limit", "5", "late.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "You wrote" in done.stdout) == (0, True), done.stderr
    assert (sim.live_calls, len(sim.jobs)) == ([], 1)


# -- what the decorator takes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["generator", "async generator", "an object whose call is one"])
def test_a_generator_is_refused_where_it_is_decorated(kind):
    def replies():
        yield 1

    async def stream():
        yield 1

    class Reader:
        def __call__(self):
            yield 1

    function = {"generator": replies, "async generator": stream}.get(kind) or Reader()
    with pytest.raises(TypeError, match=r"with deferred\.batch"):
        deferred.batch(cost_limit=5)(function)


def test_a_class_is_refused_where_it_is_decorated():
    with pytest.raises(TypeError, match="Decorate the method"):
        deferred.batch(cost_limit=5)(type("Pipeline", (), {}))


def logged(function):
    @functools.wraps(function)
    def inner():
        return function()

    return inner


def _words():
    yield 1


async def _words_later():
    yield 1


LATER = {
    "a generator behind a decorator": logged(_words),
    "an async generator behind a decorator": logged(_words_later),
    "a context manager": contextlib.contextmanager(_words),
    "an async context manager": contextlib.asynccontextmanager(_words_later),
}


@pytest.mark.parametrize("what", LATER)
def test_what_runs_only_after_its_function_is_refused(sim, what):
    with pytest.raises(TypeError, match="around the loop that reads it"):
        deferred.batch(cost_limit=5)(LATER[what])()


def test_an_expression_over_replies_may_be_returned(sim, claude):
    @deferred.batch(cost_limit=5)
    def texts():
        replies = [ask_claude(claude, f"n {n}") for n in range(3)]
        return (reply.content[0].text for reply in replies)

    assert len(list(texts())) == 3
    assert (sim.live_calls, len(sim.jobs)) == ([], 1)


def test_a_def_that_returns_a_coroutine_is_refused_and_not_run_live(sim):
    async def main():
        async with openai.AsyncOpenAI() as client:

            def plain():
                return client.chat.completions.create(model=GPT, messages=[])

            await deferred.batch(cost_limit=5)(plain)()

    with pytest.raises(TypeError, match="`async def` function itself"):
        asyncio.run(main())
    assert (sim.live_calls, sim.jobs) == ([], [])


def test_the_decorator_takes_partials_objects_and_tasks(sim, gpt):
    class Asker:
        def __call__(self):
            return ask_gpt(gpt)

    class AsyncAsker:
        async def __call__(self):
            async with openai.AsyncOpenAI() as client:
                return await ask_gpt(client)

    @deferred.task
    async def task():
        return await AsyncAsker()()

    for function in (functools.partial(ask_gpt, gpt), Asker(), AsyncAsker(), task):
        got = deferred.batch(cache=False)(function)()
        assert (asyncio.run(got) if asyncio.iscoroutine(got) else got).choices
    assert (sim.live_calls, len(sim.jobs)) == ([], 4)


# -- bodies that are not plain -----------------------------------------------------------------------------------------


# -- placeholders and results that behave as live ----------------------------------------------------------------------


@pytest.mark.parametrize("error", [StopIteration, StopAsyncIteration])
@pytest.mark.parametrize("is_async", [False, True])
def test_a_map_is_not_cut_short_by_a_function_that_raises_stop_iteration(sim, error, is_async):
    def one(n):
        if n == 1:
            raise error
        return n

    async def read():
        return [result async for result in deferred.map(one, range(3))]

    expected = RuntimeError if is_async or error is StopIteration else error
    with deferred.batch(), pytest.raises(expected):
        asyncio.run(read()) if is_async else list(deferred.map(one, range(3)))


@pytest.mark.timeout(30)
def test_embeddings_of_which_only_the_first_is_stored_do_not_hang(sim, gemini):
    def embed(*texts):
        return gemini.models.embed_content(model="gemini-embedding-001", contents=list(texts))

    with deferred.batch(name="one"):
        embed("a")
    with deferred.batch(name="one") as again:
        rescue = threading.Timer(8, again.flush)
        rescue.start()
        assert len(embed("a", "b").embeddings) == 2
        assert rescue.is_alive()
        rescue.cancel()
        rescue.join()


def test_a_generator_that_closes_inside_another_block_does_not_make_its_calls_live(sim, claude):
    def first():
        with deferred.batch():
            yield 1

    generator = first()
    next(generator)
    with pytest.raises(deferred.DeferredError), deferred.batch():
        generator.close()
        _ = ask_claude(claude).content
    assert sim.live_calls == []
