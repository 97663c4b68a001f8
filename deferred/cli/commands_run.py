"""The commands that send a script's calls or the requests of a file, and the command that plans either."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deferred.cli import help_text, options, shared
from deferred.cli.shared import SOME_FAILED
from deferred.core.errors import WrongInput


def run(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...")
    ] = None,
) -> None:
    """Run an unmodified script in one session: `deferred run --cost-limit 5 script.py ARGS...`."""
    from deferred.cli.run import run as run_it  # noqa: PLC0415 - each command loads what it needs

    if (words or [])[:1] in (["--help"], ["-h"]):
        from deferred.cli import settings_help  # noqa: PLC0415 - as above

        typer.echo(f"{help_text.RUN}\n{settings_help.options()}", nl=False)
        return
    raise typer.Exit(run_it(words or []))


def send(  # noqa: PLR0913, PLR0917 - the options of a command
    requests: Annotated[Path, typer.Argument(help="A .jsonl, .csv or .tsv file with one request in each line.")],
    provider: options.Provider,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file for the results, one JSON line for each request.")
    ] = None,
    model: options.Model = None,
    cost_limit: options.CostLimit = None,
    budget: options.Budget = None,
    time_limit: options.TimeLimit = None,
    within: options.Within = None,
    schema: Annotated[Path | None, typer.Option(help="A JSON schema that every reply must follow.")] = None,
    template: Annotated[
        Path | None,
        typer.Option(help="A text with {column} in it; each line of the file then gives the columns."),
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, help="The longest answer, for requests without a limit of their own.")
    ] = None,
    endpoint: Annotated[str | None, typer.Option(help="The endpoint of OpenAI, like /v1/responses.")] = None,
    name: Annotated[str | None, typer.Option(help="The name of the run. Default: the path of the file.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin a new run, and buy all answers again.")] = False,  # noqa: FBT002 - a flag of the command line
    overwrite: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--overwrite", help="Replace an output file that has other content.")
    ] = False,
    dry_run: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--dry-run", help="Send nothing; show what would be sent and what it may cost.")
    ] = False,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Send the requests of a file; see help_text.SEND."""
    from deferred.cli import send as room  # noqa: PLC0415 - as above

    arguments = shared.given(
        cost_limit=cost_limit,
        budget=budget,
        time_limit=time_limit,
        within=within,
        name=name,
        fresh=fresh or None,
        cache=cache,
        hosts=hosts or None,
    )
    with shared.naming_wrong_input():
        wants = room.wants_of(room.RequestOptions(provider, model, max_tokens, schema, template, endpoint))
        if dry_run:
            foreseen = room.forecast(requests, wants, arguments)
            typer.echo(shared.commands().as_json(foreseen.to_dict()) if as_json else str(foreseen))
            return
        if output is None:
            message = "say where the results go: -o results.jsonl (or --dry-run, to send nothing)"
            raise WrongInput(message)
        sent = room.send(requests, output, wants, arguments, overwrite=overwrite)
    typer.echo(shared.commands().as_json(sent.to_dict()) if as_json else str(sent))
    raise typer.Exit(SOME_FAILED if sent.failed else 0)


def plan(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[--json] [OPTIONS] SCRIPT.py [ARGS]...|REQUESTS.jsonl --provider ...")
    ] = None,
) -> None:
    """Show what a script, or a file of requests, would send; send nothing. See help_text.PLAN."""
    from deferred.cli import plan  # noqa: PLC0415 - as above

    given = words or []
    if given[:1] in (["--help"], ["-h"]):
        from deferred.cli import settings_help  # noqa: PLC0415 - as above

        typer.echo(f"{help_text.PLAN}\n{settings_help.options()}", nl=False)
        return
    as_json = given[:1] == ["--json"]
    given = given[as_json:]
    if plan.is_of_requests(given):
        arguments = ["send", *given, "--dry-run", *(["--json"] if as_json else [])]
        context.find_root().command.main(arguments)
    raise typer.Exit(plan.script(given, as_json=as_json))
