"""Where each value of a JSON text stands: fenced, after prose, wrapped in a tool call, as long as it is JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

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
