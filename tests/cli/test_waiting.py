"""`deferred wait` and `deferred pending`: what of a run is at the provider, without its script."""

import json

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gemini, ask_gpt, read
from tests.support.commandline import here

HOUR = 3600.0


@pytest.fixture
def left(sim, claude, gpt, gemini):
    """A simulator with three jobs of the run "exp", at three providers, that a process left."""
    sim.latency = HOUR
    with pytest.raises(deferred.Pending), deferred.batch(name="exp", detach=0):
        _ = [ask_claude(claude), ask_gpt(gpt), ask_gemini(gemini)]
    return sim


def again(claude, gpt, gemini):
    """Make the calls once more."""
    with deferred.batch(name="exp", detach=0) as session:
        replies = [ask_claude(claude), ask_gpt(gpt), ask_gemini(gemini)]
        assert all((read(replies[0]), replies[1].choices[0].message.content, replies[2].text))
    return session.report


def test_pending_looks_once_and_says_when_to_look_again(left):
    done = here("pending", "exp")
    assert done.returncode == 75
    assert done.stdout.count("0 of 1 done") == 3
    assert done.stdout.splitlines()[-1] == "3 jobs are at the provider; run again in 1 min"
    told = json.loads(here("pending", "exp", "--json").stdout)
    assert (told["at_provider"], told["only_by_script"], told["retry_after"]) == (3, 0, 60.0)
    assert len(told["jobs"]) == 3


def test_pending_fetches_what_has_ended(left, claude, gpt, gemini):
    left.clock.advance(HOUR)
    done = here("pending", "exp")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "no job is at the provider; run the script again to go on"
    report = again(claude, gpt, gemini)
    assert (report.cached, len(left.jobs), left.meter.rows_billed) == (3, 3, 3)


def test_wait_ends_when_the_last_job_is_fetched(left, claude, gpt, gemini, monkeypatch):
    pauses = []

    def sleep(seconds):
        pauses.append(seconds)
        left.clock.advance(HOUR / 4)

    monkeypatch.setattr("deferred.core.real_time.sleep", sleep)
    done = here("wait", "exp")
    assert done.returncode == 0, done.stderr
    assert pauses[:3] == [2.0, 3.0, 4.5]
    assert done.stdout.count("0 of 1 done") <= 9  # said when it changes
    assert again(claude, gpt, gemini).cached == 3


def test_wait_ends_with_75_at_its_timeout(left):
    done = here("wait", "exp", "--timeout", "0")
    assert done.returncode == 75
    assert done.stdout.splitlines()[-1] == "3 jobs are at the provider; run again in 1 min"
    assert json.loads(here("wait", "exp", "--timeout", "0.01", "--json").stdout)["at_provider"] == 3


def test_the_youngest_job_s_age_says_when_to_come_back(left):
    for age, words in ((130.0, "3 min"), (5 * HOUR, "15 min")):
        engine.age_jobs_on_disk(age)
        assert here("pending", "exp").stdout.splitlines()[-1].endswith(f"run again in {words}")


def test_a_job_that_was_never_sent_is_left_to_the_script(left):
    left.clock.advance(HOUR)
    engine.change_jobs_on_disk(batch_id=None)
    done = here("wait", "exp")
    assert done.returncode == 0
    assert "3 jobs were never sent, or never answered at the creation; the script, run again" in done.stdout


@pytest.mark.parametrize("command", ["wait", "pending"])
def test_keys_go_to_known_or_named_hosts_alone(left, command, monkeypatch):
    monkeypatch.setenv("DEFERRED_HOSTS", "elsewhere.example")
    before = len(left.requests)
    done = here(command, "exp")
    assert done.returncode == 1
    assert "--hosts" in done.stderr
    assert len(left.requests) == before
    assert (
        here(command, "exp", *(["--timeout", "0"] if command == "wait" else []), "--hosts", left.host).returncode == 75
    )


@pytest.mark.parametrize("command", ["wait", "pending"])
def test_a_run_that_is_not_there_is_said(left, command):
    done = here(command, "another")
    assert (done.returncode, "no run called 'another'" in done.stderr) == (1, True)


@pytest.mark.parametrize("text", ["soon", "-1"])
def test_a_bad_timeout_is_said(left, text):
    done = here("wait", "exp", f"--timeout={text}")
    assert (done.returncode, "--timeout" in done.stderr) == (2, True)


def test_doctor_says_what_is_at_the_provider(left):
    assert "3 jobs are at the provider; run again in 1 min" in here("doctor").stdout
