"""Routing: the cheapest route that is in time, as a table of provider, endpoint, model and time."""

from decimal import Decimal

import pytest

from deferred.config.parsers import seconds_of
from deferred.core.profile import profile_of
from deferred.core.routing import BATCH, LIVE, cheapest, in_words, possible

CHAT, RESPONSES, EMBEDDINGS = "/v1/chat/completions", "/v1/responses", "/v1/embeddings"
MESSAGES, GENERATE = "/v1/messages", "generateContent"
TABLE = [
    # provider, endpoint, model: the route within 24h, 8h, 2h, 15m and 1m
    ("anthropic", MESSAGES, "claude-haiku-4-5", "batch", None, None, None, None),
    ("openai", CHAT, "gpt-5-mini", "batch", "flex", "flex", "flex", None),
    ("openai", CHAT, "gpt-5-mini-2025-08-07", "batch", "flex", "flex", "flex", None),
    ("openai", CHAT, "gpt-6.2-sol", "batch", None, None, None, None),
    ("openai", CHAT, "gpt-4o", "batch", None, None, None, None),
    ("openai", RESPONSES, "gpt-5-mini", "batch", "flex", "flex", "flex", None),
    ("openai", RESPONSES, "gpt-6.2-sol", "batch", "background 8h", "background 2h", None, None),
    ("openai", RESPONSES, "gpt-6.2-astra", "batch", "background 8h", "background 2h", None, None),
    ("openai", EMBEDDINGS, "text-embedding-3-small", "batch", None, None, None, None),
    ("google", GENERATE, "models/gemini-2.5-flash", "batch", "flex", "flex", "flex", None),
    ("google", GENERATE, "models/gemini-2.5-flash-tts", "batch", None, None, None, None),
    ("google", "embedContent", "models/gemini-embedding-001", "batch", None, None, None, None),
    ("a provider of a test", CHAT, "any", "batch", None, None, None, None),
]


@pytest.mark.parametrize(("provider", "endpoint", "model", "day", "eight", "two", "quarter", "minute"), TABLE)
def test_the_cheapest_route_in_time(provider, endpoint, model, day, eight, two, quarter, minute):
    known = possible(profile_of(provider).routes, endpoint, model)
    found = [cheapest(known, seconds_of(within)) for within in ("24h", "8h", "2h", "15m", "1m")]
    assert [route and route.name for route in found] == [day, eight, two, quarter, minute]


@pytest.mark.parametrize(("within", "name"), [("48h", "batch"), ("23h", "background 8h"), ("3h", "background 2h")])
def test_any_duration_takes_the_slowest_that_fits_and_is_cheapest(within, name):
    known = possible(profile_of("openai").routes, RESPONSES, "gpt-6.2-sol")
    assert cheapest(known, seconds_of(within)).name == name


def test_a_route_that_was_refused_is_left_out():
    routes = profile_of("openai").routes
    known = possible(routes, RESPONSES, "gpt-5-mini", without=["flex", "background 8h"])
    assert [route.name for route in known] == ["batch", "background 2h"]


@pytest.mark.parametrize(
    ("provider", "body", "name"),
    [
        ("openai", {"service_tier": "flex"}, "flex"),
        ("openai", {"service_tier": "auto"}, None),
        ("openai", {"service_tier": "priority"}, "live"),
        ("openai", {"background": True}, "background soonest"),
        ("openai", {"background": True, "background_options": {"completion_window": "2h"}}, "background 2h"),
        ("openai", {"background": True, "background_options": {"completion_window": "8h"}}, "background 8h"),
        ("openai", {"background": True, "background_options": "nonsense"}, "background soonest"),
        ("openai", {"background": False}, None),
        ("google", {"serviceTier": "flex"}, "flex"),
        ("google", {"service_tier": "FLEX"}, "flex"),
        ("google", {"serviceTier": "standard"}, None),
        ("google", {"serviceTier": "priority"}, "live"),
        ("anthropic", {"service_tier": "auto"}, None),
    ],
)
def test_the_route_that_a_request_names_itself(provider, body, name):
    route = profile_of(provider).routes.asked(body)
    assert (route and route.name) == name


def test_every_route_is_known_by_its_name():
    routes = profile_of("openai").routes
    for route in (BATCH, LIVE, *(offer.route for offer in routes.offers)):
        assert routes.named(route.name) == route
    assert routes.named("a route of a later version") == BATCH


def test_what_there_is_in_words():
    known = possible(profile_of("openai").routes, RESPONSES, "gpt-6.2-sol")
    assert in_words(known) == (
        "batch (within 24h, -50 %), background 8h (within 8h, -40 %), background 2h (within 2h, -30 %)"
    )


@pytest.mark.parametrize("provider", ["openai", "google"])
def test_a_request_is_written_for_its_route_and_is_else_unchanged(provider):
    routes = profile_of(provider).routes
    body = {"model": "m", "input": "hello", "metadata": {"a": "b"}}
    for offer in routes.offers:
        written = routes.written(body, offer.route)
        assert {name: written[name] for name in body} == body
    tier = "service_tier" if provider == "openai" else "serviceTier"
    assert routes.written({**body, tier: "flex"}, LIVE) == body
    assert routes.written({**body, tier: "priority"}, LIVE) == {**body, tier: "priority"}


def test_a_background_response_is_stored_unless_the_request_forbids_it():
    routes = profile_of("openai").routes
    route = routes.named("background 8h")
    written = routes.written({"input": "x", "background_options": {"continuation_id": "c"}}, route)
    assert written == {
        "store": True, "input": "x", "background": True,
        "background_options": {"continuation_id": "c", "completion_window": "8h"},
    }  # fmt: skip
    assert routes.written({"input": "x", "store": False}, route)["store"] is False


def test_the_share_of_a_route_is_what_the_price_pages_say():
    shares = {offer.route.name: offer.route.share for offer in profile_of("openai").routes.offers}
    assert shares == {
        "flex": Decimal("0.5"), "background 8h": Decimal("0.6"), "background 2h": Decimal("0.7"),
        "background soonest": Decimal(1),
    }  # fmt: skip
