"""The profile of Gemini on Vertex AI: the Gemini Developer API's, but for addresses and routes."""

from __future__ import annotations

from dataclasses import replace

from deferred.core.profile import Discount, Profile, Wire
from deferred.providers.google.profile import PROFILE as GEMINI

HOSTS = frozenset(
    ["aiplatform.googleapis.com", "*-aiplatform.googleapis.com", "aiplatform.us.rep.googleapis.com",
     "aiplatform.eu.rep.googleapis.com"]
)  # fmt: skip


def _live_url(base_url: str, endpoint: str, model: str) -> str:
    return f"{base_url}/publishers/google/{model}:{endpoint}"


PROFILE = Profile(
    name="vertex",
    wire=Wire(
        hosts=HOSTS,
        key_variables=("GOOGLE_CLOUD_PROJECT",),
        live_url=_live_url,
    ),
    prices=replace(
        GEMINI.prices,
        library="google",
        batch=Discount(is_certain=True, source='docs.cloud.google.com, "Batch inference", 2026-11'),
    ),
    media=GEMINI.media,
    replies=GEMINI.replies,
    phantoms=GEMINI.phantoms,
    requests=GEMINI.requests,
    telemetry_name="gcp.vertex_ai",
)  # fmt: skip
