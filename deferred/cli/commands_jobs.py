"""The commands that look after jobs: list, collect, cancel, retry, recover."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

import typer

from deferred.cli import options, shared
from deferred.cli.shared import SOME_FAILED, names_of_runs
from deferred.config.parsers import seconds_or_zero
from deferred.core import real_time
from deferred.core.errors import WrongInput
from deferred.core.pending import EXIT_CODE
from deferred.core.text import listed

RunToWaitFor = Annotated[str, typer.Argument(help="The name of the run.", autocompletion=names_of_runs)]


def jobs(run: options.Run = None, cache: options.Cache = None, as_json: options.Json = False) -> None:  # noqa: FBT002 - a flag of the command line
    """List the jobs of the ledger: state, provider, model, calls, failed calls, cost, start, age."""
    ledger = shared.ledger(cache)
    rows = shared.commands().jobs(ledger, shared.run_called(ledger, run))
    typer.echo(shared.commands().as_json(rows) if as_json else _table(rows))


def spend(
    by: Annotated[str, typer.Option("--by", help=f"{listed(options.WAYS, 'or')}.")] = "day",
    since: Annotated[
        str | None, typer.Option(help='Only jobs that were planned within this time, like "30d" or "12h".')
    ] = None,
    cache: options.Cache = None,
    as_json: options.Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show what the jobs of the ledger cost, by day, run, model or tag.

    "open, at most" is what jobs that have not ended may still cost. A job of several tags counts for each of them.
    Where a budget is set, it says how much of it is used.
    """
    if by not in options.WAYS:
        message = f"--by {by!r} is not one of {', '.join(options.WAYS)}"
        raise WrongInput(message)
    from deferred.cli import spending  # noqa: PLC0415 - each command loads what it needs
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above

    with shared.naming_wrong_input():
        after = None if since is None else real_time.now() - shared.age(since, "--since ")
        settings = resolve({})
    ledger = shared.ledger(cache)
    rows, total = spending.spending(ledger, by, after)
    budgets = spending.budgets(ledger, settings)
    if as_json:
        told = {by: [row.to_dict() for row in rows], "total": total.to_dict()}
        typer.echo(shared.commands().as_json({**told, "budgets": [one.to_dict() for one in budgets]}))
    else:
        typer.echo("\n".join([spending.table(rows, total, by), *spending.in_words(budgets)]))


def collect(
    run: options.Run = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Poll each open job once, of a run or of all runs, and fetch those that have ended, without the script."""
    ledger = shared.ledger(cache)
    _say(shared.commands().collect(ledger, shared.trusted(hosts), shared.run_called(ledger, run)), as_json=as_json)


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

    ledger = shared.ledger(cache)
    left = waiting.wait(ledger, shared.trusted(hosts), shared.run_called(ledger, run), seconds, told)
    typer.echo(shared.commands().as_json(left.to_dict()) if as_json else str(left))
    raise typer.Exit(EXIT_CODE if left.at_provider else 0)


def watch(
    run: RunToWaitFor,
    timeout: Annotated[
        str | None, typer.Option(help='The longest time to watch, like "2h", "10m" or seconds. Default: no limit.')
    ] = None,
    cache: options.Cache = None,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Show how far a run is, a line for each change, until every call of it has its answer.

    Another process drives the run: the ledger is only read, and no key is needed.

    Exit codes: 0 every call of the run has its answer; 75 the time is over.
    """
    from deferred.cli import watching  # noqa: PLC0415 - as above

    with shared.naming_wrong_input():
        seconds = None if timeout is None else seconds_or_zero(timeout, "--timeout ")

    def told(state: watching.RunState) -> None:
        typer.echo(shared.commands().as_json(state.to_dict()) if as_json else str(state))

    ledger = shared.ledger(cache)
    state = watching.watch(ledger, shared.run_called(ledger, run), seconds, told)
    raise typer.Exit(0 if state.is_over else EXIT_CODE)


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

    ledger = shared.ledger(cache)
    rows, left = waiting.look(ledger, shared.trusted(hosts), shared.run_called(ledger, run))
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
    ledger = shared.ledger(cache)
    job, run = shared.run_called(ledger, job), shared.run_called(ledger, run)
    _say(shared.commands().cancel(ledger, shared.trusted(hosts), job, run), as_json=as_json)


def retry(
    run: Annotated[
        str, typer.Argument(help="The name of the run, as `deferred jobs` shows it.", autocompletion=names_of_runs)
    ],
    cost_limit: options.CostLimit = None,
    budget: options.Budget = None,
    time_limit: options.TimeLimit = None,
    within: options.Within = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Send the failed calls of a run again; see help_text.RETRY."""
    from deferred.cli import retry as room  # noqa: PLC0415 - each command loads what it needs

    ledger = shared.ledger(cache)  # raises an error if there is none
    run = shared.run_called(ledger, run)
    ledger.close()
    given = shared.given(
        cost_limit=cost_limit, budget=budget, time_limit=time_limit, within=within, cache=cache, hosts=hosts or None
    )
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
    """Lay out jobs in columns, with a line of totals."""
    from deferred.cli.columns import in_columns  # noqa: PLC0415 - as above

    if not rows:
        return "no jobs"
    shared_by_many = any(row["driven_by"] for row in rows)
    head = ("run", "job", "provider", "model", "state", *(["driven by"] * shared_by_many))
    numbers = ("calls", "failed", "cost", "started", "age")
    lines = [(*head, *numbers)]
    for row in rows:
        words = [str(row[name.replace(" ", "_")]) for name in head]
        lines.append((*words, *_numbers(row)))
    return in_columns([*lines, (*["total"], *[""] * (len(head) - 1), *_totals(rows))], left=len(head))


def _numbers(row: dict[str, Any]) -> tuple[str, ...]:
    from deferred.core.text import duration, known_cost  # noqa: PLC0415 - as above

    failed = "" if row["failed"] is None else f"{row['failed']:,}"
    started = dt.datetime.fromtimestamp(row["planned_at"]).astimezone().strftime("%Y-%m-%d %H:%M")
    cost = known_cost(Decimal(str(row["cost_usd"])), row["unpriced_calls"])
    return f"{row['calls']:,}", failed, cost, started, duration(row["age_seconds"])


def _totals(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    from deferred.core.text import known_cost  # noqa: PLC0415 - as above

    cost = sum((Decimal(str(row["cost_usd"])) for row in rows), Decimal(0))
    calls, failed, unpriced = (sum(row[name] or 0 for row in rows) for name in ("calls", "failed", "unpriced_calls"))
    return f"{calls:,}", f"{failed:,}", known_cost(cost, unpriced), "", ""
