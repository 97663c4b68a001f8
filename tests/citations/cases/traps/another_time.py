"""A value of another year, quarter or time: what was before, and what is to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand-later",
        20,
        "prior-year",
        "traps",
        make(revenue_2023=88.4),
        ["          2024    2023\nRevenue   88.4    79.2"],
    ),
    Entry(
        "by-hand-fifth",
        28,
        "future",
        "traps",
        make(completed_on=date(2025, 8, 8)),
        ["Planned start: 8 August 2025. Completed on: open."],
    ),
    Entry(
        "by-hand-seventh",
        46,
        "trap-previous",
        "traps",
        make(current_rent=900.0),
        ["The previous rent was {{!current_rent|900.00}}; the current rent is 960.00."],
    ),
    Entry(
        "by-hand-seventh",
        47,
        "trap-estimate",
        "traps",
        make(actual_cost=55000),
        ["Budgeted cost: 55,000. Actual cost: 61,300."],
    ),
    Entry(
        "by-hand-ninth",
        0,
        "year-of-name",
        "traps: near misses",
        make(profit_2023=812),
        ["Profit 2022: 812\nProfit 2023: 940\n"],
    ),
    Entry(
        "by-hand-ninth",
        1,
        "year-in-sentence",
        "traps: near misses",
        make(headcount_2021=340),
        ["In 2020 headcount was 340. In 2021 headcount was 355.\n"],
    ),
    Entry(
        "by-hand-ninth",
        2,
        "year-of-column",
        "traps: near misses",
        make(sales_2019=75),
        ["Sales FY2018: 75\nSales FY2019: 81\n"],
    ),
    Entry(
        "by-hand-ninth",
        3,
        "quarter-of-name",
        "traps: near misses",
        make(revenue_q1=120),
        ["Revenue Q1: 95\nRevenue Q2: 120\n"],
    ),
    Entry(
        "by-hand-ninth",
        21,
        "formerly",
        "traps: near misses",
        make(rent=Decimal("700.00")),
        ["Rent was 700.00, now 780.00\n"],
    ),
    Entry(
        "by-hand-ninth",
        22,
        "old-then-new",
        "traps: near misses",
        make(salary=52_000),
        ["Salary was 52,000 until June and is now 55,000.\n"],
    ),
    Entry(
        "by-hand-ninth",
        23,
        "reduced-from",
        "traps: near misses",
        make(price=Decimal("39.90")),
        ["Price reduced from 39.90 to 29.90\n"],
    ),
]
