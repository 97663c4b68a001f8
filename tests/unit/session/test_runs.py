"""A run: its identity, its continuation, and what leaves it running."""

import contextlib
import signal
import threading
import time

import anthropic
import pytest

import deferred
from deferred.core.diff import differences
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, errors_of

pytestmark = pytest.mark.usefixtures("no_session_left")


def interrupted(sim, claude, text="old"):
    """Leave a run unfinished with three answers stored."""
    with pytest.raises(RuntimeError), deferred.batch(name="run") as session:
        for n in range(3):
            ask_claude(claude, f"{text} {n}")
        session.wait()
        raise RuntimeError


def test_an_unfinished_run_whose_calls_changed_stops_before_buying_and_names_what_differs(sim, claude):
    interrupted(sim, claude)
    with (
        pytest.raises(deferred.DeferredError, match=r"messages\[0\]\.content: 'old 0' -> 'new 0'.*fresh=True"),
        deferred.batch(name="run") as session,
    ):
        reply = ask_claude(claude, "new 0")
        session.flush()
        _ = reply.content
    assert len(sim.jobs) == 1


def test_fresh_or_another_name_goes_on(sim, claude):
    for settings in ({"name": "run", "fresh": True}, {"name": "other"}):
        interrupted(sim, claude, str(settings))
        with deferred.batch(**settings):
            reply = ask_claude(claude, "new 0")
        assert reply.content


def test_an_unfinished_run_that_knows_some_of_its_calls_goes_on(sim, claude):
    interrupted(sim, claude)
    with deferred.batch(name="run"):
        replies = [ask_claude(claude, text) for text in ("old 1", "new 1")]
    assert all(reply.content for reply in replies)


def test_a_row_without_an_answer_does_not_stop_the_next_block_of_a_loop(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "wrong" in str(body)), 529
    outcomes = []
    for texts in (["one", "wrong"], ["two", "three"], ["four"]):
        with deferred.batch(name="run"):
            replies = [ask_claude(claude, text) for text in texts]
        outcomes.append([error is None for error in errors_of(replies)])
    assert outcomes == [[True, False], [True, True], [True]]


def test_an_unfinished_run_whose_first_job_was_refused_goes_on(sim, claude):
    def script(session):
        first = errors_of([ask_claude(claude, "first")])
        assert ask_claude(claude, f"after {len(first)}").content
        session.wait()
        return first

    sim.faults.answer_instead = {"create": (400, {"error": {"message": "no", "type": "invalid_request_error"}}, 1)}
    with pytest.raises(RuntimeError), deferred.batch(name="run") as session:
        assert isinstance(script(session)[0], anthropic.BadRequestError)
        raise RuntimeError
    with deferred.batch(name="run") as session:
        assert script(session) == [None]
    assert sim.meter.rows_billed == 2


def test_a_finished_run_may_change_as_it_likes(sim, claude):
    for text in ("old", "new"):
        with deferred.batch(name="run"):
            ask_claude(claude, text)
    assert len(sim.jobs) == 2


def test_differences_name_the_path():
    old = {"model": "a", "messages": [{"content": "x" * 100}], "gone": 1}
    new = {"model": "b", "messages": [{"content": "y" * 100}], "fresh": 2}
    found = differences(old, new)
    assert found[0] == "model: 'a' -> 'b'"
    assert found[1].startswith("messages[0].content: 'xxx")
    assert found[2:] == ["gone: is gone", "fresh: is new"]


def test_answers_do_not_depend_on_the_key_that_paid(sim):
    for key in ("old-key", "new-key"):
        with deferred.batch():
            reply = ask_claude(anthropic.Anthropic(api_key=key))
        assert reply.content
    assert len(sim.jobs) == 1


def test_a_job_in_flight_is_picked_up_by_the_next_run(sim, claude):
    sim.latency = 3600
    with deferred.batch(name="run", wait=False):
        ask_claude(claude, "first")
    sim.clock.advance(3601)
    with deferred.batch(name="run"):
        reply = ask_claude(claude, "first")
    assert "first" in reply.content[0].text
    assert len(sim.jobs) == 1


@pytest.mark.slow
def test_a_job_of_another_key_is_not_bought_again(sim, scripts, tmp_path):
    sim.latency = 3600
    scripts.run(SLOW.replace('run"', 'run", wait=False').replace("print", "str#"), tmp_path, ANTHROPIC_API_KEY="one")
    other = scripts.start(SLOW, tmp_path, ANTHROPIC_API_KEY="two")
    assert scripts.wait(other) == 1
    assert "run again with the key that made it" in (tmp_path / "out").read_text()
    sim.clock.advance(3601)
    assert "hello." in scripts.run(SLOW, tmp_path, ANTHROPIC_API_KEY="one")
    assert len(sim.jobs) == 1


@pytest.mark.slow
def test_a_job_of_unknown_outcome_is_not_declared_absent_with_a_key_that_cannot_see_it(sim, scripts, tmp_path):
    sim.latency = 0.05
    pid = None

    def kill(job):
        scripts.kill(pid)

    started = threading.Event()
    sim.on("request", lambda request, **_: request.operation == "create" and started.wait(10))
    sim.on("batch_created", kill)
    pid = scripts.start(SLOW, tmp_path, ANTHROPIC_API_KEY="one")
    started.set()
    assert scripts.wait(pid) == -9
    other = scripts.start(SLOW, tmp_path, ANTHROPIC_API_KEY="two")
    assert scripts.wait(other) == 1
    assert "another account" in (tmp_path / "out").read_text() or "may not see it" in (tmp_path / "out").read_text()
    assert "hello." in scripts.run(SLOW, tmp_path, ANTHROPIC_API_KEY="one")
    assert (len(sim.jobs), sim.meter.rows_billed) == (1, 1)


def test_a_key_that_rotates_is_one_account(sim):
    import openai

    turns = iter(range(100))
    clients = [openai.OpenAI(api_key=lambda: f"token-{next(turns)}") for _ in range(2)]
    if not hasattr(clients[0], "_api_key_provider"):
        pytest.skip("this openai has no key providers")
    from deferred.capture import openai as room
    from deferred.capture.clients import open_account

    doors = [open_account(room.SDK, client, client, "openai") for client in clients]
    assert doors[0].credential == doors[1].credential
    assert "token-" not in repr(doors[0].credential)
    for door in doors:
        door.connection.close()


SLOW = """
import anthropic, deferred
with deferred.batch(name="run"):
    reply = anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": "hello."}])
print(reply.content[0].text)
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_leave_the_job_running_and_the_next_run_picks_it_up(sim, scripts, tmp_path, how):
    import os

    sim.latency = 3600
    polled = threading.Event()
    sim.on("answered", lambda request, **_: request.operation == "poll" and polled.set())
    pid = scripts.start(SLOW, tmp_path)
    assert polled.wait(10)
    os.kill(pid, how)
    assert scripts.wait(pid) != 0
    said = (tmp_path / "out").read_text()
    assert how == signal.SIGTERM or ("KeyboardInterrupt" in said and "run the script again" in said)
    assert not sim.jobs[0].cancelled
    sim.clock.advance(3601)
    assert "hello." in scripts.run(SLOW, tmp_path)
    assert sim.meter.rows_billed == 1


def test_cancel_keeps_what_had_finished_and_the_next_run_buys_only_the_rest(sim, claude):
    sim.latency, sim.faults.done_share = 10, 0.5
    with deferred.batch(name="run") as session:
        replies = [ask_claude(claude, f"question {n}.") for n in range(8)]
        session.flush()
        engine.wait_until_submitted(session, 10)
        sim.clock.advance(5)
        session.cancel()
    kept = len(session.results().completed)
    assert 0 < kept < 8
    assert len(session.results().cancelled) == 8 - kept
    sim.latency = 0
    with deferred.batch(name="run"):
        replies = [ask_claude(claude, f"question {n}.") for n in range(8)]
    assert all(f"question {n}." in reply.content[0].text for n, reply in enumerate(replies))
    assert sim.meter.billed_twice() == []
    assert sim.meter.rows_billed == 8


def test_a_run_is_named_by_file_and_line_without_the_time(sim, gpt):
    names = []
    for _ in range(2):
        with deferred.batch() as session:
            ask_gpt(gpt)
        names.append(session.name)
    assert names[0] == names[1]
    assert "test_runs.py:" in names[0]
    assert str(time.gmtime().tm_year) not in names[0]


def test_a_script_that_retried_its_first_call_may_be_run_again(sim, claude):
    for fail in (True, False):
        sim.faults.error_rows, sim.faults.error_status = (1 if fail else 0), 400
        with contextlib.suppress(ZeroDivisionError), deferred.batch(name="run"):
            try:
                _ = ask_claude(claude).content
            except anthropic.BadRequestError:
                _ = ask_claude(claude).content
            if fail:
                _ = 1 / 0
    assert sim.meter.rows_billed <= 2


def test_a_run_left_without_waiting_is_complete_once_its_replies_were_read(sim, claude):
    for day in ("monday", "tuesday"):
        with deferred.batch(name="run", wait=False) as session:
            reply = ask_claude(claude, day)
        assert day in reply.content[0].text
        engine.wait_until_ended(session, 10)


def test_a_row_that_the_provider_refuses_does_not_hold_up_the_next_chunk(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "chunk 0 item 1" in str(body)), 400

    @deferred.batch()
    def work(chunk):
        return [ask_claude(claude, f"chunk {chunk} item {n}") for n in range(3)]

    errors = [deferred.future(reply).exception() for chunk in range(3) for reply in work(chunk)]
    assert [type(error) for error in errors if error is not None] == [anthropic.BadRequestError]


def test_a_run_that_the_account_was_refused_goes_on(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "wrong" in str(body)), 403
    for expected in (False, True):
        with deferred.batch(name="run") as session:
            good, bad = ask_claude(claude, "good"), ask_claude(claude, "wrong")
        assert engine.is_resumed(session) is expected
    assert good.content
    assert isinstance(deferred.future(bad).exception(), anthropic.PermissionDeniedError)
