"""Columns: tables of plain text, because values may come from a provider."""

from __future__ import annotations

from collections.abc import Sequence


def in_columns(rows: Sequence[Sequence[str]], left: int) -> str:
    """Lay out rows in columns; the first `left` columns begin at the left, the others end at the right.

    Example:
        >>> print(in_columns([("run", "calls"), ("a", "12")], left=1))
        run  calls
        a       12
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column < left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
