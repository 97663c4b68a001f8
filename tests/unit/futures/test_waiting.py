"""`deferred.wait` gives what is done and what is not."""

import pytest

import deferred
from tests.support.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def test_wait_gives_what_is_done_and_what_is_not(sim, claude, gpt):
    with deferred.batch() as session:
        first = ask_claude(claude, "first")
        deferred.wait([first])
        sim.latency = 3600
        late = ask_gpt(gpt, "late")
        assert deferred.wait([late, first], timeout=0.05) == ([first], [late])
        assert deferred.wait([late, first], return_when="FIRST_COMPLETED") == ([first], [late])
        session.cancel()


def test_a_wait_for_the_first_exception_ends_with_it(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = (lambda body: "bad" in str(body.body)), 400
    with deferred.batch():
        replies = [ask_claude(claude, text) for text in ("good", "bad")]
        done, _ = deferred.wait(replies, return_when="FIRST_EXCEPTION")
        assert any(reply is replies[1] for reply in done)


def test_a_wait_for_what_there_is_not_is_refused(sim, claude):
    with deferred.batch(), pytest.raises(ValueError, match="FIRST_COMPLETED"):
        deferred.wait([ask_claude(claude)], return_when="ANY")


def test_wait_and_as_completed_take_replies(sim, claude):
    with deferred.batch():
        replies = [ask_claude(claude, f"n {n}") for n in range(4)]
        seen = list(deferred.as_completed(replies, timeout=30))
        assert deferred.wait(replies, timeout=1) == (replies, [])
    assert {id(reply) for reply in seen} == {id(reply) for reply in replies}
