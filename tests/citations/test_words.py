"""Values that a document states in words, and dates whose year stands elsewhere."""

import datetime as dt
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from pydantic import BaseModel

from deferred.citations.citation import Source
from deferred.citations.mapping import map_fields
from deferred.citations.searchable import mended
from tests.citations.tracing import quoted, traced


class Row(BaseModel):
    date: dt.date
    details: str
    amount: Decimal


class Rows(BaseModel):
    rows: list[Row]


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("Staff: twelve hundred and fifty in all", 1250, "twelve hundred and fifty"),
        ("Staff: a hundred and forty", 140, "a hundred and forty"),
        ("Staff: two and a half million", 2_500_000, "two and a half million"),
        ("Staff: a dozen", 12, "a dozen"),
        ("Staff: half a million", 500_000, "half a million"),
        ("Staff: eighteen eighty-nine", 1889, "eighteen eighty-nine"),
        ("Staff: three crore two lakh fifty thousand", 30_250_000, "three crore two lakh fifty thousand"),
        ("Staff: dreiundzwanzig Personen", 23, "dreiundzwanzig"),
        ("Staff: quarante-cinq mille", 45_000, "quarante-cinq mille"),
        ("Staff: treinta y dos", 32, "treinta y dos"),
        ("Staff: il numero della squadra che conta, ventitré", 23, "ventitré"),
    ],
)
def test_a_number_in_words_is_that_number(text: str, value: int, quote: str) -> None:
    assert quoted(text, staff=value) == [quote]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Staff: a hundred and forty", 40),
        ("Staff: twenty-five", 5),
        ("Staff: two hundred", 2),
        ("Staff: amount due", 2),
        ("Staff: vierundzwanzig", 20),
    ],
)
def test_a_part_of_a_number_in_words_is_another_number(text: str, value: int) -> None:
    assert quoted(text, staff=value) == []


def test_a_half_in_words_is_a_decimal() -> None:
    assert quoted("Growth: two and a half per cent", growth=Decimal("2.5")) == ["two and a half"]


@pytest.mark.parametrize(
    ("text", "day", "quote"),
    [
        ("Signed on the fifth day of March, 2024", date(2024, 3, 5), "fifth day of March, 2024"),
        ("Signed le vingt-deux mai deux mille vingt-cinq", date(2025, 5, 22), "vingt-deux mai deux mille vingt-cinq"),
        ("Signed: 9 September two thousand and twenty-four", date(2024, 9, 9), "9 September two thousand and twenty-four"),
        ("Signed am dritten März 2024", date(2024, 3, 3), "dritten März 2024"),
    ],
)  # fmt: skip
def test_a_day_in_words_is_that_day(text: str, day: date, quote: str) -> None:
    assert quoted(text, signed=day) == [quote]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sent 1 May 2025. The deadline is September 11th.", "September 11th"),
        ("Sent 1 May 2025. The deadline is Friday the 11th of September.", "11th of September"),
        ("Sent 1.5.2025. Deadline: 11.9.", "11.9."),
        ("Sent: 2025-05-01\nDeadline: 09/11", "09/11"),
        ("令和7年5月1日\ndeadline: 9月11日", "9月11日"),
        ("Valid from 30 December 2024 to 2 October 2025. The deadline is 11 September.", "11 September"),
        ("Minutes of 4 December 2024 and of 6 May 2025. Deadline: 11 September", "11 September"),
        ("Sent 1 May 2025. Deadline: 11 September, 18:00", "11 September"),
        ("Sent 1 September 2025. The deadline is Thursday 11th.", "Thursday 11th"),
        ("Le 1er septembre 2025. Deadline : jeudi 11 à Brive", "jeudi 11"),
    ],
)
def test_a_day_whose_year_stands_elsewhere_is_found(text: str, quote: str) -> None:
    assert quoted(text, deadline=date(2025, 9, 11)) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "Sent 1 May 2024. Deadline: September 11th.",
        "Deadline: 09/11",
        "Sent 1 May 2025. Score: 9/11",
        "Sent 1 May 2025. Deadline: Friday 11th.",
        "Sent 1 May 2025. Deadline: Thursday 11:30.",
    ],
)
def test_a_day_of_another_year_or_of_none_is_not_found(text: str) -> None:
    assert quoted(text, deadline=date(2025, 9, 11)) == []


def test_the_row_that_leaves_the_year_out_is_meant_and_not_the_heading_with_the_year() -> None:
    text = "Statement 30 Dec 2024 - 2 Jan 2025\n\nDate    Details     Amount\n30 Dec  Rent        640.00\n2 Jan   Card        41.50\n"
    rows = [
        Row(date=date(2024, 12, 30), details="Rent", amount=Decimal("640.00")),
        Row(date=date(2025, 1, 2), details="Card", amount=Decimal("41.50")),
    ]
    found = traced(text, Rows(rows=rows))
    assert [found[f"rows[{number}].date"][0].text for number in (0, 1)] == ["30 Dec", "2 Jan"]


def test_what_is_counted_after_a_number_may_be_shortened_or_joined() -> None:
    assert quoted("4 bed semi, 41 Ja-Stimmen", bedrooms=4, ja_stimmen=41) == ["4", "41"]


class Sex(Enum):
    FEMALE = "female"
    MALE = "male"


class Priority(Enum):
    LOW = "low"
    MEDIUM = "medium"
    CRITICAL = "critical"


@pytest.mark.parametrize(
    ("text", "values", "quote"),
    [
        ("Name: Ada   Sex: F   Age: 40", {"sex": Sex.FEMALE}, "F"),
        ("Geschlecht (sex): weiblich", {"sex": Sex.FEMALE}, "weiblich"),
        ("Priority: med.", {"priority": Priority.MEDIUM}, "med"),
        ("Priority: crit", {"priority": Priority.CRITICAL}, "crit"),
        ("Status: bezahlt", {"status": "paid"}, "bezahlt"),
    ],
)
def test_a_choice_is_stated_by_another_word_or_shortened(text: str, values: dict[str, Any], quote: str) -> None:
    assert quoted(text, **values) == [quote]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sex: M", {"sex": Sex.FEMALE}),
        ("F is a letter. The sex of the patient is not known.", {"sex": Sex.FEMALE}),
        ("The lowest temperature. Priority: medium", {"priority": Priority.LOW}),
        ("The bill was settled last year. Status: open", {"status": "paid"}),
    ],
)
def test_another_choice_or_a_word_without_a_label_is_none(text: str, values: dict[str, Any]) -> None:
    assert quoted(text, **values) == []


def test_letters_that_a_scan_has_for_digits_are_digits() -> None:
    text = "Receipt no: OO1458\nDate: O5/O4/2O25\nTotal: 18.6O\nMerchant: WiIIow Lane"
    values = {"receipt_no": "001458", "date": date(2025, 4, 5), "total": Decimal("18.60"), "merchant": "Willow Lane"}
    assert quoted(text, **values) == ["OO1458", "O5/O4/2O25", "18.6O", "WiIIow Lane"]


@pytest.mark.parametrize("text", ["Volume: 10l and 20l", "Code: 1O1, in a text that is no scan", "isIn: myInt, 3.5"])
def test_a_text_that_is_no_scan_is_left_as_it_is(text: str) -> None:
    assert mended(text) == text


def test_a_total_that_no_document_states_is_explained_by_its_parts() -> None:
    lines = [{"item": "Coasters", "qty": 12, "price": Decimal("3.40")}, {"item": "Towels", "qty": 30, "price": 5}]
    parsed = {"lines": lines, "subtotal": Decimal("190.80"), "count": 42}
    text = "Coasters, 12 at 3.40\nTowels, 30 at 5.00"
    unmapped = map_fields(parsed, "", [], [Source(0, "a", text)]).unmapped
    assert unmapped["['subtotal']"].endswith(
        "states it: it is the sum of ['lines'][]['qty'] times ['lines'][]['price']"
    )
    assert unmapped["['count']"].endswith("states it: it is the sum of ['lines'][]['qty']")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Sent 1 May 2025. Deadline: 11 September at noon", "11 September"),
        ("Season 2025/26. Frist: 11.09., danach nicht mehr", "11.09."),
        ("令和7年度 締切 R7.9.11", "R7.9.11"),
        ("締切 令和7/9/11 必着", "令和7/9/11"),
        ("Fahrt vom 11. bis 23. September 2025", "11. bis 23. September 2025"),
        ("Deadlines: 11 and 12 September 2025", "11 and 12 September 2025"),
    ],
)
def test_a_day_is_traced_in_short_forms_of_eras_and_as_the_first_of_two(text: str, quote: str) -> None:
    assert quoted(text, deadline=date(2025, 9, 11)) == [quote]


@pytest.mark.parametrize(
    ("text", "at", "quote"),
    [
        ("Rendez-vous à 14 h précises", time(14, 0), "14 h"),
        ("jusqu'à 2 heures du matin", time(2, 0), "2 heures du matin"),
        ("a las 6 de la tarde", time(18, 0), "6 de la tarde"),
        ("We met at half past six.", time(18, 30), "half past six"),
        ("Beginn halb acht", time(19, 30), "halb acht"),
        ("a las doce y media", time(12, 30), "doce y media"),
        ("会議は13時半から", time(13, 30), "13時半"),
        ("Curtain up 7.30", time(19, 30), "7.30"),
    ],
)
def test_a_time_of_day_is_traced_in_the_words_and_hours_of_its_language(text: str, at: time, quote: str) -> None:
    assert quoted(text, at=at) == [quote]


def test_a_length_of_time_is_no_time_of_day() -> None:
    assert quoted("所要 13時間", at=time(13, 0)) == []
    assert quoted("It takes 14 hours.", at=time(14, 0)) == []


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("Customer LELAND FlSK", "Leland Fisk", "LELAND FlSK"),
        ("est comparu CIémence ARNAUD", "Clémence Arnaud", "CIémence ARNAUD"),
        ("登録番号　TOOO44l77OOll0", "T0004417700110", "TOOO44l77OOll0"),
        ("発行 有限会杜みどり花店", "有限会杜みどり花店".replace("杜", "社"), "有限会杜みどり花店"),
    ],
)
def test_a_name_or_number_is_traced_to_what_a_scan_has_for_it(text: str, name: str, quote: str) -> None:
    assert quoted(text, name=name) == [quote]


@pytest.mark.parametrize(
    "text", ["Seen by Leland Fish", "Status: not approved", "Nr. T0004417700118", "Bennett. Laura left"]
)
def test_another_name_or_number_is_no_misread_one(text: str) -> None:
    for value in ("Leland Fisk", "approved", "T0004417700110", "Laura Bennett"):
        assert quoted(text, value=value) == []


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("Still lacking: the invoice from the hotel.", "hotel invoice", "invoice from the hotel"),
        ("COSTS Each party to bear its own.", "each party bears its own", "party to bear its own"),
        ("1 Doppelzimmer, Balkon, inkl. Frühstück", "Doppelzimmer mit Balkon", "Doppelzimmer, Balkon"),
    ],
)
def test_a_few_words_are_traced_where_all_of_them_stand_together_in_another_order_or_form(
    text: str, value: str, quote: str
) -> None:
    assert quoted(text, item=value) == [quote]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Judge: Maria Gomez. Clerk: Ana Lopez.", "Maria Lopez"),
        ("Supplier: Arcadia Ltd", "Arc Ltd"),
    ],
)
def test_words_of_two_statements_and_other_words_are_not_put_together(text: str, value: str) -> None:
    assert quoted(text, item=value) == []
