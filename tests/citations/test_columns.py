"""Columns of yes and no, marks and legends: the row of an item decides, and never the head or the legend."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from tests.citations.tracing import traced


class Dish(BaseModel):
    name: str
    vegetarian: bool


class Menu(BaseModel):
    dishes: list[Dish]


class Guest(BaseModel):
    guest: str
    breakfast: bool


class Hotel(BaseModel):
    rows: list[Guest]


def test_a_legend_speaks_for_the_rows_that_bear_its_mark() -> None:
    text = "Leek soup (v) ... 6.50\nMackerel ... 14\nA service charge is added. (v) = vegetarian\n"
    dishes = [Dish(name="Leek soup", vegetarian=True), Dish(name="Mackerel", vegetarian=True)]
    found = traced(text, Menu(dishes=dishes))
    assert [one.start for one in found["dishes[0].vegetarian"]] == [text.index("(v)")]
    assert "dishes[1].vegetarian" not in found


def test_what_is_said_of_all_items_of_a_list_is_low_evidence_for_one() -> None:
    text = "Oak room, first floor\nElm room, second floor\n" + "\n" * 9 + "Breakfast is included.\n"
    rooms = [Guest(guest="Oak room", breakfast=True), Guest(guest="Elm room", breakfast=True)]
    found = traced(text, Hotel(rows=rooms))
    assert {one.confidence for index in (0, 1) for one in found[f"rows[{index}].breakfast"]} == {"low"}


TABLES = [
    "Guest        Breakfast\nKari Berg    yes\nPer Lund     no\n",
    "Guest,Breakfast,Floor\nKari Berg,yes,1\nPer Lund,no,2\n",
    "| Guest | Breakfast |\n|-------|-----------|\n| Kari Berg | yes |\n| Per Lund | no |\n",
    "GUEST BREAKFAST\nKari Berg yes\nPer Lund no\n",
    "Guest\tBreakfast\nKari Berg\tx\nPer Lund\tnein\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_the_cell_of_the_row_says_yes_or_no(text: str) -> None:
    rows = [Guest(guest="Kari Berg", breakfast=True), Guest(guest="Per Lund", breakfast=False)]
    found = traced(text, Hotel(rows=rows))
    said = [one.text for index in (0, 1) for one in found[f"rows[{index}].breakfast"]]
    assert said in (["yes", "no"], ["x", "nein"])


@pytest.mark.parametrize("text", TABLES)
def test_the_cell_of_another_row_and_the_head_of_the_table_say_nothing(text: str) -> None:
    rows = [Guest(guest="Kari Berg", breakfast=False), Guest(guest="Per Lund", breakfast=True)]
    found = traced(text, Hotel(rows=rows))
    assert not {"rows[0].breakfast", "rows[1].breakfast"} & found.keys()
