"""Hand-written cases, sixth batch: whole documents in other languages under English field names, and longer forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from tests.citations.evaluation.case import Case

_SHAPES = ("openai", "gemini", "value", "line", "whole", "prose")


class Employment(BaseModel):
    employer: str
    employee: str
    job_title: str
    start_date: date
    probation_months: int
    gross_monthly_salary: Decimal
    weekly_hours: float
    vacation_days: int
    notice_weeks: int
    fixed_term: bool


class Rental(BaseModel):
    landlord: str
    tenant: str
    address: str
    monthly_rent: Decimal
    deposit: Decimal
    start_date: date
    end_date: date
    pets_allowed: bool


class Goods(BaseModel):
    description: str
    quantity: int
    unit_price: Decimal
    total: Decimal


class Facture(BaseModel):
    invoice_number: str
    invoice_date: date
    due_date: date
    seller: str
    buyer: str
    goods: list[Goods]
    net_total: Decimal
    vat: Decimal
    grand_total: Decimal
    iban: str


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


class Sale(BaseModel):
    seller: str
    purchaser: str
    property_description: str
    purchase_price: Decimal
    earnest_money: Decimal
    closing_date: date
    inspection_days: int
    financing_contingency: bool
    appliances_included: list[str]
    governing_state: str


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


class Release(BaseModel):
    company: str
    ticker: str
    quarter: str
    revenue_usd: float
    revenue_growth: float
    eps: float
    guidance_low_usd: float
    guidance_high_usd: float
    ceo: str
    buyback_authorized: bool
    headcount: int


def _all() -> list[tuple[str, str, Any, list[str]]]:
    return [
        (
            "arbeitsvertrag",
            "other languages",
            Employment(
                employer="Kupferhammer Elektro GmbH",
                employee="Jana Wirth",
                job_title="Industriekauffrau",
                start_date=date(2024, 8, 1),
                probation_months=6,
                gross_monthly_salary=Decimal("3450.00"),
                weekly_hours=38.5,
                vacation_days=30,
                notice_weeks=4,
                fixed_term=False,
            ),
            [
                "ARBEITSVERTRAG\nzwischen der {{employer|Kupferhammer Elektro GmbH}} (nachfolgend „Arbeitgeber“)\nund Frau {{employee|Jana Wirth}} (nachfolgend „Arbeitnehmerin“).\n\n§ 1 Das Arbeitsverhältnis beginnt am {{start_date|1. August 2024}}. Die Probezeit beträgt {{probation_months|6 Monate}}.\n§ 2 Frau Wirth wird als {{job_title|Industriekauffrau}} eingestellt.\n§ 3 Das Bruttomonatsgehalt beträgt {{gross_monthly_salary|3.450,00 €}}.\n§ 4 Die wöchentliche Arbeitszeit beträgt {{weekly_hours|38,5 Stunden}}.\n§ 5 Der Urlaubsanspruch beträgt {{vacation_days|30 Arbeitstage}}.\n§ 6 Die Kündigungsfrist beträgt {{notice_weeks|vier Wochen}}.\nDer Vertrag wird unbefristet geschlossen."
            ],
        ),
        (
            "bail",
            "other languages",
            Rental(
                landlord="Étienne Marchand",
                tenant="Sofia Lemaire",
                address="27 rue des Tanneurs, 59000 Lille",
                monthly_rent=Decimal(780),
                deposit=Decimal(1560),
                start_date=date(2023, 9, 15),
                end_date=date(2026, 9, 14),
                pets_allowed=True,
            ),
            [
                "CONTRAT DE LOCATION\nBailleur : M. {{landlord|Étienne Marchand}}\nLocataire : Mme {{tenant|Sofia Lemaire}}\nLogement : {{address|27 rue des Tanneurs, 59000 Lille}}\nLoyer mensuel : {{monthly_rent|780,00 €}}\nDépôt de garantie : {{deposit|1 560,00 €}}\nLe bail prend effet le {{start_date|15 septembre 2023}} et se termine le {{end_date|14 septembre 2026}}."
            ],
        ),
        (
            "factura",
            "other languages",
            Facture(
                invoice_number="F-2024/0873",
                invoice_date=date(2024, 6, 3),
                due_date=date(2024, 7, 3),
                seller="Maderas del Duero S.L.",
                buyer="Carpintería Robles",
                goods=[
                    Goods(
                        description="Tablón de roble", quantity=24, unit_price=Decimal("31.50"), total=Decimal("756.00")
                    ),
                    Goods(
                        description="Listón de pino", quantity=150, unit_price=Decimal("4.20"), total=Decimal("630.00")
                    ),
                ],
                net_total=Decimal("1386.00"),
                vat=Decimal("291.06"),
                grand_total=Decimal("1677.06"),
                iban="ES9121000418450200051332",
            ),
            [
                "{{seller|Maderas del Duero S.L.}}\nFactura nº {{invoice_number|F-2024/0873}}\nFecha: {{invoice_date|3 de junio de 2024}}\nVencimiento: {{due_date|3 de julio de 2024}}\n\nCliente: {{buyer|Carpintería Robles}}\n\nDescripción          Cantidad    Precio     Importe\n{{goods[0].description|Tablón de roble}}      {{goods[0].quantity|24}}          {{goods[0].unit_price|31,50}}      {{goods[0].total|756,00}}\n{{goods[1].description|Listón de pino}}       {{goods[1].quantity|150}}         {{goods[1].unit_price|4,20}}       {{goods[1].total|630,00}}\n\nBase imponible: {{net_total|1.386,00 €}}\nIVA 21 %: {{vat|291,06 €}}\nTotal a pagar: {{grand_total|1.677,06 €}}\nIBAN {{iban|ES91 2100 0418 4502 0005 1332}}"
            ],
        ),
        (
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
        (
            "house-sale",
            "contracts",
            Sale(
                seller="Milton and Joyce Farrow",
                purchaser="Quentin Abara",
                property_description="Lot 14, Block 3, Sycamore Bend Subdivision",
                purchase_price=Decimal(342500),
                earnest_money=Decimal(5000),
                closing_date=date(2024, 5, 31),
                inspection_days=10,
                financing_contingency=True,
                appliances_included=["refrigerator", "dishwasher"],
                governing_state="Tennessee",
            ),
            [
                '1. PARTIES. {{seller|Milton and Joyce Farrow}} ("Seller") agree to sell and {{purchaser|Quentin Abara}} ("Purchaser") agrees to buy the property known as {{property_description|Lot 14, Block 3, Sycamore Bend\nSubdivision}}.\n2. PRICE. The purchase price is {{purchase_price|Three Hundred Forty-Two Thousand Five Hundred Dollars ($342,500)}}, with earnest money of {{earnest_money|$5,000}} to be held in escrow.\n3. CLOSING. Closing shall take place on or before {{closing_date|May 31, 2024}}.\n4. INSPECTION. Purchaser has {{inspection_days|ten (10) days}} to inspect.\n5. {{financing_contingency|This contract is subject to a financing contingency.}}\n6. The {{appliances_included[0]|refrigerator}} and {{appliances_included[1]|dishwasher}} are included.\n7. This contract is governed by the laws of {{governing_state|Tennessee}}.'
            ],
        ),
        (
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
        (
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
        (
            "press-release",
            "prose",
            Release(
                company="Halcyon Pumps Inc.",
                ticker="HLPX",
                quarter="Q3 2024",
                revenue_usd=218_400_000,
                revenue_growth=0.083,
                eps=0.42,
                guidance_low_usd=880_000_000,
                guidance_high_usd=900_000_000,
                ceo="Marta Lindgren",
                buyback_authorized=True,
                headcount=3_150,
            ),
            [
                "{{company|Halcyon Pumps, Inc.}} (NASDAQ: {{ticker|HLPX}}) today announced results for {{quarter|Q3 2024}}. Revenue was {{revenue_usd|$218.4 million}}, up {{revenue_growth|8.3%}} from a year ago. Earnings per share (EPS) were {{eps|$0.42}}. For the full year the company now expects revenue of {{guidance_low_usd|$880 million}} to {{guidance_high_usd|$900 million}}. “A fine quarter,” said {{ceo|Marta Lindgren}}, CEO. {{buyback_authorized|The board authorized a share buyback.}} The company employs {{headcount|3,150}} people."
            ],
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, kind, parsed, documents) in enumerate(_all()):
        for shape in _SHAPES:
            yield Case(name, kind, parsed, documents, shape, number)
