"""Hand-written cases, fifth batch: traps with the provider's own wrong quotes, and plain prose of many trades."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, create_model

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_TURNS = (("openai", "value", "line"), ("gemini", "prose", "value"), ("openai", "whole", "value"))


class Pupil(BaseModel):
    name: str
    grade: str
    absences: int


class Class(BaseModel):
    teacher: str
    pupils: list[Pupil]


class Asset(BaseModel):
    description: str
    acquired: date
    cost: Decimal
    book_value: Decimal


class Ledger(BaseModel):
    entity: str
    assets: list[Asset]
    total_cost: Decimal
    total_book_value: Decimal


class Step(BaseModel):
    order: int
    action: str
    minutes: int | None = None


class Procedure(BaseModel):
    title: str
    steps: list[Step]


class Party(BaseModel):
    name: str
    registration_number: str
    representative: str


class Nda(BaseModel):
    disclosing_party: Party
    receiving_party: Party
    effective_date: date
    term_years: int
    survives_termination: bool


class Species(BaseModel):
    common_name: str
    latin_name: str
    count: int


class Survey(BaseModel):
    site: str
    surveyed_on: date
    species: list[Species]


def _documents() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "school",
            "tables",
            Class(
                teacher="Mrs. Oduya",
                pupils=[
                    Pupil(name="Ben Carr", grade="B+", absences=3),
                    Pupil(name="Lin Zhao", grade="A", absences=0),
                    Pupil(name="Ana Ruiz", grade="B+", absences=3),
                ],
            ),
            [
                "Teacher: {{teacher|Mrs Oduya}}\n\nPupil\tGrade\tAbsences\n{{pupils[0].name|Ben Carr}}\t{{pupils[0].grade|B+}}\t{{pupils[0].absences|3}}\n{{pupils[1].name|Lin Zhao}}\t{{pupils[1].grade|A}}\t{{pupils[1].absences|0}}\n{{pupils[2].name|Ana Ruiz}}\t{{pupils[2].grade|B+}}\t{{pupils[2].absences|3}}\n"
            ],
        ),
        (
            "assets",
            "tables",
            Ledger(
                entity="Millrace Textiles",
                assets=[
                    Asset(
                        description="Loom no. 4",
                        acquired=date(2017, 3, 15),
                        cost=Decimal(48000),
                        book_value=Decimal(19200),
                    ),
                    Asset(
                        description="Boiler",
                        acquired=date(2019, 11, 30),
                        cost=Decimal(31500),
                        book_value=Decimal(19200),
                    ),
                ],
                total_cost=Decimal(79500),
                total_book_value=Decimal(38400),
            ),
            [
                "{{entity|Millrace Textiles}} - fixed assets\n\nAsset          Acquired      Cost       Book value\n{{assets[0].description|Loom no. 4}}     {{assets[0].acquired|15/03/2017}}    {{assets[0].cost|48,000}}     {{assets[0].book_value|19,200}}\n{{assets[1].description|Boiler}}         {{assets[1].acquired|30/11/2019}}    {{assets[1].cost|31,500}}     {{assets[1].book_value|19,200}}\nTotal                        {{total_cost|79,500}}     {{total_book_value|38,400}}"
            ],
        ),
        (
            "procedure",
            "lists",
            Procedure(
                title="Descaling the kettle",
                steps=[
                    Step(order=1, action="Fill with vinegar", minutes=None),
                    Step(order=2, action="Boil and let stand", minutes=20),
                    Step(order=3, action="Rinse twice", minutes=2),
                ],
            ),
            [
                "{{title|Descaling the kettle}}\n{{steps[0].order|1}}. {{steps[0].action|Fill with vinegar}}\n{{steps[1].order|2}}. {{steps[1].action|Boil and let stand}} for {{steps[1].minutes|20 minutes}}\n{{steps[2].order|3}}. {{steps[2].action|Rinse twice}} ({{steps[2].minutes|2 minutes}})"
            ],
        ),
        (
            "nda",
            "contracts",
            Nda(
                disclosing_party=Party(
                    name="Lumen Optics BV", registration_number="58811234", representative="Joost de Wit"
                ),
                receiving_party=Party(
                    name="Peregrine Instruments Inc.", registration_number="C4410098", representative="Alice Monroe"
                ),
                effective_date=date(2024, 4, 2),
                term_years=5,
                survives_termination=True,
            ),
            [
                "This agreement, effective {{effective_date|2 April 2024}}, is made by {{disclosing_party.name|Lumen Optics B.V.}} (no. {{disclosing_party.registration_number|58811234}}), represented by {{disclosing_party.representative|J. de Wit}} (the “Disclosing Party”), and {{receiving_party.name|Peregrine Instruments, Inc.}} (no. {{receiving_party.registration_number|C4410098}}), represented by {{receiving_party.representative|Alice Monroe}} (the “Receiving Party”). Its term is {{term_years|five (5) years}}. {{survives_termination|The duty of secrecy survives termination.}}"
            ],
        ),
        (
            "survey",
            "lists in prose",
            Survey(
                site="Fenwick Marsh",
                surveyed_on=date(2023, 5, 14),
                species=[
                    Species(common_name="Marsh harrier", latin_name="Circus aeruginosus", count=4),
                    Species(common_name="Bittern", latin_name="Botaurus stellaris", count=2),
                    Species(common_name="Teal", latin_name="Anas crecca", count=61),
                ],
            ),
            [
                "At {{site|Fenwick Marsh}} on {{surveyed_on|14 May 2023}} we counted {{species[0].count|four}} {{species[0].common_name|marsh harriers}} ({{species[0].latin_name|Circus aeruginosus}}), {{species[1].count|two}} {{species[1].common_name|bitterns}} ({{species[1].latin_name|Botaurus stellaris}}) and {{species[2].count|61}} {{species[2].common_name|teal}} ({{species[2].latin_name|Anas crecca}})."
            ],
        ),
    ]


def _single() -> list[tuple[str, str, Any, list[str]]]:
    return [
        # the provider's own quote is beside the point
        ("bait-quantity", "traps", make(total=64.0), ["{{!total|Order of 64 crates.}} Total: EUR 1,902.00"]),
        (
            "bait-subtotal",
            "traps",
            make(grand_total=310.5),
            ["{{!grand_total|Net amount: 310.50}}\nGrand total: 369.50"],
        ),
        (
            "bait-date",
            "traps",
            make(expiry_date=date(2024, 1, 10)),
            ["{{!expiry_date|Effective date: 10 January 2024}}\nExpiry date: 9 January 2027"],
        ),
        ("bait-boolean", "traps", make(renewable=True), ["{{!renewable|The permit is not renewable.}}"]),
        ("bait-party", "traps", make(landlord="Jo Marsh"), ["{{!landlord|Tenant: Jo Marsh}}\nLandlord: Eric Vale"]),
        ("bait-silent", "traps", make(ceo="Dana Whitfield"), ["{{!ceo|The chief executive opened the meeting.}}"]),
        ("bait-near-number", "traps", make(price=1250.0), ["{{!price|The price is 1,250,000 kronor.}}"]),
        ("bait-rounded", "traps", make(area=84.0), ["{{!area|The area is 84.7 hectares.}}"]),
        ("bait-percent", "traps", make(tax_amount=25.0), ["{{!tax_amount|Tax at 25% is due.}} Tax amount: 118.00"]),
        (
            "bait-other-year",
            "traps",
            make(profit_2022=14.2),
            ["{{!profit_2022|Profit in 2023 was 14.2 million.}} For 2022 no figure exists."],
        ),
        # values that stand there as something else
        ("house-number", "traps", make(employees=118), ["Visit us at 118 Canal Road. Employees receive a discount."]),
        ("model-year", "traps", make(price=2021.0), ["The 2021 model has a new grille. Price on request."]),
        ("score-not-votes", "traps", make(votes=77), ["She scored 77 in the exam. The votes are being counted."]),
        ("day-of-month", "traps", make(participants=19), ["On 19 August the participants met."]),
        ("ordinal-place", "traps", make(floors=3), ["She came 3rd. The building has several floors."]),
        (
            "name-in-street",
            "traps",
            make(author="Lincoln"),
            ["The shop on Lincoln Avenue sells books by an unnamed author."],
        ),
        ("in-negation", "traps", make(allergies="penicillin"), ["Allergies: none. No reaction to penicillin."]),
        ("word-in-word", "traps", make(material="tin"), ["The meeting about tinting was long. Material: oak."]),
        (
            "another-person",
            "traps",
            make(emergency_contact="Lara Voss"),
            ["Supervisor: Lara Voss. Emergency contact: withheld."],
        ),
        (
            "bonus-for-salary",
            "traps",
            make(base_salary=12000),
            ["A bonus of $12,000 is possible. Base salary: under negotiation."],
        ),
        ("width-for-height", "traps", make(height_cm=62.5), ["Width: 62.5 cm. Height: adjustable."]),
        ("shipping-for-discount", "traps", make(discount=9.95), ["Shipping: $9.95. Discount: none applied."]),
        ("sum-of-two", "traps", make(total_units=35), ["We shipped 20 units in May and 15 units in June."]),
        ("future", "traps", make(completed_on=date(2025, 8, 8)), ["Planned start: 8 August 2025. Completed on: open."]),
        ("half-name", "traps", make(witness="Maria Lopez"), ["Witness: Maria Gomez. Clerk: Ana Lopez."]),
        # plain prose, one value each
        (
            "ceo",
            "prose",
            make(ceo="Dana Whitfield"),
            ["Since 2019 the firm has been led by {{ceo|Dana Whitfield}}, its CEO."],
        ),
        ("founded", "prose", make(founded=1987), ["The brewery, founded in {{founded|1987}}, sells mostly stout."]),
        ("capacity", "prose", make(capacity=2_400), ["The hall has a capacity of {{capacity|2,400}}."]),
        ("depth", "prose", make(depth_m=38.5), ["Divers reached a depth of {{depth_m|38.5 metres}}."]),
        (
            "deadline",
            "prose",
            make(deadline=date(2025, 10, 31)),
            ["Entries must arrive no later than {{deadline|31 October 2025}}."],
        ),
        ("fine", "prose", make(fine=Decimal(15000)), ["The court imposed a fine of {{fine|£15,000}} on the owner."]),
        ("distance", "prose", make(distance_km=42.195), ["Runners cover a distance of {{distance_km|42.195 km}}."]),
        ("age", "prose", make(age=63), ["The witness, aged {{age|63}}, lives nearby."]),
        ("share", "prose", make(market_share=0.31), ["Its market share rose to {{market_share|31 percent}}."]),
        (
            "drop",
            "prose",
            make(change=-0.042),
            ["Sales fell by {{change|4.2%}} over the year; the change surprised nobody."],
        ),
        (
            "diagnosis",
            "prose",
            make(diagnosis="iron-deficiency anaemia"),
            ["The findings confirm {{diagnosis|iron deficiency anaemia}}."],
        ),
        ("language", "prose", make(language="Welsh"), ["The hearing was held in {{language|Welsh}}."]),
        ("colour", "prose", make(colour="dark green"), ["The doors shall be painted {{colour|dark green}}."]),
        (
            "status",
            "prose",
            create_model("M", status=(Literal["open", "closed"], ...))(status="closed"),
            ["The inquiry is now {{status|closed}}."],
        ),
        ("insulated", "prose", make(insulated=True), ["{{insulated|The pipes are insulated.}} The valves are brass."]),
        (
            "uninsulated",
            "prose",
            make(insulated=False),
            ["{{insulated|The pipes are uninsulated.}} The valves are brass."],
        ),
        (
            "parking",
            "prose",
            make(parking_available=True),
            ["{{parking_available|Parking is available behind the church.}}"],
        ),
        (
            "deposit-refund",
            "prose",
            make(deposit_refundable=False),
            ["{{deposit_refundable|The deposit is non-refundable.}}"],
        ),
        (
            "signed-at",
            "prose",
            make(signed_at=datetime(2024, 3, 4, 9, 45)),
            ["The deed was signed on {{signed_at|4 March 2024 at 9.45 a.m.}}"],
        ),
        (
            "two-sums",
            "prose",
            make(grant=40_000, own_funds=12_500),
            ["Besides the grant of {{grant|€40,000}}, the club brings own funds of {{own_funds|€12,500}}."],
        ),
        (
            "from-to",
            "prose",
            make(origin="Ghent", destination="Lille"),
            ["The barge sails from {{origin|Ghent}} to {{destination|Lille}}."],
        ),
        (
            "parent-company",
            "prose",
            make(parent_company="Norsk Treindustri ASA"),
            ["The mill is a subsidiary of {{parent_company|Norsk Treindustri ASA}}."],
        ),
        (
            "interest",
            "prose",
            make(interest_rate=4.5),
            ["The note bears interest at {{interest_rate|4½ percent}}, or {{interest_rate|4.5 %}}."],
        ),
        ("approx", "prose", make(visitors=30_000), ["About {{visitors|30 000}} visitors came."]),
        ("dozen", "prose", make(eggs=12), ["The recipe needs a dozen eggs, that is {{eggs|12 eggs}}."]),
        (
            "list-and",
            "prose",
            make(ingredients=["barley", "hops", "water"]),
            ["It is made of {{ingredients[0]|barley}}, {{ingredients[1]|hops}} and {{ingredients[2]|water}} only."],
        ),
        ("email-caps", "prose", make(email="Info@Quay.example"), ["Write to {{email|info@quay.example}}."]),
        (
            "hours-range",
            "prose",
            make(opens_at="09:00", closes_at="17:30"),
            ["Open daily {{opens_at|09:00}}–{{closes_at|17:30}}."],
        ),
        ("title-quoted", "prose", make(book_title="The Salt Road"), ["Her novel “{{book_title|The Salt Road}}” won."]),
        (
            "reason-long",
            "prose",
            make(reason="insufficient evidence of prior use"),
            ["The claim failed for {{reason|insufficient evidence of\nprior use}}."],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate([*_documents(), *_single()]):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
