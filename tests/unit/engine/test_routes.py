"""Routes: flex and background, chosen by `within` or named by the request, priced to the cent, and what goes wrong."""

import json
import threading
from decimal import Decimal

import openai
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, errors_of
from tests.support.models import GPT

SOL = "gpt-6.2-sol"


def respond(client, text="hello", model=SOL, **more):
    """Make a call of the Responses API."""
    return client.responses.create(model=model, input=text, max_output_tokens=64, **more)


def routes_of(sim):
    return dict(sim.meter.by_route)


# -- the choice ----------------------------------------------------------------------------------------------------------


def test_without_the_setting_every_call_is_a_row_of_a_batch(sim, gpt, gemini):
    with deferred.batch():
        replies = [ask_gpt(gpt), respond(gpt), ask_gemini(gemini)]
    assert all(replies)
    assert routes_of(sim) == {"batch": 3}


def test_within_fifteen_minutes_calls_go_as_flex_and_cost_half(sim, gpt, gemini):
    with deferred.batch(within="15m", cost_limit=1) as session:
        replies = [ask_gpt(gpt, f"{n}") for n in range(5)] + [ask_gemini(gemini)]
    assert replies[0].choices[0].message.content
    assert replies[-1].text
    assert (routes_of(sim), sim.jobs) == ({"flex": 6}, [])
    assert session.report.cost == sim.meter.total
    assert "6 calls flex" in str(session.report)
    assert ", -50 %" in str(session.report)
    assert session.report.live == ()  # nothing at full price


@pytest.mark.parametrize(
    ("within", "route", "less"), [("8h", "background 8h", "-40 %"), ("2h", "background 2h", "-30 %")]
)
def test_within_hours_a_model_without_flex_answers_in_the_background(sim, gpt, within, route, less):
    with deferred.batch(within=within, cost_limit=1) as session:
        replies = [respond(gpt, f"{n}") for n in range(4)]
    assert all("You wrote" in reply.output_text for reply in replies)
    assert routes_of(sim) == {route: 4}
    assert session.report.cost == sim.meter.total
    assert f"4 calls {route}" in str(session.report)
    assert less in str(session.report)
    assert {call.body["store"] for call in sim.requests if call.operation == "live"} == {True}


def test_a_call_that_no_discounted_route_answers_in_time_is_refused_with_what_there_is(sim, claude):
    with deferred.batch(within="2h"), pytest.raises(deferred.NotBatchable) as refused:
        ask_claude(claude)
    words = str(refused.value)
    assert "no discounted answer comes within 2h" in words
    assert "batch (within 24h, -50 %)" in words
    assert 'within="24h"' in words
    assert "calls.py:" in words
    assert sim.requests == []


def test_or_it_is_sent_live_where_that_is_allowed(sim, claude, gpt):
    with deferred.batch(within="2h", unbatchable="live", cost_limit=1) as session:
        replies = [ask_claude(claude), ask_gpt(gpt)]
    assert all(replies)
    assert routes_of(sim) == {"live": 1, "flex": 1}
    assert len(session.report.live) == 1
    assert session.report.cost == sim.meter.total


def test_one_run_mixes_routes_and_counts_each(sim, gpt):
    with deferred.batch(within="8h", cost_limit=1) as session:
        replies = [respond(gpt, "a"), respond(gpt, "b", model=GPT), ask_gpt(gpt, "c")]
    assert all(replies)
    assert routes_of(sim) == {"background 8h": 1, "flex": 2}
    assert session.report.to_dict()["routes"]["flex"]["calls"] == 2


def test_the_answers_of_a_route_serve_every_later_run(sim, gpt):
    for within in ("15m", "24h", "8h"):
        with deferred.batch(within=within, name="run") as session:
            assert ask_gpt(gpt).choices
    assert routes_of(sim) == {"flex": 1}
    assert session.status()["cached"] == 1


def test_the_plan_names_the_route_and_its_price(sim, gpt):
    def plan(within):
        with deferred.batch(within=within, dry_run=True) as session:
            respond(gpt, "a")
            ask_gpt(gpt, "b") if within != "2h" else None
        return session.plan()

    day, eight, two = plan("24h"), plan("8h"), plan("2h")
    assert [line.route for line in day.lines] == ["batch", "batch"]
    assert [(line.route, line.jobs) for line in eight.lines] == [("background 8h", 1), ("flex", 0)]
    assert [line.route for line in two.lines] == ["background 2h"]
    [batch, in_8, in_2] = [found.lines[0].most_usd for found in (day, eight, two)]
    assert (in_8 / batch, in_2 / batch) == (Decimal("1.2"), Decimal("1.4"))
    assert "background 8h" in str(eight)
    assert sim.requests == []


@pytest.mark.parametrize("bad", ["soon", 0, -1, "", None])
def test_a_time_that_is_none_is_refused(bad):
    with pytest.raises(ValueError, match="within="):
        deferred.batch(within=bad)


def test_a_reply_read_at_once_brings_no_warning_of_batches_of_one(sim, gpt, caplog):
    with deferred.batch(within="15m"):
        for n in range(4):
            assert ask_gpt(gpt, f"{n}").choices
    assert caplog.text == ""
    assert routes_of(sim) == {"flex": 4}


# -- the user's own word -------------------------------------------------------------------------------------------------


def test_flex_in_the_request_is_obeyed(sim, gpt, gemini):
    with deferred.batch(cost_limit=1) as session:
        replies = [ask_gpt(gpt, service_tier="flex"), ask_gemini(gemini, config={"service_tier": "flex"})]
    assert replies[0].service_tier == "flex"
    assert replies[1].text
    assert routes_of(sim) == {"flex": 2}
    assert session.report.cost == sim.meter.total


def test_an_ordinary_tier_in_the_request_rules_flex_out(sim, gpt, gemini):
    with deferred.batch(within="8h"):
        assert respond(gpt, model=GPT, service_tier="default").output_text
        with pytest.raises(deferred.NotBatchable):
            ask_gemini(gemini, config={"service_tier": "standard"})
    assert routes_of(sim) == {"background 8h": 1}


def test_a_route_that_a_request_rules_out_is_not_taken_when_another_is_refused(sim, gpt):
    sim.faults.no_windows = True
    with deferred.batch(within="8h"):
        [error] = errors_of([respond(gpt, model=GPT, service_tier="default")])
    assert isinstance(error, deferred.NotBatchable)
    assert sim.meter.rows == []


@pytest.mark.parametrize("window", ["8h", "2h", None])
def test_a_background_response_in_the_request_is_obeyed(sim, gpt, window):
    more = {"extra_body": {"background_options": {"completion_window": window}}} if window else {}
    with deferred.batch(cost_limit=1) as session:
        reply = respond(gpt, background=True, **more)
        assert reply.status == "completed"  # a loop that waits for it ends at once
    assert routes_of(sim) == {f"background {window or 'soonest'}": 1}
    assert session.report.cost == sim.meter.total


def test_a_dearer_tier_in_the_request_is_refused_unless_live_calls_are_allowed(sim, gpt):
    with deferred.batch(), pytest.raises(deferred.NotBatchable, match="more than the ordinary price"):
        ask_gpt(gpt, service_tier="priority")
    with deferred.batch(unbatchable="live") as session:
        assert ask_gpt(gpt, service_tier="priority").service_tier == "priority"
    assert routes_of(sim) == {"priority": 1}
    assert len(session.report.live) == 1


# -- no capacity ---------------------------------------------------------------------------------------------------------


def test_a_flex_call_without_capacity_is_tried_again_and_pays_once(sim, gpt):
    sim.faults.flex_full = 6
    with deferred.batch(within="15m", cost_limit=1) as session:
        replies = [ask_gpt(gpt, f"{n}") for n in range(3)]
    assert all(reply.choices for reply in replies)
    assert routes_of(sim) == {"flex": 3}
    assert session.report.cost == sim.meter.total
    assert engine.committed(session) == sim.meter.total


@pytest.mark.parametrize(("then", "route"), [("raise", "batch"), ("live", "live")])
def test_when_the_time_is_over_it_goes_into_a_batch_or_live_as_settings_say(sim, gpt, clock, caplog, then, route):
    sim.faults.flex_full = True
    with deferred.batch(within="15m", on_time_limit=then, cost_limit=1) as session:
        assert ask_gpt(gpt).choices
    assert routes_of(sim) == {route: 1}
    assert session.report.cost == sim.meter.total
    assert "flex had no capacity" in caplog.text
    assert 800 < clock.passed < 1000


@pytest.mark.usefixtures("clock")
def test_a_flex_call_of_the_user_s_own_is_never_sent_otherwise(sim, gpt):
    sim.faults.flex_full = True
    with deferred.batch(within="30m"):
        [error] = errors_of([ask_gpt(gpt, service_tier="flex")])
    assert isinstance(error, deferred.JobFailed)
    assert "no capacity" in str(error)
    assert sim.meter.rows == []


def test_the_time_limit_of_the_run_ends_a_wait_for_capacity(sim, gpt):
    sim.faults.flex_full = True
    with deferred.batch(within="15m", time_limit=0.3):
        [error] = errors_of([ask_gpt(gpt)])
    assert isinstance(error, deferred.TimeLimitExceeded)
    assert sim.meter.rows == []


def test_the_time_limit_of_the_run_sends_what_waits_for_capacity_live(sim, gpt):
    sim.faults.flex_full = True
    with deferred.batch(within="15m", time_limit=0.3, on_time_limit="live"):
        assert ask_gpt(gpt).choices
    assert routes_of(sim) == {"live": 1}


def test_what_no_longer_fits_into_the_run_takes_the_next_faster_route(sim, gpt):
    with deferred.batch(within="8h", time_limit="4h", on_time_limit="live"):
        assert respond(gpt).output_text
    with deferred.batch(within="8h", time_limit="1h", on_time_limit="live"):
        assert respond(gpt, "other").output_text
    assert routes_of(sim) == {"background 2h": 1, "live": 1}


def test_cancel_ends_a_wait_for_capacity(sim, gpt):
    sim.faults.flex_full = True
    tried = threading.Event()
    sim.on("answered", lambda request, **_: tried.set() if request.operation == "live" else None)
    with deferred.batch(within="15m") as session:
        future = deferred.future(ask_gpt(gpt))
        session.flush()
        tried.wait(10)
        session.cancel()
        assert isinstance(future.exception(10), deferred.JobFailed)
    assert sim.meter.rows == []


def test_a_lasting_refusal_is_not_waited_for(sim, gpt):
    spent = {"error": {"message": "You exceeded your current quota.", "code": "insufficient_quota", "type": "x"}}
    sim.faults.answer_instead = {"live": (429, spent, 100)}
    with deferred.batch(within="15m"):
        [error] = errors_of([ask_gpt(gpt)])
    assert isinstance(error, openai.RateLimitError)
    assert len(sim.requests) == 1


# -- a route that the provider does not take -----------------------------------------------------------------------------


def test_a_model_without_flex_takes_the_next_route_at_no_cost(sim, gpt):
    sim.faults.no_flex = True
    with deferred.batch(within="8h") as session:
        replies = [respond(gpt, f"{n}", model=GPT) for n in range(3)]
    assert all(reply.output_text for reply in replies)
    assert routes_of(sim) == {"background 8h": 3}
    assert session.report.failed == 0


def test_a_model_without_windows_is_refused_with_what_is_left(sim, gpt):
    sim.faults.no_windows = True
    with deferred.batch(within="8h"):
        [error] = errors_of([respond(gpt)])
    assert isinstance(error, deferred.NotBatchable)
    assert "batch (within 24h, -50 %)" in str(error)
    assert sim.meter.rows == []


def test_or_sent_live_where_that_is_allowed(sim, gpt):
    sim.faults.no_windows = True
    with deferred.batch(within="8h", unbatchable="live") as session:
        assert respond(gpt).output_text
    assert routes_of(sim) == {"live": 1}
    assert len(session.report.live) == 1


def test_a_route_of_the_user_s_own_is_refused_in_the_provider_s_words(sim, gpt):
    sim.faults.no_flex = True
    with deferred.batch(), pytest.raises(openai.BadRequestError, match="flex is not available"):
        ask_gpt(gpt, service_tier="flex").choices  # noqa: B018 - reading raises


# -- limits --------------------------------------------------------------------------------------------------------------


def test_a_limit_holds_for_flex_calls_that_are_sent_at_once(sim, gpt):
    sim.faults.slow = 0.05
    with deferred.batch(within="15m", cost_limit=0.0004) as session:
        found = errors_of([ask_gpt(gpt, f"{n}", max_completion_tokens=64) for n in range(60)], 20)
    assert sim.meter.total <= Decimal("0.0004")
    assert any(isinstance(one, deferred.CostLimitExceeded) for one in found)
    assert session.report.cost == sim.meter.total


def test_no_more_calls_are_sent_at_once_than_the_setting_allows(sim, gpt):
    at_once, most, lock = 0, 0, threading.Lock()

    def began(request):
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)

    def ended(**_):
        nonlocal at_once
        with lock:
            at_once -= 1

    sim.faults.flex_latency = 0.05
    sim.on("request", began)
    sim.on("answered", ended)
    with deferred.batch(within="15m", max_parallel_live=3):
        replies = [ask_gpt(gpt, f"{n}") for n in range(12)]
    assert all(reply.choices for reply in replies)
    assert 1 < most <= 3


def test_a_flex_call_waits_as_long_as_the_tier_takes(sim, gpt, monkeypatch):
    seen = []
    connection = engine.connection_class()
    sent = connection.request

    def request(self, *args, **kwargs):
        seen.append(kwargs.get("patience"))
        return sent(self, *args, **kwargs)

    monkeypatch.setattr(connection, "request", request)
    with deferred.batch(within="15m"):
        assert ask_gpt(gpt).choices
    with deferred.batch(alone="live"):
        assert ask_gpt(gpt, "other").choices
    assert seen == [1200.0, 600.0]


def test_leaving_a_block_without_waiting_keeps_the_answers_of_flex_calls(sim, gpt):
    sim.faults.flex_latency = 0.3
    with deferred.batch(within="15m", wait=False, name="run"):
        for n in range(3):
            ask_gpt(gpt, f"{n}")
    with deferred.batch(within="15m", name="run") as session:
        assert all(ask_gpt(gpt, f"{n}").choices for n in range(3))
    assert routes_of(sim) == {"flex": 3}
    assert session.status()["cached"] == 3


# -- background ----------------------------------------------------------------------------------------------------------


def test_a_background_response_that_failed_raises_the_sdk_s_error(sim, gpt):
    sim.reply_with(lambda *_: (400, {"error": {"message": "the prompt was refused", "code": "invalid_prompt"}}))
    with deferred.batch(within="8h"):
        [error] = errors_of([respond(gpt)])
    assert isinstance(error, openai.BadRequestError)
    assert "the prompt was refused" in str(error)


def test_a_background_response_is_cancelled_with_the_run(sim, gpt):
    sim.latency = 3600
    with deferred.batch(within="8h") as session:
        future = deferred.future(respond(gpt))
        session.flush()
        engine.wait_until_submitted(session, 10)
        session.cancel()
        assert isinstance(future.exception(10), deferred.JobFailed)
    assert [one.operation for one in sim.requests if one.operation == "cancel_response"]
    assert sim.meter.rows == []


def test_metadata_stays_the_user_s_own(sim, gpt):
    own = {f"name{n}": "value" for n in range(16)}  # as many as the provider takes
    with deferred.batch(within="8h"):
        assert respond(gpt, metadata=own).metadata == own
    [asked] = [one.body for one in sim.requests if one.operation == "live"]
    assert asked["metadata"] == own


def test_background_requests_are_sent_as_they_were_written(sim, gpt):
    text = "naïve 😀 \u2028 1e400 " + str(2**70)
    with deferred.batch(within="8h"):
        assert respond(gpt, text, temperature=0.1).output_text
    [asked] = [one.body for one in sim.requests if one.operation == "live"]
    assert (asked["input"], asked["temperature"]) == (text, 0.1)


def test_json_lists_routes(sim, gpt):
    with deferred.batch(within="15m") as session:
        assert ask_gpt(gpt).choices
    routes = json.loads(json.dumps(session.report.to_dict()))["routes"]
    assert routes["flex"]["calls"] == 1


def test_a_route_that_refused_a_model_is_not_tried_by_later_waves(sim, gpt):
    sim.faults.no_flex = True
    with deferred.batch(within="15m", unbatchable="live"):
        assert ask_gpt(gpt, "first").choices
        asked = len(sim.requests)
        later = [ask_gpt(gpt, f"n {n}") for n in range(5)]
        assert all(reply.choices for reply in later)
    assert [one.operation for one in sim.requests[asked:]] == ["live"] * 5
    assert sim.meter.live_billed == 6


def test_an_inner_block_with_another_time_for_an_answer_is_refused(sim, gpt):
    with deferred.batch(within="8h"):
        with pytest.raises(deferred.DeferredError, match="at the outer block"), deferred.batch(within="15m"):
            ask_gpt(gpt)
        with deferred.batch(within="8h"):
            pass
    assert sim.requests == []
