"""What look-ahead did, for reports: as plain data, and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deferred.core.text import dollars, duration
from deferred.engine.ahead_stats import AheadStats

_MOST = 3  # reasons and lines that are named
_ENDS = {"the end of the block", "the end of the script", "enough calls"}


def look_ahead(stats: AheadStats) -> dict[str, Any] | None:
    """Return what look-ahead did as plain data; None for a run without it."""
    if not stats.is_on:
        return None
    return {
        "off": stats.off,
        "looks": stats.looks,
        "seconds": round(stats.seconds, 3),
        "processor_seconds": round(stats.processor_seconds, 3),
        "sent": stats.sent,
        "claimed": stats.claimed,
        "in_vain": sum(stats.in_vain.values()),
        "in_vain_at": dict(stats.in_vain),
        "in_vain_usd": float(stats.in_vain_cost),
        "in_vain_most_usd": float(stats.in_vain_most),
        "dropped": stats.dropped,
        "stops": dict(stats.stops),
    }


def in_words(done: Mapping[str, Any] | None) -> Iterator[str]:
    """Describe it in the lines of a printed report."""
    if done is None:
        return
    looks = f"{done['looks']:,} look{'s' * (done['looks'] != 1)}, {duration(done['seconds'])} in all"
    yield f"  look-ahead: {done['claimed']:,} calls were sent before the script made them; {looks}"
    if done["in_vain"]:
        lines = ", ".join(list(done["in_vain_at"])[:_MOST])
        unknown = f" and up to {dollars(done['in_vain_most_usd'])} still open" if done["in_vain_most_usd"] else ""
        cost = f"{dollars(done['in_vain_usd'])}{unknown}"
        yield f"  look-ahead: {done['in_vain']:,} calls were sent in vain ({lines}), for {cost}"
    if done["off"]:
        yield f"  look-ahead ended: {done['off']}"
    stops = sorted((stop for stop in done["stops"].items() if stop[0] not in _ENDS), key=lambda stop: -stop[1])
    if stops:
        yield f"  look-ahead stopped at: {'; '.join(f'{why} ({count:,} times)' for why, count in stops[:_MOST])}"
