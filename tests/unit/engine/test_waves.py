"""Which calls go out together, and in how many jobs."""

import asyncio
import time

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_a_loop_that_computes_longer_than_linger_between_two_calls_makes_one_wave(sim):
    """Frameworks build schemas, or import, on the first call: the other coroutines come to theirs only after that."""

    async def ask(client, n):
        started = time.thread_time()
        while n and time.thread_time() - started < 0.3:
            pass
        return await ask_claude(client, f"n {n}")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.05):
            return await asyncio.gather(*(ask(client, n) for n in range(3)))

    assert len(asyncio.run(main())) == 3
    assert [len(job.rows) for job in sim.jobs] == [3]


@pytest.mark.slow
def test_a_reply_that_is_touched_in_the_loop_does_not_hold_its_own_wave_up_for_long(sim, claude):
    async def other(client):
        return await ask_claude(client, "other")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.05):
            waiting = asyncio.ensure_future(other(client))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert ask_claude(claude, "touched").content  # blocks the loop, so that it cannot come round
            return await waiting

    started = time.monotonic()
    assert asyncio.run(main()).content
    assert time.monotonic() - started < 20


def test_max_requests_counts_calls_of_embeddings_not_their_inputs(sim, gpt):
    with deferred.batch(max_requests=20):
        for n in range(40):
            gpt.embeddings.create(model="text-embedding-3-small", input=[f"{n} {m}" for m in range(10)])
    assert [len(job.rows) for job in sim.jobs] == [20, 20]
