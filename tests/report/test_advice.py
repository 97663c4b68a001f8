"""The report says which lines made small batches, what that cost, and the line that mends it."""

import asyncio
import concurrent.futures

import anthropic
import pytest

import deferred
from deferred.lookahead import lockdown
from deferred.report.advice import WaveSummary, advise
from tests.support.calls import ask_claude
from tests.support.models import CLAUDE

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


def narrow(caplog):
    """The warnings of pools that are narrower than the work."""
    return [
        one.getMessage() for one in caplog.records if "at a time, each time as a batch of its own" in one.getMessage()
    ]


def test_a_small_pool_is_told_at_the_second_wave_with_the_number_that_the_work_needs(sim, claude, caplog):
    told_after = []

    def ask(n):
        reply = ask_claude(claude, f"n {n}").content[0].text
        told_after.append(len(narrow(caplog)))
        return reply

    with deferred.batch(linger=0.5), concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(ask, range(12)))
    [told] = narrow(caplog)
    assert "calls.py:" in told
    assert "sent 3 at a time" in told
    assert "a ThreadPoolExecutor lets 3 through" in told
    assert "deferred.batch(widen=12)" in told
    assert told_after[:3] == [0, 0, 0]
    assert told_after[3:] == [1] * 9


def test_work_that_is_spread_over_several_lines_needs_as_many_places_as_all_of_it(sim, claude):
    def ask(n):
        if n % 2:
            return claude.messages.create(
                model=CLAUDE, max_tokens=9, messages=[{"role": "user", "content": f"n {n}"}]
            ).id
        return ask_claude(claude, f"n {n}").id

    with deferred.batch(linger=0.5) as session, concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(12)))
    (advice,) = session.report.advice
    assert "widen=12" in advice


def test_a_semaphore_smaller_than_the_work_is_named(sim, caplog):
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
    [told] = narrow(caplog)
    assert "a Semaphore lets 3 through" in told
    assert "deferred.batch(widen=N), where N is the number of items" in told
    assert "3 waves of 3 calls" in advice
    assert "a Semaphore lets 3 through at a time" in advice
    assert "widen=9" in advice


def test_code_that_batches_well_gets_no_advice(sim, claude, caplog):
    def two_steps(n):
        return ask_claude(claude, f"again {ask_claude(claude, f'n {n}').content[0].text}").content[0].text

    with deferred.batch() as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
        assert all(reply.content for reply in replies)
        assert len(list(deferred.map(two_steps, range(3)))) == 3
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda n: ask_claude(claude, f"other {n}").id, range(4)))
    assert session.report.advice == ()
    assert narrow(caplog) == []


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
            ("a.py:1, a.py:9: 4 waves of 8 calls", "widen=32) would need 2 waves"),
        ),
    ],
)
def test_advice_follows_from_the_waves(waves, bounds, said):
    advice = advise(waves, bounds)
    assert bool(advice) == bool(said)
    assert all(words in advice[0] for words in said)
