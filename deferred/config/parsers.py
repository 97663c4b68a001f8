"""Parsers: read and check values of settings; an invalid value is a ValueError that names valid ones."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from deferred.core.caps import PERIODS
from deferred.core.hosts import is_plain
from deferred.core.profile import profiles
from deferred.core.text import listed

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
_BUCKET = re.compile(
    r"(gs://[a-z0-9][a-z0-9._-]{1,220}[a-z0-9](/[\w.=-]+)*"  # names as Google Cloud allows them
    r"|s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[-!_*'().a-zA-Z0-9]+)*)/?"  # and as Bedrock takes them
)
_ROLE = re.compile(r"arn:aws(-[^:]+)?:iam::\d{12}:role/[\w+=,.@/-]+")
ADDRESSES = ("postgresql://", "postgres://")  # of ledgers in a database
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def seconds_of(value: Any, label: str = "time_limit=") -> float:
    """Read a duration: seconds, a timedelta, "90s", "90m" or "2h30m"."""
    return number(_seconds(value, label), label, above=0)


def seconds_or_zero(value: Any, label: str) -> float:
    """Read a duration as `seconds_of` does, or 0."""
    return number(_seconds(value, label), label, at_least=0)


def _seconds(value: Any, label: str) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return _seconds_in_words(value, label) if isinstance(value, str) else value


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


def switch_or_text(text: str) -> bool | str:
    """Read a switch that was written as a word; other text stays unchanged."""
    low = text.lower()
    return True if low in _TRUE else False if low in _FALSE else text


def number_in_words(text: str, kind: type[Any]) -> Any:
    """Read a number of this type; other text is left to the check."""
    try:
        return kind(text)
    except (ValueError, ArithmeticError):
        return text  # unchanged: the check raises the error


def choice(value: Any, choices: tuple[str, ...], label: str) -> str:
    """Check that a value is one of the choices."""
    if value not in choices:
        message = f"{label}{value!r} is not one of {', '.join(map(repr, choices))}"
        raise ValueError(message)
    return str(value)


def whole(value: Any, label: str) -> int:
    """Check that a value is a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        message = f"{label}{value!r} must be a whole number of at least 1"
        raise ValueError(message)
    return value


def number(value: Any, label: str, *, above: float | None = None, at_least: float | None = None) -> float:
    """Check that a value is a finite number within its bounds."""
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if not is_number or not _is_finite(value):
        message = f"{label}{value!r} must be a finite number"
        raise ValueError(message)
    if (above is not None and value <= above) or (at_least is not None and value < at_least):
        message = f"{label}{value!r} must be {'more than ' + str(above) if above is not None else 'at least 0'}"
        raise ValueError(message)
    return float(value)


def _is_finite(value: float | Decimal) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number that no float can hold
        return False


def dollars(value: Any, label: str) -> Decimal:
    """Read an amount of dollars above zero."""
    number(value, label, above=0)
    return Decimal(str(value))


def budget(value: Any, label: str) -> dict[str, Decimal]:
    """Read dollars by period: a mapping, or text like `month=200,day=20`; None is no budget."""
    shape = (
        f'{label}{value!r} must be like {{"month": 200}}, or as text "month=200,day=20": US dollars above zero for '
        f"each {listed(PERIODS, 'or')}, in which all runs of a ledger may cost so much together"
    )
    if not isinstance(value, (str, Mapping, type(None))):
        raise ValueError(shape)  # noqa: TRY004 - every bad setting is a ValueError, as users catch one thing
    pairs = _pairs(value) if isinstance(value, str) else list((value or {}).items())
    if len({period for period, _ in pairs}) < len(pairs):
        raise ValueError(shape)
    return {period: _of_period(period, amount, shape) for period, amount in pairs}


def _pairs(text: str) -> list[tuple[str, Any]]:
    pairs = [pair.partition("=") for pair in text.split(",")]
    return [(name.strip(), number_in_words(amount.strip(), Decimal)) for name, _, amount in pairs]


def _of_period(period: Any, amount: Any, shape: str) -> Decimal:
    if period not in PERIODS:
        message = f"{shape}, and {period!r} is none of these"
        raise ValueError(message)
    try:
        return dollars(amount, "")
    except ValueError as error:
        message = f"{shape}; for a {period}, {error}"
        raise ValueError(message) from error


def flag(value: Any, label: str) -> bool:
    """Check that a value is True or False."""
    if not isinstance(value, bool):
        message = f"{label}{value!r} must be True or False"
        raise ValueError(message)  # noqa: TRY004 - every bad setting is a ValueError, as users catch one thing
    return value


class Address(str):
    """The address of a database, which may hold a password: it is never shown whole."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Show host and database alone."""
        scheme, _, rest = self.partition("://")
        address, _, query = rest.partition("?")
        shown = "..." if "@" in query else address.rpartition("@")[2]  # a password that is not encoded ends nowhere
        return repr(f"{scheme}://{shown}")


def place(value: Any, label: str) -> bool | str:
    """Check that a value is True, False, the path of a folder or the address of a database."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, (str, Path)) or not str(value):
        message = f"{label}{value!r} must be True, False, the path of a folder or a postgresql:// address"
        raise ValueError(message)
    return Address(value) if str(value).startswith(ADDRESSES) else str(value)


def text(value: Any, label: str) -> str:
    """Check that a value is a text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        message = f"{label}{value!r} must be a text that is not empty"
        raise ValueError(message)
    return value


def template(value: Any, label: str) -> str:
    """Check that a value is a text with a place for the schema."""
    if not isinstance(value, str) or "{schema}" not in value:
        message = f"{label}{value!r} must be a text with {{schema}} in it, where the JSON schema is put"
        raise ValueError(message)
    return value


def hosts(value: Any, label: str) -> tuple[str, ...]:
    """Read a list of host names, each perhaps with whose batch API it speaks: `gw:4000=groq`."""
    is_list = isinstance(value, (list, tuple, set, frozenset))
    if not is_list or not all(isinstance(host, str) for host in value):
        message = f'{label}{value!r} must be a list of host names, like ["localhost:8000"]'
        raise ValueError(message)
    return tuple(_host(host, label) for host in value)


def _host(written: str, label: str) -> str:
    address, equals, spoken = written.lower().partition("=")
    name = address.strip().removeprefix("http://").removeprefix("https://").rstrip("/")
    if not is_plain(name):
        message = f"{label}{written!r} must be the name of a host, perhaps with a port, like localhost:8000"
        raise ValueError(message)
    if not equals:
        return name
    known, spoken = [profile.name for profile in profiles()], spoken.strip()
    if known and spoken not in known:
        message = f"{label}{written!r} must be like gw:4000=groq: a host, and one of {', '.join(known)}"
        raise ValueError(message)
    return f"{name}={spoken}"


def clients(value: Any, label: str) -> tuple[Any, ...]:
    """Read a list of SDK clients."""
    if not isinstance(value, (list, tuple)):
        message = f"{label}{value!r} must be a list of sync SDK clients"
        raise ValueError(message)  # noqa: TRY004 - as above
    return tuple(value)


def prices(value: Any, label: str) -> dict[str, dict[str, Decimal]]:
    """Read dollars per million tokens by model."""
    shape = (
        f'{label}{value!r} must be like {{"my-model": {{"input": 1.0, "output": 5.0}}}}: dollars per million tokens '
        "in a batch, or in an ordinary call if batch_input and batch_output are given too; cached_input, cache_write "
        "and image may be given where they differ"
    )
    if not isinstance(value, Mapping) or not value:
        raise ValueError(shape)
    for model, price in value.items():
        if not isinstance(model, str) or not isinstance(price, Mapping) or not _are_rates(set(price)):
            raise ValueError(shape)
        for name, amount in price.items():
            try:
                number(amount, label, at_least=0)
            except ValueError as error:
                message = f"{shape}, and {model}'s {name} is {amount!r}"
                raise ValueError(message) from error
    return {model: {name: Decimal(str(amount)) for name, amount in price.items()} for model, price in value.items()}


def _are_rates(names: set[Any]) -> bool:
    return {"input", "output"} <= names <= _RATES and len(names & _BATCH_RATES) != 1


_BATCH_RATES = {"batch_input", "batch_output"}
_RATES = {"input", "output", "cached_input", "cache_write", "image", *_BATCH_RATES}
_TAG_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_MOST_TAGS, _LONGEST_TAG = 15, 512  # OpenAI takes 16 pairs, of which one names the job (API reference, 2026-11)


def tags(value: Any, label: str) -> dict[str, str]:
    """Check tags: names and values as texts."""
    shape = f'{label}{value!r} must be like {{"team": "search"}}: at most {_MOST_TAGS} names and values, as texts'
    if not isinstance(value, Mapping) or len(value) > _MOST_TAGS:
        raise ValueError(shape)
    for name, text_ in value.items():
        is_name = isinstance(name, str) and _TAG_NAME.fullmatch(name)
        if not is_name or not isinstance(text_, str) or not text_.isprintable() or len(text_) > _LONGEST_TAG:
            message = f"{shape}, and {name!r}: {text_!r} is none"
            raise ValueError(message)
    if "row" in value:
        message = f"{label}{value!r}: row is no tag; it names the row of a call: with deferred.tag(row=...)"
        raise ValueError(message)
    return dict(value)


def row_id(value: Any, label: str) -> int | str:
    """Check what a call is named by: a whole number, or a text that is not empty."""
    if isinstance(value, str) and 0 < len(value) <= _LONGEST_TAG:
        return value
    if hasattr(value, "__index__") and not isinstance(value, bool):  # those of NumPy too
        return int(value)
    message = (
        f"{label}{value!r:.80} must be a whole number or a text of 1 to {_LONGEST_TAG} characters; "
        "for anything else, row=str(...)"
    )
    raise ValueError(message)


def deployments(value: Any, label: str) -> dict[str, str]:
    """Check a mapping of deployments, by their names."""
    is_mapping = isinstance(value, Mapping) and all(
        isinstance(name, str) and isinstance(batch, str) and name and batch for name, batch in value.items()
    )
    if not is_mapping:
        message = f'{label}{value!r} must be like {{"my-gpt": "my-gpt-batch"}}: deployments, and theirs for batches'
        raise ValueError(message)
    return dict(value)


def bucket(value: Any, label: str) -> str:
    """Check the address of a bucket, with or without a prefix; a slash at its end is dropped."""
    if not isinstance(value, str) or not _BUCKET.fullmatch(value):
        message = (
            f'{label}{value!r} must be like "gs://name" or "gs://name/prefix": a bucket of Google Cloud Storage; or '
            'like "s3://name" or "s3://name/prefix": one of Amazon S3. A name has three characters or more, small '
            "letters, digits, and marks between them"
        )
        raise ValueError(message)
    return value.rstrip("/")


def role_arn(value: Any, label: str) -> str:
    """Check the name of a role of AWS."""
    if not isinstance(value, str) or not _ROLE.fullmatch(value):
        message = f'{label}{value!r} must be like "arn:aws:iam::123456789012:role/name": a role of AWS'
        raise ValueError(message)
    return value


def webhook(value: Any, label: str) -> str:
    """Check the address of a webhook: https, or http on this machine."""

    def is_right(parts: SplitResult) -> bool:
        is_here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        return parts.scheme == "https" or (parts.scheme == "http" and is_here)

    message = f'{label}must be an address like "https://hooks.example.com/..." (http on this machine only)'
    return _posted_to(value, is_right, message)


def public_address(value: Any, label: str) -> str:
    """Check an address that providers post events to: they post to https alone."""
    message = f'{label}must be an address like "https://hooks.example.com/batches", which providers can reach'
    return _posted_to(value, lambda parts: parts.scheme == "https" and not parts.fragment, message)


def _posted_to(value: Any, is_right: Callable[[SplitResult], bool], message: str) -> str:
    """Check an address that somebody posts to. It may be a secret: no error shows it."""
    with contextlib.suppress(ValueError):  # of brackets, which belong around an address of IPv6 only
        parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
        if parts.hostname and is_right(parts):
            return str(value)
    raise ValueError(message)


def listening_address(value: Any, label: str) -> str:
    """Check a host and a port to listen at."""
    with contextlib.suppress(ValueError):  # of a port that is no number, or too large
        parts = urlsplit(f"//{value}")
        if parts.hostname and parts.port and parts.netloc == value and value.isprintable():
            return str(value)
    message = f'{label}{value!r} must be a host and a port, like "127.0.0.1:8787" or "0.0.0.0:8787"'
    raise ValueError(message)


def http_address(value: str, label: str) -> str:
    """Check the address of an API."""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"{label}{value!r} must be an address like https://gateway.example.com/v1"
        raise ValueError(message)
    return value.rstrip("/")


def pairs_in_words(text: str) -> Any:
    """Read pairs that are written like `team=search,ticket=A-12`."""
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    is_right = all(equals for _, equals, _ in pairs)
    return {name.strip(): value.strip() for name, _, value in pairs} if is_right else text


def prices_in_words(text: str) -> Any:
    """Read prices as JSON, or from the JSON file of that name."""
    try:
        return json.loads(text if text.startswith("{") else Path(text).expanduser().read_text())
    except (OSError, ValueError):
        return text  # the check raises the error


def share(value: Any, label: str) -> float:
    """Check that a value is between 0 and 1."""
    if number(value, label, at_least=0) > 1:
        message = f"{label}{value!r} must be a share between 0 and 1"
        raise ValueError(message)
    return float(value)


def function(value: Any, label: str) -> Any:
    """Check that a value can be called."""
    if not callable(value):
        message = f"{label}{value!r} must be a function of one event"
        raise ValueError(message)  # noqa: TRY004 - as above
    return value
