"""Plan: what would be sent, and the most that it can cost, for `Session.plan()` and dry runs. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from deferred.config.settings import Settings
from deferred.core import grouping
from deferred.core.call import Call, Target
from deferred.core.caps import Allowance
from deferred.core.errors import UnknownPrice
from deferred.core.past_jobs import PastJobs
from deferred.core.pending import EXIT_CODE
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Kind, Route
from deferred.core.text import dollars, duration
from deferred.engine.state import PendingCall
from deferred.engine.warm import LEAST
from deferred.pricing import prices
from deferred.pricing.own_prices import own_price
from deferred.pricing.rates import rates, share_of
from deferred.providers import PROVIDERS

_HEAD = (
    "provider",
    "model",
    "endpoint",
    "route",
    "calls",
    "stored",
    "jobs",
    "MB",
    "likely",
    "at most",
    "live, at most",
)
_LOOKS_AHEAD = (
    "Look-ahead finds these and sends them together: a loop makes about as many jobs as one turn of it makes calls one "
    "after the other"
)
_SAMPLE = 500  # calls from which the cost of all similar calls is estimated
# A call, the most that it can cost, or why that is unknown.
Foreseen: TypeAlias = tuple[PendingCall, Decimal | None, str]


@dataclass(frozen=True)
class Line:
    """The calls of one provider, model, endpoint and route. `most_usd` is None if the price or the bound is unknown.

    `share` is the price on the route, as a share of the ordinary price; only batches and background responses are jobs.
    `likely_usd` assumes four bytes for a token, and answers of a quarter of the allowed length.
    """

    provider: str
    model: str
    endpoint: str
    calls: int
    stored: int
    jobs: int
    size: int
    most_usd: Decimal | None
    why: str = ""
    likely_usd: Decimal | None = None
    warm: str = ""
    route: str = BATCH.name
    share: Decimal = BATCH.share

    @property
    def live_usd(self) -> Decimal | None:
        """The most that the same calls can cost as live calls."""
        return None if self.most_usd is None else self.most_usd / self.share


@dataclass(frozen=True)
class Plan:
    """What would be sent now. `print()` it, or use `to_dict()`.

    Attributes:
        lines: one for each provider, model, endpoint and route, with `calls`, `stored` (calls whose answer is stored,
            which are not in `calls`), `jobs`, `size` (bytes), `likely_usd` and `most_usd`.
        first_wave_only: whether the code read a reply, so that later calls are unknown.
        cost_limit: dollars that are left to spend, the least of what cost limit and budgets leave; None without any.
        look_ahead: the advice to look ahead, where that is possible and not chosen.
        looks_ahead: whether a run with these settings looks ahead.
        detach: seconds that the process waits for the provider before it is given up; None if it stays.
        turns: the number of items of the loop in which the code read a reply; None if that is not known.
        probable: the seconds after which the jobs of a wave will probably be over, as past jobs of the ledger were;
            None if it knows too few.
        budgets: each budget, with what all runs of the ledger have used of it.
        over_inner_limits: the number of calls that the `cost_limit` of their inner block would refuse.
    """

    lines: tuple[Line, ...]
    first_wave_only: bool = False
    cost_limit: Decimal | None = None
    look_ahead: str = ""
    detach: float | None = None
    turns: int | None = None
    probable: float | None = None
    budgets: tuple[Allowance, ...] = ()
    over_inner_limits: int = 0
    looks_ahead: bool = False

    @property
    def calls(self) -> int:
        """The number of calls that would be sent."""
        return sum(line.calls for line in self.lines)

    @property
    def most_usd(self) -> Decimal | None:
        """The most that all calls can cost; None if it is unknown for some line."""
        known = [line.most_usd for line in self.lines if line.most_usd is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.lines) else None

    @property
    def likely_usd(self) -> Decimal | None:
        """The likely cost of all calls; None if it is unknown for some line."""
        return total(line.likely_usd for line in self.lines)

    @property
    def waves(self) -> int | None:
        """The likely number of waves that stay within the limit; None if not all calls fit."""
        if self.cost_limit is None or self.most_usd is None or self.likely_usd is None or self.most_usd == 0:
            return 1
        return waves_needed(self.calls, self.most_usd / self.calls, self.likely_usd / self.calls, self.cost_limit)

    def __repr__(self) -> str:
        jobs = sum(line.jobs for line in self.lines)
        most = "an unknown price" if self.most_usd is None else f"{dollars(self.most_usd)} at most"
        return f"<Plan: {self.calls:,} calls, {jobs:,} jobs, {most}>"

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as plain data, for json."""
        lines = [
            {
                **asdict(line),
                "most_usd": _float(line.most_usd),
                "live_usd": _float(line.live_usd),
                "likely_usd": _float(line.likely_usd),
                "share": float(line.share),
            }
            for line in self.lines
        ]
        return {
            "calls": self.calls,
            "lines": lines,
            "most_usd": _float(self.most_usd),
            "likely_usd": _float(self.likely_usd),
            "waves": self.waves,
            "probable_seconds": self.probable,
            "first_wave_only": self.first_wave_only,
            "turns": self.turns,
            "budgets": [one.to_dict() for one in self.budgets],
            "over_inner_limits": self.over_inner_limits,
            "looks_ahead": self.looks_ahead,
        }

    def __str__(self) -> str:
        if not self.lines:
            return "nothing would be sent"
        head = _HEAD
        rows = [head, *(_cells(line) for line in self.lines)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
        table = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        return "\n".join([*table, *self._remarks()])

    def _remarks(self) -> list[str]:
        whys = [line.why for line in self.lines if line.why]
        calls = f"{self.calls:,} call{'s' * (self.calls != 1)}"
        total = "" if self.most_usd is None else f"{calls}, {dollars(self.most_usd)} at most"
        warm = [line.warm for line in self.lines if line.warm]
        budgets = [f"{dollars(max(one.left, Decimal(0)))} is left of {one}, until {one.ends}" for one in self.budgets]
        time = (
            self._about_the_limit(),
            self._about_inner_limits(),
            *budgets,
            self._about_time(),
            self._about_reading(),
            self._about_detach(),
        )
        return [remark for remark in (total, *time, *warm, *whys) if remark]

    def _about_time(self) -> str:
        """Say how long the jobs take, which no provider says."""
        jobs, waves = sum(line.jobs for line in self.lines), self.waves or 1
        if self.probable is None or not jobs:
            return ""
        each = f" for each of {waves} waves" if waves > 1 else ""
        return (
            f"{jobs:,} job{'s' * (jobs != 1)}: probably over in {duration(self.probable)}{each}, as past jobs of this "
            f"ledger were; in {duration(BATCH.seconds)}{each} at the latest"
        )

    def _about_reading(self) -> str:
        """Say what a script that reads a reply before the next call makes of its calls, and the remedy."""
        if not self.first_wave_only:
            return ""
        words = "first wave only: the code reads a reply before it makes the next calls"
        if self.looks_ahead:
            return f"{words}. {_LOOKS_AHEAD}{self._turns_without()}"
        if self.calls != 1:
            return f"{words}. {self.look_ahead}".rstrip(". ")
        return (
            f"{words}, so a loop makes {self._jobs_of_loop()}, one after the other, each of minutes to 24 hours. "
            f"{self.look_ahead}results = list(deferred.map(function, items)), where function is the loop's body for "
            "one item, makes one wave for each call in it"
        )

    def _jobs_of_loop(self) -> str:
        return "a job for each call" if self.turns is None else f"{self.turns:,} jobs" if self.turns > 1 else "a job"

    def _turns_without(self) -> str:
        return f", instead of {self.turns:,}" if self.turns is not None and self.turns > 1 else ""

    def _about_detach(self) -> str:
        if self.detach is None or not any(line.jobs for line in self.lines):
            return ""
        return (
            f"detach: the process waits {duration(self.detach)} for the provider, and ends with exit code {EXIT_CODE}; "
            "the same command, run again later, goes on where it was (`deferred pending` says when that is worth it)"
        )

    def _about_the_limit(self) -> str:
        waves = self.waves
        if waves == 1 or self.cost_limit is None or self.most_usd is None:
            return ""
        cap = next((str(one) for one in self.budgets if one.left == self.cost_limit), "the cost limit")
        words = f"that is more than the {dollars(max(self.cost_limit, Decimal(0)))} left of {cap}, so the calls go in "
        if waves is None:
            return f"{words}several waves, and not all of them will fit"
        return (
            f"{words}about {waves} waves, each of at most 24 hours (most take minutes). A limit that is "
            f"{dollars(self.most_usd - self.cost_limit)} higher lets all go at once"
        )

    def _about_inner_limits(self) -> str:
        if not self.over_inner_limits:
            return ""
        return (
            f"{self.over_inner_limits:,} of these calls do not fit under the cost_limit of a block inside the one that "
            "is planned, and would be refused"
        )


def lines(
    foreseen: Iterable[Foreseen],
    stored: Mapping[tuple[Target, str], int],
    settings: Settings,
    call_of: Callable[[PendingCall], Call],
) -> Iterator[Line]:
    """Make a line for each provider, model, endpoint and route; `stored` is the number of calls with stored answers."""
    sorts: dict[tuple[Target, str, Route], list[Foreseen]] = {}
    for one in foreseen:
        sorts.setdefault((one[0].target, one[0].model, one[0].route), []).append(one)
    for (target, model, route), ones in sorts.items():
        calls = [call for call, _, _ in ones]
        yield Line(
            provider=target.provider,
            model=model,
            endpoint=target.endpoint,
            calls=len(ones),
            stored=stored.get((target, model), 0),
            jobs=_jobs(calls, route, settings),
            size=sum(call.size for call in calls),
            most_usd=total(bound for _, bound, _ in ones),
            why=next((why for _, _, why in ones if why), ""),
            likely_usd=_likely(
                [call_of(call) for call in calls[:: max(1, len(calls) // _SAMPLE)]], len(calls), settings, route
            ),
            warm=_warm(calls, route, settings, call_of),
            route=route.name,
            share=_share(target.provider, model.removeprefix("models/"), route, settings),
        )


def probable(lines: Iterable[Line], past: PastJobs) -> float | None:
    """Return the seconds after which the batch jobs of these lines will probably be over; None if it is not known."""
    return past.left((line.provider, line.model, 0.0) for line in lines for _ in range(line.jobs))


def _share(provider: str, model: str, route: Route, settings: Settings) -> Decimal:
    own = (settings.prices or {}).get(model)
    if own is None:
        return share_of(provider, model, route)
    on_route, live = (own_price(own, provider, model, one).output for one in (route, LIVE))
    return on_route / live if live else Decimal(1)


def _warm(calls: list[PendingCall], route: Route, settings: Settings, call_of: Callable[[PendingCall], Call]) -> str:
    """Say what the setting `warm` saves, and what it waits: about four bytes are a token."""
    if not settings.warm or route is not BATCH:
        return ""
    shared = [(len(prefix), count) for prefix, count in _prefixes(calls, call_of).items() if count >= LEAST]
    if not shared:
        return "warm=True: no 20 calls share a prefix that a cache would serve, so all go at once"
    tokens = sum(size // 4 * (count - 1) for size, count in shared)
    rate = rates(calls[0].target.provider, calls[0].model.removeprefix("models/")) or {}
    saved = (rate.get("input_mtok", Decimal(0)) - rate.get("cache_read_mtok", Decimal(0))) * tokens / 1_000_000
    return (
        f"warm=True: {len(shared)} of {len(calls):,} calls are sent first; the others read about {tokens:,} tokens "
        f"from the cache, which saves about {dollars(saved)}, and wait for one batch more"
    )


def _prefixes(calls: list[PendingCall], call_of: Callable[[PendingCall], Call]) -> Counter[bytes]:
    read = profile_of(calls[0].target.provider).prices.prefix
    found = (read(prices.parsed(call_of(call).body)) for call in calls)
    return Counter(prefix for prefix in found if prefix is not None)


def _jobs(calls: list[PendingCall], route: Route, settings: Settings) -> int:
    if route.kind is Kind.BATCH:
        limits = PROVIDERS[calls[0].target.provider].limits.at_most(settings.max_requests)
        return len(list(grouping.cut(calls, limits)))
    return len(calls) if route.kind is Kind.BACKGROUND else 0


def _likely(some: list[Call], count: int, settings: Settings, route: Route) -> Decimal | None:
    """Estimate the cost of `count` calls from some of them."""
    try:
        guesses = [prices.likely(call, settings.prices, route) for call in some]
    except UnknownPrice:
        return None
    known = [guess for guess in guesses if guess is not None]
    return sum(known, Decimal(0)) * count / len(some) if len(known) == len(some) else None


def total(bounds: Iterable[Decimal | None]) -> Decimal | None:
    """Add up bounds; None if one of them is unknown."""
    known = list(bounds)
    return None if any(bound is None for bound in known) else sum((bound or Decimal(0) for bound in known), Decimal(0))


def waves_needed(calls: int, most: Decimal, likely: Decimal, limit: Decimal) -> int | None:
    """Count the waves of calls that may cost `most` each and do cost `likely`; None if not all of them fit.

    Example:
        >>> waves_needed(100, Decimal(2), Decimal(1), Decimal(150))
        3
    """
    waves = 0
    while calls > 0:
        fitting = min(calls, int(limit / most))
        if fitting <= 0:
            return None
        waves, calls, limit = waves + 1, calls - fitting, limit - fitting * likely
    return waves


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.provider,
        line.model.removeprefix("models/"),
        line.endpoint,
        line.route,
        f"{line.calls:,}",
        f"{line.stored:,}",
        str(line.jobs),
        f"{line.size / 1e6:.1f}",
        "?" if line.likely_usd is None else dollars(line.likely_usd),
        "?" if line.most_usd is None else dollars(line.most_usd),
        "?" if line.live_usd is None else dollars(line.live_usd),
    )


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
