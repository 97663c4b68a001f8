"""A creation without an answer: looked for, repeated, charged and told."""

from decimal import Decimal

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, read

pytestmark = pytest.mark.usefixtures("no_session_left")


@pytest.mark.timeout(60)
def test_an_outage_of_creations_ends_no_run_and_costs_nothing(sim, claude, clock):
    until = clock.now() + 600

    def recover(request):
        if clock.now() > until:
            sim.faults.status_on = {}

    sim.faults.status_on = {"create": (500, 10**6, {})}
    sim.on("request", recover)
    with deferred.batch(cost_limit=Decimal("0.006")) as session:
        replies = [ask_claude(claude, f"n {n}") for n in range(5)]
    assert all(map(read, replies))
    assert session.report.cost == sim.meter.total


@pytest.mark.timeout(60)
def test_the_report_tells_what_may_have_been_paid_without_a_proof(sim, claude, clock):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": 1}, 1e9
    with deferred.batch(cost_limit=Decimal("0.01")) as session:
        reply = ask_claude(claude)
    assert read(reply)
    report = session.report
    assert report.cost + report.unproved == engine.committed(session) > sim.meter.total
    assert "without a reported cost" in str(report)


@pytest.mark.timeout(60)
def test_a_creation_that_is_never_listed_is_repeated_a_few_times_and_then_told(sim, claude, clock):
    sim.faults.lost_responses, sim.faults.list_lag = {"create": 20}, 1e9
    with deferred.batch():
        reply = ask_claude(claude)
    with pytest.raises(deferred.JobFailed, match="not answered, and the provider does not list it"):
        read(reply)
    assert len(sim.jobs) == 3


@pytest.mark.timeout(60)
@pytest.mark.parametrize("status", [503, 529])
def test_a_provider_that_says_it_did_nothing_is_charged_nothing(sim, claude, clock, status):
    sim.faults.status_on = {"create": (status, 10, {})}
    with deferred.batch(cost_limit=Decimal("0.002")) as session:
        reply = ask_claude(claude)
    assert read(reply)
    assert session.report.cost == sim.meter.total


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("operation", "status", "error"),
    [("upload", 500, deferred.JobFailed), ("create", 500, deferred.JobFailed), ("create", 529, deferred.JobFailed)],
)
def test_what_is_not_taken_for_an_hour_is_told(sim, gpt, clock, operation, status, error):
    sim.faults.status_on = {operation: (status, 10**6, {})}
    with deferred.batch():
        reply = ask_gpt(gpt)
    with pytest.raises(error, match="Run the script again"):
        _ = reply.choices
    assert clock.passed < 2 * 3600
    assert sim.jobs == []


@pytest.mark.timeout(60)
def test_where_nobody_listens_there_is_no_job_of_unknown_outcome(sim, claude, clock, caplog):
    sim.stop()
    with deferred.batch():
        reply = ask_claude(claude)
    with pytest.raises(deferred.JobFailed, match="could not be sent for an hour: ConnectError"):
        read(reply)
    assert "does not accept" in caplog.text
    assert "looking for it" not in caplog.text
