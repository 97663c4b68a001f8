"""Law 1: nothing is bought twice. Runs are killed on the simulator's signal: the package holds no kill hooks."""

import contextvars
import json
import random
import threading
import time

import anthropic
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, read
from tests.support.clocks import FastClock, put_in_place
from tests.support.scripts import COUNT, script
from tests.support.threads import elsewhere
from tests.support.troubles import AN_HOUR, Killer, at_each_point

pytestmark = pytest.mark.usefixtures("no_session_left")
ALSO = [pytest.param("google", marks=pytest.mark.slow)]  # the third provider, where there is time for slow tests


def assert_right(out, sim, count=COUNT):
    """Every reply is right, none was billed twice, none is lost."""
    texts = json.loads(out.splitlines()[-1])
    assert [f"question {n}." in text for n, text in enumerate(texts)] == [True] * count
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == count
    assert sim.live_calls == []


@pytest.mark.parametrize("kind", ["sync", pytest.param("async", marks=pytest.mark.slow)])
@at_each_point()
@pytest.mark.parametrize("provider", ["anthropic", "openai", *ALSO, pytest.param("embeddings", marks=pytest.mark.slow)])
def test_a_killed_run_pays_for_nothing_twice(sim, scripts, tmp_path, provider, point, kind):
    if "upload" in point and provider in {"anthropic", "google"}:
        pytest.skip("no file is uploaded")
    if "results" in point and provider == "google":
        pytest.skip("the answers come with the poll; `embeddings` is the file form")
    sim.latency = AN_HOUR if "poll" in point else 0.05  # however slow this machine is, the nth look comes
    killer = Killer(sim, scripts, *point)
    killer.aim(pid := scripts.start(script(provider, kind), tmp_path))
    assert scripts.wait(pid) == -9
    sim.clock.advance(sim.latency)
    assert_right(scripts.run(script(provider, kind), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 6))])
def test_a_run_killed_at_random_instants_again_and_again_pays_once(sim, scripts, tmp_path, provider, seed):
    sim.latency = 0.1
    chance = random.Random(f"{provider} {seed}")
    for _ in range(3):
        pid = scripts.start(script(provider), tmp_path)
        timer = threading.Timer(chance.uniform(0.02, 0.5), scripts.kill, [pid])
        timer.start()
        scripts.wait(pid)
        timer.cancel()
    assert_right(scripts.run(script(provider), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", *ALSO])
def test_killed_while_looking_for_a_lost_job_it_still_pays_once(sim, scripts, tmp_path, provider):
    sim.latency, sim.faults.lost_responses = 0.3, {"create": 1}
    Killer(sim, scripts, "answered", "list", 1).aim(pid := scripts.start(script(provider), tmp_path))
    assert scripts.wait(pid) == -9
    assert_right(scripts.run(script(provider), tmp_path), sim)


@pytest.mark.slow
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_killed_in_the_gap_with_a_lagging_list_it_still_pays_once(sim, scripts, tmp_path, provider):
    """The gap between the provider's accept and our record of it, where every peer pays twice."""
    sim.latency, sim.faults.list_lag = 0.05, 0.6
    Killer(sim, scripts, "batch_created", None, 1).aim(pid := scripts.start(script(provider), tmp_path))
    assert scripts.wait(pid) == -9
    assert_right(scripts.run(script(provider), tmp_path, DEFERRED_ADOPT_GRACE="1.0"), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", *ALSO])
def test_two_processes_started_together_share_one_purchase(sim, scripts, tmp_path, provider):
    sim.latency = 0.2
    pids = [scripts.start(script(provider, count=300), tmp_path, out=name) for name in ("first", "second")]
    assert [scripts.wait(pid) for pid in pids] == [0, 0], [
        (tmp_path / name).read_text()[-2000:] for name in ("first", "second")
    ]
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 300


def test_a_call_that_was_cancelled_as_another_process_ended_its_job_is_not_sent(sim, claude, earlier, monkeypatch):
    sim.latency = AN_HOUR
    earlier(["one"])
    asked = threading.Event()

    def cancel():
        asked.wait(10)
        session.cancel()

    with deferred.batch(name="run", wait=False) as session:
        engine.end_jobs_as_they_are_taken_up(session, cancel, monkeypatch.setattr)
        future = deferred.future(ask_claude(claude, "one"))
        asked.set()
        assert isinstance(future.exception(10), deferred.JobFailed)
        engine.wait_until_idle(session, 2)
    assert len(sim.jobs) == 1


def test_a_stopped_process_keeps_its_claim_and_a_second_one_waits(sim, scripts, tmp_path):
    """A laptop that sleeps between claim and create: SIGSTOP while another runs the script."""
    import os
    import signal

    sim.latency = 0.05
    stopped = threading.Event()
    pid = None

    def stop(request):
        if request.operation == "create" and not stopped.is_set():
            os.kill(pid, signal.SIGSTOP)
            stopped.set()

    sim.on("request", stop)
    pid = scripts.start(script("openai"), tmp_path)
    assert stopped.wait(10)
    other = scripts.start(script("openai"), tmp_path)
    threading.Timer(1.0, os.kill, [pid, signal.SIGCONT]).start()
    assert (scripts.wait(pid), scripts.wait(other)) == (0, 0)
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == COUNT


SECRETIVE = """
import sys, anthropic, deferred
client = anthropic.Anthropic()
def ask(text):
    return client.beta.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": text}],
        betas=["mcp-client-2025-04-04"], mcp_servers=[{"type": "url", "name": "n", "url": "https://h/", "authorization_token": "t"}])
with deferred.batch(name="run"):
    replies = {text: ask(text) for text in TEXTS}
for text, reply in replies.items():
    assert text in reply.content[0].text, (text, reply.content[0].text)
"""


def test_calls_made_in_another_order_after_a_restart_get_their_own_answers(sim, scripts, tmp_path):
    sim.faults.refuse_before = {"create": 1}
    killed = threading.Event()

    def kill(request, **_):
        if request.operation == "list" and not killed.is_set():
            killed.set()
            scripts.kill(pids[0])

    pids = []
    sim.on("request", kill)
    pids.append(scripts.start(SECRETIVE.replace("TEXTS", "['alpha', 'beta', 'gamma']"), tmp_path))
    assert scripts.wait(pids[0]) == -9
    scripts.run(SECRETIVE.replace("TEXTS", "['gamma', 'alpha', 'beta']"), tmp_path)
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("skew", [-3600, 3600])
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_a_provider_whose_clock_is_an_hour_off_is_not_paid_twice(sim, ask_of, provider, skew):
    ask = ask_of(provider)
    sim.faults.clock_skew, sim.faults.lost_responses = skew, {"create": 1}
    with deferred.batch():
        for n in range(3):
            ask(f"{n}")
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 3)


def test_a_lost_create_whose_results_are_empty_at_first_is_not_declared_a_strangers(sim, claude):
    sim.faults.lost_responses = {"create": 1}
    sim.faults.status_on = {"results": (500, 1, {})}
    with deferred.batch():
        replies = [ask_claude(claude, f"{n}") for n in range(3)]
    assert all(reply.content for reply in replies)
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 3)


def test_a_key_changed_while_a_job_runs_neither_loses_it_nor_buys_it_again(sim, clock):
    sim.latency = 60
    with anthropic.Anthropic(api_key="tenant-a") as client:
        with deferred.batch() as session:
            reply = ask_claude(client)
            session.flush()
            client.api_key = "tenant-b"
        assert reply.content
    assert len(sim.jobs) == 1


def test_two_live_calls_of_one_question_are_one_purchase(sim, claude):
    with deferred.batch(alone="live", name="one"):
        assert ask_claude(claude, "same").content
    with deferred.batch(name="two"):
        assert ask_claude(claude, "same").content
    assert (sim.meter.live_billed, sim.meter.rows_billed) == (1, 0)


class Jumpy(FastClock):
    """A clock that somebody sets while the program runs."""

    ahead = 0.0

    def now(self):
        return super().now() + self.ahead


@pytest.fixture
def jumpy(sim, monkeypatch):
    return put_in_place(monkeypatch, Jumpy(sim))


def test_a_call_made_after_its_taken_up_job_was_collected_is_not_bought_again(sim, claude, earlier):
    earlier(["one", "two"])
    with deferred.batch(name="run"):
        assert ask_claude(claude, "one").content
        time.sleep(0.3)  # the script does something else; meanwhile the job is collected and closed
        assert ask_claude(claude, "two").content
    assert sim.meter.billed_twice() == []


def test_what_another_program_bought_meanwhile_is_not_bought_again(sim, claude):
    def other():
        with deferred.batch(name="other"):
            ask_claude(claude, "two")

    with deferred.batch(name="run"):
        assert ask_claude(claude, "one").content
        elsewhere(other)
        assert ask_claude(claude, "three").content  # its launch takes note of the other's job, and forgets its answers
        assert ask_claude(claude, "two").content
    assert sim.meter.billed_twice() == []


def test_calls_of_a_job_that_the_new_key_may_not_see_are_not_bought_anew(sim, earlier, clock):
    sim.latency = 3600
    earlier(["one", "two"], ANTHROPIC_API_KEY="old")
    with anthropic.Anthropic(api_key="new") as new, deferred.batch(name="run"):
        for text in ("one", "two"):
            deferred.future(ask_claude(new, text)).exception()
    assert len(sim.jobs) == 1


@pytest.mark.slow
def test_calls_of_a_job_whose_cancellation_failed_are_not_bought_anew(sim, claude, earlier):
    sim.latency = 2
    earlier(["one", "two"])
    sim.faults.status_on = {"cancel": (500, 10**6, {})}
    with deferred.batch(name="run") as session:
        first = ask_claude(claude, "one")
        time.sleep(0.5)
        session.cancel()
        deferred.future(first).exception()
        second = ask_claude(claude, "two")
        session.flush()
        deferred.future(second).exception()
    assert sim.meter.billed_twice() == []


def test_a_call_in_another_program_s_job_is_not_sent_live(sim, claude):
    sim.latency = 1

    def other():
        with deferred.batch(name="other", wait=False):
            ask_claude(claude, "two")

    with deferred.batch(name="run", alone="live"):
        assert ask_claude(claude, "one").content
        elsewhere(other)
        assert ask_claude(claude, "two").content
    sim.clock.advance(100)
    sim.settle()
    assert sim.meter.billed_twice() == []


def test_a_call_that_another_program_sends_live_is_in_no_job_meanwhile(sim, claude):
    ready, go, struck = threading.Event(), threading.Event(), []

    def other():
        with deferred.batch(name="other"):
            assert ask_claude(claude, "zero").content
            ready.set()
            go.wait(20)
            assert ask_claude(claude, "two").content

    def during(request=None, **_):
        if request.operation == "live" and not struck:
            struck.append(1)
            go.set()
            time.sleep(1)

    thread = threading.Thread(target=contextvars.Context().run, args=(other,))
    thread.start()
    ready.wait(20)
    sim.on("request", during)
    with deferred.batch(name="run", alone="live"):
        assert ask_claude(claude, "two").content
    thread.join(20)
    assert sim.meter.billed_twice() == []


@pytest.mark.parametrize("provider", ["anthropic", "openai"])
def test_a_clock_set_forward_after_a_lost_creation_buys_nothing_twice(sim, claude, gpt, jumpy, provider):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": 1}, 30
    sim.on("batch_created", lambda **_: setattr(jumpy, "ahead", 3600.0))
    with deferred.batch():
        ask_claude(claude) if provider == "anthropic" else ask_gpt(gpt)
    assert len(sim.jobs) == 1


def test_a_clock_set_back_after_a_lost_creation_buys_nothing_twice(sim, claude, jumpy):
    sim.faults.lost_responses, jumpy.ahead = {"create": 1}, 7200.0
    sim.on("batch_created", lambda **_: setattr(jumpy, "ahead", 0.0))
    with deferred.batch():
        ask_claude(claude)
    assert (len(sim.jobs), jumpy.passed < 600) == (1, True)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_a_job_that_appeared_before_a_kill_is_found_by_a_machine_whose_clock_stood_still(
    sim, scripts, tmp_path, provider
):
    Killer(sim, scripts, "batch_created", None, 1).aim(pid := scripts.start(script(provider), tmp_path))
    assert scripts.wait(pid) == -9
    sim.clock.advance(3 * AN_HOUR)  # at the provider; here the machine was suspended, or its clock was set back
    assert_right(scripts.run(script(provider), tmp_path), sim)


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_a_machine_that_sleeps_for_hours_in_a_lost_creation_buys_nothing_twice(sim, ask_of, jumpy, provider):
    def sleep(**_):
        sim.clock.advance(3 * AN_HOUR)
        jumpy.ahead += 3 * AN_HOUR  # the wall clock is kept by a battery; the monotonic clock stands still in sleep

    sim.faults.lost_responses = {"create": 1}
    sim.on("batch_created", sleep)
    ask = ask_of(provider)
    with deferred.batch():
        ask()
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 1)


@pytest.mark.parametrize("wait", [True, False], ids=["its job has ended", "its job runs"])
@pytest.mark.parametrize("then", ["another account is met", "another job goes out"])
def test_a_call_that_waits_here_while_another_program_sends_it_is_not_bought_again(sim, claude, gpt, wait, then):
    def other():
        with deferred.batch(name="other", wait=wait):
            ask_claude(claude, "waiting")

    with deferred.batch(name="run", max_requests=2):
        if then == "another job goes out":
            ask_gpt(gpt, "first")
        waiting = ask_claude(claude, "waiting")
        elsewhere(other)
        assert ask_gpt(gpt, "second").choices  # its job is launched before the one of the call that waits
    assert waiting.content
    assert sim.meter.billed_twice() == []


def test_a_batch_that_names_its_files_later_than_its_end_is_not_bought_again(sim, gpt):
    sim.faults.late_files = 3
    with deferred.batch():
        replies = [ask_gpt(gpt, f"question {n}.") for n in range(3)]
    assert [f"question {n}." in reply.choices[0].message.content for n, reply in enumerate(replies)] == [True] * 3
    assert sim.meter.billed_twice() == []


@pytest.mark.timeout(60)
def test_a_job_that_cannot_be_claimed_is_not_sent(sim, claude, monkeypatch):
    engine.refuse_claims(monkeypatch.setattr)
    with deferred.batch() as session:
        reply = ask_claude(claude)
    with pytest.raises(deferred.LedgerError, match="no claim"):
        read(reply)
    assert sim.jobs == []
    assert session.report.cost == 0
