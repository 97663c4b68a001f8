"""Notebooks: a name for a cell's code that stays the same when the kernel starts again."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

# The files of cells, which have the process id of the kernel in their path: of ipykernel, IPython, marimo, Databricks.
_CELL = re.compile(
    r".*[\\/]ipykernel_\d+[\\/](?P<jupyter>\w+)\.py"
    r"|<ipython-input-\d+-(?P<ipython>\w+)>"
    r"|.*[\\/]marimo_\d+[\\/]__marimo__cell_(?P<marimo>\w+?)_?\.py"
    r"|.*[\\/]\.ipykernel[\\/]\d+[\\/](?P<databricks>command-[\w-]+)"
)


def lasting(place: str) -> str:
    """Return FILE:LINE, or FILE:FUNCTION, with the notebook in place of a cell's file.

    A cell is edited after an error, and its run is to go on, so the notebook names it. Where the notebook is not
    known, the cell's code does.

    Example:
        lasting("/tmp/ipykernel_4711/123.py:3")  # "reviews.ipynb:3", or "cell 123:3"
    """
    cell = _CELL.match(place)
    if cell is None:
        return place
    code = next(found for found in cell.groups() if found)
    return (notebook() or f"cell {code}") + place[cell.end() :]


def is_unnamed(place: str) -> bool:
    """Whether a place is in a cell of a notebook whose name is not known."""
    return _CELL.match(place) is not None and not notebook()


def notebook() -> str:
    """Return the file of the running notebook, as its server or editor tells it; empty if none does."""
    main = sys.modules.get("__main__")
    # JPY_SESSION_NAME: Jupyter Server 2 and ipykernel 6, https://jupyter-server.readthedocs.io, read on 2026-11-27.
    told = os.environ.get("JPY_SESSION_NAME", "") or str(getattr(main, "__vsc_ipynb_file__", ""))
    return Path(told).name if told else ""
