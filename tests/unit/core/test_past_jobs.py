"""Estimates from past jobs: what is learned, when nothing is said, and that more jobs take longer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deferred.core.job import LIVE, Job
from deferred.core.past_jobs import PastJobs, last_of, share_of

CLAUDE = "claude-haiku-4-5"


def job(seconds, model=CLAUDE, outcome="ended", **more):
    given = {"provider": "anthropic", "submitted_at": 100.0, "ended_at": 100.0 + seconds} | more
    return Job(
        nonce="", base_url="", endpoint="", credential="", headers=[], count=1, size=0, planned_at=99.0, model=model,
        outcome=outcome, **given,
    )  # fmt: skip


def left(past, *sinces, provider="anthropic", model=CLAUDE):
    return PastJobs(past).left([(provider, model, since) for since in sinces])


def test_one_job_will_probably_take_what_half_of_the_past_jobs_took():
    assert left([job(seconds) for seconds in (100, 200, 300, 400, 500)], 0) == 300


def test_of_many_jobs_the_slowest_counts():
    past = [job(seconds) for seconds in range(1, 101)]
    assert left(past, 0) == 50
    assert left(past, *[0] * 31) == 98


def test_a_job_that_has_taken_long_already_is_compared_with_those_that_took_longer():
    past = [job(seconds) for seconds in (100, 200, 300, 400, 500)]
    assert left(past, 250) == 150
    assert left(past, 600) is None


@pytest.mark.parametrize(
    "past",
    [
        [],
        [job(100), job(200)],
        [job(100, outcome="failed: out of credit")] * 3,
        [job(100, outcome="expired")] * 3,
        [job(100, outcome=LIVE)] * 3,
        [job(100, submitted_at=None)] * 3,
        [job(100, ended_at=None)] * 3,
        [job(100, provider="openai")] * 3,
    ],
)
def test_nothing_is_said_of_what_is_not_known(past):
    assert left(past, 0) is None


def test_a_model_with_too_few_jobs_is_judged_by_its_provider():
    past = [job(100), job(100, "claude-sonnet-4-5"), job(100, "claude-opus-4-5"), job(700, "claude-opus-4-5")]
    assert left(past, 0) == 100


def test_jobs_that_mix_models_count_for_each_of_them():
    past = [job(100, "", model_costs={CLAUDE: "1", "claude-opus-4-5": "2"})] * 3
    assert left(past, 0) == 100
    assert list(PastJobs(past).of("anthropic", "claude-opus-4-5")) == [100] * 3


def test_jobs_of_several_providers_are_over_when_the_last_one_is():
    past = PastJobs([*[job(100)] * 3, *[job(500, "gpt-5-mini", "completed", provider="openai")] * 3])
    assert past.left([("anthropic", CLAUDE, 0.0), ("openai", "gpt-5-mini", 200.0)]) == 300
    assert past.left([("anthropic", CLAUDE, 0.0), ("google", "gemini-2.5-flash", 0.0)]) is None


@given(st.lists(st.floats(0, 1e5), min_size=1, max_size=50), st.integers(1, 1000))
def test_an_estimate_is_what_some_job_took_and_grows_with_the_jobs(seconds, jobs):
    seconds.sort()
    assert last_of(seconds, jobs) in seconds
    assert last_of(seconds, jobs) <= last_of(seconds, jobs + 1)
    assert sum(one <= share_of(seconds, 0.9) for one in seconds) >= 0.9 * len(seconds)
