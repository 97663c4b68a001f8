"""Periods of budgets, and what is left under several caps."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deferred.core.caps import LONGEST, NO_CAPS, PERIODS, Allowance, Caps, end_of, start_of

TIMES = st.floats(0, 4e9)
DOLLARS = st.decimals(0, 1000, places=4)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC).timestamp()


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        ("day", utc(2028, 2, 29), utc(2028, 3, 1)),
        ("week", utc(2028, 2, 28), utc(2028, 3, 6)),  # Monday to Monday
        ("month", utc(2028, 2, 1), utc(2028, 3, 1)),
    ],
)
def test_a_period_is_of_the_calendar_in_utc(period, since, until):
    for at in (utc(2028, 2, 29), utc(2028, 2, 29, 23, 59, 59)):
        assert (start_of(period, at), end_of(period, at)) == (since, until)


@given(st.sampled_from(PERIODS), TIMES)
def test_periods_follow_each_other_without_gap_and_every_time_is_in_one(period, at):
    since, until = start_of(period, at), end_of(period, at)
    assert since <= at < until
    assert start_of(period, since) == since
    assert start_of(period, until) == until
    assert end_of(period, since) == until
    assert until - since <= LONGEST


@given(TIMES, TIMES)
def test_a_later_time_is_in_no_earlier_period(one, other):
    for period in PERIODS:
        assert start_of(period, min(one, other)) <= start_of(period, max(one, other))


@given(st.none() | DOLLARS, st.dictionaries(st.sampled_from(PERIODS), DOLLARS), TIMES, DOLLARS, DOLLARS)
def test_what_fits_into_the_room_passes_no_cap(run, budget, at, of_run, of_all):
    caps = Caps(run, budget)
    room = caps.room(at, lambda: of_run, lambda since: of_all)
    assert (room is None) == (not caps)
    if run is not None:
        assert of_run + room <= run
    for most in budget.values():
        assert of_all + room <= most
    allowances = caps.allowances(at, lambda: of_run, lambda since: of_all)
    assert room in {None, *(one.left for one in allowances)}  # and no more is kept back


def test_each_period_is_asked_for_what_was_committed_since_it_began():
    at, asked = utc(2027, 1, 1, 12), []

    def since(time):
        asked.append(time)
        return Decimal(0)

    Caps(None, dict.fromkeys(PERIODS, Decimal(1))).room(at, lambda: Decimal(0), since)
    assert asked == [utc(2027, 1, 1), utc(2026, 12, 28), utc(2027, 1, 1)]
    assert Caps(None, dict.fromkeys(PERIODS, Decimal(1))).since(at) == utc(2026, 12, 28)


def test_caps_are_named_as_they_were_given():
    caps = Caps(Decimal(5), {"month": Decimal(2000)})
    assert str(caps) == "cost_limit=$5 and budget month=$2,000"
    [month, run] = caps.allowances(utc(2026, 12, 31), lambda: Decimal(6), lambda _: Decimal(1))
    assert (str(month), month.ends) == ("the budget of $2,000 a month", "2027-01-01 00:00 UTC")
    assert (str(run), run.left) == ("cost_limit=$5", Decimal(-1))
    assert Allowance(Decimal(5), Decimal(1)).setting == "cost_limit"
    assert not NO_CAPS
