"""Hand-written cases: the traps and oddities of real documents, first batch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from ipaddress import IPv4Address
from typing import Any, Literal
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, HttpUrl, create_model

from tests.citations.evaluation.case import Case

_TURNS = (("openai", "value", "whole"), ("gemini", "value", "prose"), ("openai", "line", "value"))


def make(**values: Any) -> BaseModel:
    """Make a model with these fields."""
    return create_model("Made", **{name: (type(value), ...) for name, value in values.items()})(**values)


class Terms(str, Enum):
    NET_30 = "NET_30"
    NET_60 = "NET_60"
    ON_RECEIPT = "ON_RECEIPT"


class Severity(IntEnum):
    LOW = 1
    HIGH = 3


class Address(BaseModel):
    street: str
    city: str
    postcode: str


class Company(BaseModel):
    name: str
    address: Address | None = None
    phone: str | None = None


class Pair(BaseModel):
    vendor: Company
    customer: Company


class Item(BaseModel):
    name: str
    quantity: int
    price: float


class Basket(BaseModel):
    items: list[Item]
    total: float | None = None


class Aliased(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    gross: float = Field(alias="amountPayable", title="Amount payable")
    ref: str = Field(validation_alias=AliasChoices("caseReference", "reference"))


class Milestone(BaseModel):
    label: str
    due: date
    payment: Decimal | None = None


class Plan(BaseModel):
    milestones: list[Milestone]


class Person(BaseModel):
    name: str
    role: str


class Team(BaseModel):
    members: list[Person]


def _all() -> list[tuple[str, str, Any, list[str]]]:
    return [
        # Traps: the value stands there as something else
        (
            "units-not-total",
            "traps",
            make(total=120.0),
            ["The order comprises 120 units of the blue sort. Total: to be agreed."],
        ),
        ("page-not-total", "traps", make(total=120.0), ["Catalogue\nPage 120\nPrices on request."]),
        ("identifier-not-total", "traps", make(total=120.0), ["Ref. A-120. The total is stated overleaf."]),
        ("part-of-1120", "traps", make(total=120.0), ["Total: 1,120.00 EUR"]),
        ("part-of-120.5", "traps", make(total=120.0), ["Total: 120.50 EUR"]),
        (
            "year-in-date",
            "traps",
            make(founded=2019),
            ["Statement of accounts as of 31 December 2019. Northwind has been trading for decades."],
        ),
        (
            "first-name-in-word",
            "traps",
            make(contact="Mark"),
            ["Please mark the parcels clearly. Markham Road depot is closed."],
        ),
        ("net-30-amount", "traps", make(amount=30.0), ["Payment terms: net 30. The amount is shown on the order."]),
        (
            "bill-to-for-vendor",
            "traps",
            make(vendor="Castlegate Foods"),
            ["Bill to: {{!vendor|Castlegate Foods}}\nInvoice 88-120"],
        ),
        (
            "subtotal-for-total",
            "traps",
            make(total=840.0),
            ["Subtotal: {{!total|840.00}}\nVAT: 168.00\nTotal: 1,008.00"],
        ),
        ("tax-for-discount", "traps", make(discount=55.0), ["Goods 550.00\nVAT 10%: 55.00\nDiscount: none"]),
        ("phone-not-count", "traps", make(employees=5551), ["Call us on 020 5551 7788. We employ a small staff."]),
        (
            "section-not-days",
            "traps",
            make(notice_days=14),
            ["14. Notices. Any notice shall be given within a reasonable time. See section 14."],
        ),
        (
            "start-for-end",
            "traps",
            make(end_date=date(2024, 9, 1)),
            ["Start date: {{!end_date|1 September 2024}}\nEnd date: open"],
        ),
        ("due-for-birth", "traps", make(date_of_birth=date(1990, 5, 20)), ["Payment due: 20 May 1990"]),
        (
            "buyer-for-seller",
            "traps",
            make(seller="Ilse Quandt"),
            ['The flat is bought by Ilse Quandt (the "Buyer") from an undisclosed seller.'],
        ),
        ("fax-for-phone", "traps", make(phone="+44 20 7946 0018"), ["Fax: +44 20 7946 0018"]),
        ("version-not-count", "traps", make(servers=4), ["We run version 4 of the firmware. The servers are patched."]),
        ("percent-not-amount", "traps", make(subtotal=20.0), ["Subtotal: EUR 310.00\nVAT 20%"]),
        ("floor-not-age", "traps", make(age=32), ["Miss Ruano lives on floor 32, flat 8."]),
        (
            "deposit-for-total",
            "traps",
            make(total=500.0),
            ["A deposit of $500.00 was taken. The total of $2,300.00 falls due in May."],
        ),
        ("opposite-boolean", "traps", make(pets_allowed=True), ["Pets are not allowed in the building."]),
        ("phone-digits-not-id", "traps", make(invoice_number="7788"), ["Tel. 020 5551 7788\nInvoice number: withheld"]),
        ("other-currency-word", "traps", make(quantity=45), ["Price: $45. Quantity: see list."]),
        # Money and percent
        (
            "million",
            "money and percent",
            make(revenue=1_200_000.0),
            ["Revenue reached {{revenue|€1.2 million}}, the best yet."],
        ),
        (
            "suffix-m",
            "money and percent",
            make(funding=4_500_000),
            ["They raised {{funding|$4.5m}} of funding in May."],
        ),
        ("suffix-k", "money and percent", make(budget=12000), ["The budget is {{budget|12k}}."]),
        (
            "share-as-percent",
            "money and percent",
            make(interest_rate=0.0475),
            ["Interest rate: {{interest_rate|4.75 %}} p.a."],
        ),
        ("percent-as-number", "money and percent", make(vat_percent=19), ["VAT at {{vat_percent|19 %}} is added."]),
        ("code-after", "money and percent", make(price=Decimal("99.90")), ["The price is {{price|99,90 EUR}} each."]),
        ("indian", "money and percent", make(salary=1234567), ["The annual salary is {{salary|₹ 12,34,567}}."]),
        ("crore", "money and percent", make(project_cost=25_000_000), ["Project cost: {{project_cost|Rs. 2.5 crore}}"]),
        (
            "string-money",
            "money and percent",
            make(rent="$1,850.00"),
            ["The monthly rent shall be {{rent|USD 1,850.00}}."],
        ),
        (
            "in-thousands",
            "money and percent",
            make(net_sales=48_213_000),
            ["(in thousands of dollars)\nNet sales        {{net_sales|48,213}}\nCost of sales    30,117"],
        ),
        (
            "words-million",
            "money and percent",
            make(grant=3_000_000),
            ["A grant of {{grant|three million}} dollars was made."],
        ),
        (
            "basis",
            "money and percent",
            make(commission=0.025),
            ["We charge a commission of {{commission|2.5 percent}}."],
        ),
        # Locales
        ("german", "locales", make(gesamtbetrag=Decimal("1234.56")), ["Gesamtbetrag: {{gesamtbetrag|1.234,56 €}}"]),
        ("french-space", "locales", make(total=12345.6), ["Total TTC : {{total|12 345,60 €}}"]),
        ("swiss", "locales", make(total=9876.5), ["Total CHF {{total|9'876.50}}"]),
        ("thousand-point", "locales", make(einwohner=18450), ["Einwohner: {{einwohner|18.450}}, Fläche: 27,35 km²"]),
        ("point-decimal", "locales", make(density=1.234), ["Density: {{density|1.234}} g/cm3"]),
        # Negatives
        ("bracket", "negatives", make(net_income=-1250.75), ["Net income {{net_income|(1,250.75)}}"]),
        ("trailing", "negatives", make(adjustment=-88.1), ["Adjustment {{adjustment|88.10-}}"]),
        (
            "loss-of",
            "negatives",
            make(net_result=-3_400_000),
            ["The year closed with {{net_result|a loss of $3.4 million}}."],
        ),
        ("bracket-not-positive", "negatives", make(operating_income=410.25), ["Operating income (410.25)"]),
        ("unicode-minus", "negatives", make(temperature=-12.5), ["Lowest temperature: {{temperature|−12.5}} °C"]),
        # Dates
        ("ordinal", "dates", make(signed_on=date(2025, 4, 3)), ["Signed on {{signed_on|April 3rd, 2025}} at Leeds."]),
        ("german-date", "dates", make(datum=date(2025, 4, 3)), ["Datum: {{datum|3. April 2025}}"]),
        (
            "french-date",
            "dates",
            make(date_facture=date(2024, 8, 14)),
            ["Date de facture : {{date_facture|14 août 2024}}"],
        ),
        ("spanish-date", "dates", make(fecha=date(2023, 1, 9)), ["Fecha: {{fecha|9 de enero de 2023}}"]),
        ("short-date", "dates", make(delivered=date(2025, 4, 3)), ["Delivered {{delivered|03-Apr-25}}."]),
        (
            "ambiguous-resolved",
            "dates",
            make(start=date(2025, 4, 3), end=date(2025, 4, 28)),
            ["Start: {{start|03/04/2025}}\nEnd: {{end|28/04/2025}}"],
        ),
        (
            "ambiguous-wrong-way",
            "dates",
            make(start=date(2025, 3, 4), end=date(2025, 4, 28)),
            ["Start: 03/04/2025\nEnd: {{end|28/04/2025}}"],
        ),
        (
            "string-date",
            "dates",
            make(hearing_date="2024-11-05"),
            ["The hearing date is {{hearing_date|5 November 2024}}."],
        ),
        ("day-of", "dates", make(executed=date(2022, 6, 21)), ["Executed this {{executed|21st day of June, 2022}}."]),
        (
            "moment",
            "dates",
            make(departure=datetime(2025, 7, 1, 14, 30)),
            ["Departure: {{departure|1 July 2025, 2:30 pm}}"],
        ),
        ("no-such-time", "dates", make(departure=datetime(2025, 7, 1, 14, 30)), ["Departure: 1 July 2025, at noon"]),
        ("clock", "dates", make(opens=time(9, 30)), ["The shop opens at {{opens|9:30}} and has parking."]),
        ("month-only-date", "dates", make(expires="2026-03"), ["The card expires {{expires|March 2026}}."]),
        # Number words and units
        (
            "words",
            "units",
            make(notice_months=3),
            ["Either party may leave on {{notice_months|three months}}’ notice."],
        ),
        (
            "words-brackets",
            "units",
            make(payment_days=30),
            ["Payment falls due within {{payment_days|thirty (30) days}}."],
        ),
        (
            "weeks-to-days",
            "units",
            make(return_window_days=14),
            ["Goods may be returned within {{return_window_days|two weeks}}; the return window starts on receipt."],
        ),
        ("kilo", "units", make(weight_kg=2.5), ["Net weight {{weight_kg|2.5 kg}}"]),
        ("tonnes", "units", make(load_kg=12000), ["Maximum load: {{load_kg|12 t}}"]),
        (
            "string-term",
            "units",
            make(term="24 months"),
            ["The term is {{term|twenty-four (24) months}} from signature."],
        ),
        (
            "timedelta",
            "units",
            make(lease_break=timedelta(days=90)),
            ["A lease break needs {{lease_break|90 days}}’ warning."],
        ),
        ("count-of-people", "units", make(employees=1240), ["{{employees|1,240}} employees work on three sites."]),
        # Names
        ("reordered", "names", make(author="Jane Doe"), ["Author: {{author|Doe, Jane}}"]),
        ("initial", "names", make(reviewer="Jonathan Albright"), ["Reviewed by {{reviewer|J. Albright}} in June."]),
        ("middle", "names", make(patient="Maria Santos"), ["Patient: {{patient|Maria T. Santos}}, ward 4"]),
        ("upper-title", "names", make(director="Dr. Helene Fischer"), ["Director: {{director|HELENE FISCHER, PhD}}"]),
        ("suffix", "names", make(company="Acme, Inc."), ["{{company|ACME}} makes anvils."]),
        ("accents", "names", make(nom="Émilie Côté"), ["Nom : {{nom|Emilie Cote}}"]),
        (
            "ampersand",
            "names",
            make(firm="Dunn and Bradwell LLP"),
            ["The firm of {{firm|Dunn & Bradwell LLP}} acts for the estate."],
        ),
        ("wrong-initial", "names", make(reviewer="Peter Albright"), ["Reviewed by J. Albright in June."]),
        # Line breaks of PDFs
        (
            "hyphen",
            "line breaks",
            make(subject="Environmental assessment of wetlands"),
            ["This report gives the {{subject|environ-\nmental assessment of wet-\nlands}} in the north."],
        ),
        (
            "ligature",
            "line breaks",
            make(office="Office of Official Affairs"),
            ["Issued by the {{office|Oﬃce of Oﬃcial\nAﬀairs}}."],
        ),
        (
            "broken-company",
            "line breaks",
            make(lessor="Grünwald Immobilien Verwaltung GmbH"),
            ["The lessor, {{lessor|Grünwald Immobilien\nVerwaltung GmbH}}, lets the shop."],
        ),
        (
            "broken-number",
            "line breaks",
            make(policy_no="POL-2024-778812"),
            ["Policy no. {{policy_no|POL-2024-\n778812}}"],
        ),
        ("quotes", "line breaks", make(motto="We don't cut corners"), ["Motto: “{{motto|We don’t cut  corners}}”"]),
        # Identifiers
        ("iban", "identifiers", make(iban="GB29NWBK60161331926819"), ["IBAN: {{iban|GB29 NWBK 6016 1331 9268 19}}"]),
        ("phone", "identifiers", make(phone="+1 (555) 123-4567"), ["Reach us at {{phone|555.123.4567}}"]),
        (
            "uuid",
            "identifiers",
            make(run_id=UUID("12345678-1234-5678-1234-567812345678")),
            ["Run {{run_id|12345678-1234-5678-1234-567812345678}} ended."],
        ),
        (
            "ip",
            "identifiers",
            make(host=IPv4Address("10.20.30.40")),
            ["Host {{host|10.20.30.40}} answered; 10.20.30.4 did not."],
        ),
        (
            "url",
            "identifiers",
            create_model("M", site=(HttpUrl, ...))(site="https://www.tern.example/shop"),
            ["See {{site|www.tern.example/shop}} for more."],
        ),
        (
            "email",
            "identifiers",
            make(email="a.b@tern.example"),
            ["Write to {{email|a.b@tern.example}} or xa.b@tern.example.org."],
        ),
        ("leading-zero", "identifiers", make(customer_no="00451"), ["Customer no. {{customer_no|00451}}; amount 451"]),
        # Enums, literals, booleans
        (
            "net-30",
            "enums",
            create_model("M", payment_terms=(Terms, ...))(payment_terms=Terms.NET_30),
            ["Payment terms: {{payment_terms|net 30}} days from invoice."],
        ),
        ("int-enum", "enums", create_model("M", severity=(Severity, ...))(severity=3), ["Severity: {{severity|High}}"]),
        (
            "literal",
            "enums",
            create_model("M", status=(Literal["approved", "rejected"], ...))(status="approved"),
            ["Application status: {{status|Approved}}"],
        ),
        (
            "literal-denied",
            "enums",
            create_model("M", status=(Literal["approved", "rejected"], ...))(status="approved"),
            ["The application was not approved."],
        ),
        (
            "inflected",
            "enums",
            create_model("M", frequency=(Literal["quarterly", "annual"], ...))(frequency="annual"),
            ["Interest is paid {{frequency|annually}}; the frequency cannot change."],
        ),
        ("checkbox", "booleans", make(taxable=True, exempt=False), ["{{taxable|[x] Taxable}}\n{{exempt|[ ] Exempt}}"]),
        (
            "yes-no",
            "booleans",
            make(wheelchair_access=False),
            ["Rooms: 12\n{{wheelchair_access|Wheelchair access: No}}\nParking: Yes"],
        ),
        (
            "unless",
            "booleans",
            make(auto_renewal=True),
            [
                "{{auto_renewal|This Agreement renews automatically for one-year terms unless either party does not wish it.}}"
            ],
        ),
        ("nowhere", "booleans", make(arbitration_required=False), ["The parties will talk before going to court."]),
        (
            "described",
            "booleans",
            create_model("M", hvac=(bool, Field(description="Whether air conditioning is included")))(hvac=True),
            ["{{hvac|Air conditioning is included in the rent.}}"],
        ),
        # Nested, lists, siblings
        (
            "two-parties",
            "nested",
            Pair(
                vendor=Company(
                    name="Orlop Marine Ltd",
                    address=Address(street="4 Dock Street", city="Hull", postcode="HU1 2AB"),
                    phone="01482 555 010",
                ),
                customer=Company(
                    name="Finch & Sons", address=Address(street="9 Mill Lane", city="Hull", postcode="HU5 9XY")
                ),
            ),
            [
                "{{vendor.name|Orlop Marine Ltd}}\n{{vendor.address.street|4 Dock Street}}\n{{vendor.address.city|Hull}} {{vendor.address.postcode|HU1 2AB}}\nTel {{vendor.phone|01482 555 010}}\n\nInvoice to:\n{{customer.name|Finch & Sons}}\n{{customer.address.street|9 Mill Lane}}\n{{customer.address.city|Hull}} {{customer.address.postcode|HU5 9XY}}\n"
            ],
        ),
        (
            "same-prices",
            "same value twice",
            Basket(
                items=[Item(name="Lamp", quantity=1, price=20.0), Item(name="Stool", quantity=1, price=20.0)],
                total=40.0,
            ),
            [
                "Name | Qty | Price\n{{items[0].name|Lamp}} | {{items[0].quantity|1}} | {{items[0].price|20.00}}\n{{items[1].name|Stool}} | {{items[1].quantity|1}} | {{items[1].price|20.00}}\nTotal | 2 | {{total|40.00}}"
            ],
        ),
        (
            "prose-list",
            "lists",
            Basket(
                items=[
                    Item(name="cedar boards", quantity=12, price=8.5),
                    Item(name="brass hinges", quantity=4, price=3.25),
                ]
            ),
            [
                "We bought {{items[0].quantity|12}} {{items[0].name|cedar boards}} at {{items[0].price|$8.50}} each and {{items[1].quantity|four}} {{items[1].name|brass hinges}} at {{items[1].price|$3.25}} each."
            ],
        ),
        (
            "same-date",
            "same value twice",
            make(invoice_date=date(2024, 5, 17), delivery_date=date(2024, 5, 17)),
            ["Invoice date: {{invoice_date|17 May 2024}}\nDelivery date: {{delivery_date|17 May 2024}}"],
        ),
        (
            "subtotal-equals-total",
            "same value twice",
            make(subtotal=75.0, tax=0.0, total=75.0),
            ["Subtotal  {{subtotal|75.00}}\nTax  {{tax|0.00}}\nTotal  {{total|75.00}}"],
        ),
        (
            "milestones",
            "lists",
            Plan(
                milestones=[
                    Milestone(label="Design freeze", due=date(2025, 2, 1), payment=Decimal(5000)),
                    Milestone(label="First article", due=date(2025, 5, 15), payment=Decimal(5000)),
                ]
            ),
            [
                "1. {{milestones[0].label|Design freeze}}: {{milestones[0].due|1 February 2025}}, upon which {{milestones[0].payment|EUR 5,000}} is paid\n2. {{milestones[1].label|First article}}: {{milestones[1].due|15 May 2025}}, upon which {{milestones[1].payment|EUR 5,000}} is paid"
            ],
        ),
        (
            "roles",
            "lists",
            Team(members=[Person(name="Ada Ruiz", role="chair"), Person(name="Bo Lind", role="treasurer")]),
            [
                "The committee: {{members[0].name|Ada Ruiz}} ({{members[0].role|chair}}), {{members[1].name|Bo Lind}} ({{members[1].role|treasurer}})."
            ],
        ),
        (
            "alias-and-title",
            "optional and aliases",
            Aliased(gross=310.4, reference="K-77/21"),
            ["Case reference {{ref|K-77/21}}\nAmount payable: {{gross|310.40}}"],
        ),
        (
            "empty-ones",
            "optional and aliases",
            create_model("M", a=(str | None, None), b=(str, ""), title=(str, ...))(title="Harbour rules"),
            ["{{title|Harbour rules}}\nOf 1911."],
        ),
        # Multi-citation and paraphrase
        (
            "joined",
            "multi-citation",
            make(colours="teal; burnt orange; slate grey"),
            ["Front: {{+colours|teal}}.\nDoor: {{+colours|burnt orange}}.\nRoof: {{+colours|slate grey}}."],
        ),
        (
            "paraphrase",
            "multi-citation",
            make(obligation="Tenant must keep the garden tidy and repair any damage to fences"),
            [
                "{{obligation|The Tenant shall keep the garden tidy and must repair damage caused to the fences.}} Rent is due monthly."
            ],
        ),
        (
            "no-paraphrase",
            "multi-citation",
            make(obligation="Landlord provides heating fuel during winter"),
            ["The Tenant shall keep the garden tidy. The boiler is new."],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate(_all()):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
