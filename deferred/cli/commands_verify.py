"""The command that checks what is believed of a provider against the provider."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from deferred.cli import options, shared
from deferred.cli.shared import STOPPED
from deferred.config.parsers import http_address, seconds_of
from deferred.core.errors import DeferredError, WrongInput
from deferred.core.profile import profiles
from deferred.core.text import listed, plain

if TYPE_CHECKING:
    from deferred.cli.verify import Finding


def verify(
    provider: Annotated[str, typer.Argument(help="The name of the provider.")],
    model: Annotated[str, typer.Option(help="The model that answers; a cheap one does.")],
    base_url: Annotated[str | None, typer.Option(help="The address of the API, if it is not the provider's.")] = None,
    timeout: Annotated[str, typer.Option(help="The longest time to wait for the batches.")] = "1h",
    record: Annotated[
        Path | None,
        typer.Option(help="A file for the exchanges, without keys, names, ids and texts, for a bug report."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it costs something.")] = False,  # noqa: FBT002 - a flag of the command line
    hosts: options.Hosts = options.NO_HOSTS,
    as_json: options.Json = False,  # noqa: FBT002 - as above
) -> None:
    """Check what is believed of a provider with two tiny batches of your own, which cost less than a cent.

    One has a wrong row, the other is cancelled at once. Both are deleted afterwards where the provider allows it.

    Exit codes: 0 the provider does all that is believed of it; 1 it does not.
    """
    from deferred.cli.verify import Verification  # noqa: PLC0415 - each command loads what it needs
    from deferred.providers.base import Lost, Refused  # noqa: PLC0415 - as above

    known = [profile.name for profile in profiles() if profile.requests is not None]
    if provider not in known:
        message = f"{provider!r} is not one of {listed(known, 'or')}; `deferred doctor --host` tries other servers"
        raise WrongInput(message)
    with shared.naming_wrong_input():
        seconds = seconds_of(timeout, "--timeout ")
        address = None if base_url is None else http_address(base_url, "--base-url ")
    if not yes:
        asked = f"This makes two batches of at most 4 calls at {provider} with your key, for less than a cent. Go on?"
        typer.confirm(asked, abort=True, err=True)
    findings: list[Finding] = []

    def told(finding: Finding) -> None:
        findings.append(finding)
        if not as_json:
            typer.echo(f"{'ok   ' if finding.holds else 'WRONG'}  {finding.belief}: {plain(finding.seen)}")

    # The user gave the address, so its host may receive the key.
    given = [] if address is None else [f"{urlsplit(address).netloc.lower()}={provider}"]
    verification = Verification(provider, model, (*shared.trusted(hosts), *given), address, seconds)
    exchanges: list[dict[str, Any]] = []
    try:
        verification.run(told, exchanges)
    except (Refused, Lost) as trouble:
        message = f"{provider} could not be checked to the end: {trouble}"
        raise DeferredError(message) from trouble
    finally:
        if record is not None:
            record.write_text("".join(json.dumps(one) + "\n" for one in exchanges), "utf-8")
    if as_json:
        typer.echo(shared.commands().as_json([asdict(one) for one in findings]))
    raise typer.Exit(0 if all(one.holds for one in findings) else STOPPED)
