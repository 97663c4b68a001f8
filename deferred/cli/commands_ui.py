"""The command for the page to watch and search."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from deferred.cli import options, shared

_PACKAGES = ("jinja2", "starlette", "uvicorn")


def ui(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    browser: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
) -> None:
    """Serve a page to watch runs and to search results, on this machine alone, until Ctrl+C.

    The address has a token: who has it can read prompts and answers, cancel jobs, and send failed calls again.
    """
    from deferred.cli import demo  # noqa: PLC0415 - each command loads what it needs

    demo.need("deferred ui", _PACKAGES, extra="ui")
    from deferred.ui.server import Server  # noqa: PLC0415 - of an extra

    def told(address: str) -> None:
        typer.echo(f"{address}\nCtrl+C ends it. Who has this address can read the ledger, cancel and send again.")
        if browser:
            webbrowser.open(address)

    settings = shared.given(cache=cache, hosts=hosts or None)
    Server(shared.ledger(cache), shared.trusted(hosts), settings, port).run(told)
