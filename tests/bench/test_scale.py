"""Many calls: one job each unless a limit forces more, and nothing matched by position (the simulator shuffles)."""

import pytest

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.processes import Scripts
from tests.support.scripts import script

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_ten_thousand_calls_are_one_job_and_every_answer_is_to_its_own_question(sim, claude, gpt, gemini, provider):
    client, ask, text = {
        "anthropic": (claude, ask_claude, lambda reply: reply.content[0].text),
        "openai": (gpt, ask_gpt, lambda reply: reply.choices[0].message.content),
        "google": (gemini, ask_gemini, lambda reply: reply.text),
    }[provider]
    with deferred.batch():
        replies = [ask(client, f"question {n}.") for n in range(10_000)]
    assert [n for n, reply in enumerate(replies) if f'"question {n}."' not in text(reply)] == []
    assert [job.count for job in sim.jobs] == [10_000]
    assert (sim.meter.rows_billed, sim.live_calls) == (10_000, [])


def test_the_providers_limits_cut_jobs_exactly(sim, claude, gpt):
    with deferred.batch(max_requests=3):
        replies = [ask_claude(claude, f"question {n}.") for n in range(7)]
    assert all(reply.content for reply in replies)
    assert sorted(job.count for job in sim.jobs) == [1, 3, 3]


def test_two_processes_started_together_buy_two_thousand_calls_once(sim, tmp_path):
    sim.latency = 0.5
    scripts = Scripts()
    pids = [scripts.start(script("openai", count=2_000), tmp_path, out=name) for name in ("first", "second")]
    assert [scripts.wait(pid) for pid in pids] == [0, 0]
    scripts.close()
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 2_000


@pytest.mark.timeout(300)
def test_fifty_thousand_and_one_calls_of_openai_are_two_jobs(sim, gpt):
    with deferred.batch() as session:
        for n in range(50_001):
            ask_gpt(gpt, f"question {n}.")
    assert sorted(job.count for job in sim.jobs) == [1, 50_000]
    assert session.status()["answered"] == 50_001
