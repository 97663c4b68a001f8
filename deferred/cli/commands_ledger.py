"""The commands that make and bring up to date a ledger in a database: `deferred ledger create` and `migrate`."""

from __future__ import annotations

from typing import Annotated

import typer

from deferred.core.errors import WrongInput

Url = Annotated[str, typer.Argument(help="postgresql://role@host/database?schema=deferred", metavar="URL")]
Grant = Annotated[
    str | None, typer.Option("--grant", help="A role that may use the ledger: read and write its tables.")
]
ledger = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@ledger.command(short_help="Make the schema of a ledger in PostgreSQL.")
def create(url: Url, grant: Grant = None) -> None:
    """Make the schema and the tables of a ledger in PostgreSQL; what is there already stays.

    A password belongs in PGPASSWORD or in a password file, because other users see the arguments of a command.
    """
    _make(url, grant)


@ledger.command(short_help="Bring the schema of a ledger up to date.")
def migrate(url: Url, grant: Grant = None) -> None:
    """Bring the tables of a ledger up to date, with a role that owns them, after an update of `deferred`."""
    _make(url, grant)


def _make(url: str, grant: str | None) -> None:
    from deferred.storage import is_shared  # noqa: PLC0415 - each command loads what it needs
    from deferred.storage.postgres import make  # noqa: PLC0415 - as above

    if not is_shared(url):
        message = "the address must begin with postgresql://, like postgresql://role@host/database?schema=deferred"
        raise WrongInput(message)
    typer.echo(make(url, grant))
