"""A value that the provider itself cites wrongly."""

from __future__ import annotations

from datetime import date

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand-fifth",
        5,
        "bait-quantity",
        "traps",
        make(total=64.0),
        ["{{!total|Order of 64 crates.}} Total: EUR 1,902.00"],
    ),
    Entry(
        "by-hand-fifth",
        6,
        "bait-subtotal",
        "traps",
        make(grand_total=310.5),
        ["{{!grand_total|Net amount: 310.50}}\nGrand total: 369.50"],
    ),
    Entry(
        "by-hand-fifth",
        7,
        "bait-date",
        "traps",
        make(expiry_date=date(2024, 1, 10)),
        ["{{!expiry_date|Effective date: 10 January 2024}}\nExpiry date: 9 January 2027"],
    ),
    Entry(
        "by-hand-fifth",
        8,
        "bait-boolean",
        "traps",
        make(renewable=True),
        ["{{!renewable|The permit is not renewable.}}"],
    ),
    Entry(
        "by-hand-fifth",
        9,
        "bait-party",
        "traps",
        make(landlord="Jo Marsh"),
        ["{{!landlord|Tenant: Jo Marsh}}\nLandlord: Eric Vale"],
    ),
    Entry(
        "by-hand-fifth",
        10,
        "bait-silent",
        "traps",
        make(ceo="Dana Whitfield"),
        ["{{!ceo|The chief executive opened the meeting.}}"],
    ),
    Entry(
        "by-hand-fifth",
        11,
        "bait-near-number",
        "traps",
        make(price=1250.0),
        ["{{!price|The price is 1,250,000 kronor.}}"],
    ),
    Entry("by-hand-fifth", 12, "bait-rounded", "traps", make(area=84.0), ["{{!area|The area is 84.7 hectares.}}"]),
    Entry(
        "by-hand-fifth",
        13,
        "bait-percent",
        "traps",
        make(tax_amount=25.0),
        ["{{!tax_amount|Tax at 25% is due.}} Tax amount: 118.00"],
    ),
    Entry(
        "by-hand-fifth",
        14,
        "bait-other-year",
        "traps",
        make(profit_2022=14.2),
        ["{{!profit_2022|Profit in 2023 was 14.2 million.}} For 2022 no figure exists."],
    ),
]
