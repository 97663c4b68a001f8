"""What an answer cost, by its own usage and by prices for batches."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

import deferred
from deferred.core.call import Answer
from deferred.core.routing import LIVE
from deferred.pricing import prices
from deferred.providers import PROVIDERS
from tests.support import engine
from tests.support.calls import ask_gemini
from tests.support.models import CLAUDE, GEMINI, GPT

pytestmark = pytest.mark.usefixtures("no_session_left")
CASES = [
    # provider, model, usage, dollars in a batch, computed by hand from the providers' price pages of 2026-09
    ("anthropic", CLAUDE, {"input_tokens": 1_000_000, "output_tokens": 100_000}, "0.75"),
    ("anthropic", "claude-opus-4-8", {"input_tokens": 1_000_000, "output_tokens": 100_000}, "3.75"),
    ("openai", "gpt-4.1", {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "1.40"),
    ("openai", "gpt-5", {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "1.125"),
    ("openai", GPT, {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "0.225"),
    ("google", GEMINI, {"promptTokenCount": 1_000_000, "candidatesTokenCount": 100_000}, "0.275"),
]


@pytest.mark.parametrize(("provider", "model", "usage", "dollars"), CASES)
def test_the_price_of_an_answer_is_the_batch_price_of_its_own_usage(provider, model, usage, dollars):
    import json

    body = (
        {"usageMetadata": usage, "modelVersion": model}
        if provider == "google"
        else {"usage": usage, "model": model, "object": "chat.completion"}
    )
    answer = Answer(200, json.dumps(body).encode())
    assert prices.cost(prices.Model(provider, model), answer, None) == Decimal(dollars)
    assert prices.cost(prices.Model(provider, model), answer, None, route=LIVE) == 2 * Decimal(dollars)


# 1,200 tokens of input, 800 more from the cache and 300 of output, at the batch prices of platform.claude.com "Pricing",
# openai.com/api/pricing and ai.google.dev "Gemini API pricing" as of 2026-10, worked out by hand: for claude-haiku-4-5
# (1200 * 0.50 + 800 * 0.05 + 300 * 2.50) / 1,000,000. Long contexts are dearer, and not reached here.
PRICE_TABLE = [
    ("anthropic", "claude-opus-4-8", "0.00695"),
    ("anthropic", "claude-opus-4-6", "0.00695"),
    ("anthropic", "claude-opus-4-5", "0.00695"),
    ("anthropic", "claude-sonnet-5-5", "0.00274"),
    ("anthropic", "claude-sonnet-5", "0.00278"),
    ("anthropic", "claude-sonnet-4-6", "0.00417"),
    ("anthropic", "claude-sonnet-4-5", "0.00417"),
    ("anthropic", CLAUDE, "0.00139"),
    ("openai", "gpt-6-astra", "0.0139"),
    ("openai", "gpt-5.5", "0.0077"),
    ("openai", "gpt-5.2", "0.00322"),
    ("openai", "gpt-5.1", "0.0023"),
    ("openai", "gpt-5", "0.0023"),
    ("openai", GPT, "0.00046"),
    ("openai", "gpt-5-nano", "0.000092"),
    ("openai", "gpt-4.1", "0.0028"),
    ("openai", "gpt-4.1-mini", "0.00056"),
    ("openai", "gpt-4.1-nano", "0.00014"),
    ("openai", "gpt-4o", "0.004"),
    ("openai", "gpt-4o-mini", "0.00024"),
    ("openai", "o3", "0.0028"),
    ("openai", "o4-mini", "0.00154"),
    ("openai", "o3-mini", "0.00176"),
    ("openai", "o1", "0.024"),
    ("google", "gemini-3.8-flash", "0.0010425"),
    ("google", "gemini-3.1-pro-preview", "0.00316"),
    ("google", "gemini-3-flash-preview", "0.00079"),
    ("google", "gemini-2.5-pro", "0.00235"),
    ("google", GEMINI, "0.000579"),
    ("google", "gemini-2.5-flash-lite", "0.000128"),
]


@pytest.mark.parametrize(("provider", "model", "dollars"), PRICE_TABLE)
def test_thirty_models_cost_what_their_price_pages_say(provider, model, dollars):
    usage = {
        "anthropic": {
            "input_tokens": 1_200,
            "cache_read_input_tokens": 800,
            "cache_creation_input_tokens": 0,
            "output_tokens": 300,
        },
        "openai": {"prompt_tokens": 2_000, "completion_tokens": 300, "prompt_tokens_details": {"cached_tokens": 800}},
        "google": {
            "promptTokenCount": 2_000,
            "cachedContentTokenCount": 800,
            "candidatesTokenCount": 100,
            "thoughtsTokenCount": 200,
        },
    }[provider]
    body = {"usageMetadata": usage} if provider == "google" else {"usage": usage, "object": "chat.completion"}
    answer = Answer(200, json.dumps(body).encode())
    assert prices.cost(prices.Model(provider, model), answer, None) == Decimal(dollars)


def test_the_table_has_thirty_models():
    assert len({model for _, model, _ in PRICE_TABLE}) == 30


def test_writing_the_cache_costs_more_the_longer_it_is_kept():
    usage = {"input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 2_000_000,
             "cache_creation": {"ephemeral_5m_input_tokens": 1_000_000, "ephemeral_1h_input_tokens": 1_000_000}}  # fmt: skip
    answer = Answer(200, json.dumps({"usage": usage, "model": CLAUDE}).encode())
    assert prices.cost(prices.Model("anthropic", CLAUDE), answer, None) == Decimal("1.625")  # 0.625 and 1.00


def test_a_model_without_a_batch_price_counts_at_the_standard_one_and_the_report_says_so(sim, gpt):
    with deferred.batch() as session:
        assert gpt.embeddings.create(model="text-embedding-3-small", input="x").data
    assert "at the standard price, for no batch price is known" in str(session.report)


def answer(body):
    return Answer(200, json.dumps(body).encode())


@pytest.fixture
def gemini_says(monkeypatch):
    """Let Gemini's first row of each job say something else."""

    def say(**changes):
        collect = PROVIDERS["google"].collect

        def changed(connection, job, status):
            for number, row in enumerate(collect(connection, job, status)):
                body = json.loads(row.answer.body)
                body |= changes.get("body", {})
                body["candidates"][0] |= changes.get("candidate", {})
                new = row.answer._replace(body=json.dumps(body).encode())
                yield replace(row, answer=new) if number == 0 or changes.get("every") else row

        monkeypatch.setattr(type(PROVIDERS["google"]), "collect", lambda _, *args: changed(*args))

    return say


def test_fees_of_searches_are_recorded_as_spent(sim, gemini, gemini_says):
    gemini_says(candidate={"groundingMetadata": {"webSearchQueries": ["q"]}}, every=True)
    config = {"max_output_tokens": 20, "tools": [{"google_search": {}}]}
    with deferred.batch(cost_limit=0.2, max_input_tokens=1_000) as session:
        replies = [gemini.models.generate_content(model=GEMINI, contents=f"t{n}", config=config) for n in range(30)]
    done = sum(deferred.future(reply).exception() is None for reply in replies)
    assert 1 <= done <= 5  # at 0.035 dollars a search
    assert session.report.cost > done * Decimal("0.035")


def test_searches_of_openai_and_anthropic_are_in_the_cost():
    calls = {
        "object": "response",
        "output": [{"type": "web_search_call"}] * 4,
        "usage": {"input_tokens": 0, "output_tokens": 0},
    }
    assert prices.cost(prices.Model("openai", "gpt-5"), answer(calls), None) >= Decimal("0.04")
    used = {"usage": {"input_tokens": 0, "output_tokens": 0, "server_tool_use": {"web_search_requests": 3}}}
    assert prices.cost(prices.Model("anthropic", CLAUDE), answer(used), None) == Decimal("0.03")


def test_a_usage_that_does_not_add_up_takes_no_other_call_with_it(sim, gemini, gemini_says):
    usage = {"promptTokenCount": 100, "cachedContentTokenCount": 50, "candidatesTokenCount": 1,
             "promptTokensDetails": [{"modality": "AUDIO", "tokenCount": 90}, {"modality": "TEXT", "tokenCount": 10}],
             "cacheTokensDetails": [{"modality": "TEXT", "tokenCount": 50}]}  # fmt: skip
    gemini_says(body={"usageMetadata": usage})
    with deferred.batch() as session:
        replies = [ask_gemini(gemini, f"t{n}") for n in range(4)]
    assert all(reply.text for reply in replies)
    assert session.report.cost > 0


@pytest.mark.parametrize(
    ("provider", "usage"), [("anthropic", None), ("anthropic", "much"), ("openai", []), ("google", 5)]
)
def test_a_usage_of_another_shape_is_no_error(provider, usage):
    body = {"usage": usage, "usageMetadata": usage, "model": "x"}
    model = prices.Model(provider, "gpt-4.1" if provider == "openai" else CLAUDE)
    assert prices.cost(model, answer(body), None) in {0, None}


def test_regions_and_written_caches_are_in_the_recorded_cost():
    usage = {"input_tokens": 1_000_000, "output_tokens": 0, "inference_geo": "us"}
    assert prices.cost(prices.Model("anthropic", CLAUDE), answer({"usage": usage}), None) == Decimal("0.55")
    written = {"input_tokens": 0, "output_tokens": 0, "cache_creation_input_tokens": 1_000_000}
    own = {"mine": {"input": Decimal(1), "output": Decimal(1)}}
    assert prices.cost(prices.Model("anthropic", "mine"), answer({"usage": written}), own) == 2
    used = {"usage": {"prompt_tokens": 1_000_000, "completion_tokens": 0}}
    plain, region = (
        prices.cost(prices.Model("openai", "gpt-4.1", url), answer(used), None)
        for url in ("https://api.openai.com/v1", "https://eu.api.openai.com/v1")
    )
    assert region == plain * Decimal("1.1")


@pytest.mark.parametrize(
    ("model", "into", "dollars"),
    [
        ("gpt-6.2-astra", 1_000, "0.004"),
        ("gpt-6.2-sol", 1_000, "0.001"),
        ("gpt-6.2-sol-2026-11-17", 1_000, "0.001"),
        ("gpt-6.2-sol", 300_000, "0.6"),  # above 272,000 tokens input costs twice as much
    ],
)
def test_a_model_that_the_price_library_lacks_has_its_published_price(model, into, dollars):
    body = {"usage": {"input_tokens": into, "output_tokens": 0}, "model": model, "object": "response"}
    answer = Answer(200, json.dumps(body).encode())
    assert prices.cost(prices.Model("openai", model), answer, None) == Decimal(dollars)
    assert prices.cost(prices.Model("openai", model), answer, None, route=LIVE) == 2 * Decimal(dollars)


@pytest.mark.parametrize(("model", "dollars"), [("gpt-6-cyber", "0.025"), ("gpt-6-astra", "0.00625")])
def test_what_is_written_to_a_cache_costs_its_own_rate(model, dollars):
    """1,000 tokens of input, all of them written to the cache: 25 and 12.5 dollars per million, the latter halved."""
    usage = {"input_tokens": 1_000, "output_tokens": 0, "input_tokens_details": {"cache_write_tokens": 1_000}}
    answer = Answer(200, json.dumps({"usage": usage, "model": model, "object": "response"}).encode())
    assert prices.cost(prices.Model("openai", model), answer, None) == Decimal(dollars)


def test_an_answer_without_usage_counts_as_its_bound_and_not_as_nothing(sim, gemini):
    """Rows of embeddings tell no tokens."""
    with deferred.batch(cost_limit=1) as session:
        gemini.models.embed_content(model="gemini-embedding-001", contents="text " * 50)
    assert session.report.answered == 1
    assert "1 without a known cost" in str(session.report)
    assert session.report.unproved == engine.committed(session) >= sim.meter.total > 0


def test_an_answer_that_costs_nothing_needs_no_usage(sim, gpt):
    with deferred.batch(cost_limit=1) as session:
        gpt.moderations.create(model="omni-moderation-latest", input="x")
    assert "without a known cost" not in str(session.report)
    assert session.report.cost == 0
