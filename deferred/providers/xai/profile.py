"""The profile of xAI, which is used through OpenAI's SDK: OpenAI's, but for addresses, prices and tokens.

Sources: docs.x.ai, "Batch API" and REST reference, August to November 2026; recorded traffic of August 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from deferred.core.grouping import Limits
from deferred.core.usage import fields_of, number
from deferred.providers.openai.family import AROUND_A_BODY, Member, Price
from deferred.providers.openai.member_profile import profile_for

_FIFTH = Decimal("0.2")
_TICKS = Decimal(10) ** -10  # dollars in a tick
# The models that batches take. Others are refused by xAI, which may add to them at any time.
_BATCHED = ("grok-4.3", "grok-4.20-0309-reasoning", "grok-4.20-0309-non-reasoning", "grok-4.20-multi-agent-0309")

XAI = Member(
    "xai", "xAI",
    frozenset(["api.x.ai", ".api.x.ai"]),  # and its regions, like us-east-1.api.x.ai
    "XAI_API_KEY", "https://api.x.ai/v1",
    # A file may mix models, but one that no batch takes fails it as a whole.
    limits=Limits(50_000, 200_000_000, AROUND_A_BODY, one_model=True, body=25_000_000 - AROUND_A_BODY),
    price=Price(
        "x-ai", discounts=dict.fromkeys(_BATCHED, _FIFTH), source="docs.x.ai/docs/guides/batch-api, 2026-11"
    ),
    found_by="name, input file",
)  # fmt: skip


def _stated(body: Mapping[str, Any]) -> Decimal | None:
    """Return what an answer says that it cost, searches included."""
    ticks = fields_of(body.get("usage")).get("cost_in_usd_ticks")
    return ticks * _TICKS if type(ticks) is int and ticks >= 0 else None


_FAMILY = profile_for(XAI)


def _usage(body: Mapping[str, Any]) -> Any:
    """Read the tokens of an answer: those of reasoning are not among those of the completion."""
    used = _FAMILY.prices.usage(body)
    details = fields_of(fields_of(body.get("usage")).get("completion_tokens_details"))
    return replace(used, output_tokens=used.output_tokens + number(details.get("reasoning_tokens")))


PROFILE = replace(_FAMILY, prices=replace(_FAMILY.prices, usage=_usage, stated=_stated))
