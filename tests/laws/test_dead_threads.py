"""Law 3, every call ends: whatever kills or blocks the engine's threads, every wait ends with an error that names it."""

import asyncio
import functools
import logging
import threading
from unittest import mock

import anthropic
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude
from tests.support.threads import ended_within

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch):
    engine.patience(monkeypatch, look=0.02, looks_at_stuck=5, looks_at_idle=20)


@pytest.fixture
def kill(monkeypatch):
    """A tool that ends threads of this name before their first line."""

    def kill(name):
        start = threading.Thread.start

        @functools.wraps(start)
        def patched(thread):
            if thread.name.startswith(name):
                thread.run = functools.partial(_broken, name)
            return start(thread)

        monkeypatch.setattr(threading.Thread, "start", patched)

    return kill


def _broken(name):
    message = f"a tool broke {name}"
    raise TypeError(message)


def read(reply):
    """Read a reply."""
    return reply.content[0].text


# Ways to wait for a call; each gets a client and the session, and must end.
WAYS = {
    "read": lambda claude, _: read(ask_claude(claude)),
    "future": lambda claude, _: deferred.future(ask_claude(claude)).result(),
    "wait": lambda claude, _: read(deferred.wait([ask_claude(claude)]).done[0]),
    "as_completed": lambda claude, _: [read(one) for one in deferred.as_completed([ask_claude(claude)])],
    "session.wait": lambda claude, session: (reply := ask_claude(claude), session.wait(), read(reply)),
    "map": lambda claude, _: list(deferred.map(lambda text: read(ask_claude(claude, text)), ["a", "b"])),
}


def error_of(way, claude):
    """Make and wait for a call in a block; gives the error, None if there is none, "hangs" if it does not end."""
    found = ["hangs"]

    def script():
        try:
            with deferred.batch() as session:
                WAYS[way](claude, session)
            found[0] = None
        except Exception as error:
            found[0] = error

    ended_within(20, script)
    return found[0]


@pytest.mark.parametrize("way", WAYS)
def test_an_engine_whose_thread_dies_at_its_start_ends_every_wait_with_the_cause(sim, claude, kill, way):
    kill("deferred-engine")
    error = error_of(way, claude)
    assert isinstance(error, deferred.DeferredError)
    assert "TypeError: a tool broke deferred-engine" in str(error)


@pytest.mark.parametrize("way", WAYS)
def test_transfers_whose_threads_die_end_every_wait_with_the_cause(sim, claude, kill, way):
    kill("deferred-transfer")
    error = error_of(way, claude)
    assert isinstance(error, deferred.DeferredError)
    assert "no thread begins with the transfers that are due" in str(error)
    assert "TypeError: a tool broke deferred-transfer" in str(error)


def test_an_engine_whose_thread_dies_ends_the_block_and_the_log_names_the_cause(sim, claude, kill, caplog):
    kill("deferred-engine")

    def script():
        with deferred.batch(), caplog.at_level(logging.ERROR):
            ask_claude(claude)

    assert ended_within(20, script)
    assert "TypeError: a tool broke deferred-engine" in caplog.text


def test_an_engine_whose_thread_dies_ends_waits_of_coroutines(sim, kill):
    kill("deferred-engine")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch():
            return await asyncio.gather(*(ask_claude(client, str(n)) for n in range(3)), return_exceptions=True)

    errors = []
    assert ended_within(20, lambda: errors.extend(asyncio.run(main())))
    assert len(errors) == 3
    assert all("a tool broke deferred-engine" in str(error) for error in errors)


class Killed(engine.Clock):
    """A clock whose wait ends the thread, once there is a job."""

    def wait(self, condition, seconds):
        """Wait, or die."""
        if engine.is_running():
            raise SystemExit("killed")  # noqa: EM101
        super().wait(condition, seconds)


def test_an_engine_whose_thread_dies_while_a_job_runs_ends_the_wait_and_the_next_run_buys_nothing_again(
    sim, claude, monkeypatch
):
    sim.latency = 0.2
    with monkeypatch.context() as patched:
        engine.use_clock(Killed(), patched.setattr)
        error = error_of("read", claude)
    assert "SystemExit: killed" in str(error)
    assert error_of("read", claude) is None
    assert (len(sim.jobs), sim.meter.billed_twice(), sim.live_calls) == (1, [], [])


def test_an_engine_that_is_stuck_ends_every_wait_and_names_the_line_where(sim, claude, monkeypatch):
    over, closed, errors = threading.Event(), threading.Event(), []

    def script():
        try:
            with deferred.batch() as session:
                session.on_end(closed.set)
                engine.hold_engine(session, over, monkeypatch.setattr)
                read(ask_claude(claude))
        except deferred.DeferredError as error:
            errors.append(str(error))

    has_ended = ended_within(20, script)
    over.set()
    assert has_ended
    assert closed.wait(20)
    assert "the thread that drives the jobs is stuck in hold_engine.<locals>.act" in errors[0]
    assert "tests/support/engine.py:" in errors[0]


def test_threads_that_a_test_has_mocked_end_the_wait(sim, claude):
    errors = []

    def script():
        with mock.patch("threading.Thread"), pytest.raises(deferred.DeferredError) as raised, deferred.batch():
            read(ask_claude(claude))
        errors.append(str(raised.value))

    assert ended_within(20, script)
    assert "has not begun" in errors[0]


def test_a_block_after_one_whose_engine_died_works(sim, claude, kill, monkeypatch):
    kill("deferred-engine")
    assert error_of("read", claude) is not None
    monkeypatch.undo()
