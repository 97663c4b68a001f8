"""A system that gives no threads: a line says so, what can go on goes on, and the rest ends with the remedy."""

import _thread
import functools
import threading

import anthropic
import pytest

import deferred
from deferred.futures import callbacks
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, errors_of, read

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(60)]


def none(*_):
    """Start no thread, as the system does that has none left."""
    message = "can't start new thread"
    raise RuntimeError(message)


def refuse_in(patch, name, but=0):
    """Let the system give no thread of this name, or only the first `but`; gives the names that were refused."""
    start, refused, given = threading.Thread.start, [], []

    def started(thread):
        if thread.name.startswith(name) and len(given) >= but:
            refused.append(thread.name)
            none()
        given.append(thread.name) if thread.name.startswith(name) else None
        start(thread)

    patch.setattr(threading.Thread, "start", started)
    return refused


@pytest.fixture
def refuse(monkeypatch):
    """`refuse_in` for the whole test."""
    return functools.partial(refuse_in, monkeypatch)


def lines_of(caplog):
    return [record.getMessage() for record in caplog.records if "new thread" in record.getMessage()]


def test_no_thread_to_be_had_is_told_once_and_ends_in_job_failed_with_the_remedy(
    sim, claude, caplog, monkeypatch, refuse
):
    engine.patience(monkeypatch, lack_of_threads=0.5, thread_asked_for=0.01)
    refused = refuse("deferred-transfer")
    with deferred.batch() as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(3)]
    for error in errors_of(replies):
        assert isinstance(error, deferred.JobFailed)
        assert "ulimit -u" in str(error)
        assert "can't start new thread" in str(error)
    assert 5 < len(refused) < 100  # one try each time, not one for each that failed before
    assert len([line for line in lines_of(caplog) if "asking the system again" in line]) == 1
    engine.wait_until_ended(session, 10)
    assert engine.is_closed(session)


def test_one_thread_for_transfers_is_enough(sim, claude, gpt, caplog, monkeypatch, refuse):
    engine.patience(monkeypatch, lack_of_threads=0.05, thread_asked_for=0.01)
    sim.faults.slow = 0.1  # each step takes longer than the patience with a system that gives no thread at all
    refused = refuse("deferred-transfer", but=1)
    with deferred.batch(max_requests=1):
        replies = [*(ask_claude(claude, f"n {n}") for n in range(2)), ask_gpt(gpt)]
    assert errors_of(replies) == [None] * 3
    assert refused
    assert len(lines_of(caplog)) == 1


def test_an_engine_that_gets_no_thread_fails_its_call_and_the_next_call_asks_again(sim, claude, monkeypatch):
    with deferred.batch():
        with monkeypatch.context() as patch:
            refuse_in(patch, "deferred-engine")
            first = ask_claude(claude, "one")
            with pytest.raises(deferred.JobFailed, match="ulimit -u"):
                read(first)
        assert read(ask_claude(claude, "one"))
    assert sim.meter.rows_billed == 1


def test_tokens_are_counted_without_threads_of_their_own(sim, claude, refuse):
    refused = refuse("deferred-count")
    with deferred.batch(cost_limit=0.0005, estimate="provider"):
        reply = ask_claude(claude, "word " * 300)
    assert read(reply)
    assert refused
    assert [request for request in sim.requests if request.operation == "count"]


@pytest.mark.parametrize("name", ["deferred-callbacks", "deferred-progress"])
def test_a_display_or_callback_without_a_thread_takes_no_call_with_it(sim, claude, refuse, monkeypatch, name):
    monkeypatch.setattr(callbacks, "_callback_thread", None)
    refused = refuse(name)
    with deferred.batch(on_event=lambda event: None, progress=True):
        reply = ask_claude(claude)
    assert read(reply)
    assert refused


def ask_one(client):
    """A function of a map that asks a question."""
    return lambda n: read(ask_claude(client, f"n {n}"))


@pytest.mark.parametrize("what", ["functions", "watch"])
def test_functions_of_a_map_without_any_thread_all_fail_and_the_next_map_runs(sim, claude, monkeypatch, refuse, what):
    with deferred.batch():
        with monkeypatch.context() as patch:
            if what == "functions":
                patch.setattr(_thread, "start_new_thread", none)
            else:
                refuse_in(patch, "deferred-baton")
            results = [deferred.task(ask_one(claude)).submit(n) for n in range(3)]
            for result in results:
                with pytest.raises(deferred.DeferredError, match="ulimit -u"):
                    result.result(5)
        assert len(list(deferred.map(ask_one(claude), range(3)))) == 3


def test_functions_of_one_map_without_any_thread_all_fail(sim, claude, monkeypatch):
    with deferred.batch():
        with monkeypatch.context() as patch:
            patch.setattr(_thread, "start_new_thread", none)
            with pytest.raises(deferred.DeferredError, match="no thread"):
                list(deferred.map(ask_one(claude), range(3000)))
        assert read(ask_claude(claude))


def test_an_async_function_without_a_thread_for_its_loop_fails_and_the_next_one_runs(sim, monkeypatch):
    @deferred.task
    async def ask(n):
        async with anthropic.AsyncAnthropic() as client:
            return read(await ask_claude(client, f"n {n}"))

    with deferred.batch():
        with monkeypatch.context() as patch:
            refuse_in(patch, "deferred-loop")
            lost = ask.submit(1)
            with pytest.raises(deferred.DeferredError, match="ulimit -u"):
                lost.result(5)
        assert ask.submit(2).result(20)
