"""Hand-written cases, fourth batch: oddities of layout, wording and typing; first scored after three batches had passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_TURNS = (("openai", "value", "whole"), ("gemini", "line", "prose"), ("openai", "prose", "line"))


class Tier(Enum):
    GOLD = "gold"
    SILVER = "silver"


class Rate(BaseModel):
    weight_up_to_kg: int
    price: float


class Zone(BaseModel):
    zone: str
    rates: list[Rate]


class Tariff(BaseModel):
    carrier: str
    zones: list[Zone]


class Payment(BaseModel):
    due_on: date
    amount: Decimal


class Schedule(BaseModel):
    debtor: str
    payments: list[Payment]


class Dose(BaseModel):
    medicine: str
    strength_mg: float
    times_per_day: int
    days: int


class Prescription(BaseModel):
    patient: str
    prescriber: str
    doses: list[Dose]


class Director(BaseModel):
    name: str
    appointed: date
    resigned: date | None = None


class Register(BaseModel):
    company: str
    company_number: str
    share_capital: Decimal
    directors: list[Director]


class Segment(BaseModel):
    name: str
    revenue_musd: float
    growth: float


class Segments(BaseModel):
    segments: list[Segment]
    total_revenue_musd: float


class Question(BaseModel):
    party_one: str
    party_two: str
    court: str
    case_number: str
    damages: int
    filed: date
    decided: date
    appeal_allowed: bool
    costs_awarded: bool


def _documents() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "tariff",
            "nested lists",
            Tariff(
                carrier="Polar Parcel",
                zones=[
                    Zone(
                        zone="Nordic", rates=[Rate(weight_up_to_kg=5, price=7.9), Rate(weight_up_to_kg=10, price=11.5)]
                    ),
                    Zone(
                        zone="Baltic", rates=[Rate(weight_up_to_kg=5, price=9.9), Rate(weight_up_to_kg=10, price=14.5)]
                    ),
                ],
            ),
            [
                "{{carrier|Polar Parcel}} tariff\n\nZone {{zones[0].zone|Nordic}}\nup to {{zones[0].rates[0].weight_up_to_kg|5 kg}}: {{zones[0].rates[0].price|€7.90}}\nup to {{zones[0].rates[1].weight_up_to_kg|10 kg}}: {{zones[0].rates[1].price|€11.50}}\n\nZone {{zones[1].zone|Baltic}}\nup to {{zones[1].rates[0].weight_up_to_kg|5 kg}}: {{zones[1].rates[0].price|€9.90}}\nup to {{zones[1].rates[1].weight_up_to_kg|10 kg}}: {{zones[1].rates[1].price|€14.50}}\n"
            ],
        ),
        (
            "instalments",
            "same value twice",
            Schedule(
                debtor="Salim Nasser",
                payments=[
                    Payment(due_on=date(2025, 1, 31), amount=Decimal(250)),
                    Payment(due_on=date(2025, 2, 28), amount=Decimal(250)),
                    Payment(due_on=date(2025, 3, 31), amount=Decimal(250)),
                ],
            ),
            [
                "{{debtor|Salim Nasser}} pays {{payments[0].amount|€250}} on {{payments[0].due_on|31 January 2025}}, {{payments[1].amount|€250}} on {{payments[1].due_on|28 February 2025}} and {{payments[2].amount|€250}} on {{payments[2].due_on|31 March 2025}}."
            ],
        ),
        (
            "prescription",
            "lists in prose",
            Prescription(
                patient="Edda Stein",
                prescriber="Dr. Felix Baum",
                doses=[
                    Dose(medicine="Ibuprofen", strength_mg=400, times_per_day=3, days=5),
                    Dose(medicine="Omeprazole", strength_mg=20, times_per_day=1, days=14),
                ],
            ),
            [
                "Rx for {{patient|Edda Stein}}\n{{doses[0].medicine|Ibuprofen}} {{doses[0].strength_mg|400 mg}}, {{doses[0].times_per_day|three times a day}} for {{doses[0].days|5 days}}\n{{doses[1].medicine|Omeprazole}} {{doses[1].strength_mg|20 mg}}, {{doses[1].times_per_day|one}} each morning for {{doses[1].days|14 days}}\nPrescriber: {{prescriber|F. Baum, MD}}"
            ],
        ),
        (
            "register",
            "several documents",
            Register(
                company="Tamarind Studios Ltd",
                company_number="09114452",
                share_capital=Decimal(10000),
                directors=[
                    Director(name="Nadia Petrov", appointed=date(2016, 2, 3)),
                    Director(name="Owen Pugh", appointed=date(2018, 6, 20), resigned=date(2021, 12, 31)),
                ],
            ),
            [
                "{{company|TAMARIND STUDIOS LIMITED}}\nCompany number {{company_number|09114452}}\nIssued share capital: GBP {{share_capital|10,000}}",
                "Officers of {{company|Tamarind Studios Ltd}}\n{{directors[0].name|PETROV, Nadia}} - appointed on {{directors[0].appointed|3 February 2016}}\n{{directors[1].name|PUGH, Owen}} - appointed on {{directors[1].appointed|20 June 2018}}, resigned on {{directors[1].resigned|31 December 2021}}",
            ],
        ),
        (
            "segments",
            "tables",
            Segments(
                segments=[
                    Segment(name="Adhesives", revenue_musd=212.4, growth=0.034),
                    Segment(name="Coatings", revenue_musd=180.9, growth=-0.012),
                ],
                total_revenue_musd=393.3,
            ),
            [
                "Segment        Revenue (USD m)   Growth\n{{segments[0].name|Adhesives}}      {{segments[0].revenue_musd|212.4}}             {{segments[0].growth|3.4%}}\n{{segments[1].name|Coatings}}       {{segments[1].revenue_musd|180.9}}             {{segments[1].growth|(1.2)%}}\nGroup          {{total_revenue_musd|393.3}}             1.3%"
            ],
        ),
        (
            "judgment",
            "long prose",
            Question(
                party_one="Harrow Fisheries Ltd",
                party_two="Crown Estate Commissioners",
                court="Court of Session",
                case_number="CSOH 2023/118",
                damages=1_750_000,
                filed=date(2021, 3, 8),
                decided=date(2023, 11, 17),
                appeal_allowed=False,
                costs_awarded=True,
            ),
            [
                "IN THE {{court|COURT OF SESSION}}\n[{{case_number|CSOH 2023/118}}]\n{{party_one|Harrow Fisheries Ltd}} v {{party_two|Crown Estate Commissioners}}\n\nThe action was filed on {{filed|8 March 2021}}. After a hearing of nine days the court decided on {{decided|17 November 2023}} that the pursuers be paid {{damages|£1.75 million}} in damages. {{appeal_allowed|The appeal was not allowed.}} {{costs_awarded|Costs were awarded to the pursuers.}}"
            ],
        ),
    ]


def _single() -> list[tuple[str, str, Any, list[str]]]:
    return [
        # traps
        ("total-of-other", "traps", make(total_hours=40), ["Total cost: 40. Total hours: see timesheet."]),
        ("unit-price-for-total", "traps", make(total=14.99), ["3 x 14.99 each"]),
        ("born-for-hired", "traps", make(hire_date=date(1988, 10, 2)), ["Born 2 October 1988. Hire date unknown."]),
        ("author-for-editor", "traps", make(editor="Paul Grange"), ["Written by Paul Grange. Editor: n/a"]),
        (
            "max-for-min",
            "traps",
            make(min_temperature=35),
            ["Maximum temperature: 35 °C. Minimum temperature: not logged."],
        ),
        ("thirty-in-thirty-one", "traps", make(guests=30), ["Thirty-one guests signed the book; 300 were invited."]),
        ("id-digits", "traps", make(amount=7731.0), ["Transaction 7731-220. Amount withheld."]),
        ("time-as-number", "traps", make(capacity=1430), ["Tours leave at 14:30. Capacity is limited."]),
        (
            "shared-surname",
            "traps",
            make(plaintiff="Rosa Keller"),
            ["Keller v. Stone. The plaintiff, Anton Keller, lost."],
        ),
        ("hypothetical", "traps", make(dividend=0.75), ["No dividend was paid."]),
        ("email-as-name", "traps", make(company="Fernhill"), ["Contact: info@fernhill-mail.example"]),
        ("wrong-sign", "traps", make(profit=812_500.0), ["Profit: (812,500)"]),
        ("coordinates", "traps", make(distance_km=59.91), ["Location: 59.91 N, 10.75 E. Distance unknown."]),
        ("per-unit", "traps", make(employees=250), ["250 g of sugar per batch; employees wear gloves."]),
        (
            "date-of-other",
            "traps",
            make(inspection_date=date(2023, 4, 18)),
            ["Inspection date: pending. Letter dated 18 April 2023."],
        ),
        ("city-in-company", "traps", make(city="Boston"), ["Boston Dynamics Supply Co. City: Waltham"]),
        ("exempt-vs-taxable", "traps", make(includes_parking=True), ["Parking is not included."]),
        ("other-currency", "traps", make(currency="EUR"), ["Total: $ 450.00"]),
        # typed values
        ("euro-sign", "currencies", make(currency="EUR"), ["Total: {{currency|€}} 450,00"]),
        ("pound-code", "currencies", make(currency="GBP", amount=99.5), ["Amount: {{currency|GBP}} {{amount|99.50}}"]),
        ("bool-status", "booleans", make(active=True), ["{{active|Status: active}}"]),
        ("negative-name", "booleans", make(no_refunds=True), ["{{no_refunds|No refunds are given on sale items.}}"]),
        ("double-negative", "booleans", make(liable=False), ["{{liable|The carrier is not liable for delay.}}"]),
        ("tick", "booleans", make(gluten_free=True), ["{{gluten_free|Gluten-free ✓}}"]),
        ("without", "booleans", make(alcohol=False), ["{{alcohol|Brewed without alcohol.}}"]),
        ("unlimited", "booleans", make(mileage_limited=False), ["{{mileage_limited|Mileage is unlimited.}}"]),
        (
            "waiver",
            "booleans",
            make(jury_trial_waived=True),
            ["{{jury_trial_waived|Each party waives its right to a jury trial.}}"],
        ),
        ("exclusive-neg", "booleans", make(exclusivity=False), ["{{exclusivity|This is a non-exclusive licence.}}"]),
        (
            "enum-words",
            "enums",
            create_model("M", tier=(Tier, ...))(tier=Tier.GOLD),
            ["Membership tier: {{tier|Gold}}"],
        ),
        ("enum-hyphen", "enums", make(employment_type="full_time"), ["Employment type: {{employment_type|full-time}}"]),
        (
            "literal-two-words",
            "enums",
            create_model("M", incoterm=(Literal["FOB", "CIF"], ...))(incoterm="FOB"),
            ["Incoterm: {{incoterm|FOB}} Hamburg"],
        ),
        (
            "timedelta-hours",
            "durations",
            make(runtime=timedelta(hours=2, minutes=30)),
            ["Running time: {{runtime|150 minutes}}"],
        ),
        ("weeks", "durations", make(lead_time_weeks=6), ["Lead time is {{lead_time_weeks|six weeks}} from order."]),
        ("years-months", "durations", make(term_months=24), ["The term is {{term_months|two years}}."]),
        ("quarter-hour", "durations", make(duration_minutes=90), ["Duration: {{duration_minutes|1.5 hours}}"]),
        ("percent-string", "percent", make(yield_rate="3.25%"), ["Current yield rate is {{yield_rate|3.25 %}}."]),
        ("percentage-points", "percent", make(ownership=51.0), ["Ownership: {{ownership|51%}}"]),
        ("promille", "percent", make(share=0.4), ["Her share is {{share|40 per cent}}."]),
        ("comma-percent", "percent", make(zinssatz=0.0375), ["Zinssatz: {{zinssatz|3,75 % p.a.}}"]),
        ("half-million", "money", make(prize=500_000), ["The prize is {{prize|$0.5 million}}."]),
        ("mio", "money", make(umsatz=12_300_000), ["Umsatz: {{umsatz|12,3 Mio. €}}"]),
        ("rounded", "money", make(fare=35.0), ["Fare: {{fare|$35}}"]),
        ("dash-cents", "money", make(preis=49.0), ["Preis: {{preis|49,- €}}"]),
        ("minus-money", "money", make(balance=-45.2), ["Balance: {{balance|-$45.20}}"]),
        ("dr-cr", "money", make(overdraft=-310.0), ["Overdraft: {{overdraft|310.00-}}"]),
        ("written-cheque", "money", make(sum_lent=5000), ["The sum lent is {{sum_lent|five thousand}} dollars."]),
        (
            "no-year",
            "dates",
            make(party=date(2024, 12, 24)),
            ["Calendar 2024. The party is on {{party|24 December 2024}}."],
        ),
        (
            "date-range",
            "dates",
            make(start=date(2025, 6, 3), end=date(2025, 6, 7)),
            ["Fair: start {{start|3 June 2025}}, end {{end|7 June 2025}}."],
        ),
        ("slash-iso", "dates", make(issued=date(2024, 9, 30)), ["Issued {{issued|2024/09/30}}"]),
        ("apostrophe-year", "dates", make(released=date(1999, 3, 31)), ["Released {{released|31 March '99}}."]),
        ("upper-month", "dates", make(entry=date(2023, 10, 9)), ["ENTRY {{entry|09 OCT 2023}} OSL"]),
        (
            "portuguese",
            "dates",
            make(data_emissao=date(2024, 5, 16)),
            ["Data de emissão: {{data_emissao|16 de maio de 2024}}"],
        ),
        ("datetime-line", "dates", make(landed=datetime(2024, 2, 29, 23, 55)), ["Landed: {{landed|29/02/2024 23:55}}"]),
        ("am-pm", "dates", make(closing_time=time(21, 0)), ["Closing time: {{closing_time|9 p.m.}}"]),
        (
            "company-dba",
            "names",
            make(vendor="Blue Heron Catering"),
            ["Vendor: Larkin LLC dba {{vendor|Blue Heron Catering}}"],
        ),
        ("title-mme", "names", make(locataire="Madame Claire Dubois"), ["Locataire : {{locataire|Mme Claire Dubois}}"]),
        ("all-initials", "names", make(author="John Ronald Tell"), ["Author: {{author|J. R. Tell}}"]),
        ("surname-first", "names", make(student="Nguyen Thi Mai"), ["Student: {{student|NGUYEN Thi Mai}}"]),
        (
            "nickname",
            "names",
            make(owner="Robert Finch"),
            ['Owner: {{owner|Robert "Bob" Finch}}'.replace('"Bob" ', "A. ")],
        ),
        (
            "ltd-limited",
            "names",
            make(lessee="Quarry Bay Logistics Limited"),
            ["Lessee: {{lessee|Quarry Bay Logistics Ltd.}}"],
        ),
        ("st-street", "names", make(address="12 Saint Mary Street"), ["Address: {{address|12 St Mary St.}}"]),
        ("part-number", "identifiers", make(part_number="BX-4410/2"), ["Part number: {{part_number|BX 4410/2}}"]),
        ("isbn", "identifiers", make(isbn="9783161484100"), ["ISBN {{isbn|978-3-16-148410-0}}"]),
        ("plate", "identifiers", make(license_plate="M-AB 1234"), ["License plate: {{license_plate|M AB 1234}}"]),
        ("phone-local", "identifiers", make(phone="+49 30 901820"), ["Telefon: {{phone|030 / 90 18 20}}"]),
        ("doi", "identifiers", make(doi="10.1000/xyz123"), ["https://doi.org/{{doi|10.1000/xyz123}}"]),
        (
            "split-id",
            "line breaks",
            make(contract_id="CTR-2023-0457"),
            ["under contract {{contract_id|CTR-\n2023-0457}} the supplier"],
        ),
        (
            "split-money",
            "line breaks",
            make(contract_value=1_250_000),
            ["with a contract value of USD\n{{contract_value|1,250,000}} in total"],
        ),
        (
            "split-date",
            "line breaks",
            make(signed=date(2022, 1, 19)),
            ["was signed on {{signed|19\nJanuary 2022}} by both"],
        ),
        (
            "soft-hyphen",
            "line breaks",
            make(title="Administrative procedures"),
            ["{{title|Adminis\u00adtrative proce\u00addures}}"],
        ),
        (
            "form-feed",
            "long documents",
            make(appendix_title="Soil samples", samples=18),
            [
                "Main report\nNothing here.\fAppendix title: {{appendix_title|Soil samples}}\nThe laboratory took {{samples|18 samples}}."
            ],
        ),
        (
            "dotted",
            "layout",
            make(chairs=24, tables=6),
            ["Chairs ............ {{chairs|24}}\nTables ............ {{tables|6}}"],
        ),
        ("csv", "layout", make(temperature=21.5), ["time,temperature,humidity\n12:00,{{temperature|21.5}},40"]),
        ("json-in-doc", "layout", make(retries=5), ['{"retries": {{retries|5}}, "delay": 5.5}']),
        ("xml-in-doc", "layout", make(port=8443), ["<port>{{port|8443}}</port><alt>8444</alt>"]),
        (
            "inline-colon",
            "layout",
            make(height_m=3.2, width_m=1.1),
            ["Gate (height: {{height_m|3.2 m}}; width: {{width_m|1.1 m}})"],
        ),
        ("question", "layout", make(age=41), ["Q: How old are you?\nA: I am {{age|41}} years old."]),
        (
            "key-described",
            "layout",
            create_model("M", x=(int, Field(description="Number of seats in the theatre")))(x=420),
            ["The theatre has {{x|420 seats}} and two bars."],
        ),
        (
            "title-only",
            "layout",
            create_model("M", f1=(str, Field(title="Policy holder")))(f1="Gerda Holt"),
            ["Policy holder: {{f1|Gerda Holt}}"],
        ),
        (
            "multi-reason",
            "multi-citation",
            make(findings="cracked lintel; blocked gutter"),
            ["North wall: {{+findings|cracked lintel}}. West eaves: {{+findings|blocked gutter}}."],
        ),
        (
            "paraphrase-numbers",
            "multi-citation",
            make(summary="The tower is 48 metres tall and was completed in 1931"),
            ["{{summary|Completed in 1931, the tower stands 48 metres tall.}} It has a clock."],
        ),
        (
            "false-paraphrase",
            "multi-citation",
            make(summary="The tower is 52 metres tall and was completed in 1931"),
            ["Completed in 1931, the tower stands 48 metres tall. It has a clock."],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate([*_documents(), *_single()]):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
