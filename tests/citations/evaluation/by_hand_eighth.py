"""Hand-written cases, eighth batch: right citations under labels that nobody foresaw; scored once before any change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tests.citations.evaluation.by_hand import make
from tests.citations.evaluation.case import Case


def _all() -> list[tuple[str, Any, str]]:
    return [
        (
            "stipend",
            make(monthly_stipend=1350),
            "Fellows draw {{monthly_stipend|1,350 crowns}} at the start of every month.",
        ),
        ("berths", make(capacity=36), "The schooner sleeps {{capacity|36}}."),
        ("turnout", make(attendance=842), "{{attendance|842}} came through the gates."),
        ("lasts", make(duration_minutes=95), "The play lasts {{duration_minutes|95 minutes}} without an interval."),
        ("weighs", make(weight_kg=3.4), "Each tile weighs {{weight_kg|3.4 kg}}."),
        ("stands", make(height_m=31.0), "The mast stands {{height_m|31 m}} above deck."),
        ("priced", make(price=18.5), "It is priced at {{price|€18.50}}."),
        ("chaired", make(chair="Ottilie Brandt"), "{{chair|Ottilie Brandt}} presided."),
        ("penned", make(author="Samir Aziz"), "The report came from the pen of {{author|Samir Aziz}}."),
        ("hails", make(birthplace="Trondheim"), "She hails from {{birthplace|Trondheim}}."),
        ("opened", make(opening_date=date(1964, 5, 2)), "Its doors first opened on {{opening_date|2 May 1964}}."),
        ("lapses", make(expiry_date=date(2028, 6, 30)), "The option lapses on {{expiry_date|30 June 2028}}."),
        (
            "handed-over",
            make(delivery_date=date(2025, 1, 17)),
            "The keys change hands on {{delivery_date|17 January 2025}}.",
        ),
        ("storeys", make(floors=7), "A block of {{floors|seven}} storeys."),
        ("wheels", make(wheels=18), "The lorry runs on {{wheels|18}} wheels."),
        ("levy", make(tax=Decimal("44.20")), "A levy of {{tax|44.20}} is added by the state."),
        ("knocked-off", make(discount=12.0), "We knock {{discount|$12.00}} off the bill."),
        ("takings", make(revenue=91_400), "Takings for the week: {{revenue|91,400}}"),
        ("mortgagee", make(lender="Coast Building Society"), "Sums are advanced by {{lender|Coast Building Society}}."),
        ("crew", make(crew=9), "A crew of {{crew|nine}} sails her."),
        ("made-of", make(material="larch"), "The cladding is {{material|larch}}."),
        ("runs-on", make(fuel="diesel"), "The pump runs on {{fuel|diesel}}."),
        ("odds", make(win_probability=0.35), "Pundits give them a {{win_probability|35%}} chance of a win."),
        ("answer", make(answer=42), "After long thought: {{answer|42}}"),
        ("postal", make(zip_code="8001"), "8001 Zürich".replace("8001", "{{zip_code|8001}}")),
        ("doctor", make(physician="Dr. Ewa Lis"), "Seen by {{physician|Ewa Lis}}, consultant."),
        ("twice", make(visits=14), "The nurse called {{visits|14}} times."),
        ("altitude", make(elevation_m=1_873), "The hut lies at {{elevation_m|1873 m}}."),
        ("alloy", make(copper_percent=62.5), "The alloy is {{copper_percent|62.5 %}} copper."),
        ("half", make(share=0.5), "He holds {{share|50%}} of the stock."),
    ]


def cases() -> Iterator[Case]:
    for number, (name, parsed, document) in enumerate(_all()):
        for shape in ("value", "prose", "line"):
            yield Case(name, "unforeseen labels", parsed, [f"{document} Rain fell. Nobody minded."], shape, number)
