"""A dry run: nothing is sent, and what it would cost at most is said."""

import asyncio
import concurrent.futures
from decimal import Decimal

import anthropic
import pytest

import deferred
from deferred.lookahead import lockdown
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import CLAUDE, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_nothing_is_sent_and_the_plan_says_what_would_be_and_its_price(sim, claude, gpt, capsys):
    with deferred.batch(dry_run=True, max_requests=4, progress=True) as session:
        for n in range(10):
            ask_claude(claude, f"question {n}.")
        ask_gpt(gpt, "x", max_completion_tokens=100)
    assert sim.requests == []
    plan = session.plan()
    assert [(line.model, line.calls, line.jobs) for line in plan.lines] == [
        (CLAUDE, 10, 3),
        (GPT, 1, 1),
    ]
    assert plan.most_usd > 0
    assert plan.lines[0].live_usd == 2 * plan.lines[0].most_usd
    said = capsys.readouterr().err
    assert CLAUDE in said
    assert "11 calls, $0.0" in said
    assert plan.to_dict()["calls"] == 11


def test_what_is_stored_already_is_counted_and_costs_nothing(sim, claude):
    with deferred.batch():
        ask_claude(claude, "stored")
    requests = len(sim.requests)
    with deferred.batch(dry_run=True) as session:
        stored = ask_claude(claude, "stored")
        ask_claude(claude, "new")
    assert "stored" in stored.content[0].text
    assert [(line.calls, line.stored) for line in session.plan().lines] == [(1, 1)]
    assert len(sim.requests) == requests


def test_touching_a_reply_inside_ends_the_block_quietly_and_afterwards_raises(sim, claude):
    reached = []
    with deferred.batch(dry_run=True) as session:
        reply = ask_claude(claude)
        reached.append("touch")
        _ = reply.content
        reached.append("after")
    assert reached == ["touch"]
    assert session.plan().first_wave_only
    assert "first wave only" in str(session.plan())
    with pytest.raises(deferred.DryRun, match=r"calls\.py:"):
        _ = reply.content


def plan_of_a_loop(claude, items, **settings):
    with deferred.batch(dry_run=True, **settings) as session:
        for text in [f"n {n}" for n in range(items)]:
            _ = ask_claude(claude, text).content
    return session.plan()


def test_the_plan_of_a_loop_that_reads_each_answer_counts_its_jobs(sim, claude):
    assert "so a loop makes 500 jobs, one after the other" in str(plan_of_a_loop(claude, 500))


def test_the_items_of_a_loop_that_leaves_some_out_are_not_counted(sim, claude):
    with deferred.batch(dry_run=True) as session:
        for text in [f"n {n}" for n in range(500) if n % 2]:
            _ = ask_claude(claude, text).content
    assert session.plan().turns is None


@pytest.mark.skipif(not lockdown.seems_possible(), reason="this system has not what look-ahead needs")
def test_the_plan_of_a_loop_says_what_look_ahead_makes_of_it(sim, claude):
    plan = plan_of_a_loop(claude, 500, look_ahead=True)
    assert plan.looks_ahead
    assert "as many jobs as one turn of it makes calls one after the other, instead of 500" in str(plan)
    assert "DEFERRED_LOOK_AHEAD" not in str(plan)
    assert "DEFERRED_LOOK_AHEAD=1 finds the next calls" in str(plan_of_a_loop(claude, 500))


def test_async_code_ends_quietly_too(sim):
    client = anthropic.AsyncAnthropic()

    async def main():
        async with deferred.batch(dry_run=True) as session, asyncio.TaskGroup() as group:
            for n in range(5):
                group.create_task(ask_claude(client, f"{n}"))
        return session.plan()

    assert asyncio.run(main()).calls >= 1
    assert sim.requests == []


def test_async_tasks_that_were_submitted_end_with_the_dry_run_and_do_not_hold_it(sim):
    @deferred.task
    async def read(number):
        return (await ask_claude(client, f"n {number}")).content

    async def main():
        async with deferred.batch(dry_run=True) as session:
            for number in range(5):
                read.submit(number)
        return session.plan()

    client = anthropic.AsyncAnthropic()
    assert asyncio.run(asyncio.wait_for(main(), 30)).calls == 5


def test_a_pool_whose_workers_retry_for_ever_ends(sim, claude):
    def sample(n):
        while True:
            try:
                return ask_claude(claude, f"{n}").content[0].text
            except Exception:
                continue

    with deferred.batch(dry_run=True), concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(sample, range(8)))
    assert sim.requests == []


def test_an_error_of_the_users_own_comes_out(sim, claude):
    with pytest.raises(ZeroDivisionError), deferred.batch(dry_run=True):
        ask_claude(claude)
        _ = 1 / 0


def test_a_price_that_is_not_known_is_said_and_nothing_is_raised(sim, gpt):
    with deferred.batch(dry_run=True) as session:
        gpt.chat.completions.create(model="my-tuned-model", messages=[])
    assert session.plan().most_usd is None
    assert "my-tuned-model" in str(session.plan())


def test_the_plan_of_a_session_that_sends(sim, claude):
    with deferred.batch() as session:
        assert str(session.plan()) == "nothing would be sent"
        ask_claude(claude)
        assert session.plan().most_usd > Decimal(0)
        session.wait()
        assert session.plan().calls == 0


def test_the_plan_says_how_many_waves_a_tight_limit_takes(sim, claude):
    def plan(limit):
        with deferred.batch(dry_run=True, cost_limit=limit, progress=False) as session:
            for n in range(50):
                claude.messages.create(model=CLAUDE, max_tokens=4_000, messages=[{"role": "user", "content": f"n {n}"}])
        return session.plan()

    assert plan(5).waves == 1
    tight = plan(0.3)
    assert tight.waves > 1
    assert f"about {tight.waves} waves, each of at most 24 hours" in str(tight)
    assert tight.to_dict()["waves"] == tight.waves
    assert tight.likely_usd < tight.most_usd
    assert "not all of them will fit" in str(plan(0.02))


def test_what_would_go_live_is_not_sent_either(sim, gpt):
    with deferred.batch(dry_run=True, unbatchable="live") as session:
        gpt.chat.completions.create(model=GPT, messages=[{"role": "user", "content": "hi"}])
        gpt.chat.completions.create(model=GPT, messages=[{"role": "user", "content": "hi"}], stream=True)
        pytest.fail("the block ends at the call that would go live")
    assert (session.plan().calls, session.plan().first_wave_only) == (1, True)
    assert sim.requests == []


def test_a_dry_run_inside_a_block_that_sends_is_refused(sim, claude):
    with deferred.batch(), pytest.raises(deferred.DeferredError, match="dry_run"), deferred.batch(dry_run=True):
        ask_claude(claude)


@pytest.mark.timeout(60)
def test_a_callback_in_a_dry_run_does_not_cut_the_plan_short(sim, claude):
    with deferred.batch(dry_run=True, progress=False) as session:
        for n in range(3):
            deferred.future(ask_claude(claude, f"n {n}")).add_done_callback(print)
    assert session.plan().calls == 3


def test_the_plan_says_how_long_past_jobs_of_the_model_took(sim, claude):
    for run in range(3):
        with deferred.batch(dry_run=True) as session:
            ask_claude(claude, f"plan {run}")
        assert session.plan().probable is None
        assert "probably" not in str(session.plan())
        with deferred.batch():
            ask_claude(claude, f"sent {run}")
    with deferred.batch(dry_run=True, max_requests=2) as session:
        for n in range(5):
            ask_claude(claude, f"question {n}")
    plan = session.plan()
    assert 0 <= plan.probable < 60
    assert plan.to_dict()["probable_seconds"] == plan.probable
    assert "3 jobs: probably over in " in str(plan)
    assert "as past jobs of this ledger were; in 24 h 0 min at the latest" in str(plan)
