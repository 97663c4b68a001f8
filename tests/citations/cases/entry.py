"""What is written by hand of a case: its value and its documents, under the set and the number that choose its shapes."""

from __future__ import annotations

from typing import Any, NamedTuple

from pydantic import BaseModel, create_model


class Entry(NamedTuple):
    """One value and its marked documents; the number is its place in its set."""

    set: str
    number: int
    name: str
    kind: str
    parsed: Any
    documents: list[str]


def make(**values: Any) -> BaseModel:
    """Make a model with these fields."""
    return create_model("Made", **{name: (type(value), ...) for name, value in values.items()})(**values)
