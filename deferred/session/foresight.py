"""Foresight: what a dry run learned of the calls that a script would make."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from deferred.engine.state import PendingCall


@dataclass(slots=True)
class Foresight:
    """What a dry run learned.

    Attributes:
        calls: each call, the most that it can cost, and why that is unknown if it is.
        first_wave_only: whether the code read a reply, so that later calls are unknown.
        turns: the number of items of the loop in which it did; None if that is not known.
        over_inner_limits: the number of calls that the limit of an inner block would refuse.
    """

    calls: list[tuple[PendingCall, Decimal | None, str]] = field(default_factory=list)
    first_wave_only: bool = False
    turns: int | None = None
    over_inner_limits: int = 0
