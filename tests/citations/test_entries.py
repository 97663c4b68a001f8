"""Entries of a form, `key: value`, are found without a search, as what is searched for is: the same places, or none."""

from __future__ import annotations

import pytest

from tests.citations.tracing import quoted, sure_of, traced


def test_an_entry_of_the_fields_own_is_where_it_comes_from() -> None:
    text = "Reference: 88-A Ltd\nCount: 4\nOther: 4\n"
    assert quoted(text, reference="88-A Ltd", count=4) == ["88-A Ltd", "4"]
    assert sure_of(text, reference="88-A Ltd", count=4) == ["high", "high"]
    assert traced(text, {"count": 4})["['count']"][0].start == text.index("4\nOther")


@pytest.mark.parametrize("text", ["Count: 5\n", "Count: 4.5\n", "Count: -4\n", "Count:\n", "Count = \n4.5", ": 4.5\n"])
def test_an_entry_with_something_else_in_it_is_none(text: str) -> None:
    assert quoted(text, count=4) == []


def test_of_two_entries_of_one_key_the_one_with_the_value_is_found() -> None:
    text = "Count: 5\nCount: 4\n"
    (one,) = traced(text, {"count": 4})["['count']"]
    assert text[one.start : one.end] == "4"
    assert one.start > text.index("5")


def test_a_number_with_two_readings_is_searched_for_as_before() -> None:
    assert quoted("Weight: 1,234\n", weight=1234) == ["1,234"]
    assert sure_of("Weight: 1.234\nPrice: 2,50\nTax: 0,50\n", weight=1234) == ["high"]


def test_what_two_fields_are_called_is_each_ones_own_entry() -> None:
    text = "total: 80\ntotal tax: 20\n"
    assert quoted(text, total=80, total_tax=20) == ["80", "20"]
    assert quoted(text, total=20, total_tax=80) == []


def test_a_line_that_nothing_ends_takes_no_time_to_be_no_entry() -> None:
    text = "a" * 200_000 + " " * 200_000 + "=" * 200_000
    assert quoted(text, count=4) == []
