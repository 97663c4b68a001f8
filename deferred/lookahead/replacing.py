"""Replacing: put functions and classes in the place of others, wherever a module holds them under a name."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

# What works with the real ones: this package, and what tells the time to the system rather than to the script.
_KEPT = {"deferred", "asyncio", "threading", "selectors", "_pydatetime", "pydantic", "pydantic_core"}


def replace_everywhere(made: Mapping[Any, Any]) -> None:
    """Replace each key by its value, in all modules of this process."""
    by_id = {id(old): new for old, new in made.items()}
    for name, module in list(sys.modules.items()):
        names = getattr(module, "__dict__", None)
        if name.partition(".")[0] in _KEPT or type(names) is not dict:
            continue
        for key, value in list(names.items()):
            new = by_id.get(id(value))
            if new is not None:
                names[key] = new
