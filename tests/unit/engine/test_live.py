"""Calls that go live at full price count against the limit before they are sent."""

import asyncio
import base64
import contextlib
import json
import threading
from decimal import Decimal

import openai
import pytest

import deferred
from deferred.capture.http_clients import http_module
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, read
from tests.support.models import CLAUDE, GEMINI, GPT
from tests.support.processes import Scripts

pytestmark = pytest.mark.usefixtures("no_session_left")
MESSAGES = [{"role": "user", "content": "x"}]


def streamed(gpt):
    return gpt.chat.completions.create(model=GPT, messages=MESSAGES, max_completion_tokens=50, stream=True)


def test_a_stream_is_charged_with_the_most_that_it_can_cost(sim, gpt):
    with deferred.batch(cost_limit=1, unbatchable="live", name="run") as session:
        list(streamed(gpt))
    assert len(engine.live_calls(session)) == 1
    job = json.loads(json.dumps(session.report.to_dict()))
    assert job["live"]
    spent = engine.spent(session)
    assert sim.meter.total <= spent <= Decimal("0.01")


def test_streams_that_do_not_fit_are_refused_and_the_bill_stays_under_the_limit(sim, gpt):
    limit, refused = Decimal("0.0025"), 0
    with deferred.batch(cost_limit=limit, unbatchable="live"):
        for _ in range(12):
            try:
                list(streamed(gpt))
            except (deferred.CostLimitExceeded, deferred.Stopped):
                refused += 1
    assert refused
    assert 0 < sim.meter.total <= limit


def test_live_calls_count_against_every_limit_around_them(sim, gpt):
    with (
        deferred.batch(cost_limit=1),
        deferred.batch(cost_limit=0.00001, unbatchable="live"),
        pytest.raises(deferred.CostLimitExceeded, match=r"test_live\.py:\d+ may cost up to"),
    ):
        streamed(gpt)
    with (
        deferred.batch(cost_limit=0.00001),
        deferred.batch(unbatchable="live"),
        pytest.raises(deferred.CostLimitExceeded),
    ):
        streamed(gpt)
    assert sim.requests == []


def test_a_live_reply_that_says_what_it_used_costs_just_that(sim):
    host = f"localhost:{sim.host.partition(':')[2]}"  # not among the hosts: its calls go live
    with openai.OpenAI(base_url=f"http://{host}/v1") as client:
        prices = {GPT: {"input": Decimal("0.125"), "output": 1}}
        with deferred.batch(cost_limit=1, unbatchable="live", prices=prices) as session:
            assert ask_gpt(client, max_completion_tokens=500).choices
        spent = engine.spent(session)
    assert spent == sim.meter.total > 0
    assert session.report.cost == spent


@pytest.mark.parametrize("limit", [None, 1])
def test_a_live_calls_cost_is_in_the_report_with_and_without_a_limit(sim, gpt, limit):
    with deferred.batch(unbatchable="live", cost_limit=limit) as session:
        assert ask_gpt(gpt, max_completion_tokens=50, extra_query={"a": "b"}).choices
    assert session.report.cost == sim.meter.total > 0


@pytest.mark.parametrize("limit", [None, 1])
def test_a_live_call_whose_answer_was_lost_is_not_sent_again_by_the_sdk(sim, limit):
    sim.faults.lost_responses = {"live": 1}
    with (
        openai.OpenAI(max_retries=3) as client,
        deferred.batch(unbatchable="live", cost_limit=limit) as session,
        pytest.raises(openai.APIConnectionError),
    ):
        ask_gpt(client, max_completion_tokens=50, extra_query={"a": "b"})
    assert len(sim.live_calls) == len(session.report.live) == 1


def test_a_live_call_that_is_refused_costs_nothing(sim):
    host = f"localhost:{sim.host.partition(':')[2]}"
    with openai.OpenAI(base_url=f"http://{host}/v1", api_key="invalid") as client:
        prices = {GPT: {"input": 1, "output": 1}}
        block = deferred.batch(cost_limit=1, unbatchable="live", prices=prices)
        with block as session, pytest.raises(openai.AuthenticationError):
            ask_gpt(client)
        assert engine.spent(session) == 0


def test_a_live_call_under_a_limit_is_sent_once(sim):
    sim.faults.status_on = {"live": (500, 5, {})}

    async def main():
        async with openai.AsyncOpenAI(max_retries=3) as client, deferred.batch(cost_limit=1, unbatchable="live"):
            await client.chat.completions.create(model=GPT, messages=MESSAGES, max_completion_tokens=9, stream=True)

    with pytest.raises(openai.InternalServerError):
        asyncio.run(main())
    assert len(sim.requests) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda c: c.images.create_variation(image=b"x"),
        lambda c: c.audio.speech.create(model="tts-1", voice="alloy", input="x"),
    ],
)
def test_what_cannot_be_priced_does_not_go_live_under_a_limit(sim, gpt, make):
    with deferred.batch(cost_limit=1, unbatchable="live"), pytest.raises(deferred.NotBatchable, match="nothing bounds"):
        make(gpt)
    assert sim.requests == []


def test_another_company_s_host_has_other_prices_and_is_refused_under_a_limit(sim):
    with (
        openai.OpenAI(base_url="http://localhost:9/v1") as client,
        deferred.batch(cost_limit=1, unbatchable="live"),
        pytest.raises(deferred.NotBatchable, match="nothing bounds"),
    ):
        ask_gpt(client)


# -- the time was not enough -------------------------------------------------------------------------------------------


def test_what_the_time_was_not_enough_for_goes_live(sim, claude, clock):
    sim.latency = 3 * 3600
    with deferred.batch(time_limit="2h", on_time_limit="live", cost_limit=1) as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
    assert all(f"n {n}" in reply.content[0].text for n, reply in enumerate(replies))
    assert sim.meter.rows_billed + sim.meter.live_billed == 5  # some rows of the job had ended in time
    assert len(session.report.live) == sim.meter.live_billed > 0
    assert sim.meter.billed_twice() == []
    assert session.report.cost == sim.meter.total
    assert 7000 < clock.passed < 9000


def test_going_live_keeps_within_the_limit(sim, claude, clock):
    sim.latency, limit = 3 * 3600, Decimal("0.0025")
    with deferred.batch(time_limit="2h", on_time_limit="live", cost_limit=limit):
        replies = [ask_claude(claude, f"n {n}") for n in range(9)]
    good, bad = 0, 0
    for reply in replies:
        try:
            good += bool(reply.content)
        except deferred.CostLimitExceeded:
            bad += 1
    assert good
    assert bad
    assert sim.meter.total <= limit


@pytest.mark.slow
def test_a_job_that_is_not_known_to_have_stopped_is_not_bought_again_live(sim, claude, clock):
    sim.latency = 3 * 3600
    sim.faults.status_on = {"cancel": (500, 1000, {})}
    with deferred.batch(time_limit="2h", on_time_limit="live", name="run") as session:
        reply = ask_claude(claude)
    with pytest.raises(deferred.TimeLimitExceeded):
        _ = reply.content
    assert sim.meter.live_billed == 0
    assert session.report.live == ()


def test_calls_that_were_never_sent_go_live_too(sim, claude, clock):
    with deferred.batch(time_limit="1h", on_time_limit="live"):
        clock.passed += 7200
        reply = ask_claude(claude)
    assert reply.content
    assert sim.meter.live_billed == 1


def test_a_provider_that_is_busy_is_asked_again(sim, claude, clock):
    sim.faults.status_on = {"live": (529, 2, {})}
    with deferred.batch(time_limit="1h", on_time_limit="live"):
        clock.passed += 7200
        reply = ask_claude(claude)
    assert reply.content
    assert sim.meter.live_billed == 1


LATE = """
import json, sys, anthropic, deferred
client, settings = anthropic.Anthropic(), {settings}
with deferred.batch(**settings):
    replies = [
        client.messages.create(model="claude-haiku-4-5", max_tokens=64, messages=[{{"role": "user", "content": f"n {{n}}."}}])
        for n in range(4)
    ]
print(json.dumps([reply.content[0].text for reply in replies]))
"""


@pytest.mark.slow
def test_two_processes_for_which_the_time_was_not_enough_share_the_live_calls(sim, tmp_path):
    """The one that waits for the other's job gets what the other then sends live: nothing is bought twice for it."""
    sim.latency = 3600
    with contextlib.closing(Scripts()) as scripts:
        names = ("first", "second")
        code = LATE.format(settings={"name": "run", "time_limit": 5, "on_time_limit": "live"})
        pids = [scripts.start(code, tmp_path, out=name, DEFERRED_ADOPT_GRACE="20") for name in names]
        ended = [scripts.wait(pid) for pid in pids]
    told = [(tmp_path / name).read_text() for name in names]
    assert ended == [0, 0], told
    answers = [json.loads(text.splitlines()[-1]) for text in told]
    assert answers[0] == answers[1]
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed + sim.meter.live_billed == 4


@pytest.mark.slow
def test_what_another_program_s_job_has_is_not_bought_live_when_the_time_is_over(sim, tmp_path):
    """That job goes on: a live call would be the second purchase, and waiting on would break the time limit."""
    sim.latency = 3600
    with contextlib.closing(Scripts()) as scripts:
        created = threading.Event()
        sim.on("batch_created", lambda job: created.set())
        scripts.start(LATE.format(settings={"name": "patient"}), tmp_path, out="patient")
        assert created.wait(20)
        hasty = LATE.format(settings={"name": "hasty", "time_limit": 2, "on_time_limit": "live"})
        ended = scripts.wait(scripts.start(hasty, tmp_path, out="hasty", DEFERRED_ADOPT_GRACE="0.5"))
    assert ended == 1
    assert "TimeLimitExceeded" in (tmp_path / "hasty").read_text()
    assert sim.meter.live_billed == 0


# -- the provider's count ----------------------------------------------------------------------------------------------


def counted(sim):
    return [request for request in sim.requests if request.operation == "count"]


@pytest.mark.parametrize("sdk", ["anthropic", "google", "openai"])
def test_the_provider_s_count_lets_in_what_the_bytes_would_not(sim, claude, gemini, gpt, sdk):
    text = "word " * 20_000
    asks = {
        "anthropic": lambda: ask_claude(claude, text).content,
        "google": lambda: (
            gemini.models.generate_content(model=GEMINI, contents=text, config={"max_output_tokens": 50}).candidates
        ),
        "openai": lambda: gpt.responses.create(model=GPT, input=text, max_output_tokens=50).output,
    }
    limit = {"anthropic": 0.03, "google": 0.01, "openai": 0.005}[sdk]
    with deferred.batch(cost_limit=limit, name="bytes"), pytest.raises(deferred.CostLimitExceeded):
        asks[sdk]()
    with deferred.batch(cost_limit=limit, estimate="provider", name="count"):
        assert asks[sdk]()
    assert len(counted(sim)) == 1
    assert sim.meter.total <= Decimal(str(limit))


def test_nothing_is_counted_where_the_bytes_fit(sim, claude):
    with deferred.batch(cost_limit=1, estimate="provider"):
        assert ask_claude(claude).content
    assert counted(sim) == []


def test_a_file_is_counted_where_it_is(sim, claude):
    source = {"type": "file", "file_id": "file_1"}
    call = {
        "model": CLAUDE,
        "max_tokens": 9,
        "messages": [{"role": "user", "content": [{"type": "document", "source": source}]}],
    }
    with deferred.batch(cost_limit=1, estimate="provider"):
        claude.messages.create(**call)
    assert len(counted(sim)) == 1


def test_what_the_provider_does_not_count_is_refused_with_the_remedy(sim, gpt):
    part = {"type": "file", "file": {"file_id": "file-1"}}
    with deferred.batch(cost_limit=1, estimate="provider") as session:
        gpt.chat.completions.create(model=GPT, max_completion_tokens=9, messages=[{"role": "user", "content": [part]}])
    assert "max_input_tokens" in session.results().failed[0].error
    assert sim.meter.total == 0


def test_a_count_that_fails_leaves_the_bound_of_the_bytes(sim, claude):
    sim.faults.status_on = {"count": (500, 100, {})}
    with deferred.batch(cost_limit=0.003, estimate="provider"):
        small = ask_claude(claude)
        large = ask_claude(claude, "word " * 20_000)
    assert small.content
    with pytest.raises(deferred.CostLimitExceeded):
        _ = large.content


# -- pictures and documents under a limit ------------------------------------------------------------------------------


def test_a_picture_in_the_request_needs_no_word_of_the_user(sim, claude):
    from tests.support.bodies import png

    block = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": png(800, 600)}}
    with deferred.batch(cost_limit=0.01) as session:
        reply = claude.messages.create(model=CLAUDE, max_tokens=9, messages=[{"role": "user", "content": [block]}])
    assert reply.content
    assert sim.meter.total <= engine.settings(session).cost_limit


def test_a_request_that_does_not_say_how_long_its_answer_may_be_is_warned_of_once(sim, gpt, caplog):
    with deferred.batch(cost_limit=5):
        for n in range(3):
            ask_gpt(gpt, f"n {n}")
    said = [record.message for record in caplog.records if "does not limit the length" in record.message]
    assert len(said) == 1
    assert "test_live.py" in said[0] or "calls.py" in said[0]
    assert "max_completion_tokens" in said[0]


def test_a_broken_base64_is_the_provider_s_to_refuse(sim, claude):
    block = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": base64.b64encode(b"x").decode()[:-1]},
    }
    with deferred.batch(cost_limit=0.02) as session:
        claude.messages.create(model=CLAUDE, max_tokens=9, messages=[{"role": "user", "content": [block]}])
    assert session.report.calls == 1


def test_anthropic_streams_count_too(sim, claude):
    ask = {"model": CLAUDE, "max_tokens": 9, "messages": MESSAGES}
    with deferred.batch(cost_limit=1, unbatchable="live") as session, claude.messages.stream(**ask) as stream:
        assert stream.get_final_text()
    assert len(session.report.live) == 1
    assert engine.spent(session) >= sim.meter.total > 0


def test_a_live_call_that_never_left_costs_nothing(sim):
    def hook(request):
        if request.url.path == "/v1/chat/completions":
            message = "no live calls today"
            raise RuntimeError(message)

    with openai.OpenAI() as plain:
        http = http_module(plain._client).Client(event_hooks={"request": [hook]})
    with openai.OpenAI(http_client=http) as client, deferred.batch(alone="live", cost_limit=1) as session:
        error = deferred.future(ask_gpt(client)).exception()
    assert "was not sent live" in str(error)
    assert "no live calls today" in str(error)
    assert (engine.committed(session), sim.meter.live_billed) == (0, 0)


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_live_call_that_is_to_be_tried_again_ends_when_the_run_is_stopped(sim, claude, monkeypatch):
    monkeypatch.delenv("DEFERRED_POLL_INTERVAL")  # the next try is two seconds away
    sim.faults.status_on, ended = {"live": (429, 2, {})}, []

    def alone():
        with pytest.raises(deferred.CanaryFailed):
            read(ask_claude(claude, "alone"))
        ended.append(True)

    with deferred.batch(alone="live", canary=2):
        thread = threading.Thread(target=alone)
        thread.start()
        while not any(request.operation == "live" for request in sim.requests):
            threading.Event().wait(0.01)
        sim.faults.error_rows, sim.faults.error_status = True, 400
        for reply in [ask_claude(claude, f"n {n}") for n in range(4)]:
            deferred.future(reply).exception()
        thread.join(30)
    assert ended == [True]


@pytest.mark.parametrize("resend", [False, True])
def test_a_live_call_whose_answer_was_lost_is_not_sent_again_by_the_next_run(sim, claude, resend):
    """No provider lists live calls: the lost one may be paid."""
    sim.faults.lost_responses = {"live": 1}
    with deferred.batch(name="run", alone="live", cost_limit=1):
        assert "resend_lost=True" in str(deferred.future(ask_claude(claude)).exception(20))
    with deferred.batch(name="run", alone="live", cost_limit=1, resend_lost=resend) as session:
        error = deferred.future(ask_claude(claude)).exception(20)
    assert (error is None) is resend
    assert len(sim.live_calls) == (2 if resend else 1)
    assert session.report.spent_before > 0
    if not resend:
        assert "sent live before" in str(error)


def test_a_call_that_was_lost_live_is_not_bought_by_a_batch(sim, claude):
    sim.faults.lost_responses = {"live": 1}
    with deferred.batch(name="run", alone="live"):
        assert deferred.future(ask_claude(claude, "lost")).exception(20)
    with deferred.batch(name="run"):
        replies = [ask_claude(claude, text) for text in ("lost", "other")]
        errors = [deferred.future(reply).exception(20) for reply in replies]
    assert isinstance(errors[0], deferred.JobFailed)
    assert errors[1] is None
    assert [len(job.rows) for job in sim.jobs] == [1]


def test_a_fresh_run_sends_what_was_lost(sim, claude):
    sim.faults.lost_responses = {"live": 1}
    with deferred.batch(name="run", alone="live"):
        assert deferred.future(ask_claude(claude)).exception(20)
    with deferred.batch(name="run", fresh=True):
        assert ask_claude(claude).content
