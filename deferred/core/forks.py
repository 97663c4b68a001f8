"""Forks: what a child process has to put right at once. Windows has none."""

from __future__ import annotations

import os
from collections.abc import Callable


def call_in_children(function: Callable[[], None]) -> None:
    """Call a function in each forked child, before any other code of it."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=function)
