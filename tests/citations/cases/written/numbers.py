"""Numbers, as countries and trades write them."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel

from tests.citations.cases.entry import Entry, make


class Clinic(BaseModel):
    participants: int
    mean_age: float
    female: int
    dropouts: int
    p_value: float


ENTRIES = [
    Entry(
        "by-hand",
        36,
        "german",
        "locales",
        make(gesamtbetrag=Decimal("1234.56")),
        ["Gesamtbetrag: {{gesamtbetrag|1.234,56 €}}"],
    ),
    Entry("by-hand", 37, "french-space", "locales", make(total=12345.6), ["Total TTC : {{total|12 345,60 €}}"]),
    Entry("by-hand", 38, "swiss", "locales", make(total=9876.5), ["Total CHF {{total|9'876.50}}"]),
    Entry(
        "by-hand",
        39,
        "thousand-point",
        "locales",
        make(einwohner=18450),
        ["Einwohner: {{einwohner|18.450}}, Fläche: 27,35 km²"],
    ),
    Entry("by-hand", 40, "point-decimal", "locales", make(density=1.234), ["Density: {{density|1.234}} g/cm3"]),
    Entry("by-hand", 41, "bracket", "negatives", make(net_income=-1250.75), ["Net income {{net_income|(1,250.75)}}"]),
    Entry("by-hand", 42, "trailing", "negatives", make(adjustment=-88.1), ["Adjustment {{adjustment|88.10-}}"]),
    Entry(
        "by-hand",
        43,
        "loss-of",
        "negatives",
        make(net_result=-3_400_000),
        ["The year closed with {{net_result|a loss of $3.4 million}}."],
    ),
    Entry(
        "by-hand", 44, "bracket-not-positive", "negatives", make(operating_income=410.25), ["Operating income (410.25)"]
    ),
    Entry(
        "by-hand",
        45,
        "unicode-minus",
        "negatives",
        make(temperature=-12.5),
        ["Lowest temperature: {{temperature|−12.5}} °C"],
    ),
    Entry(
        "by-hand-later",
        10,
        "trial",
        "numbers in prose",
        Clinic(participants=412, mean_age=57.3, female=198, dropouts=23, p_value=0.013),
        [
            "We enrolled {{participants|412}} participants (mean age {{mean_age|57.3}} years; {{female|198}} female). There were {{dropouts|23}} dropouts. The effect was significant (p = {{p_value|0.013}}). See ref. 23 and Table 412."
        ],
    ),
    Entry(
        "by-hand-later",
        41,
        "lakh",
        "locales",
        make(loan_amount=750_000),
        ["Loan amount sanctioned: {{loan_amount|Rs 7.5 lakh}}"],
    ),
    Entry("by-hand-later", 42, "narrow-space", "locales", make(prix=4999.0), ["Prix : {{prix|4\u202f999,00 €}}"]),
    Entry(
        "by-hand-third",
        37,
        "thousand-dot-words",
        "locales",
        make(mitglieder=12_400),
        ["Der Verein hat {{mitglieder|12.400}} Mitglieder."],
    ),
    Entry(
        "by-hand-third",
        38,
        "apostrophe",
        "locales",
        make(einnahmen=1_254_300.5),
        ["Einnahmen: CHF {{einnahmen|1’254’300.50}}"],
    ),
    Entry(
        "by-hand-third",
        39,
        "spanish-money",
        "locales",
        make(importe_total=Decimal("2350.75")),
        ["Importe total: {{importe_total|2.350,75 €}}"],
    ),
    Entry("by-hand-third", 40, "norwegian-space", "locales", make(belop=45000), ["Beløp: {{belop|45 000}} kr"]),
    Entry("by-hand-third", 41, "german-percent", "locales", make(steuersatz=0.07), ["Steuersatz: {{steuersatz|7 %}}"]),
    Entry(
        "by-hand-seventh",
        16,
        "thin-space",
        "locales",
        make(population=1_284_500),
        ["Population: {{population|1\u2009284\u2009500}}"],
    ),
    Entry(
        "by-hand-seventh",
        17,
        "swiss-francs",
        "locales",
        make(betrag=Decimal("1250.00")),
        ["Betrag: {{betrag|CHF 1'250.–}}".replace(".–", ".00")],
    ),
    Entry(
        "by-hand-ninth",
        15,
        "lakh",
        "large numbers",
        make(fee=Decimal(350000)),
        ["Fee: {{fee|Rs. 3,50,000}}/- per annum\n"],
    ),
    Entry(
        "by-hand-ninth",
        16,
        "crore",
        "large numbers",
        make(turnover=Decimal(25000000)),
        ["Turnover: {{turnover|₹2.5 crore}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        17,
        "lakh-in-words",
        "large numbers",
        make(loan_amount=1_500_000),
        ["Loan amount: {{loan_amount|Rupees Fifteen Lakh}} only\n"],
    ),
    Entry(
        "by-hand-ninth",
        18,
        "crore-in-words",
        "large numbers",
        make(guarantee=30_250_000),
        ["Guarantee: {{guarantee|Rupees Three Crore Two Lakh Fifty Thousand}} only\n"],
    ),
    Entry(
        "by-hand-ninth",
        19,
        "thousands",
        "large numbers",
        make(operating_loss=Decimal(-72000)),
        ["(in thousands of EUR)\nOperating loss {{operating_loss|(72)}}\nStaff 14\n"],
    ),
    Entry(
        "by-hand-ninth",
        20,
        "thousands-net",
        "large numbers",
        make(net_result=Decimal(-1450000)),
        ["All figures in EUR thousands\n\nNet result {{net_result|(1,450)}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        21,
        "patients",
        "counts in prose",
        make(n=86),
        ["We enrolled {{n|86}} patients at two sites. Page 3 of 12.\n"],
    ),
    Entry(
        "by-hand-ninth",
        22,
        "sample",
        "counts in prose",
        make(sample_size=1204),
        ["A survey of {{sample_size|1,204}} adults was held in May.\n"],
    ),
    Entry(
        "by-hand-ninth", 23, "members", "counts in prose", make(attendees=23), ["Present: {{attendees|23}} members\n"]
    ),
    Entry(
        "by-hand-ninth",
        24,
        "guests",
        "counts in prose",
        make(guests=48),
        ["Dinner was served to {{guests|48}} guests in hall 48B.\n"],
    ),
]
