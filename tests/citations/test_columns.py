"""Columns of yes and no, marks and legends: the row of an item decides, and never the head or the legend."""

from __future__ import annotations

from decimal import Decimal

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


class Row(BaseModel):
    name: str
    qty: int
    paid: bool


class Rows(BaseModel):
    rows: list[Row]


_ROWS = [("Bolt", 3, "yes"), ("Nut", 4, "no"), ("Washer", 3, "yes")]


_HEAD = "<table><tr><th>Name</th><th>Qty</th><th>Paid</th></tr>"


def written(form: str, between: str = "") -> str:
    return between.join(form.format(name, qty, paid) for name, qty, paid in _ROWS)


@pytest.mark.parametrize(
    "text",
    [
        _HEAD + "\n" + written("<tr><td>{}</td><td>{}</td><td>{}</td></tr>", "\n") + "</table>",
        _HEAD + written("<tr><td>{}</td><td>{}</td><td>{}</td></tr>") + "</table>",
        "<table>\n<tr>\n<th>Name</th>\n<th>Qty</th>\n<th>Paid</th>\n</tr>\n"
        + written("<tr>\n<td>{}</td>\n<td>{}</td>\n<td>{}</td>\n</tr>\n"),
        "<table><tr><th>Name<th>Qty<th>Paid</tr>\n" + written("<tr><td>{}<td>{}<td>{}</tr>", "\n") + "</table>",
        '{{"rows":[{}]}}'.format(written('{{"name":"{}","qty":{},"paid":"{}"}}', ",")),
        written("<row><name>{}</name><qty>{}</qty><paid>{}</paid></row>"),
        written('<row name="{}" qty="{}" paid="{}"/>', "\n"),
    ],
)
def test_every_row_of_a_text_of_machines_speaks_for_itself(text: str) -> None:
    truth = Rows(rows=[Row(name=name, qty=qty, paid=paid == "yes") for name, qty, paid in _ROWS])
    wrong = Rows(rows=[Row(name=name, qty=qty, paid=paid != "yes") for name, qty, paid in _ROWS])
    starts = [text.index(name) for name, _, _ in _ROWS]
    for path, citations in traced(text, truth).items():
        number = int(path[5])
        last = [*starts[1:], len(text)][number]
        assert starts[number] <= citations[0].start < citations[0].end <= last, path
    assert not [path for path in traced(text, wrong) if path.endswith("paid")]
    assert len(traced(text, truth)) == 9


class Model(BaseModel):
    model: str
    weight_kg: float
    waterproof: bool
    fare: Decimal


class Models(BaseModel):
    models: list[Model]


_SIDE_BY_SIDE = [
    ["Vessel", "MV Isla", "MV Corra", "MV Isla"],
    ["Weight", "17.5 kg", "18.9 kg", "17.5 kg"],
    ["Waterproof", "no", "yes", "yes"],
    ["Fare", "£8.40", "£8.40", "£6.20"],
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("".join(cell.ljust(14) for cell in row).rstrip() for row in _SIDE_BY_SIDE),
        "\n".join("| " + " | ".join(row) + " |" for row in [_SIDE_BY_SIDE[0], ["---"] * 4, *_SIDE_BY_SIDE[1:]]),
        "\n".join("\t".join(row) for row in _SIDE_BY_SIDE),
        "<table>" + "\n".join("<tr><td>" + "</td><td>".join(row) + "</td></tr>" for row in _SIDE_BY_SIDE) + "</table>",
    ],
)
def test_where_the_items_stand_side_by_side_a_value_is_that_of_its_column(text: str) -> None:
    names, weights, answers, fares = (row[1:] for row in _SIDE_BY_SIDE)
    rows = [
        Model(model=name, weight_kg=float(weight[:4]), waterproof=answer == "yes", fare=Decimal(fare[1:]))
        for name, weight, answer, fare in zip(names, weights, answers, fares, strict=True)
    ]
    found = traced(text, Models(models=rows))
    assert len(found) == 12
    for field in ("model", "weight_kg", "waterproof", "fare"):
        starts = [found[f"models[{number}].{field}"][0].start for number in range(3)]
        assert starts == sorted(set(starts)), field
    wrong = [row.model_copy(update={"waterproof": not row.waterproof}) for row in rows]
    assert not [path for path in traced(text, Models(models=wrong)) if path.endswith("waterproof")]


class Task(BaseModel):
    task: str
    hours: int
    finished: bool


class Tasks(BaseModel):
    tasks: list[Task]


def finished(text: str, *, third: bool = True) -> list[str]:
    """Give what is cited for the answers of three tasks."""
    tasks = [("Plan", 1, True), ("Build", 2, False), ("Test", 1, third)]
    rows = [Task(task=task, hours=hours, finished=done) for task, hours, done in tasks]
    found = traced(text, Tasks(tasks=rows))
    return [one.text for path, citations in found.items() if path.endswith("finished") for one in citations]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [x] Plan\n- [ ] Build\n- [x] Test\n", ["[x]", "[ ]", "[x]"]),
        ("Was;Std;OK\nPlan;1;J\nBuild;2;N\nTest;1;J\n", ["J", "N", "J"]),
        ("| Was | Std | OK |\n|-|-|-|\n| Plan | 1 | ✔ |\n| Build | 2 | ✘ |\n| Test | 1 | ✔ |\n", ["✔", "✘", "✔"]),
    ],
)
def test_the_only_answer_in_the_row_of_an_item_needs_no_label_that_is_known(text: str, said: list[str]) -> None:
    assert finished(text) == said
    assert finished(text, third=False) == said[:2]


def test_a_number_of_the_item_and_one_answer_of_two_are_not_its_answer() -> None:
    assert finished("Was;Std;Art\nPlan;1;V\nBuild;2;D\nTest;1;V\n") == []
    assert finished("Was;Std;OK;Neu\nPlan;1;J;N\nBuild;2;N;J\nTest;1;J;J\n") == []
