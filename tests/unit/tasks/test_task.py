"""Functions of several dependent calls: every step of all of them is one wave, and nothing else changes."""

import asyncio
import concurrent.futures
import contextlib
import contextvars
import io
import multiprocessing.pool
import threading
import time
import traceback

import anthropic
import openai
import pytest
from pydantic import BaseModel

import deferred
from deferred.core.errors import EndOfDryRun
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, read
from tests.support.models import CLAUDE

pytestmark = pytest.mark.usefixtures("no_session_left")


def said(client, text):
    """Ask, and read at once."""
    return ask_claude(client, text).content[0].text


def rows(sim):
    """How many calls each job held."""
    return [len(job.rows) for job in sim.jobs]


# -- waves -------------------------------------------------------------------------------------------------------------


def test_two_dependent_calls_over_many_items_make_two_waves(sim, claude):
    def solve(n):
        return said(claude, f"check: {said(claude, f'question {n}')}")

    with deferred.batch() as session:
        results = list(deferred.map(solve, range(50)))
    assert all(f"question {n}" in result for n, result in enumerate(results))
    assert rows(sim) == [50, 50]
    assert session.report.waves == ("all tasks wait", "all tasks wait")
    assert sim.live_calls == []


def test_when_all_tasks_wait_the_wave_goes_out_without_lingering(sim, claude):
    with deferred.batch(linger=3600):
        assert len(list(deferred.map(lambda n: said(claude, f"n {n}"), range(5)))) == 5
    assert rows(sim) == [5]


def test_functions_that_branch_by_data_still_share_their_waves(sim, claude):
    def solve(n):
        text = said(claude, f"one {n}")
        if n % 2:
            return "early"
        return said(claude, f"two {text}")

    with deferred.batch():
        results = list(deferred.map(solve, range(10)))
    assert results[1::2] == ["early"] * 5
    assert rows(sim) == [10, 5]


def test_loops_until_an_answer_is_good_make_a_wave_for_each_round(sim, claude):
    def solve(n):
        for attempt in range(n + 1):
            text = said(claude, f"item {n} attempt {attempt}")
        return text

    with deferred.batch():
        results = list(deferred.map(solve, range(4)))
    assert ["attempt 3" in result for result in results] == [False, False, False, True]
    assert rows(sim) == [4, 3, 2, 1]


def test_calls_to_several_providers_in_one_function_are_a_wave_each(sim, claude, gpt, gemini):
    def solve(n):
        first = said(claude, f"item {n}")
        second = ask_gpt(gpt, first).choices[0].message.content
        return ask_gemini(gemini, second).text

    with deferred.batch():
        results = list(deferred.map(solve, range(6)))
    assert all(f"item {n}" in result for n, result in enumerate(results))
    assert [(job.provider, len(job.rows)) for job in sim.jobs] == [("anthropic", 6), ("openai", 6), ("google", 6)]


def test_calls_of_one_step_that_are_read_later_are_one_wave(sim, claude):
    def solve(n):
        drafts = [ask_claude(claude, f"draft {k} of {n}") for k in range(3)]
        return said(claude, " ".join(draft.content[0].text for draft in drafts))

    with deferred.batch():
        list(deferred.map(solve, range(4)))
    assert rows(sim) == [12, 4]


def test_more_items_than_may_be_alive_run_in_turns(sim, claude, monkeypatch):
    engine.patience(monkeypatch, functions_alive=10)
    with deferred.batch():
        results = list(deferred.map(lambda n: said(claude, f"n {n}"), range(25)))
    assert all(f"n {n}" in result for n, result in enumerate(results))
    assert rows(sim) == [10, 10, 5]


def test_a_map_over_the_results_of_a_map_streams(sim, claude):
    with deferred.batch():
        drafts = deferred.map(lambda n: said(claude, f"draft {n}"), range(6))
        finals = list(deferred.map(lambda draft: said(claude, f"polish {draft}"), drafts))
    assert ["draft 5" in final for final in finals] == [False] * 5 + [True]
    assert sum(rows(sim)) == 12


def test_results_that_nobody_reads_are_still_worked_out_before_the_block_ends(sim, claude):
    seen = []
    with deferred.batch():
        deferred.map(lambda n: seen.append(said(claude, f"two {said(claude, f'one {n}')}")), range(3))
    assert len(seen) == 3
    assert rows(sim) == [3, 3]


# -- a task is as its function -------------------------------------------------------------------------------------------


def test_outside_a_session_a_task_is_just_the_function():
    @deferred.task
    def add(a, b=1):
        """Add."""
        return a + b

    assert (add(1), add(1, b=2), add.submit(1, 5).result(), list(add.map([1, 2], [3, 4]))) == (2, 3, 6, [4, 6])
    assert (add.__name__, add.__doc__) == ("add", "Add.")
    assert list(deferred.map(pow, [2, 3], [3, 2])) == [8, 9]
    failed = add.submit("x")
    assert isinstance(failed.exception(), TypeError)


def test_map_outside_a_session_does_nothing_that_is_not_read():
    asked = []
    results = deferred.map(asked.append, range(5))
    next(results)
    assert asked == [0]


def test_an_exception_comes_out_as_in_a_plain_call_and_the_others_have_their_results(sim, claude):
    def solve(n):
        text = said(claude, f"n {n}")
        if n == 1:
            raise ValueError(text)
        return text

    with deferred.batch():
        futures = [deferred.task(solve).submit(n) for n in range(3)]
        with pytest.raises(ValueError, match="n 1") as raised:
            futures[1].result()
        assert "n 2" in futures[2].result()
    names = [frame.name for frame in traceback.extract_tb(raised.value.__traceback__)]
    assert names[-1] == "solve"
    assert rows(sim) == [3]


def test_an_error_of_the_sdk_is_raised_in_the_function_that_made_the_call(sim, claude):
    def solve(model):
        try:
            return claude.messages.create(
                model=model, max_tokens=9, messages=[{"role": "user", "content": "x"}]
            ).content
        except anthropic.NotFoundError:
            return "no such model"

    with deferred.batch():
        results = list(deferred.map(solve, [CLAUDE, "claude-does-not-exist"]))
    assert results[1] == "no such model"


def test_futures_as_arguments_are_resolved_in_lists_and_dicts_too(sim, claude):
    @deferred.task
    def ask(text):
        return said(claude, text)

    @deferred.task
    def combine(texts, *, extra):
        assert all(type(text) is str for text in [*texts, extra["a"]])
        return said(claude, f"{len(texts)} parts")

    with deferred.batch():
        parts = [ask.submit(f"part {n}") for n in range(3)]
        whole = combine.submit(parts, extra={"a": ask.submit("extra")}).result()
    assert "3 parts" in whole
    assert rows(sim) == [4, 1]


def test_a_future_that_failed_fails_who_was_given_it(sim):
    with deferred.batch():
        bad = deferred.task(lambda: 1 / 0).submit()
        assert isinstance(deferred.task(str).submit(bad).exception(), ZeroDivisionError)


def test_maps_inside_mapped_functions_share_their_waves(sim, claude):
    def answer(question):
        return said(claude, question)

    def solve(n):
        parts = list(deferred.map(answer, [f"{n} a", f"{n} b"]))
        return parts, said(claude, f"all of {n}")

    with deferred.batch():
        results = list(deferred.map(solve, range(5)))
    assert all(f"{n} b" in parts[1] and f"all of {n}" in whole for n, (parts, whole) in enumerate(results))
    assert rows(sim) == [10, 5]


def test_nesting_deeper_than_may_be_alive_does_not_hang(sim, claude, monkeypatch):
    engine.patience(monkeypatch, functions_alive=2)
    with deferred.batch():
        outer = list(deferred.map(lambda n: list(deferred.map(lambda k: said(claude, f"{n} {k}"), range(3))), range(4)))
    assert "3 2" in outer[3][2]


def test_methods_and_static_functions_can_be_tasks(sim, claude):
    class Judge:
        def __init__(self, client):
            self.client = client

        @deferred.task
        def score(self, text):
            return said(self.client, text)

    with deferred.batch():
        judge = Judge(claude)
        assert "b" in list(judge.score.map(["a", "b"]))[1]
        assert "c" in judge.score("c")
    assert rows(sim) == [2, 1]


def test_map_works_inside_the_threads_of_a_pool(sim, claude):
    def chunk(start):
        return list(deferred.map(lambda n: said(claude, f"n {n}"), range(start, start + 3)))

    with deferred.batch(linger=2), concurrent.futures.ThreadPoolExecutor(3) as pool:
        results = [text for texts in pool.map(chunk, [0, 3, 6]) for text in texts]
    assert all(f"n {n}" in text for n, text in enumerate(results))
    assert rows(sim) == [9]


def test_a_lambda_that_gives_a_coroutine_is_refused_and_nothing_goes_live(sim):
    async def main():
        async with anthropic.AsyncAnthropic() as client:
            with deferred.batch() as session, pytest.raises(TypeError, match="`async def` function itself"):
                list(deferred.map(lambda text: ask_claude(client, text), ["a", "b"]))
            return session

    asyncio.run(main())
    assert (sim.live_calls, sim.jobs) == ([], [])


def test_work_that_runs_before_its_submit_has_returned_does_not_send_a_wave_of_its_own(sim, claude):
    pauses = []

    class ReturnsLate(concurrent.futures.ThreadPoolExecutor):
        def _adjust_thread_count(self):
            super()._adjust_thread_count()
            if not pauses:
                pauses.append(engine.pause_before_wave_of(session, 3, seconds=30))

    def chunk(start):
        return list(deferred.map(lambda n: said(claude, f"n {n}"), range(start, start + 3)))

    with deferred.batch(linger=2) as session, ReturnsLate(3) as pool:
        list(pool.map(chunk, [0, 3, 6]))
    assert pauses == [2]


def test_an_exception_that_leaves_a_pool_says_what_python_waits_for(sim, claude, caplog):
    sim.latency = 0.5
    pool = concurrent.futures.ThreadPoolExecutor(2)
    with pytest.raises(KeyboardInterrupt), deferred.batch(), pool:
        pool.submit(said, claude, "n 1")
        raise KeyboardInterrupt
    assert "KeyboardInterrupt leaves a pool at" in caplog.text
    assert "test_task.py" in caplog.text


def test_a_task_may_use_a_pool_of_its_own(sim, claude):
    def solve(n):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda k: said(claude, f"{n} {k}"), range(2)))

    with deferred.batch(linger=0.3):
        results = list(deferred.map(solve, range(3)))
    assert "2 1" in results[2][1]
    assert rows(sim) == [6]


def test_context_variables_are_those_of_the_place_of_the_call(sim, claude):
    who = contextvars.ContextVar("who")
    who.set("caller")

    def solve(n):
        seen = who.get()
        who.set(f"task {n}")
        said(claude, f"n {n}")
        return seen, who.get()

    with deferred.batch():
        assert list(deferred.map(solve, range(3))) == [("caller", f"task {n}") for n in range(3)]
    assert who.get() == "caller"


def test_only_one_function_runs_at_a_time(sim, claude):
    running, most = 0, 0

    def solve(n):
        nonlocal running, most
        running += 1
        most = max(most, running)
        sum(range(20_000))
        running -= 1
        said(claude, f"n {n}")

    with deferred.batch(linger=5):
        list(deferred.map(solve, range(20)))
    assert most == 1


def test_a_lock_that_is_held_while_waiting_does_not_hang_the_others(sim, claude):
    lock = threading.Lock()

    def solve(n):
        with lock:
            return said(claude, f"n {n}")

    with deferred.batch():
        results = list(deferred.map(solve, range(3)))
    assert "n 2" in results[2]


def test_a_function_that_blocks_on_something_else_lets_the_others_run(sim, claude):
    last = threading.Event()

    def solve(n):
        if n == 0:
            assert last.wait(20)
        if n == 2:
            last.set()
        return said(claude, f"n {n}")

    with deferred.batch():
        assert len(list(deferred.map(solve, range(3)))) == 3


def test_redirected_output_stays_with_the_function_that_redirected_it(sim, claude, capsys):
    def solve(n):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            print("before", n)
            said(claude, f"n {n}")
            print("after", n)
        return out.getvalue()

    with deferred.batch():
        results = list(deferred.map(solve, range(3)))
    assert results == [f"before {n}\nafter {n}\n" for n in range(3)]
    assert capsys.readouterr().out == ""


def test_an_event_loop_inside_a_function_works(sim):
    async def both(n):
        client = anthropic.AsyncAnthropic()
        return await asyncio.gather(*(ask_claude(client, f"{n} {k}") for k in range(2)))

    with deferred.batch(linger=0.3):
        results = list(deferred.map(lambda n: asyncio.run(both(n)), range(3)))
    assert "2 1" in results[2][1].content[0].text
    assert sim.live_calls == []


def test_any_thread_may_touch_the_placeholders_of_a_task(sim, claude):
    with deferred.batch():
        replies = list(deferred.map(lambda n: ask_claude(claude, f"n {n}"), range(3)))
        texts = []
        threads = [
            threading.Thread(target=lambda reply=reply: texts.append(reply.content[0].text)) for reply in replies
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(texts) == 3
    assert rows(sim) == [3]


def test_a_function_annotated_with_a_model_returns_a_placeholder_of_it_at_once(sim, claude):
    class Summary(BaseModel):
        text: str

    @deferred.task
    def summarize(text) -> Summary:
        return Summary(text=said(claude, said(claude, text)))

    with deferred.batch():
        summaries = [summarize(f"text {n}") for n in range(4)]
        assert isinstance(summaries[0], Summary)
        assert [f"text {n}" in summary.text for n, summary in enumerate(summaries)] == [True] * 4
    assert type(summaries[0]) is Summary
    assert rows(sim) == [4, 4]


def test_a_function_annotated_with_the_sdks_model_gives_that(sim, claude):
    @deferred.task
    def ask(text) -> anthropic.types.Message:
        return ask_claude(claude, text)

    with deferred.batch():
        replies = [ask(f"n {n}") for n in range(3)]
        assert "n 2" in replies[2].content[0].text
    assert type(replies[2]) is anthropic.types.Message
    assert rows(sim) == [3]


def test_a_promise_of_a_model_that_is_not_kept_says_so(sim):
    class Summary(BaseModel):
        text: str

    @deferred.task
    def summarize() -> Summary:
        return None

    with deferred.batch():
        summary = summarize()
        with pytest.raises(TypeError, match="annotated to return Summary, but returned NoneType"):
            _ = summary.text


def test_wait_and_timeouts_work_inside_a_function(sim, claude):
    sim.latency = 3600

    def solve(n):
        reply = ask_claude(claude, f"n {n}")
        with pytest.raises(TimeoutError):
            deferred.future(reply).result(timeout=0.1)
        return "gave up"

    with deferred.batch(wait=False):
        assert list(deferred.map(solve, range(3))) == ["gave up"] * 3


# -- coroutines ----------------------------------------------------------------------------------------------------------


def test_a_map_over_an_async_function_makes_a_wave_for_each_step(sim):
    client = anthropic.AsyncAnthropic()

    async def solve(n):
        first = await ask_claude(client, f"one {n}")
        return (await ask_claude(client, f"two {first.content[0].text}")).content[0].text

    async def main():
        async with deferred.batch():
            return await deferred.map(solve, range(5))

    assert ["one 4" in text for text in asyncio.run(main())][4]
    assert rows(sim) == [5, 5]


def test_a_map_over_an_async_function_works_without_a_running_loop(sim):
    client = openai.AsyncOpenAI()

    async def solve(n):
        return (await ask_gpt(client, f"n {n}")).choices[0].message.content

    with deferred.batch():
        results = list(deferred.map(solve, range(5)))
    assert "n 4" in results[4]
    assert rows(sim) == [5]
    assert sim.live_calls == []


def test_async_results_stream_in_order(sim):
    client = openai.AsyncOpenAI()

    async def solve(n):
        return n, (await ask_gpt(client, f"n {n}")).choices[0].message.content

    async def main():
        async with deferred.batch():
            return [n async for n, _ in deferred.map(solve, range(5))]

    assert asyncio.run(main()) == list(range(5))


def test_blocking_the_loop_that_a_coroutine_runs_on_is_refused_with_the_remedy(sim):
    async def solve(n):
        return n

    async def main():
        async with deferred.batch():
            with pytest.raises(RuntimeError, match="await"):
                list(deferred.map(solve, range(2)))

    asyncio.run(main())


def test_functions_can_be_mapped_from_a_coroutine(sim, claude):
    async def main():
        async with deferred.batch():
            return await deferred.map(lambda n: said(claude, said(claude, f"n {n}")), range(4))

    assert "n 3" in asyncio.run(main())[3]
    assert rows(sim) == [4, 4]


def test_async_tasks_take_futures_and_are_awaited(sim):
    client = openai.AsyncOpenAI()

    @deferred.task
    async def ask(text):
        return (await ask_gpt(client, text)).choices[0].message.content

    async def main():
        async with deferred.batch():
            first = ask.submit("first")
            return await ask.submit(first), await ask("direct")

    second, direct = asyncio.run(main())
    assert "first" in second
    assert "direct" in direct


def test_outside_a_session_async_tasks_are_just_coroutines():
    @deferred.task
    async def double(n):
        return 2 * n

    async def main():
        return await double(1), await double.submit(2), await double.map([3, 4])

    assert asyncio.run(main()) == (2, 4, [6, 8])
    assert list(double.map([5, 6])) == [10, 12]
    assert asyncio.iscoroutinefunction(double)


# -- the end of the block ------------------------------------------------------------------------------------------------


def test_an_exception_in_the_block_ends_the_functions_and_nothing_goes_live(sim, claude):
    after = []

    def solve(n):
        try:
            said(claude, f"one {n}")
        finally:
            after.append(n)
        said(claude, f"two {n}")

    with pytest.raises(RuntimeError), deferred.batch(linger=5):
        futures = [deferred.task(solve).submit(n) for n in range(3)]
        raise RuntimeError
    for future in futures:
        with pytest.raises(deferred.DeferredError, match="block was left"):
            future.result(timeout=10)
    assert (sim.live_calls, sim.jobs) == ([], [])


def test_an_exception_in_the_block_ends_a_function_that_waits_for_one_that_still_runs(sim, claude):
    begun = threading.Event()

    @deferred.task
    def inner():
        begun.set()
        time.sleep(0.5)  # the block is left meanwhile
        return said(claude, "late")

    with pytest.raises(RuntimeError), deferred.batch():
        future = deferred.task(lambda: inner.submit().result()).submit()
        assert begun.wait(10)
        raise RuntimeError
    with pytest.raises(deferred.DeferredError, match="block was left"):
        future.result(timeout=10)
    assert (sim.live_calls, sim.jobs) == ([], [])


def test_wait_false_sends_the_first_wave_and_a_second_run_goes_on_from_there(sim, claude):
    def script(**settings):
        with deferred.batch(name="script", **settings):
            return [
                deferred.task(lambda n=n: said(claude, f"two {said(claude, f'one {n}')}")).submit() for n in range(3)
            ]

    sim.latency = 3600
    for future in script(wait=False):
        assert isinstance(future.exception(10), deferred.DeferredError)
    assert rows(sim) == [3]
    sim.clock.advance(3601)
    sim.latency = 0
    assert all("one" in future.result() for future in script())
    assert sum(rows(sim)) == 6
    assert sim.live_calls == []


def test_a_dry_run_plans_the_first_call_of_every_function(sim, claude):
    with deferred.batch(dry_run=True) as session:
        list(deferred.map(lambda n: said(claude, said(claude, f"n {n}")), range(50)))
    assert len(engine.records(session)) == 50
    assert sim.requests == []


def test_a_dry_run_raises_in_the_functions(sim, claude):
    with deferred.batch(dry_run=True):
        futures = [deferred.task(lambda n: said(claude, f"{n}")).submit(n) for n in range(3)]
        assert {type(future.exception()) for future in futures} == {EndOfDryRun}
    assert sim.requests == []


def test_what_a_nested_block_started_belongs_to_the_outer_block_afterwards(sim, claude):
    with deferred.batch():
        with deferred.batch():
            futures = [deferred.task(lambda n: said(claude, said(claude, f"n {n}"))).submit(n) for n in range(3)]
        assert all("n" in future.result() for future in futures)
    assert rows(sim) == [3, 3]
    assert sim.live_calls == []


def test_a_second_run_of_a_mapped_script_makes_no_request(sim, claude):
    def script():
        with deferred.batch(name="script"):
            return list(deferred.map(lambda n: said(claude, said(claude, f"n {n}")), range(10)))

    first = script()
    requests = len(sim.requests)
    assert script() == first
    assert len(sim.requests) == requests


# -- batches of one ------------------------------------------------------------------------------------------------------


def warnings_of(caplog):
    """What was warned of, without the log's other lines."""
    return [record.getMessage() for record in caplog.records if "one by one" in record.getMessage()]


def test_the_second_batch_of_one_from_a_line_warns_with_the_line_the_time_and_the_remedy(sim, claude, caplog):
    with deferred.batch():
        for n in range(4):
            said(claude, f"n {n}")
            assert len(warnings_of(caplog)) == (n > 0)
    (warning,) = warnings_of(caplog)
    assert "calls.py:" in warning
    assert "the last one took" in warning
    assert "deferred.map(function, items)" in warning
    assert rows(sim) == [1, 1, 1, 1]


def test_batches_of_one_from_different_lines_do_not_warn(sim, claude, gpt, caplog):
    with deferred.batch():
        said(claude, "one")
        assert ask_gpt(gpt, "two").id
        said(claude, "three")
    assert warnings_of(caplog) == []


def test_the_last_rounds_of_a_map_do_not_warn(sim, claude, caplog):
    def solve(n):
        for k in range(n):
            said(claude, f"{n} {k}")

    with deferred.batch():
        list(deferred.map(solve, [1, 5]))
    assert rows(sim) == [2, 1, 1, 1, 1]
    assert warnings_of(caplog) == []


def test_alone_raise_refuses_a_batch_of_one_with_its_line_and_the_remedy(sim, claude):
    with deferred.batch(alone="raise"):
        with pytest.raises(deferred.NotBatchable, match=r"calls\.py:.*batch of one.*deferred\.map"):
            said(claude, "alone")
        replies = [ask_claude(claude, f"n {n}") for n in range(2)]
        assert "n 1" in replies[1].content[0].text
    assert rows(sim) == [2]


@pytest.mark.parametrize("limit", [None, 5])
def test_alone_live_sends_a_batch_of_one_as_an_ordinary_call_and_counts_it(sim, claude, gpt, gemini, limit):
    with deferred.batch(alone="live", cost_limit=limit) as session:
        assert "one" in said(claude, "one")
        assert "two" in ask_gpt(gpt, "two").choices[0].message.content
        assert "three" in ask_gemini(gemini, "three").text
        list(deferred.map(lambda n: said(claude, f"n {n}"), range(3)))
    assert rows(sim) == [3]
    assert len(sim.live_calls) == 3
    assert len(session.report.live) == 3
    with deferred.batch(alone="live") as session:
        assert "one" in said(claude, "one")
    assert len(sim.live_calls) == 3


def test_alone_live_that_does_not_fit_under_the_limit_is_not_sent(sim, claude):
    with deferred.batch(alone="live", cost_limit=0.0004), pytest.raises(deferred.CostLimitExceeded, match="as a live"):
        said(claude, "one")
    assert sim.live_calls == []


# -- abandoned waits, and loops that never give up -----------------------------------------------------------------------


def test_a_wait_that_was_abandoned_leaves_the_call_in_its_job_and_the_same_call_joins_it(sim):
    client = anthropic.AsyncAnthropic()
    sim.latency = 3600

    async def main():
        async with deferred.batch() as session:
            for _ in range(3):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(ask_claude(client, "again"), 0.3)
            sim.clock.advance(3601)
            reply = await ask_claude(client, "again")
            assert len(engine.records(session)) == 1
            return reply

    assert "again" in asyncio.run(main()).content[0].text
    assert rows(sim) == [1]


def test_two_live_equal_calls_stay_two_samples_when_a_third_is_abandoned(sim):
    client = anthropic.AsyncAnthropic()
    sim.latency = 3600

    async def main():
        async with deferred.batch():
            waits = [asyncio.ensure_future(ask_claude(client, "same")) for _ in range(3)]
            while not sim.jobs:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            waits[1].cancel()
            with pytest.raises(asyncio.CancelledError):
                await waits[1]
            again = asyncio.ensure_future(ask_claude(client, "same"))
            await asyncio.sleep(0)
            sim.clock.advance(3601)
            return await asyncio.gather(waits[0], again, waits[2])

    assert len({reply.id for reply in asyncio.run(main())}) == 3
    assert rows(sim) == [3]


def test_a_cancelled_task_takes_its_unsent_call_back(sim):
    client = anthropic.AsyncAnthropic()

    async def main():
        async with deferred.batch(linger=0.5) as session:
            waits = [asyncio.ensure_future(ask_claude(client, f"n {n % 2}")) for n in range(4)]
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            waits[0].cancel()
            replies = await asyncio.gather(*waits[1:])
            again = await ask_claude(client, "n 0")
            assert len(engine.records(session)) == 4
            return [*replies, again]

    assert len({reply.id for reply in asyncio.run(main())}) == 4
    assert rows(sim) == [3, 1]


def test_a_future_given_up_after_a_timeout_is_joined_by_the_same_call_once_its_reply_is_gone(sim, claude):
    sim.latency = 3600
    with deferred.batch():
        for _ in range(3):
            with pytest.raises(TimeoutError):
                deferred.future(ask_claude(claude, "again")).result(timeout=0.2)
        sim.clock.advance(3601)
        assert "again" in said(claude, "again")
    assert rows(sim) == [1]


def for_ever(client, text):
    """What simple-evals does."""
    while True:
        try:
            return ask_gpt(client, text).choices[0].message.content
        except Exception:
            continue


def too_dear(client):
    """A call that no limit of these tests allows."""
    return lambda n: for_ever(client, f"n {n}")


@pytest.mark.timeout(20)
def test_loops_that_never_give_up_end_in_a_pool(sim, gpt):
    limited, pool = deferred.batch(cost_limit=0.00001), concurrent.futures.ThreadPoolExecutor(4)
    with pytest.raises(deferred.Stopped, match="does not fit"), limited, pool:
        list(pool.map(too_dear(gpt), range(8)))
    assert sim.jobs == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("method", ["map", "imap", "imap_unordered", "apply"])
def test_loops_that_never_give_up_end_in_a_pool_of_multiprocessing(sim, gpt, method):
    def work(pool):
        return (
            pool.apply(too_dear(gpt), (1,))
            if method == "apply"
            else list(getattr(pool, method)(too_dear(gpt), range(8)))
        )

    limited, workers = deferred.batch(cost_limit=0.00001), multiprocessing.pool.ThreadPool(4)
    with pytest.raises(deferred.Stopped), limited, workers as pool:
        work(pool)
    workers.join()
    assert sim.jobs == []


@pytest.mark.timeout(20)
def test_loops_that_never_give_up_end_in_a_task_group_with_one_error(sim):
    client = openai.AsyncOpenAI()

    async def never_give_up(n):
        while True:
            try:
                return await ask_gpt(client, f"n {n}")
            except Exception:
                await asyncio.sleep(0)

    async def main():
        async with deferred.batch(cost_limit=0.00001), asyncio.TaskGroup() as group:
            for n in range(4):
                group.create_task(never_give_up(n))

    with pytest.raises(deferred.Stopped):
        asyncio.run(main())
    assert sim.jobs == []


@pytest.mark.timeout(20)
def test_loops_that_never_give_up_end_in_a_map(sim, gpt):
    with pytest.raises(deferred.Stopped), deferred.batch(cost_limit=0.00001):
        list(deferred.map(too_dear(gpt), range(8)))
    assert (sim.jobs, sim.live_calls) == ([], [])


# -- pools and semaphores that are wider inside --------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("widen", "waves"), [(None, 38), (300, 1)])
def test_three_hundred_calls_through_eight_workers_are_one_wave_when_widened(sim, claude, widen, waves):
    with (
        deferred.batch(widen=widen, linger=2 if widen else 0.2) as session,
        concurrent.futures.ThreadPoolExecutor(8) as pool,
    ):
        assert len(list(pool.map(lambda n: said(claude, f"n {n}"), range(300)))) == 300
    assert len(session.report.waves) <= waves + 2
    assert len(rows(sim)) >= waves


def test_pools_of_multiprocessing_are_widened(sim, claude):
    with deferred.batch(widen=40, linger=0.3), multiprocessing.pool.ThreadPool(4) as pool:
        assert len(pool.map(lambda n: said(claude, f"n {n}"), range(40), chunksize=1)) == 40
    pool.join()
    assert rows(sim) == [40]


def test_semaphores_of_asyncio_are_widened(sim):
    client = anthropic.AsyncAnthropic()

    async def main():
        async with deferred.batch(widen=40, linger=0.3):
            slots = asyncio.Semaphore(5)

            async def one(n):
                async with slots:
                    return await ask_claude(client, f"n {n}")

            await asyncio.gather(*(one(n) for n in range(40)))
        assert slots._value == 5

    asyncio.run(main())
    assert rows(sim) == [40]


def test_widened_objects_have_their_bounds_again_after_the_block(sim):
    with deferred.batch(widen=100):
        pool = concurrent.futures.ThreadPoolExecutor(4)
        semaphore, bounded = threading.Semaphore(3), threading.BoundedSemaphore(value=3)
        assert (pool._max_workers, semaphore._value, bounded._value, bounded._initial_value) == (100, 100, 100, 100)
    assert (pool._max_workers, semaphore._value, bounded._value, bounded._initial_value) == (4, 3, 3, 3)
    assert threading.Semaphore(3)._value == 3


def test_locks_libraries_and_default_executors_are_never_widened(sim):
    async def default():
        return await asyncio.to_thread(lambda: None), asyncio.get_running_loop()._default_executor._max_workers

    with deferred.batch(widen=100):
        assert threading.Semaphore()._value == 1
        assert threading.Semaphore(1)._value == 1
        made_by_a_library = {}
        exec(
            compile("import threading; it = threading.Semaphore(5)", "/x/site-packages/lib.py", "exec"),
            made_by_a_library,
        )
        assert made_by_a_library["it"]._value == 5
        assert asyncio.run(default())[1] < 100


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ten_thousand_two_step_functions_make_two_waves(sim, claude):
    with deferred.batch(linger=5) as session:
        results = deferred.map(lambda n: said(claude, f"two {said(claude, f'one {n}')}"), range(10_000))
        assert sum(f"one {n}" in result for n, result in enumerate(results)) == 10_000
    assert session.report.waves == ("all tasks wait", "all tasks wait")
    assert rows(sim) == [10_000, 10_000]


def test_a_function_that_failed_and_was_never_read_is_named_at_the_end(sim, claude, caplog):
    def fails(n):
        said(claude, f"n {n}")
        message = "not good enough"
        raise ValueError(message)

    with deferred.batch():
        deferred.map(fails, range(3))
    assert (
        "3 functions failed, and their results were not read so far; the first raised ValueError: not good enough"
        in caplog.text
    )
    caplog.clear()
    with deferred.batch():
        results = deferred.map(fails, range(1))
        with pytest.raises(ValueError, match="not good enough"):
            next(results)
    assert "were not read so far" not in caplog.text


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "make", [lambda said: deferred.map(said, range(3)), lambda said: deferred.task(said).submit(1)]
)
def test_a_plain_with_on_an_event_loop_does_not_block_its_own_async_functions(sim, make):
    async def said(n):
        async with anthropic.AsyncAnthropic() as client:
            return read(await ask_claude(client, f"n {n}"))

    async def main():
        with deferred.batch():
            made = make(said)
        return await made

    with pytest.raises(deferred.DeferredError, match="async with"):
        asyncio.run(main())


@pytest.mark.timeout(60)
def test_an_async_function_whose_loop_has_stopped_is_not_waited_for(sim):
    @deferred.task
    async def said():
        async with anthropic.AsyncAnthropic() as client:
            return read(await ask_claude(client))

    async def main():
        made = said.submit()
        await asyncio.sleep(0)
        return made

    loop = asyncio.new_event_loop()
    with deferred.batch():
        made = loop.run_until_complete(main())
    with pytest.raises(deferred.DeferredError, match="loop stopped"):
        made.result(0)
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(asyncio.sleep(0.01))
    loop.close()


@pytest.mark.timeout(60)
@pytest.mark.parametrize("spin", ["thread", "loop"])
def test_a_task_that_spins_until_another_s_call_is_answered_gives_its_turn_up(sim, claude, monkeypatch, spin):
    engine.patience(monkeypatch, longest_turn=0.5)

    def in_a_thread(n):
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            asked = pool.submit(lambda: read(ask_claude(claude, f"n {n}")))
            while not asked.done():
                pass
            return asked.result()

    async def in_a_loop(n):
        async with anthropic.AsyncAnthropic() as client:
            asked = asyncio.create_task(said(client, n))
            while not asked.done():  # noqa: ASYNC110 - as people write it
                await asyncio.sleep(0)
            return await asked

    async def said(client, n):
        return read(await ask_claude(client, f"n {n}"))

    spins = in_a_thread if spin == "thread" else lambda n: asyncio.run(in_a_loop(n))
    with deferred.batch():
        assert len(list(deferred.map(spins, range(2)))) == 2


@pytest.mark.timeout(60)
def test_a_map_outside_a_block_goes_on_after_an_item_that_failed():
    results = deferred.map(lambda n: 1 / n, [1, 0, 2])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert list(results) == [0.5]


@pytest.mark.timeout(60)
def test_an_async_exit_does_not_wait_for_a_loop_elsewhere_that_stops(sim):
    @deferred.task
    async def never():
        await asyncio.Event().wait()

    elsewhere = asyncio.new_event_loop()
    made = []

    async def main():
        async with deferred.batch():
            thread = threading.Thread(target=elsewhere.run_forever)
            thread.start()
            asyncio.run_coroutine_threadsafe(begin(), elsewhere).result()
            elsewhere.call_soon_threadsafe(elsewhere.stop)
            thread.join()

    async def begin():
        made.append(never.submit())

    asyncio.run(asyncio.wait_for(main(), 30))
    with pytest.raises(deferred.DeferredError, match="loop stopped"):
        made[0].result(0)
    for task in asyncio.all_tasks(elsewhere):
        task.cancel()
    elsewhere.run_until_complete(asyncio.sleep(0.01))
    elsewhere.close()
