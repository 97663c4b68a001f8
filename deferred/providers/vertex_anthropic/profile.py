"""The profile of Claude on Vertex AI: Anthropic's, but for addresses and discounts."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from deferred.core.profile import Discount, Profile, Wire
from deferred.providers.anthropic.profile import PROFILE as ANTHROPIC
from deferred.providers.vertex.profile import HOSTS


def _live_url(base_url: str, endpoint: str, model: str) -> str:
    del endpoint
    return f"{base_url}/publishers/anthropic/models/{quote(model, safe='@')}:rawPredict"


PROFILE = Profile(
    name="vertex-anthropic",
    wire=Wire(
        hosts=HOSTS,
        key_variables=("ANTHROPIC_VERTEX_PROJECT_ID",),
        live_url=_live_url,
    ),
    prices=replace(
        ANTHROPIC.prices,
        library="anthropic",
        batch=Discount(is_certain=True, source='cloud.google.com, "Vertex AI pricing", 2026-11'),
        # All places but one cost a tenth more, since Sonnet 4.5 (platform.claude.com, "Claude on Vertex AI").
        is_regional=lambda base_url: not base_url.endswith("/locations/global"),
    ),
    media=ANTHROPIC.media,
    replies=ANTHROPIC.replies,
    phantoms=ANTHROPIC.phantoms,
    telemetry_name="gcp.vertex_ai",
)  # fmt: skip
