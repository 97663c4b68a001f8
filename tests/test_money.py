"""Law 2: what the provider bills never passes the limit; the meter has its own prices and its own tokenizer."""

import json
from decimal import Decimal

import pytest

import deferred
from deferred.core.call import Answer, Call, Target
from deferred.pricing import prices
from tests.calls import ask_claude

pytestmark = pytest.mark.usefixtures("no_session_left")


def outcomes(replies):
    """Sort replies into good ones and the errors of others."""
    good, bad = [], []
    for reply in replies:
        try:
            reply.model_dump()
            good.append(reply)
        except Exception as error:
            bad.append(error)
    return good, bad


def test_what_does_not_fit_ends_as_cost_limit_exceeded_and_the_others_stand(sim, claude):
    with deferred.batch(cost_limit=0.0013) as session:
        good, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(10)])
    assert good
    assert bad
    assert {type(error) for error in bad} == {deferred.CostLimitExceeded}
    assert "higher limit" in str(bad[0])
    assert "calls.py:" in str(bad[0])
    assert sim.meter.total <= Decimal("0.0013")
    assert session.report.cost == sim.meter.total


def test_calls_that_wait_for_money_go_in_a_later_job(sim, claude):
    """Reserved is the worst case; what a job did not use is given back, and the next calls go out with it."""
    with deferred.batch(cost_limit=0.01):
        good, _ = outcomes([ask_claude(claude, f"question {n}.") for n in range(40)])
    assert len(sim.jobs) >= 2
    assert len(good) > len(sim.jobs[0].rows)
    assert sim.meter.total <= Decimal("0.01")


def test_restarts_share_one_limit(sim, claude):
    for _ in range(4):
        with deferred.batch(cost_limit=0.0013, name="run"):
            outcomes([ask_claude(claude, f"question {n}.") for n in range(10)])
    assert sim.meter.total <= Decimal("0.0013")


def test_refused_calls_go_on_when_the_run_is_repeated_with_more(sim, claude):
    for limit in (0.0013, 1):
        with deferred.batch(cost_limit=limit, name="run"):
            good, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(10)])
    assert (len(good), bad) == (10, [])
    assert sim.meter.billed_twice() == []


def test_an_inner_block_has_a_limit_of_its_own_under_the_outer_one(sim, claude):
    with deferred.batch(cost_limit=1):
        with deferred.batch(cost_limit=0.003):
            replies = [ask_claude(claude, f"question {n}.") for n in range(10)]
        outer = ask_claude(claude, "outer")
    good, bad = outcomes(replies)
    assert good
    assert bad
    assert all("inner block" in str(error) for error in bad)
    assert outer.content


def test_an_inner_block_is_bound_by_the_outer_limit(sim, claude):
    with deferred.batch(cost_limit=0.0013), deferred.batch():
        _, bad = outcomes([ask_claude(claude, f"question {n}.") for n in range(10)])
    assert bad
    assert sim.meter.total <= Decimal("0.0013")


def test_an_unknown_price_is_refused_before_anything_is_sent_and_can_be_given(sim, gpt):
    def ask():
        return gpt.chat.completions.create(
            model="my-tuned-model", max_completion_tokens=50, messages=[{"role": "user", "content": "x"}]
        )

    with deferred.batch(cost_limit=1), pytest.raises(deferred.UnknownPrice, match=r"my-tuned-model.*prices="):
        ask()
    assert sim.requests == []
    with deferred.batch(cost_limit=1, prices={"my-tuned-model": {"input": 50, "output": 100}}):
        assert ask().choices


PICTURE = [{"type": "image", "source": {"type": "url", "url": "https://example.org/x.png"}}]
OPEN_ENDED = {
    "a picture": {"messages": [{"role": "user", "content": PICTURE}]},
    "web search": {"messages": [{"role": "user", "content": "x"}], "tools": [{"type": "web_search_20250305", "name": "web_search", "max_uses": 2}]},
    "an uploaded file": {"messages": [{"role": "user", "content": [{"type": "document", "source": {"type": "file", "file_id": "file_1"}}]}]},
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN_ENDED)
def test_input_that_the_body_does_not_bound_is_refused_unless_the_user_bounds_it(sim, claude, name):
    call = {"model": "claude-haiku-4-5", "max_tokens": 9, **OPEN_ENDED[name]}
    with deferred.batch(cost_limit=1), pytest.raises(deferred.UnknownPrice, match="max_input_tokens"):
        claude.messages.create(**call)
    assert sim.requests == []
    with deferred.batch(cost_limit=1, max_input_tokens=20_000) as session:
        claude.messages.create(**call)
    assert session.report.calls == 1


def test_a_retry_for_ever_loop_ends_on_stopped(sim, claude):
    """The shape of openai/simple-evals."""
    tries = []

    def sample():
        while True:
            try:
                tries.append(1)
                return ask_claude(claude, "x").content[0].text
            except Exception:
                continue

    with pytest.raises(deferred.Stopped), deferred.batch(cost_limit=0.000001):
        sample()
    assert len(tries) == 12  # the first, ten that are told the same, and the one that is stopped
    assert sim.requests == []


def test_rows_that_vanish_count_as_paid(sim, claude):
    sim.faults.drop_rows = True
    with deferred.batch(cost_limit=0.003, name="run"):
        outcomes([ask_claude(claude, f"question {n}.") for n in range(3)])
    sim.faults.drop_rows = 0
    with deferred.batch(cost_limit=0.003, name="run"):
        outcomes([ask_claude(claude, f"question {n}.") for n in range(3)])
    assert sim.meter.total <= Decimal("0.003")


CASES = [
    # provider, model, usage, dollars in a batch, computed by hand from the providers' price pages of 2026-09
    ("anthropic", "claude-haiku-4-5", {"input_tokens": 1_000_000, "output_tokens": 100_000}, "0.75"),
    ("anthropic", "claude-opus-4-8", {"input_tokens": 1_000_000, "output_tokens": 100_000}, "3.75"),
    ("openai", "gpt-4.1", {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "1.40"),
    ("openai", "gpt-5", {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "1.125"),
    ("openai", "gpt-5-mini", {"prompt_tokens": 1_000_000, "completion_tokens": 100_000}, "0.225"),
    ("google", "gemini-2.5-flash", {"promptTokenCount": 1_000_000, "candidatesTokenCount": 100_000}, "0.275"),
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
    assert prices.cost(prices.Model(provider, model), answer, None, live=True) == 2 * Decimal(dollars)


def test_the_bound_counts_bytes_samples_and_prompts():
    def bound(body, endpoint="/v1/chat/completions"):
        target = Target("openai", "https://api.openai.com/v1", endpoint, "c")
        return prices.bound(
            Call(target, "gpt-4.1", body, "m", "w"), {"gpt-4.1": {"input": 0, "output": 1_000_000}}, None
        )

    assert bound(b'{"max_tokens": 7}') == 7
    assert bound(b'{"max_tokens": 7, "n": 3}') == 21
    assert bound(b'{"max_tokens": 7, "prompt": ["a", "b"]}', "/v1/completions") == 14
    assert bound(b"{}") == 128_000
    assert bound(b'{"n": 8}') == 8 * 128_000


def test_names_in_schemas_and_tool_inputs_are_not_files(sim, claude):
    schema = {"type": "object", "properties": {"prompt": {"type": "object"}, "file_id": {"type": "string"}}}
    messages = [{"role": "user", "content": "x"}, {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "t", "input": {"container": 1}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "y"}]}]  # fmt: skip
    with deferred.batch(cost_limit=1):
        reply = claude.messages.create(
            model="claude-haiku-4-5", max_tokens=9, messages=messages, tools=[{"name": "t", "input_schema": schema}]
        )
    assert reply.content


def test_max_input_tokens_never_lowers_the_bound_of_what_the_body_bounds(sim, claude):
    with deferred.batch(cost_limit=0.002, max_input_tokens=50):
        _, bad = outcomes([ask_claude(claude, f"{n} " + "x" * 20_000) for n in range(3)])
    assert len(bad) == 3
    assert sim.meter.total == 0


@pytest.mark.parametrize("odd", [{"n": -3}, {"n": "8"}, {"max_completion_tokens": "many"}])
def test_a_number_that_makes_no_sense_under_a_limit_is_refused_and_nothing_hangs(sim, gpt, odd):
    with deferred.batch(cost_limit=1) as session, pytest.raises(deferred.UnknownPrice, match="whole number"):
        gpt.chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": "x"}], extra_body=odd)
    assert session.status()["waiting"] == 0


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
    ("anthropic", "claude-haiku-4-5", "0.00139"),
    ("openai", "gpt-6-astra", "0.0139"),
    ("openai", "gpt-5.5", "0.0077"),
    ("openai", "gpt-5.2", "0.00322"),
    ("openai", "gpt-5.1", "0.0023"),
    ("openai", "gpt-5", "0.0023"),
    ("openai", "gpt-5-mini", "0.00046"),
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
    ("google", "gemini-2.5-flash", "0.000579"),
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
    answer = Answer(200, json.dumps({"usage": usage, "model": "claude-haiku-4-5"}).encode())
    assert prices.cost(prices.Model("anthropic", "claude-haiku-4-5"), answer, None) == Decimal(
        "1.625"
    )  # 0.625 and 1.00


def test_a_model_without_a_batch_price_counts_at_the_standard_one_and_the_report_says_so(sim, gpt):
    with deferred.batch() as session:
        assert gpt.embeddings.create(model="text-embedding-3-small", input="x").data
    assert "at the standard price, for no batch price is known" in str(session.report)
