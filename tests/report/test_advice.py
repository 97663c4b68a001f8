"""The report says which lines made small batches, what that cost, and the line that mends it."""

import asyncio
import concurrent.futures

import anthropic
import pytest

import deferred
from deferred.lookahead import lockdown
from deferred.report.advice import WaveSummary, advise
from tests.support.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_a_loop_that_reads_at_once_is_named_with_its_remedy(sim, claude):
    with deferred.batch() as session:
        for n in range(3):
            ask_claude(claude, f"n {n}").content[0].text  # noqa: B018 - it is read, that is the point
    (advice,) = session.report.advice
    assert "calls.py:" in advice
    assert "3 waves of one call each" in advice
    assert "deferred.map(function, items)" in advice
    assert ("look_ahead=True" in advice) == lockdown.seems_possible()
    assert f"slow: {advice}" in str(session.report)
    assert session.report.to_dict()["advice"] == [advice]


def test_a_small_pool_is_named_with_the_number_that_would_need_one_wave(sim, claude):
    with deferred.batch(linger=0.5) as session, concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: ask_claude(claude, f"n {n}").content[0].text, range(10)))
    (advice,) = session.report.advice
    assert "3 waves of 4 calls" in advice
    assert "a ThreadPoolExecutor lets 4 through at a time" in advice
    assert "deferred.batch(widen=10) would need 1 wave" in advice


def test_a_semaphore_smaller_than_the_work_is_named(sim):
    client = anthropic.AsyncAnthropic()

    async def main():
        gate = asyncio.Semaphore(3)

        async def one(n):
            async with gate:
                return await ask_claude(client, f"n {n}")

        await asyncio.gather(*(one(n) for n in range(9)))

    with deferred.batch(linger=0.5) as session:
        asyncio.run(main())
    (advice,) = session.report.advice
    assert "3 waves of 3 calls" in advice
    assert "a Semaphore lets 3 through at a time" in advice
    assert "widen=9" in advice


def test_code_that_batches_well_gets_no_advice(sim, claude):
    def two_steps(n):
        return ask_claude(claude, f"again {ask_claude(claude, f'n {n}').content[0].text}").content[0].text

    with deferred.batch() as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
        assert all(reply.content for reply in replies)
        assert len(list(deferred.map(two_steps, range(3)))) == 3
    assert session.report.advice == ()


def touched(calls, line="a.py:1", *, by_tasks=False):
    return WaveSummary("touched at a.py:2", calls, line, by_tasks, 60.0)


@pytest.mark.parametrize(
    ("waves", "bounds", "said"),
    [
        ([touched(1)], {}, ()),
        ([touched(1), touched(1)], {}, ("2 waves of one call each, 2 min 0 s in all",)),
        ([touched(1, by_tasks=True)] * 5, {}, ()),
        ([WaveSummary("exit", 1, "a.py:1")] * 3, {}, ()),
        ([touched(8), touched(8)], {}, ()),
        ([touched(8), touched(8)], {8: "ThreadPool"}, ("a ThreadPool lets 8 through", "widen=16")),
        ([touched(8)] * 3, {}, ("something lets 8 through", "widen=24")),
        ([touched(9), touched(7), touched(4)], {8: "ThreadPool"}, ()),
        (
            [touched(8), touched(8, "a.py:9"), touched(8), touched(8, "a.py:9")],
            {8: "Semaphore"},
            ("a.py:1, a.py:9: 4 waves of 8 calls", "widen=16) would need 2 waves"),
        ),
    ],
)
def test_advice_follows_from_the_waves(waves, bounds, said):
    advice = advise(waves, bounds)
    assert bool(advice) == bool(said)
    assert all(words in advice[0] for words in said)
