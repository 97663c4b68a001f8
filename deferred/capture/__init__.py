"""Capture: intercept the requests of the SDKs, and make replies from the answers.

Importing this package registers the attributes that are patched while a session is open.
"""

import importlib.util
import sys

from deferred import patching
from deferred.capture import (
    anthropic,
    anthropic_vertex,
    bedrock_sdk,
    eager,
    family_sdks,
    google,
    http_guard,
    instructor,
    mistral,
    openai,
    openai_members,
    other_sdks,
    tracers,
    vertex_sdk,
)
from deferred.capture.sdk import SdkAdapter
from deferred.core.profile import sdks

__all__ = ["SDKS", "eager", "instructor", "sdk_of", "sdk_versions", "tracers"]

SDKS: tuple[SdkAdapter, ...] = (anthropic.SDK, openai.SDK, google.SDK, mistral.SDK, *family_sdks.SDKS)
# Two packages have clients of several services each; commands make a client for each service.
_WATCHED = (*SDKS, anthropic_vertex.SDK)
_BY_PROVIDER: dict[str, SdkAdapter] = {sdk.provider: sdk for sdk in (*_WATCHED, vertex_sdk.SDK, bedrock_sdk.SDK)}

for _sdk in (*_WATCHED, bedrock_sdk.SDK):
    patching.register(_sdk.targets)
http_guard.watch(_WATCHED)
other_sdks.watch(_WATCHED)


def sdk_of(provider: str) -> SdkAdapter:
    """Return the SDK of a provider; that of OpenAI for one of its family that has none, or none that is installed."""
    own, member = _BY_PROVIDER.get(provider), openai_members.SDKS.get(provider)
    if own is None or (member is not None and importlib.util.find_spec(own.module.partition(".")[0]) is None):
        return _BY_PROVIDER[provider] if member is None else member
    return own


def sdk_versions() -> dict[str, str]:
    """Return the versions of the SDKs that are imported."""
    modules = {sdk.module: sys.modules.get(sdk.module) for _, sdk in sdks()}
    return {name: str(getattr(module, "__version__", "")) for name, module in modules.items() if module is not None}
