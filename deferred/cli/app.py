"""The command line: one function for each command; what a command does is in the rooms it imports."""

from __future__ import annotations

import contextlib
import importlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from deferred import __version__
from deferred.cli import help_text
from deferred.core.errors import DeferredError, WrongInput

app = typer.Typer(
    name="deferred",
    help=help_text.MAIN,
    epilog=help_text.AFTER,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback of Python's own, with nobody's data in it
    rich_markup_mode=None,
)


STOPPED, WRONG_INPUT, SOME_FAILED = 1, 2, 3  # exit codes; 2 is also what typer gives for options that are wrong


def main() -> None:
    """Run the command line; an error of ours is said on stderr, without a traceback."""
    try:
        app()
    except WrongInput as error:
        typer.echo(f"deferred: {error}", err=True)
        sys.exit(WRONG_INPUT)
    except (DeferredError, ValueError) as error:
        typer.echo(f"deferred: {error}", err=True)
        sys.exit(STOPPED)


@contextlib.contextmanager
def _naming_wrong_input() -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise WrongInput(error) from error


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


@app.command(short_help=help_text.SHORT["demo"])
def demo(
    script: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--script", help="Only print the script that the demo runs.")
    ] = False,
) -> None:
    """Run a script over a folder of documents, with a simulator in the providers' place: no key, no network."""
    from deferred.cli import demo as room  # noqa: PLC0415 - each command loads what it needs

    if script:
        typer.echo(room.script(), nl=False)
        return
    raise typer.Exit(room.run())


@app.command(short_help=help_text.SHORT["simulate"])
def simulate(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    latency: Annotated[float, typer.Option(min=0, help="Seconds that a job takes.")] = 5.0,
    seed: Annotated[int, typer.Option(help="Another number gives other answers.")] = 0,
) -> None:
    """Run the simulator of the three providers until Ctrl+C, for trying scripts without keys."""
    from deferred.cli import demo as room  # noqa: PLC0415 - as above

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
    from deferred.cli import demo as room  # noqa: PLC0415 - as above

    exports = "\n".join(f"export {name}={value}" for name, value in room.environment_of(host).items())
    return (
        f"base URLs: anthropic and google http://{host}, openai http://{host}/v1\n"
        f"Paste this where your script runs; Ctrl+C here stops the simulator.\n\n{exports}\n"
    )


# -- running scripts, and looking after their jobs ---------------------------------------------------------------------

_Cache = Annotated[
    str | None,
    typer.Option("--cache", help="The ledger's folder; else as configured, or .deferred/."),
]
_Hosts = Annotated[
    list[str],
    typer.Option("--hosts", help="A host, besides the providers' own, that a key may be sent to. Repeatable."),
]
_NO_HOSTS: list[str] = []


def _names_of_runs(incomplete: str) -> list[str]:
    """Complete the name of a run, in the shell; where no ledger can be read there is nothing to complete."""
    try:
        return [name for name, _ in _ledger(None).runs() if name.startswith(incomplete)]
    except (DeferredError, ValueError):
        return []


_Run = Annotated[str | None, typer.Argument(help="A run's name; all runs without it.", autocompletion=_names_of_runs)]
_Json = Annotated[bool, typer.Option("--json", help="For a program to read.")]


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    short_help=help_text.SHORT["run"],
)
def run(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[--SETTING VALUE]... SCRIPT.py|MODULE:FUNCTION [ARGS]...")
    ] = None,
) -> None:
    """Run an unmodified script inside a session: `deferred run --cost-limit 5 script.py ARGS...`."""
    from deferred.cli.run import run as run_it  # noqa: PLC0415 - as above

    if (words or [])[:1] in (["--help"], ["-h"]):
        typer.echo(help_text.RUN, nl=False)
        return
    raise typer.Exit(run_it(words or []))


_Provider = Annotated[str, typer.Option("--provider", help="anthropic, openai or google.")]
_Model = Annotated[str | None, typer.Option("--model", help="The model of the requests that name none.")]
_CostLimit = Annotated[float | None, typer.Option("--cost-limit", help="US dollars the run may cost in all.")]
_TimeLimit = Annotated[str | None, typer.Option("--time-limit", help='Like "2h", "90m" or seconds.')]


@app.command(help=help_text.SEND, short_help=help_text.SHORT["send"])
def send(  # noqa: PLR0913, PLR0917 - the options of a command
    requests: Annotated[Path, typer.Argument(help="A .jsonl, .csv or .tsv file, a request in each line.")],
    provider: _Provider,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Where the results go, one JSON line for each request.")
    ] = None,
    model: _Model = None,
    cost_limit: _CostLimit = None,
    time_limit: _TimeLimit = None,
    schema: Annotated[Path | None, typer.Option(help="A JSON schema that every reply is to follow.")] = None,
    template: Annotated[
        Path | None, typer.Option(help="A text with {column} in it: each line is then columns for it.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(min=1, help="The longest answer of the requests that say none.")
    ] = None,
    endpoint: Annotated[str | None, typer.Option(help="OpenAI's endpoint, like /v1/responses.")] = None,
    name: Annotated[str | None, typer.Option(help="The run's name; else the file's path.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Buy everything anew.")] = False,  # noqa: FBT002 - as above
    overwrite: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--overwrite", help="Replace an output file that holds something else.")
    ] = False,
    dry_run: Annotated[  # noqa: FBT002 - as above
        bool, typer.Option("--dry-run", help="Send nothing; say what would be sent and what it may cost.")
    ] = False,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Send the requests of a file; see manual.SEND."""
    from deferred.cli import send as room  # noqa: PLC0415 - as above

    arguments = _given(
        cost_limit=cost_limit, time_limit=time_limit, name=name, fresh=fresh or None, cache=cache, hosts=hosts or None
    )
    with _naming_wrong_input():
        wants = room.wants_of(provider, model, max_tokens, schema, template, endpoint)
        if dry_run:
            foreseen = room.forecast(requests, wants, arguments)
            typer.echo(_commands().as_json(foreseen.to_dict()) if as_json else str(foreseen))
            return
        if output is None:
            message = "say where the results go: -o results.jsonl (or --dry-run, to send nothing)"
            raise WrongInput(message)
        sent = room.send(requests, output, wants, arguments, overwrite=overwrite)
    typer.echo(_commands().as_json(sent.to_dict()) if as_json else str(sent))
    raise typer.Exit(SOME_FAILED if sent.failed else 0)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    short_help=help_text.SHORT["plan"],
)
def plan(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[--json] [OPTIONS] SCRIPT.py [ARGS]...|REQUESTS.jsonl --provider ...")
    ] = None,
) -> None:
    """Say what a script, or a file of requests, would send; nothing is sent. See manual.PLAN."""
    from deferred.cli import plan  # noqa: PLC0415 - as above

    given = words or []
    if given[:1] in (["--help"], ["-h"]):
        typer.echo(help_text.PLAN, nl=False)
        return
    as_json = given[:1] == ["--json"]
    given = given[as_json:]
    if plan.is_of_requests(given):
        app(["send", *given, "--dry-run", *(["--json"] if as_json else [])])
    raise typer.Exit(plan.script(given, as_json=as_json))


@app.command(short_help=help_text.SHORT["jobs"])
def jobs(run: _Run = None, cache: _Cache = None, as_json: _Json = False) -> None:  # noqa: FBT002 - as above
    """List the jobs of the ledger: state, provider, model, calls, cost, age."""
    rows = _commands().jobs(_ledger(cache), run)
    typer.echo(_commands().as_json(rows) if as_json else _table(rows))


@app.command(short_help=help_text.SHORT["collect"])
def collect(
    run: _Run = None,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Look once at each open job, of a run or of all, and fetch those that have ended, without the script."""
    _say(_commands().collect(_ledger(cache), _trusted(hosts), run), as_json=as_json)


@app.command(short_help=help_text.SHORT["cancel"])
def cancel(
    job: Annotated[
        str | None, typer.Argument(help="A job's id, or a run's name, as `deferred jobs` shows them.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Cancel every open job.")] = False,  # noqa: FBT002 - as above
    run: Annotated[str | None, typer.Option("--run", help="Only jobs of this run.")] = None,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Ask the providers to cancel a job, a run's jobs, or all; what had finished is kept, and can be collected."""
    if (job is None and run is None) != every and not (every and run is not None):
        message = "say which job or run to cancel, or --all"
        raise WrongInput(message)
    _say(_commands().cancel(_ledger(cache), _trusted(hosts), job, run), as_json=as_json)


@app.command(help=help_text.RETRY, short_help=help_text.SHORT["retry"])
def retry(
    run: Annotated[
        str, typer.Argument(help="The run's name, as `deferred jobs` shows it.", autocompletion=_names_of_runs)
    ],
    cost_limit: _CostLimit = None,
    time_limit: _TimeLimit = None,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Send again what failed; see manual.RETRY."""
    from deferred.cli import retry as room  # noqa: PLC0415 - as above

    _ledger(cache).close()  # says so when there is none
    done = room.retry(run, _given(cost_limit=cost_limit, time_limit=time_limit, cache=cache, hosts=hosts or None))
    typer.echo(_commands().as_json(done.to_dict()) if as_json else str(done))
    raise typer.Exit(SOME_FAILED if done.failed or done.not_kept else 0)


@app.command(short_help=help_text.SHORT["recover"])
def recover(
    provider: Annotated[str, typer.Argument(help="anthropic, openai or google; its key is read from the environment.")],
    base_url: Annotated[str | None, typer.Option(help="The account's address, where it is not the provider's.")] = None,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
) -> None:
    """Find this software's jobs at a provider and import their answers, for a ledger that was lost."""
    if provider not in {"anthropic", "openai", "google"}:
        message = f"{provider!r} is not one of anthropic, openai, google"
        raise WrongInput(message)
    said = _commands().recover(_ledger(cache, make=True), _trusted(hosts), provider, base_url)
    typer.echo("\n".join(said) or "the provider lists no job of this software that the ledger does not have")


@app.command(short_help=help_text.SHORT["results"])
def results(
    run: _Run = None,
    export: Annotated[Path | None, typer.Option(help="Write them to this file, one JSON line each.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--dir", help="Write them to this folder: KEY.json, and KEY.response.json as it came."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page: each value beside the text it comes from.")] = None,
    model: Annotated[
        str | None, typer.Option(help="For the page: MODULE:CLASS, the pydantic model that the replies hold.")
    ] = None,
    cache: _Cache = None,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Show, or export, the answers that the ledger holds, of a run or of all."""
    ledger, room = _ledger(cache), _commands()
    if html is not None:
        kind = None if model is None else _imported(model)
        typer.echo(f"{room.show(ledger, html, run, kind)} answers written to {html}")
    if export is not None:
        typer.echo(f"{room.export(ledger, export, run)} answers written to {export}")
    if folder is not None:
        typer.echo(f"{room.save(ledger, folder, run)} answers written to {folder}")
    if html or export or folder:
        return
    if as_json:
        typer.echo(room.as_json(list(room.results(ledger, run))))
        return
    for row in room.results(ledger, run):
        typer.echo(room.in_words(ledger, row))


@app.command(short_help=help_text.SHORT["clear"])
def clear(
    older_than: Annotated[str, typer.Option(help='Like "30d", "12h" or "90m".')],
    cache: _Cache = None,
) -> None:
    """Forget jobs that were collected longer ago than this, with their answers and bodies."""
    with _naming_wrong_input():
        seconds = _age(older_than)
    typer.echo(f"{_commands().clear(_ledger(cache), seconds)} jobs forgotten")


@app.command(short_help=help_text.SHORT["doctor"])
def doctor(
    network: Annotated[  # noqa: FBT002 - as above
        bool,
        typer.Option("--network", help="Ask each provider whether it is there and takes the key; it costs nothing."),
    ] = False,
    cache: _Cache = None,
    hosts: _Hosts = _NO_HOSTS,
    as_json: _Json = False,  # noqa: FBT002 - as above
) -> None:
    """Look at what is installed, patched and configured, at keys (their names only), and at the ledger.

    Exit codes: 0 nothing is wrong; 1 something is, marked WRONG, with the remedy.
    """
    from deferred.cli import doctor as room  # noqa: PLC0415 - as above

    found = room.look(_given(cache=cache, hosts=hosts or None), network=network)
    typer.echo(_commands().as_json(found.to_dict()) if as_json else str(found))
    raise typer.Exit(STOPPED if found.problems else 0)


def _imported(name: str) -> Any:
    """Import MODULE:CLASS, as Python would from the working directory."""
    module, _, attribute = name.partition(":")
    sys.path.insert(0, str(Path.cwd()))
    from pydantic import TypeAdapter  # noqa: PLC0415 - only where a page is made
    from pydantic.errors import PydanticUserError  # noqa: PLC0415 - as above

    try:
        kind = getattr(importlib.import_module(module), attribute)
        TypeAdapter(kind)
    except (ImportError, AttributeError, ValueError, PydanticUserError) as error:
        why = str(error).partition(chr(10))[0]
        message = f"--model {name}: {why}; write it like invoices:Invoice"
        raise WrongInput(message) from error
    else:
        return kind
    finally:
        sys.path.pop(0)


def _commands() -> Any:
    from deferred.cli import jobs  # noqa: PLC0415 - loaded only for the commands that need it

    return jobs


def _ledger(cache: str | None, *, make: bool = False) -> Any:
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above
    from deferred.storage.sqlite import Ledger  # noqa: PLC0415 - as above

    place = resolve(_given(cache=cache)).cache
    if place is False:
        message = "the setting cache is off, so no ledger is kept; give --cache"
        raise DeferredError(message)
    folder = ".deferred" if place is True else str(place)
    if not make and not Path(folder).expanduser().exists():
        message = f"there is no ledger in {folder}; run this where the script ran, or give --cache"
        raise DeferredError(message)
    return Ledger.open(place)


def _given(**options: Any) -> dict[str, Any]:
    """Give the options that were written on the command line."""
    return {name: value for name, value in options.items() if value is not None}


def _trusted(hosts: list[str]) -> tuple[str, ...]:
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above

    return resolve(_given(hosts=hosts or None)).hosts


def _age(text: str) -> float:
    from deferred.config.parsers import seconds_of  # noqa: PLC0415 - as above

    if text.strip().endswith("d"):
        return 86400 * seconds_of(text.strip()[:-1], "--older-than ")
    return seconds_of(text, "--older-than ")


def _say(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(_commands().as_json(rows))
        return
    typer.echo("\n".join(f"{row['job']}: {row['words']}" for row in rows) or "no job is open")


def _table(rows: list[dict[str, Any]]) -> str:
    """Lay out jobs in columns; plain text, for what stands in it is the provider's."""
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


if __name__ == "__main__":
    main()
