"""A tool loop of ten steps over twenty items: what docs/routes.md says of its time and cost by each route."""

import threading

import pytest

import deferred
from tests.support.calls import ask_gpt

STEPS, ITEMS, AN_HOUR, FIVE_MINUTES = 10, 20, 3600.0, 300.0


def loop(client, item):
    """Ask ten times, each time about the answer before."""
    text = f"item {item}"
    for step in range(STEPS):
        text = f"{item} {step}: {ask_gpt(client, text).choices[0].message.content[:20]}"
    return text


def run(sim, gpt, **settings):
    began = sim.clock.now()
    with deferred.batch(**settings) as session:
        results = list(deferred.map(lambda item: loop(gpt, item), range(ITEMS)))
    assert len(set(results)) == ITEMS
    return sim.clock.now() - began, session.report.cost


def advance_when_all_wait(sim):
    """Let the time of a flex answer pass whenever all items wait for one."""

    def drive():
        while not over.wait(0.01):
            if sim.clock.waiting == ITEMS:
                sim.clock.advance(FIVE_MINUTES)

    over = threading.Event()
    threading.Thread(target=drive, daemon=True).start()
    return over


@pytest.mark.slow
def test_a_tool_loop_takes_ten_flex_answers_where_it_took_ten_batches_at_the_same_price(sim, gpt, clock):
    sim.latency = AN_HOUR
    by_batch, batch_cost = run(sim, gpt, name="batch", cost_limit=9)
    batched = sim.meter.total
    assert STEPS * AN_HOUR <= by_batch < STEPS * (AN_HOUR + 90)
    assert batch_cost == batched

    sim.faults.flex_latency = FIVE_MINUTES
    over = advance_when_all_wait(sim)
    by_flex, flex_cost = run(sim, gpt, name="flex", fresh=True, within="15m", max_parallel_live=ITEMS, cost_limit=9)
    over.set()
    assert STEPS * FIVE_MINUTES <= by_flex < STEPS * (FIVE_MINUTES + 30)
    assert flex_cost == sim.meter.total - batched
    assert dict(sim.meter.by_route) == {"batch": STEPS * ITEMS, "flex": STEPS * ITEMS}
    assert 0.9 < flex_cost / batch_cost < 1.1  # answers differ in length
    print(f"batches {by_batch:.0f} s ${batch_cost}, flex {by_flex:.0f} s ${flex_cost}, passed {clock.passed:.0f} s")
