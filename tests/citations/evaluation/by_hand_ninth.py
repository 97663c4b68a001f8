"""Hand-written cases, ninth batch: places that state a value and say of it that it is not the field's, and their likes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case

_SEARCHED = ("openai", "gemini")
_EVERY_WAY = ("openai", "gemini", "value", "prose")


class Stock(BaseModel):
    code: str
    on_hand: int
    minimum: int


class Stocks(BaseModel):
    items: list[Stock]


class Reading(BaseModel):
    meter: str
    kwh: int
    days: int


class Readings(BaseModel):
    readings: list[Reading]


def _traps() -> list[tuple[str, Any, str]]:
    """Fields that must stay unmapped, or only map to the marked place."""
    return [
        ("year-of-name", make(profit_2023=812), "Profit 2022: 812\nProfit 2023: 940\n"),
        ("year-in-sentence", make(headcount_2021=340), "In 2020 headcount was 340. In 2021 headcount was 355.\n"),
        ("year-of-column", make(sales_2019=75), "Sales FY2018: 75\nSales FY2019: 81\n"),
        ("quarter-of-name", make(revenue_q1=120), "Revenue Q1: 95\nRevenue Q2: 120\n"),
        ("pounds-for-kilos", make(net_weight_kg=40.0), "Net weight: 40 lb\n"),
        ("feet-for-metres", make(height_m=30.0), "Height: 30 ft\n"),
        ("miles-for-km", make(distance_km=26.0), "Distance: 26 miles\n"),
        ("inches-for-cm", make(width_cm=15.0), "Width 15 in.\n"),
        ("fahrenheit", make(temperature_c=70.0), "Temperature: 70 °F\n"),
        ("gallons", make(tank_litres=12.0), "Tank: 12 gallons\n"),
        ("dollars-for-euros", make(price_eur=Decimal("45.00")), "Price: $45.00\n"),
        ("pounds-for-dollars", make(fee_usd=Decimal("120.00")), "Fee: GBP 120.00\n"),
        ("francs-for-pounds", make(budget_gbp=9000), "Budget: CHF 9'000\n"),
        ("rate-for-sum", make(discount=Decimal(15), discount_rate=Decimal(42)), "Discount rate 15\nDiscount 42\n"),
        ("interest-rate", make(interest=Decimal(6)), "Interest rate: 6\nInterest: 310.00\n"),
        ("total-of-things", make(total=Decimal(24)), "Total number of boxes: 24\nTo pay: 310.00\n"),
        ("total-weight", make(total=Decimal(85)), "Total weight: 85\nTo pay: 310.00\n"),
        ("page-count", make(amount=Decimal(7)), "Number of pages: 7\nFee agreed by telephone.\n"),
        ("not-before", make(start_date=date(2026, 9, 1)), "Works shall not start before 1 September 2026.\n"),
        ("no-longer", make(expiry_date=date(2025, 3, 31)), "The licence does not expire on 31 March 2025.\n"),
        ("not-issued", make(issue_date=date(2024, 2, 9)), "The invoice was not issued on 9 February 2024.\n"),
        ("formerly", make(rent=Decimal("700.00")), "Rent was 700.00, now 780.00\n"),
        ("old-then-new", make(salary=52_000), "Salary was 52,000 until June and is now 55,000.\n"),
        ("reduced-from", make(price=Decimal("39.90")), "Price reduced from 39.90 to 29.90\n"),
        ("cancelled", make(order_number="7719"), "Order 7719 was cancelled. See order 7802.\n"),
        ("superseded", make(policy_number="P-1180"), "Policy P-1180 is superseded by policy P-1299.\n"),
        ("void", make(contract_number="C-55"), "Contract C-55 is void. Contract C-61 takes its place.\n"),
        ("for-instance", make(deposit=Decimal(2000)), "For instance, a deposit of 2,000 is refunded in full.\n"),
        ("eg", make(penalty=Decimal(250)), "Late filing has a price, e.g. a penalty of 250 for a first offence.\n"),
        ("suppose", make(premium=Decimal(480)), "Suppose the premium is 480. You would pay 40 a month.\n"),
        (
            "row-of-another",
            make(rope_price=Decimal("4.50"), sail_qty=6),
            "Article | Qty | Price\nRope | 6 | 2.25\nSail | 1 | 4.50\n",
        ),
        ("row-of-another-csv", make(oats_stock=14, rye_price=3), "crop,stock,price\noats,9,3\nrye,14,8\n"),
        ("no-effect", make(effect=0.31), "No effect on mood was seen (p = 0.31).\n"),
        ("p-for-r", make(correlation=0.04), "The correlation was weak (p = 0.04).\n"),
        ("not-dangerous", make(flammable=True), "The liquid is not classified as flammable.\n"),
        ("cannot-return", make(refundable=True), "The ticket cannot be refunded.\n"),
    ]


def _finds() -> list[tuple[str, str, Any, str]]:
    """Fields that stand in the text in a way that has to be understood."""
    return [
        (
            "near misses",
            "years",
            make(profit_2022=812, profit_2023=940),
            "Profit 2022: {{profit_2022|812}}\nProfit 2023: {{profit_2023|940}}\n",
        ),
        (
            "near misses",
            "unit-kept",
            make(weight_kg=12.0, weight_lb=26.5),
            "Weight: {{weight_kg|12 kg}} ({{weight_lb|26.5 lb}})\n",
        ),
        (
            "near misses",
            "rate-and-sum",
            make(tax_rate=7.0, tax=Decimal("21.00")),
            "Tax rate {{tax_rate|7}}\nTax {{tax|21.00}}\n",
        ),
        ("near misses", "now", make(price=Decimal("60.00")), "Price was 80.00, now {{price|60.00}}\n"),
        (
            "near misses",
            "replaced-by",
            make(invoice_number="8813"),
            "Invoice 8811 is cancelled and replaced by invoice {{invoice_number|8813}}.\n",
        ),
        (
            "near misses",
            "rows",
            make(pen_price=Decimal("2.00"), cup_qty=2, cup_price=Decimal("3.10")),
            "Item | Qty | Price\nPen | 3 | {{pen_price|2.00}}\nCup | {{cup_qty|2}} | {{cup_price|3.10}}\n",
        ),
        (
            "near misses",
            "currencies",
            make(total_eur=Decimal("460.00"), total_usd=Decimal("500.00")),
            "Total: {{total_usd|500.00 USD}} ({{total_eur|460.00 EUR}})\n",
        ),
        (
            "near misses",
            "gesamt",
            make(gross=Decimal("2380.00")),
            "Nettobetrag 2.000,00\nGesamtbetrag {{gross|2.380,00}} EUR\n",
        ),
        (
            "near misses",
            "brutto",
            make(gross=Decimal("119.00"), net=Decimal("100.00")),
            "Summe netto {{net|100,00}}\nEndbetrag brutto {{gross|119,00}}\n",
        ),
        (
            "clock times",
            "points",
            make(start=time(9, 15), end=time(17, 0)),
            "Open from {{start|9.15 am}} to {{end|5 pm}}.\n",
        ),
        (
            "clock times",
            "text-of-time",
            make(doors="19:30", last_entry="21:00"),
            "Doors: {{doors|7.30 pm}}. Last entry: {{last_entry|9 p.m.}}\n",
        ),
        (
            "clock times",
            "colon",
            make(departure="06:05", arrival="13:40"),
            "Departure {{departure|6:05 AM}}\nArrival {{arrival|1:40 PM}}\n",
        ),
        ("amounts of time", "hours", make(duration_minutes=150), "Duration: {{duration_minutes|2.5 hours}}\n"),
        ("amounts of time", "hours-short", make(duration_min=45), "The film runs for {{duration_min|0.75 h}}.\n"),
        (
            "amounts of time",
            "years-for-months",
            make(term_months=24),
            "The term is {{term_months|two years}} from signing.\n",
        ),
        ("large numbers", "lakh", make(fee=Decimal(350000)), "Fee: {{fee|Rs. 3,50,000}}/- per annum\n"),
        ("large numbers", "crore", make(turnover=Decimal(25000000)), "Turnover: {{turnover|₹2.5 crore}}\n"),
        (
            "large numbers",
            "lakh-in-words",
            make(loan_amount=1_500_000),
            "Loan amount: {{loan_amount|Rupees Fifteen Lakh}} only\n",
        ),
        (
            "large numbers",
            "crore-in-words",
            make(guarantee=30_250_000),
            "Guarantee: {{guarantee|Rupees Three Crore Two Lakh Fifty Thousand}} only\n",
        ),
        (
            "large numbers",
            "thousands",
            make(operating_loss=Decimal(-72000)),
            "(in thousands of EUR)\nOperating loss {{operating_loss|(72)}}\nStaff 14\n",
        ),
        (
            "large numbers",
            "thousands-net",
            make(net_result=Decimal(-1450000)),
            "All figures in EUR thousands\n\nNet result {{net_result|(1,450)}}\n",
        ),
        ("counts in prose", "patients", make(n=86), "We enrolled {{n|86}} patients at two sites. Page 3 of 12.\n"),
        (
            "counts in prose",
            "sample",
            make(sample_size=1204),
            "A survey of {{sample_size|1,204}} adults was held in May.\n",
        ),
        ("counts in prose", "members", make(attendees=23), "Present: {{attendees|23}} members\n"),
        ("counts in prose", "guests", make(guests=48), "Dinner was served to {{guests|48}} guests in hall 48B.\n"),
        ("supplies", "voltage", make(voltage=400), "Supply {{voltage|400 V}}, three-phase. Model 400-X.\n"),
        ("supplies", "current", make(current=16, power=3500), "Rated {{current|16 A}}, {{power|3500 W}}.\n"),
        ("supplies", "frequency", make(frequency=50), "Mains {{frequency|50 Hz}}\n"),
        ("supplies", "unit-alone", make(pressure_bar=8.5), "Tested at {{pressure_bar|8.5 bar}} for an hour.\n"),
        ("negations", "toxic", make(toxic=False), "{{toxic|The paint is not classed as toxic}} under REACH.\n"),
        (
            "negations",
            "hazardous",
            make(hazardous=False),
            "{{hazardous|The cargo is not classified as dangerous goods.}}\n",
        ),
        (
            "negations",
            "returnable",
            make(returnable=False),
            "{{returnable|Cut fabric cannot be sent back.}} Returns are processed weekly.\n",
        ),
        ("negations", "refundable", make(refundable=False), "{{refundable|Deposits will not be paid back.}}\n"),
        (
            "negations",
            "auto-renews",
            make(auto_renewal=True),
            "{{auto_renewal|The subscription renews each year}} until cancelled.\n",
        ),
        ("negations", "renews-not", make(auto_renew=False), "{{auto_renew|The lease does not renew automatically.}}\n"),
        (
            "negations",
            "renews-successively",
            make(auto_renews=True),
            "4. {{auto_renews|It shall be renewed for further terms of twelve months}} unless either side objects.\n",
        ),
        (
            "customer numbers",
            "kunden-nr",
            make(customer_no="50231"),
            "Kunden-Nr. {{customer_no|50231}}\nTotal 502.31\n",
        ),
        (
            "customer numbers",
            "ref",
            make(customer_number="8812"),
            "Customer no. {{customer_number|8812}}\nTel 88 12 00\n",
        ),
        (
            "customer numbers",
            "kundennummer",
            make(customer_id="40077"),
            "Kundennummer: {{customer_id|40077}}\nBetrag 400,77\n",
        ),
        (
            "rows by key",
            "stocks",
            Stocks(
                items=[
                    Stock(code="B7", on_hand=0, minimum=3),
                    Stock(code="B8", on_hand=3, minimum=3),
                    Stock(code="B9", on_hand=3, minimum=0),
                ]
            ),
            (
                "code,on_hand,minimum\n{{items[0].code|B7}},{{items[0].on_hand|0}},{{items[0].minimum|3}}\n"
                "{{items[1].code|B8}},{{items[1].on_hand|3}},{{items[1].minimum|3}}\n"
                "{{items[2].code|B9}},{{items[2].on_hand|3}},{{items[2].minimum|0}}\n"
            ),
        ),
        (
            "rows by key",
            "meters",
            Readings(readings=[Reading(meter="M1", kwh=30, days=31), Reading(meter="M2", kwh=31, days=30)]),
            (
                "meter;kwh;days\n{{readings[0].meter|M1}};{{readings[0].kwh|30}};{{readings[0].days|31}}\n"
                "{{readings[1].meter|M2}};{{readings[1].kwh|31}};{{readings[1].days|30}}\n"
            ),
        ),
        (
            "rows by key",
            "piped",
            Stocks(items=[Stock(code="X1", on_hand=4, minimum=4), Stock(code="X2", on_hand=0, minimum=4)]),
            (
                "| Code | On hand | Minimum |\n|---|---|---|\n"
                "| {{items[0].code|X1}} | {{items[0].on_hand|4}} | {{items[0].minimum|4}} |\n"
                "| {{items[1].code|X2}} | {{items[1].on_hand|0}} | {{items[1].minimum|4}} |\n"
            ),
        ),
    ]


def cases() -> Iterator[Case]:
    for number, (name, parsed, document) in enumerate(_traps()):
        for shape in _SEARCHED:
            yield Case(name, "traps: near misses", parsed, [document], shape, number)
    for number, (kind, name, parsed, document) in enumerate(_finds()):
        for shape in _EVERY_WAY:
            yield Case(name, kind, parsed, [document], shape, number)
