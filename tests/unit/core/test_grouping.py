"""Planning is pure: tables of cases, and properties over many."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deferred.core import grouping
from deferred.core.call import Target
from deferred.core.grouping import Limits
from deferred.providers import PROVIDERS


@dataclass(frozen=True)
class Piece:
    """A body of some size."""

    size: int
    units: int = 1


CASES = [
    ("nothing", [], []),
    ("one", [10], [[10]]),
    ("exactly the count", [1, 1, 1], [[1, 1, 1]]),
    ("one more than the count", [1, 1, 1, 1], [[1, 1, 1], [1]]),
    ("exactly the bytes", [48, 48], [[48, 48]]),
    ("one byte more", [48, 49], [[48], [49]]),
    ("a large one between small ones", [1, 90, 1], [[1, 90, 1]]),
]


@pytest.mark.parametrize(("name", "sizes", "expected"), CASES)
def test_jobs_are_cut_at_the_exact_limits(name, sizes, expected):
    limits = Limits(requests=3, bytes=100, row_bytes=2, one_model=False)
    jobs = grouping.cut([Piece(size) for size in sizes], limits)
    assert [[piece.size for piece in job] for job in jobs] == expected


@given(st.lists(st.integers(1, 98)), st.integers(1, 7))
def test_every_call_is_in_one_job_in_order_and_no_job_passes_a_limit(sizes, count):
    limits = Limits(requests=count, bytes=100, row_bytes=2, one_model=False)
    jobs = list(grouping.cut([Piece(size) for size in sizes], limits))
    assert [piece.size for job in jobs for piece in job] == sizes
    assert all(len(job) <= count and sum(piece.size + 2 for piece in job) <= 100 for job in jobs)
    assert all(job for job in jobs)


def test_inputs_of_embeddings_count_against_the_limit():
    limits = Limits(requests=50_000, units=50_000, bytes=10**9, row_bytes=2, one_model=True)
    jobs = grouping.cut([Piece(10, 2_000) for _ in range(60)], limits)
    assert [sum(piece.units for piece in job) for job in jobs] == [50_000, 50_000, 20_000]


def test_a_users_bound_counts_calls_whatever_their_inputs():
    limits = Limits(requests=50_000, units=50_000, bytes=10**9, row_bytes=2, one_model=True).at_most(20)
    assert [len(job) for job in grouping.cut([Piece(10, 10) for _ in range(40)], limits)] == [20, 20]


def test_the_users_own_bound_only_makes_jobs_smaller():
    limits = Limits(requests=10, bytes=100, row_bytes=2, one_model=False)
    assert limits.at_most(3).requests == 3
    assert limits.at_most(30).requests == 10
    assert limits.at_most(None) is limits


def test_models_share_a_job_only_where_the_provider_allows_it():
    target = Target("openai", "https://api.openai.com/v1", "/v1/responses", "abc")
    groups = {name: grouping.group_of(target, "m", provider.limits).model for name, provider in PROVIDERS.items()}
    assert {name for name, model in groups.items() if model == ""} == {"anthropic", "groq"}
    assert set(groups.values()) == {"", "m"}


@pytest.mark.parametrize(
    ("provider", "requests", "size"),
    [("anthropic", 100_000, 256_000_000), ("openai", 50_000, 200_000_000), ("google", 50_000, 2_000_000_000)],
)
def test_the_providers_published_limits(provider, requests, size):
    limits = PROVIDERS[provider].limits
    assert limits.requests == requests
    assert size - 100 <= limits.bytes <= size
