"""Which session a call belongs to."""

import asyncio
import contextlib

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


@contextlib.asynccontextmanager
async def entered_by_another_task(**settings):
    """As the start-up of a server, or the fixture of a test, does."""
    block, session = deferred.batch(**settings), []

    async def enter():
        session.append(await block.__aenter__())

    async def leave():
        await block.__aexit__(None, None, None)

    await asyncio.create_task(enter())
    try:
        yield session[0]
    finally:
        await asyncio.create_task(leave())


def test_a_block_entered_by_a_task_that_is_over_is_that_of_its_event_loop(sim):
    async def main():
        async with anthropic.AsyncAnthropic() as client, entered_by_another_task() as session:
            replies = await asyncio.gather(*(ask_claude(client, f"n {n}") for n in range(3)))
        return session, replies

    session, replies = asyncio.run(main())
    assert all(reply.content for reply in replies)
    assert (len(sim.jobs), sim.live_calls, session.report.calls) == (1, [], 3)


def test_the_limit_of_an_inner_block_holds_where_a_task_that_is_over_entered_it(sim):
    async def ask(client, n):
        try:
            return await ask_claude(client, f"n {n}")
        except deferred.CostLimitExceeded as error:
            return error

    async def main():
        async with anthropic.AsyncAnthropic() as client, entered_by_another_task(cost_limit=0.003) as inner:
            within = await asyncio.gather(*(ask(client, n) for n in range(10)))
        async with anthropic.AsyncAnthropic() as client:
            behind = await asyncio.gather(*(ask(client, n) for n in range(10, 20)))
        return inner, within, behind

    with deferred.batch(cost_limit=1):
        inner, within, behind = asyncio.run(main())
    refused = [reply for reply in within if isinstance(reply, deferred.CostLimitExceeded)]
    assert 0 < len(refused) < 10
    assert inner.report.calls == 10
    assert not [reply for reply in behind if isinstance(reply, deferred.CostLimitExceeded)]


def test_an_inner_block_of_a_task_that_is_over_takes_no_call_of_the_blocks_beside_it(sim):
    async def main():
        go_on, reports = asyncio.Event(), []

        async def in_a_block_of_its_own():
            async with anthropic.AsyncAnthropic() as client, deferred.batch() as beside:
                await go_on.wait()
                await ask_claude(client, "beside")
            reports.append(beside.report)

        task = asyncio.create_task(in_a_block_of_its_own())
        async with entered_by_another_task() as inner:
            go_on.set()
            await task
        return inner.report.calls, reports[0].calls

    with deferred.batch():
        assert asyncio.run(main()) == (0, 1)


def test_calls_after_an_inner_block_that_another_task_leaves_are_the_outer_blocks(sim):
    async def main():
        block = deferred.batch()
        inner = await block.__aenter__()

        async def leave_and_ask(client):
            await block.__aexit__(None, None, None)
            return await ask_claude(client, "after")

        async with anthropic.AsyncAnthropic() as client:
            reply = await asyncio.create_task(leave_and_ask(client))
            own = await ask_claude(client, "own")
        return inner, reply, own

    with deferred.batch() as outer:
        inner, _, _ = asyncio.run(main())
    assert (sim.live_calls, inner.report.calls, outer.report.calls) == ([], 0, 2)


def test_an_inner_block_left_before_a_later_one_takes_no_calls_after_both(sim, claude):
    with deferred.batch() as outer:
        blocks = [deferred.batch(), deferred.batch()]
        sessions = [block.__enter__() for block in blocks]
        for block in blocks:  # as generators do
            block.__exit__(None, None, None)
        ask_claude(claude, "after both")
    assert (len(sim.live_calls), [session.report.calls for session in sessions], outer.report.calls) == (0, [0, 0], 1)


def test_a_block_whose_task_goes_on_takes_in_no_other_task_of_the_loop(sim, claude):
    async def main():
        go_on, done = asyncio.Event(), []

        async def stranger():
            await go_on.wait()
            done.append(ask_claude(claude))

        other = asyncio.create_task(stranger())
        await asyncio.sleep(0)
        async with deferred.batch():
            go_on.set()
            await asyncio.sleep(0.05)
        await other

    asyncio.run(main())
    assert (len(sim.live_calls), len(sim.jobs)) == (1, 0)


def test_tasks_that_begin_after_blocks_left_out_of_order_belong_to_none_of_them(sim, claude):
    with deferred.batch():
        blocks = [deferred.batch(), deferred.batch()]
        for block in blocks:
            block.__enter__()
        for block in blocks:
            block.__exit__(None, None, None)

    async def ask():
        return ask_claude(claude)

    asyncio.run(ask())
    assert len(sim.live_calls) == 1
