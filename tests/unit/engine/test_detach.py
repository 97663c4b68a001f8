"""Detach: the process is given up when only providers can go on, whichever way the user's code waits."""

import asyncio
import concurrent.futures
import copy
import multiprocessing
import multiprocessing.pool
import pickle
import sys
import threading
from datetime import timedelta

import anthropic
import openai
import pytest

import deferred
from deferred.config import settings
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, read

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(60)]
HOUR = 3600.0
MONEY = 0.0006  # enough for one call of three at a time


@pytest.fixture
def slow(sim):
    """A simulator whose jobs take an hour."""
    sim.latency = HOUR
    return sim


def block(**more):
    return deferred.batch(**{"name": "run", "detach": 0, **more})


def reads(client, text="hello"):
    return read(ask_claude(client, text))


# -- what is raised ----------------------------------------------------------------------------------------------------


def test_pending_says_which_run_how_much_is_open_and_when_to_come_back(slow, claude, gpt):
    with pytest.raises(deferred.Pending) as raised, block():
        replies = [ask_claude(claude, f"{n}") for n in range(3)]
        ask_gpt(gpt)
        read(replies[0])
    pending = raised.value
    assert (pending.run, pending.jobs, pending.left, pending.retry_after) == ("run", 2, 4, 60.0)
    assert "2 jobs are at the provider, and 4 calls of the run 'run' have no answer yet" in str(pending)
    assert not isinstance(pending, Exception)


@pytest.mark.parametrize("copied", [copy.copy, lambda it: pickle.loads(pickle.dumps(it))])
def test_pending_is_copied_and_pickled_whole(copied):
    again = copied(deferred.Pending("run", 2, 3, 120.0))
    assert (type(again), vars(again)) == (deferred.Pending, {"run": "run", "jobs": 2, "left": 3, "retry_after": 120.0})
    assert "run the same command again in 2 min" in str(again)


def test_the_next_process_may_adopt_at_once_and_nothing_is_bought_twice(slow, claude):
    for _ in range(3):
        with pytest.raises(deferred.Pending), block():
            reads(claude)
        [job] = engine.jobs_on_disk()
        assert engine.can_be_adopted(job)
        assert [run.is_over for run in engine.runs_on_disk()] == [False]
    slow.clock.advance(HOUR)
    with block() as session:
        assert reads(claude)
    assert session.report.waiting == 0
    assert [run.is_over for run in engine.runs_on_disk()] == [True]
    assert (len(slow.jobs), slow.meter.rows_billed) == (1, 1)


def test_leaving_the_block_waits_too(slow, claude):
    with pytest.raises(deferred.Pending), block():
        ask_claude(claude)


def test_a_reply_that_is_read_after_the_block_waits_too(slow, claude):
    with block(wait=False):
        reply = ask_claude(claude)
    for _ in range(2):
        with pytest.raises(deferred.Pending):
            read(reply)


def test_a_wait_of_the_session_raises_it(slow, claude):
    with pytest.raises(deferred.Pending), block() as session:
        ask_claude(claude)
        session.wait()


def test_an_exception_handler_does_not_swallow_it(slow, claude):
    with pytest.raises(deferred.Pending), block():
        try:
            reads(claude)
        except Exception:
            pytest.fail("it was taken for an error")


def test_who_swallows_it_meets_it_at_the_next_touch_the_next_call_and_the_end(slow, claude):
    with pytest.raises(deferred.Pending), block():
        reply = ask_claude(claude)
        for wait in (lambda: read(reply), lambda: read(reply), lambda: reads(claude, "another")):
            try:
                wait()
            except BaseException as error:
                seen = error
            assert isinstance(seen, deferred.Pending)
    assert len(slow.jobs) == 1


def test_an_error_of_the_user_s_own_stays_one(slow, claude):
    text = "mine"
    with pytest.raises(KeyError, match=text), block():
        try:
            reads(claude)
        except BaseException as error:
            raise KeyError(text) from error


def test_the_report_counts_what_is_left_as_waiting_not_as_failed(slow, claude):
    with pytest.raises(deferred.Pending), block() as session:
        ask_claude(claude)
    assert (session.report.waiting, session.report.failed) == (1, 0)
    assert "1 waiting" in str(session.report)


def test_an_inner_block_passes_it_on(slow, claude):
    with pytest.raises(deferred.Pending), block(), deferred.batch(cost_limit=1):
        reads(claude)


def test_a_decorated_function_raises_it(slow, claude):
    @block()
    def work():
        return reads(claude)

    with pytest.raises(deferred.Pending):
        work()


# -- ways of waiting ---------------------------------------------------------------------------------------------------


def test_asyncio_gather_raises_it(slow):
    async def main():
        client = anthropic.AsyncAnthropic()
        async with block():
            await asyncio.gather(*(ask_claude(client, f"{n}") for n in range(3)))

    with pytest.raises(deferred.Pending) as raised:
        asyncio.run(main())
    assert raised.value.left == 3


def test_a_task_group_of_nothing_else_is_unwrapped(slow):
    async def main():
        client = openai.AsyncOpenAI()
        async with block(), asyncio.TaskGroup() as group:
            for n in range(3):
                group.create_task(ask_gpt(client, f"{n}"))

    with pytest.raises(deferred.Pending):
        asyncio.run(main())
    assert [job.count for job in slow.jobs] == [3]


def test_a_group_with_an_error_of_the_user_s_stays_a_group(slow):
    text = "mine"

    async def fails_after(wait):
        try:
            await wait
        finally:
            raise KeyError(text)

    async def main():
        client = anthropic.AsyncAnthropic()
        async with block(), asyncio.TaskGroup() as group:
            group.create_task(fails_after(ask_claude(client)))
            group.create_task(fails_after(ask_claude(client, "two")))

    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(main())
    assert raised.group_contains(KeyError)


def test_the_end_of_an_async_block_waits_too(slow):
    async def main():
        async with block():
            asyncio.get_running_loop().create_task(ask_claude(anthropic.AsyncAnthropic()))
            await asyncio.sleep(0.01)

    with pytest.raises(deferred.Pending):
        asyncio.run(main())


def test_gather_that_collects_exceptions_is_left_by_it_at_the_end(slow):
    async def main():
        client = anthropic.AsyncAnthropic()
        async with block():
            got = await asyncio.gather(ask_claude(client), return_exceptions=True)
            assert isinstance(got[0], deferred.Pending)

    with pytest.raises(deferred.Pending):
        asyncio.run(main())


def test_a_map_of_functions_raises_it_once_all_have_made_their_calls(slow, claude):
    with pytest.raises(deferred.Pending), block():
        list(deferred.map(lambda text: reads(claude, text), ["a", "b", "c"]))
    assert [job.count for job in slow.jobs] == [3]


def test_a_map_of_coroutines_raises_it(slow):
    client = anthropic.AsyncAnthropic()

    async def ask(text):
        return (await ask_claude(client, text)).content

    with pytest.raises(deferred.Pending), block():
        list(deferred.map(ask, ["a", "b"]))


def test_a_task_raises_it(slow, claude):
    @deferred.task
    def ask(text):
        return reads(claude, text)

    with pytest.raises(deferred.Pending), block():
        ask("a").result()


def test_a_pool_of_threads_raises_it(slow, claude):
    with pytest.raises(deferred.Pending), block(), concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda text: reads(claude, text), ["a", "b", "c"]))
    assert [job.count for job in slow.jobs] == [3]


def test_a_pool_of_threads_of_multiprocessing_raises_it(slow, claude):
    with pytest.raises(deferred.Pending), block(), multiprocessing.pool.ThreadPool(3) as pool:
        pool.map(lambda text: reads(claude, text), ["a", "b", "c"])


def test_threads_that_wait_end_in_silence(slow, claude, capsys):
    all_put_aside = threading.Barrier(4)  # a block that ends before its threads have called has nothing to wait for

    def ask_and_read(text):
        reply = ask_claude(claude, text)
        all_put_aside.wait()
        read(reply)

    with pytest.raises(deferred.Pending), block():
        threads = [threading.Thread(target=ask_and_read, args=(text,)) for text in "abc"]
        for thread in threads:
            thread.start()
        all_put_aside.wait()
    for thread in threads:
        thread.join()
    assert capsys.readouterr().err == ""


def test_waits_for_several_replies_end(slow, claude):
    with pytest.raises(deferred.Pending), block():
        replies = [ask_claude(claude, text) for text in "ab"]
        done, not_done = deferred.wait(replies)
        assert (len(done), not_done) == (2, [])
        for reply in deferred.as_completed(replies):
            read(reply)


def ask_in_a_block(text):
    with deferred.batch(name=f"run-{text}", detach=0, cache=f"ledger-{text}"):
        return reads(anthropic.Anthropic(), text)


@pytest.mark.slow
@pytest.mark.parametrize("pool", ["ProcessPoolExecutor", "Pool"])
def test_a_pool_of_processes_hands_it_to_the_parent(slow, pool):
    context = multiprocessing.get_context("spawn")
    if pool == "Pool":
        with context.Pool(1) as workers, pytest.raises(deferred.Pending) as raised:
            workers.map(ask_in_a_block, ["a"])
    else:
        with concurrent.futures.ProcessPoolExecutor(1, context) as workers, pytest.raises(deferred.Pending) as raised:
            workers.submit(ask_in_a_block, "a").result()
    assert (raised.value.run, raised.value.left) == ("run-a", 1)


def test_a_pool_s_thread_with_a_block_of_its_own_does_not_die_of_it(slow):
    with multiprocessing.pool.ThreadPool(1) as pool, pytest.raises(BaseException, match="1 job is at the provider"):
        pool.map(ask_in_a_block, ["a"])


# -- engines that lose a BaseException ---------------------------------------------------------------------------------


class Retry(Exception):
    """The retry of an engine."""


@pytest.mark.parametrize("kind", [Retry, lambda pending: Retry(pending)])
def test_it_is_turned_into_the_exception_of_an_engine(slow, claude, kind):
    with pytest.raises(Retry, match="1 job is at the provider") as raised, deferred.pending_as(kind), block():
        reads(claude)
    assert raised.value.args[0].retry_after == 60.0
    assert isinstance(raised.value.__cause__, deferred.Pending)


def test_other_exceptions_are_not_turned():
    with pytest.raises(KeyError), deferred.pending_as(Retry):
        raise KeyError


def test_a_function_may_be_decorated_with_it(slow, claude):
    @deferred.pending_as(Retry)
    def work():
        with block():
            return reads(claude)

    for _ in range(2):
        with pytest.raises(Retry):
            work()


# -- when --------------------------------------------------------------------------------------------------------------


def test_it_waits_as_long_as_the_setting_says(slow, claude, clock):
    with pytest.raises(deferred.Pending), block(detach="20m"):
        reads(claude)
    assert 19.9 * 60 <= clock.passed < 22 * 60


def test_a_job_that_ends_begins_the_wait_anew(slow, claude, clock):
    slow.latency = 40 * 60.0
    with pytest.raises(deferred.Pending), block(detach="50m"):
        assert reads(claude)
        slow.latency = 10 * HOUR
        reads(claude, "two")
    assert len(slow.jobs) == 2
    assert 89 * 60 <= clock.passed < 93 * 60


def test_no_wait_is_ended_without_the_setting(slow, claude, clock):
    with deferred.batch(name="run"):
        assert reads(claude)


def test_a_process_that_takes_a_job_up_looks_at_it_before_it_is_given_up(slow, claude):
    with pytest.raises(deferred.Pending), block():
        reads(claude)
    slow.clock.advance(HOUR)
    with block(poll_interval=None):
        assert reads(claude)


def test_code_that_computes_is_not_disturbed(slow, claude):
    with pytest.raises(deferred.Pending), block() as session:
        reply = ask_claude(claude)
        session.flush()
        engine.wait_until_some_job_is_out(session, 10)
        assert not deferred.future(reply).done()
        read(reply)


def test_a_task_that_computes_keeps_the_process(slow, claude):
    begun, go_on = threading.Event(), threading.Event()

    def work(text):
        if text == "computes":
            begun.set()
            go_on.wait(10)
        return reads(claude, text)

    with pytest.raises(deferred.Pending), block() as session:
        mapped = deferred.map(work, ["computes", "asks"])
        begun.wait(10)
        assert not engine.is_given_up(session)
        go_on.set()
        list(mapped)
    assert [job.count for job in slow.jobs] == [2]


@pytest.mark.parametrize("value", [-1, "soon", float("nan"), True, "-2m"])
def test_a_bad_time_is_refused(value):
    with pytest.raises(ValueError, match="detach="):
        deferred.batch(detach=value)


@pytest.mark.parametrize("setting", [{"fresh": True}, {"cache": False}])
def test_what_would_buy_everything_anew_in_each_process_is_refused(sim, setting):
    with pytest.raises(ValueError, match=r"bought again|buy them again"), block(**setting):
        pass
    with block(dry_run=True, **setting):
        pass


@pytest.mark.parametrize(
    ("value", "seconds"), [(0, 0), ("0", 0), ("2m", 120), (timedelta(hours=1), 3600), (None, None)]
)
def test_the_time_is_written_as_other_times_are(value, seconds):
    assert settings.resolve({"detach": value}).detach == seconds


@pytest.mark.parametrize(("text", "seconds"), [("0", 0), ("1h30m", 5400), ("2.5", 2.5)])
def test_the_environment_sets_the_time(text, seconds):
    assert settings.resolve({}, {"DEFERRED_DETACH": text}).detach == seconds


# -- with other settings -----------------------------------------------------------------------------------------------


def test_a_dry_run_plans_as_ever(slow, claude):
    with block(dry_run=True) as session:
        reads(claude)
    assert (session.plan().calls, slow.jobs) == (1, [])


def test_calls_that_wait_for_money_are_sent_by_a_later_process(slow, claude):
    for n in range(3):
        with pytest.raises(deferred.Pending) as raised, block(cost_limit=MONEY):
            replies = [ask_claude(claude, f"{k}") for k in range(3)]
            [read(reply) for reply in replies]
        assert raised.value.left == 3 - n
        slow.clock.advance(HOUR)
    with block(cost_limit=MONEY):
        assert all(reads(claude, f"{k}") for k in range(3))
    assert (len(slow.jobs), slow.meter.rows_billed) == (3, 3)
    assert slow.meter.total <= MONEY


def test_the_next_process_is_there_at_the_deadline(slow, claude):
    with pytest.raises(deferred.Pending) as raised, block(time_limit=30):
        reads(claude)
    assert 0 < raised.value.retry_after <= 30


def test_a_process_after_the_deadline_ends_the_run_instead_of_leaving_it(slow, claude, clock):
    with pytest.raises(deferred.Pending), block(time_limit=HOUR / 2, detach="10m"):
        reads(claude)
    clock.passed += HOUR / 2
    slow.clock.advance(HOUR / 2)
    with block(time_limit=HOUR / 2, detach=0), pytest.raises(deferred.TimeLimitExceeded):
        reads(claude)
    assert [job.cancelled is not None for job in slow.jobs] == [True]


def test_a_process_after_the_deadline_sends_live_what_is_not_answered(slow, claude, clock):
    with pytest.raises(deferred.Pending), block(time_limit=HOUR / 2, detach="10m", on_time_limit="live"):
        reads(claude)
    clock.passed += HOUR / 2
    slow.clock.advance(HOUR / 2)
    with block(time_limit=HOUR / 2, on_time_limit="live"):
        assert reads(claude)
    assert (len(slow.live_calls), slow.meter.rows_billed) == (1, 0)


def test_a_flex_call_is_answered_before_the_process_is_given_up(slow, gpt, claude):
    with pytest.raises(deferred.Pending), block():
        reply = ask_claude(claude)
        flex = ask_gpt(gpt, service_tier="flex")
        read(reply)
    assert flex.choices[0].message.content
    with pytest.raises(deferred.Pending), block() as session:
        reply = ask_claude(claude)
        assert ask_gpt(gpt, service_tier="flex").choices[0].message.content
        read(reply)
    assert session.report.cached == 1
    assert dict(slow.meter.by_route) == {"flex": 1}


def test_a_call_that_is_live_at_the_provider_is_answered_before_the_process_is_given_up(slow, gpt, claude):
    slow.faults.slow = 0.5  # seconds: longer than the pause in which nothing else happens
    with pytest.raises(deferred.Pending), block(alone="live") as session:
        replies = [ask_claude(claude, text) for text in "ab"]
        session.flush()
        engine.wait_until_some_job_is_out(session, 10)
        assert ask_gpt(gpt).choices[0].message.content
        read(replies[0])
    assert (len(slow.live_calls), len(slow.jobs)) == (1, 1)


def test_a_background_response_is_found_again(slow, gpt):
    def respond():
        return gpt.responses.create(model="gpt-6.2-sol", input="hello", max_output_tokens=64)

    for _ in range(2):
        with pytest.raises(deferred.Pending), block(within="8h"):
            assert respond().output_text
    slow.clock.advance(HOUR)
    with block(within="8h"):
        assert respond().output_text
    assert dict(slow.meter.by_route) == {"background 8h": 1}


def test_a_job_of_another_process_is_waited_for_no_longer_either(slow, claude):
    with pytest.raises(deferred.Pending), block():
        ask_claude(claude)
    [job] = engine.jobs_on_disk()
    with engine.driven_elsewhere(job), pytest.raises(deferred.Pending) as raised, block():
        reads(claude)
    assert raised.value.jobs == 1
    assert len(slow.jobs) == 1


def test_a_canary_lets_the_others_go_in_the_next_process(slow, claude):
    with pytest.raises(deferred.Pending) as raised, block(canary=1):
        [read(reply) for reply in [ask_claude(claude, f"{n}") for n in range(3)]]
    assert raised.value.left == 3
    slow.clock.advance(HOUR)
    slow.latency = 0
    with block(canary=1):
        assert all(reads(claude, f"{n}") for n in range(3))
    assert slow.meter.rows_billed == 3


def test_what_a_live_call_outside_of_batches_costs_again_is_said(slow, claude, caplog):
    with (
        block(unbatchable="live"),
        claude.messages.stream(
            model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "x"}]
        ) as stream,
    ):
        assert stream.get_final_text()
    assert "the next process makes it again" in caplog.text


def test_gemini_waits_too(slow, gemini):
    with pytest.raises(deferred.Pending), block():
        assert ask_gemini(gemini).text


def test_the_hook_for_uncaught_exceptions_passes_all_others_on(monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(sys, "excepthook", lambda *error: seen.append(error[1]))
    deferred.Pending("run", 1, 1, 60.0)
    error = KeyError("x")
    sys.excepthook(KeyError, error, None)
    assert seen == [error]
    pending = deferred.Pending("run", 1, 1, 60.0)
    with pytest.raises(SystemExit) as left:
        sys.excepthook(deferred.Pending, pending, None)
    assert left.value.code == 75
    assert capsys.readouterr().err.startswith("deferred: 1 job is at the provider")
