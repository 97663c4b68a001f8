"""Hand-written cases, third batch: whole documents of many trades, written after the mapper had passed the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, Field

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_TURNS = (
    ("openai", "value", "prose"),
    ("gemini", "line", "whole"),
    ("openai", "whole", "value"),
    ("gemini", "prose", "line"),
)


class Offer(BaseModel):
    candidate: str
    position: str
    base_salary: int
    signing_bonus: int | None = None
    target_bonus_percent: float
    start_date: date
    vacation_days: int
    probation_months: int
    remote: bool
    reports_to: str
    equity_shares: int | None = None


class Lease(BaseModel):
    landlord: str
    tenant: str
    premises: str
    monthly_rent: Decimal
    security_deposit: Decimal
    late_fee: Decimal
    lease_start: date
    lease_end: date
    pets_allowed: bool
    subletting_allowed: bool
    utilities_included: bool


class Column(BaseModel):
    revenue: float
    cost_of_sales: float
    gross_profit: float
    net_loss: float


class Report(BaseModel):
    year_2024: Column
    year_2023: Column


class ReceiptLine(BaseModel):
    item: str
    price: float


class Receipt(BaseModel):
    store: str
    purchased_at: datetime
    lines: list[ReceiptLine]
    subtotal: float
    sales_tax: float
    total: float
    card_last_four: str
    change_due: float | None = None


class Listing(BaseModel):
    address: str
    asking_price: int
    bedrooms: int
    bathrooms: float
    living_area_sqft: int
    year_built: int
    garage_spaces: int
    hoa_fee_monthly: int | None = None


class Stay(BaseModel):
    guest: str
    hotel: str
    confirmation: str
    check_in: date
    check_out: date
    nights: int
    rate_per_night: Decimal
    total: Decimal
    breakfast_included: bool
    check_in_time: time


class Priority(Enum):
    LOW = 1
    NORMAL = 2
    URGENT = 3


class Ticket(BaseModel):
    ticket_id: str
    customer_name: str
    priority: Priority
    opened: datetime
    product: str
    resolved: bool
    affected_users: int


class Attendee(BaseModel):
    name: str
    affiliation: str


class Action(BaseModel):
    task: str
    owner: str
    deadline: date


class Minutes(BaseModel):
    meeting_date: date
    chair: str
    attendees: list[Attendee]
    actions: list[Action]
    next_meeting: date


class Grant(BaseModel):
    holder: str
    shares: int
    strike_price: float
    grant_date: date
    vesting_years: int
    cliff_months: int
    option_type: Literal["ISO", "NSO"]


class Sla(BaseModel):
    provider: str
    uptime: float
    response_minutes: int
    credit_percent: int
    liability_cap_months: int
    support_hours: str
    renewal_term_months: int
    auto_renew: bool


class Vehicle(BaseModel):
    vin: str
    make: str
    model: str
    first_registered: date
    mileage_km: int
    engine_cc: int
    owners: int
    colour: str


class Trial(BaseModel):
    registry_id: str
    title: str
    sponsor: str
    phase: Literal["1", "2", "3"]
    enrollment: int
    arms: list[str]
    primary_completion: str
    blinded: bool


class Shipment(BaseModel):
    shipper: str
    consignee: str
    bill_of_lading: str
    packages: int
    gross_weight_kg: float
    volume_cbm: float
    freight_charge: Decimal
    freight_currency: str
    port_of_loading: str
    port_of_discharge: str


class Poll(BaseModel):
    sample_size: int
    margin_of_error: float
    field_start: date
    field_end: date
    answers: dict[str, float]


class Fund(BaseModel):
    name: str
    isin: str
    nav: float
    ytd_return: float
    one_year_return: float
    expense_ratio: float
    assets_under_management: float


class Match(BaseModel):
    home: str
    away: str
    home_goals: int
    away_goals: int
    attendance: int
    kickoff: time


class Claim(BaseModel):
    claim_number: str
    claimant: str
    loss_date: date
    reported_date: date
    amount_claimed: Decimal
    amount_paid: Decimal
    deductible: Decimal
    police_report: bool


def _people_and_work() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "offer-letter",
            "letters",
            Offer(
                candidate="Priya Raghunathan",
                position="Senior Geologist",
                base_salary=118_500,
                signing_bonus=7_500,
                target_bonus_percent=12.5,
                start_date=date(2025, 9, 15),
                vacation_days=27,
                probation_months=6,
                remote=False,
                reports_to="Marcus Thiele",
                equity_shares=None,
            ),
            [
                "Dear Ms. {{candidate|Raghunathan}},\n\nWe are pleased to offer you, {{candidate|Priya Raghunathan}}, the position of {{position|Senior Geologist}}, reporting to {{reports_to|Marcus Thiele}}. Your base salary will be {{base_salary|$118,500}} per year, paid in twelve instalments. You will also receive a one-time signing bonus of {{signing_bonus|$7,500}} and are eligible for a target bonus of {{target_bonus_percent|12.5%}} of salary.\n\nYour first day is {{start_date|Monday, September 15, 2025}}. You are entitled to {{vacation_days|27}} days of vacation. The first {{probation_months|six (6) months}} are a probationary period. {{remote|This is not a remote position.}}\n\nSincerely,\nHelga Brandt, HR"
            ],
        ),
        (
            "grant",
            "letters",
            Grant(
                holder="Olu Adeyemi",
                shares=24_000,
                strike_price=1.85,
                grant_date=date(2022, 11, 1),
                vesting_years=4,
                cliff_months=12,
                option_type="ISO",
            ),
            [
                'NOTICE OF STOCK OPTION GRANT\nOptionholder: {{holder|Oluwaseun "Olu" Adeyemi}}\nDate of Grant: {{grant_date|November 1, 2022}}\nNumber of Shares: {{shares|24,000}}\nExercise (strike) price per share: {{strike_price|$1.85}}\nType of option: {{option_type|ISO}}\nVesting: over {{vesting_years|four years}}, with a {{cliff_months|12-month cliff}}.'.replace(
                    'Oluwaseun "Olu" Adeyemi', "Olu Adeyemi"
                )
            ],
        ),
        (
            "minutes",
            "letters",
            Minutes(
                meeting_date=date(2024, 3, 6),
                chair="Fatou Diallo",
                attendees=[
                    Attendee(name="Fatou Diallo", affiliation="Harbour Board"),
                    Attendee(name="Jens Holm", affiliation="City Works"),
                    Attendee(name="Ana Prates", affiliation="Prates & Cia"),
                ],
                actions=[
                    Action(task="Obtain three quotes for dredging", owner="Jens Holm", deadline=date(2024, 4, 12)),
                    Action(task="Draft the tenants' letter", owner="Ana Prates", deadline=date(2024, 3, 22)),
                ],
                next_meeting=date(2024, 5, 8),
            ),
            [
                "Minutes of the meeting held on {{meeting_date|6 March 2024}}\nChair: {{chair|Fatou Diallo}}\nPresent: {{attendees[0].name|Fatou Diallo}} ({{attendees[0].affiliation|Harbour Board}}), {{attendees[1].name|Jens Holm}} ({{attendees[1].affiliation|City Works}}), {{attendees[2].name|Ana Prates}} ({{attendees[2].affiliation|Prates & Cia}})\n\nActions\n1. {{actions[0].task|Obtain three quotes for dredging}} - {{actions[0].owner|Jens Holm}} - by {{actions[0].deadline|12 April 2024}}\n2. {{actions[1].task|Draft the tenants’ letter}} - {{actions[1].owner|Ana Prates}} - by {{actions[1].deadline|22 March 2024}}\n\nNext meeting: {{next_meeting|8 May 2024}}"
            ],
        ),
        (
            "ticket",
            "letters",
            Ticket(
                ticket_id="HD-20418",
                customer_name="Meridian Labs",
                priority=Priority.URGENT,
                opened=datetime(2025, 1, 9, 16, 42),
                product="Spectra Viewer",
                resolved=False,
                affected_users=35,
            ),
            [
                "Ticket {{ticket_id|HD-20418}}\nOpened {{opened|2025-01-09 16:42}}\nCustomer: {{customer_name|Meridian Labs}}\nPriority: {{priority|urgent}}\n\nSince this morning {{affected_users|35 users}} cannot open files in {{product|Spectra Viewer}}. {{resolved|The issue has not been resolved.}}"
            ],
        ),
        (
            "claim",
            "letters",
            Claim(
                claim_number="CL-88-2031",
                claimant="Theo Lindqvist",
                loss_date=date(2024, 7, 2),
                reported_date=date(2024, 7, 5),
                amount_claimed=Decimal("8450.00"),
                amount_paid=Decimal("7950.00"),
                deductible=Decimal(500),
                police_report=True,
            ),
            [
                "Claim no. {{claim_number|CL-88-2031}} / claimant {{claimant|Lindqvist, Theo}}\nThe loss occurred on {{loss_date|07/02/2024}} and was reported on {{reported_date|07/05/2024}} (assessor's visit 07/19/2024). The amount claimed was {{amount_claimed|$8,450.00}}; after the deductible of {{deductible|$500}} an amount of {{amount_paid|$7,950.00}} was paid. {{police_report|A police report was filed.}}"
            ],
        ),
    ]


def _places_and_things() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "lease",
            "contracts",
            Lease(
                landlord="Birchwood Holdings LLC",
                tenant="Camille Aubert",
                premises="18 Rue Verte, Apt. 3B",
                monthly_rent=Decimal(1450),
                security_deposit=Decimal(1450),
                late_fee=Decimal(75),
                lease_start=date(2024, 10, 1),
                lease_end=date(2025, 9, 30),
                pets_allowed=False,
                subletting_allowed=False,
                utilities_included=True,
            ),
            [
                'RESIDENTIAL LEASE\nThis lease is between {{landlord|Birchwood Holdings LLC}} ("Landlord") and {{tenant|Camille Aubert}} ("Tenant") for the premises at {{premises|18 Rue Verte, Apt. 3B}}.\n1. Term. The lease begins on {{lease_start|October 1, 2024}} and ends on {{lease_end|September 30, 2025}}.\n2. Rent. Tenant shall pay rent of {{monthly_rent|$1,450}} per month. Rent not received by the 5th incurs a late fee of {{late_fee|$75}}.\n3. Deposit. Tenant has paid a security deposit of {{security_deposit|$1,450}}.\n4. {{utilities_included|Utilities are included in the rent.}}\n5. {{pets_allowed|No pets are allowed.}}\n6. {{subletting_allowed|Tenant shall not sublet the premises; subletting is prohibited.}}'
            ],
        ),
        (
            "listing",
            "tables and forms",
            Listing(
                address="2207 Juniper Hollow Rd",
                asking_price=489_000,
                bedrooms=4,
                bathrooms=2.5,
                living_area_sqft=2140,
                year_built=1987,
                garage_spaces=2,
                hoa_fee_monthly=None,
            ),
            [
                "{{address|2207 Juniper Hollow Road}}\nAsking {{asking_price|$489,000}}\n{{bedrooms|4 bedrooms}} | {{bathrooms|2.5 bathrooms}} | {{living_area_sqft|2,140 sq ft}}\nBuilt in {{year_built|1987}}. {{garage_spaces|Two-car}} garage. Listed 4/12/2024."
            ],
        ),
        (
            "receipt",
            "tables and forms",
            Receipt(
                store="GREENLEAF MARKET",
                purchased_at=datetime(2024, 6, 14, 17, 8),
                lines=[
                    ReceiptLine(item="OAT MILK 1L", price=3.49),
                    ReceiptLine(item="SOURDOUGH", price=5.25),
                    ReceiptLine(item="BASIL", price=2.1),
                ],
                subtotal=10.84,
                sales_tax=0.87,
                total=11.71,
                card_last_four="4417",
            ),
            [
                "      {{store|GREENLEAF MARKET}}\n   44 Alder Ave   Tel 555-0148\n{{purchased_at|06/14/2024 5:08 PM}}\n{{lines[0].item|OAT MILK 1L}}            {{lines[0].price|3.49}}\n{{lines[1].item|SOURDOUGH}}              {{lines[1].price|5.25}}\n{{lines[2].item|BASIL}}                  {{lines[2].price|2.10}}\nSUBTOTAL               {{subtotal|10.84}}\nTAX 8%                  {{sales_tax|0.87}}\nTOTAL                  {{total|11.71}}\nVISA ************{{card_last_four|4417}}    11.71\nTHANK YOU"
            ],
        ),
        (
            "stay",
            "tables and forms",
            Stay(
                guest="Hannah Vogt",
                hotel="Hotel Kastanienhof",
                confirmation="8812-KH",
                check_in=date(2025, 5, 2),
                check_out=date(2025, 5, 5),
                nights=3,
                rate_per_night=Decimal("119.00"),
                total=Decimal("357.00"),
                breakfast_included=True,
                check_in_time=time(15, 0),
            ),
            [
                "{{hotel|Hotel Kastanienhof}} - Buchungsbestätigung {{confirmation|8812-KH}}\nGast: {{guest|Frau Hannah Vogt}}\nAnreise: {{check_in|02.05.2025}} (check-in ab {{check_in_time|15:00 Uhr}})\nAbreise: {{check_out|05.05.2025}}\n{{nights|3}} Nächte / nights à {{rate_per_night|119,00 €}}\nGesamtpreis: {{total|357,00 €}}\n{{breakfast_included|Breakfast is included.}}"
            ],
        ),
        (
            "vehicle",
            "tables and forms",
            Vehicle(
                vin="WVWZZZ1KZAW412907",
                make="Volkswagen",
                model="Golf Variant",
                first_registered=date(2010, 4, 23),
                mileage_km=164_300,
                engine_cc=1390,
                owners=2,
                colour="grey",
            ),
            [
                "VIN: {{vin|WVWZZZ1KZAW412907}}\nMake / model: {{make|Volkswagen}} / {{model|Golf Variant}}\nFirst registered: {{first_registered|23.04.2010}}\nOdometer: {{mileage_km|164.300 km}}\nDisplacement: {{engine_cc|1390 cc}}\nPrevious owners: {{owners|2}}\nColour: {{colour|grey}}\nNext inspection 04/2026"
            ],
        ),
        (
            "bill-of-lading",
            "tables and forms",
            Shipment(
                shipper="Cerámica Levante S.L.",
                consignee="Kiwi Tile Importers Ltd.",
                bill_of_lading="MAEU2290417",
                packages=48,
                gross_weight_kg=21_760,
                volume_cbm=31.2,
                freight_charge=Decimal("3275.00"),
                freight_currency="USD",
                port_of_loading="Valencia",
                port_of_discharge="Auckland",
            ),
            [
                "BILL OF LADING No. {{bill_of_lading|MAEU2290417}}\nShipper:\n{{shipper|Ceramica Levante S.L.}}\nPoligono 9, Castellon\n\nConsignee:\n{{consignee|Kiwi Tile Importers Ltd.}}\n12 Wharf Rd\n\nPort of loading: {{port_of_loading|VALENCIA}}    Port of discharge: {{port_of_discharge|AUCKLAND}}\n\n{{packages|48}} packages of glazed tile    Gross weight {{gross_weight_kg|21.760 kg}}    {{volume_cbm|31,2 cbm}}\nFreight charge: {{freight_currency|USD}} {{freight_charge|3.275,00}}"
            ],
        ),
        (
            "sla",
            "contracts",
            Sla(
                provider="Cirrus Hosting GmbH",
                uptime=0.9995,
                response_minutes=30,
                credit_percent=10,
                liability_cap_months=12,
                support_hours="08:00 to 18:00 CET on working days",
                renewal_term_months=12,
                auto_renew=True,
            ),
            [
                "{{provider|Cirrus Hosting GmbH}} (“Provider”) warrants an uptime of {{uptime|99.95%}} in each calendar month. The initial response time for critical incidents is {{response_minutes|30 minutes}}. Where the uptime is missed, a credit of {{credit_percent|10%}} of the monthly fee is due. Support is available from {{support_hours|08:00 to 18:00 CET on\nworking days}}. The Provider's liability is capped at the fees paid in the preceding {{liability_cap_months|twelve (12) months}}. {{auto_renew|The agreement will automatically renew for successive renewal terms of {{renewal_term_months|12 months}} each.}}".replace(
                    "{{auto_renew|The agreement will automatically renew for successive renewal terms of {{renewal_term_months|12 months}} each.}}",
                    "{{auto_renew,renewal_term_months|The agreement will automatically renew for successive renewal terms of one (1) year each.}}",
                )
            ],
        ),
    ]


def _figures() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "two-years",
            "financial statements",
            Report(
                year_2024=Column(
                    revenue=41_230_000, cost_of_sales=29_870_000, gross_profit=11_360_000, net_loss=-1_204_000
                ),
                year_2023=Column(
                    revenue=38_115_000, cost_of_sales=28_002_000, gross_profit=10_113_000, net_loss=-2_877_000
                ),
            ),
            [
                "CONSOLIDATED STATEMENTS OF OPERATIONS\n(in thousands)\n                        2024        2023\nRevenue              {{year_2024.revenue|41,230}}      {{year_2023.revenue|38,115}}\nCost of sales        {{year_2024.cost_of_sales|29,870}}      {{year_2023.cost_of_sales|28,002}}\nGross profit         {{year_2024.gross_profit|11,360}}      {{year_2023.gross_profit|10,113}}\nNet loss             {{year_2024.net_loss|(1,204)}}      {{year_2023.net_loss|(2,877)}}"
            ],
        ),
        (
            "fund",
            "financial statements",
            Fund(
                name="Alpenrose Global Equity",
                isin="LU0456712234",
                nav=142.87,
                ytd_return=0.0634,
                one_year_return=-0.021,
                expense_ratio=0.0085,
                assets_under_management=1_350_000_000,
            ),
            [
                "{{name|Alpenrose Global Equity}}\nISIN {{isin|LU0456712234}}\nNAV per share: EUR {{nav|142.87}}\nReturn YTD {{ytd_return|+6.34%}}\nOne year return {{one_year_return|-2.10%}}\nExpense ratio: {{expense_ratio|0.85%}}\nAssets under management: {{assets_under_management|EUR 1.35bn}}"
            ],
        ),
        (
            "poll",
            "financial statements",
            Poll(
                sample_size=1024,
                margin_of_error=0.031,
                field_start=date(2024, 2, 5),
                field_end=date(2024, 2, 19),
                answers={"Agree": 0.47, "Disagree": 0.38, "No answer": 0.15},
            ),
            [
                "The survey of {{sample_size|1,024}} adults was in the field from {{field_start|5 February 2024}} to {{field_end|19 February 2024}}. Margin of error: ±{{margin_of_error|3.1%}}.\n\nAgree: {{answers['Agree']|47%}}\nDisagree: {{answers['Disagree']|38%}}\nNo answer: {{answers['No answer']|15%}}"
            ],
        ),
        (
            "match",
            "financial statements",
            Match(home="Tromsø", away="Bodø", home_goals=2, away_goals=1, attendance=6_812, kickoff=time(18, 0)),
            [
                "{{home|Tromsø}} beat {{away|Bodø}} {{home_goals|2}}-{{away_goals|1}} before {{attendance|6,812}} spectators. Kick-off was at {{kickoff|18:00}}."
            ],
        ),
        (
            "trial",
            "financial statements",
            Trial(
                registry_id="NCT04877210",
                title="Zinc lozenges for the common cold",
                sponsor="University of Turku",
                phase="3",
                enrollment=340,
                arms=["zinc acetate 90 mg", "placebo"],
                primary_completion="2023-06",
                blinded=True,
            ),
            [
                "{{registry_id|NCT04877210}}: {{title|Zinc Lozenges for the Common Cold}}\nSponsor: {{sponsor|University of Turku}}\nPhase {{phase|3}} trial, {{enrollment|340}} participants enrolled.\nArms: {{arms[0]|zinc acetate 90 mg}}; {{arms[1]|placebo}}\nPrimary completion: {{primary_completion|June 2023}}\n{{blinded|Participants and investigators are blinded.}}"
            ],
        ),
    ]


def _single() -> list[tuple[str, str, Any, list[str]]]:
    return [
        # traps of other sorts
        ("quantity-from-code", "traps", make(quantity=500), ["Model X-500, colour red. Quantity to follow."]),
        (
            "vat-number",
            "traps",
            make(invoice_number="DE811907980"),
            ["VAT ID: {{!invoice_number|DE811907980}}\nInvoice number: see cover"],
        ),
        (
            "zip-as-count",
            "traps",
            make(population=90210),
            ["Beverly Hills, CA 90210. Population data is not given here."],
        ),
        (
            "order-date-delivery",
            "traps",
            make(delivery_date=date(2024, 11, 20)),
            ["Order date: 20 November 2024. Delivery date: to be confirmed."],
        ),
        ("gross-for-net", "traps", make(net_weight_kg=18.4), ["Gross weight: 18.4 kg\nNet weight: 17.9 kg"]),
        (
            "revenue-for-profit",
            "traps",
            make(net_profit=4_200_000),
            ["Revenue was $4.2 million; profit figures are not disclosed."],
        ),
        (
            "mother-for-patient",
            "traps",
            make(patient="Grace Okello"),
            ["Mother: Grace Okello\nPatient: infant, unnamed"],
        ),
        (
            "opening-for-closing",
            "traps",
            make(closing_balance=1042.17),
            ["Opening balance 1,042.17\nClosing balance 988.02"],
        ),
        ("percent-of-other", "traps", make(discount_percent=15), ["Surcharge 15%. Discount: none."]),
        ("wrong-unit", "traps", make(duration_days=6), ["The works last 6 months."]),
        ("wrong-currency", "traps", make(price="$80"), ["Price: €80"]),
        ("year-for-amount", "traps", make(amount_due=2024.0), ["Statement 2024. Amount due: 310.00"]),
        ("apartment-number", "traps", make(bedrooms=7), ["Flat 7, Tern House. A home with many bedrooms."]),
        (
            "previous-employer",
            "traps",
            make(current_employer="Hollis Bros"),
            ["Previous employer: Hollis Bros. Current employer: not stated."],
        ),
        ("footnote", "traps", make(founders=3), ["The founders 3 met at school. 3. Source: press kit."]),
        ("surname-of-other", "traps", make(ceo="Laura Bennett"), ["CEO: Thomas Bennett. Laura leads sales."]),
        ("negated-enum", "traps", make(certified=True), ["The product is uncertified."]),
        ("ratio", "traps", make(score=4), ["The final was drawn 4:4 and the score was struck out."]),
        ("substring-company", "traps", make(supplier="Arc Ltd"), ["Supplier: Arcadia Ltd"]),
        ("decimal-part", "traps", make(items=75), ["Items: 12.75 kg of nails"]),
        # mapped, one thing each
        (
            "thousand-dot-words",
            "locales",
            make(mitglieder=12_400),
            ["Der Verein hat {{mitglieder|12.400}} Mitglieder."],
        ),
        ("apostrophe", "locales", make(einnahmen=1_254_300.5), ["Einnahmen: CHF {{einnahmen|1’254’300.50}}"]),
        (
            "spanish-money",
            "locales",
            make(importe_total=Decimal("2350.75")),
            ["Importe total: {{importe_total|2.350,75 €}}"],
        ),
        ("norwegian-space", "locales", make(belop=45000), ["Beløp: {{belop|45 000}} kr"]),
        ("german-percent", "locales", make(steuersatz=0.07), ["Steuersatz: {{steuersatz|7 %}}"]),
        ("italian-date", "dates", make(data=date(2024, 2, 7)), ["Data: {{data|7 febbraio 2024}}"]),
        ("dutch-date", "dates", make(datum=date(2023, 3, 30)), ["Datum: {{datum|30 maart 2023}}"]),
        (
            "ordinal-of",
            "dates",
            make(effective=date(2023, 5, 1)),
            ["This deed takes effect on {{effective|the 1st of May 2023}}."],
        ),
        (
            "weekday",
            "dates",
            make(hearing=date(2025, 2, 11)),
            ["The hearing is on {{hearing|Tuesday 11 Feb. 2025}} in room 4."],
        ),
        (
            "compact",
            "dates",
            make(exported=date(2024, 12, 31)),
            ["File exported 20241231 by the clerk.".replace("20241231", "{{exported|20241231}}")],
        ),
        ("zoned", "dates", make(sent=datetime(2024, 8, 1, 9, 5)), ["Sent: {{sent|2024-08-01T09:05:00Z}}"]),
        (
            "billion-words",
            "money and percent",
            make(debt=2_700_000_000),
            ["Debt stands at {{debt|2.7 billion dollars}}."],
        ),
        (
            "cents",
            "money and percent",
            make(dividend=0.35),
            ["A dividend of {{dividend|$0.35}} per share was declared."],
        ),
        (
            "range",
            "money and percent",
            make(salary_min=52000, salary_max=64000),
            ["Salary: {{salary_min|€52,000}} - {{salary_max|64,000}} depending on experience."],
        ),
        (
            "between",
            "money and percent",
            make(min_age=18, max_age=65),
            ["Applicants must be between {{min_age|18}} and {{max_age|65}} years of age."],
        ),
        (
            "dimension",
            "units",
            make(width_cm=40, depth_cm=25, height_cm=90),
            ["Dimensions (W x D x H): {{width_cm|40}} x {{depth_cm|25}} x {{height_cm|90}} cm"],
        ),
        (
            "hours-words",
            "units",
            make(notice_hours=72),
            ["A tenant is told {{notice_hours|seventy-two (72) hours}} in advance; notice is by post."],
        ),
        ("year-term", "units", make(term_years=10), ["The term of the licence is {{term_years|ten years}}."]),
        (
            "per-annum",
            "enums",
            make(frequency="yearly"),
            ["Audits take place {{frequency|once per year}}.".replace("once per year", "per year")],
        ),
        ("title-case", "enums", make(condition="GOOD"), ["Condition: {{condition|Good}}"]),
        ("apostrophe-name", "names", make(applicant="Sinead O'Connor"), ["Applicant: {{applicant|Sinéad O’Connor}}"]),
        ("double-barrel", "names", make(judge="Mary Smith-Jones"), ["Before: Judge {{judge|Mary Smith Jones}}"]),
        (
            "company-the",
            "names",
            make(publisher="The Lantern Press, Inc."),
            ["Published by {{publisher|Lantern Press}}, Cork."],
        ),
        ("jr", "names", make(trustee="Walter Hume Jr."), ["Trustee: {{trustee|Walter Hume, Jr.}}"]),
        (
            "clause-shall",
            "booleans",
            make(confidential=True),
            ["{{confidential|The parties shall keep the terms confidential.}}"],
        ),
        (
            "no-warranty",
            "booleans",
            make(warranty_included=False),
            ["{{warranty_included|No warranty is included with used parts.}}"],
        ),
        ("form-x", "booleans", make(us_citizen=True), ["{{us_citizen|US citizen:  [X] yes  [ ] no}}"]),
        ("doesnt", "booleans", make(requires_login=False), ["{{requires_login|The viewer doesn’t require a login.}}"]),
        (
            "three-tags",
            "lists",
            make(tags=["solar", "off-grid", "storage"]),
            ["Keywords: {{tags[0]|solar}}, {{tags[1]|off-grid}}, {{tags[2]|storage}}"],
        ),
        (
            "multi-address",
            "multi-citation",
            make(address="14 Poplar Court, Dublin 8, Ireland"),
            ["{{address|14 Poplar Court\nDublin 8\nIreland}}"],
        ),
        (
            "summary",
            "multi-citation",
            make(summary="The bridge was closed after cracks were found in two girders."),
            [
                "{{summary|Cracks were found in two girders, after which the bridge was closed.}} Traffic uses the ferry."
            ],
        ),
        (
            "reason",
            "multi-citation",
            Field and make(cause_of_delay="late delivery of steel beams"),
            ["The delay was caused by the {{cause_of_delay|late delivery of steel\nbeams}}."],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate(
        [*_people_and_work(), *_places_and_things(), *_figures(), *_single()]
    ):
        for shape in _TURNS[number % len(_TURNS)]:
            yield Case(name, kind, parsed, documents, shape, number)
