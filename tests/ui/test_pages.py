"""What the pages show, and what their buttons do: the same as the commands."""

import html
import json
import re
import time

import deferred
from tests.cli.test_jobs import invoke
from tests.support.calls import ask_claude, ask_gpt
from tests.support.models import CLAUDE, GPT
from tests.ui.test_access import run_of

LEFT = """
import anthropic, openai, deferred
with deferred.batch(name="left", wait=False, cost_limit=1):
    for number in range(2):
        anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{"role": "user", "content": f"n {number}"}])
    openai.OpenAI().chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": "hello."}])
"""


def words(page):
    """Give what people read of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.text)).split())


def until(visitor, path, wanted, seconds=30):
    """Ask for a part of a page until it says something, as its script does."""
    end = time.monotonic() + seconds
    while wanted not in (said := words(visitor.get(path))):
        assert time.monotonic() < end, said
        time.sleep(0.05)  # as the script of the page pauses
    return said


def test_runs_are_listed_with_their_state_and_cost_newest_first(visitor):
    said = words(visitor.get())
    assert re.search(r"second done 3 0 \S+ 20\d\d-\d\d-\d\d .* first <b>run</b> done 3 1 ", said)
    assert visitor.get("/live/runs").text in visitor.get().text


def test_a_run_shows_waves_jobs_costs_and_causes(visitor):
    said = words(visitor.get(run_of(visitor, "first")))
    jobs = json.loads(invoke("jobs", "first <b>run</b>", "--json"))
    assert all(job["job"] in said for job in jobs)
    assert "3 of 3 calls done 2 answered 1 failed" in said
    assert re.search(r"Sent 20\d\d-\S+ \S+ because: exit", said)
    assert "1 HTTP 400: messages: at least one message is required" in said
    spent = json.loads(invoke("spend", "--by", "model", "--json"))
    assert {row["name"] for row in spent["model"]} == {CLAUDE, GPT}
    assert f"{CLAUDE} 1 3 " in said
    assert "(no tag) 1 3 " in said
    assert "team=search 1 3 " in words(visitor.get(run_of(visitor, "second")))


def test_a_run_whose_answers_were_all_there_says_so(sim, claude, serve):
    for name in ("bought", "found"):
        with deferred.batch(name=name):
            ask_claude(claude)
    visitor = serve()
    assert "No job was sent; its answers were found in the ledger" in words(visitor.get(run_of(visitor, "found")))


def test_spending_is_what_the_command_says(visitor):
    for by in ("day", "run", "model", "tag"):
        said = words(visitor.get(f"/spending?by={by}"))
        for row in json.loads(invoke("spend", "--by", by, "--json"))[by]:
            assert f"{row['name']} {row['jobs']} {row['calls']} " in said
        assert "total 2 6 " in said


def test_progress_is_shown_while_a_run_goes_on(sim, gpt, serve):
    sim.latency = 600
    with deferred.batch(name="slow", max_requests=2) as session:
        for number in range(4):
            ask_gpt(gpt, f"n {number}")
        session.flush()
        visitor = serve()
        live = f"/live{until_run(visitor, 'slow')}"
        assert "running state" in until(visitor, live, "2 of 2 jobs open")
        assert "data-over" not in visitor.get(live).text
        sim.clock.advance(360)  # half of the calls of each job are done
        assert "0 answered" in until(visitor, live, "2 of 4 calls done")
        sim.clock.advance(600)
        session.wait()
    assert "done state" in until(visitor, live, "4 of 4 calls done")
    assert "data-over" in visitor.get(live).text


def until_run(visitor, name):
    until(visitor, "/live/runs", name)
    return run_of(visitor, name)


def test_cancel_asks_the_provider_as_the_command_does(sim, scripts, tmp_path, serve):
    sim.latency = 3600
    scripts.run(LEFT, tmp_path)
    visitor = serve()
    run = run_of(visitor, "left")
    assert words(visitor.get(run)).count("Cancel") == 4  # two jobs, the heading and the button of all
    [first, *_] = re.findall(r'name="job" value="([0-9a-f]+)"', visitor.get(run).text)
    done = visitor.post(f"{run}/cancel", {"job": first})
    assert (done.status, done.headers["location"]) == (303, visitor.base + run)
    assert [job.cancelled is not None for job in sim.jobs].count(True) == 1
    assert "asked the provider to cancel it" in words(visitor.get(run))
    visitor.post(f"{run}/cancel")
    assert [job.cancelled is not None for job in sim.jobs] == [True, True]
    assert visitor.post(f"{run}/cancel", {"job": "x"}).status == 303
    assert "no open job is called 'x'" in words(visitor.get(run))


def test_retry_sends_failed_calls_again_as_the_command_does(sim, gpt, serve):
    sim.faults.error_rows = lambda row: row.index == 1 and (400, "not today")
    with deferred.batch(name="mixed"):
        for number in range(3):
            ask_gpt(gpt, f"n {number}")
    sim.faults.error_rows = lambda row: False
    visitor = serve()
    run = run_of(visitor, "mixed")
    assert "1 HTTP 400: not today" in words(visitor.get(run))
    assert visitor.post(f"{run}/retry", {"cost_limit": "a lot"}).status == 400
    assert sim.meter.rows_billed == 2
    assert visitor.post(f"{run}/retry").status == 303
    said = until(visitor, f"/live{run}", "1 calls of mixed sent again: 1 answered, 0 failed")
    assert sim.meter.rows_billed == 3
    assert "failed calls are being sent again" in said
    assert invoke("retry", "mixed") == "no call of mixed failed that could be sent again\n"


def test_what_is_sent_again_keeps_to_the_limit_that_is_given(sim, claude, serve):
    sim.faults.error_rows = lambda row: (400, "not today")
    with deferred.batch(name="dear"):
        ask_claude(claude)
    sim.faults.error_rows = lambda row: False
    visitor = serve()
    run = run_of(visitor, "dear")
    visitor.post(f"{run}/retry", {"cost_limit": "0.0000001"})
    assert "does not fit under what is left of cost_limit" in until(visitor, f"/live{run}", "0 answered, 1 failed")
    assert sim.meter.rows_billed == 0


def test_only_the_newest_run_of_a_name_is_sent_again(sim, claude, serve):
    for text in ("a", "b"):
        with deferred.batch(name="again", fresh=True):
            ask_claude(claude, text)
    visitor = serve()
    pages = [visitor.get(path).text for path in re.findall(r"/run/[0-9a-f]+", visitor.get().text)]
    assert ["Send failed calls again" in page for page in pages] == [True, False]
    assert "A newer run has this name" in pages[1]
