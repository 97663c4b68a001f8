"""What a third reading found: purchases made twice, limits passed, waits without an end."""

import contextvars
import gc
import json
import threading
import time
from dataclasses import replace
from decimal import Decimal

import anthropic
import pytest

import deferred
from deferred.providers import PROVIDERS
from deferred.providers.openai import batch as openai_adapter
from deferred.simulator import Simulator
from deferred.simulator.meter import Tokenizer
from deferred.storage.sqlite import Ledger
from tests.support.calls import ask_claude, ask_gpt
from tests.support.clocks import FastClock, put_in_place

pytestmark = pytest.mark.usefixtures("no_session_left")
EARLIER = """
import anthropic, deferred
from decimal import Decimal
client = anthropic.Anthropic()
with deferred.batch(name="run", wait=False{more}):
    for text in {texts}:
        client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{{"role": "user", "content": text}}])
"""


@pytest.fixture
def earlier(scripts, tmp_path):
    """Submit a job in a process of its own, which is gone when this returns."""

    def run(texts, more="", **env):
        scripts.run(EARLIER.format(texts=texts, more=more), tmp_path, **env)

    return run


class Jumpy(FastClock):
    """A clock that somebody sets while the program runs."""

    ahead = 0.0

    def now(self):
        return super().now() + self.ahead


@pytest.fixture
def jumpy(sim, monkeypatch):
    return put_in_place(monkeypatch, Jumpy(sim))


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    return contextvars.Context().run(work)


def errors_of(replies, timeout=5):
    found = []
    for reply in replies:
        try:
            found.append(deferred.future(reply).exception(timeout))
        except TimeoutError:
            found.append("pending")
    return found


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


def test_own_prices_hold_for_rows_whose_calls_were_not_made_yet(sim, claude, earlier):
    prices = {"claude-haiku-4-5": {"input": Decimal(1), "output": Decimal(1000)}}
    earlier(["n 0", "n 1", "n 2", "n 3"], f", cost_limit=100, prices={prices!r}")
    with deferred.batch(name="run", prices=prices, cost_limit=100) as session:
        assert ask_claude(claude, "n 0").content
    written = sum(row.usage.output for row in sim.meter.rows)
    assert session.engine.budget_guard.committed() >= Decimal(written) / 1000


def test_a_limit_that_comes_with_a_restart_counts_what_runs_already(sim, claude, earlier):
    sim.latency, sim.tokenizer, limit = 0.5, Tokenizer("worst"), Decimal("0.06")
    earlier(["x" * 100_000])
    with deferred.batch(name="run", cost_limit=limit):
        ask_claude(claude, "x" * 100_000), ask_claude(claude, "y" * 100_000)  # 0.0502 each
    assert sim.meter.total <= limit


def test_an_inner_limit_counts_rows_that_are_sent_again(sim, claude):
    sim.tokenizer, sim.faults.drop_rows, limit = Tokenizer("worst"), True, Decimal("0.0065")
    with deferred.batch(cost_limit=1), deferred.batch(cost_limit=limit):
        ask_claude(claude, "x" * 10_000)
    assert sim.meter.total <= limit


def test_rows_that_ran_and_were_not_delivered_by_an_expired_job_count(sim, gpt):
    sim.tokenizer, sim.faults.drop_rows = Tokenizer("worst"), True
    sim.faults.expire_batch, sim.faults.done_share, limit = True, 1.0, Decimal("0.003")
    with deferred.batch(cost_limit=limit):
        ask_gpt(gpt, "x" * 10_000, max_completion_tokens=20)
    assert sim.meter.total <= limit


def test_rows_of_an_unknown_shape_count_as_paid(sim, gpt, monkeypatch):
    original = openai_adapter._row_of

    def changed(line, batch_id):
        if isinstance(line.get("response"), dict):
            line["response"]["status_code"] = "200"
        return original(line, batch_id)

    monkeypatch.setattr(openai_adapter, "_row_of", changed)
    sim.tokenizer, limit = Tokenizer("worst"), Decimal("0.002")
    with deferred.batch(cost_limit=limit):
        ask_gpt(gpt, "x" * 10_000, max_completion_tokens=20)
    assert sim.meter.total <= limit


def test_live_calls_of_unknown_outcome_count_in_full_in_an_inner_limit(sim, claude):
    sim.faults.status_on = {"live": (504, 50, {})}
    with deferred.batch(alone="live", cost_limit=1) as outer, deferred.batch(cost_limit=0.003):
        for n in range(6):
            deferred.future(ask_claude(claude, f"n {n}")).exception()
    assert outer.engine.budget_guard.committed() <= Decimal("0.003")


def test_a_usage_of_another_type_takes_no_other_row_with_it(sim, claude, monkeypatch):
    collect = PROVIDERS["anthropic"].collect

    def changed(self, connection, job, status):
        for number, row in enumerate(collect(connection, job, status)):
            body = json.loads(row.answer.body)
            if number == 0:
                body["usage"]["input_tokens"] = "9"
            yield replace(row, answer=row.answer._replace(body=json.dumps(body).encode()))

    monkeypatch.setattr(type(PROVIDERS["anthropic"]), "collect", changed)
    with deferred.batch():
        replies = [ask_claude(claude, f"n {n}") for n in range(4)]
    assert errors_of(replies).count(None) >= 3


def test_calls_that_wait_for_money_end_when_the_ledger_fails(sim, claude):
    with deferred.batch(cost_limit=0.0013) as session:
        original, asked = session.engine.budget_guard.committed, []

        def committed():
            asked.append(1)
            if len(asked) == 2:  # in Engine._admit_held
                message = "database is locked"
                raise deferred.LedgerError(message)
            return original()

        session.engine.budget_guard.committed = committed
        replies = [ask_claude(claude, f"question {n}.") for n in range(10)]
    assert "pending" not in errors_of(replies, 0.5)


def test_a_call_that_the_disk_refused_is_not_waited_for(sim, claude):
    with deferred.batch() as session:
        keep = session.engine.keep

        def full(body):
            message = "no space left on device"
            raise deferred.LedgerError(message)

        session.engine.keep = full
        with pytest.raises(deferred.LedgerError):
            ask_claude(claude, "one")
        session.engine.keep = keep
        ask_claude(claude, "two")
        session.wait(3)  # without a timeout: for ever


def test_a_poll_that_is_refused_for_good_ends_the_wait(sim, claude, clock):
    sim.faults.status_on = {"poll": (400, 10**6, {})}
    rescue = threading.Timer(12, lambda: sim.faults.status_on.clear())
    rescue.start()
    with deferred.batch():
        ask_claude(claude)
    rescue.cancel()
    assert clock.passed < 30_000


def test_a_ledger_that_names_another_host_is_not_sent_the_key(sim, claude, earlier):
    earlier(["one"])
    with Simulator() as elsewhere_:
        ledger = Ledger.open(True)
        job = ledger.job(ledger.jobs()[0].nonce)
        job.base_url, job.run = elsewhere_.url, "another"
        ledger.save(job)
        ledger.close()
        with deferred.batch(name="mine"):
            errors_of([ask_claude(claude, "one")], 2)
        assert elsewhere_.requests == []  # the simulator hides the key in what it notes: "authorization": "***"


def test_a_sample_is_given_to_one_call_only(sim, claude):
    sim.latency = 0.5
    with deferred.batch() as session:
        reply = ask_claude(claude, "same")
        session.flush()
        for _ in range(2):
            with pytest.raises(TimeoutError):
                deferred.future(reply).result(0.05)
        session.wait()
        del reply
        names = []
        for _ in range(2):
            gc.collect()
            names.append(ask_claude(claude, "same").id)
    assert names[0] != names[1]
