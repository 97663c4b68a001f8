"""Iterators: which of the user's functions may end a loop over them by what an answer said; by their text.

`__next__` that raises StopIteration, a generator that returns or leaves out items under a condition, a function that
chooses the items. What its condition reads decides: no answer changes the numbers and texts that a function keeps to
itself.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import io
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import CodeType, FrameType, FunctionType

from deferred.core.call_site import of_the_user
from deferred.lookahead.changes import changed_anywhere, reads_of
from deferred.lookahead.choices import generator_chooses, mapped, reads_changed
from deferred.lookahead.source import function_of

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_NEXT = {"__next__", "__anext__"}
_OVER = {"StopIteration", "StopAsyncIteration"}
_BY_PLACE = {"__getitem__"}  # a loop over an object without `__iter__` ends at IndexError
_FROZEN = "<frozen>"  # a module without a file, which is none of the user's
_PLAIN = (int, float, complex, str, bytes, bool, type(None))
# What no answer changes, of the nodes that a condition is made of.
_HARMLESS = (ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.NamedExpr, ast.IfExp,
             ast.operator, ast.cmpop, ast.boolop, ast.unaryop, ast.expr_context)  # fmt: skip


def is_iterator(code: CodeType) -> bool:
    """Whether a function gives the items of a loop: a generator, or `__next__`."""
    return code.co_name in _NEXT or bool(code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR))


def may_end(frame: FrameType) -> bool:
    """Whether a function that runs now may end a loop over it by what an answer said."""
    names = _deciding(frame.f_code)
    if not names:
        return names is None
    values = frame.f_locals
    return any(name in values and not _is_plain(values[name]) for name in names)


def may_end_at_loop(frame: FrameType, around: FrameType) -> bool:
    """Whether a function that the header of a loop in `around` calls may end it: by its place, or as a condition."""
    if frame.f_code.co_name in _BY_PLACE:
        return True
    if is_iterator(frame.f_code):
        return False
    return any(_has_conditions(one.f_code) for one in (frame, around)) or (
        not _is_mapped(frame.f_code, around.f_code) and _hangs_on_earlier(frame)
    )


def _is_mapped(code: CodeType, around: CodeType) -> bool:
    """Whether a function makes something of each item, and leaves out none."""
    tree, _ = function_of(around)
    line = code.co_firstlineno if code.co_name == "<lambda>" else 0
    return tree is not None and (code.co_name, line) in mapped(tree)


def _hangs_on_earlier(frame: FrameType) -> bool:
    """Whether a function that chooses items reads what earlier answers may have changed."""
    values = [frame.f_locals.get(name) for name in frame.f_code.co_freevars]
    values += [frame.f_globals.get(name) for name in frame.f_code.co_names]
    module = frame.f_globals.get("__name__")
    return _reads_what_changes(frame.f_code) or any(_is_of_another_module(value, module) for value in values)


@lru_cache(maxsize=4096)
def _reads_what_changes(code: CodeType) -> bool:
    tree, node = function_of(code)
    return tree is None or node is None or reads_changed(tree, node)


def _is_of_another_module(value: object, module: object) -> bool:
    """Whether a value is a function, or has state, of another module of the user's, whose changes are not searched."""
    if isinstance(value, FunctionType):
        return (
            value.__module__ != module
            and of_the_user(value.__code__.co_filename)
            and _reads_what_changes(value.__code__)
        )
    home = type(value).__module__
    return home != module and of_the_user(getattr(sys.modules.get(home), "__file__", None) or _FROZEN)


def _is_plain(value: object) -> bool:
    """Whether no answer changes a value. A file's lines are as they are."""
    return type(value) in _PLAIN or isinstance(value, io.IOBase)


@lru_cache(maxsize=4096)
def _has_conditions(code: CodeType) -> bool:
    """Whether the module of a function ends iterators by functions: `takewhile(...)`, `iter(next_page, None)`."""
    tree, _ = function_of(code)
    return tree is None or _ends_by_functions(tree)


@lru_cache(maxsize=512)
def _ends_by_functions(tree: ast.Module) -> bool:
    return any(_is_ended_by_function(node) for node in ast.walk(tree))


def _is_ended_by_function(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="takewhile") | ast.Attribute(attr="takewhile") | ast.alias(name="takewhile"):
            return True
        case ast.Call(func=ast.Name(id="iter"), args=[_, _]):
            return True
    return False


@lru_cache(maxsize=4096)
def _deciding(code: CodeType) -> frozenset[str] | None:
    """Return the names whose values decide when a loop over a function ends; None if anything else may."""
    tree, node = function_of(code)
    if code.co_name == "<genexpr>":  # ends with what it goes through
        return None if tree is not None and generator_chooses(tree, code.co_firstlineno) else frozenset()
    if tree is None or node is None or isinstance(node, (ast.Module, ast.Lambda)):
        return None if is_iterator(code) else frozenset()
    if not code.co_flags & (inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR):
        return None if _raises_the_end(node) else frozenset()
    found = list(_conditions(node, changed_anywhere(tree) - set(code.co_varnames)))
    own = _own_names(node, code)
    reads = [_reads(test, own) for test in found]
    return None if None in reads else frozenset(name for names in reads for name in names or ())


def _raises_the_end(node: ast.AST) -> bool:
    """Whether `__next__`, or what it calls, says itself that there are no more items."""
    raised = [one.exc for one in _inside([node]) if isinstance(one, ast.Raise) and one.exc is not None]
    return any(isinstance(name, ast.Name) and name.id in _OVER for one in raised for name in ast.walk(one))


def _conditions(function: ast.AST, changed: frozenset[str]) -> Iterator[ast.AST]:
    """Find the conditions on which a generator ends early, or leaves out items by what others change."""
    for node in _inside([function]):
        match node:
            case ast.While():
                yield node.test
            case ast.If() if _leaves([*node.body, *node.orelse]) or reads_of(node.test) & changed:
                yield node.test
            case ast.Match() if any(_leaves(case.body) for case in node.cases):
                yield node
            case ast.ExceptHandler() if _leaves(node.body) and getattr(node.type, "id", "") not in _OVER:
                yield node


def _leaves(block: Sequence[ast.AST]) -> bool:
    return any(isinstance(node, (ast.Return, ast.Break)) for node in _inside(block))


def _inside(block: Sequence[ast.AST]) -> Iterator[ast.AST]:
    """Walk through nodes, but not into functions in them."""
    for node in block:
        yield node
        yield from _inside([one for one in ast.iter_child_nodes(node) if not isinstance(one, _FUNCTIONS)])


def _own_names(function: ast.AST, code: CodeType) -> dict[str, frozenset[str]]:
    """Return the names that a function keeps to itself, each with those that it is made of."""
    own = {name: frozenset({name}) for name in code.co_varnames}
    for _ in range(len(own)):  # until a name that hangs on an unknown one is unknown too
        before = dict(own)
        for node in _inside([function]):
            for target, value in _given(node):
                names = _reads(value, own)
                if names is None:
                    own.pop(target, None)
                elif target in own:
                    own[target] |= names
        if own == before:
            break
    return own


def _given(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Find what gives a name its value; the items of a loop are taken as they come."""
    match node:
        case ast.Assign(targets=targets, value=value):
            names = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
            yield from ((name, value) for name in names)
        case (
            ast.AugAssign(target=ast.Name(id=name), value=value) | ast.NamedExpr(target=ast.Name(id=name), value=value)
        ):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def _reads(test: ast.AST, own: dict[str, frozenset[str]]) -> frozenset[str] | None:
    """Return the names that an expression is made of; None if an answer may change what it says otherwise."""
    match test:
        case ast.Name(id=name):
            return own.get(name)
        case ast.Call(func=ast.Name(id=name)) if hasattr(builtins, name) and name != "next":
            parts: list[ast.AST] = [*test.args, *(one.value for one in test.keywords)]
        case ast.Call(func=ast.Attribute(value=value)):
            parts = [value, *test.args, *(one.value for one in test.keywords)]
        case _ if isinstance(test, _HARMLESS):
            parts = list(ast.iter_child_nodes(test))
        case _:
            return None
    found = [_reads(part, own) for part in parts]
    return None if None in found else frozenset(name for names in found for name in names or ())
