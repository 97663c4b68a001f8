"""When calls have stopped coming: half a second of quiet, but nobody waits for ever for others who keep coming."""

import asyncio
import itertools

import anthropic
import pytest

import deferred
from deferred.engine import linger
from deferred.engine.linger import Linger
from tests.support.calls import ask_claude


async def said(client, text):
    return (await ask_claude(client, text)).content[0].text


GAVE_UP, HERE = "gave up", "script.py:3"


def arrivals(*events):
    """A lull of half a second after these: the ticks of a call, or that somebody gave up waiting for one unsent."""
    quiet = Linger(0.5, lambda: None)
    for number, event in enumerate(events):
        if event is GAVE_UP:
            quiet.wait_was_given_up(HERE)
        else:
            quiet.arrived(event, HERE, is_first=number == 0, is_awaited=True)
    return quiet


@pytest.mark.parametrize(
    ("events", "patience", "comes_at"),
    [
        pytest.param([0], 0.5, 0.5, id="one call"),
        pytest.param([0], 0.0, 0.0, id="nobody else can make one"),
        pytest.param([0, 0.4, 0.8], 0.5, 1.3, id="each call begins the wait anew"),
        pytest.param([at / 10 for at in range(4000)], 0.5, 300.0, id="but not for ever"),
        pytest.param([0, GAVE_UP, 0.4], 0.5, 0.45, id="after somebody gave up it is short"),
        pytest.param([0, GAVE_UP, 0.4, 0.42, 0.43], 0.5, 0.45, id="whoever else comes"),
    ],
)
def test_a_wave_goes_out_when_calls_have_stopped_coming(events, patience, comes_at):
    quiet = arrivals(*events)
    assert not quiet.has_come(patience, comes_at - 0.001)
    assert quiet.has_come(patience, comes_at + 0.001)


def test_a_wave_that_begins_anew_waits_anew():
    quiet = arrivals(0, GAVE_UP, 0.1)
    quiet.is_used()
    quiet.arrived(1000, HERE, is_first=True, is_awaited=True)
    assert not quiet.has_come(0.5, 1000.4)


def test_who_gave_up_at_one_line_hurries_no_calls_of_another():
    quiet = arrivals(0, GAVE_UP)
    quiet.arrived(1, "script.py:9", is_first=True, is_awaited=True)
    assert not quiet.has_come(0.5, 1.4)


def test_the_five_minutes_begin_when_somebody_waits():
    quiet = Linger(0.5, lambda: None)
    for at in range(1000):
        quiet.arrived(at, HERE, is_first=at == 0, is_awaited=False)
    quiet.is_awaited(1000)
    quiet.arrived(1000.1, HERE, is_first=False, is_awaited=True)
    assert not quiet.has_come(0.5, 1000.5)


def test_calls_that_never_stop_coming_hold_up_nobody(sim, monkeypatch):
    """A server or the reader of a queue: one call after the other, closer than `linger`, for as long as it runs."""
    monkeypatch.setattr(linger, "_LONGEST", 1.0)

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=0.5):
            calls = [asyncio.create_task(said(client, "the first"))]
            while not calls[0].done():
                await asyncio.sleep(0.05)
                calls.append(asyncio.create_task(said(client, f"number {len(calls)}")))
            return len(await asyncio.gather(*calls))

    assert asyncio.run(asyncio.wait_for(main(), 60)) == sum(len(job.rows) for job in sim.jobs)
    assert len(sim.jobs) > 1


@pytest.mark.parametrize("words", ["question {number}.", "question {number}. Attempt {attempt}."])
@pytest.mark.parametrize("linger", [0.5, 3])
@pytest.mark.parametrize("apart", [0, 0.2, 0.5])
def test_whoever_gives_up_sooner_than_a_wave_goes_out_is_answered_all_the_same(sim, apart, linger, words):
    async def try_again(client, number):
        await asyncio.sleep(apart * number)
        attempts = itertools.count()
        while True:
            try:
                question = words.format(number=number, attempt=next(attempts))
                return await asyncio.wait_for(said(client, question), 0.3)
            except TimeoutError:
                continue

    async def main():
        async with anthropic.AsyncAnthropic() as client, deferred.batch(linger=linger):
            return await asyncio.gather(*(try_again(client, number) for number in range(3)))

    answers = asyncio.run(asyncio.wait_for(main(), 60))
    assert all(f"question {number}" in answer for number, answer in enumerate(answers))
    assert sum(len(job.rows) for job in sim.jobs) == 3 or "attempt" in words
