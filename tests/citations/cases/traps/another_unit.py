"""A value in another unit, currency or sign."""

from __future__ import annotations

from decimal import Decimal

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry("by-hand", 23, "other-currency-word", "traps", make(quantity=45), ["Price: $45. Quantity: see list."]),
    Entry("by-hand-third", 26, "wrong-unit", "traps", make(duration_days=6), ["The works last 6 months."]),
    Entry("by-hand-third", 27, "wrong-currency", "traps", make(price="$80"), ["Price: €80"]),
    Entry("by-hand-fourth", 17, "wrong-sign", "traps", make(profit=812_500.0), ["Profit: (812,500)"]),
    Entry("by-hand-fourth", 23, "other-currency", "traps", make(currency="EUR"), ["Total: $ 450.00"]),
    Entry(
        "by-hand-ninth", 4, "pounds-for-kilos", "traps: near misses", make(net_weight_kg=40.0), ["Net weight: 40 lb\n"]
    ),
    Entry("by-hand-ninth", 5, "feet-for-metres", "traps: near misses", make(height_m=30.0), ["Height: 30 ft\n"]),
    Entry("by-hand-ninth", 6, "miles-for-km", "traps: near misses", make(distance_km=26.0), ["Distance: 26 miles\n"]),
    Entry("by-hand-ninth", 7, "inches-for-cm", "traps: near misses", make(width_cm=15.0), ["Width 15 in.\n"]),
    Entry("by-hand-ninth", 8, "fahrenheit", "traps: near misses", make(temperature_c=70.0), ["Temperature: 70 °F\n"]),
    Entry("by-hand-ninth", 9, "gallons", "traps: near misses", make(tank_litres=12.0), ["Tank: 12 gallons\n"]),
    Entry(
        "by-hand-ninth",
        10,
        "dollars-for-euros",
        "traps: near misses",
        make(price_eur=Decimal("45.00")),
        ["Price: $45.00\n"],
    ),
    Entry(
        "by-hand-ninth",
        11,
        "pounds-for-dollars",
        "traps: near misses",
        make(fee_usd=Decimal("120.00")),
        ["Fee: GBP 120.00\n"],
    ),
    Entry(
        "by-hand-ninth", 12, "francs-for-pounds", "traps: near misses", make(budget_gbp=9000), ["Budget: CHF 9'000\n"]
    ),
]
