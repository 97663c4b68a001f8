"""What a fourth reading found: calls that waited here while others bought them, and queues that our own jobs fill."""

import contextvars

import pytest

import deferred
from tests.calls import ask_claude, ask_gpt

pytestmark = pytest.mark.usefixtures("no_session_left")


def elsewhere(work):
    """Run as another program on the same ledger would: outside of the block that is open here."""
    return contextvars.Context().run(work)


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
