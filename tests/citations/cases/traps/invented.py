"""Values that no document holds."""

from __future__ import annotations

from datetime import date

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand-later",
        13,
        "invented-name",
        "invented values",
        make(manager="Lena Osei"),
        ["The branch is run by a manager whose name is not given."],
    ),
    Entry(
        "by-hand-later",
        14,
        "invented-amount",
        "invented values",
        make(penalty=250.0),
        ["A penalty may apply. Parcel 250 was late."],
    ),
    Entry(
        "by-hand-later",
        15,
        "invented-date",
        "invented values",
        make(review_date=date(2025, 6, 30)),
        ["The review date will be announced. The office closed on 30 June 2024."],
    ),
    Entry(
        "by-hand-later",
        16,
        "invented-mail",
        "invented values",
        make(email="info@quay.example"),
        ["Mail us: see the website quay.example for the form."],
    ),
    Entry(
        "by-hand-later",
        17,
        "invented-phrase",
        "invented values",
        make(reason="Supplier insolvency"),
        ["The order was cancelled for reasons unknown. A supplier was named."],
    ),
    Entry(
        "by-hand-later",
        18,
        "half-invented-list",
        "invented values",
        make(tags=["walnut", "marquetry"]),
        ["A desk of {{tags[0]|walnut}} with plain veneer."],
    ),
    Entry(
        "by-hand-seventh",
        49,
        "trap-invented-list",
        "traps",
        make(keywords=["turbine", "graphene"]),
        ["Keywords: {{keywords[0]|turbine}}, nacelle"],
    ),
]
