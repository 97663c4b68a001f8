"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from deferred.cli.shared import names_of_runs
from deferred.core.profile import profiles
from deferred.core.text import listed

Cache = Annotated[
    str | None,
    typer.Option(
        "--cache", help="The ledger: a folder, or a postgresql:// address. Default: the configured one, or .deferred/."
    ),
]
Hosts = Annotated[
    list[str],
    typer.Option("--hosts", help="A host, besides the providers' own, to which a key may be sent. Repeatable."),
]
NO_HOSTS: list[str] = []
Run = Annotated[
    str | None,
    typer.Argument(
        help="The name of a run, or the path of its script. Default: all runs.", autocompletion=names_of_runs
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WAYS = ("day", "run", "model", "tag")  # to add up what was spent
PROVIDERS = tuple(profile.name for profile in profiles())
Provider = Annotated[str, typer.Option("--provider", help=f"{listed(PROVIDERS, 'or')}.")]
Model = Annotated[str | None, typer.Option("--model", help="The model, for requests that name none.")]
CostLimit = Annotated[float | None, typer.Option("--cost-limit", help="US dollars that the run may cost in all.")]
Budget = Annotated[
    str | None,
    typer.Option("--budget", help="US dollars that all runs of the ledger may cost, like month=200,day=20."),
]
Within = Annotated[
    str | None, typer.Option("--within", help='The longest time for one answer, like "8h" or "15m". Default: "24h".')
]
TimeLimit = Annotated[
    str | None, typer.Option("--time-limit", help='The longest time for the run, like "2h", "90m" or seconds.')
]
