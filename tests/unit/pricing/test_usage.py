"""Many answers are counted at once where that gives what counting each of them gives."""

import json
from decimal import Decimal
from types import SimpleNamespace

import pytest

from deferred.core.call import Answer
from deferred.core.job import Job
from deferred.engine.state import ActiveJob
from deferred.engine.stats import RunStats
from deferred.engine.usage_count import UsageCounter
from deferred.pricing.prices import Model
from deferred.pricing.usage import UsageTotals
from tests.support.models import CLAUDE, GPT

PLAIN = [{"input_tokens": 1, "output_tokens": 7}, {"input_tokens": 1_999, "output_tokens": 3}]
CACHED = [{"input_tokens": 10, "cache_read_input_tokens": 33, "output_tokens": 1}]
WRITTEN = [{"input_tokens": 10, "cache_creation_input_tokens": 21, "output_tokens": 1}]
UNTOLD = [{}]
SEARCHED = [{"input_tokens": 10, "output_tokens": 1, "server_tool_use": {"web_search_requests": 2}}]
REGIONAL = [{"input_tokens": 10, "output_tokens": 1, "inference_geo": "us"}]
TIERED = [{"input_tokens": 150_000, "output_tokens": 10}, {"input_tokens": 150_000, "output_tokens": 10}]


def answers(usages):
    bodies = [json.dumps({"usage": usage, "service_tier": "default"}, separators=(",", ":")) for usage in usages]
    return [(f"key {n}", Answer(200, body.encode(), "req", "batch")) for n, body in enumerate(bodies)]


def a_job(provider, model):
    return Job(
        nonce="nonce", provider=provider, base_url="https://api", endpoint="/v1", credential="c", model=model,
        headers=[], count=1, size=1, planned_at=0.0, run="run", reserved="100", keys=[], bodies=[],
    )  # fmt: skip


def counted(job, rows, prices=None, tagged=()):
    stats = RunStats(tagged={key: {"team": "search"} for key in tagged})
    active = ActiveJob(job, None, "c", [], "")
    cost = UsageCounter(SimpleNamespace(prices=prices), stats).count(active, rows)
    return cost, active.collection.totals, stats


OWN = {CLAUDE: {"input": 1.5, "output": 7}, GPT: {"input": 0.25, "output": 2}}


@pytest.mark.parametrize("own", [None, OWN], ids=["the library's prices", "own prices"])
@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("anthropic", CLAUDE),
        ("openai", GPT),
        ("openai", "no-such-model"),
        ("google", "gemini-2.5-pro"),
        ("xai", "grok-4"),
    ],
)
@pytest.mark.parametrize(
    "usages",
    [
        PLAIN, CACHED, [*PLAIN, *CACHED], WRITTEN, [*PLAIN, *WRITTEN], UNTOLD, [*PLAIN, *UNTOLD], SEARCHED,
        [*PLAIN, *REGIONAL], TIERED,
    ],
)  # fmt: skip
def test_many_answers_count_as_much_as_each_of_them(provider, model, usages, own):
    rows = answers(usages)
    cost, totals, stats = counted(a_job(provider, model), rows, own)
    each = UsageTotals()
    for _, answer in rows:
        each.merge(UsageTotals.of(Model(provider, model, "https://api"), answer, own))
    assert totals == each
    assert stats.totals[model] == each
    assert cost == each.cost + (Decimal(100) * (each.unpriced > 0) - each.cost * (each.unpriced > 0))


def test_a_tagged_answer_counts_for_its_tag_and_with_the_others():
    rows = answers([*PLAIN, *CACHED])
    _, totals, stats = counted(a_job("anthropic", CLAUDE), rows, tagged=["key 1"])
    alone = UsageTotals.of(Model("anthropic", CLAUDE, "https://api"), rows[1][1], None)
    assert stats.tags["team=search"] == alone
    assert totals == counted(a_job("anthropic", CLAUDE), rows)[1]
