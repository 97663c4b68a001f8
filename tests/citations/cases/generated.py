"""Generated cases: templates with seeds, used while the mapper was written."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field

from tests.citations.cases.writing import (
    COMPANIES,
    GOODS,
    PEOPLE,
    TOWNS,
    clear_day,
    day,
    filler,
    grouped,
    wrapped,
    write_day,
    write_money,
)
from tests.citations.evaluation.case import SHAPES, Case

SEEDS = range(12)


class Line(BaseModel):
    description: str
    quantity: int
    unit_price: float
    amount: float


class Party(BaseModel):
    name: str
    city: str | None = None


class Invoice(BaseModel):
    invoice_number: str
    issue_date: date
    due_date: date | None = None
    vendor: Party
    customer: Party
    lines: list[Line]
    subtotal: float
    tax: float
    total: float
    purchase_order: str | None = None


def invoice(rng: random.Random) -> tuple[str, object, list[str]]:
    style = rng.choice(["point", "comma", "space", "swiss"])
    sign = rng.choice(
        {"point": ["$", "£", "USD"], "comma": ["€", "EUR"], "space": ["EUR", "€"], "swiss": ["CHF"]}[style]
    )
    names, towns = rng.sample(COMPANIES, 2), rng.sample(TOWNS, 2)
    goods = rng.sample(GOODS, rng.randint(2, 5))
    lines = []
    for good in goods:
        quantity, price = rng.randint(2, 60), rng.randint(150, 99_999) / 100
        lines.append(Line(description=good, quantity=quantity, unit_price=price, amount=round(quantity * price, 2)))
    subtotal = round(sum(line.amount for line in lines), 2)
    tax = round(subtotal * 0.19, 2)
    issued = clear_day(rng)
    model = Invoice(
        invoice_number=f"{rng.choice(['R', 'INV', 'FA'])}-{rng.randint(10_000, 99_999)}",
        issue_date=issued,
        due_date=rng.choice([None, issued + timedelta(days=30)]),
        vendor=Party(name=names[0], city=towns[0]),
        customer=Party(name=names[1], city=rng.choice([towns[1], None])),
        lines=lines,
        subtotal=subtotal,
        tax=tax,
        total=round(subtotal + tax, 2),
        purchase_order=rng.choice([None, f"PO{rng.randint(1000, 9999)}7"]),
    )
    table = _table(model.lines, rng, style)
    words = rng.choice(
        [("Net", "VAT 19 %", "To pay"), ("Sum of goods", "Sales tax", "Total"), ("Subtotal", "Tax", "Amount due")]
    )
    sums = "\n".join(
        f"{label}{rng.choice([':  ', '    ', ' ...... '])}{{{{{path}|{write_money(value, rng, style, sign)}}}}}"
        for label, path, value in zip(words, ("subtotal", "tax", "total"), (subtotal, tax, model.total), strict=True)
    )
    date_style = rng.choice(["iso", "long", "us", "short", "german", "points"])
    head = [
        f"{{{{vendor.name|{names[0]}}}}}",
        f"Mill Lane 4, {{{{vendor.city|{towns[0]}}}}}",
        "",
        "INVOICE" if style == "point" else "Rechnung / Invoice",
        "",
    ]
    head += [
        f"No. {{{{invoice_number|{model.invoice_number}}}}}",
        f"Date: {{{{issue_date|{write_day(issued, rng, date_style)}}}}}",
    ]
    if model.due_date:
        head.append(f"Payable until: {{{{due_date|{write_day(model.due_date, rng, date_style)}}}}}")
    if model.purchase_order:
        head.append(f"Your order: {{{{purchase_order|{model.purchase_order}}}}}")
    town = f"{{{{customer.city|{towns[1]}}}}}" if model.customer.city else towns[1]
    head += [
        "",
        rng.choice(["Bill to:", "Customer:", "Sold to"]),
        f"{{{{customer.name|{names[1]}}}}}",
        f"7 Quay Road, {town}",
        "",
    ]
    return "lists and tables", model, ["\n".join([*head, table, "", sums, "", filler(rng, 2)])]


def _table(lines: list[Line], rng: random.Random, style: str) -> str:
    layout = rng.choice(["pipes", "spaces", "tabs", "bare"])
    heads = rng.choice(
        [
            ("Item", "Qty", "Price", "Amount"),
            ("Description", "Quantity", "Unit price", "Line total"),
            ("Article", "Pcs", "Each", "Sum"),
        ]
    )
    rows = [
        (
            f"{{{{lines[{index}].description|{line.description}}}}}",
            f"{{{{lines[{index}].quantity|{line.quantity}}}}}",
            f"{{{{lines[{index}].unit_price|{grouped(line.unit_price, style)}}}}}",
            f"{{{{lines[{index}].amount|{grouped(line.amount, style)}}}}}",
        )
        for index, line in enumerate(lines)
    ]
    if layout == "pipes":
        return "\n".join(["| " + " | ".join(row) + " |" for row in (heads, ("---",) * 4, *rows)])
    if layout == "spaces":
        return "\n".join("    ".join(row) for row in (heads, *rows))
    return "\n".join({"tabs": "\t", "bare": " "}[layout].join(row) for row in (heads, *rows))


class Renewal(str, Enum):
    ANNUAL = "annual"
    MONTHLY = "monthly"


class Agreement(BaseModel):
    supplier: str
    client: str
    effective_date: date
    end_date: date
    monthly_fee: Decimal
    notice_period_days: int
    auto_renewal: bool
    exclusive: bool
    billing_cycle: Renewal
    governing_law: str | None = None
    liability_cap: Decimal | None = Field(default=None, description="The most that can be claimed")


def agreement(rng: random.Random) -> tuple[str, object, list[str]]:
    one, two = rng.sample(COMPANIES, 2)
    start = day(rng, 2020, 2024)
    end = date(start.year + rng.randint(1, 3), start.month, start.day)
    if end == start:
        end = start + timedelta(days=400)
    days = rng.choice([14, 30, 45, 60, 90])
    words = {14: "fourteen", 30: "thirty", 45: "forty-five", 60: "sixty", 90: "ninety"}[days]
    renews, exclusive = rng.random() < 0.5, rng.random() < 0.5
    fee, cap = rng.randint(11, 98) * 125 + 0.5, rng.choice([None, rng.randint(2, 40) * 25_000])
    law = rng.choice([None, "Denmark", "the State of Oregon", "Scotland"])
    cycle = rng.choice(list(Renewal))
    model = Agreement(
        supplier=one,
        client=two,
        effective_date=start,
        end_date=end,
        monthly_fee=Decimal(str(fee)),
        notice_period_days=days,
        auto_renewal=renews,
        exclusive=exclusive,
        billing_cycle=cycle,
        governing_law=law.removeprefix("the ") if law else None,
        liability_cap=None if cap is None else Decimal(cap),
    )
    date_style = rng.choice(["long", "ordinal", "of", "us"])
    notice = rng.choice([f"{words} ({days}) days", f"{days} days", f"{words} days"])
    renewing = rng.choice(
        [
            "On expiry this Agreement renews automatically for a further year unless either side objects.",
            "The term shall be renewed automatically.",
        ]
        if renews
        else ["This Agreement does not renew automatically.", "There shall be no automatic renewal of the term."]
    )
    alone = (
        rng.choice(["The appointment is exclusive.", "The Supplier is engaged on an exclusive basis."])
        if exclusive
        else rng.choice(["The appointment is non-exclusive.", "The appointment is not exclusive."])
    )
    monthly = "{{billing_cycle|monthly}}" if cycle is Renewal.MONTHLY else "monthly"
    clauses = [
        f'This Services Agreement is made between {{{{supplier|{one}}}}} (the "Supplier") and {{{{client|{two}}}}} (the "Client").',
        f"It takes effect on {{{{effective_date|{write_day(start, rng, date_style)}}}}} and continues until {{{{end_date|{write_day(end, rng, date_style)}}}}}.",
        f"The Client pays a {monthly} fee of {{{{monthly_fee|{write_money(fee, rng, 'point', '€')}}}}}, with {{{{billing_cycle|{cycle.value}}}}} invoices.",
        f"Either side may end it on {{{{notice_period_days|{notice}}}}} notice in writing.",
        f"{{{{auto_renewal|{renewing}}}}}",
        f"{{{{exclusive|{alone}}}}}",
    ]
    if law:
        clauses.append(
            f"The agreement is governed by the laws of {law.removesuffix(model.governing_law)}{{{{governing_law|{model.governing_law}}}}}."
        )
    if cap:
        clauses.append(
            f"No claim shall exceed a liability cap of {{{{liability_cap|EUR {grouped(cap, 'point', rng.choice([0, 2]))}}}}}."
        )
    rng.shuffle(tail := clauses[2:])
    text = " ".join([*clauses[:2], filler(rng, 1), *tail])
    return "booleans by a clause", model, [wrapped(text, rng.choice([72, 95, 400]), rng)]


class Quarter(BaseModel):
    revenue: float
    operating_profit: float
    net_income: float
    operating_margin: float
    employees: int
    period_end: date


def results(rng: random.Random) -> tuple[str, object, list[str]]:
    scale = rng.choice(["million", "m", "bn", "plain"])
    factor = {"million": 10**6, "m": 10**6, "bn": 10**9, "plain": 1}[scale]
    revenue, profit = rng.randint(1101, 9899) / 10, rng.randint(103, 989) / 10
    loss = rng.random() < 0.5
    net = rng.randint(103, 997) / 10 + 0.3
    margin = rng.randint(31, 299) / 1000
    staff = rng.randint(1200, 48_000)
    end = rng.choice([date(2024, 3, 31), date(2023, 6, 30), date(2025, 9, 30), date(2022, 12, 31)])

    def money(value: float) -> str:
        number = f"{value:,.1f}"
        return {"million": f"${number} million", "m": f"€{number}m", "bn": f"${number} bn", "plain": f"$ {number}"}[
            scale
        ]

    model = Quarter(
        revenue=round(revenue * factor, 2),
        operating_profit=round(profit * factor, 2),
        net_income=round(-net * factor if loss else net * factor, 2),
        operating_margin=margin,
        employees=staff,
        period_end=end,
    )
    if loss:
        net_words = rng.choice(
            [f"a net loss of {{{{net_income|{money(net)}}}}}", f"net income of {{{{net_income|({money(net)})}}}}"]
        )
    else:
        net_words = f"net income of {{{{net_income|{money(net)}}}}}"
    text = (
        f"For the quarter ended {{{{period_end|{write_day(end, rng, rng.choice(['us', 'long']))}}}}} the group reports revenue of {{{{revenue|{money(revenue)}}}}} "
        f"and an operating profit of {{{{operating_profit|{money(profit)}}}}}, which is an operating margin of {{{{operating_margin|{margin * 100:.1f}{rng.choice(['%', ' %', ' percent'])}}}}}, "
        f"with {net_words}. At the close {{{{employees|{staff:,}}}}} people were employed. {filler(rng, 2)}"
    )
    return "money and percent", model, [text]


class Frequency(str, Enum):
    ONCE = "once"
    TWICE = "twice"
    AS_NEEDED = "as needed"


class Medication(BaseModel):
    drug: str
    dose_mg: float
    frequency: Frequency


class Discharge(BaseModel):
    patient_name: str
    date_of_birth: date
    admitted: date
    discharged: date
    attending_physician: str
    smoker: bool
    diagnosis: str
    medications: list[Medication]
    weight_kg: float | None = None


def discharge(rng: random.Random) -> tuple[str, object, list[str]]:
    (first, last), (other, doctor) = rng.sample(PEOPLE, 2)
    born, admitted = clear_day(rng).replace(year=rng.randint(1938, 1999)), clear_day(rng)
    out = admitted + timedelta(days=rng.randint(2, 9))
    drugs = rng.sample(["Amoxiline", "Cardevol", "Metoprane", "Lisotril", "Zeraphin"], rng.randint(1, 3))
    medications = [
        Medication(drug=drug, dose_mg=rng.choice([2.5, 12.5, 40, 75, 250]), frequency=rng.choice(list(Frequency)))
        for drug in drugs
    ]
    smoker = rng.random() < 0.5
    diagnosis = rng.choice(["community-acquired pneumonia", "acute appendicitis", "closed fracture of the left radius"])
    weight = rng.choice([None, rng.randint(480, 1040) / 10])
    name_style = rng.choice(["{f} {l}", "{l}, {f}", "{F}. {l}", "Ms {f} {l}", "{f} B. {l}"])
    model = Discharge(
        patient_name=f"{first} {last}",
        date_of_birth=born,
        admitted=admitted,
        discharged=out,
        attending_physician=f"Dr. {other} {doctor}",
        smoker=smoker,
        diagnosis=diagnosis,
        medications=medications,
        weight_kg=weight,
    )
    shown = name_style.format(f=first, l=last, F=first[0])
    style = rng.choice(["iso", "long", "us", "points"])
    rows = "\n".join(
        f"- {{{{medications[{i}].drug|{m.drug}}}}} {{{{medications[{i}].dose_mg|{m.dose_mg:g} mg}}}} {{{{medications[{i}].frequency|{m.frequency.value}}}}}{'' if m.frequency is Frequency.AS_NEEDED else ' daily'}"
        for i, m in enumerate(medications)
    )
    text = f"""DISCHARGE LETTER
Patient: {{{{patient_name|{shown}}}}}    DOB: {{{{date_of_birth|{write_day(born, rng, style)}}}}}
Admitted: {{{{admitted|{write_day(admitted, rng, style)}}}}}    Discharged: {{{{discharged|{write_day(out, rng, style)}}}}}
Attending: {{{{attending_physician|{rng.choice([f"{other} {doctor}", f"Dr {doctor}, {other}", f"{other[0]}. {doctor}, MD"])}}}}}

Diagnosis: {{{{diagnosis|{diagnosis}}}}}
{f"Weight on arrival {{{{weight_kg|{weight} kg}}}}." if weight else "Weight not taken."} {{{{smoker|{"The patient is a smoker." if smoker else rng.choice(["The patient is a non-smoker.", "The patient is not a smoker."])}}}}}

Medication at discharge:
{rows}

{filler(rng, 2)}
"""
    text = text.replace("{{weight_kg", "{{weight_kg")
    return "names with initials", model, [text]


class Shipment(BaseModel):
    reference: str
    origin: str
    destination: str
    gross_weight_kg: float
    distance_km: int
    pallets: int
    transit_days: int
    hazardous: bool
    temperature_c: int | None = None


def shipment(rng: random.Random) -> tuple[str, object, list[str]]:
    start, goal = rng.sample(TOWNS, 2)
    weight, km = rng.randint(1201, 18_999), rng.randint(301, 2_950)
    style = rng.choice(["point", "comma", "space"])
    pallets, days = rng.randint(2, 33), rng.randint(2, 9)
    if days == pallets:
        pallets += 1
    cold = rng.choice([None, -18, -4])
    hazard = rng.random() < 0.5
    model = Shipment(
        reference=f"{rng.choice(['CMR', 'SH'])} {rng.randint(100, 999)}/{rng.randint(10_000, 99_999)}",
        origin=start,
        destination=goal,
        gross_weight_kg=weight,
        distance_km=km,
        pallets=pallets,
        transit_days=days,
        hazardous=hazard,
        temperature_c=cold,
    )
    tonnes = rng.random() < 0.3 and weight % 100 == 0
    mass = f"{weight / 1000:g} t" if tonnes else f"{grouped(weight, style, 0)} kg"
    hazard_words = (
        "The goods are hazardous and labelled as such."
        if hazard
        else rng.choice(["The goods are not hazardous.", "Non-hazardous goods."])
    )
    text = f"""Consignment {{{{reference|{model.reference}}}}}
From {{{{origin|{start}}}}} to {{{{destination|{goal}}}}}, {{{{distance_km|{grouped(km, style, 0)} km}}}} by road.
Load: {{{{pallets|{pallets} pallets}}}}, gross weight {{{{gross_weight_kg|{mass}}}}}.
Time in transit is {{{{transit_days|{rng.choice([str(days), ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][days]])} days}}}}.
{{{{hazardous|{hazard_words}}}}}
{f"Keep at {{{{temperature_c|{cold} °C}}}} throughout." if cold else "No cooling is called for."}
{filler(rng, 3)}
"""
    return "units", model, [text]


class Transaction(BaseModel):
    booked: date = Field(alias="bookingDate")
    text: str
    amount: float

    model_config = {"populate_by_name": True}


class Statement(BaseModel):
    iban: str
    holder: str
    opening_balance: float
    closing_balance: float
    transactions: list[Transaction]


def statement(rng: random.Random) -> tuple[str, object, list[str]]:
    style = rng.choice(["point", "comma"])
    minus = rng.choice(["lead", "trail", "bracket"])
    first, last = rng.choice(PEOPLE)
    start = rng.randint(50_000, 900_000) / 100
    rows = [
        Transaction(
            booked=date(2024, 2, 1) + timedelta(days=rng.randint(0, 25)),
            text=text,
            amount=rng.choice([-1, -1, 1]) * rng.randint(501, 99_999) / 100,
        )
        for text in rng.sample(
            [
                "Card payment bakery",
                "Standing order rent",
                "Refund rail ticket",
                "Cash machine harbour",
                "Salary transfer",
                "Water works",
            ],
            4,
        )
    ]
    rows.sort(key=lambda row: row.booked)
    close = round(start + sum(row.amount for row in rows), 2)
    groups = ["DE89", "3704", "0044", "05" + str(rng.randint(10, 99)), "0130", "00"]

    def money(value: float) -> str:
        number = grouped(value, style)
        return number if value >= 0 else {"lead": f"-{number}", "trail": f"{number}-", "bracket": f"({number})"}[minus]

    model = Statement(
        iban="".join(groups), holder=f"{first} {last}", opening_balance=start, closing_balance=close, transactions=rows
    )
    table = "\n".join(
        f"{{{{transactions[{i}].booked|{row.booked:%d.%m.%Y}}}}}   {{{{transactions[{i}].text|{row.text}}}}}   {{{{transactions[{i}].amount|{money(row.amount)}}}}}"
        for i, row in enumerate(rows)
    )
    text = f"""Account statement
Holder  {{{{holder|{rng.choice([f"{first} {last}", f"{last.upper()}, {first.upper()}"])}}}}}
IBAN    {{{{iban|{" ".join(groups)}}}}}

Balance brought forward   {{{{opening_balance|{money(start)}}}}}
Booked       Text        Amount
{table}
Balance carried forward   {{{{closing_balance|{money(close)}}}}}
"""
    return "negatives", model, [text]


class Clause(BaseModel):
    title: str
    deadline: date | None = None


class Manual(BaseModel):
    document_code: str
    revision: int
    approved_by: str
    service_interval_hours: int
    max_pressure_bar: float
    spare_part: str
    valid_from: date


def manual(rng: random.Random) -> tuple[str, object, list[str]]:
    """Many pages, with values scattered and lookalikes in headers."""
    (first, last), (_, other) = rng.sample(PEOPLE, 2)
    model = Manual(
        document_code=f"TM-{rng.randint(100, 999)}-{rng.choice('ABCDE')}",
        revision=rng.randint(2, 9),
        approved_by=f"{first} {last}",
        service_interval_hours=rng.randint(11, 48) * 50,
        max_pressure_bar=rng.randint(21, 98) / 10,
        spare_part=f"{rng.randint(100, 999)}.{rng.randint(100, 999)}.{rng.randint(10, 99)}",
        valid_from=clear_day(rng),
    )
    facts = [
        f"This revision, number {{{{revision|{model.revision}}}}}, was approved by {{{{approved_by|{first} {last}}}}}.",
        f"The unit must be serviced every {{{{service_interval_hours|{model.service_interval_hours:,}}}}} hours of running; service interval records are kept.",
        f"The maximum pressure is {{{{max_pressure_bar|{model.max_pressure_bar} bar}}}} at the inlet.",
        f"Order the seal as spare part {{{{spare_part|{model.spare_part}}}}}.",
        f"Valid from {{{{valid_from|{write_day(model.valid_from, rng, 'long')}}}}}.",
    ]
    total = rng.randint(12, 40)
    spots = rng.sample(range(1, total), len(facts))
    pages = []
    for number in range(total):
        body = [f"Page {number + 1} of {total}", f"Chapter {number % 7 + 1}", filler(rng, 4)]
        body += [fact for spot, fact in zip(spots, facts, strict=True) if spot == number]
        if number == 0:
            body.insert(0, f"Technical manual {{{{document_code|{model.document_code}}}}}")
        body.append(f"See figure {rng.randint(1, 90)} and table {rng.randint(1, 90)}. Checked: {other}.")
        pages.append(wrapped(" ".join(body[2:]), 80, rng).join(["\n".join(body[:2]) + "\n", "\n"]))
    return "long documents", model, ["\f".join(pages)]


class Invented(BaseModel):
    company: str
    founded_year: int | None = None
    ceo: str
    headquarters: str
    annual_revenue: float
    customers: int
    tagline: str


def invented(rng: random.Random) -> tuple[str, object, list[str]]:
    """Half the values come from the document, the others from nowhere."""
    company, (first, last), town = rng.choice(COMPANIES), rng.choice(PEOPLE), rng.choice(TOWNS)
    kept = {
        name for name in ("founded_year", "ceo", "headquarters", "annual_revenue", "customers") if rng.random() < 0.5
    }
    model = Invented(
        company=company,
        founded_year=rng.randint(1901, 1999),
        ceo=f"{first} {last}",
        headquarters=town,
        annual_revenue=rng.randint(1001, 9998) * 1000 + 500.0,
        customers=rng.randint(1300, 89_000),
        tagline="Built to outlast the weather",
    )
    said = {
        "founded_year": f"It was founded in {{{{founded_year|{model.founded_year}}}}}.",
        "ceo": f"Its chief executive is {{{{ceo|{model.ceo}}}}}.",
        "headquarters": f"Its headquarters are in {{{{headquarters|{town}}}}}.",
        "annual_revenue": f"Annual revenue came to ${{{{annual_revenue|{model.annual_revenue:,.0f}}}}}.",
        "customers": f"It serves {{{{customers|{model.customers:,}}}}} customers.",
    }
    unsaid = {
        "founded_year": f"It is old. Room {model.founded_year % 100} was painted in 2003.",
        "ceo": f"Its chief executive is not named. {first}'s Bakery next door supplies lunch.",
        "headquarters": "Its headquarters moved recently.",
        "annual_revenue": f"Annual revenue is not published. Form {int(model.annual_revenue) % 1000} was filed.",
        "customers": f"It serves many customers. Part no. {model.customers}-X is popular.",
    }
    text = " ".join(
        [
            f"{{{{company|{company}}}}} makes fittings.",
            *((said if name in kept else unsaid)[name] for name in said),
            filler(rng, 3),
        ]
    )
    return "invented values", model, [text]


class Course(BaseModel):
    title: str
    lecturer: str
    credits: int
    language: Literal["English", "German", "French"]
    starts: date
    topics: list[str]
    fee: float | None = None
    level: Literal["beginner", "advanced"] | None = None


class Catalogue(BaseModel):
    institute: str
    courses: list[Course]


def catalogue(rng: random.Random) -> tuple[str, object, list[str]]:
    titles = rng.sample(
        ["Bookbinding by hand", "Tidal ecology", "Reading old maps", "Clay and glaze", "Bridge design"], 3
    )
    topics = rng.sample(
        [
            "paper grain",
            "estuaries",
            "contour lines",
            "kiln care",
            "load paths",
            "stitching",
            "triangulation",
            "salt marsh",
            "oxides",
        ],
        9,
    )
    courses, texts = [], []
    for i, title in enumerate(titles):
        first, last = PEOPLE[(rng.randrange(3) + 3 * i) % len(PEOPLE)]
        course = Course(
            title=title,
            lecturer=f"{first} {last}",
            credits=rng.choice([3, 5, 6]),
            language=rng.choice(["English", "German", "French"]),
            starts=clear_day(rng),
            topics=topics[3 * i : 3 * i + rng.randint(1, 3)],
            fee=rng.choice([None, rng.randint(81, 480) + 0.5]),
            level=rng.choice([None, "beginner", "advanced"]),
        )
        courses.append(course)
        named = rng.choice([f"{first} {last}", f"{last}, {first}", f"Prof. {first} {last}"])
        listed = ", ".join(f"{{{{courses[{i}].topics[{n}]|{topic}}}}}" for n, topic in enumerate(course.topics))
        fee = f"\nFee: EUR {{{{courses[{i}].fee|{course.fee:.2f}}}}}" if course.fee else ""
        level = f"\nLevel: {{{{courses[{i}].level|{course.level}}}}}" if course.level else ""
        texts.append(
            f"## {{{{courses[{i}].title|{title}}}}}\nLecturer: {{{{courses[{i}].lecturer|{named}}}}}\nCredits: {{{{courses[{i}].credits|{course.credits}}}}}\n"
            f"Taught in {{{{courses[{i}].language|{course.language}}}}}, starting {{{{courses[{i}].starts|{write_day(course.starts, rng, 'long')}}}}}.\nTopics: {listed}{fee}{level}\n"
        )
    institute = rng.choice(["Harbour Institute", "Folk Academy of the North"])
    text = f"{{{{institute|{institute}}}}}\nSpring catalogue\n\n" + "\n".join(texts)
    return "nested models", Catalogue(institute=institute, courses=courses), [text]


class Deal(BaseModel):
    ordered_on: date
    order_total: float
    invoiced_total: float
    supplier: str
    contact_email: str
    delivery_weeks: int


def several(rng: random.Random) -> tuple[str, object, list[str]]:
    supplier = rng.choice(COMPANIES)
    total, billed = rng.randint(101_001, 989_999) / 100, rng.randint(101_001, 989_999) / 100
    model = Deal(
        ordered_on=clear_day(rng),
        order_total=total,
        invoiced_total=billed,
        supplier=supplier,
        contact_email=f"sales{rng.randint(1, 99)}@{rng.choice(['quill', 'tess', 'brightwell'])}.example",
        delivery_weeks=rng.randint(2, 9),
    )
    style = rng.choice(["point", "comma"])
    order = f"Purchase order\nOrdered on {{{{ordered_on|{write_day(model.ordered_on, rng)}}}}} from {{{{supplier|{supplier}}}}}.\nOrder total: {{{{order_total|{write_money(total, rng, style, '€')}}}}}\n{filler(rng, 2)}"
    invoice_text = f"Invoice\nFor goods as ordered. Invoiced total: {{{{invoiced_total|{write_money(billed, rng, style, '€')}}}}}\n{filler(rng, 2)}"
    mail = f"From: {{{{contact_email|{model.contact_email}}}}}\nDelivery takes {{{{delivery_weeks|{model.delivery_weeks} weeks}}}} from today. {filler(rng, 2)}"
    documents = [order, invoice_text, mail]
    rng.shuffle(documents)
    return "several documents", model, documents


class Sale(BaseModel):
    property_address: str
    seller: str
    buyer: str
    purchase_price: Decimal
    deposit: Decimal
    completion_date: date
    summary: str


def sale(rng: random.Random) -> tuple[str, object, list[str]]:
    """An address and a summary from more than one place."""
    (a, b), (c, d) = rng.sample(PEOPLE, 2)
    number, town = rng.randint(11, 98), rng.choice(TOWNS)
    price = rng.randint(181, 960) * 1000
    deposit = price // 10
    when = clear_day(rng)
    model = Sale(
        property_address=f"{number} Fennel Row; plot 7 of the Old Mill estate",
        seller=f"{a} {b}",
        buyer=f"{c} {d}",
        purchase_price=Decimal(price),
        deposit=Decimal(deposit),
        completion_date=when,
        summary="The roof is to be mended before completion; the garden wall stays with the neighbour",
    )
    paragraphs = [
        f"{{{{seller|{a} {b}}}}} sells and {{{{buyer|{c} {d}}}}} buys the dwelling at {{{{+property_address|{number} Fennel Row}}}}, {town}.",
        f"The purchase price is £{{{{purchase_price|{price:,}}}}}, of which a deposit of £{{{{deposit|{deposit:,}}}}} has been lodged.",
        "The land registry has it as {{+property_address|plot 7 of the Old Mill estate}}.",
        f"{{{{+summary|The roof is to be mended before completion}}}}, at the seller's expense. {filler(rng, 1)}",
        "By custom {{+summary|the garden wall stays with the neighbour}}.",
        f"Completion date: {{{{completion_date|{write_day(when, rng, 'long')}}}}}.",
    ]
    return "multi-citation fields", model, ["\n\n".join(paragraphs)]


class Budget(BaseModel):
    planned: dict[str, float]
    spent: dict[str, float]
    approved: bool


def budget(rng: random.Random) -> tuple[str, object, list[str]]:
    """The same amounts under other heads."""
    heads = rng.sample(["Printing", "Travel", "Catering", "Venue", "Lighting"], 3)
    same = rng.randint(11, 98) * 50 + 0.0
    planned = {head: same if i < 2 else rng.randint(11, 98) * 40 + 20.0 for i, head in enumerate(heads)}
    spent = {head: same if i == 0 else rng.randint(11, 98) * 30 + 10.0 for i, head in enumerate(heads)}
    rows = "\n".join(
        f"| {head} | {{{{planned['{head}']|{planned[head]:,.2f}}}}} | {{{{spent['{head}']|{spent[head]:,.2f}}}}} |"
        for head in heads
    )
    yes = rng.random() < 0.5
    text = f"| Head | Planned | Spent |\n|---|---|---|\n{rows}\n\n{{{{approved|{'The budget was approved by the board.' if yes else 'The budget was not approved by the board.'}}}}}\n{filler(rng, 2)}"
    return "same value twice", Budget(planned=planned, spent=spent, approved=yes), [text]


TEMPLATES: list[Callable[[random.Random], tuple[str, object, list[str]]]] = [
    invoice, agreement, results, discharge, shipment, statement, manual, invented, catalogue, several, sale, budget,
]  # fmt: skip


def cases() -> Iterator[Case]:
    yield from made(TEMPLATES, SEEDS)


def made(templates: list[Callable[[random.Random], tuple[str, object, list[str]]]], seeds: range) -> Iterator[Case]:
    for template in templates:
        for seed in seeds:
            rng = random.Random(f"{template.__name__}/{seed}")
            kind, model, documents = template(rng)
            yield Case(f"{template.__name__}-{seed}", kind, model, documents, SHAPES[seed % len(SHAPES)], seed)
