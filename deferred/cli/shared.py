"""What several commands need: the ledger, the trusted hosts, the options that were written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, overload

from deferred.core.errors import DeferredError, WrongInput

STOPPED, WRONG_INPUT, SOME_FAILED = 1, 2, 3  # exit codes; 2 is also what typer gives for options that are wrong


@contextlib.contextmanager
def naming_wrong_input() -> Iterator[None]:
    """Raise a ValueError of what was written as wrong input."""
    try:
        yield
    except ValueError as error:
        raise WrongInput(error) from error


def commands() -> Any:
    """Give the module of what is done with jobs."""
    from deferred.cli import jobs  # noqa: PLC0415 - loaded only for the commands that need it

    return jobs


def ledger(cache: str | None, *, make: bool = False) -> Any:
    """Open the ledger; `make` makes one where there is none."""
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above
    from deferred.storage import ledger_of, where_none_is  # noqa: PLC0415 - as above

    settings = resolve(given(cache=cache))
    place = settings.cache
    if place is False:
        message = "the setting cache is off, so no ledger is kept; give --cache"
        raise DeferredError(message)
    nowhere = "" if make else where_none_is(place)
    if nowhere:
        message = f"there is no ledger in {nowhere}; run this where the script ran, or give --cache"
        raise DeferredError(message)
    return ledger_of(settings)


def given(**options: Any) -> dict[str, Any]:
    """Give the options that were written on the command line."""
    return {name: value for name, value in options.items() if value is not None}


def trusted(hosts: list[str]) -> tuple[str, ...]:
    """Give the hosts that a key may be sent to, those of the settings included."""
    from deferred.config.settings import resolve  # noqa: PLC0415 - as above

    return resolve(given(hosts=hosts or None)).hosts


@overload
def run_called(ledger: Any, run: str) -> str: ...


@overload
def run_called(ledger: Any, run: str | None) -> str | None: ...


def run_called(ledger: Any, run: str | None) -> str | None:
    """Give the name of the run that is meant by a name, or by the path of its script; None for none."""
    from deferred.cli.runs import run_called as named  # noqa: PLC0415 - as above

    return None if run is None else named(ledger, run)


def age(text: str, label: str) -> float:
    """Read an age in seconds, which may be in days.

    Raises:
        ValueError: it is none; `label` is the option in the message.
    """
    from deferred.config.parsers import seconds_of  # noqa: PLC0415 - as above

    text = text.strip()
    return 86400 * seconds_of(text[:-1], label) if text.endswith("d") else seconds_of(text, label)


def names_of_runs(incomplete: str) -> list[str]:
    """Complete the name of a run, in the shell; where no ledger can be read there is nothing to complete."""
    try:
        return sorted({run.name for run in ledger(None).runs.all() if run.name.startswith(incomplete)})
    except (DeferredError, ValueError):
        return []
