"""A value that the text denies, cancels or only supposes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand", 21, "opposite-boolean", "traps", make(pets_allowed=True), ["Pets are not allowed in the building."]
    ),
    Entry("by-hand-later", 27, "denied-boolean", "traps", make(insured=True), ["The parcel is uninsured."]),
    Entry("by-hand-third", 33, "negated-enum", "traps", make(certified=True), ["The product is uncertified."]),
    Entry("by-hand-fourth", 15, "hypothetical", "traps", make(dividend=0.75), ["No dividend was paid."]),
    Entry(
        "by-hand-fifth",
        21,
        "in-negation",
        "traps",
        make(allergies="penicillin"),
        ["Allergies: none. No reaction to penicillin."],
    ),
    Entry(
        "by-hand-seventh",
        48,
        "trap-opposite",
        "traps",
        make(fire_alarm=True),
        ["{{!fire_alarm|There is no fire alarm in the annex.}}"],
    ),
    Entry(
        "by-hand-ninth",
        18,
        "not-before",
        "traps: near misses",
        make(start_date=date(2026, 9, 1)),
        ["Works shall not start before 1 September 2026.\n"],
    ),
    Entry(
        "by-hand-ninth",
        19,
        "no-longer",
        "traps: near misses",
        make(expiry_date=date(2025, 3, 31)),
        ["The licence does not expire on 31 March 2025.\n"],
    ),
    Entry(
        "by-hand-ninth",
        20,
        "not-issued",
        "traps: near misses",
        make(issue_date=date(2024, 2, 9)),
        ["The invoice was not issued on 9 February 2024.\n"],
    ),
    Entry(
        "by-hand-ninth",
        24,
        "cancelled",
        "traps: near misses",
        make(order_number="7719"),
        ["Order 7719 was cancelled. See order 7802.\n"],
    ),
    Entry(
        "by-hand-ninth",
        25,
        "superseded",
        "traps: near misses",
        make(policy_number="P-1180"),
        ["Policy P-1180 is superseded by policy P-1299.\n"],
    ),
    Entry(
        "by-hand-ninth",
        26,
        "void",
        "traps: near misses",
        make(contract_number="C-55"),
        ["Contract C-55 is void. Contract C-61 takes its place.\n"],
    ),
    Entry(
        "by-hand-ninth",
        27,
        "for-instance",
        "traps: near misses",
        make(deposit=Decimal(2000)),
        ["For instance, a deposit of 2,000 is refunded in full.\n"],
    ),
    Entry(
        "by-hand-ninth",
        28,
        "eg",
        "traps: near misses",
        make(penalty=Decimal(250)),
        ["Late filing has a price, e.g. a penalty of 250 for a first offence.\n"],
    ),
    Entry(
        "by-hand-ninth",
        29,
        "suppose",
        "traps: near misses",
        make(premium=Decimal(480)),
        ["Suppose the premium is 480. You would pay 40 a month.\n"],
    ),
    Entry(
        "by-hand-ninth",
        32,
        "no-effect",
        "traps: near misses",
        make(effect=0.31),
        ["No effect on mood was seen (p = 0.31).\n"],
    ),
    Entry(
        "by-hand-ninth",
        34,
        "not-dangerous",
        "traps: near misses",
        make(flammable=True),
        ["The liquid is not classified as flammable.\n"],
    ),
    Entry(
        "by-hand-ninth",
        35,
        "cannot-return",
        "traps: near misses",
        make(refundable=True),
        ["The ticket cannot be refunded.\n"],
    ),
]
