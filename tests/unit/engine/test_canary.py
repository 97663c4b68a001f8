"""A few calls go first, and when too many of them fail nothing else is sent."""

import threading

import pydantic
import pytest

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, read
from tests.support.models import CLAUDE, GEMINI, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")


class City(pydantic.BaseModel):
    name: str
    people: int


def rows(sim):
    return [len(job.rows) for job in sim.jobs]


def test_the_canary_goes_first_and_the_others_follow(sim, claude):
    with deferred.batch(canary=3) as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(20)]
    assert all(f"n {n}" in reply.content[0].text for n, reply in enumerate(replies))
    assert rows(sim) == [3, 17]
    assert session.report.waves == ("canary", "canary passed")


def test_a_wrong_request_costs_only_the_canary(sim, claude):
    with deferred.batch(canary=4) as session:
        replies = [ask_claude(claude, f"n {n}", extra_body={"nonsense": 1}) for n in range(50)]
    assert rows(sim) == [4]
    with pytest.raises(
        deferred.CanaryFailed, match=r"4 of the first 4 calls failed .*calls\.py:\d+: 4 times BadRequestError"
    ):
        _ = replies[10].content
    assert len(session.results().failed) == 50


def prose(provider, _endpoint, _body):
    """Answer in words where JSON was asked for."""
    text = "It is a large city."
    chat = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {
        "anthropic": {"id": "msg_1", "type": "message", "role": "assistant", "model": CLAUDE, "stop_reason": "end_turn",
                      "content": [{"type": "text", "text": text}], "usage": {"input_tokens": 9, "output_tokens": 9}},
        "openai": {"id": "c", "object": "chat.completion", "created": 1, "model": GPT, "choices": [chat],
                   "usage": {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}},
    }.get(provider, {"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": "STOP"}],
                     "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 9}})  # fmt: skip


ASKS = {
    "anthropic": lambda claude, text: claude.beta.messages.parse(
        model=CLAUDE, max_tokens=50, messages=[{"role": "user", "content": text}], output_format=City
    ),
    "openai": lambda gpt, text: gpt.chat.completions.parse(
        model=GPT, messages=[{"role": "user", "content": text}], response_format=City
    ),
    "google": lambda gemini, text: gemini.models.generate_content(
        model=GEMINI,
        contents=text,
        config={"response_schema": City, "response_mime_type": "application/json"},
    ),
}


@pytest.mark.filterwarnings("ignore:The .output_format. parameter is deprecated:DeprecationWarning")
@pytest.mark.parametrize("provider", ASKS)
def test_answers_that_are_not_of_the_asked_model_stop_the_rest(sim, gpt, gemini, claude, provider):
    sim.reply_with(prose)
    client = {"anthropic": claude, "openai": gpt, "google": gemini}[provider]
    with deferred.batch(canary=2):
        replies = [ASKS[provider](client, f"x {n}") for n in range(10)]
    with pytest.raises(deferred.CanaryFailed, match="2 of the first 2 calls failed"):
        deferred.future(replies[5]).result()
    assert rows(sim) == [2]


def test_as_many_failures_as_are_tolerated_let_the_rest_go(sim, claude):
    sim.faults.error_rows = 1
    with deferred.batch(canary=5, canary_tolerance=0.2):
        replies = [ask_claude(claude, f"n {n}") for n in range(9)]
    assert rows(sim)[0] == 5
    assert sum(rows(sim)) >= 9
    assert sum(deferred.future(reply).exception() is None for reply in replies) >= 8


def test_fewer_calls_than_the_canary_are_one_job(sim, claude):
    with deferred.batch(canary=10):
        replies = [ask_claude(claude, f"n {n}") for n in range(3)]
    assert all(reply.content for reply in replies)
    assert rows(sim) == [3]


def test_later_waves_go_out_whole(sim, claude):
    with deferred.batch(canary=2):
        texts = list(
            deferred.map(
                lambda n: ask_claude(claude, f"two {ask_claude(claude, f'one {n}').content[0].text}").content[0].text,
                range(6),
            )
        )
    assert len(texts) == 6
    assert rows(sim)[0] == 2
    assert sum(rows(sim)) == 12
    assert len(rows(sim)) <= 4


def test_a_full_group_waits_for_the_canary_too(sim, claude):
    with deferred.batch(canary=1, max_requests=4):
        replies = [ask_claude(claude, f"n {n}") for n in range(10)]
    assert all(reply.content for reply in replies)
    assert rows(sim)[0] == 1
    assert max(rows(sim)) <= 4


def test_calls_of_several_providers_wait_for_one_canary(sim, claude, gpt, gemini):
    with deferred.batch(canary=2):
        replies = [
            ask(client, f"n {n}")
            for n in range(3)
            for ask, client in ((ask_claude, claude), (ask_gpt, gpt), (ask_gemini, gemini))
        ]
    for reply in replies:
        deferred.future(reply).result()
    assert rows(sim)[0] == 2
    assert sum(rows(sim)) == 9


def test_a_run_that_is_mended_and_repeated_goes_on(sim, claude):
    for more in ({"nonsense": 1}, {}):
        with deferred.batch(canary=2, name="run", fresh=not more):
            replies = [ask_claude(claude, f"n {n}", extra_body=more) for n in range(6)]
    assert all(reply.content for reply in replies)
    assert sim.meter.billed_twice() == []


def test_a_canary_for_which_the_money_is_not_enough_hangs_nobody(sim, claude):
    with deferred.batch(canary=2, cost_limit=0.0003):
        replies = [ask_claude(claude, f"n {n}") for n in range(6)]
    for reply in replies:
        with pytest.raises(deferred.CostLimitExceeded):
            _ = reply.content


def test_a_canary_that_the_limit_lets_through_one_by_one_still_ends(sim, claude):
    with deferred.batch(canary=3, cost_limit=0.0006):
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
    for reply in replies:
        deferred.future(reply).exception()
    assert sim.meter.rows_billed > 1


@pytest.mark.timeout(60)
def test_a_cancelled_canary_says_nothing_of_the_calls_after_it(sim, claude):
    sim.latency, created = 3600, threading.Event()
    sim.on("batch_created", lambda job: created.set())
    with deferred.batch(canary=2) as session:
        first = [ask_claude(claude, f"n {n}") for n in range(5)]
        session.flush()
        assert created.wait(30)  # else it may be created once jobs take no time, and be answered
        session.cancel()
        sim.latency = 0
        assert read(ask_claude(claude, "another"))
    assert all(isinstance(deferred.future(reply).exception(), deferred.JobFailed) for reply in first)
