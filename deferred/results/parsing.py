"""Parse the requested value from a reply: from JSON in its text or from a tool call; else explain why not.

Nothing is guessed: a value that does not validate is an error that names the field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_origin

if TYPE_CHECKING:
    from deferred.citations.citation import Reading

_FENCE = re.compile(r"```[\w+-]*[ \t]*\r?\n?(.*?)```", re.DOTALL)
# The beginnings of JSON, but not of {name} or [note].
_OPENING = re.compile(r"[{\[](?=\s*(?:[\"\[{}\]\d-]|(?:true|false|null|NaN|Infinity)\b))")
_MEANT = re.compile(r"[{\[]\s*(?:\"|[{\[]\s*\")")  # a beginning of JSON, not a bracket in a sentence
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*(?:"|$)|[{}\[\]]', re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_TRIES = 1000  # brackets that may begin a list of numbers; text with more of them is given up
_SHOWN = 3  # problems named in one error
_LONGEST = 80  # characters of a wrong value shown


def parse(model: Any, reading: Reading) -> tuple[Any, str | None]:
    """Find the value of type `model` in a reply; returns it, or None and the reason."""
    if reading.refused:
        return None, reading.refused
    adapter = _adapter(model)
    texts = [*candidates(reading.text), *filter(None, reading.values)]
    if len(reading.values) > 1:  # several calls of one tool, for a list
        texts.append(f"[{','.join(reading.values)}]")
    value, problem = first_valid(adapter.validate_json, texts)
    if problem is None:
        return value, None
    if not any(text[0] in "{[" for text in texts):  # a bare word, for an enum or a literal
        value, bare = first_valid(adapter.validate_python, [reading.text.strip()])
        if bare is None:
            return value, None
    return None, _why(model, reading, texts, problem)


def first_valid(validate: Any, texts: Iterable[str]) -> tuple[Any, Exception | None]:
    """Return the first value that validates; else None and the error of the closest candidate, or of having none."""
    from pydantic import ValidationError  # noqa: PLC0415 - it takes long to import, and many runs parse nothing

    errors: list[ValidationError] = []
    for text in texts:
        try:
            return validate(text), None
        except ValidationError as error:
            errors.append(error)
    return None, min(errors, key=_distance) if errors else ValueError("there is no JSON")


def _distance(error: Any) -> tuple[bool, int]:
    """Return how far a value was from valid: a non-object is further than an object with wrong fields."""
    return any(not one["loc"] for one in error.errors(include_url=False)), error.error_count()


def candidates(text: str) -> Iterator[str]:
    """Yield the JSON values in a text, likeliest first: all of it, fenced blocks, then objects and lists in prose.

    Of several values the last comes first: a model that reasons in its text ends with its answer.
    """
    stripped = text.strip()
    if not stripped:
        return
    as_whole = _strict(stripped)
    if as_whole is not None:
        yield as_whole
        return
    seen = set()
    for place in (*reversed([hit.group(1) for hit in _FENCE.finditer(text)]), text):
        for found in reversed(_objects(place)):
            if found not in seen:
                seen.add(found)
                yield found


def _strict(text: str) -> str | None:
    """Return the text if it is JSON; rewrite it if its strings hold line ends, which strict parsers refuse."""
    for strict in (True, False):
        try:
            value = json.loads(text, strict=strict)
        except (ValueError, RecursionError):
            continue
        return text if strict else json.dumps(value)
    return None


def _objects(text: str) -> list[str]:
    """Return the outermost JSON objects and lists in a text; empty ones are ignored.

    Broken JSON is left out as a whole, because a piece of it is not the answer. If the text is cut off, nothing is
    returned, because earlier values were not the answer either.
    """
    at, tries, found = 0, 0, []
    while opening := _OPENING.search(text, at):
        start, meant = opening.start(), bool(_MEANT.match(text, opening.start()))
        tries += not meant
        at = _closing(text, start) if meant else opening.end()
        if at < 0:
            return []
        try:
            value, at = _decoded(text, start, at if meant else None) if meant or tries < _TRIES else (None, at)
            piece = (_strict(text[start:at]) or json.dumps(value)) if value else ""
        except RecursionError:  # no parser will take it, and the error of the one that is asked says so
            return [text[start:]]
        except ValueError:
            continue
        found += [piece] if piece else []
    return found


def _decoded(text: str, start: int, end: int | None) -> tuple[Any, int]:
    """Decode the JSON that begins at `start`; if its end is known, the rest is ignored."""
    if end is None:
        return _DECODER.raw_decode(text, start)
    value, length = _DECODER.raw_decode(text[start:end])
    return value, start + length


def _closing(text: str, start: int) -> int:
    """Find the end of the bracket that opens at `start`, ignoring strings; -1 if it is never closed."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token.group(), 0)
        if depth == 0:
            return token.end()
    return -1


def _why(model: Any, reading: Reading, texts: list[str], problem: Exception) -> str:
    name = _name(model)
    if reading.cut:
        return f"{reading.cut}, so it holds no whole {name}"
    if not reading.text.strip() and not reading.values:
        return f"the reply is empty: it has no text and no tool call, so there is no {name} in it"
    if not texts:
        return f"the reply holds no JSON, so there is no {name} in it; it begins {_short(reading.text.strip())}"
    return f"the reply is no valid {name}: {problems(problem)}"


def problems(error: Any) -> str:
    """List the fields that failed validation, with the reasons."""
    found = error.errors(include_url=False) if hasattr(error, "errors") else []
    if not found:
        return str(error)
    said = [f"{path_of(one['loc']) or 'the value'}: {one['msg']}{_given(one)}" for one in found[:_SHOWN]]
    more = len(found) - _SHOWN
    return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def path_of(steps: Iterable[Any]) -> str:
    """Format a path, like `lines[0].amount`."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def _given(one: Any) -> str:
    return (
        "" if one["type"] == "missing" or isinstance(one["input"], (dict, list)) else f" (it is {_short(one['input'])})"
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def jsonable(value: Any, *, by_alias: bool = True) -> Any:
    """Return a parsed value as JSON that validates to the same value; or with Python's field names."""
    from pydantic_core import to_jsonable_python  # noqa: PLC0415 - as above

    return to_jsonable_python(value, by_alias=by_alias, fallback=str)


def validated(model: Any, value: Any) -> tuple[Any, str | None]:
    """Validate a JSON value; returns the object, or None and the error."""
    found, problem = first_valid(_adapter(model).validate_json, [json.dumps(value)])
    return found, None if problem is None else f"not a valid {_name(model)}: {problems(problem)}"


def _name(model: Any) -> str:
    return model.__name__ if isinstance(model, type) and get_origin(model) is None else str(model)


def _adapter(model: Any) -> Any:
    try:
        return _kept_adapter(model)
    except TypeError:  # a type that cannot be hashed
        return _kept_adapter.__wrapped__(model)


@lru_cache(maxsize=256)
def _kept_adapter(model: Any) -> Any:
    from pydantic import TypeAdapter  # noqa: PLC0415 - as above

    return TypeAdapter(model)
