"""Settings in messages, as the reader of the message gives them: in Python, or to a `deferred` command."""

from __future__ import annotations

import contextlib
import json
import shlex
from collections.abc import Iterator
from decimal import Decimal
from types import EllipsisType
from typing import Any

_TAKE_SETTINGS = {"run", "plan"}  # the commands whose options are the settings
_NO_OPTION = {"prices"}
_commands: list[str] = []  # the command that this process runs: messages are made on any of its threads


@contextlib.contextmanager
def of_command(name: str) -> Iterator[None]:
    """Write settings for the user of a `deferred` command."""
    _commands.append(name)
    try:
        yield
    finally:
        _commands.remove(name)


def block(name: str, value: Any) -> str:
    """Write a setting of a block; `...` stands for a value that the reader chooses.

    Example:
        >>> block("widen", 8)
        'deferred.batch(widen=8)'
        >>> with of_command("run"):
        ...     block("widen", 8)
        '--widen 8 (or DEFERRED_WIDEN=8)'
    """
    return setting(name, value) if _commands else f"deferred.batch({setting(name, value)})"


def setting(name: str, value: Any) -> str:
    """Write a setting alone, as `block` does."""
    if not _commands:
        return f"{name}={_in_python(value)}"
    word = _in_words(value)
    variable = f"DEFERRED_{name.upper()}={'1' if value is True else word}"
    if _commands[-1] not in _TAKE_SETTINGS or name in _NO_OPTION:
        return variable
    return f"--{name.replace('_', '-')}{'' if value is True else f' {word}'} (or {variable})"


def beside(name: str) -> str:
    """Write how a setting is given to a command, in parentheses; nothing in Python, where its name tells."""
    return f" ({setting(name, ...).replace(' (or', ' or').removesuffix(')')})" if _commands else ""


def _in_python(value: Any) -> str:
    if isinstance(value, EllipsisType):
        return "..."
    return json.dumps(value, default=float) if isinstance(value, str | list | dict) else str(value)


def _in_words(value: Any) -> str:
    if isinstance(value, EllipsisType):
        return "VALUE"
    if isinstance(value, list):
        return shlex.quote(",".join(value))
    if isinstance(value, dict) and all(isinstance(one, Decimal) for one in value.values()):  # a budget
        return ",".join(f"{name}={one}" for name, one in value.items())
    return shlex.quote(json.dumps(value) if isinstance(value, dict) else str(value))
