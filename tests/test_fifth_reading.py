"""What a fifth reading found: waits without an end, a claim that was lost, and retries that nobody counted."""

import asyncio
import concurrent.futures
import logging
import queue
import subprocess
import sys
import threading
from decimal import Decimal

import anthropic
import pytest

import deferred
from deferred import providers
from deferred.engine import collect as collecting
from deferred.engine import engine
from deferred.session import exit as block_exit
from deferred.storage import locks
from deferred.storage import sqlite as ledgers
from deferred.tasks import scheduler
from tests.support.calls import ask_claude, ask_gpt

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(60)]
PROBE = "import sys; from pathlib import Path; from deferred.storage.locks import is_held; print(is_held(Path(sys.argv[1])))"


def read(reply):
    """Wait for a reply and give its words."""
    return reply.content[0].text


# -- claims ------------------------------------------------------------------------------------------------------------


def test_a_claim_is_not_lost_to_a_process_that_only_looks_whether_there_is_one(tmp_path, monkeypatch):
    """Between the opening of the file and its lock the other process found it free, and removed it."""
    ledger, lock, probed = ledgers.Ledger.open(tmp_path / "ledger"), locks.fcntl.flock, []

    def probed_first(handle, how):
        if not probed:
            (path,) = (tmp_path / "ledger" / "locks").iterdir()
            probed.append(
                subprocess.run([sys.executable, "-c", PROBE, path], capture_output=True, text=True, check=True).stdout
            )
        lock(handle, how)

    monkeypatch.setattr(locks.fcntl, "flock", probed_first)
    assert ledger.hold("nonce")
    assert probed == ["False\n"]
    monkeypatch.undo()
    other = ledgers.Ledger.open(tmp_path / "ledger")
    assert not other.hold("nonce")
    ledger.let_go("nonce")
    assert other.hold("nonce")
    other.close()
    ledger.close()


def test_a_job_that_cannot_be_claimed_is_not_sent(sim, claude, monkeypatch):
    monkeypatch.setattr(ledgers.Ledger, "hold", lambda *_: False)
    with deferred.batch() as session:
        reply = ask_claude(claude)
    with pytest.raises(deferred.LedgerError, match="no claim"):
        read(reply)
    assert sim.jobs == []
    assert session.report.cost == 0


# -- waits that had no end ---------------------------------------------------------------------------------------------


def test_a_monitor_in_a_pool_that_asks_whether_all_is_done_sees_the_end(sim, claude, monkeypatch):
    monkeypatch.setattr(engine, "_WATCHED", 0.2)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deferred.batch():
            replies = [ask_claude(claude, f"n {n}") for n in range(3)]
            futures = [deferred.future(reply) for reply in replies]

            def monitor():
                while not all(future.done() for future in futures):
                    threading.Event().wait(0.01)
                return "all done"

            watched = pool.submit(monitor)
        assert watched.result() == "all done"
    assert [len(job.rows) for job in sim.jobs] == [3]


def test_a_monitor_in_a_pool_that_reads_the_status_sees_the_end(sim, claude, monkeypatch):
    monkeypatch.setattr(block_exit, "_SECONDS_OF_SILENCE", 0.1)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        with deferred.batch() as session:
            ask_claude(claude)

            def monitor():
                while session.status()["answered"] < 1:
                    threading.Event().wait(0.01)
                return "all done"

            watched = pool.submit(monitor)
        assert watched.result() == "all done"


def test_whoever_asks_whether_it_is_done_waits_for_it(sim, claude, monkeypatch):
    monkeypatch.setattr(engine, "_WATCHED", 0.2)
    with deferred.batch():
        future = deferred.future(ask_claude(claude))
        while not future.done():
            threading.Event().wait(0.01)
        assert read(future.result())


def test_whoever_is_called_back_waits_for_it(sim, claude, monkeypatch):
    monkeypatch.setattr(engine, "_WATCHED", 0.2)
    with deferred.batch():
        arrived = threading.Event()
        deferred.future(ask_claude(claude)).add_done_callback(lambda _: arrived.set())
        assert arrived.wait(30)


def test_a_bar_that_is_drawn_for_every_call_makes_no_jobs_of_one(sim, claude):
    with deferred.batch(linger=0.1):
        futures = []
        for n in range(5):
            futures.append(deferred.future(ask_claude(claude, f"n {n}")))
            futures[-1].add_done_callback(print)
            assert not any(future.done() for future in futures)
            threading.Event().wait(0.2)
    assert len(sim.jobs) == 1


@pytest.mark.parametrize("wait", ["result", "wait", "awaited"])
def test_a_future_whose_wait_ran_out_can_be_waited_for_again(sim, claude, wait):
    """Only the future is kept, as with `concurrent.futures`: its call was taken back, and it ended as cancelled."""
    with deferred.batch(linger=5):
        future = deferred.future(ask_claude(claude))
        with pytest.raises(TimeoutError):
            if wait == "result":
                future.result(timeout=0.01)
            elif wait == "awaited":
                asyncio.run(asyncio.wait_for(future.awaited(), 0.01))
            elif deferred.wait([future], timeout=0.01).not_done:
                raise TimeoutError
        future.done()
    assert read(future.result())


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


def test_a_live_call_that_is_to_be_tried_again_ends_when_the_run_is_stopped(sim, claude, monkeypatch):
    monkeypatch.delenv("DEFERRED_POLL_INTERVAL")  # the next try is two seconds away
    sim.faults.status_on, ended = {"live": (429, 2, {})}, []

    def alone():
        with pytest.raises(deferred.CanaryFailed):
            read(ask_claude(claude, "alone"))
        ended.append(True)

    with deferred.batch(alone="live", canary=2):
        thread = threading.Thread(target=alone)
        thread.start()
        while not any(request.operation == "live" for request in sim.requests):
            threading.Event().wait(0.01)
        sim.faults.error_rows, sim.faults.error_status = True, 400
        for reply in [ask_claude(claude, f"n {n}") for n in range(4)]:
            deferred.future(reply).exception()
        thread.join(30)
    assert ended == [True]


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


def test_a_log_handler_that_raises_hangs_nobody(sim, claude):
    class Broken(logging.Handler):
        def emit(self, record):
            raise RuntimeError(record.levelname)

    broken = Broken()
    logging.getLogger("deferred").addHandler(broken)
    try:
        with pytest.raises(deferred.DeferredError, match="WARNING"), deferred.batch():
            for n in range(3):
                read(ask_claude(claude, f"n {n}"))
    finally:
        logging.getLogger("deferred").removeHandler(broken)


def test_a_system_that_gives_no_thread_for_a_moment_is_asked_again(sim, claude, monkeypatch):
    start, refused = threading.Thread.start, []

    def refuse_once(thread):
        if thread.name.startswith("deferred-transfer") and not refused:
            refused.append(thread)
            raise RuntimeError(thread.name)
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse_once)
    with deferred.batch():
        assert read(ask_claude(claude))
    assert refused
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("spin", ["thread", "loop"])
def test_a_task_that_spins_until_another_s_call_is_answered_gives_its_turn_up(sim, claude, monkeypatch, spin):
    monkeypatch.setattr(scheduler, "_LONGEST_TURN", 0.5)

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


FORKED = """
import os, sys, anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch() as session:
    reply = client.messages.create(model="claude-haiku-4-5", max_tokens=20, messages=[{"role": "user", "content": "x"}])
    child = os.fork()
    if child == 0 and "leave" not in sys.argv:
        try:
            if "read" in sys.argv:
                reply.content
            elif "done" in sys.argv:
                while not deferred.future(reply).done():
                    pass
            elif "completed" in sys.argv:
                list(deferred.as_completed([reply]))
            else:
                session.wait()
        except deferred.DeferredError as error:
            print("refused:", error, flush=True)
            os._exit(0)
if child == 0:
    os._exit(0)
print(os.waitpid(child, 0)[1], reply.content[0].text)
"""


@pytest.mark.parametrize("does", ["read", "done", "completed", "session", "leave"])
def test_a_forked_child_waits_for_no_thread_of_its_parent(sim, does):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKED, does], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout.splitlines()[-1].startswith("0 You wrote")
    assert ("refused: " in done.stdout) is (does != "leave")


def test_results_that_trickle_in_do_not_hold_up_a_call_of_another_line(sim, claude, monkeypatch):
    monkeypatch.setattr(engine, "_HANDING_OUT", 0.2)
    monkeypatch.setattr(collecting, "_STORE_AT_ONCE", 2)
    adapter, go = providers.PROVIDERS["anthropic"], threading.Event()
    collect = adapter.collect

    def trickle(connection, job, status):
        for number, row in enumerate(collect(connection, job, status)):
            if job.count > 2 and number == 2:
                assert go.wait(30)
            yield row

    monkeypatch.setattr(adapter, "collect", trickle)
    with deferred.batch():
        many = [ask_claude(claude, f"n {n}") for n in range(5)]
        assert read(many[0])
        assert read(ask_claude(claude, "another"))  # while three of the five are still on their way
        go.set()
        assert all(map(read, many))


@pytest.mark.parametrize("seconds", [-0.5, -1])
def test_a_negative_timeout_has_run_out(sim, claude, seconds):
    def timed_out(_):
        with pytest.raises(TimeoutError):
            deferred.future(ask_claude(claude)).result(timeout=seconds)
        return True

    with deferred.batch():
        assert all(deferred.map(timed_out, range(2)))
        assert timed_out(0)


# -- what is not taken -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lost", [1, 5, 20])
def test_creations_that_are_acted_on_and_never_listed_count_against_the_limit(sim, gpt, clock, lost):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": lost}, 1e9
    limit = Decimal("0.0003")
    with deferred.batch(cost_limit=limit):
        replies = [ask_gpt(gpt, f"n {n}", max_completion_tokens=20) for n in range(5)]
        for reply in replies:
            deferred.future(reply).exception()
    assert sim.meter.total <= limit
    assert len(sim.jobs) <= 3
    assert clock.passed < 2 * 3600


def test_an_outage_of_creations_ends_no_run_and_costs_nothing(sim, claude, clock):
    until = clock.now() + 600

    def recover(request):
        if clock.now() > until:
            sim.faults.status_on = {}

    sim.faults.status_on = {"create": (500, 10**6, {})}
    sim.on("request", recover)
    with deferred.batch(cost_limit=Decimal("0.006")) as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
    assert all(map(read, replies))
    assert session.report.cost == sim.meter.total


def test_the_report_tells_what_may_have_been_paid_without_a_proof(sim, claude, clock):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": 1}, 1e9
    with deferred.batch(cost_limit=Decimal("0.01")) as session:
        reply = ask_claude(claude)
    assert read(reply)
    report = session.report
    assert report.cost + report.unproved == session.engine.budget_guard.committed() > sim.meter.total
    assert "of which nobody tells" in str(report)


def test_a_creation_that_is_never_listed_is_repeated_a_few_times_and_then_told(sim, claude, clock):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": 20}, 1e9
    with deferred.batch():
        reply = ask_claude(claude)
    with pytest.raises(deferred.JobFailed, match="not answered, and the provider does not list it"):
        read(reply)
    assert len(sim.jobs) == 3


@pytest.mark.parametrize("status", [503, 529])
def test_a_provider_that_says_it_did_nothing_is_charged_nothing(sim, claude, clock, status):
    sim.faults.status_on = {"create": (status, 10, {})}
    with deferred.batch(cost_limit=Decimal("0.002")) as session:
        reply = ask_claude(claude)
    assert read(reply)
    assert session.report.cost == sim.meter.total


@pytest.mark.parametrize(
    ("operation", "status", "error"),
    [("upload", 500, deferred.JobFailed), ("create", 500, deferred.JobFailed), ("create", 529, deferred.JobFailed)],
)
def test_what_is_not_taken_for_an_hour_is_told(sim, gpt, clock, operation, status, error):
    sim.faults.status_on = {operation: (status, 10**6, {})}
    with deferred.batch():
        reply = ask_gpt(gpt)
    with pytest.raises(error, match="Run the script again"):
        _ = reply.choices
    assert clock.passed < 2 * 3600
    assert sim.jobs == []


def test_where_nobody_listens_there_is_no_job_of_unknown_outcome(sim, claude, clock, caplog):
    sim.stop()
    with deferred.batch():
        reply = ask_claude(claude)
    with pytest.raises(deferred.JobFailed, match="could not be sent for an hour: ConnectError"):
        read(reply)
    assert "is not taken" in caplog.text
    assert "looking for it" not in caplog.text


# -- asked again after a refusal ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("tries", [3, 6])
def test_workers_that_try_a_refused_call_a_few_times_go_on_with_the_next(sim, claude, tries):
    """The second try ended the worker with `Stopped`, and whoever waited for the queue waited for ever."""
    todo, seen = queue.Queue(), []

    def worker():
        while True:
            item = todo.get()
            if item is None:
                return
            try:
                for _ in range(tries):
                    try:
                        read(ask_claude(claude, item))
                    except Exception as error:
                        seen.append((item, type(error)))
            finally:
                todo.task_done()

    with deferred.batch(cost_limit=0.000001) as session:
        workers = [threading.Thread(target=worker) for _ in range(2)]
        for thread in workers:
            thread.start()
        for n in range(4):
            todo.put(f"n {n}")
        todo.join()
        for _ in workers:
            todo.put(None)
    assert sorted(seen) == sorted((f"n {n}", deferred.CostLimitExceeded) for n in range(4) for _ in range(tries))
    assert len(session.records) == 4 * tries
    assert session.unanswered == 0


def test_a_second_sample_of_a_refused_call_is_refused_when_it_is_read(sim, claude):
    with deferred.batch(cost_limit=0.000001):
        outcomes = []
        for text in ["same", "same", "other"]:
            reply = ask_claude(claude, text)
            with pytest.raises(deferred.CostLimitExceeded) as caught:
                read(reply)
            outcomes.append(caught.value)
    assert len(set(map(id, outcomes))) == 3


def test_a_cancelled_canary_says_nothing_of_the_calls_after_it(sim, claude):
    sim.latency = 3600
    with deferred.batch(canary=2) as session:
        first = [ask_claude(claude, f"n {n}") for n in range(5)]
        session.flush()
        with pytest.raises(TimeoutError):
            session.wait(0.1)
        session.cancel()
        sim.latency = 0
        assert read(ask_claude(claude, "another"))
    assert all(isinstance(deferred.future(reply).exception(), deferred.JobFailed) for reply in first)


def test_a_map_outside_a_block_goes_on_after_an_item_that_failed():
    results = deferred.map(lambda n: 1 / n, [1, 0, 2])
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert list(results) == [0.5]


def test_a_callback_in_a_dry_run_does_not_cut_the_plan_short(sim, claude):
    with deferred.batch(dry_run=True, progress=False) as session:
        for n in range(3):
            deferred.future(ask_claude(claude, f"n {n}")).add_done_callback(print)
    assert session.plan().calls == 3


def test_one_sample_whose_job_failed_takes_no_other_sample_with_it(sim, claude):
    sim.faults.expire_rows = lambda row: len(sim.jobs) <= 3  # the first call, and both times it is sent again
    with deferred.batch(alone="wait") as session:
        outcomes = []
        for _ in range(2):
            future = deferred.future(ask_claude(claude, "same"))
            outcomes.append(type(future.exception()))
    assert outcomes == [deferred.JobFailed, type(None)]
    assert session.report.calls == 2


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
