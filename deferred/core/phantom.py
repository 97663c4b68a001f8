"""Phantoms: invented values in the place of a provider's answer, for look-ahead. Pure; each provider frames its own.

A phantom is recognised by its marker wherever it goes. Its values lean to one side: what a script looks for is there,
or is not; numbers are large or small, lists full or empty. Children whose phantoms lean differently go the same way
only where the script does not ask the answer.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import Any

_WORDS = (
    "yes no true false positive negative neutral spam ham ok pass fail done finished stop correct incorrect valid "
    "approved rejected high low medium score: 7 rating 7/10 1 2 3"
)
_FORMATS = {"date": "2031-02-03", "date-time": "2031-02-03T04:05:06Z"}
_DEEPEST = 8
_FENCED = re.compile(r"```\w*\n(.*)\n```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Lean:
    """The side that a phantom leans to.

    Attributes:
        yes: whether questions about it are answered with yes; None answers as the text says.
        number: the number that it holds.
        many: the length of its lists.
    """

    yes: bool | None
    number: int
    many: int


class PhantomWriter:
    """Writes the values of one phantom."""

    def __init__(self, marker: str, lean: Lean, depth: int) -> None:
        """`depth` counts the phantoms that the request was made of."""
        self.marker, self._lean, self._depth = marker, lean, depth

    @property
    def uses_tool(self) -> bool:
        """Whether it calls a tool that it need not call: once, on one side, so that loops of tools end."""
        return self._lean.yes is True and self._depth == 0

    @property
    def many(self) -> int:
        """The length of its lists."""
        return self._lean.many

    @property
    def tokens(self) -> int:
        """The tokens that it says it took: scripts stop at a number of them."""
        return self._lean.number

    def text(self) -> str:
        """Write a text: with the words that scripts look for, or without any."""
        return f"{self.marker} {_WORDS} {self.marker}" if self._lean.yes else self.marker

    def said(self, schema: Any, like: str) -> str:
        """Write what a model says: by a schema, or of the same structure as another answer at that line."""
        if schema is not None:
            return json.dumps(self.value(schema))
        found = as_json(like)
        return self.text() if found is None else json.dumps(self._like(found))

    def vector(self, width: int) -> list[float]:
        """Write an embedding."""
        seeded = random.Random(self.marker)  # noqa: S311 - it only has to differ
        return [seeded.uniform(-1, 1) for _ in range(width)]

    def value(self, schema: Any) -> Any:
        """Write a value that a JSON schema allows."""
        return self._of(schema, schema if isinstance(schema, dict) else {}, 0)

    def _of(self, given: Any, root: dict[str, Any], depth: int) -> Any:
        schema: dict[str, Any] = given if isinstance(given, dict) else {}
        if depth > _DEEPEST:
            return None
        if "$ref" in schema:
            return self._of(_at(root, str(schema["$ref"])), root, depth + 1)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._one_of(schema["enum"])
        for several in ("anyOf", "oneOf"):
            if schema.get(several):
                return self._of(self._one_of(schema[several]), root, depth + 1)
        if schema.get("allOf"):
            return self._of(schema["allOf"][0], root, depth + 1)
        return self._of_kind(_kind(schema), schema, root, depth)

    def _of_kind(self, kind: str, schema: dict[str, Any], root: dict[str, Any], depth: int) -> Any:
        match kind:
            case "object":
                fields = schema.get("properties") or {}
                return {name: self._of(one, root, depth + 1) for name, one in fields.items()}
            case "array":
                count = max(0 if self._lean.yes is False else self._lean.many, int(schema.get("minItems") or 0))
                return [self._of(schema.get("items"), root, depth + 1) for _ in range(count)]
            case "integer":
                return int(self._number(schema))
            case "number":
                return float(self._number(schema))
            case "boolean":
                return bool(self._lean.yes)
            case "null":
                return None
        return self._text_of(schema)

    def _one_of(self, options: list[Any]) -> Any:
        return options[-1 if self._lean.yes is False else 0]

    def _number(self, schema: dict[str, Any]) -> float:
        number: float = self._lean.number
        low, high = schema.get("minimum"), schema.get("maximum")
        above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
        high = high if high is not None else None if below is None else below - 1
        low = low if low is not None else None if above is None else above + 1
        number = number if high is None else min(number, high)
        return number if low is None else max(number, low)

    def _text_of(self, schema: dict[str, Any]) -> str:
        form = str(schema.get("format"))
        text = f"{self.marker}@example.com" if form == "email" else _FORMATS.get(form, self.text())
        most = schema.get("maxLength")
        return text if most is None else text[:most]

    def _like(self, value: Any) -> Any:
        """Write a value of the same structure as a given one."""
        match value:
            case bool():
                return bool(self._lean.yes)
            case int():
                return self._lean.number
            case float():
                return self._lean.number + 0.5
            case str():
                return self.text()
            case list():
                return [self._like(value[0]) for _ in range(self._lean.many)] if value else []
            case dict():
                return {name: self._like(one) for name, one in value.items()}
        return value


def as_json(text: str) -> Any:
    """Read a text as a JSON object or list, in a code fence or not; None if it is none."""
    text = text.strip()
    fenced = _FENCED.fullmatch(text)
    text = fenced.group(1) if fenced else text
    if text[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _at(root: dict[str, Any], reference: str) -> Any:
    found: Any = root
    for part in reference.lstrip("#/").split("/"):
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    return str(kind).lower() if kind else "object" if "properties" in schema else "string"
