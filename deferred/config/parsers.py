"""Parsers: read and check values of settings; an invalid value is a ValueError that names valid ones."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

_DURATION = re.compile(r"(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?")
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
    if not is_number or not math.isfinite(value):
        message = f"{label}{value!r} must be a finite number"
        raise ValueError(message)
    if (above is not None and value <= above) or (at_least is not None and value < at_least):
        message = f"{label}{value!r} must be {'more than ' + str(above) if above is not None else 'at least 0'}"
        raise ValueError(message)
    return float(value)


def dollars(value: Any, label: str) -> Decimal:
    """Read an amount of dollars above zero."""
    number(value, label, above=0)
    return Decimal(str(value))


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
    """Read a list of host names."""
    is_list = isinstance(value, (list, tuple, set, frozenset))
    if not is_list or not all(isinstance(host, str) for host in value):
        message = f'{label}{value!r} must be a list of host names, like ["localhost:8000"]'
        raise ValueError(message)
    return tuple(host.lower().removeprefix("http://").removeprefix("https://").rstrip("/") for host in value)


def clients(value: Any, label: str) -> tuple[Any, ...]:
    """Read a list of SDK clients."""
    if not isinstance(value, (list, tuple)):
        message = f"{label}{value!r} must be a list of sync SDK clients"
        raise ValueError(message)  # noqa: TRY004 - as above
    return tuple(value)


def prices(value: Any, label: str) -> dict[str, dict[str, Decimal]]:
    """Read dollars per million tokens by model."""
    shape = f'{label}{value!r} must be like {{"my-model": {{"input": 1.0, "output": 5.0}}}}: dollars per million tokens'
    if not isinstance(value, Mapping) or not value:
        raise ValueError(shape)
    for model, price in value.items():
        if not isinstance(model, str) or not isinstance(price, Mapping) or set(price) != {"input", "output"}:
            raise ValueError(shape)
        for name, amount in price.items():
            try:
                number(amount, label, at_least=0)
            except ValueError as error:
                message = f"{shape}, and {model}'s {name} is {amount!r}"
                raise ValueError(message) from error
    return {model: {name: Decimal(str(amount)) for name, amount in price.items()} for model, price in value.items()}


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
    return dict(value)


def tags_in_words(text: str) -> Any:
    """Read tags that are written like `team=search,ticket=A-12`."""
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
