"""The importer of Vertex AI's batches: a file is a table with one type for each key (captures of September 2026)."""

from __future__ import annotations

import re
from typing import Any

import orjson

Json = dict[str, Any]
DEEPEST = 15
FAILED = "Failed to import data from the input file: "
_COLUMN = re.compile(r"[\w-]+")


class ImportFailed(Exception):
    """Fails a whole job."""


def import_lines(data: bytes) -> list[Json]:
    """Give the lines of a file, if all of them fit into one table."""
    lines = [orjson.loads(line) for line in data.splitlines() if line.strip()]
    types: dict[str, str] = {}
    for line in lines:
        _import(line, "", 1, types)
    schemas = {_schema(line) for line in lines}
    if len(schemas) > 1:
        message = FAILED + "the requests have different response schemas."
        raise ImportFailed(message)
    return lines


def _import(value: Any, path: str, depth: int, types: dict[str, str]) -> None:
    kind = _kind(value, path)
    if types.setdefault(path, kind) != kind:
        message = f"{FAILED}{path} is {types[path]} in one line and {kind} in another."
        raise ImportFailed(message)
    if isinstance(value, list):
        for inner in value:
            _import(inner, path + "[]", depth, types)
    if isinstance(value, dict):
        _check_object(value, path, depth)
        for name, inner in value.items():
            _import(inner, f"{path}.{name}", depth + 1, types)


def _kind(value: Any, path: str) -> str:
    if value is None:
        message = f"{FAILED}{path} is null."
        raise ImportFailed(message)
    return "number" if type(value) in {int, float} else type(value).__name__


def _check_object(value: Json, path: str, depth: int) -> None:
    if not value:
        message = f"{FAILED}{path} has no fields."
        raise ImportFailed(message)
    if depth > DEEPEST:
        message = f"{FAILED}{path} is nested too deeply."
        raise ImportFailed(message)
    for name in value:
        if not _COLUMN.fullmatch(name):
            message = f"{FAILED}{name!r} is no name of a field."
            raise ImportFailed(message)


def _schema(line: Json) -> bytes:
    settings = (line.get("request") or {}).get("generationConfig") or {}
    asked = [settings.get("responseSchema"), settings.get("responseJsonSchema")]
    return orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
