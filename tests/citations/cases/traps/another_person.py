"""A value of another person."""

from __future__ import annotations

from tests.citations.cases.entry import Entry, make

ENTRIES = [
    Entry(
        "by-hand-later",
        32,
        "two-people",
        "traps",
        make(witness="D. Marsh"),
        ["Witness: {{witness|Daniel Marsh}}\nDirector: Helen Stroud"],
    ),
    Entry(
        "by-hand-third",
        23,
        "mother-for-patient",
        "traps",
        make(patient="Grace Okello"),
        ["Mother: Grace Okello\nPatient: infant, unnamed"],
    ),
    Entry(
        "by-hand-third",
        30,
        "previous-employer",
        "traps",
        make(current_employer="Hollis Bros"),
        ["Previous employer: Hollis Bros. Current employer: not stated."],
    ),
    Entry(
        "by-hand-third",
        32,
        "surname-of-other",
        "traps",
        make(ceo="Laura Bennett"),
        ["CEO: Thomas Bennett. Laura leads sales."],
    ),
    Entry(
        "by-hand-fourth",
        14,
        "shared-surname",
        "traps",
        make(plaintiff="Rosa Keller"),
        ["Keller v. Stone. The plaintiff, Anton Keller, lost."],
    ),
    Entry(
        "by-hand-fifth",
        23,
        "another-person",
        "traps",
        make(emergency_contact="Lara Voss"),
        ["Supervisor: Lara Voss. Emergency contact: withheld."],
    ),
]
