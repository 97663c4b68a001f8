"""Money that several processes of one run share."""

import contextvars
import threading
from decimal import Decimal

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude
from tests.support.models import GPT
from tests.support.threads import elsewhere

pytestmark = pytest.mark.usefixtures("no_session_left")


def leave_theirs(claude, block):
    """Send a call of the run from another place, and leave its job to go on."""
    with deferred.batch(**block, wait=False):
        ask_claude(claude, "theirs")


def test_a_call_waits_for_the_money_that_another_process_of_the_run_may_give_back(sim, claude):
    block = {"name": "run", "cost_limit": 0.0006}  # what one such call may cost at most fits once

    sim.latency = 0.3
    elsewhere(lambda: leave_theirs(claude, block))
    with deferred.batch(**block) as session:
        reply = ask_claude(claude, "ours")
    assert reply.content
    assert session.report.cost < sim.meter.total < Decimal("0.0006")


def test_two_processes_that_are_short_of_money_do_not_wait_for_a_job_that_nobody_drives(sim, claude):
    """The job of a process that is gone, with an account that neither of them calls."""
    block = {"name": "run", "cost_limit": 0.0006}
    with deferred.batch(**block) as session:
        account = {"provider": "openai", "base_url": "http://gone", "credential": "other"}
        engine.leave_job(session, **account, endpoint="/v1/responses", model=GPT, reserved="0.0003")
        elsewhere_too, other = contextvars.Context(), deferred.batch(**block)
        elsewhere(lambda: elsewhere_too.run(other.__enter__))
        theirs = elsewhere(lambda: elsewhere_too.run(ask_claude, claude, "theirs"))
        ours = ask_claude(claude, "ours")
        for reply in (ours, theirs):
            assert isinstance(deferred.future(reply).exception(10), deferred.CostLimitExceeded)
        elsewhere(lambda: elsewhere_too.run(other.__exit__, None, None, None))


def test_money_that_another_process_gives_back_while_it_is_counted_is_not_missed(sim, claude, monkeypatch):
    block = {"name": "run", "cost_limit": 0.0006}

    sim.latency = 3600
    elsewhere(lambda: leave_theirs(claude, block))
    with deferred.batch(**block) as session:

        def and_then_their_job_ends(counted):
            found = counted()
            sim.clock.advance(3600)
            while any(job.batch_id is not None for job in engine.stored_jobs(session, open_only=True)):
                threading.Event().wait(0.01)
            sim.latency = 0
            return found

        engine.count_by(session, and_then_their_job_ends, monkeypatch.setattr)
        reply = ask_claude(claude, "ours")
    assert reply.content
