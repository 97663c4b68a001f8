"""Capture: intercept the requests of the SDKs, and make replies from the answers.

Importing this package registers the attributes that are patched while a session is open.
"""

import sys

from deferred import patching
from deferred.capture import anthropic, eager, google, http_guard, instructor, openai, other_sdks, tracers
from deferred.capture.sdk import SdkAdapter
from deferred.core.profile import sdks

__all__ = ["SDKS", "eager", "instructor", "sdk_of", "sdk_versions", "tracers"]

SDKS: tuple[SdkAdapter, ...] = (anthropic.SDK, openai.SDK, google.SDK)
_BY_PROVIDER = {sdk.provider: sdk for sdk in SDKS}

for _sdk in SDKS:
    patching.register(_sdk.targets)
http_guard.watch(SDKS)
other_sdks.watch(SDKS)


def sdk_of(provider: str) -> SdkAdapter:
    """Return the SDK of a provider."""
    return _BY_PROVIDER[provider]


def sdk_versions() -> dict[str, str]:
    """Return the versions of the SDKs that are imported."""
    modules = {sdk.module: sys.modules.get(sdk.module) for _, sdk in sdks()}
    return {name: str(getattr(module, "__version__", "")) for name, module in modules.items() if module is not None}
