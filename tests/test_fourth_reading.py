"""What a fourth reading found: calls that waited here while others bought them, and queues that our own jobs fill."""

import contextvars

import pytest

import deferred
from tests.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    return contextvars.Context().run(work)


@pytest.mark.parametrize("wait", [True, False], ids=["its job has ended", "its job runs"])
@pytest.mark.parametrize("then", ["another account is met", "another job goes out"])
def test_a_call_that_waits_here_while_another_program_sends_it_is_not_bought_again(sim, claude, gpt, wait, then):
    def other():
        with deferred.batch(name="other", wait=wait):
            ask_claude(claude, "waiting")

    with deferred.batch(name="run", max_requests=2):
        if then == "another job goes out":
            ask_gpt(gpt, "first")
        waiting = ask_claude(claude, "waiting")
        elsewhere(other)
        assert ask_gpt(gpt, "second").choices  # its job is launched before the one of the call that waits
    assert waiting.content
    assert sim.meter.billed_twice() == []


def tokens_of(count, gpt):
    """What so many of these calls count in the provider's queue."""
    with deferred.batch(name="measured"):
        reply = ask_gpt(gpt, "question 00.")
    return count * reply.usage.prompt_tokens


@pytest.mark.parametrize("status", [None, 400, 429])
def test_a_queue_that_our_own_jobs_fill_is_waited_for_and_refuses_nobody(sim, gpt, status):
    sim.faults.enqueued_limit, sim.faults.enqueued_status = tokens_of(5, gpt), status
    sim.latency = 0.5  # long, compared with the pauses between two tries
    with deferred.batch(name="run", max_requests=5):
        replies = [ask_gpt(gpt, f"question {n:02}.") for n in range(20)]
    assert [f"question {n:02}." in reply.choices[0].message.content for n, reply in enumerate(replies)] == [True] * 20
    assert sim.meter.billed_twice() == []
    assert (
        len(sim.jobs) <= 1 + 4 + 4 + 8
    )  # each job of the first try once more, and a few that asked whether there is room


def test_a_run_that_is_far_too_large_for_the_queue_does_not_fall_apart_into_single_calls(sim, gpt):
    sim.faults.enqueued_limit = tokens_of(5, gpt)
    with deferred.batch(name="run"):
        replies = [ask_gpt(gpt, f"question {n:02}.") for n in range(80)]
    assert all(f"question {n:02}." in reply.choices[0].message.content for n, reply in enumerate(replies))
    done = [len(job.rows) for job in sim.jobs if job.status == "completed"]
    assert sorted(done)[-2:] == [5, 5]
    assert len(sim.jobs) < 60
