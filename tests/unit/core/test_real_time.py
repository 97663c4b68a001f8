"""The package goes by the real time, whatever a test replaces."""

import datetime as dt
import threading
import time
from unittest import mock

import pytest

import deferred
from deferred.core import real_time
from tests.support.calls import ask_claude, read
from tests.support.threads import ended_within

pytestmark = pytest.mark.usefixtures("no_session_left")
LONG_AGO = 1_000_000_000.0
NOT_OURS = ("time", "monotonic", "perf_counter", "time_ns", "monotonic_ns", "perf_counter_ns")


@pytest.fixture
def stopped(sim, monkeypatch):
    """Stop every clock of `time` and `datetime`; sleeping takes no time."""
    for name in NOT_OURS:
        monkeypatch.setattr(time, name, lambda: LONG_AGO)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(dt, "datetime", mock.Mock(wraps=dt.datetime))
    return sim


def test_the_time_goes_on_where_a_test_has_stopped_it(stopped):
    began, ticks = real_time.now(), real_time.ticks()
    real_time.sleep(0.01)
    assert began > LONG_AGO + 1e8
    assert real_time.now() > began
    assert real_time.ticks() >= ticks + 0.01


# What people do in a block, which must end although the clocks stand still.
SCRIPTS = {
    "read": lambda claude: read(ask_claude(claude)),
    "map": lambda claude: list(deferred.map(lambda text: read(ask_claude(claude, text)), ["a", "b"])),
    "wait": lambda claude: deferred.wait([ask_claude(claude)], timeout=20).done[0].id,
    "as_completed": lambda claude: [read(one) for one in deferred.as_completed([ask_claude(claude)], timeout=20)],
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_block_ends_where_a_test_has_stopped_the_clock(stopped, claude, script):
    answers = []

    def run():
        with deferred.batch():
            answers.append(SCRIPTS[script](claude))

    assert ended_within(30, run)
    assert answers[0]


def test_a_function_that_blocks_lets_others_run_where_a_test_has_stopped_the_clock(stopped, claude):
    arrived = threading.Event()

    def ask(n):
        if n == 0:
            assert arrived.wait(20)
        arrived.set()
        return read(ask_claude(claude, str(n)))

    with deferred.batch():
        assert len(list(deferred.map(ask, range(2)))) == 2


def test_a_time_limit_holds_where_a_test_has_stopped_the_clock(stopped, claude):
    stopped.latency = 30
    with deferred.batch(time_limit=0.3), pytest.raises(deferred.TimeLimitExceeded):
        read(ask_claude(claude))


def test_a_wait_with_a_timeout_ends_where_a_test_has_stopped_the_clock(stopped, claude):
    stopped.latency = 0.5
    with deferred.batch():
        waited = deferred.wait([ask_claude(claude)], timeout=0.05)
    assert len(waited.not_done) == 1
