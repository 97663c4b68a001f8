"""Tables of results: CSV files, written without holding all results in memory, and columns for data frames."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from deferred.results.rows import Cell, Columns, Row, row_of
from deferred.results.shown import Shown

_LONGEST_INT = 1 << 63  # of the integers that a column of a data frame holds


def write_csv(results: Iterable[Shown], path: Path, *, search: bool = False) -> None:
    """Write results to a CSV file; a file that was there stays until all is written.

    The rows are written twice, first as JSON: the columns are known only when each value was read.
    """
    path = path.resolve()  # "." has no name to which ".part" could be added
    columns, begun = Columns(), path.with_name(path.name + ".part")
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8", dir=path.parent) as draft:
            _draft((row_of(result, search=search) for result in results), columns, draft)
            draft.seek(0)
            # UTF-8 has no lone surrogates, which a reply may hold.
            with begun.open("w", encoding="utf-8", errors="backslashreplace", newline="") as out:
                _write(columns, map(_undrafted, draft), out)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)


def columns_of(results: Iterable[Shown], *, search: bool = False) -> dict[str, list[Cell]]:
    """Return the columns of a table of results, each of one type, by name."""
    columns, rows = Columns(), []
    for result in results:
        rows.append(row_of(result, search=search))
        columns.add(rows[-1])
    lines = [columns.cells(row) for row in rows]
    return {name: _of_one_type([line[place] for line in lines]) for place, name in enumerate(columns.names)}


def _draft(rows: Iterable[Row], columns: Columns, draft: TextIO) -> None:
    for row in rows:
        columns.add(row)
        draft.write(json.dumps(row) + "\n")


def _undrafted(line: str) -> Row:
    return Row(*json.loads(line))


def _write(columns: Columns, rows: Iterator[Row], out: TextIO) -> None:
    writer = csv.writer(out)
    writer.writerow(columns.names)
    writer.writerows([_written(cell) for cell in columns.cells(row)] for row in rows)


def _written(cell: Cell) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"{Decimal(repr(cell)):f}" if isinstance(cell, float) else cell


def _of_one_type(cells: list[Cell]) -> list[Cell]:
    """Return the cells of a column as they are if a column of a data frame can hold them, otherwise as texts."""
    kinds = {type(cell) for cell in cells if cell is not None}
    is_long = int in kinds and any(isinstance(cell, int) and abs(cell) >= _LONGEST_INT for cell in cells)
    if kinds == {int, float} and not is_long:
        return [None if cell is None else float(cell) for cell in cells]
    if len(kinds) > 1 or is_long:
        return [None if cell is None else str(cell) for cell in cells]
    return cells
