"""Tables, forms and financial statements."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel

from tests.citations.cases.entry import Entry


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


class Segment(BaseModel):
    name: str
    revenue_musd: float
    growth: float


class Segments(BaseModel):
    segments: list[Segment]
    total_revenue_musd: float


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


class Wages(BaseModel):
    employee_name: str
    employer_name: str
    employer_id: str
    wages: Decimal
    federal_tax_withheld: Decimal
    social_security_wages: Decimal
    state: str
    state_tax: Decimal
    year: int


class Arm(BaseModel):
    arm: str
    n: int
    mean_age: float
    responders: int
    response_rate: float


class Study(BaseModel):
    title: str
    arms: list[Arm]
    hazard_ratio: float
    ci_lower: float
    ci_upper: float
    follow_up_months: int


class Charge(BaseModel):
    posted: date
    description: str
    amount: Decimal


class Folio(BaseModel):
    guest_name: str
    room_number: str
    arrival: date
    departure: date
    charges: list[Charge]
    balance_due: Decimal
    loyalty_number: str | None = None


ENTRIES = [
    Entry(
        "by-hand-later",
        2,
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
    Entry(
        "by-hand-later",
        3,
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
    Entry(
        "by-hand-third",
        6,
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
    Entry(
        "by-hand-third",
        7,
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
    Entry(
        "by-hand-third",
        8,
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
    Entry(
        "by-hand-third",
        9,
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
    Entry(
        "by-hand-third",
        10,
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
    Entry(
        "by-hand-third",
        12,
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
    Entry(
        "by-hand-third",
        13,
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
    Entry(
        "by-hand-third",
        14,
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
    Entry(
        "by-hand-third",
        15,
        "match",
        "financial statements",
        Match(home="Tromsø", away="Bodø", home_goals=2, away_goals=1, attendance=6_812, kickoff=time(18, 0)),
        [
            "{{home|Tromsø}} beat {{away|Bodø}} {{home_goals|2}}-{{away_goals|1}} before {{attendance|6,812}} spectators. Kick-off was at {{kickoff|18:00}}."
        ],
    ),
    Entry(
        "by-hand-third",
        16,
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
    Entry(
        "by-hand-fourth",
        4,
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
    Entry(
        "by-hand-fifth",
        0,
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
    Entry(
        "by-hand-fifth",
        1,
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
    Entry(
        "by-hand-sixth",
        3,
        "w2",
        "forms",
        Wages(
            employee_name="Rosalind Achebe",
            employer_name="Tidewater Schools",
            employer_id="54-1122334",
            wages=Decimal("61240.18"),
            federal_tax_withheld=Decimal("7315.02"),
            social_security_wages=Decimal("64100.00"),
            state="VA",
            state_tax=Decimal("2988.40"),
            year=2023,
        ),
        [
            "Form W-2 Wage and Tax Statement {{year|2023}}\nEmployer identification number (EIN)\n{{employer_id|54-1122334}}\nEmployer's name\n{{employer_name|Tidewater Schools}}\nEmployee's name\n{{employee_name|Rosalind Achebe}}\n1 Wages, tips, other compensation\n{{wages|61,240.18}}\n2 Federal income tax withheld\n{{federal_tax_withheld|7,315.02}}\n3 Social security wages\n{{social_security_wages|64,100.00}}\n15 State\n{{state|VA}}\n17 State income tax\n{{state_tax|2,988.40}}"
        ],
    ),
    Entry(
        "by-hand-sixth",
        5,
        "study",
        "tables",
        Study(
            title="Low-dose colchicine after stenting",
            arms=[
                Arm(arm="Colchicine", n=212, mean_age=61.4, responders=159, response_rate=0.75),
                Arm(arm="Placebo", n=208, mean_age=62.0, responders=131, response_rate=0.63),
            ],
            hazard_ratio=0.71,
            ci_lower=0.56,
            ci_upper=0.9,
            follow_up_months=24,
        ),
        [
            "{{title|Low-dose colchicine after stenting}}\n\n| | Colchicine | Placebo |\n|---|---|---|\n| n | {{arms[0].n|212}} | {{arms[1].n|208}} |\n| Mean age | {{arms[0].mean_age|61.4}} | {{arms[1].mean_age|62.0}} |\n| Responders | {{arms[0].responders|159}} ({{arms[0].response_rate|75%}}) | {{arms[1].responders|131}} ({{arms[1].response_rate|63%}}) |\n\nPatients received {{arms[0].arm|colchicine}} or {{arms[1].arm|placebo}}. After a follow-up of {{follow_up_months|24 months}} the hazard ratio was {{hazard_ratio|0.71}} (95% CI {{ci_lower|0.56}}-{{ci_upper|0.90}}).".replace(
                "| | Colchicine | Placebo |", "| | {{arms[0].arm|Colchicine}} | {{arms[1].arm|Placebo}} |"
            )
        ],
    ),
    Entry(
        "by-hand-sixth",
        6,
        "folio",
        "tables",
        Folio(
            guest_name="Ilya Brandt",
            room_number="412",
            arrival=date(2024, 11, 8),
            departure=date(2024, 11, 10),
            charges=[
                Charge(posted=date(2024, 11, 8), description="Room", amount=Decimal("148.00")),
                Charge(posted=date(2024, 11, 9), description="Room", amount=Decimal("148.00")),
                Charge(posted=date(2024, 11, 9), description="Bar", amount=Decimal("23.50")),
            ],
            balance_due=Decimal("319.50"),
        ),
        [
            "Guest: {{guest_name|Brandt, Ilya}}        Room {{room_number|412}}\nArrival: {{arrival|11/08/2024}}   Departure: {{departure|11/10/2024}}\n\nDate        Description     Amount\n{{charges[0].posted|11/08/2024}}  {{charges[0].description|Room}}            {{charges[0].amount|148.00}}\n{{charges[1].posted|11/09/2024}}  {{charges[1].description|Room}}            {{charges[1].amount|148.00}}\n{{charges[2].posted|11/09/2024}}  {{charges[2].description|Bar}}             {{charges[2].amount|23.50}}\n\nBalance due             {{balance_due|319.50}}\nPrinted 11/15/2024"
        ],
    ),
]
