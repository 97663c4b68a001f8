"""Ordinary scripts, run live and run deferred: the same results, and so many jobs."""

import subprocess
import sys

import pytest

import deferred
from tests.capture.dropin import scripts

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.slow
@pytest.mark.parametrize("script", scripts.JOBS, ids=lambda script: script.__name__)
def test_a_script_gives_the_same_deferred_as_live(same_answers, monkeypatch, script):
    monkeypatch.setattr(scripts, "MODULE", {})
    if script in scripts.NEEDS:
        pytest.importorskip(scripts.NEEDS[script])
    live = script()
    calls = len(same_answers.live_calls)
    with deferred.batch(linger=0.5):
        batched = script()
    assert batched == live
    assert len(same_answers.live_calls) == calls
    assert len(same_answers.jobs) == scripts.JOBS[script]


def test_the_loop_that_reads_at_once_is_one_job_under_map(same_answers, monkeypatch):
    monkeypatch.setattr(scripts, "MODULE", {})
    with deferred.batch():
        results = list(deferred.map(scripts.ask, scripts.TEXTS))
    assert len(results) == 6
    assert len(same_answers.jobs) == 1


def test_the_apply_of_pandas_that_reads_at_once_is_one_job_under_map(same_answers, monkeypatch):
    pandas = pytest.importorskip("pandas")
    monkeypatch.setattr(scripts, "MODULE", {})
    live = pandas.Series(scripts.TEXTS).apply(scripts.ask)
    with deferred.batch():
        column = pandas.Series(list(deferred.map(scripts.ask, pandas.Series(scripts.TEXTS))))
    assert column.equals(live)
    assert len(same_answers.jobs) == 1


PYTEST = """
import anthropic, deferred, pytest

@pytest.fixture(scope="module")
def replies():
    with deferred.batch():
        client = anthropic.Anthropic()
        return [
            client.messages.create(
                model="claude-haiku-4-5", max_tokens=64, messages=[{"role": "user", "content": f"text {n}"}]
            )
            for n in range(4)
        ]

@pytest.mark.parametrize("n", range(4))
def test_an_answer_names_its_text(replies, n):
    assert f"text {n}" in replies[n].content[0].text
"""


@pytest.mark.slow
def test_a_pytest_test_that_uses_replies_is_one_job(same_answers, tmp_path):
    (tmp_path / "test_pipeline.py").write_text(PYTEST, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_pipeline.py"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "4 passed" in done.stdout
    assert [len(job.rows) for job in same_answers.jobs] == [4]
    assert same_answers.live_calls == []


def test_conversations_of_several_turns_are_a_job_for_each_turn_under_map(same_answers, monkeypatch):
    monkeypatch.setattr(scripts, "MODULE", {})

    def conversation(n):
        history = [f"{n} search"]
        while (found := scripts.ask(" ".join(history))) != "found":
            history.append(found)
        return history

    live = [conversation(n) for n in range(5)]
    with deferred.batch():
        assert list(deferred.map(conversation, range(5))) == live
    assert [len(job.rows) for job in same_answers.jobs] == [5, 5, 5]


PROBES = ["_repr_html_", "_ipython_display_", "_typ", "__array__", "__array_interface__", "__len__", "__wrapped__"]


@pytest.mark.parametrize("probe", PROBES)
def test_what_numpy_pandas_and_jupyter_ask_of_every_object_starts_no_wait(same_answers, claude, probe):
    live = claude.messages.create(**scripts.message("text"))
    with deferred.batch():
        reply = claude.messages.create(**scripts.message("text"))
        assert not hasattr(reply, probe)
        assert same_answers.jobs == []
    assert reply.content == live.content
    assert hasattr(live, probe) is hasattr(reply, probe) is False
