"""The route of Gemini besides batches: flex inference (ai.google.dev, 2026-11: half price, 1-15 minutes)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from deferred.core.routing import LIVE, Kind, Offer, Route, Routes

FLEX = Route(Kind.FLEX, 900.0, Decimal("0.5"))
_TIER = ("serviceTier", "service_tier")  # the REST API takes both spellings
_NO_FLEX = ("embedding", "-tts", "-image", "-live", "-audio", "robotics")


def _asked(body: Mapping[str, Any]) -> Route | None:
    tier = next((str(body[name]).lower() for name in _TIER if body.get(name)), "")
    return FLEX if tier == "flex" else LIVE if tier == "priority" else None


def _excluded(body: Mapping[str, Any]) -> tuple[str, ...]:
    return (FLEX.name,) if any(str(body.get(name)).lower() == "standard" for name in _TIER) else ()


def _written(body: dict[str, Any], route: Route) -> dict[str, Any]:
    kept = {name: value for name, value in body.items() if name not in _TIER or str(value).lower() != "flex"}
    return {**kept, "serviceTier": "flex"} if route.kind is Kind.FLEX else kept


def _is_unsupported(status: int, body: bytes) -> bool:
    return status in {400, 404} and any(word in body.lower() for word in (b"servicetier", b"service_tier"))


def _has_flex(model: str) -> bool:
    name = model.removeprefix("models/")
    return name.startswith("gemini-") and not any(word in name for word in _NO_FLEX)


ROUTES = Routes(
    offers=(Offer(FLEX, frozenset(["generateContent"]), _has_flex),),
    asked=_asked,
    excluded=_excluded,
    written=_written,
    is_unsupported=_is_unsupported,
)
