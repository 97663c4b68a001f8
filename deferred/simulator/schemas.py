"""Make a value that validates against a JSON schema, taking what it can from a text."""

from __future__ import annotations

import random
import re
import string
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
DEPTH = 5  # beyond it, recursive schemas get their smallest value
FORMATS = {
    "date": "2026-03-14",
    "date-time": "2026-03-14T09:26:53Z",
    "time": "09:26:53Z",
    "duration": "P1D",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "uuid": "6f1d2c3a-4b5e-4f60-8a7b-9c0d1e2f3a4b",
    "uri": "https://example.com/page",
    "url": "https://example.com/page",
    "iri": "https://example.com/page",
    "uri-reference": "/page",
    "hostname": "example.com",
    "ipv4": "192.0.2.7",
    "ipv6": "2001:db8::7",
    "binary": "AAEC",
    "byte": "AAEC",
}
FORMAT_SHAPES = {
    "date": r"\d{4}-\d{2}-\d{2}",
    "date-time": r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})",
    "email": r"[\w.+-]+@[\w-]+\.[\w.]*\w",
    "uri": r"https?://[^\s\"'<>)]+",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}
WORDS = ("amber", "birch", "cobalt", "dahlia", "ember", "fjord", "garnet", "harbour", "indigo", "juniper")
# A value in running text: up to a comma, the end of the line or of the sentence.
PHRASE = r"[^\s,;.|<>\"{}\[\]][^\n,;|<>\"{}\[\]]*?(?=[.]?\s*(?:[\n,;|<>\"{}\[\]]|$)|[.]\s)"
NUMBER = r"-?\d[\d,]*(?:\.\d+)?"


@dataclass
class Maker:
    """Builds values for one schema out of one text; deterministic for its `seed`."""

    root: Json
    source: str = ""
    seed: str = ""
    found: list[tuple[Any, str]] = field(default_factory=list)  # values taken from the source, and how it writes them
    hit: str | None = None  # the text that the value being made was taken from
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Seed the choices."""
        self.rng = random.Random(self.seed)

    def value(self, schema: Any, name: str = "", depth: int = 0) -> Any:
        """Make one value, remembering where it came from."""
        made = self._value(schema, name, depth)
        if self.hit is not None:
            self.found.append((made, self.hit))
            self.hit = None
        return made

    def _value(self, schema: Any, name: str, depth: int) -> Any:
        schema = self.resolve(schema)
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self._enum(schema["enum"], name)
        options = schema.get("anyOf") or schema.get("oneOf") or schema.get("any_of")
        if options:
            return self._option(schema, options, name, depth)
        kind = kind_of(schema)
        if kind == "null" or (depth > DEPTH and nullable(schema)):
            return None
        makers = {"object": self._object, "array": self._array, "string": self._string}
        if kind in makers:
            return makers[kind](schema, name, depth)
        return self._boolean(name) if kind == "boolean" else self._number(schema, name, whole=kind == "integer")

    def resolve(self, schema: Any) -> Json:
        """Follow $ref and fold allOf into one schema."""
        schema = schema if isinstance(schema, dict) else {}
        while "$ref" in schema:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = self._target(schema["$ref"]) | rest
        for part in schema.get("allOf") or ():
            schema = merge(schema, self.resolve(part))
        return dict(schema)

    def _target(self, ref: str) -> Json:
        node: Any = self.root
        for step in ref.removeprefix("#").strip("/").split("/") if ref != "#" else ():
            node = node.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(node, dict) else {}
        return node if isinstance(node, dict) else {}

    def _option(self, schema: Json, options: list[Any], name: str, depth: int) -> Any:
        rest = {key: value for key, value in schema.items() if key not in {"anyOf", "oneOf", "any_of"}}
        parts = [merge(rest, self.resolve(option)) for option in options]
        flat = [part for part in parts if kind_of(part) == "null" or "const" in part or "enum" in part]
        real = [part for part in parts if kind_of(part) != "null"]
        if depth > DEPTH:
            real = flat or real
        return self._value(real[0] if real else parts[0], name, depth)

    def _enum(self, choices: list[Any], name: str) -> Any:
        near = self.find(name, r"[\w -]+")
        for text in (near or "", self.source):
            for choice in choices:
                named = isinstance(choice, str) and re.search(rf"\b{re.escape(choice)}\b", text, re.IGNORECASE)
                if named:
                    self.hit = named.group()
                    return choice
        self.hit = None
        return self.rng.choice(choices)

    def _object(self, schema: Json, _name: str, depth: int) -> Json:
        required = set(schema.get("required") or ())
        properties = schema.get("properties") or {}
        made = {
            name: self.value(part, name, depth + 1)
            for name, part in properties.items()
            if name in required or depth <= DEPTH
        }
        extra = schema.get("additionalProperties")
        missing = [name for name in required if name not in made] if extra is not False else []
        more = max(int(schema.get("minProperties", 0)) - len(made), 0)
        names = [*missing, *WORDS[:more]]
        return made | {name: self.value(extra, name, depth + 1) for name in names}

    def _array(self, schema: Json, name: str, depth: int) -> list[Any]:
        fixed = schema.get("prefixItems") or []
        least, most = int(schema.get("minItems", 0)), int(schema.get("maxItems", 2**31))
        items = schema.get("items", {})
        wanted = max(least, len(fixed), 0 if depth > DEPTH or items is False else 1)
        one = name.removesuffix("s")
        values = [self.value(part, one, depth + 1) for part in fixed[:most]]
        tries, source = 0, self.source
        while len(values) < min(wanted, most):
            value = self.value(items, one, depth + 1)
            tries += 1
            if schema.get("uniqueItems") and value in values and tries < 20 * wanted:
                self.source = ""  # the text gives the same value every time
                continue
            values.append(value)
        self.source = source
        return values

    def _string(self, schema: Json, name: str, _depth: int) -> str:
        if "pattern" in schema:
            return self._pattern(schema["pattern"], name)
        if schema.get("format") in FORMATS:
            return self._formatted(schema["format"], name)
        least, most = int(schema.get("minLength", 0)), int(schema.get("maxLength", 2**31))
        found = self.find(name, PHRASE, label_needs_mark=True)
        text = found or f"{self.rng.choice(WORDS)} {name.replace('_', ' ')}".strip()
        return text[:most].ljust(least, ".")

    def _formatted(self, shape: str, name: str) -> str:
        pattern = FORMAT_SHAPES.get(shape)
        if pattern is None:
            return FORMATS[shape]
        anywhere = re.search(pattern, self.source)
        self.hit = self.find(name, pattern) or (anywhere.group() if anywhere else None)
        return self.hit or FORMATS[shape]

    def _pattern(self, pattern: str, name: str) -> str:
        body = pattern.removeprefix("^").removesuffix("$")
        try:
            found = self.find(name, body)
            if found and re.search(pattern, found):
                return found
            self.hit = None
            return from_pattern(body, self.rng)
        except re.error:
            return ""

    def _number(self, schema: Json, name: str, *, whole: bool) -> int | float:
        found = self.find(name, NUMBER)
        number = float(found.replace(",", "")) if found else float(self.rng.randint(1, 40))
        number = within(number, schema)
        step = schema.get("multipleOf") or (1 if whole else None)
        if step:
            number = round(number / step) * step
            number += step if number < lowest(schema) else -step if number > highest(schema) else 0
        return int(number) if whole else number

    def _boolean(self, name: str) -> bool:
        found = self.find(name, r"\w+")
        return found.lower() in {"true", "yes", "y", "on"} if found else self.rng.random() < 1 / 2

    def find(self, name: str, shape: str, *, label_needs_mark: bool = False) -> str | None:
        """Look in the source for `name: VALUE` (or =, is, #) with a value of this shape; remember it."""
        if not name or not self.source:
            return None
        label = r"[\s_-]*".join(re.escape(part) for part in re.split(r"[_\s-]+", name) if part)
        mark = r"(?::|=|#|\bis\b)" + ("" if label_needs_mark else "?")
        hit = re.search(rf"(?i:\b{label}\b)[\"'*]*\s*{mark}\s*[\"'*$€£#]*\s*({shape})", self.source)
        if hit is None or not hit.group(1).strip():
            return None
        self.hit = hit.group(1).strip()
        return self.hit


def kind_of(schema: Json) -> str:
    """Give the type a value should have, null only where nothing else is allowed."""
    kinds = schema.get("type")
    if isinstance(kinds, str):
        return kinds.lower()
    if isinstance(kinds, list):
        return next((kind for kind in kinds if kind != "null"), "null")
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    return "array" if "items" in schema or "prefixItems" in schema else "string"


def nullable(schema: Json) -> bool:
    """Tell whether null will do."""
    kinds = schema.get("type")
    return bool(schema.get("nullable")) or (isinstance(kinds, list) and "null" in kinds)


def merge(one: Json, two: Json) -> Json:
    """Put two schemas that both hold into one."""
    joined = one | two
    if "properties" in one and "properties" in two:
        joined["properties"] = one["properties"] | two["properties"]
    if "required" in one and "required" in two:
        joined["required"] = [*one["required"], *two["required"]]
    return {key: value for key, value in joined.items() if key != "allOf"}


def lowest(schema: Json) -> float:
    """Give the least allowed number."""
    least = schema.get("minimum", float("-inf"))
    above = schema.get("exclusiveMinimum")
    return max(least, above + gap(schema)) if isinstance(above, int | float) else float(least)


def highest(schema: Json) -> float:
    """Give the greatest allowed number."""
    most = schema.get("maximum", float("inf"))
    below = schema.get("exclusiveMaximum")
    return min(most, below - gap(schema)) if isinstance(below, int | float) else float(most)


def gap(schema: Json) -> float:
    """Give a step small enough to stay within exclusive bounds."""
    if kind_of(schema) == "integer":
        return 1.0
    bounds = [schema.get("exclusiveMinimum"), schema.get("maximum", schema.get("exclusiveMaximum"))]
    low, high = (bound if isinstance(bound, int | float) else None for bound in bounds)
    return min(0.001, (high - low) / 4) if low is not None and high is not None else 0.001


def within(number: float, schema: Json) -> float:
    """Bring a number between its bounds."""
    return min(max(number, lowest(schema)), highest(schema))


def from_pattern(pattern: str, rng: random.Random) -> str:
    """Write a text that the regular expression matches (the simple ones: classes, groups, choices, repeats)."""
    tree: Any = re._parser.parse(pattern)  # type: ignore[attr-defined] # noqa: SLF001 - the only parser there is
    return _write_all(tree, rng)


def _write_all(tree: Any, rng: random.Random) -> str:
    return "".join(_write(op, argument, rng) for op, argument in tree)


def _write(op: Any, argument: Any, rng: random.Random) -> str:
    name = str(op)
    if name == "LITERAL":
        return chr(argument)
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, tree = argument
        return "".join(_write_all(tree, rng) for _ in range(max(least, min(1, most))))
    if name == "SUBPATTERN":
        return _write_all(argument[3], rng)
    if name == "BRANCH":
        return _write_all(argument[1][0], rng)
    if name == "IN":
        return _one_of(argument, rng)
    return "x" if name in {"ANY", "NOT_LITERAL"} else ""


def _one_of(choices: Any, rng: random.Random) -> str:
    if str(choices[0][0]) == "NEGATE":
        shut = {chr(code) for op, code in choices if str(op) == "LITERAL"}
        return next(letter for letter in string.ascii_lowercase + string.digits if letter not in shut)
    op, argument = rng.choice(choices)
    if str(op) == "RANGE":
        return chr(rng.randint(*argument))
    if str(op) == "CATEGORY":
        return {"CATEGORY_DIGIT": "7", "CATEGORY_WORD": "w", "CATEGORY_SPACE": " "}.get(str(argument), "-")
    return chr(argument)
