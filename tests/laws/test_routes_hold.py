"""What broke on routes once: limits where a call changes its route, cancellation, restarts with another `within`."""

import threading
from decimal import Decimal

import openai
import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_gemini, ask_gpt, errors_of
from tests.support.models import GPT
from tests.support.scripts import script
from tests.support.troubles import Killer

pytestmark = pytest.mark.usefixtures("no_session_left")
SOL = "gpt-6.2-sol"
LIMIT = Decimal("0.0008")


@pytest.fixture
def worst(sim):
    """A simulator that bills the most that is allowed."""
    from deferred.simulator.meter import Tokenizer

    sim.tokenizer = Tokenizer("worst")
    return sim


def respond(client, text="hello", model=SOL, **more):
    return client.responses.create(model=model, input=text, max_output_tokens=64, **more)


def chats(client, count, **more):
    return [ask_gpt(client, f"{n}", max_completion_tokens=64, **more) for n in range(count)]


# -- the limit, where a call changes its route ---------------------------------------------------------------------------


def test_a_route_that_is_refused_does_not_let_the_next_one_pass_the_limit(worst, gpt):
    worst.faults.no_flex = True
    with deferred.batch(within="8h", cost_limit=LIMIT) as session:
        found = errors_of([respond(gpt, f"{n}", GPT) for n in range(12)], 20)
    assert "pending" not in found
    assert 0 < worst.meter.total <= LIMIT
    assert engine.committed(session) == worst.meter.total


def test_a_faster_route_for_want_of_time_does_not_pass_the_limit(worst, gpt):
    limit = 10 * LIMIT
    with deferred.batch(within="8h", time_limit="4h", on_time_limit="live", cost_limit=limit):
        errors_of([respond(gpt, f"{n}") for n in range(20)], 20)
    assert 0 < worst.meter.total <= limit
    assert set(worst.meter.by_route) == {"background 2h"}


def test_a_batch_for_want_of_capacity_does_not_pass_the_limit(worst, gemini, clock):
    worst.faults.flex_full = True
    with deferred.batch(within="15m", cost_limit=LIMIT) as session:
        replies = [ask_gemini(gemini, f"{n}", config={"max_output_tokens": 64}) for n in range(12)]
        errors_of(replies, 20)
    assert 0 < worst.meter.total <= LIMIT
    assert session.report.cost <= LIMIT


@pytest.mark.parametrize("fault", ["no_flex", "no_windows"])
@pytest.mark.parametrize("unbatchable", ["raise", "live"])
def test_the_limit_of_an_inner_block_holds_when_a_route_is_refused(worst, gpt, fault, unbatchable):
    setattr(worst.faults, fault, True)
    found = []
    with deferred.batch(within="8h", unbatchable=unbatchable, cost_limit=5), deferred.batch(cost_limit=LIMIT):
        for n in range(20):
            try:
                found.append(respond(gpt, f"{n}", GPT))
            except deferred.DeferredError:
                continue
        errors_of(found, 20)
    assert worst.meter.total <= LIMIT


def test_flex_calls_wait_for_money_that_others_only_reserve(sim, gpt):
    with deferred.batch(within="15m", cost_limit=1):
        replies = [ask_gpt(gpt, f"{n}") for n in range(20)]  # each may cost $0.13
    assert all(reply.choices for reply in replies)
    assert dict(sim.meter.by_route) == {"flex": 20}


# -- what is lost --------------------------------------------------------------------------------------------------------


def test_a_create_that_is_lost_again_and_again_is_not_resent_for_ever(sim, gpt):
    sim.faults.lost_responses = {"live": 10**6}
    with deferred.batch(within="8h", resend_lost=True):
        [error] = errors_of([respond(gpt)], 30)
    assert isinstance(error, deferred.JobFailed)
    assert len(sim.meter.rows) <= 3


@pytest.mark.parametrize("within", ["8h", "15m"])
def test_what_was_lost_without_a_limit_counts_when_a_limit_is_set_later(worst, gpt, within):
    def ask(n):
        return respond(gpt, f"{n}", GPT if within == "15m" else SOL)

    worst.faults.lost_responses = {"live": 3}
    with deferred.batch(within=within, name="run"):
        errors_of([ask(n) for n in range(3)], 20)
    with deferred.batch(within=within, name="run", cost_limit=1) as session:
        errors_of([ask(n) for n in range(4)], 20)
    assert len(worst.meter.rows) == 4
    assert engine.committed(session) >= worst.meter.total


def test_a_background_response_that_is_not_shown_any_more_is_not_bought_again_unasked(sim, gpt, clock):
    sim.faults.status_on = {"response": (404, 10**6, {})}
    with deferred.batch(within="8h", name="run"):
        [error] = errors_of([respond(gpt)], 60)
    assert "resend_lost=True" in str(error)
    sim.faults.status_on = {}
    with deferred.batch(within="8h", name="run"):
        [error] = errors_of([respond(gpt)], 60)
    assert isinstance(error, deferred.JobFailed)
    assert sim.meter.billed_twice() == []
    assert clock.passed < 3600


@pytest.mark.parametrize("status", [408, 502, 504])
def test_a_flex_call_at_which_a_gateway_gave_up_is_not_bought_again_unasked(sim, gpt, status):
    sim.faults.status_on = {"live": (status, 1, {})}
    with deferred.batch(within="15m", name="run"):
        [first] = errors_of([ask_gpt(gpt)])
    with deferred.batch(within="15m", name="run"):
        [second] = errors_of([ask_gpt(gpt)])
    assert isinstance(first, openai.APIStatusError)
    assert isinstance(second, deferred.JobFailed)


def test_an_unknown_status_is_never_taken_for_an_answer(sim, gpt):
    paused = {"id": "resp_1", "object": "response", "status": "paused", "model": SOL, "output": []}
    sim.faults.answer_instead = {"response": (200, paused, 3)}
    with deferred.batch(within="8h"):
        assert "You wrote" in respond(gpt).output_text


# -- cancellation and time -----------------------------------------------------------------------------------------------


def test_cancel_sends_nothing_more(sim, gpt):
    sim.faults.slow = 0.2
    began = threading.Event()
    sim.on("request", lambda **_: began.set())
    with deferred.batch(within="2h", unbatchable="live", max_parallel_live=2) as session:
        replies = [gpt.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": f"{n}"}])
                   for n in range(20)]  # fmt: skip
        session.flush()
        assert began.wait(10)
        session.cancel()
        found = errors_of(replies, 20)
    assert len(sim.meter.rows) <= 3
    assert sum(isinstance(error, deferred.JobFailed) for error in found) >= 17


def test_the_time_limit_sends_nothing_more(sim, gpt):
    sim.faults.slow = 0.3
    with deferred.batch(within="2h", unbatchable="live", max_parallel_live=2, time_limit=0.5):
        replies = [gpt.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": f"{n}"}])
                   for n in range(20)]  # fmt: skip
        found = errors_of(replies, 20)
    assert len(sim.meter.rows) <= 6
    assert sum(isinstance(error, deferred.TimeLimitExceeded) for error in found) >= 14


def test_a_call_that_was_cancelled_at_the_provider_is_not_sent_by_another_route(sim, gpt):
    sim.faults.no_flex = True
    cancelled = threading.Event()

    def cancel(request):
        if request.operation == "live" and not cancelled.is_set():
            session.cancel()
            cancelled.set()

    sim.on("request", cancel)
    with deferred.batch(within="8h") as session:
        future = deferred.future(respond(gpt, model=GPT))
        session.flush()
        assert isinstance(future.exception(10), deferred.JobFailed)
    assert (len(sim.requests), sim.meter.rows) == (1, [])


def test_a_provider_that_asks_to_wait_a_day_is_asked_after_ten_minutes(sim, gpt, clock):
    sim.faults.status_on = {"live": (429, 2, {"retry-after": "86400"})}
    with deferred.batch(within="2h"):
        assert ask_gpt(gpt).choices
    assert clock.passed < 1300


def test_the_wait_in_our_own_queue_is_no_lack_of_capacity(sim, gpt, clock):
    sim.faults.flex_latency = 0.02
    with deferred.batch(within="15m", max_parallel_live=1):
        replies = chats(gpt, 8)
    assert all(reply.choices for reply in replies)
    assert dict(sim.meter.by_route) == {"flex": 8}


@pytest.mark.slow
def test_calls_without_capacity_go_into_few_batches(sim, gpt, clock):
    sim.faults.flex_full = True
    with deferred.batch(within="15m"):
        replies = chats(gpt, 30)
    assert all(reply.choices for reply in replies)
    assert len(sim.jobs) <= 5


# -- restarts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("within", ["8h", "15m"])
def test_a_changed_script_buys_nothing_new_on_any_route(sim, gpt, within):
    def ask(text):
        return respond(gpt, text, GPT if within == "15m" else SOL)

    def left_unfinished():
        with deferred.batch(within=within, name="run"):
            assert ask("old").output_text
            raise KeyError

    with pytest.raises(KeyError):
        left_unfinished()
    before = len(sim.meter.rows)
    with pytest.raises(deferred.DeferredError), deferred.batch(within=within, name="run"):
        for reply in [ask(f"new {n}") for n in range(10)]:
            reply.output_text  # noqa: B018 - reading raises
    assert len(sim.meter.rows) == before


@pytest.mark.parametrize("within", ["8h", pytest.param("15m", marks=pytest.mark.slow)])
def test_a_batch_that_was_killed_at_its_upload_goes_on_by_the_new_route(sim, scripts, tmp_path, within):
    text = script("openai").replace("chat.completions.create(model='gpt-5-mini', messages=[{'role': 'user', 'content': text}])",
                                    f"responses.create(model='{GPT if within == '15m' else SOL}', input=text)")  # fmt: skip
    text = text.replace("reply.choices[0].message.content", "reply.output_text")
    Killer(sim, scripts, "answered", "upload", 1).aim(pid := scripts.start(text, tmp_path))
    assert scripts.wait(pid) == -9
    scripts.run(text, tmp_path, DEFERRED_WITHIN=within)
    assert sim.meter.billed_twice() == []
    assert set(sim.meter.by_route) == {"background 8h" if within == "8h" else "flex"}


def test_rows_that_expired_go_on_by_the_new_route(sim, gpt):
    sim.latency = 3600
    with deferred.batch(name="run", wait=False):
        for n in range(6):
            respond(gpt, f"{n}")
    sim.faults.expire_rows = range(3)
    sim.clock.advance(3600)
    sim.latency = 0
    with deferred.batch(name="run", within="8h"):
        replies = [respond(gpt, f"{n}") for n in range(6)]
        assert all(reply.output_text for reply in replies)
    assert dict(sim.meter.by_route) == {"batch": 3, "background 8h": 3}


def test_an_error_that_only_speaks_of_flexible_backgrounds_is_the_user_s(sim, gpt):
    told = {
        "error": {"message": "Schema is not flexible enough", "param": "text.format", "type": "invalid_request_error"}
    }
    sim.faults.answer_instead = {"live": (400, told, 1)}
    with deferred.batch(within="15m"):
        [error] = errors_of([ask_gpt(gpt)])
    assert isinstance(error, openai.BadRequestError)
    assert len(sim.requests) == 1


def test_a_run_that_goes_on_with_only_lost_calls_is_known_whatever_call_is_sent_first(sim, gpt):
    sim.faults.lost_responses = {"live": 2}
    with deferred.batch(within="8h", name="run"):
        errors_of([respond(gpt, f"{n}") for n in range(2)], 20)
    with deferred.batch(within="8h", name="run"):
        found = errors_of([respond(gpt, text) for text in ("new", "0", "1")], 20)
    assert [type(error) for error in found] == [type(None), deferred.JobFailed, deferred.JobFailed]


@pytest.mark.timeout(60)
def test_a_flex_call_that_fits_exactly_under_the_limit_is_sent(sim, gpt):
    """What the package adds to a request counted as input: the call fitted, was refused and tried again without end."""
    with deferred.batch(within="15m", dry_run=True) as foreseen:
        ask_gpt(gpt, max_completion_tokens=64)
    most = foreseen.plan().most_usd
    with deferred.batch(within="15m", cost_limit=most):
        assert ask_gpt(gpt, max_completion_tokens=64).choices
    assert sim.meter.by_route == {"flex": 1}


@pytest.mark.timeout(60)
def test_a_flex_call_that_does_not_fit_any_more_fails_and_is_not_tried_without_end(sim, gpt, monkeypatch):
    from deferred.engine.live import LiveSender

    monkeypatch.setattr(LiveSender, "_most", lambda *_: Decimal("0.002"))  # more than what the intake reckoned with
    with deferred.batch(within="15m", cost_limit=0.0015):
        [error] = errors_of([ask_gpt(gpt, max_completion_tokens=64)])
    assert isinstance(error, deferred.CostLimitExceeded)
