"""Warm caches: one of many calls that share a prefix goes first, the others read it from the cache, bodies unchanged."""

from decimal import Decimal

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of
from tests.support.models import CLAUDE

DOCUMENT = "A long document about the tides. " * 400
MARK = {"type": "ephemeral", "ttl": "1h"}


def ask(client, n, document=DOCUMENT, mark=MARK):
    """Ask about a document that asks to be cached."""
    block = {"type": "text", "text": document, **({"cache_control": mark} if mark else {})}
    return client.messages.create(
        model=CLAUDE, max_tokens=64, system=[block], messages=[{"role": "user", "content": f"question {n}"}]
    )


def sizes(sim):
    return [len(job.rows) for job in sim.jobs]


def test_one_call_goes_first_and_the_others_read_its_prefix_from_the_cache(sim, claude):
    with deferred.batch(warm=True, cost_limit=1) as session:
        replies = [ask(claude, n) for n in range(30)]
    assert sizes(sim) == [1, 29]
    [first, *others] = replies
    assert first.usage.cache_creation.ephemeral_1h_input_tokens > 3_000
    assert all(reply.usage.cache_read_input_tokens > 3_000 for reply in others)
    assert session.report.cost == sim.meter.total
    assert "from caches)" in str(session.report)


def test_it_costs_a_fraction_of_what_it_costs_without(sim, claude):
    def cost(*, warm):
        with deferred.batch(warm=warm, name=f"warm {warm}", fresh=True) as session:
            replies = [ask(claude, n, f"{warm} {DOCUMENT}") for n in range(30)]
        assert all(reply.content for reply in replies)
        return session.report.cost

    without, with_it = cost(warm=False), cost(warm=True)
    assert with_it < without / 6
    assert with_it + without == sim.meter.total


@pytest.mark.parametrize(
    ("count", "mark"), [(19, MARK), (30, None), (30, {"type": "ephemeral"})],
    ids=["too few calls", "no mark", "a cache of five minutes"],
)  # fmt: skip
def test_what_would_save_nothing_is_sent_at_once(sim, claude, count, mark):
    with deferred.batch(warm=True):
        replies = [ask(claude, n, mark=mark) for n in range(count)]
    assert all(reply.content for reply in replies)
    assert sizes(sim) == [count]


def test_without_the_setting_all_go_at_once(sim, claude):
    with deferred.batch():
        replies = [ask(claude, n) for n in range(30)]
    assert all(reply.content for reply in replies)
    assert sizes(sim) == [30]


def test_each_prefix_has_a_first_call_and_other_calls_do_not_wait(sim, claude):
    with deferred.batch(warm=True):
        replies = [ask(claude, n, f"{n % 2} {DOCUMENT}") for n in range(50)]
        replies += [ask_claude(claude, f"{n}") for n in range(5)]
    assert all(reply.content for reply in replies)
    assert sorted(sizes(sim)) == [2, 5, 48]


def test_bodies_are_not_changed(sim, claude):
    with deferred.batch(warm=True):
        replies = [ask(claude, n) for n in range(25)]
    assert all(reply.content for reply in replies)
    assert {body["system"][0]["text"] for body in sim.bodies("anthropic")} == {DOCUMENT}
    assert len(sim.bodies("anthropic")) == 25


@pytest.mark.parametrize("provider", ["openai", "google"])
def test_automatic_caches_are_warmed_too(sim, gpt, gemini, provider):
    with deferred.batch(warm=True):
        for n in range(25):
            if provider == "openai":
                gpt.chat.completions.create(
                    model="gpt-5-mini",
                    messages=[{"role": "system", "content": DOCUMENT}, {"role": "user", "content": f"{n}"}],
                )
            else:
                ask_gemini(gemini, f"{n}", config={"system_instruction": DOCUMENT})
        ask_gpt(gpt, "alone")
    assert sorted(sizes(sim)) == [1, 1, 24]


def test_the_others_are_sent_also_if_the_first_fails(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = 1, 400
    with deferred.batch(warm=True):
        found = errors_of([ask(claude, n) for n in range(25)], 20)
    assert sum(error is not None for error in found) == 1
    assert sizes(sim) == [1, 24]


def test_a_second_wave_finds_the_cache_warm(sim, claude):
    with deferred.batch(warm=True):
        first = [ask(claude, n) for n in range(25)]
        assert all(reply.content for reply in first)
        second = [ask(claude, n) for n in range(25, 50)]
        assert all(reply.usage.cache_read_input_tokens for reply in second)
    assert sizes(sim) == [1, 24, 25]


def test_cancel_and_limits_hold_for_what_waits_behind_the_first(sim, claude):
    sim.latency = 3600
    with deferred.batch(warm=True, cost_limit=Decimal(1)) as session:
        replies = [ask(claude, n) for n in range(25)]
        session.flush()
        engine.wait_until_some_job_is_out(session, 10)
        session.cancel()
        found = errors_of(replies, 20)
    assert all(isinstance(error, deferred.JobFailed) for error in found)
    assert sizes(sim) == [1]


def test_a_canary_goes_before_the_call_that_warms(sim, claude):
    with deferred.batch(warm=True, canary=2):
        replies = [ask(claude, n) for n in range(30)]
    assert all(reply.content for reply in replies)
    assert sizes(sim) == [2, 1, 27]


def test_a_run_that_goes_on_buys_nothing_twice(sim, claude):
    for _ in range(2):
        with deferred.batch(warm=True, name="run") as session:
            replies = [ask(claude, n) for n in range(25)]
        assert all(reply.content for reply in replies)
    assert (sim.meter.billed_twice(), session.status()["cached"]) == ([], 25)


def test_the_plan_says_what_it_saves_and_what_it_waits(sim, claude):
    def plan(count):
        with deferred.batch(warm=True, dry_run=True) as session:
            for n in range(count):
                ask(claude, n)
        return str(session.plan())

    assert "1 of 30 calls are sent first; the others read about 96," in plan(30)
    assert "saves about $0.04" in plan(30)
    assert "wait for one batch more" in plan(30)
    assert "so all go at once" in plan(5)
    assert sim.requests == []
