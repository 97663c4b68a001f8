"""Loops: how many items the loop has that reads a reply in each turn, as far as its text and its variables tell."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

from deferred.core.call_site import of_the_user
from deferred.lookahead.source import COMPREHENSIONS, function_of

_SIZED = (list, tuple, dict, set, frozenset, range)  # whose length no code of the user computes
_SHORTEST = {"zip", "map"}  # of several items side by side
_LOOPS = (ast.For, ast.AsyncFor)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def items_of_loop() -> int | None:
    """Return the number of items of the innermost loop of the user's code that runs now; None if it is not known."""
    for frame in _frames():
        tree, node = function_of(frame.f_code)
        loop = None if tree is None else _innermost(node or tree, frame.f_lineno)
        if loop is not None:
            return _length(loop, frame)
    return None


def _frames() -> Iterator[FrameType]:
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - as in core/call_site.py
    while frame is not None:
        if of_the_user(frame.f_code.co_filename) and frame.f_code.co_name not in {*COMPREHENSIONS, "<genexpr>"}:
            yield frame
        frame = frame.f_back


def _innermost(tree: ast.AST, line: int) -> ast.expr | None:
    """Return what the innermost loop around a line goes through; a line of its header is not in it."""
    found: list[tuple[int, ast.expr]] = []
    for node in ast.walk(tree):
        if isinstance(node, _LOOPS) and node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0):
            found.append((node.lineno, node.iter))
        elif isinstance(node, _COMPREHENSIONS) and node.lineno <= line <= (node.end_lineno or 0):
            found.append((node.lineno, node.generators[0].iter))
    return max(found, key=lambda one: one[0])[1] if found else None


def _length(items: ast.expr, frame: FrameType) -> int | None:
    if isinstance(items, ast.Name):
        value = _value(items.id, frame)
        return len(value) if type(value) in _SIZED else None
    if isinstance(items, ast.List | ast.Tuple | ast.Set):
        return None if any(isinstance(one, ast.Starred) for one in items.elts) else len(items.elts)
    if isinstance(items, ast.ListComp | ast.GeneratorExp):
        source = items.generators[0]
        return _length(source.iter, frame) if len(items.generators) == 1 and not source.ifs else None
    if isinstance(items, ast.Call):
        return _length_of_call(items, frame)
    return None


def _length_of_call(call: ast.Call, frame: FrameType) -> int | None:
    """Return the length of `enumerate(texts)`, `tqdm(texts)`, `range(9)`, `zip(a, b)` or `rows.items()`."""
    if isinstance(call.func, ast.Name) and call.func.id == "range":
        numbers = [_number(one, frame) for one in call.args]
        return len(range(*numbers)) if numbers and None not in numbers else None  # type: ignore[arg-type]
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"items", "values", "keys"}:
        return _length(call.func.value, frame)
    several = isinstance(call.func, ast.Name) and call.func.id in _SHORTEST
    lengths = [_length(one, frame) for one in (call.args if several else call.args[:1])]
    return min((length for length in lengths if length is not None), default=None)


def _number(node: ast.expr, frame: FrameType) -> int | None:
    """Return a whole number that is written, named, or `len(items)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len" and node.args:
        return _length(node.args[0], frame)
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    value = _value(node.id, frame) if isinstance(node, ast.Name) else value
    return value if type(value) is int else None


def _value(name: str, frame: FrameType) -> Any:
    return frame.f_locals.get(name, frame.f_globals.get(name))
