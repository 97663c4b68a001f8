"""Usage and cost of answered rows and live calls."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from decimal import Decimal

from deferred.config.settings import Settings
from deferred.core.call import Answer
from deferred.engine.state import ActiveJob, RunStats
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
        job, spent, unread = active.job, Decimal(0), Decimal(0)
        for key, answer in answers:
            call = active.calls.get(key)
            model = job.model or (call.model if call is not None else prices.model_of(answer.body))
            row = UsageTotals.of(prices.Model(job.provider, model, job.base_url), answer, self._settings.prices)
            unread += active.most_of(key) * row.unpriced
            with self._lock:
                self._stats.totals[model].merge(row)
            active.collection.totals.merge(row)
            spent += row.cost
        # Under a limit every price was known: usage that cannot be read still costs.
        return spent + max(Decimal(0), min(unread, Decimal(job.reserved) - Decimal(job.spent) - spent))

    def of_live(self, provider: str, model: str, answer: Answer, base_url: str) -> UsageTotals:
        """Return the usage of a live call."""
        return UsageTotals.of(prices.Model(provider, model, base_url), answer, self._settings.prices, live=True)

    def count_live(self, model: str, row: UsageTotals) -> None:
        """Count the answer to a live call."""
        with self._lock:
            self._stats.totals[model].merge(row)
