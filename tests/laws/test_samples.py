"""The same call made again: it joins the first where nobody waits for that any more, and is a sample of its own else."""

import concurrent.futures

import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


def rows(sim):
    """How many calls each job held."""
    return [len(job.rows) for job in sim.jobs]


def test_a_call_whose_waiter_gave_up_is_joined_by_the_same_call_made_again(sim, claude):
    sim.latency = 3600

    def attempt(seconds):
        return deferred.future(ask_claude(claude, "slow")).result(timeout=seconds)

    with deferred.batch() as session:
        for _ in range(3):
            with pytest.raises(TimeoutError):
                attempt(0.3)
        sim.clock.advance(3601)
        assert "slow" in attempt(None).content[0].text
        assert len(session.records) == 1
    assert rows(sim) == [1]


def test_a_reply_that_somebody_still_holds_is_not_given_to_another(sim, claude):
    sim.latency = 3600
    with deferred.batch() as session:
        held = ask_claude(claude, "slow")
        with pytest.raises(TimeoutError):
            deferred.future(held).result(timeout=0.3)
        sim.latency = 0
        sim.clock.advance(3601)
        other = ask_claude(claude, "slow")
        assert held.id != other.id
    assert len(session.records) == 2


def test_a_straggler_submitted_again_while_its_first_thread_waits_is_a_second_sample(sim, claude):
    """Nothing tells it from a second sample that was asked for: both threads wait, and each gets its own answer."""
    sim.latency = 3600

    def one(text):
        return ask_claude(claude, text).id

    with deferred.batch(), concurrent.futures.ThreadPoolExecutor(8) as pool:
        first = pool.submit(one, "slow")
        with pytest.raises(concurrent.futures.TimeoutError):
            first.result(timeout=0.5)
        sim.latency = 0
        again = pool.submit(one, "slow")
        second = again.result()
        sim.clock.advance(3601)
        assert first.result() != second
    assert rows(sim) == [1, 1]
