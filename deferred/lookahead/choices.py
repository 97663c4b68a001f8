"""Choices: which conditions on the items of a loop read what earlier answers may have changed; by their text.

`filter(is_new, items)`, `[ask(item) for item in items if item not in seen]`: what is left out hangs on what the turns
before left behind. A condition that reads the items alone, or what is never changed, chooses the same in each run.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_MAKERS = {"__init__", "__new__", "__post_init__"}
_MAPS = {"map", "starmap"}
_CHANGERS = {"append", "appendleft", "add", "extend", "update", "insert", "remove", "pop", "popleft", "popitem",
             "discard", "clear", "setdefault", "sort", "reverse"}  # fmt: skip
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def reads_changed(tree: ast.Module, function: ast.AST) -> bool:
    """Whether a function of a module, or what it calls there, reads what the module changes."""
    return _are_changed(tree, _reads(function))


def choosing(tree: ast.Module, body: Sequence[ast.AST]) -> list[ast.AST]:
    """Return the comprehensions in a block that leave out items by what the module changes."""
    found = [node for statement in body for node in ast.walk(statement)]
    return [
        node for node in found if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)) and _chooses(tree, node)
    ]


def generator_chooses(tree: ast.Module, line: int) -> bool:
    """Whether a generator expression that begins in a line leaves out items by what the module changes."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.GeneratorExp) and node.lineno == line]
    return any(_chooses(tree, node) for node in found)


@lru_cache(maxsize=512)
def mapped(tree: ast.Module) -> frozenset[tuple[str, int]]:
    """Return the functions that are mapped over items, which leave none out: their names, or lines for lambdas."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) in _MAPS and node.args]
    return frozenset(_identity(call.args[0]) for call in calls)


def _identity(node: ast.AST) -> tuple[str, int]:
    return ("<lambda>", node.lineno) if isinstance(node, ast.Lambda) else (_name(node), 0)


def _name(node: ast.AST) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _chooses(tree: ast.Module, node: Comprehension) -> bool:
    tests = [test for one in node.generators for test in one.ifs]
    own = {one.id for made in node.generators for one in ast.walk(made.target) if isinstance(one, ast.Name)}
    return _are_changed(tree, {name for test in tests for name in _reads(test)} - own)


def _are_changed(tree: ast.Module, reads: set[str]) -> bool:
    """Whether a module changes any of what is read, or of what its functions read that are named there."""
    known, seen, pending = _functions(tree), set(reads), list(reads)
    while pending:
        for inner in known.get(pending.pop().removeprefix("."), ()):
            more = _reads(inner) - seen
            seen |= more
            pending += more
    return not seen.isdisjoint(_changed(tree))


@lru_cache(maxsize=512)
def _functions(tree: ast.Module) -> dict[str, list[ast.AST]]:
    found: dict[str, list[ast.AST]] = {}
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTIONS):
            found.setdefault(node.name, []).append(node)
    return found


def _reads(function: ast.AST) -> set[str]:
    """Return the names that a function reads and does not give a value itself, and all attributes as `.name`."""
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    shared = {
        name for node in ast.walk(function) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names
    }
    own |= {node.id for node in names if isinstance(node.ctx, ast.Store)} - shared
    attributes = {f".{node.attr}" for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    return {node.id for node in names if node.id not in own} | attributes


@lru_cache(maxsize=512)
def _changed(tree: ast.Module) -> frozenset[str]:
    """Return the names that a module changes, by another value or in place, and the attributes that it sets."""
    bound = Counter(_bound(tree.body, is_again=False))
    again = {name for name, count in bound.items() if count > 1}
    return frozenset([*again, *_changed_in_place(tree), *_set_attributes(tree.body)])


def _bound(block: Iterable[ast.AST], *, is_again: bool) -> Iterator[str]:
    """Find the names that are given values; those in loops, and those of other functions, twice."""
    for node in block:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield from [node.id] * (1 + is_again)
        elif isinstance(node, ast.AugAssign):
            yield from [_name(node.target)] * 2
        elif isinstance(node, (ast.Global, ast.Nonlocal)):
            yield from [*node.names, *node.names]
        yield from _bound(ast.iter_child_nodes(node), is_again=is_again or isinstance(node, _LOOPS))


def _changed_in_place(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=method)) if method in _CHANGERS:
                yield from _held(value)
            case ast.Subscript(value=value, ctx=ast.Store() | ast.Del()):
                yield from _held(value)


def _held(value: ast.AST) -> Iterator[str]:
    """Find the name or attribute that holds a value."""
    match value:
        case ast.Name(id=name):
            yield name
        case ast.Attribute(attr=name):
            yield f".{name}"
        case ast.Subscript(value=inner):
            yield from _held(inner)


def _set_attributes(block: Iterable[ast.AST]) -> Iterator[str]:
    for node in block:
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield f".{node.attr}"
        if not (isinstance(node, _FUNCTIONS) and node.name in _MAKERS):
            yield from _set_attributes(ast.iter_child_nodes(node))
