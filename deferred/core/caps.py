"""Caps on spending: the limit of a run, and budgets that hold over all runs of a ledger in a calendar period. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

PERIODS = ("day", "week", "month")
LONGEST = 31 * 86_400.0  # seconds; nothing counts in any period for longer
_DAY = dt.timedelta(days=1)


def start_of(period: str, at: float) -> float:
    """Return when the day, week or month of a time began, in UTC, as providers bill; a week begins on Monday.

    Example:
        >>> start_of("day", 86_400.0 + 5)
        86400.0
    """
    return _first_day(period, _day_of(at)).timestamp()


def end_of(period: str, at: float) -> float:
    """Return when the day, week or month of a time ends, which is when the next one begins."""
    first = _first_day(period, _day_of(at))
    longest = {"day": 1, "week": 7, "month": 31}[period]
    return _first_day(period, first + longest * _DAY).timestamp()


def _day_of(at: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(at, dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _first_day(period: str, day: dt.datetime) -> dt.datetime:
    if period == "week":
        return day - day.weekday() * _DAY
    return day.replace(day=1) if period == "month" else day


@dataclass(frozen=True, slots=True)
class Allowance:
    """One cap, and what counts against it at a time.

    Attributes:
        most: the cap in dollars.
        committed: what is spent or reserved of it.
        period: "day", "week" or "month"; empty for the limit of a run.
        since: when that period began, in seconds since the epoch; `until` when it ends.
    """

    most: Decimal
    committed: Decimal
    period: str = ""
    since: float = 0.0
    until: float = 0.0

    @property
    def left(self) -> Decimal:
        """What is left, in dollars; less than nothing after a cap was lowered."""
        return self.most - self.committed

    @property
    def setting(self) -> str:
        """The name of the setting."""
        return "budget" if self.period else "cost_limit"

    @property
    def ends(self) -> str:
        """When the period ends, in words."""
        return dt.datetime.fromtimestamp(self.until, dt.UTC).strftime("%Y-%m-%d %H:%M UTC")

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for json."""
        return {
            "period": self.period,
            "most_usd": float(self.most),
            "used_usd": float(self.committed),
            "left_usd": float(self.left),
            "ends_at": self.until,
        }

    def __str__(self) -> str:
        return f"the budget of ${self.most:,} a {self.period}" if self.period else f"cost_limit=${self.most}"


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that may be spent, in dollars: by one run, and by all runs of a ledger in a period. False without any.

    A job counts in the period in which it was planned.
    """

    run: Decimal | None = None
    budget: Mapping[str, Decimal] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.run is not None or bool(self.budget)

    def __str__(self) -> str:
        budgets = [f"budget {period}=${most:,}" for period, most in self.budget.items()]
        return " and ".join([*([] if self.run is None else [f"cost_limit=${self.run}"]), *budgets])

    def allowances(
        self, at: float, of_run: Callable[[], Decimal], of_all_since: Callable[[float], Decimal]
    ) -> list[Allowance]:
        """Return each cap with what counts against it: what the run, and all runs since a time, have committed."""
        found = []
        for period, most in self.budget.items():
            since = start_of(period, at)
            found.append(Allowance(most, of_all_since(since), period, since, end_of(period, at)))
        return found if self.run is None else [*found, Allowance(self.run, of_run())]

    def since(self, at: float) -> float:
        """Return when the first of the periods of a time began; that time itself without a budget."""
        return min((start_of(period, at) for period in self.budget), default=at)

    def room(
        self, at: float, of_run: Callable[[], Decimal], of_all_since: Callable[[float], Decimal]
    ) -> Decimal | None:
        """Return the least that is left of any cap; None without one."""
        return min((one.left for one in self.allowances(at, of_run, of_all_since)), default=None)


NO_CAPS = Caps()
