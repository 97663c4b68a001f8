"""The commands for the answers in the ledger: show, export, and delete old ones."""

from __future__ import annotations

import importlib
import sys
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
    if html is not None:
        kind = None if model is None else _imported(model)
        typer.echo(f"{room.show(ledger, html, run, kind)} answers written to {html}")
    if export is not None:
        typer.echo(f"{room.export(ledger, export, run)} answers written to {export}")
    if folder is not None:
        typer.echo(f"{room.save(ledger, folder, run)} answers written to {folder}")
    if html or export or folder:
        return
    if as_json:
        typer.echo(room.as_json(list(room.results(ledger, run))))
        return
    for row in room.results(ledger, run):
        typer.echo(room.in_words(ledger, row))


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


def clear(
    older_than: Annotated[str, typer.Option(help='The age, like "30d", "12h" or "90m".')],
    cache: options.Cache = None,
) -> None:
    """Delete jobs that were collected before the given age, with their answers and bodies."""
    with shared.naming_wrong_input():
        seconds = _age(older_than)
    typer.echo(f"{shared.commands().clear(shared.ledger(cache), seconds)} jobs forgotten")


def _age(text: str) -> float:
    from deferred.config.parsers import seconds_of  # noqa: PLC0415 - as above

    if text.strip().endswith("d"):
        return 86400 * seconds_of(text.strip()[:-1], "--older-than ")
    return seconds_of(text, "--older-than ")
