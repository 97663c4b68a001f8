"""The most that a request can use: never less than what its provider counts, by the published formulas."""

import base64
import json
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deferred
from deferred.core.call import Call, Target
from deferred.core.errors import UnknownPrice
from deferred.core.routing import LIVE
from deferred.pricing import media_tokens, prices, request_bounds
from deferred.pricing.added_tokens import MOST_ADDED, added_tokens
from deferred.pricing.media_tokens import Medium, Tokens, picture_tokens
from deferred.pricing.request_bounds import most
from tests.support import places
from tests.support.bodies import anthropic_with, call, google_with, openai_with, pdf, png, wav
from tests.support.calls import ask_claude
from tests.support.models import CLAUDE, GEMINI

# Counted by hand from the providers' pages, or printed there as an example.
PICTURES = [
    ("anthropic", CLAUDE, 1000, 1000, "", 1_334),
    ("anthropic", "claude-opus-4-8", 8000, 8000, "", 4_784),
    ("openai", "gpt-4o", 1024, 1024, "high", 765),
    ("openai", "gpt-4o", 2048, 4096, "high", 1_105),
    ("openai", "gpt-4o", 4096, 8192, "low", 85),
    ("openai", "gpt-4o-2024-11-20", 1024, 1024, "", 765),
    ("openai", "gpt-4o-mini", 1024, 1024, "", 2_833 + 4 * 5_667),
    ("openai", "gpt-4o-mini", 128, 64, "low", 2_833),
    ("openai", "gpt-4.1-mini", 1024, 1024, "", 1_659),
    ("openai", "gpt-5-nano", 5000, 5000, "", 3_779),
    ("google", GEMINI, 300, 300, "", 2_240),
    ("google", "gemini-2.0-flash", 960, 5400, "", 4_644),
]


@pytest.mark.parametrize(("provider", "model", "width", "height", "detail", "tokens"), PICTURES)
def test_pictures_count_by_their_provider_s_formula(provider, model, width, height, detail, tokens):
    assert picture_tokens(width, height, provider, model, detail) == tokens


def test_a_model_whose_formula_is_not_known_counts_as_the_dearest():
    assert picture_tokens(4032, 3024, "openai", "gpt-6-astra") >= 14_364  # as measured in 2026-10


def test_a_picture_counts_by_its_size_and_not_by_its_bytes():
    part = {
        "type": "image",
        "source": {"type": "base64", "media_type": "image/png", "data": png(1000, 1000) + "A" * 400_000},
    }
    assert most(anthropic_with(part), None).text < 1_600 + MOST_ADDED + 300


def test_pictures_of_the_three_apis_are_read():
    url = f"data:image/png;base64,{png(1024, 1024)}"
    parts = [
        openai_with({"type": "image_url", "image_url": {"url": url, "detail": "high"}}),
        openai_with({"type": "input_image", "image_url": url, "detail": "high"}),
        google_with({"inlineData": {"mimeType": "image/png", "data": png(1024, 1024)}}),
        google_with({"inline_data": {"mime_type": "image/png", "data": png(1024, 1024)}}),
    ]
    for part in parts:
        assert 765 + MOST_ADDED < most(part, None).text < 2_600 + MOST_ADDED


def test_a_page_counts_as_its_text_and_a_picture():
    source = {"type": "base64", "media_type": "application/pdf", "data": pdf("one", "x" * 20_000)}
    text = most(anthropic_with({"type": "document", "source": source}), None).text
    assert text >= 2 * 4_784 + 3_000 + 20_000
    assert text <= 2 * 4_784 + 3_100 + 26_000 + MOST_ADDED


def test_a_pdf_that_is_called_a_text_counts_as_a_pdf():
    address = f"data:text/plain;base64,{pdf(*'abcdefgh')}"
    kinds = [{"type": "input_file", "file_data": address}, {"type": "file", "file": {"file_data": address}}]
    assert all(most(openai_with(kind), None).text > 8 * 3_000 for kind in kinds)


def test_a_pdf_without_pypdf_is_refused_with_the_remedy(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    media_tokens._page_texts.cache_clear()
    source = {"type": "base64", "media_type": "application/pdf", "data": pdf("one")}
    with pytest.raises(UnknownPrice, match=r"pip install 'deferred\[pdf\]'"):
        most(anthropic_with({"type": "document", "source": source}), None)
    media_tokens._page_texts.cache_clear()


def test_sound_counts_by_the_second_and_at_its_own_price():
    spoken = google_with({"inlineData": {"mimeType": "audio/wav", "data": wav(10)}})
    use = most(spoken, None)
    assert 320 <= use.audio <= 400
    silent = google_with({"text": "x"})
    assert (
        prices.bound(spoken, None, None) > prices.bound(silent, None, None) + use.audio * Decimal("0.5") / 1_000_000 / 2
    )


@pytest.mark.parametrize(
    "medium",
    [
        Medium("video/mp4", "AAAA"),
        Medium("audio/ogg", base64.b64encode(b"OggS" + b"\0" * 900).decode()),
        Medium("application/vnd.openxmlformats", "AAAA"),
        Medium("", ""),
        Medium("audio/wav", "!"),
        Medium("image/heic", "AAAA"),
        Medium("application/pdf", "AAAA"),
    ],
)
def test_what_has_no_bound_says_why(medium):
    assert isinstance(media_tokens.most_tokens(medium, "google", GEMINI), str)


@pytest.mark.parametrize(("provider", "model"), [("anthropic", CLAUDE), ("openai", "gpt-4o-mini")])
def test_a_picture_that_cannot_be_read_counts_as_the_largest(provider, model):
    found = media_tokens.most_tokens(Medium("image/png", "AAAA"), provider, model)
    assert isinstance(found, Tokens)
    assert found.text >= picture_tokens(9_000, 9_000, provider, model)


OPEN = [
    anthropic_with({"type": "image", "source": {"type": "url", "url": "https://example.org/x.png"}}),
    anthropic_with({"type": "document", "source": {"type": "file", "file_id": "file_1"}}),
    openai_with({"type": "image_url", "image_url": {"url": "https://example.org/x.png"}}),
    openai_with({"type": "file", "file": {"file_id": "file-1"}}),
    openai_with({"type": "input_file", "file_url": "https://example.org/x.pdf"}),
    openai_with({"type": "text", "text": "x"}, previous_response_id="resp_1"),
    openai_with({"type": "text", "text": "x"}, prompt={"id": "pmpt_1"}),
    google_with({"fileData": {"fileUri": "https://example.org/x"}}),
    google_with({"text": "x"}, cachedContent="cachedContents/1"),
    google_with({"text": "x"}, tools=[{"urlContext": {}}]),
]


@pytest.mark.parametrize("one", OPEN)
def test_what_the_request_only_refers_to_needs_the_user_s_word(one):
    with pytest.raises(UnknownPrice, match=r"create at a\.py:1.*max_input_tokens"):
        most(one, None)
    assert most(one, 5_000).text == 5_000


BOUNDLESS = [
    openai_with({"type": "text", "text": "x"}, modalities=["text", "audio"]),
    openai_with({"type": "text", "text": "x"}, tools=[{"type": "code_interpreter"}]),
    openai_with({"type": "text", "text": "x"}, tools=[{"type": "image_generation"}]),
    openai_with({"type": "text", "text": "x"}, tools=[{"type": "web_search"}]),
    google_with({"text": "x"}, generationConfig={"responseModalities": ["IMAGE"]}),
    google_with({"text": "x"}, model="gemini-3.8-flash", tools=[{"googleSearch": {}}]),
    anthropic_with({"type": "text", "text": "x"}, tools=[{"type": "web_search_20250305", "name": "web_search"}]),
]


@pytest.mark.parametrize("one", BOUNDLESS)
def test_what_nothing_bounds_is_refused_whatever_the_user_says_of_its_input(one):
    with pytest.raises(UnknownPrice, match="Nothing was sent"):
        most(one, 5_000)


def test_fees_of_searches_are_in_the_bound():
    plain = anthropic_with({"type": "text", "text": "x"})
    tool = {"type": "web_search_20250305", "name": "web_search", "max_uses": 5}
    searching = anthropic_with({"type": "text", "text": "x"}, tools=[tool])
    difference = prices.bound(searching, None, 10_000) - prices.bound(plain, None, None)
    assert difference > 5 * Decimal("0.01")  # ten dollars for a thousand searches (platform.claude.com, 2026-09)


def test_text_held_in_documents_and_search_results_is_bounded_by_its_bytes():
    text = {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "x" * 1000}}
    result = {
        "type": "search_result",
        "source": "https://x",
        "title": "t",
        "content": [{"type": "text", "text": "x" * 1000}],
    }
    data = base64.b64encode(b"x" * 1000).decode()
    held = openai_with({"type": "file", "file": {"file_data": f"data:text/plain;base64,{data}", "filename": "a.txt"}})
    for one in (anthropic_with(text), anthropic_with(result), held):
        assert 1000 < most(one, None).text < 2000 + MOST_ADDED


def test_writing_the_cache_a_region_and_a_long_context_are_in_the_bound():
    plain = anthropic_with({"type": "text", "text": "x" * 9_000})
    cached = anthropic_with({"type": "text", "text": "x" * 9_000, "cache_control": {"type": "ephemeral", "ttl": "1h"}})
    bound_to = anthropic_with({"type": "text", "text": "x" * 9_000}, inference_geo="us")
    assert prices.bound(cached, None, None) > Decimal("1.9") * (prices.bound(plain, None, None) - Decimal("0.0001"))
    assert prices.bound(bound_to, None, None) > Decimal("1.09") * prices.bound(plain, None, None)
    short, long = (
        call("google", {"contents": "x" * n, "generationConfig": {"maxOutputTokens": 9}}, "gemini-2.5-pro")
        for n in (150_000, 300_000)
    )
    assert prices.bound(long, None, None) > 3 * prices.bound(short, None, None)  # dearer above 200,000 tokens


def test_a_deep_schema_in_other_letters_has_a_bound():
    deep = "é"
    for _ in range(100_000):
        deep = [deep]
    made = Call(Target("anthropic", "https://x", "/v1/messages", "c"), CLAUDE, b"\xc3\xa9", "create", "x.py:1")
    assert added_tokens(made, {"tools": deep}) == MOST_ADDED + 3 * len(made.body)


def test_a_live_call_is_bounded_by_twice_a_batch_s_price():
    one = openai_with({"type": "text", "text": "x"})
    assert prices.bound(one, None, None, route=LIVE) == 2 * prices.bound(one, None, None)


def test_the_provider_s_count_takes_the_place_of_the_bytes():
    one = anthropic_with({"type": "text", "text": "x" * 100_000})
    assert most(one, None, counted=20_000).text == 21_100


@pytest.mark.usefixtures("no_session_left")
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


@pytest.mark.usefixtures("no_session_left")
@pytest.mark.parametrize("tier", [{"speed": "fast"}, {"service_tier": "priority"}])
def test_dearer_tiers_are_refused_live(tier):
    one = openai_with({"type": "text", "text": "x"}, **tier)
    assert most(one, None).text
    with pytest.raises(UnknownPrice):
        most(one, None, live=True)


@pytest.mark.usefixtures("no_session_left")
def test_sound_that_is_counted_or_elsewhere_has_its_own_price():
    spoken = google_with({"inlineData": {"mimeType": "audio/wav", "data": wav(10)}})
    assert most(spoken, None, counted=96_000).audio >= 96_000
    for mime in ("audio/mp3", "video/mp4", ""):
        held = google_with({"fileData": {"fileUri": "files/1", "mimeType": mime}})
        assert most(held, 96_000).audio == 96_000
    assert most(google_with({"fileData": {"fileUri": "files/1", "mimeType": "application/pdf"}}), 9_000).audio == 0


@pytest.mark.usefixtures("no_session_left")
def test_a_recording_with_other_chunks_before_its_format_counts_its_seconds():
    raw = base64.b64decode(wav(10))
    broadcast = raw[:12] + b"bext" + (602).to_bytes(4, "little") + b"A" * 602 + raw[12:]
    found = media_tokens.most_tokens(Medium("audio/wav", base64.b64encode(broadcast).decode()), "google", GEMINI)
    assert found.audio >= 320


@pytest.mark.usefixtures("no_session_left")
def test_a_model_that_draws_counts_its_answer_as_a_picture():
    text = call("google", {"contents": "x", "generationConfig": {"maxOutputTokens": 1_290}}, "gemini-2.5-flash-image")
    assert prices.bound(text, None, None) >= Decimal("0.019")


@pytest.mark.usefixtures("no_session_left")
def test_an_item_by_its_id_is_not_text():
    one = call("openai", {"input": [{"id": "msg_1"}], "max_output_tokens": 9})
    with pytest.raises(UnknownPrice, match="max_input_tokens"):
        most(one, None)


@pytest.mark.usefixtures("no_session_left")
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


@pytest.mark.usefixtures("no_session_left")
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


@pytest.mark.usefixtures("no_session_left")
def test_names_in_schemas_and_tool_inputs_are_not_files(sim, claude):
    schema = {"type": "object", "properties": {"prompt": {"type": "object"}, "file_id": {"type": "string"}}}
    messages = [{"role": "user", "content": "x"}, {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "t", "input": {"container": 1}}]},
                {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "y"}]}]  # fmt: skip
    with deferred.batch(cost_limit=1):
        reply = claude.messages.create(
            model=CLAUDE, max_tokens=9, messages=messages, tools=[{"name": "t", "input_schema": schema}]
        )
    assert reply.content


@pytest.mark.usefixtures("no_session_left")
def test_max_input_tokens_never_lowers_the_bound_of_what_the_body_bounds(sim, claude):
    with deferred.batch(cost_limit=0.002, max_input_tokens=50):
        _, bad = outcomes([ask_claude(claude, f"{n} " + "x" * 20_000) for n in range(3)])
    assert len(bad) == 3
    assert sim.meter.total == 0


PLAIN = {
    "anthropic": {"system": "Be brief.", "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}],
                  "thinking": {"type": "enabled", "budget_tokens": 9}},
    "openai": {"messages": [{"role": "user", "content": "Hi"}], "reasoning_effort": "low", "seed": 7},
    "google": {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
               "generationConfig": {"maxOutputTokens": 9, "thinkingConfig": {"thinkingBudget": 0}}},
}  # fmt: skip
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}
# Ways to ask for more than text, for each of which a provider adds a prompt of its own.
MORE = {
    "anthropic": [
        {"tools": [{"name": "a", "input_schema": SCHEMA}]},
        {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}},
        {"output_format": {"type": "json_schema", "schema": SCHEMA}},
        {"messages": [{"role": "user", "content": [{"type": "document", "citations": {"enabled": True},
                                                    "source": {"type": "text", "data": "a"}}]}]},
        {"messages": [{"role": "user", "content": [{"type": "search_result", "content": []}]}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi", "citations": []}]}]},
        {"a_field_of_next_year": 1},
    ],
    "openai": [
        {"tools": [{"type": "function", "function": {"name": "a", "parameters": SCHEMA}}]},
        {"response_format": {"type": "json_object"}},
        {"text": {"format": {"type": "json_schema", "schema": SCHEMA}}},
        {"messages": [{"role": "tool", "tool_call_id": "a", "content": "9"}]},
        {"functions": [{"name": "a"}]},
    ],
    "google": [
        {"tools": [{"functionDeclarations": [{"name": "a"}]}]},
        {"generationConfig": {"responseMimeType": "application/json"}},
        {"generationConfig": {"responseSchema": SCHEMA}},
        {"contents": [{"role": "user", "parts": [{"functionResponse": {"name": "a", "response": {}}}]}]},
    ],
}  # fmt: skip


@pytest.mark.parametrize("provider", PLAIN)
def test_text_alone_is_bounded_by_its_bytes_and_the_template_of_a_chat(provider):
    one = call(provider, PLAIN[provider])
    assert most(one, None).text == len(one.body) + 500


@pytest.mark.parametrize(("provider", "more"), [(name, more) for name, several in MORE.items() for more in several])
def test_what_asks_for_more_than_text_is_bounded_with_the_prompt_that_its_provider_adds(provider, more):
    one = call(provider, {**PLAIN[provider], **more})
    assert most(one, None).text == len(one.body) + MOST_ADDED


def test_betas_models_that_search_and_other_providers_are_bounded_with_it_too():
    plain = call("openai", PLAIN["openai"])
    beta = plain.target.__class__("openai", "https://x", plain.target.endpoint, "c", (("openai-beta", "new"),))
    others = [plain._replace(target=beta), plain._replace(model="gpt-4o-mini-search-preview")]
    others.append(plain._replace(target=Target("groq", "https://x", "/v1/chat/completions", "c")))
    assert [most(one, None).text for one in others] == [len(plain.body) + MOST_ADDED] * 3


def bodies_of_recordings():
    """Requests of text alone that providers have answered, with the tokens that they counted."""
    names = {"anthropic": "anthropic_*", "openai": "openai_*", "google": "gemini_*"}
    for provider, pattern in names.items():
        for path in sorted(places.RECORDINGS.glob(f"{pattern}.json")):
            for taken in json.loads(path.read_text("utf-8")) if path.read_text("utf-8").startswith("[") else ():
                asked, said = (part.get("body") for part in (taken["request"], taken["response"]))
                if isinstance(asked, dict) and isinstance(said, dict):
                    used = said.get("usage") or said.get("usageMetadata") or {}
                    counted = sum(used.get(name) or 0 for name in TOKENS)
                    yield provider, asked, counted


TOKENS = ("input_tokens", "prompt_tokens", "promptTokenCount", "cache_creation_input_tokens", "cache_read_input_tokens")


def test_no_recorded_request_of_text_alone_had_more_tokens_than_its_bound():
    if not places.RECORDINGS.exists():
        pytest.skip("the recordings are not here")
    plain = 0
    for provider, body, counted in bodies_of_recordings():
        one = call(provider, body, str(body.get("model") or GEMINI))
        if counted and added_tokens(one, body) < MOST_ADDED:
            plain += 1
            assert counted <= len(one.body)
    assert plain >= 5


# -- dictionaries of text alone are passed over quickly ----------------------------------------------------------------

_NAMES = sorted(
    {*request_bounds._TEXT_KEYS, *request_bounds._OPEN_KEYS, *request_bounds._ELSEWHERE_KEYS}
    | {
        *request_bounds._BOUNDLESS_KEYS,
        *request_bounds._OPAQUE_KEYS,
        "id",
        "prompt",
        "source",
        "image_url",
        "file_data",
    }
)
_TYPES = ["text", "image", "image_url", "document", "tool_use", "web_search_20250305", "code_interpreter", "message"]
_PARTS = st.recursive(
    st.sampled_from([*_TYPES, 7, None, True]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), inner, max_size=4),
    max_leaves=12,
)


def test_a_deep_body_is_looked_through():
    """The end of Python's stack was a RecursionError of the user's call."""
    body = {"messages": [{"role": "user", "content": "x"}]}
    for _ in range(5_000):
        body = {"content": [body]}
    seen = request_bounds._Found()
    request_bounds._look(body, seen)
    assert seen == request_bounds._Found()


@given(st.dictionaries(st.sampled_from(_NAMES), _PARTS, max_size=5))
def test_nothing_is_overlooked_for_being_quick(body):
    def found():
        seen = request_bounds._Found()
        try:
            request_bounds._look(body, seen)
        except (AttributeError, TypeError) as error:  # a part of a shape that no provider takes
            return str(error)
        return seen

    quick = found()
    with patch.object(request_bounds, "_TEXT_KEYS", frozenset()):
        assert quick == found()
