"""The table `[tool.deferred]` of the nearest pyproject.toml that has one, from the working directory upwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def table_here() -> tuple[Path, dict[str, Any]]:
    """Find the settings of the project that the working directory belongs to, as `table_of` does."""
    try:
        return table_of(Path.cwd())
    except FileNotFoundError:  # the working directory was removed: it belongs to no project
        return Path("pyproject.toml"), {}


def table_of(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Find the settings of the project that a folder belongs to.

    Args:
        folder: the first folder to search; then its parents.

    Returns:
        The file, and its table; an empty table if no file has one.

    Raises:
        ValueError: a file that was searched is not TOML, cannot be read, or has a `tool.deferred` that is no table.
    """
    for place in (folder, *folder.parents):
        path = place / "pyproject.toml"
        if path.is_file():
            table = _table(path)
            if table is not None:
                return path, table
    return folder / "pyproject.toml", {}


def _table(path: Path) -> dict[str, Any] | None:
    import tomllib  # noqa: PLC0415 - where no project has a file, it is not needed

    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        message = f"{path} cannot be read, and it may hold limits of deferred: {error.strerror}"
        raise ValueError(message) from error
    except ValueError as error:  # not TOML, or not UTF-8
        message = f"{path} is not TOML: {error}"
        raise ValueError(message) from error
    tool = content.get("tool")
    table = tool.get("deferred") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        message = f"{path}: tool.deferred must be a table: [tool.deferred]"
        raise ValueError(message)
    return table
