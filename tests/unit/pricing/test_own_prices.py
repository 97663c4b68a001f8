"""Prices of the user's: of batches or of ordinary calls, with rates for caches and pictures, at each provider."""

from decimal import Decimal

import pytest

import deferred
from deferred.core.routing import BATCH, LIVE
from deferred.core.usage import Usage
from deferred.pricing.own_prices import own_price

PLAIN = {"input": 1, "output": 4}
BOTH = {"input": 2, "output": 8, "batch_input": 1, "batch_output": 4}
A_MILLION = Usage(1_000_000, 1_000_000)


@pytest.mark.parametrize(
    ("price", "provider", "batch", "live"),
    [
        (PLAIN, "openai", "5", "10"),  # half
        (PLAIN, "deepinfra", "5", "6.25"),  # 20 % less
        (PLAIN, "together", "5", "5"),  # nothing less
        (PLAIN, "a server of one's own", "5", "10"),
        (BOTH, "openai", "5", "10"),
        (BOTH, "together", "5", "10"),  # what is given counts
    ],
)
def test_a_price_is_that_of_a_batch_unless_both_are_given(price, provider, batch, live):
    assert own_price(price, provider, "m", BATCH).cost(A_MILLION) == Decimal(batch)
    assert own_price(price, provider, "m", LIVE).cost(A_MILLION) == Decimal(live)


def test_cached_and_written_input_and_pictures_have_rates_of_their_own():
    price = own_price({**PLAIN, "cached_input": 0.1, "cache_write": 1.25, "image": 30}, "openai", "m", BATCH)
    used = Usage(1_000_000, 1_000_000, cached_tokens=500_000, written_tokens=200_000)
    assert price.cost(used) == Decimal("0.5") + Decimal("0.05") + Decimal("0.25") + 4
    assert price.cost(used, {"output_image_tokens": 1_000_000}) - price.cost(used) == 26


def test_other_rates_have_the_discount_of_the_input():
    both = {**BOTH, "cached_input": 0.2}
    used = Usage(1_000_000, 0, cached_tokens=1_000_000)
    assert own_price(both, "openai", "m", LIVE).cost(used) == Decimal("0.2")
    assert own_price(both, "openai", "m", BATCH).cost(used) == Decimal("0.1")


def test_the_most_that_a_call_can_cost_counts_every_rate():
    price = own_price({**PLAIN, "cache_write": 3, "image": 30}, "openai", "m", BATCH)
    assert price.most(1_000_000, 1_000_000, caches=False) == (1, 30)
    assert price.most(1_000_000, 0, caches=True)[0] == 3
    assert own_price(PLAIN, "openai", "m", BATCH).most(1_000_000, 0, caches=True)[0] == 2  # as for an hour


@pytest.mark.parametrize(
    "price",
    [
        {"input": 1},
        {**PLAIN, "batch_input": 1},
        {**PLAIN, "inputs": 1},
        {**PLAIN, "image": -1},
        {**PLAIN, "image": "x"},
    ],
)
def test_a_price_that_is_none_is_refused_with_the_shape(price):
    with pytest.raises(ValueError, match="batch_input and batch_output"), deferred.batch(prices={"m": price}):
        pass
