"""One run in several processes: one limit, ended by the last to leave; parts, samples, and calls outside of any block."""

import json
import os
import subprocess
import sys

import pytest

import deferred
from tests.support import engine
from tests.support.calls import ask_claude, ask_gpt, read

pytestmark = [pytest.mark.usefixtures("no_session_left"), pytest.mark.timeout(110)]

# Each asks six questions of its own under one limit, and says what came of them.
WORKER = """
import json, sys, anthropic, deferred
client = anthropic.Anthropic()
with deferred.batch(name="shared", cost_limit=0.001, progress=False, **{settings}) as session:
    replies = [client.messages.create(model="claude-haiku-4-5", max_tokens=64,
               messages=[{{"role": "user", "content": f"{{sys.argv[1:]}} {who} {{n}}"}}]) for n in range(6)]
    print("inside", flush=True)
errors = [deferred.future(reply).exception() for reply in replies]
print(json.dumps([type(error).__name__ for error in errors]))
"""


ANOTHER = """
import anthropic, deferred
with deferred.batch(name="shared", cache="ledger") as session:
    reply = anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9,
            messages=[{"role": "user", "content": "two"}])
print(reply.content[0].text and session.run.id)
"""


def worker(who, **settings):
    """The script of one process of the run."""
    return WORKER.format(who=who, settings=settings)


@pytest.mark.slow
def test_eight_processes_of_one_name_are_one_run_with_one_limit(sim, scripts, tmp_path):
    pids = [scripts.start(worker(who), tmp_path, out=f"out{who}") for who in range(8)]
    assert [scripts.wait(pid) for pid in pids] == [0] * 8
    outcomes = [json.loads((tmp_path / f"out{who}").read_text().splitlines()[-1]) for who in range(8)]
    assert {name for outcome in outcomes for name in outcome} <= {"NoneType", "CostLimitExceeded"}
    assert 0 < sim.meter.total <= 0.001


@pytest.mark.slow
def test_the_first_to_leave_ends_no_run_that_others_are_in(sim, claude, tmp_path):
    with deferred.batch(name="shared", cache="ledger") as outer:
        with deferred.batch(name="inner"):
            ask_claude(claude, "one")
        other = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", ANOTHER],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert other.stdout.strip() == engine.run_id(outer)
        with_third = engine.ledger("ledger").runs.open("shared", {}, write=False)
        assert with_third.run.id == engine.run_id(outer)
    assert [run.is_over for run in engine.ledger("ledger").runs.all()] == [True]


def test_a_process_that_left_with_calls_unanswered_keeps_the_run_unfinished(sim, claude):
    with deferred.batch(name="shared", cache="ledger", cost_limit=0.0001):
        refused = ask_claude(claude, "too dear")
    assert isinstance(deferred.future(refused).exception(), deferred.CostLimitExceeded)
    assert [run.is_over for run in engine.ledger("ledger").runs.all()] == [False]
    with deferred.batch(name="shared", cache="ledger", cost_limit=1):
        assert read(ask_claude(claude, "too dear"))
    assert [run.is_over for run in engine.ledger("ledger").runs.all()] == [True]


# -- parts -------------------------------------------------------------------------------------------------------------


def test_parts_share_one_limit_one_after_the_other(sim, claude):
    for who in range(8):
        with deferred.batch(name="parts", cache="ledger", part=True, cost_limit=0.001):
            replies = [ask_claude(claude, f"{who} {n}") for n in range(6)]
        for reply in replies:
            deferred.future(reply).exception()
    assert 0.0003 < sim.meter.total <= 0.001
    assert [run.is_over for run in engine.ledger("ledger").runs.all()] == [False]


def test_a_part_needs_the_name_of_its_run():
    with pytest.raises(ValueError, match="part=True needs the name"), deferred.batch(part=True):
        pass


def test_a_part_does_not_begin_anew():
    with pytest.raises(ValueError, match="fresh=True"), deferred.batch(part=True, name="x", fresh=True):
        pass


def test_in_parts_equal_requests_are_one_purchase_however_they_are_cut(sim, claude, caplog):
    for cut in ([4], [3, 1], [2, 2], [1, 1, 1, 1]):
        for count in cut:
            with deferred.batch(name="rows", cache="ledger", part=True):
                assert len({read(ask_claude(claude, "the same row")) for _ in range(count)}) == 1
    assert sim.meter.rows_billed == 1
    assert caplog.text.count("bought once") >= 1


def test_a_duplicate_in_a_part_waits_for_its_twin_and_fails_with_it(sim, claude):
    sim.faults.error_rows, sim.faults.error_status = 1, 400
    with deferred.batch(name="rows", part=True):
        one, other = ask_claude(claude, "same"), ask_claude(claude, "same")
    errors = [deferred.future(reply).exception() for reply in (one, other)]
    assert [type(error).__name__ for error in errors] == ["BadRequestError"] * 2
    assert len(sim.jobs) == 1


def test_samples_are_separate_purchases_in_parts_and_the_same_again(sim, claude):
    for _ in range(2):
        with deferred.batch(name="rows", cache="ledger", part=True):
            replies = []
            for n in range(3):
                with deferred.sample(n), deferred.sample("inner"):
                    replies.append(ask_claude(claude, "the same row"))
        assert len({read(reply) for reply in replies}) == 3
    assert sim.meter.rows_billed == 3


def test_a_sample_that_is_no_json_is_refused():
    with pytest.raises(TypeError), deferred.sample(object()):
        pass


# -- calls outside of any block ----------------------------------------------------------------------------------------

GUARDED = """
import anthropic, openai, deferred
from google import genai
{first}
for ask in (
    lambda: anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{{"role": "user", "content": "x"}}]),
    lambda: openai.OpenAI().chat.completions.create(model="gpt-5-mini", messages=[{{"role": "user", "content": "x"}}]),
    lambda: genai.Client().models.generate_content(model="gemini-2.5-flash", contents="x"),
):
    try:
        ask()
    except deferred.NotBatchable as error:
        print("refused", "deferred.guard()" in str(error))
with deferred.batch(cache=False, progress=False):
    reply = anthropic.Anthropic().messages.create(model="claude-haiku-4-5", max_tokens=9, messages=[{{"role": "user", "content": "x"}}])
print(bool(reply.content[0].text))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "environment"), [("deferred.guard(); deferred.guard()", {}), ("", {"DEFERRED_GUARD": "1"})]
)
def test_a_guarded_process_sends_nothing_outside_of_a_block(sim, scripts, tmp_path, first, environment):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", GUARDED.format(first=first)],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.stdout.split("\n")[:4] == ["refused True"] * 3 + ["True"], done.stderr
    assert sim.live_calls == []


def test_without_a_guard_calls_outside_of_a_block_are_untouched(sim, gpt):
    assert ask_gpt(gpt).choices
    assert len(sim.live_calls) == 1
