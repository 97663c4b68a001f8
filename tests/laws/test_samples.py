"""Law 9: identical calls are samples of their own; one made again joins the first where that is not waited for any more."""

import asyncio
import concurrent.futures
import gc

import anthropic
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, read

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
        assert len(engine.records(session)) == 1
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
    assert len(engine.records(session)) == 2


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


def test_a_sample_is_given_to_one_call_only(sim, claude):
    sim.latency = 0.5
    with deferred.batch() as session:
        reply = ask_claude(claude, "same")
        session.flush()
        for _ in range(2):
            with pytest.raises(TimeoutError):
                deferred.future(reply).result(0.05)
        session.wait()
        del reply
        names = []
        for _ in range(2):
            gc.collect()
            names.append(ask_claude(claude, "same").id)
    assert names[0] != names[1]


@pytest.mark.timeout(60)
def test_a_second_sample_of_a_refused_call_is_refused_when_it_is_read(sim, claude):
    with deferred.batch(cost_limit=0.000001):
        outcomes = []
        for text in ["same", "same", "other"]:
            reply = ask_claude(claude, text)
            with pytest.raises(deferred.CostLimitExceeded) as caught:
                read(reply)
            outcomes.append(caught.value)
    assert len(set(map(id, outcomes))) == 3


@pytest.mark.timeout(60)
def test_one_sample_whose_job_failed_takes_no_other_sample_with_it(sim, claude):
    sim.faults.expire_rows = lambda row: len(sim.jobs) <= 3  # the first call, and both times it is sent again
    with deferred.batch(alone="wait") as session:
        outcomes = []
        for _ in range(2):
            future = deferred.future(ask_claude(claude, "same"))
            outcomes.append(type(future.exception()))
    assert outcomes == [deferred.JobFailed, type(None)]
    assert session.report.calls == 2


def test_identical_calls_are_separate_samples_across_runs_too(sim, claude):
    def script():
        with deferred.batch():
            replies = [ask_claude(claude, "same") for _ in range(4)]
        return [reply.id for reply in replies]

    first = script()
    assert len(set(first)) == 4
    assert script() == first
    assert sim.meter.rows_billed == 4


@pytest.mark.parametrize("patience", [0.01, 0.4], ids=["unsent", "sent"])
def test_a_call_that_was_given_up_is_joined_in_its_own_sample_only(sim, claude, patience):
    sim.latency = 3600

    def attempt(number, seconds):
        with deferred.sample(number):
            future = deferred.future(ask_claude(claude, "same"))
        return future.result(timeout=seconds).id

    with deferred.batch(name="run"):
        with pytest.raises(TimeoutError):
            attempt(1, patience)
        sim.latency = 0
        sim.clock.advance(3601)
        second, first = attempt(2, None), attempt(1, None)
    assert first != second
    with deferred.batch(name="run"):
        assert (attempt(1, None), attempt(2, None)) == (first, second)
    assert sim.meter.rows_billed == 2


def test_who_gives_up_an_equal_call_of_a_part_cancels_nobody_else(sim):
    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(name="run", part=True, linger=0.5):

            async def ask(seconds):
                return await asyncio.wait_for(ask_claude(client, "same"), seconds)

            impatient = asyncio.create_task(ask(0.1))
            await asyncio.sleep(0.02)
            patient = asyncio.create_task(ask(30))
            with pytest.raises(TimeoutError):
                await impatient
            assert "same" in (await patient).content[0].text

    asyncio.run(main())
    assert sim.meter.rows_billed == 1


def test_in_a_part_a_call_that_failed_is_sent_again_when_it_is_asked_again(sim, claude):
    sim.faults.expire_rows = lambda row: len(sim.jobs) <= 3  # the first call, and both times it is sent again
    with deferred.batch(name="run", part=True):
        outcomes = [type(deferred.future(ask_claude(claude, "same")).exception()) for _ in range(3)]
    assert outcomes == [deferred.JobFailed, type(None), type(None)]
    assert sim.meter.rows_billed == 1
