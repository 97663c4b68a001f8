"""AheadStats: what look-ahead did in a run, for reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

ADVICE = (
    "Without a change of the code: deferred run --look-ahead, look_ahead=True or DEFERRED_LOOK_AHEAD=1 finds the next "
    "calls and sends them together. "
)


@dataclass
class AheadStats:
    """What look-ahead did in a run.

    Attributes:
        is_on: whether the run was asked to look ahead.
        is_possible: returns whether this system seems to have what it needs; advice names it then.
        off: why it does not look ahead, or no longer; empty if it does.
        looks: how often children were made.
        seconds: how long the script waited for them.
        processor_seconds: how long they computed.
        sent: calls that were sent ahead.
        claimed: how many of them the script has made since.
        in_vain: call sites of those that it had not made when the block ended, and that were sent.
        in_vain_cost: what those of them cost that are answered, in dollars; `in_vain_most` the most of the others.
        dropped: calls that were found, and taken back unsent at the end of the block.
        stops: why children ended, or why none were made, with how often.
    """

    is_on: bool = False
    is_possible: Callable[[], bool] = bool
    off: str = ""
    looks: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    sent: int = 0
    claimed: int = 0
    in_vain: Counter[str] = field(default_factory=Counter)
    in_vain_cost: Decimal = Decimal(0)
    in_vain_most: Decimal = Decimal(0)
    dropped: int = 0
    stops: Counter[str] = field(default_factory=Counter)

    @property
    def advice(self) -> str:
        """The advice to look ahead; empty where a run does so already, or cannot."""
        return "" if self.is_on or not self.is_possible() else ADVICE
