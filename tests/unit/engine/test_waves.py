"""Which calls go out together, and in how many jobs."""

import asyncio
import time

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.fixture
def ask_with_header(claude, gpt, gemini):
    """Give the function that asks the n-th question of any provider with headers of its own."""

    def ask_it(ask, headers, n):
        if ask is ask_gemini:
            return ask(gemini, f"n {n}", config={"http_options": {"headers": headers}})
        return ask(claude if ask is ask_claude else gpt, f"n {n}", extra_headers=headers)

    return ask_it


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


@pytest.mark.parametrize("ask", [ask_claude, ask_gpt, ask_gemini])
def test_a_header_that_gives_each_call_a_job_of_its_own_is_named(sim, ask_with_header, ask, caplog):
    with deferred.batch():
        replies = [ask_with_header(ask, {"X-Row": f"row {n}", "X-Team": "a"}, n) for n in range(12)]
    assert len(sim.jobs) == len(replies) == 12
    [warning] = [record.message for record in caplog.records if "into a job each" in record.message]
    assert "12 calls" in warning
    assert "header x-row differs" in warning


@pytest.mark.parametrize("ask", [ask_claude, ask_gpt, ask_gemini])
@pytest.mark.parametrize("header", ["X-Irid", "traceparent", "X-Request-Id"])
def test_headers_that_only_name_a_call_keep_no_calls_apart(sim, ask_with_header, ask, header, caplog):
    with deferred.batch():
        replies = [ask_with_header(ask, {header: f"id {n}"}, n) for n in range(12)]
    assert ([job.count for job in sim.jobs], len(replies)) == ([12], 12)
    assert "into a job each" not in caplog.text


def test_a_few_jobs_by_header_are_no_mistake(sim, ask_with_header, caplog):
    with deferred.batch():
        for n in range(18):
            ask_with_header(ask_claude, {"X-Team": f"team {n % 9}"}, n)
    assert len(sim.jobs) == 9
    assert "into a job each" not in caplog.text


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
