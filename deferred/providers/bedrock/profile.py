"""The profile of Claude on Amazon Bedrock: Anthropic's, but for addresses, prices and routes."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from deferred.core.profile import Discount, Profile, Wire
from deferred.providers.anthropic.profile import PROFILE as ANTHROPIC

HOSTS = frozenset(["bedrock-runtime.*.amazonaws.com", "bedrock.*.amazonaws.com"])


def _live_url(base_url: str, endpoint: str, model: str) -> str:
    del endpoint
    return f"{base_url}/model/{quote(model, safe=':;')}/invoke"


PROFILE = Profile(
    name="bedrock",
    wire=Wire(
        hosts=HOSTS,
        key_variables=("AWS_ACCESS_KEY_ID",),
        live_url=_live_url,
    ),
    prices=replace(
        ANTHROPIC.prices,
        library="aws",
        batch=Discount(is_certain=True, source='docs.aws.amazon.com/bedrock, "Batch inference", 2026-11'),
    ),
    media=ANTHROPIC.media,
    replies=ANTHROPIC.replies,
    phantoms=ANTHROPIC.phantoms,
    telemetry_name="aws.bedrock",
)  # fmt: skip
