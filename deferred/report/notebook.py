"""Progress in the output of a notebook's cell."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import Any

_EVERY = 1.0  # seconds between two pictures: each is a message to the browser
_ROWS = 24


class Notebook:
    """The output of a cell, which each picture replaces."""

    moves = False
    is_one_line = False
    ends_whole = True

    def __init__(self) -> None:
        """Show nothing before the first picture."""
        self.every = _EVERY
        self.rows: int | None = _ROWS
        self._handle: Any = None
        self._shown = ""

    def show(self, picture: str, *, last: bool = False) -> None:
        """Replace the picture; the last one stays."""
        if not picture or (picture == self._shown and not last):
            return
        from deferred.report import html_page  # noqa: PLC0415 - only where something is drawn

        self._shown = picture
        data = {"text/plain": picture, "text/html": f"<pre>{html_page.text(picture)}</pre>"}
        if self._handle is None:
            display: Any = importlib.import_module("IPython.display").display  # the program runs in it
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)

    def others_above(self) -> contextlib.AbstractContextManager[None]:
        """Do nothing: what the program prints goes to the cell as usual."""
        return contextlib.nullcontext()


def in_a_notebook() -> bool:
    """Whether Jupyter runs the program, with an output that is no terminal but shows pictures."""
    module = sys.modules.get("IPython")
    shell = None if module is None else module.get_ipython()
    return getattr(shell, "kernel", None) is not None
