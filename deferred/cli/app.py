"""The command line: the list of commands, and how their errors are printed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from deferred import __version__
from deferred.cli import (
    commands_jobs,
    commands_ledger,
    commands_results,
    commands_run,
    commands_setup,
    commands_ui,
    commands_verify,
    help_text,
)
from deferred.cli.shared import STOPPED, WRONG_INPUT
from deferred.core import remedies
from deferred.core.errors import DeferredError, WrongInput
from deferred.core.pending import EXIT_CODE, Pending, in_one_line

app = typer.Typer(
    name="deferred",
    help=help_text.MAIN,
    epilog=help_text.AFTER,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # Python's own traceback shows no values of variables
    rich_markup_mode=None,
)
# For commands that pass their arguments on to a script.
_AS_WRITTEN = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def main() -> None:
    """Run the command line; print an error of `deferred` on stderr, without a traceback."""
    try:
        app()
    except WrongInput as error:
        typer.echo(f"deferred: {error}", err=True)
        sys.exit(WRONG_INPUT)
    except Pending as pending:  # of `send` or `retry`, where DEFERRED_DETACH is set
        typer.echo(in_one_line(pending), err=True, nl=False)
        sys.exit(EXIT_CODE)
    except (DeferredError, ValueError) as error:
        typer.echo(f"deferred: {error}", err=True)
        sys.exit(STOPPED)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - what typer calls
    if wanted:
        typer.echo(f"deferred {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    version: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Define the options that come before a command."""
    del version  # its callback has done it
    context.with_resource(remedies.of_command(context.invoked_subcommand or ""))


app.command(short_help=help_text.SHORT["demo"])(commands_setup.demo)
app.command(short_help=help_text.SHORT["simulate"])(commands_setup.simulate)
app.command(context_settings=_AS_WRITTEN, short_help=help_text.SHORT["run"])(commands_run.run)
app.command(help=help_text.SEND, short_help=help_text.SHORT["send"])(commands_run.send)
app.command(context_settings=_AS_WRITTEN, short_help=help_text.SHORT["plan"])(commands_run.plan)
app.command(short_help=help_text.SHORT["jobs"])(commands_jobs.jobs)
app.command(short_help=help_text.SHORT["spend"])(commands_jobs.spend)
app.command(short_help=help_text.SHORT["collect"])(commands_jobs.collect)
app.command(short_help=help_text.SHORT["wait"])(commands_jobs.wait)
app.command(short_help=help_text.SHORT["watch"])(commands_jobs.watch)
app.command(short_help=help_text.SHORT["pending"])(commands_jobs.pending)
app.command(short_help=help_text.SHORT["cancel"])(commands_jobs.cancel)
app.command(help=help_text.RETRY, short_help=help_text.SHORT["retry"])(commands_jobs.retry)
app.command(short_help=help_text.SHORT["recover"])(commands_jobs.recover)
app.command(short_help=help_text.SHORT["results"])(commands_results.results)
app.command(short_help=help_text.SHORT["ui"])(commands_ui.ui)
app.command(short_help=help_text.SHORT["clear"])(commands_results.clear)
app.add_typer(commands_ledger.ledger, name="ledger", help=help_text.LEDGER, short_help=help_text.SHORT["ledger"])
app.command(short_help=help_text.SHORT["prices"])(commands_setup.prices)
app.command(short_help=help_text.SHORT["doctor"])(commands_setup.doctor)
app.command(short_help=help_text.SHORT["verify"])(commands_verify.verify)


if __name__ == "__main__":
    main()
