"""The single values of a parsed model, each with its path and its words, and where their JSON stands in a text."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pydantic import AliasChoices, AliasPath, BaseModel, RootModel, SecretBytes, SecretStr
from pydantic.fields import FieldInfo  # noqa: TC002 - as for the types of this project

_scan_string: Any = json.decoder.scanstring  # type: ignore[attr-defined] # not in its stubs, but what its parser is made of
_OPENING = re.compile(r"[{\[]")
_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_CONSTANTS = {"true": True, "false": False, "null": None, "NaN": None, "Infinity": None, "-Infinity": None}
_DEEPEST = 100  # deeper nesting is not a reply, and Python's stack ends somewhere
_WRAPPED = 2  # how deep the object asked for may lie in what a tool call or a wrapper puts around it

Key = str | int
ANY = "*"  # a step that may be any child: the order of a set is not that of its JSON


class _TooDeepError(Exception):
    """What is nested this deep is no reply, and looking further would take for ever."""


@dataclass(frozen=True)
class Node:
    """A JSON value and where it stands in the text; `end` is exclusive."""

    start: int
    end: int
    value: Any = None
    children: dict[Key, Node] = field(default_factory=dict)


def find_json(text: str) -> list[Node]:
    """Give every JSON object and array in the text, outermost ones only, in order."""
    found: list[Node] = []
    position = 0
    while (opening := _next_opening(text, position)) >= 0:
        try:
            node = _value(text, opening, 0)
        except _TooDeepError:
            break
        except (ValueError, IndexError):
            position = opening + 1
        else:
            found.append(node)
            position = node.end
    return found


def locate(nodes: Sequence[Node], route: Sequence[Sequence[tuple[Key, ...]]], value: Any) -> tuple[int, int] | None:
    """Follow a route through the first node that has it; each step offers the keys that JSON may use."""
    for node in nodes:
        for end in _follow(node, route):
            if ANY not in {key for step in route for way in step for key in way} or str(end.value) == str(value):
                return end.start, end.end
    return None


def best_root(nodes: Sequence[Node], routes: Sequence[Any]) -> Node | None:
    """Give the value in the text that has the most of these routes: the reply itself, or what a wrapper holds."""
    candidates = [inner for node in nodes for inner in _within(node, _WRAPPED)]
    scored = [(sum(any(True for _ in _follow(node, route)) for route in routes), node) for node in candidates[:50]]
    best = max((score for score, _ in scored), default=0)
    # The last of equals: a draft comes before the final answer.
    return next((node for score, node in reversed(scored) if score == best), None) if best else None


def _next_opening(text: str, position: int) -> int:
    opening = _OPENING.search(text, position)
    return opening.start() if opening else -1


def _within(node: Node, depth: int) -> Iterator[Node]:
    if depth:
        for child in node.children.values():
            yield from _within(child, depth - 1)
    yield node


def _follow(node: Node, route: Sequence[Sequence[tuple[Key, ...]]]) -> Iterator[Node]:
    if not route:
        yield node
        return
    for way in route[0]:
        for child in _step(node, way):
            yield from _follow(child, route[1:])


def _step(node: Node, way: tuple[Key, ...]) -> Iterator[Node]:
    if not way:
        yield node
    elif way[0] == ANY:
        yield from node.children.values()
    elif way[0] in node.children:
        yield from _step(node.children[way[0]], way[1:])


def _value(text: str, start: int, depth: int) -> Node:
    if depth > _DEEPEST:
        raise _TooDeepError
    first = text[start]
    if first in "{[":
        return _container(text, start, depth)
    if first == '"':
        value, end = _scan_string(text, start + 1, False)
        return Node(start, end, value)
    if number := _NUMBER.match(text, start):
        return Node(start, number.end(), json.loads(number.group()))
    for word, constant in _CONSTANTS.items():
        if text.startswith(word, start):
            return Node(start, start + len(word), constant)
    raise ValueError(start)


def _container(text: str, start: int, depth: int) -> Node:
    is_object = text[start] == "{"
    closing = "}" if is_object else "]"
    children: dict[Key, Node] = {}
    position = _skip(text, start + 1)
    while text[position] != closing:
        key: Key = len(children)
        if is_object:
            key, position = _key(text, position)
        child = _value(text, position, depth + 1)
        children[key] = child
        position = _after_comma(text, _skip(text, child.end), closing)
    return Node(start, position + 1, None, children)


def _key(text: str, position: int) -> tuple[str, int]:
    if text[position] != '"':
        raise ValueError(position)
    key, position = _scan_string(text, position + 1, False)
    position = _skip(text, position)
    if text[position] != ":":
        raise ValueError(position)
    return key, _skip(text, position + 1)


def _after_comma(text: str, position: int, closing: str) -> int:
    if text[position] == ",":
        return _skip(text, position + 1)
    if text[position] != closing:
        raise ValueError(position)
    return position


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


_WRITTEN_OUT = re.compile(r"(?<![aeiouqAEIOUQ])([aouAOU])e(?=[^\W\d_aeiou])")

Step = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True)
class Leaf:
    """A value that is not made of others.

    Attributes:
        path: `lines[0].amount`, `totals['net']`; Python's names, dictionary keys as `repr` writes them.
        value: the value itself.
        names: field name, alias, title, or the key of a dictionary.
        description: the field's description.
        parents: names of the fields it lies in, the outermost first.
        group: path of the object or list item it belongs to.
        route: for every step the keys that its JSON may use.
    """

    path: str
    value: Any
    names: tuple[str, ...] = ()
    description: str = ""
    parents: tuple[str, ...] = ()
    group: str = ""
    route: tuple[Step, ...] = ()

    def inside(self, suffix: str, value: Any, step: Step, names: tuple[str, ...], description: str = "") -> Leaf:
        """Give what lies one step further in; an item of a list keeps the names of the list."""
        parents = self.parents if names == self.names else self.parents + self.names[:1]
        path = self.path + suffix
        return Leaf(path.removeprefix("."), value, names, description, parents, self.path, (*self.route, step))


def leaves(parsed: Any) -> list[Leaf]:
    """Give every value of a parsed model (or list, dictionary, dataclass) that is neither None nor empty.

    What lies deeper than any reply is left out: it may hold itself.
    """
    return list(_walk(Leaf("", parsed), _DEEPEST))


def is_secret(value: Any) -> bool:
    """Tell whether a value hides itself; it is not searched for, because a quote would show it."""
    return isinstance(value, SecretStr | SecretBytes)


def _walk(leaf: Leaf, depth: int) -> Iterator[Leaf]:
    for inner in _children(leaf):
        if inner is leaf:
            if not _is_empty(leaf.value):
                yield leaf
        elif depth:
            yield from _walk(inner, depth - 1)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | bytes) and not value.strip())


def _children(leaf: Leaf) -> Iterator[Leaf]:  # noqa: C901 - one line for every kind of container
    value = leaf.value
    if isinstance(value, RootModel):
        yield from _children(dataclasses.replace(leaf, value=value.root))
    elif isinstance(value, BaseModel):
        yield from _fields_of_model(leaf, value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield _named(leaf, part.name, getattr(value, part.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            word = key.value if isinstance(key, Enum) else key
            yield leaf.inside(f"[{word!r}]", inner, ((str(word),),), (str(word),))
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        for index, name in enumerate(value._fields):
            yield leaf.inside(f".{name}", value[index], ((name,), (index,)), (name,))
    elif isinstance(value, AbstractSet) or (
        isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)
    ):
        for index, inner in enumerate(value):
            step: Step = ((ANY,),) if isinstance(value, AbstractSet) else ((index,),)
            yield leaf.inside(f"[{index}]", inner, step, leaf.names, leaf.description)
    else:
        # A root that hides in another: the caller compares with the leaf it gave.
        yield leaf


def _named(leaf: Leaf, name: str, value: Any) -> Leaf:
    return leaf.inside(f".{name}", value, ((name,),), (name,))


def _fields_of_model(leaf: Leaf, model: BaseModel) -> Iterator[Leaf]:
    for name, info in type(model).model_fields.items():
        keys = _keys(name, info)
        words = [key for way in keys for key in way if isinstance(key, str)]
        value, titles = getattr(model, name), [info.title] if info.title else []
        yield leaf.inside(f".{name}", value, keys, _names([*words, *titles]), info.description or "")
    for name in type(model).model_computed_fields:
        with contextlib.suppress(Exception):  # it is the user's code, and what it cannot work out has no value
            yield leaf.inside(f".{name}", getattr(model, name), ((name,),), _names([name]))
    for name, value in (model.model_extra or {}).items():
        yield _named(leaf, name, value)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    """Give names, and those whose umlauts are written out as their letters alone: `groesse` is read as Größe is."""
    plain = [_WRITTEN_OUT.sub(lambda match: match[1], word) for word in words]
    return tuple(dict.fromkeys([*words, *plain]))


def _keys(name: str, info: FieldInfo) -> Step:
    """Give the ways a field may be written in JSON, its own name first."""
    ways: list[tuple[Key, ...]] = [(name,)]
    for alias in (info.alias, info.validation_alias, info.serialization_alias):
        for choice in alias.choices if isinstance(alias, AliasChoices) else [alias]:
            if isinstance(choice, AliasPath):
                ways.append(tuple(choice.path))
            elif choice:
                ways.append((choice,))
    return tuple(dict.fromkeys(ways))
