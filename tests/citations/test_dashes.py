"""A dash before a number is read as what it is: a separator, the mark of an item, a range or a minus."""

from __future__ import annotations

import pytest

from tests.citations.tracing import quoted, sure_of

DASHES = {"hyphen": "-", "figure dash": "‒", "en dash": "–", "em dash": "—", "bar": "―"}


@pytest.mark.parametrize("dash", DASHES.values(), ids=DASHES)
@pytest.mark.parametrize("gap", [" ", "  ", "\u00a0"], ids=["space", "two spaces", "fixed space"])
@pytest.mark.parametrize(
    ("label", "number", "field", "value"),
    [
        ("Bedrooms", "3", "bedrooms", 3),
        ("Rent", "$1,250.00", "rent", 1250.0),
        ("Population", "48,211", "population", 48211),
        ("Ticket price", "€45", "ticket_price", 45),
        ("Guests (max)", "12", "max_guests", 12),
    ],
)
def test_a_dash_between_a_label_and_its_number_is_no_minus(
    label: str, gap: str, dash: str, number: str, field: str, value: float
) -> None:
    text = f"Flat to let\n{label}{gap}{dash} {number}\nAvailable now.\n"
    assert quoted(text, **{field: value}) == [number]
    assert quoted(text, **{field: -value}) == []


@pytest.mark.parametrize("dash", ["–", "—", "―"])
@pytest.mark.parametrize(
    "shape", ["Population{}48,211", "Population {}48,211", "Population{} 48,211", "Population:{}48,211"]
)
def test_a_long_dash_without_spaces_is_a_separator_too(dash: str, shape: str) -> None:
    text = f"The town\n{shape.format(dash)}\n"
    if dash != "–" or ":" not in shape:
        assert [one.lstrip("–") for one in quoted(text, population=48211)] == ["48,211"]


@pytest.mark.parametrize(
    "text", ["The town (48,211—the largest of the valley) grew.", "It has 48,211 – mostly farmers."]
)
def test_a_dash_after_a_number_is_no_minus(text: str) -> None:
    assert quoted(text, population=48211) == ["48,211"]
    assert quoted(text, population=-48211) == []


@pytest.mark.parametrize(
    "text",
    [
        "Temperature: -3",
        "Temperature: - 3",
        "Temperature: −3",
        "Temperature − 3",
        "Temperature -3",
        "Temperature | -3",
        "Temperature\t- 3",
        "Temperature = –3",
        "The temperature fell to -3 that night.",
    ],
)
def test_a_minus_is_still_a_minus(text: str) -> None:
    assert len(quoted(text, temperature=-3)) == 1
    assert sure_of(text, temperature=-3) == ["high"]
    assert quoted(text, temperature=3) == []


@pytest.mark.parametrize("mark", ["-", "–", "—", "•"])
def test_the_mark_of_an_item_is_no_minus(mark: str) -> None:
    text = f"The flat has\n{mark} 3 bedrooms\n{mark} 2 bathrooms\n"
    assert quoted(text, bedrooms=3) == ["3"]
    assert quoted(text, bedrooms=-3) == []


@pytest.mark.parametrize("text", ["Guests 3-5", "Guests 3 - 5", "Guests 3–5", "Guests – 3–5", "Guests: 3 — 5"])
def test_a_range_has_two_ends_and_no_minus(text: str) -> None:
    assert quoted(text, min_guests=3) == ["3"]
    assert quoted(text, max_guests=5) == ["5"]
    assert quoted(text, max_guests=-5) == []


@pytest.mark.parametrize("text", ["Change - 3%", "Net result - $1,250.00", "Temperature - 3"])
def test_a_dash_before_what_may_be_negative_is_sure_of_neither_sign(text: str) -> None:
    number = 1250.0 if "1,250" in text else 3
    field = text.split(" -", maxsplit=1)[0].lower().replace(" ", "_")
    assert "high" not in sure_of(text, **{field: -number})
