"""Hours and deadlines, on a clock whose hours pass at once."""

from itertools import pairwise

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.clocks import FastClock

pytestmark = pytest.mark.usefixtures("no_session_left")


def polls(sim):
    """The looks at jobs so far."""
    return [request for request in sim.requests if request.operation == "poll"]


def test_polls_start_short_and_grow_to_a_minute(sim, claude, clock):
    sim.latency = 3600
    with deferred.batch():
        ask_claude(claude)
    times = [request.time for request in polls(sim)]
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert waits[0] < 5
    assert 55 < waits[-1] < 66
    assert waits == sorted(waits) or max(a - b for a, b in pairwise(waits)) < 1
    assert len(times) < 75


def test_polls_that_fail_for_an_hour_do_not_fail_a_job(sim, claude, clock):
    sim.faults.status_on = {"poll": (502, 60, {})}
    with deferred.batch():
        reply = ask_claude(claude)
    assert reply.content
    assert clock.passed > 2500


def test_a_key_that_is_refused_for_ten_minutes_ends_the_wait_and_the_job_stays(sim, claude, clock):
    sim.latency, sim.faults.status_on = 60, {"poll": (403, 1000, {})}
    with deferred.batch(name="run"):
        reply = ask_claude(claude)
    with pytest.raises(deferred.JobFailed, match="run again with the key"):
        _ = reply.content
    assert 600 <= clock.passed < 800
    sim.faults.status_on = {}
    with deferred.batch(name="run"):
        assert ask_claude(claude).content
    assert sim.meter.rows_billed == 1


def test_a_list_that_lags_thirty_seconds_is_looked_at_twice_before_anything_is_sent_again(sim, gpt, clock):
    sim.faults.list_lag, sim.faults.lost_responses = 30, {"create": 1}
    with deferred.batch():
        reply = ask_gpt(gpt)
    assert reply.choices
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 1)


def test_a_create_that_was_never_acted_on_is_sent_again_only_after_the_grace(sim, gpt, clock):
    sim.faults.refuse_before = {"create": 1}
    with deferred.batch():
        reply = ask_gpt(gpt)
    assert reply.choices
    assert 60 <= clock.passed < 90
    assert len([request for request in sim.requests if request.operation == "list"]) >= 2


def test_results_after_the_retention_time_say_so(sim, claude, clock):
    sim.latency = 3600
    with deferred.batch(name="run", wait=False):
        reply = ask_claude(claude)
    sim.clock.advance(30 * 86400)
    with pytest.raises(deferred.JobFailed, match="29 days"):
        _ = reply.content


def test_nothing_is_sent_after_the_deadline_and_open_jobs_are_cancelled(sim, claude, clock):
    sim.latency, sim.faults.done_share = 7200, 0.5
    with deferred.batch(time_limit="1h"):
        replies = [ask_claude(claude, f"question {n}.") for n in range(8)]
    kept, late = [], []
    for reply in replies:
        try:
            kept.append(reply.content)
        except deferred.TimeLimitExceeded as error:
            late.append(str(error))
    assert kept
    assert late
    assert "higher time_limit" in late[0]
    assert sim.jobs[0].cancelled is not None
    assert clock.passed < 3700
    assert len([request for request in sim.requests if request.operation == "create"]) == 1


def test_a_job_that_the_provider_did_not_cancel_is_not_called_cancelled(sim, claude, clock):
    sim.latency, sim.faults.refuse_before = 7200, {"cancel": 100_000}
    with deferred.batch(time_limit="1h"):
        reply = ask_claude(claude)
    with pytest.raises(deferred.TimeLimitExceeded, match=r"did not cancel job .*: it may go on there, and is billed"):
        _ = reply.content
    assert sim.jobs[0].cancelled is None
    sim.faults.refuse_before = {}
    with deferred.batch(time_limit="10h"):
        assert ask_claude(claude).content
    assert len(sim.jobs) == 1


def test_the_deadline_belongs_to_the_run_and_not_to_the_process(sim, claude, clock):
    sim.latency = 7200
    for expected in (1, 1):
        with deferred.batch(name="run", time_limit="1h"):
            reply = ask_claude(claude)
        with pytest.raises(deferred.TimeLimitExceeded):
            _ = reply.content
        assert len([request for request in sim.requests if request.operation == "create"]) == expected


def test_a_machine_that_slept_past_the_deadline_sends_nothing_more(sim, claude, clock):
    with deferred.batch(time_limit="1h"):
        reply = ask_claude(claude)
        clock.passed += 7200
    with pytest.raises(deferred.TimeLimitExceeded):
        _ = reply.content
    assert sim.jobs == []


def test_a_retry_after_of_a_day_is_not_believed(sim, claude, monkeypatch):
    clock = FastClock(sim)
    engine.use_clock(clock, monkeypatch.setattr)
    sim.faults.status_on = {"poll": (429, 1, {"retry-after": "86400"})}
    with deferred.batch():
        assert ask_claude(claude).content
    assert clock.passed < 700
