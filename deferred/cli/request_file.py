"""Requests in a file: JSONL, CSV or TSV, read into numbered lines; a line that cannot be read is named."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import orjson

_TABLES = {".csv": ",", ".tsv": "\t"}
SUFFIXES = frozenset({".jsonl", ".ndjson", *_TABLES})
# {{name}} stands for the text {name}; braces around anything that is no name are left alone, as JSON in prompts has.
_PLACE = re.compile(r"\{\{([^\W\d][\w .-]*)\}\}|\{([^\W\d][\w .-]*)\}")
_LONGEST_CELL = 1 << 30  # characters; by default a document of 128 KB is too long for the csv module
_SHOWN = 20  # kinds of wrong lines that are listed
_NUMBERS = 8  # lines of one kind whose numbers are listed
Problem: TypeAlias = tuple[int, str]  # the number of a line, and what is wrong with it


class BadLines(ValueError):
    """Lines of a requests file that are wrong, those with the same fault together; nothing was sent."""

    def __init__(self, path: Path, problems: Sequence[Problem]) -> None:
        """`problems` are all that was found."""
        kinds: dict[str, list[int]] = {}
        for number, what in sorted(problems):
            kinds.setdefault(what, []).append(number)
        listed = [f"{path}:{numbers[0]}: {what}{_others(numbers[1:])}" for what, numbers in kinds.items()]
        if len(listed) > _SHOWN:
            listed[_SHOWN:] = [f"and {len(listed) - _SHOWN} more faults"]
        wrong = "1 line is" if len(problems) == 1 else f"{len(problems)} lines are"
        super().__init__("\n".join([*listed, f"{wrong} wrong; nothing was sent"]))


def _others(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    told = ", ".join(map(str, numbers[:_NUMBERS])) + (", ..." if len(numbers) > _NUMBERS else "")
    return f" (and {len(numbers):,} more: {'line' if len(numbers) == 1 else 'lines'} {told})"


@dataclass(frozen=True)
class Line:
    """One line: its number, from 1, and what it holds."""

    number: int
    columns: dict[str, Any]


def read(path: Path) -> tuple[list[Line], list[Problem]]:
    """Read the lines of a requests file; returns those that can be read, and what is wrong with the others.

    Raises:
        ValueError: the file cannot be read, or holds no request.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise ValueError(message) from error
    found = list(_rows(path, content))
    problems = [(number, what) for number, what in found if isinstance(what, str)]
    if not found:
        message = f"{path} holds no request: it should have a line for each"
        raise ValueError(message)
    return [Line(number, columns) for number, columns in found if not isinstance(columns, str)], problems


def fill(template: str, columns: Mapping[str, Any]) -> str:
    """Put the columns of a line into a template.

    Raises:
        ValueError: the template names a column that the line does not have.

    Example:
        >>> fill('Translate {text} as {"t": ...}', {"text": "tea"})
        'Translate tea as {"t": ...}'
    """

    def value(match: re.Match[str]) -> str:
        if match[1] is not None:
            return f"{{{match[1]}}}"
        name = match[2].strip()
        if columns.get(name) is None:
            has = ", ".join(map(str, columns)) or "none"
            message = f"the template names the column {name!r}, which is not there (the line has: {has})"
            raise ValueError(message)
        return _as_text(columns[name])

    return _PLACE.sub(value, template)


def names_columns(template: str) -> bool:
    """Whether a template has a place for a column: without one, all its prompts are the same."""
    return any(match[2] is not None for match in _PLACE.finditer(template))


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(path: Path, content: bytes) -> Iterator[tuple[int, dict[str, Any] | str]]:
    delimiter = _TABLES.get(path.suffix.lower())
    return _json_rows(content) if delimiter is None else _table_rows(path, content, delimiter)


def _json_rows(content: bytes) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, text in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if text.strip():
            yield number, _object(text)


def _object(text: bytes) -> dict[str, Any] | str:
    try:
        value = orjson.loads(text)
    except ValueError as error:
        return f"not JSON ({_place_of(error)}); each line must be one JSON object"
    if not isinstance(value, dict):
        return f"a JSON object was expected, not {type(value).__name__}"
    return value


def _place_of(error: ValueError) -> str:
    """Say what is wrong with one line: the number of the line within it says nothing."""
    return str(error).replace("line 1 column", "column").partition(" (char")[0]


def _table_rows(path: Path, content: bytes, delimiter: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield content[: error.start].count(b"\n") + 1, "not UTF-8; save the file as UTF-8"
        return
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    end = 0
    head: list[str] | None = None
    while True:
        begin = end + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield begin, f"not {path.suffix.lstrip('.').upper()}: {error}"
            return
        end = reader.line_num
        if not any(cells):
            continue
        if head is None:
            head = [name.strip() for name in cells]
            if "" in head or len(set(head)) < len(head):
                yield begin, f"every column of the first line needs a name of its own (it has: {', '.join(head)})"
                return
            continue
        yield begin, _row(head, cells)


def _row(head: list[str], cells: list[str]) -> dict[str, Any] | str:
    if len(cells) != len(head):
        return f"it has {len(cells)} cells, and the first line names {len(head)} columns"
    return dict(zip(head, cells, strict=True))
