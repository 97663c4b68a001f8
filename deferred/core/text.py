"""What others wrote is shown in terminals and logs as text: no letter of it moves a cursor or makes a line."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from decimal import Decimal

MOST_LINES = 10  # lines of one kind that are printed; the rest is counted
_LEAST = Decimal("0.0001")  # of dollars, that is written as a number


def plain(text: str, keep: str = "") -> str:
    """Put spaces in place of what a terminal would obey, but for the characters in `keep`."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in keep else " " for c in text)


class PlainText(logging.Filter):
    """Keeps what is logged on its own line; a log line may tell a provider's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, with harmless arguments."""
        if isinstance(record.args, tuple):
            record.args = tuple(plain(str(arg)) if isinstance(arg, (str, Exception)) else arg for arg in record.args)
        return True


def cut_short(lines: list[str], what: str, most: int = MOST_LINES) -> list[str]:
    """Keep the first lines, and say how many there are besides."""
    left = len(lines) - most
    return lines if left <= 0 else [*lines[:most], f"  and {left:,} {what}"]


def dollars(amount: Decimal) -> str:
    """Write an amount so that small ones do not read as nothing."""
    if 0 < amount < _LEAST:
        return f"<${_LEAST}"
    return f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.4f}"


def duration(seconds: float) -> str:
    """Write a time as people say it."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def listed(words: Iterable[str], last: str) -> str:
    """Write words in a row, the last two with `last` between them: "a, b or c"."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end
