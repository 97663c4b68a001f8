"""Prices of OpenAI's models that genai-prices does not have yet."""

from __future__ import annotations

from decimal import Decimal

from deferred.core.profile import PublishedPrice

_LONG = 272_000  # tokens of input above which gpt-6 costs twice as much for input, and half more for output
_SOURCE = "OpenAI's price list as quoted by release notes of 2026-11-18, read on 2026-11-27"


def _price(into: str, out: str, cached: str) -> PublishedPrice:
    # Since gpt-5.6 a write to the cache costs a quarter more than other input (price page, 2026-10).
    written = Decimal(into) * Decimal("1.25")
    return PublishedPrice(
        Decimal(into), Decimal(out), Decimal(cached), written, _SOURCE, _LONG, Decimal(2), Decimal("1.5")
    )


PUBLISHED = {
    "gpt-6.2-astra": _price("8", "40", "0.40"),
    "gpt-6.2-sol": _price("2", "10", "0.10"),
}
