"""Report: what a session did, in words and numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from deferred.budget import Tally

if TYPE_CHECKING:
    from deferred.session import Session


@dataclass(frozen=True)
class Report:
    """Calls, jobs, tokens, cost, what was saved and how long it took. `print()` it, or take `to_dict()`."""

    run: str
    calls: int
    answered: int
    cached: int
    failed: int
    waiting: int
    live: tuple[str, ...]
    jobs: tuple[dict[str, Any], ...]
    waves: tuple[str, ...]
    models: dict[str, Tally]
    causes: dict[str, int]
    seconds: float
    cost_limit: Decimal | None
    advice: tuple[str, ...] = ()

    @classmethod
    def of(cls, session: Session) -> Report:
        """Read a session as it stands now."""
        records, engine = list(session.records), session.engine
        failed = [record for record in records if record.done and not record.ok]
        return cls(
            run=session.name,
            calls=len(records),
            answered=sum(record.ok for record in records),
            cached=sum(record.ok and record.answer is not None and record.answer.cached for record in records),
            failed=len(failed),
            waiting=sum(not record.done for record in records),
            live=tuple(session.root.live_calls),
            jobs=tuple(_job(running.job) for running in engine.jobs),
            waves=tuple(wave.reason for wave in engine.waves),
            models=dict(engine.tallies),
            causes=dict(Counter(record.cause() for record in failed)),
            seconds=session.elapsed,
            cost_limit=session.settings.cost_limit,
            advice=_advice(session),
        )

    @property
    def cost(self) -> Decimal:
        """Dollars paid in this session."""
        return sum((tally.cost for tally in self.models.values()), Decimal(0))

    @property
    def saved(self) -> Decimal:
        """Dollars that the same calls would have cost more as live calls."""
        return sum((tally.live_cost for tally in self.models.values()), Decimal(0)) - self.cost

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain data, for json."""
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
            "models": {name: _tally(tally) for name, tally in self.models.items()},
            "causes": self.causes,
            "cost_usd": float(self.cost),
            "saved_usd": float(self.saved),
            "cost_limit_usd": None if self.cost_limit is None else float(self.cost_limit),
            "seconds": self.seconds,
            "advice": list(self.advice),
        }

    def __str__(self) -> str:
        return "\n".join([self._summary(), *self._by_model(), *self._trouble()])

    def _summary(self) -> str:
        count = f"{self.calls:,} calls: {self.answered:,} answered"
        parts = [
            f" ({self.cached:,} of them stored already)" if self.cached else "",
            f", {self.failed:,} failed" if self.failed else "",
            f", {self.waiting:,} waiting" if self.waiting else "",
        ]
        limit = "" if self.cost_limit is None else f" of ${self.cost_limit} allowed"
        money = f"cost {dollars(self.cost)}{limit}, saved {dollars(self.saved)}"
        jobs = (
            f"{len(self.jobs)} job{'s' * (len(self.jobs) != 1)} in {len(self.waves)} wave{'s' * (len(self.waves) != 1)}"
        )
        return f"{count}{''.join(parts)}; {jobs}; {money}; {duration(self.seconds)}"

    def _by_model(self) -> list[str]:
        lines = []
        for name, tally in sorted(self.models.items()):
            unpriced = f", {tally.unpriced:,} without a known price" if tally.unpriced else ""
            if tally.standard:
                unpriced += " (at the standard price, for no batch price is known)"
            lines.append(
                f"  {name.removeprefix('models/')}: {tally.calls:,} calls, {tally.input_tokens:,} tokens in, "
                f"{tally.output_tokens:,} out, {dollars(tally.cost)}{unpriced}"
            )
        return lines

    def _trouble(self) -> list[str]:
        failures = [f"  failed {count:,} times: {cause}" for cause, count in self.causes.items()]
        live = [f"  live, at full price: {call}" for call in self.live]
        return [*failures, *live, *(f"  slow: {advice}" for advice in self.advice)]


def dollars(amount: Decimal) -> str:
    """Write an amount so that small ones do not read as nothing."""
    return f"${amount:.2f}" if amount >= 1 or amount == 0 else f"${amount:.4f}"


def duration(seconds: float) -> str:
    """Write a time as people say it."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def _advice(session: Session) -> tuple[str, ...]:
    from deferred.advice import Wave, advise  # noqa: PLC0415 - it needs this module

    engine, now = session.engine, session.engine.now()
    ends: dict[int, float] = {}
    for running in list(engine.jobs):
        ends[id(running.wave)] = max(ends.get(id(running.wave), 0.0), running.job.ended_at or now)
    waves = [
        Wave(wave.reason, wave.calls, wave.line, wave.by_tasks, max(0.0, ends.get(id(wave), now) - wave.at))
        for wave in engine.waves
    ]
    return advise(waves, engine.bounds)


def _job(job: Any) -> dict[str, Any]:
    names = (
        "provider",
        "endpoint",
        "model",
        "batch_id",
        "count",
        "state",
        "outcome",
        "submitted_at",
        "ended_at",
        "spent",
    )
    return {name: getattr(job, name) for name in names}


def _tally(tally: Tally) -> dict[str, Any]:
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
