"""Quantities with their units."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import BaseModel

from tests.citations.cases.entry import Entry, make


class Spec(BaseModel):
    model: str
    width_mm: int
    height_mm: int
    depth_mm: int
    mass_kg: float
    power_w: int
    warranty_years: int
    colour: Literal["white", "black", "oak"]


ENTRIES = [
    Entry(
        "by-hand",
        59,
        "words",
        "units",
        make(notice_months=3),
        ["Either party may leave on {{notice_months|three months}}’ notice."],
    ),
    Entry(
        "by-hand",
        60,
        "words-brackets",
        "units",
        make(payment_days=30),
        ["Payment falls due within {{payment_days|thirty (30) days}}."],
    ),
    Entry(
        "by-hand",
        61,
        "weeks-to-days",
        "units",
        make(return_window_days=14),
        ["Goods may be returned within {{return_window_days|two weeks}}; the return window starts on receipt."],
    ),
    Entry("by-hand", 62, "kilo", "units", make(weight_kg=2.5), ["Net weight {{weight_kg|2.5 kg}}"]),
    Entry("by-hand", 63, "tonnes", "units", make(load_kg=12000), ["Maximum load: {{load_kg|12 t}}"]),
    Entry(
        "by-hand",
        64,
        "string-term",
        "units",
        make(term="24 months"),
        ["The term is {{term|twenty-four (24) months}} from signature."],
    ),
    Entry(
        "by-hand",
        65,
        "timedelta",
        "units",
        make(lease_break=timedelta(days=90)),
        ["A lease break needs {{lease_break|90 days}}’ warning."],
    ),
    Entry(
        "by-hand",
        66,
        "count-of-people",
        "units",
        make(employees=1240),
        ["{{employees|1,240}} employees work on three sites."],
    ),
    Entry(
        "by-hand-later",
        8,
        "spec",
        "units",
        Spec(
            model="Nordlys 40",
            width_mm=600,
            height_mm=1850,
            depth_mm=640,
            mass_kg=74.5,
            power_w=140,
            warranty_years=5,
            colour="oak",
        ),
        [
            "{{model|Nordlys 40}}\nWidth: {{width_mm|60 cm}}\nHeight: {{height_mm|185 cm}}\nDepth: {{depth_mm|64 cm}}\nMass: {{mass_kg|74.5 kg}}\nRated power: {{power_w|140 W}}\nThe warranty runs for {{warranty_years|five years}}. Finish: {{colour|oak}}."
        ],
    ),
    Entry("by-hand-later", 43, "dozen", "units", make(rooms=12), ["The inn has {{rooms|twelve}} rooms and a cellar."]),
    Entry(
        "by-hand-later",
        44,
        "hours",
        "units",
        make(response_time_hours=48),
        ["The response time is {{response_time_hours|48 hours}}."],
    ),
    Entry(
        "by-hand-third",
        52,
        "dimension",
        "units",
        make(width_cm=40, depth_cm=25, height_cm=90),
        ["Dimensions (W x D x H): {{width_cm|40}} x {{depth_cm|25}} x {{height_cm|90}} cm"],
    ),
    Entry(
        "by-hand-third",
        53,
        "hours-words",
        "units",
        make(notice_hours=72),
        ["A tenant is told {{notice_hours|seventy-two (72) hours}} in advance; notice is by post."],
    ),
    Entry(
        "by-hand-third",
        54,
        "year-term",
        "units",
        make(term_years=10),
        ["The term of the licence is {{term_years|ten years}}."],
    ),
    Entry(
        "by-hand-seventh",
        27,
        "duration",
        "units",
        make(battery_life=timedelta(hours=12)),
        ["Battery life: {{battery_life|12 hours}}"],
    ),
    Entry(
        "by-hand-seventh", 28, "square", "units", make(floor_area_m2=128.0), ["Floor area: {{floor_area_m2|128 m²}}"]
    ),
    Entry(
        "by-hand-seventh",
        29,
        "temperature",
        "units",
        make(storage_temperature_c=-20),
        ["Storage temperature: {{storage_temperature_c|-20 °C}}"],
    ),
    Entry("by-hand-seventh", 30, "speed", "units", make(max_speed_kmh=132), ["Max. speed {{max_speed_kmh|132 km/h}}"]),
    Entry(
        "by-hand-ninth",
        25,
        "voltage",
        "supplies",
        make(voltage=400),
        ["Supply {{voltage|400 V}}, three-phase. Model 400-X.\n"],
    ),
    Entry(
        "by-hand-ninth",
        26,
        "current",
        "supplies",
        make(current=16, power=3500),
        ["Rated {{current|16 A}}, {{power|3500 W}}.\n"],
    ),
    Entry("by-hand-ninth", 27, "frequency", "supplies", make(frequency=50), ["Mains {{frequency|50 Hz}}\n"]),
    Entry(
        "by-hand-ninth",
        28,
        "unit-alone",
        "supplies",
        make(pressure_bar=8.5),
        ["Tested at {{pressure_bar|8.5 bar}} for an hour.\n"],
    ),
]
