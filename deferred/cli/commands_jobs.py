"""The commands that look after jobs: list, collect, cancel, retry, recover."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from deferred.cli import options, shared
from deferred.cli.shared import SOME_FAILED, names_of_runs
from deferred.config.parsers import seconds_or_zero
from deferred.core.errors import WrongInput
from deferred.core.pending import EXIT_CODE
from deferred.core.text import listed

RunToWaitFor = Annotated[str, typer.Argument(help="The name of the run.", autocompletion=names_of_runs)]


def jobs(run: options.Run = None, cache: options.Cache = None, as_json: options.Json = False) -> None:  # noqa: FBT002 - a flag of the command line
    """List the jobs of the ledger: state, provider, model, calls, cost, age."""
    rows = shared.commands().jobs(shared.ledger(cache), run)
    typer.echo(shared.commands().as_json(rows) if as_json else _table(rows))


def collect(
    run: options.Run = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Poll each open job once, of a run or of all runs, and fetch those that have ended, without the script."""
    _say(shared.commands().collect(shared.ledger(cache), shared.trusted(hosts), run), as_json=as_json)


def wait(
    run: RunToWaitFor,
    timeout: Annotated[
        str | None, typer.Option(help='The longest time to wait, like "2h", "10m" or seconds. Default: no limit.')
    ] = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Wait for the open jobs of a run, and fetch each that has ended, without the script.

    Exit codes: 0 no job is at the provider any more; 75 some are, and the time is over.
    """
    from deferred.cli import waiting  # noqa: PLC0415 - each command loads what it needs

    with shared.naming_wrong_input():
        seconds = None if timeout is None else seconds_or_zero(timeout, "--timeout ")

    def told(row: dict[str, Any]) -> None:
        typer.echo(f"{row['job']}: {row['words']}", err=as_json)

    left = waiting.wait(shared.ledger(cache), shared.trusted(hosts), run, seconds, told)
    typer.echo(shared.commands().as_json(left.to_dict()) if as_json else str(left))
    raise typer.Exit(EXIT_CODE if left.at_provider else 0)


def pending(
    run: RunToWaitFor,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Look once at the open jobs of a run, fetch those that have ended, and say when the next look is worth it.

    Exit codes: 0 no job is at the provider any more; 75 some are.
    """
    from deferred.cli import waiting  # noqa: PLC0415 - as above

    rows, left = waiting.look(shared.ledger(cache), shared.trusted(hosts), run)
    if as_json:
        typer.echo(shared.commands().as_json({**left.to_dict(), "jobs": rows}))
    else:
        typer.echo("\n".join([*(f"{row['job']}: {row['words']}" for row in rows), str(left)]))
    raise typer.Exit(EXIT_CODE if left.at_provider else 0)


def cancel(
    job: Annotated[
        str | None, typer.Argument(help="The id of a job or the name of a run, as `deferred jobs` shows it.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Cancel every open job.")] = False,  # noqa: FBT002 - as above
    run: Annotated[str | None, typer.Option("--run", help="Cancel only the jobs of this run.")] = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Ask the providers to cancel a job, all jobs of a run, or all jobs; finished rows can still be collected."""
    if (job is None and run is None) != every and not (every and run is not None):
        message = "say which job or run to cancel, or --all"
        raise WrongInput(message)
    _say(shared.commands().cancel(shared.ledger(cache), shared.trusted(hosts), job, run), as_json=as_json)


def retry(
    run: Annotated[
        str, typer.Argument(help="The name of the run, as `deferred jobs` shows it.", autocompletion=names_of_runs)
    ],
    cost_limit: options.CostLimit = None,
    time_limit: options.TimeLimit = None,
    within: options.Within = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Send the failed calls of a run again; see help_text.RETRY."""
    from deferred.cli import retry as room  # noqa: PLC0415 - each command loads what it needs

    shared.ledger(cache).close()  # raises an error if there is none
    given = shared.given(cost_limit=cost_limit, time_limit=time_limit, within=within, cache=cache, hosts=hosts or None)
    done = room.retry(run, given)
    typer.echo(shared.commands().as_json(done.to_dict()) if as_json else str(done))
    raise typer.Exit(SOME_FAILED if done.failed or done.not_kept else 0)


def recover(
    provider: Annotated[
        str, typer.Argument(help=f"{listed(options.PROVIDERS, 'or')}; its key is read from the environment.")
    ],
    base_url: Annotated[str | None, typer.Option(help="The address of the API, if it is not the provider's.")] = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
) -> None:
    """Find the jobs of `deferred` at a provider and import their answers, for a ledger that was lost."""
    if provider not in options.PROVIDERS:
        message = f"{provider!r} is not one of {', '.join(options.PROVIDERS)}"
        raise WrongInput(message)
    said = shared.commands().recover(shared.ledger(cache, make=True), shared.trusted(hosts), provider, base_url)
    typer.echo("\n".join(said) or "the provider lists no job of this software that the ledger does not have")


def _say(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(shared.commands().as_json(rows))
        return
    typer.echo("\n".join(f"{row['job']}: {row['words']}" for row in rows) or "no job is open")


def _table(rows: list[dict[str, Any]]) -> str:
    """Lay out jobs in columns; plain text, because the values come from the provider."""
    from deferred.core.text import duration  # noqa: PLC0415 - as above

    if not rows:
        return "no jobs"
    head = ("run", "job", "provider", "model", "state", "calls", "cost", "age")
    body = [
        (
            *(str(row[name]) for name in ("run", "job", "provider", "model", "state", "calls")),
            f"${row['cost_usd']:.4f}",
            duration(row["age_seconds"]),
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [head, *body]) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [head, *body]
    )
