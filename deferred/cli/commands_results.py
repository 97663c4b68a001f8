"""The commands for the answers in the ledger: show, export, and delete old ones."""

from __future__ import annotations

import atexit
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from deferred.cli import options, shared
from deferred.core.errors import WrongInput


def results(
    run: options.Run = None,
    export: Annotated[Path | None, typer.Option(help="Write the answers to this file, one JSON line each.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--dir", help="Write the answers to this folder: KEY.json, and the unchanged KEY.response.json."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page: each value beside the text it comes from.")] = None,
    model: Annotated[
        str | None, typer.Option(help="For --html: MODULE:CLASS, the pydantic model that the replies hold.")
    ] = None,
    cache: options.Cache = None,
    as_json: options.Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show or export the answers in the ledger, of a run or of all runs."""
    ledger, room = shared.ledger(cache), shared.commands()
    if html is not None and model is None:
        typer.echo(f"{room.show(ledger, html, run)} answers written to {html}")
    elif html is not None and model is not None:
        with _sending_nothing(model):  # the validators of the model are the user's code too
            count = room.show(ledger, html, run, _imported(model))
        typer.echo(f"{count} answers written to {html}")
    if export is not None:
        typer.echo(f"{room.export(ledger, export, run)} answers written to {export}")
        kept = sum(1 for _ in room.kept_rows(ledger, run))
        if kept:
            typer.echo(f"{kept} rows of an unknown shape written too, as they came (in their field `row`)")
    if folder is not None:
        typer.echo(f"{room.save(ledger, folder, run)} answers written to {folder}")
    if html or export or folder:
        return
    if as_json:
        typer.echo(room.as_json([*room.results(ledger, run), *room.kept_rows(ledger, run)]))
        return
    for row in room.results(ledger, run):
        typer.echo(room.in_words(ledger, row))
    for row in room.kept_rows(ledger, run):
        typer.echo(f"{row['run']}  {row['provider']}  {row['batch_id']}  a row of an unknown shape; --export writes it")


def _imported(name: str) -> Any:
    """Import MODULE:CLASS, as Python in the working directory would."""
    module, _, attribute = name.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    from pydantic import TypeAdapter  # noqa: PLC0415 - only where a page is made
    from pydantic.errors import PydanticUserError  # noqa: PLC0415 - as above

    try:
        kind = getattr(importlib.import_module(module), attribute)
        TypeAdapter(kind)
    except (ImportError, AttributeError, ValueError, PydanticUserError) as error:
        why = str(error).partition(chr(10))[0]
        message = f"--model {name}: {why}; write it like invoices:Invoice"
        raise WrongInput(message) from error
    else:
        return kind
    finally:
        sys.path.pop(0)


@contextmanager
def _sending_nothing(name: str) -> Iterator[None]:
    """Run the user's code so that none of its calls is sent: a script without a `__main__` guard makes them all."""
    import deferred  # noqa: PLC0415 - as above

    is_done = False
    with deferred.batch(dry_run=True, cache=False, threads="all", unbatchable="raise", progress=False) as session:
        try:
            yield
            is_done = True
        finally:
            atexit.register(deferred.guard)  # before the handlers of the user's code, which run in reverse order
    if not is_done:  # the block ended at a reply that the code reads
        calls = [f", such as {call.method} at {call.where}" for call in session.stats.calls[:1]]
        message = (
            f"--model {name}: its code makes calls when it is imported or used{''.join(calls)}; they were not sent. "
            'Put the calls of a script under `if __name__ == "__main__":`, and make none in validators.'
        )
        raise WrongInput(message)


def clear(
    older_than: Annotated[str, typer.Option(help='The age, like "30d", "12h" or "90m".')],
    cache: options.Cache = None,
) -> None:
    """Delete jobs that were collected before the given age, with their answers and bodies, and bodies without a job."""
    with shared.naming_wrong_input():
        seconds = _age(older_than)
    typer.echo(shared.commands().clear(shared.ledger(cache), seconds))


def _age(text: str) -> float:
    from deferred.config.parsers import seconds_of  # noqa: PLC0415 - as above

    if text.strip().endswith("d"):
        return 86400 * seconds_of(text.strip()[:-1], "--older-than ")
    return seconds_of(text, "--older-than ")
