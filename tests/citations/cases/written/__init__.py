"""Cases written by hand, by subject and trade."""

from tests.citations.cases.written import (
    answers,
    contracts,
    dates,
    identifiers,
    languages,
    layout,
    lists,
    money,
    names,
    near_misses,
    numbers,
    prose,
    quoted_together,
    statements,
    units,
)

ENTRIES = [
    entry
    for module in (
        answers,
        contracts,
        dates,
        identifiers,
        languages,
        layout,
        lists,
        money,
        names,
        near_misses,
        numbers,
        prose,
        quoted_together,
        statements,
        units,
    )
    for entry in module.ENTRIES
]
