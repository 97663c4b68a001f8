"""The command line: one function for each command; what a command does is in the rooms it imports."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import Annotated

import typer

from deferred import __version__
from deferred.errors import DeferredError

app = typer.Typer(
    name="deferred",
    help="Ordinary Anthropic, OpenAI and Gemini SDK calls at half price, through the providers' batch APIs.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback of Python's own, with nobody's data in it
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; an error of ours is one line on stderr."""
    try:
        app()
    except DeferredError as error:
        typer.echo(f"deferred: {error}", err=True)
        sys.exit(1)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - what typer calls
    if wanted:
        typer.echo(f"deferred {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Take the options that come before a command."""
    del version  # its callback has done it


# -- trying it out -----------------------------------------------------------------------------------------------------


@app.command()
def demo(
    script: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--script", help="Only print the script that the demo runs.")
    ] = False,
) -> None:
    """Run a script over a folder of documents, with a simulator in the providers' place: no key, no network."""
    from deferred import demo as room  # noqa: PLC0415 - each command loads what it needs

    if script:
        typer.echo(room.script(), nl=False)
        return
    raise typer.Exit(room.run())


@app.command()
def simulate(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    latency: Annotated[float, typer.Option(min=0, help="Seconds that a job takes.")] = 5.0,
    seed: Annotated[int, typer.Option(help="Another number gives other answers.")] = 0,
) -> None:
    """Run the simulator of the three providers until Ctrl+C, for trying scripts without keys."""
    from deferred import demo as room  # noqa: PLC0415 - as above

    room.need("deferred simulate", room.SIMULATOR, extra="simulator")
    from deferred.simulator import Simulator  # noqa: PLC0415 - of an extra

    try:
        simulator = Simulator(latency=latency, seed=seed).start(port)
    except OSError as error:
        message = f"cannot listen on port {port}: {error.strerror}. Take another one, or none for a free one."
        raise DeferredError(message) from error
    typer.echo(_how_to_use(simulator.host))
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    simulator.stop()


def _how_to_use(host: str) -> str:
    from deferred import demo as room  # noqa: PLC0415 - as above

    exports = "\n".join(f"export {name}={value}" for name, value in room.environment_of(host).items())
    return (
        f"base URLs: anthropic and google http://{host}, openai http://{host}/v1\n"
        f"Paste this where your script runs; Ctrl+C here stops the simulator.\n\n{exports}\n"
    )


# -- running scripts, and looking after their jobs ---------------------------------------------------------------------
# run, plan, jobs, collect, results and the others come here: one function each, registered with @app.command().


if __name__ == "__main__":
    main()
