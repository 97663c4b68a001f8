"""A place in a text that states a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hit:
    """A place in a text that states a value; `start` and `end` are offsets of the text itself.

    Attributes:
        start, end: where.
        strength: 1 for the value as it is, less the more had to be read into it.
        note: how it is written there, in words.
        distinctive: whether this could hardly stand there for another reason.
        unit: the word beside a number that says of what it is.
        currency: the currency beside a number.
        plain: a number as written, where it is nothing but digits.
        quantity: the names of what its unit measures.
        converted: whether it is in another unit than the field is named for.
        in_row: whether it speaks only for the row of a table or list that it is in.
    """

    start: int
    end: int
    strength: float = 1.0
    note: str = ""
    distinctive: bool = False
    unit: str = ""
    currency: str = ""
    plain: str = ""
    quantity: str = ""
    converted: bool = False
    in_row: bool = False
