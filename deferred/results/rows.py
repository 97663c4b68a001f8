"""Rows: each result as one row of a table, and the columns that all of them need."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from deferred.citations.citation import Citation
from deferred.results.parsing import jsonable
from deferred.results.shown import Shown

Cell = str | int | float | bool | None
FIRST = ("row", "prompt", "text")
LAST = ("citations", "error", "cost_usd", "cached", "batch_id", "model")
_OWN = {*FIRST, *LAST}
_MOST_FIELDS = 1_000  # columns; further fields share one, for a value may have other keys in each result
_FURTHER = "other_fields"
_FACTS = ("text", "source", "page")


class Row(NamedTuple):
    """One result: the cells that each has, and the fields of its value by path."""

    own: dict[str, Cell]
    fields: dict[str, Cell]


class Columns:
    """The columns of a table of results: those that each table has, and the fields of all values, as they come."""

    def __init__(self) -> None:
        """No field is known yet."""
        self._fields: dict[str, str] = {}
        self._has_further = False

    def add(self, row: Row) -> None:
        """Note the fields of a row."""
        for path in row.fields:
            if path not in self._fields and len(self._fields) < _MOST_FIELDS:
                self._fields[path] = f"parsed.{path}" if path in {*_OWN, _FURTHER} else path
            self._has_further |= path not in self._fields

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [*FIRST, *self._fields.values(), *([_FURTHER] if self._has_further else []), *LAST]

    def cells(self, row: Row) -> list[Cell]:
        """Return the cells of a row, in the order of `names`."""
        further = {path: cell for path, cell in row.fields.items() if path not in self._fields}
        return [
            *(row.own[name] for name in FIRST),
            *(row.fields.get(path) for path in self._fields),
            *([_json(further) if further else None] if self._has_further else []),
            *(row.own[name] for name in LAST),
        ]


def row_of(result: Shown, *, search: bool = False) -> Row:
    """Return a result as one row; `search` also searches the documents of its request for the fields of its value."""
    own: dict[str, Cell] = {
        "row": result.row,
        "prompt": result.prompt,
        "text": result.text,
        "citations": _cited(result) if search or result.citations else None,
        "error": result.error,
        "cost_usd": None if result.cost_usd is None else float(result.cost_usd),
        "cached": result.cached,
        "batch_id": result.batch_id,
        "model": result.model,
    }
    return Row(own, {} if result.parsed is None else dict(_fields(jsonable(result.parsed, by_alias=False))))


def _fields(value: Any, path: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield the fields of a value by path; lists are JSON."""
    if isinstance(value, Mapping) and (value or not path):
        for name, inner in value.items():
            yield from _fields(inner, f"{path}.{name}" if path else str(name))
    else:
        yield path or "value", value if isinstance(value, Cell) else _json(value)


def _cited(result: Shown) -> str | None:
    """Return the citations of a result as JSON; those of a field name it."""
    mapped = [(path, one) for path, several in result.citation_mappings.items() for one in several]
    places = {_place(one) for _, one in mapped}
    rest = [("", one) for one in result.citations if _place(one) not in places]
    found = [{**({"field": path} if path else {}), **_facts(one)} for path, one in [*mapped, *rest]]
    return _json(found) if found else None


def _place(one: Citation) -> tuple[Any, ...]:
    return one.text, one.document_index, one.start, one.page, one.source


def _facts(one: Citation) -> dict[str, Any]:
    return {name: value for name in _FACTS if (value := getattr(one, name)) is not None}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
