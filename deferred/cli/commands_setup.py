"""The commands for trying `deferred`: the demo, the simulator, and the doctor."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from deferred.cli import options, shared
from deferred.cli.shared import STOPPED
from deferred.core import remedies
from deferred.core.errors import DeferredError, WrongInput
from deferred.core.profile import profiles
from deferred.core.text import listed

if TYPE_CHECKING:
    from deferred.pricing.catalogue import Entry
    from deferred.simulator import Simulator


def demo(
    script: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--script", help="Print the script that the demo runs, and exit.")
    ] = False,
    provider: Annotated[
        str | None, typer.Option(help="Ask one provider instead, like groq, through an ordinary client.")
    ] = None,
) -> None:
    """Run a script over a folder of documents against a simulator of the providers: no key, no network."""
    from deferred.cli import demo as room  # noqa: PLC0415 - each command loads what it needs

    if script:
        typer.echo(room.script(provider), nl=False)
        return
    raise typer.Exit(room.run() if provider is None else room.run_at(provider))


def prices(
    model: Annotated[str | None, typer.Argument(help="The name of a model. Default: all models.")] = None,
    as_json: options.Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show the prices that are believed, per million tokens, and where each comes from."""
    from deferred.config.settings import resolve  # noqa: PLC0415 - each command loads what it needs
    from deferred.pricing import catalogue  # noqa: PLC0415 - as above

    found = catalogue.entries(model, resolve({}).prices)
    if not found:
        price = remedies.block("prices", {model: {"input": 1.0, "output": 5.0}})
        message = f"the price of {model!r} is not known; give it: {price}, or as the path of a JSON file"
        raise DeferredError(message)
    typer.echo(shared.commands().as_json([entry.to_dict() for entry in found]) if as_json else _price_table(found))


def _price_table(found: list[Entry]) -> str:
    rows = [("provider", "model", "in a batch", "live", "source")]
    rows += [(one.provider, one.model, _rates(one.batch), _rates(one.live), one.source) for one in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _rates(rates: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{kind} ${rate.normalize():f}" for kind, rate in rates.items()) or "nothing"


def simulate(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 0,
    latency: Annotated[float, typer.Option(min=0, help="Seconds that a job takes.")] = 5.0,
    seed: Annotated[int, typer.Option(help="The seed of the answers; another number gives other answers.")] = 0,
    speaks: Annotated[str | None, typer.Option(help="Who answers where OpenAI would, like groq.")] = None,
    answers: Annotated[
        str | None, typer.Option(help="A JSON or JSONL file of answers; docs/testing.md has the form of an entry.")
    ] = None,
    tool_calls: Annotated[
        float, typer.Option(min=0, max=0.9, help="The share of requests with tools, none forced, that get a tool call.")
    ] = 0.0,
) -> None:
    """Run the simulator of the providers until Ctrl+C, to try scripts without keys."""
    from deferred.cli import demo as room  # noqa: PLC0415 - as above

    room.need("deferred simulate", room.SIMULATOR, extra="simulator")
    from deferred.simulator import Simulator  # noqa: PLC0415 - of an extra
    from deferred.simulator.apis import SPEAKS, base_of  # noqa: PLC0415 - as above

    if speaks is not None and speaks not in SPEAKS:
        message = f"--speaks {speaks!r} is not one of {', '.join(SPEAKS)}"
        raise WrongInput(message)
    simulator = Simulator(latency=latency, seed=seed, speaks=speaks or SPEAKS[0], tool_share=tool_calls)
    if answers is not None:
        _read_answers(simulator, answers)
    try:
        simulator.start(port)
    except OSError as error:
        message = f"cannot listen on port {port}: {error.strerror}. Take another one, or none for a free one."
        raise DeferredError(message) from error
    typer.echo(_how_to_use(simulator.host) if speaks is None else _how_to_reach(simulator.host, speaks, base_of))
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    simulator.stop()


def _read_answers(simulator: Simulator, path: str) -> None:
    try:
        simulator.answer_from(path)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise WrongInput(message) from error
    except ValueError as error:
        raise WrongInput(error) from error


def _how_to_use(host: str) -> str:
    from deferred.cli import demo as room  # noqa: PLC0415 - as above

    exports = "\n".join(f"export {name}={value}" for name, value in room.environment_of(host).items())
    return (
        f"base URLs: {', '.join(_addresses(host))}\n"
        f"Paste this where your script runs; Ctrl+C here stops the simulator.\n\n{exports}\n"
    )


def _how_to_reach(host: str, speaks: str, base_of: Callable[[str], str]) -> str:
    return (
        f"base URL of an OpenAI client: http://{host}{base_of(speaks)}\n"
        f"Paste this where your script runs; Ctrl+C here stops the simulator.\n\n"
        f"export OPENAI_BASE_URL=http://{host}{base_of(speaks)}\nexport OPENAI_API_KEY=simulated\n"
        f"export DEFERRED_HOSTS={host}={speaks}\n"
    )


def doctor(
    network: Annotated[  # noqa: FBT002 - as above
        bool,
        typer.Option("--network", help="Check that each provider answers and accepts the key; this costs nothing."),
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(help="Try a server with one small request, like gw:4000=groq: whether it speaks as Groq does."),
    ] = None,
    model: options.Model = None,
    base_url: Annotated[str | None, typer.Option(help="The address of the API at --host.")] = None,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Check versions, patches, settings, keys (their names only) and the ledger.

    Exit codes: 0 no problem; 1 a problem, marked WRONG, with the remedy.
    """
    from deferred.cli import doctor as room  # noqa: PLC0415 - as above

    if host is not None:
        found = room.try_host(host, model, base_url)
    else:
        found = room.look(shared.given(cache=cache, hosts=hosts or None), network=network)
    typer.echo(shared.commands().as_json(found.to_dict()) if as_json else str(found))
    raise typer.Exit(STOPPED if found.problems else 0)


def _addresses(host: str) -> Iterator[str]:
    simulated = [profile for profile in profiles() if profile.wire.address_variable]
    for path in sorted({profile.wire.client_path for profile in simulated}):
        names = [profile.name for profile in simulated if profile.wire.client_path == path]
        yield f"{listed(names, 'and')} http://{host}{path}"
