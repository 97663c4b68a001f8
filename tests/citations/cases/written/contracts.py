"""Contracts, letters and deeds."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field

from tests.citations.cases.entry import Entry, make


class Kind(Enum):
    FIXED = "fixed-rate"
    FLOATING = "floating-rate"


class Loan(BaseModel):
    lender: str
    borrower: str
    principal: Decimal
    rate: float = Field(description="Annual interest as a fraction")
    kind: Kind
    first_payment: date
    final_payment: date
    prepayment_allowed: bool
    guarantor: str | None = None


class Offer(BaseModel):
    candidate: str
    position: str
    base_salary: int
    signing_bonus: int | None = None
    target_bonus_percent: float
    start_date: date
    vacation_days: int
    probation_months: int
    remote: bool
    reports_to: str
    equity_shares: int | None = None


class Lease(BaseModel):
    landlord: str
    tenant: str
    premises: str
    monthly_rent: Decimal
    security_deposit: Decimal
    late_fee: Decimal
    lease_start: date
    lease_end: date
    pets_allowed: bool
    subletting_allowed: bool
    utilities_included: bool


class Priority(Enum):
    LOW = 1
    NORMAL = 2
    URGENT = 3


class Ticket(BaseModel):
    ticket_id: str
    customer_name: str
    priority: Priority
    opened: datetime
    product: str
    resolved: bool
    affected_users: int


class Attendee(BaseModel):
    name: str
    affiliation: str


class Action(BaseModel):
    task: str
    owner: str
    deadline: date


class Minutes(BaseModel):
    meeting_date: date
    chair: str
    attendees: list[Attendee]
    actions: list[Action]
    next_meeting: date


class Grant(BaseModel):
    holder: str
    shares: int
    strike_price: float
    grant_date: date
    vesting_years: int
    cliff_months: int
    option_type: Literal["ISO", "NSO"]


class Sla(BaseModel):
    provider: str
    uptime: float
    response_minutes: int
    credit_percent: int
    liability_cap_months: int
    support_hours: str
    renewal_term_months: int
    auto_renew: bool


class Claim(BaseModel):
    claim_number: str
    claimant: str
    loss_date: date
    reported_date: date
    amount_claimed: Decimal
    amount_paid: Decimal
    deductible: Decimal
    police_report: bool


class Director(BaseModel):
    name: str
    appointed: date
    resigned: date | None = None


class Register(BaseModel):
    company: str
    company_number: str
    share_capital: Decimal
    directors: list[Director]


class Party(BaseModel):
    name: str
    registration_number: str
    representative: str


class Nda(BaseModel):
    disclosing_party: Party
    receiving_party: Party
    effective_date: date
    term_years: int
    survives_termination: bool


class Sale(BaseModel):
    seller: str
    purchaser: str
    property_description: str
    purchase_price: Decimal
    earnest_money: Decimal
    closing_date: date
    inspection_days: int
    financing_contingency: bool
    appliances_included: list[str]
    governing_state: str


class Mode(Enum):
    SEA = "sea freight"
    AIR = "air freight"


class Patent(BaseModel):
    number: str
    inventor: str
    assignee: str
    filed: date
    granted: date
    claims: int


class Will(BaseModel):
    testator: str
    executor: str
    beneficiaries: list[str]
    bequest: Decimal
    dated: date
    witnesses: list[str]
    revokes_prior_wills: bool


class Quote(BaseModel):
    supplier: str
    price_per_unit: Decimal
    minimum_order: int
    lead_time_days: int
    valid_until: date
    mode: Mode


ENTRIES = [
    Entry(
        "by-hand-later",
        0,
        "loan",
        "contracts",
        Loan(
            lender="Fjord Savings Bank",
            borrower="Anders Myhre",
            principal=Decimal(250000),
            rate=0.0525,
            kind=Kind.FIXED,
            first_payment=date(2024, 2, 1),
            final_payment=date(2034, 1, 1),
            prepayment_allowed=True,
        ),
        [
            "LOAN NOTE\n\n{{borrower|Anders Myhre}} (“Borrower”) promises to repay to {{lender|Fjord Savings Bank}} (“Lender”) the principal sum of {{principal|$250,000.00}}, together with interest at a {{kind|fixed rate}} of {{rate|5.25%}} per annum. The first payment is due on {{first_payment|February 1, 2024}} and the final payment on {{final_payment|January 1, 2034}}. {{prepayment_allowed|Prepayment is allowed at any time without penalty.}}"
        ],
    ),
    Entry(
        "by-hand-third",
        0,
        "offer-letter",
        "letters",
        Offer(
            candidate="Priya Raghunathan",
            position="Senior Geologist",
            base_salary=118_500,
            signing_bonus=7_500,
            target_bonus_percent=12.5,
            start_date=date(2025, 9, 15),
            vacation_days=27,
            probation_months=6,
            remote=False,
            reports_to="Marcus Thiele",
            equity_shares=None,
        ),
        [
            "Dear Ms. {{candidate|Raghunathan}},\n\nWe are pleased to offer you, {{candidate|Priya Raghunathan}}, the position of {{position|Senior Geologist}}, reporting to {{reports_to|Marcus Thiele}}. Your base salary will be {{base_salary|$118,500}} per year, paid in twelve instalments. You will also receive a one-time signing bonus of {{signing_bonus|$7,500}} and are eligible for a target bonus of {{target_bonus_percent|12.5%}} of salary.\n\nYour first day is {{start_date|Monday, September 15, 2025}}. You are entitled to {{vacation_days|27}} days of vacation. The first {{probation_months|six (6) months}} are a probationary period. {{remote|This is not a remote position.}}\n\nSincerely,\nHelga Brandt, HR"
        ],
    ),
    Entry(
        "by-hand-third",
        1,
        "grant",
        "letters",
        Grant(
            holder="Olu Adeyemi",
            shares=24_000,
            strike_price=1.85,
            grant_date=date(2022, 11, 1),
            vesting_years=4,
            cliff_months=12,
            option_type="ISO",
        ),
        [
            'NOTICE OF STOCK OPTION GRANT\nOptionholder: {{holder|Oluwaseun "Olu" Adeyemi}}\nDate of Grant: {{grant_date|November 1, 2022}}\nNumber of Shares: {{shares|24,000}}\nExercise (strike) price per share: {{strike_price|$1.85}}\nType of option: {{option_type|ISO}}\nVesting: over {{vesting_years|four years}}, with a {{cliff_months|12-month cliff}}.'.replace(
                'Oluwaseun "Olu" Adeyemi', "Olu Adeyemi"
            )
        ],
    ),
    Entry(
        "by-hand-third",
        2,
        "minutes",
        "letters",
        Minutes(
            meeting_date=date(2024, 3, 6),
            chair="Fatou Diallo",
            attendees=[
                Attendee(name="Fatou Diallo", affiliation="Harbour Board"),
                Attendee(name="Jens Holm", affiliation="City Works"),
                Attendee(name="Ana Prates", affiliation="Prates & Cia"),
            ],
            actions=[
                Action(task="Obtain three quotes for dredging", owner="Jens Holm", deadline=date(2024, 4, 12)),
                Action(task="Draft the tenants' letter", owner="Ana Prates", deadline=date(2024, 3, 22)),
            ],
            next_meeting=date(2024, 5, 8),
        ),
        [
            "Minutes of the meeting held on {{meeting_date|6 March 2024}}\nChair: {{chair|Fatou Diallo}}\nPresent: {{attendees[0].name|Fatou Diallo}} ({{attendees[0].affiliation|Harbour Board}}), {{attendees[1].name|Jens Holm}} ({{attendees[1].affiliation|City Works}}), {{attendees[2].name|Ana Prates}} ({{attendees[2].affiliation|Prates & Cia}})\n\nActions\n1. {{actions[0].task|Obtain three quotes for dredging}} - {{actions[0].owner|Jens Holm}} - by {{actions[0].deadline|12 April 2024}}\n2. {{actions[1].task|Draft the tenants’ letter}} - {{actions[1].owner|Ana Prates}} - by {{actions[1].deadline|22 March 2024}}\n\nNext meeting: {{next_meeting|8 May 2024}}"
        ],
    ),
    Entry(
        "by-hand-third",
        3,
        "ticket",
        "letters",
        Ticket(
            ticket_id="HD-20418",
            customer_name="Meridian Labs",
            priority=Priority.URGENT,
            opened=datetime(2025, 1, 9, 16, 42),
            product="Spectra Viewer",
            resolved=False,
            affected_users=35,
        ),
        [
            "Ticket {{ticket_id|HD-20418}}\nOpened {{opened|2025-01-09 16:42}}\nCustomer: {{customer_name|Meridian Labs}}\nPriority: {{priority|urgent}}\n\nSince this morning {{affected_users|35 users}} cannot open files in {{product|Spectra Viewer}}. {{resolved|The issue has not been resolved.}}"
        ],
    ),
    Entry(
        "by-hand-third",
        4,
        "claim",
        "letters",
        Claim(
            claim_number="CL-88-2031",
            claimant="Theo Lindqvist",
            loss_date=date(2024, 7, 2),
            reported_date=date(2024, 7, 5),
            amount_claimed=Decimal("8450.00"),
            amount_paid=Decimal("7950.00"),
            deductible=Decimal(500),
            police_report=True,
        ),
        [
            "Claim no. {{claim_number|CL-88-2031}} / claimant {{claimant|Lindqvist, Theo}}\nThe loss occurred on {{loss_date|07/02/2024}} and was reported on {{reported_date|07/05/2024}} (assessor's visit 07/19/2024). The amount claimed was {{amount_claimed|$8,450.00}}; after the deductible of {{deductible|$500}} an amount of {{amount_paid|$7,950.00}} was paid. {{police_report|A police report was filed.}}"
        ],
    ),
    Entry(
        "by-hand-third",
        5,
        "lease",
        "contracts",
        Lease(
            landlord="Birchwood Holdings LLC",
            tenant="Camille Aubert",
            premises="18 Rue Verte, Apt. 3B",
            monthly_rent=Decimal(1450),
            security_deposit=Decimal(1450),
            late_fee=Decimal(75),
            lease_start=date(2024, 10, 1),
            lease_end=date(2025, 9, 30),
            pets_allowed=False,
            subletting_allowed=False,
            utilities_included=True,
        ),
        [
            'RESIDENTIAL LEASE\nThis lease is between {{landlord|Birchwood Holdings LLC}} ("Landlord") and {{tenant|Camille Aubert}} ("Tenant") for the premises at {{premises|18 Rue Verte, Apt. 3B}}.\n1. Term. The lease begins on {{lease_start|October 1, 2024}} and ends on {{lease_end|September 30, 2025}}.\n2. Rent. Tenant shall pay rent of {{monthly_rent|$1,450}} per month. Rent not received by the 5th incurs a late fee of {{late_fee|$75}}.\n3. Deposit. Tenant has paid a security deposit of {{security_deposit|$1,450}}.\n4. {{utilities_included|Utilities are included in the rent.}}\n5. {{pets_allowed|No pets are allowed.}}\n6. {{subletting_allowed|Tenant shall not sublet the premises; subletting is prohibited.}}'
        ],
    ),
    Entry(
        "by-hand-third",
        11,
        "sla",
        "contracts",
        Sla(
            provider="Cirrus Hosting GmbH",
            uptime=0.9995,
            response_minutes=30,
            credit_percent=10,
            liability_cap_months=12,
            support_hours="08:00 to 18:00 CET on working days",
            renewal_term_months=12,
            auto_renew=True,
        ),
        [
            "{{provider|Cirrus Hosting GmbH}} (“Provider”) warrants an uptime of {{uptime|99.95%}} in each calendar month. The initial response time for critical incidents is {{response_minutes|30 minutes}}. Where the uptime is missed, a credit of {{credit_percent|10%}} of the monthly fee is due. Support is available from {{support_hours|08:00 to 18:00 CET on\nworking days}}. The Provider's liability is capped at the fees paid in the preceding {{liability_cap_months|twelve (12) months}}. {{auto_renew|The agreement will automatically renew for successive renewal terms of {{renewal_term_months|12 months}} each.}}".replace(
                "{{auto_renew|The agreement will automatically renew for successive renewal terms of {{renewal_term_months|12 months}} each.}}",
                "{{auto_renew,renewal_term_months|The agreement will automatically renew for successive renewal terms of one (1) year each.}}",
            )
        ],
    ),
    Entry(
        "by-hand-fourth",
        3,
        "register",
        "several documents",
        Register(
            company="Tamarind Studios Ltd",
            company_number="09114452",
            share_capital=Decimal(10000),
            directors=[
                Director(name="Nadia Petrov", appointed=date(2016, 2, 3)),
                Director(name="Owen Pugh", appointed=date(2018, 6, 20), resigned=date(2021, 12, 31)),
            ],
        ),
        [
            "{{company|TAMARIND STUDIOS LIMITED}}\nCompany number {{company_number|09114452}}\nIssued share capital: GBP {{share_capital|10,000}}",
            "Officers of {{company|Tamarind Studios Ltd}}\n{{directors[0].name|PETROV, Nadia}} - appointed on {{directors[0].appointed|3 February 2016}}\n{{directors[1].name|PUGH, Owen}} - appointed on {{directors[1].appointed|20 June 2018}}, resigned on {{directors[1].resigned|31 December 2021}}",
        ],
    ),
    Entry(
        "by-hand-fifth",
        3,
        "nda",
        "contracts",
        Nda(
            disclosing_party=Party(
                name="Lumen Optics BV", registration_number="58811234", representative="Joost de Wit"
            ),
            receiving_party=Party(
                name="Peregrine Instruments Inc.", registration_number="C4410098", representative="Alice Monroe"
            ),
            effective_date=date(2024, 4, 2),
            term_years=5,
            survives_termination=True,
        ),
        [
            "This agreement, effective {{effective_date|2 April 2024}}, is made by {{disclosing_party.name|Lumen Optics B.V.}} (no. {{disclosing_party.registration_number|58811234}}), represented by {{disclosing_party.representative|J. de Wit}} (the “Disclosing Party”), and {{receiving_party.name|Peregrine Instruments, Inc.}} (no. {{receiving_party.registration_number|C4410098}}), represented by {{receiving_party.representative|Alice Monroe}} (the “Receiving Party”). Its term is {{term_years|five (5) years}}. {{survives_termination|The duty of secrecy survives termination.}}"
        ],
    ),
    Entry(
        "by-hand-sixth",
        4,
        "house-sale",
        "contracts",
        Sale(
            seller="Milton and Joyce Farrow",
            purchaser="Quentin Abara",
            property_description="Lot 14, Block 3, Sycamore Bend Subdivision",
            purchase_price=Decimal(342500),
            earnest_money=Decimal(5000),
            closing_date=date(2024, 5, 31),
            inspection_days=10,
            financing_contingency=True,
            appliances_included=["refrigerator", "dishwasher"],
            governing_state="Tennessee",
        ),
        [
            '1. PARTIES. {{seller|Milton and Joyce Farrow}} ("Seller") agree to sell and {{purchaser|Quentin Abara}} ("Purchaser") agrees to buy the property known as {{property_description|Lot 14, Block 3, Sycamore Bend\nSubdivision}}.\n2. PRICE. The purchase price is {{purchase_price|Three Hundred Forty-Two Thousand Five Hundred Dollars ($342,500)}}, with earnest money of {{earnest_money|$5,000}} to be held in escrow.\n3. CLOSING. Closing shall take place on or before {{closing_date|May 31, 2024}}.\n4. INSPECTION. Purchaser has {{inspection_days|ten (10) days}} to inspect.\n5. {{financing_contingency|This contract is subject to a financing contingency.}}\n6. The {{appliances_included[0]|refrigerator}} and {{appliances_included[1]|dishwasher}} are included.\n7. This contract is governed by the laws of {{governing_state|Tennessee}}.'
        ],
    ),
    Entry(
        "by-hand-seventh",
        1,
        "patent",
        "names and dates",
        Patent(
            number="US 9,412,077 B2",
            inventor="Hiroshi Kanda",
            assignee="Suncrest Bearings K.K.",
            filed=date(2013, 2, 19),
            granted=date(2016, 8, 9),
            claims=17,
        ),
        [
            "(10) Patent No.: {{number|US 9,412,077 B2}}\n(72) Inventor: {{inventor|Hiroshi Kanda}}, Nagoya (JP)\n(73) Assignee: {{assignee|Suncrest Bearings K.K.}}\n(22) Filed: {{filed|Feb. 19, 2013}}\n(45) Date of Patent (granted): {{granted|Aug. 9, 2016}}\n{{claims|17 Claims}}, 6 Drawing Sheets"
        ],
    ),
    Entry(
        "by-hand-seventh",
        2,
        "will",
        "contracts",
        Will(
            testator="Agnes Moorhouse",
            executor="Philip Tarrant",
            beneficiaries=["Ellen Moorhouse", "St. Jude's Hospice"],
            bequest=Decimal(25000),
            dated=date(2019, 3, 26),
            witnesses=["Colin Webb", "Nora Patel"],
            revokes_prior_wills=True,
        ),
        [
            "LAST WILL\nI, {{testator|Agnes Moorhouse}}, make this my last will. {{revokes_prior_wills|I revoke all prior wills.}} I appoint {{executor|Philip Tarrant}} as executor. I give the sum of {{bequest|£25,000}} to {{beneficiaries[1]|St Jude’s Hospice}} and the residue to my niece {{beneficiaries[0]|Ellen Moorhouse}}.\nDated {{dated|26th March 2019}}\nSigned in the presence of {{witnesses[0]|Colin Webb}} and {{witnesses[1]|Nora Patel}}."
        ],
    ),
    Entry(
        "by-hand-seventh",
        3,
        "quotation",
        "several documents",
        Quote(
            supplier="Ferrum Castings d.o.o.",
            price_per_unit=Decimal("18.75"),
            minimum_order=500,
            lead_time_days=21,
            valid_until=date(2025, 2, 28),
            mode=Mode.SEA,
        ),
        [
            "Dear buyer, {{supplier|Ferrum Castings}} can offer the part at {{price_per_unit|€18.75}} per unit with a minimum order of {{minimum_order|500}} pieces. The offer is valid until {{valid_until|28.02.2025}}.",
            "Logistics note: lead time {{lead_time_days|three weeks}}; goods travel by {{mode|sea freight}}. Reference 500-B.",
        ],
    ),
    Entry(
        "by-hand-seventh",
        51,
        "two-docs-one-label",
        "several documents",
        make(quoted_price=640.0, invoiced_price=655.0),
        [
            "Quotation\nPrice: 610.00\nQuoted price: {{quoted_price|640.00}}",
            "Invoice\nInvoiced price: {{invoiced_price|655.00}}",
        ],
    ),
]
