"""Cases in which a value stands in the text and is not the field's."""

from tests.citations.cases.traps import (
    another_kind,
    another_label,
    another_person,
    another_time,
    another_unit,
    denied,
    invented,
    part_of_another,
    wrong_quotes,
)

ENTRIES = [
    entry
    for module in (
        another_kind,
        another_label,
        another_person,
        another_time,
        another_unit,
        denied,
        invented,
        part_of_another,
        wrong_quotes,
    )
    for entry in module.ENTRIES
]
