"""Ordinary scripts, run live and run deferred: the same results, and so many jobs."""

import pytest

import deferred
from tests.dropin import scripts

pytestmark = [
    pytest.mark.usefixtures("no_session_left"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.mark.parametrize("script", scripts.JOBS, ids=lambda script: script.__name__)
def test_a_script_gives_the_same_deferred_as_live(same_answers, monkeypatch, script):
    monkeypatch.setattr(scripts, "MODULE", {})
    live = script()
    calls = len(same_answers.live_calls)
    with deferred.batch(linger=0.2):
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
