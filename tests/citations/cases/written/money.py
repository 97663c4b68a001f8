"""Sums of money and shares of them."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel

from tests.citations.cases.entry import Entry, make


class Split(BaseModel):
    gross_pay: Decimal
    income_tax: Decimal
    pension: Decimal
    net_pay: Decimal


ENTRIES = [
    Entry(
        "by-hand",
        24,
        "million",
        "money and percent",
        make(revenue=1_200_000.0),
        ["Revenue reached {{revenue|€1.2 million}}, the best yet."],
    ),
    Entry(
        "by-hand",
        25,
        "suffix-m",
        "money and percent",
        make(funding=4_500_000),
        ["They raised {{funding|$4.5m}} of funding in May."],
    ),
    Entry("by-hand", 26, "suffix-k", "money and percent", make(budget=12000), ["The budget is {{budget|12k}}."]),
    Entry(
        "by-hand",
        27,
        "share-as-percent",
        "money and percent",
        make(interest_rate=0.0475),
        ["Interest rate: {{interest_rate|4.75 %}} p.a."],
    ),
    Entry(
        "by-hand",
        28,
        "percent-as-number",
        "money and percent",
        make(vat_percent=19),
        ["VAT at {{vat_percent|19 %}} is added."],
    ),
    Entry(
        "by-hand",
        29,
        "code-after",
        "money and percent",
        make(price=Decimal("99.90")),
        ["The price is {{price|99,90 EUR}} each."],
    ),
    Entry(
        "by-hand",
        30,
        "indian",
        "money and percent",
        make(salary=1234567),
        ["The annual salary is {{salary|₹ 12,34,567}}."],
    ),
    Entry(
        "by-hand",
        31,
        "crore",
        "money and percent",
        make(project_cost=25_000_000),
        ["Project cost: {{project_cost|Rs. 2.5 crore}}"],
    ),
    Entry(
        "by-hand",
        32,
        "string-money",
        "money and percent",
        make(rent="$1,850.00"),
        ["The monthly rent shall be {{rent|USD 1,850.00}}."],
    ),
    Entry(
        "by-hand",
        33,
        "in-thousands",
        "money and percent",
        make(net_sales=48_213_000),
        ["(in thousands of dollars)\nNet sales        {{net_sales|48,213}}\nCost of sales    30,117"],
    ),
    Entry(
        "by-hand",
        34,
        "words-million",
        "money and percent",
        make(grant=3_000_000),
        ["A grant of {{grant|three million}} dollars was made."],
    ),
    Entry(
        "by-hand",
        35,
        "basis",
        "money and percent",
        make(commission=0.025),
        ["We charge a commission of {{commission|2.5 percent}}."],
    ),
    Entry(
        "by-hand-later",
        12,
        "payslip",
        "money",
        Split(
            gross_pay=Decimal(4200),
            income_tax=Decimal("812.35"),
            pension=Decimal(210),
            net_pay=Decimal("3177.65"),
        ),
        [
            "Gross pay ........ {{gross_pay|4,200.00}}\nIncome tax ....... {{income_tax|-812.35}}\nPension .......... {{pension|(210.00)}}\nNet pay .......... {{net_pay|3,177.65}}"
        ],
    ),
    Entry(
        "by-hand-third",
        48,
        "billion-words",
        "money and percent",
        make(debt=2_700_000_000),
        ["Debt stands at {{debt|2.7 billion dollars}}."],
    ),
    Entry(
        "by-hand-third",
        49,
        "cents",
        "money and percent",
        make(dividend=0.35),
        ["A dividend of {{dividend|$0.35}} per share was declared."],
    ),
    Entry(
        "by-hand-third",
        50,
        "range",
        "money and percent",
        make(salary_min=52000, salary_max=64000),
        ["Salary: {{salary_min|€52,000}} - {{salary_max|64,000}} depending on experience."],
    ),
    Entry(
        "by-hand-third",
        51,
        "between",
        "money and percent",
        make(min_age=18, max_age=65),
        ["Applicants must be between {{min_age|18}} and {{max_age|65}} years of age."],
    ),
    Entry("by-hand-fourth", 24, "euro-sign", "currencies", make(currency="EUR"), ["Total: {{currency|€}} 450,00"]),
    Entry(
        "by-hand-fourth",
        25,
        "pound-code",
        "currencies",
        make(currency="GBP", amount=99.5),
        ["Amount: {{currency|GBP}} {{amount|99.50}}"],
    ),
    Entry(
        "by-hand-fourth",
        41,
        "percent-string",
        "percent",
        make(yield_rate="3.25%"),
        ["Current yield rate is {{yield_rate|3.25 %}}."],
    ),
    Entry("by-hand-fourth", 42, "percentage-points", "percent", make(ownership=51.0), ["Ownership: {{ownership|51%}}"]),
    Entry("by-hand-fourth", 43, "promille", "percent", make(share=0.4), ["Her share is {{share|40 per cent}}."]),
    Entry(
        "by-hand-fourth", 44, "comma-percent", "percent", make(zinssatz=0.0375), ["Zinssatz: {{zinssatz|3,75 % p.a.}}"]
    ),
    Entry("by-hand-fourth", 45, "half-million", "money", make(prize=500_000), ["The prize is {{prize|$0.5 million}}."]),
    Entry("by-hand-fourth", 46, "mio", "money", make(umsatz=12_300_000), ["Umsatz: {{umsatz|12,3 Mio. €}}"]),
    Entry("by-hand-fourth", 47, "rounded", "money", make(fare=35.0), ["Fare: {{fare|$35}}"]),
    Entry("by-hand-fourth", 48, "dash-cents", "money", make(preis=49.0), ["Preis: {{preis|49,- €}}"]),
    Entry("by-hand-fourth", 49, "minus-money", "money", make(balance=-45.2), ["Balance: {{balance|-$45.20}}"]),
    Entry("by-hand-fourth", 50, "dr-cr", "money", make(overdraft=-310.0), ["Overdraft: {{overdraft|310.00-}}"]),
    Entry(
        "by-hand-fourth",
        51,
        "written-cheque",
        "money",
        make(sum_lent=5000),
        ["The sum lent is {{sum_lent|five thousand}} dollars."],
    ),
    Entry(
        "by-hand-seventh",
        18,
        "us-billion",
        "money",
        make(market_cap=1_920_000_000),
        ["Market cap: {{market_cap|$1.92B}}"],
    ),
    Entry(
        "by-hand-seventh",
        19,
        "per-share",
        "money",
        make(dividend_per_share=1.08),
        ["The dividend per share is {{dividend_per_share|USD 1.08}}."],
    ),
    Entry(
        "by-hand-seventh",
        20,
        "euro-words",
        "money",
        make(fee=2500),
        ["The fee is {{fee|two thousand five hundred (2,500)}} euros."],
    ),
    Entry("by-hand-seventh", 21, "refund", "money", make(refund=74.2), ["Refund: {{refund|-74.20}}"]),
    Entry(
        "by-hand-seventh",
        22,
        "vat-rate-amount",
        "money",
        make(vat_rate=0.2, vat_amount=160.0),
        ["VAT ({{vat_rate|20%}}): {{vat_amount|160.00}}"],
    ),
]
