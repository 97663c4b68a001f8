"""Lengths of time as documents write them: 90 minutes, 14 Tage, 1 h 30 min, 3d4h, PT2H."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from deferred.citations.searchable import Searchable
from deferred.citations.units import in_english

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_SHORT = {
    **dict.fromkeys(["s", "sec", "sek", "seg"], "second"),
    **dict.fromkeys(["m", "min", "minuto", "minuut", "minuten"], "minute"),
    **dict.fromkeys(["h", "hr", "std", "uur"], "hour"),
    **dict.fromkeys(["d", "dzien", "dni", "giorno", "giorni", "dag", "dagen"], "day"),
    **dict.fromkeys(["w", "wk", "settimana", "settimane"], "week"),
}
_PIECE = re.compile(r"(\d+)(?:[.,](\d+))? ?([a-z]{1,10})\b\.?|(\d+)([dhms])(?=\d)")
_JOINT = re.compile(r",? ?(?:and |und |et |y |e )?")
_ISO = re.compile(r"\bp(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?)?(?![\w-])")


def unit_of_time(word: str) -> str:
    """Give the English name of a unit of time, or of its short form; empty where it is none."""
    unit = in_english(word)
    return unit if unit in SECONDS else _SHORT.get(unit, "") or _SHORT.get(word, "")


def spans_of(value: timedelta, page: Searchable) -> Iterator[tuple[int, int]]:
    """Give where a length of time is written in pieces, or as machines do, in offsets of the folded text."""
    for start, end, length in (*_in_pieces(page.folded), *_of_machines(page.folded)):
        if length == value:
            yield start, end


def _in_pieces(text: str) -> Iterator[tuple[int, int, timedelta]]:
    """Give the sums of pieces that follow one another, each of a smaller unit than the one before."""
    start, end, length, smallest = 0, -1, timedelta(), 0
    for piece in _PIECE.finditer(text):
        size = SECONDS.get(unit_of_time(piece[3] or piece[5]), 0)
        follows = end >= 0 and bool(_JOINT.fullmatch(text, end, piece.start())) and 0 < size < smallest
        if not size:
            continue
        amount = float(f"{piece[1] or piece[4]}.{piece[2] or 0}")
        start, length = (start, length) if follows else (piece.start(), timedelta())
        end, smallest, length = piece.end(), size, length + timedelta(seconds=amount * size)
        yield start, end, length


def _of_machines(text: str) -> Iterator[tuple[int, int, timedelta]]:
    for match in _ISO.finditer(text):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if any(match.groups()):
            length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
            yield match.start(), match.end(), length
