"""Pure: what the importer of Vertex AI's batches refuses, and what it takes in one file.

It reads the lines into a table, with one type for each JSON key: one bad line fails the whole job. Source: captures of
September 2026 (OpenRouterTeam/docs, google-vertex.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

_NAME = re.compile(r"[\w-]+")
_SETTINGS = "generationConfig"
_DEEPEST = 15  # levels of objects in a line, the line and its `request` included
_OF_A_LINE = 2
_FREE = ("args", "response")  # of calls of functions, and of their results: objects of any shape


def importable(body: Any) -> Any:
    """Return a request without the empty objects that mean the same as nothing.

    They are the settings that the SDK writes beside instructions or tools, and arguments of functions that take none.

    Example:
        >>> importable({"contents": [], "generationConfig": {}})
        {'contents': []}
    """
    if not isinstance(body, dict):
        return body
    kept = {name: value for name, value in body.items() if name != _SETTINGS or value != {}}
    turns = kept.get("contents")
    return {**kept, "contents": [_turn(turn) for turn in turns]} if isinstance(turns, list) else kept


def _turn(turn: Any) -> Any:
    parts = turn.get("parts") if isinstance(turn, dict) else None
    return {**turn, "parts": [_part(part) for part in parts]} if isinstance(parts, list) else turn


def _part(part: Any) -> Any:
    call = part.get("functionCall") if isinstance(part, dict) else None
    if not isinstance(call, dict) or call.get("args") != {}:
        return part
    return {**part, "functionCall": {name: value for name, value in call.items() if name != "args"}}


def objection(body: Any) -> str:
    """Return why a request would fail the whole job that it is in; empty if it would not.

    Example:
        >>> objection({"tools": [{"googleSearch": {}}]})
        'its importer takes no empty object (tools[0].googleSearch)'
    """
    return next(_objections(body, "", _OF_A_LINE), "") or _clash(body)


def kinship(body: dict[str, Any]) -> str:
    """Name what requests must have in common to share a job: schemas, tools, and the shape of functions' arguments.

    Example:
        >>> kinship({"contents": []})
        ''
    """
    settings = body.get(_SETTINGS) or {}
    told = [settings.get("responseSchema"), settings.get("responseJsonSchema"), body.get("tools")]
    free = [shape(part) for part in _free_parts(body.get("contents"))]
    if not any(told) and not free:
        return ""
    whole = json.dumps([told, sorted(map(json.dumps, free))], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _objections(value: Any, path: str, depth: int) -> Iterator[str]:
    if value is None:
        yield f"its importer takes no null ({path})"
    elif isinstance(value, list):
        yield from _of_list(value, path, depth)
    elif isinstance(value, dict):
        yield from _of_object(value, path, depth)


def _of_object(value: dict[str, Any], path: str, depth: int) -> Iterator[str]:
    if not value:
        yield f"its importer takes no empty object ({path})"
    if depth > _DEEPEST:
        yield f"its importer takes at most {_DEEPEST} levels of objects ({path})"
        return
    for name, inner in value.items():
        where = f"{path}.{name}" if path else name
        if not _NAME.fullmatch(name):
            yield f"its importer takes no key like {name!r} ({where})"
        if name == "type" and isinstance(inner, list):
            yield f"its importer takes no list of types ({where})"
        yield from _objections(inner, where, depth + 1)


def _of_list(value: list[Any], path: str, depth: int) -> Iterator[str]:
    for place, inner in enumerate(value):
        yield from _objections(inner, f"{path}[{place}]", depth)


def _clash(body: Any) -> str:
    """Return where a request itself has two types at one key, such as in the arguments of two functions."""
    kinds: dict[str, str] = {}
    for path, kind in _kinds(body, ""):
        if kinds.setdefault(path, kind) != kind:
            return f"its importer takes one type at a key, not {kinds[path]} and {kind} ({path})"
    return ""


def _kinds(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the type at each key; all objects of a list are one."""
    yield path, _kind(value)
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _kinds(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _kinds(inner, f"{path}[]")


def _kind(value: Any) -> str:
    return "number" if type(value) in {int, float} else type(value).__name__


def _free_parts(value: Any) -> Iterator[Any]:
    """Yield the objects of any shape in the contents of a request."""
    for inner in value if isinstance(value, list) else ():
        parts = inner.get("parts") if isinstance(inner, dict) else None
        for part in parts if isinstance(parts, list) else ():
            for held in part.values() if isinstance(part, dict) else ():
                if isinstance(held, dict):
                    yield from (held[name] for name in _FREE if name in held)


def shape(value: Any) -> Any:
    """Return the keys of a value and the types at them."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in sorted(value.items())}
    if isinstance(value, list):
        return [json.loads(one) for one in sorted({json.dumps(shape(inner)) for inner in value})]
    return _kind(value)
