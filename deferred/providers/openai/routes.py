"""The routes of OpenAI besides batches: background responses with a window, and flex processing.

Source: developers.openai.com, guides "Background mode" and "Flex processing", 2026-11: the 2-hour window is 30 % below
standard prices, the 8-hour window 40 %, flex 50 %; flex is not offered for gpt-6.2 and later models.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson

from deferred.core.routing import LIVE, Kind, Offer, Route, Routes

FLEX = Route(Kind.FLEX, 900.0, Decimal("0.5"))
IN_8_HOURS = Route(Kind.BACKGROUND, 8 * 3600.0, Decimal("0.6"), "8h")
IN_2_HOURS = Route(Kind.BACKGROUND, 2 * 3600.0, Decimal("0.7"), "2h")
SOONEST = Route(Kind.BACKGROUND, 0.0, Decimal(1), "soonest")
# The models of the price page's flex table (2026-10); what else names itself "gpt" is newer and has none.
_FLEX = (
    "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5.1", "gpt-5.2", "gpt-5.4", "gpt-5.4-mini", "gpt-5.4-nano", "gpt-5.4-pro",
    "gpt-5.5", "gpt-5.5-pro", "gpt-5.6-luna", "gpt-5.6-sol", "gpt-5.6-terra", "gpt-6-astra", "gpt-6-luna", "gpt-6-sol",
    "gpt-6.1-sol", "gpt-6.1-terra", "o3", "o4-mini",
)  # fmt: skip
_TEXT = frozenset(["/v1/responses", "/v1/chat/completions"])
_RESPONSES = frozenset(["/v1/responses"])
_OPTIONS = ("service_tier", "background_options", "background")  # what a route adds to a request
_TIERS = frozenset(["priority", "fast", "ultrafast", "scale"])


def _has_flex(model: str) -> bool:
    name, _, date = model.rpartition("-20")
    return (name if name and date[:2].isdigit() else model) in _FLEX


def _is_generative(model: str) -> bool:
    return model.startswith(("gpt-", "o1", "o3", "o4", "codex"))


def _asked(body: Mapping[str, Any]) -> Route | None:
    if body.get("background") is True:
        options = body.get("background_options")
        window = options.get("completion_window") if isinstance(options, Mapping) else None
        known = {route.window: route for route in (IN_8_HOURS, IN_2_HOURS)}
        return known.get(str(window), SOONEST)
    tier = body.get("service_tier")
    return FLEX if tier == "flex" else LIVE if tier in _TIERS else None


def _excluded(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (FLEX.name,) if body.get("service_tier") == "default" else ()


def _written(body: dict[str, Any], route: Route) -> dict[str, Any]:
    """Write a request for a route; the user's own options are kept where they belong to it."""
    if route.kind is Kind.FLEX:
        return {**body, "service_tier": "flex"}
    kept = {name: value for name, value in body.items() if name != "service_tier" or value != "flex"}
    if route.kind is Kind.BACKGROUND:
        # Without `store` an answer is kept for ten minutes only, and lost with a process that stops meanwhile.
        sent = {"store": True, **kept, "background": True}
        options = kept.get("background_options")
        told = {**(options if isinstance(options, dict) else {}), "completion_window": route.window}
        return sent if route == SOONEST else {**sent, "background_options": told}
    return {name: value for name, value in kept.items() if name not in {"background", "background_options"}}


def _is_unsupported(status: int, body: bytes) -> bool:
    """Whether a refusal is of the route, not of the request."""
    if status not in {400, 404, 422}:
        return False
    try:
        error = orjson.loads(body).get("error") or {}
    except (ValueError, AttributeError):
        return False
    if not isinstance(error, dict):
        return False
    param, words = str(error.get("param") or ""), str(error.get("message") or "")
    return param.startswith(_OPTIONS) or (not param and any(name in words for name in _OPTIONS))


ROUTES = Routes(
    offers=(
        Offer(FLEX, _TEXT, _has_flex),
        Offer(IN_8_HOURS, _RESPONSES, _is_generative),
        Offer(IN_2_HOURS, _RESPONSES, _is_generative),
        Offer(SOONEST, frozenset(), _is_generative),  # at the full price: only if the request asks for it
    ),
    asked=_asked,
    excluded=_excluded,
    written=_written,
    is_unsupported=_is_unsupported,
    forbids_storing=lambda body: body.get("store") is False,
)
