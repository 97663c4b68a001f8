"""What a yes or a no is traced to: a clause that says so, and nothing that says neither."""

from __future__ import annotations

import pytest

from tests.citations.tracing import quoted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lift: nee", "lift"),
        ("Winda: nie", "winda"),
        ("Garage: nej", "garage"),
        ("Elevador: não", "elevador"),
        ("Balkon: keiner", "balkon"),
        ("Parken: unmöglich", "parken"),
        ("Lift: unavailable", "lift"),
        ("Parking: nil", "parking"),
        ("Breakfast included: No", "breakfast"),
        ("Logement non meublé.", "meuble"),
        ("Zaliczka nie przysługuje.", "zaliczka"),
        ("Haustiere sind verboten.", "haustiere"),
        ("Gli animali non sono ammessi.", "animali"),
        ("Las mascotas no se admiten.", "mascotas"),
        ("Garaje no incluido.", "garaje"),
        ("Huisdieren zijn niet toegestaan.", "huisdieren"),
        ("Subletting is permitted under no circumstances.", "subletting_allowed"),
        ("No deposit required.", "deposit"),
        ("Flood excluded, theft included", "flood"),
        ("Smoker: Yes ☐ No ☒", "smoker"),
    ],
)
def test_a_no_is_a_no_in_whatever_language_and_on_either_side_of_the_label(text: str, name: str) -> None:
    assert quoted(text, **{name: False}) == [text]
    assert quoted(text, **{name: True}) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lift: ja", "lift"),
        ("Winda: tak", "winda"),
        ("Parking: disponible", "parking"),
        ("Haustiere sind erlaubt.", "haustiere"),
        ("Flood excluded, theft included", "theft"),
        ("Parking at no extra charge.", "parking"),
        ("Se admiten mascotas.", "mascotas"),
        ("The exclusive agent has insurance.", "insurance"),
        ("Smoker: Yes ☒ No ☐", "smoker"),
        ("Has the invoice been paid? Yes", "paid"),
    ],
)
def test_a_yes_is_a_yes(text: str, name: str) -> None:
    assert quoted(text, **{name: True}) == [text]
    assert quoted(text, **{name: False}) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lift: perhaps", "lift"),
        ("Insured: pending", "insured"),
        ("Subletting: see clause 9.", "subletting"),
        ("Insured: yes/no", "insured"),
        ("Parking: 2.50", "parking"),
    ],
)
def test_an_unknown_word_after_the_label_says_nothing(text: str, name: str) -> None:
    assert quoted(text, **{name: True}) == []
    assert quoted(text, **{name: False}) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("If smoking were allowed, the premium would double.", "smoking_allowed"),
        ("Wenn Rauchen erlaubt ist, steigt die Prämie.", "rauchen"),
        ("Q: Was the parcel delivered?\nA: It was returned to sender.", "delivered"),
        ("The bill remains to be paid.", "paid"),
        ("The warranty has expired.", "warranty"),
        ("The fare is hardly refundable.", "refundable"),
        ('"Guarantor" means any person named in Schedule 2.', "guarantor"),
        ("COUR DE CASSATION, chambre sociale", "cassation"),
        ("(v) = vegetarian", "vegetarian"),
    ],
)
def test_a_condition_a_question_a_definition_or_a_name_affirms_nothing(text: str, name: str) -> None:
    assert quoted(text, **{name: True}) == []


def test_the_answer_to_a_question_may_stand_on_the_next_line() -> None:
    text = "Q: Has the invoice been paid?\nA: No, not yet."
    assert quoted(text, paid=False) == [text]
    assert quoted(text, paid=True) == []


@pytest.mark.parametrize(
    ("text", "name", "value", "found"),
    [
        (
            "MSc Hydrology, University of Exeter, 2014\nLANGUAGES English (C2), Polish (native)\nFull UK driving licence",
            "driving_licence",
            True,
            "Full UK driving licence",
        ),
        (
            "Accidental damage: Included\nNo claims discount: 5 years\nWe do not cover loss caused by flood.\n",
            "flood",
            False,
            "We do not cover loss caused by flood.",
        ),
        ("Non-smoker\nThis product is gluten-free.\n", "gluten_free", True, "This product is gluten-free."),
        ("This product is not gluten-free\nSmoker\nNot approved\n", "smoker", True, "Smoker"),
        (
            "The landlord does not permit that\nanimals of any kind are kept.\nSmoking is fine.\n",
            "animals",
            False,
            "The landlord does not permit that\nanimals of any kind are kept.",
        ),
    ],
)
def test_lines_that_do_not_run_on_are_no_one_clause(text: str, name: str, value: bool, found: str) -> None:
    assert quoted(text, **{name: value}) == [found]
    assert quoted(text, **{name: not value}) == []
