"""Source: which parts of a function run only under a condition, and which loops may end early; by its text.

A part under a condition: a branch, what follows a statement that may leave the block (`if bad(answer): continue`), the
handler of an exception, the second operand of `or`. A loop may end early if it is a `while`, or has a way out.
"""

from __future__ import annotations

import ast
import contextlib
import linecache
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from types import CodeType
from typing import TypeAlias

from deferred.lookahead.changes import changed_later, conditions_in, grows, reads_of
from deferred.lookahead.choices import choosing

Place: TypeAlias = tuple[int, int]  # line and column
Function: TypeAlias = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# A file that was written after this may be another one than what was loaded.
_LOADED_AT = time.time()
_EXITS = {"exit", "quit", "_exit", "abort"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
NO_HEADER = (0, 0)
# Frames of Python 3.11 for parts of the function around them.
COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>"}


class Kind(Enum):
    """What a part of a function is."""

    ITEMS = "a loop that goes on to its end"
    LOOP = "a loop that may end early"
    BRANCH = "a part under a condition"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a function, from its first place to its last.

    `header` are the first and the last line of a loop's header; `is_seen` tells that its beginning, and each turn of a
    loop, is a line of its own, so that a tracer of lines sees it. `changing` is what its condition reads and earlier
    items may have changed.
    """

    kind: Kind
    start: Place
    end: Place
    header: tuple[int, int] = NO_HEADER
    is_seen: bool = True
    changing: frozenset[str] = frozenset()

    def has_line(self, line: int) -> bool:
        """Whether it has a line."""
        return self.start[0] <= line <= self.end[0]

    def has(self, start: Place, end: Place) -> bool:
        """Whether it holds a span."""
        return self.start <= start and end <= self.end

    def is_header(self, line: int) -> bool:
        """Whether a line belongs to the header of the loop."""
        return self.header[0] <= line <= self.header[1]


@lru_cache(maxsize=4096)
def parts_of(code: CodeType) -> tuple[Part, ...] | None:
    """Return the parts of a function, the outer ones first; None if its text is not known."""
    if code.co_name in COMPREHENSIONS:
        return ()  # the function around it has its parts
    if code.co_name == "<genexpr>":  # who reads it decides when it ends
        return (Part(Kind.LOOP, (0, 0), (1 << 31, 0), is_seen=False),)
    tree, node = function_of(code)
    if node is None:
        return None
    body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
    changed = changed_later(tree, body) if tree is not None else frozenset()
    found = [replace(part, changing=part.changing & changed) for part in _of_block(body, is_loop=False)]
    found += [_unseen(Kind.LOOP, one) for one in (choosing(tree, body) if tree is not None else ())]
    return tuple(sorted(found, key=lambda part: (part.start, (-part.end[0], -part.end[1]))))


def function_of(code: CodeType) -> tuple[ast.Module | None, Function | None]:
    """Return the text of a function's module, and of the function itself; None where it is not known."""
    text = "".join(linecache.getlines(code.co_filename))
    tree = _tree(text)
    return tree, None if tree is None or not _is_text_of(text, code) else _node(tree, code)


@lru_cache(maxsize=512)
def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text) if text else None
    except (SyntaxError, ValueError):
        return None


def _is_text_of(text: str, code: CodeType) -> bool:
    """Whether a function was compiled from this text: a file may have been changed since it was loaded."""
    is_older = False
    with contextlib.suppress(OSError):  # a cell of a notebook, whose text never changes under its name
        is_older = os.stat(code.co_filename).st_mtime < _LOADED_AT
    return is_older or (code.co_name, code.co_firstlineno, code.co_code) in _functions(text, code.co_filename)


@lru_cache(maxsize=512)
def _functions(text: str, filename: str) -> frozenset[tuple[str, int, bytes]]:
    try:
        found = [compile(text, filename, "exec", dont_inherit=True)]
    except (SyntaxError, ValueError):
        return frozenset()
    for code in found:  # grows while it is walked
        found += [one for one in code.co_consts if isinstance(one, CodeType)]
    return frozenset((code.co_name, code.co_firstlineno, code.co_code) for code in found)


def _node(tree: ast.Module, code: CodeType) -> Function | None:
    if code.co_name == "<module>":
        return tree
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))]
    named = [node for node in found if _name(node) == code.co_name and _first_line(node) == code.co_firstlineno]
    return named[0] if len(named) == 1 else None


def _name(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> str:
    return "<lambda>" if isinstance(node, ast.Lambda) else node.name


def _first_line(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(one.lineno for one in decorators)])


def _of_block(block: Sequence[ast.AST], *, is_loop: bool) -> Iterator[Part]:
    """Find the parts of a block of statements, or of an expression; `is_loop` tells that a loop is around it."""
    for index, node in enumerate(block):
        yield from _of_node(node, is_loop=is_loop)
        rest = block[index + 1 :]
        if rest and _may_leave(node, is_loop=is_loop):
            yield replace(_part(Kind.BRANCH, rest, _end(node)[0]), changing=conditions_in(node))


def _of_node(node: ast.AST, *, is_loop: bool) -> Iterator[Part]:
    if isinstance(node, _FUNCTIONS):
        return
    yield from _own(node)
    for name, block in _blocks(node):
        yield from _of_block(block, is_loop=is_loop or (isinstance(node, _LOOPS) and name == "body"))


def _own(node: ast.AST) -> Iterator[Part]:
    """Return the parts that a statement, or an expression, is made of itself."""
    match node:
        case ast.For() | ast.AsyncFor() | ast.While():
            yield _loop(node)
            yield from _branches([node.orelse], node)
        case ast.If():
            parts = _branches([node.body, node.orelse], node)
            yield from (replace(part, changing=reads_of(node.test)) for part in parts)
        case ast.Try() | ast.TryStar():
            yield from _branches([handler.body for handler in node.handlers], node)
        case ast.Match():
            yield from _branches([case.body for case in node.cases], node)
        case ast.IfExp():
            parts = (_unseen(Kind.BRANCH, one) for one in (node.body, node.orelse))
            yield from (replace(part, changing=reads_of(node.test)) for part in parts)
        case ast.BoolOp():
            parts = (_unseen(Kind.BRANCH, one) for one in node.values[1:])
            yield from (replace(part, changing=reads_of(node)) for part in parts)
        case ast.GeneratorExp():
            yield _unseen(Kind.LOOP, node)


def _blocks(node: ast.AST) -> Iterator[tuple[str, list[ast.AST]]]:
    """Return the blocks of statements of a node, by name, and each other node in it by itself."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield name, value
        elif isinstance(value, list):
            yield from ((name, [one]) for one in value if isinstance(one, ast.AST))
        elif isinstance(value, ast.AST):
            yield name, [value]


def _loop(node: ast.For | ast.AsyncFor | ast.While) -> Part:
    header = node.test if isinstance(node, ast.While) else node.iter
    lines = (node.lineno, header.end_lineno or node.lineno)
    goes_on = (
        not isinstance(node, ast.While)
        and not grows(node)
        and not any(_may_leave(one, is_loop=True, stays=True) for one in node.body)
    )
    is_seen = node.body[0].lineno > lines[1] and not isinstance(node, ast.While)
    return Part(Kind.ITEMS if goes_on else Kind.LOOP, _start(node), _end(node), lines, is_seen=is_seen)


def _branches(blocks: Iterable[Sequence[ast.AST]], node: ast.AST) -> Iterator[Part]:
    before = _start(node)[0]
    for block in blocks:
        if block:
            yield _part(Kind.BRANCH, block, before)


def _part(kind: Kind, block: Sequence[ast.AST], before: int) -> Part:
    start = _start(block[0])
    return Part(kind, start, _end(block[-1]), is_seen=start[0] > before)


def _unseen(kind: Kind, node: ast.AST) -> Part:
    return Part(kind, _start(node), _end(node), is_seen=False)


def _start(node: ast.AST) -> Place:
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])  # type: ignore[attr-defined]
    return first, node.col_offset  # type: ignore[attr-defined]


def _end(node: ast.AST) -> Place:
    return node.end_lineno, node.end_col_offset  # type: ignore[attr-defined]


def _may_leave(node: ast.AST, *, is_loop: bool, stays: bool = False) -> bool:
    """Whether a statement may leave the block that it is in: the function, or with `is_loop` the turn of a loop.

    With `stays` the next turn of the loop counts as staying.
    """
    if isinstance(node, _FUNCTIONS):
        return False
    if isinstance(node, (ast.Return, ast.Raise, ast.Assert)):
        return True
    if isinstance(node, ast.Break) or (isinstance(node, ast.Continue) and not stays):
        return is_loop
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in _EXITS:
        return True
    inner = is_loop and not isinstance(node, _LOOPS)
    return any(_may_leave(one, is_loop=inner, stays=stays) for one in ast.iter_child_nodes(node))
