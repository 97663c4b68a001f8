"""Dates, times, numbers and signs, in the writings of many trades and countries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from tests.citations.tracing import quoted, sure_of


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("REFUND 12.00\nClosing balance 1,879.61", "closing_balance", Decimal("-1879.61")),
        ("BACS REFUND      675.50     1,879.61\n", "balance", Decimal("-1879.61")),
        ("Total 80.00 after discount", "total", Decimal(-80)),
        ("Overdraft fee 5.00   Balance 20.00", "balance", Decimal(-20)),
    ],
)
def test_a_word_of_loss_elsewhere_makes_no_negative(text: str, field: str, value: object) -> None:
    assert quoted(text, **{field: value}) == []


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Audit fee: 14.00", "audit_fee", Decimal(-14)),
        ("Discount: 14.00", "discount", Decimal(-14)),
        ("Refund  25.00", "refund", Decimal(-25)),
    ],
)
def test_a_sign_that_is_not_written_is_never_sure(text: str, field: str, value: object) -> None:
    assert sure_of(text, **{field: value}) == ["medium"]
    assert sure_of(text, **{field: -value}) == ["high"]


def test_a_credit_is_a_negative() -> None:
    assert quoted("Payment received 25.00 CR", payment=Decimal(-25)) == ["25.00"]


@pytest.mark.parametrize(
    ("text", "field", "whole", "piece"),
    [
        ("Estimated value EUR 450 000 for lot 1", "estimated_value", 450_000, 450),
        ("Population 1 204 331", "population", 1_204_331, 1),
        ("Population 1 204 331", "population", 1_204_331, 1204),
        ("Total TTC : EUR 12 450", "total", 12_450, 12),
    ],
)
def test_the_first_digits_of_a_number_with_spaces_are_no_number(text: str, field: str, whole: int, piece: int) -> None:
    assert len(quoted(text, **{field: whole})) == 1
    assert quoted(text, **{field: piece}) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Start: Mar 2021", date(2021, 3, 1)),
        ("Start: Feb 2022", date(2022, 2, 28)),
        ("Start: 28 февраля 2025 г.", date(2025, 2, 28)),
        ("Start: 20 Şubat 2025", date(2025, 2, 20)),
        ("Start: 3. března 2025", date(2025, 3, 3)),
        ("Start: den 1 maj 2025", date(2025, 5, 1)),
        ("Start: 2025년 5월 14일", date(2025, 5, 14)),
        ("Start: 昭和63年11月23日", date(1988, 11, 23)),
        ("Start: 令和元年5月7日", date(2019, 5, 7)),
        ("Start: 09 / 02 / 2025", date(2025, 2, 9)),
        ("Start: 30 September 2025, 12 noon", datetime(2025, 9, 30, 12)),
        ("Start: 04-Mar-2025 0655", datetime(2025, 3, 4, 6, 55)),
        ("Start: 0740", time(7, 40)),
        ("Start: 1805 hrs", time(18, 5)),
        ("Start: midnight", time(0)),
    ],
)
def test_a_date_or_time_is_found_in_many_writings(text: str, value: object) -> None:
    assert len(quoted(text, start=value)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Start: May 2021", date(2021, 5, 2)),
        ("Start: 14 March 2021", date(2021, 3, 1)),
        ("Start: 2025", time(20, 25)),
        ("Start: 30 September 2025", time(20, 25)),
        ("Start: +44 0740 118822", time(7, 40)),
    ],
)
def test_a_month_is_no_day_of_its_middle_and_a_year_no_time(text: str, value: object) -> None:
    assert quoted(text, start=value) == []


@pytest.mark.parametrize(
    ("text", "value", "passage"),
    [
        ("Rate: 1½ %", 1.5, "1½ %"),
        ("Rate: ¼ tsp", 0.25, "¼"),
        ("Rate: 3.4e-07", 3.4e-7, "3.4e-07"),
        ("Rate: 9×10^-4", 9e-4, "9×10^-4"),
        ("Rate = 10_000", 10_000, "10_000"),
        ("Rate: £ 184 .75", Decimal("184.75"), "£ 184 .75"),
        ("Rate: £ 1 ,108 .50", Decimal("1108.50"), "£ 1 ,108 .50"),
        ("Rate: x12", 12, "12"),
    ],
)
def test_a_number_is_found_in_many_writings(text: str, value: object, passage: str) -> None:
    assert quoted(text, rate=value) == [passage]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Duration: 3d4h", timedelta(days=3, hours=4)),
        ("Duration: 1 h 30 min", timedelta(hours=1.5)),
        ("Duration: 2 hours and 15 minutes", timedelta(hours=2, minutes=15)),
        ("Duration: 14 Tage", timedelta(days=14)),
        ("Duration: PT2H", timedelta(hours=2)),
        ("Duration: P1DT6H", timedelta(days=1, hours=6)),
        ("Duration: 90 minutes", timedelta(hours=1.5)),
    ],
)
def test_a_length_of_time_is_found_in_many_writings(text: str, value: timedelta) -> None:
    assert quoted(text, duration=value) == [text.removeprefix("Duration: ")]
    assert quoted(text, duration=value * 2) == []


def test_the_currency_of_the_next_number_is_not_cited() -> None:
    text = "<del>&euro;&nbsp;1.499,00</del> <strong>&euro;&nbsp;1.299,00</strong>"
    assert quoted(text, old_price=Decimal("1499.00")) == ["1.499,00"]


def test_the_number_of_a_note_is_no_part_of_the_number_before_it() -> None:
    assert quoted("<p>Revenue: 402<sup>1</sup></p>", revenue=402) == ["402"]
    assert quoted("<p>Revenue: 402<sup>1</sup></p>", revenue=4021) == []


def test_the_half_of_a_day_may_be_named_before_its_time() -> None:
    assert len(quoted("Paid at: 2025년 5월 14일 오후 1:22", paid_at=datetime(2025, 5, 14, 13, 22))) == 1
    assert quoted("Paid at: 2025년 5월 14일 오후 1:22", paid_at=datetime(2025, 5, 14, 1, 22)) == []
    assert quoted("Paid at: 15 people", paid_at=time(15)) == []
