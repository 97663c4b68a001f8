"""When a job is made of the calls that wait in the pool, and which calls may share one."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from deferred.core.call import Target
from deferred.core.caps import Caps
from deferred.core.grouping import Group, Limits
from deferred.engine.pool import is_due, name_of
from deferred.engine.shared_jobs import may_be_of
from deferred.storage.call_pool import Backlog

LIMITS = Limits(requests=10, bytes=1000, row_bytes=0, one_model=False)
GROUP = Group(Target("anthropic", "https://api.anthropic.com", "/v1/messages", "c1"), "")


@pytest.mark.parametrize(
    ("backlog", "due"),
    [
        (Backlog(0, 0, 0, 0.0, 0.0), False),
        (Backlog(1, 1, 10, 29.0, 29.0), False),
        (Backlog(1, 1, 10, 30.0, 30.0), True),  # nobody came for 30 seconds
        (Backlog(5, 5, 50, 200.0, 1.0), False),  # more calls keep coming
        (Backlog(5, 5, 50, 300.0, 1.0), True),  # but the first of them waits for long
        (Backlog(10, 10, 100, 1.0, 0.0), True),  # a job is full
        (Backlog(5, 5, 1000, 1.0, 0.0), True),
    ],
)
def test_a_job_is_made_when_it_is_full_or_no_call_came_for_that_long(backlog, due):
    assert is_due(backlog, LIMITS, 30.0) is due


@pytest.mark.parametrize(
    "other",
    [
        Group(Target("openai", "https://api.anthropic.com", "/v1/messages", "c1"), ""),
        Group(Target("anthropic", "https://proxy.example", "/v1/messages", "c1"), ""),
        Group(Target("anthropic", "https://api.anthropic.com", "/v1/other", "c1"), ""),
        Group(Target("anthropic", "https://api.anthropic.com", "/v1/messages", "c2"), ""),
        Group(Target("anthropic", "https://api.anthropic.com", "/v1/messages", "c1", (("anthropic-beta", "x"),)), ""),
        Group(GROUP.target, "claude-haiku-4-5"),
    ],
)
def test_calls_of_another_account_address_or_model_are_another_group(other):
    assert name_of(other) != name_of(GROUP)


@pytest.mark.parametrize(
    "caps",
    [Caps(Decimal(1)), Caps(Decimal(2)), Caps(None, {"month": Decimal(1)}), Caps(Decimal(1), {"day": Decimal(1)})],
)
def test_calls_of_a_process_with_other_caps_are_another_group(caps):
    assert name_of(GROUP, caps) not in {name_of(GROUP), name_of(GROUP, Caps(Decimal(3), caps.budget))}
    same = Caps(caps.run and caps.run * Decimal("1.0"), {period: most * 1 for period, most in caps.budget.items()})
    assert name_of(GROUP, caps) == name_of(GROUP, same)


def test_the_order_in_which_budgets_are_given_makes_no_other_group():
    day, week = ("day", Decimal(1)), ("week", Decimal(2))
    assert name_of(GROUP, Caps(None, dict([day, week]))) == name_of(GROUP, Caps(None, dict([week, day])))


def test_a_transport_of_this_process_does_not_make_another_group():
    here = Target("anthropic", "https://api.anthropic.com", "/v1/messages", "c1", transport="of this process")
    assert name_of(Group(here, "")) == name_of(GROUP)


JOB, CALLS = "0" * 16, [SimpleNamespace(key=letter * 40) for letter in "ab"]


@pytest.mark.parametrize(
    ("kept", "unread"),
    [
        ([], ""),
        ([f'{{"custom_id": "{JOB}-{"a" * 40}", "what": 1}}'], "a"),
        (['{"custom_id": "of nobody"}'], "ab"),
        ([f'{{"custom_id": "{JOB}-{"a" * 40}"}}', "{}"], "ab"),
        ([f'{{"custom_id": "{"1" * 16}-{"a" * 40}"}}'], "ab"),  # a name of another job
    ],
)
def test_what_nobody_can_read_may_be_the_answer_of_the_call_that_it_names_or_of_any(kept, unread):
    rows = [row.encode() for row in kept]
    assert may_be_of(rows, JOB, CALLS) == {letter * 40 for letter in unread}
