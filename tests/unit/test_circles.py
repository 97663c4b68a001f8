"""No module of the package imports another one in a circle; imports inside functions, and for types alone, count too."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import deferred

ROOT = Path(deferred.__file__).parent


def imports_of(root):
    """Map each module to the modules that it imports. A package is imported only where a name of its own is."""
    files = {".".join(path.relative_to(root.parent).with_suffix("").parts): path for path in root.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in files.items()}
    return {name: set(_imported(ast.parse(path.read_text()), modules)) - {name} for name, path in modules.items()}


def _imported(tree, modules):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in modules)
        elif isinstance(node, ast.ImportFrom) and node.module in modules:
            inside = {f"{node.module}.{one.name}" for one in node.names} & modules.keys()
            yield from inside
            if len(inside) < len(node.names):
                yield node.module


def test_no_module_imports_another_in_a_circle():
    try:
        TopologicalSorter(imports_of(ROOT)).prepare()
    except CycleError as found:
        pytest.fail(f"imports in a circle: {' > '.join(found.args[1])}")


def test_a_circle_would_be_found(tmp_path):
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "__init__.py").write_text("")
    (tmp_path / "it" / "one.py").write_text("def f():\n    from it import two\n")
    (tmp_path / "it" / "two.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from it.one import f\n"
    )
    with pytest.raises(CycleError):
        TopologicalSorter(imports_of(tmp_path / "it")).prepare()
