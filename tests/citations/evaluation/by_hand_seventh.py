"""Hand-written cases, seventh batch: the last, scored once before anything was changed for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, create_model

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_TURNS = (("openai", "value", "prose"), ("gemini", "line", "value"), ("openai", "whole", "line"))


class Mode(Enum):
    SEA = "sea freight"
    AIR = "air freight"


class Contact(BaseModel):
    name: str
    phone: str | None = None
    email: str | None = None


class Event(BaseModel):
    title: str
    venue: str
    starts: datetime
    fee: int | str | None = None
    organiser: Contact
    backup: Contact | None = None
    capacity: int | None = None


class Patent(BaseModel):
    number: str
    inventor: str
    assignee: str
    filed: date
    granted: date
    claims: int


class Will(BaseModel):
    testator: str
    executor: str
    beneficiaries: list[str]
    bequest: Decimal
    dated: date
    witnesses: list[str]
    revokes_prior_wills: bool


class Quote(BaseModel):
    supplier: str
    price_per_unit: Decimal
    minimum_order: int
    lead_time_days: int
    valid_until: date
    mode: Mode


def _all() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "event",
            "optional and unions",
            Event(
                title="Night of Lanterns",
                venue="Old Rope Works",
                starts=datetime(2025, 11, 14, 19, 30),
                fee="free",
                organiser=Contact(name="Greta Holm", phone="+46 8 555 120 44"),
                backup=None,
                capacity=180,
            ),
            [
                "{{title|Night of Lanterns}}\nVenue: {{venue|Old Rope Works}}\nStarts: {{starts|14 November 2025, 19:30}}\nEntry is {{fee|free}}. Room for {{capacity|180}} guests (capacity as licensed).\nOrganiser: {{organiser.name|Greta Holm}}, tel. {{organiser.phone|+46 8 555 120 44}}"
            ],
        ),
        (
            "patent",
            "names and dates",
            Patent(
                number="US 9,412,077 B2",
                inventor="Hiroshi Kanda",
                assignee="Suncrest Bearings K.K.",
                filed=date(2013, 2, 19),
                granted=date(2016, 8, 9),
                claims=17,
            ),
            [
                "(10) Patent No.: {{number|US 9,412,077 B2}}\n(72) Inventor: {{inventor|Hiroshi Kanda}}, Nagoya (JP)\n(73) Assignee: {{assignee|Suncrest Bearings K.K.}}\n(22) Filed: {{filed|Feb. 19, 2013}}\n(45) Date of Patent (granted): {{granted|Aug. 9, 2016}}\n{{claims|17 Claims}}, 6 Drawing Sheets"
            ],
        ),
        (
            "will",
            "contracts",
            Will(
                testator="Agnes Moorhouse",
                executor="Philip Tarrant",
                beneficiaries=["Ellen Moorhouse", "St. Jude's Hospice"],
                bequest=Decimal(25000),
                dated=date(2019, 3, 26),
                witnesses=["Colin Webb", "Nora Patel"],
                revokes_prior_wills=True,
            ),
            [
                "LAST WILL\nI, {{testator|Agnes Moorhouse}}, make this my last will. {{revokes_prior_wills|I revoke all prior wills.}} I appoint {{executor|Philip Tarrant}} as executor. I give the sum of {{bequest|£25,000}} to {{beneficiaries[1]|St Jude’s Hospice}} and the residue to my niece {{beneficiaries[0]|Ellen Moorhouse}}.\nDated {{dated|26th March 2019}}\nSigned in the presence of {{witnesses[0]|Colin Webb}} and {{witnesses[1]|Nora Patel}}."
            ],
        ),
        (
            "quotation",
            "several documents",
            Quote(
                supplier="Ferrum Castings d.o.o.",
                price_per_unit=Decimal("18.75"),
                minimum_order=500,
                lead_time_days=21,
                valid_until=date(2025, 2, 28),
                mode=Mode.SEA,
            ),
            [
                "Dear buyer, {{supplier|Ferrum Castings}} can offer the part at {{price_per_unit|€18.75}} per unit with a minimum order of {{minimum_order|500}} pieces. The offer is valid until {{valid_until|28.02.2025}}.",
                "Logistics note: lead time {{lead_time_days|three weeks}}; goods travel by {{mode|sea freight}}. Reference 500-B.",
            ],
        ),
        (
            "nested-brackets",
            "identifiers",
            make(reference="AZ 12 O 345/21"),
            ["Aktenzeichen (reference): {{reference|Az. 12 O 345/21}}"],
        ),
        ("sku-slash", "identifiers", make(sku="TX/900-BLK"), ["SKU {{sku|TX/900-BLK}} in stock; TX/900-BLU sold out."]),
        ("swift", "identifiers", make(bic="NDEASESS"), ["BIC/SWIFT: {{bic|NDEASESS}}"]),
        ("vat-spaces", "identifiers", make(vat_number="GB123456789"), ["VAT reg. {{vat_number|GB 123 4567 89}}"]),
        (
            "passport",
            "identifiers",
            make(passport_number="X1234567"),
            ["Passport no. {{passport_number|X1234567}}, issued in Bern"],
        ),
        (
            "hyphened-value",
            "line breaks",
            make(method="gas chromatography with flame ionisation"),
            ["was measured by {{method|gas chroma-\ntography with flame ioni-\nsation}} in duplicate"],
        ),
        (
            "page-break",
            "line breaks",
            make(title="Report on river crossings"),
            ["{{title|Report on river\ncrossings}}\f1. Introduction"],
        ),
        (
            "columns",
            "layout",
            make(invoice_total=812.4, invoice_date=date(2024, 1, 22)),
            ["Invoice date          Invoice total\n{{invoice_date|22 Jan 2024}}           {{invoice_total|812.40}}"],
        ),
        (
            "right-aligned",
            "layout",
            make(rent=950.0, heating=120.0),
            [
                "Rent                                      {{rent|950.00}}\nHeating                                   {{heating|120.00}}"
            ],
        ),
        ("bullets", "layout", make(cpu_cores=8, ram_gb=32), ["* CPU cores: {{cpu_cores|8}}\n* RAM: {{ram_gb|32 GB}}"]),
        (
            "table-with-units",
            "layout",
            make(max_load_kg=450.0, length_mm=2100),
            [
                "| Property | Value |\n|---|---|\n| Max. load | {{max_load_kg|450 kg}} |\n| Length | {{length_mm|2,100 mm}} |"
            ],
        ),
        ("html", "layout", make(price=24.9), ["<td>Price</td><td>{{price|24.90}}</td>"]),
        ("thin-space", "locales", make(population=1_284_500), ["Population: {{population|1\u2009284\u2009500}}"]),
        (
            "swiss-francs",
            "locales",
            make(betrag=Decimal("1250.00")),
            ["Betrag: {{betrag|CHF 1'250.–}}".replace(".–", ".00")],
        ),
        ("us-billion", "money", make(market_cap=1_920_000_000), ["Market cap: {{market_cap|$1.92B}}"]),
        (
            "per-share",
            "money",
            make(dividend_per_share=1.08),
            ["The dividend per share is {{dividend_per_share|USD 1.08}}."],
        ),
        ("euro-words", "money", make(fee=2500), ["The fee is {{fee|two thousand five hundred (2,500)}} euros."]),
        ("refund", "money", make(refund=74.2), ["Refund: {{refund|-74.20}}"]),
        (
            "vat-rate-amount",
            "money",
            make(vat_rate=0.2, vat_amount=160.0),
            ["VAT ({{vat_rate|20%}}): {{vat_amount|160.00}}"],
        ),
        ("noon", "dates", make(lunch=time(12, 15)), ["Lunch is at {{lunch|12:15}}."]),
        ("quarter", "dates", make(period="Q2 2025"), ["for the period {{period|Q2 2025}}"]),
        ("iso-week", "dates", make(start=date(2024, 7, 15)), ["Start: {{start|2024-07-15}} (week 29)"]),
        ("month-first", "dates", make(issued=date(2021, 12, 31)), ["Issued: {{issued|Dec. 31, 2021}}"]),
        ("duration", "units", make(battery_life=timedelta(hours=12)), ["Battery life: {{battery_life|12 hours}}"]),
        ("square", "units", make(floor_area_m2=128.0), ["Floor area: {{floor_area_m2|128 m²}}"]),
        (
            "temperature",
            "units",
            make(storage_temperature_c=-20),
            ["Storage temperature: {{storage_temperature_c|-20 °C}}"],
        ),
        ("speed", "units", make(max_speed_kmh=132), ["Max. speed {{max_speed_kmh|132 km/h}}"]),
        ("married-name", "names", make(bride="Clara Jensen"), ["Bride: {{bride|Clara Maria Jensen}}"]),
        ("sir", "names", make(chairman="Sir Alan Brockway"), ["Chairman: {{chairman|Alan Brockway}}"]),
        ("et-al", "names", make(first_author="Y. Nakamura"), ["{{first_author|Nakamura, Y.}}, Obi, C. (2020)"]),
        (
            "co-ltd",
            "names",
            make(maker="Shenzhen Brightpath Electronics Co., Ltd."),
            ["Maker: {{maker|Shenzhen Brightpath Electronics Co Ltd}}"],
        ),
        ("must-not", "booleans", make(stackable=False), ["{{stackable|Pallets must not be stacked: not stackable.}}"]),
        (
            "required-no",
            "booleans",
            make(visa_required=False),
            ["{{visa_required|No visa is required for stays under 90 days.}}"],
        ),
        ("is-member", "booleans", make(is_member=True), ["{{is_member|Member: yes}}"]),
        ("has-lift", "booleans", make(has_elevator=True), ["{{has_elevator|The building has an elevator.}}"]),
        ("opted-out", "booleans", make(newsletter=False), ["{{newsletter|Newsletter: no}}"]),
        (
            "severity",
            "enums",
            create_model("M", severity=(Literal["minor", "major"], ...))(severity="minor"),
            ["Severity: {{severity|Minor}}. No major findings."],
        ),
        ("net-terms", "enums", make(payment_terms="net 45"), ["Payment terms: {{payment_terms|net 45 days}}"]),
        ("trap-lot", "traps", make(weight_kg=812.0), ["Lot 812 was weighed on site."]),
        ("trap-clause", "traps", make(interest_rate=7.0), ["7. Interest. Interest runs at the bank rate."]),
        ("trap-table-number", "traps", make(responses=14), ["Table 14 shows the responses by region."]),
        (
            "trap-other-party",
            "traps",
            make(lessee="Brook & Vale LLP"),
            ["Lessor: {{!lessee|Brook & Vale LLP}}. Lessee: to be named."],
        ),
        (
            "trap-previous",
            "traps",
            make(current_rent=900.0),
            ["The previous rent was {{!current_rent|900.00}}; the current rent is 960.00."],
        ),
        ("trap-estimate", "traps", make(actual_cost=55000), ["Budgeted cost: 55,000. Actual cost: 61,300."]),
        ("trap-opposite", "traps", make(fire_alarm=True), ["{{!fire_alarm|There is no fire alarm in the annex.}}"]),
        (
            "trap-invented-list",
            "traps",
            make(keywords=["turbine", "graphene"]),
            ["Keywords: {{keywords[0]|turbine}}, nacelle"],
        ),
        ("trap-same-digits", "traps", make(amount=1500.0), ["Model 1500 ships in May. Amount: 15.00"]),
        (
            "two-docs-one-label",
            "several documents",
            make(quoted_price=640.0, invoiced_price=655.0),
            [
                "Quotation\nPrice: 610.00\nQuoted price: {{quoted_price|640.00}}",
                "Invoice\nInvoiced price: {{invoiced_price|655.00}}",
            ],
        ),
        (
            "joined-two",
            "multi-citation",
            make(materials="oak frame; linen seat"),
            ["The chair has an {{+materials|oak frame}}. The cushion is a {{+materials|linen seat}}."],
        ),
        (
            "paraphrase-more",
            "multi-citation",
            make(risk="Delays at the port could postpone delivery of the turbines"),
            ["{{risk|Delivery of the turbines could be postponed by delays at the port.}} Insurance is in place."],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate(_all()):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
