"""The commands for the answers in the ledger: show, export, and delete old ones."""

from __future__ import annotations

import atexit
import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from deferred.cli import options, shared
from deferred.core.errors import WrongInput


def results(
    run: options.Run = None,
    csv: Annotated[
        Path | None,
        typer.Option(
            help="Write a table to this file: row, prompt, text, fields of the values, citations, error, cost. "
            "Calls without an answer are in it."
        ),
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(help="Write the calls to this file, one JSON line each, with the provider's whole response."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--dir", help="Write the answers to this folder: KEY.json, and the unchanged KEY.response.json."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page: each value beside the text it comes from.")] = None,
    model: Annotated[
        str | None, typer.Option(help="For --csv and --html: MODULE:CLASS, the pydantic model that the replies hold.")
    ] = None,
    cache: options.Cache = None,
    as_json: options.Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show or export the answers in the ledger, of a run or of all runs."""
    _refuse_one_file_twice({"--csv": csv, "--export": export, "--html": html})
    ledger, room = shared.ledger(cache), shared.commands()
    run = shared.run_called(ledger, run)
    _write_values(ledger, run, model, csv, html)
    if export is not None:
        from deferred.cli import tables  # noqa: PLC0415 - each command loads what it needs

        counts = tables.export(ledger, export, run)
        typer.echo(f"{counts} to {export}")
        if counts.rows:
            typer.echo(f"{counts.rows} rows of an unknown shape written too, as they came (in their field `row`)")
    if folder is not None:
        typer.echo(f"{room.save(ledger, folder, run)} answers written to {folder}")
    if html or csv or export or folder:
        return
    if as_json:
        typer.echo(room.as_json([*room.results(ledger, run), *room.kept_rows(ledger, run)]))
        return
    for row in room.results(ledger, run):
        typer.echo(room.in_words(ledger, row))
    for row in room.kept_rows(ledger, run):
        typer.echo(f"{row['run']}  {row['provider']}  {row['batch_id']}  a row of an unknown shape; --export writes it")


def _refuse_one_file_twice(files: Mapping[str, Path | None]) -> None:
    """Raise WrongInput if two options name one file: the second would replace what the first wrote."""
    options_of: dict[Path, str] = {}
    for option, path in files.items():
        if path is not None and (other := options_of.setdefault(path.absolute(), option)) != option:
            message = f"{other} and {option} name one file, {path}; nothing was written. Give each a file of its own."
            raise WrongInput(message)


def _write_values(ledger: Any, run: str | None, model: str | None, csv: Path | None, html: Path | None) -> None:
    """Write the files that show the values of the replies."""
    if csv is None and html is None:
        return
    with _sending_nothing(model) if model is not None else nullcontext():  # validators are the user's code too
        kind = None if model is None else _imported(model)
        said = [*_written_csv(ledger, run, kind, csv), *_written_html(ledger, run, kind, html)]
    for line in said:
        typer.echo(line)


def _written_csv(ledger: Any, run: str | None, kind: Any, path: Path | None) -> Iterator[str]:
    from deferred.cli import tables  # noqa: PLC0415 - as above
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above

    if path is not None:
        yield f"{tables.write(ledger, path, run, resolve({}).prices, kind)} to {path}"


def _written_html(ledger: Any, run: str | None, kind: Any, path: Path | None) -> Iterator[str]:
    if path is not None:
        yield f"{shared.commands().show(ledger, path, run, kind)} answers written to {path}"


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
        seconds = shared.age(older_than, "--older-than ")
    typer.echo(shared.commands().clear(shared.ledger(cache), seconds))
