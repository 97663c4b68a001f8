"""The commands on a ledger in a database: `deferred ledger create`, `migrate`, `copy`, `mend` and `members`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from deferred.cli import options, shared
from deferred.core.errors import WrongInput
from deferred.storage.postgres.views import VIEWS

Url = Annotated[str, typer.Argument(help="postgresql://role@host/database?schema=deferred", metavar="URL")]
Grant = Annotated[
    str | None, typer.Option("--grant", help="A role that may use the ledger: read and write its tables.")
]
Views = Annotated[
    str | None, typer.Option("--grant-views", help="A role that may read the views, without requests and answers.")
]
ledger = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@ledger.command(short_help="Make the schema of a ledger in PostgreSQL.")
def create(url: Url, grant: Grant = None, views: Views = None) -> None:
    """Make the schema and the tables of a ledger in PostgreSQL; what is there already stays.

    A password belongs in PGPASSWORD or in a password file, because other users see the arguments of a command.
    """
    _make(url, grant, views)


@ledger.command(short_help="Bring the schema of a ledger up to date.")
def migrate(url: Url, grant: Grant = None, views: Views = None) -> None:
    """Bring the tables of a ledger up to date, with a role that owns them, after an update of `deferred`."""
    _make(url, grant, views)


@ledger.command(short_help="Copy a ledger in a folder into one in PostgreSQL.")
def copy(folder: Annotated[str, typer.Argument(help="The folder of the ledger, like .deferred.")], url: Url) -> None:
    """Copy runs, jobs, answers and request bodies of a folder into a database; what is there already stays.

    It is refused while a process uses either of them.
    """
    from deferred.storage import postgres  # noqa: PLC0415 - each command loads what it needs

    if not Path(folder).expanduser().is_dir():
        message = f"there is no ledger in {folder}"
        raise WrongInput(message)
    typer.echo(postgres.copy_from(folder, _checked(url)))


@ledger.command(short_help="Make sums and keys of a ledger agree with its jobs.")
def mend(url: Url) -> None:
    """Make the sums of runs, and the owners of keys, agree with the jobs again; a sum is only ever raised."""
    from deferred.storage import postgres  # noqa: PLC0415 - as above

    typer.echo("\n".join(postgres.mend(_checked(url))) or "nothing had to be mended")


@ledger.command(short_help="List the processes that use a ledger in PostgreSQL.")
def members(url: Url, as_json: options.Json = False) -> None:  # noqa: FBT002 - a flag of the command line
    """List the processes that use a ledger: host, pid, seconds of lease left, jobs that each holds, and runs."""
    from deferred.storage import postgres  # noqa: PLC0415 - as above

    rows = postgres.list_members(_checked(url))
    typer.echo(shared.commands().as_json(rows) if as_json else _table(rows))


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{row['host']} pid {row['pid']}: "
        + (f"lease {row['lease_left']:.0f} s" if row["lease_left"] else "its lease is over")
        + f", {row['jobs']} jobs, runs: {', '.join(row['runs']) or 'none'}"
        for row in rows
    ]
    return "\n".join(lines) or "no process uses the ledger"


def _checked(url: str) -> str:
    from deferred.storage import is_shared  # noqa: PLC0415 - as above

    if not is_shared(url):
        message = "the address must begin with postgresql://, like postgresql://role@host/database?schema=deferred"
        raise WrongInput(message)
    return url


def _make(url: str, grant: str | None, views: str | None) -> None:
    from deferred.storage import postgres  # noqa: PLC0415 - as above

    typer.echo(postgres.make(_checked(url), grant))
    if views is not None:
        postgres.show_views(url, views)
        typer.echo(f"{views} may read the views: {', '.join(VIEWS)}")
