"""A provider's queue that is full is waited for."""

import pytest

import deferred
from tests.support.calls import ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def tokens_of(count, gpt):
    """What so many of these calls count in the provider's queue."""
    with deferred.batch(name="measured"):
        reply = ask_gpt(gpt, "question 00.")
    return count * reply.usage.prompt_tokens


@pytest.mark.slow
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
