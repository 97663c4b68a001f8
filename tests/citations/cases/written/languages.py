"""Documents in other languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from tests.citations.cases.entry import Entry


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


ENTRIES = [
    Entry(
        "by-hand-sixth",
        0,
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
    Entry(
        "by-hand-sixth",
        1,
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
    Entry(
        "by-hand-sixth",
        2,
        "factura",
        "other languages",
        Facture(
            invoice_number="F-2024/0873",
            invoice_date=date(2024, 6, 3),
            due_date=date(2024, 7, 3),
            seller="Maderas del Duero S.L.",
            buyer="Carpintería Robles",
            goods=[
                Goods(description="Tablón de roble", quantity=24, unit_price=Decimal("31.50"), total=Decimal("756.00")),
                Goods(description="Listón de pino", quantity=150, unit_price=Decimal("4.20"), total=Decimal("630.00")),
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
]
