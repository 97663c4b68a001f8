"""The end of an engine: each of its steps is taken, whatever the steps before it did."""

import logging
from pathlib import Path

import pytest

import deferred
from deferred.core.shutdown import run_all
from tests.support import engine
from tests.support.calls import ask_claude, read

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning"),
]


def errors_in(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_disk_that_is_full_at_the_end_is_told_in_a_line_and_the_ledger_is_closed(sim, claude, caplog):
    ended = []
    with deferred.batch() as session:
        reply = ask_claude(claude)
        session.wait()
        session.on_end(lambda: ended.append(engine.is_closed(session)))
        engine.fill_the_disk(session)
    engine.wait_until_ended(session, 10)
    assert read(reply)
    assert ended == [False]  # before the ledger was closed
    assert engine.is_closed(session)
    assert list(Path(".deferred/locks").iterdir()) == []
    (line,) = errors_in(caplog)
    assert "No space left on device" in line


@pytest.mark.parametrize("part", ["spool", "run", "answers", "claims"])
def test_what_cannot_be_closed_keeps_nothing_else_open(sim, claude, caplog, monkeypatch, part):
    ended = []
    with deferred.batch(wait=False) as session:
        reply = ask_claude(claude)
        engine.break_closing(session, part, monkeypatch.setattr)
        session.on_end(lambda: ended.append("the clients"))
    assert read(reply)
    engine.wait_until_ended(session, 10)
    assert ended == ["the clients"]
    assert engine.is_closed(session)
    assert any("Input/output error" in line for line in errors_in(caplog))


def test_a_client_that_cannot_be_closed_leaves_no_ledger_open(sim, claude, caplog):
    ended = []
    with deferred.batch() as session:
        ask_claude(claude)
        session.on_end(lambda: 1 / 0)
        session.on_end(lambda: ended.append("the next client"))
    engine.wait_until_ended(session, 10)
    assert ended == ["the next client"]
    assert engine.is_closed(session)
    assert "ZeroDivisionError" in errors_in(caplog)[-1]


def test_a_display_that_fails_as_it_stops_leaves_no_session_open(sim, claude, monkeypatch):
    with pytest.raises(ZeroDivisionError), deferred.batch() as session:
        monkeypatch.setattr(session, "stop_watching", lambda: 1 / 0)
        ask_claude(claude)
    assert engine.opened() == []


def test_a_dry_run_whose_plan_cannot_be_shown_ends_its_session(sim, claude, monkeypatch):
    with pytest.raises(ZeroDivisionError), deferred.batch(dry_run=True) as session:
        monkeypatch.setattr(session, "plan", lambda: 1 / 0)
        reply = ask_claude(claude)
    assert session.has_ended
    with pytest.raises(deferred.DryRun):
        read(reply)


def test_every_step_runs_in_order_and_the_first_error_names_the_others():
    done = []

    def fail(error):
        done.append(error)
        raise error

    with pytest.raises(KeyError, match="a") as raised:
        run_all(lambda: fail(KeyError("a")), lambda: done.append("c"), lambda: fail(ValueError("b")))
    assert [str(one) for one in done] == ["'a'", "c", "b"]
    assert "ValueError: b" in raised.value.__notes__[0]
