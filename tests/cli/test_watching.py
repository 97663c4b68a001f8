"""`deferred watch`: how far a run is that another process drives, by the ledger alone, with exit codes."""

import json
import threading

import pytest

import deferred
from tests.support.calls import ask_claude
from tests.support.commandline import here

HOUR = 3600.0


@pytest.fixture
def left(sim, claude):
    """A simulator with a job of the run "exp" that a process left."""
    sim.latency = HOUR
    with pytest.raises(deferred.Pending), deferred.batch(name="exp", detach=0):
        for n in range(3):
            ask_claude(claude, f"n {n}")
    return sim


def go_on(left, claude):
    """Run the script once more, after the job has ended."""
    left.clock.advance(HOUR)
    with deferred.batch(name="exp", detach=0):
        for n in range(3):
            ask_claude(claude, f"n {n}")


def test_a_run_that_is_not_over_is_75_at_the_timeout(left):
    done = here("watch", "exp", "--timeout", "0")
    assert (done.returncode, done.stderr) == (75, "")
    assert done.stdout == "0 of 3 calls sent are answered, 0 of 1 jobs are over, cost $0.00\n"


def test_a_run_that_is_over_is_0_and_told_in_numbers(left, claude):
    go_on(left, claude)
    done = here("watch", "exp", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["run"], told["is_over"], told["answered"], told["sent"]) == ("exp", True, 3, 3)
    assert (told["jobs"], told["jobs_over"]) == (1, 1)
    assert told["cost"] > 0


def test_each_change_is_told_once_until_the_end(left, claude, monkeypatch):
    looks = []

    def sleep(_seconds):
        looks.append(threading.current_thread())
        if len(looks) == 3:
            go_on(left, claude)

    monkeypatch.setattr("deferred.core.real_time.sleep", sleep)
    done = here("watch", "exp")
    assert done.returncode == 0
    assert [line.partition(" calls")[0] for line in done.stdout.splitlines()] == ["0 of 3", "3 of 3"]
    assert done.stdout.endswith("; every call has its answer\n")


def test_no_key_is_needed_and_nothing_is_asked_of_the_provider(left, monkeypatch):
    requests = len(left.requests)
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    assert here("watch", "exp", "--timeout", "0").returncode == 75
    assert len(left.requests) == requests


def test_the_newest_run_of_the_name_is_shown(left, claude):
    go_on(left, claude)
    with pytest.raises(deferred.Pending), deferred.batch(name="exp", detach=0):
        ask_claude(claude, "another")
    assert here("watch", "exp", "--timeout", "0").stdout.startswith("0 of 1 calls")


@pytest.mark.parametrize(("arguments", "words"), [(("exq",), "exq"), (("exp", "--timeout", "soon"), "--timeout")])
def test_wrong_input_is_said(left, arguments, words):
    done = here("watch", *arguments)
    assert done.returncode in {1, 2}
    assert words in done.stderr
