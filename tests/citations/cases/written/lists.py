"""Lists, nested models, dictionaries, and values that stand there twice."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, RootModel, create_model

from tests.citations.cases.entry import Entry, make


class Address(BaseModel):
    street: str
    city: str
    postcode: str


class Company(BaseModel):
    name: str
    address: Address | None = None
    phone: str | None = None


class Pair(BaseModel):
    vendor: Company
    customer: Company


class Item(BaseModel):
    name: str
    quantity: int
    price: float


class Basket(BaseModel):
    items: list[Item]
    total: float | None = None


class Aliased(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    gross: float = Field(alias="amountPayable", title="Amount payable")
    ref: str = Field(validation_alias=AliasChoices("caseReference", "reference"))


class Milestone(BaseModel):
    label: str
    due: date
    payment: Decimal | None = None


class Plan(BaseModel):
    milestones: list[Milestone]


class Person(BaseModel):
    name: str
    role: str


class Team(BaseModel):
    members: list[Person]


class Flight(BaseModel):
    number: str
    origin: str
    destination: str
    departs: time
    arrives: time


class Trip(BaseModel):
    traveller: str
    booking_code: str
    flights: list[Flight]
    fare: Decimal
    currency: str


class Wine(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    producer: str
    vintage: int
    alcohol: float = Field(alias="abv")
    bottles: int
    organic: bool


class Salaries(RootModel[list[int]]):
    pass


class Child(BaseModel):
    first_name: str
    age: int


class Family(BaseModel):
    surname: str
    children: list[Child]


class Tender(BaseModel):
    bidder: str
    bid: Decimal
    accepted: bool


class Tenders(BaseModel):
    project: str
    closing: date
    tenders: list[Tender]


class Quarter(BaseModel):
    sales: float
    costs: float


class Year(BaseModel):
    quarters: dict[str, Quarter]


class Member(BaseModel):
    name: str
    joined: date
    dues: Decimal


class Club(BaseModel):
    members: list[Member]


class Rate(BaseModel):
    weight_up_to_kg: int
    price: float


class Zone(BaseModel):
    zone: str
    rates: list[Rate]


class Tariff(BaseModel):
    carrier: str
    zones: list[Zone]


class Payment(BaseModel):
    due_on: date
    amount: Decimal


class Schedule(BaseModel):
    debtor: str
    payments: list[Payment]


class Dose(BaseModel):
    medicine: str
    strength_mg: float
    times_per_day: int
    days: int


class Prescription(BaseModel):
    patient: str
    prescriber: str
    doses: list[Dose]


class Step(BaseModel):
    order: int
    action: str
    minutes: int | None = None


class Procedure(BaseModel):
    title: str
    steps: list[Step]


class Species(BaseModel):
    common_name: str
    latin_name: str
    count: int


class Survey(BaseModel):
    site: str
    surveyed_on: date
    species: list[Species]


class Contact(BaseModel):
    name: str
    phone: str | None = None
    email: str | None = None


class Event(BaseModel):
    title: str
    venue: str
    starts: datetime
    fee: int | str | None = None
    organiser: Contact
    backup: Contact | None = None
    capacity: int | None = None


class Stock(BaseModel):
    code: str
    on_hand: int
    minimum: int


class Stocks(BaseModel):
    items: list[Stock]


class Reading(BaseModel):
    meter: str
    kwh: int
    days: int


class Readings(BaseModel):
    readings: list[Reading]


ENTRIES = [
    Entry(
        "by-hand",
        97,
        "two-parties",
        "nested",
        Pair(
            vendor=Company(
                name="Orlop Marine Ltd",
                address=Address(street="4 Dock Street", city="Hull", postcode="HU1 2AB"),
                phone="01482 555 010",
            ),
            customer=Company(
                name="Finch & Sons", address=Address(street="9 Mill Lane", city="Hull", postcode="HU5 9XY")
            ),
        ),
        [
            "{{vendor.name|Orlop Marine Ltd}}\n{{vendor.address.street|4 Dock Street}}\n{{vendor.address.city|Hull}} {{vendor.address.postcode|HU1 2AB}}\nTel {{vendor.phone|01482 555 010}}\n\nInvoice to:\n{{customer.name|Finch & Sons}}\n{{customer.address.street|9 Mill Lane}}\n{{customer.address.city|Hull}} {{customer.address.postcode|HU5 9XY}}\n"
        ],
    ),
    Entry(
        "by-hand",
        98,
        "same-prices",
        "same value twice",
        Basket(
            items=[Item(name="Lamp", quantity=1, price=20.0), Item(name="Stool", quantity=1, price=20.0)],
            total=40.0,
        ),
        [
            "Name | Qty | Price\n{{items[0].name|Lamp}} | {{items[0].quantity|1}} | {{items[0].price|20.00}}\n{{items[1].name|Stool}} | {{items[1].quantity|1}} | {{items[1].price|20.00}}\nTotal | 2 | {{total|40.00}}"
        ],
    ),
    Entry(
        "by-hand",
        99,
        "prose-list",
        "lists",
        Basket(
            items=[
                Item(name="cedar boards", quantity=12, price=8.5),
                Item(name="brass hinges", quantity=4, price=3.25),
            ]
        ),
        [
            "We bought {{items[0].quantity|12}} {{items[0].name|cedar boards}} at {{items[0].price|$8.50}} each and {{items[1].quantity|four}} {{items[1].name|brass hinges}} at {{items[1].price|$3.25}} each."
        ],
    ),
    Entry(
        "by-hand",
        100,
        "same-date",
        "same value twice",
        make(invoice_date=date(2024, 5, 17), delivery_date=date(2024, 5, 17)),
        ["Invoice date: {{invoice_date|17 May 2024}}\nDelivery date: {{delivery_date|17 May 2024}}"],
    ),
    Entry(
        "by-hand",
        101,
        "subtotal-equals-total",
        "same value twice",
        make(subtotal=75.0, tax=0.0, total=75.0),
        ["Subtotal  {{subtotal|75.00}}\nTax  {{tax|0.00}}\nTotal  {{total|75.00}}"],
    ),
    Entry(
        "by-hand",
        102,
        "milestones",
        "lists",
        Plan(
            milestones=[
                Milestone(label="Design freeze", due=date(2025, 2, 1), payment=Decimal(5000)),
                Milestone(label="First article", due=date(2025, 5, 15), payment=Decimal(5000)),
            ]
        ),
        [
            "1. {{milestones[0].label|Design freeze}}: {{milestones[0].due|1 February 2025}}, upon which {{milestones[0].payment|EUR 5,000}} is paid\n2. {{milestones[1].label|First article}}: {{milestones[1].due|15 May 2025}}, upon which {{milestones[1].payment|EUR 5,000}} is paid"
        ],
    ),
    Entry(
        "by-hand",
        103,
        "roles",
        "lists",
        Team(members=[Person(name="Ada Ruiz", role="chair"), Person(name="Bo Lind", role="treasurer")]),
        [
            "The committee: {{members[0].name|Ada Ruiz}} ({{members[0].role|chair}}), {{members[1].name|Bo Lind}} ({{members[1].role|treasurer}})."
        ],
    ),
    Entry(
        "by-hand",
        104,
        "alias-and-title",
        "optional and aliases",
        Aliased(gross=310.4, reference="K-77/21"),
        ["Case reference {{ref|K-77/21}}\nAmount payable: {{gross|310.40}}"],
    ),
    Entry(
        "by-hand",
        105,
        "empty-ones",
        "optional and aliases",
        create_model("M", a=(str | None, None), b=(str, ""), title=(str, ...))(title="Harbour rules"),
        ["{{title|Harbour rules}}\nOf 1911."],
    ),
    Entry(
        "by-hand-later",
        1,
        "trip",
        "lists and times",
        Trip(
            traveller="Yuki Mori",
            booking_code="X7QK2P",
            flights=[
                Flight(
                    number="LH 403",
                    origin="Newark",
                    destination="Frankfurt",
                    departs=time(18, 5),
                    arrives=time(7, 50),
                ),
                Flight(
                    number="LH 714",
                    origin="Frankfurt",
                    destination="Tokyo",
                    departs=time(13, 40),
                    arrives=time(9, 15),
                ),
            ],
            fare=Decimal("1184.20"),
            currency="EUR",
        ),
        [
            "Booking code {{booking_code|X7QK2P}}\nTraveller: {{traveller|MORI/YUKI MS}}\n\n{{flights[0].number|LH403}}  {{flights[0].origin|Newark}} {{flights[0].departs|18:05}} - {{flights[0].destination|Frankfurt}} {{flights[0].arrives|07:50}}\n{{flights[1].number|LH714}}  {{flights[1].origin|Frankfurt}} {{flights[1].departs|13:40}} - {{flights[1].destination|Tokyo}} {{flights[1].arrives|09:15}}\n\nFare paid: {{fare|1.184,20}} {{currency|EUR}}"
        ],
    ),
    Entry(
        "by-hand-later",
        4,
        "wine",
        "aliases",
        Wine(producer="Domaine Vauquelin", vintage=2018, abv=13.5, bottles=960, organic=True),
        [
            "{{producer|Domaine Vauquelin}}\nVintage {{vintage|2018}}\nAlc. {{alcohol|13,5 % vol}}\n{{bottles|960}} bottles were filled. {{organic|Certified organic.}} Printed 4/2020."
        ],
    ),
    Entry(
        "by-hand-later",
        5,
        "root-list",
        "lists",
        Salaries([52_000, 61_500]),
        ["Salaries in the team: {{[0]|$52,000}} and {{[1]|$61,500}}."],
    ),
    Entry(
        "by-hand-later",
        6,
        "family",
        "nested",
        Family(surname="Oduya", children=[Child(first_name="Tomi", age=7), Child(first_name="Kemi", age=4)]),
        [
            "The {{surname|Oduya}} family has two children: {{children[0].first_name|Tomi}}, aged {{children[0].age|seven}}, and {{children[1].first_name|Kemi}}, aged {{children[1].age|four}}."
        ],
    ),
    Entry(
        "by-hand-later",
        7,
        "tenders",
        "lists",
        Tenders(
            project="Quay wall repair",
            closing=date(2025, 9, 12),
            tenders=[
                Tender(bidder="Brandt Tiefbau GmbH", bid=Decimal(418500), accepted=True),
                Tender(bidder="Sund Marine AS", bid=Decimal(455000), accepted=False),
            ],
        ),
        [
            "Project: {{project|Quay wall repair}}. Tenders closed on {{closing|12/09/2025}}; opening followed on 15/09/2025.\n{{tenders[0].bidder|Brandt Tiefbau}} bid {{tenders[0].bid|EUR 418.500,00}}. {{tenders[0].accepted,tenders[0].bidder|The bid of Brandt Tiefbau was accepted.}}\n{{tenders[1].bidder|Sund Marine AS}} bid {{tenders[1].bid|EUR 455.000,00}}. {{tenders[1].accepted,tenders[1].bidder|The bid of Sund Marine was not accepted.}}"
        ],
    ),
    Entry(
        "by-hand-later",
        9,
        "quarters",
        "dictionaries",
        Year(quarters={"Q1": Quarter(sales=812.4, costs=610.0), "Q2": Quarter(sales=905.1, costs=610.0)}),
        [
            "\tSales\tCosts\nQ1\t{{quarters['Q1'].sales|812.4}}\t{{quarters['Q1'].costs|610.0}}\nQ2\t{{quarters['Q2'].sales|905.1}}\t{{quarters['Q2'].costs|610.0}}\n"
        ],
    ),
    Entry(
        "by-hand-later",
        11,
        "club",
        "same value twice",
        Club(
            members=[
                Member(name="R. Ito", joined=date(2020, 1, 15), dues=Decimal(40)),
                Member(name="S. Ito", joined=date(2020, 1, 15), dues=Decimal(40)),
            ]
        ),
        [
            "Member, Joined, Dues\n{{members[0].name|R. Ito}}, {{members[0].joined|15 Jan 2020}}, {{members[0].dues|40.00}}\n{{members[1].name|S. Ito}}, {{members[1].joined|15 Jan 2020}}, {{members[1].dues|40.00}}"
        ],
    ),
    Entry(
        "by-hand-third",
        65,
        "three-tags",
        "lists",
        make(tags=["solar", "off-grid", "storage"]),
        ["Keywords: {{tags[0]|solar}}, {{tags[1]|off-grid}}, {{tags[2]|storage}}"],
    ),
    Entry(
        "by-hand-fourth",
        0,
        "tariff",
        "nested lists",
        Tariff(
            carrier="Polar Parcel",
            zones=[
                Zone(zone="Nordic", rates=[Rate(weight_up_to_kg=5, price=7.9), Rate(weight_up_to_kg=10, price=11.5)]),
                Zone(zone="Baltic", rates=[Rate(weight_up_to_kg=5, price=9.9), Rate(weight_up_to_kg=10, price=14.5)]),
            ],
        ),
        [
            "{{carrier|Polar Parcel}} tariff\n\nZone {{zones[0].zone|Nordic}}\nup to {{zones[0].rates[0].weight_up_to_kg|5 kg}}: {{zones[0].rates[0].price|€7.90}}\nup to {{zones[0].rates[1].weight_up_to_kg|10 kg}}: {{zones[0].rates[1].price|€11.50}}\n\nZone {{zones[1].zone|Baltic}}\nup to {{zones[1].rates[0].weight_up_to_kg|5 kg}}: {{zones[1].rates[0].price|€9.90}}\nup to {{zones[1].rates[1].weight_up_to_kg|10 kg}}: {{zones[1].rates[1].price|€14.50}}\n"
        ],
    ),
    Entry(
        "by-hand-fourth",
        1,
        "instalments",
        "same value twice",
        Schedule(
            debtor="Salim Nasser",
            payments=[
                Payment(due_on=date(2025, 1, 31), amount=Decimal(250)),
                Payment(due_on=date(2025, 2, 28), amount=Decimal(250)),
                Payment(due_on=date(2025, 3, 31), amount=Decimal(250)),
            ],
        ),
        [
            "{{debtor|Salim Nasser}} pays {{payments[0].amount|€250}} on {{payments[0].due_on|31 January 2025}}, {{payments[1].amount|€250}} on {{payments[1].due_on|28 February 2025}} and {{payments[2].amount|€250}} on {{payments[2].due_on|31 March 2025}}."
        ],
    ),
    Entry(
        "by-hand-fourth",
        2,
        "prescription",
        "lists in prose",
        Prescription(
            patient="Edda Stein",
            prescriber="Dr. Felix Baum",
            doses=[
                Dose(medicine="Ibuprofen", strength_mg=400, times_per_day=3, days=5),
                Dose(medicine="Omeprazole", strength_mg=20, times_per_day=1, days=14),
            ],
        ),
        [
            "Rx for {{patient|Edda Stein}}\n{{doses[0].medicine|Ibuprofen}} {{doses[0].strength_mg|400 mg}}, {{doses[0].times_per_day|three times a day}} for {{doses[0].days|5 days}}\n{{doses[1].medicine|Omeprazole}} {{doses[1].strength_mg|20 mg}}, {{doses[1].times_per_day|one}} each morning for {{doses[1].days|14 days}}\nPrescriber: {{prescriber|F. Baum, MD}}"
        ],
    ),
    Entry(
        "by-hand-fifth",
        2,
        "procedure",
        "lists",
        Procedure(
            title="Descaling the kettle",
            steps=[
                Step(order=1, action="Fill with vinegar", minutes=None),
                Step(order=2, action="Boil and let stand", minutes=20),
                Step(order=3, action="Rinse twice", minutes=2),
            ],
        ),
        [
            "{{title|Descaling the kettle}}\n{{steps[0].order|1}}. {{steps[0].action|Fill with vinegar}}\n{{steps[1].order|2}}. {{steps[1].action|Boil and let stand}} for {{steps[1].minutes|20 minutes}}\n{{steps[2].order|3}}. {{steps[2].action|Rinse twice}} ({{steps[2].minutes|2 minutes}})"
        ],
    ),
    Entry(
        "by-hand-fifth",
        4,
        "survey",
        "lists in prose",
        Survey(
            site="Fenwick Marsh",
            surveyed_on=date(2023, 5, 14),
            species=[
                Species(common_name="Marsh harrier", latin_name="Circus aeruginosus", count=4),
                Species(common_name="Bittern", latin_name="Botaurus stellaris", count=2),
                Species(common_name="Teal", latin_name="Anas crecca", count=61),
            ],
        ),
        [
            "At {{site|Fenwick Marsh}} on {{surveyed_on|14 May 2023}} we counted {{species[0].count|four}} {{species[0].common_name|marsh harriers}} ({{species[0].latin_name|Circus aeruginosus}}), {{species[1].count|two}} {{species[1].common_name|bitterns}} ({{species[1].latin_name|Botaurus stellaris}}) and {{species[2].count|61}} {{species[2].common_name|teal}} ({{species[2].latin_name|Anas crecca}})."
        ],
    ),
    Entry(
        "by-hand-seventh",
        0,
        "event",
        "optional and unions",
        Event(
            title="Night of Lanterns",
            venue="Old Rope Works",
            starts=datetime(2025, 11, 14, 19, 30),
            fee="free",
            organiser=Contact(name="Greta Holm", phone="+46 8 555 120 44"),
            backup=None,
            capacity=180,
        ),
        [
            "{{title|Night of Lanterns}}\nVenue: {{venue|Old Rope Works}}\nStarts: {{starts|14 November 2025, 19:30}}\nEntry is {{fee|free}}. Room for {{capacity|180}} guests (capacity as licensed).\nOrganiser: {{organiser.name|Greta Holm}}, tel. {{organiser.phone|+46 8 555 120 44}}"
        ],
    ),
    Entry(
        "by-hand-ninth",
        39,
        "stocks",
        "rows by key",
        Stocks(
            items=[
                Stock(code="B7", on_hand=0, minimum=3),
                Stock(code="B8", on_hand=3, minimum=3),
                Stock(code="B9", on_hand=3, minimum=0),
            ]
        ),
        [
            (
                "code,on_hand,minimum\n{{items[0].code|B7}},{{items[0].on_hand|0}},{{items[0].minimum|3}}\n"
                "{{items[1].code|B8}},{{items[1].on_hand|3}},{{items[1].minimum|3}}\n"
                "{{items[2].code|B9}},{{items[2].on_hand|3}},{{items[2].minimum|0}}\n"
            )
        ],
    ),
    Entry(
        "by-hand-ninth",
        40,
        "meters",
        "rows by key",
        Readings(readings=[Reading(meter="M1", kwh=30, days=31), Reading(meter="M2", kwh=31, days=30)]),
        [
            (
                "meter;kwh;days\n{{readings[0].meter|M1}};{{readings[0].kwh|30}};{{readings[0].days|31}}\n"
                "{{readings[1].meter|M2}};{{readings[1].kwh|31}};{{readings[1].days|30}}\n"
            )
        ],
    ),
    Entry(
        "by-hand-ninth",
        41,
        "piped",
        "rows by key",
        Stocks(items=[Stock(code="X1", on_hand=4, minimum=4), Stock(code="X2", on_hand=0, minimum=4)]),
        [
            (
                "| Code | On hand | Minimum |\n|---|---|---|\n"
                "| {{items[0].code|X1}} | {{items[0].on_hand|4}} | {{items[0].minimum|4}} |\n"
                "| {{items[1].code|X2}} | {{items[1].on_hand|0}} | {{items[1].minimum|4}} |\n"
            )
        ],
    ),
]
