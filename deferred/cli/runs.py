"""Runs by their scripts: a command takes the path of a script where it takes the name of a run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from deferred.cli.jobs import run_names
from deferred.core.errors import WrongInput
from deferred.core.text import listed
from deferred.engine.failures import no_such_run
from deferred.engine.run import RETRY
from deferred.storage.base import Ledger, RunRow


def newest_run(ledger: Ledger, name: str) -> RunRow:
    """Return the newest run of a name.

    Raises:
        DeferredError: there is none.
    """
    return newest_with_retries(ledger, name)[-1]


def newest_with_retries(ledger: Ledger, name: str) -> list[RunRow]:
    """Return the newest run of a name that a script began, and the retries after it, oldest first.

    Raises:
        DeferredError: there is none.
    """
    runs = ledger.runs.all()  # oldest first
    found = [run for run in runs if run.name == name]
    if not found:
        raise no_such_run(name, {run.name: run for run in runs})
    scripted = [number for number, run in enumerate(found) if RETRY not in run.versions]
    return found[scripted[-1] if scripted else 0 :]


def run_called(ledger: Ledger, wanted: str) -> str:
    """Return the name of the run that is meant by a name, or by the path of its script.

    A script's runs are those named after its path, and those that it names with `name="..."`.

    Raises:
        WrongInput: the script has several runs.
    """
    known = set(run_names(ledger).values())
    path = Path(wanted)
    if wanted in known or not path.is_file():
        return wanted
    found = sorted(known & {*_named_after(path, known), *_named_in(path)})
    if len(found) > 1:
        message = f"{wanted} has several runs; name one of them: {listed(map(repr, found), 'or')}"
        raise WrongInput(message)
    return found[0] if found else wanted


def _named_after(path: Path, known: set[str]) -> Iterator[str]:
    """Yield the runs whose name is the path of a script, or that and a line or function of it."""
    for name in known:
        script = name if Path(name).suffix == path.suffix else name.rpartition(":")[0]
        if script and Path(script).resolve() == path.resolve():
            yield name


def _named_in(path: Path) -> Iterator[str]:
    """Yield the texts that a script gives as `name=`."""
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (OSError, ValueError, SyntaxError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "name" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
