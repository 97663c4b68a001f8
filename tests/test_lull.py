"""When calls have stopped coming: half a second of quiet, but nobody waits for ever for others who keep coming."""

import asyncio

import anthropic
import pytest

import deferred
from deferred import lull
from deferred.lull import Lull
from tests.calls import ask_claude


async def said(client, text):
    return (await ask_claude(client, text)).content[0].text


def arrivals(*calls):
    """A lull of half a second after these calls: (ticks, made before and given up)."""
    quiet = Lull(0.5, lambda: None)
    for number, (at, again) in enumerate(calls):
        quiet.arrived(at, is_first=number == 0, is_again=again)
    return quiet


@pytest.mark.parametrize(
    ("calls", "patience", "comes_at"),
    [
        pytest.param([(0, False)], 0.5, 0.5, id="one call"),
        pytest.param([(0, False)], 0.0, 0.0, id="nobody else can make one"),
        pytest.param([(0, False), (0.4, False), (0.8, False)], 0.5, 1.3, id="each call begins the wait anew"),
        pytest.param([(at / 10, False) for at in range(4000)], 0.5, 300.0, id="but not for ever"),
        pytest.param([(0, False), (0.4, True)], 0.5, 0.45, id="whoever gave up and asks again waits for no more"),
        pytest.param([(0, False), (0.4, True), (0.42, True), (0.43, False)], 0.5, 0.45, id="nor for the others"),
    ],
)
def test_a_wave_goes_out_when_calls_have_stopped_coming(calls, patience, comes_at):
    quiet = arrivals(*calls)
    assert not quiet.has_come(patience, comes_at - 0.001)
    assert quiet.has_come(patience, comes_at + 0.001)


def test_a_wave_that_begins_anew_waits_anew():
    quiet = arrivals((0, False), (0.1, True))
    quiet.arrived(1000, is_first=True, is_again=False)
    assert not quiet.has_come(0.5, 1000.4)


def test_calls_that_never_stop_coming_hold_up_nobody(sim, monkeypatch):
    """A server or the reader of a queue: one call after the other, closer than `linger`, for as long as it runs."""
    monkeypatch.setattr(lull, "_LONGEST", 1.0)

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.5):
            calls = [asyncio.create_task(said(client, "the first"))]
            while not calls[0].done():
                await asyncio.sleep(0.05)
                calls.append(asyncio.create_task(said(client, f"number {len(calls)}")))
            return len(await asyncio.gather(*calls))

    assert asyncio.run(asyncio.wait_for(main(), 60)) == sum(len(job.rows) for job in sim.jobs)
    assert len(sim.jobs) > 1


@pytest.mark.parametrize("apart", [0, 0.2, 0.5])
def test_whoever_gives_up_sooner_than_a_wave_goes_out_is_answered_all_the_same(sim, apart):
    async def attempts(client, number):
        await asyncio.sleep(apart * number)
        while True:
            try:
                return await asyncio.wait_for(said(client, f"question {number}"), 0.3)
            except TimeoutError:
                continue

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.5):
            return await asyncio.gather(*(attempts(client, number) for number in range(3)))

    answers = asyncio.run(asyncio.wait_for(main(), 60))
    assert all(f"question {number}" in answer for number, answer in enumerate(answers))
    assert sum(len(job.rows) for job in sim.jobs) == 3
