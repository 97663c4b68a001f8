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


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ('{name: DEBUG, value: "false"}', "debug", False),
        ('{"name": "DEBUG", "value": "true"}', "debug", True),
        ('DEBUG: "false"', "debug", False),
        ('"isGift": false, "lines": 3', "is_gift", False),
        ('<Package hazardous="true"/>', "hazardous", True),
        ("<smoker>no</smoker>", "smoker", False),
    ],
)
def test_an_answer_in_quotes_is_an_answer(text: str, name: str, value: bool) -> None:
    assert len(quoted(text, **{name: value})) == 1
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Diabetico in terapia orale, non fumatore.", "diabetico", True),
        ("Diabetic on oral therapy, does not smoke.", "diabetic", True),
        ("Insured, not hazardous", "insured", True),
        ("Insured, not hazardous", "hazardous", False),
        ("Furnished flat, no lift.", "furnished", True),
        ("Breakfast, which is not included, starts at 7.", "breakfast", False),
        ("Subletting, in whole or in part, is not permitted.", "subletting", False),
        ("The landlord permits no pets, smoking or parties.", "smoking", False),
        ("Breakfast, not included", "breakfast", False),
    ],
)
def test_a_negation_is_of_its_own_part_between_commas(text: str, name: str, value: bool) -> None:
    assert len(quoted(text, **{name: value})) == 1
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(("text", "name"), [("Married, no children, smoker.", "smoker")])
def test_a_negation_that_may_be_of_another_part_says_neither(text: str, name: str) -> None:
    assert quoted(text, **{name: False}) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Parking costs £20 per day.", "parking_included"),
        ("Parking fees apply.", "parking_included"),
        ("Parking is available for £20.", "parking_included"),
        ("The breakfast room opens at 7.", "breakfast_included"),
        ("Dogs must stay outside.", "dogs_allowed"),
        ("Ask the landlord about dogs.", "dogs_allowed"),
        ("A visa costs $50.", "visa_required"),
        ("Subscribers may enable dark mode.", "dark_mode_enabled"),
        ("Delivery takes 3 days.", "delivery_included"),
    ],
)
def test_a_sentence_about_something_does_not_say_that_it_is_included_or_allowed(text: str, name: str) -> None:
    assert quoted(text, **{name: True}) == quoted(text, **{name: False}) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Parking is charged separately at £335.", "parking_included", False),
        ("Delivery is added at checkout.", "delivery_included", False),
        ("Parking is part of the rent.", "parking_included", True),
        ("Dogs are welcome.", "dogs_allowed", True),
        ("No dogs.", "dogs_allowed", False),
        ("Every visitor needs a visa.", "visa_required", True),
        ("Ein Visum ist erforderlich.", "visum_required", True),
        ("Dark mode is switched off.", "dark_mode_enabled", False),
    ],
)
def test_what_is_included_allowed_or_required_is_said_in_many_words(text: str, name: str, value: bool) -> None:
    assert quoted(text, **{name: value}) == [text]
    assert quoted(text, **{name: not value}) == []


@pytest.mark.parametrize(
    ("text", "field", "right", "wrong"),
    [
        ("Payment method ☐ cash ☑ card ☐ transfer\n", "payment_method", "card", "cash"),
        ("4. Sex ................ [ ] M  [x] F  [ ] X\n", "sex", "F", "M"),
        ("8. Purpose of journey . [X] Tourism  [ ] Business  [ ] Study\n", "purpose", "Tourism", "Business"),
        ("Payment: cash [ ] card [x]\n", "payment", "card", "cash"),
        ("Smoker .... [ ] No  [X] Yes\n", "smoker", True, False),
        ("Smoker .... [X] No  [ ] Yes\n", "smoker", False, True),
        ("Smoker   Yes [ ]  No [X]\n", "smoker", False, True),
    ],
)
def test_a_box_without_a_colon_before_it_belongs_to_the_word_after_it(
    text: str, field: str, right: object, wrong: object
) -> None:
    assert len(quoted(text, **{field: right})) == 1
    assert quoted(text, **{field: wrong}) == []


@pytest.mark.parametrize("text", ["city,open\nBergen,no\nOslo,yes\n", "City open\nBergen no\nOslo yes\n"])
def test_a_no_at_the_end_of_a_line_does_not_deny_the_next(text: str) -> None:
    assert quoted(text, city="Oslo") == ["Oslo"]


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Subtenant has no right to extend or renew.", "renewal_option", False),
        ("The claimant was unfairly dismissed.", "unfair_dismissal_upheld", True),
        ("There is no indication of fraud.", "fraud_suspected", False),
        ("We randomly assigned 212 nurses.", "randomized", True),
        ("L'assemblea approva la spesa.", "approvata", True),
        ("No onward chain.", "chain_free", True),
        ("Contains gluten (oats).", "gluten_free", False),
        ("Die Polizei wurde verständigt.", "polizei_verstaendigt", True),
    ],
)
def test_one_clause_that_has_the_roots_of_most_of_its_label_is_believed(text: str, name: str, value: bool) -> None:
    assert quoted(text, **{name: value}) == [text]
    assert quoted(text, **{name: not value}) == []


def test_two_clauses_that_have_but_some_of_its_words_say_nothing_of_it() -> None:
    assert quoted("The police came late.\n\nThe police left early.", police_notified=True) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("VAT will be added.", "vat_included", False),
        ("Nothing has to be migrated: users log in once more.", "migration_needed", False),
        ("We do not ask for a degree.", "degree_required", False),
        ("He gave up cigarettes in 1999.", "smoker", False),
        ("Herr Lutz ist Nichtraucher.", "raucher", False),
        ("The Contractor shall not pass the work on to others.", "subcontracting_allowed", False),
        ("There is no hurry.", "urgent", False),
        ("Der Betrag ist noch offen.", "bezahlt", False),
        ("Als Geschenk verpacken: ja", "gift", True),
        ("Was anyone hurt?  [ ] Yes  [X] No", "injuries", False),
    ],
)
def test_a_yes_or_no_is_told_by_words_that_are_related_to_its_label(text: str, name: str, value: bool) -> None:
    assert quoted(text, **{name: value})
    assert quoted(text, **{name: not value}) == []


def test_the_one_statement_between_the_places_of_the_fields_beside_it_is_a_yes_or_no_that_nothing_names() -> None:
    text = "Marks: Biology C.\nNoor moves up to year 9.\nTutor: Ellery Stroud\n"
    beside = {"mark": "C", "promoted": True, "tutor": "Ellery Stroud"}
    assert quoted(text, **beside)[1] == "Noor moves up to year 9."
    assert len(quoted(text, **{**beside, "promoted": False})) == 2
    assert len(quoted(text.replace("Tutor", "She was ill twice.\nTutor"), **beside)) == 2


def test_an_answer_is_found_under_the_keys_that_it_lies_in() -> None:
    text = "tls:\n  enabled: yes\nproxy:\n  enabled: no\n"
    assert quoted(text, tls_enabled=True, proxy_enabled=False) == ["yes", "no"]
    assert quoted(text, tls_enabled=False, proxy_enabled=True) == []


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("No animals of any kind shall be kept on the premises.", "pets_allowed", False),
        ("The rent includes gas, water and electricity.", "utilities_included", True),
        ("Цена 48 000 руб. Без НДС.", "vat_included", False),
    ],
)
def test_a_word_of_a_label_may_be_another_one(text: str, name: str, value: bool) -> None:
    assert quoted(text, **{name: value})
    assert quoted(text, **{name: not value}) == []


def test_the_one_answer_between_the_places_of_the_fields_beside_it_is_a_yes_or_no_that_nothing_names() -> None:
    beside = {"teinen": 65, "mai_car": True, "tantou": "堀"}
    assert quoted("定年　65歳　マイカー通勤可\n担当　堀\n", **beside)[1:2] == ["マイカー通勤可"]
    assert "マイカー通勤不可" not in quoted("定年　65歳　マイカー通勤不可\n担当　堀\n", **beside)
