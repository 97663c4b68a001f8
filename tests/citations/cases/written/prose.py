"""Values in sentences, and under labels that were not foreseen."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, create_model

from tests.citations.cases.entry import Entry, make


class Question(BaseModel):
    party_one: str
    party_two: str
    court: str
    case_number: str
    damages: int
    filed: date
    decided: date
    appeal_allowed: bool
    costs_awarded: bool


class Release(BaseModel):
    company: str
    ticker: str
    quarter: str
    revenue_usd: float
    revenue_growth: float
    eps: float
    guidance_low_usd: float
    guidance_high_usd: float
    ceo: str
    buyback_authorized: bool
    headcount: int


ENTRIES = [
    Entry(
        "by-hand-fourth",
        5,
        "judgment",
        "long prose",
        Question(
            party_one="Harrow Fisheries Ltd",
            party_two="Crown Estate Commissioners",
            court="Court of Session",
            case_number="CSOH 2023/118",
            damages=1_750_000,
            filed=date(2021, 3, 8),
            decided=date(2023, 11, 17),
            appeal_allowed=False,
            costs_awarded=True,
        ),
        [
            "IN THE {{court|COURT OF SESSION}}\n[{{case_number|CSOH 2023/118}}]\n{{party_one|Harrow Fisheries Ltd}} v {{party_two|Crown Estate Commissioners}}\n\nThe action was filed on {{filed|8 March 2021}}. After a hearing of nine days the court decided on {{decided|17 November 2023}} that the pursuers be paid {{damages|£1.75 million}} in damages. {{appeal_allowed|The appeal was not allowed.}} {{costs_awarded|Costs were awarded to the pursuers.}}"
        ],
    ),
    Entry(
        "by-hand-fifth",
        30,
        "ceo",
        "prose",
        make(ceo="Dana Whitfield"),
        ["Since 2019 the firm has been led by {{ceo|Dana Whitfield}}, its CEO."],
    ),
    Entry(
        "by-hand-fifth",
        31,
        "founded",
        "prose",
        make(founded=1987),
        ["The brewery, founded in {{founded|1987}}, sells mostly stout."],
    ),
    Entry(
        "by-hand-fifth",
        32,
        "capacity",
        "prose",
        make(capacity=2_400),
        ["The hall has a capacity of {{capacity|2,400}}."],
    ),
    Entry(
        "by-hand-fifth",
        33,
        "depth",
        "prose",
        make(depth_m=38.5),
        ["Divers reached a depth of {{depth_m|38.5 metres}}."],
    ),
    Entry(
        "by-hand-fifth",
        34,
        "deadline",
        "prose",
        make(deadline=date(2025, 10, 31)),
        ["Entries must arrive no later than {{deadline|31 October 2025}}."],
    ),
    Entry(
        "by-hand-fifth",
        35,
        "fine",
        "prose",
        make(fine=Decimal(15000)),
        ["The court imposed a fine of {{fine|£15,000}} on the owner."],
    ),
    Entry(
        "by-hand-fifth",
        36,
        "distance",
        "prose",
        make(distance_km=42.195),
        ["Runners cover a distance of {{distance_km|42.195 km}}."],
    ),
    Entry("by-hand-fifth", 37, "age", "prose", make(age=63), ["The witness, aged {{age|63}}, lives nearby."]),
    Entry(
        "by-hand-fifth",
        38,
        "share",
        "prose",
        make(market_share=0.31),
        ["Its market share rose to {{market_share|31 percent}}."],
    ),
    Entry(
        "by-hand-fifth",
        39,
        "drop",
        "prose",
        make(change=-0.042),
        ["Sales fell by {{change|4.2%}} over the year; the change surprised nobody."],
    ),
    Entry(
        "by-hand-fifth",
        40,
        "diagnosis",
        "prose",
        make(diagnosis="iron-deficiency anaemia"),
        ["The findings confirm {{diagnosis|iron deficiency anaemia}}."],
    ),
    Entry(
        "by-hand-fifth",
        41,
        "language",
        "prose",
        make(language="Welsh"),
        ["The hearing was held in {{language|Welsh}}."],
    ),
    Entry(
        "by-hand-fifth",
        42,
        "colour",
        "prose",
        make(colour="dark green"),
        ["The doors shall be painted {{colour|dark green}}."],
    ),
    Entry(
        "by-hand-fifth",
        43,
        "status",
        "prose",
        create_model("M", status=(Literal["open", "closed"], ...))(status="closed"),
        ["The inquiry is now {{status|closed}}."],
    ),
    Entry(
        "by-hand-fifth",
        44,
        "insulated",
        "prose",
        make(insulated=True),
        ["{{insulated|The pipes are insulated.}} The valves are brass."],
    ),
    Entry(
        "by-hand-fifth",
        45,
        "uninsulated",
        "prose",
        make(insulated=False),
        ["{{insulated|The pipes are uninsulated.}} The valves are brass."],
    ),
    Entry(
        "by-hand-fifth",
        46,
        "parking",
        "prose",
        make(parking_available=True),
        ["{{parking_available|Parking is available behind the church.}}"],
    ),
    Entry(
        "by-hand-fifth",
        47,
        "deposit-refund",
        "prose",
        make(deposit_refundable=False),
        ["{{deposit_refundable|The deposit is non-refundable.}}"],
    ),
    Entry(
        "by-hand-fifth",
        48,
        "signed-at",
        "prose",
        make(signed_at=datetime(2024, 3, 4, 9, 45)),
        ["The deed was signed on {{signed_at|4 March 2024 at 9.45 a.m.}}"],
    ),
    Entry(
        "by-hand-fifth",
        49,
        "two-sums",
        "prose",
        make(grant=40_000, own_funds=12_500),
        ["Besides the grant of {{grant|€40,000}}, the club brings own funds of {{own_funds|€12,500}}."],
    ),
    Entry(
        "by-hand-fifth",
        50,
        "from-to",
        "prose",
        make(origin="Ghent", destination="Lille"),
        ["The barge sails from {{origin|Ghent}} to {{destination|Lille}}."],
    ),
    Entry(
        "by-hand-fifth",
        51,
        "parent-company",
        "prose",
        make(parent_company="Norsk Treindustri ASA"),
        ["The mill is a subsidiary of {{parent_company|Norsk Treindustri ASA}}."],
    ),
    Entry(
        "by-hand-fifth",
        52,
        "interest",
        "prose",
        make(interest_rate=4.5),
        ["The note bears interest at {{interest_rate|4½ percent}}, or {{interest_rate|4.5 %}}."],
    ),
    Entry("by-hand-fifth", 53, "approx", "prose", make(visitors=30_000), ["About {{visitors|30 000}} visitors came."]),
    Entry(
        "by-hand-fifth",
        54,
        "dozen",
        "prose",
        make(eggs=12),
        ["The recipe needs a dozen eggs, that is {{eggs|12 eggs}}."],
    ),
    Entry(
        "by-hand-fifth",
        55,
        "list-and",
        "prose",
        make(ingredients=["barley", "hops", "water"]),
        ["It is made of {{ingredients[0]|barley}}, {{ingredients[1]|hops}} and {{ingredients[2]|water}} only."],
    ),
    Entry(
        "by-hand-fifth",
        56,
        "email-caps",
        "prose",
        make(email="Info@Quay.example"),
        ["Write to {{email|info@quay.example}}."],
    ),
    Entry(
        "by-hand-fifth",
        57,
        "hours-range",
        "prose",
        make(opens_at="09:00", closes_at="17:30"),
        ["Open daily {{opens_at|09:00}}–{{closes_at|17:30}}."],
    ),
    Entry(
        "by-hand-fifth",
        58,
        "title-quoted",
        "prose",
        make(book_title="The Salt Road"),
        ["Her novel “{{book_title|The Salt Road}}” won."],
    ),
    Entry(
        "by-hand-fifth",
        59,
        "reason-long",
        "prose",
        make(reason="insufficient evidence of prior use"),
        ["The claim failed for {{reason|insufficient evidence of\nprior use}}."],
    ),
    Entry(
        "by-hand-sixth",
        7,
        "press-release",
        "prose",
        Release(
            company="Halcyon Pumps Inc.",
            ticker="HLPX",
            quarter="Q3 2024",
            revenue_usd=218_400_000,
            revenue_growth=0.083,
            eps=0.42,
            guidance_low_usd=880_000_000,
            guidance_high_usd=900_000_000,
            ceo="Marta Lindgren",
            buyback_authorized=True,
            headcount=3_150,
        ),
        [
            "{{company|Halcyon Pumps, Inc.}} (NASDAQ: {{ticker|HLPX}}) today announced results for {{quarter|Q3 2024}}. Revenue was {{revenue_usd|$218.4 million}}, up {{revenue_growth|8.3%}} from a year ago. Earnings per share (EPS) were {{eps|$0.42}}. For the full year the company now expects revenue of {{guidance_low_usd|$880 million}} to {{guidance_high_usd|$900 million}}. “A fine quarter,” said {{ceo|Marta Lindgren}}, CEO. {{buyback_authorized|The board authorized a share buyback.}} The company employs {{headcount|3,150}} people."
        ],
    ),
    Entry(
        "by-hand-eighth",
        0,
        "stipend",
        "unforeseen labels",
        make(monthly_stipend=1350),
        ["Fellows draw {{monthly_stipend|1,350 crowns}} at the start of every month."],
    ),
    Entry(
        "by-hand-eighth", 1, "berths", "unforeseen labels", make(capacity=36), ["The schooner sleeps {{capacity|36}}."]
    ),
    Entry(
        "by-hand-eighth",
        2,
        "turnout",
        "unforeseen labels",
        make(attendance=842),
        ["{{attendance|842}} came through the gates."],
    ),
    Entry(
        "by-hand-eighth",
        3,
        "lasts",
        "unforeseen labels",
        make(duration_minutes=95),
        ["The play lasts {{duration_minutes|95 minutes}} without an interval."],
    ),
    Entry(
        "by-hand-eighth",
        4,
        "weighs",
        "unforeseen labels",
        make(weight_kg=3.4),
        ["Each tile weighs {{weight_kg|3.4 kg}}."],
    ),
    Entry(
        "by-hand-eighth",
        5,
        "stands",
        "unforeseen labels",
        make(height_m=31.0),
        ["The mast stands {{height_m|31 m}} above deck."],
    ),
    Entry("by-hand-eighth", 6, "priced", "unforeseen labels", make(price=18.5), ["It is priced at {{price|€18.50}}."]),
    Entry(
        "by-hand-eighth",
        7,
        "chaired",
        "unforeseen labels",
        make(chair="Ottilie Brandt"),
        ["{{chair|Ottilie Brandt}} presided."],
    ),
    Entry(
        "by-hand-eighth",
        8,
        "penned",
        "unforeseen labels",
        make(author="Samir Aziz"),
        ["The report came from the pen of {{author|Samir Aziz}}."],
    ),
    Entry(
        "by-hand-eighth",
        9,
        "hails",
        "unforeseen labels",
        make(birthplace="Trondheim"),
        ["She hails from {{birthplace|Trondheim}}."],
    ),
    Entry(
        "by-hand-eighth",
        10,
        "opened",
        "unforeseen labels",
        make(opening_date=date(1964, 5, 2)),
        ["Its doors first opened on {{opening_date|2 May 1964}}."],
    ),
    Entry(
        "by-hand-eighth",
        11,
        "lapses",
        "unforeseen labels",
        make(expiry_date=date(2028, 6, 30)),
        ["The option lapses on {{expiry_date|30 June 2028}}."],
    ),
    Entry(
        "by-hand-eighth",
        12,
        "handed-over",
        "unforeseen labels",
        make(delivery_date=date(2025, 1, 17)),
        ["The keys change hands on {{delivery_date|17 January 2025}}."],
    ),
    Entry(
        "by-hand-eighth", 13, "storeys", "unforeseen labels", make(floors=7), ["A block of {{floors|seven}} storeys."]
    ),
    Entry(
        "by-hand-eighth",
        14,
        "wheels",
        "unforeseen labels",
        make(wheels=18),
        ["The lorry runs on {{wheels|18}} wheels."],
    ),
    Entry(
        "by-hand-eighth",
        15,
        "levy",
        "unforeseen labels",
        make(tax=Decimal("44.20")),
        ["A levy of {{tax|44.20}} is added by the state."],
    ),
    Entry(
        "by-hand-eighth",
        16,
        "knocked-off",
        "unforeseen labels",
        make(discount=12.0),
        ["We knock {{discount|$12.00}} off the bill."],
    ),
    Entry(
        "by-hand-eighth",
        17,
        "takings",
        "unforeseen labels",
        make(revenue=91_400),
        ["Takings for the week: {{revenue|91,400}}"],
    ),
    Entry(
        "by-hand-eighth",
        18,
        "mortgagee",
        "unforeseen labels",
        make(lender="Coast Building Society"),
        ["Sums are advanced by {{lender|Coast Building Society}}."],
    ),
    Entry("by-hand-eighth", 19, "crew", "unforeseen labels", make(crew=9), ["A crew of {{crew|nine}} sails her."]),
    Entry(
        "by-hand-eighth",
        20,
        "made-of",
        "unforeseen labels",
        make(material="larch"),
        ["The cladding is {{material|larch}}."],
    ),
    Entry(
        "by-hand-eighth", 21, "runs-on", "unforeseen labels", make(fuel="diesel"), ["The pump runs on {{fuel|diesel}}."]
    ),
    Entry(
        "by-hand-eighth",
        22,
        "odds",
        "unforeseen labels",
        make(win_probability=0.35),
        ["Pundits give them a {{win_probability|35%}} chance of a win."],
    ),
    Entry("by-hand-eighth", 23, "answer", "unforeseen labels", make(answer=42), ["After long thought: {{answer|42}}"]),
    Entry(
        "by-hand-eighth",
        24,
        "postal",
        "unforeseen labels",
        make(zip_code="8001"),
        ["8001 Zürich".replace("8001", "{{zip_code|8001}}")],
    ),
    Entry(
        "by-hand-eighth",
        25,
        "doctor",
        "unforeseen labels",
        make(physician="Dr. Ewa Lis"),
        ["Seen by {{physician|Ewa Lis}}, consultant."],
    ),
    Entry(
        "by-hand-eighth", 26, "twice", "unforeseen labels", make(visits=14), ["The nurse called {{visits|14}} times."]
    ),
    Entry(
        "by-hand-eighth",
        27,
        "altitude",
        "unforeseen labels",
        make(elevation_m=1_873),
        ["The hut lies at {{elevation_m|1873 m}}."],
    ),
    Entry(
        "by-hand-eighth",
        28,
        "alloy",
        "unforeseen labels",
        make(copper_percent=62.5),
        ["The alloy is {{copper_percent|62.5 %}} copper."],
    ),
    Entry("by-hand-eighth", 29, "half", "unforeseen labels", make(share=0.5), ["He holds {{share|50%}} of the stock."]),
]
