"""Faults that a second adversarial reader found, each by its symptom."""

import base64
import json
import os
import threading
from dataclasses import replace
from decimal import Decimal

import anthropic
import openai
import pydantic
import pytest

import deferred
from deferred.core.call import Answer
from deferred.core.errors import UnknownPrice
from deferred.pricing import media_tokens, prices
from deferred.pricing.media_tokens import Medium
from deferred.pricing.request_bounds import most
from deferred.providers import PROVIDERS
from tests.calls import ask_claude, ask_gemini, ask_gpt
from tests.test_bounds import anthropic_with, call, google_with, openai_with, wav
from tests.test_time import clock  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("no_session_left")


def answer(body):
    return Answer(200, json.dumps(body).encode())


def ended_within(seconds, work):
    """Whether some work ends in time: a hang must not take the suite with it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


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


# -- money -------------------------------------------------------------------------------------------------------------


def test_fees_of_searches_are_recorded_as_spent(sim, gemini, gemini_says):
    gemini_says(candidate={"groundingMetadata": {"webSearchQueries": ["q"]}}, every=True)
    config = {"max_output_tokens": 20, "tools": [{"google_search": {}}]}
    with deferred.batch(cost_limit=0.2, max_input_tokens=1_000) as session:
        replies = [
            gemini.models.generate_content(model="gemini-2.5-flash", contents=f"t{n}", config=config) for n in range(30)
        ]
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
    assert prices.cost(prices.Model("anthropic", "claude-haiku-4-5"), answer(used), None) == Decimal("0.03")


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
    model = prices.Model(provider, "gpt-4.1" if provider == "openai" else "claude-haiku-4-5")
    assert prices.cost(model, answer(body), None) in {0, None}


def test_a_live_call_that_times_out_at_a_gateway_stays_paid(sim, claude):
    sim.faults.status_on = {"live": (504, 50, {})}
    with deferred.batch(cost_limit=0.05, alone="live") as session:
        for n in range(10):
            deferred.future(ask_claude(claude, f"n {n}")).exception()
    assert session.engine.budget_guard.committed() > 0


def test_regions_and_written_caches_are_in_the_recorded_cost():
    usage = {"input_tokens": 1_000_000, "output_tokens": 0, "inference_geo": "us"}
    assert prices.cost(prices.Model("anthropic", "claude-haiku-4-5"), answer({"usage": usage}), None) == Decimal("0.55")
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
    "one",
    [
        anthropic_with({"type": "text", "text": "x"}, tools=[{"type": "advisor_20260301", "name": "advisor"}]),
        anthropic_with({"type": "text", "text": "x"}, fallbacks=[{"model": "claude-opus-4-8"}]),
        openai_with(
            {"type": "text", "text": "x"}, tools=[{"type": "shell", "environment": {"type": "container_auto"}}]
        ),
    ],
)
def test_what_a_second_model_or_a_machine_costs_is_refused(one):
    with pytest.raises(UnknownPrice, match="not bounded"):
        most(one, 9_000)


@pytest.mark.parametrize("tier", [{"speed": "fast"}, {"service_tier": "priority"}])
def test_dearer_tiers_are_refused_live(tier):
    one = openai_with({"type": "text", "text": "x"}, **tier)
    assert most(one, None).text
    with pytest.raises(UnknownPrice):
        most(one, None, live=True)


def test_sound_that_is_counted_or_elsewhere_has_its_own_price():
    spoken = google_with({"inlineData": {"mimeType": "audio/wav", "data": wav(10)}})
    assert most(spoken, None, counted=96_000).audio >= 96_000
    for mime in ("audio/mp3", "video/mp4", ""):
        held = google_with({"fileData": {"fileUri": "files/1", "mimeType": mime}})
        assert most(held, 96_000).audio == 96_000
    assert most(google_with({"fileData": {"fileUri": "files/1", "mimeType": "application/pdf"}}), 9_000).audio == 0


def test_a_recording_with_other_chunks_before_its_format_counts_its_seconds():
    raw = base64.b64decode(wav(10))
    broadcast = raw[:12] + b"bext" + (602).to_bytes(4, "little") + b"A" * 602 + raw[12:]
    found = media_tokens.most_tokens(
        Medium("audio/wav", base64.b64encode(broadcast).decode()), "google", "gemini-2.5-flash"
    )
    assert found.audio >= 320


def test_a_model_that_draws_counts_its_answer_as_a_picture():
    text = call("google", {"contents": "x", "generationConfig": {"maxOutputTokens": 1_290}}, "gemini-2.5-flash-image")
    assert prices.bound(text, None, None) >= Decimal("0.019")


def test_an_item_by_its_id_is_not_text():
    one = call("openai", {"input": [{"id": "msg_1"}], "max_output_tokens": 9})
    with pytest.raises(UnknownPrice, match="max_input_tokens"):
        most(one, None)


def test_the_user_s_word_is_no_less_than_what_the_body_holds():
    url = {"type": "image_url", "image_url": {"url": "https://example.org/x.png"}}
    one = call(
        "openai",
        {
            "messages": [{"role": "user", "content": [url, {"type": "text", "text": "x" * 100_000}]}],
            "max_completion_tokens": 9,
        },
    )
    assert most(one, 100).text > 100_000


# -- whose call it is --------------------------------------------------------------------------------------------------


def test_a_key_that_is_put_into_the_client_later_pays_for_later_calls_alone(sim):
    with anthropic.Anthropic(api_key="tenant-a") as client, deferred.batch() as session:
        first = ask_claude(client, "for a")
        client.api_key = "tenant-b"
        second = ask_claude(client, "for b")
    assert (bool(first.content), bool(second.content)) == (True, True)
    assert len({job.job.credential for job in session.engine.jobs}) == 2
    assert len({job.account for job in sim.jobs}) == 2


def test_a_key_changed_while_a_job_runs_neither_loses_it_nor_buys_it_again(sim, clock):  # noqa: F811 - the fixture
    sim.latency = 60
    with anthropic.Anthropic(api_key="tenant-a") as client:
        with deferred.batch() as session:
            reply = ask_claude(client)
            session.flush()
            client.api_key = "tenant-b"
        assert reply.content
    assert len(sim.jobs) == 1


def test_clients_with_a_way_of_their_own_share_no_job(sim):
    def client(tenant):
        return anthropic.Anthropic(default_query={"tenant": tenant})

    with client("a") as one, client("b") as other, deferred.batch() as session:
        replies = [ask_claude(one, "for a"), ask_claude(other, "for b")]
    assert all(reply.content for reply in replies)
    assert len(session.report.jobs) == 2


def test_two_live_calls_of_one_question_are_one_purchase(sim, claude):
    with deferred.batch(alone="live", name="one"):
        assert ask_claude(claude, "same").content
    with deferred.batch(name="two"):
        assert ask_claude(claude, "same").content
    assert (sim.meter.live_billed, sim.meter.rows_billed) == (1, 0)


# -- calls that would not end ------------------------------------------------------------------------------------------


def test_a_second_try_that_cannot_be_authorised_ends_the_call(sim):
    asked = []

    def key():
        asked.append(1)
        if len(asked) > 1:
            message = "the vault is sealed"
            raise RuntimeError(message)
        return "k"

    sim.faults.status_on = {"live": (429, 1, {})}
    seen = []

    def work():
        with openai.OpenAI(api_key=key, max_retries=0) as client, deferred.batch(alone="live"):
            seen.append(deferred.future(ask_gpt(client)).exception(timeout=20))

    assert ended_within(30, work)
    assert seen[0] is None or "vault" in str(seen[0]) or isinstance(seen[0], deferred.DeferredError)


def test_a_validator_that_asks_the_model_does_not_wait_for_its_own_canary(sim, gpt):
    class Checked(pydantic.BaseModel):
        answer: str

        @pydantic.field_validator("answer")
        @classmethod
        def check(cls, value):
            return value if ask_gpt(gpt, "is that so?").choices else ""

    def work():
        with deferred.batch(canary=1):
            messages = [{"role": "user", "content": "x"}]
            replies = [
                gpt.chat.completions.parse(
                    model="gpt-5-mini", messages=messages, n=1, user=str(n), response_format=Checked
                )
                for n in range(3)
            ]
        for reply in replies:
            deferred.future(reply).exception()

    assert ended_within(40, work)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_child_reads_what_was_answered_before_it(sim, claude):
    with deferred.batch():
        reply = ask_claude(claude, "before")
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        found = []
        ended_within(10, lambda: found.append(reply.content[0].text))  # a thread that is not the opener
        os.write(write, found[0].encode() if found else b"nothing")
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    assert b"before" in os.read(read, 1_000)
    os.close(read)
