"""Contents of a report: the calls, jobs, costs and failures of a session, as text and as data."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from deferred.core.job import RAN_ITS_ROWS
from deferred.core.routing import BATCH, LIVE
from deferred.core.text import cut_short, dollars, duration, known_cost, of_the_limit, plain
from deferred.engine.state import ActiveJob, Wave
from deferred.engine.stats import BlockStats, RunStats
from deferred.pricing.usage import UsageTotals
from deferred.report.advice import WaveSummary, advise
from deferred.report.failures import Failure, cut, grouped
from deferred.report.look_ahead import in_words, look_ahead

if TYPE_CHECKING:
    from rich.text import Text

_MOST = 10  # lines of one kind that are printed; the rest is counted
_WELL = RAN_ITS_ROWS | {"collected"}


@dataclass(frozen=True, repr=False)
class Contents:
    """Calls, jobs, tokens, cost, savings and time of a session, as data and as text."""

    run: str
    calls: int
    answered: int
    cached: int
    failed: int
    waiting: int
    live: tuple[str, ...]
    jobs: tuple[dict[str, Any], ...]
    waves: tuple[str, ...]
    sent: tuple[dict[str, Any], ...]
    models: dict[str, UsageTotals]
    routes: dict[str, UsageTotals]
    tags: dict[str, UsageTotals]
    failures: tuple[Failure, ...]
    began_at: float
    seconds: float
    cost_limit: Decimal | None
    spent_before: Decimal = Decimal(0)
    unproved: Decimal = Decimal(0)
    unpriced: int = 0
    advice: tuple[str, ...] = ()
    look_ahead: dict[str, Any] | None = None

    @classmethod
    def of(cls, stats: BlockStats, now: float) -> Self:
        """Make the report of a block, as of now."""
        calls, run = list(stats.calls), stats.run
        failed = [call for call in calls if call.failed]
        waves, by_wave = list(run.waves), _by_wave(run.jobs)
        numbers = {id(wave): number for number, wave in enumerate(waves, 1)}
        return cls(
            run=stats.name,
            calls=len(calls),
            answered=sum(call.ok for call in calls),
            cached=sum(call.ok and call.answer is not None and call.answer.cached for call in calls),
            failed=len(failed),
            waiting=sum(not (call.ok or call.failed) for call in calls),
            live=tuple(run.live_calls),
            jobs=tuple(_job(active, numbers) for active in list(run.jobs)),
            waves=tuple(wave.reason for wave in waves),
            sent=tuple(_wave(wave, by_wave[id(wave)], now) for wave in waves),
            models=dict(run.totals),
            routes=dict(run.routes),
            tags=dict(run.tags),
            failures=grouped(failed),
            began_at=stats.began_at,
            seconds=stats.elapsed(now),
            cost_limit=stats.cost_limit,
            spent_before=run.spent_before,
            unproved=_unproved(run.jobs) + sum(list(run.live_bounds.values()), Decimal(0)),
            unpriced=run.unpriced,
            advice=_advice(run, now),
            look_ahead=look_ahead(run.ahead),
        )

    @property
    def cost(self) -> Decimal:
        """Dollars paid in this session."""
        return sum((tally.cost for tally in self.models.values()), Decimal(0))

    @property
    def saved(self) -> Decimal:
        """Dollars that the calls cost less than as live calls."""
        return sum((tally.live_cost for tally in self.models.values()), Decimal(0)) - self.cost

    @property
    def causes(self) -> dict[str, int]:
        """The number of calls that failed for each reason."""
        return {failure.words: failure.count for failure in self.failures}

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data, for json."""
        return {
            "run": self.run,
            "calls": self.calls,
            "answered": self.answered,
            "cached": self.cached,
            "failed": self.failed,
            "waiting": self.waiting,
            "live": list(self.live),
            "jobs": list(self.jobs),
            "waves": list(self.waves),
            "sent": list(self.sent),
            "models": {name: _tally(tally) for name, tally in self.models.items()},
            "routes": {name: _tally(tally) for name, tally in self.routes.items()},
            "tags": {name: _tally(tally) for name, tally in self.tags.items()},
            "causes": self.causes,
            "failures": [
                {**vars(one), "lines": list(one.lines), "methods": list(one.methods)} for one in self.failures
            ],
            "cost_usd": float(self.cost),
            "saved_usd": float(self.saved),
            "spent_before_usd": float(self.spent_before),
            "unproved_usd": float(self.unproved),
            "unpriced_calls": self.unpriced,
            "cost_limit_usd": None if self.cost_limit is None else float(self.cost_limit),
            "began_at": self.began_at,
            "seconds": self.seconds,
            "advice": list(self.advice),
            "look_ahead": self.look_ahead,
        }

    def __rich__(self) -> Text:
        from rich.text import Text  # noqa: PLC0415 - rich calls this, so it is installed

        return Text(str(self))  # not markup: `[red]` in the name of a model or in a provider's message stays text

    def __repr__(self) -> str:
        return str(self)

    def __str__(self) -> str:
        money = [*self._by_model(), *self._by_route(), *self._by_tag()]
        ahead = in_words(self.look_ahead)
        lines = [self._summary(), *money, *self._by_outcome(), *ahead, *self._trouble()]
        return "\n".join(plain(line) for line in lines)

    def _summary(self) -> str:
        count = f"{self.calls:,} call{'s' * (self.calls != 1)}: {self.answered:,} answered"
        parts = [
            f" ({self.cached:,} of them stored already)" if self.cached else "",
            f", {self.failed:,} failed" if self.failed else "",
            f", {self.waiting:,} waiting" if self.waiting else "",
        ]
        return f"{count}{''.join(parts)}; {self._sendings()}; {self._money()}; {duration(self.seconds)}"

    def _sendings(self) -> str:
        """Describe the number of jobs, and how they were sent."""
        jobs, waves = _number(len(self.jobs), "job"), _number(len(self.waves), "wave")
        full = sum(job["wave"] is None and job["reason"] == "full" for job in self.jobs)
        if not full:
            return f"{jobs} in {waves}"
        return f"{jobs}, {full:,} of them sent when full" + (
            f", the others in {waves}" if full < len(self.jobs) else ""
        )

    def _money(self) -> str:
        counted = of_the_limit(self.spent_before, self.cost_limit)
        more = f" (and up to {dollars(self.unproved)} without a reported cost)" if self.unproved else ""
        saved = f", saved {dollars(self.saved)}" if self.cost or not self.unpriced else ""
        return f"cost {known_cost(self.cost, self.unpriced)}{more}{counted}{saved}"

    def _by_model(self) -> list[str]:
        models = sorted(self.models.items(), key=lambda pair: (-pair[1].cost, pair[0]))
        lines = [f"  {_model(name)}: {_figures(tally)}" for name, tally in models]
        return cut_short(lines, "more models")

    def _by_route(self) -> list[str]:
        """Describe by which routes the calls were sent, if there are others than batches and live calls."""
        if not self.routes.keys() - {BATCH.name, LIVE.name}:
            return []
        routes = sorted(self.routes.items(), key=lambda pair: (-pair[1].cost, pair[0]))
        return [
            f"  {_number(tally.calls, 'call')} {name}, {dollars(tally.cost)}{_less(tally)}" for name, tally in routes
        ]

    def _by_tag(self) -> list[str]:
        tags = sorted(self.tags.items())
        lines = [f"  {tag}: {_number(tally.calls, 'call')}, {dollars(tally.cost)}" for tag, tally in tags]
        return cut_short(lines, "more tags")

    def _by_outcome(self) -> list[str]:
        """Describe how the jobs ended, if some of them failed."""
        counts = Counter(outcome(job) for job in self.jobs)
        if not counts.keys() - _WELL:
            return []
        ended = ", ".join(f"{count:,} {words}" for words, count in counts.most_common(_MOST))
        return [f"  jobs: {ended}"]

    def _trouble(self) -> list[str]:
        failures = [f"  {failure}" for failure in self.failures]
        live = [
            f"  live, at full price: {cut(call)}{f' ({count:,} times)' if count > 1 else ''}"
            for call, count in Counter(self.live).most_common()
        ]
        slow = [f"  slow: {advice}" for advice in self.advice]
        return [
            *cut_short(failures, "more reasons to fail"),
            *cut_short(live, "more live calls"),
            *cut_short(slow, "more slow lines"),
        ]


def outcome(job: dict[str, Any]) -> str:
    """Describe how a job ended, or its state."""
    return str(
        job["outcome"] or {"submitted": "at the provider", "planned": "being sent"}.get(job["state"], job["state"])
    )


def went_well(job: dict[str, Any]) -> bool:
    """Whether the provider ran the rows of an ended job."""
    return outcome(job) in _WELL


def _figures(tally: UsageTotals) -> str:
    cached = f" ({tally.cached_tokens:,} from caches)" if tally.cached_tokens else ""
    known = [dollars(tally.cost)] if tally.cost or not tally.unpriced else []
    unknown = [f"{tally.unpriced:,} without a known cost"] if tally.unpriced else []
    standard = " (at the standard price, for no batch price is known)" if tally.standard else ""
    return (
        f"{_number(tally.calls, 'call')}, {tally.input_tokens:,} tokens in{cached}, {tally.output_tokens:,} out, "
        f"{', '.join(known + unknown)}{standard}"
    )


def _less(tally: UsageTotals) -> str:
    """Say by how much less than at live prices these calls were paid."""
    return f", {(tally.cost / tally.live_cost - 1) * 100:.0f} %" if tally.cost < tally.live_cost else ""


def _model(name: str) -> str:
    return name.removeprefix("models/")


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _advice(run: RunStats, now: float) -> tuple[str, ...]:
    jobs = _by_wave(run.jobs)
    waves = [
        WaveSummary(wave.reason, wave.calls, wave.line, wave.by_tasks, _took(wave, jobs[id(wave)], now))
        for wave in list(run.waves)
    ]
    return advise(waves, run.bounds, run.ahead.advice)


def _by_wave(jobs: Iterable[ActiveJob]) -> defaultdict[int, list[ActiveJob]]:
    found: defaultdict[int, list[ActiveJob]] = defaultdict(list)
    for active in list(jobs):
        found[id(active.wave)].append(active)
    return found


def _took(wave: Wave, jobs: Iterable[ActiveJob], now: float) -> float:
    """Return the seconds from sending a wave to the end of its last job."""
    ends = [active.job.ended_at or now for active in jobs]
    return max(0.0, max(ends, default=now) - wave.at)


def _wave(wave: Wave, jobs: Sequence[ActiveJob], now: float) -> dict[str, Any]:
    facts = {name: getattr(wave, name) for name in ("reason", "calls", "line", "at")}
    return {**facts, "jobs": len(jobs), "seconds": _took(wave, jobs, now) if jobs else 0.0}


_JOB_FACTS = (
    "provider",
    "endpoint",
    "model",
    "batch_id",
    "count",
    "state",
    "outcome",
    "planned_at",
    "submitted_at",
    "ended_at",
    "spent",
)


def _unproved(jobs: list[ActiveJob]) -> Decimal:
    """Return what counts against the limit for jobs and rows that may have been charged without a proof."""
    over = [active for active in list(jobs) if not active.job.is_open]
    return sum(
        (max(Decimal(0), Decimal(active.job.spent) - active.collection.totals.cost) for active in over), Decimal(0)
    )


def _job(active: ActiveJob, numbers: dict[int, int]) -> dict[str, Any]:
    names = [active.job.model] if active.job.model else active.progress.models
    facts = {name: getattr(active.job, name) for name in _JOB_FACTS}
    number = numbers.get(id(active.wave))
    more = {"models": [_model(name) for name in names], "wave": number, "reason": active.reason}
    return {**facts, **more, "running_at": active.progress.running_at, "done": active.progress.done}


def _tally(tally: UsageTotals) -> dict[str, Any]:
    return {
        "calls": tally.calls,
        "input_tokens": tally.input_tokens,
        "output_tokens": tally.output_tokens,
        "cached_tokens": tally.cached_tokens,
        "cost_usd": float(tally.cost),
        "live_cost_usd": float(tally.live_cost),
        "unpriced": tally.unpriced,
        "standard_price": tally.standard,
    }
