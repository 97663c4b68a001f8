"""Text from outside, made safe for terminals and logs, and formats of amounts and times."""

from __future__ import annotations

import functools
import logging
import math
import re
import time
from collections.abc import Iterable
from decimal import Decimal

MOST_LINES = 10  # lines of one kind that are printed; the rest is counted
_SMALLEST = Decimal("0.000001")  # the same, of amounts that are compared
_LEAST = Decimal("0.0001")  # dollars: smaller amounts are written as "less than"
_CHANGING = re.compile(r"[^\s(\[]*\d[^\s)\]]*")


def plain(text: str, keep: str = "") -> str:
    """Replace control characters by spaces, except the characters in `keep`."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c in keep else " " for c in text)


class PlainText(logging.Filter):
    """A log filter that keeps each record on one line: it may contain text of a provider."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass every record, with control characters removed from its arguments."""
        if isinstance(record.args, tuple):
            record.args = tuple(plain(str(arg)) if isinstance(arg, (str, Exception)) else arg for arg in record.args)
        return True


def cut_short(lines: list[str], what: str, most: int = MOST_LINES) -> list[str]:
    """Keep the first lines, and add the number of the others."""
    left = len(lines) - most
    return lines if left <= 0 else [*lines[:most], f"  and {left:,} {what}"]


def dollars(amount: Decimal) -> str:
    """Format an amount, so that small amounts do not look like zero."""
    if 0 < amount < _LEAST:
        return f"<${_LEAST}"
    return f"${amount:,.2f}" if amount >= 1 or amount == 0 else f"${amount:.4f}"


def exact(amount: Decimal) -> str:
    """Format an amount to a millionth of a dollar, for amounts that are compared.

    Example:
        >>> exact(Decimal("0.00048123")), exact(Decimal("1.5")), exact(Decimal("0.0000002"))
        ('$0.000481', '$1.50', '<$0.000001')
    """
    if 0 < amount < _SMALLEST:
        return f"<${_SMALLEST}"
    whole, _, part = f"{amount:,.6f}".partition(".")
    return f"${whole}.{part.rstrip('0').ljust(2, '0')}"


def known_cost(amount: Decimal, unpriced: int) -> str:
    """Format a cost in which that of some calls is missing, because it is not known.

    Example:
        >>> known_cost(Decimal("1.2"), 0), known_cost(Decimal("1.2"), 3), known_cost(Decimal(0), 3)
        ('$1.20', '$1.20 + unknown', 'unknown')
    """
    if not unpriced:
        return dollars(amount)
    return f"{dollars(amount)} + unknown" if amount else "unknown"


def of_the_limit(before: Decimal, limit: Decimal | None) -> str:
    """Describe what counts against a limit, besides a cost: "($0.0011 before it was resumed) of $5 allowed"."""
    earlier = f" ({dollars(before)} before it was resumed)" if before else ""
    return earlier if limit is None else f"{earlier} of ${limit:,} allowed"


def duration(seconds: float) -> str:
    """Format a duration, like "2 min 5 s"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def jobs_are(count: int) -> str:
    """Begin a sentence about jobs, like "3 jobs are"."""
    return "1 job is" if count == 1 else f"{count:,} jobs are"


def minutes(seconds: float) -> str:
    """Format a time to wait in whole minutes, like "15 min"."""
    return f"{max(1, math.ceil(seconds / 60)):,} min"


def clock_time(at: float) -> str:
    """Format a time of the day, like "07:15"; `at` is in seconds since the epoch."""
    return time.strftime("%H:%M", time.localtime(at))


def listed(words: Iterable[str], last: str) -> str:
    """Join words, the last two with `last`: "a, b or c"."""
    *first, end = words
    return f"{', '.join(first)} {last} {end}" if first else end


@functools.lru_cache(1_000)
def without_numbers(words: str) -> str:
    """Replace amounts, ids and places, in which messages of one kind differ.

    Example:
        >>> without_numbers("prompt is too long: 213400 tokens > 200000 maximum")
        'prompt is too long: # tokens > # maximum'
    """
    return _CHANGING.sub("#", words)
