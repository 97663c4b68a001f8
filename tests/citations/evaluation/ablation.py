"""What each heuristic is worth: every set is mapped without it, and what that moves is counted.

A row of the table names a heuristic that says yes, no or what for; without it, it says what it says of most places. The
halves that are set aside are not among the sets.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import deferred.citations
from tests.citations.evaluation import sets
from tests.citations.evaluation.case import Case
from tests.citations.evaluation.score import Tally, judge

_FOLDER = Path(deferred.citations.__file__).parent
_NEUTRAL: dict[str, Any] = {"bool": False, "str": ""}
_MODULES = (
    "amounts candidates columns contradictions day_words labels layout names order polarity prose rivals strings units "
    "values"
).split()
SETS = [name for name in sets.NAMES if not name.endswith("-even")]
Heuristic = tuple[str, str, str, Any]  # module, class, function, and what it says of most places


@dataclass
class Mapped:
    """A case of a set as it is mapped with all heuristics, and those that said something."""

    name: str
    case: Case
    tally: Tally
    said: set[Heuristic]


def heuristics() -> Iterator[Heuristic]:
    """Give module, class and name of each private function that answers with yes, no or a text, and its neutral answer."""
    for module in _MODULES:
        tree = ast.parse((_FOLDER / f"{module}.py").read_text("utf-8"))
        owners = [("", tree), *((node.name, node) for node in tree.body if isinstance(node, ast.ClassDef))]
        for owner, body in owners:
            for node in body.body:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("_") and not node.decorator_list:
                    kind = ast.unparse(node.returns) if node.returns else ""
                    if kind in _NEUTRAL:
                        yield module, owner, node.name, _NEUTRAL[kind]


@contextmanager
def replaced(heuristic: Heuristic, make: Callable[[Any], Any]) -> Iterator[None]:
    """Let another function stand for a heuristic for a while."""
    module, owner, name, _ = heuristic
    holder = importlib.import_module(f"deferred.citations.{module}")
    holder = getattr(holder, owner) if owner else holder
    kept = getattr(holder, name)
    setattr(holder, name, make(kept))
    try:
        yield
    finally:
        setattr(holder, name, kept)


@contextmanager
def without(heuristic: Heuristic) -> Iterator[None]:
    """Let a heuristic give one answer to all."""
    with replaced(heuristic, lambda _: lambda *_, **__: heuristic[3]):
        yield


def mapped() -> Iterator[Mapped]:
    """Map every case once, and note which heuristics say something."""
    said: set[Heuristic] = set()
    with ExitStack() as stack:
        for one in heuristics():
            stack.enter_context(replaced(one, partial(_noting, one, said)))
        for name in SETS:
            for case in sets.cases(name):
                said.clear()
                tally, _ = judge(case)
                yield Mapped(name, case, tally, set(said))


def _noting(heuristic: Heuristic, said: set[Heuristic], function: Any) -> Any:
    def noted(*args: Any, **named: Any) -> Any:
        answer = function(*args, **named)
        if answer != heuristic[3]:
            said.add(heuristic)
        return answer

    return noted


def report(only: str = "") -> Iterator[str]:
    """Give a line for each heuristic: what its sets gain in wrong places and lose in fields found without it."""
    before = list(mapped())
    for one in heuristics():
        title = ".".join(filter(None, one[:3]))
        if only in title:
            among = [case for case in before if one in case.said]
            yield f"{title:44} {len(among):5} cases  {_moved(one, among)}"


def _moved(heuristic: Heuristic, among: list[Mapped]) -> str:
    moved: dict[str, Tally] = {}
    for one in among:
        try:
            with without(heuristic):
                after, _ = judge(one.case)
        except Exception as error:
            return f"is needed: {type(error).__name__}"
        total = moved.setdefault(one.name, Tally())
        total.wrong += after.wrong - one.tally.wrong
        total.found += after.found - one.tally.found
    told = [f"{name} wrong {one.wrong:+} found {one.found:+}" for name, one in moved.items() if one.wrong or one.found]
    return "; ".join(told) or "moves nothing"
