"""Which session a call belongs to."""

import asyncio
import contextlib

import anthropic
import pytest

import deferred
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


@contextlib.asynccontextmanager
async def entered_by_another_task():
    """As the start-up of a server, or the fixture of a test, does."""
    block, session = deferred.batch(), []

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
