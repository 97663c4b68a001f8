"""Hand-written cases, second batch: written before the mapper was tried on any of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_TURNS = (("gemini", "line", "value"), ("openai", "value", "prose"), ("gemini", "whole", "value"))


class Kind(Enum):
    FIXED = "fixed-rate"
    FLOATING = "floating-rate"


class Loan(BaseModel):
    lender: str
    borrower: str
    principal: Decimal
    rate: float = Field(description="Annual interest as a fraction")
    kind: Kind
    first_payment: date
    final_payment: date
    prepayment_allowed: bool
    guarantor: str | None = None


class Flight(BaseModel):
    number: str
    origin: str
    destination: str
    departs: time
    arrives: time


class Trip(BaseModel):
    traveller: str
    booking_code: str
    flights: list[Flight]
    fare: Decimal
    currency: str


class Reading(BaseModel):
    analyte: str
    value: float
    unit: str
    reference_low: float | None = None
    reference_high: float | None = None


class Lab(BaseModel):
    sample_id: str
    collected: date
    readings: list[Reading]
    fasting: bool


class Candidate(BaseModel):
    name: str
    votes: int
    share: float


class Election(BaseModel):
    municipality: str
    turnout: float
    candidates: list[Candidate]


class Wine(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    producer: str
    vintage: int
    alcohol: float = Field(alias="abv")
    bottles: int
    organic: bool


class Salaries(RootModel[list[int]]):
    pass


class Child(BaseModel):
    first_name: str
    age: int


class Family(BaseModel):
    surname: str
    children: list[Child]


class Tender(BaseModel):
    bidder: str
    bid: Decimal
    accepted: bool


class Tenders(BaseModel):
    project: str
    closing: date
    tenders: list[Tender]


class Spec(BaseModel):
    model: str
    width_mm: int
    height_mm: int
    depth_mm: int
    mass_kg: float
    power_w: int
    warranty_years: int
    colour: Literal["white", "black", "oak"]


class Quarter(BaseModel):
    sales: float
    costs: float


class Year(BaseModel):
    quarters: dict[str, Quarter]


class Clinic(BaseModel):
    participants: int
    mean_age: float
    female: int
    dropouts: int
    p_value: float


class Member(BaseModel):
    name: str
    joined: date
    dues: Decimal


class Club(BaseModel):
    members: list[Member]


class Split(BaseModel):
    gross_pay: Decimal
    income_tax: Decimal
    pension: Decimal
    net_pay: Decimal


def _all() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "loan",
            "contracts",
            Loan(
                lender="Fjord Savings Bank",
                borrower="Anders Myhre",
                principal=Decimal(250000),
                rate=0.0525,
                kind=Kind.FIXED,
                first_payment=date(2024, 2, 1),
                final_payment=date(2034, 1, 1),
                prepayment_allowed=True,
            ),
            [
                "LOAN NOTE\n\n{{borrower|Anders Myhre}} (“Borrower”) promises to repay to {{lender|Fjord Savings Bank}} (“Lender”) the principal sum of {{principal|$250,000.00}}, together with interest at a {{kind|fixed rate}} of {{rate|5.25%}} per annum. The first payment is due on {{first_payment|February 1, 2024}} and the final payment on {{final_payment|January 1, 2034}}. {{prepayment_allowed|Prepayment is allowed at any time without penalty.}}"
            ],
        ),
        (
            "trip",
            "lists and times",
            Trip(
                traveller="Yuki Mori",
                booking_code="X7QK2P",
                flights=[
                    Flight(
                        number="LH 403",
                        origin="Newark",
                        destination="Frankfurt",
                        departs=time(18, 5),
                        arrives=time(7, 50),
                    ),
                    Flight(
                        number="LH 714",
                        origin="Frankfurt",
                        destination="Tokyo",
                        departs=time(13, 40),
                        arrives=time(9, 15),
                    ),
                ],
                fare=Decimal("1184.20"),
                currency="EUR",
            ),
            [
                "Booking code {{booking_code|X7QK2P}}\nTraveller: {{traveller|MORI/YUKI MS}}\n\n{{flights[0].number|LH403}}  {{flights[0].origin|Newark}} {{flights[0].departs|18:05}} - {{flights[0].destination|Frankfurt}} {{flights[0].arrives|07:50}}\n{{flights[1].number|LH714}}  {{flights[1].origin|Frankfurt}} {{flights[1].departs|13:40}} - {{flights[1].destination|Tokyo}} {{flights[1].arrives|09:15}}\n\nFare paid: {{fare|1.184,20}} {{currency|EUR}}"
            ],
        ),
        (
            "lab",
            "tables",
            Lab(
                sample_id="S24-00917",
                collected=date(2024, 10, 8),
                fasting=True,
                readings=[
                    Reading(analyte="Glucose", value=5.4, unit="mmol/L", reference_low=3.9, reference_high=5.6),
                    Reading(analyte="Ferritin", value=88, unit="µg/L", reference_low=30, reference_high=300),
                ],
            ),
            [
                "Sample {{sample_id|S24-00917}}   collected {{collected|8 Oct 2024}}   {{fasting|fasting: yes}}\n\nAnalyte      Value     Unit      Range\n{{readings[0].analyte|Glucose}}      {{readings[0].value|5.4}}       {{readings[0].unit|mmol/L}}    {{readings[0].reference_low|3.9}} - {{readings[0].reference_high|5.6}}\n{{readings[1].analyte|Ferritin}}     {{readings[1].value|88}}        {{readings[1].unit|µg/L}}      {{readings[1].reference_low|30}} - {{readings[1].reference_high|300}}\n"
            ],
        ),
        (
            "election",
            "tables",
            Election(
                municipality="Kvalsund",
                turnout=0.684,
                candidates=[
                    Candidate(name="Berit Nilsen", votes=2140, share=0.512),
                    Candidate(name="Ola Dahl", votes=2040, share=0.488),
                ],
            ),
            [
                "Municipality of {{municipality|Kvalsund}}: turnout was {{turnout|68.4 %}}.\nName;Votes;Share\n{{candidates[0].name|Berit Nilsen}};{{candidates[0].votes|2140}};{{candidates[0].share|51.2 %}}\n{{candidates[1].name|Ola Dahl}};{{candidates[1].votes|2040}};{{candidates[1].share|48.8 %}}\n"
            ],
        ),
        (
            "wine",
            "aliases",
            Wine(producer="Domaine Vauquelin", vintage=2018, abv=13.5, bottles=960, organic=True),
            [
                "{{producer|Domaine Vauquelin}}\nVintage {{vintage|2018}}\nAlc. {{alcohol|13,5 % vol}}\n{{bottles|960}} bottles were filled. {{organic|Certified organic.}} Printed 4/2020."
            ],
        ),
        (
            "root-list",
            "lists",
            Salaries([52_000, 61_500]),
            ["Salaries in the team: {{[0]|$52,000}} and {{[1]|$61,500}}."],
        ),
        (
            "family",
            "nested",
            Family(surname="Oduya", children=[Child(first_name="Tomi", age=7), Child(first_name="Kemi", age=4)]),
            [
                "The {{surname|Oduya}} family has two children: {{children[0].first_name|Tomi}}, aged {{children[0].age|seven}}, and {{children[1].first_name|Kemi}}, aged {{children[1].age|four}}."
            ],
        ),
        (
            "tenders",
            "lists",
            Tenders(
                project="Quay wall repair",
                closing=date(2025, 9, 12),
                tenders=[
                    Tender(bidder="Brandt Tiefbau GmbH", bid=Decimal(418500), accepted=True),
                    Tender(bidder="Sund Marine AS", bid=Decimal(455000), accepted=False),
                ],
            ),
            [
                "Project: {{project|Quay wall repair}}. Tenders closed on {{closing|12/09/2025}}; opening followed on 15/09/2025.\n{{tenders[0].bidder|Brandt Tiefbau}} bid {{tenders[0].bid|EUR 418.500,00}}. {{tenders[0].accepted,tenders[0].bidder|The bid of Brandt Tiefbau was accepted.}}\n{{tenders[1].bidder|Sund Marine AS}} bid {{tenders[1].bid|EUR 455.000,00}}. {{tenders[1].accepted,tenders[1].bidder|The bid of Sund Marine was not accepted.}}"
            ],
        ),
        (
            "spec",
            "units",
            Spec(
                model="Nordlys 40",
                width_mm=600,
                height_mm=1850,
                depth_mm=640,
                mass_kg=74.5,
                power_w=140,
                warranty_years=5,
                colour="oak",
            ),
            [
                "{{model|Nordlys 40}}\nWidth: {{width_mm|60 cm}}\nHeight: {{height_mm|185 cm}}\nDepth: {{depth_mm|64 cm}}\nMass: {{mass_kg|74.5 kg}}\nRated power: {{power_w|140 W}}\nThe warranty runs for {{warranty_years|five years}}. Finish: {{colour|oak}}."
            ],
        ),
        (
            "quarters",
            "dictionaries",
            Year(quarters={"Q1": Quarter(sales=812.4, costs=610.0), "Q2": Quarter(sales=905.1, costs=610.0)}),
            [
                "\tSales\tCosts\nQ1\t{{quarters['Q1'].sales|812.4}}\t{{quarters['Q1'].costs|610.0}}\nQ2\t{{quarters['Q2'].sales|905.1}}\t{{quarters['Q2'].costs|610.0}}\n"
            ],
        ),
        (
            "trial",
            "numbers in prose",
            Clinic(participants=412, mean_age=57.3, female=198, dropouts=23, p_value=0.013),
            [
                "We enrolled {{participants|412}} participants (mean age {{mean_age|57.3}} years; {{female|198}} female). There were {{dropouts|23}} dropouts. The effect was significant (p = {{p_value|0.013}}). See ref. 23 and Table 412."
            ],
        ),
        (
            "club",
            "same value twice",
            Club(
                members=[
                    Member(name="R. Ito", joined=date(2020, 1, 15), dues=Decimal(40)),
                    Member(name="S. Ito", joined=date(2020, 1, 15), dues=Decimal(40)),
                ]
            ),
            [
                "Member, Joined, Dues\n{{members[0].name|R. Ito}}, {{members[0].joined|15 Jan 2020}}, {{members[0].dues|40.00}}\n{{members[1].name|S. Ito}}, {{members[1].joined|15 Jan 2020}}, {{members[1].dues|40.00}}"
            ],
        ),
        (
            "payslip",
            "money",
            Split(
                gross_pay=Decimal(4200),
                income_tax=Decimal("812.35"),
                pension=Decimal(210),
                net_pay=Decimal("3177.65"),
            ),
            [
                "Gross pay ........ {{gross_pay|4,200.00}}\nIncome tax ....... {{income_tax|-812.35}}\nPension .......... {{pension|(210.00)}}\nNet pay .......... {{net_pay|3,177.65}}"
            ],
        ),
        # One thing each
        (
            "invented-name",
            "invented values",
            make(manager="Lena Osei"),
            ["The branch is run by a manager whose name is not given."],
        ),
        ("invented-amount", "invented values", make(penalty=250.0), ["A penalty may apply. Parcel 250 was late."]),
        (
            "invented-date",
            "invented values",
            make(review_date=date(2025, 6, 30)),
            ["The review date will be announced. The office closed on 30 June 2024."],
        ),
        (
            "invented-mail",
            "invented values",
            make(email="info@quay.example"),
            ["Mail us: see the website quay.example for the form."],
        ),
        (
            "invented-phrase",
            "invented values",
            make(reason="Supplier insolvency"),
            ["The order was cancelled for reasons unknown. A supplier was named."],
        ),
        (
            "half-invented-list",
            "invented values",
            make(tags=["walnut", "marquetry"]),
            ["A desk of {{tags[0]|walnut}} with plain veneer."],
        ),
        (
            "order-number-not-amount",
            "traps",
            make(amount=4471.0),
            ["Order 4471 was shipped. The amount is confidential."],
        ),
        ("prior-year", "traps", make(revenue_2023=88.4), ["          2024    2023\nRevenue   88.4    79.2"]),
        (
            "minimum-not-maximum",
            "traps",
            make(maximum_order=50),
            ["Minimum order: 50 cartons. Maximum order: 900 cartons."],
        ),
        (
            "landlord-for-tenant",
            "traps",
            make(tenant="Ruth Adeyemi"),
            ["Landlord: {{!tenant|Ruth Adeyemi}}\nTenant: as signed below"],
        ),
        (
            "ship-date-for-due",
            "traps",
            make(due_date=date(2024, 3, 21)),
            ["Ship date: 21 March 2024\nDue date: on receipt"],
        ),
        ("street-number", "traps", make(quantity=42), ["Deliver to 42 Harbour Street. Quantity as ordered."]),
        ("larger-amount", "traps", make(fee=25.0), ["The fee is $25,000.00 in all."]),
        ("id-inside-id", "traps", make(order_id="88-120"), ["Order id: 1188-1207"]),
        ("denied-boolean", "traps", make(insured=True), ["The parcel is uninsured."]),
        ("tax-rate-not-tax", "traps", make(tax_amount=19.0), ["Tax rate: 19 %\nTax amount: 54.15"]),
        ("age-not-score", "traps", make(score=67), ["The patient, aged 67, was tested. The score was not recorded."]),
        (
            "clause-number",
            "traps",
            make(warranty_months=12),
            ["Clause 12 Warranty. The warranty period is set out in the schedule."],
        ),
        ("hour-not-count", "traps", make(guests=18), ["Dinner is at 18:00. Guests will be seated on arrival."]),
        (
            "two-people",
            "traps",
            make(witness="D. Marsh"),
            ["Witness: {{witness|Daniel Marsh}}\nDirector: Helen Stroud"],
        ),
        (
            "label-below-heading",
            "layout",
            make(invoice_no="INV/24/0093", customer_no="C-20551"),
            ["Invoice no.        Customer no.\n{{invoice_no|INV/24/0093}}        {{customer_no|C-20551}}"],
        ),
        ("value-above-unit", "layout", make(area_sqm=84.5), ["Floor area\n{{area_sqm|84.5}} sqm"]),
        (
            "bold-markdown",
            "layout",
            make(total=77.35, deposit=20.0),
            ["**Deposit:** {{deposit|20.00}}  \n**Total:** {{total|77.35}}"],
        ),
        ("equals", "layout", make(timeout_seconds=45), ["retries = 3\ntimeout_seconds = {{timeout_seconds|45}}"]),
        ("umlaut-month", "dates", make(beginn=date(2021, 3, 5)), ["Beginn: {{beginn|5. März 2021}}"]),
        ("us-date", "dates", make(filed=date(2023, 12, 4)), ["Filed: {{filed|12/04/2023}}. Heard: 12/19/2023."]),
        ("two-digit", "dates", make(valid_until=date(2027, 11, 30)), ["Valid until {{valid_until|30.11.27}}"]),
        (
            "range-days",
            "dates",
            make(check_in=date(2025, 8, 4), check_out=date(2025, 8, 9)),
            ["Check-in {{check_in|Mon 4 Aug 2025}}, check-out {{check_out|Sat 9 Aug 2025}}"],
        ),
        ("lakh", "locales", make(loan_amount=750_000), ["Loan amount sanctioned: {{loan_amount|Rs 7.5 lakh}}"]),
        ("narrow-space", "locales", make(prix=4999.0), ["Prix : {{prix|4\u202f999,00 €}}"]),
        ("dozen", "units", make(rooms=12), ["The inn has {{rooms|twelve}} rooms and a cellar."]),
        ("hours", "units", make(response_time_hours=48), ["The response time is {{response_time_hours|48 hours}}."]),
        (
            "defined-term",
            "names",
            make(licensor="Petrel Software Oy", licensee="Municipality of Turku"),
            [
                'This licence is granted by {{licensor|Petrel Software Oy}}, hereinafter the "Licensor", to the {{licensee|Municipality of Turku}}, hereinafter the "Licensee".'
            ],
        ),
        ("von", "names", make(heir="Karl von Stetten"), ["Heir: {{heir|Herr Karl von Stetten}}"]),
        ("initials-both", "names", make(inspector="K. L. Brandvold"), ["Inspector: {{inspector|Kari L. Brandvold}}"]),
        (
            "summary-two",
            "multi-citation",
            make(conclusion="Sales rose in the north. The southern depot was closed."),
            [
                "North. {{+conclusion|Sales rose in the north.}} Staff were glad.\n\nSouth. {{+conclusion|The southern depot was closed.}} A buyer is sought."
            ],
        ),
        (
            "long-verbatim",
            "multi-citation",
            make(
                scope="Supply, installation and commissioning of two diesel generator sets including all ancillary equipment"
            ),
            [
                "Scope of work: {{scope|Supply, installation and com-\nmissioning of two diesel generator sets\nincluding all ancillary equipment}}."
            ],
        ),
        (
            "reworded",
            "multi-citation",
            create_model("M", finding=(str, Field(description="The auditor's main finding")))(
                finding="Inventory records were incomplete for the Bergen warehouse in March"
            ),
            [
                "Cash was counted. {{finding|The inventory records of the Bergen warehouse for March were found to be incomplete.}} Petty cash agreed."
            ],
        ),
        (
            "de-boolean",
            "booleans",
            make(kaution_erforderlich=False),
            ["{{kaution_erforderlich|Eine Kaution ist nicht erforderlich.}}"],
        ),
        (
            "noncompete",
            "booleans",
            make(non_compete=True),
            ["{{non_compete|The Employee is bound by a non-compete covenant for one year.}}"],
        ),
        (
            "smoking-false",
            "booleans",
            make(smoking_permitted=False),
            ["{{smoking_permitted|Smoking is prohibited throughout the premises.}}"],
        ),
        (
            "insurance-needed",
            "booleans",
            make(insurance_required=True),
            ["{{insurance_required|The Hirer must hold insurance of at least £2 million.}}"],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate(_all()):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
