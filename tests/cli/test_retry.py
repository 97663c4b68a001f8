"""`deferred retry`: what failed in a run is sent again from the ledger alone."""

import json

import pytest

import deferred
from tests.support.calls import ask_claude, ask_gemini, ask_gpt
from tests.support.commandline import apart, here
from tests.support.models import GPT

ASK = {"claude": ask_claude, "gpt": ask_gpt, "gemini": ask_gemini}


def script(client, ask, texts, **settings):
    with deferred.batch(name="exp", **settings) as session:
        replies = [ask(client, text) for text in texts]
    return session, [deferred.future(reply).exception() for reply in replies]


def strike(sim, *indexes):
    """Let the provider refuse rows of the next jobs."""
    sim.faults.error_rows = lambda row: (400, "not today") if row.index in indexes else False


@pytest.mark.slow
@pytest.mark.parametrize("sdk", ASK)
def test_what_failed_is_sent_again_and_the_script_finds_it(sim, request, sdk):
    client, texts = request.getfixturevalue(sdk), [f"question {n}." for n in range(5)]
    strike(sim, 1, 3)
    _, errors = script(client, ASK[sdk], texts)
    assert [error is None for error in errors] == [True, False, True, False, True]
    sim.faults.error_rows = None
    done = apart("retry", "exp")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 calls of exp sent again: 2 answered, 0 failed" in done.stdout
    requests = len(sim.requests)
    session, errors = script(client, ASK[sdk], texts)
    assert (errors, session.status()["cached"]) == ([None] * 5, 5)
    assert (len(sim.requests), sim.meter.rows_billed) == (requests, 5)


def test_the_right_one_of_identical_calls_is_sent_again(sim, gpt):
    strike(sim, 1)
    script(gpt, ask_gpt, ["same.", "same.", "same."])
    sim.faults.error_rows = None
    assert here("retry", "exp").returncode == 0
    _, errors = script(gpt, ask_gpt, ["same.", "same.", "same."])
    assert (errors, sim.meter.rows_billed) == ([None] * 3, 3)


def test_what_fails_again_is_said_and_can_be_tried_once_more(sim, gpt):
    strike(sim, 0)
    script(gpt, ask_gpt, ["one.", "two."])
    done = here("retry", "exp", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["sent"], told["answered"], told["failed"]) == (3, 1, 0, 1)
    assert "not today" in told["first_error"]
    sim.faults.error_rows = None
    assert here("retry", "exp").returncode == 0
    done = here("retry", "exp")
    assert (done.returncode, "no call of exp failed" in done.stdout) == (0, True)
    assert sim.meter.rows_billed == 2


def test_the_limit_holds_over_the_run_and_its_retries(sim, claude):
    strike(sim, 1)
    session, _ = script(claude, ask_claude, ["one.", "two."])
    sim.faults.error_rows = None
    spent = float(session.report.cost)
    done = here("retry", "exp", "--cost-limit", str(spent * 1.01))
    assert (done.returncode, sim.meter.rows_billed) == (3, 1)
    assert "cost" in done.stdout
    assert here("retry", "exp", "--cost-limit", "1").returncode == 0
    assert sim.meter.rows_billed == 2


def test_calls_that_a_limit_kept_from_a_retry_are_sent_by_the_next_one(sim, claude):
    strike(sim, 0, 1)
    script(claude, ask_claude, ["one.", "tea " * 3000])
    sim.faults.error_rows = None
    told = json.loads(here("retry", "exp", "--cost-limit", "0.002", "--json").stdout)
    assert (told["answered"], told["failed"]) == (1, 1)
    told = json.loads(here("retry", "exp", "--json").stdout)
    assert (told["sent"], told["answered"]) == (1, 1)
    assert sim.meter.rows_billed == 2


def test_calls_of_a_script_before_it_was_changed_are_not_sent_again(sim, claude):
    strike(sim, 0)
    script(claude, ask_claude, ["old."])
    sim.faults.error_rows = None
    script(claude, ask_claude, ["new."])
    assert "no call of exp failed" in here("retry", "exp").stdout


def test_a_run_with_calls_that_were_never_sent_is_not_taken_for_complete(sim, claude):
    """Else its next start would be a new run, with the whole limit before it once more."""
    strike(sim, 0)
    script(claude, ask_claude, ["one.", "tea " * 3000], cost_limit=0.002)
    sim.faults.error_rows = None
    assert here("retry", "exp").returncode == 0
    session, errors = script(claude, ask_claude, ["one.", "tea " * 3000], cost_limit=0.002)
    assert isinstance(errors[1], deferred.CostLimitExceeded)
    assert session.status()["cached"] == 1


def test_calls_that_are_still_under_way_are_left_there(sim, gpt):
    sim.latency = 3600
    with deferred.batch(name="exp", wait=False):
        ask_gpt(gpt, "one.")
    done = here("retry", "exp")
    assert done.returncode == 0
    assert "1 calls are still at the provider" in done.stdout
    assert len(sim.jobs) == 1


def test_calls_whose_request_is_gone_are_counted(sim, gpt, tmp_path):
    strike(sim, 0)
    script(gpt, ask_gpt, ["one."])
    for spool in (tmp_path / ".deferred" / "spool").iterdir():
        spool.unlink()
    requests = len(sim.requests)
    done = here("retry", "exp")
    assert (done.returncode, len(sim.requests)) == (3, requests)
    assert "1 others have no request in the ledger" in done.stdout


def test_a_run_that_is_not_there_is_named_with_those_that_are(sim, gpt):
    script(gpt, ask_gpt, ["one."])
    done = here("retry", "ex")
    assert (done.returncode, done.stderr.strip()) == (1, "deferred: the ledger has no run called 'ex'; it has 'exp'")


def test_no_key_goes_to_a_host_on_the_word_of_the_ledger(sim, gpt, monkeypatch):
    strike(sim, 0)
    script(gpt, ask_gpt, ["one."])
    sim.faults.error_rows = None
    monkeypatch.delenv("DEFERRED_HOSTS")
    requests = len(sim.requests)
    done = here("retry", "exp")
    assert (done.returncode, len(sim.requests)) == (1, requests)
    assert "No key is sent" in done.stderr
    assert here("retry", "exp", "--hosts", sim.host).returncode == 0


def test_without_a_key_or_a_ledger_the_remedy_is_named(sim, gpt, monkeypatch):
    assert "there is no ledger" in here("retry", "exp").stderr
    strike(sim, 0)
    script(gpt, ask_gpt, ["one."])
    monkeypatch.delenv("OPENAI_API_KEY")
    done = here("retry", "exp")
    assert (done.returncode, "set OPENAI_API_KEY" in done.stderr) == (1, True)


def test_requests_of_a_file_are_sent_again_and_the_next_send_finds_them(sim, tmp_path):
    lines = [{"id": n, "messages": [{"role": "user", "content": f"number {n}."}]} for n in range(3)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    words = ["send", "in.jsonl", "-o", "out.jsonl", "--provider", "openai", "--model", GPT]
    strike(sim, 1)
    assert here(*words).returncode == 3
    sim.faults.error_rows = None
    assert here("retry", "in.jsonl").returncode == 0
    requests = len(sim.requests)
    assert here(*words).returncode == 0
    assert (len(sim.requests), sim.meter.rows_billed) == (requests, 3)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(row["id"], row["error"]) for row in rows] == [(0, None), (1, None), (2, None)]
