"""Usage and cost of answered rows and live calls."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from deferred.config.settings import Settings
from deferred.core.call import Answer
from deferred.core.job import Job
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, Route
from deferred.engine.state import ActiveJob
from deferred.engine.stats import RunStats
from deferred.pricing import prices
from deferred.pricing.usage import UsageTotals


class UsageCounter:
    """Adds up usage, by model."""

    def __init__(self, settings: Settings, stats: RunStats) -> None:
        """`stats` receives the totals."""
        self._settings, self._stats = settings, stats
        self._lock = threading.Lock()

    def count(self, active: ActiveJob, answers: Iterable[tuple[str, Answer]]) -> Decimal:
        """Count good rows, and return their cost."""
        job, unread, own = active.job, Decimal(0), self._settings.prices
        by_model: defaultdict[str, UsageTotals] = defaultdict(UsageTotals)
        route = profile_of(job.provider).routes.named(job.route or BATCH.name)
        plain = _PlainAnswers(job, route, own)
        for key, answer in answers:
            call, told = active.calls.get(key), prices.told(job.provider, answer)
            model = job.model or (call.model if call is not None else prices.model_of(answer.body))
            if key not in self._stats.tagged and plain.add(model, told):
                continue
            row = UsageTotals.of_told(prices.Model(job.provider, model, job.base_url), told, own, route)
            if row.unpriced:
                unread += active.most_of(key)
            self._count_tags(job, key, row)
            by_model[model].merge(row)
        for model, counted in plain.priced():
            by_model[model].merge(counted)
        for model, counted in by_model.items():
            with self._lock:
                self._stats.totals[model].merge(counted)
                self._stats.routes[route.name].merge(counted)
            active.collection.totals.merge(counted)
            job.model_costs[model] = str(Decimal(job.model_costs.get(model, "0")) + counted.cost)
        if not Decimal(job.reserved):
            self._count_unpriced(job, sum(counted.unpriced for counted in by_model.values()))
        spent = sum((counted.cost for counted in by_model.values()), Decimal(0))
        # Under a limit every price was known: usage that cannot be read still costs.
        return spent + max(Decimal(0), min(unread, Decimal(job.reserved) - Decimal(job.spent) - spent))

    def of_live(self, provider: str, model: str, answer: Answer, base_url: str) -> UsageTotals:
        """Return the usage of a live call."""
        route = prices.route_of(provider, answer)
        return UsageTotals.of(prices.Model(provider, model, base_url), answer, self._settings.prices, route)

    def count_live(self, job: Job, row: UsageTotals) -> None:
        """Count the answer to a live call."""
        with self._lock:
            self._stats.totals[job.model].merge(row)
            self._stats.routes[job.route or LIVE.name].merge(row)
        if not Decimal(job.spent):
            self._count_unpriced(job, row.unpriced)
        for key in job.keys:
            self._count_tags(job, key, row)

    def _count_unpriced(self, job: Job, count: int) -> None:
        """Count answers without a known cost, for which no bound was reserved; else the bound is what counts."""
        with self._lock:
            job.unpriced += count
            self._stats.unpriced += count

    def _count_tags(self, job: Job, key: str, row: UsageTotals) -> None:
        """Count what a call cost for each of its tags, in the statistics and in its job."""
        tags = self._stats.tagged.get(key)
        if not tags:
            return
        with self._lock:
            for tag in (f"{name}={value}" for name, value in tags.items()):
                self._stats.tags[tag].merge(row)
                job.tag_costs[tag] = str(Decimal(job.tag_costs.get(tag, "0")) + row.cost)


class _PlainAnswers:
    """Answers of plain tokens, whose sum is priced: to price each takes longer than to read and store it."""

    def __init__(self, job: Job, route: Route, own_prices: Mapping[str, Any] | None) -> None:
        self._job, self._route, self._own = job, route, own_prices
        self._sums: dict[str, UsageTotals | None] = {}  # None for a model whose answers are priced one by one

    def add(self, model: str, told: prices.Told) -> bool:
        """Count an answer; False if it has to be priced by itself."""
        if not told.is_plain:
            return False
        if model not in self._sums:
            may_be_summed = prices.are_summed(self._named(model), self._own, self._route)
            self._sums[model] = UsageTotals() if may_be_summed else None
        counted = self._sums[model]
        if counted is None:
            return False
        counted.add_tokens(told.usage)
        return True

    def priced(self) -> Iterator[tuple[str, UsageTotals]]:
        """Price the sums; yields the totals of each model."""
        for model, counted in self._sums.items():
            if counted is not None:
                counted.price(self._named(model), self._route)
                yield model, counted

    def _named(self, model: str) -> prices.Model:
        return prices.Model(self._job.provider, model, self._job.base_url)
