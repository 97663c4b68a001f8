"""The size of classes, files and signatures: one list says what may be larger, and why; the list may only shrink."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import deferred

ROOT = Path(deferred.__file__).parent
MOST_METHODS, MOST_ATTRIBUTES, MOST_LINES, MOST_PARAMETERS = 25, 15, 400, 5
# What is over a limit: "file: what: kind of limit" -> why it stays.
EXCEPTIONS = {
    "config/settings.py: Settings: attributes": "the user's name for every setting",
    "config/arguments.py: SettingsArguments: attributes": "the user's name for every seldom-needed argument",
    "core/job.py: Job: attributes": "one for each fact that is stored; events give it to users",
    "report/contents.py: Contents: attributes": "one for each fact that users read",
    "simulator/faults.py: Faults: attributes": "tests name each fault as an argument, and switch it on as an attribute",
}


def over_the_limits(root: Path) -> set[str]:
    """Name everything that is larger than it may be."""
    found = set()
    for path in sorted(root.rglob("*.py")):
        text, name = path.read_text(), path.relative_to(root).as_posix()
        if len(text.splitlines()) > MOST_LINES:
            found.add(f"{name}: the file: lines")
        found |= {f"{name}: {what}" for what in _in_tree(ast.parse(text))}
    return found


def _in_tree(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            if len(_methods(node)) > MOST_METHODS:
                yield f"{node.name}: methods"
            if len(_attributes(node)) > MOST_ATTRIBUTES:
                yield f"{node.name}: attributes"
            for method in _methods(node):
                if method.name.startswith("_") and _parameters(method) > MOST_PARAMETERS:
                    yield f"{node.name}.{method.name}: parameters"
    for function in _functions_outside_of_classes(tree):
        if function.name.startswith("_") and _parameters(function) > MOST_PARAMETERS:
            yield f"{function.name}: parameters"


Function = ast.FunctionDef | ast.AsyncFunctionDef


def _methods(node: ast.ClassDef) -> list[Function]:
    return [one for one in node.body if isinstance(one, Function)]


def _attributes(node: ast.ClassDef) -> set[str]:
    """Give the names of what an instance holds: fields that are declared, and what methods assign to `self`."""
    declared = {
        one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    }
    assigned = {
        one.attr
        for method in _methods(node)
        for one in ast.walk(method)
        if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)
        if isinstance(one.value, ast.Name) and one.value.id == "self"
    }
    return declared | assigned


def _parameters(function: Function) -> int:
    given = function.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def _functions_outside_of_classes(node: ast.AST) -> Iterator[Function]:
    """Walk through everything but the methods of classes, which are looked at with their class."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function):
            yield one
        if isinstance(one, ast.ClassDef):
            for method in _methods(one):
                yield from _functions_outside_of_classes(method)
        else:
            yield from _functions_outside_of_classes(one)


def test_nothing_is_larger_than_it_may_be():
    assert over_the_limits(ROOT) - EXCEPTIONS.keys() == set()


def test_every_exception_is_still_needed():
    assert EXCEPTIONS.keys() - over_the_limits(ROOT) == set()


def test_what_is_larger_is_found(tmp_path):
    fields = "\n".join(f"    field_{number}: int = 0" for number in range(16))
    methods = "\n".join(f"    def method_{number}(self):\n        pass" for number in range(26))
    assigned = "\n".join(f"        self.part_{number} = 0" for number in range(16))
    (tmp_path / "large.py").write_text(
        f"class Fields:\n{fields}\n\nclass Methods:\n{methods}\n\nclass Assigned:\n    def __init__(self):\n{assigned}\n\n"
        "class Made:\n    def __init__(self, a, b, c, d, e, *, f):\n        def _inner(a, b, c, d, e, f): ...\n\n"
        "def _private(a, b, c, d, e, f): ...\ndef public(a, b, c, d, e, f): ...\ndef _small(a, b, c, d, e): ...\n"
    )
    (tmp_path / "long.py").write_text("\n" * 401)
    (tmp_path / "just_right.py").write_text("\n" * 400)
    assert over_the_limits(tmp_path) == {
        "large.py: Fields: attributes",
        "large.py: Methods: methods",
        "large.py: Assigned: attributes",
        "large.py: Made.__init__: parameters",
        "large.py: _inner: parameters",
        "large.py: _private: parameters",
        "long.py: the file: lines",
    }
