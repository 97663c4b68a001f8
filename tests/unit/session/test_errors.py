"""Errors teach: each names the SDK's method and FILE:LINE of the call, what happened, and what to do."""

import re

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")

CALL = r"messages\.create at .*calls\.py:\d+"


def causes(session):
    """The words of every failed call of a session."""
    return [result.error for result in session.results() if not result.is_success]


def test_a_call_that_was_never_sent_says_which_it_was_and_how_to_send_it(sim, claude):
    block = deferred.batch()
    session = block.__enter__()
    ask_claude(claude)
    ask_claude(claude, "another")
    block.__exit__(ZeroDivisionError, ZeroDivisionError(), None)
    assert len(causes(session)) == 2
    for words in causes(session):
        assert re.search(rf"{CALL} was never sent: the block was left by ZeroDivisionError before that\. Run", words)


def test_a_call_cancelled_before_it_was_sent_says_so(sim, claude):
    with deferred.batch() as session:
        ask_claude(claude)
        session.cancel()
    (words,) = causes(session)
    assert re.search(rf"{CALL} was cancelled before it was sent, by Session\.cancel\(\)\. Run the script again", words)


def test_leaving_a_block_logs_the_first_cause_with_the_name_of_the_call_once(sim, claude, caplog):
    sim.faults.drop_rows = True
    with deferred.batch():
        ask_claude(claude)
    (line,) = [line for line in caplog.messages if "calls failed" in line]
    assert line.startswith("deferred: 1 of 1 calls failed; the first is anthropic: messages.create at ")
    assert line.count("messages.create") == 1


def test_a_call_that_time_was_too_short_for_says_what_to_raise(sim, claude):
    sim.latency = 3600
    with deferred.batch(time_limit=0.3, linger=30) as session:
        ask_claude(claude)
        assert engine.is_started(session)
        with pytest.raises(deferred.TimeLimitExceeded):
            deferred.future(ask_claude(claude, "b")).result()
    for words in causes(session):
        assert re.search(
            rf"{CALL}: the time limit of the run was over before it was sent\. Run .* higher time_limit", words
        )
    assert len(causes(session)) == 2
    assert sim.jobs == []


@pytest.mark.parametrize("wait", [True, False])
def test_methods_of_a_session_are_harmless_after_its_block(sim, claude, wait):
    with deferred.batch(wait=wait) as session:
        ask_claude(claude)
    for _ in range(2):
        session.flush()
        session.wait(10)
        session.cancel()
    assert (len(session.results()), session.status()["calls"], len(sim.jobs)) == (1, 1, 1)


def test_waiting_too_short_names_the_call_and_leaves_it_in_its_job(sim, claude):
    sim.latency = 0.6
    with deferred.batch():
        reply = ask_claude(claude)
        with pytest.raises(TimeoutError, match=rf"{CALL}: no answer after 0\.01 seconds; the call stays in its job"):
            deferred.future(reply).result(timeout=0.01)
    assert reply.content


def test_a_reply_of_a_dry_run_says_how_to_send_it(sim, claude):
    with deferred.batch(dry_run=True, progress=False):
        reply = ask_claude(claude)
    with pytest.raises(deferred.DryRun, match=rf"{CALL}: nothing was sent.*dry_run=False"):
        _ = reply.content


def test_the_limit_of_an_inner_block_says_what_to_raise(sim, claude):
    with deferred.batch(), deferred.batch(cost_limit=0.0001):
        reply = ask_claude(claude)
    with pytest.raises(deferred.CostLimitExceeded, match=rf"{CALL} may cost up to .* raise it, or lower max_tokens"):
        _ = reply.content


def test_a_row_that_never_came_says_how_often_it_was_sent(sim, gpt):
    sim.faults.drop_rows = True
    with deferred.batch() as session:
        ask_gpt(gpt)
    (words,) = causes(session)
    assert re.search(r"chat\.completions\.create at .*calls\.py:\d+: job batch_\w+ \(openai\) ended without", words)
    assert "It was sent 3 times. Run the script again" in words


def test_what_a_provider_wrote_moves_no_terminal_in_errors_and_logs(sim, gpt, caplog):
    sim.faults.error_rows, sim.faults.error_status = (lambda row: (400, "no\x1b[2J\r\n[red]luck[/red]")), 400
    with deferred.batch():
        ask_gpt(gpt)
    (line,) = [line for line in caplog.messages if "calls failed" in line]
    assert "no [2J  [red]luck[/red]" in line
    assert str(deferred.JobFailed("a\x1b[31m\x07\nb")) == "a [31m \nb"


def test_an_error_of_our_own_says_that_nothing_is_lost(sim, claude, monkeypatch, caplog):
    with deferred.batch() as session:
        engine.break_launch(session, monkeypatch.setattr)
        reply = ask_claude(claude)
        with pytest.raises(
            deferred.DeferredError, match=r"inside deferred itself.*ZeroDivisionError.*run the script again"
        ):
            _ = reply.content
    assert "Traceback" in caplog.text
