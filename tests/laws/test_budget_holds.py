"""Law 2 for budgets: whatever runs, the bill of a ledger never passes the budget of a period.

As in `test_limit_holds.py`, the simulator's meter counts a token for each byte, and lets every answer be as long as it
may.
"""

import contextlib
import datetime as dt
import json
import random
import time
from decimal import Decimal

import anthropic
import openai
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import deferred
from deferred.simulator import Simulator
from deferred.simulator.meter import Tokenizer
from tests.cli.test_jobs import invoke
from tests.laws.test_limit_holds import CALM, FAULTS, QUICK, Killer, Left, outcomes
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt
from tests.support.processes import Scripts
from tests.support.threads import elsewhere

pytestmark = pytest.mark.usefixtures("no_session_left")
DAY = 86_400.0
ONE_CALL = 0.0006  # dollars: what one short call may cost at most fits once
RUNS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second", "third"]),
        st.sampled_from(["anthropic", "openai"]),
        st.integers(1, 6),
        st.booleans(),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=15, **CALM)
@given(
    budget=st.sampled_from([Decimal(text) for text in ("0.0005", "0.003", "0.02")]),
    runs=RUNS,
    fault=st.sampled_from(FAULTS),
    choice=st.sampled_from([{}, {"alone": "live"}, {"cost_limit": 0.01}, {"estimate": "provider"}]),
)
def test_runs_of_any_names_never_bill_more_than_their_budget(tmp_path_factory, budget, runs, fault, choice):
    folder = str(tmp_path_factory.mktemp("money") / "ledger")
    with Simulator(tokenizer="worst") as sim, contextlib.ExitStack() as stack:
        claude = stack.enter_context(anthropic.Anthropic(api_key="k", base_url=sim.url))
        gpt = stack.enter_context(openai.OpenAI(api_key="k", base_url=sim.url + "/v1"))
        if fault is not None:
            setattr(sim.faults, *fault)
        asks = {
            "anthropic": lambda text: ask_claude(claude, text),
            "openai": lambda text: ask_gpt(gpt, text, max_completion_tokens=100),
        }
        for turn, (name, provider, count, leaves) in enumerate(runs):
            caps = {"budget": {"month": budget}, **choice}
            block = deferred.batch(name=name, cache=folder, hosts=[sim.host], **caps, **QUICK)
            with contextlib.suppress(Left), block:
                replies = [asks[provider](f"{turn} {n} " + "x" * 100) for n in range(count)]
                if leaves:
                    deferred.future(replies[0]).exception()
                    raise Left
                for reply in replies:
                    deferred.future(reply).exception()
            assert sim.meter.total <= budget


CRASHING = """
import os, anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch(name=os.environ["DEFERRED_TEST_RUN"]):
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=200,
               messages=[{"role": "user", "content": f"{os.environ['DEFERRED_TEST_RUN']} {n} " + "x" * 300}])
               for n in range(15)]
print(sum(deferred.future(reply).exception() is None for reply in replies))
"""
BUDGET = Decimal("0.01")


def surroundings(sim, run, budget=BUDGET):
    return {
        "ANTHROPIC_BASE_URL": sim.url,
        "ANTHROPIC_API_KEY": "k",
        "DEFERRED_HOSTS": sim.host,
        "DEFERRED_POLL_INTERVAL": "0.02",
        "DEFERRED_BUDGET": f"month={budget}",
        "DEFERRED_TEST_RUN": run,
    }


@pytest.mark.slow
def test_ten_crashes_of_three_runs_cost_no_more_than_their_budget(tmp_path):
    chance, scripts, budget = random.Random(7), Scripts(), 3 * BUDGET
    with Simulator(tokenizer="worst", latency=0.1) as sim, contextlib.closing(scripts):
        killer = Killer(sim, scripts)
        for turn in range(10):
            env = surroundings(sim, f"run {turn % 3}", budget)
            killer.crash(chance.randint(1, 3), CRASHING, tmp_path, **env)
            assert sim.meter.total <= budget
        assert killer.killed >= 5
        for turn in range(3):
            scripts.run(CRASHING, tmp_path, **surroundings(sim, f"run {turn}", budget))
        assert 0 < sim.meter.total <= budget
        assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("where", ["on disk", "in PostgreSQL"])
def test_processes_that_run_at_once_share_one_budget(request, tmp_path, scripts, where):
    cache = str(tmp_path / "ledger") if where == "on disk" else request.getfixturevalue("address")
    with Simulator(tokenizer="worst", latency=0.1) as sim:
        env = [{**surroundings(sim, f"run {n}"), "DEFERRED_CACHE": cache} for n in range(3)]
        started = [scripts.start(CRASHING, tmp_path, out=f"out {n}", **one) for n, one in enumerate(env)]
        assert [scripts.wait(pid) for pid in started] == [0, 0, 0]
        answered = sum(int((tmp_path / f"out {n}").read_text().split()[-1]) for n in range(3))
        assert answered == sim.meter.rows_billed
        assert BUDGET / 2 < sim.meter.total <= BUDGET


def test_what_another_provider_was_paid_counts(sim, claude, gpt):
    with deferred.batch(name="first"):
        assert ask_claude(claude, "one.").content
    with deferred.batch(name="second", budget={"month": sim.meter.total + Decimal("0.00001")}) as session:
        _, [error] = outcomes([ask_gpt(gpt, "two.")])
    assert isinstance(error, deferred.CostLimitExceeded)
    assert {job.provider for job in sim.jobs} == {"anthropic"}
    assert session.report.cost == 0


def test_a_refused_call_says_what_is_used_until_when_and_what_to_do(sim, claude):
    month = {"month": Decimal(str(ONE_CALL))}
    for name in ("first", "second"):
        with deferred.batch(name=name, budget=month):
            _, bad = outcomes([ask_claude(claude, f"{name} {n}.") for n in range(3)])
    next_month = (dt.datetime.now(dt.UTC).replace(day=1) + dt.timedelta(days=31)).replace(day=1).date()
    for words in ("calls.py:", "the budget of $0.0006 a month", "spent or reserved", "was not sent", '{"month": ...}'):
        assert words in str(bad[0])
    assert f"{next_month} 00:00 UTC" in str(bad[0])
    assert sim.meter.total <= month["month"]


def test_refused_calls_go_on_with_a_higher_budget_and_nothing_is_bought_twice(sim, claude):
    for most in (ONE_CALL, 1):
        with deferred.batch(budget={"day": most}, name="run"):
            good, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(6)])
    assert (len(good), bad) == (6, [])
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("hours", [2, pytest.param(26, marks=pytest.mark.slow)])
def test_the_day_that_ends_while_a_job_runs_lets_the_rest_go(sim, claude, clock, hours):
    sim.latency = hours * 3600
    until_evening = (23 * 3600 - clock.now()) % DAY
    clock.passed += until_evening
    sim.clock.advance(until_evening)
    sim.tokenizer = Tokenizer("worst")
    with deferred.batch(budget={"day": 0.00053}, within=2 * DAY) as session:
        good, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(2)])
    days = {dt.datetime.fromtimestamp(job.planned_at, dt.UTC).date() for job in engine.stored_jobs(session)}
    assert (len(good), bad, len(sim.jobs), len(days)) == (2, [], 2, 2)


def test_a_call_waits_for_money_that_a_job_of_another_run_may_give_back(sim, claude):
    def leave_theirs():
        with deferred.batch(name="theirs", wait=False, budget={"day": ONE_CALL}):
            ask_claude(claude, "theirs")

    sim.latency = 0.3
    elsewhere(leave_theirs)
    with deferred.batch(name="ours", budget={"day": ONE_CALL}):
        reply = ask_claude(claude, "ours")
    assert reply.content
    assert sim.meter.total < Decimal(str(ONE_CALL))


def test_a_call_does_not_wait_for_jobs_of_others_that_cannot_leave_enough(sim, claude):
    sim.latency = 3600

    def leave_theirs():
        with deferred.batch(name="theirs", wait=False, cost_limit=1):
            ask_claude(claude, "theirs")

    elsewhere(leave_theirs)
    with deferred.batch(name="ours", budget={"day": 0.0001}):
        error = deferred.future(ask_claude(claude, "ours")).exception(20)
    assert isinstance(error, deferred.CostLimitExceeded)
    sim.clock.advance(3600)  # theirs ends too


@pytest.mark.slow
def test_a_job_of_another_run_that_was_planned_without_caps_is_counted_with_the_most_it_can_cost(sim, claude, earlier):
    sim.latency, sim.tokenizer, budget = 0.5, Tokenizer("worst"), Decimal("0.06")
    earlier(["x" * 100_000])
    with deferred.batch(name="another", budget={"week": budget}):
        outcomes([ask_claude(claude, "x" * 100_000), ask_claude(claude, "y" * 100_000)])  # 0.0502 each
    with deferred.batch(name="run"):
        pass
    assert sim.meter.total <= budget


def test_a_job_of_another_run_whose_price_is_unknown_is_warned_of_and_holds_nothing_up(sim, claude, caplog):
    with deferred.batch(name="first") as session:
        account = {"provider": "openai", "base_url": "http://gone", "credential": "other", "planned_at": time.time()}
        engine.leave_job(session, **account, endpoint="/v1/responses", model="unknown")
    with deferred.batch(name="second", budget={"day": 1}):
        assert ask_claude(claude, "two.").content
    assert "counts for the budget only once it has ended" in caplog.text


def test_under_a_budget_alone_an_unknown_price_is_refused_before_anything_is_sent(sim, gpt):
    with deferred.batch(budget={"day": 1}), pytest.raises(deferred.UnknownPrice, match="my-tuned-model"):
        gpt.chat.completions.create(model="my-tuned-model", messages=[{"role": "user", "content": "x"}])
    assert sim.requests == []


def test_under_a_budget_alone_a_batch_job_of_the_users_own_is_refused(sim, claude):
    with deferred.batch(budget={"day": 1}), pytest.raises(deferred.NotBatchable, match="cost_limit or budget"):
        claude.messages.batches.create(requests=[])


def test_live_calls_are_held_by_a_budget_and_counted_in_it(sim, claude):
    with deferred.batch(name="first", alone="live", budget={"day": 1}):
        assert ask_claude(claude, "one.").content
    paid = sim.meter.total
    with deferred.batch(name="second", alone="live", budget={"day": paid * 2}) as session:
        error = deferred.future(ask_claude(claude, "two.")).exception()
    assert isinstance(error, deferred.CostLimitExceeded)
    assert "a day" in str(error)
    assert sim.meter.total == paid
    assert engine.committed(session) == 0


def test_to_clear_the_ledger_frees_no_money_of_the_period(sim, claude, monkeypatch):
    with deferred.batch(name="first"):
        assert ask_claude(claude, "one.").content
    monkeypatch.setenv("DEFERRED_BUDGET", "day=1")
    invoke("clear", "--older-than", "0.001s")
    told = json.loads(invoke("spend", "--json"))
    assert told["total"]["spent_usd"] == 0
    assert told["budgets"][0]["used_usd"] == pytest.approx(float(sim.meter.total))


def test_an_inner_block_keeps_the_budget_of_the_outer_one_and_asks_for_no_lower_one(sim, claude):
    with deferred.batch(budget={"day": ONE_CALL}), deferred.batch(budget={"day": 5}):
        _, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(5)])
    assert bad
    assert sim.meter.total <= Decimal(str(ONE_CALL))
    for outer in ({}, {"budget": {"day": 5}}):
        with deferred.batch(**outer), pytest.raises(deferred.DeferredError, match="outermost block"):  # noqa: SIM117
            with deferred.batch(budget={"day": 1}):
                pass


def test_the_budget_of_the_environment_holds_for_inner_blocks_too(sim, claude, monkeypatch):
    monkeypatch.setenv("DEFERRED_BUDGET", "month=1")
    with deferred.batch(), deferred.batch():
        reply = ask_claude(claude, "one.")
    assert reply.content


def test_the_plan_and_the_warning_name_the_budget_that_binds(sim, claude, caplog):
    def block(**more):
        return deferred.batch(name="run", cost_limit=5, budget={"day": 0.001, "month": 2}, **more)

    with block(dry_run=True) as session:
        for n in range(10):
            ask_claude(claude, f"question {n}.")
    plan = str(session.plan())
    assert "left of the budget of $0.001 a day, so the calls go in" in plan
    assert "$2.00 is left of the budget of $2 a month, until" in plan
    assert [one["period"] for one in session.plan().to_dict()["budgets"]] == ["day", "month"]
    with block():
        outcomes([ask_claude(claude, f"question {n}.") for n in range(10)])
    assert "more than is left of the budget of $0.001 a day" in caplog.text
    assert 'budget={"day": 0.01} lets all of them go at once' in caplog.text
