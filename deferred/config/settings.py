"""Settings: every knob of a session, its default, its name in the environment and its check."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypedDict

from deferred.config import pyproject

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
_SWITCHES = {"fresh", "wait", "dry_run", "progress", "part"}
# What stands for a schema where Anthropic takes none, because the documents are cited.
SCHEMA_INSTRUCTION = (
    "Answer with nothing but one JSON value that validates against the JSON schema below: no words before or after it, "
    "no code fence. Take its values from the documents, and cite for each value the passage that it is taken from. "
    "Citations are recorded beside the text: write no marks of them into the JSON.\n\n"
    "{schema}"
)
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class SettingsArguments(TypedDict, total=False):
    """The seldom-needed keyword arguments of `deferred.batch`; `Settings` says what each means."""

    canary: int | None
    canary_tolerance: float
    estimate: Literal["local", "provider"]
    max_input_tokens: int | None
    unbatchable: Literal["raise", "live"]
    on_time_limit: Literal["raise", "live"]
    on_failure: Literal["log", "raise"]
    alone: Literal["wait", "live", "raise"]
    linger: float
    widen: int | None
    threads: Literal["inherit", "all"]
    max_requests: int | None
    max_parallel: int | None
    poll_interval: float | None
    adopt_grace: float
    prices: Mapping[str, Any] | None
    hosts: tuple[str, ...] | list[str]
    clients: tuple[Any, ...] | list[Any]
    on_event: Callable[[Any], object] | None
    progress: bool | None
    schema_instruction: str
    part: bool


@dataclass(frozen=True)
class Settings:
    """How a session behaves. Each field is an argument of `deferred.batch`, and `DEFERRED_<NAME>` in the environment.

    Attributes:
        cost_limit: US dollars that the run may cost in all, its restarts included.
        time_limit: seconds the run may take in all; also "90m", "2h30m" or a timedelta.
        name: the run's identity; None takes the script and the line of the block.
        fresh: begin a new run and ignore stored answers.
        cache: True for `.deferred/`, a path, or False for a ledger that ends with the session.
        wait: False leaves the block as soon as everything is submitted.
        dry_run: nothing is sent.
        canary: how many calls go first, alone; None sends all at once.
        canary_tolerance: the share of them that may fail before nothing else is sent.
        estimate: "local" bounds a call's input from its body; "provider" lets the provider count it, free of charge,
            where that bound is too high to fit under the limit or cannot be told.
        unbatchable: "raise", or "live" to send what no batch can carry as an ordinary call.
        on_time_limit: "raise", or "live" to send what the time was not enough for as ordinary calls.
        alone: what a touched batch of one does: "wait", "live" to go at full price, or "raise".
        on_failure: "log", or "raise" to leave the block with an ExceptionGroup of what failed.
        linger: seconds without a new call after which a wave goes out while somebody waits.
        widen: how many workers the block's own thread pools and semaphores may hold; None leaves them as they are.
        threads: "inherit" takes in the threads that the block starts or feeds, "all" every thread.
        max_requests: the most calls in one job.
        max_parallel: the most jobs in flight.
        poll_interval: seconds between looks at a job; None starts short and grows to a minute.
        adopt_grace: seconds for which a provider's list may lag behind a create whose answer was lost.
        max_input_tokens: bound of a call's input where the body does not bound it (files, URLs).
        prices: dollars per million tokens by model: `{"my-model": {"input": 1.0, "output": 5.0}}`.
        hosts: further hosts (`name` or `name:port`) that speak the provider's batch API.
        clients: sync SDK clients for the engine, where its own cannot be derived from an async one.
        on_event: called with each event, on a thread kept for callbacks.
        progress: whether to draw progress; None draws it on a terminal.
        schema_instruction: the words that carry a schema, in the place of `{schema}`, to a Claude model that is to cite
            its documents: the API refuses citations together with a schema.
        part: True joins the unfinished run of that `name` in other processes, and never ends it; equal requests of the
            run are one purchase.
    """

    cost_limit: Decimal | None = None
    time_limit: float | None = None
    name: str | None = None
    fresh: bool = False
    cache: bool | str = True
    wait: bool = True
    dry_run: bool = False
    canary: int | None = None
    canary_tolerance: float = 0.2
    estimate: str = "local"
    max_input_tokens: int | None = None
    unbatchable: str = "raise"
    on_time_limit: str = "raise"
    on_failure: str = "log"
    alone: str = "wait"
    linger: float = 0.5
    widen: int | None = None
    threads: str = "inherit"
    max_requests: int | None = None
    max_parallel: int | None = None
    poll_interval: float | None = None
    adopt_grace: float = 60.0
    prices: Mapping[str, Any] | None = None
    hosts: tuple[str, ...] = ()
    clients: tuple[Any, ...] = ()
    on_event: Callable[[Any], object] | None = field(default=None, compare=False)
    progress: bool | None = None
    schema_instruction: str = SCHEMA_INSTRUCTION
    part: bool = False


@dataclass(frozen=True)
class Known:
    """The settings that one place gives: an argument, the environment or a project file.

    `origins` says for each of them where it stands, as a user would look for it.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, str]


def resolve(arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """Make the settings of a session.

    Arguments win over the environment, and that over `[tool.deferred]` in the nearest pyproject.toml; of limits the
    lowest holds.

    Raises:
        TypeError: an argument that does not exist.
        ValueError: a value that makes no sense, with what it should be.
    """
    return Settings(**{name: value for name, (value, _) in in_force(arguments, environment).items()})


def in_force(arguments: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> dict[str, tuple[Any, str]]:
    """Give each setting that is not left at its default: its value, and where it comes from.

    Raises:
        TypeError: an argument that does not exist.
        ValueError: a value that makes no sense, with what it should be.
    """
    places = [
        _from_project(),
        _from_environment(os.environ if environment is None else environment, NAMES),
        _from_arguments(arguments),
    ]
    found: dict[str, tuple[Any, str]] = {}
    for place in places:  # the strongest last
        for name, value in place.values.items():
            if name in CAPS and (value is None or (name in found and found[name][0] <= value)):
                continue
            found[name] = value, place.origins[name]
    return found


def _from_arguments(arguments: Mapping[str, Any]) -> Known:
    for name in arguments:
        if name not in NAMES:
            message = f"deferred.batch() has no argument {name!r}; it has {', '.join(sorted(NAMES))}"
            raise TypeError(message)
    values = {name: _check(name, value, f"{name}=") for name, value in arguments.items()}
    return Known(values, {name: f"{name}=" for name in values})


def _from_project() -> Known:
    path, table = pyproject.table_here()
    values = {}
    for name, value in table.items():
        label = f"{path}: [tool.deferred] {name}"
        if name in _NEVER_IN_A_FILE or name not in NAMES:
            raise ValueError(_not_there(label, name))
        values[name] = _check(name, value, f"{label} = ")
    if isinstance(values.get("cache"), str):
        values["cache"] = str(path.parent / Path(values["cache"]).expanduser())
    return Known(values, dict.fromkeys(values, str(path)))


def _not_there(label: str, name: str) -> str:
    if name in _NEVER_IN_A_FILE:
        return f"{label}: {_NEVER_IN_A_FILE[name]}"
    if _CREDENTIAL.search(name):
        return f"{label}: no file of a project may hold a credential; SDKs and commands read keys from the environment"
    import difflib  # noqa: PLC0415 - for those who mistyped

    near = difflib.get_close_matches(name.replace("-", "_"), NAMES - set(_NEVER_IN_A_FILE), 1)
    known = ", ".join(sorted(NAMES - set(_NEVER_IN_A_FILE)))
    return f"{label} is no setting{f'; is {near[0]} meant?' if near else ''} There are: {known}"


def seconds_of(value: Any, label: str = "time_limit=") -> float:
    """Read a duration: seconds, a timedelta, "90s", "90m" or "2h30m"."""
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if isinstance(value, str):
        value = _seconds_in_words(value, label)
    return _number(value, label, above=0)


def _seconds_in_words(text: str, label: str) -> float:
    text = text.strip().replace(" ", "")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        message = f'{label}{text!r} is not a duration; write seconds, a timedelta, or like "90m" or "2h30m"'
        raise ValueError(message)
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def is_word(name: str) -> bool:
    """Whether a setting can be written as a word, in the environment or on the command line."""
    return name in {f.name for f in fields(Settings)} - {"prices", "clients", "on_event"}


def is_switch(name: str) -> bool:
    """Whether a setting is on or off."""
    return name in _SWITCHES


def from_word(name: str, text: str, label: str) -> Any:
    """Read and check a setting that was written as a word."""
    return _check(name, _parse(name, text), label)


def _from_environment(environment: Mapping[str, str], known: set[str]) -> Known:
    values, origins = {}, {}
    for name in sorted(known - {"clients", "on_event"}):
        variable = f"DEFERRED_{name.upper()}"
        text = environment.get(variable, "").strip()
        if text:
            values[name] = _check(name, _parse(name, text), f"{variable}=")
            origins[name] = f"${variable}"
    return Known(values, origins)


def _parse(name: str, text: str) -> Any:
    if name == "cache" or name in _SWITCHES:
        return _bool_or_text(text)
    if name == "hosts":
        return tuple(host.strip() for host in text.split(",") if host.strip())
    if name in _WHOLE:
        return _as_number(text, int)
    if name in _REAL or name in {"cost_limit", "canary_tolerance"}:
        return _as_number(text, Decimal)
    if name == "prices":
        return _prices_in_words(text)
    return text


def _bool_or_text(text: str) -> bool | str:
    low = text.lower()
    return True if low in _TRUE else False if low in _FALSE else text


def _as_number(text: str, kind: type[Any]) -> Any:
    try:
        return kind(text)
    except (ValueError, ArithmeticError):
        return text  # left as it is: the check says what it should have been


NAMES = {f.name for f in fields(Settings)}
CAPS = {"cost_limit", "time_limit"}
_CREDENTIAL = re.compile(r"key|token|secret|password|credential", re.IGNORECASE)
# A file that comes with a project is not its reader's own word: it does not say where keys are sent, or what is run.
_NEVER_IN_A_FILE = {
    "hosts": "a key is not sent to a host on the word of a project file; name it in the call (hosts=[...]), on the "
    "command line (--hosts) or in DEFERRED_HOSTS",
    "clients": "clients are objects; give them in the call (clients=[...])",
    "on_event": "it is a function; give it in the call (on_event=...)",
}
_CHOICES = {
    "estimate": ("local", "provider"),
    "unbatchable": ("raise", "live"),
    "on_time_limit": ("raise", "live"),
    "on_failure": ("log", "raise"),
    "alone": ("wait", "live", "raise"),
    "threads": ("inherit", "all"),
}
_WHOLE = {"canary", "max_input_tokens", "widen", "max_requests", "max_parallel"}
_REAL = {"linger", "poll_interval", "adopt_grace"}
_OPTIONAL = {"cost_limit", "time_limit", "name", "poll_interval", "prices", "on_event", "progress", *_WHOLE}


def _check(name: str, value: Any, label: str) -> Any:
    if value is None and name in _OPTIONAL:
        return None
    if name in _CHOICES:
        return _choice(value, _CHOICES[name], label)
    if name in _WHOLE:
        return _whole(value, label)
    if name in _REAL:
        return _number(value, label, at_least=0)
    return _OTHERS[name](value, label)


def _choice(value: Any, choices: tuple[str, ...], label: str) -> str:
    if value not in choices:
        message = f"{label}{value!r} is not one of {', '.join(map(repr, choices))}"
        raise ValueError(message)
    return str(value)


def _whole(value: Any, label: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        message = f"{label}{value!r} must be a whole number of at least 1"
        raise ValueError(message)
    return value


def _number(value: Any, label: str, *, above: float | None = None, at_least: float | None = None) -> float:
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value):
        message = f"{label}{value!r} must be a finite number"
        raise ValueError(message)
    if (above is not None and value <= above) or (at_least is not None and value < at_least):
        message = f"{label}{value!r} must be {'more than ' + str(above) if above is not None else 'at least 0'}"
        raise ValueError(message)
    return float(value)


def _dollars(value: Any, label: str) -> Decimal:
    _number(value, label, above=0)
    return Decimal(str(value))


def _flag(value: Any, label: str) -> bool:
    if not isinstance(value, bool):
        message = f"{label}{value!r} must be True or False"
        raise ValueError(message)  # noqa: TRY004 - every bad setting is a ValueError, as users catch one thing
    return value


def _place(value: Any, label: str) -> bool | str:
    if isinstance(value, bool):
        return value
    if not isinstance(value, (str, Path)) or not str(value):
        message = f"{label}{value!r} must be True, False or the path of a folder"
        raise ValueError(message)
    return str(value)


def _text(value: Any, label: str) -> str:
    if not isinstance(value, str) or not value.strip():
        message = f"{label}{value!r} must be a text that is not empty"
        raise ValueError(message)
    return value


def _template(value: Any, label: str) -> str:
    if not isinstance(value, str) or "{schema}" not in value:
        message = f"{label}{value!r} must be a text with {{schema}} in it, where the JSON schema is put"
        raise ValueError(message)
    return value


def _hosts(value: Any, label: str) -> tuple[str, ...]:
    is_list = isinstance(value, (list, tuple, set, frozenset))
    if not is_list or not all(isinstance(host, str) for host in value):
        message = f'{label}{value!r} must be a list of host names, like ["localhost:8000"]'
        raise ValueError(message)
    return tuple(host.lower().removeprefix("http://").removeprefix("https://").rstrip("/") for host in value)


def _clients(value: Any, label: str) -> tuple[Any, ...]:
    if not isinstance(value, (list, tuple)):
        message = f"{label}{value!r} must be a list of sync SDK clients"
        raise ValueError(message)  # noqa: TRY004 - as above
    return tuple(value)


def _prices(value: Any, label: str) -> dict[str, dict[str, Decimal]]:
    shape = f'{label}{value!r} must be like {{"my-model": {{"input": 1.0, "output": 5.0}}}}: dollars per million tokens'
    if not isinstance(value, Mapping) or not value:
        raise ValueError(shape)
    for model, price in value.items():
        if not isinstance(model, str) or not isinstance(price, Mapping) or set(price) != {"input", "output"}:
            raise ValueError(shape)
        for name, amount in price.items():
            try:
                _number(amount, label, at_least=0)
            except ValueError as error:
                message = f"{shape}, and {model}'s {name} is {amount!r}"
                raise ValueError(message) from error
    return {model: {name: Decimal(str(amount)) for name, amount in price.items()} for model, price in value.items()}


def _prices_in_words(text: str) -> Any:
    """Read prices as JSON, or from the JSON file of that name."""
    try:
        return json.loads(text if text.startswith("{") else Path(text).expanduser().read_text())
    except (OSError, ValueError):
        return text  # the check says what it should have been


def _share(value: Any, label: str) -> float:
    if _number(value, label, at_least=0) > 1:
        message = f"{label}{value!r} must be a share between 0 and 1"
        raise ValueError(message)
    return float(value)


def _callable(value: Any, label: str) -> Any:
    if not callable(value):
        message = f"{label}{value!r} must be a function of one event"
        raise ValueError(message)  # noqa: TRY004 - as above
    return value


_OTHERS: dict[str, Callable[[Any, str], Any]] = {
    "cost_limit": _dollars,
    "time_limit": seconds_of,
    "name": _text,
    "fresh": _flag,
    "cache": _place,
    "wait": _flag,
    "dry_run": _flag,
    "part": _flag,
    "progress": _flag,
    "prices": _prices,
    "canary_tolerance": _share,
    "hosts": _hosts,
    "clients": _clients,
    "on_event": _callable,
    "schema_instruction": _template,
}
