"""Values in other words than their own: parts of units, ends of ranges, days alone, shortened words, none of a thing."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.citations.tracing import quoted


@pytest.mark.parametrize(
    ("text", "field", "value", "said"),
    [
        ("Leave it for an hour and a half, turning twice.", "salting_hours", 1.5, "an hour and a half"),
        ("Den Teig eine halbe Stunde ruhen lassen.", "ruhezeit_min", 30, "eine halbe Stunde"),
        ("Se hace en un cuarto de hora.", "tiempo_min", 15, "un cuarto de hora"),
        ("Un comprimido durante una semana.", "dias", 7, "una semana"),
        ("Devis valable deux mois.", "validite_jours", 60, "deux"),
        ("Charging USB-C, 2 h 45 min", "charge_h", 2.75, "2 h 45 min"),
    ],
)
def test_a_length_of_time_in_words_is_read_in_the_unit_of_its_field(
    text: str, field: str, value: float, said: str
) -> None:
    assert [one.strip() for one in quoted(text, **{field: value})] == [said]
    assert quoted(text, **{field: value + 1}) == []


def test_an_hour_is_not_an_hour_and_a_half() -> None:
    assert quoted("Leave it for an hour and a half.", salting_hours=1) == []


@pytest.mark.parametrize("text", ["Salary: £78-92k a year", "Salary £78,000 to £92,000"])
def test_both_ends_of_a_range_have_its_scale(text: str) -> None:
    assert len(quoted(text, salary_min=78_000, salary_max=92_000)) == 2
    assert quoted(text, salary_min=92_000, salary_max=78_000) == []


def test_columns_of_times_without_colons_are_times() -> None:
    text = "Dep. Ardwall  0630   0725   1805\n"
    assert quoted(text, third=time(18, 5)) == ["1805"]
    flights = "BX 418  EDI  17OCT25 0625    0900\nBX1207  AMS  17OCT25 1040    1225\n"
    assert quoted(flights, departs=datetime(2025, 10, 17, 10, 40)) == ["17OCT25 1040"]


def test_a_day_is_found_by_its_number_alone_where_its_month_stands() -> None:
    text = "You fly on 19 September 2025 and come back on the 24th."
    assert quoted(text, return_date=date(2025, 9, 24)) == ["24th"]
    assert quoted("Come back on the 24th.", return_date=date(2025, 9, 24)) == []


def test_tomorrow_is_the_day_after_the_date_before() -> None:
    text = "Date: 5 February 2026\n\nThe plumber comes tomorrow.\n"
    assert quoted(text, visit_date=date(2026, 2, 6)) == ["tomorrow"]
    assert quoted(text, visit_date=date(2026, 2, 7)) == []


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("Industriestr. 14a, Friedberg", "Industriestraße 14a", "Industriestr. 14a"),
        ("01-03  PRLV MUTUELLE HORIZON  42,00", "Prélèvement Mutuelle Horizon", "PRLV MUTUELLE HORIZON"),
        ("80 x cork mat 5 mm, natural", "cork mats 5 mm", "cork mat 5 mm"),
    ],
)
def test_a_text_is_found_in_shortened_words(text: str, value: str, said: str) -> None:
    assert quoted(text, item=value) == [said]


@pytest.mark.parametrize(("text", "value"), [("Supplier: Arcadia Ltd", "Arc Ltd"), ("Street 15a", "Street 14a")])
def test_a_word_that_is_longer_or_another_number_is_not_shortened(text: str, value: str) -> None:
    assert quoted(text, supplier=value) == []


def test_none_of_a_thing_is_a_zero() -> None:
    assert quoted("There were no serious adverse events.", serious_adverse_events=0) != []
    assert quoted("There were serious adverse events.", serious_adverse_events=0) == []


def test_a_deduction_is_found_with_its_minus_and_a_change_is_not() -> None:
    assert quoted("less 5 % retention      63.63-\n", retention=63.63) == ["63.63-"]
    assert quoted("Change in profit   (63.63)\n", profit_change=63.63) == []


@pytest.mark.parametrize(
    ("text", "day", "said"),
    [
        ("Seen 10 March 2026. Recheck in a fortnight.", date(2026, 3, 24), "in a fortnight"),
        ("Agreed on 14 Jan 2026. We look at this again in six months.", date(2026, 7, 14), "six months"),
        ("Leipzig, den 5. Februar 2026. Ihre Antwort erwarten wir bis Ende April.", date(2026, 4, 30), "Ende April"),
        ("Le 2 octobre 2025. Délai : fin du mois.", date(2025, 10, 31), "fin du mois"),
        ("Broken on 1 April 2025, and called off the next day.", date(2025, 4, 2), "next day"),
        ("Friday 30 May 2025\ncode freeze Mon, ship later", date(2025, 6, 2), "Mon"),
    ],
)
def test_a_day_is_found_that_is_told_from_another_one(text: str, day: date, said: str) -> None:
    assert quoted(text, on=day) == [said]
    assert quoted(text, on=day.replace(year=2027)) == []


def test_a_day_that_only_follows_from_a_term_of_payment_is_not_stated() -> None:
    assert quoted("Invoice of 1 March 2026, payable within 30 days.", due=date(2026, 3, 31)) == []


@pytest.mark.parametrize("text", ["The flat is on the third floor.", "Zahlbar am dritten Werktag.", "tercer piso"])
def test_a_place_in_an_order_is_a_number_in_words(text: str) -> None:
    assert len(quoted(text, floor=3, werktag=3, piso=3)) == 1
    assert quoted(text, floor=4, werktag=4, piso=4) == []


def test_a_third_is_not_the_number_three() -> None:
    assert quoted("A third of the floor, and one third of the staff.", floor=3) == []


def test_a_place_that_is_called_something_else_is_a_fields_where_it_is_between_its_neighbours() -> None:
    text = "Meeting of 9 March 2026, opened at half past seven by Winifred Oakes, who took the chair.\n"
    beside = {"held_on": date(2026, 3, 9), "started": time(19, 30), "chair": "Winifred Oakes"}
    assert len(quoted(text, **beside)) == 3
    assert len(quoted(text, **{**beside, "opened": time(19, 0)})) == 2


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("5l KOEHLER M0STRICH 1,l9", "Köhler Mostrich", "KOEHLER M0STRICH"),
        ("注文者　北山工業㈱", "北山工業株式会社", "北山工業"),
        ("- Sanjay to get three quotes", "Sanjay Rao", "Sanjay"),
        ("bisoprolol 2.5 mg od", "once daily", "od"),
        ("Travel: book coach", "economy", "coach"),
        ("Destination: CH, by road", "Suisse", "CH"),
        ("Ship to: Utrecht, Netherlands", "NL", "Netherlands"),
    ],
)
def test_a_string_is_found_as_another_hand_writes_it(text: str, value: str, said: str) -> None:
    assert quoted(text, subject=value) == [said]


@pytest.mark.parametrize(
    "text", ["Sanjay Patel leads sales.", "Sanjay's Bakery supplies lunch.", "Ms Rao is the owner. We asked Sanjay."]
)
def test_a_given_name_alone_is_not_of_a_person_whose_family_name_is_anothers(text: str) -> None:
    assert quoted(text, ceo="Sanjay Rao") == []


def test_both_years_of_a_period_are_numbers_of_their_own() -> None:
    assert quoted("Peasant revolts in Forez (1651-1702)", period_begin=1651, period_end=1702) == ["1651", "1702"]
    assert quoted("Ref. 4417-1651", period_begin=1651) == []


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("Diagnosis: paroxysmal AF, mild", "paroxysmal atrial fibrillation", "paroxysmal AF"),
        ("OIEO £250,000", "offers in excess of", "OIEO"),
        (
            "It is so because sessions then survive deploys.",
            "sessions survive a deploy",
            "sessions then survive deploys",
        ),
        ("Oak barrels\nPlease quote for 40 oak barrels.", "oak barrels", "oak barrels"),
    ],
)
def test_words_are_found_by_their_initials_in_other_forms_and_first_as_they_are(
    text: str, value: str, said: str
) -> None:
    assert quoted(text, about=value) == [said]


def test_how_often_a_day_is_found_in_the_words_of_a_prescription() -> None:
    assert quoted("Apixaban 5 mg BD", times_per_day=2) == ["BD"]
    assert quoted("Apixaban 5 mg BD", times_per_day=1) == []
