"""Event loops and structured concurrency as people use them: uvloop, anyio, trio, groups, timeouts, semaphores."""

import asyncio

import anthropic
import pytest

import deferred
from tests.capture.frameworks.ground import MARKS, QUESTIONS, live_then_deferred, rows
from tests.support import engine
from tests.support.calls import ask_claude

pytestmark = MARKS


async def said(client, text):
    """Ask, and read at once."""
    return (await ask_claude(client, text)).content[0].text


async def twice(client, text):
    """Two calls, the second of which needs the first."""
    return await said(client, f"check: {await said(client, text)}")


# -- asyncio -------------------------------------------------------------------------------------------------------------


def test_uvloop_runs_waves_as_asyncio_does(same):
    uvloop = pytest.importorskip("uvloop")

    async def main():
        async with anthropic.AsyncAnthropic() as client:
            return await asyncio.gather(*(twice(client, text) for text in QUESTIONS))

    live_then_deferred(same, lambda: uvloop.run(main()))
    assert rows(same) == [5, 5]


def test_the_block_may_be_inside_a_loop_of_uvloop(same):
    uvloop = pytest.importorskip("uvloop")

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch():
            return await asyncio.gather(*(twice(client, text) for text in QUESTIONS))

    assert len(uvloop.run(main())) == 5
    assert rows(same) == [5, 5]


def test_task_groups_under_a_timeout_are_one_job_for_each_step(same):
    async def main():
        async with anthropic.AsyncAnthropic() as client, asyncio.timeout(60), asyncio.TaskGroup() as group:
            tasks = [group.create_task(twice(client, text)) for text in QUESTIONS]
        return [task.result() for task in tasks]

    live_then_deferred(same, lambda: asyncio.run(main()))
    assert rows(same) == [5, 5]


@pytest.mark.parametrize(("widen", "jobs"), [(None, [2, 2, 1]), (100, [5])])
def test_a_semaphore_smaller_than_the_work_makes_small_jobs_unless_it_is_widened(same, widen, jobs):
    async def main():
        slots = asyncio.Semaphore(2)

        async def one(text):
            async with slots:
                return await said(client, text)

        async with anthropic.AsyncAnthropic() as client:
            return await asyncio.gather(*map(one, QUESTIONS))

    live_then_deferred(same, lambda: asyncio.run(main()), widen=widen)
    assert rows(same) == jobs


def test_waits_that_a_framework_gives_up_and_begins_again_join_the_same_job(sim):
    """ragas, deepeval and others: `wait_for` with minutes around a call, and attempts until there is an answer."""
    sim.latency = 3600

    async def attempts(client, text):
        while True:
            try:
                return await asyncio.wait_for(said(client, text), 0.3)
            except TimeoutError:
                sim.clock.advance(720)  # whoever still waits: the first may be answered before the others have a job

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch() as session:
            answers = await asyncio.gather(*(attempts(client, text) for text in QUESTIONS))
        return answers, len(engine.records(session))

    answers, records = asyncio.run(main())
    assert all(text in answer for text, answer in zip(QUESTIONS, answers, strict=True))
    # On a busy machine the five may come further apart than `linger`, and so in two jobs; none is bought again.
    assert (sum(rows(sim)), records) == (5, 5)


# -- anyio and trio ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("block", ["around", "inside"])
def test_task_groups_of_anyio_are_one_job_for_each_step(same, backend, block):
    anyio = pytest.importorskip("anyio")
    pytest.importorskip(backend)

    async def main():
        answers = {}

        async def one(client, text):
            answers[text] = await twice(client, text)

        async with anthropic.AsyncAnthropic() as client, anyio.create_task_group() as group:
            for text in QUESTIONS:
                group.start_soon(one, client, text)
        return answers

    async def batched():
        async with deferred.batch():
            return await main()

    if block == "around":
        live_then_deferred(same, lambda: anyio.run(main, backend=backend))
    else:
        assert sorted(anyio.run(batched, backend=backend)) == QUESTIONS
    assert rows(same) == [5, 5]


def test_a_nursery_of_trio_that_was_cancelled_leaves_the_call_in_its_job_and_the_same_call_joins_it(sim):
    trio = pytest.importorskip("trio")
    sim.latency = 3600

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch() as session:
            with trio.move_on_after(0.5) as scope:
                await said(client, "again")
            assert scope.cancelled_caught
            sim.clock.advance(3601)
            return await said(client, "again"), len(engine.records(session))

    answer, records = trio.run(main)
    assert "again" in answer
    assert (rows(sim), records) == ([1], 1)


def test_leaving_the_block_under_trio_lets_other_tasks_run(sim):
    trio = pytest.importorskip("trio")
    sim.latency = 3600

    async def ends_the_job():
        while not sim.jobs:
            await trio.sleep(0.005)
        sim.clock.advance(3601)

    async def main():
        async with trio.open_nursery() as nursery:
            nursery.start_soon(ends_the_job)
            with anthropic.Anthropic() as client:
                async with deferred.batch():
                    reply = ask_claude(client, "lazy")
        return reply.content[0].text

    assert "lazy" in trio.run(main)
    assert rows(sim) == [1]
