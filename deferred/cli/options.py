"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from deferred.cli.shared import names_of_runs
from deferred.core.profile import profiles
from deferred.core.text import listed

Cache = Annotated[
    str | None,
    typer.Option("--cache", help="The ledger's folder; else as configured, or .deferred/."),
]
Hosts = Annotated[
    list[str],
    typer.Option("--hosts", help="A host, besides the providers' own, that a key may be sent to. Repeatable."),
]
NO_HOSTS: list[str] = []
Run = Annotated[str | None, typer.Argument(help="A run's name; all runs without it.", autocompletion=names_of_runs)]
Json = Annotated[bool, typer.Option("--json", help="For a program to read.")]
PROVIDERS = tuple(profile.name for profile in profiles())
Provider = Annotated[str, typer.Option("--provider", help=f"{listed(PROVIDERS, 'or')}.")]
Model = Annotated[str | None, typer.Option("--model", help="The model of the requests that name none.")]
CostLimit = Annotated[float | None, typer.Option("--cost-limit", help="US dollars the run may cost in all.")]
TimeLimit = Annotated[str | None, typer.Option("--time-limit", help='Like "2h", "90m" or seconds.')]
