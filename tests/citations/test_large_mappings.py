"""Thousands of fields and megabytes of text take time in proportion to their size."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pydantic import BaseModel, create_model

from deferred.citations.citation import Source
from deferred.citations.mapping import Mapping, map_fields


class Row(BaseModel):
    sku: str
    qty: int
    price: str
    paid: bool


class Table(BaseModel):
    rows: list[Row]


def timed(parsed: Any, text: str) -> tuple[Mapping, float]:
    started = time.process_time()
    found = map_fields(parsed, "", [], [Source(0, "a document", text)])
    return found, time.process_time() - started


def is_linear(quarter: tuple[Any, str], whole: tuple[Any, str]) -> bool:
    """Whether four times the work takes far less than the sixteen times of a square; machines differ too much to say more."""
    least, most = (min(timed(*one)[1] for _ in range(2)) for one in (quarter, whole))
    return most < 9 * least + 0.2  # seconds: what takes less is of no interest


def wide(count: int) -> tuple[Any, str]:
    model = create_model("Wide", **{f"field_{number}": (int, ...) for number in range(count)})  # type: ignore[call-overload]
    text = "\n".join(f"field {number}: {number * 3}" for number in range(count))
    return model(**{f"field_{number}": number * 3 for number in range(count)}), text


def table(count: int) -> tuple[Table, list[str], str]:
    rows = [Row(sku=f"P-{n:05}", qty=n % 97 + 1, price=f"{n * 37 / 100:.2f}", paid=n % 3 == 0) for n in range(count)]
    lines = [f"{row.sku}  {row.qty}  {row.price}  {'yes' if row.paid else 'no'}" for row in rows]
    return Table(rows=rows), lines, "SKU  QTY  PRICE  PAID\n" + "\n".join(lines)


SENTENCE = "Name: Bob Stone  Total: 77.10  This clause says that the quick red fox walked over the lazy dog.\n"


def passage(begin: int, repeats: int) -> tuple[Any, str]:
    """Ask for a passage from the middle of a text, which begins at this letter of a sentence."""
    text = SENTENCE * repeats
    start = repeats // 2 * len(SENTENCE) + begin
    return {"text": text[start : start + 10_000]}, text


def test_a_thousand_fields_of_one_model_are_mapped_in_proportion() -> None:
    found, _ = timed(*wide(1000))
    assert len(found.fields) >= 999
    assert is_linear(wide(250), wide(1000))


@pytest.mark.slow
def test_the_rows_of_a_long_table_are_mapped_in_proportion_each_to_itself() -> None:
    value, lines, text = table(500)
    found, _ = timed(value, text)
    starts = {number: text.index(line) for number, line in enumerate(lines)}
    said = {number: found.fields[f"rows[{number}].paid"][0].start or 0 for number in range(500)}
    assert all(starts[number] < said[number] < starts[number] + len(lines[number]) for number in range(500))
    fewer, _, less = table(125)
    assert is_linear((fewer, less), (value, text))


@pytest.mark.slow
@pytest.mark.parametrize("begin", [0, 4, 70])
def test_a_long_passage_of_a_repetitive_document_is_found_in_proportion(begin: int) -> None:
    assert is_linear(passage(begin, 2_500), passage(begin, 10_000))
