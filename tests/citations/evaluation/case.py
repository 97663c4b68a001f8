"""A labelled case: a parsed model, documents in which the right places are marked, and the reply in a provider's shape.

In a document `{{path|text}}` marks a place that a field may be traced to, `{{+path|text}}` one that it must be traced to
beside others, and `{{!path|text}}` a place that a careless provider cites for it and that is no evidence. Several paths are
parted by commas. A form feed parts pages. A field without a mark has to stay unmapped.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, RootModel
from pydantic_core import to_jsonable_python

from deferred.citations.citation import Block, Citation, Source

_MARK = re.compile(r"\{\{([+!]?)([^|{}]+)\|([^{}]*)\}\}")
SHAPES = ("value", "line", "whole", "prose", "openai", "gemini")


@dataclass(frozen=True)
class Place:
    document: int
    start: int
    end: int
    text: str
    page: int | None


@dataclass
class Case:
    name: str
    kind: str
    parsed: Any
    documents: list[str]
    shape: str = "openai"
    seed: int = 0
    places: dict[str, list[Place]] = field(default_factory=dict)
    required: dict[str, list[Place]] = field(default_factory=dict)
    optional: dict[str, list[Place]] = field(default_factory=dict)
    baits: dict[str, list[Place]] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)

    def __post_init__(self) -> None:
        for index, marked in enumerate(self.documents):
            self.sources.append(self._read(index, marked))
        known = {path for path, _, _ in leaves(self.parsed)}
        unknown = {*self.places, *self.required, *self.baits} - known
        assert not unknown, f"{self.name}: marks for fields that are not there: {unknown}"

    @property
    def provider(self) -> str:
        return {"openai": "openai", "gemini": "gemini"}.get(self.shape, "anthropic")

    def _read(self, index: int, marked: str) -> Source:
        plain = _MARK.sub(lambda match: match[3], marked)
        pages = (0, *(match.end() for match in re.finditer("\f", plain))) if "\f" in plain else ()
        moved = 0
        for match in _MARK.finditer(marked):
            start = match.start() - moved
            end = start + len(match[3])
            moved += len(match.group()) - len(match[3])
            page = sum(offset <= start for offset in pages) or None
            goal = {"": self.places, "+": self.required, "!": self.baits}[match[1]]
            for path in match[2].split(","):
                goal.setdefault(path.strip(), []).append(Place(index, start, end, match[3], page))
        return Source(index, f"document {index}", plain, pages)

    def reply(self) -> tuple[str, list[Block]]:
        """Give the reply's text and blocks in the shape of its provider."""
        rng = random.Random(f"{self.name}/{self.seed}")
        pieces = list(_SHAPES[self.shape](self, rng))
        blocks, start = [], 0
        for text, cited in pieces:
            blocks.append(Block(text, start, tuple(cited)))
            start += len(text)
        return "".join(text for text, _ in pieces), blocks

    def cite(self, path: str, rng: random.Random) -> list[Citation]:
        """Give what the provider cites for a field: the right line, or something beside the point."""
        places = self.required.get(path) or self.places.get(path, [])[:1]
        if not places and path in self.baits:
            places = self.baits[path]
        return [self.quote(place, rng) for place in places]

    def quote(self, place: Place, rng: random.Random) -> Citation:
        source = self.sources[place.document]
        text = source.text
        start, end = place.start, place.end
        if rng.random() < 0.7:  # a whole line, as providers do
            start = max(text.rfind("\n", 0, start), text.rfind("\f", 0, start)) + 1
            end = text.find("\n", end) + 1 or len(text)
        else:
            start = text.rfind(" ", 0, max(0, start - 30)) + 1
            end = text.find(" ", min(len(text) - 1, end + 20)) + 1 or len(text)
        page = sum(offset <= start for offset in source.pages) or None
        last = sum(offset < end for offset in source.pages) or None
        if page:
            return Citation(text[start:end], source.title, place.document, page, last, kind="page_location")
        return Citation(text[start:end], source.title, place.document, start=start, end=end, kind="char_location")


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any, str]]:
    """Give path, value and name of every single value, by a walk of its own."""
    for text, where, inner, name in chunks(value, path, ""):
        if where is not None and inner is not None and inner != "":
            yield where, inner, name
        assert text is not None


def chunks(value: Any, path: str, name: str, by_alias: bool = False) -> Iterator[tuple[str, str | None, Any, str]]:
    """Write a value as JSON in pieces: punctuation, and single values with their paths."""
    if isinstance(value, RootModel):
        yield from chunks(value.root, path, name, by_alias)
    elif isinstance(value, BaseModel):
        yield "{", None, None, ""
        for index, (key, info) in enumerate(type(value).model_fields.items()):
            shown = info.alias if by_alias and info.alias else key
            yield (", " if index else "") + json.dumps(shown) + ": ", None, None, ""
            yield from chunks(getattr(value, key), f"{path}.{key}".removeprefix("."), key, by_alias)
        yield "}", None, None, ""
    elif isinstance(value, dict):
        yield "{", None, None, ""
        for index, (key, inner) in enumerate(value.items()):
            yield (", " if index else "") + json.dumps(key) + ": ", None, None, ""
            yield from chunks(inner, f"{path}[{key!r}]", key, by_alias)
        yield "}", None, None, ""
    elif isinstance(value, list | tuple):
        yield "[", None, None, ""
        for index, inner in enumerate(value):
            if index:
                yield ", ", None, None, ""
            yield from chunks(inner, f"{path}[{index}]", name, by_alias)
        yield "]", None, None, ""
    else:
        yield json.dumps(to_jsonable_python(value), ensure_ascii=False), path, value, name


def _by_value(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    for text, path, _, _ in chunks(case.parsed, "", "", by_alias=rng.random() < 0.5):
        yield text, case.cite(path, rng) if path else []


def _by_line(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    line, cited = "", []
    depth = 0
    for text, path, _, _ in chunks(case.parsed, "", ""):
        depth += text.count("{") + text.count("[") if path is None else 0
        depth -= text.count("}") + text.count("]") if path is None else 0
        if text.startswith(", ") and depth <= 1 + (rng.random() < 0.3):
            yield line + ",\n", cited
            line, cited = "  " + text[2:], []
            continue
        line += text
        cited += case.cite(path, rng) if path else []
    yield line, cited


def _whole(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    pieces = list(chunks(case.parsed, "", ""))
    cited = [citation for _, path, _, _ in pieces if path for citation in case.cite(path, rng)]
    rng.shuffle(cited)
    yield "".join(text for text, _, _, _ in pieces), list(dict.fromkeys(cited))


def _prose(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    yield "Here is what the documents say. ", []
    for path, value, name in leaves(case.parsed):
        places = case.required.get(path) or case.places.get(path, [])
        said = (
            " and ".join(place.text for place in places[:3])
            if case.required.get(path)
            else places[0].text
            if places
            else str(value)
        )
        label = name.replace("_", " ")
        words = rng.choice(["The {0} is {1}. ", "{0}: {1}\n", "As for the {0}, the document gives {1}. "])
        if isinstance(value, bool):
            words = "{1} ({0})\n"
        yield words.format(label, " ".join(said.split())), case.cite(path, rng)
    json_text = "".join(text for text, _, _, _ in chunks(case.parsed, "", ""))
    yield f"\n```json\n{json_text}\n```\n", []


def _plain(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    yield "".join(text for text, _, _, _ in chunks(case.parsed, "", "", by_alias=rng.random() < 0.5)), []


def _fenced(case: Case, rng: random.Random) -> Iterator[tuple[str, list[Citation]]]:
    if rng.random() < 0.2:
        return  # parsed from a function call: no text at all
    json_text = json.dumps(
        json.loads("".join(text for text, _, _, _ in chunks(case.parsed, "", ""))), indent=rng.choice([None, 2])
    )
    yield f"Sure, here it is [as asked]:\n```json\n{json_text}\n```", []


_SHAPES = {"value": _by_value, "line": _by_line, "whole": _whole, "prose": _prose, "openai": _plain, "gemini": _fenced}
