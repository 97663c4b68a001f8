"""A number without a label is traced where it stands in one place only, and is hardly another one; never surely."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.citations.tracing import quoted, sure_of


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Opel Astra, 2019, silver, one careful owner", "year", 2019),
        ("Die Kammer tagte in Bonn. Es kamen 212 Personen.", "n_participants", 212),
        ("Bier, M. Zur Lage. Merkur 212 (3).", "volume", 212),
    ],
)
def test_it_is_traced_where_it_stands_once(text: str, field: str, value: object) -> None:
    assert len(quoted(text, **{field: value})) == 1
    assert sure_of(text, **{field: value}) == ["low"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Grillen Sie den Fisch 50 min bei Oberhitze.", "cook_minutes", 50),
        ("2 x 40'HC, 14,820 kgs", "gross_weight_kg", 14820),
        ("Every November we make two kilos.", "batch_kg", 2),
    ],
)
def test_one_in_the_unit_that_its_field_is_named_for_is_traced_by_whatever_name_of_it(
    text: str, field: str, value: int
) -> None:
    assert len(quoted(text, **{field: value})) == 1


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Kd. 10774, Ulm", "customer", "10774"),
        ("Sie fährt mit Benzin", "fuel", "petrol"),
    ],
)
def test_several_digits_and_another_word_for_a_choice_are_traced(text: str, field: str, value: str) -> None:
    assert len(quoted(text, **{field: value})) == 1


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Call us on 020 5551 7788. We employ a small staff.", "employees", 5551),
        ("Sort code 60-160-13, and the cat sleeps", "height", 160),
        ("All prices in euros. © Harbour Books 2024", "year_founded", 2024),
        ("Wireframes, Build (3 browsers, 24 pages)", "total_hours", 24),
        ("Do you want 80 of them? No.", "amount", Decimal(80)),
        ("Lot 212 came, 212 left", "stock", 212),
    ],
)
def test_it_is_not_where_it_may_be_another(text: str, field: str, value: object) -> None:
    assert quoted(text, **{field: value}) == []


@pytest.mark.parametrize(
    ("text", "field", "value", "passage"),
    [
        ("Duration: 1 h 30 min", "duration_minutes", 90, "1 h 30 min"),
        ("Duration: 1 h 30 min", "duration_seconds", 5400, "1 h 30 min"),
        ("Time spent 3h 30m", "hours_spent", 3.5, "3h 30m"),
        ("Garantie: 2 Jahre", "garantie_monate", 24, "2"),
        ("Memory: 4 GiB", "memory_mb", 4096, "4"),
    ],
)
def test_a_number_of_another_unit_is_traced(text: str, field: str, value: float, passage: str) -> None:
    assert [found[: len(passage)] for found in quoted(text, **{field: value})] == [passage]


def test_a_length_of_time_in_pieces_is_not_one_of_another_length() -> None:
    assert quoted("Duration: 1 h 30 min", duration_minutes=130) == []
    assert quoted("Length: 1 h 30 min", length_m=90) == []


def test_a_monthly_payment_is_money_and_not_a_number_of_months() -> None:
    text = "Repayable in equal monthly instalments of $566.40, the first in May."
    assert quoted(text, monthly_payment=Decimal("566.40")) == ["$566.40"]


@pytest.mark.parametrize(
    ("text", "field", "value", "passage"),
    [
        ("Tirage limité, 24 exemplaires signés.", "copies_on_hand", 24, "24"),
        ("The choir now has 38 singers.", "members", 38, "38"),
        ("Warehouse (B8) with offices", "use_class", "B8", "B8"),
        ("家賃68,000円、礼金なし", "chinryou", 68000, "68,000"),
        ("３００万円を支払え。", "seikyugaku", 3_000_000, "３００万"),
        ("松江地方裁判所は棄却した。", "saibansho", "松江地方裁判所", "松江地方裁判所"),
        ("契約者　水野　哲也", "keiyakusha", "水野哲也", "水野　哲也"),
    ],
)
def test_what_stands_once_is_traced(text: str, field: str, value: object, passage: str) -> None:
    assert quoted(text, **{field: value}) == [passage]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("She scored 77 in the exam. The votes are being counted.", "votes", 77),
        ("Water up to 60 °C", "noise_db", 60),
        ("Readings at 10:15, about 15 of them", "interval_minutes", 15),
        ("About 30 came.", "deposit_percent", 30),
        ("25 reams of paper", "discount", Decimal(25)),
        ("男子の部", "tsuzukigara", "子"),
    ],
)
def test_a_short_number_is_not_traced_to_what_counts_something_else(text: str, field: str, value: object) -> None:
    assert quoted(text, **{field: value}) == []


def test_a_small_number_is_traced_between_the_places_of_the_fields_before_and_after_it() -> None:
    fields = {"patient": "Ada Lovelace", "heart_rate": 76, "seen_on": "Tuesday"}
    text = "Ada Lovelace, tired but well, HR 76 and regular, was seen on Tuesday."
    assert quoted(text, **fields) == ["Ada Lovelace", "76", "Tuesday"]
    assert quoted(text, heart_rate=76, patient="Ada Lovelace", seen_on="Tuesday") == ["Ada Lovelace", "Tuesday"]


def test_a_small_number_that_stands_there_twice_is_not_traced_by_its_neighbours() -> None:
    text = "Ada Lovelace, HR 7, then 7 again, was seen on Tuesday."
    assert quoted(text, patient="Ada Lovelace", rate=7, seen_on="Tuesday") == ["Ada Lovelace", "Tuesday"]
