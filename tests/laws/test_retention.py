"""Retention: with `retention="collected"` nothing stays at the provider, and every answer is here."""

import threading

import pytest

import deferred
from tests.laws.test_bought_once import assert_right
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, errors_of
from tests.support.models import GPT
from tests.support.scripts import script
from tests.support.troubles import POINTS, Killer

pytestmark = pytest.mark.usefixtures("no_session_left")
CLEAN = {"DEFERRED_RETENTION": "collected"}
ALWAYS = {("answered", "results", 1)}


def left_at(sim, *, results=True):
    """What a simulator still holds, files of results included or not."""
    return [name for name in sim.stored if results or not name.startswith("batch-")]


@pytest.mark.parametrize("provider", ["anthropic", "openai", "google"])
def test_nothing_is_left_after_a_run(sim, ask_of, provider):
    ask = ask_of(provider)
    with deferred.batch(retention="collected"):
        replies = [ask(f"{n}") for n in range(3)]
    assert left_at(sim) == []
    assert all(replies)
    with deferred.batch():
        ask("kept")
    assert left_at(sim) != []  # by default the provider keeps it


def test_a_background_response_is_deleted_too(sim, gpt):
    with deferred.batch(retention="collected", within="8h"):
        reply = gpt.responses.create(model="gpt-6.2-sol", input="x")
    assert reply.output_text
    assert left_at(sim) == []


def test_the_file_of_a_job_that_was_refused_is_deleted(sim, gpt):
    sim.faults.fail_batch = True
    with deferred.batch(retention="collected"):
        [error] = errors_of([ask_gpt(gpt)])
    assert isinstance(error, Exception)
    assert left_at(sim) == []


def test_the_files_of_a_cancelled_job_are_deleted(sim, gpt):
    sim.latency = 3600
    with deferred.batch(retention="collected") as session:
        future = deferred.future(ask_gpt(gpt))
        session.flush()
        engine.wait_until_submitted(session, 10)
        session.cancel()
        assert future.exception(10)
    assert left_at(sim) == []


@pytest.mark.parametrize(
    "point",
    [
        pytest.param(point, marks=() if point in ALWAYS else pytest.mark.slow)
        for point in [*POINTS, ("request", "delete", 1)]
    ],
    ids=lambda point: "-".join(map(str, point)),
)
@pytest.mark.parametrize("provider", ["anthropic", "openai", "google", "embeddings"])
def test_after_a_kill_nothing_is_left_and_every_answer_is_here(sim, scripts, tmp_path, provider, point):
    if "upload" in point and provider in {"anthropic", "google"}:
        pytest.skip("no file is uploaded")
    if "results" in point and provider == "google":
        pytest.skip("the answers come with the poll; `embeddings` is the file form")
    sim.latency = 3600.0 if "poll" in point else 0.05
    Killer(sim, scripts, *point).aim(pid := scripts.start(script(provider), tmp_path, **CLEAN))
    assert scripts.wait(pid) == -9
    sim.clock.advance(sim.latency)
    assert_right(scripts.run(script(provider), tmp_path, **CLEAN), sim)
    # A file of results at Gemini cannot be deleted: it is gone after 48 hours. What was killed in its upload is unknown.
    left = left_at(sim, results=provider != "embeddings")
    assert left == [] if "upload" not in point else len(left) <= 1


@pytest.mark.parametrize("times", [2, 50])
def test_a_deletion_that_fails_is_tried_again_and_then_by_the_next_run(sim, gpt, caplog, times):
    sim.faults.status_on = {"delete": (500, times, {})}
    with deferred.batch(retention="collected"):
        assert ask_gpt(gpt).choices
    if times == 2:
        assert left_at(sim) == []
        return
    assert "still at the provider" in caplog.text
    assert left_at(sim) != []
    sim.faults.status_on = {}
    with deferred.batch(retention="collected", name="another"):
        assert ask_gpt(gpt, "another").choices
    assert left_at(sim) == []


def test_what_was_not_understood_is_not_deleted(sim, gpt):
    sim.faults.unknown_rows = 1
    sim.faults.drop_rows = [0]
    with deferred.batch(retention="collected"):
        [error] = errors_of([ask_gpt(gpt)])
    assert isinstance(error, deferred.JobFailed)
    assert left_at(sim) != []


def test_the_block_is_left_only_when_everything_is_deleted(sim, gpt):
    let_go = threading.Event()
    sim.on("request", lambda request: let_go.wait(5) if request.operation == "delete" else None)
    threading.Timer(0.3, let_go.set).start()
    with deferred.batch(retention="collected"):
        assert ask_gpt(gpt).choices
    assert left_at(sim) == []


@pytest.mark.parametrize("keep", [True, False])
def test_request_bodies_stay_on_disk_unless_they_are_not_wanted(sim, claude, keep):
    with deferred.batch(keep_requests=keep):
        reply = ask_claude(claude, "a secret of the house")
    assert reply.content
    assert engine.is_on_disk(b"a secret of the house") is keep
    with deferred.batch(keep_requests=keep) as again:
        assert ask_claude(claude, "a secret of the house").content
    assert again.status()["cached"] == 1


def test_request_bodies_of_an_open_job_are_kept(sim, claude, earlier):
    sim.latency = 3600
    earlier(["one"], DEFERRED_KEEP_REQUESTS="0")
    assert engine.is_on_disk(b"one")
    sim.clock.advance(3600)
    with deferred.batch(name="run", keep_requests=False):
        assert ask_claude(claude, "one").content
    assert not engine.is_on_disk(b'"one"')


def test_a_call_that_asks_not_to_be_stored_is_told_once_that_a_batch_is(sim, gpt, caplog):
    with deferred.batch():
        replies = [gpt.responses.create(model=GPT, input=f"n {n}", store=False) for n in range(3)]
    assert all(reply.output_text for reply in replies)
    assert len([one for one in caplog.messages if "asks not to be stored" in one]) == 1
    caplog.clear()
    with deferred.batch(retention="collected"):
        assert gpt.responses.create(model=GPT, input="another", store=False).output_text
    with deferred.batch():
        assert gpt.responses.create(model=GPT, input='"store": false').output_text
    assert not [one for one in caplog.messages if "asks not to be stored" in one]
