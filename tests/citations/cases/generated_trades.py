"""Generated cases held out: other trades, layouts and words; first scored when the mapper was thought finished."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field

from tests.citations.cases.generated import made
from tests.citations.cases.writing import (
    COMPANIES,
    PEOPLE,
    TOWNS,
    clear_day,
    filler,
    grouped,
    wrapped,
    write_day,
    write_money,
)
from tests.citations.evaluation.case import Case

SEEDS = range(100, 112)


class Cover(str, Enum):
    COMPREHENSIVE = "COMPREHENSIVE"
    THIRD_PARTY = "THIRD_PARTY"
    FIRE_THEFT = "FIRE_THEFT"


class Insured(BaseModel):
    full_name: str
    born: date


class Policy(BaseModel):
    policy_number: str
    insurer: str
    policyholder: Insured
    cover: Cover
    premium_per_year: Decimal
    excess: Decimal
    sum_insured: Decimal
    inception: date
    expiry: date
    courtesy_car: bool
    breakdown_abroad: bool
    registration: str | None = None


def policy(rng: random.Random) -> tuple[str, object, list[str]]:
    (first, last), start = rng.choice(PEOPLE), clear_day(rng)
    style = rng.choice(["point", "comma", "swiss"])
    sign = {"point": "£", "comma": "€", "swiss": "CHF"}[style]
    cover = rng.choice(list(Cover))
    words = {Cover.COMPREHENSIVE: "comprehensive", Cover.THIRD_PARTY: "third party", Cover.FIRE_THEFT: "fire & theft"}[
        cover
    ]
    car, abroad = rng.random() < 0.5, rng.random() < 0.5
    model = Policy(
        policy_number=f"{rng.randint(10, 99)}-{rng.randint(1000, 9999)}-{rng.choice('KLM')}",
        insurer=rng.choice(COMPANIES),
        policyholder=Insured(full_name=f"{first} {last}", born=clear_day(rng).replace(year=rng.randint(1950, 2001))),
        cover=cover,
        premium_per_year=Decimal(rng.randint(21_001, 98_999)) / 100,
        excess=Decimal(rng.choice([150, 300, 450])),
        sum_insured=Decimal(rng.randint(11, 79) * 1000 + 500),
        inception=start,
        expiry=start + timedelta(days=364),
        courtesy_car=car,
        breakdown_abroad=abroad,
        registration=rng.choice(
            [None, f"{rng.choice('ABC')}{rng.choice('XYZ')}{rng.randint(11, 79)} {rng.choice(['KDE', 'OLM'])}"]
        ),
    )
    shown = rng.choice([f"{last} {first}", f"Mrs {first[0]} {last}", f"{first} {last}", f"{last.upper()}, {first}"])
    day_style = rng.choice(["long", "us", "points", "short", "iso"])
    body = [
        f"SCHEDULE OF COVER\tPolicy {{{{policy_number|{model.policy_number}}}}}",
        f"Underwritten by {{{{insurer|{model.insurer}}}}}",
        f"Policyholder\t{{{{policyholder.full_name|{shown}}}}}\tborn {{{{policyholder.born|{write_day(model.policyholder.born, rng, day_style)}}}}}",
        f"Class of cover\t{{{{cover|{words}}}}}",
        f"Premium per year\t{{{{premium_per_year|{write_money(float(model.premium_per_year), rng, style, sign)}}}}}",
        f"Excess\t{{{{excess|{sign} {model.excess}}}}}"
        if rng.random() < 0.5
        else f"You bear the first {{{{excess|{sign} {model.excess}}}}} of any loss (the excess).",
        f"Sum insured\t{{{{sum_insured|{sign} {grouped(float(model.sum_insured), style, 0)}}}}}",
        f"Inception\t{{{{inception|{write_day(start, rng, day_style)}}}}}\tExpiry\t{{{{expiry|{write_day(model.expiry, rng, day_style)}}}}}",
        f"{{{{courtesy_car|{'A courtesy car is provided while yours is mended.' if car else 'No courtesy car is provided under this plan.'}}}}}",
        f"{{{{breakdown_abroad|{'Breakdown abroad is covered.' if abroad else 'Breakdown abroad is not covered.'}}}}}",
    ]
    if model.registration:
        body.insert(3, f"Vehicle registration\t{{{{registration|{model.registration}}}}}")
    return "enums and booleans", model, ["\n".join(body) + "\n" + filler(rng, 3)]


class Post(BaseModel):
    employer: str
    role: str
    since: str
    until: str | None = None


class Resume(BaseModel):
    name: str
    email: str
    mobile: str
    languages: list[str]
    posts: list[Post]
    degree: str | None = None
    drivers_license: bool
    years_of_experience: int
    expected_salary: int | None = None


def resume(rng: random.Random) -> tuple[str, object, list[str]]:
    first, last = rng.choice(PEOPLE)
    employers, roles = (
        rng.sample(COMPANIES, 3),
        rng.sample(["Welder", "Site engineer", "Ledger clerk", "Quality lead", "Apprentice joiner"], 3),
    )
    years = sorted(rng.sample(range(2004, 2024), 4))
    posts = [
        Post(employer=employers[i], role=roles[i], since=str(years[i]), until=str(years[i + 1]) if i < 2 else None)
        for i in range(3)
    ][::-1]
    digits = f"{rng.randint(200, 989)}{rng.randint(200, 989)}{rng.randint(1000, 9999)}"
    licence = rng.random() < 0.5
    pay = rng.choice([None, rng.randint(31, 96) * 1000])
    model = Resume(
        name=f"{first} {last}",
        email=f"{first.lower()}.{last.lower()}@post.example".replace("í", "i"),
        mobile=f"+47{digits}",
        languages=rng.sample(["Norwegian", "Polish", "Italian", "Japanese"], rng.randint(1, 3)),
        posts=posts,
        degree=rng.choice([None, "MSc Civil Engineering", "BA History"]),
        drivers_license=licence,
        years_of_experience=rng.randint(11, 19),
        expected_salary=pay,
    )
    history = "\n".join(
        f"{{{{posts[{i}].since|{p.since}}}}} - {f'{{{{posts[{i}].until|{p.until}}}}}' if p.until else 'now'}   {{{{posts[{i}].role|{p.role}}}}}, {{{{posts[{i}].employer|{p.employer}}}}}"
        for i, p in enumerate(posts)
    )
    spoken = rng.choice([", ", " / ", "; "]).join(
        f"{{{{languages[{i}]|{word}}}}}" for i, word in enumerate(model.languages)
    )
    phone = rng.choice(
        [
            f"+47 {digits[:3]} {digits[3:6]} {digits[6:]}",
            f"(+47) {digits[:3]}-{digits[3:6]}-{digits[6:]}",
            f"+47{digits}",
        ]
    )
    lines = [
        f"{{{{name|{rng.choice([f'{first} {last}', f'{first.upper()} {last.upper()}'])}}}}}",
        f"{{{{email|{model.email}}}}} | {{{{mobile|{phone}}}}}",
        "",
        f"A tradesman with {{{{years_of_experience|{model.years_of_experience}}}}} years of experience. {{{{drivers_license|{'Holds a clean driver’s license.' if licence else 'Does not hold a driver’s license.'}}}}}",
        "",
        "WORK",
        history,
        "",
        f"Languages: {spoken}",
    ]
    if model.degree:
        lines.append(f"Education: {{{{degree|{model.degree}}}}}, {rng.choice(TOWNS)}")
    if pay:
        lines.append(
            f"Expected salary {{{{expected_salary|{rng.choice([f'{pay // 1000}k', f'{pay:,}', 'EUR ' + grouped(pay, 'comma')])}}}}} a year"
        )
    return "lists of items", model, ["\n".join(lines)]


class Talk(BaseModel):
    title: str
    speaker: str
    begins: time
    minutes: int
    room: str


class Agenda(BaseModel):
    event: str
    held_on: date
    doors_open: datetime
    talks: list[Talk]
    seats: int
    streamed: bool


def agenda(rng: random.Random) -> tuple[str, object, list[str]]:
    when = clear_day(rng)
    titles = rng.sample(
        [
            "Mending dry-stone walls",
            "Bees in the city",
            "A short history of ink",
            "Grid frequency for poets",
            "Why bells crack",
        ],
        3,
    )
    clock = 9 * 60
    talks = []
    for title in titles:
        first, last = rng.choice(PEOPLE)
        length = rng.choice([20, 25, 40, 50])
        talks.append(
            Talk(
                title=title,
                speaker=f"{first} {last}",
                begins=time(clock // 60, clock % 60),
                minutes=length,
                room=rng.choice(["Blue Hall", "Attic", "Refectory"]),
            )
        )
        clock += length + 35
    streamed = rng.random() < 0.5
    model = Agenda(
        event="Winter Assembly of Makers",
        held_on=when,
        doors_open=datetime(when.year, when.month, when.day, 8, 15),
        talks=talks,
        seats=rng.randint(131, 480),
        streamed=streamed,
    )
    rows = "\n".join(
        f"{{{{talks[{i}].begins|{rng.choice([t.begins.strftime('%H:%M'), t.begins.strftime('%I:%M %p').lstrip('0')])}}}}} | {{{{talks[{i}].title|{t.title}}}}} | {{{{talks[{i}].speaker|{t.speaker}}}}} | {{{{talks[{i}].minutes|{t.minutes} min}}}} | {{{{talks[{i}].room|{t.room}}}}}"
        for i, t in enumerate(talks)
    )
    text = f"""{{{{event|Winter Assembly of Makers}}}}
{{{{held_on|{write_day(when, rng, "long")}}}}}

Doors open on {{{{doors_open|{write_day(when, rng, "us")} at 8:15}}}}. The hall has {{{{seats|{model.seats}}}}} seats.

Begins | Talk | Speaker | Length | Room
{rows}

{{{{streamed|{"The whole day is streamed." if streamed else "The day is not streamed."}}}}} {filler(rng, 1)}
"""
    return "dates and times", model, [text]


class Meter(BaseModel):
    meter_id: str
    previous_reading: int
    current_reading: int
    consumption_kwh: int


class Bill(BaseModel):
    konto: str = Field(alias="accountNumber", description="The customer's account with the utility")
    zeitraum_start: date
    zeitraum_ende: date
    meters: list[Meter]
    netto: Decimal = Field(title="Net amount")
    mehrwertsteuer: Decimal = Field(title="VAT")
    brutto: Decimal = Field(title="Gross amount")
    credit: Decimal | None = None

    model_config = {"populate_by_name": True}


def bill(rng: random.Random) -> tuple[str, object, list[str]]:
    meters, rows = [], []
    for i in range(rng.randint(1, 3)):
        before = rng.randint(10_000, 60_000)
        used = rng.randint(1_101, 4_999)
        meter = Meter(
            meter_id=f"1EMH00{rng.randint(10_000_00, 99_999_99)}",
            previous_reading=before,
            current_reading=before + used,
            consumption_kwh=used,
        )
        meters.append(meter)
        rows.append(
            f"{{{{meters[{i}].meter_id|{meter.meter_id}}}}}\t{{{{meters[{i}].previous_reading|{grouped(before, 'comma', 0)}}}}}\t{{{{meters[{i}].current_reading|{grouped(before + used, 'comma', 0)}}}}}\t{{{{meters[{i}].consumption_kwh|{grouped(used, 'comma', 0)} kWh}}}}"
        )
    net = Decimal(rng.randint(20_011, 150_099)) / 100
    vat = (net * Decimal("0.19")).quantize(Decimal("0.01"))
    credit = rng.choice([None, -Decimal(rng.randint(1_011, 9_989)) / 100])
    start = date(rng.randint(2020, 2024), 1, 13)
    model = Bill(
        konto=f"{rng.randint(1000, 9999)} {rng.randint(1000, 9999)} {rng.randint(10, 99)}",
        zeitraum_start=start,
        zeitraum_ende=start + timedelta(days=364),
        meters=meters,
        netto=net,
        mehrwertsteuer=vat,
        brutto=net + vat,
        credit=credit,
    )

    def euro(value: Decimal) -> str:
        return grouped(float(value), "comma") + " €"

    credited = f"Gutschrift\t{{{{credit|{grouped(float(credit), 'comma')}- €}}}}" if credit else ""
    text = f"""Stadtwerke {rng.choice(TOWNS)} · Jahresabrechnung
Kundenkonto {{{{konto|{model.konto}}}}}
Abrechnungszeitraum vom {{{{zeitraum_start|{write_day(start, rng, "german")}}}}} bis {{{{zeitraum_ende|{write_day(model.zeitraum_ende, rng, "german")}}}}}

Zähler\tAlter Stand\tNeuer Stand\tVerbrauch
{chr(10).join(rows)}

Nettobetrag\t{{{{netto|{euro(net)}}}}}
MwSt. 19 %\t{{{{mehrwertsteuer|{euro(vat)}}}}}
Bruttobetrag\t{{{{brutto|{euro(net + vat)}}}}}
{credited}
"""
    return "locales", model, [text]


class Award(BaseModel):
    grantee: str
    principal_investigator: str
    amount_awarded: float
    indirect_cost_rate: float
    duration_months: int
    begins: date
    reports_due: list[date]
    renewable: bool
    cofunder: str | None = None
    matching_funds: float | None = None


def award(rng: random.Random) -> tuple[str, object, list[str]]:
    """A letter with line breaks inside words, where some values were made up."""
    (first, last), grantee = (
        rng.choice(PEOPLE),
        rng.choice(["University of Invercargill", "Lausitz Museum of Glass", "Institute for Tidal Research"]),
    )
    start = clear_day(rng)
    amount = rng.randint(1101, 8999) * 100 + 50
    months = rng.choice([18, 24, 36])
    words = {18: "eighteen", 24: "twenty-four", 36: "thirty-six"}[months]
    rate = rng.choice([0.125, 0.15, 0.22])
    renewable = rng.random() < 0.5
    invented = rng.random() < 0.5
    model = Award(
        grantee=grantee,
        principal_investigator=f"{first} {last}",
        amount_awarded=amount,
        indirect_cost_rate=rate,
        duration_months=months,
        begins=start,
        reports_due=[start + timedelta(days=180), start + timedelta(days=400)],
        renewable=renewable,
        cofunder="Farrow Trust" if invented else None,
        matching_funds=77_250.0 if invented else None,
    )
    duration = rng.choice([f"{words} ({months}) months", f"{months} months", f"{words} months"])
    text = (
        f"We are glad to tell you that {{{{grantee|{grantee}}}}} has been awarded {{{{amount_awarded|{rng.choice([f'${amount:,}', f'USD {amount:,}.00'])}}}}} for the work of "
        f"{{{{principal_investigator|{rng.choice([f'Dr. {first} {last}', f'Professor {first[0]}. {last}', f'{first} {last}'])}}}}}. The work begins on {{{{begins|{write_day(start, rng, 'long')}}}}} and lasts {{{{duration_months|{duration}}}}}. "
        f"Indirect costs are met at a rate of {{{{indirect_cost_rate|{rate * 100:g}{rng.choice(['%', ' per cent'])}}}}}. Reports are due on {{{{reports_due[0]|{write_day(model.reports_due[0], rng, 'long')}}}}} "
        f"and on {{{{reports_due[1]|{write_day(model.reports_due[1], rng, 'us')}}}}}. {{{{renewable|{'The award is renewable.' if renewable else rng.choice(['The award is not renewable.', 'The award is non-renewable.'])}}}}} {filler(rng, 3)}"
    )
    return "line breaks of PDFs", model, [wrapped(text, rng.choice([48, 60, 75]), rng)]


class Lot(BaseModel):
    number: int
    artist: str
    work: str
    year: int
    estimate_low: int
    estimate_high: int
    hammer_price: int | None = None
    sold: bool | None = None


class Auction(BaseModel):
    house: str
    sale_date: date
    lots: list[Lot]
    buyers_premium: float


def auction(rng: random.Random) -> tuple[str, object, list[str]]:
    """Paragraphs of one item each, with numbers of many kinds side by side."""
    works = rng.sample(
        ["Harbour at dusk", "Still life with quinces", "The ferryman", "Study of hands", "Snow, early"], 3
    )
    lots, paragraphs = [], []
    numbers = rng.sample(range(11, 99), 3)
    for i, work in enumerate(works):
        first, last = PEOPLE[(rng.randrange(3) + 3 * i) % len(PEOPLE)]
        low = rng.randint(12, 60) * 100
        hammer = rng.choice([None, low + rng.randint(3, 9) * 150])
        lot = Lot(
            number=numbers[i],
            artist=f"{first} {last}",
            work=work,
            year=rng.randint(1880, 1975),
            estimate_low=low,
            estimate_high=low + 1000,
            hammer_price=hammer,
        )
        lots.append(lot)
        end = f" Hammer price: {{{{lots[{i}].hammer_price|£{hammer:,}}}}}." if hammer else " Passed."
        paragraphs.append(
            f"Lot {{{{lots[{i}].number|{lot.number}}}}}. {{{{lots[{i}].artist|{first} {last}}}}}, {{{{lots[{i}].work|{work}}}}}, {{{{lots[{i}].year|{lot.year}}}}}, oil on board. "
            f"Estimate £{{{{lots[{i}].estimate_low|{low:,}}}}}-{{{{lots[{i}].estimate_high|{lot.estimate_high:,}}}}}.{end}"
        )
    when = clear_day(rng)
    house = rng.choice(["Ravensbourne & Sons", "Galerie Pontivy"])
    model = Auction(house=house, sale_date=when, lots=lots, buyers_premium=0.245)
    text = (
        f"{{{{house|{house}}}}}\nSale of {{{{sale_date|{write_day(when, rng, rng.choice(['long', 'of', 'french']))}}}}}\n\n"
        + "\n\n".join(paragraphs)
        + "\n\nA buyer’s premium of {{buyers_premium|24.5%}} is added.\n"
    )
    return "paragraph lists", model, [text]


class Recipe(BaseModel):
    dish: str
    serves: int
    oven_c: int
    ingredients: dict[str, str]
    rest: timedelta
    vegetarian: bool
    difficulty: Literal["easy", "moderate", "hard"]


def recipe(rng: random.Random) -> tuple[str, object, list[str]]:
    foods = rng.sample(
        [
            ("rye flour", "400 g"),
            ("cold butter", "150 g"),
            ("whole milk", "250 ml"),
            ("brown lentils", "300 g"),
            ("leeks", "3 large"),
        ],
        3,
    )
    hours = rng.randint(2, 8)
    meatless = rng.random() < 0.5
    model = Recipe(
        dish="Fell-walker's pie",
        serves=rng.choice([4, 6, 8]),
        oven_c=rng.choice([170, 185, 210]),
        ingredients=dict(foods),
        rest=timedelta(hours=hours),
        vegetarian=meatless,
        difficulty=rng.choice(["easy", "moderate", "hard"]),
    )
    listed = "\n".join(f"* {{{{ingredients['{food}']|{much}}}}} {food}" for food, much in foods)
    text = f"""{{{{dish|Fell-walker’s pie}}}}
Serves {{{{serves|{rng.choice([str(model.serves), {4: "four", 6: "six", 8: "eight"}[model.serves]])}}}}}. Difficulty: {{{{difficulty|{model.difficulty}}}}}. {{{{vegetarian|{"This dish is vegetarian." if meatless else "This dish is not vegetarian."}}}}}
{listed}
Heat the oven to {{{{oven_c|{model.oven_c} °C}}}}. Let the dough rest for {{{{rest|{hours} hours}}}}.
"""
    return "dictionaries and durations", model, [text]


TEMPLATES = [policy, resume, agenda, bill, award, auction, recipe]


def cases() -> Iterator[Case]:
    yield from made(TEMPLATES, SEEDS)
