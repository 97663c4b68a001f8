"""A host is killed, or stops, at each step of a job; another one ends the job, and everything is billed once."""

import os
import signal
import threading

import pytest

from tests.laws.test_bought_once import assert_right
from tests.support.hosts import go_on, wait_until_stopped
from tests.support.scripts import script

pytestmark = pytest.mark.slow  # each waits for a lease to be over; `test_postgres_leases.py` ends leases by hand
POINTS = [
    (provider, event, operation)
    for provider in ("anthropic", "openai", "google")
    for event, operation in [
        ("request", "upload"), ("answered", "upload"), ("request", "create"), ("answered", "create"),
        ("request", "poll"), ("answered", "poll"), ("request", "results"), ("answered", "results"),
    ]
    if not (operation == "upload" and provider != "openai") and not (operation == "results" and provider == "google")
]  # fmt: skip
STOP_ONCE = """
import os, signal, time
from deferred.storage.postgres.claims import MemberClaims
from deferred.storage.postgres.jobs import MemberJobs
looked, attempt = MemberClaims.are_sure, MemberJobs.attempt
def stop_once():
    if not os.path.exists("stopped"):
        open("stopped", "w").close()
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(0.2)  # the signal stops the other threads first, and this one a moment later
"""
STOPS_BEFORE_ITS_CHECK = f"""{STOP_ONCE}
def are_sure(self, nonce):
    stop_once()
    return looked(self, nonce)
MemberClaims.are_sure = are_sure
"""
STOPS_AFTER_ITS_CHECK = f"""{STOP_ONCE}
def are_sure(self, nonce):
    found = looked(self, nonce)
    stop_once()
    return found
MemberClaims.are_sure = are_sure
"""
STOPS_BEFORE_ITS_ATTEMPT = f"""{STOP_ONCE}
def stop_first(self, job):
    stop_once()
    attempt(self, job)
MemberJobs.attempt = stop_first
"""


def at(sim, event, operation, act):
    """Do something once, as the simulator hears of an operation."""
    done = threading.Event()

    def see(request=None, **_):
        if request.operation.endswith(operation) and not done.is_set():
            done.set()
            act()

    sim.on(event, see)
    return done


@pytest.mark.parametrize(("provider", "event", "operation"), POINTS)
def test_what_a_killed_host_has_begun_another_one_ends(sim, host, sums, provider, event, operation):
    sim.latency = 0.05
    first, known, pid = host("first"), threading.Event(), 0

    def kill():
        known.wait(10)
        os.kill(pid, signal.SIGKILL)

    at(sim, event, operation, kill)
    pid = first.start(script(provider))
    known.set()
    assert first.end_of(pid)[0] == -9
    assert_right(host("second").run(script(provider)), sim)
    sums()


def test_a_job_whose_input_can_be_deleted_is_sent_again_without_the_long_wait(sim, host, sums):
    """The create was never acted on, and may come late: it would find no input."""
    sim.latency = 0.05
    first, known, pid = host("first"), threading.Event(), 0

    def kill():
        known.wait(10)
        os.kill(pid, signal.SIGKILL)

    sim.faults.refuse_before = {"create": 1}
    at(sim, "request", "create", kill)
    pid = first.start(script("openai"))
    known.set()
    assert first.end_of(pid)[0] == -9
    assert_right(host("second").run(script("openai"), DEFERRED_TAKEOVER_GRACE="3600"), sim)
    assert [request.operation for request in sim.requests].count("delete") == 1
    sums()


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
@pytest.mark.parametrize("stops", [STOPS_BEFORE_ITS_ATTEMPT, STOPS_BEFORE_ITS_CHECK], ids=["attempt", "check"])
def test_a_host_that_stops_before_it_creates_creates_nothing_once_another_has_its_job(sim, host, sums, provider, stops):
    sim.latency = 0.05
    first = host("first")
    pid = first.start(stops + script(provider))
    wait_until_stopped(pid)
    out = host("second").run(script(provider))
    go_on(pid)
    code, said = first.end_of(pid)
    assert code == 0, said
    assert_right(out, sim)
    assert_right(said, sim)
    assert len(sim.jobs) == 1
    sums()


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_host_that_stops_for_too_long_within_its_create_cancels_what_it_has_created(sim, host, sums, table, provider):
    sim.latency = 0.05
    first = host("first")
    pid = first.start(STOPS_AFTER_ITS_CHECK + script(provider))
    wait_until_stopped(pid)
    assert_right(host("second").run(script(provider)), sim)
    sim.latency = 600.0
    go_on(pid)
    code, said = first.end_of(pid)
    assert code == 0, said
    assert "is cancelled now, and counted in full" in said
    assert_right(said, sim)
    assert table("SELECT count(*) FROM {s}.jobs WHERE outcome = 'orphan'") == [(1,)]
    sums()


@pytest.mark.parametrize("operation", ["create", "poll", "results"])
def test_a_host_that_stops_with_a_job_at_the_provider_gets_its_answers_from_the_other(sim, host, sums, operation):
    sim.latency = 0.05
    first, known, pid = host("first"), threading.Event(), 0

    def stop():
        known.wait(10)
        os.kill(pid, signal.SIGSTOP)

    stopped = at(sim, "request", operation, stop)
    pid = first.start(script("openai"))
    known.set()
    assert stopped.wait(30)
    out = host("second").run(script("openai"))
    go_on(pid)
    code, said = first.end_of(pid)
    assert code == 0, said
    assert_right(out, sim)
    assert_right(said, sim)
    sums()
