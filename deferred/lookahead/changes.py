"""Changes: what a function reads in its conditions, and what of it earlier items may have changed; by its text.

A counter, a flag, an attribute, a list that grows: `if found < 3` says nothing of the present item's answer, and hangs
on those of all items before.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_BRANCHES = (ast.If, ast.ExceptHandler, ast.Match)
_MAKERS = {"__init__", "__new__", "__post_init__"}
_CHANGES_SIZE = {"append", "add", "extend", "update", "insert", "remove", "pop", "popleft", "discard", "clear"}


def reads_of(test: ast.AST) -> frozenset[str]:
    """Return what an expression reads: names, attributes and fields as `.name`, sizes as `len name`."""
    return frozenset(name for node in ast.walk(test) for name in _read(node))


def conditions_in(statement: ast.AST) -> frozenset[str]:
    """Return what the conditions in a statement read."""
    tests = [node.test for node in ast.walk(statement) if isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert))]
    return frozenset().union(*map(reads_of, tests))


def grows(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether the turns of a loop change what it goes through."""
    if not isinstance(loop.iter, ast.Name):
        return False
    inner = [node for statement in loop.body for node in ast.walk(statement)]
    sizes = {name for node in inner for name in _resized(node)}
    added = {node.target.id for node in inner if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)}
    return loop.iter.id in added or f"len {loop.iter.id}" in sizes


def changed_later(module: ast.Module, body: Sequence[ast.AST]) -> frozenset[str]:
    """Return what changes between two turns of a loop, or two runs of the function, by its text or the module's."""
    return frozenset([*_by_turns(body), *_by_functions(module)])


def changed_anywhere(module: ast.Module) -> frozenset[str]:
    """Return what changes between two turns of any loop of a module, by its text."""
    functions = [node.body for node in ast.walk(module) if isinstance(node, _FUNCTIONS)]
    changed = (name for body in [module.body, *functions] for name in _by_turns(body))
    return frozenset([*changed, *_by_functions(module)])


def _read(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name():
            yield node.id
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            yield f"len {name}"
        case _:
            yield from _member(node)


def _member(node: ast.AST) -> Iterator[str]:
    """Return an attribute, or a field whose key is a plain text."""
    match node:
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            yield f".{name}"


def _resized(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in _CHANGES_SIZE:
            yield f"len {name}"


def _by_turns(body: Iterable[ast.AST], *, is_loop: bool = False, is_branch: bool = False) -> Iterator[str]:
    """Find what the turns of loops change: under a condition, or by what they add."""
    for node in body:
        if isinstance(node, (*_FUNCTIONS, ast.Lambda, ast.ClassDef)):
            continue
        if is_loop:
            yield from _changes(node, is_branch=is_branch)
        yield from _by_turns(
            ast.iter_child_nodes(node),
            is_loop=is_loop or isinstance(node, _LOOPS),
            is_branch=(is_branch and not isinstance(node, _LOOPS)) or isinstance(node, _BRANCHES),
        )


def _changes(node: ast.AST, *, is_branch: bool) -> Iterator[str]:
    adds = isinstance(node, ast.AugAssign) and (is_branch or not isinstance(node.value, ast.Constant))
    for target in _targets(node):
        if isinstance(target, ast.Name) and (adds or (is_branch and not isinstance(node, ast.AugAssign))):
            yield target.id
        yield from _member(target)
    if is_branch:
        yield from _resized(node)


def _by_functions(module: ast.Module) -> Iterator[str]:
    """Find what functions of the module change that is not their own."""
    for function in ast.walk(module):
        if not isinstance(function, _FUNCTIONS):
            continue
        for node in ast.walk(function):
            if isinstance(node, (ast.Global, ast.Nonlocal)):
                yield from node.names
            elif function.name not in _MAKERS:
                for target in _targets(node):
                    yield from _member(target)


def _targets(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Assign():
            return node.targets
        case ast.AugAssign() | ast.AnnAssign() | ast.NamedExpr():
            return [node.target]
        case _:
            return []
