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


def test_a_thousand_fields_of_one_model_are_mapped_in_seconds() -> None:
    model = create_model("Wide", **{f"field_{number}": (int, ...) for number in range(1000)})  # type: ignore[call-overload]
    text = "\n".join(f"field {number}: {number * 3}" for number in range(1000))
    found, seconds = timed(model(**{f"field_{number}": number * 3 for number in range(1000)}), text)
    assert len(found.fields) >= 999
    assert seconds < 5


@pytest.mark.slow
def test_the_rows_of_a_long_table_are_mapped_in_seconds_each_to_itself() -> None:
    rows = [Row(sku=f"P-{n:05}", qty=n % 97 + 1, price=f"{n * 37 / 100:.2f}", paid=n % 3 == 0) for n in range(500)]
    lines = [f"{row.sku}  {row.qty}  {row.price}  {'yes' if row.paid else 'no'}" for row in rows]
    text = "SKU  QTY  PRICE  PAID\n" + "\n".join(lines)
    found, seconds = timed(Table(rows=rows), text)
    starts = {number: text.index(line) for number, line in enumerate(lines)}
    said = {number: found.fields[f"rows[{number}].paid"][0].start or 0 for number in range(500)}
    assert all(starts[number] < said[number] < starts[number] + len(lines[number]) for number in range(500))
    assert seconds < 6


@pytest.mark.slow
def test_a_long_passage_of_a_repetitive_document_is_found_in_no_time() -> None:
    text = "Name: Bob Stone  Total: 77.10  This clause says that the quick red fox walked over the lazy dog.\n" * 10_000
    for start in (500_000, 500_001, 500_013):
        _, seconds = timed({"text": text[start : start + 10_000]}, text)
        assert seconds < 4
