"""The commands for trying `deferred`: the demo, the simulator, and the doctor."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from deferred.cli import options, shared
from deferred.cli.shared import STOPPED
from deferred.core.errors import DeferredError
from deferred.core.profile import profiles
from deferred.core.text import listed

if TYPE_CHECKING:
    from deferred.pricing.catalogue import Entry


def demo(
    script: Annotated[  # noqa: FBT002 - a flag of the command line
        bool, typer.Option("--script", help="Print the script that the demo runs, and exit.")
    ] = False,
) -> None:
    """Run a script over a folder of documents against a simulator of the providers: no key, no network."""
    from deferred.cli import demo as room  # noqa: PLC0415 - each command loads what it needs

    if script:
        typer.echo(room.script(), nl=False)
        return
    raise typer.Exit(room.run())


def prices(
    model: Annotated[str | None, typer.Argument(help="The name of a model. Default: all models.")] = None,
    as_json: options.Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Show the prices that are believed, per million tokens, and where each comes from."""
    from deferred.config.settings import resolve  # noqa: PLC0415 - each command loads what it needs
    from deferred.pricing import catalogue  # noqa: PLC0415 - as above

    found = catalogue.entries(model, resolve({}).prices)
    if not found:
        message = f"the price of {model!r} is not known; give it: deferred.batch(prices={{...}}), or in a price file"
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
) -> None:
    """Run the simulator of the three providers until Ctrl+C, to try scripts without keys."""
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
        f"base URLs: {', '.join(_addresses(host))}\n"
        f"Paste this where your script runs; Ctrl+C here stops the simulator.\n\n{exports}\n"
    )


def doctor(
    network: Annotated[  # noqa: FBT002 - as above
        bool,
        typer.Option("--network", help="Check that each provider answers and accepts the key; this costs nothing."),
    ] = False,
    cache: options.Cache = None,
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Check versions, patches, settings, keys (their names only) and the ledger.

    Exit codes: 0 no problem; 1 a problem, marked WRONG, with the remedy.
    """
    from deferred.cli import doctor as room  # noqa: PLC0415 - as above

    found = room.look(shared.given(cache=cache, hosts=hosts or None), network=network)
    typer.echo(shared.commands().as_json(found.to_dict()) if as_json else str(found))
    raise typer.Exit(STOPPED if found.problems else 0)


def _addresses(host: str) -> Iterator[str]:
    for path in sorted({profile.wire.client_path for profile in profiles()}):
        names = [profile.name for profile in profiles() if profile.wire.client_path == path]
        yield f"{listed(names, 'and')} http://{host}{path}"
