"""Yes and no, and one of several words."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Literal

from pydantic import Field, create_model

from tests.citations.cases.entry import Entry, make


class Terms(str, Enum):
    NET_30 = "NET_30"
    NET_60 = "NET_60"
    ON_RECEIPT = "ON_RECEIPT"


class Severity(IntEnum):
    LOW = 1
    HIGH = 3


class Tier(Enum):
    GOLD = "gold"
    SILVER = "silver"


ENTRIES = [
    Entry(
        "by-hand",
        87,
        "net-30",
        "enums",
        create_model("M", payment_terms=(Terms, ...))(payment_terms=Terms.NET_30),
        ["Payment terms: {{payment_terms|net 30}} days from invoice."],
    ),
    Entry(
        "by-hand",
        88,
        "int-enum",
        "enums",
        create_model("M", severity=(Severity, ...))(severity=3),
        ["Severity: {{severity|High}}"],
    ),
    Entry(
        "by-hand",
        89,
        "literal",
        "enums",
        create_model("M", status=(Literal["approved", "rejected"], ...))(status="approved"),
        ["Application status: {{status|Approved}}"],
    ),
    Entry(
        "by-hand",
        90,
        "literal-denied",
        "enums",
        create_model("M", status=(Literal["approved", "rejected"], ...))(status="approved"),
        ["The application was not approved."],
    ),
    Entry(
        "by-hand",
        91,
        "inflected",
        "enums",
        create_model("M", frequency=(Literal["quarterly", "annual"], ...))(frequency="annual"),
        ["Interest is paid {{frequency|annually}}; the frequency cannot change."],
    ),
    Entry(
        "by-hand",
        92,
        "checkbox",
        "booleans",
        make(taxable=True, exempt=False),
        ["{{taxable|[x] Taxable}}\n{{exempt|[ ] Exempt}}"],
    ),
    Entry(
        "by-hand",
        93,
        "yes-no",
        "booleans",
        make(wheelchair_access=False),
        ["Rooms: 12\n{{wheelchair_access|Wheelchair access: No}}\nParking: Yes"],
    ),
    Entry(
        "by-hand",
        94,
        "unless",
        "booleans",
        make(auto_renewal=True),
        [
            "{{auto_renewal|This Agreement renews automatically for one-year terms unless either party does not wish it.}}"
        ],
    ),
    Entry(
        "by-hand",
        95,
        "nowhere",
        "booleans",
        make(arbitration_required=False),
        ["The parties will talk before going to court."],
    ),
    Entry(
        "by-hand",
        96,
        "described",
        "booleans",
        create_model("M", hvac=(bool, Field(description="Whether air conditioning is included")))(hvac=True),
        ["{{hvac|Air conditioning is included in the rent.}}"],
    ),
    Entry(
        "by-hand-later",
        51,
        "de-boolean",
        "booleans",
        make(kaution_erforderlich=False),
        ["{{kaution_erforderlich|Eine Kaution ist nicht erforderlich.}}"],
    ),
    Entry(
        "by-hand-later",
        52,
        "noncompete",
        "booleans",
        make(non_compete=True),
        ["{{non_compete|The Employee is bound by a non-compete covenant for one year.}}"],
    ),
    Entry(
        "by-hand-later",
        53,
        "smoking-false",
        "booleans",
        make(smoking_permitted=False),
        ["{{smoking_permitted|Smoking is prohibited throughout the premises.}}"],
    ),
    Entry(
        "by-hand-later",
        54,
        "insurance-needed",
        "booleans",
        make(insurance_required=True),
        ["{{insurance_required|The Hirer must hold insurance of at least £2 million.}}"],
    ),
    Entry(
        "by-hand-third",
        55,
        "per-annum",
        "enums",
        make(frequency="yearly"),
        ["Audits take place {{frequency|once per year}}.".replace("once per year", "per year")],
    ),
    Entry("by-hand-third", 56, "title-case", "enums", make(condition="GOOD"), ["Condition: {{condition|Good}}"]),
    Entry(
        "by-hand-third",
        61,
        "clause-shall",
        "booleans",
        make(confidential=True),
        ["{{confidential|The parties shall keep the terms confidential.}}"],
    ),
    Entry(
        "by-hand-third",
        62,
        "no-warranty",
        "booleans",
        make(warranty_included=False),
        ["{{warranty_included|No warranty is included with used parts.}}"],
    ),
    Entry(
        "by-hand-third",
        63,
        "form-x",
        "booleans",
        make(us_citizen=True),
        ["{{us_citizen|US citizen:  [X] yes  [ ] no}}"],
    ),
    Entry(
        "by-hand-third",
        64,
        "doesnt",
        "booleans",
        make(requires_login=False),
        ["{{requires_login|The viewer doesn’t require a login.}}"],
    ),
    Entry("by-hand-fourth", 26, "bool-status", "booleans", make(active=True), ["{{active|Status: active}}"]),
    Entry(
        "by-hand-fourth",
        27,
        "negative-name",
        "booleans",
        make(no_refunds=True),
        ["{{no_refunds|No refunds are given on sale items.}}"],
    ),
    Entry(
        "by-hand-fourth",
        28,
        "double-negative",
        "booleans",
        make(liable=False),
        ["{{liable|The carrier is not liable for delay.}}"],
    ),
    Entry("by-hand-fourth", 29, "tick", "booleans", make(gluten_free=True), ["{{gluten_free|Gluten-free ✓}}"]),
    Entry("by-hand-fourth", 30, "without", "booleans", make(alcohol=False), ["{{alcohol|Brewed without alcohol.}}"]),
    Entry(
        "by-hand-fourth",
        31,
        "unlimited",
        "booleans",
        make(mileage_limited=False),
        ["{{mileage_limited|Mileage is unlimited.}}"],
    ),
    Entry(
        "by-hand-fourth",
        32,
        "waiver",
        "booleans",
        make(jury_trial_waived=True),
        ["{{jury_trial_waived|Each party waives its right to a jury trial.}}"],
    ),
    Entry(
        "by-hand-fourth",
        33,
        "exclusive-neg",
        "booleans",
        make(exclusivity=False),
        ["{{exclusivity|This is a non-exclusive licence.}}"],
    ),
    Entry(
        "by-hand-fourth",
        34,
        "enum-words",
        "enums",
        create_model("M", tier=(Tier, ...))(tier=Tier.GOLD),
        ["Membership tier: {{tier|Gold}}"],
    ),
    Entry(
        "by-hand-fourth",
        35,
        "enum-hyphen",
        "enums",
        make(employment_type="full_time"),
        ["Employment type: {{employment_type|full-time}}"],
    ),
    Entry(
        "by-hand-fourth",
        36,
        "literal-two-words",
        "enums",
        create_model("M", incoterm=(Literal["FOB", "CIF"], ...))(incoterm="FOB"),
        ["Incoterm: {{incoterm|FOB}} Hamburg"],
    ),
    Entry(
        "by-hand-seventh",
        35,
        "must-not",
        "booleans",
        make(stackable=False),
        ["{{stackable|Pallets must not be stacked: not stackable.}}"],
    ),
    Entry(
        "by-hand-seventh",
        36,
        "required-no",
        "booleans",
        make(visa_required=False),
        ["{{visa_required|No visa is required for stays under 90 days.}}"],
    ),
    Entry("by-hand-seventh", 37, "is-member", "booleans", make(is_member=True), ["{{is_member|Member: yes}}"]),
    Entry(
        "by-hand-seventh",
        38,
        "has-lift",
        "booleans",
        make(has_elevator=True),
        ["{{has_elevator|The building has an elevator.}}"],
    ),
    Entry("by-hand-seventh", 39, "opted-out", "booleans", make(newsletter=False), ["{{newsletter|Newsletter: no}}"]),
    Entry(
        "by-hand-seventh",
        40,
        "severity",
        "enums",
        create_model("M", severity=(Literal["minor", "major"], ...))(severity="minor"),
        ["Severity: {{severity|Minor}}. No major findings."],
    ),
    Entry(
        "by-hand-seventh",
        41,
        "net-terms",
        "enums",
        make(payment_terms="net 45"),
        ["Payment terms: {{payment_terms|net 45 days}}"],
    ),
    Entry(
        "by-hand-ninth",
        29,
        "toxic",
        "negations",
        make(toxic=False),
        ["{{toxic|The paint is not classed as toxic}} under REACH.\n"],
    ),
    Entry(
        "by-hand-ninth",
        30,
        "hazardous",
        "negations",
        make(hazardous=False),
        ["{{hazardous|The cargo is not classified as dangerous goods.}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        31,
        "returnable",
        "negations",
        make(returnable=False),
        ["{{returnable|Cut fabric cannot be sent back.}} Returns are processed weekly.\n"],
    ),
    Entry(
        "by-hand-ninth",
        32,
        "refundable",
        "negations",
        make(refundable=False),
        ["{{refundable|Deposits will not be paid back.}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        33,
        "auto-renews",
        "negations",
        make(auto_renewal=True),
        ["{{auto_renewal|The subscription renews each year}} until cancelled.\n"],
    ),
    Entry(
        "by-hand-ninth",
        34,
        "renews-not",
        "negations",
        make(auto_renew=False),
        ["{{auto_renew|The lease does not renew automatically.}}\n"],
    ),
    Entry(
        "by-hand-ninth",
        35,
        "renews-successively",
        "negations",
        make(auto_renews=True),
        ["4. {{auto_renews|It shall be renewed for further terms of twelve months}} unless either side objects.\n"],
    ),
]
