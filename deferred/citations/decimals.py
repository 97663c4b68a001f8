"""Numbers as they are written, and the decimals that they may be read as."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_GROUPED = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:['_]\d{3})+|\d{1,3}(?: \d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
)
_USUAL = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?")
_BLANK = re.compile(r" (?=[.,])")
_NOT_DIGITS = str.maketrans("", "", ".,'_ ")


def is_row(raw: str) -> bool:
    """Tell whether digits with commas are cells of a CSV file: 00,21.5,40."""
    several = raw.count(",") > 1 or "." in raw
    return several and not _USUAL.fullmatch(raw) and not readings(raw, None)


def significant(raw: str) -> str:
    """Give the digits of a number without separators and without zeros at its ends."""
    return raw.translate(_NOT_DIGITS).strip("0")


def plain(value: Decimal) -> str:
    """Write a number without sign, exponent and trailing zeros."""
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_decimal(value: object) -> Decimal | None:
    """Turn a number of any type into a Decimal; None for what is not finite."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def readings(raw: str, decimal_comma: bool | None) -> list[tuple[Decimal, bool]]:  # noqa: FBT001 - None too
    """Read a number as written: `1.234` may be either, and the habit of its text says which is sure."""
    raw = _BLANK.sub("", raw)
    if raw.isdigit():
        return [(Decimal(raw), len(raw) == 1 or raw[0] != "0")]
    marks = [mark for mark in raw if not mark.isdigit()]
    whole = raw.translate(_NOT_DIGITS)
    found: list[tuple[Decimal, bool]] = []
    last = marks[-1]
    if _GROUPED.fullmatch(raw):
        usual = last in "'_ " or len(marks) > 1 or (last == ",") != bool(decimal_comma)
        found.append((Decimal(whole), usual and raw[0] != "0"))
    if marks.count(last) == 1 and last in ".,":
        left, right = raw.rsplit(last, 1)
        if left.isdigit() or _GROUPED.fullmatch(left):
            sure = not found or (last == ",") == bool(decimal_comma)
            found.append((Decimal(left.translate(_NOT_DIGITS) + "." + right), sure))
    return found
