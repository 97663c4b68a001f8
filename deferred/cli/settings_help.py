"""Help on settings: the options that `run` and `plan` take, made from the settings and what is said of each."""

from __future__ import annotations

import dataclasses
import inspect
import re
import textwrap

from deferred.config import settings

_WIDTH, _INDENT = 100, 28
_OF_COMMANDS = {"threads": "all"}  # a script's threads all belong to its session


def options() -> str:
    """Return the settings that can be written as options, each with its meaning."""
    lines = ["Settings:"]
    for field in dataclasses.fields(settings.Settings):
        if settings.is_word(field.name):
            default = _OF_COMMANDS.get(field.name, field.default)
            option = f"  --{field.name.replace('_', '-')}{_value(field.name, default)}"
            lines += _entry(option, f"{meaning(field.name)}{_default(default)}")
    return "\n".join(lines) + "\n"


def _entry(option: str, meaning: str) -> list[str]:
    said = textwrap.wrap(meaning, _WIDTH - _INDENT) or [""]
    first = [f"{option:<{_INDENT}}{said[0]}"] if len(option) < _INDENT else [option, " " * _INDENT + said[0]]
    return [*first, *(" " * _INDENT + line for line in said[1:])]


def _value(name: str, default: object) -> str:
    """Return what follows an option: nothing for a switch that is off, `false` for one that is on."""
    if not settings.is_switch(name):
        return " VALUE"
    if isinstance(default, bool):
        return " false" if default else ""
    return " true|false"


def _default(value: object) -> str:
    is_told = isinstance(value, str | int | float) and not isinstance(value, bool) and len(str(value)) < _INDENT
    return f" Default: {value}." if is_told else ""


def meaning(name: str) -> str:
    """Return what the docstring of `Settings` says of a setting; nothing under `python -OO`."""
    text = inspect.getdoc(settings.Settings) or ""
    found = re.search(rf"^    {name}: (.+(?:\n        .+)*)", text, re.MULTILINE)
    words = " ".join(found.group(1).split()) if found else ""
    return words[:1].upper() + words[1:]
