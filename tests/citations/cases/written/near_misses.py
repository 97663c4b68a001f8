"""Values beside others that are nearly theirs."""

from __future__ import annotations

from decimal import Decimal

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand-ninth",
        0,
        "years",
        "near misses",
        make(profit_2022=812, profit_2023=940),
        ["Profit 2022: {{profit_2022|812}}\nProfit 2023: {{profit_2023|940}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        1,
        "unit-kept",
        "near misses",
        make(weight_kg=12.0, weight_lb=26.5),
        ["Weight: {{weight_kg|12 kg}} ({{weight_lb|26.5 lb}})\n"],
    ),
    Entry(
        "by-hand-ninth",
        2,
        "rate-and-sum",
        "near misses",
        make(tax_rate=7.0, tax=Decimal("21.00")),
        ["Tax rate {{tax_rate|7}}\nTax {{tax|21.00}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        3,
        "now",
        "near misses",
        make(price=Decimal("60.00")),
        ["Price was 80.00, now {{price|60.00}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        4,
        "replaced-by",
        "near misses",
        make(invoice_number="8813"),
        ["Invoice 8811 is cancelled and replaced by invoice {{invoice_number|8813}}.\n"],
    ),
    Entry(
        "by-hand-ninth",
        5,
        "rows",
        "near misses",
        make(pen_price=Decimal("2.00"), cup_qty=2, cup_price=Decimal("3.10")),
        ["Item | Qty | Price\nPen | 3 | {{pen_price|2.00}}\nCup | {{cup_qty|2}} | {{cup_price|3.10}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        6,
        "currencies",
        "near misses",
        make(total_eur=Decimal("460.00"), total_usd=Decimal("500.00")),
        ["Total: {{total_usd|500.00 USD}} ({{total_eur|460.00 EUR}})\n"],
    ),
    Entry(
        "by-hand-ninth",
        7,
        "gesamt",
        "near misses",
        make(gross=Decimal("2380.00")),
        ["Nettobetrag 2.000,00\nGesamtbetrag {{gross|2.380,00}} EUR\n"],
    ),
    Entry(
        "by-hand-ninth",
        8,
        "brutto",
        "near misses",
        make(gross=Decimal("119.00"), net=Decimal("100.00")),
        ["Summe netto {{net|100,00}}\nEndbetrag brutto {{gross|119,00}}\n"],
    ),
]
