"""What a coroutine that waits for a batch keeps in memory: thousands of them wait at once."""

import asyncio
import gc

import anthropic
import openai
import pytest

import deferred
from deferred.capture.request import CapturedRequest
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def requests():
    return [one for one in gc.get_objects() if type(one) is CapturedRequest]


@pytest.mark.parametrize(("kind", "ask"), [(anthropic.AsyncAnthropic, ask_claude), (openai.AsyncOpenAI, ask_gpt)])
def test_coroutines_that_wait_keep_no_request(sim, kind, ask):
    before = {id(one) for one in requests()}  # an error of another test may keep one

    async def main():
        async with kind() as client, deferred.batch(linger=60) as session:
            tasks = [asyncio.create_task(ask(client, f"n {n}")) for n in range(5)]
            for _ in range(20):  # each makes its call when it has its turn
                await asyncio.sleep(0)
            assert len(engine.records(session)) == 5
            kept = [one for one in requests() if id(one) not in before]
            session.flush()
            await asyncio.gather(*tasks)
            return kept

    assert asyncio.run(main()) == []
